"""What SPIFs pay and which commissions are taken back: by hand, to the cent."""

import math

import pytest
from engine.test_quota import HOURS
from engine.timetable import Luck, by_hand, lead, lived

from gtmsim.engine import compiled
from gtmsim.engine.draws import PURPOSES, Purpose
from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.metrics import audit, measure
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

FIRM = """
    name: firm
    market:
      channels: {{calls: {{max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {{firms: 100%}}}}}}
      segments: {{firms: {{contract_value: 1.2k, committee: one, churn: {churn}, closure_rate: {closure}}}}}
      committees: {{one: {{time_between_meetings: 1 day, deal_sigma: 0, roles: {{boss: {{base: 20, fit: 0}}}}}}}}
      qualification: {{in_market: {{sql_rate: 100%, handling_time: 1h}}}}
      selling: {{stages: [{{name: demo, selling_time: 24h}}]}}
      {market}
    plan:
      teams: {{ae: {{headcount: {heads}, working_hours: {hours}}}}}
      commission: 10%
      terms: {{firms: {term}}}
      {plan}
    run: {{start: 2026-01-01, months: {months}, initial: empty, run_off: false}}
"""
KINDS = "WON COMMISSION SPIF CHURNED CLOSED_DOWN CUT_OFF CLAWBACK REACTIVATED CREDITED"
JANUARY = ["2026-01-05 00:00"]
LEAVES, STAYS = 0.01, 0.99
A = lead(0)


def text(plan: str, **said: object) -> str:
    """A firm whose deals are won two days and an hour after their leads came, for 100 a month by the month."""
    usual = {"churn": "50%", "closure": 0, "market": "", "heads": 1, "hours": HOURS, "months": 4, "term": "1 month"}
    return FIRM.format(**{**usual, "plan": plan, **said})


def told(patch: pytest.MonkeyPatch, said: str, luck: Luck | None = None, arrivals: list[str] = JANUARY) -> list[str]:
    """Rows about wins, losses and what they pay."""
    return [row for row in lived(patch, said, arrivals, luck) if row.split()[2] in KINDS.split()]


def left(month: int) -> dict[tuple[int, int, int], float]:
    """The luck of a customer who leaves at the end of the n-th month and stays at all others."""
    return {(Purpose.RENEWAL, A, met): LEAVES if met == month else STAYS for met in range(1, 9)}


def test_the_commission_on_who_leaves_in_time_is_taken_back_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A contract by the month may end on the 7th of each; on 7 March the two months are over."""
    said = text("commission_clawback: 2 months")
    assert told(monkeypatch, said, left(1)) == by_hand("""
        2026-01-07 01:00 WON        a amount=120000
        2026-01-07 01:00 COMMISSION a team=ae amount=12000
        2026-02-07 01:00 CHURNED    a amount=-10000
        2026-02-07 01:00 CLAWBACK   a team=ae amount=-12000 value=31.0
    """)
    assert told(monkeypatch, said, left(2))[2:] == by_hand("2026-03-07 01:00 CHURNED a amount=-10000")
    assert told(monkeypatch, text(""), left(1))[2:] == by_hand("2026-02-07 01:00 CHURNED a amount=-10000")


def test_whose_firm_closes_within_a_longer_term(monkeypatch: pytest.MonkeyPatch) -> None:
    """It closes 73 days after the win of 7 January, on 21 March: 292 of 365 days of the bill are credited."""
    said = text("commission_clawback: 3 months", churn="0%", closure="1 per year", term="12 months")
    luck = {(Purpose.FAILURE, A, 0): -math.expm1(-73 / 365.25)}
    assert told(monkeypatch, said, luck)[2:] == by_hand("""
        2026-03-21 01:00 CLOSED_DOWN a amount=-10000
        2026-03-21 01:00 CLAWBACK    a team=ae amount=-12000 value=73.0
        2026-03-21 01:00 CREDITED    a amount=-96000
    """)


def test_who_is_cut_off_for_an_unpaid_bill(monkeypatch: pytest.MonkeyPatch) -> None:
    """Due on 6 February and cut off 30 days later, 60 days after the win: 305 of 365 days of it are credited."""
    asked = "collection: {firms: {payment_terms: 30 days, cut_off_after: 30 days, write_off_after: 90 days}}"
    pays = "collection: {firms: {never_paid: 10%}}"
    said = text(f"commission_clawback: 2 months\n      {asked}", churn="0%", term="12 months", market=pays)
    found = told(monkeypatch, said, {(PURPOSES["NEVER_PAID"], A, 1): 0.09})
    assert [row.replace(f" int_value={60 * 86_400_000_000}", "") for row in found[2:]] == by_hand(f"""
        2026-03-08 01:00 CUT_OFF  a amount=-10000  # a day after 7 March: too late
        2026-03-08 01:00 CREDITED a amount=-{120_000 * 305 // 365}
    """)
    found = told(monkeypatch, said.replace("2 months", "3 months"), {(PURPOSES["NEVER_PAID"], A, 1): 0.09})
    assert found[3] == "2026-03-08 01:00 CLAWBACK a team=ae amount=-12000 value=60.0"


def test_who_comes_back_brings_no_commission_and_loses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost after a month, back after ten days, lost again after another month: one commission, taken back once."""
    market = "win_back: {chance: 100%, delay: 10 days}"
    luck = {(Purpose.RENEWAL, A, met): LEAVES for met in (1, 2)}
    found = told(monkeypatch, text("commission_clawback: 12 months", market=market, months=3), luck)
    assert found[2:] == by_hand("""
        2026-02-07 01:00 CHURNED     a amount=-10000
        2026-02-07 01:00 CLAWBACK    a team=ae amount=-12000 value=31.0
        2026-02-17 01:00 REACTIVATED a amount=10000 int_value=10000
        2026-03-17 01:00 CHURNED     a amount=-10000
        2026-03-27 01:00 REACTIVATED a amount=10000 int_value=10000
    """)
    late = luck | {(Purpose.RENEWAL, A, 1): STAYS, (Purpose.RENEWAL, A, 3): LEAVES}
    found = told(monkeypatch, text("commission_clawback: 1 month", market=market, months=6), late)
    assert "CLAWBACK" not in " ".join(found)  # safe after the first month, whatever becomes of who comes back


def test_what_a_quota_paid_is_what_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third win of the quarter is paid 10 % of 600 and 20 % of 600; the first, below the threshold, nothing."""
    quota = "quota: {per_year: 12k per year, threshold: 40%, accelerator: 2}\n      commission_clawback: 12 months"
    three = ["2026-01-05 00:00", "2026-01-15 00:00", "2026-01-25 00:00"]
    luck = {(Purpose.RENEWAL, lead(ordinal), 1): LEAVES for ordinal in range(3)}
    rows = told(monkeypatch, text(quota, months=3), luck, three)
    assert [row for row in rows if "COMMISSION" in row or "CLAWBACK" in row] == by_hand("""
        2026-01-17 01:00 COMMISSION b team=ae amount=12000 int_value=1
        2026-01-27 01:00 COMMISSION c team=ae amount=18000 int_value=1
        2026-02-17 01:00 CLAWBACK   b team=ae amount=-12000 value=31.0
        2026-02-27 01:00 CLAWBACK   c team=ae amount=-18000 value=31.0
    """)


SPIFS = """spifs:
        b_february: {per_win: 500, starts: 2026-02-01, ends: 2026-03-01}
        a_all: {per_win: 123.45, segment: firms}
        c_none: {per_win: 0}"""


def test_spifs_pay_each_win_of_their_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """Won on 31 January and on 1 February, on 28 February and on 1 March; numbers go by the names in their order."""
    days = ["2026-01-28 22:59", "2026-01-29 23:00", "2026-02-26 22:59", "2026-02-26 23:00"]
    assert told(monkeypatch, text(SPIFS, churn="0%", heads=3), arrivals=days) == by_hand("""
        2026-01-30 23:59 WON        a amount=120000
        2026-01-30 23:59 COMMISSION a team=ae amount=12000
        2026-01-30 23:59 SPIF       a team=ae amount=12345 int_value=1
        2026-02-01 00:00 WON        b amount=120000
        2026-02-01 00:00 COMMISSION b team=ae amount=12000
        2026-02-01 00:00 SPIF       b team=ae amount=12345 int_value=1
        2026-02-01 00:00 SPIF       b detail=1 team=ae amount=50000 int_value=1
        2026-02-28 23:59 WON        c amount=120000
        2026-02-28 23:59 COMMISSION c team=ae amount=12000
        2026-02-28 23:59 SPIF       c team=ae amount=12345 int_value=1
        2026-02-28 23:59 SPIF       c detail=1 team=ae amount=50000 int_value=1
        2026-03-01 00:00 WON        d amount=120000
        2026-03-01 00:00 COMMISSION d team=ae amount=12000
        2026-03-01 00:00 SPIF       d team=ae amount=12345 int_value=2
    """)


def test_both_move_the_books_of_their_month_and_nothing_else() -> None:
    """In both engines: the same journal but for their rows, whose money is in the costs of the firm."""
    plan = f"commission_clawback: 6 months\n      {SPIFS}"
    less, more = (resolve(load_text(text(said, months=12).replace("initial: empty", FOUND))) for said in ("", plan))
    kinds = (Kind.SPIF, Kind.CLAWBACK)
    for replication in range(3):
        bare, paid = simulate(less, replication), simulate(more, replication)
        assert paid.rows() == compiled.simulate(more, replication).rows()
        assert [row for row in paid.rows() if row[1] not in kinds] == list(bare.rows())
        audit(paid)
        before, after = measure(bare).values, measure(paid).values
        spent = {kind: int(paid.amount[paid.where(kind)].sum()) for kind in kinds}
        assert spent[Kind.SPIF] > 0 > spent[Kind.CLAWBACK]
        cents = sum(spent.values())
        assert round(100 * after["spifs_paid", "", ""].x) == spent[Kind.SPIF]
        assert round(100 * after["commission_clawed_back", "", ""].x) == -spent[Kind.CLAWBACK]
        for name, sign in (("spend_sales", 1), ("payroll", 1), ("plan_cost", 1), ("ebitda", -1), ("cash_end", -1)):
            assert round(100 * (after[name, "", ""].x - before[name, "", ""].x)) == sign * cents, name
        assert after["cac_blended", "", ""].num - before["cac_blended", "", ""].num == pytest.approx(cents / 100)
        assert after["new_arr", "", ""] == before["new_arr", "", ""]


FOUND = "initial: {cash: 10k, pipeline: {firms: 9}, customers: {firms: 4}}"


def test_who_was_there_before_brought_no_commission() -> None:
    """Customers that day 0 finds leave: nothing was paid for them, and nothing of it comes back."""
    said = text("commission_clawback: 60 months", churn="99%").replace("initial: empty", FOUND)
    inputs = resolve(load_text(said))
    journal = simulate(inputs, 0)
    found, left, back = (
        set(journal.entity[journal.where(kind)].tolist())
        for kind in (Kind.OPENING_CUSTOMER, Kind.CHURNED, Kind.CLAWBACK)
    )
    assert found & left and back == left - found
    assert journal.rows() == compiled.simulate(inputs, 0).rows()


TAKEN = "WON COMMISSION SPIF CLAWBACK SPIF_CLAWBACK QUOTA_CREDIT_LOST QUOTA_PERIOD"


def all_of(patch: pytest.MonkeyPatch, said: str, luck: Luck, arrivals: list[str]) -> list[str]:
    """Rows about wins, quotas and what is taken back."""
    return [row for row in lived(patch, said, arrivals, luck) if row.split()[2] in TAKEN.split()]


def test_bonuses_that_say_so_are_taken_back_with_the_commission(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one for all wins comes back, that of January stays; who is lost after two months keeps both."""
    plan = "commission_clawback: 2 months\n      spifs: {a: {per_win: 123.45, clawback: true}, b: {per_win: 10}}"
    said = text(plan)
    assert all_of(monkeypatch, said, left(1), JANUARY) == by_hand("""
        2026-01-07 01:00 WON           a amount=120000
        2026-01-07 01:00 COMMISSION    a team=ae amount=12000
        2026-01-07 01:00 SPIF          a team=ae amount=12345 int_value=1
        2026-01-07 01:00 SPIF          a detail=1 team=ae amount=1000 int_value=1
        2026-02-07 01:00 CLAWBACK      a team=ae amount=-12000 value=31.0
        2026-02-07 01:00 SPIF_CLAWBACK a team=ae amount=-12345 value=31.0
    """)
    assert all_of(monkeypatch, said, left(2), JANUARY)[4:] == []
    free = said.replace("commission: 10%", "commission: 0%")
    assert all_of(monkeypatch, free, left(1), JANUARY)[3:] == by_hand("""
        2026-02-07 01:00 SPIF_CLAWBACK a team=ae amount=-12345 value=31.0
    """)


def test_what_is_lost_counts_no_more_for_a_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two wins of January are lost in February and in March, when one win of February is all that counts by then."""
    quota = "quota: {per_year: 12k per year, period: %s, clawback: true}\n      commission_clawback: 12 months"
    days = ["2026-01-05 00:00", "2026-01-10 00:00", "2026-02-06 00:00"]
    luck = {(Purpose.RENEWAL, lead(n), met): STAYS for n in range(3) for met in range(1, 5)}
    luck |= {(Purpose.RENEWAL, lead(0), 1): LEAVES, (Purpose.RENEWAL, lead(1), 2): LEAVES}
    found = all_of(monkeypatch, text(quota % "quarter", months=3), luck, days)
    assert [row for row in found if "QUOTA" in row] == by_hand("""
        2026-02-07 01:00 QUOTA_CREDIT_LOST a team=ae amount=120000 value=31.0
        2026-03-12 01:00 QUOTA_CREDIT_LOST b team=ae amount=120000 value=59.0
        2026-04-01 00:00 QUOTA_PERIOD      - detail=2 team=ae amount=120000 value=3000.0
    """)
    found = all_of(monkeypatch, text(quota % "month", months=3), luck, days)
    assert [row for row in found if "QUOTA" in row] == by_hand("""
        2026-02-01 00:00 QUOTA_PERIOD - team=ae amount=240000 value=1000.0
        # On 7 February nothing counts yet; the third win comes a day later, and nothing is taken off it.
        2026-03-01 00:00 QUOTA_PERIOD - detail=1 team=ae amount=120000 value=1000.0
        2026-04-01 00:00 QUOTA_PERIOD - detail=2 team=ae value=1000.0  # nothing counts in March
    """)


def test_both_engines_take_back_the_same() -> None:
    """Bonuses and quotas too, where people leave and quotas pay."""
    quota = "quota: {per_year: 12k per year, accelerator: 2, clawback: true}\n      payroll_burden: 20%"
    plan = f"commission_clawback: 6 months\n      {SPIFS.replace('firms}', 'firms, clawback: true}')}\n      {quota}"
    heads = "{start: 3, 2026-04-10: 2, 2026-07-10: 4}"
    more = resolve(load_text(text(plan, months=12, heads=heads).replace("initial: empty", FOUND)))
    seen = set()
    for replication in range(2):
        journal = simulate(more, replication)
        assert journal.rows() == compiled.simulate(more, replication).rows()
        audit(journal)
        values = measure(journal).values
        back = -int(journal.amount[journal.where(Kind.SPIF_CLAWBACK)].sum())
        assert values["spifs_clawed_back", "", ""].x == pytest.approx(back / 100)
        seen |= set(journal.kind.tolist())
    assert {Kind.SPIF_CLAWBACK, Kind.QUOTA_CREDIT_LOST} <= seen
