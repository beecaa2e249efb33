"""Answers of decision tables that multiply something: `+10%`, `-40%` and `x1.5` of it, as people say them."""

from fractions import Fraction

from gtmsim.policies.points import POINTS
from gtmsim.scenario.files.reading import Node
from gtmsim.scenario.language.quantity import QuantityError
from gtmsim.scenario.language.relative import relative
from gtmsim.scenario.language.signed import signed

MULTIPLES = {(point.name, output.name) for point in POINTS for output in point.outputs if output.multiple}


def multiples(whole: Node) -> None:
    """Say every such answer of a scenario as the multiple that it is."""
    policies = _below(_below(whole, "plan"), "policies")
    if policies is None or not isinstance(policies.value, dict):
        return
    for point, output in sorted(MULTIPLES):
        rows = _below(_below(policies, point), "rows")
        for row in rows.value if rows is not None and isinstance(rows.value, list) else ():
            cell = _below(_below(row, "then"), output)
            if cell is not None and isinstance(cell.text, str):
                _as_multiple(cell)


def _as_multiple(cell: Node) -> None:
    found = signed(cell.text)
    if found is None or found.how not in ("percent", "times"):
        return
    try:
        multiple = relative(found, Fraction(1), "1")
    except QuantityError:
        return  # its reader says what is wrong
    cell.story = f"{cell.text.strip()} of what is planned"
    cell.value = int(multiple) if multiple == int(multiple) else float(multiple)


def _below(node: Node | None, name: str) -> Node | None:
    found = node.value.get(name) if node is not None and isinstance(node.value, dict) else None
    return found.node if found else None
