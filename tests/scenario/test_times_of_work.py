"""A working day has 8 hours; a bare number counts what is usual; months of a year are beside their mean."""

from pathlib import Path

import pytest

from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load, warnings_of

BASE = Path(__file__).parent.parent.parent / "scenarios" / "baseline.yaml"
SEASONS = "market.channels.partners.seasonality"


@pytest.mark.parametrize(
    ("change", "code", "hint"),
    [
        ("market.selling.stages.demo.selling_time=3 days", "E_UNIT", "write `24h` or `72h`"),
        ("market.selling.stages.proposal.selling_time={mean: 0.25 days, cv: 0.4}", "E_UNIT", "write `2h` or `6h`"),
        ("market.segments.mid.csm_hours={value: 1.5 days, source: CRM}", "E_UNIT", "write `12h` or `36h`"),
        ("market.segments.mid.csm_hours=1 week", "E_UNIT", "write `40h` or `168h`"),
        ("market.segments.mid.csm_hours=1 month", "E_UNIT", "say its hours"),
        ("market.qualification.out_of_market.handling_time=45", "E_UNIT", "write `45 minutes`"),
        ("market.selling.stages.demo.selling_time={mean: 90, cv: 0.4}", "E_UNIT", "write `90h` or `90 minutes`"),
        ("plan.teams.ae.ramp=4", "E_UNIT", "write `4 days`, `4 weeks` or `4 months`"),
        ("market.selling.buying_window={median: 11, sigma: 0.5}", "E_UNIT", "`11 weeks` or `11 months`"),
        (f"{SEASONS}=[7%, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", "E_TYPE", "write `0.84`"),
        (f"{SEASONS}=[12, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", "E_RANGE", "write `1.44`"),
        ("plan.renewal_price_increase=1.05", "E_RANGE", "write `5%`"),
        ("plan.renewal_price_increase=1.7", "E_RANGE", "`17%` or `1.7%`"),
    ],
)  # fmt: skip
def test_what_could_be_meant_is_offered(change: str, code: str, hint: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(BASE, [change])
    (problem,) = caught.value.problems
    assert problem.code == code and hint in problem.hint, problem


@pytest.mark.parametrize(
    ("change", "where", "words"),
    [
        ("plan.teams.sdr.salary=300 per day", "plan.teams.sdr.salary", "write `66k` if about 220 days"),
        ("plan.teams.csm.salary=40 per hour", "plan.teams.csm.salary", "write `70.4k` if about 220 days of 8 hours"),
        (f"{SEASONS}=[{', '.join(['0.1'] * 8 + ['0.05'] * 4)}]", SEASONS, "write `[1.2, 1.2, 1.2,"),
        (f"{SEASONS}=[{', '.join(['4', '3'] * 6)}]", SEASONS, "the mean of the twelve is 3.5"),
    ],
)
def test_pay_for_days_and_parts_of_a_year_are_told(change: str, where: str, words: str) -> None:
    assert [each for each in warnings_of(load(BASE, [change])) if dotted(each.path) == where and words in str(each)]


@pytest.mark.parametrize(
    "change",
    [
        "market.selling.stages.demo.selling_time={mean: 20h, cv: 0.5}",
        "market.selling.stages.demo.selling_time={mean: 200 minutes, cv: 0.5}",
        "plan.teams.sdr.salary=1.4k per week",
        f"{SEASONS}=[0.6, 0.7, 1, 1.2, 1.4, 1.3, 0.6, 0.5, 1.1, 1.3, 1.2, 0.8]",
    ],
)
def test_what_is_usual_is_not_asked_about(change: str) -> None:
    known = {each.message for each in warnings_of(load(BASE))}
    assert not [each for each in warnings_of(load(BASE, [change])) if each.message not in known]
