"""New values beside those that stand: which are changes, which are values, and which could be either."""

import re
from typing import Any

from gtmsim.policies.facts import Output
from gtmsim.policies.points import POINTS
from gtmsim.scenario.files.dated import Run, rescheduled
from gtmsim.scenario.files.locations import standing_location
from gtmsim.scenario.files.reading import Entry, Node
from gtmsim.scenario.files.relative import SHARE, change_in, changed, may_be_negative, nothing_stands, numeric, value_of
from gtmsim.scenario.files.too_small import too_small
from gtmsim.scenario.files.varying import keeping_spread, warn_of_spread
from gtmsim.scenario.language.amounts import AmountDeclaration
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.laws import LawDeclaration
from gtmsim.scenario.language.numbers import LeverDeclaration, NumberDeclaration
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.respell import ranged
from gtmsim.scenario.language.signed import MORE
from gtmsim.scenario.language.walk import Field, field_of, fields
from gtmsim.scenario.language.words import ListDeclaration, MixDeclaration

Path = tuple[str | int, ...]
LOCATIONS, SPREADS = ("mean", "median"), ("sigma", "cv")
MIDDLE = re.compile(r"write `\{value: ([^,]+),")  # of the ends of a range
PARTS = {*LOCATIONS, *SPREADS, "distribution", "value", "low", "high", "source"}
# What a part of a law says anew -> what no longer holds of the base.
FORGOTTEN = {
    LOCATIONS: {*LOCATIONS, "value"},
    SPREADS: {*SPREADS, "distribution", "value"},
    ("distribution",): {*SPREADS, "distribution"},
}
OUTPUTS = {(point.name, output.name): output for point in POINTS for output in point.outputs}


def part_declaration(field: Field | None, part: str, path: Path) -> Declaration | None:
    """How the value at the last name of a path is said; None if that is no declared value."""
    if answer := answer_at(path):
        return answer
    if field is None:
        return None
    if field.sections:
        below = fields(field.sections[0]).get(part)
        return below.declaration if below else None
    return within(field.declaration, part) or (field_of(field.items).declaration if field.items is not None else None)


def answer_at(path: Path) -> Declaration | None:
    """How a cell of a decision table answers, where it answers a number."""
    if len(path) != 7 or path[:2] != ("plan", "policies") or path[3] != "rows" or path[5] != "then":
        return None
    output = OUTPUTS.get((str(path[2]), str(path[6])))
    return None if output is None or output.kind == "category" else _number(output)


def is_condition(path: Path) -> bool:
    """Is a cell of a decision table a test of a fact?"""
    return len(path) == 7 and path[:2] == ("plan", "policies") and path[3] == "rows" and path[5] == "when"


def is_multiple(path: Path) -> bool:
    """Does a cell answer a multiple of something, which `+10%` says by itself?"""
    output = OUTPUTS.get((str(path[2]), str(path[6]))) if len(path) == 7 and answer_at(path) else None
    return output is not None and output.multiple


def _multiple(new: Node, base: Any) -> Node:
    """A cell that says a multiple, unless it may as well change the multiple that stands there."""
    if base not in (None, 1, "100%"):
        what = f"{show(new.text)} may be that multiple of the plan, or a change of the {show(base)} that stands there"
        raise QuantityError("E_SIGN", what, "write the multiple itself, such as `110%`")
    return new


def _number(output: Output) -> NumberDeclaration:
    unit = output.unit or "1"
    return NumberDeclaration(unit, output.meaning, ge=output.low, le=output.high)


def within(declaration: Declaration | None, part: str) -> Declaration | None:
    """How a part of a declared value is said: of a law, a range or a mix."""
    if isinstance(declaration, MixDeclaration):
        return SHARE
    if isinstance(declaration, AmountDeclaration) and part in LOCATIONS:
        return NumberDeclaration(declaration.unit, declaration.meaning, gt=declaration.gt, ge=declaration.ge)
    if isinstance(declaration, LawDeclaration) or (isinstance(declaration, AmountDeclaration) and part in SPREADS):
        if part in SPREADS:
            return NumberDeclaration("1", declaration.meaning, ge=0)
        return (
            NumberDeclaration(declaration.unit, declaration.meaning, ge=0)
            if part not in ("distribution", "source")
            else None
        )
    if isinstance(declaration, NumberDeclaration) and part in ("value", "low", "high"):
        limits = (declaration.gt, declaration.ge, declaration.lt, declaration.le)
        return NumberDeclaration(declaration.unit, declaration.meaning, declaration.source, *limits)
    return None


def new_value(
    new: Node, base: Any, default: Any, declaration: Declaration, run: Run, problems: list[Problem], path: Path
) -> Node:
    """The node that a declared value becomes where `base` (or else the schema's `default`) stands."""
    if not numeric(declaration):
        return new
    if is_multiple(path) and (found := change_in(new, declaration)) and found.how in ("percent", "times"):
        return _multiple(new, base)
    if base is None and default is not None:
        base = declaration.write(default)
    if base is not None:
        problems.extend(too_small(new, base, declaration, path))
    if isinstance(declaration, LeverDeclaration) and _is_schedule(new):
        return rescheduled(new, base, declaration, run)
    if isinstance(new.value, dict) and "value" not in new.value:
        return _mix(new, base) if isinstance(declaration, MixDeclaration) else _parts(new, base, declaration)
    if isinstance(new.value, list):
        return _elementwise(new, base, declaration)
    _refuse_range(new, base, declaration)
    if change_in(new, declaration) is None and _can_be(declaration, value_of(new)):
        problems.extend(warn_of_spread(new, base, declaration, path))
        new = keeping_spread(new, base, declaration)
    return _checked_change(new, base, declaration)


def _refuse_range(new: Node, base: Any, declaration: Declaration) -> None:
    """Refuse `5-10 days` for a law, with a hint that keeps the spread that the base says."""
    spread = next((name for name in SPREADS if name in base), "") if isinstance(base, dict) else ""
    if not isinstance(declaration, LawDeclaration) or not spread or not isinstance(new.value, str):
        return
    if middle := MIDDLE.match(ranged(new.value, declaration.unit)):
        where = next(name for name in LOCATIONS if name in base)
        what = f"need a duration, got {show(new.value)}"
        raise QuantityError("E_TYPE", what, Offer([[f"{{{where}: {middle[1]}, {spread}: {base[spread]}}}"]]))


def _checked_change(new: Node, base: Any, declaration: Declaration) -> Node:
    """One value, worked out where it is a change."""
    found = change_in(new, declaration)
    if found is not None and base is None and found.how != "to":
        if found.explicit or not found.negative or not may_be_negative(declaration):
            raise nothing_stands(new)
        return new
    return changed(new, base, declaration)


def _is_schedule(node: Node) -> bool:
    """Are values said by month or by date, and not parts of one value?"""
    return isinstance(node.value, list) or (isinstance(node.value, dict) and not node.value.keys() <= PARTS)


def _parts(new: Node, base: Any, declaration: Declaration) -> Node:
    """A law or a range of which some parts are said and the others stay."""
    said: dict[str, Entry] = new.value
    parts = {name: within(declaration, name) for name in said}
    if base is not None and not isinstance(base, dict | list):
        base = {"value": base}
    if not isinstance(base, dict) or not (said.keys() & PARTS):
        for name, part in parts.items():
            if part is not None and (found := change_in(said[name].node, part)) and found.how != "to":
                raise nothing_stands(said[name].node).below(name)
        return new
    kept = {name: one for name, one in base.items() if name != "source"}
    for group, gone in FORGOTTEN.items():
        if said.keys() & set(group):
            kept = {name: one for name, one in kept.items() if name not in gone}
    merged = {name: Entry(new.mark, Node(one, new.mark)) for name, one in kept.items()}
    for name, entry in said.items():
        part, key = parts[name], name
        try:
            found = None if part is None else change_in(entry.node, part)
            if found is None or found.how == "to" or name not in LOCATIONS:
                stands = base.get(name, base.get("value") if name in LOCATIONS else None)
            else:
                scaled = found.how in ("percent", "times") and not said.keys() & {*SPREADS, "law"}
                key, stands = standing_location(base, name, declaration, scaled)
            node = entry.node if part is None else _checked_change(entry.node, stands, part)
        except QuantityError as fault:
            raise fault.below(name) from None
        merged[key] = Entry(entry.key, node)
    return Node(merged, new.mark)


def _mix(new: Node, base: Any) -> Node:
    """Shares by name: a mix that sums to 1 is a new one, otherwise what is not named keeps its share."""
    said: dict[str, Entry] = new.value
    relative = any(change_in(entry.node, SHARE) for entry in said.values())
    if not isinstance(base, dict) or (not relative and ("normalise" in said or _sums_to_one(said))):
        if relative:
            raise nothing_stands(new)
        return new
    merged = {name: Entry(new.mark, Node(one, new.mark)) for name, one in base.items()}
    for name, entry in said.items():
        if entry.node.value is None:
            merged.pop(name, None)
            continue
        try:
            merged[name] = Entry(entry.key, _checked_change(entry.node, base.get(name), SHARE))
        except QuantityError as fault:
            raise fault.below(name) from None
    return Node(merged, new.mark)


def _sums_to_one(said: dict[str, Entry]) -> bool:
    return _can_be(MixDeclaration("share", ""), {name: value_of(entry.node) for name, entry in said.items()})


def _elementwise(new: Node, base: Any, declaration: Declaration) -> Node:
    """A list of numbers of which some are changes."""
    item = declaration.item if isinstance(declaration, ListDeclaration) else declaration
    if not any(change_in(one, item) for one in new.value):
        return new
    if not isinstance(base, list) or len(base) != len(new.value):
        raise QuantityError("E_LENGTH", "a list that changes another has as many values", "say every value")
    for place, one in enumerate(new.value):
        if (found := change_in(one, item)) and found.against == MORE:
            told = one.text.strip()
            what = f"{show(told)} comes on top of the step before it, and a list of this kind has no steps"
            raise QuantityError("E_SIGN", what, Offer([[told.removesuffix(MORE).strip()]]), (place,))
    return Node([_checked_change(one, of, item) for one, of in zip(new.value, base, strict=True)], new.mark)


def _can_be(declaration: Declaration, said: Any) -> bool:
    """Is a value one that its reader takes?"""
    try:
        declaration.read(said)
    except Exception:  # whatever is wrong with it is told when it is read
        return False
    return True
