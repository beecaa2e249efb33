"""Do scenarios answer one question? What makes them incomparable, asked before anything is simulated."""

from collections.abc import Iterator, Sequence

from gtmsim.scenario.files.placing import placed
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.sections.run import Run
from gtmsim.scenario.sections.schema import Scenario

MOST_SCENARIOS = 50


def unlike(scenarios: Sequence[Scenario]) -> list[Problem]:
    """Why each of the others cannot stand beside the first, with its place in its own file."""
    base = scenarios[0]
    return [placed(problem, other) for other in scenarios[1:] for problem in _unlike(base, other)]


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names of which none is twice: the second "Baseline" is "Baseline (2)"."""
    told: list[str] = []
    for name in names:
        one, count = name, 1
        while one in told or (count > 1 and one in names):
            count += 1
            one = f"{name} ({count})"
        told.append(one)
    return tuple(told)


def overruled(scenarios: Sequence[Scenario], replications: int, seed: int) -> str | None:
    """A word on scenarios that say another number of replications or another seed than all are run with."""
    names = [s.name for s in scenarios if (s.run.replications, s.run.seed) != (replications, seed)]
    if not names:
        return None
    return f"{', '.join(names)}: run with {replications} replications and seed {seed}, as all are, to share their luck"


def _unlike(base: Scenario, other: Scenario) -> Iterator[Problem]:
    if base.market.currency != other.market.currency:
        what = f"{other.name} counts in {other.market.currency}, {base.name} in {base.market.currency}"
        hint = f"amounts are never converted: write all in {base.market.currency}"
        yield Problem("E_INCOMPARABLE", what, hint, path=("market", "currency"))
    ours, theirs = base.run, other.run
    differing = [name for name in ("start", "months") if getattr(ours, name) != getattr(theirs, name)]
    for name in differing[:1]:
        what = (
            f"{other.name} looks at {_period(theirs)}, {base.name} at {_period(ours)}: "
            "what happens in other months cannot be compared"
        )
        remedy = " ".join(f"--set run.{each}={getattr(ours, each)}" for each in differing)
        yield Problem("E_INCOMPARABLE", what, f"give all the same months: {remedy}", path=("run", name))


def _period(run: Run) -> str:
    return f"{run.months} month{'' if run.months == 1 else 's'} from {run.start}"
