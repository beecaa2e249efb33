"""New values beside those that stand: which are changes, which are values, and which could be either."""

from collections.abc import Iterator
from typing import Any

from gtmsim.policies.facts import Output
from gtmsim.policies.points import POINTS
from gtmsim.scenario.dated import Run, rescheduled
from gtmsim.scenario.declare import Declaration
from gtmsim.scenario.laws import LawDeclaration
from gtmsim.scenario.numbers import LeverDeclaration, NumberDeclaration
from gtmsim.scenario.problems import Problem
from gtmsim.scenario.quantity import QuantityError, show
from gtmsim.scenario.reading import UNREADABLE, Entry, Node
from gtmsim.scenario.relative import SHARE, change_in, changed, may_be_negative, nothing_stands, numeric, value_of
from gtmsim.scenario.walk import Field, field_of, fields
from gtmsim.scenario.words import ListDeclaration, MixDeclaration

Path = tuple[str | int, ...]
LOCATIONS, SPREADS = ("mean", "median"), ("sigma", "cv")
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
    return _within(field.declaration, part) or (field_of(field.items).declaration if field.items is not None else None)


def answer_at(path: Path) -> Declaration | None:
    """How a cell of a decision table answers, where it answers a number."""
    if len(path) != 7 or path[:2] != ("plan", "policies") or path[3] != "rows" or path[5] != "then":
        return None
    output = OUTPUTS.get((str(path[2]), str(path[6])))
    return None if output is None or output.kind == "category" else _number(output)


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


def _within(declaration: Declaration | None, part: str) -> Declaration | None:
    """How a part of a declared value is said: of a law, a range or a mix."""
    if isinstance(declaration, MixDeclaration):
        return SHARE
    if isinstance(declaration, LawDeclaration):
        if part in SPREADS:
            return NumberDeclaration("1", declaration.meaning, ge=0)
        return NumberDeclaration(declaration.unit, declaration.meaning, ge=0) if part not in ("law", "source") else None
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
    if isinstance(declaration, LeverDeclaration) and _is_schedule(new):
        return rescheduled(new, base, declaration, run)
    if isinstance(new.value, dict) and "value" not in new.value:
        if isinstance(declaration, LawDeclaration):
            return _law(new, base, declaration)
        return _mix(new, base) if isinstance(declaration, MixDeclaration) else new
    if isinstance(new.value, dict):
        return _said_with_source(new, base, declaration)
    if isinstance(new.value, list):
        return _elementwise(new, base, declaration)
    if change_in(new, declaration) is None:
        _warn_of_spread(new, base, declaration, problems, path)
    return _checked_change(new, base, declaration)


def _checked_change(new: Node, base: Any, declaration: Declaration) -> Node:
    """A scalar, worked out where it is a change."""
    found = change_in(new, declaration)
    if found is not None and base is None and found.how != "to":
        lone = may_be_negative(declaration) and not found.explicit
        if not lone:
            raise nothing_stands(new)
        return new
    return changed(new, base, declaration)


def _is_schedule(new: Node) -> bool:
    return isinstance(new.value, list) or (isinstance(new.value, dict) and "value" not in new.value)


def _law(new: Node, base: Any, declaration: LawDeclaration) -> Node:
    """A law of which some parts are changed and the others stay."""
    said: dict[str, Entry] = new.value
    parts = {name: _within(declaration, name) for name in said}
    relative = any(part is not None and change_in(said[name].node, part) for name, part in parts.items())
    if not isinstance(base, dict) or "value" in base:
        if relative:
            raise nothing_stands(new)
        return new
    new_place = any(name in said for name in LOCATIONS)
    spread = next((name for name in SPREADS if name in base), "")
    if new_place and spread and not any(name in said for name in (*SPREADS, "law")) and not relative:
        name = next(name for name in LOCATIONS if name in said)
        what = f"the base varies from case to case ({spread} {base[spread]}), and nothing says if that still holds"
        value = show(value_of(said[name].node)).strip("`")
        raise QuantityError(
            "E_DIST", what, f"add `{spread}: {base[spread]}`, or write `{value}` alone if nothing varies"
        )
    kept = dict(base)
    if new_place:
        kept = {name: one for name, one in kept.items() if name not in LOCATIONS or name in said}
    if any(name in said for name in SPREADS):
        kept = {name: one for name, one in kept.items() if name not in SPREADS or name in said}
    kept.pop("source", None)
    if "law" in said or (new_place and any(name in said for name in SPREADS)):
        kept = {name: one for name, one in kept.items() if name in said} if relative else {}
    merged = {name: Entry(new.mark, Node(one, new.mark)) for name, one in kept.items()}
    for name, entry in said.items():
        part = parts[name]
        try:
            node = entry.node if part is None else _checked_change(entry.node, base.get(name), part)
        except QuantityError as fault:
            raise fault.below(name) from None
        merged[name] = Entry(entry.key, node)
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
    try:
        MixDeclaration("share", "").read({name: value_of(entry.node) for name, entry in said.items()})
    except Exception:  # whatever is wrong with it is told when it is read
        return False
    return True


def _said_with_source(new: Node, base: Any, declaration: Declaration) -> Node:
    """A value said with its range or source, of which the value may be a change."""
    value = new.value["value"].node
    if change_in(value, declaration) is None:
        return new
    alone = base.get("value", base) if isinstance(base, dict) else base
    try:
        made = _checked_change(value, alone, declaration)
    except QuantityError as fault:
        raise fault.below("value") from None
    return Node({**new.value, "value": Entry(new.value["value"].key, made)}, new.mark, story=made.story)


def _elementwise(new: Node, base: Any, declaration: Declaration) -> Node:
    """A list of numbers of which some are changes."""
    item = declaration.item if isinstance(declaration, ListDeclaration) else declaration
    if not any(change_in(one, item) for one in new.value):
        return new
    if not isinstance(base, list) or len(base) != len(new.value):
        raise QuantityError("E_LENGTH", "a list that changes another has as many values", "say every value")
    return Node([_checked_change(one, of, item) for one, of in zip(new.value, base, strict=True)], new.mark)


def _warn_of_spread(new: Node, base: Any, declaration: Declaration, problems: list[Problem], path: Path) -> None:
    """One value for all where the base varies from case to case may be meant, or may not."""
    if isinstance(declaration, LawDeclaration) and isinstance(base, dict):
        spread = next((name for name in (*SPREADS, "law") if name in base), "")
        if spread and new.value not in (0, "0"):
            where = "mean" if "mean" in base else "median"
            what = f"the base varies from case to case ({spread} {base[spread]}), this is {show(new.value)} for all"
            keep = f"{{{where}: {new.value}, {spread}: {base[spread]}}}"
            hint = f"write `{keep}` to keep that, `{{value: {new.value}}}` if not"
            problems.append(Problem("W_SPREAD", what, hint, new.mark, path))


def unread_signs(node: Node, field: Field | None, path: Path) -> Iterator[Problem]:
    """Relative values where there is nothing that they could change."""
    declaration = answer_at(path) or (field.declaration if field is not None else None)
    if isinstance(node.value, dict):
        for name, entry in node.value.items():
            below = _field_of_part(field, declaration, name)
            yield from unread_signs(entry.node, below, (*path, name))
    elif isinstance(node.value, list):
        item = _item_field(field, declaration)
        for place, one in enumerate(node.value):
            name = one.value.get("name") if isinstance(one.value, dict) else None
            named = name.node.value if name is not None and isinstance(name.node.value, str) else place
            for problem in unread_signs(one, item, (*path, named)):
                yield problem._replace(path=(*path, place, *problem.path[len(path) + 1 :]))
    elif declaration is not None and numeric(declaration) and not isinstance(declaration, MixDeclaration):
        found = change_in(node, declaration)
        if found is None or (is_multiple(path) and found.how in ("percent", "times")):
            return
        ascii_sign = node.text.strip()[:1] in ("+", "-") and found.how in ("add", "percent")
        if ascii_sign and (found.negative or (may_be_negative(declaration) and found.how == "add")):
            return  # a number with its sign, or one below 0 that its reader refuses
        fault = nothing_stands(node)
        node.value = UNREADABLE
        yield Problem(fault.code, fault.what, fault.hint, node.mark, path)


def _field_of_part(field: Field | None, declaration: Declaration | None, name: str) -> Field | None:
    if field is None:
        return None
    if field.sections:
        return fields(field.sections[0]).get(name)
    if declaration is not None:
        part = _within(declaration, name)
        if part is None and isinstance(declaration, LeverDeclaration):
            part = declaration
        return None if part is None else replace_declaration(field, part)
    return field_of(field.items) if field.items is not None else None


def _item_field(field: Field | None, declaration: Declaration | None) -> Field | None:
    if field is None:
        return None
    if isinstance(declaration, ListDeclaration):
        return replace_declaration(field, declaration.item)
    if isinstance(declaration, LeverDeclaration):
        return field
    return field_of(field.items) if field.items is not None else None


def replace_declaration(field: Field, declaration: Declaration) -> Field:
    """A field of one value that is said so."""
    return field._replace(declaration=declaration, sections=(), items=None)


__all__ = ["new_value", "part_declaration", "unread_signs"]
