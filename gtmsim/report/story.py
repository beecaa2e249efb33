"""The life of one account, told from the journal in dated sentences. It reads rows and decides nothing."""

import datetime
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.engine.influence import WIN
from gtmsim.engine.reference import decisions
from gtmsim.engine.reference.decisions import Told
from gtmsim.engine.reference.reasons import Reason
from gtmsim.journal.event import Event, cash
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import CATALOGUE, COLLECTED, MOVEMENTS, PAID_OUT, booked_as, flags
from gtmsim.report.beware import beware
from gtmsim.report.decided import reasons_of, stated_points
from gtmsim.report.progress import aside
from gtmsim.report.tables import as_json
from gtmsim.report.why import Why, as_rows, in_words
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import as_asked, chosen

LONG = 2_000_000  # rows that the readable engine would take too long to tell again
KNOWN = {kind.number: kind for kind in CATALOGUE}
RECEIVED, CAME = flags(*booked_as("receipt")), flags(*COLLECTED)
UNIT = "(what speaks for or against something is in logits: +1 multiplies the odds by 2.7, +2 by 7.4)"
INDENT = " " * 18  # the words of a sentence begin here
# What the terms of each decision speak for, where they are above 0.
ABOUT = (
    "for a talk that qualifies it",
    "for going on",
    "for a yes",
    "for staying",
    "for buying more",
    "for buying less",
)
PAID = flags(*PAID_OUT)


def told(
    file: Path,
    account: int,
    replication: int,
    seed: int | None,
    engine: str | None,
    sets: Sequence[str],
    in_json: bool = False,
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
    stated, asked, why = stated_points(scenario), list[Told](), list[Reason]()
    if stated or len(journal) < LONG:
        asked, why = decisions(inputs, replication, int(entities[account - 1]))
    else:
        aside(f"the journal has {len(journal):,} rows: why it was decided so is told of fewer than {LONG:,}")
    if in_json:
        return for_programs(journal, account, stated, reasons_of(scenario, asked), why)
    return story(journal, account, stated, reasons_of(scenario, asked), why)


def accounts(journal: Journal, asked: int) -> NDArray[np.uint64]:
    """Keys of all accounts in the order in which they appear; StudyError if there are fewer than asked for."""
    entities, first = np.unique(journal.entity, return_index=True)
    entities = entities[np.argsort(first)]
    entities = entities[entities != 0]
    if not 1 <= asked <= len(entities):
        raise StudyError(f"there is no account {asked}: the journal holds {len(entities):,}")
    found: NDArray[np.uint64] = entities
    return found


class Sentence(NamedTuple):
    """One event of an account."""

    time: int  # microseconds
    kind: str
    run_off: bool
    words: str
    by: str  # the row of a stated table that decided it; none: ""
    reason: Reason | None  # the terms of the decision that it says


def sentences(
    journal: Journal, at: NDArray[np.intp], stated: Container[str], reasons: Mapping[int, str], why: Sequence[Reason]
) -> Iterator[Sentence]:
    """What happened to an account, in order."""
    header, known = journal.header, Why(why)
    columns: list[list[Any]] = [
        getattr(journal, name)[at].tolist()
        for name in ("kind", "time", "table", "rule_row", "detail", "channel", "team", "amount", "int_value", "value")
    ]
    rows = zip(at.tolist(), zip(*columns, strict=True), journal.run_off[at].tolist(), strict=True)
    for place, (kind, time, table, row, *fields), run_off in rows:
        event = Event(header, *fields)
        by = ""
        if table >= 0 and header.tables[table] in stated:
            name = f"row `{header.rows[table][row]}`" if row >= 0 else "no row"
            by = f"{header.tables[table]}: {name}{reasons.get(place, '')}"
        reason = known.of(place, kind, event.detail)
        yield Sentence(time, KNOWN[kind].name, run_off, KNOWN[kind].sentence(event), by, reason)


def story(
    journal: Journal,
    account: int,
    stated: Container[str] = (),
    reasons: Mapping[int, str] | None = None,
    why: Sequence[Reason] = (),
) -> Iterator[str]:
    """Dated sentences about the account that appears in the journal as the `account`-th, from 1.

    Decisions by the tables that are `stated` are told with the reasons of their rows of the journal, decisions by luck
    with their largest terms.
    """
    entities = accounts(journal, account)
    at = np.flatnonzero(journal.entity == entities[account - 1])
    header, segment = journal.header, _segment(journal, at)
    yield f"account {account} of {len(entities):,}" + ("" if segment is None else f", {segment}")
    begin = datetime.datetime.fromisoformat(header.start)
    beyond = weighed = False
    for said in sentences(journal, at, stated, reasons or {}, why):
        if said.run_off and not beyond:
            beyond = True
            horizon = begin + datetime.timedelta(microseconds=header.horizon)
            yield f"--- the horizon ends on {horizon:%Y-%m-%d}; run-off ---"
        when = begin + datetime.timedelta(microseconds=said.time)
        yield f"{when:%Y-%m-%d %H:%M}  {said.words}{said.by and f' [{said.by}]'}"
        if said.reason is not None and (terms := in_words(said.reason)):
            yield f"{INDENT}{_about(said)}: {terms}"
            weighed = True
    if weighed:
        yield UNIT
    yield _balance(journal, at)


def _about(said: Sentence) -> str:
    """What the terms below a sentence are about."""
    assert said.reason is not None
    if said.kind == "LOST" and said.reason.decision == WIN:
        return "for a yes of those who voted no, on average"
    return ABOUT[said.reason.decision]


def for_programs(
    journal: Journal, account: int, stated: Container[str], reasons: Mapping[int, str], why: Sequence[Reason]
) -> Iterator[str]:
    """The same as JSON, with all terms of each decision."""
    entities = accounts(journal, account)
    at = np.flatnonzero(journal.entity == entities[account - 1])
    begin = datetime.datetime.fromisoformat(journal.header.start)
    events = [
        {
            "time": (begin + datetime.timedelta(microseconds=said.time)).isoformat(timespec="seconds"),
            "kind": said.kind,
            "run_off": said.run_off,
            "words": said.words,
            "decided_by": said.by or None,
            "logit": None if said.reason is None else said.reason.logit,
            "influences": [] if said.reason is None else list(as_rows(said.reason)),
        }
        for said in sentences(journal, at, stated, reasons, why)
    ]
    yield (
        as_json(
            {
                "account": account,
                "of": len(entities),
                "segment": _segment(journal, at),
                "events": events,
                "end": _balance(journal, at),
            }
        )
        .decode()
        .rstrip("\n")
    )


def _segment(journal: Journal, at: NDArray[np.intp]) -> str | None:
    number = next((int(s) for s in journal.segment[at] if s >= 0), None)
    return None if number is None else journal.header.segments[number]


def _balance(journal: Journal, at: np.ndarray[Any, np.dtype[np.intp]]) -> str:
    """What the account brought and cost, and how it stands when the journal ends."""
    amounts, kinds = journal.amount[at], journal.kind[at]
    billed, came, paid = (int(amounts[table.take(kinds)].sum()) for table in (RECEIVED, CAME, PAID))
    customers = at[np.isin(kinds, MOVEMENTS)]
    currency = journal.header.currency
    stands = "never a customer" if not len(customers) else "no customer any more"
    if len(customers) and journal.int_value[customers[-1]] > 0:
        stands = "still a customer"
    received = f", of which {cash(came, currency)} came in" if journal.header.collects else ""
    return f"in the end: {stands}; invoiced {cash(billed, currency)}{received}, paid out for it {cash(paid, currency)}"
