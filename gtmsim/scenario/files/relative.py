"""A change of one declared value: the writing that a relative one makes of the one that stands. Knows no section."""

from fractions import Fraction
from functools import partial
from math import floor
from typing import Any

from gtmsim.scenario.files.reading import UNREADABLE, Entry, Node
from gtmsim.scenario.language.currency import currency
from gtmsim.scenario.language.declare import Declaration, FaultsError
from gtmsim.scenario.language.forms import Form, form_of, plain_number
from gtmsim.scenario.language.laws import LawDeclaration
from gtmsim.scenario.language.numbers import LeverDeclaration, NumberDeclaration
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import QuantityError, exact, parse, show
from gtmsim.scenario.language.relative import relative
from gtmsim.scenario.language.respell import hint
from gtmsim.scenario.language.signed import Signed, absolute, signed
from gtmsim.scenario.language.words import ListDeclaration, MixDeclaration

RANGE = ("value", "low", "high")
SHARE = NumberDeclaration("share", "", ge=0, le=1)


def numeric(declaration: Declaration | None) -> bool:
    """Can a value so declared be changed by a relative writing?"""
    if isinstance(declaration, ListDeclaration):
        return numeric(declaration.item)
    if isinstance(declaration, NumberDeclaration):
        return declaration.unit != "date"
    return isinstance(declaration, LawDeclaration | MixDeclaration)


def may_be_negative(declaration: Declaration) -> bool:
    """Could a signed number be a value of its own?"""
    if not isinstance(declaration, NumberDeclaration):
        return False
    lowest = declaration.ge if declaration.ge is not None else declaration.gt
    return lowest is None or lowest < 0  # type: ignore[operator]  # no date


def change_in(node: Node, declaration: Declaration) -> Signed | None:
    """What a node, or the `value` in it, says relative to another value; None if it is a value of its own."""
    if isinstance(node.value, dict):
        value = node.value.get("value")
        return change_in(value.node, declaration) if value is not None else None
    found = signed(node.text) if node.text and not isinstance(node.value, list) else None
    return found if found is not None and numeric(declaration) else None


def changed(node: Node, base: Any, declaration: Declaration) -> Node:
    """The node that a change makes of what stands there; raises QuantityError.

    `node` is one relative writing, perhaps with a source; `base` a plain value as files say it: a number, a range, a
    law, a list or a schedule, of which every value is changed.
    """
    found = change_in(node, declaration)
    if found is None:
        return node
    if isinstance(node.value, dict):
        return _with_source(node, base, declaration)
    if isinstance(base, list):
        item = declaration.item if isinstance(declaration, ListDeclaration) else declaration
        return Node([_new(node, found, one, item) for one in base], node.mark)
    if isinstance(declaration, LeverDeclaration) and isinstance(base, dict) and "value" not in base:
        return Node(
            {day: Entry(node.mark, _new(node, found, one, declaration)) for day, one in base.items()}, node.mark
        )
    if isinstance(declaration, MixDeclaration | ListDeclaration):
        raise QuantityError("E_TYPE", f"{show(node.text)} changes one number, and there are several", "change each")
    return _new(node, found, base, declaration)


def _with_source(node: Node, base: Any, declaration: Declaration) -> Node:
    """A change with the range or the source of what it makes."""
    said: dict[str, Entry] = node.value
    alone = base.get("value", base.get("mean", base.get("median"))) if isinstance(base, dict) else base
    try:
        made = changed(said["value"].node, alone, declaration)
    except QuantityError as fault:
        raise fault.below("value") from None
    return Node({**said, "value": Entry(said["value"].key, made)}, node.mark, story=made.story)


def _new(node: Node, found: Signed, base: Any, declaration: Declaration) -> Node:
    """One number, range or law, changed."""
    if found.how == "to":
        return _read(Node(plain_number(found.rest), node.mark), declaration)
    if base is None or base is UNREADABLE:
        raise nothing_stands(node)
    story = f"{node.text.strip()} on {_shown(base)}"
    main = base if not isinstance(base, dict) else base.get("value", base.get("mean", base.get("median")))
    if main is not None:
        found = _settled(found, main, declaration)
    if not isinstance(base, dict):
        return _read(Node(_one(found, base, declaration, node), node.mark, story=story), declaration)
    said = {key: Entry(node.mark, Node(one, node.mark)) for key, one in base.items() if key != "source"}
    for key in RANGE if "value" in base else ("mean", "median"):
        if key in base:
            said[key] = Entry(node.mark, Node(_part(found, base[key], declaration, node, key), node.mark))
    return _read(Node(said, node.mark, story=story), declaration)


def _part(found: Signed, base: Any, declaration: Declaration, node: Node, key: str) -> Any:
    """One number of a range; its ends stay within what is allowed."""
    said = _one(found, base, declaration, node)
    if key not in ("low", "high") or not isinstance(declaration, NumberDeclaration):
        return said
    for limit in (declaration.ge, declaration.gt, declaration.le, declaration.lt):
        if limit is not None and not isinstance(declaration, MixDeclaration):
            below = limit in (declaration.ge, declaration.gt)
            value = exact(said, declaration.unit)
            if (value < Fraction(str(limit))) if below else (value > Fraction(str(limit))):
                said = form_of(base, declaration.unit).written(Fraction(str(limit)))
    return said


def _one(found: Signed, base: Any, declaration: Declaration, node: Node) -> Any:
    form = form_of(base, declaration.unit)
    if found.negative and not found.explicit and may_be_negative(declaration):
        _clear(found, form, declaration, node)
    word = currency(found.rest)
    if word and form.currency and word != form.currency:
        raise QuantityError("E_UNIT", f"{show(node.text)} is not in the currency of {show(base)}", "say one currency")
    period = _period(found.rest, declaration.unit)
    if found.how == "add" and form.period and form.period != period:
        signed_day = f"{'-' if found.negative else '+'}1k per {form.period}"
        example = Offer([[signed_day, "+10%" if not found.negative else "-10%"]], "", "write for example")
        raise QuantityError("E_UNIT", f"{show(base)} counts days and {show(node.text)} counts months", example)
    try:
        value = relative(found, form.amount, declaration.unit, form.as_share)
    except QuantityError as fault:
        if fault.code == "E_SIGN" or found.how != "add":
            raise
        what = fault.what.replace(show(found.rest), show(node.text), 1)
        raise QuantityError(fault.code, what, partial(_rather, node.text, declaration)) from None
    if declaration.unit in ("count", "month") and value != int(value):
        what = f"that makes {float(value):.6g}, which is no whole number"
        months = " months" if declaration.unit == "month" else ""
        whole = [f"{floor(value)}{months}", f"{floor(value) + 1}{months}"]
        raise QuantityError("E_TYPE", what, Offer([whole], "say the value itself"))
    return form.in_currency(word).written(value)


def _rather(said: str, declaration: Declaration) -> str:
    """What to write for a change that says no amount; its sign stays."""
    return hint(said, declaration.unit, getattr(declaration, "asked", None))


def _settled(found: Signed, base: Any, declaration: Declaration) -> Signed:
    """A percentage of a share that only one of its two readings could mean; the other is no value at all."""
    if found.how != "percent":
        return found
    form = form_of(base, declaration.unit)
    if not form.as_share or form.amount == 1:
        return found
    share = exact(found.rest, "share") * (-1 if found.negative else 1)
    times, points = form.amount * (1 + share), form.amount + share
    if 1 + share < 0 or _inside(times, declaration) == _inside(points, declaration):
        return found
    if _inside(times, declaration):
        return found._replace(how="times", negative=False, rest=str(1 + share))
    return found._replace(how="points", rest=found.rest.rstrip("% "))


def _inside(value: Fraction, declaration: Declaration) -> bool:
    """Whether a number could be a value."""
    return declaration.within(value) if isinstance(declaration, NumberDeclaration) else value >= 0


def _period(text: str, unit: str) -> str:
    """Of money that counts days, the period for which it is said."""
    try:
        return str(getattr(parse(plain_number(text), unit), "period", "")) if unit == "money/month" else ""
    except QuantityError:
        return ""


def _clear(found: Signed, form: Form, declaration: Declaration, node: Node) -> None:
    """Refuse a signed number that may be a value as well as a change, where the two differ."""
    alone = exact(plain_number(absolute(found)), declaration.unit)
    if alone != alone + form.amount:
        told = node.text.strip()
        what = f"{show(told)} may be a value of its own, or a change of the {form.said} that stands there"
        raise QuantityError("E_SIGN", what, Offer([[f"to {absolute(found)}", f"by {told}"]], "say the value itself"))


def nothing_stands(node: Node) -> QuantityError:
    """A change where there is nothing that it could change."""
    found = signed(node.text)
    plain = found.rest if found and found.how == "to" else ""
    offer = Offer([[plain] if plain else []], "write the value itself, without a sign")
    return QuantityError("E_SIGN", f"{show(node.text)} is relative, and there is no value that it changes", offer)


def _read(node: Node, declaration: Declaration) -> Node:
    """A node whose value the declaration takes; otherwise the fault says how the value came about."""
    reader = declaration.item if isinstance(declaration, ListDeclaration) else declaration
    said = value_of(node)
    try:
        if isinstance(reader, LeverDeclaration):
            reader.read_alone(said["value"] if isinstance(said, dict) else said)
        elif not isinstance(reader, MixDeclaration):
            reader.read(said)
    except FaultsError as found:
        raise _made(node, said, found.faults[0]) from None
    except QuantityError as fault:
        raise _made(node, said, fault) from None
    return node


def _made(node: Node, said: Any, fault: QuantityError) -> QuantityError:
    """What is wrong with a value, with what it was made of."""
    if not node.story:
        return fault
    got = said.get("value", said.get("mean", said.get("median"))) if isinstance(said, dict) else said
    return QuantityError(fault.code, f"{node.story} is {_shown(got)}: {fault.what}")


def value_of(node: Node) -> Any:
    """A tree of nodes as plain values."""
    if isinstance(node.value, dict):
        return {key: value_of(entry.node) for key, entry in node.value.items()}
    if isinstance(node.value, list):
        return [value_of(one) for one in node.value]
    return node.value


def node_of(said: Any, like: Node) -> Node:
    """A plain value as nodes at a place."""
    if isinstance(said, dict):
        return Node({key: Entry(like.mark, node_of(one, like)) for key, one in said.items()}, like.mark)
    return Node([node_of(one, like) for one in said] if isinstance(said, list) else said, like.mark)


def _shown(base: Any) -> str:
    """A value that stands, in short."""
    if isinstance(base, dict):
        said = base.get("value", base.get("mean", base.get("median")))
        return str(said) if said is not None else "a section"
    return str(base)


def fault_of(fault: QuantityError, node: Node, path: tuple[str | int, ...]) -> Problem:
    """A fault of a change as a problem at its place."""
    return Problem(fault.code, fault.what, fault.hint, node.mark, path)
