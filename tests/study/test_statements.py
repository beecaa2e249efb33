"""Statements over replications: periods and their names, sums and balances, and how they are asked for."""

import numpy as np
import pytest

from gtmsim.metrics.statements import ROWS, STOCKS
from gtmsim.study.problems import StudyError
from gtmsim.study.results import Frame
from gtmsim.study.statements import Statements, labels, statements

MONTHS = 7


def frame(start: str = "2026-01-01", months: int = MONTHS) -> Frame:
    return Frame(start, months, "EUR", (), (), ())


def made(every: str = "quarter", cash_known: bool = True) -> Statements:
    """Two replications: 1, 2, 3 .. a month, and ten times as much; cash falls below 0 in the second, in May."""
    months = np.arange(1, MONTHS + 1)
    flow = np.array([100 * months, 1_000 * months])
    lines = {row.name: np.column_stack(([50, 500], flow)) if row.name in STOCKS else flow for row in ROWS}
    lines["cash"] = np.array([[100] * (MONTHS + 1), [100, 100, 100, 100, 100, -1, 100, 100]])
    return statements(lines, frame(), every, cash_known)  # type: ignore[arg-type]


def test_quarters_add_up_what_happens_and_keep_balances() -> None:
    found = made()
    assert found.periods == ("2026 Q1", "2026 Q2", "2026-07")
    assert found.lines["revenue"].tolist() == [[600, 1_500, 700], [6_000, 15_000, 7_000]]
    assert found.lines["assets"].tolist() == [[300, 600, 700], [3_000, 6_000, 7_000]]
    assert found.day_0["assets"].tolist() == [50, 500]
    assert found.values("revenue")[0].tolist() == [6.0, 15.0, 7.0]
    assert [each.mean for each in found.estimates("revenue")] == [33.0, 82.5, 38.5]


def test_months_are_as_they_are() -> None:
    found = made("month")
    assert found.periods[0] == "2026-01" and len(found.periods) == MONTHS
    assert found.lines["revenue"][0].tolist() == [100, 200, 300, 400, 500, 600, 700]
    assert found.lines["assets"][1].tolist() == [1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000]


@pytest.mark.parametrize(
    ("start", "months", "names"),
    [
        ("2026-04-01", 6, ["2026 Q2", "2026 Q3"]),
        ("2026-11-01", 4, ["2026-11 to 2027-01", "2027-02"]),
        ("2026-10-01", 5, ["2026 Q4", "2027-01 to 2027-02"]),
    ],
)
def test_a_quarter_has_its_name_of_the_calendar_or_says_its_months(start: str, months: int, names: list[str]) -> None:
    assert list(labels(frame(start, months), 3)) == names


def test_money_that_has_ended_stays_ended() -> None:
    shares = [each.mean for each in made("month").cash_out()]
    assert shares == [0.0, 0.0, 0.0, 0.0, 0.5, 0.5, 0.5]
    assert [each.mean for each in made().cash_out()] == [0.0, 0.5, 0.5]
    assert made().cash_out()[1].estimator == "share of replications, Wilson"
    assert made(cash_known=False).cash_out() == []


def test_every_line_is_told_with_day_0_for_balances() -> None:
    entries = list(made().entries())
    assert len(entries) == sum(3 + row.stock for row in ROWS)
    (one,) = (each for each in entries if each.line == "assets" and each.period == "day 0")
    assert one[3:6] == (2.75, 0.5, 5.0)
    assert (one.low95, one.high95) == pytest.approx((2.75 - 12.706 * 2.25, 2.75 + 12.706 * 2.25), abs=1e-3)


def test_as_the_summary_has_it() -> None:
    found = made().summary()
    intervals = list(zip(*(each.ci95 for each in made().estimates("revenue")), strict=True))
    assert found["periods"] == ["2026 Q1", "2026 Q2", "2026-07"]
    assert found["profit and loss"]["revenue"] == {
        "mean": [33.0, 82.5, 38.5],
        "p10": [6.0, 15.0, 7.0],
        "p90": [60.0, 150.0, 70.0],
        "low95": [pytest.approx(x) for x in intervals[0]],
        "high95": [pytest.approx(x) for x in intervals[1]],
    }
    assert len(found["balance"]["assets"]["mean"]) == 4
    assert found["cash_out"][1]["mean"] == 0.5
    assert "cash_out" not in made(cash_known=False).summary()


def test_as_a_table() -> None:
    text = repr(made())
    assert text.startswith("Means in EUR\n")
    assert "EBITDA" in text and "2026 Q2" in text and "retained earnings" in text


def test_another_period_is_refused() -> None:
    with pytest.raises(StudyError, match="by month or by quarter, not by 'year'"):
        made("year")
