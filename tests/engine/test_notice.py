"""Contracts that need notice, or that somebody has to sign anew: when it is decided, by what, and what is lost when."""

import math

import pytest
from engine.test_contract_timetables import bills, firm, on
from engine.timetable import by_hand, lead, lived

from gtmsim.engine.draws import PURPOSES, Purpose

SIGNED = ["2026-01-31 00:00"]
LEAVES = {(Purpose.RENEWAL, lead(0), 1): 0.1}
ROWS = (
    *("NOTICE_DUE", "NOTICE_GIVEN", "NOTICE_MISSED", "NOTICE_WITHDRAWN", "RENEWAL_DUE", "RENEWED", "CHURNED", "SAVED"),
    *("UPLIFTED", "CONTRACTED", "CLOSED_DOWN", "EXPANDED", "REACTIVATED"),
)


def terms(said: str, more: str = "") -> str:
    """A plan with an offer of a year, which needs notice."""
    return f"offers: {{firms: {{{said}}}}}{more}"


def leaving(plan: str, months: int = 26, market: str = "", churn: str = "") -> str:
    """One firm that leaves with 12 % a year."""
    return firm(plan, months, market, churn).replace("churn: 0%", "churn: 12%")


def test_a_loss_is_known_before_it_happens(monkeypatch):
    """90 days before 31 January 2027 is 2 November: the notice is of that day, the loss of the end of the term."""
    found = lived(monkeypatch, leaving(terms("notice_period: 90 days")), SIGNED, LEAVES)
    assert bills(found, *ROWS) == by_hand("""
        2026-11-02 00:00 NOTICE_DUE detail=1
        2026-11-02 00:00 NOTICE_GIVEN detail=1 int_value=10000
        2027-01-31 00:00 RENEWAL_DUE detail=1 int_value=1
        2027-01-31 00:00 CHURNED amount=-10000
    """)
    assert bills(found, "INVOICED") == on("INVOICED", "2026-01-31 detail=12 amount=120000")


def test_who_stays_is_asked_again_before_the_next_end(monkeypatch):
    """0.1201 stays and 0.1199 leaves, as without notice: nothing but the day of the decision is another."""
    luck = {(Purpose.RENEWAL, lead(0), 1): 0.1201, (Purpose.RENEWAL, lead(0), 2): 0.1199}
    found = lived(monkeypatch, leaving(terms("notice_period: 30 days")), SIGNED, luck)
    assert bills(found, *ROWS) == by_hand("""
        2027-01-01 00:00 NOTICE_DUE detail=1
        2027-01-31 00:00 RENEWAL_DUE detail=1 int_value=1
        2027-01-31 00:00 RENEWED detail=1
        2028-01-01 00:00 NOTICE_DUE detail=2
        2028-01-01 00:00 NOTICE_GIVEN detail=2 int_value=10000
        2028-01-31 00:00 RENEWAL_DUE detail=2 int_value=1
        2028-01-31 00:00 CHURNED amount=-10000
    """)


@pytest.mark.parametrize(
    ("notice", "rises"), [("60 days", ()), ("50 days", ("2027-01-31 amount=1000 int_value=11000",))]
)
def test_the_price_is_that_of_the_day_on_which_notice_is_due(monkeypatch, notice, rises):
    """From 5 December on the plan takes 10 % more: 60 days before the end nobody has been told of it, 50 before all."""
    more = ", renewal_price_increase: {start: 0%, 2026-12-05: 10%}"
    found = lived(monkeypatch, firm(terms(f"notice_period: {notice}", more), 14), SIGNED)
    assert bills(found, "UPLIFTED") == on("UPLIFTED", *rises)


def test_who_misses_the_day_stays_for_another_term(monkeypatch):
    """10 % of those who want to leave miss it; a contract without notice has no day to be missed."""
    luck = {**LEAVES, (PURPOSES["MISSED_NOTICE"], lead(0), 1): 0.0999}
    market = "contracts: {missed_notice: 10%}"
    text = leaving(terms("notice_period: 90 days"), 14, market)
    assert bills(lived(monkeypatch, text, SIGNED, luck), *ROWS) == by_hand("""
        2026-11-02 00:00 NOTICE_DUE detail=1
        2026-11-02 00:00 NOTICE_MISSED detail=1 int_value=10000
        2027-01-31 00:00 RENEWAL_DUE detail=1 int_value=1
        2027-01-31 00:00 RENEWED detail=1
    """)
    luck[PURPOSES["MISSED_NOTICE"], lead(0), 1] = 0.1001
    assert "NOTICE_GIVEN" in " ".join(lived(monkeypatch, text, SIGNED, luck))
    assert "CHURNED" in " ".join(lived(monkeypatch, leaving(terms("term: annual"), 14, market), SIGNED, LEAVES))


def test_notice_is_taken_back_for_a_discount(monkeypatch):
    """It is talked to when it gives notice, and pays 10 % less from the next term on."""
    luck = {**LEAVES, (PURPOSES["SAVES"], lead(0), 1): 0.49}
    play = ", policies: {save_play: {rows: [{name: all, then: {play: try, discount: 10%}}]}}"
    text = leaving(terms("notice_period: 90 days", play), 14, "save_offer: {chance: 50%}")
    assert bills(lived(monkeypatch, text, SIGNED, luck), *ROWS) == by_hand("""
        2026-11-02 00:00 NOTICE_DUE detail=1
        2026-11-02 00:00 NOTICE_WITHDRAWN detail=1 int_value=10000 value=0.1 by=save_play/all
        2027-01-31 00:00 RENEWAL_DUE detail=1 int_value=1
        2027-01-31 00:00 RENEWED detail=1
        2027-01-31 00:00 CONTRACTED amount=-1000 int_value=9000
    """)
    luck[PURPOSES["SAVES"], lead(0), 1] = 0.51
    assert bills(lived(monkeypatch, text, SIGNED, luck), "NOTICE_GIVEN", "CHURNED") == by_hand("""
        2026-11-02 00:00 NOTICE_GIVEN detail=1 int_value=10000 value=1.0 by=save_play/all
        2027-01-31 00:00 CHURNED amount=-10000
    """)


def test_a_contract_that_nobody_signs_anew_lapses(monkeypatch):
    """4 % of those who want to stay let it end; who wants to leave does so, and whom we have kept has signed."""
    market, lapse = "contracts: {lapse: 4%}", PURPOSES["LAPSE"]
    text = leaving(terms("renews_automatically: false"), 14, market)
    found = lived(monkeypatch, text, SIGNED, {(lapse, lead(0), 1): 0.0399})
    assert bills(found, *ROWS) == by_hand("""
        2027-01-31 00:00 RENEWAL_DUE detail=1
        2027-01-31 00:00 CHURNED detail=1 amount=-10000
    """)
    assert "RENEWED" in " ".join(lived(monkeypatch, text, SIGNED, {(lapse, lead(0), 1): 0.0401}))
    goes_on = leaving(terms("term: annual"), 14, market)
    assert "RENEWED" in " ".join(lived(monkeypatch, goes_on, SIGNED, {(lapse, lead(0), 1): 0.0399}))
    play = ", policies: {save_play: {rows: [{name: all, then: {play: try}}]}}"
    kept = leaving(terms("renews_automatically: false", play), 14, f"{market}\n      save_offer: {{chance: 50%}}")
    luck = {**LEAVES, (lapse, lead(0), 1): 0.0399, (PURPOSES["SAVES"], lead(0), 1): 0.49}
    assert "RENEWED" in " ".join(lived(monkeypatch, kept, SIGNED, luck))


def test_a_term_that_is_shorter_than_its_notice_begins_with_it(monkeypatch):
    """Months with 45 days of notice: as each begins it is decided whether it is the last one."""
    luck = {(Purpose.RENEWAL, lead(0), 2): 0.001}
    found = lived(monkeypatch, leaving(terms("term: monthly, notice_period: 45 days"), 4), SIGNED, luck)
    assert bills(found, *ROWS) == by_hand("""
        2026-01-31 00:00 NOTICE_DUE detail=1
        2026-02-28 00:00 RENEWAL_DUE detail=1 int_value=1
        2026-02-28 00:00 RENEWED detail=1
        2026-02-28 00:00 NOTICE_DUE detail=2
        2026-02-28 00:00 NOTICE_GIVEN detail=2 int_value=10000
        2026-03-31 00:00 RENEWAL_DUE detail=2 int_value=1
        2026-03-31 00:00 CHURNED amount=-10000
    """)


def test_rises_that_are_still_agreed_are_not_asked_for_twice(monkeypatch):
    """366 days before the end of two years the first rise is to come: 10 % are for the second year alone."""
    plan = terms("term: 24 months, escalator: 3%, notice_period: 366 days", ", renewal_price_increase: 10%")
    found = lived(monkeypatch, firm(plan, 26), SIGNED)
    assert bills(found, "NOTICE_DUE", "UPLIFTED") == by_hand("""
        2027-01-30 00:00 NOTICE_DUE detail=1
        2027-01-31 00:00 UPLIFTED amount=300 int_value=10300
        2028-01-31 00:00 UPLIFTED amount=1030 int_value=11330
    """)


def test_who_has_given_notice_buys_nothing_more(monkeypatch):
    """Its day within the year is the last one: with notice of 90 days it has gone in its thoughts by then."""
    day = {(PURPOSES["EXPANSION_DAY"], lead(0), 1): 1 - 1e-9}
    growing = ", expansion: 60%, expansion_size: 20%, expansion_timing: any_time"
    for luck, grown in ((LEAVES, ()), ({}, ("2027-01-30 amount=2000 int_value=12000",))):
        found = lived(monkeypatch, leaving(terms("notice_period: 90 days"), 13, "", growing), SIGNED, {**luck, **day})
        assert bills(found, "EXPANDED") == on("EXPANDED", *grown)


def test_a_firm_that_closes_after_its_notice_has_closed(monkeypatch):
    """At a rate of 1 a year and luck of e^-0.9 it closes after 0.9 years, on 26 December; nothing churns then."""
    luck = {**LEAVES, (Purpose.FAILURE, lead(0), 0): 1.0 - math.exp(-329 / 365.25)}
    text = leaving(terms("notice_period: 90 days"), 14, "", ", closure_rate: 100% per year")
    assert bills(lived(monkeypatch, text, SIGNED, luck), *ROWS) == by_hand("""
        2026-11-02 00:00 NOTICE_DUE detail=1
        2026-11-02 00:00 NOTICE_GIVEN detail=1 int_value=10000
        2026-12-26 00:00 CLOSED_DOWN amount=-10000
    """)


def test_who_comes_back_decides_anew(monkeypatch):
    """It returns a month after its end with all of its revenue, and is asked again before the end of the new year."""
    luck = {**LEAVES, (PURPOSES["RETURNS"], lead(0), 1): 0.1}
    back = "win_back: {chance: 50%, delay: {median: 28 days, sigma: 0}, mrr_share: 100%}"
    found = lived(monkeypatch, leaving(terms("notice_period: 90 days"), 26, back), SIGNED, luck)
    assert bills(found, *ROWS)[2:] == by_hand("""
        2027-01-31 00:00 RENEWAL_DUE detail=1 int_value=1
        2027-01-31 00:00 CHURNED amount=-10000
        2027-02-28 00:00 REACTIVATED amount=10000 int_value=10000
        2027-11-30 00:00 NOTICE_DUE detail=2
        2028-02-28 00:00 RENEWAL_DUE detail=2 int_value=1
        2028-02-28 00:00 RENEWED detail=2
    """)
