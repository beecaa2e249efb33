"""A change of one declared value: the writing that a relative one makes of the one that stands. Knows no section."""

from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

from gtmsim.scenario.declare import Declaration
from gtmsim.scenario.laws import LawDeclaration
from gtmsim.scenario.numbers import LeverDeclaration, NumberDeclaration
from gtmsim.scenario.problems import Problem
from gtmsim.scenario.quantity import QuantityError, currency, exact, parse, show, write
from gtmsim.scenario.reading import UNREADABLE, Entry, Node
from gtmsim.scenario.signed import Signed, absolute, relative, signed
from gtmsim.scenario.words import ListDeclaration, MixDeclaration

RANGE = ("low", "value", "high")
SHARE = NumberDeclaration("share", "", ge=0, le=1)


class Standing(NamedTuple):
    """A number that stands, in the unit and the currency in which it was said."""

    amount: Fraction  # [unit], or for each `period`
    unit: str
    period: str  # "day" or "week" of money that counts days; empty otherwise
    currency: str

    def written(self, amount: Fraction) -> Any:
        """Another amount, said alike."""
        if self.unit in ("count", "month") and amount != int(amount):
            what = f"that makes {float(amount):.6g}, which is no whole number"
            raise QuantityError("E_TYPE", what, f"write `{floor(amount)}` or `{floor(amount) + 1}`")
        number = int(amount) if amount == int(amount) else float(amount)
        if self.period:
            return f"{self.currency} {number} per {self.period}".strip()
        plain = write(number, self.unit)
        return f"{self.currency} {plain}" if self.currency else plain


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
    """What a node says relative to another value; None if it is a value of its own."""
    found = signed(node.text) if node.text and not isinstance(node.value, dict | list) else None
    # A number below 0 is a value of its own as well as a change; its reader has to say which.
    return found if found is None or numeric(declaration) else None


def changed(node: Node, base: Any, declaration: Declaration) -> Node:
    """The node that a change makes of what stands there; raises QuantityError.

    `node` is one relative writing, `base` a plain value as files say it: a number, a range, a law, a list, a mix or a
    schedule, of which every value is changed.
    """
    found = change_in(node, declaration)
    if found is None:
        return node
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


def _new(node: Node, found: Signed, base: Any, declaration: Declaration) -> Node:
    """One number, range or law, changed."""
    if found.how == "to":
        return _read(Node(_plain(found.rest), node.mark), declaration)
    if base is None or base is UNREADABLE:
        raise nothing_stands(node)
    story = f"{node.text.strip()} on {_shown(base)}"
    if not isinstance(base, dict):
        return _read(Node(_one(found, base, declaration, node), node.mark, story=story), declaration)
    keys = RANGE if "value" in base else ("mean", "median")
    said = {key: Entry(node.mark, Node(one, node.mark)) for key, one in base.items() if key != "source"}
    for key in keys:
        if key in base:
            said[key] = Entry(node.mark, Node(_one(found, base[key], declaration, node), node.mark))
    return _read(Node(said, node.mark, story=story), declaration)


def _one(found: Signed, base: Any, declaration: Declaration, node: Node) -> Any:
    standing = standing_at(base, declaration.unit)
    if found.negative and not found.explicit and may_be_negative(declaration):
        _clear(found, standing, declaration, node)
    word = currency(found.rest)
    if word and standing.currency and word != standing.currency:
        raise QuantityError("E_UNIT", f"{show(node.text)} is not in the currency of {show(base)}", "say one currency")
    period = _period(found.rest, declaration.unit)
    if found.how == "add" and standing.period != period:
        if standing.period:
            hint = f"write `{'-' if found.negative else '+'}1k per {standing.period}`, or a share such as `+10%`"
            raise QuantityError("E_UNIT", f"{show(base)} counts days and {show(node.text)} counts months", hint)
        period = ""
    if found.how == "add" and period:
        amount = getattr(parse(found.rest, declaration.unit), "amount", Fraction(0))
        return standing.written(standing.amount + (-amount if found.negative else amount))
    return standing._replace(currency=word or standing.currency).written(
        relative(found, standing.amount, declaration.unit)
    )


def standing_at(base: Any, unit: str) -> Standing:
    """A plain value as the number that it is."""
    value = parse(base, unit)
    period = getattr(value, "period", "")
    amount = Fraction(getattr(value, "amount", 0)) if period else exact(base, unit)
    return Standing(amount, unit, period, currency(base))


def _period(text: str, unit: str) -> str:
    try:
        return str(getattr(parse(_plain(text), unit), "period", "")) if unit == "money/month" else ""
    except QuantityError:
        return ""


def _clear(found: Signed, standing: Standing, declaration: Declaration, node: Node) -> None:
    """Refuse a signed number that may be a value as well as a change, where the two differ."""
    alone = exact(_plain(absolute(found)), declaration.unit)
    if alone != alone + standing.amount:
        told = node.text.strip()
        stands = write(float(standing.amount), declaration.unit)
        what = f"{show(told)} may be a value of its own, or a change of the {stands} that stands there"
        raise QuantityError("E_SIGN", what, f"write `to {absolute(found)}` or `by {told}`")


def nothing_stands(node: Node) -> QuantityError:
    """A change where there is nothing that it could change."""
    found = signed(node.text)
    plain = found.rest if found and found.how in ("add", "to") else ""
    if found and found.negative:
        plain = ""
    hint = f"write `{plain}`" if plain else "write the value itself"
    return QuantityError("E_SIGN", f"{show(node.text)} is relative, and there is no value that it changes", hint)


def _read(node: Node, declaration: Declaration) -> Node:
    """A node whose value the declaration takes; otherwise the fault says how the value came about."""
    reader = declaration.item if isinstance(declaration, ListDeclaration) else declaration
    said = value_of(node)
    try:
        if isinstance(reader, LeverDeclaration):
            reader.read_alone(said["value"] if isinstance(said, dict) else said)
        elif not isinstance(reader, MixDeclaration):
            reader.read(said)
    except QuantityError as fault:
        got = said.get("value", said.get("mean", said.get("median"))) if isinstance(said, dict) else said
        what = f"{node.story} is {_shown(got)}: {fault.what}" if node.story else fault.what
        raise QuantityError(fault.code, what, fault.hint) from None
    return node


def value_of(node: Node) -> Any:
    """A tree of nodes as plain values."""
    if isinstance(node.value, dict):
        return {key: value_of(entry.node) for key, entry in node.value.items()}
    if isinstance(node.value, list):
        return [value_of(one) for one in node.value]
    return node.value


def _plain(text: str) -> Any:
    """A text as the number that it is where it has no unit."""
    try:
        return float(text) if "." in text or "e" in text.lower() else int(text)
    except ValueError:
        return text


def _shown(base: Any) -> str:
    """A value that stands, in short."""
    if isinstance(base, dict):
        said = base.get("value", base.get("mean", base.get("median")))
        return str(said) if said is not None else "a section"
    return str(base)


def fault_of(fault: QuantityError, node: Node, path: tuple[str | int, ...]) -> Problem:
    """A fault of a change as a problem at its place."""
    return Problem(fault.code, fault.what, fault.hint, node.mark, path)
