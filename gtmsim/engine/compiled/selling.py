"""From a lead to the stages of its deal, as `reference.qualification` and `reference.selling` tell it."""

from gtmsim.engine.compiled.accounts import handling_of, law_of, release, today
from gtmsim.engine.compiled.constants import (
    DISQUALIFIED,
    MQL,
    NEVER,
    NOBODY,
    OPPORTUNITY,
    P_PATIENCE,
    P_QUALIFYING_WORK,
    P_SCREEN,
    P_STAGE_WORK,
    P_VALUE,
)
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import uniform
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.spaces import account_at
from gtmsim.engine.compiled.work import ask, begin_work
from gtmsim.engine.compiled.world import day_at, handling_at, segment_at, stage_at, team_at
from gtmsim.engine.reference.tasks import QUALIFYING
from gtmsim.machine.jit import kernel
from gtmsim.rules import calendar, chance, qualification, selling, staffing

annual_price = compiled(selling.annual_price)
law_quantile = compiled(chance.law_quantile)
microseconds = compiled(calendar.microseconds)
passes_screen = compiled(qualification.passes_screen)
priority = compiled(staffing.priority)


@kernel
def lead(T, S, slot):
    """From arrival to the queue; True if the account goes on at once."""
    a = account_at(S, slot)
    if not passes_screen(handling_of(T, a), uniform(S, P_SCREEN, a.key, 0)):
        note(S, DISQUALIFIED, a, 0, -1, 0, 0, 0.0)
        release(S, slot)
        return False
    note(S, MQL, a, 0, -1, 0, 0, 0.0)
    until = NEVER
    if handling_at(T, a.active).patience >= 0:
        until = S.now + microseconds(
            law_quantile(law_of(T, handling_at(T, a.active).patience), uniform(S, P_PATIENCE, a.key, 0))
        )
    a.hours = law_quantile(law_of(T, handling_at(T, a.active).qualifying), uniform(S, P_QUALIFYING_WORK, a.key, 0))
    a.stage, a.closes, a.queued = QUALIFYING, NEVER, S.now
    if T.sdr >= 0:
        ask(T, S, slot, T.sdr, priority(team_at(T, T.sdr).order, a.active, 0, 0), QUALIFYING, until)
        return False
    return begin_work(T, S, slot, NOBODY)


@kernel
def open_deal(T, S, slot, found, closes):
    """Put a deal on the table."""
    a = account_at(S, slot)
    day = today(T, S)
    a.found, a.closes = found, closes
    a.amount = annual_price(
        segment_at(T, a.segment).median,
        segment_at(T, a.segment).sigma,
        day_at(T, day).price,
        uniform(S, P_VALUE, a.key, 0),
    )
    a.log_price = day_at(T, day).log_price
    note(S, OPPORTUNITY, a, found, -1, a.amount, 0, 0.0)


@kernel
def next_stage(T, S, slot, number):
    """Queue for a stage of the sale; True if the account goes on at once."""
    a = account_at(S, slot)
    a.stage = number
    a.hours = segment_at(T, a.segment).effort * law_quantile(
        law_of(T, stage_at(T, number).work), uniform(S, P_STAGE_WORK, a.key, stage_at(T, number).key)
    )
    a.queued = S.now
    if T.ae >= 0:
        ask(T, S, slot, T.ae, priority(team_at(T, T.ae).order, a.active, number, a.amount), number, a.closes)
        return False
    return begin_work(T, S, slot, NOBODY)
