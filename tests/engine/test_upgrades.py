"""Customers who move to a higher plan: when, what is billed for it, and that it is one thing or the other."""

from engine.test_contract_timetables import firm
from engine.test_growth_within_a_term import rows
from engine.timetable import by_hand, lead, lived

from gtmsim.mechanisms.subscription.midterm import GROWTH

HIGHER = "upgrades: {firms: {rate: 60%, size: 50%}}"  # with typical luck each year
TOLD = ("INVOICED", "UPGRADED", "EXPANDED", "COTERMED", "CONTRACTED", "RENEWED")


def test_at_renewals_the_next_bill_holds_it(monkeypatch):
    """100.00 a month become 150.00 with the second contract year, and 225.00 with the third."""
    found = lived(monkeypatch, firm("", 26, market=HIGHER), ["2026-01-31 00:00"])
    assert rows(found, *TOLD) == by_hand("""
        2026-01-31 00:00 INVOICED detail=12 amount=120000
        2027-01-31 00:00 RENEWED detail=1
        2027-01-31 00:00 UPGRADED amount=5000 int_value=15000
        2027-01-31 00:00 INVOICED detail=12 amount=180000
        2028-01-31 00:00 RENEWED detail=2
        2028-01-31 00:00 UPGRADED amount=7500 int_value=22500
        2028-01-31 00:00 INVOICED detail=12 amount=270000
    """)


def test_within_a_term_the_rest_of_the_bill_is_billed(monkeypatch):
    """On 2 August 182 of 365 days are left of the year that is paid."""
    text = firm("", 14, market=HIGHER, churn=", expansion_timing: any_time")
    found = lived(monkeypatch, text, ["2026-01-31 00:00"])
    assert rows(found, *TOLD) == by_hand(f"""
        2026-01-31 00:00 INVOICED detail=12 amount=120000
        2026-08-02 00:00 UPGRADED amount=5000 int_value=15000
        2026-08-02 00:00 COTERMED detail=12 amount={60_000 * 182 // 365} value={182 / 365}
        2027-01-31 00:00 RENEWED detail=1
        2027-01-31 00:00 INVOICED detail=12 amount=180000
    """)


def test_it_buys_more_or_less_or_moves_to_a_higher_plan(monkeypatch):
    """One of these in a contract year, at most."""
    both = ", expansion: 30%, expansion_size: 20%, contraction: 30%, contraction_size: 20%"
    for timing in ("", ", expansion_timing: any_time"):
        for luck, kind in ((0.1, "CONTRACTED"), (0.5, "UPGRADED"), (0.9, "EXPANDED")):
            said = both + timing + (", contraction_timing: any_time, contraction_credit: next_bill" if timing else "")
            found = lived(
                monkeypatch, firm("", 14, market=HIGHER, churn=said), ["2026-01-31 00:00"], {(GROWTH, lead(0), 1): luck}
            )
            assert [row.split(" ")[2] for row in rows(found, "CONTRACTED", "UPGRADED", "EXPANDED")] == [kind]
