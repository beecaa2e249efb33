"""Answers of decision tables that multiply something: `+10%`, `-40%` and `x1.5` of it, as people say them."""

import re
from fractions import Fraction

from gtmsim.policies.points import POINTS
from gtmsim.scenario.files.reading import Node
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import QuantityError, parse, show
from gtmsim.scenario.language.relative import relative
from gtmsim.scenario.language.signed import signed

Path = tuple[str | int, ...]
LOW = 0.5  # a share of the plan below which a change of it may have been meant
_NUMBER = re.compile(r"\d+\.?\d*|\.\d+")
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


def mixed_shares(whole: Node, problems: list[Problem]) -> None:
    """Ask about shares without a sign in a column that says changes: `10%` beside `-10%` may be `+10%`.

    A spreadsheet drops the sign of `+10%`, not that of `-10%`."""
    policies = _below(_below(whole, "plan"), "policies")
    for point, output in sorted(MULTIPLES):
        table = _below(policies, point)
        rows = _below(table, "rows")
        then: list[tuple[Path, Node | None]] = [((), None)]
        for place, row in enumerate(rows.value if rows is not None and isinstance(rows.value, list) else ()):
            then.append((("rows", place, "then"), _below(row, "then")))
        then.append((("default",), _below(table, "default")))
        cells = [(where, cell) for where, answers in then if (cell := _below(answers, output)) is not None]
        changes = [cell for _, cell in cells if (found := signed(_text(cell))) is not None and found.how == "percent"]
        for where, cell in cells if changes else ():
            share = _plain_share(_text(cell))
            if share is not None and share < LOW:
                path = ("plan", "policies", point, *where, output)
                problems.append(_asking(_text(cell), _text(changes[0]), share, cell, path))


def _asking(said: str, beside: str, share: float, cell: Node, path: Path) -> Problem:
    if share == 0.0:
        what = f"{show(said)} beside {show(beside)} may mean no change, or nothing at all"
        return Problem("E_SIGN", what, "write `x1` for no change, `x0` for nothing", cell.mark, path)
    part, more = f"x{share:.12g}", f"x{1.0 + share:.12g}"
    what = (
        f"{show(said)} beside {show(beside)} may mean {100.0 * share:g} % of what is planned, or as much more than it"
    )
    return Problem("E_SIGN", what, f"write `{part}` for the part, `{more}` for more", cell.mark, path)


def _text(cell: Node) -> str:
    return cell.text.strip() if isinstance(cell.text, str) and cell.text else str(cell.value)


def _plain_share(text: str) -> float | None:
    """A number or share without a sign; None where it is something else."""
    if signed(text) is not None:
        return None
    try:
        return float(parse(float(text) if _NUMBER.fullmatch(text) else text, "share"))  # type: ignore[arg-type]
    except QuantityError:
        return None


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
