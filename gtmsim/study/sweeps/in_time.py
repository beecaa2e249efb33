"""What stands at a lever over the run, in the values that a file would say: for people, and to be pasted."""

from typing import Any, NamedTuple

from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.numbers import Schedule
from gtmsim.scenario.language.problems import dotted
from gtmsim.scenario.language.spelling import spelled
from gtmsim.scenario.language.walk import by_names, values
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.sweeps.axis import as_said, said_at

SHOWN = 3  # values of a schedule that are named one by one


class Standing(NamedTuple):
    """The value of a lever, or its values over time."""

    text: str  # "8 from 2026-01-01, 12 from 2026-07-01"
    brief: str  # "8, 12"
    written: Any  # as `changes` of a file say it
    dated: bool  # a schedule, so that a factor or a step moves several values


def standing(scenario: Scenario, path: str) -> Standing | None:
    """What stands at a path; None where it is nothing that a schedule or one number says."""
    if alone := said_at(scenario, path):
        return Standing(alone, alone, as_said(alone), False)
    for at, declaration, value in values(scenario):
        if isinstance(value, Schedule) and path in (dotted(at), dotted(by_names(scenario, at))):
            return _over_time(scenario, declaration, value)
    return None


def _over_time(scenario: Scenario, declaration: Declaration, value: Schedule) -> Standing:
    said = [spelled(int(x) if x == int(x) else x, declaration.unit) for x in value.values]
    brief = ", ".join(said) if len(said) <= SHOWN else f"{said[0]} .. {said[-1]}"
    if value.monthly:
        return Standing(f"{brief} month by month", brief, [as_said(text) for text in said], True)
    days = [(date or scenario.run.start).isoformat() for date in value.dates]
    steps = [f"{text} from {day}" for text, day in zip(said, days, strict=True)]
    shown = steps if len(steps) <= SHOWN else [*steps[: SHOWN - 1], "..", steps[-1]]
    return Standing(", ".join(shown), brief, dict(zip(days, map(as_said, said), strict=True)), True)
