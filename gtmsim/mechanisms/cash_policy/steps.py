"""As a month begins: the cash policy cuts spend, freezes hiring, and lets positions open that it has held back."""

from typing import TYPE_CHECKING

from gtmsim.engine.facts import CASH_POLICY
from gtmsim.engine.port import (
    begins,
    close_on,
    closing,
    decide_for_firm,
    gone,
    hold_back,
    is_held,
    join_on,
    open_on,
    people,
    position,
    post_by,
    seek,
)
from gtmsim.engine.step import step
from gtmsim.mechanisms.attrition.steps import await_resignation, backfill
from gtmsim.mechanisms.cash_policy.ending import end_firm
from gtmsim.mechanisms.cash_policy.rows import CASH_REVIEWED
from gtmsim.mechanisms.cash_policy.rules import against_plan
from gtmsim.mechanisms.funding.steps import call_funding
from gtmsim.mechanisms.internal_promotion.candidates import promotes
from gtmsim.mechanisms.money.steps import cash_now, recurring
from gtmsim.mechanisms.recruiting.steps import await_answer, first_day_in, recruits
from gtmsim.rules.calendar import NEVER

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World

CENTS, MONTHS = 100.0, 12


@step
def open_cash_policy(w: "World") -> None:
    """Day 0: nothing is cut yet, and the path of the target sets out from the ARR that is there."""
    w.ended = 0
    w.throttle, w.frozen, w.opening_mrr = 1.0, 0, recurring(w)


@step
def cash_facts(w: "World", month: int) -> tuple[float, ...]:
    """The firm when a month begins."""
    arr, planned = recurring(w) * MONTHS / CENTS, 1.0
    if len(w.inputs.arr_path) > 0:
        path = w.inputs.arr_path[month]
        planned = against_plan(arr, path.amount, path.of_day_0, w.opening_mrr * MONTHS / CENTS)
    return float(month + 1), cash_now(w), float(w.runway), w.burn / CENTS, arr, planned


@step
def review_cash(w: "World", month: int) -> None:
    """Decide on what the firm may spend in a month that begins, before anything else is decided in it."""
    if not w.inputs.reviews_cash:
        return
    spend, hiring, asked, ends = decide_for_firm(w, CASH_POLICY, cash_facts(w, month))
    frozen, before = int(hiring), w.frozen
    w.throttle, w.frozen = spend, frozen
    post_by(w, CASH_POLICY, CASH_REVIEWED, month, -1, -1, frozen, spend)
    if w.inputs.may_end and ends > 0.0:
        end_firm(w, month)
        return
    if asked > 0.0:
        call_funding(w, w.inputs.on_call[int(asked) - 1])
    if before == 1 and frozen == 0:
        open_what_was_held(w)
    elif frozen == 1:
        hold_openings(w, month)


@step
def hold_openings(w: "World", month: int) -> None:
    """Positions that the plan opens in a month stay closed; whoever has been promised one before begins."""
    first, last = w.inputs.months[month], w.inputs.months[month + 1]
    for team in range(len(w.inputs.teams)):
        for person in range(len(w.inputs.teams[team].persons)):
            said = w.inputs.teams[team].persons[person]
            if said.hired and first <= said.start < last and not gone(w, team, person):
                hold_back(w, team, person, 1)
                seek(w, team, person, -1, NEVER)
                close_on(w, team, person, closing(w, team, person))


@step
def open_what_was_held(w: "World") -> None:
    """Hiring goes on: positions of the plan open, and those that somebody has left are filled as if it were today."""
    for team in range(len(w.inputs.teams)):
        for person in range(people(w, team)):
            # A position that closes at this instant has never been open.
            closes_now = not gone(w, team, person) and closing(w, team, person) == w.now
            if is_held(w, team, person) and not closes_now:
                hold_back(w, team, person, 0)
                if gone(w, team, person):
                    backfill(w, team, person)
                else:
                    open_late(w, team, person)


@step
def open_late(w: "World", team: int, person: int) -> None:
    """A position of the plan opens now that was held back."""
    if recruits(w, team):
        seek(w, team, person, w.now, first_day_in(w, team, position(w, team, person), w.now))
        await_answer(w, team, person, 0, w.now)
    else:
        seek(w, team, person, -1, w.now)
    await_resignation(w, team, person)
    if promotes(w, team):
        open_on(w, team, person, w.now)
    if begins(w, team, person) < w.inputs.horizon:
        join_on(w, team, person, begins(w, team, person))
