"""Numbers that a change puts at a twelfth or at twelve times what stood, as if for another period; and complements.

Ordinary changes, a half or a double, are far from that, and a number that names its period is taken at its word.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from gtmsim.scenario.checks.said_where import is_changed
from gtmsim.scenario.checks.unusual import STAYS, Number, numbers, said_at
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.magnitude import parts_of
from gtmsim.scenario.language.numbers import LeverDeclaration, NumberDeclaration
from gtmsim.scenario.language.param import values
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import show
from gtmsim.scenario.language.spelling import PERIODS, percent, roughly
from gtmsim.scenario.language.units import TIMES
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]
OTHER = {"year": "month", "month": "year", "day": "month"}  # the period that is mistaken for the unit's own
RATIOS = {"year": (1.0 / 24.0, 1.0 / 8.0), "month": (8.0, 18.0), "day": (20.0, 45.0)}  # then, of what stood
WORKED = {"day": (220.0, "220 days"), "hour": (1_760.0, "220 days of 8 hours")}  # of a year, roughly
MONTHS = (0.5, 2.0)  # what the mean of the twelve months may be without a word
YEAR = {"day": 365.25, "hour": 8_766.0}
PARTS = {"month": 12.0, "quarter": 4.0}  # of a year
CLEAR, NEAR = 0.15, 0.015  # how far from a half a share is whose complement is another, and how near that one


class Mistaken(NamedTuple):
    """A number that is about what stood there for another period."""

    path: Path
    said: Any
    stood: float
    ratio: float
    unit: str
    own: str  # period


def odd_periods(scenario: Scenario) -> Iterator[Problem]:
    """Warnings of numbers that say another period, or the other part of a whole, than those that they replace."""
    document = scenario.document
    if document is not None and document.root is not None:
        found: list[Mistaken] = []
        for path, declaration, value in values(scenario):
            if value is None or not isinstance(declaration, NumberDeclaration) or not is_changed(scenario, path):
                continue
            stood = _stood(declaration, said_at(document.root, path))
            if stood > 0.0:
                for number in numbers(value, said_at(document, path), declaration.unit):
                    if (*path, *number.below) in document.stories or number.said is None:
                        continue
                    found += _mistaken(path, declaration, number, stood)
                    yield from _complements(path, declaration, number, stood)
        once = {each.path: each for each in reversed(found)}
        for each in once.values():
            alike = sum(other.unit == each.unit for other in once.values()) - 1
            yield _warning(each, alike)
    yield from _quotas(scenario)
    yield from _days_of_pay(scenario)
    yield from _seasons(scenario)


def _stood(declaration: NumberDeclaration, said: Any) -> float:
    """What a base says on the whole; 0 where it says nothing [the declared unit]."""
    if said is None or declaration.unit == "date":
        return 0.0
    try:
        found = [float(each.value) for each in numbers(declaration.read(said), said, declaration.unit)]
    except Exception:  # of what the base cannot be read, which is told where it is
        return 0.0
    return sum(found) / len(found) if found else 0.0


def _mistaken(path: Path, declaration: NumberDeclaration, number: Number, stood: float) -> Iterator[Mistaken]:
    own = PERIODS.get(declaration.unit) or (declaration.per if declaration.unit == "share" else "")
    parts = parts_of(number.said)
    if own not in RATIOS or parts is None or parts.per:
        return
    ratio, (least, most) = number.value / stood, RATIOS[own]
    if least <= ratio <= most:
        yield Mistaken((*path, *number.below), number.said, stood, ratio, declaration.unit, own)


def _warning(found: Mistaken, alike: int) -> Problem:
    other, told = OTHER[found.own], str(found.said)
    times = f"{found.ratio:.2g} times" if found.ratio > 1.0 else f"1/{1.0 / found.ratio:.2g} of"
    stood = roughly(found.stood, found.unit)
    stood = stood if found.unit != "share" else f"{stood} a {found.own}"
    others = f", and {alike} more {'is' if alike == 1 else 'are'} so too" if alike else ""
    what = f"{show(told)} is for a {found.own}, about {times} the {stood} that stood here{others}"
    if found.unit == "share":
        share = float(f"{1.0 - (1.0 - found.ratio * found.stood) ** 12.0:.3g}")
        hint = f"write `{percent(share)}` if it is said for a month; {STAYS.partition('; ')[2]}"
    else:
        hint = f"write `{told} per {other}` if that was meant, or `{told} per {found.own}`"
    return Problem("W_UNIT", what, hint, path=found.path)


def _complements(path: Path, declaration: Declaration, number: Number, stood: float) -> Iterator[Problem]:
    """A share of the market's that is what the base's leaves of the whole."""
    if declaration.unit != "share" or isinstance(declaration, LeverDeclaration) or path[0] != "market":
        return
    value = float(number.value)
    if 0.0 < value < 1.0 and abs(stood - 0.5) >= CLEAR and abs(value - (1.0 - stood)) <= NEAR:
        rest = percent(float(f"{1.0 - value:.12g}"))
        what = f"{show(number.said)} is what the {percent(stood)} that stood here leaves of all: {declaration.meaning}"
        yield Problem(
            "W_UNUSUAL", what, f"did you mean `{rest}`? {STAYS.partition('; ')[2]}", path=(*path, *number.below)
        )


def _quotas(scenario: Scenario) -> Iterator[Problem]:
    """A quota that pays less than its seller costs, where it is counted by shorter periods than the year it is for."""
    quota, team = scenario.plan.quota, scenario.plan.teams.ae
    if quota is None or team is None or quota.period not in PARTS:
        return
    a_year, salary = float(quota.per_year), max(team.salary.values)
    said = said_at(scenario.document, ("plan", "quota", "per_year"))
    parts = parts_of(said)
    if 0.0 < a_year < salary and not (parts and parts.per):
        yearly = roughly(a_year * PARTS[quota.period])
        what = f"{show(said)} is for a year, whatever `period` is, and an AE costs {roughly(salary)} a year"
        hint = f"write `{yearly}` if it is for a {quota.period}"
        yield Problem("W_UNIT", what, hint, path=("plan", "quota", "per_year"))


def _days_of_pay(scenario: Scenario) -> Iterator[Problem]:
    """Pay for a day, which counts every day of the year as paid."""
    for path, declaration, value in values(scenario):
        if path[-1] == "salary" and declaration.unit == "money/year" and value is not None:
            for number in numbers(value, said_at(scenario.document, path), declaration.unit):
                parts = parts_of(number.said)
                days = WORKED.get(TIMES.get(parts.per, "")) if parts is not None else None
                if days is not None and number.value > 0.0:
                    each = "day" if days[0] < 365.0 else "hour"
                    yearly = roughly(number.value * days[0] / YEAR[each])
                    what = f"{show(number.said)} is paid for all of a year, {roughly(number.value)}"
                    hint = f"write `{yearly}` if about {days[1]} are worked and paid"
                    yield Problem("W_UNIT", what, hint, path=(*path, *number.below))


def _seasons(scenario: Scenario) -> Iterator[Problem]:
    """Multipliers of the twelve months that leave a channel far fewer or far more leads than `max_leads` says."""
    for name, channel in scenario.market.channels.items():
        said = channel.seasonality
        mean = sum(said) / len(said) if said else 1.0
        if said and not MONTHS[0] <= mean <= MONTHS[1]:
            what = f"the mean of the twelve is {mean:.3g}, and `max_leads` is of a month of 1"
            scaled = ", ".join(f"{each / mean:.4g}" for each in said) if mean > 0.0 else ""
            hint = f"write `[{scaled}]` if these are parts of a year" if scaled else "say a month of 1 or more"
            yield Problem("W_UNUSUAL", what, hint, path=("market", "channels", name, "seasonality"))
