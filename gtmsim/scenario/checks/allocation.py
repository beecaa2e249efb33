"""What must be there before anything is lived, tables and lists: too much of it is refused before it is made."""

from collections.abc import Iterator
from math import inf, sqrt

from gtmsim.mechanisms.accounts.section import visits_per_lead
from gtmsim.mechanisms.attrition.section import attrition_of, is_refilled
from gtmsim.scenario.files.placing import placed
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.resolved.dates import month_starts, steps_of
from gtmsim.scenario.resolved.resolving import Resolving
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]
MOST_CANDIDATES = 5_000_000  # entries of the tables of how many come a day, of all channels
MOST_LISTED = 20_000_000  # accounts of the market
MOST_PERSONS = 10_000  # of a team, over the whole run
FARTHEST = 39.0  # e-folds of a tail's probability that 53 bits resolve


def fits(scenario: Scenario) -> None:
    """ScenarioError where tables or lists would be larger than any run can hold; nothing large is made to find out."""
    if found := [placed(problem, scenario) for problem in _crowded(scenario)]:
        raise ScenarioError(found)


def _crowded(scenario: Scenario) -> Iterator[Problem]:
    yield from _candidates(scenario)
    listed = scenario.market.accounts
    if listed is not None and (count := sum(listed.number.values())) > MOST_LISTED:
        got = f"{count:,} accounts in all segments; {MOST_LISTED:,} are the most"
        yield Problem(
            "E_BUDGET", got, "list fewer, for example those of one region", path=("market", "accounts", "number")
        )
    yield from _people(scenario)


def _people(scenario: Scenario) -> Iterator[Problem]:
    """Teams into which too many would come, one after another."""
    months = month_starts(scenario.run.start, 0, scenario.run.months)
    for name in ("sdr", "ae", "csm"):
        team = getattr(scenario.plan.teams, name)
        if team is None:
            continue
        counts = [int(count) for _, count in steps_of(team.headcount, scenario.run.start, months)]
        persons = sum(max(0, now - before) for before, now in zip([0, *counts], counts, strict=False))
        leavers = max(counts) * attrition_of(scenario, name) * scenario.run.months / 12.0
        got = f"people come into the team one after another; {MOST_PERSONS:,} are the most"
        if persons > MOST_PERSONS:
            hint = "let the headcount change less often"
            yield Problem("E_BUDGET", f"{persons:,} {got}", hint, path=("plan", "teams", name, "headcount"))
        elif is_refilled(scenario, name) and persons + leavers > MOST_PERSONS:
            where: Path = ("market", "attrition", name)
            yield Problem("E_BUDGET", f"about {rounded(persons + leavers)} {got}", "lower the rate", path=where)


def _candidates(scenario: Scenario) -> Iterator[Problem]:
    """Channels that may bring more leads on one day than can be tabulated."""
    at = Resolving(scenario)
    left = float(MOST_CANDIDATES)
    for name, said in at.market.channels.items():
        mean = said.max_leads * (visits_per_lead(at, said) + said.lead_magnet_response)
        dispersion = inf if said.dispersion is None else said.dispersion
        places = most_in_a_day(mean, dispersion)
        if places <= left:
            left -= places
            continue
        where: Path = ("market", "channels", name)
        got = f"channel `{name}` may see {rounded(places)} visits on one day; {MOST_CANDIDATES:,} in all are the most"
        alike = most_in_a_day(mean, inf)
        if left >= alike:
            enough = _least(mean, left)
            yield Problem("E_BUDGET", got, f"write a dispersion of {enough:.2g} or more", path=(*where, "dispersion"))
        else:
            yield Problem("E_BUDGET", got, "lower `max_leads`", path=(*where, "max_leads"))


def most_in_a_day(mean: float, dispersion: float) -> float:
    """Entries at most of the table of a count with this mean: what comes with a chance that a draw resolves.

    By Bernstein's bound of a tail: the variance is mean x clump, and beyond it the tail falls by 1/e each clump.
    """
    clump = 1.0 + mean / dispersion
    return mean + sqrt(2.0 * FARTHEST * mean * clump) + FARTHEST * clump + 64.0


def rounded(count: float) -> str:
    """A count as a person says it."""
    return f"{float(f'{count:.2g}'):,.0f}" if count < 1e18 else "countless"


def _least(mean: float, places: float) -> float:
    """The least dispersion of which the table has so many entries, a little rounded up."""
    low, high = 1e-12, 1e12
    for _ in range(100):
        middle = sqrt(low * high)
        low, high = (middle, high) if most_in_a_day(mean, middle) > places else (low, middle)
    return high * 1.1
