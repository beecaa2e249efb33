"""From the numbers that a firm knows to a scenario that brings them."""

import datetime
from collections.abc import Iterator

import pytest

from gtmsim.options import FIRM
from gtmsim.scenario.load import load_text
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.firm import calibrate
from gtmsim.study.firm.answers import NAMES, QUESTIONS, answers, named, read
from gtmsim.study.firm.calibrate import Calibrated, calibrated
from gtmsim.study.firm.derived import first
from gtmsim.study.firm.text import figures, money, text_of
from gtmsim.study.problems import StudyError
from gtmsim.study.results import Results
from gtmsim.study.start import sustained
from gtmsim.study.today import today

START = datetime.date(2026, 1, 1)
SAID = {
    **{"arr": "6M", "acv": "24k", "churn": "15%", "nrr": "104%", "mql_rate": "50%", "sql_rate": "30%"},
    **{"win_rate": "25%", "cycle": 75, "sdr": 2, "ae": 4, "csm": 3, "cash": "2M"},
    "leads": {"ads": 90, "word of mouth": 40},
    "spend": {"ads": "20k"},
}


@pytest.fixture(scope="module")
def found() -> Iterator[Calibrated]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calibrate, "DEALS", 400.0)
        patch.setattr(calibrate, "ROUNDS", (1.0, 3.0, 3.0, 3.0))
        yield calibrated(answers(SAID), START)


@pytest.fixture(scope="module")
def scenario(found: Calibrated) -> Scenario:
    return load_text(text_of(found.said, found.found, START))


@pytest.fixture(scope="module")
def lived(scenario: Scenario) -> Results:
    """Another luck than that of the calibration."""
    return today(scenario.model_copy(update={"run": scenario.run.model_copy(update={"seed": 7})}), 6)


@pytest.mark.parametrize(
    ("metric", "place", "said", "within"),
    [
        ("leads", ("channel", "ads"), 12 * 90, 0.05),
        ("leads", ("channel", "word_of_mouth"), 12 * 40, 0.06),
        ("cost_per_lead", ("channel", "ads"), 20_000 / 90, 0.05),
        ("lead_to_mql_rate", ("", ""), 0.5, 0.05),
        ("mql_to_sql_rate", ("", ""), 0.3, 0.1),
        ("win_rate_broad", ("", ""), 0.25, 0.1),
        ("sales_cycle_days", ("", ""), 75, 0.1),
        ("logo_churn_12m", ("", ""), 0.15, 0.15),
        ("nrr_12m", ("", ""), 1.04, 0.04),
        ("average_contract_value", ("", ""), 24_000, 0.1),
        ("utilisation", ("team", "sdr"), 0.75, 0.1),
        ("utilisation", ("team", "ae"), 0.75, 0.15),
    ],
)
def test_the_firm_brings_what_was_said(
    lived: Results, metric: str, place: tuple[str, str], said: float, within: float
) -> None:
    assert lived.estimate(metric, *place).mean == pytest.approx(said, rel=within)


def test_day_0_is_what_was_said(lived: Results) -> None:
    assert 12 * lived.monthly["mrr_start"][:, 0].mean() == pytest.approx(6e6, rel=0.05)
    assert lived.scenario.run.initial.customers == {"customers": 250}


def test_the_open_deals_are_those_that_the_plan_sustains(scenario: Scenario) -> None:
    from gtmsim.engine.reference import simulate

    _, low, high = sustained(scenario, simulate)
    assert low <= scenario.run.initial.pipeline["customers"] <= high


def test_nothing_is_beware_of(found: Calibrated) -> None:
    assert not found.beware and found.said.count == 14 + 4


def test_what_cannot_be_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibrate, "DEALS", 200.0)
    monkeypatch.setattr(calibrate, "ROUNDS", (1.0,))
    crowded = answers({**SAID, "leads": {"ads": 1800}, "sdr": 2, "csm": 200})
    sdr, ae, csm = calibrated(crowded, START).beware[:3]
    assert sdr.startswith("your 2 SDRs cannot qualify 900 MQLs a month: even at 0.5")
    assert ae.startswith("your 4 AEs cannot work 270 opportunities a month")
    assert csm.startswith("your 200 CSMs are ") and "say fewer people (--csm)" in csm


def test_customers_follow_from_two_numbers() -> None:
    assert first(answers({"arr": "10M", "acv": "40k"})).customers == 250


@pytest.mark.parametrize(("churn", "nrr"), [("12%", "102%"), ("10%", "88%"), ("20%", "130%"), ("5%", "95%")])
def test_who_stays_grows_as_nrr_says(churn: str, nrr: str) -> None:
    said = answers({"churn": churn, "nrr": nrr})
    found = first(said)
    stay = 1 + found.expansion * found.expansion_size - 0.25 * found.contraction
    assert (1 - said["churn"]) * stay == pytest.approx(said["nrr"])
    assert 0 <= found.expansion <= 0.9 and 0 <= found.contraction <= 0.9


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("arr", "5M", 5e6),
        ("arr", "5000000", 5e6),
        ("acv", "1.5k per month", 18_000),
        ("churn", "12%", 0.12),
        ("churn", "0.12", 0.12),
        ("cycle", "60", 60),
        ("cycle", "2 months", 60.875),
        ("sdr", "2", 2),
    ],
)
def test_numbers_are_read_as_people_say_them(name: str, text: str, value: float) -> None:
    question = next(question for question in QUESTIONS if question.name == name)
    assert read(question, text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"churn": "12"}, "churn: `12` is no share; write `12%`"),
        ({"ar": "5M"}, "ar: nobody asks for that; did you mean `arr`?"),
        ({"sdr": "two"}, "sdr: need a whole number, got `two`; write `2`"),
        ({"arr": "5k", "acv": "18k"}, "arr: less than one customer pays"),
        ({"arr": "9M", "acv": "60"}, "acv: more than 100,000 customers"),
        ({"ae": 0}, "ae: somebody sells"),
        ({"nrr": "190%", "churn": "50%"}, "nrr: those who stay would have to pay more than twice"),
        ({"leads": {"a": 5}, "spend": {"b": "2k"}}, "spend b: nothing says how many leads it brings"),
        ({"leads": {}}, "leads: say how many leads a month"),
        ({"leads": 200}, "leads: say it channel by channel"),
        ({"currency": "Euro"}, "currency: `Euro` is no code"),
        ({"cycle": "60 weeks per day"}, "cycle: "),
        ({"win_rate": "95%"}, "win_rate: `95%` cannot be; from 0.5% to 90%"),
    ],
)
def test_what_cannot_be_read_is_said(said: dict[str, object], line: str) -> None:
    with pytest.raises(StudyError) as error:
        answers(said)
    assert any(each.startswith(line) for each in str(error.value).splitlines()), str(error.value)


def test_all_that_is_wrong_is_said_at_once_with_its_place() -> None:
    with pytest.raises(StudyError) as error:
        answers({"churn": "12", "sdr": "x"}, {"churn": "firm.yaml:3: "})
    assert str(error.value).splitlines()[0].startswith("firm.yaml:3: churn: ") and "\nsdr: " in str(error.value)


def test_fewer_than_thirty_numbers_are_asked() -> None:
    assert answers({}).count == 20
    assert tuple(name for name, _ in FIRM) == NAMES


@pytest.mark.parametrize(
    ("x", "text"), [(7.885, "7.88"), (0.745, "0.745"), (1234.5678, "1235"), (0.0001234, "0.0001234")]
)
def test_figures_are_read_in_one_way(x: float, text: str) -> None:
    assert figures(x) in (text, "7.89")


def test_money_is_written_as_people_do() -> None:
    assert [money(x) for x in (3e6, 25_000, 82_500, 1_234_567, 950, 0)] == ["3M", "25k", "82.5k", "1234567", "950", "0"]


def test_channels_have_names_that_a_path_can_write() -> None:
    assert [named(name) for name in ("LinkedIn Ads", "word-of-mouth", "搜索", "!")] == [
        *("linkedin_ads", "word_of_mouth", "搜索", "channel"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"sdr": 0, "csm": 0},
        {"leads": {f"channel {i}": 10 + i for i in range(20)}},
        {"arr": "300k", "acv": "100k", "cycle": "1 year", "win_rate": "5%"},
        {"currency": "CNY", "arr": "90M", "acv": "6k", "nrr": "70%", "cash": "-1M", "gross_margin": 1},
    ],
)
def test_every_firm_is_a_valid_scenario(said: dict[str, object]) -> None:
    firm = answers(said)
    text = text_of(firm, first(firm), START, "Ours: 50 % more", "my plan.yaml")
    assert load_text(text).name == "Ours: 50 % more"
