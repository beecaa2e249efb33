"""A hint leads to something that works: what it offers is taken, and is what the text meant."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.language.quantity import QuantityError, parse
from gtmsim.scenario.language.respell import digits, hint, plainly, ranged, respelled
from gtmsim.scenario.language.respell_dates import dates
from gtmsim.scenario.language.units import EXAMPLES
from gtmsim.scenario.load import load

BASE = Path(__file__).parent.parent.parent / "scenarios" / "baseline.yaml"

MEANT = [
    ("day", "net 30", ["30 days"]),
    ("day", "Net60", ["60 days"]),
    ("day", "n/45", ["45 days"]),
    ("day", "net 30 days", ["30 days"]),
    ("month", "90 days", ["3 months"]),
    ("month", "365 days", ["12 months"]),
    ("month", "26 weeks", ["6 months"]),
    ("month", "45 days", []),
    ("1/year", "3 years", ["33.3% per year"]),
    ("1/year", "30 months", ["40% per year"]),
    ("1/month", "2 months", ["0.5 per month"]),  # (declared unit, what was written, what is offered)
    ("money/month", "12,000", ["12000"]),
    ("money/month", "12,000 per month", ["12000 per month"]),
    ("money/month", "12.000 per month", ["12000 per month", "12 per month"]),
    ("money/month", "1.200,50", ["1200.5"]),
    ("money/month", "1,200.50", ["1200.5"]),
    ("money/month", "1 200", ["1200"]),
    ("money/month", "1\u00a0200", ["1200"]),
    ("money/month", "1'200", ["1200"]),
    ("money/month", "40K", ["40k"]),
    ("money/month", "$12K/month", ["$12k per month"]),
    ("money/month", "12kUSD", ["12k USD"]),
    ("money/month", "12k a month", ["12k per month"]),
    ("money/month", "12k monthly", ["12k per month"]),
    ("money/month", "12k/mo", ["12k per month"]),
    ("money/month", "12k annually", ["12k per year"]),
    ("money/month", "12k p.a.", ["12k per year"]),
    ("money/month", "10 thousand", ["10k"]),
    ("money/month", "1.5 mio", ["1.5M"]),
    ("money/month", "2m", ["2M"]),
    ("money", "1.2bn", ["1200M"]),
    ("money/month", "12 months", []),
    ("money/month", "5 %", []),
    ("money/month", "9.5.2", []),
    ("money/month", "12k per month per year", []),
    ("money/year", "38k a year plus tax", []),
    ("share", "5 percent", ["5%"]),
    ("share", "5pct", ["5%"]),
    ("share", "5,5%", ["5.5%"]),
    ("share", "1/20", ["5%"]),
    ("share", "12 months", []),
    ("share", "3 % p.a.", []),
    ("share", "5 % per month", []),  # not 5 % of a contract year
    ("share", "5 % a week", []),
    ("day", 45, ["45 days"]),
    ("day", "45 Days", ["45 days"]),
    ("day", "3mos", ["3 months"]),
    ("day", "a week", ["1 week"]),
    ("day", "three months", ["3 months"]),
    ("day", "30 working days", ["42 days"]),
    ("day", "1 month 2 weeks", ["44.4375 days"]),
    ("day", "90 dias", ["90 days"]),
    ("day", "12k", []),
    ("hour", 8, ["8h"]),
    ("hour", "1h30", ["1.5h"]),
    ("hour", "1.5 hrs.", ["1.5h"]),
    ("hour", "90'", ["90 minutes"]),
    ("month", 12, ["12 months"]),
    ("month", "12m", ["12 months"]),
    ("month", "Annual", ["annual"]),
    ("month", "month-to-month", ["monthly"]),
    ("lead/day", 12, ["12 per day", "12 per month", "12 per event"]),
    ("lead/day", "12 leads a day", ["12 per day"]),
    ("lead/day", "360 pm", ["360 per month"]),
    ("1/year", "15% p.a.", ["15% per year"]),
    ("1/year", "15 percent a year", ["15% per year"]),
    ("count", "5.5", ["5", "6"]),
    ("count", "5 FTE", ["5"]),
    ("count", "2K", ["2k"]),
    ("count", "five", ["5"]),
    ("count", "0x1F", ["31"]),
    ("money", "0b11 USD", ["3 USD"]),
    ("1", "5%", ["0.05"]),
    ("1", "1.5x", ["1.5", "x1.5"]),
    ("1", "×1.5", ["1.5", "x1.5"]),
    ("clock", 9, ["9h"]),
    ("clock", "9:30", ["9.5h"]),
    ("clock", "5 pm", ["17h"]),
    ("date", "01.02.2026", ["2026-02-01"]),
    ("date", "2026/1/31", ["2026-01-31"]),
    ("date", "01/31/2026", ["2026-01-31"]),
    ("date", "31/01/2026", ["2026-01-31"]),
    ("date", "02/01/2026", ["2026-01-02", "2026-02-01"]),
    ("date", "26-01-31", ["2026-01-31", "2031-01-26"]),
    ("date", "1 Jan 2026", ["2026-01-01"]),
    ("date", "January 31, 2026", ["2026-01-31"]),
    ("date", "Q3 2026", ["2026-07-01"]),
    ("date", "20260131", ["2026-01-31"]),
    ("date", "2026-02-30", ["2026-02-28"]),
    ("date", "2026-05", ["2026-05-01"]),
    ("date", "soon", []),
]


@pytest.mark.parametrize(("unit", "said", "offered"), MEANT, ids=[f"{unit} {said}" for unit, said, _ in MEANT])
def test_what_was_meant_is_offered(unit: str, said: object, offered: list[str]) -> None:
    assert respelled(said, unit) == offered
    if unit != "date" and said != "5.5":
        with pytest.raises(QuantityError) as caught:
            parse(said, unit)
        assert all(f"`{each}`" in caught.value.hint for each in offered)
        if not offered and caught.value.hint.startswith("write for"):
            assert EXAMPLES[unit] in caught.value.hint


PARAMETERS = {
    "money/month": "plan.spend.content",
    "money/year": "plan.teams.ae.salary",
    "money": "run.initial.cash",
    "share": "market.segments.mid.churn",
    "day": "market.selling.buying_window",
    "hour": "market.segments.mid.csm_hours",
    "month": "plan.terms.mid",
    "lead/day": "market.channels.content.max_leads",
    "1/year": "market.segments.mid.closure_rate",
    "count": "plan.teams.ae.headcount",
    "1": "market.segments.mid.effort",
    "clock": "plan.working_hours.closes",
    "date": "plan.working_hours.holidays",
}
WRITTEN = [
    *("12,000", "9.5.2", "101%", "12 months", "01.01.2026", "1 200", "40K", "5 %", "1.200,50", "€12k", "12.000"),
    *("1_000", "12,5", "9:30", "007", "0x1F", "2m", "3-5", "10k-12k", "45 Days", "a week", "5 FTE", "15% p.a."),
    *("½", "12 k", "1e3", "~5", "1.5x", "TBD", "n/a", "?", "[3]", "{}", "{value: 3 xx}", "true", "null"),
]  # fmt: skip


@pytest.mark.parametrize("unit", PARAMETERS)
@pytest.mark.parametrize("written", WRITTEN)
def test_a_hint_of_a_file_works(unit: str, written: str) -> None:
    """Whatever a file says wrongly, the writing in the hint is taken or complained of for another reason only."""
    path = PARAMETERS[unit]
    shell = "{}" if unit != "date" else "[{}]"
    try:
        load(BASE, [f"{path}={shell.format(written)}"])
    except ScenarioError as error:
        for problem in error.problems:
            if problem.code == "E_RANGE" and not problem.hint:
                continue  # the bounds say all
            assert problem.hint, problem
            for each in re.findall("(?:write |mean | or |, )`([^`]*)`", problem.hint.replace(" for example", "")):
                shown = each if len(error.problems) > 1 else shell.format(each)
                try:
                    load(BASE, [f"{path}={shown}" if unit != "date" else f"{path}=[{each}]"])
                except ScenarioError as again:
                    assert {one.code for one in again.problems} <= {"E_RANGE"}, (written, each, str(again))


@pytest.mark.parametrize(
    ("said", "unit", "offered"),
    [
        ("10k-12k", "money/month", "{value: 11k per month, low: 10k per month, high: 12k per month}"),
        ("45-60 days", "day", "{value: 52.5 days, low: 45 days, high: 60 days}"),
        ("3 to 5", "count", "{value: 4, low: 3, high: 5}"),
        ("5%–9%", "share", "{value: 7%, low: 5%, high: 9%}"),
        ("8 +- 2 days", "day", "{value: 8 days, low: 6 days, high: 10 days}"),
        ("5-3", "count", ""),
        ("2026-01", "date", ""),
        ("a-b", "count", ""),
        ("1-2-3", "count", ""),
    ],
)
def test_a_range_is_offered_as_one(said: str, unit: str, offered: str) -> None:
    assert ranged(said, unit) == (f"write `{offered}`" if offered else "")


def test_a_number_without_a_unit_is_told_plainly() -> None:
    assert plainly("12,000") == "write `12000`"
    assert plainly("12.000") == "write `12000` or `12`"
    assert plainly("01.01.2026") == "write `2026-01-01`"
    assert plainly("9:30") == "write `9.5h`"
    assert plainly("0x1F") == "write `31`"
    assert plainly("9.5.2") == "write one plain number, such as `9.5`"
    assert plainly("1," * 100) == "write a plain number"


@given(st.integers(1, 10**9), st.sampled_from(",. '_"), st.sampled_from(["", "5", "25"]))
def test_grouped_numbers_are_understood(whole: int, sign: str, part: str) -> None:
    """Thousands parted by any sign, with the other sign for a fraction."""
    grouped = f"{whole:,}".replace(",", sign)
    point = {",": ".", ".": ","}.get(sign, ".")
    said = grouped + (point + part if part else "")
    expected = str(whole) + (f".{part}" if part else "")
    found = digits(said)
    assert expected in found, (said, found)


@given(st.text(max_size=30), st.sampled_from(sorted(EXAMPLES)))
def test_any_text_has_a_hint_that_is_short_and_works(said: str, unit: str) -> None:
    text = hint(said, unit)
    assert re.search("write |say |needed", text) and len(text) < 200
    for each in respelled(said, unit):
        if each[0] in "{x" or re.search(r"^[-+].*(%|points)$", each):
            continue  # which is a change of something
        bare = float(each) if re.fullmatch(r"-?[\d.]+", each) and unit != "date" else each
        parse(bare, unit)


def test_a_long_text_is_answered_at_once() -> None:
    begin = time.process_time()
    for sign in "0 ,.'-xk%$/a1\u00a0":
        for unit in EXAMPLES:
            assert respelled(sign * 100_000, unit) == []
        plainly(sign * 100_000)
        ranged(sign * 100_000, "day")
    dates("1 " * 20)
    assert time.process_time() - begin < 2.0
