"""What day 0 finds of contracts: how long they are, how they are billed, and what is not served yet, to the cent."""

import math

import numpy as np
import pytest
from engine.timetable import told_journal

from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.metrics import measure
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

FIRM = """
    name: customers of day 0
    market:
      segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%}}
      committees: {one: {roles: {boss: {}}}}
      qualification: {in_market: {sql_rate: 100%}}
      channels: {calls: {max_leads: 0.001 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}
      COLLECTION
    plan: {}
    run: {start: 2026-01-01, months: 13, initial: {customers: {firms: COUNT}MORE}, run_off: false}
"""
DAY = 86_400_000_000


def firm(more: str = "", count: int = 1, collection: str = "") -> str:
    """Customers who have paid before, at 100.00 a month; with typical luck half of the running term is over."""
    said = FIRM.replace("MORE", f", {more}" if more else "").replace("COUNT", str(count))
    return said.replace("COLLECTION", collection)


@pytest.mark.parametrize(
    ("more", "deferred", "bills"),
    [
        # Since 2 July at noon: 5 months and 29.5 of 31 days of another are served, of the year that is paid.
        ("", math.ceil(120_000 * (6 + 1.5 / 31) / 12), {6: 120_000}),
        ("billing: {firms: yearly}", math.ceil(120_000 * (6 + 1.5 / 31) / 12), {6: 120_000}),
        # Of the month, and of the quarter, 1.5 of 31 days are left, until 2 January at noon.
        ("billing: {firms: monthly}", math.ceil(10_000 * 1.5 / 31), dict.fromkeys(range(13), 10_000)),
        ("billing: {firms: quarterly}", math.ceil(10_000 * 1.5 / 31), dict.fromkeys((0, 3, 6, 9, 12), 30_000)),
        # Two years since 31 December 2024 at noon: with a bill for each, and at once.
        ("terms: {firms: 24 months}", math.ceil(10_000 * (12 - 0.5 / 31)), {11: 120_000}),
        ("terms: {firms: 24 months}, billing: {firms: upfront}", math.ceil(10_000 * (12 - 0.5 / 31)), {11: 240_000}),
        # A month since 16 December at noon.
        ("terms: {firms: monthly}", 5_000, dict.fromkeys(range(13), 10_000)),
        ("term_mix: {firms: {monthly: 60%, annual: 40%}}", 5_000, dict.fromkeys(range(13), 10_000)),
        ("term_mix: {firms: {monthly: 40%, annual: 60%}}", math.ceil(120_000 * (6 + 1.5 / 31) / 12), {6: 120_000}),
    ],
)
def test_day_0_owes_what_is_paid_and_not_served(monkeypatch, more, deferred, bills):
    """A renewal repeats the term and the bills."""
    lines = measure(told_journal(monkeypatch, firm(more))).statements
    assert lines["deferred_revenue"][0] == deferred
    assert lines["receipts"].tolist() == lines["billings"].tolist() == [bills.get(month, 0) for month in range(13)]
    assert lines["revenue"].sum() + lines["deferred_revenue"][-1] == deferred + sum(bills.values())


@pytest.mark.parametrize(
    ("more", "unpaid"),
    [
        # Due after 90 days: of the bills of before those of 2 November and 2 December are; 2 October is 90.5 days ago.
        ("", {}),
        ("billing: {firms: monthly}", {0: 10_000, -1: 10_000}),
        ("billing: {firms: quarterly}", {}),
        ("billing: {firms: 2 months}", {0: 20_000}),
    ],
)
def test_day_0_finds_the_bills_of_before_that_are_unpaid(monkeypatch, more, unpaid):
    asked = "plan: {collection: {firms: {payment_terms: 90 days}}}"
    journal = told_journal(monkeypatch, firm(more).replace("plan: {}", asked))
    found = journal.kind == Kind.OPENING_BILL
    assert dict(zip(journal.detail[found].tolist(), journal.amount[found].tolist(), strict=True)) == unpaid


def test_lengths_are_drawn_as_the_mix_says():
    """Of 4,000 customers 40 % are on monthly contracts, whose age and propensity follow from their own length."""
    mixed = simulate(resolve(load_text(firm("term_mix: {firms: {monthly: 40%, annual: 60%}}", 4_000))), 0)
    found = mixed.detail[mixed.kind == Kind.OPENING_CUSTOMER]
    share = np.count_nonzero(found == 1) / 4_000
    assert abs(share - 0.4) < 4 * math.sqrt(0.24 / 4_000)
    assert {*found.tolist()} == {1, 12}
    alone = simulate(resolve(load_text(firm("terms: {firms: monthly}", 4_000))), 0)
    one, other = (
        journal.value[journal.kind == Kind.OPENING_CUSTOMER][found == 1].tolist() for journal in (mixed, alone)
    )
    assert one == other  # whoever is on a monthly contract is who it would be where all are


def test_a_mix_of_one_length_is_that_length():
    one, other = (
        simulate(resolve(load_text(firm(more, 50))), 0).rows()
        for more in ("term_mix: {firms: {annual: 100%}}", "terms: {firms: annual}")
    )
    assert [row[:3] for row in one] == [row[:3] for row in other]
    assert [row[4:] for row in one] == [row[4:] for row in other]
