"""Every number of the language says what is usual; what lies beyond is warned of with a writing that is usual."""

import math
import re
from pathlib import Path

import pytest

from gtmsim.scenario.checks.unusual import numbers, usual_of
from gtmsim.scenario.checks.unusual_answers import USUAL
from gtmsim.scenario.language.amounts import AmountDeclaration
from gtmsim.scenario.language.laws import LawDeclaration
from gtmsim.scenario.language.meant import is_usual, meant
from gtmsim.scenario.language.numbers import NumberDeclaration
from gtmsim.scenario.language.param import Parameter, parameters
from gtmsim.scenario.language.problems import dotted
from gtmsim.scenario.language.quantity import QuantityError, parse
from gtmsim.scenario.language.spelling import spelled
from gtmsim.scenario.language.words import ListDeclaration
from gtmsim.scenario.load import load, load_text, warnings_of
from gtmsim.scenario.sections.schema import Scenario

BASE = Path(__file__).parent.parent.parent / "scenarios" / "baseline.yaml"


def number_of(parameter: Parameter) -> NumberDeclaration | LawDeclaration | None:
    """The declaration of a parameter's numbers; None where it has none but dates."""
    said = parameter.declaration
    said = said.item if isinstance(said, ListDeclaration) else said
    return said if isinstance(said, NumberDeclaration | LawDeclaration) and said.unit != "date" else None


NUMBERS = [(parameter.pattern, said) for parameter in parameters(Scenario) if (said := number_of(parameter))]


def allowed(said: NumberDeclaration | LawDeclaration) -> NumberDeclaration:
    return NumberDeclaration(said.unit, said.meaning, ge=0) if isinstance(said, LawDeclaration) else said


def bare(text: str) -> object:
    """A text as a file that says it without quotes is read."""
    if not re.fullmatch(r"-?[\d.]+", text):
        return text
    return float(text) if "." in text else int(text)


@pytest.mark.parametrize(("pattern", "said"), NUMBERS, ids=[pattern for pattern, _ in NUMBERS])
def test_every_number_has_a_usual_range_within_its_bounds(
    pattern: str, said: NumberDeclaration | LawDeclaration
) -> None:
    assert said.usual is not None, pattern
    low, high = said.usual
    assert low <= high
    assert allowed(said).within(low) and allowed(said).within(high)
    assert said.expected() and said.expected() in said.described()
    for end in said.usual:
        assert parse(bare(spelled(end, said.unit)), said.unit) == end


def test_every_default_is_usual() -> None:
    for parameter in parameters(Scenario):
        usual = usual_of(parameter.declaration)
        if usual is not None and parameter.default is not None:
            for number in numbers(parameter.default, None):
                assert is_usual(number.value, usual), (parameter.pattern, number)


@pytest.mark.parametrize(("pattern", "said"), NUMBERS, ids=[pattern for pattern, _ in NUMBERS])
def test_what_is_offered_instead_is_usual(pattern: str, said: NumberDeclaration | LawDeclaration) -> None:
    """Slips of a factor of 10 to 1000, and of the period: each writing in a hint is taken and usual."""
    assert said.usual is not None
    low, high = (float(end) for end in said.usual)
    for value in (low / 1000.0, low / 30.0, low / 10.0, high * 10.0, high * 30.0, high * 1000.0):
        if not allowed(said).within(value) or is_usual(value, said.usual) or value > 1e12:
            continue
        for text in (spelled(float(f"{value:.4g}"), said.unit), f"{value:.4g}"):
            for written in re.findall("`(.*?)`", meant(text, said.unit, said.usual, allowed(said).allowed)):
                assert is_usual(allowed(said).read_alone(bare(written)), said.usual), (pattern, text, written)


ODD = [  # (change, where, what is said, what was meant)
    ("plan.teams.ae.salary=135", "salary", "9k to 500k per year", "`135k`"),
    ("plan.teams.ae.salary={value: 135, source: CRM}", "salary.value", "`135` is less", "`135k`"),
    ("market.segments.small.contract_value=38", "contract_value", "100 to 5M per year", "`38k`"),
    ("market.segments.small.contract_value={mean: 38}", "contract_value.mean", "`38` is less", "`38k`"),
    ("plan.price=8", "plan.price", "that is 800%, is more", "`108%`, `92%` or `80%`"),
    ("plan.price=0.08", "plan.price", "that is 8%, is less", "`108%`, `92%` or `80%`"),
    ("plan.price={2026-01-01: 1, 2026-07-01: 8%}", "price.2026-07-01", "is less", "`108%`"),
    ("plan.renewal_price_increase=0.3", "plan.renewal_price_increase", "that is 30%, is more", "`0.3%` or `3%`"),
    ("market.segments.mid.churn=0.08%", "churn", "0.5% to 60%", "`8%` or `0.8%`"),
    ("market.segments.mid.closure_rate=1.5", "closure_rate", "0.05% to 30% per year", "`1.5% per year`"),
    ("plan.spend.content=9", "plan.spend.content", "50 to 1M per month", "`9k`"),
    (f"plan.spend.content=[{'1k, ' * 22}7, 8]", "content.22", "1 more", "`7k`"),
    ("plan.spend.content=2M per month", "plan.spend.content", "2M per month` is more", "`2k per month`"),
    ("market.channels.content.max_leads=2000 per day", "max_leads", "0.01 to 1000 per day", "`2000 per month`"),
    ("plan.teams.ae.ramp=2 years", "ramp", "that is 730 days", "`2 months`"),
    ("plan.teams.ae.ramp=3h", "ramp", "2 to 500 days", "`3 days`"),
    ("market.selling.buying_window={median: 80h, sigma: 0.6}", "window.median", "that is 3.33 days", "`80 days`"),
    ("market.qualification.in_market.handling_time={mean: 72h, cv: 1}", "time.mean", "`72h` is more", "`72 minutes`"),
    ("plan.teams.ae.headcount=900", "headcount", "1 to 400", "`90` or `9`"),
    ("market.segments.mid.value_sigma=1.8", "value_sigma", "0 to 1.5", "`0.018` or `0.18`"),
    ("run.initial.cash=2", "run.initial.cash", "1k to 1000M", "`2k` or `2M`"),
    ("plan.policies.discount={hit: first, rows: [{name: a, then: {discount: 0.5}}]}", "discount", "45%", "`0.5%`"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "where", "said", "hint"), ODD, ids=[change[:50] for change, *_ in ODD])
def test_an_unusual_number_is_warned_of(change: str, where: str, said: str, hint: str) -> None:
    told = [each for each in warnings_of(load(BASE, [change])) if dotted(each.path).endswith(where)]
    (found,) = (each for each in told if each.code != "W_UNUSED")
    assert found.code == "W_UNUSUAL"
    assert said in str(found) and hint in str(found), found
    assert found.mark is not None and found.mark.file == "--set"


def test_money_is_usual_in_any_currency() -> None:
    """A salary of 9M is one in yen and none in dollars."""
    at, much = ("plan", "teams", "ae", "salary"), ["plan.teams.ae.salary=9M"]
    in_yen = BASE.read_text("utf-8").replace("currency: USD", "currency: JPY")
    assert at not in [problem.path for problem in warnings_of(load_text(in_yen, sets=much))]
    assert at in [problem.path for problem in warnings_of(load(BASE, much))]
    assert at in [problem.path for problem in warnings_of(load_text(in_yen))]


def test_nothing_is_usual_where_it_turns_a_thing_off() -> None:
    assert not warnings_of(load(BASE, ["plan.spend.content=0", "plan.commission=0", "market.segments.mid.churn=0"]))


def test_answers_of_tables_lie_within_their_bounds() -> None:
    from gtmsim.policies.points import POINTS

    outputs = {(point.name, output.name): output for point in POINTS for output in point.outputs}
    for key, (low, high) in USUAL.items():
        assert outputs[key].low <= low < high <= outputs[key].high, key
        assert math.isfinite(low) and math.isfinite(high)
    whole = {key for key, output in outputs.items() if output.kind != "category" and output.name != "priority"}
    assert whole == set(USUAL)


def test_a_hint_is_empty_where_no_slip_explains_the_number() -> None:
    def read(said: object) -> float:
        value = parse(said, "money")
        if not isinstance(value, float) or value > 1e9:
            raise QuantityError("E_RANGE", "too much")
        return value

    assert meant("0.001", "money", (100.0, 200.0), read) == ""
    assert meant("soon", "money", (100.0, 200.0), read) == ""
    assert meant("1" * 50, "money", (100.0, 200.0), read) == ""


def test_the_amount_declaration_is_a_number_too() -> None:
    assert any(isinstance(said, AmountDeclaration) for _, said in NUMBERS)
