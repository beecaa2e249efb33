"""A deal before the committee is offered a further discount when a period is about to end, and may decide sooner."""

from typing import TYPE_CHECKING

from gtmsim.engine.influence import PRICE, influence
from gtmsim.engine.port import month_of, note, present, seat, tell, this_month, uniform, won
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.committee.steps import gap_before_meeting, review_time
from gtmsim.mechanisms.community.rules import price_level
from gtmsim.mechanisms.contracts.rules import fee_logarithm
from gtmsim.mechanisms.contracts.steps import fee_of
from gtmsim.mechanisms.quarter_end.rows import CLOSING_OFFER
from gtmsim.mechanisms.quarter_end.rules import LAPSED, PULLED, hastened, outcome_of, pulled_to
from gtmsim.mechanisms.quota.steps import has_seller, quota_of
from gtmsim.mechanisms.selling.rules import discount_logarithm, discounted
from gtmsim.rules.calendar import DAY, NEVER, microseconds, months_after

if TYPE_CHECKING:
    from gtmsim.engine.reference.deal import Deal
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

PULL_FORWARD = purpose("PULL_FORWARD")
CLOSING = influence("closing_offer", "the discount for signing before the period ends", PRICE)


@step
def ends_after(w: "World", time: int) -> int:
    """When the period ends in which an instant lies [microseconds]; before day 0 the first."""
    months = w.inputs.quarter_end.months
    return months_after(w.inputs.starts, 0, (month_of(w, time) // months + 1) * months)


@step
def pressed_from(w: "World", time: int) -> int:
    """When a deal is pressed next that is before the committee from an instant on [microseconds]."""
    if not present(w.inputs.quarter_end) or time >= w.inputs.horizon:
        return NEVER
    when = max(time, ends_after(w, time) - w.inputs.quarter_end.last)
    return when if when < w.inputs.horizon else NEVER


@step
def is_before_committee(w: "World", who: "Account", deal: "Deal") -> None:
    """A deal has come before the committee, and takes the time that it takes until it is pressed."""
    deal.vote, deal.haste, deal.press_at = 0, 1.0, pressed_from(w, w.now)


@step
def next_meeting(w: "World", who: "Account", deal: "Deal") -> int:
    """When the committee meets next [microseconds]."""
    return hastened(w.now, w.now + microseconds(gap_before_meeting(w, who, deal)), deal.haste)


@step
def ballot_is_hastened(w: "World", who: "Account", deal: "Deal") -> None:
    """Members of a committee that decides sooner review sooner."""
    if deal.haste == 1.0:
        return
    for i in range(deal.members):
        member = w.ballots[seat(w, deal, i)]
        member.time = hastened(w.now, member.time, deal.haste)


@step
def decides_by(w: "World", who: "Account", deal: "Deal", until: int) -> int:
    """When the last member votes [microseconds], if the committee meets next at an instant or waits for a vote."""
    last = 0
    if deal.meeting >= deal.count:
        for i in range(deal.members):
            last = max(last, int(w.ballots[seat(w, deal, i)].time))
        return last
    meeting, time = deal.meeting, until
    while deal.meeting + 1 < deal.count:
        deal.meeting += 1
        time += microseconds(gap_before_meeting(w, who, deal))
    deal.meeting = meeting
    for i in range(deal.members):
        last = max(last, microseconds(review_time(w, who, w.ballots[seat(w, deal, i)].key)))
    return time + last


@step
def is_left_alone(w: "World", who: "Account") -> bool:
    """Is a deal not pressed, since its seller has reached the quota of the period, or it has no seller?"""
    if not w.inputs.quarter_end.only_below_quota or not present(w.inputs.quota):
        return False
    if not has_seller(w, who):
        return True
    month, person = this_month(w), int(who.seller)
    quota = quota_of(w, month, person, NEVER)
    return won(w, w.inputs.ae, person, month // w.inputs.quota.months) >= quota


@step
def pressed(w: "World", who: "Account", deal: "Deal", until: int) -> int:
    """A deal that waits until an instant is pressed now; until when it waits then [microseconds]."""
    said, end = w.inputs.quarter_end, ends_after(w, w.now)
    deal.press_at = pressed_from(w, end)
    if is_left_alone(w, who):
        return until
    decided = decides_by(w, who, deal, until)
    luck = uniform(w, PULL_FORWARD, who.key, month_of(w, w.now) // said.months)
    outcome = outcome_of(decided, end, said.reach, said.chance, luck)
    if outcome == LAPSED:
        note(w, CLOSING_OFFER, who, outcome, -1, deal.amount, 0, 0.0)
        return until
    sooner = 0.0
    if outcome == PULLED:
        then = pulled_to(w.now, end, said.chance, luck)
        sooner = (decided - then) / DAY
        deal.haste = (then - w.now) / (decided - w.now)
    before = deal.amount
    deal.amount = discounted(before, said.discount)
    deal.asked_price += discount_logarithm(said.discount)
    lower, fee = discount_logarithm(said.discount), fee_of(w, who)
    if fee != 0:  # what is paid once weighs more beside a lower price
        lower += fee_logarithm(fee, deal.amount) - fee_logarithm(fee, before)
    deal.log_price += lower
    tell(w, who, CLOSING, lower)
    if present(w.inputs.community):
        who.level = price_level(deal.asked_price)
    note(w, CLOSING_OFFER, who, outcome, -1, deal.amount, before - deal.amount, sooner)
    if deal.meeting >= deal.count:
        ballot_is_hastened(w, who, deal)
        return int(w.ballots[seat(w, deal, 0)].time)
    return hastened(w.now, until, deal.haste)
