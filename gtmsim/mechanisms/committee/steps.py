"""The buying committee: who sits on it, what each member thinks of us, and what comes of their votes."""

from typing import TYPE_CHECKING

from gtmsim.engine.hook import BEFORE_VOTE
from gtmsim.engine.influence import PRICE, TRUST, WIN, influence
from gtmsim.engine.port import (
    child_key,
    close_deal,
    decided,
    leave_place,
    lose,
    measure,
    note,
    present,
    seat,
    tell,
    today,
    uniform,
    weigh,
)
from gtmsim.engine.step import NamedKey, purpose, step
from gtmsim.mechanisms.accounts.steps import let_go
from gtmsim.mechanisms.brand.steps import felt
from gtmsim.mechanisms.committee.rows import SEATS, VOTE
from gtmsim.mechanisms.committee.rules import UNANIMITY, blocks, buys, meetings, says_yes, sits, stance
from gtmsim.mechanisms.community.steps import considers
from gtmsim.mechanisms.contacts.steps import champion
from gtmsim.mechanisms.contracts.steps import weighed_with_fee
from gtmsim.mechanisms.incentives.steps import pay_bonuses
from gtmsim.mechanisms.quota.steps import pay_commission
from gtmsim.mechanisms.referrals.rows import REFERRAL_REWARD
from gtmsim.mechanisms.selling.rows import LOST, WON
from gtmsim.mechanisms.selling.rules import attention
from gtmsim.rules.calendar import microseconds
from gtmsim.rules.chance import law_quantile
from gtmsim.rules.maths import normal_quantile

if TYPE_CHECKING:
    from gtmsim.engine.reference.deal import Deal, Member
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

PRESENCE, MEETINGS, MEETING_GAP = purpose("PRESENCE"), purpose("MEETINGS"), purpose("MEETING_GAP")
REVIEW, SHARED_LUCK = purpose("REVIEW"), purpose("SHARED_LUCK")
STANCE, VETO = purpose("STANCE"), purpose("VETO")
NOT_THERE = NamedKey(0)
REJECTED, UNSEEN, BOUGHT = range(3)  # what comes of a ballot; `UNSEEN` is a sale before day 0
COMMITTEE = -1  # number of the phase after the last stage, where a deal is lost or ends undecided
BASE = influence("base", "how this role usually votes", WIN)
FIT = influence("fit", "how well it fits", WIN)
PROOF = influence("proof", "our references", WIN)
WAITED = influence("waited", "waiting {0:.0f} days for us", WIN)
CHAMPION = influence("champion", "the member who came to us", WIN)
LUCK = influence("luck", "what its members think for reasons of their own", WIN)


@step
def come_before(w: "World", who: "Account", deal: "Deal") -> None:
    """A deal comes before the committee."""
    c = w.inputs.segments[who.segment].committee
    who.trust += BEFORE_VOTE(w, who)
    deal.asked_price = deal.log_price
    deal.log_price = felt(w, who, considers(w, who, deal.log_price))
    deal.log_price = weighed_with_fee(w, who, deal)
    be_seated(w, who, deal)
    be_helped(w, who, deal)
    deal.count = meetings(c.meetings, c.more_meetings, deal.members, uniform(w, MEETINGS, who.key, 0))
    deal.meeting = 0


@step
def be_seated(w: "World", who: "Account", deal: "Deal") -> None:
    """Seat the members of the committee."""
    c = w.inputs.segments[who.segment].committee
    members = 0
    for r in range(len(c.roles)):
        role = c.roles[r]
        role_key = child_key(who.key, role.key)
        for place in range(role.seats):
            key = child_key(role_key, place)
            if sits(role.role, uniform(w, PRESENCE, key, 0)):
                member = w.ballots[seat(w, deal, members)]
                member.number, member.seat, member.key, member.role = role.number, place, key, r
                members += 1
    deal.members = members


@step
def be_helped(w: "World", who: "Account", deal: "Deal") -> None:
    """Find the member who came to us, if they sit there, and the logit that their vote gains."""
    deal.champion, deal.influence = NOT_THERE, 0.0
    post = champion(w, who)
    if post < 0:
        return
    said = w.inputs.people.known_posts[post]
    for i in range(deal.members):
        if w.ballots[seat(w, deal, i)].number == said.role:
            deal.champion, deal.influence = w.ballots[seat(w, deal, i)].key, said.influence
            return


@step
def gap_before_meeting(w: "World", who: "Account", deal: "Deal") -> float:
    """Time until the next meeting [day]."""
    law = w.inputs.segments[who.segment].committee.gap
    return law_quantile(law, uniform(w, MEETING_GAP, who.key, deal.meeting))


@step
def review_time(w: "World", who: "Account", member: int) -> float:
    """How long a member reviews [day]."""
    law = w.inputs.segments[who.segment].committee.review
    return law_quantile(law, uniform(w, REVIEW, member, 0))


@step
def votes_after(member: "Member", time: int, number: int, place: int) -> bool:
    """Does a member vote after one with this time, role and seat?"""
    if member.time != time:
        return member.time > time
    if member.number != number:
        return member.number > number
    return member.seat > place


@step
def open_ballot(w: "World", who: "Account", deal: "Deal") -> None:
    """Put the members in the order of their reviews; nobody has voted yet."""
    deal.vote, deal.yes, deal.noes, deal.blocked, deal.deciding = 0, 0.0, 0, 0, 0
    for i in range(deal.members):  # insertion: committees are small
        member = w.ballots[seat(w, deal, i)]
        number, place, key, role = member.number, member.seat, member.key, member.role
        time = w.now + microseconds(review_time(w, who, key))
        j = i
        while j > 0 and votes_after(w.ballots[seat(w, deal, j - 1)], time, number, place):
            later, there = w.ballots[seat(w, deal, j - 1)], w.ballots[seat(w, deal, j)]
            there.time, there.number, there.seat = later.time, later.number, later.seat
            there.key, there.role = later.key, later.role
            j -= 1
        there = w.ballots[seat(w, deal, j)]
        there.time, there.number, there.seat, there.key, there.role = time, number, place, key, role


@step
def cast_vote(w: "World", who: "Account", deal: "Deal") -> bool:
    """The next member votes; True if that ends the ballot."""
    c = w.inputs.segments[who.segment].committee
    member = w.ballots[seat(w, deal, deal.vote)]
    deal.vote += 1
    key, role, proof = member.key, c.roles[member.role].role, w.inputs.proof[today(w)]
    luck = c.shared_luck * normal_quantile(uniform(w, SHARED_LUCK, who.key, 0))
    attended = attention(w.inputs.attention, who.waited)
    helped = deal.influence if key == deal.champion else 0.0
    logit = stance(role, deal.log_price, who.fit, proof, attended, who.trust + helped, luck)
    answer = 1
    if says_yes(logit, uniform(w, STANCE, key, 0)):
        deal.yes += role.weight
    else:
        deal.noes += 1
        deal.deciding += role.decides
        answer = 0
        if blocks(role, uniform(w, VETO, key, 0)):
            answer = -1
            deal.blocked += 1
    detail = member.number * SEATS + member.seat
    tell(w, who, BASE, role.base)
    weigh(w, who, WIN, PRICE, -role.price)
    tell(w, who, FIT, role.fit * who.fit)
    tell(w, who, PROOF, role.proof * (proof - 1.0))
    measure(w, who, WAITED, who.waited)
    tell(w, who, WAITED, -role.relationship * (1.0 - attended))
    weigh(w, who, WIN, TRUST, 1.0)
    tell(w, who, CHAMPION, helped)
    tell(w, who, LUCK, luck)
    decided(w, who, WIN, detail, answer, logit)
    note(w, VOTE, who, detail, -1, 0, answer, logit)
    return deal.blocked > 0 or (c.how == UNANIMITY and deal.noes > 0)


@step
def verdict(w: "World", who: "Account", deal: "Deal") -> int:
    """What comes of the ballot when it is over."""
    c = w.inputs.segments[who.segment].committee
    everyone = 0.0
    for r in range(len(c.roles)):
        for i in range(deal.members):
            if w.ballots[seat(w, deal, i)].role == r:
                everyone += c.roles[r].role.weight
    if not buys(c.how, c.threshold, deal.yes, everyone, deal.noes, deal.blocked, deal.deciding):
        lose(w, who, LOST, COMMITTEE)
        return REJECTED
    close_deal(w, who)
    if w.now < 0:  # the customers that day 0 finds are those who are said
        let_go(w, who, 1)
        leave_place(w, who)
        return UNSEEN
    note(w, WON, who, deal.found, -1, deal.amount, 0, 0.0)
    pay_commission(w, who, int(deal.amount))
    pay_bonuses(w, who)
    if who.referred == 1 and present(w.inputs.referrals) and w.inputs.referrals.reward != 0:
        note(w, REFERRAL_REWARD, who, 0, -1, w.inputs.referrals.reward, 0, 0.0)
    return BOUGHT
