"""Signed values of a variant are changes of what stands in the file that it extends."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario.small import at, the_problem

from gtmsim.scenario.explain import explain
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.language.signed import signed
from gtmsim.scenario.load import load, load_text, variant, warnings_of
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.scenario.writing import fingerprint, resolved_yaml

BASELINE = Path(__file__).parent / "firm" / "baseline.yaml"
AE = "plan.teams.ae.headcount"
BOSS = "market.committees.owner_led.roles.owner.base"
DISCOUNT = "{hit: first, rows: [{name: a, then: {discount: %s}}]}"


def said(scenario: Scenario, path: str) -> str:
    """A parameter's value as `explain` shows it."""
    return next(line.value for line in explain(scenario) if line.path == path)


def changed(*sets: str) -> Scenario:
    """The baseline with changes."""
    return load(BASELINE, sets)


@pytest.mark.parametrize(
    ("path", "change", "value"),
    [
        (AE, "+2", "7"),
        (AE, '"+2"', "7"),
        (AE, "-1", "4"),
        (AE, "+ 2", "7"),
        (AE, "x2", "10"),
        (AE, "2x", "10"),
        (AE, "by 2", "7"),
        (AE, "by -2", "3"),
        (AE, "to 8", "8"),
        (AE, "8", "8"),
        (AE, "\u22122", "3"),
        (AE, "+40%", "7"),
        (AE, "{2026-03-01: +2}", "{start: 5, 2026-03-01: 7}"),
        (AE, "{2026-03-01: +2, 2026-09-01: 9}", "{start: 5, 2026-03-01: 7, 2026-09-01: 9}"),
        (AE, "{2026-03-01: +2, 2026-09-01: -1 on the base}", "{start: 5, 2026-03-01: 7, 2026-09-01: 4}"),
        (AE, "{2026-03-01: +2, 2026-09-01: -1 more}", "{start: 5, 2026-03-01: 7, 2026-09-01: 6}"),
        (AE, "{2026-03-01: +2, 2026-09-01: as planned}", "{start: 5, 2026-03-01: 7, 2026-09-01: 5}"),
        (AE, "{start: +1}", "{start: 6}"),
        (AE, "{2026-01-01: +1}", "{2026-01-01: 6}"),
        ("plan.price", "+8%", "1.08"),
        ("plan.price", "-10%", "0.9"),
        ("plan.price", "+8 points", "1.08"),
        ("plan.renewal_price_increase", "+1 point", "4%"),
        ("plan.renewal_price_increase", "x2", "6%"),
        ("plan.spend.search_ads", "+5k per month", "25k per month"),
        ("plan.spend.search_ads", "+5k", "25k per month"),
        ("plan.spend.search_ads", "+60k per year", "25k per month"),
        ("plan.spend.search_ads", "-40%", "12k per month"),
        ("plan.spend.search_ads", "\u00d71.5", "30k per month"),
        ("plan.terms.mid", "+12 months", "24 months"),
        ("plan.terms.mid", "x2", "24 months"),
        ("plan.commission", "+2 points", "12%"),
        ("plan.hiring_lag", "+2 weeks", "74 days"),
        ("plan.teams.ae.salary", "+3%", "133.9k per year"),
        ("market.segments.small.churn", "-4 points", "10%"),
        ("market.segments.small.churn", "x0.5", "7%"),
        ("market.segments.small.contract_value", "+500", "10k"),
        ("market.segments.small.csm_hours", "+0.3h", "1.5h"),
        ("market.channels.search_ads.max_leads", "+60 per month", "13.971252566735114 per day"),
        ("market.channels.search_ads.max_leads", "-25%", "9 per day"),
        ("market.selling.buying_window", "+20%", "{median: 96 days, sigma: 0.6}"),
        ("market.selling.buying_window", "+10 days", "{median: 90 days, sigma: 0.6}"),
        ("market.selling.buying_window", "{median: +10%}", "{sigma: 0.6, median: 88 days}"),
        ("market.selling.buying_window", "{median: 90 days}", "{sigma: 0.6, median: 90 days}"),
        ("market.selling.buying_window", "{sigma: 0.8}", "{median: 80 days, sigma: 0.8}"),
        ("market.selling.buying_window", "{sigma: x2}", "{median: 80 days, sigma: 1.2}"),
        ("market.qualification.in_market.handling_time", "x2", "{mean: 4.6h, cv: 0.7}"),
        ("market.channels.search_ads.segments", "{small: +4 points, mid: -4 points}", "{small: 80%, mid: 20%}"),
        ("market.channels.search_ads.segments", "{small: 100%}", "{small: 100%}"),
        ("run.months", "+12", "36"),
        ("run.initial.cash", "+1M", "3M"),
        ("run.initial.cash", "to -200k", "-200k"),
        ("run.initial.customers.small", "+10%", "220"),
    ],
)
def test_a_change_of_the_baseline(path: str, change: str, value: str) -> None:
    shown = said(changed(f"{path}={change}"), path)
    assert shown.removeprefix("to ") == value or (change.startswith("to") and shown == value)


@pytest.mark.parametrize(
    ("path", "change", "code", "words"),
    [
        (AE, "x1.5", "E_TYPE", ("makes 7.5", "`7` or `8`")),
        (AE, "-9", "E_RANGE", ("-9 on 5 is -4", "")),
        (AE, "+2 heads", "E_UNIT", ("`+2 heads` is not a whole number", "")),
        (AE, "+2 points", "E_UNIT", ("is for shares", "")),
        (
            "plan.renewal_price_increase",
            "+1%",
            "E_SIGN",
            ("may mean 3.03 % or 4 %", "`x1.01` for the first, `+1 points` for the second"),
        ),
        ("plan.commission", "-10%", "E_SIGN", ("may mean 9 % or 0 %", "`x0.9` for the first")),
        ("market.segments.small.closure_rate", "+1%", "E_SIGN", ("may mean 3.03 % or 4 %", "")),
        (
            "market.committees.owner_led.roles.owner.base",
            "-0.5",
            "E_SIGN",
            ("a value of its own", "`to -0.5` or `by -0.5`"),
        ),
        ("run.initial.cash", "-500k", "E_SIGN", ("a change of the 2M", "`to -500k` or `by -500k`")),
        ("plan.spend.search_ads", "+5 days", "E_UNIT", ("`+5 days` is not an amount", "")),
        ("plan.spend.search_ads", "+5k EUR", "E_UNIT", ("is not in the scenario's currency", "never converted")),
        ("plan.spend", "-10%", "E_TYPE", ("holds several", "`plan.spend.*`")),
        ("market.selling.buying_window", "-90 days", "E_DIST", ("-90 days on 80 days is -10 days", "")),
        ("market.channels.search_ads.dispersion", "+", "E_TYPE", ("", "")),
        (
            "market.channels.trade_shows.half_saturation_spend",
            "+5k",
            "E_SIGN",
            ("there is no value that it changes", "write the value itself"),
        ),
        ("market.channels.search_ads.segments", "{small: +5%, mid: -5%}", "E_SIGN", ("may mean", "points")),
        (AE, "{2026-03-01: +50%}", "E_TYPE", ("makes 7.5", "")),
        (AE, "[+1, +2]", "E_LENGTH", ("2 values for 24 months", "")),
    ],
)
def test_what_cannot_be_meant_is_refused(path: str, change: str, code: str, words: tuple[str, str]) -> None:
    problem = the_problem(lambda: changed(f"{path}={change}"))
    assert problem.code == code, str(problem)
    assert words[0] in problem.message and words[1] in problem.hint, str(problem)
    assert problem.mark is not None and problem.mark.file == "--set"


@pytest.mark.parametrize(
    ("change", "both", "alone"),
    [
        ("+5k", "14k per month", "`+5k on the base`"),
        ("+20%", "10.8k per month", "`+20% on the base`"),
        ("{2026-09-01: +5k}", "{start: 9k per month, 2026-09-01: 14k per month}", "`on the base` behind it"),
    ],
)
def test_a_change_beside_one_of_all_says_if_it_comes_on_top(change: str, both: str, alone: str) -> None:
    """All by a tenth less and content by 5k more: of which content?"""
    for order in (1, -1):
        sets = ["plan.spend.*=-10%", f"plan.spend.content={change}"][::order]
        problem = the_problem(lambda sets=sets: changed(*sets))  # type: ignore[misc]
        assert problem.code == "E_SIGN" and "on top of the `-10%` of all" in problem.message, str(problem)
        assert problem.hint == f"write `{both}` for the first; for the second write {alone}"
    for said, value in ((both, 9_000 if "start" in both else None), ("+5k on the base", 15_000), ("20k", 20_000)):
        found = changed("plan.spend.*=-10%", f"plan.spend.content={said}").plan.spend["content"].values
        assert value is None or found[0] == value
    kept = changed("plan.spend.*=-10%", "plan.spend.content=as planned")
    assert kept.plan.spend["content"].values == (10_000,) and kept.plan.spend["search_ads"].values == (18_000,)


def test_a_condition_is_written_whole() -> None:
    table = "{hit: first, rows: [{name: a, when: {fit: '> 1'}, then: {discount: 5%}}, {name: b, then: {discount: 0%}}]}"
    base = variant(BASELINE, {"plan.policies.discount": table})
    cell = "plan.policies.discount.rows.a.when.fit"
    problem = the_problem(lambda: variant(base, {cell: "+1"}))
    assert problem.code == "E_SIGN" and problem.hint == "write the whole test, with its comparison and its bound"
    assert variant(base, {cell: "'> 2'"}).plan.policies.discount.rows[0].when["fit"] == "> 2"


def test_a_plus_is_no_value_where_nothing_stands() -> None:
    text = ROOT.format(base="1", headcount="3", price="1").replace("initial: empty", "initial: {customers: {firms: 5}}")
    base = load_text(text)
    problem = the_problem(lambda: variant(base, {"run.initial.cash": "+500k"}))
    assert (problem.code, problem.hint) == ("E_SIGN", "write the value itself, without a sign")
    assert variant(base, {"run.initial.cash": "-500k"}).run.initial.cash == -500_000  # type: ignore[union-attr]


def test_a_lever_of_each_kind_is_changed_by_a_star() -> None:
    found = changed("plan.spend.*=-10%", "market.channels.*.half_saturation_spend=x1.1", "plan.teams.*.salary=+10%")
    assert [s.values[0] for s in found.plan.spend.values()] == [18_000, 9_000, 8_100, 1_800]
    assert said(found, "market.channels.content.half_saturation_spend") == "26.4k per month"
    assert said(found, "market.channels.trade_shows.half_saturation_spend") == "none"
    assert said(found, "plan.teams.csm.salary") == "101.2k per year"
    stages = changed("market.selling.stages.*.buyer_delay=x0.5")
    assert said(stages, "market.selling.stages.discovery.buyer_delay") == "{median: 3 days, sigma: 0.7}"
    assert the_problem(lambda: changed("plan.lead_magnets.*.strength=x2")).code == "E_UNKNOWN"


SCHEDULED = """
extends: {base}
changes:
  plan.spend.search_ads: {{start: 20k, 2026-06-01: 25k, 2027-01-01: {{value: 30k, low: 20k, high: 40k}}}}
  plan.spend.content: [{months}]
"""


@pytest.fixture
def scheduled(tmp_path: Path) -> Path:
    """A variant whose levers follow a calendar; it lies beside a copy of the baseline."""
    (tmp_path / "base.yaml").write_text(BASELINE.read_text("utf-8"), "utf-8")
    path = tmp_path / "scheduled.yaml"
    months = ", ".join(f"{k}k" for k in range(10, 34))
    path.write_text(SCHEDULED.format(base="base.yaml", months=months), "utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "dates", "values"),
    [
        ("+10%", ("start", "2026-06-01", "2027-01-01"), (22_000, 27_500, 33_000)),
        ("{2026-03-01: +1k}", ("start", "2026-03-01", "2026-06-01", "2027-01-01"), (20_000, 21_000, 26_000, 31_000)),
        (
            "{2026-03-01: +1k, 2026-09-01: -1k on the base}",
            ("start", "2026-03-01", "2026-06-01", "2026-09-01", "2027-01-01"),
            (20_000, 21_000, 26_000, 24_000, 29_000),
        ),
        ("{2026-06-01: +1k}", ("start", "2026-06-01", "2027-01-01"), (20_000, 26_000, 31_000)),
        ("{2027-02-01: 1k}", ("start", "2026-06-01", "2027-01-01", "2027-02-01"), (20_000, 25_000, 30_000, 1_000)),
        (
            "{2026-03-01: 9k, 2026-06-01: 25k, 2027-01-01: 30k}",
            ("start", "2026-03-01", "2026-06-01", "2027-01-01"),
            (20_000, 9_000, 25_000, 30_000),
        ),
        ("12k", ("start",), (12_000,)),
    ],
)
def test_a_change_lies_on_top_of_what_the_base_plans(
    scheduled: Path, change: str, dates: tuple[str, ...], values: tuple[float, ...]
) -> None:
    found = load(scheduled, [f"plan.spend.search_ads={change}"]).plan.spend["search_ads"]
    assert tuple("start" if date is None else date.isoformat() for date in found.dates) == dates
    assert found.values == values


def test_later_steps_of_the_base_are_not_forgotten_in_silence(scheduled: Path) -> None:
    problem = the_problem(lambda: load(scheduled, ["plan.spend.search_ads={2026-03-01: 9k}"]))
    assert problem.code == "E_CONFLICT"
    assert "the base goes on to 25k on 2026-06-01" in problem.message
    assert problem.hint == "add `2026-06-01: 25k` to keep it, or `2026-06-01: 9k` to stay"


def test_two_signed_days_have_two_readings() -> None:
    problem = the_problem(lambda: changed(f"{AE}={{2026-03-01: +2, 2026-09-01: +1}}"))
    assert problem.code == "E_SIGN" and "(8)" in problem.message and "(6)" in problem.message
    assert problem.hint == "write `+1 more` for the first, `+1 on the base` for the second"


def test_a_change_of_months_lies_on_months(scheduled: Path) -> None:
    found = load(scheduled, ["plan.spend.content={2026-02-01: +1k}"]).plan.spend["content"]
    assert found.values[:3] == (10_000, 12_000, 13_000) and len(found.values) == 24
    every = ", ".join(["+1k on the base"] * 12 + ["x2 on the base"] * 12)
    found = load(scheduled, [f"plan.spend.content=[{every}]"]).plan.spend["content"]
    assert found.monthly and found.values[0] == 11_000 and found.values[-1] == 66_000
    assert load(scheduled, ["plan.spend.content=+1k"]).plan.spend["content"].values[5] == 16_000


def test_days_of_a_schedule_may_be_named_one_by_one() -> None:
    found = changed(f"{AE}.2026-03-01=+2", f"{AE}.2026-06-01=-1 on the base")
    assert said(found, AE) == "{start: 5, 2026-03-01: 7, 2026-06-01: 4}"
    assert the_problem(lambda: changed(f"{AE}.2026-03-01=+2", f"{AE}=9")).code == "E_CONFLICT"


def test_a_range_moves_with_its_value_and_the_source_does_not_stay() -> None:
    line = next(
        line
        for line in explain(changed("market.channels.search_ads.half_saturation_spend=x2"))
        if line.path == "market.channels.search_ads.half_saturation_spend"
    )
    assert (line.value, line.low, line.high, line.made_of) == (
        "64k per month",
        "40k per month",
        "100k per month",
        "x2 on 32k per month",
    )
    assert "WordStream" not in line.source
    said_so = changed("market.channels.search_ads.half_saturation_spend={value: +10%, source: our own test}")
    line = next(line for line in explain(said_so) if line.path == "market.channels.search_ads.half_saturation_spend")
    assert (line.value, line.source) == ("35.2k per month", "our own test")


def test_changes_of_a_chain_add_up(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASELINE.read_text("utf-8"), "utf-8")
    (tmp_path / "one.yaml").write_text(f"extends: base.yaml\nchanges: {{{AE}: +2}}\n")
    (tmp_path / "two.yaml").write_text(f"extends: one.yaml\nchanges: {{{AE}: x2}}\n")
    assert said(load(tmp_path / "two.yaml", [f"{AE}=-1"]), AE) == "13"


ROOT = """
name: Root
market:
  segments: {{firms: {{contract_value: 12k, committee: one, churn: 10%}}}}
  committees: {{one: {{roles: {{boss: {{base: {base}}}}}}}}}
  qualification: {{in_market: {{sql_rate: 90%}}}}
plan: {{teams: {{ae: {{headcount: {headcount}}}}}, price: {price}}}
run: {{start: 2026-01-01, months: 3, initial: empty}}
"""


ALONE = "write the value itself, without a sign"


@pytest.mark.parametrize(
    ("said", "where", "hint"),
    [
        ({"headcount": "+2"}, "plan.teams.ae.headcount", ALONE),
        ({"headcount": '"+2"'}, "plan.teams.ae.headcount", ALONE),
        ({"headcount": "{2026-01-01: 3, 2026-02-01: +2}"}, "plan.teams.ae.headcount.2026-02-01", ALONE),
        ({"price": "x1.5"}, "plan.price", ALONE),
        ({"price": "+8%"}, "plan.price", ALONE),
        ({"price": "+8 points"}, "plan.price", ALONE),
        ({"price": "to 108%"}, "plan.price", "write `108%`"),
    ],
)
def test_a_signed_value_where_nothing_is_extended_is_an_error(said: dict[str, str], where: str, hint: str) -> None:
    text = ROOT.format(**{"base": "1", "headcount": "3", "price": "1"} | said)
    problem = the_problem(lambda: load_text(text))
    assert (problem.code, ".".join(map(str, problem.path)), problem.hint) == ("E_SIGN", where, hint)


def test_a_number_below_0_is_a_value_where_it_may_be_one() -> None:
    scenario = load_text(ROOT.format(base="-0.5", headcount="3", price="1"))
    assert scenario.market.committees["one"].roles["boss"].base == -0.5
    assert load_text(ROOT.format(base="+0.5", headcount="3", price="1")) is not None
    problem = the_problem(lambda: load_text(ROOT.format(base="1", headcount="-3", price="1")))
    assert at(problem) == "E_RANGE 7:32"


def test_one_value_for_what_varied_is_worth_a_word() -> None:
    (warning,) = [one for one in warnings_of(changed("market.selling.buying_window=90 days")) if one.code == "W_SPREAD"]
    assert "sigma 0.6" in warning.message and "{median: 90 days, sigma: 0.6}" in warning.hint
    fixed = changed("market.selling.buying_window={mean: 90 days, distribution: fixed}")
    assert not [one for one in warnings_of(fixed) if one.code == "W_SPREAD"]


def test_multiples_that_a_table_answers_are_said_as_people_say_them() -> None:
    table = "{hit: unique, rows: [{name: all, then: {spend: %s}}]}"
    for cell, value in (("+10%", "1.1"), ("-40%", "0.6"), ("x1.5", "1.5"), ("110%", "110%")):
        rows = changed(f"plan.policies.budget={table % cell}").plan.policies.budget.rows
        assert rows[0].then["spend"] == value
    assert the_problem(lambda: changed(f"plan.policies.discount={DISCOUNT % '+5%'}")).code == "E_SIGN"


def test_cells_of_an_extended_table_are_changed_too() -> None:
    base = load_text(
        resolved_yaml(changed("plan.policies.discount={hit: first, rows: [{name: a, then: {discount: 10%}}]}"))
    )
    cell = "plan.policies.discount.rows.a.then.discount"
    for change, value in (("+5 points", "15%"), ("x0.5", "5%"), ("12%", "12%")):
        found = variant(base, {cell: change}).plan.policies.discount.rows[0].then["discount"]
        assert found == str(value)
    assert the_problem(lambda: variant(base, {cell: "+5%"})).code == "E_SIGN"


def test_what_changes_nothing_is_the_base() -> None:
    base = changed()
    for same in (f"{AE}=+0", f"{AE}=x1", "plan.spend.*=x1", "plan.price=+0%", "market.selling.buying_window=x1"):
        found = changed(same, "name=Baseline")
        assert fingerprint(found) == fingerprint(base.model_copy(update={"question": "", "note": "", "teaching": ""}))
    assert said(changed(f"{AE}=+2"), AE) == said(changed(f"{AE}=7"), AE)


def test_the_order_of_changes_is_no_input() -> None:
    changes = [
        f"{AE}=+2",
        "plan.spend.*=-10%",
        "market.channels.partners=null",
        "plan.price={2026-07-01: +5%}",
        "name=x",
    ]
    assert fingerprint(changed(*changes)) == fingerprint(changed(*changes[::-1]))


def test_a_resolved_scenario_holds_no_change() -> None:
    found = changed(f"{AE}=+2", "plan.spend.content={2026-06-01: +10%}")
    again = load_text(resolved_yaml(found))
    assert again == found and resolved_yaml(again) == resolved_yaml(found)


@given(st.text(alphabet="+-x\u00d7\u2212 .0123456789%kMpointsbytoerd", max_size=12))
def test_any_text_is_a_change_or_none(text: str) -> None:
    found = signed(text)
    assert found is None or found.how in ("to", "add", "percent", "points", "times")
    try:
        changed_by = variant(
            load_text(ROOT.format(base="1", headcount="3", price="1")), {"plan.teams.ae.headcount": text}
        )
    except ScenarioError:
        return
    assert changed_by.plan.teams.ae is not None


@given(st.integers(0, 999), st.integers(-5000, 5000))
def test_a_percentage_is_exact(base: int, points: int) -> None:
    """No rounding of binary fractions comes in: 0.1 + 0.2 is 0.3."""
    text = f"{'+' if points >= 0 else '-'}{abs(points) / 100} points"
    start = load_text(ROOT.format(base="1", headcount="3", price=f"{base + 1}%"))
    try:
        found = variant(start, {"plan.price": text})
    except ScenarioError:
        assert not 0 < (base + 1) * 100 + points <= 100_000
        return
    assert found.plan.price.values == (float(Fraction((base + 1) * 100 + points, 10_000)),)
