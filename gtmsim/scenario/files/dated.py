"""A schedule that is changed from some day on: what the base plans is kept before, and under, each change."""

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from gtmsim.scenario.files.reading import Entry, Node
from gtmsim.scenario.files.relative import change_in, changed, node_of, nothing_stands, value_of
from gtmsim.scenario.language.numbers import START, LeverDeclaration
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.signed import MORE, ON_BASE, Signed

FIRST = datetime.date.min


class Run(NamedTuple):
    """When the run begins and how many months it has, as far as the files say it."""

    start: datetime.date | None
    months: int | None


class Step(NamedTuple):
    """A value that holds from a day on, and the name of that day in its file."""

    day: datetime.date
    key: str
    said: Any


def rescheduled(node: Node, base: Any, declaration: LeverDeclaration, run: Run) -> Node:
    """The schedule that a change makes of the one that stands; raises QuantityError.

    `node` is a mapping from dates, or a list of months; `base` any schedule as files say it, None where there is none.
    """
    if isinstance(node.value, list):
        return _by_month(node, base, declaration, run)
    changes = _steps(dict(node.value.items()), run)
    if changes is None or not changes:
        return node  # its reader says what is wrong with it
    stands = None if base is None else _steps(_dated(base, run), run)
    if stands is None:
        for step in changes:
            if change_in(step.said.node, declaration):
                raise nothing_stands(step.said.node).below(step.key)
        return node
    gone = [step for step in changes if step.said.node.value is None]
    for step in gone:
        if step.day not in {one.day for one in stands}:
            days = ", ".join(f"`{one.key}`" for one in stands)
            raise QuantityError("E_UNKNOWN", "the base says nothing for that day", f"it says {days}", (step.key,), True)
    stands = [step for step in stands if step.day not in {one.day for one in gone}]
    changes = [step for step in changes if step not in gone]
    if not stands or not changes:
        return Node({step.key: Entry(node.mark, node_of(step.said, node)) for step in stands}, node.mark)
    return Node(_merged(changes, stands, declaration), node.mark)


def _merged(changes: list[Step], stands: list[Step], declaration: LeverDeclaration) -> dict[str, Entry]:
    """Each change holds from its day on, over what the base plans for each day from there to the next change."""
    said: dict[str, Entry] = {}
    first = changes[0].said
    for step in stands:
        if step.day < changes[0].day:
            said[step.key] = Entry(first.key, node_of(step.said, first.node))
    holds: list[Node] = []  # what has been said so far of that which the base plans
    for place, change in enumerate(changes):
        until = changes[place + 1].day if place + 1 < len(changes) else datetime.date.max
        later = [step for step in stands if change.day < step.day < until]
        before = [step for step in stands if step.day <= change.day] or stands[:1]
        found = change_in(change.said.node, declaration)
        here = [Step(change.day, change.key, before[-1].said), *later]
        try:
            if found is None:
                holds = [change.said.node]
                _refuse_forgotten(change, before[-1], later)
                said[change.key] = change.said
                continue
            holds = _on(change, found, holds, here, declaration)
            for step in here:
                new = _folded(holds, step.said, declaration)
                said[step.key] = Entry(change.said.key, new)
        except QuantityError as fault:
            raise (fault if fault.at else fault.below(change.key)) from None
    return said


def _on(change: Step, found: Signed, holds: list[Node], here: list[Step], declaration: LeverDeclaration) -> list[Node]:
    """What holds once a change is made: it comes on top of earlier ones or in their place, and must say which."""
    node = change.said.node
    alone, more = [node], [*holds, node]
    if not holds or found.how == "to" or found.against == ON_BASE:
        return alone
    if found.against == MORE:
        return more
    readings = [[value_of(_folded(way, step.said, declaration)) for step in here] for way in (more, alone)]
    if readings[0] == readings[1]:
        return alone
    told = node.text.strip()
    what = f"{show(told)} may come on top of what was said before ({_short(readings[0][0])}) or be the only change"
    first, second = f"{told} {MORE}", f"{told} {ON_BASE}"
    hint = Offer([[first, second]], remarks={first: "for the first", second: "for the second"})
    raise QuantityError("E_SIGN", f"{what} of the base from here on ({_short(readings[1][0])})", hint)


def _folded(holds: list[Node], base: Any, declaration: LeverDeclaration) -> Node:
    """A value of the base with changes made one after another, the last of which names the place."""
    stands, node = base, holds[-1]
    for one in holds:
        node = changed(one, stands, declaration)
        stands = value_of(node)
    return node


def _refuse_forgotten(change: Step, before: Step, later: list[Step]) -> None:
    """Refuse a new value where the base plans another from a later day on: nobody can tell if that still holds."""
    here = value_of(change.said.node)
    for step in later:
        if step.said not in (here, before.said):
            what = f"the base goes on to {_short(step.said)} on {step.key}, and nothing says if that still holds"
            hint = f"add `{step.key}: {_short(step.said)}` to keep it, or `{step.key}: {_short(here)}` to stay"
            raise QuantityError("E_CONFLICT", what, hint, (change.key,), True)


def _by_month(node: Node, base: Any, declaration: LeverDeclaration, run: Run) -> Node:
    """A list of months of which some are relative: each is a change as a date of a schedule would make it."""
    if not any(change_in(one, declaration) for one in node.value):
        return node
    if run.months is not None and len(node.value) != run.months:
        what = f"{len(node.value)} values for {run.months} months"
        raise QuantityError("E_LENGTH", what, "one value for each month of the run")
    if isinstance(base, Mapping) and "value" not in base:
        hint = "write the change by dates, such as `{2026-03-01: +2}`"
        raise QuantityError("E_TYPE", "a list of months cannot change a schedule of dates", hint)
    if base is None:
        raise nothing_stands(next(one for one in node.value if change_in(one, declaration)))
    stands = base if isinstance(base, list) else [base] * len(node.value)
    if len(stands) != len(node.value):
        raise QuantityError("E_LENGTH", f"the base has {len(stands)} months, this {len(node.value)}", "say every month")
    said: list[Node] = []
    holds: list[Node] = []
    for place, (one, of) in enumerate(zip(node.value, stands, strict=True)):
        found = change_in(one, declaration)
        month = Step(FIRST, str(place), Entry(one.mark, one))
        try:
            holds = [one] if found is None else _on(month, found, holds, [Step(FIRST, str(place), of)], declaration)
            said.append(one if found is None else _folded(holds, of, declaration))
        except QuantityError as fault:
            raise (fault if fault.at else fault.below(place)) from None
    return Node(said, node.mark)


def _dated(base: Any, run: Run) -> dict[str, Any]:
    """Any schedule as a mapping from dates."""
    if isinstance(base, list):
        if run.start is None:
            raise QuantityError("E_TYPE", "the base says a value for each month", "say a list of months too")
        first = run.start.year * 12 + run.start.month - 1
        days = (datetime.date((first + m) // 12, (first + m) % 12 + 1, 1) for m in range(len(base)))
        return {day.isoformat(): said for day, said in zip(days, base, strict=True)}
    return base if isinstance(base, dict) and "value" not in base else {START: base}


def _steps(said: dict[str, Any], run: Run) -> list[Step] | None:
    """The steps in order of their days; None where a name is no day."""
    found = []
    for key, one in said.items():
        try:
            day = (run.start or FIRST) if key == START else datetime.date.fromisoformat(key)
        except ValueError:
            return None
        found.append(Step(day, key, one))
    return sorted(found, key=lambda step: step.day)


def _short(said: Any) -> str:
    return show(said.get("value") if isinstance(said, dict) else said).strip("`")
