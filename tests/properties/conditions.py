"""How firms' own business goes, in generated scenarios and anew from the journal."""

import math
from bisect import bisect_right
from typing import Any

from hypothesis import strategies as st
from properties.agreed import is_decided
from properties.drawn import Said, levers, one_of, some_of
from properties.members import came_before_committee
from properties.told import DAY, Row, Told

from gtmsim.journal.kinds import Kind

FAR = 9.0  # standard deviations beyond which no draw lies
EFFECTS = ("decision", "churn", "expansion", "contraction")


@st.composite
def conditions(draw: Any, run: Said) -> Said:
    """How long luck lasts, what it does, and how business goes for all."""
    optional = {
        "persistence": one_of([0, "90%", 0.999]),
        "outlook": levers(one_of([0, -1.5, 0.7]), run),
        **{effect: one_of([0, 0.5, 2]) for effect in EFFECTS},
    }
    return some_of(draw, optional)


def conditions_are_looked_at(told: Told) -> None:
    """A committee and each renewal look once; whoever looks in a month sees the firm in the same condition."""
    said, rows = told.market.condition, told.of(Kind.CONDITION)
    if said is None:
        assert not rows
        return
    deviations: dict[tuple[Any, int], float] = {}
    for entity, life in told.lives.items():
        which = next((row.level for row in life if row.kind == Kind.ACCOUNT_MATCHED), None)
        looks = [row for row in life if row.kind == Kind.CONDITION]
        due = [row for row in life if is_decided(row)]
        assert [(row.sub, row.time) for row in looks if row.sub] == [(row.sub, row.time) for row in due], life
        assert len(looks) - len(due) == int(met(told, life)), life
        if looks and not looks[0].sub and any(row.kind == Kind.QUOTED for row in life):
            assert looks[0].time == came_before_committee(told, life), life
        for row in looks:
            deviation = row.number - told.on(said.outlook, row.time // DAY)
            assert abs(deviation) < FAR, row
            month = bisect_right(told.header.months, row.time) - 1
            known = deviations.setdefault((entity if which is None else which, month), deviation)
            assert math.isclose(deviation, known, rel_tol=1e-9, abs_tol=1e-9), row


def met(told: Told, life: list[Row]) -> bool:
    """Did a deal come before its committee?"""
    opened = next((row for row in life if row.kind == Kind.OPPORTUNITY), None)
    if opened is None:
        return False
    quoted = next((row for row in life if row.kind == Kind.QUOTED), None)
    looked = any(row.kind == Kind.CONDITION and not row.sub for row in life)
    if quoted is None:  # none that came so far, or one with a price on day 0, which may have looked before
        return opened.sub == 1 and opened.level == len(told.header.stages) and looked
    ended = next((row.time for row in life if row.kind == Kind.NO_DECISION), told.header.months[-1])
    waits = came_before_committee(told, life)
    return looked if waits == ended else waits < ended  # within an instant nothing else tells which came first


def swayed_at(told: Told, life: list[Row]) -> float:
    """What the condition of a buyer adds to the logit of each member of its committee."""
    said = told.market.condition
    looked = next((row.number for row in life if row.kind == Kind.CONDITION and row.sub == 0), None)
    return 0.0 if said is None or looked is None else said.decision * looked


ABOUT_CONDITIONS = (conditions_are_looked_at,)
