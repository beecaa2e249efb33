"""Accounts that live otherwise under two plans, told side by side from the first row at which they differ."""

import datetime
from collections.abc import Iterator

from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import CATALOGUE
from gtmsim.report.story import sentences
from gtmsim.report.studies.told import Column, Table
from gtmsim.study.why.found import Why
from gtmsim.study.why.lives import Apart, Rows

SHOWN = 7  # sentences of each from where they part
ROUTINE = {"TASK_STARTED", "TASK_ENDED", "COMMITTEE_MET", "VOTE"}  # told where lives part at them, and not after
MILESTONES = {kind.name for kind in CATALOGUE if kind.state} - ROUTINE  # an account is something else after them


def tables_of_lives(found: Why) -> Iterator[Table]:
    """One table for each of them; the last says what they were chosen from."""
    lives = found.lives
    legend = (
        f"Replication {lives.replication}, whose difference is the median. Of {lives.accounts:,} accounts "
        f"{lives.differ:,} live otherwise, {lives.only[0]:,} come under the first plan alone and {lives.only[1]:,} "
        "under the second. Told are those that end most unlike, from where they part."
    )
    for place, apart in enumerate(lives.told):
        yield _table(found, apart, place, legend if place == len(lives.told) - 1 else "")


def _table(found: Why, apart: Apart, place: int, legend: str) -> Table:
    here = _told(found.lives.base, apart.base, apart.first)
    there = _told(found.lives.other, apart.other, apart.first)
    rows = []
    for day in sorted({day for day, _ in (*here, *there)}):
        ours, theirs = ("; ".join(words for when, words in side if when == day) for side in (here, there))
        rows.append((day, ours, theirs))
    base, other = found.compared.names
    segment = found.base.frame.segments[max(0, int(found.lives.base.segment[apart.base[0]]))]
    columns = (Column("day", least=10), Column(base, least=24), Column(other, least=24))
    return Table(f"Whose life: {_which(place)} account, {segment}", columns, tuple(rows), legend)


def _which(place: int) -> str:
    return ("a first", "a second", "a third")[place]


def _told(journal: Journal, rows: Rows, first: int) -> list[tuple[str, str]]:
    """Day and words of the row at which they part and of the milestones after it, as many as are told."""
    begin = datetime.datetime.fromisoformat(journal.header.start)
    said = []
    for place, sentence in enumerate(sentences(journal, rows[first:], (), {}, ())):
        if place == 0 or sentence.kind in MILESTONES:
            when = begin + datetime.timedelta(microseconds=sentence.time)
            said.append((f"{when:%Y-%m-%d}", sentence.words))
    if len(said) > SHOWN:
        return [*said[: SHOWN - 1], (said[-1][0], f".. {len(said) - SHOWN} more, then: {said[-1][1]}")]
    return said or [("", "nothing more happens")]
