"""The life of one account, told from the journal in dated sentences. It reads rows and decides nothing."""

import datetime
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.engine.journal import Header, Journal, Kind
from gtmsim.engine.reference import decisions
from gtmsim.report.beware import beware
from gtmsim.report.decided import reasons_of, stated_points
from gtmsim.report.progress import aside
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import as_asked, chosen

QUALIFICATION = -1  # `sub` of a task that is no selling stage
FOR_WORK = 1000  # what `level` of a contact who came for work is more than the number of his post


class Row(NamedTuple):
    """One row of the journal, with the header that names its numbers."""

    header: Header
    sub: int
    channel: int
    team: int
    amount: int
    level: int
    number: float

    def money(self) -> str:
        return cash(abs(self.amount), self.header.currency)

    def a_month(self) -> str:
        return f"now {cash(self.level, self.header.currency)} a month"

    def task(self) -> str:
        return "qualification" if self.sub == QUALIFICATION else self.header.stages[self.sub]

    def person(self) -> str:
        return f"{self.header.teams[self.team]} {self.level + 1}"


def cash(cents: int, currency: str) -> str:
    """1234500 -> "12,345 USD"; cents only where there are some."""
    whole, part = divmod(cents, 100)
    return f"{whole:,}{f'.{part:02d}' if part else ''} {currency}"


def _days(number: float) -> str:
    hours = number * 24
    return f"{hours:.1f} hours" if hours < 48 else f"{number:.1f} days"


def _arrived(row: Row) -> str:
    need = "in need" if row.sub else "curious, not in need"
    return f"arrived through {row.header.channels[row.channel]}, {need}, fit {row.number:+.1f}"


FOUND_HOW = ("waiting for us", "in work", "among those we write to")


def _named(row: Row) -> str:
    looks = "not looking for what we sell" if row.number < 0.0 else f"looking for {_days(row.number)} already"
    return f"it is account {row.level + 1:,} of the market's list, {looks}"


def _contact(row: Row) -> str:
    work = ", for work" if row.level >= FOR_WORK else ""
    post = f" ({row.header.posts[row.level % FOR_WORK - 1]}{work})" if row.header.posts else ""
    before = f", who came after {row.sub} other{'s' if row.sub > 1 else ''}," if row.sub else ""
    follows = "does not follow us" if row.number < 0.0 else f"has followed us for {_days(row.number)}"
    return f"the contact there{post}{before} {follows}"


def _opportunity(row: Row) -> str:
    since = ", open since before the start" if row.sub else ""
    return f"became an opportunity worth {row.money()} a year{since}"


def _quoted(row: Row) -> str:
    return f"a price of {row.money()} a year is on the table{f', {row.number:.1%} off' if row.number else ''}"


def _vote(row: Row) -> str:
    role = row.header.roles[row.sub // 1000]
    word = "votes yes" if row.level == 1 else "votes no" if row.level == 0 else "votes no and blocks the deal"
    return f"{role} {word} (stance {row.number:+.1f})"


def _lost(row: Row) -> str:
    return "lost by the committee's vote" if row.sub < 0 else f"lost after {row.task()}"


def _no_decision(row: Row) -> str:
    return f"the buying window closed without a decision, {'in committee' if row.sub < 0 else f'at {row.task()}'}"


def _opening(row: Row) -> str:
    age = f"customer for {row.number / 30.4375:.0f} months already"
    return f"{age}, {cash(row.level, row.header.currency)} a month"


def _condition(row: Row) -> str:
    way = "better" if row.number >= 0.0 else "worse"
    return f"its own business goes {abs(row.number):.1f} standard deviations {way} than usual"


def _invoiced(row: Row) -> str:
    return f"invoiced {row.money()} for {row.sub} month{'s' if row.sub != 1 else ''}"


def _served(row: Row) -> str:
    return f"serving this term costs {row.money()}" if row.amount >= 0 else f"{row.money()} of serving is saved"


DISQUALIFIED = (
    "did not pass marketing's screen",
    "did not qualify",
    "was dropped: nobody was to talk to it",
    "qualified and was dropped: not worth a deal",
)
TOLD: dict[Kind, Callable[[Row], str]] = {
    Kind.LEAD: _arrived,
    Kind.TOUCHED: lambda row: f"it had met us {_days(row.number)} before",
    Kind.FOUND: lambda row: f"day 0 finds it {FOUND_HOW[row.level]}, as a lead for {_days(row.number)}",
    Kind.NAMED: _named,
    Kind.CONTACT: _contact,
    Kind.SEEN: lambda row: f"what we know of it says fit {row.number:+.1f}",
    Kind.MQL: lambda row: "passed marketing's screen",
    Kind.DISQUALIFIED: lambda row: DISQUALIFIED[row.sub],
    Kind.RECYCLED: lambda row: f"answered again after nurturing, return {row.sub}",
    Kind.GAVE_UP: lambda row: f"gave up after waiting {_days(row.number)}",
    Kind.SQL: lambda row: "qualified by sales",
    Kind.TASK_STARTED: lambda row: f"{row.person()} starts {row.task()} after a wait of {_days(row.number)}",
    Kind.TASK_ENDED: lambda row: f"{row.person()} ends {row.task()} after {row.number:.1f} working hours",
    Kind.OPPORTUNITY: _opportunity,
    Kind.ADVANCED: lambda row: f"the buyer goes on after {row.task()}",
    Kind.MEETING: lambda row: f"the committee meets, meeting {row.sub}",
    Kind.VOTE: _vote,
    Kind.WON: lambda row: f"won: a contract of {row.money()} a year",
    Kind.LOST: _lost,
    Kind.NO_DECISION: _no_decision,
    Kind.QUOTED: _quoted,
    Kind.OPENING: _opening,
    Kind.NEW: lambda row: f"a new customer, {row.a_month()}",
    Kind.LIVE: lambda row: f"live: first value {_days(row.number)} after the win",
    Kind.RENEWAL_DUE: lambda row: f"the contract comes up for renewal {row.sub}",
    Kind.RENEWED: lambda row: f"renewed, renewal {row.sub}",
    Kind.UPLIFTED: lambda row: f"price rise of {row.money()} a month, {row.a_month()}",
    Kind.EXPANDED: lambda row: f"expanded by {row.money()} a month, {row.a_month()}",
    Kind.CONTRACTED: lambda row: f"contracted by {row.money()} a month, {row.a_month()}",
    Kind.CHURNED: lambda row: f"churned{' for all we tried' if row.number else ''}: {row.money()} a month is lost",
    Kind.FAILED: lambda row: f"the customer's firm closed: {row.money()} a month is lost",
    Kind.REACTIVATED: lambda row: f"came back, {row.a_month()}",
    Kind.REFERRED: lambda row: "referred a new lead",
    Kind.CONDITION: _condition,
    Kind.HEARD: lambda row: f"has heard that others pay {row.number:.1%} less for the same",
    Kind.SAVED: lambda row: f"wanted to leave and stays{f', for {row.number:.4g} off' if row.number else ''}",
    Kind.ENTITLED: lambda row: f"from now on it has {row.number:.4g} times the CSM hours of its segment",
    Kind.INVOICED: _invoiced,
    Kind.CREDITED: lambda row: f"credited {row.money()} for what was not served",
    Kind.SERVED: _served,
    Kind.DATA: lambda row: f"knowing that much of it costs {row.money()}",
    Kind.FEE: lambda row: f"the lead costs a fee of {row.money()}",
    Kind.COMMISSION: lambda row: f"commission of {row.money()} is paid on the win",
    Kind.EXPENSE: lambda row: f"expenses of {row.money()}",
    Kind.ALSO: lambda row: "and another row of the table",
    Kind.REWARD: lambda row: f"a reward of {row.money()} for the referral is paid",
}
RECEIVED = (Kind.INVOICED, Kind.CREDITED)
PAID = (Kind.SERVED, Kind.DATA, Kind.FEE, Kind.COMMISSION, Kind.EXPENSE, Kind.REWARD)


def told(
    file: Path, account: int, replication: int, seed: int | None, engine: str | None, sets: Sequence[str]
) -> Iterator[str]:
    """Simulate one replication of a scenario file and tell of one account."""
    scenario = as_asked(load(file, sets), None, seed, engine or "auto")
    beware([scenario])
    inputs = resolve(scenario)
    teller = chosen(scenario.run.engine, inputs)
    if teller.first:
        aside(teller.first)
    journal = teller.simulate(inputs, replication)
    entities = accounts(journal, account)
    stated = stated_points(scenario)
    reasons = reasons_of(scenario, decisions(inputs, replication, int(entities[account - 1]))) if stated else {}
    return story(journal, account, stated, reasons)


def accounts(journal: Journal, asked: int) -> NDArray[np.uint64]:
    """Keys of all accounts in the order in which they appear; StudyError if there are fewer than asked for."""
    entities, first = np.unique(journal.entity, return_index=True)
    entities = entities[np.argsort(first)]
    entities = entities[entities != 0]
    if not 1 <= asked <= len(entities):
        raise StudyError(f"there is no account {asked}: the journal holds {len(entities):,}")
    found: NDArray[np.uint64] = entities
    return found


def story(
    journal: Journal, account: int, stated: Container[str] = (), reasons: Mapping[int, str] | None = None
) -> Iterator[str]:
    """Dated sentences about the account that appears in the journal as the `account`-th, from 1.

    Decisions by the tables that are `stated` are told with the reasons of their rows of the journal.
    """
    entities = accounts(journal, account)
    at = np.flatnonzero(journal.entity == entities[account - 1])
    header = journal.header
    segment = next((int(s) for s in journal.segment[at] if s >= 0), None)
    yield f"account {account} of {len(entities):,}" + ("" if segment is None else f", {header.segments[segment]}")
    begin = datetime.datetime.fromisoformat(header.start)
    columns: list[list[Any]] = [
        getattr(journal, name)[at].tolist()
        for name in ("kind", "time", "table", "row", "sub", "channel", "team", "amount", "level", "number")
    ]
    beyond = False
    rows = zip(at.tolist(), zip(*columns, strict=True), journal.run_off[at].tolist(), strict=True)
    for place, (kind, time, table, row, *fields), run_off in rows:
        if run_off and not beyond:
            beyond = True
            horizon = begin + datetime.timedelta(microseconds=header.horizon)
            yield f"--- the horizon ends on {horizon:%Y-%m-%d}; run-off ---"
        when = begin + datetime.timedelta(microseconds=time)
        told_so = TOLD[Kind(kind)](Row(header, *fields))
        by = ""
        if table >= 0 and header.tables[table] in stated:
            name = f"row `{header.rows[table][row]}`" if row >= 0 else "no row"
            by = f" [{header.tables[table]}: {name}{(reasons or {}).get(place, '')}]"
        yield f"{when:%Y-%m-%d %H:%M}  {told_so}{by}"
    yield _balance(journal, at)


def _balance(journal: Journal, at: np.ndarray[Any, np.dtype[np.intp]]) -> str:
    """What the account brought and cost, and how it stands when the journal ends."""
    amounts, kinds = journal.amount[at], journal.kind[at]
    received = int(amounts[np.isin(kinds, RECEIVED)].sum())
    paid = int(amounts[np.isin(kinds, PAID)].sum())
    moves = at[np.isin(kinds, (Kind.OPENING, Kind.NEW, Kind.CHURNED, Kind.FAILED, Kind.REACTIVATED))]
    currency = journal.header.currency
    stands = "never a customer" if not len(moves) else "no customer any more"
    if len(moves) and journal.level[moves[-1]] > 0:
        stands = "still a customer"
    return f"in the end: {stands}; invoiced {cash(received, currency)}, paid out for it {cash(paid, currency)}"
