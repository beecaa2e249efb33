"""One fault in a valid scenario, paired with the code that the loader must answer; see `generated.py` for the valid."""

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

from properties.generated import Said

from gtmsim.scenario.language.laws import LawDeclaration
from gtmsim.scenario.language.magnitude import write
from gtmsim.scenario.language.numbers import LeverDeclaration, NumberDeclaration
from gtmsim.scenario.language.param import values
from gtmsim.scenario.load import load_mapping

Path = tuple[str | int, ...]
UNITS_NEEDED = ("day", "hour", "clock", "lead/day")


class Fault(NamedTuple):
    """What is written where, and what it is answered with; without a value the name is taken away."""

    path: Path
    value: Any
    code: str


GONE = object()


def faults(said: Said) -> list[Fault]:
    """Every single fault that this scenario offers."""
    return [*of_names(said), *of_numbers(said), *of_laws(said), *of_words(said), *between_values(said)]


def mutate(said: Said, fault: Fault) -> Said:
    """The scenario with the fault."""
    made = copy.deepcopy(said)
    *above, last = fault.path
    place: Any = made
    for part in above:
        place = place.setdefault(part, {}) if isinstance(place, dict) else place[part]
    if fault.value is GONE:
        del place[last]
    else:
        place[last] = fault.value
    return made


def at(said: Any, path: Path) -> Any:
    """What stands at a path; None where nothing was written."""
    for part in path:
        try:
            said = said[part]
        except (KeyError, IndexError, TypeError):
            return None
    return said


def sections(said: Said) -> list[Path]:
    """Sections of fixed names."""
    market = said["market"]
    named = [("market", kind, name) for kind in ("channels", "segments", "committees") for name in market[kind]]
    roles = [("market", "committees", c, "roles", r) for c, one in market["committees"].items() for r in one["roles"]]
    teams = [("plan", "teams", name) for name in said["plan"]["teams"]]
    return [(), ("market",), ("plan",), ("run",), ("plan", "working_hours"), *named, *roles, *teams]


def of_names(said: Said) -> Iterator[Fault]:
    """Unknown, missing and impossible names."""
    for path in sections(said):
        yield Fault((*path, "bugdet"), 1, "E_UNKNOWN")
        if path:
            yield Fault(path, 5, "E_TYPE")
            yield Fault(path, [1], "E_TYPE")
    required = {"channels": "max_leads", "segments": "churn", "committees": "roles"}
    for kind, name in required.items():
        for one in said["market"][kind]:
            yield Fault(("market", kind, one, name), GONE, "E_MISSING")
    for one, channel in said["market"]["channels"].items():
        if "half_saturation_spend" in channel:
            if not channel.get("brand_building"):  # which would say nothing then
                yield Fault(("market", "channels", one, "half_saturation_spend"), GONE, "E_MISSING")
        elif "brand_led" not in channel:
            yield Fault(("market", "channels", one, "half_saturation_spend"), 1, "E_CONFLICT")
            yield Fault(("plan", "spend", one), 1, "E_CONFLICT")
    for path in (("name",), ("market",), ("run",), ("run", "start"), ("run", "months"), ("run", "initial")):
        yield Fault(path, GONE, "E_MISSING")
    spare = {"contract_value": 1, "committee": next(iter(said["market"]["committees"])), "churn": 0}
    for name, code in (("<b>", "E_NAME"), ("CON", "E_NAME"), (" ", "E_KEY"), ("a.b", "E_KEY")):
        yield Fault(("market", "segments", name), spare, code)
    for name, channel in said["market"]["channels"].items():
        yield Fault(("market", "channels", "referral"), channel, "E_NAME")
        yield Fault(("market", "channels", name, "segments"), {"nobody": 1}, "E_UNKNOWN")
    for name in said["market"]["segments"]:
        yield Fault(("market", "segments", name, "committee"), "nobody", "E_UNKNOWN")
    for path, one in (("spend", 1), ("terms", "12 months"), ("content", {})):
        yield Fault(("plan", path, "nobody"), one, "E_UNKNOWN")
    if said["run"]["initial"] != "empty":
        yield Fault(("run", "initial", "customers", "nobody"), 1, "E_UNKNOWN")


def of_numbers(said: Said) -> Iterator[Fault]:
    """What is no number, not in its unit, or out of its bounds."""
    for path, declared, _ in values(load_mapping(said)):
        if not isinstance(declared, NumberDeclaration) or at(said, path) is None or path == ("version",):
            continue
        unit = declared.unit
        if isinstance(declared, LeverDeclaration):
            yield Fault(path, {}, "E_TYPE")
            yield Fault(path, [], "E_LENGTH")
            yield Fault(path, {"someday": 1}, "E_TYPE")
            yield Fault(path, {"2026-02-30": 1}, "E_RANGE")
        else:
            yield Fault(path, [1], "E_TYPE")
        yield Fault(path, True, "E_TYPE")
        yield Fault(path, "much", "E_TYPE")
        if unit == "date":
            yield Fault(path, "2026-02-30", "E_RANGE")
            continue
        yield Fault(path, "1,000", "E_NUMBERLIKE")
        yield Fault(path, "0x1F", "E_NUMBERLIKE")
        yield Fault(path, float("nan"), "E_RANGE")
        yield Fault(path, float("inf"), "E_RANGE")
        if unit in UNITS_NEEDED:
            yield Fault(path, 3, "E_UNIT")
        elif unit != "month":
            yield Fault(path, "3 days", "E_UNIT")
        if unit.startswith("money"):
            yield Fault(path, "50 CHF", "E_UNIT")  # no amount that is too small in any currency
        lowest = declared.ge if declared.gt is None else declared.gt
        if unit not in ("count", "month") and lowest is not None:
            yield Fault(path, write(float(lowest) - 1.0, unit), "E_RANGE")
    yield Fault(("run", "months"), 2.5, "E_TYPE")
    yield Fault(("run", "seed"), -1, "E_RANGE")


def of_laws(said: Said) -> Iterator[Fault]:
    """What is no distribution."""
    for path, declared, _ in values(load_mapping(said)):
        if isinstance(declared, LawDeclaration) and at(said, path) is not None:
            one = write(1.0, declared.unit)
            yield Fault(path, {"median": one, "sigma": -1}, "E_DIST")
            yield Fault(path, {"mean": one, "distribution": "weibull"}, "E_DIST")
            yield Fault(path, {"mean": one, "median": one, "sigma": 1}, "E_DIST")
            yield Fault(path, {"sigma": 1}, "E_DIST")
            yield Fault(path, 1, "E_UNIT")
            yield Fault(path, write(-1.0, declared.unit), "E_RANGE")


def of_words(said: Said) -> Iterator[Fault]:
    """Words that are not among the choices."""
    for name in said["market"]["committees"]:
        yield Fault(("market", "committees", name, "decision_rule"), "dictator", "E_CHOICE")
        yield Fault(("market", "committees", name, "decision_rule"), 1, "E_TYPE")
    yield Fault(("plan", "working_hours", "days"), ["mon", "someday"], "E_CHOICE")
    yield Fault(("run", "engine"), "steam", "E_CHOICE")
    yield Fault(("run", "run_off"), "no", "E_TYPE")
    yield Fault(("run", "initial"), "full", "E_CHOICE")


def between_values(said: Said) -> Iterator[Fault]:
    """Values that are fine alone and not together."""
    run, market = said["run"], said["market"]
    yield Fault(("run", "start"), "2026-01-15", "E_RANGE")
    hours = {**said["plan"]["working_hours"], "opens": "9h", "closes": "9h"}
    yield Fault(("plan", "working_hours"), hours, "E_RANGE")
    yield Fault(("plan", "working_hours", "days"), [], "E_RANGE")
    yield Fault(("plan", "price"), [1] * (run["months"] + 1), "E_LENGTH")
    yield Fault(("plan", "price"), {"2099-01-01": 1}, "E_RANGE")
    yield Fault(("plan", "price"), {"value": 1, "low": 2}, "E_RANGE")
    for name, channel in market["channels"].items():
        path = ("market", "channels", name)
        if "event_based" not in channel:  # of which a seasonality says nothing, which is a fault of its own
            yield Fault((*path, "seasonality"), [1] * 11, "E_LENGTH")
        yield Fault((*path, "segments"), {next(iter(market["segments"])): 0.97}, "E_SUM")
        if channel["in_market_share"] not in (1, "100%"):
            yield Fault(("market", "qualification", "out_of_market"), GONE, "E_MISSING")
    for name, committee in market["committees"].items():
        roles = {role: {**one, "participation": 0.5} for role, one in committee["roles"].items()}
        yield Fault(("market", "committees", name, "roles"), roles, "E_GRAPH")
        # Beside those that others may name.
        crowd = {**committee["roles"], **{f"member {n}": {"seats": 20, "decides": True} for n in range(51)}}
        yield Fault(("market", "committees", name, "roles"), crowd, "E_RANGE")
    yield from of_brands(said)
    if stages := market["selling"]["stages"]:  # all are kept: a table may ask for any
        yield Fault(("market", "selling", "stages"), [*stages, copy.deepcopy(stages[0])], "E_NAME")


def of_brands(said: Said) -> Iterator[Fault]:
    """A brand that the market does not know, and channels that are bought and led by it at once."""
    for name, channel in said["market"]["channels"].items():
        path = ("market", "channels", name)
        if "brand_led" in channel:
            yield Fault((*path, "half_saturation_spend"), "4k per month", "E_GRAPH")
            yield Fault((*path, "adstock_half_life"), "3 days", "E_GRAPH")
            yield Fault((*path, "brand_building"), 0.5, "E_GRAPH")
            yield Fault(("plan", "spend", name), "4k per month", "E_GRAPH")
            if isinstance(said["run"]["initial"], dict):
                yield Fault(("run", "initial", "spend", name), 0, "E_GRAPH")
        elif "half_saturation_spend" in channel and not channel.get("brand_building"):
            yield Fault((*path, "half_saturation_spend"), GONE, "E_MISSING")
        if "brand" not in said["market"] and "half_saturation_spend" in channel:
            yield Fault((*path, "brand_building"), 0.5, "E_MISSING")
    if "brand" not in said["market"]:
        yield Fault(("plan", "brand"), {"spend": 1}, "E_MISSING")
        if isinstance(said["run"]["initial"], dict):
            yield Fault(("run", "initial", "brand"), 1, "E_MISSING")
            yield Fault(("run", "initial", "brand_spend"), 1, "E_MISSING")
