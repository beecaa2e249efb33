"""One scenario -> the credit that rules of touch give each channel, beside what would be missing without it."""

from collections.abc import Callable
from functools import partial
from os import PathLike
from typing import Any, TypeVar

import numpy as np

from gtmsim.journal.journal import Journal
from gtmsim.metrics.also import metric_called
from gtmsim.metrics.credit import RULES, Credit, credited
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.attribute.found import Attribution
from gtmsim.study.attribute.off import off, ways_off
from gtmsim.study.attribute.shares import Measured, measured
from gtmsim.study.estimators import Estimate
from gtmsim.study.levers.effects import as_estimate
from gtmsim.study.paired import difference
from gtmsim.study.problems import StudyError
from gtmsim.study.repeated import each_of
from gtmsim.study.replicate import Progress, Ready, Say, prepared, read
from gtmsim.study.results import Results
from gtmsim.study.together import Prepare, enough, lived_together
from gtmsim.study.why.parts import every_choice
from gtmsim.study.why.shapley import EXACT, Choice

METRICS = ("wins", "new_arr")  # of which a touch can be given the credit
T = TypeVar("T")


def attribute(
    scenario: Scenario | str | PathLike[str],
    *,
    metric: str | None = None,
    shapley: bool = False,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    jobs: int | None = None,
    progress: Progress | None = None,
    say: Say | None = None,
    allow_large: bool = False,
    until: float | None = None,
) -> Attribution:
    """First, last, linear and position-based touch credit of each channel, beside the same luck with the channel off.

    Each channel is turned off alone, and all together; with `shapley` every combination of up to six. `metric` is what
    the answer is about: wins, or new_arr.
    """
    said = scenario if isinstance(scenario, Scenario) else read(scenario)
    primary, channels = _metric(metric), list(ways_off(said))
    wanted = _choices(channels, shapley)
    own: dict[str, Any] = {"seed": seed, "engine": engine, "jobs": jobs, "allow_large": allow_large}
    asked = {**own, "replications": enough([said], until, replications, own, progress, say)}
    prepare: Prepare = partial(prepared, **asked, alike=len(wanted) + 1)
    ready = [prepare(off(said, [channels[i] for i in sorted(chosen)])) for chosen in wanted]
    lived = lived_together(ready, progress, say, spare=ready[0].asked.run.replications)
    found = dict(zip(wanted, lived, strict=True))
    given = read_each(ready[0], credited)
    if progress:
        progress(1, 1)
    return Attribution(
        found[frozenset()],
        primary,
        tuple(RULES),
        tuple(_measured(each, channels, given, found) for each in METRICS),
        {name: _saved(found[frozenset()], found[frozenset({i})]) for i, name in enumerate(channels)},
        sum(each.touched for each in given),
        sum(each.again for each in given),
        said.market.accounts is not None,
        len(wanted),
    )


def read_each(ready: Ready, reading: Callable[[Journal], T]) -> list[T]:
    """Every replication once more, for what no metric tells."""
    n, one = ready.asked.run.replications, partial(_read, ready.teller.simulate, ready.inputs, reading)
    return each_of([ready], one, range(n))


def _read(simulate: Callable[[Any, int], Journal], inputs: Any, reading: Callable[[Journal], T], replication: int) -> T:
    return reading(simulate(inputs, replication))


def _metric(asked: str | None) -> str:
    """What the answer is about."""
    name = METRICS[0] if asked is None else metric_called("_".join(asked.lower().replace("-", " ").split()))
    if name not in METRICS:
        what = f"touches are given the credit of wins or of new ARR, not of `{asked}`"
        raise StudyError(f"{what}; say --metric {METRICS[0]} or --metric {METRICS[1]}")
    return name


def _choices(channels: list[str], shapley: bool) -> list[Choice]:
    """Which channels have to be off: none, each alone, and all; or every combination."""
    n = len(channels)
    if not n:
        raise StudyError("the market has no channel that could be given the credit: say `market.channels`")
    if not shapley:
        return sorted({frozenset(), *(frozenset({i}) for i in range(n)), frozenset(range(n))}, key=len)
    if n > EXACT:
        what = f"{n} channels have {2**n:,} combinations, and {EXACT} channels are the most that are split in full"
        raise StudyError(f"{what}; leave out --shapley: each channel alone off, and all of them, are simulated anyway")
    return every_choice(n)


def _measured(metric: str, channels: list[str], told: list[Credit], found: dict[Choice, Results]) -> Measured:
    key = (metric, "", "")
    places = [told[0].channels.index(name) for name in channels]
    given = np.array([each.wins if metric == "wins" else each.arr for each in told])[:, :, places]
    return measured(
        metric,
        found[frozenset()].estimate(metric),
        channels,
        [given[:, rule] for rule in range(len(RULES))],
        {chosen: each.measures[key].values() for chosen, each in found.items()},
    )


def _saved(base: Results, without: Results) -> Estimate:
    """What the plan costs less without a channel."""
    key = ("plan_cost", "", "")
    return as_estimate(difference(without.measures[key], base.measures[key], None))
