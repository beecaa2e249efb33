"""The buying committee meets, reviews and votes; a win makes a customer."""

from gtmsim.engine.draws import Purpose, child_key, name_key
from gtmsim.engine.reference.customer import signed
from gtmsim.engine.reference.tasks import COMMITTEE, MEETING, REVIEW, Life, Step, wait
from gtmsim.engine.reference.world import Account, World
from gtmsim.mechanisms.accounts.steps import let_go
from gtmsim.mechanisms.brand.steps import felt
from gtmsim.mechanisms.committee.rows import COMMITTEE_MET, VOTE
from gtmsim.mechanisms.community.steps import considers
from gtmsim.mechanisms.condition.steps import condition_of
from gtmsim.mechanisms.contacts.steps import champion
from gtmsim.mechanisms.referrals.rows import REFERRAL_REWARD
from gtmsim.mechanisms.selling.rows import LOST, WON
from gtmsim.mechanisms.staff.rows import COMMISSION
from gtmsim.rules.calendar import microseconds
from gtmsim.rules.chance import law_quantile
from gtmsim.rules.committee import UNANIMITY, blocks, buys, meetings, says_yes, sits, stance
from gtmsim.rules.condition import swayed
from gtmsim.rules.maths import normal_quantile
from gtmsim.rules.money import cost_of
from gtmsim.rules.selling import attention
from gtmsim.scenario.resolved.inputs import CommitteeInputs, RoleInputs

Member = tuple[RoleInputs, int, int]  # role, seat, key
NOT_THERE = -1  # no key


def decide(
    world: World,
    who: Account,
    amount: int,
    log_price: float,
    closes: int | None,
    found: int,
) -> Life:
    """Meet, review, vote."""
    said, condition = world.segment(who).committee, world.inputs.condition
    if condition is not None:
        who.trust = swayed(who.trust, condition.condition.decision, condition_of(world, who, 0))
    log_price = felt(world, considers(world, who, log_price))
    members = seated(world, who, said)
    ours = helped(world, who, members)
    in_time = yield from meet(world, who, said, len(members), closes)
    if not in_time:
        return
    bought = yield from vote(world, who, said, members, ours, log_price, closes)
    if bought is None:
        return
    if not bought:
        return world.lose(LOST, who, COMMITTEE)
    if world.now < 0:  # the customers that day 0 finds are those who are said
        let_go(world, who, 1)
        return world.leave(who)
    world.note(WON, who, detail=found, amount=amount)
    commission = cost_of(amount, world.inputs.commission)
    if commission:
        world.note(COMMISSION, who, team=world.inputs.ae, amount=commission)
    if who.referrer is not None and world.inputs.referrals is not None and world.inputs.referrals.reward:
        world.note(REFERRAL_REWARD, who, amount=world.inputs.referrals.reward)
    yield from signed(world, who, amount // 12)


def seated(world: World, who: Account, said: CommitteeInputs) -> list[Member]:
    """Who sits at the table of this deal."""
    members = []
    for role in said.roles:
        name = name_key("role", role.name)
        for seat in range(role.seats):
            key = child_key(who.key, name, seat)
            if sits(role.role, world.u(Purpose.PRESENCE, key)):
                members.append((role, seat, key))
    return members


def helped(world: World, who: Account, members: list[Member]) -> tuple[int, float]:
    """Key of the member who came to us himself, if he sits there, and the logit that his vote gains."""
    number = champion(world, who)
    if number < 0 or world.inputs.people is None:
        return NOT_THERE, 0.0
    post = world.inputs.people.posts[number]
    seats = (key for role, _, key in members if role.number == post.role)
    return next(seats, NOT_THERE), post.influence


def meet(world: World, who: Account, said: CommitteeInputs, members: int, closes: int | None) -> Step[bool]:
    """Hold the meetings; False if the window closed before the last."""
    u = world.u
    for number in range(meetings(said.meetings, said.more_meetings, members, u(Purpose.MEETINGS, who.key))):
        gap = law_quantile(said.gap, u(Purpose.MEETING_GAP, who.key, number))
        in_time = yield from wait(world, who, world.now + microseconds(gap), MEETING, COMMITTEE, closes)
        if not in_time:
            return False
        world.note(COMMITTEE_MET, who, detail=number + 1)
    return True


def vote(
    world: World,
    who: Account,
    said: CommitteeInputs,
    members: list[Member],
    ours: tuple[int, float],
    log_price: float,
    closes: int | None,
) -> Step[bool | None]:
    """Each member reviews, side by side, and votes; a block ends it. None if the window closed before the last vote."""
    u = world.u
    luck = said.shared_luck * normal_quantile(u(Purpose.SHARED_LUCK, who.key))
    attended = attention(world.inputs.attention, who.waited)
    opened = world.now
    order = sorted(
        (opened + microseconds(law_quantile(said.review, u(Purpose.REVIEW, key))), role.number, seat, key, role)
        for role, seat, key in members
    )
    yes = everyone = 0.0
    noes = blocked = deciding = 0
    for role, _, _ in members:
        everyone += role.role.weight
    for when, number, seat, key, role in order:
        in_time = yield from wait(world, who, when, REVIEW, COMMITTEE, closes)
        if not in_time:
            return None
        proof = world.inputs.proof[world.today()]
        trust = who.trust + ours[1] if key == ours[0] else who.trust
        logit = stance(role.role, log_price, who.fit, proof, attended, trust, luck)
        answer = 1
        if says_yes(logit, u(Purpose.STANCE, key)):
            yes += role.role.weight
        else:
            noes += 1
            deciding += role.role.decides
            stops = blocks(role.role, u(Purpose.VETO, key))
            answer = -1 if stops else 0
            blocked += stops
        world.note(VOTE, who, detail=number * 1000 + seat, int_value=answer, value=logit)
        if blocked or (said.how == UNANIMITY and noes):
            break
    return buys(said.how, said.threshold, yes, everyone, noes, blocked, deciding)
