"""Scenario -> the best plan that some levers can make of it within a budget, tried again on luck that found nothing."""

from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from os import PathLike
from typing import Any

from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.optimise.asked import Asked, asked_of
from gtmsim.study.optimise.curves import MOST, Around, around
from gtmsim.study.optimise.found import Optimum, Spent, Tested
from gtmsim.study.optimise.frontier import EACH, FEWEST, RACED
from gtmsim.study.optimise.frontier import frontier as frontier_of
from gtmsim.study.optimise.limits import Limits, breaks, keeps
from gtmsim.study.optimise.pareto import LIMITS
from gtmsim.study.optimise.search import Search
from gtmsim.study.optimise.space import Look, Point
from gtmsim.study.optimise.trials import Trials
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import Progress, Say, prepared, read
from gtmsim.study.together import Prepare, decided_by, enough
from gtmsim.study.wording import number

FEW = 16  # replications of every plan that is tried
SURVIVORS = 12  # of the search, which take as many as the last test
POLISH = 4  # single steps for each lever, from the one of them that leads
FINALISTS = 4  # that are tried on fresh luck, one after the other, until one keeps all that is asked
MORE = 4  # times as many replications, where it is open whether a finalist does


def optimise(
    scenario: Scenario | str | PathLike[str],
    *levers: str,
    budget: str | float | None = None,
    metric: str | None = None,
    objective: str | None = None,
    reach: str | None = None,
    subject: Sequence[str] = (),
    frontier: str | None = None,
    evaluations: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    jobs: int | None = None,
    progress: Progress | None = None,
    say: Say | None = None,
    allow_large: bool = False,
    until: float | None = None,
) -> Optimum:
    """The best plan that levers such as `plan.spend.search_ads=0..60k` can make, beside today's on fresh luck.

    `budget` is what the plan may cost over the run, all in: `12M`, `+200k` more than today's, or `none`; as much as
    today's if nothing is said. `objective` is mean, p10, cvar or chance, that of `reach` such as `arr_end=9M`.
    `frontier` is a second metric: the plans that nobody beats in both are told. What is not said here is what the
    file's `search` says.
    """
    if find_spec("scipy") is None:
        raise StudyError("a search needs scipy, which is not installed: pip install 'gtmsim[search]'")
    said = decided_by(scenario if isinstance(scenario, Scenario) else read(scenario), metric)
    options = {
        "budget": budget,
        "objective": objective,
        "reach": reach,
        "subject": subject,
        "frontier": frontier,
        "evaluations": evaluations,
    }
    asked = asked_of(said, levers, options)
    own: dict[str, Any] = {"seed": seed, "engine": engine, "jobs": jobs, "allow_large": allow_large}
    given = enough([asked.today], until, replications, own, progress, say)
    n = said.run.replications if given is None else given
    if n < 2:
        raise StudyError(f"replications: 2 or more, which the plan that is found and today's take at last; got {n}")
    few = min(FEW, n)
    work = few * asked.evaluations + n * (SURVIVORS + POLISH * len(asked.levers) + MOST + 4)
    if asked.second is not None:
        work += few * (2 + LIMITS) * max(FEWEST, asked.evaluations // EACH) + n * LIMITS * (RACED + 1)
    prepare: Prepare = partial(prepared, replications=n, **own, alike=work // n)
    limits = Limits(asked.budget, asked.conditions)
    trials = Trials(asked.today, asked.levers, asked.aim, limits, prepare, n, work, progress, say, asked.second)
    found = _searched(trials, asked, few)
    if progress:
        progress(1, 1)
    return found


def _searched(trials: Trials, asked: Asked, few: int) -> Optimum:
    """The search on a few replications, the race of its best on more, and the last test on others."""
    n = trials.last
    start = tuple(lever.near for lever in asked.levers)
    search = Search(
        lambda point: trials.look(point, few), tuple(len(x.values) for x in asked.levers), asked.evaluations
    )
    search.around(start)
    _refuse_impossible(search, trials)
    ranked = search.run(start)
    searched = trials.done
    raced = _raced(trials, search, ranked[:SURVIVORS], few)
    settled = trials.done
    tested, passed_over = _last_test(trials, [point for point, _ in raced])
    base = trials.base(tested.results.replications if tested else n, n)
    last = trials.done
    near = around(trials, tested.point, tested.results, n) if tested else Around()
    around_it = trials.done
    edge = frontier_of(trials, search.known, few, asked.evaluations, tested.point) if tested else None
    spent = Spent(searched, settled - searched, last - settled, around_it - last, trials.done - around_it)
    estimate = next((look.value for point, look in raced if tested and point == tested.point), None)
    return Optimum(
        asked.today,
        asked.levers,
        asked.aim,
        asked.budget,
        base,
        trials.limits.standing(base, base),
        tested,
        asked.aim.difference(base, tested.results) if tested else None,
        near,
        edge,
        search.known,
        trials.refused,
        passed_over,
        None if estimate is None else asked.aim.sign * estimate,
        few,
        asked.evaluations,
        n,
        spent,
        None if trials.second is None else trials.second.metric,
    )


def _raced(trials: Trials, search: Search, best: Sequence[Point], few: int) -> list[tuple[Point, Look]]:
    """The best of a search over more of the same luck, and single steps from the one that leads then."""
    if trials.last <= few:
        return [(point, search.known[point]) for point in best]
    raced = trials.raced(best, trials.last)
    most = len(raced) + POLISH * len(trials.levers)
    longer = Search(lambda point: trials.look(point, trials.last), search.sizes, most, dict(raced))
    return [(point, longer.known[point]) for point in longer.settled(raced[0][0])]


def _refuse_impossible(search: Search, trials: Trials) -> None:
    """Nothing is searched where the cheapest plan costs more than the budget, or no plan is one."""
    known: list[tuple[Point, Look]] = list(search.known.items())
    if len(trials.refused) == len(known):
        raise StudyError(f"no plan near today's is one: {next(iter(trials.refused.values()))}")
    budget = trials.limits.budget
    if budget.counted == "none":
        return
    least = min(look.excess[0] for _, look in known)
    if least > 0.0:
        base = trials.base(trials.last)
        today, unit = base.estimate("plan_cost").mean or 0.0, base.frame.currency
        allowed = budget.allowed(base)
        cheapest = number(min(today, allowed + least * abs(today)), None, unit)
        what = f"a budget of {number(allowed, None, unit)} over the run: the cheapest plan of these levers costs"
        hint = "a budget is all that the plan spends, pay included; say more, lower values, or +200k beside today's"
        raise StudyError(f"{what} about {cheapest}, today's {number(today, None, unit)}; {hint}")


def _last_test(trials: Trials, points: Sequence[Point]) -> tuple[Tested | None, tuple[Tested, ...]]:
    """The first of the finalists that keeps all that is asked, on luck that the search has not seen."""
    passed_over: list[Tested] = []
    for point in [each for each in points if each not in trials.refused][:FINALISTS]:
        tested = _tested(trials, point, trials.last)
        if not keeps(tested.kept) and not breaks(tested.kept):
            tested = _tested(trials, point, MORE * trials.last)
        if keeps(tested.kept):
            return tested, tuple(passed_over)
        passed_over.append(tested)
    return None, tuple(passed_over)


def _tested(trials: Trials, point: Point, replications: int) -> Tested:
    plan = trials.plan(point, f"{trials.today.name}, optimised")
    results = trials.lived(plan, replications, trials.last)
    if replications == trials.last:
        trials.tested[point] = results
    return Tested(point, results, trials.limits.standing(trials.base(replications, trials.last), results))
