"""One contract for each term and billing through profit and loss, cash flow and balance, by hand, in cents."""

from typing import Any

import numpy as np
import pytest
from metrics.by_hand import Story

from gtmsim.journal.chart import CHART, MONEY, OF_FUNCTION, line_of, wrong_with
from gtmsim.journal.kinds import Kind
from gtmsim.mechanisms.staff.rules import FUNCTIONS
from gtmsim.metrics import BooksError, audit
from gtmsim.metrics.closing import statements_close
from gtmsim.metrics.ledger import ledger_of
from gtmsim.metrics.statements import ROWS, STOCKS

JANUARY, FEBRUARY, MARCH, APRIL, MAY = 0, 31, 59, 90, 120  # first days of the months of 2026
MRR = 10_000  # cents
CASH = 1_000_000
Lines = dict[str, list[int]]


def story(months: int = 4, **said: Any) -> Story:
    """Months in which serving costs a fifth."""
    return Story(months, cash=CASH, **said)


def billed(told: Story, day: float, who: int, months: int, mrr: int = MRR) -> None:
    """A bill, and what it costs to serve its months."""
    told.at(day, Kind.INVOICED, who, detail=months, amount=mrr * months)
    told.at(day, Kind.COGS, who, amount=mrr * months // 5)


def lines(told: Story) -> Lines:
    """The statements of a journal that the audit passes [cents]."""
    journal = told.journal()
    audit(journal)
    return {name: amounts.tolist() for name, amounts in ledger_of(journal).statements.lines.items()}


def check(found: Lines, revenue: list[int], deferred: list[int], hosting: list[int], prepaid: list[int]) -> None:
    """A firm with nothing but one contract: what it earns, and what follows of that in all three statements."""
    assert found["revenue"] == found["recognised"] == revenue
    assert found["deferred_revenue"] == deferred
    assert found["hosting"] == found["cost_of_revenue"] == hosting
    assert found["prepaid"] == prepaid
    profit = [earned - cost for earned, cost in zip(revenue, hosting, strict=True)]
    assert found["gross_profit"] == found["ebitda"] == profit
    assert found["retained_earnings"] == [0, *np.cumsum(profit).tolist()]
    assert found["opening_equity"] == [CASH + prepaid[0] - deferred[0]] * len(deferred)
    assert found["net_cash_flow"] == (np.array(found["billings"]) - np.array(found["payments"])).tolist()
    assert found["cash"] == [CASH, *(CASH + np.cumsum(found["net_cash_flow"])).tolist()]
    assert found["receivables"] == [0] * len(deferred)
    assert found["receipts"] == found["billings"] == found["collections"]
    assert found["assets"] == found["liabilities_and_equity"]
    assert found["assets"] == [a + b for a, b in zip(found["cash"], prepaid, strict=True)]


def test_a_year_billed_at_once_from_the_first_of_a_month() -> None:
    told = story()
    told.customer(JANUARY, 1)
    billed(told, JANUARY, 1, 12)
    found = lines(told)
    assert found["bookings"] == [120_000, 0, 0, 0]
    assert found["billings"] == [120_000, 0, 0, 0]
    assert found["payments"] == [24_000, 0, 0, 0]
    check(found, [10_000] * 4, [0, 110_000, 100_000, 90_000, 80_000], [2_000] * 4, [0, 22_000, 20_000, 18_000, 16_000])


def test_a_year_from_the_middle_of_a_month() -> None:
    told = story(14)
    told.customer(JANUARY + 15, 1)  # 16 of the 31 days of January are left
    billed(told, JANUARY + 15, 1, 12)
    told.due(365 + 15, 1)
    billed(told, 365 + 15, 1, 12)
    found = lines(told)
    # 10,000 x 16/31 = 5,161.29 in January, rounded down; each later month has 10,000 more, to the cent.
    year = [5_161, *[10_000] * 11, 4_839]
    assert found["revenue"] == [*year[:12], year[12] + 5_161, 10_000]
    assert found["deferred_revenue"][1:4] == [114_839, 104_839, 94_839]
    assert found["deferred_revenue"][12:] == [4_839, 114_839, 104_839]
    assert found["hosting"][:3] == [1_032, 2_000, 2_000]  # 2,000 x 16/31 = 1,032.26
    assert sum(found["billings"]) == 240_000


def test_months_billed_one_by_one_from_the_last_day_of_a_month() -> None:
    told = story()
    told.customer(JANUARY + 30, 1)
    billed(told, JANUARY + 30, 1, 1)
    for renewal, day in enumerate((FEBRUARY + 27, MARCH + 30, APRIL + 29), 1):  # the 28th, the 31st, the 30th
        told.due(day, 1, renewal)
        billed(told, day, 1, 1)
    # The first bill is for 1/31 + 27/28 of a month, of which January has 1/31: 323.69. The second is for 1/28 + 30/31,
    # of which February has 1/28: 355.91. The third is for 1/31 + 29/30, of which March has 1/31: 322.93.
    # The fourth, until 31 May, is for 1/30 + 30/31, of which April has 1/30: 332.97.
    january, february, march, april = 323, 355, 322, 332
    revenue = [january, 10_000 - january + february, 10_000 - february + march, 10_000 - march + april]
    costs = [64, 2_000 - 64 + 71, 2_000 - 71 + 64, 2_000 - 64 + 66]
    deferred = [0, *(10_000 - part for part in (january, february, march, april))]
    check(lines(told), revenue, deferred, costs, [0, 1_936, 1_929, 1_936, 1_934])


def test_a_quarter_billed_at_a_time() -> None:
    told = story()
    told.customer(FEBRUARY, 1)
    billed(told, FEBRUARY, 1, 3)
    check(
        lines(told),
        [0, 10_000, 10_000, 10_000],
        [0, 0, 20_000, 10_000, 0],
        [0, 2_000, 2_000, 2_000],
        [0, 0, 4_000, 2_000, 0],
    )


def test_two_years_are_billed_year_by_year() -> None:
    told = story(14)
    told.customer(JANUARY, 1)
    billed(told, JANUARY, 1, 12)
    billed(told, 365, 1, 12)
    found = lines(told)
    check(
        found,
        [10_000] * 14,
        [0, *range(110_000, -1, -10_000), 110_000, 100_000],
        [2_000] * 14,
        [0, *range(22_000, -1, -2_000), 22_000, 20_000],
    )
    assert found["bookings"][0] == 120_000


def test_day_0_owes_what_was_paid_before() -> None:
    told = story()
    told.opening(1, age=100.0)  # since 23 September: 8/30 of that month and three more are served, of twelve
    deferred = [87_334, 77_334, 67_334, 57_334, 47_334]  # 120,000 x (12 - 3 - 8/30) / 12 = 87,333.33, rounded up
    prepaid = [17_467, 15_467, 13_467, 11_467, 9_467]
    check(lines(told), [10_000] * 4, deferred, [2_000] * 4, prepaid)


def test_day_0_knows_the_terms_of_its_contracts() -> None:
    told = story(found_terms=(3, 18))
    told.opening(1, age=122.0)  # 1 September: paid until 1 March
    told.opening(2, age=457.0, segment=1)  # 1 October of the year before: the last 6 of 18 months, paid until 1 April
    told.due(MARCH, 1)
    billed(told, MARCH, 1, 3)
    found = lines(told)
    assert found["deferred_revenue"] == [20_000 + 30_000, 10_000 + 20_000, 10_000, 20_000, 10_000]
    assert found["revenue"] == [20_000, 20_000, 20_000, 10_000]


def test_day_0_knows_how_its_customers_are_billed() -> None:
    told = story(found_terms=(12, 24), found_billing=(3, 60))
    told.opening(1, age=122.0)  # 1 September, by the quarter: paid until 1 March
    told.opening(2, age=122.0, segment=1)  # two years at once: 20 of 24 months are left
    told.opening(3, age=122.0, term=1)  # on a monthly contract, of which the bill of day 0 counts as one of before
    found = lines(told)
    assert found["deferred_revenue"][:3] == [20_000 + 200_000 + 10_000, 10_000 + 190_000, 180_000]
    assert found["revenue"][0] == 30_000


def test_a_contract_of_the_31st_is_known_by_its_next_bill() -> None:
    told = story(found_terms=(1, 12))
    told.opening(1, age=32.0)  # 30 November, clamped: the contract runs from 31 December on, to 31 January
    told.due(JANUARY + 30, 1)
    billed(told, JANUARY + 30, 1, 1)
    found = lines(told)
    # 1/31 of a month is served on day 0, 30/31 of January are left; the next bill earns 323 in January as above.
    assert found["deferred_revenue"][0] == 9_678
    assert found["revenue"][0] == 9_677 + 1 + 323


def test_a_firm_that_closes_is_credited_and_the_rest_is_earned() -> None:
    told = story()
    told.customer(JANUARY, 1)
    billed(told, JANUARY, 1, 12)
    told.fail(MARCH + 9, 1)
    told.at(MARCH + 9, Kind.CREDITED, 1, amount=-97_000)
    told.at(MARCH + 9, Kind.COGS, 1, amount=-19_400)
    found = lines(told)
    assert found["billings"] == [120_000, 0, -97_000, 0]
    check(
        found,
        [10_000, 10_000, 3_000, 0],
        [0, 110_000, 100_000, 0, 0],
        [2_000, 2_000, 600, 0],
        [0, 22_000, 20_000, 0, 0],
    )


def test_a_customer_of_day_0_that_closes_leaves_what_it_had_paid() -> None:
    told = story()
    told.opening(1, age=31.0)  # since 1 December
    told.fail(FEBRUARY + 3, 1)
    found = lines(told)
    assert found["revenue"] == [10_000, 100_000, 0, 0]
    assert found["deferred_revenue"] == [110_000, 100_000, 0, 0, 0]


def test_who_leaves_and_comes_back_begins_anew() -> None:
    told = story()
    told.customer(JANUARY, 1)
    billed(told, JANUARY, 1, 1)
    told.due(FEBRUARY, 1, renewed=False)
    told.move(MARCH, Kind.REACTIVATED, 1, 6_000)
    billed(told, MARCH, 1, 1, 6_000)
    found = lines(told)
    assert found["revenue"] == [10_000, 0, 6_000, 0]
    assert found["bookings"] == [120_000, 0, 72_000, 0]


def test_every_cost_is_on_its_line() -> None:
    told = story(2, spend={"ads": 1_000})
    told.post(0, Kind.SALARY, team=0, amount=1)
    told.post(0, Kind.SALARY, team=1, amount=20)
    told.post(0, Kind.SALARY, team=2, amount=300)
    for month, (kind, amount) in enumerate(((Kind.OVERHEAD, 7), (Kind.PROGRAMME, 11))):
        told.post(month, kind, amount=amount)
    told.post(1, Kind.BRAND_SPEND, amount=13)
    told.post(1, Kind.COMMUNITY_COST, amount=17)
    told.post(1, Kind.RESEARCH, amount=4_000)
    told.post(1, Kind.ADMINISTRATION, amount=50_000)
    told.post(1, Kind.OTHER_OPEX, amount=600_000)
    for month in range(2):
        told.post(month, Kind.GOODWILL, value=1.0)
    found = lines(told)
    assert (found["sales"], found["success"]) == ([21, 0], [300, 0])
    assert found["marketing"] == [31_000, 28_000 + 11 + 13 + 17]
    assert found["overhead"] == [7, 0]
    assert (found["research"], found["administration"], found["other"]) == ([0, 4_000], [0, 50_000], [0, 600_000])
    assert found["operating_costs"] == [31_028, 682_041]
    assert found["ebitda"] == found["net_cash_flow"] == [-31_328, -682_041]
    assert found["cash"] == [CASH, CASH - 31_328, CASH - 713_369]


def test_without_cash_the_balance_has_its_change() -> None:
    told = Story(2)
    told.post(0, Kind.OTHER_OPEX, amount=500)
    assert lines(told)["cash"] == [0, -500, -500]


def test_every_posting_lands_on_one_line() -> None:
    for kind in MONEY:
        for function in FUNCTIONS:
            assert line_of(kind, function) in {line.name for line in CHART}, kind.name
    assert set(OF_FUNCTION) == set(FUNCTIONS)
    assert wrong_with(CHART[1:]) == "receipt"
    assert wrong_with((*CHART, CHART[0])) == "receipt"
    assert {row.name for row in ROWS} >= {line.name for line in CHART}


def test_pay_that_lands_nowhere_stops_the_run() -> None:
    told = story(1, functions=("sdr", "ae", "cook"))
    told.post(0, Kind.SALARY, team=2, amount=300)
    with pytest.raises(BooksError, match=r"every posting lands on one line .*expected 300, found 0"):
        audit(told.journal())


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("assets", "assets = deferred revenue [+] equity .month 1, expected"),
        ("revenue", "deferred revenue [+] what is billed - what is served .month 1, expected"),
        ("hosting", "prepaid serving [+] what is billed"),
        ("liabilities_and_equity", "assets = deferred"),
    ],
)
def test_a_cent_too_much_stops_the_run(line: str, what: str) -> None:
    told = story()
    told.customer(JANUARY, 1)
    billed(told, JANUARY, 1, 12)
    ledger = ledger_of(told.journal())
    statements_close(ledger)
    ledger.statements.lines[line][1 + (line in STOCKS)] += 1
    with pytest.raises(BooksError, match=what):
        statements_close(ledger)


def test_nothing_is_owed_below_nothing() -> None:
    told = story()
    told.customer(JANUARY, 1)
    billed(told, JANUARY, 1, 12)
    ledger = ledger_of(told.journal())
    found = ledger.statements.lines
    found["deferred_revenue"] -= 200_000
    found["liabilities_and_equity"] -= 200_000
    found["assets"] -= 200_000
    with pytest.raises(BooksError, match="deferred revenue is at least 0"):
        statements_close(ledger)
