"""The calibration: the firm is lived, and what it brings is held against what was said, until both agree."""

import datetime
from dataclasses import replace
from math import ceil, log
from typing import Any, NamedTuple

from gtmsim.scenario.load import load_text
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.firm.answers import MONTH, Answers
from gtmsim.study.firm.derived import HOURS, LOAD, SURE, Derived, bounded, first, hours
from gtmsim.study.firm.text import text_of
from gtmsim.study.replicate import run
from gtmsim.study.results import Results
from gtmsim.study.today import as_today

ROUNDS = (1.0, 2.0, 4.0, 4.0, 4.0)  # times so many opportunities that a round lives
DEALS = 1500.0
MOST_LEADS = 30_000.0
TOLERANCE = 0.1  # of what was said, within which the firm brings it
CLOSE = 0.025
TOLD = {
    "sql_rate": "MQLs that become opportunities",
    "win_rate": "opportunities that are won",
    "cycle": "the sales cycle",
}
PASSED = 0.6  # of the hours of all stages that a deal takes, as most are lost on the way
EASY = 0.5  # load of people who never are in a jam
IDLE = 0.4  # of its hours: a team that has less to do is worth a word
SURELY = 0.97  # of conversions: no stage is passed by everybody


class Calibrated(NamedTuple):
    """The derived numbers, and what cannot be as it was said."""

    said: Answers
    found: Derived
    reached: dict[str, float]  # what the firm brings, of what it was calibrated to
    beware: tuple[str, ...]


def calibrated(said: Answers, start: datetime.date) -> Calibrated:
    """Numbers with which the firm of day 0 brings what was said of it."""
    staffed = _staffed(said)
    found = first(staffed)
    reached: dict[str, float] = {}
    for times in ROUNDS:
        lived = _lived(staffed, found, start, times)
        reached = _reached(lived)
        if times == ROUNDS[-1] and not _far(said, reached):
            break
        found = _moved(said, found, reached)
    short = [team for team in HOURS if staffed[team] > said[team]]
    least: dict[str, Any] = {f"{team}_hours": HOURS[team][0] for team in short}
    found = replace(found, **least)
    found = replace(found, pipeline=max(1, round(lived.estimate("pipeline_deals").mean or 0.0)))
    return Calibrated(said, found, reached, (*_too_much(said, found), *_missed(said, reached)))


def _staffed(said: Answers) -> Answers:
    """The same firm with as many people as its work takes at the very least: what the market is like without a jam."""
    work = _work(said)
    heads = {team: HOURS[team][0] * work[team] / (EASY * hours(team, said) / said[team]) for team in work if said[team]}
    short = {team: float(ceil(needed)) for team, needed in heads.items() if needed > said[team]}
    return replace(said, numbers={**said.numbers, **short}) if short else said


def _work(said: Answers) -> dict[str, float]:
    """Pieces of work of each team a month."""
    mqls = sum(said.leads.values()) * MONTH * said["mql_rate"]
    customers = max(1.0, said["arr"] / said["acv"])
    return {"sdr": mqls, "ae": PASSED * mqls * said["sql_rate"], "csm": customers}


def _far(said: Answers, reached: dict[str, float]) -> bool:
    """Is a last step worth the while?"""
    return any(abs(reached.get(name, 0.0) / said[name] - 1.0) > CLOSE for name in TOLD)


def _scenario(said: Answers, found: Derived, start: datetime.date) -> Scenario:
    return load_text(text_of(said, found, start))


def _lived(said: Answers, found: Derived, start: datetime.date, times: float) -> Results:
    """So many opportunities lived, of a firm that only wins customers."""
    leads = sum(said.leads.values()) * MONTH
    deals = leads * said["mql_rate"] * said["sql_rate"]
    months = min(60.0, max(12.0, 6.0 * said["cycle"] / MONTH))
    needed = min(times * DEALS / deals, times * MOST_LEADS / leads)
    n = max(2, round(needed / months))
    scenario = as_today(_scenario(said, found, start), round(months))
    initial = scenario.run.initial
    assert not isinstance(initial, str)
    told = {"initial": initial.model_copy(update={"customers": {}}), "run_off": False}
    return run(scenario.model_copy(update={"run": scenario.run.model_copy(update=told)}), n, jobs=1, allow_large=True)


def _reached(lived: Results) -> dict[str, float]:
    """What it brings, by the name of the answer; what has no value is left out."""
    asked = {
        "sql_rate": ("mql_to_sql_rate", "", ""),
        "win_rate": ("win_rate_broad", "", ""),
        "cycle": ("sales_cycle_days", "", ""),
        "sdr": ("utilisation", "team", "sdr"),
        "ae": ("utilisation", "team", "ae"),
    }
    found = {name: lived.estimate(*where).mean for name, where in asked.items()}
    return {name: value for name, value in found.items() if value}


def _moved(said: Answers, found: Derived, reached: dict[str, float]) -> Derived:
    """Each number moved by the ratio of what was said and what came."""

    def ratio(name: str) -> float:
        return said[name] / reached[name] if name in reached else 1.0

    told: dict[str, Any] = {
        "sql_rate": min(1.0, found.sql_rate * ratio("sql_rate")),
        "delay": found.delay * min(2.0, max(0.5, ratio("cycle"))),
    }
    conversion = found.conversion * ratio("win_rate") ** (1.0 / 3.0)
    if conversion > SURELY:
        told["base"] = min(2.0 * SURE, found.base + log(conversion / SURELY) * 6.0 + 0.3)
    told["conversion"] = min(SURELY, conversion)
    for team in ("sdr", "ae"):
        load = reached.get(team)
        if load:
            wanted = LOAD / load if load < 0.97 else 0.6
            told[f"{team}_hours"] = bounded(team, getattr(found, f"{team}_hours") * wanted)
    return replace(found, **told)


def _too_much(said: Answers, found: Derived) -> list[str]:
    """Teams that cannot do the work that was said, or have next to none."""
    words = {
        "sdr": ("qualify", "MQLs a month", found.sdr_hours),
        "ae": ("work", "opportunities a month", found.ae_hours),
        "csm": ("look after", "customers", found.csm_hours),
    }
    told = []
    for team, pieces in _work(said).items():
        verb, what, each = words[team]
        heads, there, taken = said[team], hours(team, said), pieces * each
        count = f"{pieces / (PASSED if team == 'ae' else 1.0):,.0f} {what}"
        if not heads:
            continue
        who = f"your {heads:g} {team.upper()}{'' if heads == 1 else 's'}"
        if taken > there:
            told.append(
                f"{who} cannot {verb} {count}: even at {each:.2g} hours for each that is {taken:,.0f} hours a month, "
                f"and they have {there:,.0f}; say more people (--{team}), or less work"
            )
        elif taken < IDLE * there:
            told.append(
                f"{who} are {100 * taken / there:.0f} % busy with {count}, even at {each:.2g} hours for each; "
                f"say fewer people (--{team}) if the others do something else"
            )
    return told


def _missed(said: Answers, reached: dict[str, float]) -> list[str]:
    """What the firm does not bring as it was said, though it was calibrated to."""
    told = []
    for name, label in TOLD.items():
        wanted, came = said[name], reached.get(name)
        if came is None or abs(came / wanted - 1.0) > TOLERANCE:
            shown = "nothing that can be told" if came is None else in_words(name, came)
            told.append(f"{label}: {in_words(name, wanted)} was said, and the firm brings {shown}")
    return told


def in_words(name: str, value: float) -> str:
    """A rate or a time as people say it."""
    return f"{value:.3g} days" if name == "cycle" else f"{100.0 * value:.3g}%"
