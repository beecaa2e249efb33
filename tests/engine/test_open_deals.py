"""A limit of open deals: who waits for a place, in which order, and what gives one, by hand and in both engines."""

from pathlib import Path

import pytest
from engine.test_quota import HOURS
from engine.timetable import Luck, by_hand, lead, lived

from gtmsim.engine import compiled
from gtmsim.engine.draws import Purpose
from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.scenario.load import load, load_text
from gtmsim.scenario.resolve import resolve

FIRM = """
    name: firm
    market:
      channels: {{calls: {{max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {{firms: 100%}}}}}}
      segments: {{firms: {{contract_value: {{median: 1.2k, sigma: 1}}, committee: one, churn: 0%}}}}
      committees: {{one: {{time_between_meetings: 1 day, deal_sigma: 0, roles: {{boss: {{base: 20, fit: 0}}}}}}}}
      qualification: {{in_market: {{sql_rate: 100%, handling_time: 1h}}}}
      selling: {{stages: [{stages}], {selling}}}
    plan:
      teams: {{ae: {{headcount: {heads}, working_hours: {hours}, {ae}}}}}
    run: {{start: 2026-01-01, months: {months}, initial: {initial}, run_off: false}}
"""
DEMO = "{name: demo, selling_time: 24h, buyer_delay: 3 days, conversion: 100%}"
OFFER = "{name: offer, selling_time: 12h, buyer_delay: 0 days, conversion: 100%}"
TWO = ["2026-01-05 00:00", "2026-01-05 00:30"]
KINDS = "TASK_STARTED WON LOST NO_DECISION"
SMALL, MIDDLING, LARGE = 0.2, 0.5, 0.8


def text(ae: str = "open_deals: 1", **said: object) -> str:
    """One AE works a day on each deal, whose buyer thinks for three days and whose committee meets a day later."""
    usual = {"stages": DEMO, "selling": "touches: {}", "heads": 1, "hours": HOURS, "months": 2, "initial": "empty"}
    return FIRM.format(**{**usual, "ae": ae, **said})


def told(patch: pytest.MonkeyPatch, said: str, arrivals: list[str], luck: Luck | None = None) -> list[str]:
    """When work on deals begins, by whom, and when it is over: time, kind, account and person."""
    rows = [row.split() for row in lived(patch, said, arrivals, luck) if row.split()[2] in KINDS.split()]
    kept = ("int_value=", "detail=1")
    return [
        " ".join([*row[:4], *(word for word in row[4:] if word.startswith(kept))])
        for row in rows
        if "detail=-1" not in row or row[2] != "TASK_STARTED"
    ]


def test_a_new_deal_waits_until_the_open_one_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """The buyer of the first signs on the 10th; without a limit the second is begun on the 6th."""
    assert told(monkeypatch, text(), TWO) == by_hand("""
        2026-01-05 01:00 TASK_STARTED a
        2026-01-10 01:00 WON          a
        2026-01-10 01:00 TASK_STARTED b
        2026-01-15 01:00 WON          b
    """)
    free = by_hand("""
        2026-01-05 01:00 TASK_STARTED a
        2026-01-06 01:00 TASK_STARTED b
        2026-01-10 01:00 WON          a
        2026-01-11 01:00 WON          b
    """)
    assert told(monkeypatch, text("open_deals: 2"), TWO) == told(monkeypatch, text("ramp: 0 days"), TWO) == free


def test_what_is_begun_goes_on_and_those_who_wait_are_taken_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three wait behind the first, whose second stage is served at once: the largest comes next."""
    arrivals = [*TWO, "2026-01-05 00:40", "2026-01-05 00:50"]
    sizes = {1: SMALL, 2: LARGE, 3: MIDDLING}
    luck = {(Purpose.VALUE, lead(ordinal), 0): size for ordinal, size in sizes.items()}
    said = text("open_deals: 1, queue_discipline: large_first", stages=f"{DEMO}, {OFFER}")
    assert told(monkeypatch, said, arrivals, luck) == by_hand("""
        2026-01-05 01:00 TASK_STARTED a
        2026-01-09 01:00 TASK_STARTED a detail=1
        2026-01-10 13:00 WON          a
        2026-01-10 13:00 TASK_STARTED c
        2026-01-14 13:00 TASK_STARTED c detail=1
        2026-01-16 01:00 WON          c
        2026-01-16 01:00 TASK_STARTED d
        2026-01-20 01:00 TASK_STARTED d detail=1
        2026-01-21 13:00 WON          d
        2026-01-21 13:00 TASK_STARTED b
        2026-01-25 13:00 TASK_STARTED b detail=1
        2026-01-27 01:00 WON          b
    """)


def test_whose_window_closes_waits_no_more_and_takes_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows of 8 days: the second closes while the first is open, the third is begun a day before its own does."""
    arrivals = [*TWO, "2026-01-08 00:00"]
    said = text(selling="buying_window: 8 days", stages=DEMO.replace("3 days", "6 days"))
    assert told(monkeypatch, said, arrivals) == by_hand("""
        2026-01-05 01:00 TASK_STARTED a
        2026-01-13 01:00 WON          a  # at the last moment
        2026-01-13 01:00 TASK_STARTED b  # in the same, 30 minutes before the window of the second closes
        2026-01-13 01:30 NO_DECISION  b
        2026-01-14 01:00 TASK_STARTED c
        2026-01-16 01:00 NO_DECISION  c
    """)
    later = text(selling="buying_window: 8 days", stages=DEMO.replace("3 days", "7 days"))
    assert told(monkeypatch, later, arrivals)[:3] == by_hand("""
        2026-01-05 01:00 TASK_STARTED a
        2026-01-13 01:00 NO_DECISION  a  # the buyer still thinks
        2026-01-13 01:00 TASK_STARTED b
    """)


def test_whoever_comes_brings_places_and_whoever_goes_takes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second AE lets the first one begin another deal; where one of two leaves, the third waits for both."""
    found = told(monkeypatch, text(heads="{start: 1, 2026-01-08: 2}"), TWO)
    assert found[:2] == by_hand("""
        2026-01-05 01:00 TASK_STARTED a
        2026-01-08 00:00 TASK_STARTED b  # places are the team's
    """)
    three = [*TWO, "2026-01-05 00:40"]
    found = told(monkeypatch, text(heads="{start: 2, 2026-01-08: 1}"), three)
    assert found == by_hand("""
        2026-01-05 01:00 TASK_STARTED a
        2026-01-05 01:30 TASK_STARTED b int_value=1
        2026-01-10 01:00 WON          a
        2026-01-10 01:30 WON          b
        2026-01-10 01:30 TASK_STARTED c
        2026-01-15 01:30 WON          c
    """)


def test_what_day_0_finds_is_open_and_no_limit_has_moved_it() -> None:
    """The same deals are found whatever the limit is; while any that an AE has begun is open, no other is begun."""
    tight, free = (
        resolve(load_text(text(ae, initial="{pipeline: {firms: 6}}", months=3)))
        for ae in ("open_deals: 1", "ramp: 0 days")
    )
    for replication in range(3):
        journal, other = simulate(tight, replication), simulate(free, replication)
        assert journal.rows() == compiled.simulate(tight, replication).rows()
        day_0 = [row for row in journal.rows() if row[0] == 0 and row[1] != Kind.TASK_ENDED]
        assert [row for row in day_0 if row[1] == Kind.OPPORTUNITY] == [
            row for row in other.rows() if row[0] == 0 and row[1] == Kind.OPPORTUNITY
        ]
        begun: set[int] = set()
        found = {row[2] for row in journal.rows() if row[1] == Kind.OPPORTUNITY and row[3] == 1}
        for row in journal.rows():
            if row[1] == Kind.TASK_STARTED and row[3] >= 0:
                begun.add(row[2])
                assert row[2] in found or len(begun) == 1, row
            elif row[1] in (Kind.WON, Kind.LOST, Kind.NO_DECISION):
                begun.discard(row[2])
        assert len(journal.where(Kind.WON)) < len(other.where(Kind.WON))


def test_a_limit_that_nobody_reaches_changes_nothing() -> None:
    baseline = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
    months = ["run.months=6", "run.run_off=false"]
    free, wide = (resolve(load(baseline, [*months, *more])) for more in ([], ["plan.teams.ae.open_deals=10000"]))
    assert simulate(free, 0).rows() == simulate(wide, 0).rows()
    assert compiled.simulate(wide, 0).rows() == compiled.simulate(free, 0).rows()
