"""Equilibrium means equilibrium: day 0 finds what any later day finds, and the first month is like the thirteenth."""

from typing import Any, NamedTuple

import numpy as np
import pytest

from gtmsim.engine.compiled import simulate
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

ERRORS = 4.0  # standard errors that chance is given
LATER = 400  # the day that is compared with day 0
FIRM = """
    name: steady
    market:
      channels: {calls: {max_leads: LEADS per day, half_saturation_spend: 1k, organic: 100%, CHANNEL,
        segments: {firms: 100%}}}
      segments: {firms: {contract_value: 12k, committee: one, churn: 0%}}
      committees: {one: {decision_rule: unanimity, deal_sigma: 0, min_meetings: 1, time_between_meetings: GAP,
        review: 3 days,
                         roles: {boss: {base: 0.5, price: 0, fit: 0, evidence: 0, responsiveness: 0}}}}
      qualification: {in_market: {mql_rate: 90%, sql_rate: 60%, HANDLING}}
      selling: {SELLING}
    plan: {teams: {TEAMS}, working_hours: {days: [mon, tue, wed, thu, fri, sat, sun], opens: 0h, closes: 24h}}
    run: {start: 2026-01-01, months: 15, run_off: false, initial: INITIAL}
"""
STAGES = (
    "stages: [{name: talk, selling_time: 2h, buyer_delay: THINK, conversion: 70%}, {name: "
    "offer, selling_time: 3h, buyer_delay: 9 days}]"
)
# A firm of each law of time, with and without people who are short, windows that close, and a delay before leads come.
FIRMS: dict[str, dict[str, str]] = {
    "fixed times": {"SELLING": STAGES.replace("THINK", "12 days"), "GAP": "8 days"},
    "memoryless times": {
        "SELLING": STAGES.replace("THINK", "{mean: 12 days, distribution: exponential}"),
        "GAP": "{mean: 8 days, distribution: exponential}",
        "CHANNEL": "delay: {mean: 20 days, distribution: exponential}",
    },
    "long tails": {
        "SELLING": STAGES.replace("THINK", "{median: 8 days, sigma: 0.9}"),
        "GAP": "{median: 6 days, sigma: 0.8}",
        "CHANNEL": "delay: {median: 15 days, sigma: 0.8}",
    },
    "a window that closes": {
        "SELLING": STAGES.replace("THINK", "{median: 8 days, sigma: 0.7}")
        + ", buying_window: {median: 25 days, sigma: 0.6}",
    },
    "teams that are short": {
        "LEADS": "3",
        "SELLING": STAGES.replace("THINK", "{median: 8 days, sigma: 0.7}")
        + ", buying_window: {median: 40 days, sigma: 0.6}",
        "HANDLING": (
            "handling_time: {mean: 6h, cv: 0.8}, abandon_after: {mean: 6 days, distribution: "
            "exponential}, response_half_life: 3 days"
        ),
        "TEAMS": "sdr: {headcount: 1, selling_time_share: 80%}, ae: {headcount: 1, selling_time_share: 40%}",
    },
}
USUAL = {"LEADS": "2", "CHANNEL": "dispersion: 1", "GAP": "8 days", "HANDLING": "handling_time: 1h", "TEAMS": ""}


class Seen(NamedTuple):
    """What one day finds, per replication, and the month that follows."""

    deals: float
    stages: tuple[float, ...]  # of them in each, summed
    ages: float  # summed [day]
    waiting: float  # leads waiting or in work
    leads: float  # in thirty days
    qualified: float
    won: float
    undecided: float
    busy: float  # hours of work that began


def text_of(firm: dict[str, str], initial: str) -> str:
    said = FIRM
    for word, value in {**USUAL, **firm, "INITIAL": initial}.items():
        said = said.replace(word, value)
    return said


def seen(journal: Journal, day: int) -> Seen:
    """What a day finds and what the thirty days after it bring."""
    now = day * DAY
    states: dict[Any, list[float]] = {}
    leads: set[Any] = set()
    for time, kind, who, sub, _, _, _, _, level, number, *_ in journal.rows():
        if time > now:
            break
        if time == now and kind not in (Kind.OPPORTUNITY, Kind.OPENING_LEAD):
            continue
        if kind in (Kind.MQL, Kind.OPENING_LEAD):
            leads.add(who)
        elif kind in (Kind.ABANDONED, Kind.DISQUALIFIED):
            leads.discard(who)
        elif kind == Kind.OPPORTUNITY:
            leads.discard(who)
            states[who] = [time / DAY - number if sub == 1 else time / DAY, level if sub == 1 else 0]
        elif kind == Kind.STAGE_PASSED:
            states[who][1] = sub + 1
        elif kind in (Kind.WON, Kind.LOST, Kind.NO_DECISION):
            del states[who]
    month = (journal.time >= now) & (journal.time < now + 30 * DAY)
    count = lambda kind: float(np.count_nonzero(journal.of(kind) & month))  # noqa: E731
    new = float(np.count_nonzero(journal.of(Kind.OPPORTUNITY) & month & (journal.detail == 0)))
    return Seen(
        float(len(states)),
        tuple(float(sum(stage == n for _, stage in states.values())) for n in range(3)),
        sum(day - opened for opened, _ in states.values()),
        float(len(leads)),
        count(Kind.LEAD),
        new,
        count(Kind.WON),
        count(Kind.NO_DECISION),
        float(journal.value[journal.of(Kind.TASK_ENDED) & month].sum()),
    )


def compared(firm: dict[str, str], replications: int) -> None:
    """A firm that began empty, found in its second year, against one that begins with as many deals as that has."""
    empty = resolve(load_text(text_of(firm, "empty")))
    later = [seen(simulate(empty, n), LATER) for n in range(replications)]
    deals = round(float(np.mean([each.deals for each in later])))
    found = resolve(load_text(text_of(firm, f"{{pipeline: {{firms: {deals}}}}}")))
    first = [seen(simulate(found, 10_000 + n), 0) for n in range(replications)]
    named = {"leads waiting": "waiting", "leads": "leads", "deals opened": "qualified", "won": "won"}
    named |= {"undecided": "undecided", "hours": "busy"}
    for what, name in named.items():
        alike(what, [getattr(each, name) for each in first], [getattr(each, name) for each in later])
    for stage in range(3):
        shares = [[each.stages[stage] / max(1.0, each.deals) for each in both] for both in (first, later)]
        alike(f"deals in stage {stage}", *shares)
    alike("age", *([each.ages / max(1.0, each.deals) for each in both] for both in (first, later)))


def alike(what: str, one: list[float], other: list[float]) -> None:
    """Two means differ by no more than chance explains."""
    a, b = np.array(one), np.array(other)
    error = float(np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b)))
    told = f"{what}: {a.mean():.4g} on day 0, {b.mean():.4g} later, {error:.2g} standard error"
    assert abs(a.mean() - b.mean()) <= ERRORS * error + 0.005 * b.mean(), told


@pytest.mark.parametrize("firm", FIRMS.values(), ids=FIRMS.keys())
def test_day_zero_is_like_any_later_day(firm: dict[str, str]) -> None:
    compared(firm, 60)


@pytest.mark.prove
@pytest.mark.parametrize("firm", FIRMS.values(), ids=FIRMS.keys())
def test_day_zero_is_like_any_later_day_in_many_lives(firm: dict[str, str]) -> None:
    compared(firm, 600)
