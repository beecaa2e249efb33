"""A change so small beside what stands that its scale was probably forgotten: `+5` of 10k, where `+5k` was meant."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from gtmsim.scenario.files.reading import Node
from gtmsim.scenario.files.relative import change_in
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.forms import plain_number
from gtmsim.scenario.language.magnitude import parts_of
from gtmsim.scenario.language.meant import either
from gtmsim.scenario.language.numberlike import THOUSANDS
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import QuantityError, exact, show

Path = tuple[str | int, ...]
SMALL = Fraction(5, 1000)  # of what stands
LARGE = 5  # times what stands, which no forgotten scale makes of a change
SCALES = {"k": 1_000, "M": 1_000_000}


def too_small(new: Node, base: Any, declaration: Declaration, path: Path) -> Iterator[Problem]:
    """A warning for each sum of money that changes next to nothing as it is, and something in k or M."""
    if not declaration.unit.startswith("money"):
        return
    stands = max(_amounts(base, declaration.unit), default=Fraction(0))
    for node, place in _leaves(new, path):
        found = change_in(node, declaration)
        parts = parts_of(found.rest) if found is not None and found.how == "add" else None
        if found is None or parts is None or parts.scale or THOUSANDS.fullmatch(parts.number):
            continue
        try:
            amount = exact(plain_number(found.rest), declaration.unit)
        except QuantityError:
            continue  # which its reader reports
        if not 0 < amount < SMALL * stands:
            continue
        told = node.text.strip()
        meant = [
            told.replace(parts.number, f"{parts.number}{scale}", 1)
            for scale, size in SCALES.items()
            if SMALL * stands <= amount * size <= LARGE * stands
        ]
        if meant:
            part = f"{float(100 * amount / stands):.2g} %"
            what = f"{show(told)} is {part} of the {_shown(base)} that stands there"
            yield Problem("W_UNUSUAL", what, f"did you mean {either(meant)}? what is meant may stay", node.mark, place)


def _leaves(node: Node, path: Path) -> Iterator[tuple[Node, Path]]:
    """The values of which a writing is made, by their places."""
    if isinstance(node.value, dict):
        for name, entry in node.value.items():
            yield from _leaves(entry.node, (*path, name))
    elif isinstance(node.value, list):
        for place, one in enumerate(node.value):
            yield from _leaves(one, (*path, place))
    else:
        yield node, path


def _amounts(said: Any, unit: str) -> Iterator[Fraction]:
    """The amounts in a plain value as files say it [unit]."""
    if isinstance(said, dict | list):
        for one in said.values() if isinstance(said, dict) else said:
            yield from _amounts(one, unit)
    elif isinstance(said, int | float | str) and not isinstance(said, bool):
        try:
            yield abs(exact(said, unit))
        except QuantityError:
            return  # a source, or what its reader reports


def _shown(base: Any) -> str:
    """What stands, in short."""
    if isinstance(base, dict):
        return str(next((base[key] for key in ("value", "mean", "median") if key in base), "plan"))
    return "plan" if isinstance(base, list) else str(base)
