"""What would not fit is refused before it is run in earnest, with its cause, its place and what would do."""

from collections.abc import Iterator

from gtmsim.scenario.checks.allocation import Path, fits, rounded
from gtmsim.scenario.checks.contract_bound import bounded
from gtmsim.scenario.files.placing import placed
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.language.spelling import plain
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.size.measured import SMALLER, Part, Size, size_of
from gtmsim.study.size.room import MOST_BYTES, fitting, room

MOST_EVENTS = {"reference": 20_000_000, "compiled": 200_000_000}  # a replication
MOST_STUDY = 20_000_000_000  # events of all replications
MARGIN = 0.6  # of what would just fit


def guard(
    scenario: Scenario, replications: int, engine: str, allow_large: bool = False, known: Size | None = None
) -> Size:
    """The size, unless it is known; ScenarioError E_BUDGET if the run would not fit and is not allowed to."""
    fits(scenario)
    bounded(scenario)
    found = known or size_of(scenario)
    if allow_large:
        return found
    most = MOST_EVENTS.get(engine, MOST_EVENTS["compiled"])
    if found.events > most:
        got = (
            f"about {rounded(found.events)} events a replication, more than {most:,}; most come from {found.cause.what}"
        )
        _refuse(
            scenario,
            got,
            found.cause.path,
            _smaller(found.cause, found.events, found.besides, min(most, fitting(engine))),
        )
    if found.events * replications > MOST_STUDY:
        got = f"about {rounded(found.events * replications)} events in {replications:,} replications"
        got += f", more than {MOST_STUDY:,}"
        enough = plain(float(f"{MARGIN * MOST_STUDY / found.events:.2g}"))
        _refuse(scenario, got, ("run", "replications"), f"{enough} replications would do")
    needed = room(scenario, found, replications, engine)
    if needed.bytes > MOST_BYTES:
        got = f"about {rounded(needed.bytes / 2**30)} GB of memory, more than {MOST_BYTES >> 30}"
        got += f"; most of it for {needed.cause.what}"
        _refuse(scenario, got, needed.cause.path, _smaller(needed.cause, needed.bytes, needed.besides, MOST_BYTES))
    return found


def growing(scenario: Scenario, size: Size) -> Iterator[Problem]:
    """A warning of customers who bring one another: the end of the run alone ends such growth."""
    if scenario.market.referrals is None or scenario.market.accounts is not None:  # a list of accounts is a bound
        return
    for name, found in size.brings.items():
        if found.each >= 1.0:
            what = f"each customer of segment `{name}` brings about {found.each:.2g} others in its life"
            hint = "check the rate: the firm grows by itself until the run ends, whatever is spent"
            yield placed(Problem("W_GROWTH", what, hint, path=("market", "referrals", "rate")), scenario)


def _refuse(scenario: Scenario, got: str, path: Path, hint: str) -> None:
    problem = Problem("E_BUDGET", got, f"{hint}, or allow it with --allow-large", path=path)
    raise ScenarioError([placed(problem, scenario)])


def _smaller(cause: Part, total: float, besides: float, most: float) -> str:
    """What to write so that it fits; of `total`, which is too much, `besides` stays if there is less of the cause."""
    if cause.value == 0.0:
        return cause.would_do
    left = MARGIN * (most - besides) / (total - besides) if total > besides else 0.0
    return cause.would_do.format(plain(float(f"{cause.value * left:.2g}"))) if left > 0.0 else SMALLER
