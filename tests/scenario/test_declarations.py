"""What each kind of parameter accepts beside a bare number, and the walk over all of them."""

import datetime
import math
import re
from typing import Annotated, Any

import pytest
from scenario.small import Channel, Firm, Stage, firm

from gtmsim.scenario.language.declare import Declaration, FaultsError
from gtmsim.scenario.language.param import (
    LawSaid,
    Schedule,
    Section,
    choice,
    label,
    law,
    lever,
    mix,
    param,
    parameters,
    values,
    words,
)
from gtmsim.scenario.language.quantity import QuantityError
from gtmsim.scenario.language.walk import field_at, fields
from gtmsim.scenario.language.words import checked_name
from gtmsim.scenario.sections.schema import Scenario

JANUARY, JULY = datetime.date(2026, 1, 1), datetime.date(2026, 7, 1)
DAY = param("day", "delay", ge=0, le=365)
SHARE = param("share", "chance")
SPEND = lever("money/month", "spend", ge=0)
TIME = law("day", "time to think")
MIX = mix("by segment")


def faults(declaration: Declaration, said: object) -> list[tuple[str, tuple[str | int, ...]]]:
    """Codes and places of what is wrong in one writing."""
    with pytest.raises((QuantityError, FaultsError)) as caught:
        declaration.read(said)
    error = caught.value
    found = error.faults if isinstance(error, FaultsError) else (error,)
    return [(fault.code, fault.at) for fault in found]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("declaration", "said", "value"),
    [
        (DAY, "5 days", 5.0),
        (DAY, {"value": "5 days", "low": "1 day", "high": "1 week", "source": "a book"}, 5.0),
        (SHARE, 1, 1.0),
        (SPEND, "12k", Schedule((None,), (12_000.0,), False)),
        (SPEND, {"value": 5, "high": 6}, Schedule((None,), (5.0,), False)),
        (SPEND, {"2026-07-01": 2, "2026-01-01": 1}, Schedule((JANUARY, JULY), (1.0, 2.0), False)),
        (SPEND, {JULY: 2, "start": 1}, Schedule((None, JULY), (1.0, 2.0), False)),
        (SPEND, ["1k", 2, {"value": 3}], Schedule((None,), (1000.0, 2.0, 3.0), True)),
        (TIME, "5 days", LawSaid("fixed", 5.0, 0.0)),
        (TIME, {"value": "5 days", "low": "1 day"}, LawSaid("fixed", 5.0, 0.0)),
        (TIME, {"mean": "5 days"}, LawSaid("fixed", 5.0, 0.0)),
        (TIME, {"mean": "5 days", "distribution": "exponential", "source": "a book"}, LawSaid("exponential", 5.0, 0.0)),
        (TIME, {"median": "10 days", "sigma": 0.6}, LawSaid("lognormal", 10.0, 0.6)),
        (TIME, {"mean": "5 days", "cv": 0.75}, LawSaid("lognormal", 4.0, math.sqrt(math.log(1.5625)))),
        (TIME, {"mean": "5 days", "sigma": 2}, LawSaid("lognormal", 5.0 * math.exp(-2.0), 2.0)),
        (MIX, {"a": "70%", "b": 0.3}, {"a": 0.7, "b": 0.3}),
        (MIX, {"a": 3, "b": 1, "normalise": True}, {"a": 0.75, "b": 0.25}),
        (choice("order", "first", "last"), "last", "last"),
        (label("name"), "Zürich & 东京 (2)", "Zürich & 东京 (2)"),
    ],
)
def test_what_is_accepted(declaration: Declaration, said: object, value: Any) -> None:
    assert declaration.read(said) == value
    assert declaration.read(declaration.write(value)) == value


@pytest.mark.parametrize(
    ("declaration", "said", "wrong"),
    [
        (DAY, "-1 days", [("E_RANGE", ())]),
        (DAY, "366 days", [("E_RANGE", ())]),
        (DAY, {"value": "5 days", "low": "6 days"}, [("E_RANGE", ("low",))]),
        (DAY, {"value": "5 days", "high": "4 days"}, [("E_RANGE", ("value",))]),
        (DAY, {"low": "6 days"}, [("E_TYPE", ())]),
        (DAY, {"value": "5 days", "hgih": "4 days"}, [("E_UNKNOWN", ("hgih",))]),
        (DAY, {"value": "5", "high": 4}, [("E_TYPE", ("value",)), ("E_UNIT", ("high",))]),
        (DAY, {"value": "5 days", "source": 3}, [("E_TYPE", ("source",))]),
        (param("1", "x", gt=0, lt=1), 0, [("E_RANGE", ())]),
        (param("1", "x", gt=0, lt=1), 1, [("E_RANGE", ())]),
        (SHARE, 1.2, [("E_RANGE", ())]),
        (SHARE, "-10%", [("E_RANGE", ())]),
        (SPEND, {}, [("E_TYPE", ())]),
        (SPEND, [], [("E_LENGTH", ())]),
        (SPEND, [1, -2, "3 days"], [("E_RANGE", (1,)), ("E_UNIT", (2,))]),
        (SPEND, {"2026-13-01": 1, "july": 2}, [("E_RANGE", ("2026-13-01",)), ("E_TYPE", ("july",))]),
        (SPEND, {"2026-01-01": 1, "2026-07-01": "x"}, [("E_TYPE", ("2026-07-01",))]),
        (TIME, "-5 days", [("E_RANGE", ())]),
        (TIME, {"mean": "0 days", "distribution": "exponential"}, [("E_DIST", ("mean",))]),
        (TIME, {"mean": "-1 days", "sigma": 1}, [("E_DIST", ("mean",))]),
        (TIME, {"median": "5 days", "sigma": -1}, [("E_DIST", ("sigma",))]),
        (TIME, {"median": "5 days"}, None),
        (TIME, {"median": "5 days", "distribution": "lognormal"}, [("E_DIST", ())]),
        (TIME, {"median": "5 days", "distribution": "exponential"}, [("E_DIST", ("median",))]),
        (TIME, {"mean": "5 days", "median": "5 days", "sigma": 1}, [("E_DIST", ())]),
        (TIME, {"mean": "5 days", "sigma": 1, "cv": 1}, [("E_DIST", ("cv",))]),
        (TIME, {"mean": "5 days", "distribution": "exponential", "sigma": 1}, [("E_DIST", ("sigma",))]),
        (TIME, {"distribution": "triangular", "mean": "5 days"}, [("E_DIST", ("distribution",))]),
        (TIME, {"mean": "5 days", "sd": -1}, [("E_DIST", ("sd",))]),
        (TIME, {"sigma": 1}, [("E_DIST", ())]),
        (TIME, {"mean": 5, "cv": 1}, [("E_UNIT", ("mean",))]),
        (TIME, {"mean": "5 days", "cv": "5%"}, [("E_TYPE", ("cv",))]),
        (MIX, {"a": "70%", "b": "27%"}, [("E_SUM", ())]),
        (MIX, {"a": "120%", "b": "-20%"}, [("E_RANGE", ("b",))]),
        (MIX, {"a": "70%", "b": "3 days"}, [("E_UNIT", ("b",))]),
        (MIX, {"a": 0, "normalise": True}, [("E_SUM", ())]),
        (MIX, {"a": 1, "normalise": "yes"}, [("E_TYPE", ())]),
        (MIX, 0.5, [("E_TYPE", ())]),
        (choice("order", "first", "last"), "lats", [("E_CHOICE", ())]),
        (choice("order", "first", "last"), 3, [("E_TYPE", ())]),
        (label("name"), "../x", [("E_NAME", ())]),
        (label("name"), "CON", [("E_NAME", ())]),
        (label("name"), "a" * 300, [("E_NAME", ())]),
        (label("name"), "rocket 🚀", [("E_NAME", ())]),
        (label("name"), " ", [("E_NAME", ())]),
        (label("name"), 3, [("E_TYPE", ())]),
    ],
)
def test_what_is_refused(declaration: Declaration, said: object, wrong: Any) -> None:
    if wrong is None:
        assert declaration.read(said) == LawSaid("fixed", 5.0, 0.0)
    else:
        assert faults(declaration, said) == wrong


@pytest.mark.parametrize(("said", "hint"), [(1.2, "`12%` or `1.2%`"), (55, "`55%`"), (5.5, "`5.5%`")])
def test_a_share_above_1_is_asked_for_its_percent_sign(said: float, hint: str) -> None:
    with pytest.raises(QuantityError) as caught:
        SHARE.read(said)
    assert caught.value.hint.endswith(f"did you mean {hint}?")


def test_a_law_said_by_its_mean_has_that_mean_and_spread() -> None:
    said = law("hour", "x").read({"mean": "20 minutes", "cv": 1.5})
    mean = said.location * math.exp(said.sigma**2 / 2)
    assert mean == pytest.approx(1 / 3, rel=1e-14)
    assert math.sqrt(math.exp(said.sigma**2) - 1) == pytest.approx(1.5, rel=1e-14)


def test_an_unknown_unit_is_a_fault_of_the_schema() -> None:
    with pytest.raises(ValueError, match="unknown unit fortnight"):
        param("fortnight", "x")
    with pytest.raises(ValueError, match="not money"):
        law("money", "x")


def test_a_value_that_was_read_is_read_again() -> None:
    assert SPEND.read(Schedule((None,), (3.0,), False)) == Schedule((None,), (3.0,), False)
    assert TIME.read(LawSaid("fixed", 3.0, 0.0)) == LawSaid("fixed", 3.0, 0.0)
    again = Firm.model_validate({"name": "x", "channels": {"a": firm().channels["sem"]}})
    assert again.channels["a"] == firm().channels["sem"]


def test_a_meaning_alone_fits_few_types() -> None:
    with pytest.raises(TypeError, match="no way is known to say"):
        words("a meaning").concrete(dict[str, int])


def test_the_schema_is_asked_by_path() -> None:
    assert field_at(Firm, ("channels", "any", "p")) == fields(Channel)["p"]
    assert field_at(Firm, ("stages", 3, "name")) == fields(Stage)["name"]
    assert field_at(Firm, ("name", "x")) is None and field_at(Firm, ("nme",)) is None


def test_every_parameter_of_a_schema_is_found() -> None:
    found = {parameter.pattern: parameter for parameter in parameters(Firm)}
    assert {"version", "channels.*.budget", "stages.*.name", "segments", "staff.days", "bonus.heads"} < set(found)
    assert {"initial", "initial.cash", "channels.*.think"} < set(found)
    assert "staff" not in found and "channels" not in found
    assert found["channels.*.p"].default == 0.5
    assert found["channels.*.budget"].required and not found["channels.*.p"].required
    assert (
        found["channels.*.p"].declaration.described()
        == "chance of a lead [share]; at least 0, at most 1; source: a study"
    )


def test_what_is_reported_begins_with_who_reports_it() -> None:
    """A figure that nobody named has published is an assumption."""
    told = {parameter.pattern: getattr(parameter.declaration, "reported", "") for parameter in parameters(Scenario)}
    assert len([said for said in told.values() if said]) > 20
    assert [said for said in told.values() if said and not re.match(r"\d?[A-Z][^:]+: \S", said)] == []


def test_names_that_the_user_gives_are_not_required() -> None:
    class Plan(Section):
        """Spend by channel."""

        spend: dict[str, Annotated[Schedule, lever("money/month", "spend")]]

    (found,) = parameters(Plan)
    assert (found.pattern, found.required, found.default) == ("spend.*", False, None)


def test_every_value_of_a_scenario_is_found() -> None:
    found = {path: value for path, _, value in values(firm())}
    assert found["channels", "sem", "delay"] == 14.0
    assert found["stages", 0, "work"] == 1.5
    assert found["stages", 1, "work"] == 1.0
    assert found["initial",] == "empty"
    assert not [path for path in found if path[0] == "bonus"]
    assert (("initial", "cash"), None) in [(path, value) for path, _, value in values(firm("name: x\ninitial: {}\n"))]


def test_each_pattern_of_the_schema_fits_the_values() -> None:
    patterns = {parameter.path for parameter in parameters(Firm)}
    for path, _, _ in values(firm()):
        assert any(len(p) == len(path) and all(a in ("*", b) for a, b in zip(p, path, strict=True)) for p in patterns)


@pytest.mark.parametrize(
    ("text", "sign", "hint"),
    [
        ("Kestrel \u2013 base", "`\u2013` (en dash)", "write `Kestrel - base`"),
        ("Anna\u2019s plan", "(right single quotation mark)", "write `Anna's plan`"),
        ("a; b", "`;` (semicolon)", "write `a, b`"),
        ("plan\u00a0B", "a sign (no-break space)", "write `plan B`"),
        ("two\u2009\U0001f680", "(thin space), `\U0001f680` (rocket)", "use letters, digits, spaces"),
        ("a*b", "`*` (asterisk)", "use letters, digits, spaces"),
    ],
)
def test_a_sign_that_a_name_cannot_have_is_named(text: str, sign: str, hint: str) -> None:
    with pytest.raises(QuantityError) as caught:
        checked_name(text)
    assert sign in caught.value.what and caught.value.hint == hint
    if hint.startswith("write"):
        assert checked_name(hint.split("`")[1])
