"""Our engines on a scenario that is scaled to a number of leads: demand, spend, staff and the firm on day 0 alike."""

import importlib
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mini_model.model import EXPECTED

import gtmsim

HERE = Path(__file__).resolve().parents[1]
SCENARIOS = {
    "the plain funnel": HERE / "plain_funnel.yaml",
    "the baseline": HERE.parent / "scenarios" / "baseline.yaml",
}
WARM = 500.0  # leads of the run that compiles what must be compiled


def prepare(engine: str, name: str, leads: float) -> Callable[[int], gtmsim.Journal]:
    """Resolve, compile, and leave only the simulation to be measured."""
    simulate = importlib.import_module(f"gtmsim.engine.{engine}").simulate
    if engine != "reference":
        simulate(gtmsim.resolve(scaled(name, WARM)), 0)
    inputs = gtmsim.resolve(scaled(name, leads))
    return lambda seed: simulate(inputs, seed)


def scaled(name: str, leads: float) -> Any:
    """The scenario with about so many leads."""
    from gtmsim.study.size.measured import size_of

    said = gtmsim.load(SCENARIOS[name])
    factor = leads / (EXPECTED["leads"] if name == "the plain funnel" else size_of(said).leads)
    market, plan, run = said.market, said.plan, said.run
    channels = {
        key: changed(
            channel,
            max_leads=channel.max_leads * factor,
            half_saturation_spend=None
            if channel.half_saturation_spend is None
            else channel.half_saturation_spend * factor,
        )
        for key, channel in market.channels.items()
    }
    events = {key: changed(said_of, cost=said_of.cost * factor) for key, said_of in plan.events.items()}
    spend = {key: times(schedule, factor) for key, schedule in plan.spend.items()}
    teams = {
        key: changed(team, headcount=times(team.headcount, factor, whole=True))
        for key in ("sdr", "ae", "csm")
        if (team := getattr(plan.teams, key)) is not None
    }
    if run.initial != "empty":
        found = run.initial
        customers, pipeline = (
            {key: round(count * factor) for key, count in said.items()} for said in (found.customers, found.pipeline)
        )
        before = {key: amount * factor for key, amount in found.spend.items()}
        run = changed(run, initial=changed(found, customers=customers, pipeline=pipeline, spend=before))
    return changed(
        said,
        market=changed(market, channels=channels),
        plan=changed(plan, spend=spend, events=events, teams=changed(plan.teams, **teams)),
        run=run,
    )


def changed(section: Any, **values: Any) -> Any:
    """The section with other values, of names that it has."""
    assert set(values) <= set(type(section).model_fields), values
    return section.model_copy(update=values)


def times(schedule: Any, factor: float, whole: bool = False) -> Any:
    """Each value of a schedule multiplied; people are whole."""
    values = (value * factor for value in schedule.values)
    return schedule._replace(values=tuple(math.ceil(v - 1e-9) for v in values) if whole else tuple(values))
