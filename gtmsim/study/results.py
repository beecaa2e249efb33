"""What a run found: the metric values of every replication, and their summary. Plain numbers and names, no journal."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from os import PathLike
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.metrics.also import nearest_metric
from gtmsim.metrics.metric import METRICS
from gtmsim.metrics.retention import Retention as Retention
from gtmsim.scenario.language.problems import Problem, as_json
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.benchmarks.usual import Usual, beside, usual
from gtmsim.study.coverage import quarters
from gtmsim.study.estimators import Estimate, undefined
from gtmsim.study.forecast import pipeline
from gtmsim.study.notebook import InSession, Monthly, framed
from gtmsim.study.pooled import Sampled
from gtmsim.study.problems import StudyError
from gtmsim.study.reached import chance, reach, shown_chance
from gtmsim.study.sample import SHOWN_QUANTILES, described, outcome, outcomes
from gtmsim.study.shown import in_html, in_text, results_line, results_table
from gtmsim.study.statements import Every, Statements, statements
from gtmsim.study.targets import Target, asked, targets_of
from gtmsim.study.typed import typed_methods

Key = tuple[str, str, str]  # metric, dimension, name; ("arr_end", "", "") is the total


class Meaning(NamedTuple):
    """What a reader must know of a metric."""

    unit: str  # with the scenario's currency
    better: Literal["higher", "lower"] | None
    family: str
    definition: str


class Frame(NamedTuple):
    """Calendar and names that the figures of one scenario share."""

    start: str  # ISO date of day 0
    months: int  # of the horizon
    currency: str
    channels: tuple[str, ...]
    segments: tuple[str, ...]
    teams: tuple[str, ...]


class Framed(Frame):
    """That of results, which called gives their rows as a frame of pandas."""

    of: "Results"

    def __call__(self, name: str = "") -> Any:
        """The rows of `Results.table` as a frame of pandas."""
        return framed(self.of.table(name))


@typed_methods
@dataclass(frozen=True, repr=False)
class Results(InSession):
    """A scenario and what every replication of it gave."""

    scenario: Scenario
    seed: int
    replications: int
    measures: dict[Key, Sampled]
    meanings: dict[str, Meaning]
    frame: Frame
    monthly: Monthly = field(default_factory=Monthly)  # name -> (replications, months)
    retention: Retention | None = None  # summed over the replications
    lines: dict[str, NDArray[np.int64]] = field(default_factory=dict)  # of statements [cents], (replications, months)
    stages: NDArray[np.int64] | None = None  # open deals where there is a target, (replications, quarters, stages, 4)
    problems: tuple[Problem, ...] = ()  # what the reader of the numbers must know: code, place, remedy
    firings: dict[str, dict[str, float]] = field(default_factory=dict)  # decision point -> row -> mean firings
    notes: tuple[str, ...] = ()  # how the work was done: never part of a result
    seconds: float = 0.0  # that the replications took, by the clock
    engine: str = ""  # that told them

    def __post_init__(self) -> None:
        monthly = Monthly(self.monthly)
        monthly.name, monthly.frame = self.name, self.frame
        object.__setattr__(self, "monthly", monthly)
        frame = Framed(*self.frame)
        frame.of = self
        object.__setattr__(self, "frame", frame)

    def __repr__(self) -> str:
        return results_line(self)

    def __str__(self) -> str:
        return in_text(results_table(self))

    @property
    def name(self) -> str:
        """The scenario's name."""
        return self.scenario.name

    @property
    def warnings(self) -> tuple[str, ...]:
        """The problems as texts, each with its code, place and remedy."""
        return tuple(map(str, self.problems))

    def estimate(self, metric: str, dim: str = "", key: str = "") -> Estimate:
        """Mean or ratio of means over the replications, with its interval; undefined where it is not measured here."""
        try:
            return self.measures[metric, dim, key].estimate()
        except KeyError:
            return undefined(self._why_not(metric, dim, key))

    def quantile(self, p: float, metric: str, dim: str = "", key: str = "") -> Estimate:
        """Quantile of the outcomes of the replications, with its interval; undefined where any has no value."""
        try:
            return outcome(self.measures[metric, dim, key].values(), p)
        except KeyError:
            return undefined(self._why_not(metric, dim, key))

    def outcomes(self, metric: str, dim: str = "", key: str = "") -> dict[str, float | None]:
        """P10, P50 and P90 of what a replication may bring: a forecast, where the interval is of the mean alone."""
        try:
            found = outcomes(self.measures[metric, dim, key].values())
        except KeyError:
            found = dict.fromkeys(dict(SHOWN_QUANTILES), undefined(self._why_not(metric, dim, key)))
        return {name: each.mean for name, each in found.items()}

    def _why_not(self, metric: str, dim: str, key: str) -> str:
        """Why a metric is not measured here; StudyError where there is none of that name, which is no answer."""
        if metric not in METRICS and metric not in self.meanings:
            raise StudyError(f"no metric is called `{metric}`; {nearest_metric(metric, METRICS)}")
        if known := sorted({name for each, by, name in self.measures if each == metric and by == dim}) if dim else []:
            return f"not measured here: no {dim} is called `{key}`; known: {', '.join(known)}"
        return "not measured here"

    def _repr_html_(self) -> str:
        return in_html(results_table(self))

    def beside(self, problems: Iterable[Problem]) -> "Results":
        """The same with more that the reader must know."""
        more = tuple(problems)
        return replace(self, problems=(*self.problems, *more)) if more else self

    @property
    def targets(self) -> tuple[Target, ...]:
        """What the scenario is to reach, each amount with its day."""
        return targets_of(self.scenario)

    def chance(
        self,
        metric: str,
        at_least: float | None = None,
        at_most: float | None = None,
        by: datetime.date | str | None = None,
    ) -> Estimate:
        """Chance that a metric comes to so much by the end of the run, or of a day that ends a month; Wilson's."""
        return chance(self, asked(self.scenario, metric, at_least, at_most, by))

    def coverage(self) -> list[dict[str, Any]]:
        """What is left of each target quarter by quarter, with the pipeline and the quotas beside it."""
        return quarters(self, self.targets)

    def pipeline(self) -> list[dict[str, Any]]:
        """Open deals by quarter and stage with their forecast category; empty where nothing is to be reached."""
        return pipeline(self)

    def statements(self, every: Every = "quarter") -> Statements:
        """Profit and loss, cash flow and balance by quarter or by month, with the way from booking to cash."""
        if every not in self._statements:
            cash, floor = initial_of(self.scenario).cash, round(self.scenario.plan.cash_floor * 100)
            self._statements[every] = statements(self.lines, self.frame, every, cash is not None, floor)
        return self._statements[every]

    @cached_property
    def _statements(self) -> dict[str, Statements]:
        """Those that were asked for."""
        return {}

    def books(self) -> dict[str, Any]:
        """The statements as `summary.json` holds them: by quarter, and below `monthly` by month."""
        if not self.lines:
            return {}
        return {**self.statements().summary(), "monthly": self.statements("month").summary()}

    def columns(self) -> dict[tuple[str, str], list[float]]:
        """Values of all replications by (metric, by), sorted; by is "channel:sem" or "" for all; inf and NaN happen."""
        found = {
            (metric, f"{dim}:{key}" if dim else ""): sample for (metric, dim, key), sample in self.measures.items()
        }
        return {place: sample.values().tolist() for place, sample in sorted(found.items(), key=itemgetter(0))}

    def rows(self, name: str | None = None) -> Iterator[tuple[str, int, str, str, float]]:
        """(scenario, replication, metric, by, value), in the order of replications."""
        columns = self.columns()
        for replication, values in enumerate(zip(*columns.values(), strict=True)):
            for (metric, by), value in zip(columns, values, strict=True):
                yield name or self.name, replication, metric, by, value

    def usual(self, measure: str) -> Usual:
        """Public figures of a metric among firms like this one, and where it stands."""
        return usual(measure, self)

    def summary(self) -> dict[str, Any]:
        """What `summary.json` holds."""
        return {
            "scenario": self.name,
            "replications": self.replications,
            "seed": self.seed,
            "warnings": list(self.warnings),
            "problems": [as_json(problem) for problem in self.problems],
            **self._targets(),
            **arranged({key: described(sample, self.meanings[key[0]].unit) for key, sample in self.measures.items()}),
            "statements": self.books(),
            "usual": beside(self),
        }

    def _targets(self) -> dict[str, Any]:
        """What came of the targets; nothing where there is none."""
        if not self.targets:
            return {}
        return {
            "targets": {
                "points": [reach(self, target) for target in self.targets],
                "together": shown_chance(chance(self, *self.targets)),
                "quarters": self.coverage(),
                "pipeline": self.pipeline(),
            }
        }

    def write(self, folder: str | Path) -> Path:
        """Write a results folder, whole or not at all."""
        return written(self, folder)


def arranged(entries: dict[Key, dict[str, Any]]) -> dict[str, Any]:
    """Entries as "metrics" (the totals) and "by" (dimension, name, metric), by name; stages in their own order."""
    metrics: dict[str, Any] = {}
    by: dict[str, dict[str, dict[str, Any]]] = {}
    for whole in in_order(entries):
        (metric, dim, key), entry = whole, entries[whole]
        if dim:
            by.setdefault(dim, {}).setdefault(key, {})[metric] = entry
        else:
            metrics[metric] = entry
    return {"metrics": metrics, "by": {dim: by[dim] for dim in sorted(by)}}


def in_order(keys: Iterable[Key]) -> list[Key]:
    """By name, but for stages of the sale, which keep the order in which they come."""
    place = {key: number for number, key in enumerate(keys)}
    return sorted(place, key=lambda key: (*key[:2], place[key] if key[1] == "stage" else 0, key[2]))


def written(what: Any, folder: str | Path) -> Path:
    """Hand over to the report layer, which is above this one and so is not imported before it is asked for."""
    if not isinstance(folder, str | PathLike):
        raise StudyError(f"write: `folder` takes a path, got {folder!r}")
    from importlib import import_module

    return Path(import_module("gtmsim.report.write").write(what, folder))
