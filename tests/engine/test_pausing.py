"""Pauses: who takes one, what is paid, billed and owed meanwhile, and what becomes of it."""

import math

import pytest
from engine.test_contract_timetables import bills, on
from engine.test_notice import LEAVES, SIGNED, leaving
from engine.timetable import by_hand, lead, lived, told_journal

from gtmsim.engine.draws import PURPOSES, Purpose
from gtmsim.metrics.measure import measure

TAKES, GOES_ON = (PURPOSES["PAUSE"], lead(0), 1), (PURPOSES["PAUSE_RETURN"], lead(0), 1)
PAUSES = {**LEAVES, TAKES: 0.2499}
PAUSE = "pause: {length: 3 months}"
MARKET = "pause: {acceptance: 25%, returns: 60%}"
ROWS = (
    *("RENEWAL_DUE", "RENEWED", "PAUSED", "PAUSE_ENDED", "CHURNED", "CLOSED_DOWN", "CUT_OFF", "SAVED", "INVOICED"),
    *("NOTICE_DUE", "NOTICE_GIVEN", "NOTICE_WITHDRAWN", "REACTIVATED", "UPLIFTED", "EXPANDED", "CONTRACTED"),
    *("CREDITED", "PAID", "REMINDED", "CLAWBACK"),
)
SIGNATURE = "2026-01-31 00:00 INVOICED detail=12 amount=120000"


def pausing(more: str = "", market: str = "", months: int = 26, churn: str = "") -> str:
    """One firm that leaves with 12 % a year and is offered a pause."""
    return leaving(PAUSE + more, months, f"{MARKET}\n      {market}", churn)


def test_a_pause_to_the_cent(monkeypatch):
    """120,000 cents a year from 31 January 2026; paused for three months; a new year from 30 April 2027 on."""
    found = lived(monkeypatch, pausing(), SIGNED, PAUSES)
    assert bills(found, *ROWS) == by_hand(f"""
        {SIGNATURE}
        2027-01-31 00:00 RENEWAL_DUE detail=1
        2027-01-31 00:00 PAUSED detail=3 amount=-10000
        2027-04-30 00:00 PAUSE_ENDED amount=10000 int_value=10000
        2027-04-30 00:00 INVOICED detail=12 amount=120000
    """)


def test_who_does_not_go_on_is_lost_at_the_end_of_the_pause(monkeypatch):
    """60 % go on: 0.6001 does not, and 0.2501 takes no pause at all."""
    found = lived(monkeypatch, pausing(), SIGNED, {**PAUSES, GOES_ON: 0.6001})
    assert bills(found, *ROWS) == by_hand(f"""
        {SIGNATURE}
        2027-01-31 00:00 RENEWAL_DUE detail=1
        2027-01-31 00:00 PAUSED detail=3 amount=-10000
        2027-04-30 00:00 PAUSE_ENDED detail=1 amount=10000 int_value=10000
        2027-04-30 00:00 CHURNED amount=-10000
    """)
    found = lived(monkeypatch, pausing(), SIGNED, {**PAUSES, TAKES: 0.2501})
    assert bills(found, "PAUSED", "CHURNED") == on("CHURNED", "2027-01-31 amount=-10000")


def test_who_stays_is_offered_no_pause(monkeypatch):
    found = lived(monkeypatch, pausing(months=14), SIGNED, {TAKES: 0.01})
    assert bills(found, "PAUSED", "RENEWED") == on("RENEWED", "2027-01-31 detail=1")


@pytest.mark.parametrize(("most", "second"), [(1, "CHURNED"), (2, "PAUSED")])
def test_a_customer_pauses_so_often_and_no_more(monkeypatch, most, second):
    """It would leave again a year after its pause."""
    text = pausing(months=30).replace("length: 3 months", f"length: 3 months, most: {most}")
    again = {(Purpose.RENEWAL, lead(0), 2): 0.1, (PURPOSES["PAUSE"], lead(0), 2): 0.1}
    found = bills(lived(monkeypatch, text, SIGNED, {**PAUSES, **again}), "PAUSED", "CHURNED")
    assert [row.split()[:3] for row in found] == [["2027-01-31", "00:00", "PAUSED"], ["2028-04-30", "00:00", second]]


def test_the_attempt_to_save_comes_before_the_pause(monkeypatch):
    """Who is kept for a discount does not pause; who is not is told with what was tried."""
    play = ", policies: {save_play: {rows: [{name: all, then: {play: try, discount: 10%}}]}}"
    text = pausing(play, "save_offer: {chance: 50%}", 14)
    found = lived(monkeypatch, text, SIGNED, {**PAUSES, (PURPOSES["SAVES"], lead(0), 1): 0.49})
    assert bills(found, "SAVED", "PAUSED") == by_hand("""
        2027-01-31 00:00 SAVED detail=1 int_value=10000 value=0.1 by=save_play/all
    """)
    found = lived(monkeypatch, text, SIGNED, {**PAUSES, (PURPOSES["SAVES"], lead(0), 1): 0.51})
    assert bills(found, "SAVED", "PAUSED", "CHURNED") == by_hand("""
        2027-01-31 00:00 PAUSED detail=3 amount=-10000 value=1.0 by=save_play/all
    """)


def test_who_has_given_notice_may_pause_when_its_term_ends(monkeypatch):
    """The notice is of 2 November; the pause is taken at the end, and the next notice is due in the new term."""
    text = leaving(f"{PAUSE}, offers: {{firms: {{notice_period: 90 days}}}}", 28, MARKET)
    assert bills(lived(monkeypatch, text, SIGNED, PAUSES), *ROWS) == by_hand(f"""
        {SIGNATURE}
        2026-11-02 00:00 NOTICE_DUE detail=1
        2026-11-02 00:00 NOTICE_GIVEN detail=1 int_value=10000
        2027-01-31 00:00 RENEWAL_DUE detail=1 int_value=1
        2027-01-31 00:00 PAUSED detail=3 amount=-10000
        2027-04-30 00:00 PAUSE_ENDED amount=10000 int_value=10000
        2027-04-30 00:00 INVOICED detail=12 amount=120000
        2028-01-31 00:00 NOTICE_DUE detail=2
        2028-04-30 00:00 RENEWAL_DUE detail=2 int_value=1
        2028-04-30 00:00 RENEWED detail=2
        2028-04-30 00:00 INVOICED detail=12 amount=120000
    """)


def test_who_is_lost_after_a_pause_may_come_back(monkeypatch):
    """28 days after 30 April 2027, with all of its revenue."""
    back = "win_back: {chance: 50%, delay: {median: 28 days, sigma: 0}, mrr_share: 100%}"
    luck = {**PAUSES, GOES_ON: 0.7, (PURPOSES["RETURNS"], lead(0), 1): 0.1}
    assert bills(lived(monkeypatch, pausing(market=back), SIGNED, luck), *ROWS)[3:] == by_hand("""
        2027-04-30 00:00 PAUSE_ENDED detail=1 amount=10000 int_value=10000
        2027-04-30 00:00 CHURNED amount=-10000
        2027-05-28 00:00 REACTIVATED amount=10000 int_value=10000
        2027-05-28 00:00 INVOICED detail=12 amount=120000
    """)


def test_a_firm_that_closes_in_its_pause_has_nothing_to_be_credited(monkeypatch):
    """At a rate of 1 a year and luck of e^-(398/365.25) it closes on 5 March 2027, 398 days after it has signed."""
    luck = {**PAUSES, (Purpose.FAILURE, lead(0), 0): 1.0 - math.exp(-398 / 365.25)}
    text = pausing(churn=", closure_rate: 100% per year")
    assert bills(lived(monkeypatch, text, SIGNED, luck), *ROWS)[2:] == by_hand("""
        2027-01-31 00:00 PAUSED detail=3 amount=-10000
        2027-03-05 00:00 PAUSE_ENDED detail=1 amount=10000 int_value=10000
        2027-03-05 00:00 CLOSED_DOWN amount=-10000
    """)


def test_a_run_may_end_within_a_pause(monkeypatch):
    """After 14 months the customer is paused: no customer that pays, none that is lost, and ARR that is paused."""
    found = measure(told_journal(monkeypatch, pausing(months=14), SIGNED, PAUSES)).values
    for none in ("customers_end", "churned_arr", "churn_events", "resumed_arr", "net_new_arr"):
        assert found[none, "", ""] == (0.0,), none
    assert [found[name, "", ""][0] for name in ("paused_customers", "paused_arr")] == [1.0, 1_200.0]
    assert found["nrr_12m", "", ""] == (0.0, 100.0)
    assert found["logo_churn_12m", "", ""] == (0.0, 1.0)


@pytest.mark.parametrize(("lasts", "resumed"), [(14, [0, 120_000]), (18, [18_000, 114_000])])
def test_a_discount_at_first_runs_on_through_a_pause(monkeypatch, lasts, resumed):
    """Of 18 months 12 have passed and 3 in the pause: 3 are left at 80 a month, and 9 cost 100; of 14 none is left."""
    more = f", offers: {{firms: {{introductory: {{discount: 20%, lasts: {lasts} months}}}}}}"
    found = lived(monkeypatch, pausing(more), SIGNED, PAUSES)
    assert bills(found, "PAUSED", "PAUSE_ENDED") == by_hand("""
        2027-01-31 00:00 PAUSED detail=3 amount=-8000
        2027-04-30 00:00 PAUSE_ENDED amount=8000 int_value=8000
    """)
    rises, amount = resumed
    said = f"2027-04-30 detail=12 amount={amount}" + (f" int_value={rises}" if rises else "")
    assert bills(found, "INVOICED") == on("INVOICED", "2026-01-31 detail=12 amount=96000", said)
    ended = "2027-04-30" if lasts == 14 else "2027-07-30"
    assert bills(found, "UPLIFTED") == on("UPLIFTED", f"{ended} amount=2000 int_value=10000 value=1.0")


def test_who_owes_is_cut_off_in_its_pause(monkeypatch):
    """Its bill was due on 2 March 2026; a year later it is cut off, and nothing of its last term is credited."""
    asked = "{payment_terms: 30 days, cut_off_after: 365 days, write_off_after: 366 days}"
    text = pausing(f", collection: {{firms: {asked}}}", "collection: {firms: {never_paid: 100%}}")
    assert bills(lived(monkeypatch, text, SIGNED, PAUSES), *ROWS)[2:] == by_hand("""
        2027-01-31 00:00 PAUSED detail=3 amount=-10000
        2027-03-02 00:00 PAUSE_ENDED detail=1 amount=10000 int_value=10000
        2027-03-02 00:00 CUT_OFF amount=-10000
    """)


def test_a_commission_is_taken_back_at_the_loss_and_not_at_the_pause(monkeypatch):
    """16 months of clawback: the customer is lost 15 months after its signature."""
    text = pausing(", commission: 10%, commission_clawback: 16 months")
    found = bills(lived(monkeypatch, text, SIGNED, {**PAUSES, GOES_ON: 0.7}), "PAUSED", "CHURNED", "CLAWBACK")
    assert [row.split()[::2] for row in found] == [
        *(["2027-01-31", "PAUSED", "amount=-10000"], ["2027-04-30", "CHURNED"]),
        ["2027-04-30", "CLAWBACK", "value=454.0"],
    ]
    assert not bills(lived(monkeypatch, text, SIGNED, PAUSES), "CLAWBACK")


def test_nothing_is_earned_or_owed_in_a_pause(monkeypatch):
    """Of the first year all is earned when it ends; of February and March 2027 nothing, of April a day."""
    lines = measure(told_journal(monkeypatch, pausing(), SIGNED, PAUSES)).statements
    revenue, deferred = lines["revenue"].tolist(), lines["deferred_revenue"].tolist()
    assert sum(revenue[:13]) == 120_000
    assert revenue[13:15] == [0, 0] and 0 < revenue[15] < 10_000 // 28
    assert deferred[13:16] == [0, 0, 0] and deferred[16] == 120_000 - revenue[15]


@pytest.mark.parametrize(("luck", "resumed", "churned"), [(0.5, 100.0, 0.0), (0.7, 0.0, 100.0)])
def test_the_bridge_holds_what_pauses(monkeypatch, luck, resumed, churned):
    """January 2027 pauses 100 a month. In April they are resumed, or they are churn and no longer paused."""
    monthly = measure(told_journal(monkeypatch, pausing(), SIGNED, {**PAUSES, GOES_ON: luck})).monthly
    assert [monthly["paused"][month] for month in (12, 13, 15)] == [100.0, 0.0, -churned]
    assert [monthly["resumed"][15], monthly["churn"][15], monthly["mrr_end"][15]] == [resumed, churned, resumed]
    assert monthly["churn"][12] == 0.0
    assert monthly["paused_customers"].tolist()[11:17] == [0.0, 1.0, 1.0, 1.0, 0.0, 0.0]
    assert monthly["customers_end"].tolist()[11:17] == [1.0, 0.0, 0.0, 0.0, resumed / 100, resumed / 100]
