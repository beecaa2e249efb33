"""From the journal of a replication: who goes when from which box of the drawing to which."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from gtmsim.journal.journal import Journal
from gtmsim.mechanisms.channels.rows import LEAD
from gtmsim.mechanisms.collection.rows import CUT_OFF
from gtmsim.mechanisms.nurture.rows import RECYCLED
from gtmsim.mechanisms.qualification.rows import ABANDONED, DISQUALIFIED, MQL
from gtmsim.mechanisms.selling.rows import LOST, NO_DECISION, OPPORTUNITY, STAGE_PASSED
from gtmsim.mechanisms.subscription.rows import CHURNED, CLOSED_DOWN, NEW_CUSTOMER, OPENING_CUSTOMER
from gtmsim.mechanisms.success.rows import GO_LIVE
from gtmsim.mechanisms.win_back.rows import REACTIVATED
from gtmsim.report.drawing.firm import Drawn
from gtmsim.rules.calendar import DAY

NOWHERE = -1
MOST = 120_000  # moves that a page holds
TO: dict[int, str] = {  # kinds after which an account is in one place, whoever it is
    MQL: "sdr",
    DISQUALIFIED: "end lead",
    ABANDONED: "end lead",
    RECYCLED: "nurture",
    LOST: "end vote",
    NO_DECISION: "end vote",
    GO_LIVE: "customers",
    OPENING_CUSTOMER: "customers",
    REACTIVATED: "customers",
    CHURNED: "end customer",
    CLOSED_DOWN: "end customer",
    CUT_OFF: "end customer",
}
FIRST = "mql"


class Move(NamedTuple):
    """An account leaves one box for another."""

    day: float
    entity: int
    drawn_from: str  # where its dot begins; empty where it was there on day 0
    to: str
    leaves: str  # where it was counted; empty where it is new
    channel: int


class Moves(NamedTuple):
    """All that is shown, and of how many accounts one."""

    moves: tuple[Move, ...]
    one_of: int


def moves(journal: Journal, drawn: Drawn) -> Moves:
    """The moves until the horizon; of so many accounts one, where there are too many for a page."""
    found = list(_moves(journal, drawn))
    one_of = -(-len(found) // MOST) if len(found) > MOST else 1
    if one_of > 1:
        known = {entity: number for number, entity in enumerate(dict.fromkeys(move.entity for move in found))}
        found = [move for move in found if known[move.entity] % one_of == 0]
    return Moves(tuple(found), one_of)


def _moves(journal: Journal, drawn: Drawn) -> Iterator[Move]:
    header, boxes = journal.header, drawn.boxes
    names = list(drawn.scenario.market.channels)
    place = {name: f"channel {number}" for number, name in enumerate(names)}
    sources = [place.get(name, "customers") for name in header.channels]
    at: dict[int, str] = {}
    kinds = (*TO, LEAD, OPPORTUNITY, STAGE_PASSED, NEW_CUSTOMER)
    rows = np.flatnonzero(journal.of(*kinds) & (journal.time <= header.horizon))
    columns = (journal.time, journal.kind, journal.entity, journal.detail, journal.channel, journal.segment)
    for time, kind, entity, detail, channel, segment in zip(
        *(column[rows].tolist() for column in columns), strict=True
    ):
        before = at.get(entity, "")
        to = _to(kind, detail, header.segments[segment] if segment >= 0 else "", drawn)
        if to not in boxes or to == before:
            continue
        at[entity] = to
        source = sources[channel] if kind == LEAD and channel >= 0 else before
        yield Move(time / DAY, entity, source, to, before, channel)


def _to(kind: int, detail: int, segment: str, drawn: Drawn) -> str:
    """The box that an account comes to."""
    boxes = drawn.boxes
    if kind == LEAD:
        return FIRST
    if kind in (OPPORTUNITY, STAGE_PASSED):
        stage = f"stage {detail + 1 if kind == STAGE_PASSED else 0}"
        said = drawn.scenario.market.segments.get(segment)
        return stage if stage in boxes else f"committee {said.committee}" if said is not None else ""
    if kind == NEW_CUSTOMER:
        return "onboarding" if "onboarding" in boxes else "customers"
    return TO[kind]
