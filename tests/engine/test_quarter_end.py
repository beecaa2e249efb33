"""Deals that are offered less for signing before a period ends: every row by hand, and what emerges of it."""

import math
from functools import cache
from pathlib import Path
from statistics import fmean, stdev

import pytest
from engine.test_quota import HOURS
from engine.timetable import Luck, by_hand, lead, lived

from gtmsim.engine import compiled
from gtmsim.engine.draws import PURPOSES
from gtmsim.journal.kinds import Kind
from gtmsim.metrics import audit
from gtmsim.scenario.load import load, load_text
from gtmsim.scenario.resolve import resolve

FIRM = """
    name: firm
    market:
      channels: {{calls: {{max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {{firms: 100%}}}}}}
      segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%}}}}
      committees:
        one:
          min_meetings: {meetings}
          time_between_meetings: {gap}
          review: {review}
          deal_sigma: 0
          roles: {{boss: {{base: 20, fit: 0, price: 2}}}}
      qualification: {{in_market: {{sql_rate: 100%, handling_time: 1h}}}}
      selling: {{stages: [{{name: demo, selling_time: 23h}}]{selling}}}
      quarter_end: {{pull_forward: {chance}, discount_sensitivity: 0, reach: {reach}}}
    plan:
      teams: {{ae: {{headcount: 1, working_hours: {hours}}}}}
      {plan}
    run: {{start: 2026-01-01, months: {months}, initial: empty, run_off: false}}
"""
PUSH = "quarter_end: {discount: 10%, last_days: 10 days}"
KINDS = ["QUOTED", "CLOSING_OFFER", "COMMITTEE_MET", "VOTE", "WON", "LOST", "NO_DECISION"]
A, PULL = lead(0), PURPOSES["PULL_FORWARD"]


def text(plan: str = PUSH, **said: object) -> str:
    """A firm whose deals are quoted a day after their lead came, for 100 a month."""
    usual = {"meetings": 2, "gap": "8 days", "review": "4 days", "selling": "", "chance": "40%", "reach": "60 days"}
    return FIRM.format(**{**usual, "hours": HOURS, "months": 6, "plan": plan, **said})


def told(patch: pytest.MonkeyPatch, said: str, arrives: str, luck: float | None = None) -> list[str]:
    """Rows from the quote to the end of a deal whose lead comes at an instant."""
    drawn: Luck = {} if luck is None else {(PULL, A, quarter): luck for quarter in range(3)}
    return [row for row in lived(patch, said, [arrives], drawn) if row.split()[2] in KINDS]


def test_who_decides_by_then_anyway_takes_the_discount(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quoted on 6 March, met on the 14th and 22nd, due on the 26th: pressed on 22 March, and 10 % off for nothing."""
    assert told(monkeypatch, text(), "2026-03-05 00:00", 0.99) == by_hand("""
        2026-03-06 00:00 QUOTED        a amount=120000
        2026-03-14 00:00 COMMITTEE_MET a detail=1
        2026-03-22 00:00 COMMITTEE_MET a detail=2
        2026-03-22 00:00 CLOSING_OFFER a detail=1 amount=108000 int_value=12000
        2026-03-26 00:00 VOTE          a int_value=1 value=20.210721031315654
        2026-03-26 00:00 WON           a amount=108000
    """)


def test_a_decision_is_pulled_forward(monkeypatch: pytest.MonkeyPatch) -> None:
    """Met on 20 March, due on 1 April; pressed on the 22nd with luck of a half of the chance: 5 of the 10 days on.

    Ten days are left then, six to the meeting and four of the review, which take half as long each.
    """
    assert told(monkeypatch, text(), "2026-03-11 00:00", 0.2) == by_hand("""
        2026-03-12 00:00 QUOTED        a amount=120000
        2026-03-20 00:00 COMMITTEE_MET a detail=1
        2026-03-22 00:00 CLOSING_OFFER a detail=2 amount=108000 int_value=12000 value=5.0
        2026-03-25 00:00 COMMITTEE_MET a detail=2
        2026-03-27 00:00 VOTE          a int_value=1 value=20.210721031315654
        2026-03-27 00:00 WON           a amount=108000
    """)


def test_an_offer_lapses_with_the_period(monkeypatch: pytest.MonkeyPatch) -> None:
    """With bad luck all is as it was, the price too; so it is where the decision is due too late to be pulled."""
    lapsed = by_hand("""
        2026-03-12 00:00 QUOTED        a amount=120000
        2026-03-20 00:00 COMMITTEE_MET a detail=1
        2026-03-22 00:00 CLOSING_OFFER a amount=120000
        2026-03-28 00:00 COMMITTEE_MET a detail=2
        2026-04-01 00:00 VOTE          a int_value=1 value=20.0
        2026-04-01 00:00 WON           a amount=120000
    """)
    assert told(monkeypatch, text(), "2026-03-11 00:00", 0.4) == lapsed
    late = [row.replace("03-11", "03-12") for row in lapsed]
    assert len(late) == len(told(monkeypatch, text(reach="12 hours"), "2026-03-12 00:00", 0.1))
    assert "detail=2 amount" not in " ".join(told(monkeypatch, text(reach="12 hours"), "2026-03-12 00:00", 0.1))
    off = told(monkeypatch, text("commission: 0%"), "2026-03-11 00:00")
    assert off == [row for row in lapsed if "CLOSING" not in row]


def test_while_a_member_reviews_and_from_the_first_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    """A review until 2 April is cut; a deal that comes in the last days is pressed when it comes."""
    said = text(meetings=1, gap="8 days", review="12 days")
    assert told(monkeypatch, said, "2026-03-12 00:00", 0.1) == by_hand("""
        2026-03-13 00:00 QUOTED        a amount=120000
        2026-03-21 00:00 COMMITTEE_MET a detail=1
        2026-03-22 00:00 CLOSING_OFFER a detail=2 amount=108000 int_value=12000 value=8.5
        2026-03-24 12:00 VOTE          a int_value=1 value=20.210721031315654
        2026-03-24 12:00 WON           a amount=108000
    """)
    said = text(meetings=1, gap="6 days", review="8 days")
    assert told(monkeypatch, said, "2026-03-24 00:00", 0.2) == by_hand("""
        2026-03-25 00:00 QUOTED        a amount=120000
        2026-03-25 00:00 CLOSING_OFFER a detail=2 amount=108000 int_value=12000 value=10.5
        2026-03-26 12:00 COMMITTEE_MET a detail=1
        2026-03-28 12:00 VOTE          a int_value=1 value=20.210721031315654
        2026-03-28 12:00 WON           a amount=108000
    """)


def test_it_is_pressed_again_when_the_next_period_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A deal of 130 days is pressed in March and in June, once each."""
    rows = told(monkeypatch, text(gap="60 days", review="10 days", reach="10 days"), "2026-03-01 00:00", 0.9)
    assert [row[:10] for row in rows if "CLOSING" in row] == ["2026-03-22", "2026-06-21"]


def test_a_window_may_close_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window of 20 days closes on 31 March: in time for a decision that is pulled forward, and for no other."""
    said = text(selling=", buying_window: 20 days")
    assert told(monkeypatch, said, "2026-03-11 00:00", 0.9)[-1].split()[2] == "NO_DECISION"
    assert told(monkeypatch, said, "2026-03-11 00:00", 0.2)[-1].split()[2] == "WON"


def test_sellers_who_have_reached_their_quota_press_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two deals of a quarter; the first reaches a quota of 1,000 and not one of 3,000."""
    push = PUSH.replace("}", ", only_below_quota: true}")
    for yearly, pressed in ((4_000, 0), (12_000, 1)):
        said = text(f"quota: {{per_year: {yearly}}}\n      {push}")
        arrivals = ["2026-01-05 00:00", "2026-03-05 00:00"]
        rows = lived(monkeypatch, said, arrivals, {})
        assert sum(" CLOSING_OFFER " in row for row in rows) == pressed, rows


PIPELINE = """
    name: firm
    market:
      channels: {{calls: {{max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {{firms: 100%}}}}}}
      segments: {{firms: {{contract_value: 12k, committee: one, churn: 0%}}}}
      committees: {{one: {{min_meetings: 1, time_between_meetings: 120 days, roles: {{boss: {{base: 1}}}}}}}}
      qualification: {{in_market: {{sql_rate: 100%, handling_time: 1h}}}}
      selling: {{stages: [{{name: demo, selling_time: 1h}}]}}
    plan: {{{plan}}}
    run: {{start: 2026-01-01, months: 4, initial: {{pipeline: {{firms: 30}}}}, run_off: false}}
"""


def test_deals_that_day_0_finds_before_a_committee_are_pressed_too() -> None:
    """And until the first period is about to end everything is as it is without: nothing of the plan moves day 0."""
    bare, pressed = (
        compiled.simulate(resolve(load_text(PIPELINE.format(plan=plan))), 0) for plan in ("commission: 0%", PUSH)
    )
    offers = pressed.time[pressed.of(Kind.CLOSING_OFFER)]
    first = (90 - 10) * 86_400_000_000
    assert len(offers) > 10 and (offers == first).any()
    before = int((bare.time < first).sum())
    assert bare.rows()[:before] == pressed.rows()[:before]


BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
Shares = dict[str, float]


@cache
def runs(*sets: str) -> list[Shares]:
    """What each of sixteen replications of the baseline over two years comes to."""
    inputs, found = resolve(load(BASELINE, ["run.run_off=false", *sets])), []
    for replication in range(16):
        journal = compiled.simulate(inputs, replication)
        audit(journal)
        won = journal.of(Kind.WON)
        days, value = journal.time[won] / 86_400_000_000, journal.amount[won] / 100
        months = [month / 86_400_000_000 for month in inputs.months]
        ends = months[3::3]
        last = sum(value[(days >= end - 14) & (days < end)].sum() for end in ends)
        first = sum(value[(days >= months[k]) & (days < months[k + 1])].sum() for k in range(3, len(months) - 1, 3))
        found.append({"last": last / value.sum(), "first": first / value.sum(), "arr": value.sum(), "wins": len(value)})
    return found


def gained(name: str, *sets: str) -> tuple[float, float]:
    """Paired difference to the baseline, and its standard error."""
    pairs = [after[name] - before[name] for before, after in zip(runs(), runs(*sets), strict=True)]
    return fmean(pairs), stdev(pairs) / math.sqrt(len(pairs))


PRESSES = "plan.quarter_end={discount: 10%}"


def test_wins_pile_up_before_quarters_end_and_the_next_begins_emptier() -> None:
    for name, sign in (("last", 1), ("first", -1)):
        mean, error = gained(name, PRESSES)
        assert sign * mean > 2 * error, (name, mean, error)


def test_what_is_gained_in_a_year_is_little() -> None:
    """A tenth off wins a few deals more, and their prices are lower: of new ARR nothing like the push is left."""
    arr, wins = gained("arr", PRESSES), gained("wins", PRESSES)
    share = arr[0] / fmean(each["arr"] for each in runs())
    assert wins[0] > 2 * wins[1] and -0.02 < share < 0.04


def test_more_is_pulled_forward_where_buyers_heed_deadlines() -> None:
    mean, error = gained("last", PRESSES, "market.quarter_end.pull_forward=40%")
    less, _ = gained("last", PRESSES)
    assert mean - less > 2 * error
    none, error = gained("last", "plan.quarter_end={discount: 0%}", "market.quarter_end.pull_forward=0%")
    assert none == error == 0.0
