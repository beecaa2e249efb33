"""The buying committee meets, reviews and votes, as `reference.committee` tells it."""

from gtmsim.engine.compiled.accounts import law_of, leave_place, lose, part, release, role_of, today
from gtmsim.engine.compiled.brand import feels
from gtmsim.engine.compiled.community import considers
from gtmsim.engine.compiled.condition import condition_of
from gtmsim.engine.compiled.constants import (
    P_MEETING_GAP,
    P_MEETINGS,
    P_PRESENCE,
    P_REVIEW,
    P_SHARED_LUCK,
    P_STANCE,
    P_VETO,
)
from gtmsim.engine.compiled.contacts import champion
from gtmsim.engine.compiled.customer import sign
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import U, child_key, uniform
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.spaces import account_at, ballot_at
from gtmsim.engine.compiled.world import committee_at, condition_at, day_at, post_at, role_at, segment_at
from gtmsim.engine.reference.tasks import COMMITTEE
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.committee.rows import VOTE
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


@kernel
def seated(T, S, a):
    """Seat the members of the deal's committee in its ballot; how many."""
    c = segment_at(T, a.segment).committee
    members = 0
    for r in range(committee_at(T, c).roles_from, committee_at(T, c).roles_to):
        role = role_of(T, r)
        role_key = child_key(a.key, role_at(T, r).key)
        for seat in range(role_at(T, r).seats):
            key = child_key(role_key, seat)
            if sits(role, uniform(S, P_PRESENCE, key, 0)):
                member = ballot_at(S, a.first + members)
                member.number, member.seat, member.key, member.role = role_at(T, r).number, seat, key, r
                members += 1
    return members


@kernel
def helped(T, S, slot):
    """Find the member who came to us himself, if he sits there, and the logit that his vote gains."""
    a = account_at(S, slot)
    a.champion, a.influence = U(0), 0.0
    post = champion(T, S, slot)
    if post < 0:
        return
    for i in range(a.members):
        if ballot_at(S, a.first + i).number == post_at(T, post).role:
            a.champion, a.influence = ballot_at(S, a.first + i).key, post_at(T, post).influence
            return


@kernel
def to_committee(T, S, slot):
    """Come before the committee."""
    a = account_at(S, slot)
    c = segment_at(T, a.segment).committee
    if T.conditions == 1:
        a.trust = swayed(a.trust, condition_at(T, 0).decision, condition_of(T, S, slot, 0))
    considers(T, S, a)
    feels(T, S, a)
    a.members = seated(T, S, a)
    helped(T, S, slot)
    a.count = meetings(
        committee_at(T, c).meetings, committee_at(T, c).more_meetings, a.members, uniform(S, P_MEETINGS, a.key, 0)
    )
    a.meeting = 0


@kernel
def next_gap(T, S, a):
    """Time until the next meeting [day]."""
    law = law_of(T, committee_at(T, segment_at(T, a.segment).committee).gap)
    return law_quantile(law, uniform(S, P_MEETING_GAP, a.key, a.meeting))


@kernel
def after(member, time, number, seat):
    """Whether a member votes after somebody with this time, role and seat."""
    if member.time != time:
        return member.time > time
    if member.number != number:
        return member.number > number
    return member.seat > seat


@kernel
def order_votes(T, S, a):
    """Put the members in the order of their reviews."""
    law = law_of(T, committee_at(T, segment_at(T, a.segment).committee).review)
    for i in range(a.members):  # insertion: committees are small
        member = ballot_at(S, a.first + i)
        number, seat, key, role = member.number, member.seat, member.key, member.role
        time = S.now + microseconds(law_quantile(law, uniform(S, P_REVIEW, key, 0)))
        j = i
        while j > 0 and after(ballot_at(S, a.first + j - 1), time, number, seat):
            later, there = ballot_at(S, a.first + j - 1), ballot_at(S, a.first + j)
            there.time, there.number, there.seat = later.time, later.number, later.seat
            there.key, there.role = later.key, later.role
            j -= 1
        there = ballot_at(S, a.first + j)
        there.time, there.number, there.seat, there.key, there.role = time, number, seat, key, role


@kernel
def cast(T, S, a, i):
    """The i-th vote; True if it ends the ballot."""
    c = segment_at(T, a.segment).committee
    member = ballot_at(S, a.first + i)
    key, role = member.key, role_of(T, member.role)
    luck = committee_at(T, c).shared_luck * normal_quantile(uniform(S, P_SHARED_LUCK, a.key, 0))
    attended = attention(T.attention, a.waited)
    trust = a.trust + a.influence if key == a.champion and a.influence > 0.0 else a.trust
    logit = stance(role, a.log_price, a.fit, day_at(T, today(T, S)).proof, attended, trust, luck)
    answer = 1
    if says_yes(logit, uniform(S, P_STANCE, key, 0)):
        a.yes += role.weight
    else:
        a.noes += 1
        a.deciding += role.decides
        answer = 0
        if blocks(role, uniform(S, P_VETO, key, 0)):
            answer = -1
            a.blocked += 1
    note(S, VOTE, a, member.number * 1000 + member.seat, -1, 0, answer, logit)
    return a.blocked > 0 or (committee_at(T, c).how == UNANIMITY and a.noes > 0)


@kernel
def verdict(T, S, slot):
    """The ballot is over: True if the account becomes a customer."""
    a = account_at(S, slot)
    c = segment_at(T, a.segment).committee
    everyone = 0.0
    # In the order of roles, as the weights are summed in the reference.
    for r in range(committee_at(T, c).roles_from, committee_at(T, c).roles_to):
        for i in range(a.members):
            if ballot_at(S, a.first + i).role == r:
                everyone += role_at(T, r).weight
    if not buys(committee_at(T, c).how, committee_at(T, c).threshold, a.yes, everyone, a.noes, a.blocked, a.deciding):
        lose(S, slot, LOST, COMMITTEE)
        release(S, slot)
        return False
    if S.now < 0:  # the customers that day 0 finds are those who are said
        part(S, slot, 1)
        leave_place(S, slot)
        release(S, slot)
        return False
    note(S, WON, a, a.found, -1, a.amount, 0, 0.0)
    commission = cost_of(a.amount, T.commission)
    if commission != 0:
        note(S, COMMISSION, a, 0, T.ae, commission, 0, 0.0)
    if a.referred == 1 and T.reward != 0:
        note(S, REFERRAL_REWARD, a, 0, -1, T.reward, 0, 0.0)
    sign(T, S, slot)
    return True
