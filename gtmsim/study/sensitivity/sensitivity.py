"""One scenario or two -> how much the result, or their difference, depends on numbers that nobody knows for sure."""

from collections.abc import Sequence
from functools import partial
from os import PathLike
from typing import Any

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import variant
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.changes import changes
from gtmsim.study.combined import Combined
from gtmsim.study.comparable import unique
from gtmsim.study.comparison import ALPHA, Comparison
from gtmsim.study.estimators import Estimate, undefined
from gtmsim.study.pooled import Sampled
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import Progress, Ready, Say, prepared, read
from gtmsim.study.results import Results
from gtmsim.study.sensitivity.found import Sensitivity, Tried
from gtmsim.study.sensitivity.moved import SEARCHED, Moved, moved, refuse_unmovable
from gtmsim.study.sensitivity.moves import moves_of
from gtmsim.study.sensitivity.ranges import Range, ranges_of
from gtmsim.study.together import Prepare, decided_by, enough, in_phases, lived_together
from gtmsim.study.wording import number

NAME = "paired t"
MOVED = "moved"
Worlds = dict[tuple[str, str], list[Ready]]  # of a number and an end, the plans that are set against one another


def sensitivity(
    scenario: Scenario | str | PathLike[str],
    other: Scenario | str | PathLike[str] | None = None,
    *,
    metric: str | None = None,
    assumed: bool = True,
    moves: Sequence[str] = (),
    ranges: bool = True,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    jobs: int | None = None,
    progress: Progress | None = None,
    say: Say | None = None,
    allow_large: bool = False,
    until: float | None = None,
) -> Sensitivity:
    """The result with each number at the ends of its range; of two plans, their difference, in the same luck.

    With `assumed` also those numbers of the market that have neither range nor source, by a fifth more and less.
    `moves` are of what people say as one number, as "win rate=-5 points" or "sales cycle=+20%": all parameters that
    stand for it move by the one factor with which it is so in the result; without `ranges` nothing else is tried.
    """
    asked = moves_of([moves] if isinstance(moves, str) else moves)
    if not (asked or ranges):
        raise StudyError("without ranges there is nothing to try but moves: say one, as win rate=-5 points")
    given = [each if isinstance(each, Scenario) else read(each) for each in (scenario, other) if each is not None]
    plans = [decided_by(given[0], metric)]
    plans += [decided_by(each, metric or given[0].run.primary_metric) for each in given[1:]]
    refuse_unmovable(plans, asked)
    found = common_ranges(plans, assumed, needed=not asked) if ranges else []
    luck = plans[0].run.seed if seed is None else seed
    own: dict[str, Any] = {"seed": luck, "engine": engine, "jobs": jobs, "allow_large": allow_large}
    wanted = enough(plans, until, replications, own, progress, say) or plans[0].run.replications
    settings = {**own, "replications": wanted}
    alike = len(plans) * (1 + 2 * len(found) + len(asked))
    prepare: Prepare = partial(prepared, **settings, alike=alike)
    as_it_is = [prepare(plan) for plan in plans]
    few = {**settings, "replications": min(as_it_is[0].asked.run.replications, SEARCHED)}
    search: Prepare = partial(prepared, **few, alike=alike)
    searched, progress = in_phases(progress, alike * as_it_is[0].asked.run.replications)
    together = moved(plans[0], asked, search, prepare, say, searched)
    worlds: Worlds = {}
    refused: dict[str, str] = {}
    for each in found:
        for end in (each.low, each.high):
            try:
                worlds[each.path, end] = [prepare(variant(plan, {each.path: end}, plan.name)) for plan in plans]
            except ScenarioError as error:
                refused.setdefault(each.path, error.problems[0].message)
    for one in together:
        if one.log_factor is not None:
            made = [variant(plan, one.changes(plan), plan.name) for plan in plans]
            worlds[one.move.name, MOVED] = [prepare(plan) for plan in made]
    lived = iter(lived_together([*as_it_is, *(ready for pair in worlds.values() for ready in pair)], progress, say))
    first = tuple(next(lived) for _ in plans)
    known = {place: tuple(next(lived) for _ in plans) for place in worlds}
    primary = first[0].scenario.run.primary_metric
    results = {("", ""): first, **known}
    tried = [_tried(each, results, primary, refused) for each in found]
    tried += [_tried_together(one, results, primary) for one in together]
    names = unique([each.name for each in first])
    compared = Comparison(first, names, primary, ALPHA, plans[0].run.minimum_effect) if len(plans) > 1 else None
    return Sensitivity(first, compared, _estimate(results, primary, {("", ""): 1.0}), tuple(tried), primary, ranges)


def common_ranges(plans: list[Scenario], assumed: bool, needed: bool = True) -> list[Range]:
    """The numbers that are not known for sure, in all plans alike; StudyError where there is none and one is needed."""
    known = [{each.path: each for each in ranges_of(plan, assumed)} for plan in plans]
    differ = {change.path for plan in plans[1:] for change in changes(plans[0], plan)}
    found = [each for path, each in known[0].items() if path not in differ and all(path in more for more in known)]
    if not found and needed:
        hint = "write {value, low, high} where you know between what a number lies"
        raise StudyError(f"{plans[0].name} has no number with a range, and none without a source; {hint}")
    return found


def _tried(
    each: Range, results: dict[tuple[str, str], tuple[Results, ...]], primary: str, refused: dict[str, str]
) -> Tried:
    places = [(each.path, end) if (each.path, end) in results else None for end in (each.low, each.high)]
    at = [None if place is None else _estimate(results, primary, {place: 1.0}) for place in places]
    moved = [None if place is None else _estimate(results, primary, {place: 1.0, ("", ""): -1.0}) for place in places]
    return Tried(each, at[0], at[1], moved[0], moved[1], refused.get(each.path, ""))


def _tried_together(one: Moved, results: dict[tuple[str, str], tuple[Results, ...]], primary: str) -> Tried:
    """What a move does, and by how much it has moved what people mean in the first plan."""
    move, here = one.move, ("", "")
    metric = move.composite.metric
    unit = results[here][0].meanings[metric].unit
    first = {place: found[:1] for place, found in results.items()}
    before = _estimate(first, metric, {here: 1.0})
    meaning = f"{move.composite.name}: all numbers that stand for it"
    span = Range(move.name, meaning, unit, _told(before, unit), "", "", True, "")
    if one.log_factor is None:
        return Tried(span, None, None, None, None, one.why, one._replace(before=before))
    there = (move.name, MOVED)
    after = _estimate(first, metric, {there: 1.0})
    reached = _estimate(first, metric, {there: 1.0, here: -1.0})
    at, by = _estimate(results, primary, {there: 1.0}), _estimate(results, primary, {there: 1.0, here: -1.0})
    done = one._replace(before=before, after=after, reached=reached)
    if one.log_factor < 0.0:
        return Tried(span._replace(low=_told(after, unit)), at, None, by, None, "", done)
    return Tried(span._replace(high=_told(after, unit)), None, at, None, by, "", done)


def _told(found: Estimate, unit: str) -> str:
    low, high = found.ci95
    return number(found.mean, None if low is None or high is None else 0.5 * (high - low), unit)


def _estimate(
    results: dict[tuple[str, str], tuple[Results, ...]], primary: str, weights: dict[tuple[str, str], float]
) -> Estimate:
    """A sum over worlds of the metric, or of two plans' difference in it."""
    values: dict[tuple[str, str, int], Sampled] = {}
    sums: dict[tuple[str, str, int], float] = {}
    for place, weight in weights.items():
        found = results[place]
        for i, each in enumerate(found):
            values[(*place, i)] = each.measures[primary, "", ""]
            sums[(*place, i)] = weight * (1.0 if i or len(found) == 1 else -1.0)
    missing = next((why for each in values.values() if (why := each.missing())), None)
    if missing is not None:
        return undefined(missing, NAME)
    if len(values) == 1 and [*sums.values()] == [1.0]:
        return next(iter(values.values())).estimate()  # one world by itself, with what its metric may be
    return Combined(values, NAME).estimate([sums])
