"""What a plan is to be good at: the mean of a metric, its worse tail, or the chance of a target."""

import math
from statistics import NormalDist
from typing import Literal, NamedTuple

import numpy as np

from gtmsim.metrics import METRICS
from gtmsim.metrics.also import metric_called, nearest_metric
from gtmsim.metrics.metric import PARTS_ALONE
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.distributions import t_quantile
from gtmsim.study.estimators import LEVEL, Estimate, undefined
from gtmsim.study.levers.effects import per_cost
from gtmsim.study.paired import Better, Difference, difference
from gtmsim.study.pooled import Floats, Sampled, holes
from gtmsim.study.problems import StudyError
from gtmsim.study.quantiles import quantile
from gtmsim.study.reached import sample_of_chance
from gtmsim.study.results import Results

Kind = Literal["mean", "p10", "cvar", "chance"]
KINDS: tuple[Kind, ...] = ("mean", "p10", "cvar", "chance")
TAIL = 0.1  # of the replications
RESAMPLED = "bootstrap of paired replications"
COST = ("plan_cost", "", "")
DRAWS = 2_000  # of replications with replacement


class Aim(NamedTuple):
    """By what two plans are told apart."""

    kind: Kind
    metric: str
    better: Better

    @property
    def sign(self) -> float:
        """What turns a value into one of which more is better."""
        return -1.0 if self.better == "lower" and self.kind != "chance" else 1.0

    def sample(self, results: Results) -> Sampled:
        """Of each replication the metric's value, or whether it reaches the target."""
        if self.kind == "chance":
            return sample_of_chance(results, results.targets)
        return results.measures[self.metric, "", ""]

    def value(self, results: Results) -> float | None:
        """In the unit of the metric; none where it is undefined."""
        sample = self.sample(results)
        if self.kind in ("mean", "chance"):
            found = sample.estimate().mean
            return None if found is None or not math.isfinite(found) else found
        values = sample.values()
        if holes(values, None) or not np.isfinite(values).all():
            return None
        return float(self._tails(values[None, :])[0])

    def difference(self, base: Results, other: Results, level: float = LEVEL) -> Difference:
        """The other plan minus the base, over the same luck."""
        here, there = self.sample(base), self.sample(other)
        if self.kind in ("mean", "chance"):
            better: Better = "higher" if self.kind == "chance" else self.better
            return difference(here, there, better, level=level, same=base.scenario == other.scenario)
        return self._resampled(here.values(), there.values(), level)

    def per_cost(self, base: Results, other: Results) -> Estimate:
        """What the other plan brings for each unit of money that it costs more, a tail by replications drawn again."""
        cost = difference(base.measures[COST], other.measures[COST], "lower")
        if self.kind in ("mean", "chance"):
            moved = self.difference(base, other)
            if self.kind == "chance" and not any(moved.deviations):
                return undefined("no replication differs", RESAMPLED)
            return per_cost(moved, cost)
        here, there = self.sample(base).values(), self.sample(other).values()
        spent = other.measures[COST].values() - base.measures[COST].values()
        known = np.isfinite(here).all() and np.isfinite(there).all() and len(here) > 1
        if not known or spent.mean() <= 0.0:
            return undefined("it costs nothing, or saves" if known else "some replication has no value", RESAMPLED)
        n = len(here)
        drawn = np.random.default_rng(n).integers(0, n, (DRAWS, n))
        costs = spent[drawn].mean(axis=1)
        if costs.min() <= 0.0:
            return undefined("its cost may as well be nothing", RESAMPLED)
        m = float((self._tails(there[None, :])[0] - self._tails(here[None, :])[0]) / spent.mean())
        found = (self._tails(there[drawn]) - self._tails(here[drawn])) / costs
        low, high = m + self._wider(n, LEVEL) * (np.quantile(found, [0.5 - 0.5 * LEVEL, 0.5 + 0.5 * LEVEL]) - m)
        return Estimate(m, (float(low), float(high)), RESAMPLED, n=n)

    def _tails(self, worlds: Floats) -> Floats:
        """Of each row what one of ten replications is worse than, or the mean of the worst tenth."""
        ordered = np.sort(worlds, axis=1)
        if self.better == "lower":
            ordered = ordered[:, ::-1]
        n = ordered.shape[1]
        if self.kind == "p10":
            return np.array([quantile(row.tolist(), TAIL) for row in ordered]) if n < 2 else _at_tenth(ordered)
        whole = int(TAIL * n)
        rest = TAIL * n - whole
        total = ordered[:, :whole].sum(axis=1) + (rest * ordered[:, whole] if rest > 0.0 else 0.0)
        return np.asarray(total / (TAIL * n))

    def _wider(self, n: int, level: float) -> float:
        """What percentiles are to be stretched by: the mean of a tail rests on the few that lie in it."""
        if self.kind != "cvar":
            return 1.0
        few = max(2.0, TAIL * n)
        normal = NormalDist().inv_cdf(0.5 + 0.5 * level)
        return t_quantile(0.5 + 0.5 * level, few - 1.0) / normal * math.sqrt(few / (few - 1.0))

    def _resampled(self, here: Floats, there: Floats, level: float) -> Difference:
        """Percentiles of the difference over replications that are drawn again, each with both plans."""
        name = RESAMPLED
        if not (np.isfinite(here).all() and np.isfinite(there).all()):
            return Difference(None, (None, None), None, None, "none", why="some replication has no value")
        n = len(here)
        m = float(self._tails(there[None, :])[0] - self._tails(here[None, :])[0])
        if n < 2:
            return Difference(m, (None, None), None, None, name, n, why="one replication alone")
        drawn = np.random.default_rng(n).integers(0, n, (DRAWS, n))
        found = self._tails(there[drawn]) - self._tails(here[drawn])
        tail = 0.5 * (1.0 - level)
        low, high = m + self._wider(n, level) * (np.quantile(found, [tail, 1.0 - tail]) - m)
        return Difference(m, (float(low), float(high)), None, None, name, n, outcomes=tuple((there - here).tolist()))


def _at_tenth(ordered: Floats) -> Floats:
    """The first tenth of each row that is in order, as `quantile` has it."""
    n = ordered.shape[1]
    place = TAIL * n
    edge = round(place)
    if abs(place - edge) < 1e-9 and 0 < edge < n:
        return np.asarray(0.5 * ordered[:, edge - 1] + 0.5 * ordered[:, edge])
    return np.asarray(ordered[:, max(math.ceil(place - 1e-9), 1) - 1])


def aim_of(scenario: Scenario, kind: str) -> Aim:
    """What a scenario is judged by; StudyError where nothing says which side is the better one."""
    if kind not in KINDS:
        raise StudyError(f"no objective is called `{kind}`; known: {', '.join(KINDS)}")
    metric = metric_called(scenario.run.primary_metric)
    better = METRICS[metric].better
    if kind == "chance":
        if not scenario.run.target:
            raise StudyError("the chance of what? Say --reach arr_end=8M, or `run.target` in the file")
        return Aim("chance", metric, better)
    if better is None:
        raise StudyError(f"`{metric}` has no better side: search by another with --metric")
    if METRICS[metric].nature == "probability" and kind != "mean":
        raise StudyError(f"`{metric}` is a chance itself: leave out --objective {kind}")
    return Aim(kind, metric, better)


def second_of(said: str | None, aim: Aim) -> Aim | None:
    """What a frontier sets beside what plans are judged by: the mean of another metric; none if none is asked for."""
    if said is None or said.strip().casefold() == "none":
        return None
    name = metric_called(said.strip().replace(" ", "_"))
    hint = "a frontier takes one metric beside the one that decides, as --frontier cash_lowest"
    if name not in METRICS:
        if any(sign in said for sign in "<>=@"):
            raise StudyError(f"frontier: `{said}` is a condition; {hint}, and conditions stand beside it in --subject")
        if "," in said:
            raise StudyError(f"frontier: `{said}` are several; {hint}: say the first with --metric")
        raise StudyError(f"frontier: no metric is called `{name}`; {nearest_metric(name, METRICS)}")
    if METRICS[name].by in PARTS_ALONE:
        raise StudyError(f"frontier: `{name}` has no value for the whole firm; {hint}")
    better = METRICS[name].better
    if better is None:
        raise StudyError(f"frontier: `{name}` has no better side; {hint}")
    if name == aim.metric and aim.kind == "mean":
        raise StudyError(f"frontier: `{name}` is what plans are judged by already; {hint}")
    return Aim("mean", name, better)
