"""What a scenario is to reach, in the units of its metrics; what cannot be a target is refused before a run."""

import datetime
import re
from collections.abc import Iterator
from typing import NoReturn

from gtmsim.journal.header import Header
from gtmsim.metrics import METRICS, Metric, Undefined
from gtmsim.metrics.also import metric_called, nearest_metric, otherwise
from gtmsim.metrics.given import given_by
from gtmsim.metrics.metric import PARTS_ALONE
from gtmsim.metrics.paths import PATHS
from gtmsim.scenario.checks.timing import end_of
from gtmsim.scenario.files.placing import placed
from gtmsim.scenario.language.currency import currency, is_currency
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.language.quantity import QuantityError, parse, show
from gtmsim.scenario.language.respell import hint
from gtmsim.scenario.language.targets import TargetSaid, amounts, last_of_month
from gtmsim.scenario.language.units import EXAMPLES
from gtmsim.scenario.resolved.dates import DAYS_A_MONTH
from gtmsim.scenario.resolved.inputs import Inputs
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.problems import StudyError
from gtmsim.study.sums import Side, slowing, summed
from gtmsim.study.sums import Target as Target

BETTER: dict[str | None, Side] = {"higher": "at_least", "lower": "at_most"}
UNITS = {  # unit of a metric -> how an amount of it is said; what is not here is a plain number
    **{unit: unit for unit in ("money", "money/month", "money/year", "share")},
    "money/year/day": "money/year",
    "days": "day",
    "hours": "hour",
    "months": "day",  # of which a month is a twelfth of a year
    **dict.fromkeys(("customers", "leads", "deals"), "count"),
}
BARE = {"months": (" months",), "days": (" days", " months"), "hours": ("h", " days")}  # of a number without a unit
PERCENT = re.compile(r"([-+]?\d+(?:\.\d+)?) ?%")
MOST_SHARE = 10.0  # of what is no part of what it is compared with, such as net retention
WHERE = ("run", "target")
Place = tuple[str | int, ...]


def targets_of(scenario: Scenario) -> tuple[Target, ...]:
    """The targets in the order of the file, those of a metric by days; what is wrong with any is said before a run."""
    return tuple(each for each in _read(scenario) if isinstance(each, Target))


def wrong_targets(scenario: Scenario) -> list[Problem]:
    """What cannot be a target, with its place."""
    return [placed(each, scenario) for each in _read(scenario) if isinstance(each, Problem)]


def odd_targets(scenario: Scenario) -> Iterator[Problem]:
    """A word on sums that may be meant for the periods between their days."""
    for said, wanted in scenario.run.target.items():
        name = metric_called(said)
        found = [each for each in targets_of(scenario) if each.metric == name]
        yield from (placed(each, scenario) for each in slowing(found, wanted, (*WHERE, said)))


def renamed_targets(scenario: Scenario) -> Iterator[Problem]:
    """A word on metrics that are asked for by another name than ours."""
    for said in scenario.run.target:
        if text := otherwise(said):
            yield placed(Problem("W_RENAMED", text, f"write `{metric_called(said)}`", path=(*WHERE, said)), scenario)


def refuse_undefined(scenario: Scenario, inputs: Inputs) -> None:
    """ScenarioError for targets of metrics that have no value in this run, whatever happens in it."""
    if not scenario.run.target:
        return
    from gtmsim.engine.header import header

    before = Unlived(header(inputs))
    found = []
    for said in scenario.run.target:
        metric = METRICS[metric_called(said)]
        try:
            value = metric.compute(before, before.given.cut(""))[0]  # type: ignore[arg-type]  # all that it may ask
        except NotLivedError:
            continue
        if isinstance(value, Undefined):
            what = f"`{metric.name}` has no value in this run: {value.why}"
            hint = "leave it out, or say what it needs"
            found.append(placed(Problem("E_MISSING", what, hint, path=(*WHERE, said)), scenario))
    if found:
        raise ScenarioError(found)


class NotLivedError(Exception):
    """A metric asks for what happened."""


class Unlived:
    """What a metric can know before anything has happened."""

    def __init__(self, known: Header) -> None:
        self.header, self.given = known, given_by(known)

    def __getattr__(self, name: str) -> NoReturn:
        raise NotLivedError(name)


def asked(
    scenario: Scenario, metric: str, at_least: float | None, at_most: float | None, by: datetime.date | str | None
) -> Target:
    """A target that Python asks for, in the metric's unit; StudyError where it is none."""
    name = metric_called(metric)
    if (at_least is None) == (at_most is None):
        raise StudyError("a target has one side: say `at_least` or `at_most`")
    day = datetime.date.fromisoformat(by) if isinstance(by, str) else by
    found = _no_target(name, metric, ()) or _month(name, day, scenario)
    if isinstance(found, Problem):
        raise StudyError(f"{found.message}; {found.hint}")
    side: Side = "at_most" if at_least is None else "at_least"
    amount = float(at_most if at_least is None else at_least)  # type: ignore[arg-type]  # one of them is said
    return Target(name, side, amount, day or _last_day(scenario), found)


def _read(scenario: Scenario) -> Iterator[Target | Problem]:
    known: dict[str, str] = {}
    for said, wanted in scenario.run.target.items():
        name, at = metric_called(said), (*WHERE, said)
        if objection := _no_target(name, said, at):
            yield objection
        elif name in known:
            yield Problem("E_CONFLICT", f"`{said}` and `{known[name]}` are one metric", "keep one of them", path=at)
        else:
            known[name] = said
            yield from _of_metric(METRICS[name], wanted, at, scenario)


def _no_target(name: str, said: str, at: Place) -> Problem | None:
    """Why a metric cannot have a target."""
    if name not in METRICS:
        return Problem("E_UNKNOWN", f"no metric is called `{said}`", nearest_metric(said, METRICS), path=at)
    if (of := METRICS[name].by) in PARTS_ALONE:
        what = f"`{name}` is measured {of[0]} by {of[0]} and has no value for the whole firm"
        return Problem("E_VALUE", what, "choose another, such as `arr_end`", path=at)
    if METRICS[name].nature == "probability":
        what = f"`{name}` is a chance itself"
        return Problem("E_VALUE", what, "say what is to happen, such as `cash_lowest: {at_least: 0}`", path=at)
    return None


def _of_metric(metric: Metric, wanted: TargetSaid, at: Place, scenario: Scenario) -> Iterator[Target | Problem]:
    side = wanted.side or BETTER.get(metric.better, "")
    if not side:
        amount = next(iter(amounts(wanted)))[1]
        what = f"`{metric.name}` has no better side, so nothing says if more or less of it is reached"
        yield Problem("E_MISSING", what, f"write `{{at_most: {amount}}}` or `{{at_least: {amount}}}`", path=at)
        return
    found: list[Target] = []
    for day, amount, below in amounts(wanted):
        path = (*at, *below)
        month = _month(metric.name, day, scenario)
        value = _amount(metric, amount, scenario.market.currency)
        for each in (month, value):
            if isinstance(each, Problem):
                yield each._replace(path=path)
        if isinstance(month, int) and isinstance(value, float):
            found.append(Target(metric.name, side, value, day or _last_day(scenario), month))  # type: ignore[arg-type]
    yield from found
    if len(found) == len(wanted.steps):
        yield from summed(found, wanted, at)


def _last_day(scenario: Scenario) -> datetime.date:
    return end_of(scenario) - datetime.timedelta(days=1)


def _month(name: str, day: datetime.date | None, scenario: Scenario) -> int | Problem:
    """The month of the run that a day ends."""
    run, last = scenario.run, _last_day(scenario)
    if day is None:
        return run.months - 1
    month = 12 * (day.year - run.start.year) + day.month - run.start.month
    if not run.start <= day <= last:
        what = f"`{day}` is outside the run, from {run.start} to {last}"
        return Problem("E_RANGE", what, _meant_year(day, run.start, last))
    if last_of_month(day) != day:
        before = day.replace(day=1) - datetime.timedelta(days=1)
        offered = [each for each in (before, last_of_month(day)) if run.start <= each <= last]
        what = f"`{day}` is within a month, and what is reached is known at the ends of months"
        return Problem("E_RANGE", what, f"write {' or '.join(f'`{each}`' for each in offered)}")
    if name not in PATHS and day != last:
        what = f"`{name}` is known at the end of the run alone, not on `{day}`"
        return Problem("E_RANGE", what, f"write `{last}`, or make the run end that day: `run.months={month + 1}`")
    return month


def _meant_year(day: datetime.date, start: datetime.date, last: datetime.date) -> str:
    """A hint with the end of the same month in the nearest year that the run meets."""
    years = sorted(range(start.year, last.year + 1), key=lambda year: abs(year - day.year))
    ends = (last_of_month(day.replace(year=year, day=1)) for year in years)
    meant = next((end for end in ends if start <= end <= last), None)
    return f"the last day of the run is `{last}`" if meant is None else f"did you mean `{meant}`?"


def _amount(metric: Metric, said: object, code: str) -> float | Problem:
    """The amount in the metric's unit."""
    unit = UNITS.get(metric.unit, "1")
    try:
        value = float(parse(said, unit)) / (DAYS_A_MONTH if metric.unit == "months" else 1.0)  # type: ignore[arg-type]
    except QuantityError as fault:
        what = f"{fault.what}, as `{metric.name}` is in {_worded(metric.unit, code)}"
        return Problem(fault.code, what, _instead(metric, said, unit))
    word = currency(said)
    if word and not is_currency(word, code):
        what = f"{show(said)} is not in the scenario's currency, {code}"
        return Problem("E_UNIT", what, f"amounts are never converted: write it in {code}, without a sign")
    most = 1.0 if metric.nature in ("proportion", "part") else MOST_SHARE
    if unit == "share" and abs(value) > most:
        what = f"got {show(said)}, which is {100 * value:g} %"
        percent = f"{value:g}%" if not isinstance(said, str) and value / 100 <= most else EXAMPLES["share"]
        return Problem("E_RANGE", f"{what} of `{metric.name}`", f"write for example `{percent}`")
    return value


def _instead(metric: Metric, said: object, unit: str) -> str:
    """What to write for an amount that is not in the metric's unit."""
    if metric.unit in BARE and not isinstance(said, str):
        first, *others = (f"`{said}{each}`" for each in BARE[metric.unit])
        return f"write {' or '.join([first, *others])}"
    points = PERCENT.fullmatch(said.strip()) if metric.unit == "points" and isinstance(said, str) else None
    return f"write `{points[1]}`" if points else str(hint(said, unit))


def _worded(unit: str, code: str) -> str:
    """A metric's unit as an error says it."""
    plain = {"1": "plain numbers", "share": "shares"}
    return plain.get(unit, unit.replace("money", code))
