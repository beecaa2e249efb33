"""What replications brought beside what is to be reached: the chance, what is left over or short, and all at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from gtmsim.metrics.paths import path_of
from gtmsim.scenario.language.problems import Problem
from gtmsim.study.ended import share_ended
from gtmsim.study.estimators import Estimate, mean_interval, undefined
from gtmsim.study.judged import Question, judged
from gtmsim.study.paired import Difference, difference
from gtmsim.study.pooled import Floats, holes
from gtmsim.study.sample import SHOWN_QUANTILES, Sample, outcomes, plain
from gtmsim.study.targets import Target
from gtmsim.study.wording import number

if TYPE_CHECKING:
    from gtmsim.study.results import Results

FAR, NEAR = 30.0, 3.0  # times: what nobody aims at, and what somebody may
SLIPS = (1e3, 1e6, 1e-3, 1e-6, 12.0, 1.0 / 12.0)  # a scale or a period that was left out


def brought(results: "Results", target: Target) -> Floats:
    """What each replication brought by the day of a target; NaN where it has no value of its own."""
    if target.month == results.frame.months - 1:
        sample = results.measures.get((target.metric, "", ""))
        return np.full(results.replications, np.nan) if sample is None else sample.values()
    found = path_of(target.metric, results.monthly)
    if found is None:
        return np.full(results.replications, np.nan)
    return np.asarray(found[:, target.month])


def why_none(results: "Results", target: Target) -> str | None:
    """Why a metric has no value in some replication."""
    sample = results.measures.get((target.metric, "", ""))
    return "not measured here" if sample is None else sample.missing()


def sample_of_chance(results: "Results", targets: Sequence[Target]) -> Sample:
    """1 where a replication reaches all of the targets, 0 where it misses one; undefined where one has no value."""
    met, why = np.ones(results.replications), None
    for target in targets:
        values = brought(results, target)
        met = np.where(np.isnan(values), np.nan, met * (target.sign * (values - target.amount) >= 0.0))
        why = why or (why_none(results, target) if np.isnan(values).any() else None)
    return Sample(met, np.ones(len(met)), "count", why, nature="probability")


def chance(results: "Results", *targets: Target) -> Estimate:
    """The share of replications that reach all of the targets, with Wilson's interval."""
    return sample_of_chance(results, targets).estimate()


def surplus(results: "Results", target: Target) -> dict[str, Any]:
    """How far beyond the target on its better side, below 0 how short of it: mean, and P10 to P90."""
    beyond = target.sign * (brought(results, target) - target.amount)
    quantiles = outcomes(beyond)
    found = _mean_beyond(results, target, beyond)
    shown = {
        "mean": found.mean,
        "ci95": plain(found.ci95),
        **{name: each.mean for name, each in quantiles.items()},
        "n": found.n,
        "estimator": found.estimator,
    }
    why = found.why or next((each.why for each in quantiles.values() if each.mean is None), None)
    return {**shown, "why": why} if why else shown


def _mean_beyond(results: "Results", target: Target, beyond: Floats) -> Estimate:
    """A ratio's is that of the ratio of means: the mean of replications' own ratios is no mean of anything."""
    if target.month == results.frame.months - 1:
        found = results.estimate(target.metric)
        if found.mean is None:
            return found
        ends = [None if end is None else target.sign * (end - target.amount) for end in found.ci95]
        low, high = ends if target.sign > 0.0 else reversed(ends)
        return found._replace(mean=target.sign * (found.mean - target.amount), ci95=(low, high))
    without = holes(beyond, None)
    return undefined(without) if without else mean_interval(beyond.tolist())


def odd_targets(results: "Results") -> Iterator[Problem]:
    """A word on targets that no replication comes near, whichever side they are on: a slip of the pen, most likely."""
    for target in results.targets:
        values = brought(results, target)
        middle = float(np.median(values)) if np.isfinite(values).all() else 0.0
        if target.amount <= 0.0 or middle <= 0.0 or 1.0 / FAR < middle / target.amount < FAR:
            continue
        unit = results.meanings[target.metric].unit
        what = f"a target of {number(target.amount, 0.0)} {unit} where half of the replications bring {number(middle)}"
        near = (target.amount * scale for scale in SLIPS)
        meant = next((each for each in near if 1.0 / NEAR < middle / each < NEAR), None)
        hint = "check the number and its unit" if meant is None else f"did you mean `{number(meant, 0.0)}`?"
        yield Problem("W_TARGET", what, hint, path=("run", "target", target.metric))


def shown_chance(found: Estimate) -> dict[str, Any]:
    """A chance as `summary.json` says it."""
    said: dict[str, Any] = {"mean": found.mean, "ci95": plain(found.ci95), "n": found.n, "estimator": found.estimator}
    return {**said, **{name: text for name, text in (("why", found.why), ("note", found.note)) if text}}


def reach(results: "Results", target: Target) -> dict[str, Any]:
    """One target as `summary.json` says it."""
    gone = share_ended(results, target.month)
    return {
        **head(target, results.meanings[target.metric].unit),
        "chance": shown_chance(chance(results, target)),
        "surplus": surplus(results, target),
        **({} if gone is None else {"ended": gone}),
    }


def head(target: Target, unit: str) -> dict[str, Any]:
    """What is to be reached."""
    return {
        "metric": target.metric,
        "by": target.by.isoformat(),
        "side": target.side,
        "amount": target.amount,
        "unit": unit,
    }


def compared(results: Mapping[str, "Results"], targets: Sequence[Target], paired: bool, level: float) -> dict[str, Any]:
    """The chance to reach all of some targets in each scenario, and how it differs from that in the first one."""
    (base, of_base), *others = results.items()
    samples = {name: sample_of_chance(each, targets) for name, each in results.items()}
    found: dict[str, Difference] = {
        name: difference(
            samples[base],
            samples[name],
            "higher",
            paired,
            level,
            of_base.scenario == each.scenario and of_base.seed == each.seed,
        )
        for name, each in others
    }
    size = {name: sample.estimate().mean or 0.0 for name, sample in samples.items()}
    asked = {name: Question("higher", level=level, size=max(size[base], size[name])) for name in found}
    differences = {name: _without_range(judged(each, asked[name])) for name, each in found.items()}
    return {
        "values": {name: shown_chance(sample.estimate()) for name, sample in samples.items()},
        "differences": differences,
    }


def _without_range(said: dict[str, Any]) -> dict[str, Any]:
    """Of 1 and 0 no P10 to P90 says anything."""
    return {key: value for key, value in said.items() if key not in dict(SHOWN_QUANTILES)}
