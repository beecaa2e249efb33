"""The buying committee meets, reviews and votes, as `reference.committee` tells it."""

from gtmsim.engine.compiled.constants import (
    P_MEETING_GAP,
    P_MEETINGS,
    P_PRESENCE,
    P_REVIEW,
    P_SHARED_LUCK,
    P_STANCE,
    P_VETO,
)
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.accounts import leave_place, lose, release, today
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.engine.compiled.kernels.customer import sign
from gtmsim.engine.compiled.kernels.luck import U, child_key, uniform
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.engine.reference.tasks import COMMITTEE
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.accounts import steps as accounts_steps
from gtmsim.mechanisms.brand import steps as brand_steps
from gtmsim.mechanisms.committee.rows import VOTE
from gtmsim.mechanisms.community import steps as community_steps
from gtmsim.mechanisms.condition import steps as condition_steps
from gtmsim.mechanisms.contacts import steps as contacts_steps
from gtmsim.mechanisms.referrals.rows import REFERRAL_REWARD
from gtmsim.mechanisms.selling.rows import LOST, WON
from gtmsim.mechanisms.staff.rows import COMMISSION
from gtmsim.rules import calendar, chance, committee, condition, maths, money, selling
from gtmsim.rules.committee import UNANIMITY

attention = compiled(selling.attention)
blocks = compiled(committee.blocks)
buys = compiled(committee.buys)
cost_of = compiled(money.cost_of)
law_quantile = compiled(chance.law_quantile)
meetings = compiled(committee.meetings)
microseconds = compiled(calendar.microseconds)
normal_quantile = compiled(maths.normal_quantile)
says_yes = compiled(committee.says_yes)
sits = compiled(committee.sits)
stance = compiled(committee.stance)
swayed = compiled(condition.swayed)
felt = compiled(brand_steps.felt)
considers = compiled(community_steps.considers)
condition_of = compiled(condition_steps.condition_of)
champion = compiled(contacts_steps.champion)
let_go = compiled(accounts_steps.let_go)


@kernel
def seated(w, a):
    """Seat the members of the deal's committee in its ballot; how many."""
    c = w.inputs.segments[a.segment].committee
    members = 0
    for r in range(len(c.roles)):
        role = c.roles[r]
        role_key = child_key(a.key, role.key)
        for seat in range(role.seats):
            key = child_key(role_key, seat)
            if sits(role.role, uniform(w, P_PRESENCE, key, 0)):
                member = w.ballots[a.slot * w.seats + members]
                member.number, member.seat, member.key, member.role = role.number, seat, key, r
                members += 1
    return members


@kernel
def helped(w, a):
    """Find the member who came to us himself, if he sits there, and the logit that his vote gains."""
    a.champion, a.influence = U(0), 0.0
    post = champion(w, a)
    if post < 0:
        return
    for i in range(a.members):
        if w.ballots[a.slot * w.seats + i].number == w.inputs.people.known_posts[post].role:
            a.champion, a.influence = w.ballots[a.slot * w.seats + i].key, w.inputs.people.known_posts[post].influence
            return


@kernel
def to_committee(w, a):
    """Come before the committee."""
    c = w.inputs.segments[a.segment].committee
    if present(w.inputs.condition):
        a.trust = swayed(a.trust, w.inputs.condition.condition.decision, condition_of(w, a, 0))
    a.log_price = felt(w, considers(w, a, a.log_price))
    a.members = seated(w, a)
    helped(w, a)
    a.count = meetings(c.meetings, c.more_meetings, a.members, uniform(w, P_MEETINGS, a.key, 0))
    a.meeting = 0


@kernel
def next_gap(w, a):
    """Time until the next meeting [day]."""
    law = w.inputs.segments[a.segment].committee.gap
    return law_quantile(law, uniform(w, P_MEETING_GAP, a.key, a.meeting))


@kernel
def after(member, time, number, seat):
    """Whether a member votes after somebody with this time, role and seat."""
    if member.time != time:
        return member.time > time
    if member.number != number:
        return member.number > number
    return member.seat > seat


@kernel
def order_votes(w, a):
    """Put the members in the order of their reviews."""
    law = w.inputs.segments[a.segment].committee.review
    for i in range(a.members):  # insertion: committees are small
        member = w.ballots[a.slot * w.seats + i]
        number, seat, key, role = member.number, member.seat, member.key, member.role
        time = w.now + microseconds(law_quantile(law, uniform(w, P_REVIEW, key, 0)))
        j = i
        while j > 0 and after(w.ballots[a.slot * w.seats + j - 1], time, number, seat):
            later, there = w.ballots[a.slot * w.seats + j - 1], w.ballots[a.slot * w.seats + j]
            there.time, there.number, there.seat = later.time, later.number, later.seat
            there.key, there.role = later.key, later.role
            j -= 1
        there = w.ballots[a.slot * w.seats + j]
        there.time, there.number, there.seat, there.key, there.role = time, number, seat, key, role


@kernel
def cast(w, a, i):
    """The i-th vote; True if it ends the ballot."""
    c = w.inputs.segments[a.segment].committee
    member = w.ballots[a.slot * w.seats + i]
    key, role = member.key, c.roles[member.role].role
    luck = c.shared_luck * normal_quantile(uniform(w, P_SHARED_LUCK, a.key, 0))
    attended = attention(w.inputs.attention, a.waited)
    trust = a.trust + a.influence if key == a.champion and a.influence > 0.0 else a.trust
    logit = stance(role, a.log_price, a.fit, w.inputs.proof[today(w)], attended, trust, luck)
    answer = 1
    if says_yes(logit, uniform(w, P_STANCE, key, 0)):
        a.yes += role.weight
    else:
        a.noes += 1
        a.deciding += role.decides
        answer = 0
        if blocks(role, uniform(w, P_VETO, key, 0)):
            answer = -1
            a.blocked += 1
    note(w, VOTE, a, member.number * 1000 + member.seat, -1, 0, answer, logit)
    return a.blocked > 0 or (c.how == UNANIMITY and a.noes > 0)


@kernel
def verdict(w, a):
    """The ballot is over: True if the account becomes a customer."""
    c = w.inputs.segments[a.segment].committee
    everyone = 0.0
    # In the order of roles, as the weights are summed in the reference.
    for r in range(len(c.roles)):
        for i in range(a.members):
            if w.ballots[a.slot * w.seats + i].role == r:
                everyone += c.roles[r].role.weight
    if not buys(c.how, c.threshold, a.yes, everyone, a.noes, a.blocked, a.deciding):
        lose(w, a, LOST, COMMITTEE)
        release(w, a)
        return False
    if w.now < 0:  # the customers that day 0 finds are those who are said
        let_go(w, a, 1)
        leave_place(w, a)
        release(w, a)
        return False
    note(w, WON, a, a.found, -1, a.amount, 0, 0.0)
    commission = cost_of(a.amount, w.inputs.commission)
    if commission != 0:
        note(w, COMMISSION, a, 0, w.inputs.ae, commission, 0, 0.0)
    if a.referred == 1 and w.inputs.referrals.reward != 0:
        note(w, REFERRAL_REWARD, a, 0, -1, w.inputs.referrals.reward, 0, 0.0)
    sign(w, a)
    return True
