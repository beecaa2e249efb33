"""Numbers of a plan and its market that may be meant for another: sums, parts and what is left out."""

from collections.abc import Iterator
from typing import Any

from gtmsim.mechanisms.contracts.terms import months_of
from gtmsim.policies.literals import CellError
from gtmsim.policies.points import NUMBER, POINTS
from gtmsim.policies.reading import value_of
from gtmsim.scenario.checks.reach import reach
from gtmsim.scenario.checks.said_where import is_changed, wrote_start
from gtmsim.scenario.checks.table_contents import is_as_declared, policy_named
from gtmsim.scenario.checks.unusual import said_at
from gtmsim.scenario.files.near_names import plain
from gtmsim.scenario.language.cells import read_literal
from gtmsim.scenario.language.param import Section
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.spelling import percent, roughly, spelled
from gtmsim.scenario.language.walk import fields
from gtmsim.scenario.resolved.dates import daily, month_starts
from gtmsim.scenario.resolved.resolving import Resolving
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]
CODE = "W_READING"
NEAR = 2.0  # times as much as spend pays for a lead, up to which a price per lead is taken for the same money
TEAMS = ("sdr", "ae", "csm")
REST = ("administration", "research")  # what the rest of a firm is called
LARGE = 0.5  # of what sales and marketing spend, from which overhead may be meant for all of the firm
FEW = 0.5  # of a team that stays, from which a new headcount may have been meant for new people
DAYS_A_MONTH = 365.25 / 12


def other_readings(scenario: Scenario) -> Iterator[Problem]:
    """A warning for each thing that may be meant otherwise."""
    for rule in (_fees, _terms, _churn, _rises, _headcount, _sizes, _names, _segments, _dates, _teams, _overhead):
        yield from rule(scenario)


def _fees(scenario: Scenario) -> Iterator[Problem]:
    """A price for each lead beside spend that comes to about the same for each."""
    run, at = scenario.run, Resolving(scenario)
    for name, channel in scenario.market.channels.items():
        where: Path = ("market", "channels", name, "cost_per_lead")
        if channel.cost_per_lead == 0.0 or name not in scenario.plan.spend or channel.organic == 1.0:
            continue
        days = daily(scenario.plan.spend[name], run.start, month_starts(run.start, 0, run.months))
        found = reach(at, name)
        leads = (found.active + found.passive) - channel.organic * channel.max_leads * len(days)
        spend = sum(days) / DAYS_A_MONTH
        if leads <= 0.0 or spend <= 0.0 or not 1.0 / NEAR <= channel.cost_per_lead / (spend / leads) <= NEAR:
            continue
        fee, paid = roughly(channel.cost_per_lead), roughly(spend / leads)
        what = f"each lead costs {fee} on top of the spend, which comes to {paid} a lead"
        yield Problem(CODE, what, "leave it out if the spend is what leads cost", path=where)


def _overhead(scenario: Scenario) -> Iterator[Problem]:
    """Overhead of sales and marketing that is large beside them, where the rest of the firm is said to cost nothing."""
    plan = scenario.plan
    rest = [getattr(plan, name) for name in fields(type(plan)) if name == "other_opex" or name.startswith(REST)]
    if any(max(each.values) > 0.0 for each in rest):
        return
    sellers = [team for team in (plan.teams.sdr, plan.teams.ae) if team is not None]
    pay = sum(max(team.headcount.values) * max(team.salary.values) for team in sellers)
    yearly, beside = 12 * max(plan.overhead.values), pay + 12 * sum(max(each.values) for each in plan.spend.values())
    if yearly > LARGE * beside > 0.0:
        what = (
            f"{roughly(yearly)} a year are tools and overhead of sales and marketing, which spend {roughly(beside)} "
            "a year on people and channels: all of it is in the cost of winning customers"
        )
        hint = "what the rest of the firm costs is said as `plan.administration`, `plan.research` or `plan.other_opex`"
        yield Problem(CODE, what, hint, path=("plan", "overhead"))


def _terms(scenario: Scenario) -> Iterator[Problem]:
    """The usual term of a segment, changed where an offer says what new contracts last."""
    for name, offer in scenario.plan.offers.items():
        where: Path = ("plan", "terms", name)
        said = offer.terms or offer.term is not None
        if said and _later(scenario, where, ("plan", "offers", name)):
            field = "terms" if offer.terms else "term"
            what = f"new contracts are as long as `plan.offers.{name}.{field}` says, whatever stands here"
            yield Problem("W_UNUSED", what, f"change `plan.offers.{name}.{field}`", path=where)


def _churn(scenario: Scenario) -> Iterator[Problem]:
    """Churn of annual contracts, changed where other contracts have a churn of their own."""
    for name, segment in scenario.market.segments.items():
        where: Path = ("market", "segments", name)
        others = {term: churn for term, churn in segment.churn_by_term.items() if months_of(term) != 12}
        if others and _later(scenario, (*where, "churn"), (*where, "churn_by_term")):
            told = ", ".join(f"{percent(churn)} on {term}" for term, churn in others.items())
            what = f"other contracts than annual ones keep their own churn: {told}"
            yield Problem(CODE, what, f"change `market.segments.{name}.churn_by_term` too", path=(*where, "churn"))


def _rises(scenario: Scenario) -> Iterator[Problem]:
    """A price rise of a renewal offer, which comes beyond that of the plan."""
    planned = max(scenario.plan.renewal_price_increase.values)
    if planned <= 0.0 or is_as_declared(scenario, "renewal_offer"):
        return
    output = next(each for each in POINTS[NUMBER["renewal_offer"]].outputs if each.name == "price_increase")
    found: list[tuple[int, float]] = []
    for place, row in enumerate(policy_named(scenario, "renewal_offer").rows):
        try:
            rise = value_of((row.then or {}).get("price_increase", "0%"), output, read_literal)
        except CellError:
            return
        if rise > 0.0:
            found.append((place, rise))
    if not found:
        return
    sums = ", ".join(
        f"{percent(planned)} and {percent(rise)} make {percent(_sum(planned, rise))}" for _, rise in found[:3]
    )
    what = f"it comes beyond `plan.renewal_price_increase`: {sums}"
    hint = "if the table says all of it, write `plan.renewal_price_increase: 0%`"
    path: Path = ("plan", "policies", "renewal_offer", "rows", found[0][0], "then", "price_increase")
    yield Problem(CODE, what, hint, path=path)


def _sum(planned: float, rise: float) -> float:
    return float(f"{planned + rise:.6g}")


def _headcount(scenario: Scenario) -> Iterator[Problem]:
    """A team that falls to a few people on a day, where so many more may have been meant."""
    for name in TEAMS:
        team: Any = getattr(scenario.plan.teams, name)
        where: Path = ("plan", "teams", name, "headcount")
        if team is None or team.headcount.monthly or len(team.headcount.dates) != 2:
            continue
        (before, after), day = team.headcount.values, team.headcount.dates[1]
        said = said_at(scenario.document, where)
        key = next((each for each in said if str(each) == str(day)), None) if isinstance(said, dict) else None
        if key is None or not 0.0 < after <= FEW * before or not is_changed(scenario, (*where, key)):
            continue
        if _root_says(scenario, where) is None or wrote_start(scenario, where, said):
            continue
        if any(place[: len(where)] == where for place in scenario.document.stories):
            continue  # a change of what stands there says how many go
        what = f"the team falls from {before:g} to {after:g} people on {day}"
        yield Problem(CODE, what, f"if {after:g} more are meant, write `+{after:g}`", path=(*where, key))


def _sizes(scenario: Scenario) -> Iterator[Problem]:
    """Growth of a customer said as what it becomes."""
    for name, segment in scenario.market.segments.items():
        if 1.0 < segment.expansion_size < 2.0:
            size = segment.expansion_size
            what = f"a customer who grows pays {percent(size)} more, {percent(1.0 + size)} of before"
            hint = f"if it pays {percent(size)} of before, write `{percent(round(size - 1.0, 9))}`"
            yield Problem(CODE, what, hint, path=("market", "segments", name, "expansion_size"))


def _names(scenario: Scenario) -> Iterator[Problem]:
    """Two things of one kind whose names differ in capitals and signs alone."""
    yield from _alike(scenario, ())


def _alike(section: Any, path: Path) -> Iterator[Problem]:
    inside: list[tuple[str | int, Any]] = []
    names: list[tuple[str, Path]] = []
    if isinstance(section, Section):
        inside = [(name, getattr(section, name)) for name in type(section).model_fields]
    elif isinstance(section, dict):
        inside = list(section.items())
        if any(isinstance(each, Section) for each in section.values()):
            names = [(name, (*path, name)) for name in section]
    elif isinstance(section, list):
        inside = list(enumerate(section))
        names = [(each.name, (*path, at, "name")) for at, each in inside if isinstance(getattr(each, "name", 0), str)]
    known: dict[str, str] = {}
    for name, at in names:
        word = plain(name)
        if word and known.setdefault(word, name) != name:
            what = f"`{known[word]}` and `{name}` are two things whose names hardly differ"
            yield Problem(CODE, what, "if one thing is meant, say it once; else give it a name of its own", path=at)
    for key, each in inside:
        if isinstance(each, Section | dict | list):
            yield from _alike(each, (*path, key))


def _segments(scenario: Scenario) -> Iterator[Problem]:
    """A segment that a variant adds and of which it leaves out what others cost."""
    for name in scenario.market.segments:
        where: Path = ("market", "segments", name)
        if _root_says(scenario, where[:-1]) is None or _root_says(scenario, where) is not None:
            continue
        others = [each for other, each in scenario.market.segments.items() if other != name]
        for field in ("csm_hours", "closure_rate"):
            usual = [getattr(each, field) for each in others]
            if usual and min(usual) > 0.0 and said_at(scenario.document, (*where, field)) is None:
                unit = "hour" if field == "csm_hours" else "1/year"
                what = f"it says no `{field}`, so that it is 0; other segments have {_ends(usual, unit)}"
                yield Problem(CODE, what, f"say its `{field}`, if only as 0", path=where)


def _ends(numbers: list[float], unit: str) -> str:
    low, high = spelled(min(numbers), unit), spelled(max(numbers), unit)
    return low if low == high else f"{low} to {high}"


def _dates(scenario: Scenario) -> Iterator[Problem]:
    """One date of an event in the place of several."""
    for name, event in scenario.plan.events.items():
        where: Path = ("plan", "events", name, "dates")
        before = _root_says(scenario, where)
        if not isinstance(before, list) or len(event.dates) != 1 or len(before) < 2:
            continue
        if is_changed(scenario, where) and str(event.dates[0]) not in map(str, before):
            every = ", ".join(sorted({*map(str, before), str(event.dates[0])}))
            what = f"it replaces {len(before)} dates, and the channel has one event"
            yield Problem(CODE, what, f"to add one, write `[{every}]`", path=where)


def _teams(scenario: Scenario) -> Iterator[Problem]:
    """A team said anew, without much of what was said of it."""
    for name in TEAMS:
        where: Path = ("plan", "teams", name)
        before, now = _root_says(scenario, where), said_at(scenario.document, where)
        if not isinstance(before, dict) or not isinstance(now, dict) or not _is_anew(scenario, where):
            continue
        team = getattr(scenario.plan.teams, name)
        lost = [field for field in before if field in type(team).model_fields and field not in now]
        for field in lost if len(lost) > 1 else ():
            if scenario.document.removed.get(".".join(map(str, (*where, field)))):
                return
        if len(lost) > 1:
            told = " and ".join(f"`{field}`" for field in lost)
            what = f"it replaces all that was said of the team, and {told} are as nobody said them"
            yield Problem(CODE, what, "say them too, or change single values under `changes`", path=where)


def _is_anew(scenario: Scenario, path: Path) -> bool:
    document = scenario.document
    mark = document.values.get(path)
    return document.root is not None and mark is not None and mark.file != document.root.file


def _root_says(scenario: Scenario, path: Path) -> Any:
    """What the file at the root of a chain says at a path; None where it is alone or says nothing."""
    document = scenario.document
    return None if document is None or document.root is None else said_at(document.root, path)


def _later(scenario: Scenario, one: Path, other: Path) -> bool:
    """Is one thing said by a later file than another?"""
    document = scenario.document
    if document is None or document.values.get(one) is None:
        return False

    def latest(path: Path) -> int:
        return max(
            (document.lateness(mark) for at, mark in document.values.items() if at[: len(path)] == path), default=-1
        )

    return latest(one) > latest(other) >= 0
