"""The plans that nobody beats in what is searched and in a second metric, judged on luck that no search has seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.study.comparison import ALPHA
from gtmsim.study.judged import BETTER, WORSE, Question, judged
from gtmsim.study.optimise.aim import Aim
from gtmsim.study.optimise.levers import Lever
from gtmsim.study.optimise.limits import keeps
from gtmsim.study.optimise.pareto import Pair, Tried, traced, unbeaten
from gtmsim.study.optimise.space import Look, Point
from gtmsim.study.optimise.trials import Trials
from gtmsim.study.results import Results
from gtmsim.study.several import bonferroni

EACH = 6  # a search for one limit takes so small a part of the evaluations of the first one
FEWEST = 8  # looks for each limit
RACED = 3  # of each limit, on as many replications as the last test takes

Said = dict[str, Any]  # a difference with its verdict


class Both(NamedTuple):
    """How one plan differs from another in both."""

    first: Said
    second: Said

    @property
    def apart(self) -> tuple[bool, bool]:
        """In which of the two they can be told apart."""
        return (self.first["verdict"] in (BETTER, WORSE), self.second["verdict"] in (BETTER, WORSE))

    @property
    def better(self) -> bool:
        """In both, beyond doubt?"""
        return all(said["verdict"] == BETTER for said in self)


class Place(NamedTuple):
    """A plan of the frontier."""

    point: Point
    results: Results
    first: float  # in the unit of its metric
    second: float
    from_today: Both
    from_found: Both | None  # none for the plan that was found itself
    from_before: Both | None  # against the plan before it, which has more of the first

    @property
    def free(self) -> bool:
        """Has it beyond doubt more of the second than the plan found, and no less of the first that can be told?"""
        said = self.from_found
        return said is not None and said.first["verdict"] != WORSE and said.second["verdict"] == BETTER

    @property
    def exchanged(self) -> bool:
        """Has it beyond doubt more of the second than the plan found, and less of the first?"""
        said = self.from_found
        return said is not None and said.first["verdict"] == WORSE and said.second["verdict"] == BETTER


@dataclass(frozen=True, repr=False)
class Frontier:
    """From the plan with most of the first to the one with most of the second; all differences hold together."""

    metric: str  # the second
    aim: Aim  # by which it is judged: its mean
    places: tuple[Place, ...]
    found: int  # the place of the plan that was found
    beaten: int  # plans that another one of them beats on fresh luck
    broken: int  # that do not keep beyond doubt what is asked
    plans: int  # that were tried for it, beside those of the search

    def __repr__(self) -> str:
        return f"Frontier({self.metric!r}: {len(self.places)} plans)"

    def summary(self, levers: Sequence[Lever]) -> dict[str, Any]:
        """What `summary.json` holds."""
        return {
            "metric": self.metric,
            "plans_tried": self.plans,
            "beaten_on_fresh_luck": self.beaten,
            "not_kept": self.broken,
            "plans": [
                {
                    "plan": i + 1,
                    "found": i == self.found,
                    "levers": {x.path: x.values[place] for x, place in zip(levers, each.point, strict=True)},
                    "first": each.first,
                    "second": each.second,
                    "plan_cost": each.results.estimate("plan_cost").mean,
                    "from_today": each.from_today._asdict(),
                    "from_found": None if each.from_found is None else each.from_found._asdict(),
                    "from_plan_before": None if each.from_before is None else each.from_before._asdict(),
                }
                for i, each in enumerate(self.places)
            ],
        }

    @property
    def free(self) -> Place | None:
        """Of the plans that have more of the second for nothing that can be told the one that has most of it."""
        known = [each for each in self.places if each.free]
        return max(known, key=lambda each: self.aim.sign * each.second) if known else None

    @property
    def best_exchange(self) -> Place | None:
        """Of the plans that can be told from the one that was found the one farthest above the line to the last."""
        base = self.places[self.found]
        known = [each for each in self.places if each.exchanged]
        if not known:
            return None
        lost = [abs(each.first - base.first) for each in known]
        gained = [abs(each.second - base.second) for each in known]
        return max(zip(known, lost, gained, strict=True), key=lambda each: each[2] / max(gained) - each[1] / max(lost))[
            0
        ]


def frontier(trials: Trials, known: dict[Point, Look], few: int, most: int, winner: Point) -> Frontier | None:
    """Searched on the luck of the search, raced on more of it, judged on other luck; none where there is nothing to."""
    aim = trials.second
    if aim is None:
        return None
    seen = {point: Pair(look, trials.second_of(point, few)) for point, look in known.items()}
    before = len(seen)
    sizes = tuple(len(lever.values) for lever in trials.levers)
    tried = traced(lambda point: trials.pair(point, few), seen, sizes, max(FEWEST, most // EACH))
    points = list(dict.fromkeys((winner, *_raced(trials, tried, few))))
    lived: dict[Point, Results] = {}
    broken = 0
    for point in points:
        try:
            results = trials.fresh(point, "on the frontier", trials.last, told=True)
        except ScenarioError:
            continue
        base = trials.base(trials.last, trials.last)
        if point == winner or keeps(trials.limits.standing(base, results)):
            lived[point] = results
        else:
            broken += 1
    values = {point: _values(trials.aim, aim, results) for point, results in lived.items()}
    told = [point for point, value in values.items() if value is not None]
    if winner not in told:
        return None
    signs = trials.aim.sign, aim.sign
    kept = unbeaten([(signs[0] * values[point][0], signs[1] * values[point][1]) for point in told])  # type: ignore[index]
    best = [point for i, point in enumerate(told) if i in kept or point == winner]
    best.sort(key=lambda point: -signs[0] * values[point][0])  # type: ignore[index]
    places = _places(trials, aim, [(point, lived[point]) for point in best], winner)
    return Frontier(aim.metric, aim, places, best.index(winner), len(told) - len(best), broken, len(seen) - before)


def _raced(trials: Trials, tried: Sequence[Tried], few: int) -> Iterator[Point]:
    """Of each limit the best of a few on more of the same luck."""
    known: dict[Point, Pair] = {}
    for each in tried:
        points = [point for point in each.ranked if point not in trials.refused][:RACED]
        if trials.last > few:
            for point in points:
                if point not in known:
                    known[point] = trials.pair(point, trials.last)
            points.sort(key=lambda point: (*_missed(known[point], each.limit), -known[point].look.value))
        yield from points[:1]


def _missed(pair: Pair, limit: float) -> tuple[float, float]:
    """By how much a plan breaks what is asked, and by how much it misses a limit of the second."""
    return sum(max(0.0, each) for each in pair.look.excess), max(0.0, limit - pair.second)


def _values(first: Aim, second: Aim, results: Results) -> tuple[float, float] | None:
    values = first.value(results), second.value(results)
    return None if values[0] is None or values[1] is None else (values[0], values[1])


def _places(trials: Trials, aim: Aim, best: list[tuple[Point, Results]], winner: Point) -> tuple[Place, ...]:
    base = trials.base(trials.last, trials.last)
    found = next(results for point, results in best if point == winner)
    pairs = {(winner, point) for point, _ in best if point != winner}
    pairs |= {(a, b) for (a, _), (b, _) in pairwise(best) if (b, a) not in pairs}
    level = bonferroni(1.0 - ALPHA, 2 * (len(best) + len(pairs)))

    def both(one: Results, other: Results) -> Both:
        return Both(*(_judged(each, one, other, level, trials) for each in (trials.aim, aim)))

    places = []
    for i, (point, results) in enumerate(best):
        first, second = _values(trials.aim, aim, results) or (0.0, 0.0)
        before = both(best[i - 1][1], results) if i else None
        from_found = None if point == winner else both(found, results)
        places.append(Place(point, results, first, second, both(base, results), from_found, before))
    return tuple(places)


def _judged(aim: Aim, one: Results, other: Results, level: float, trials: Trials) -> Said:
    """The other plan minus the one."""
    chance = aim.kind == "chance"
    smallest = trials.today.run.minimum_effect if aim is trials.aim and not chance else None
    size = max(abs(aim.value(each) or 0.0) for each in (one, other))
    question = Question("higher" if chance else aim.better, None, level, smallest, size, counts_needed=False)
    return judged(aim.difference(one, other, level), question)
