"""Lives whose luck is told, and journals as text: for tests that write out every row by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest

from gtmsim.engine.draws import Purpose, child_key, name_key
from gtmsim.engine.reference import simulate
from gtmsim.engine.reference import world as engine_world
from gtmsim.journal.header import Header
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.policies.points import POINTS
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

TYPICAL = 0.5  # the uniform of every decision that is not told
CANDIDATES = (0.2, 0.5, 0.8, 0.95, 0.99, 0.998)  # uniforms for 0 to 5 candidates a day at a ceiling of 1 (Poisson)
Luck = Mapping[tuple[Purpose, int, int], float]  # (purpose, entity, occurrence) -> uniform


def lead(ordinal: int) -> int:
    """Key of a candidate of the channel `calls`."""
    return child_key(name_key("channel", "calls"), ordinal)


def place(ordinal: int) -> int:
    """Key of a place in the pipeline of the segment `firms`."""
    return child_key(name_key("pipeline", "firms"), ordinal)


def deal(ordinal: int, before: int = 0) -> int:
    """Key of a deal that day 0 finds open in the segment `firms`, in whose place so many were before it.

    Where all deals take the same time and the place has typical luck, the third is half over on day 0.
    """
    return child_key(place(ordinal), before)


THIRD = 2  # deals before it


def lived(patch: pytest.MonkeyPatch, text: str, arrivals: Sequence[str] = (), luck: Luck | None = None) -> list[str]:
    """The journal of a scenario as text, a line for each row; leads of the channel `calls` arrive as told, in order."""
    return written(told_journal(patch, text, arrivals, luck))


def told_journal(
    patch: pytest.MonkeyPatch, text: str, arrivals: Sequence[str] = (), luck: Luck | None = None
) -> Journal:
    """The same as a journal, of which metrics can be asked."""
    scenario = load_text(text)
    begin = datetime.fromisoformat(scenario.run.start.isoformat())
    told = dict(luck or {})
    by_day: dict[int, int] = {}
    for ordinal, when in enumerate(arrivals):
        day, clock = divmod((datetime.fromisoformat(when) - begin) // timedelta(microseconds=1), DAY)
        by_day[day] = by_day.get(day, 0) + 1
        told[Purpose.TOUCH_TIME, lead(ordinal), 0] = (clock + 0.5) / DAY

    class ToldDraws:
        def __init__(self, seed: int, replication: int) -> None:
            pass

        def uniform(self, purpose: Purpose, entity: int, occurrence: int = 0) -> float:
            if purpose == Purpose.CANDIDATES:
                return CANDIDATES[by_day.get(occurrence, 0)]
            return told.get((purpose, entity, occurrence), TYPICAL)

    patch.setattr(engine_world, "Draws", ToldDraws)
    return simulate(resolve(scenario), 0)


def written(journal: Journal) -> list[str]:
    """One line for each row: when, what, who (a, b, .. by ordinal), what is not 0 or none, by which stated table."""
    header = journal.header
    begin = datetime.fromisoformat(header.start)
    names = {lead(ordinal): letter for ordinal, letter in enumerate("abcdefgh")}
    names |= {deal(ordinal, n): letter for ordinal, letter in enumerate("pqrs") for n in range(4)}
    places: dict[int, tuple[int, int]] = {}
    lines = []
    stated = [names != tuple(row[0] for row in point.default) for names, point in zip(header.rows, POINTS, strict=True)]
    for time, kind, entity, detail, channel, segment, team, amount, int_value, value, table, row in journal.rows():
        who = names.setdefault(entity, "new") if entity else "-"
        told = f"{begin + timedelta(microseconds=time):%Y-%m-%d %H:%M} {Kind(kind).name} {who}"
        assert time % 60_000_000 == 0, "tell times in whole minutes"
        place = (channel, segment)
        fields = {
            "detail": detail,
            "channel": header.channels[channel] if channel >= 0 else 0,
            "segment": header.segments[segment] if segment >= 0 else 0,
            "team": header.teams[team] if team >= 0 else 0,
            "amount": amount,
            "int_value": int_value,
            "value": value,
            "by": decided(header, table, row) if table >= 0 and stated[table] else 0,
        }
        if entity and places.setdefault(entity, place) is not place:
            assert places[entity] == place, "an account changed its channel or segment"
            del fields["channel"], fields["segment"]
        lines.append(" ".join([told, *(f"{name}={said}" for name, said in fields.items() if said)]))
    return lines


def decided(header: Header, table: int, row: int) -> str:
    """The row of a table by name."""
    return f"{header.tables[table]}/{header.rows[table][row] if row >= 0 else 'none'}"


def by_hand(text: str) -> list[str]:
    """Rows written by hand: blank lines, comments and aligning blanks are for the reader."""
    lines = (" ".join(line.split("#")[0].split()) for line in text.splitlines())
    return [line for line in lines if line]
