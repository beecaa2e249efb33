"""What each lever does around the plan that was found: a few of its values, all else as found, on the same luck."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.study.comparison import ALPHA
from gtmsim.study.estimators import LEVEL, Estimate
from gtmsim.study.levers.effects import as_estimate, cash_of
from gtmsim.study.optimise.aim import COST, Aim
from gtmsim.study.optimise.marginal import Marginal, steps_from
from gtmsim.study.optimise.space import Point
from gtmsim.study.optimise.trials import Trials
from gtmsim.study.paired import Difference, difference
from gtmsim.study.results import Results
from gtmsim.study.sample import plain
from gtmsim.study.several import bonferroni

MOST = 40  # plans that the curves of all levers may take together
EACH = 6  # of one lever, beside the plan that was found
FEWEST = 2  # a step each way


class Value(NamedTuple):
    """One value of a lever, all else as in the plan that was found."""

    place: int
    said: str
    moved: Difference | None  # against the plan that was found; none where it makes no plan
    cost: Estimate | None  # of the plan over the run [currency]
    broken: tuple[str, ...]  # conditions that it does not keep beyond doubt
    why: str = ""  # it makes no plan


class Stretch(NamedTuple):
    """From one value to the next."""

    before: Value
    after: Value
    moved: Difference  # of what plans are judged by
    cost: Estimate  # of the plan over the run [currency]
    per_cost: Estimate  # for each unit of money
    cash: Estimate  # left when the run ends [currency]


class Curve(NamedTuple):
    """One lever, its values in their order."""

    lever: int  # its place
    here: int  # the place of the value that was found
    values: tuple[Value, ...]
    stretches: tuple[Stretch, ...]

    def summary(self, path: str, judge: Callable[[Value | Stretch], dict[str, Any]]) -> dict[str, Any]:
        """What `summary.json` holds."""
        return {
            "path": path,
            "values": [
                {
                    "value": each.said,
                    "found": each.place == self.here,
                    "difference": None if each.place == self.here else judge(each),
                    "plan_cost": _shown(each.cost),
                    "not_kept": list(each.broken),
                    "why": each.why or None,
                }
                for each in self.values
            ],
            "steps": [
                {
                    "from": each.before.said,
                    "to": each.after.said,
                    "difference": judge(each),
                    "plan_cost": _shown(each.cost),
                    "per_cost": _shown(each.per_cost),
                    "cash": _shown(each.cash),
                }
                for each in self.stretches
            ],
        }


def _shown(found: Estimate | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"mean": found.mean, "ci95": plain(found.ci95), **({"why": found.why} if found.why else {})}


class Around(NamedTuple):
    """The plans around the one that was found."""

    steps: tuple[Marginal, ...] = ()
    curves: tuple[Curve, ...] = ()
    level: float = LEVEL  # of each interval, so that all of them hold together
    plans: int = 0  # that were simulated for it


def places_on(here: int, today: int | None, size: int, most: int) -> list[int]:
    """So many values of a lever beside the one found: a step each way, today's, both ends, then the widest gaps."""
    wanted = [here, *steps_from(here, size), here if today is None else today, size - 1, 0]
    found = list(dict.fromkeys(wanted))
    while len(found) <= most:
        low, high = max(pairwise(sorted(found)), key=lambda gap: gap[1] - gap[0])
        if high - low < 2:
            break
        found.append((low + high) // 2)
    return sorted(found[: 1 + most])


def comparisons(places: list[int], here: int) -> int:
    """Each value with the one that was found, and with the next one; neighbours are compared once."""
    return len({*pairwise(places), *((min(here, place), max(here, place)) for place in places if place != here)})


def around(trials: Trials, point: Point, found: Results, replications: int) -> Around:
    """Every lever by itself."""
    most = min(EACH, max(FEWEST, MOST // len(trials.levers)))
    if found.replications != replications:
        found = trials.fresh(point, found.name, replications)
    chosen = [places_on(here, x.today, len(x.values), most) for x, here in zip(trials.levers, point, strict=True)]
    level = bonferroni(1.0 - ALPHA, max(1, sum(map(comparisons, chosen, point))))
    made = Around(level=level)
    for i, places in enumerate(chosen):
        lived = {place: _lived(trials, point, i, place, found, level) for place in places}
        known = [each for each in lived.values() if each.results is not None]
        stretches = tuple(_stretch(trials.aim, *pair, level) for pair in pairwise(known))
        curve = Curve(i, point[i], tuple(each.value for each in lived.values()), stretches)
        here, size = lived[point[i]], len(trials.levers[i].values)
        steps = tuple(_step(trials.aim, i, here, lived[place]) for place in steps_from(point[i], size))
        made = Around((*made.steps, *steps), (*made.curves, curve), level, made.plans + len(known) - 1)
    return made


class _Lived(NamedTuple):
    """A value and the plan that it makes; none where it makes none."""

    value: Value
    results: Results | None


def _lived(trials: Trials, point: Point, i: int, place: int, found: Results, level: float) -> _Lived:
    lever, n = trials.levers[i], found.replications
    said = lever.values[place]
    if place == point[i]:
        return _Lived(Value(place, said, None, None, ()), found)
    try:
        there = trials.fresh((*point[:i], place, *point[i + 1 :]), f"{lever.path} {said}", n)
    except ScenarioError as error:
        return _Lived(Value(place, said, None, None, (), error.problems[0].message), None)
    cost = as_estimate(difference(found.measures[COST], there.measures[COST], "lower"))
    standing = trials.limits.standing(trials.base(n, n), there)
    broken = tuple(
        each.condition.text for each in standing if each.condition.text != "budget" and each.standing != "kept"
    )
    return _Lived(Value(place, said, trials.aim.difference(found, there, level), cost, broken), there)


def _stretch(aim: Aim, before: _Lived, after: _Lived, level: float) -> Stretch:
    assert before.results is not None and after.results is not None
    cost = difference(before.results.measures[COST], after.results.measures[COST], "lower")
    cash = difference(cash_of(before.results), cash_of(after.results), "higher")
    moved = aim.difference(before.results, after.results, level)
    each = aim.per_cost(before.results, after.results)
    return Stretch(before.value, after.value, moved, as_estimate(cost), each, as_estimate(cash))


def _step(aim: Aim, i: int, here: _Lived, there: _Lived) -> Marginal:
    up, ends = there.value.place > here.value.place, (here.value.said, there.value.said)
    if there.results is None or here.results is None:
        return Marginal(i, up, *ends, None, None, None, (), there.value.why)
    each = aim.per_cost(here.results, there.results)
    return Marginal(i, up, *ends, there.value.moved, there.value.cost, each, there.value.broken)
