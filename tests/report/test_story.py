"""One account's life, sentence by sentence, from a journal written by hand."""

from typing import Any

import numpy as np
import pytest

from gtmsim.journal.event import cash
from gtmsim.journal.header import Header
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import CATALOGUE, Kind
from gtmsim.report.story import story
from gtmsim.study.problems import StudyError

DAY = 86_400_000_000
HOUR = DAY // 24
ADA, BOB = 17, 4


def header() -> Header:
    none: Any = np.zeros((1, 31))
    return Header(
        start="2026-01-01",
        horizon=31 * DAY,
        months=(0, 31 * DAY, 59 * DAY),
        n_months=1,
        run_off=True,
        currency="USD",
        channels=("search_ads", "referral"),
        segments=("small",),
        teams=("sdr", "ae"),
        functions=("sdr", "ae"),
        stages=("demo",),
        roles=("finance",),
        paid=(True, False),
        daily_spend=none,
        daily_rate=none,
        keep=none,
        initial_stock=none,
        organic=none,
        ceiling=none,
        serve_share=0.25,
        discount_month=1.0,
        working_hours=none,
        cash=None,
        working=none,
        spifs=("spring",),
    )


def row(time: int, kind: Kind, entity: int, **fields: float) -> tuple[Any, ...]:
    named = {"detail": 0, "channel": 0, "segment": 0, "team": -1, "amount": 0, "int_value": 0, "value": 0.0, **fields}
    return (time, kind, entity, *named.values())


def test_attention_is_told() -> None:
    rows = [
        row(0, Kind.OPENING_CUSTOMER, BOB, channel=-1, amount=100_00, int_value=100_00, value=61.0),
        row(0, Kind.ENTITLED, BOB, channel=-1, int_value=100_00, value=1.5),
        row(31 * DAY, Kind.MONTH_CLOSED, 0),
    ]
    assert "has 1.5 times the CSM hours of its segment" in "".join(story(Journal.of_rows(header(), rows), 1))


@pytest.mark.parametrize(
    "kind",
    [
        Kind.COGS,
        Kind.ENRICHMENT,
        Kind.LEAD_FEE,
        Kind.COMMISSION,
        Kind.CLAWBACK,
        Kind.SALES_EXPENSE,
        Kind.REFERRAL_REWARD,
    ],
)
def test_each_cost_of_an_account_is_in_its_balance(kind: Kind) -> None:
    rows = [row(0, Kind.LEAD, ADA, detail=1), row(0, kind, ADA, amount=7_00), row(31 * DAY, Kind.MONTH_CLOSED, 0)]
    assert list(story(Journal.of_rows(header(), rows), 1))[-1].endswith("paid out for it 7 USD")


def test_a_life_from_first_touch_to_churn_with_its_money() -> None:
    at = 2 * DAY + 14 * HOUR + 20 * HOUR // 60
    rows = [
        row(0, Kind.OPENING_CUSTOMER, BOB, channel=-1, amount=100_00, int_value=100_00, value=61.0),
        row(at, Kind.LEAD, ADA, detail=1, value=0.31),
        row(at, Kind.LEAD_FEE, ADA, amount=50_00),
        row(at, Kind.MQL, ADA),
        row(at, Kind.TASK_STARTED, ADA, detail=-1, team=0, int_value=2, value=0.5),
        row(at + HOUR, Kind.TASK_ENDED, ADA, detail=-1, team=0, int_value=2, value=1.0),
        row(at + HOUR, Kind.SQL, ADA),
        row(at + HOUR, Kind.OPPORTUNITY, ADA, amount=12_000_00),
        row(3 * DAY, Kind.STAGE_PASSED, ADA),
        row(4 * DAY, Kind.COMMITTEE_MET, ADA, detail=1),
        row(4 * DAY, Kind.VOTE, ADA, detail=0, int_value=1, value=1.2),
        row(4 * DAY, Kind.WON, ADA, amount=12_000_00),
        row(4 * DAY, Kind.NEW_CUSTOMER, ADA, amount=1_000_00, int_value=1_000_00),
        row(4 * DAY, Kind.INVOICED, ADA, amount=12_000_00, detail=12),
        row(4 * DAY, Kind.COGS, ADA, amount=3_000_00),
        row(31 * DAY, Kind.MONTH_CLOSED, 0),
        row(40 * DAY, Kind.RENEWAL_DUE, ADA, detail=1),
        row(40 * DAY, Kind.CHURNED, ADA, amount=-1_000_00),
    ]
    assert list(story(Journal.of_rows(header(), rows), 2)) == [
        "account 2 of 2, small",
        "2026-01-03 14:20  arrived through search_ads, in need, fit +0.3",
        "2026-01-03 14:20  the lead costs a fee of 50 USD",
        "2026-01-03 14:20  passed marketing's screen",
        "2026-01-03 14:20  sdr 3 starts qualification after a wait of 12.0 hours",
        "2026-01-03 15:20  sdr 3 ends qualification after 1.0 working hours",
        "2026-01-03 15:20  qualified by sales",
        "2026-01-03 15:20  became an opportunity worth 12,000 USD a year",
        "2026-01-04 00:00  the buyer goes on after demo",
        "2026-01-05 00:00  the committee meets, meeting 1",
        "2026-01-05 00:00  finance votes yes (stance +1.2)",
        "2026-01-05 00:00  won: a contract of 12,000 USD a year",
        "2026-01-05 00:00  a new customer, now 1,000 USD a month",
        "2026-01-05 00:00  invoiced 12,000 USD for 12 months",
        "2026-01-05 00:00  serving this term costs 3,000 USD",
        "--- the horizon ends on 2026-02-01; run-off ---",
        "2026-02-10 00:00  the contract comes up for renewal 1",
        "2026-02-10 00:00  churned: 1,000 USD a month is lost",
        "in the end: no customer any more; invoiced 12,000 USD, paid out for it 3,050 USD",
    ]


def test_accounts_are_counted_in_the_order_of_their_first_row() -> None:
    rows = [row(0, Kind.OPENING_CUSTOMER, ADA, int_value=5_00, value=0.0), row(DAY, Kind.LEAD, BOB, value=-1.0)]
    rows.append(row(31 * DAY, Kind.MONTH_CLOSED, 0))
    journal = Journal.of_rows(header(), rows)
    assert "curious, not in need" in list(story(journal, 2))[1]
    assert list(story(journal, 1))[-1].startswith("in the end: still a customer")
    with pytest.raises(StudyError, match="no account 3: the journal holds 2"):
        list(story(journal, 3))


@pytest.mark.parametrize(
    ("posts", "fields", "said"),
    [
        ((), {"value": -1.0}, "the contact there does not follow us"),
        ((), {"detail": 1, "value": 3.0}, "the contact there, who came after 1 other, has followed us for 3.0 days"),
        (("boss", "clerk"), {"int_value": 2, "value": -1.0}, "the contact there (clerk) does not follow us"),
        (
            ("boss", "clerk"),
            {"int_value": 1001, "detail": 2, "value": 3.0},
            "the contact there (boss, for work), who came after 2 others, has followed us for 3.0 days",
        ),
    ],
)
def test_whom_we_know_there(posts: tuple[str, ...], fields: dict[str, float], said: str) -> None:
    rows = [row(0, Kind.CONTACT, ADA, **fields), row(31 * DAY, Kind.MONTH_CLOSED, 0)]
    told = story(Journal.of_rows(header()._replace(posts=posts), rows), 1)
    assert list(told)[1] == f"2026-01-01 00:00  {said}"


def test_every_kind_that_belongs_to_an_account_has_its_sentence() -> None:
    assert [kind.name for kind in CATALOGUE if bool(kind.tells) == (kind.of == "firm")] == []
    said = [
        (kind, row(0, kind, ADA, team=0, value=1.5, amount=12_34, int_value=1, detail=0))
        for kind in CATALOGUE
        if kind.tells
    ]
    for kind, one in said:
        assert len(list(story(Journal.of_rows(header(), [one]), 1))[1]) > 20, kind


@pytest.mark.parametrize(
    "cents, text", [(0, "0 USD"), (5, "0.05 USD"), (123_456_00, "123,456 USD"), (1_50, "1.50 USD")]
)
def test_amounts(cents: int, text: str) -> None:
    assert cash(cents, "USD") == text
