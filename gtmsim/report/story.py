"""The life of one account, told from the journal in dated sentences. It reads rows and decides nothing."""

import datetime
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gtmsim.engine.reference import decisions
from gtmsim.journal.event import Event, cash
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import CATALOGUE, MOVEMENTS, booked_as, flags, those
from gtmsim.report.beware import beware
from gtmsim.report.decided import reasons_of, stated_points
from gtmsim.report.progress import aside
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import as_asked, chosen

KNOWN = {kind.number: kind for kind in CATALOGUE}
RECEIVED = flags(*booked_as("receipt"))
PAID = flags(*those(lambda kind: kind.money not in (None, "receipt")))


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
        for name in ("kind", "time", "table", "rule_row", "detail", "channel", "team", "amount", "int_value", "value")
    ]
    beyond = False
    rows = zip(at.tolist(), zip(*columns, strict=True), journal.run_off[at].tolist(), strict=True)
    for place, (kind, time, table, row, *fields), run_off in rows:
        if run_off and not beyond:
            beyond = True
            horizon = begin + datetime.timedelta(microseconds=header.horizon)
            yield f"--- the horizon ends on {horizon:%Y-%m-%d}; run-off ---"
        when = begin + datetime.timedelta(microseconds=time)
        told_so = KNOWN[kind].sentence(Event(header, *fields))
        by = ""
        if table >= 0 and header.tables[table] in stated:
            name = f"row `{header.rows[table][row]}`" if row >= 0 else "no row"
            by = f" [{header.tables[table]}: {name}{(reasons or {}).get(place, '')}]"
        yield f"{when:%Y-%m-%d %H:%M}  {told_so}{by}"
    yield _balance(journal, at)


def _balance(journal: Journal, at: np.ndarray[Any, np.dtype[np.intp]]) -> str:
    """What the account brought and cost, and how it stands when the journal ends."""
    amounts, kinds = journal.amount[at], journal.kind[at]
    received, paid = (int(amounts[table.take(kinds)].sum()) for table in (RECEIVED, PAID))
    customers = at[np.isin(kinds, MOVEMENTS)]
    currency = journal.header.currency
    stands = "never a customer" if not len(customers) else "no customer any more"
    if len(customers) and journal.int_value[customers[-1]] > 0:
        stands = "still a customer"
    return f"in the end: {stands}; invoiced {cash(received, currency)}, paid out for it {cash(paid, currency)}"
