"""What the reader of numbers must know of how they came about: warnings of the files, of the run, of a comparison."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from gtmsim.scenario.files.placing import placed, seen_from
from gtmsim.scenario.language.problems import Problem, as_json
from gtmsim.scenario.load import warnings_of
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.pooled import Floats, Sampled

FLOOR = 10  # fewer replications than this do not carry an interval
QUICK = 30  # at most this many are a glance, not a study
MORE = "ask for more: `--replications 100`"


class Warned(NamedTuple):
    """A warning, and the scenarios that it is about; none where it is about all of them."""

    scenarios: tuple[str, ...]
    problem: Problem

    def __str__(self) -> str:
        return f"{', '.join(self.scenarios)}: {self.problem}" if self.scenarios else str(self.problem)

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {"scenarios": list(self.scenarios), **as_json(self.problem)}


def warnings_of_run(
    scenario: Scenario,
    clipped: Sequence[Mapping[str, int]],
    samples: Iterable[Sampled],
    monthly: Iterable[Floats] = (),
) -> tuple[Problem, ...]:
    """All warnings of one scenario, places as seen from its own file; `clipped` is days by channel and replication."""
    # The number of replications may come from the call, so that its place in a file would say nothing.
    ran = [each if each.path[0] == "run" else placed(each, scenario) for each in _of_the_run(clipped, samples, monthly)]
    found = [*warnings_of(scenario), *ran]
    return tuple(seen_from(problem, scenario) for problem in found)


def _of_the_run(
    clipped: Sequence[Mapping[str, int]], samples: Iterable[Sampled], monthly: Iterable[Floats]
) -> Iterator[Problem]:
    n = len(clipped)
    if n < FLOOR:
        what = f"{n} of the {FLOOR} replications that an interval needs at least; 100 is usual"
        yield Problem("W_FEW", what, MORE, path=("run", "replications"))
    elif n <= QUICK:
        yield Problem("W_FEW", f"quick look: {n} replications, 100 is usual", MORE, path=("run", "replications"))
    for channel in sorted({channel for each in clipped for channel in each}):
        days = sum(each.get(channel, 0) for each in clipped) / n
        what = f"channel {channel}: demand was cut at the market's ceiling on {days:.4g} days of a replication"
        hint = "what brings more than that is lost: raise `max_leads`, or spend it elsewhere"
        yield Problem("W_CLIPPED", what, hint, path=("market", "channels", channel, "max_leads"))
    if n > 1 and all(_all_same(sample) for sample in samples) and all(_all_alike(series) for series in monthly):
        what = f"all {n} replications are the same in every metric: nothing in this scenario was left to chance"
        yield Problem("W_NO_LUCK", what, "one replication says as much", path=("run", "replications"))


def _all_alike(series: Floats) -> bool:
    """Does each month bring the same in all replications?"""
    return np.array_equal(series, np.broadcast_to(series[:1], series.shape), equal_nan=True)


def _all_same(sample: Sampled) -> bool:
    values = sample.values()
    return np.array_equal(values, np.full_like(values, values[0]), equal_nan=True)


def together(names: Sequence[str], problems: Sequence[Sequence[Problem]]) -> list[Warned]:
    """The warnings of several scenarios, what several of them share said once."""
    shared: dict[Problem, list[str]] = {}
    for name, found in zip(names, problems, strict=True):
        for problem in found:
            shared.setdefault(problem, []).append(name)
    of_all = [Warned((), problem) for problem, whose in shared.items() if len(whose) == len(names)]
    return of_all + [Warned(tuple(whose), problem) for problem, whose in shared.items() if len(whose) < len(names)]
