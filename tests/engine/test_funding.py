"""Rounds and loans, row by row; and that they move nothing but money."""

import numpy as np
import pytest
from engine.timetable import by_hand, lived

from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.metrics import BooksError, audit, measure
from gtmsim.metrics.ledger import Ledger
from gtmsim.scenario.load import load, load_text
from gtmsim.scenario.resolve import resolve

TEXT = """
    name: funded
    market:
      segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%}}
      committees: {one: {roles: {boss: {}}}}
      qualification: {in_market: {sql_rate: 100%}}
    plan:
      other_opex: 1k per month
      funding:
        seed: {date: 2026-02-01, amount: 50k}
        bridge: {date: 2026-01-01, amount: 12k, repaid: 2026-03-11, interest: 10% per year}
        late: {date: 2026-03-31, amount: 1k, repaid: 2027-01-01}
    run: {start: 2026-01-01, months: 3, initial: {cash: 5k}, run_off: false}
"""


def test_money_comes_and_goes_on_its_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """The books of January close before the round of 1 February; a third of March bears interest."""
    assert lived(monkeypatch, TEXT) == by_hand("""
        2026-01-01 00:00  BORROWED     - amount=1200000
        2026-02-01 00:00  OTHER_OPEX   - amount=100000
        2026-02-01 00:00  INTEREST     - amount=10000
        2026-02-01 00:00  MONTH_CLOSED - segment=firms
        2026-02-01 00:00  RAISED       - detail=2 amount=5000000
        2026-03-01 00:00  OTHER_OPEX   - detail=1 amount=100000
        2026-03-01 00:00  INTEREST     - detail=1 amount=10000
        2026-03-01 00:00  MONTH_CLOSED - detail=1 segment=firms
        2026-03-11 00:00  REPAID       - amount=1200000
        2026-03-31 00:00  BORROWED     - detail=1 amount=100000
        2026-04-01 00:00  OTHER_OPEX   - detail=2 amount=100000
        2026-04-01 00:00  INTEREST     - detail=2 amount=3226
        2026-04-01 00:00  MONTH_CLOSED - detail=2 segment=firms
    """)


def test_statements_of_a_funded_firm() -> None:
    journal = simulate(resolve(load_text(TEXT)), 0)
    audit(journal)
    found = {name: cents.tolist() for name, cents in Ledger(journal).statements.lines.items()}
    assert found["operating_cash_flow"] == [-110_000, -110_000, -103_226]
    assert found["raised"] == [0, 5_000_000, 0]
    assert (found["borrowed"], found["repaid"]) == ([1_200_000, 0, 100_000], [0, 0, 1_200_000])
    assert found["cash"] == [500_000, 1_590_000, 6_480_000, 5_276_774]
    assert found["ebitda"] == [-100_000] * 3
    assert found["interest"] == [10_000, 10_000, 3_226]
    assert found["profit"] == [-110_000, -110_000, -103_226]
    assert (found["debt"], found["paid_in_equity"]) == (
        [0, 1_200_000, 1_200_000, 100_000],
        [0, 0, 5_000_000, 5_000_000],
    )
    assert found["retained_earnings"] == [0, -110_000, -220_000, -323_226]
    assert found["assets"] == found["liabilities_and_equity"]
    values = measure(journal).values
    assert values["funding", "", ""].x == 51_000  # type: ignore[union-attr]
    assert values["interest", "", ""].x == 232.26  # type: ignore[union-attr]
    assert values["burn", "", ""].x == pytest.approx(3_232.26 / 3)  # type: ignore[union-attr]
    assert values["cash_lowest", "", ""].x == 5_000  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("drop", "change", "what"),
    [
        (Kind.BORROWED, None, "a loan is repaid once, as a whole"),
        (Kind.RAISED, 0, "funding has an amount"),
        (Kind.REPAID, 1_199_999, "a loan is repaid once, as a whole"),
    ],
)
def test_wrong_funding_stops_the_run(drop: Kind, change: int | None, what: str) -> None:
    journal = simulate(resolve(load_text(TEXT)), 0)
    rows = [list(row) for row in journal.rows()]
    place = next(i for i, row in enumerate(rows) if row[1] == drop)
    if change is None:
        del rows[place]
    else:
        rows[place][7] = change
    with pytest.raises(BooksError, match=what):
        audit(type(journal).of_rows(journal.header, [tuple(row) for row in rows]))


def test_funding_moves_nothing_but_money() -> None:
    """A round changes no row of anybody: the firm's plan spends what it spends."""
    everything = "tests/scenarios/everything.yaml"
    off = "plan.policies.cash_policy=null"
    with_, without = (simulate(resolve(load(everything, sets)), 1) for sets in ([off], [off, "plan.funding=null"]))
    ours = np.isin(with_.kind, (Kind.RAISED, Kind.BORROWED, Kind.REPAID, Kind.INTEREST))
    assert ours.sum() > 3
    assert [row for row, mine in zip(with_.rows(), ours, strict=True) if not mine] == list(without.rows())
