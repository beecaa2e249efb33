"""Rows of short texts as aligned columns, for a terminal, a pipe or a mail."""

from collections.abc import Collection, Sequence

GAP = "  "


def columns(rows: Sequence[Sequence[str]], right: Collection[int] = (), indent: str = "") -> list[str]:
    """A line for each row; the columns in `right` end at the same place, the others begin there."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        (indent + GAP.join(_cell(text, width, place in right) for place, (text, width) in line)).rstrip()
        for line in (enumerate(zip(row, widths, strict=True)) for row in rows)
    ]


def _cell(text: str, width: int, right: bool) -> str:
    return text.rjust(width) if right else text.ljust(width)
