"""Public figures: a file is read strictly, a figure stands beside firms of its kind alone, verdicts are by hand."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest
from study.fakes import count, ratio, results, scenario

import gtmsim
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.study.benchmarks.in_words import span, told
from gtmsim.study.benchmarks.measures import MEASURES, measure_of
from gtmsim.study.benchmarks.population import Firm, firm_of, unfit
from gtmsim.study.benchmarks.reader import SHIPPED, PublicFigure, public_figures, read
from gtmsim.study.benchmarks.usual import OUTSIDE, Usual, usual_of, usuals, verdict_of
from gtmsim.study.benchmarks.usual import beside as beside_all
from gtmsim.study.problems import StudyError
from gtmsim.study.results import Frame, Results

FIRM = Firm("USD", 6e6, 18e3, "annual")
HEAD = """\
version: 2
sources:
  survey: {publisher: A survey, year: 2024}
  older: {publisher: A survey, year: 2023}
  others: {publisher: Others, year: 2025}
  ancient: {publisher: Ancients, year: 2010}
  undated: {publisher: Nobody knows when}
figures:
"""
ALL = (
    "".join(
        f"  of_{name}: {{measure: wins, source: {name}, value: 1, population: {{model: lending}}}}\n"
        for name in ("survey", "older", "others", "ancient", "undated")
    )
    .replace("measure: wins", "measure: win_rate")
    .replace("value: 1", "value: 1%")
)


def figures_of(tmp_path: Path, *lines: str, rest: str = ALL) -> tuple[PublicFigure, ...]:
    """The figures of a file with these lines, besides those that name every source."""
    file = tmp_path / "public.yaml"
    file.write_text(HEAD + "".join(f"  {line}\n" for line in lines) + rest, encoding="utf-8")
    return tuple(figure for figure in read(file) if not figure.name.startswith("of_"))


def faults(tmp_path: Path, *lines: str, rest: str = ALL) -> list[str]:
    """Code, line and column of each fault of such a file, with its message."""
    with pytest.raises(ScenarioError) as caught:
        figures_of(tmp_path, *lines, rest=rest)
    return list(map(_short, caught.value.problems))


def _short(problem: Problem) -> str:
    assert problem.mark
    return f"{problem.mark.line}:{problem.mark.col} {problem.code} {problem.message}" + (
        f"; {problem.hint}" if problem.hint else ""
    )


def simple(name: str, said: str, source: str = "survey", population: str = "{model: b2b_saas}", more: str = "") -> str:
    return f"{name}: {{measure: cac_payback_months, source: {source}, {said}, population: {population}{more}}}"


def payback(months: Sequence[float]) -> Results:
    """A firm of which the payback of each replication is known."""
    found = results({"cac_blended": count(*months)})
    sample = {("cac_payback_months", "", ""): count(*months), ("arr_end", "", ""): count(*[6e6] * len(months))}
    found.measures.update({**sample, ("arpa", "", ""): count(*[1500.0] * len(months))})
    return found


def beside(found: Results, figures: Sequence[PublicFigure], name: str = "cac_payback_months") -> Usual:
    known = measure_of(name)
    assert known is not None
    return usual_of(name, known, figures, found, firm_of(found))


def test_the_shipped_file_holds_many_figures_each_with_its_source() -> None:
    found = public_figures()
    assert len(found) >= 60
    assert len({figure.measure for figure in found}) >= 30
    assert len({figure.source.publisher for figure in found}) >= 25
    assert sum(figure.n is not None for figure in found) >= 25
    assert all(figure.numbers and figure.source.publisher for figure in found)
    assert {figure.measure for figure in found} >= set(MEASURES)  # none is made for nothing


def test_it_is_found_where_people_look_for_it(project: Path) -> None:
    assert (project / "benchmarks" / "public.yaml").read_bytes() == SHIPPED.read_bytes()


def test_what_is_read_is_what_is_written(tmp_path: Path) -> None:
    (figure,) = figures_of(
        tmp_path,
        "nrr: {measure: nrr_12m, source: survey, quoted_by: a paper, median: 101%, lower_quartile: 95%, n: 40, "
        "population: {model: b2b_saas, currency: USD, contract_value: {low: 12k, high: 25k}}}",
    )
    assert figure.numbers == {"median": 1.01, "lower_quartile": 0.95}
    assert (figure.kind, figure.ends) == ("quartiles", (0.95, None))
    assert told(figure) == (
        "median 101%, lower quartile 95%, contract value 12k to 25k USD, n = 40 (A survey 2024, quoted by a paper)"
    ).replace("median 101%, lower quartile 95%", "lower quartile 95%, median 101%")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (simple("a", "median: 16"), "9:60 E_UNIT `16` has no unit; need whole calendar months; write `16 months`"),
        (simple("a", "median: 16 months", more=", colour: red"), "E_UNKNOWN"),
        (
            simple("a", "median: 16 months", source="survay"),
            "9:44 E_UNKNOWN no source is called `survay`; did you mean `survey`?",
        ),
        (simple("a", "n: 40"), "9:3 E_MISSING `a` says no number; say one of lower_quartile"),
        (
            simple("a", "lower_quartile: 24 months, upper_quartile: 6 months"),
            "E_RANGE lower_quartile `24 months` is above upper_quartile `6 months`",
        ),
        (simple("a", "low: 9 months, high: 6 months"), "E_RANGE low `9 months` is above high `6 months`"),
        (simple("a", "median: 6 months", population="{model: saas}"), "E_CHOICE need `b2b_saas` or"),
        (
            simple("a", "median: 6 months", population="{model: b2b, arr: {low: 1M}}"),
            "E_MISSING an amount of money without its currency",
        ),
        (
            simple("a", "median: 6 months", population="{model: b2b, currency: USD, arr: {low: 2M, high: 1M}}"),
            "E_RANGE low is not below high",
        ),
        (
            "a: {measure: cac_paybak_months, source: survey, median: 6, population: {model: b2b}}",
            "9:16 E_UNKNOWN nothing is measured as `cac_paybak_months`; did you mean `cac_payback_months`?",
        ),
        (
            "a: {measure: leads, source: survey, median: 6, population: {model: b2b}}",
            "9:16 E_UNIT no figure can be in leads",
        ),
        (
            "a: {measure: cac_ratio, source: survey, median: true, population: {model: b2b}}",
            "E_TYPE need a number with its unit",
        ),
        (
            "a: {measure: cac_blended, source: survey, median: 5k, population: {model: b2b}}",
            "E_MISSING an amount of money without its currency",
        ),
        ("a: {measure: cac_ratio, source: survey, median: 6}", "E_MISSING"),
    ],
)
def test_a_wrong_file_is_told_what_is_wrong_and_where(tmp_path: Path, line: str, fault: str) -> None:
    (found,) = faults(tmp_path, line)
    assert fault in found and found.startswith("9:")


def test_quartiles_may_be_one_number(tmp_path: Path) -> None:
    (figure,) = figures_of(
        tmp_path, simple("a", "lower_quartile: 6 months, median: 6 months, upper_quartile: 9 months")
    )
    assert figure.ends == (6, 9)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, simple("a", "median: 16"), simple("b", "median: 6 months", source="nobody"), rest="")
    assert [each.split()[1] for each in found] == ["E_UNKNOWN"] * 4 + ["E_UNIT", "E_UNKNOWN"]  # four sources idle


@pytest.mark.parametrize(
    ("population", "why"),
    [
        ("{model: b2b_saas}", []),
        ("{model: b2b}", []),
        ("{model: subscription}", ["of subscriptions of consumers too"]),
        ("{model: all_industries}", ["of firms of all industries"]),
        ("{model: marketplace}", ["of sellers on a marketplace"]),
        ("{model: b2b, part: ads}", ["of a part of a firm: ads"]),
        ("{model: b2b, segment: enterprise}", ["of large customers alone"]),
        ("{model: b2b, currency: USD}", []),
        ("{model: b2b, currency: CNY}", ["in CNY, this firm is in USD, and no amount is converted"]),
        ("{model: b2b, currency: CNY, arr: {low: 9M}}", ["in CNY, this firm is in USD, and no amount is converted"]),
        ("{model: b2b, currency: USD, arr: {low: 6M}}", []),
        (
            "{model: b2b, currency: USD, arr: {high: 6M}}",
            ["of firms with an ARR of less than 6M USD, this one has 6.00M"],
        ),
        (
            "{model: b2b, currency: USD, arr: {low: 7M}}",
            ["of firms with an ARR of 7M and more USD, this one has 6.00M"],
        ),
        ("{model: b2b, currency: USD, contract_value: {low: 12k, high: 25k}}", []),
        (
            "{model: b2b, currency: USD, contract_value: {high: 12k}}",
            ["of firms with a contract value of less than 12k USD, this one has 18.0k"],
        ),
        ("{model: b2b, terms: annual}", []),
        ("{model: b2b, terms: monthly}", ["of monthly contracts, this firm's are annual"]),
    ],
)
def test_a_figure_is_of_firms_of_its_kind_alone(tmp_path: Path, population: str, why: list[str]) -> None:
    (figure,) = figures_of(tmp_path, simple("a", "median: 16 months", population=population))
    assert unfit(figure, FIRM) == why


def test_few_firms_are_no_usual_and_what_is_not_known_fits_no_band(tmp_path: Path) -> None:
    few, many, band = figures_of(
        tmp_path,
        simple("a", "median: 16 months, n: 29"),
        simple("b", "median: 16 months, n: 30"),
        simple("c", "median: 16 months", population="{model: b2b, currency: USD, arr: {low: 1M}}"),
    )
    assert unfit(few, FIRM) == ["of 29 firms only"] and not unfit(many, FIRM)
    assert unfit(band, FIRM._replace(arr=None)) == ["of firms with an ARR of 1M and more USD, which is not known here"]


@pytest.mark.parametrize(
    ("terms", "kind"),
    [("1 month", "monthly"), ("12 months", "annual"), ("24 months", "annual"), ("6 months", "mixed")],
)
def test_a_firm_is_what_its_run_leaves(terms: str, kind: str) -> None:
    found = payback([10.0, 12.0])
    said = scenario("Firm", f"plan.terms={{small: {terms}}}")
    assert firm_of(Results(**{**vars(found), "scenario": said})) == Firm("USD", 6e6, 18e3, kind)


def test_the_newest_and_the_dated_and_the_counted_are_used(tmp_path: Path) -> None:
    figures = figures_of(
        tmp_path,
        simple("now", "median: 16 months"),
        simple("before", "median: 30 months", source="older"),
        simple("other", "median: 18 months", source="others"),
        simple("long_ago", "median: 40 months", source="ancient"),
        simple("some_day", "median: 50 months", source="undated"),
        simple("thumb", "high: 3 months, rule: true"),
    )
    found = beside(payback([17.0, 17.0]), figures)
    assert [figure.name for figure in found.figures] == ["now", "other"]
    assert (found.low, found.high, found.kind, found.verdict) == (16, 18, "value", "within")
    assert {figure.name: why for figure, why in found.others} == {
        "before": "of 2023, A survey has a newer one",
        "long_ago": "of 2010, the newest one is of 2025",
        "some_day": "its year is not known, that of others is",
        "thumb": "a rule of thumb, and others have counted",
    }
    assert found.text == "usual: about 16 to 18 months (A survey 2024; Others 2025)"
    for alone, text in (
        (figures[3:4], "usual: about 40 months (Ancients 2010)"),
        (figures[4:5], "usual: about 50 months (Nobody knows when)"),
        (figures[5:6], "usual: up to 3 months by a rule of thumb (A survey 2024)"),
        ((), "no public figure"),
    ):
        assert beside(payback([17.0, 17.0]), alone).text == text


def test_quartiles_go_before_ranges_and_these_before_medians(tmp_path: Path) -> None:
    figures = figures_of(
        tmp_path,
        simple("half", "lower_quartile: 6 months, median: 16 months, upper_quartile: 24 months"),
        simple("range", "low: 5 months, high: 12 months", source="others"),
        simple("median", "median: 40 months", source="others"),
    )
    found = beside(payback([25.0, 25.0]), figures)
    assert (found.low, found.high, found.kind, found.verdict) == (6, 24, "quartiles", "above")
    assert found.said_by == "A survey 2024" and found.standing == "in the highest quarter of firms"
    assert (beside(payback([25.0, 25.0]), figures[1:]).span) == "5 to 12 months"


@pytest.mark.parametrize(
    ("value", "low", "high", "kind", "unit", "verdict"),
    [
        (16.0, 6.0, 24.0, "quartiles", "months", "within"),
        (5.0, 6.0, 24.0, "quartiles", "months", "below"),
        (25.0, 6.0, 24.0, "range", "months", "above"),
        (1.0, None, 2.82, "quartiles", "1", "within"),
        (3.0, None, 2.0, "rule", "1", "above"),
        (60.0, 60.0, 60.0, "value", "days", "within"),
        (31.0, 60.0, 60.0, "value", "days", "lower"),
        (29.0, 60.0, 60.0, "value", "days", "far below"),
        (119.0, 60.0, 60.0, "value", "days", "higher"),
        (121.0, 60.0, 60.0, "value", "days", "far above"),
        (0.0, 0.34, 0.34, "value", "share", "far below"),
        (0.81, 0.90, 0.92, "value", "share", "lower"),  # 19 % missing, where 10 are usual
        (0.79, 0.90, 0.92, "value", "share", "far below"),
        (0.97, 0.90, 0.92, "value", "share", "far above"),  # 3 % missing, where 8 are usual
        (0.95, 0.90, 0.92, "value", "share", "higher"),
        (0.97, 1.01, 1.02, "value", "share", "lower"),  # net retention has no such end
        (None, 6.0, 24.0, "range", "months", ""),
        (1.0, None, None, "", "1", ""),
    ],
)
def test_verdicts(
    value: float | None, low: float | None, high: float | None, kind: str, unit: str, verdict: str
) -> None:
    assert verdict_of(value, low, high, kind, unit) == verdict


def test_what_replications_cannot_tell_apart_is_not_outside(tmp_path: Path) -> None:
    figures = figures_of(tmp_path, simple("a", "low: 6 months, high: 24 months"))
    assert beside(payback([24.5, 23.9, 25.4, 24.6]), figures).verdict == "edge"
    assert beside(payback([24.5, 24.6, 24.5, 24.6]), figures).verdict == "above"
    assert beside(payback([5.5, 6.1, 4.6, 5.4]), figures).verdict == "edge"
    assert beside(payback([5.5, 5.4, 5.5, 5.4]), figures).verdict == "below"
    assert "edge" not in OUTSIDE


def test_a_star_says_that_the_source_counts_otherwise(tmp_path: Path) -> None:
    figures = figures_of(
        tmp_path,
        simple("a", "median: 16 months, differs: without margin"),
        simple("b", "median: 18 months", source="others"),
    )
    found = beside(payback([17.0, 17.0]), figures)
    assert found.span in found.text and f"{found.span}*" in found.text
    assert found.differs == ("without margin (A survey 2024)",)
    assert beside(payback([17.0, 17.0]), figures[:1]).differs == ("without margin",)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ((6.0, 24.0, "months"), "6 to 24 months"),
        ((60.0, 60.0, "days", "value"), "about 60 days"),
        ((None, 2.0, "1", "rule"), "up to 2 by a rule of thumb"),
        ((50.0, None, "customers"), "50 and more customers"),
        ((1.01, 1.02, "share"), "101 to 102%"),
        ((0.36, 0.36, "1/year"), "36% a year"),
        ((12.0, 25.0, "1/month"), "12 to 25 a month"),
        ((103.54, 103.54, "USD"), "103.54 USD"),
        ((750e3, 1.72e6, "USD/year"), "750k to 1.72M USD/year"),
    ],
)
def test_ends_are_said_as_they_were_published(said: tuple[float, float, str], text: str) -> None:
    assert span(*said) == text


def test_measures_are_ratios_of_means() -> None:
    money = {
        "new_arr": 1.2e6,
        "net_new_arr": 2e6,
        "arr_end": 6e6,
        "expansion_arr": 0.8e6,
        "churned_arr": 1e6,
        "spend_marketing": 1e6,
        "spend_sales": 2e6,
        "spend_overhead": 0.5e6,
        "revenue": 10e6,
        "wins": 30.0,
        "losses": 50.0,
        "no_decisions": 20.0,
        "leads": 1000.0,
        "sqls": 240.0,
        "customers_end": 300.0,
    }
    said = scenario(
        "Firm",
        "plan.teams.ae={headcount: {2026-01-01: 2, 2026-07-02: 4}, salary: 100k per year, ramp: 3 months}",
        "plan.teams.sdr={headcount: 2}",
        "plan.teams.csm={headcount: 3}",
    )
    empty = results({"cac_blended": count(1.0, 1.0)}, said)
    measures = {(name, "", ""): count(x, x) for name, x in money.items()}
    found = Results(
        **{**vars(empty), "measures": measures, "frame": Frame("2026-01-01", 12, "USD", ("search",), ("small",), ())}
    )
    days = (datetime.date(2026, 7, 2) - datetime.date(2026, 1, 1)).days
    sellers = (2 * days + 4 * (365 - days)) / 365
    expected = {
        "arr_growth": 0.5,
        "gross_dollar_churn": 0.2,
        "expansion_share": 0.4,
        "sales_marketing_share": 0.35,
        "marketing_share": 0.1,
        "rest_of_firm_share": None,
        "lead_to_customer": 0.03,
        "no_decision_share": 0.2,
        "new_arr_per_seller": 1.2e6 / sellers,
        "new_arr_to_pay": 12.0 / sellers,
        "seller_ramp": 3.0,
        "seller_attrition": None,
        "sellers_per_sdr": sellers / 2,
        "opportunities_per_sdr": 10.0,
        "arr_per_csm": 2e6,
        "customers_per_csm": 100.0,
    }
    assert expected.keys() == MEASURES.keys()
    for name, value in expected.items():
        assert MEASURES[name].value(found) == (None if value is None else pytest.approx(value)), name
    nobody = Results(**{**vars(found), "scenario": scenario()})
    assert all(MEASURES[name].value(nobody) is None for name in expected if name.endswith(("seller", "_sdr", "_csm")))


def test_a_metric_is_found_by_its_other_names_and_nothing_else_is() -> None:
    assert gtmsim.usual("win_rate_incl_no_decision").measure == "win_rate_broad"
    assert gtmsim.usual("arr_end").text == "no public figure"
    assert "median 16 months" in repr(gtmsim.usual("cac_payback_months"))
    with pytest.raises(StudyError, match="nothing is measured as `payback`; did you mean `cac_payback_months`"):
        gtmsim.usual("payback")


def test_results_know_what_is_usual_of_firms_like_theirs() -> None:
    found = payback([30.0, 31.0])
    assert found.usual("cac_payback_months").verdict == "above"
    told_of = {each.measure: each for each in usuals(found)}
    assert told_of["win_rate_broad"].value is None and told_of["win_rate_broad"].verdict == ""
    assert told_of["cost_per_lead"].text == "no public figure for a firm like this"
    kept = found.usual("nrr_12m")
    assert {figure.name for figure in kept.figures} == {
        *("nrr_benchmarkit", "nrr_saas_capital", "nrr_12k", "nrr_optifai_small"),
    }
    in_yuan = Results(**{**vars(found), "frame": found.frame._replace(currency="CNY")})
    assert {figure.name for figure in in_yuan.usual("nrr_12m").figures} == {"nrr_benchmarkit", "nrr_saas_capital"}
    assert in_yuan.usual("new_arr_per_seller").text == "no public figure for a firm like this"


@pytest.mark.parametrize(
    ("arr", "currency", "text"),
    [
        (8e6, "USD", "usual: about 1.14 (KBCM 2019)"),
        (2e6, "USD", "no public figure for a firm like this"),
        (8e6, "EUR", "no public figure for a firm like this"),
    ],
)
def test_a_ratio_of_all_that_is_gained_has_its_figure_where_firms_are_alike(
    arr: float, currency: str, text: str
) -> None:
    found = results({"arr_end": count(arr, arr)})
    measures = {**found.measures, ("blended_cac_ratio", "", ""): ratio([2.0, 2.2], [2.0, 2.0])}
    frame = found.frame._replace(currency=currency)
    there = Results(**{**vars(found), "measures": measures, "frame": frame})
    assert there.usual("blended_cac_ratio").text == text


def test_the_summary_holds_firm_figures_and_reasons() -> None:
    usual = beside_all(payback([30.0, 31.0]))
    assert usual["firm"] == {
        "scenario": "Firm",
        "currency": "USD",
        "arr": 6e6,
        "contract_value": 18e3,
        "terms": "annual",
    }
    entry = usual["measures"]["cac_payback_months"]
    assert (entry["value"], entry["low"], entry["high"], entry["verdict"]) == (30.5, 6, 24, "above")
    first = entry["figures"][0]
    assert (first["source"], first["year"], first["n"], first["median"]) == ("Aleph and Benchmarkit", 2026, 342, 16)
    assert first["population"] == {"model": "b2b_saas"} and "quoted_by" not in first
    refused = {each["name"]: each["why"] for each in usual["measures"]["cac_ratio"]["refused"]}
    assert refused["cac_ratio_pacific_crest"] == "of 2016, the newest one is of 2025"


def test_a_share_over_all_replications_is_a_ratio_of_sums() -> None:
    found = results({"win_rate": ratio([1.0, 3.0], [10.0, 10.0])})
    known = measure_of("win_rate")
    assert known is not None and known.value(found) == pytest.approx(0.2)
