"""Does the plan sustain the open deals that a firm starts with? Measured by living the firm as it was until day 0."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from gtmsim.journal.journal import Journal
from gtmsim.mechanisms.selling.rows import LOST, NO_DECISION, OPPORTUNITY, WON
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.files.placing import placed
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.resolved.day_zero import market_before, plan_before
from gtmsim.scenario.resolved.found import initial_of, on_day_0, steady
from gtmsim.scenario.resolved.inputs import Inputs
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.scenario.writing import fingerprint

Simulate = Callable[[Inputs, int], Journal]
LIVES = 2
MONTHS = 36
SETTLED = 365  # days after which nobody sees that there was no deal at first
WEEK = 7
MATTERS = 0.2  # share of what is sustained
SETTINGS = {"replications": 1, "engine": "auto"}  # which change nothing of a life
LOOK = 2_000_000.0  # events: some seconds of the readable engine
FEW = 3.0  # deals that nobody argues about

_sustained: dict[str, tuple[float, float, float]] = {}  # of firms as they were; plans of one base share theirs


def start_warnings(scenario: Scenario, simulate: Simulate) -> Iterator[Problem]:
    """What is said of open deals that are not as many as leads and sellers of day 0 keep open."""
    said = sum(initial_of(scenario).pipeline.values())
    if not said or not scenario.market.channels:
        return
    mean, low, high = sustained(scenario, simulate)
    unlike = abs(said - mean) > max(FEW, MATTERS * mean)
    if unlike and not low <= said <= high:
        wins = "more" if said > mean else "fewer"
        what = (
            f"{said} open deals on day 0, where the plan of that day sustains {mean:.0f}"
            f" ({low:.0f} to {high:.0f} on most days), so the first months win {wins} than later ones"
        )
        hint = "say what it sustains, unless the firm is known to have another number"
        yield placed(Problem("W_START", what, hint, path=("run", "initial", "pipeline")), scenario)


def start_foreseen(scenario: Scenario, events: float) -> Iterator[Problem]:
    """The same for a scenario that nobody runs, of so many events a replication, if it takes no longer than a look."""
    work = events * LIVES * MONTHS / scenario.run.months
    if work <= LOOK:
        from gtmsim.engine.choice import engine_for

        yield from start_warnings(
            scenario, lambda inputs, life: engine_for("auto", inputs, work).simulate(inputs, life)
        )


def sustained(scenario: Scenario, simulate: Simulate) -> tuple[float, float, float]:
    """Open deals that the plan of day 0 keeps open: mean, and between what numbers they are on 95 days of 100 [1]."""
    before = as_it_was(scenario)
    known = fingerprint(before)
    if known not in _sustained:
        _sustained[known] = _lived(resolve(before), simulate)
    return _sustained[known]


def _lived(inputs: Inputs, simulate: Simulate) -> tuple[float, float, float]:
    seen = np.concatenate([open_deals(simulate(inputs, number)) for number in range(LIVES)])
    low, high = np.quantile(seen, [0.025, 0.975])
    return float(seen.mean()), float(low), float(high)


def as_it_was(scenario: Scenario) -> Scenario:
    """The firm that never changes what it did until day 0, and begins with leads on their way and without deals."""
    said, plan, start = initial_of(scenario), scenario.plan, scenario.run.start
    planned = {name: on_day_0(lever, start) for name, lever in plan.spend.items()}
    spend = {name: steady(money) for name, money in {**planned, **said.spend}.items()}
    usual = Initial()  # what was until day 0 is the plan here, and need not be said beside it
    initial = said.model_copy(
        update={name: getattr(usual, name) for name in ("pipeline", "terms", "price", "headcount", "plan")}
    )
    told: dict[str, Any] = {
        **dict.fromkeys(("name", "question", "note", "teaching"), ""),
        "plan": plan_before(scenario).model_copy(update={"spend": spend}),
        "market": market_before(scenario),
        "run": scenario.run.model_copy(update={"months": MONTHS, "run_off": False, "initial": initial, **SETTINGS}),
    }
    return scenario.model_copy(update=told)


def open_deals(journal: Journal) -> np.ndarray:
    """How many deals are open at the end of each week, once the firm has settled [1]."""
    weeks = np.arange(SETTLED, journal.header.horizon // DAY, WEEK) * DAY
    opened = journal.time[journal.of(OPPORTUNITY)]
    ended = journal.time[journal.of(WON, LOST, NO_DECISION)]
    return np.searchsorted(opened, weeks, "right") - np.searchsorted(ended, weeks, "right")
