"""Public figures beside the numbers of a firm, in words that terminal and page share."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from gtmsim.study.benchmarks.in_words import UNITS
from gtmsim.study.benchmarks.usual import OUTSIDE
from gtmsim.study.wording import number

MOST = 4  # of those outside that a terminal names
ABOUT = (
    "What surveys and others publish of firms like this one: of firms that sell to firms, in the band of ARR and of "
    "contract value and with the terms that it has at the end of the run, in its currency where amounts count. Whoever "
    "is outside of what is usual is not wrong for that; but a reader will ask why."
)
OF_BASE = "Here, and beside the metrics, this is the firm of the base, {base}."
ABROAD = "Most of these surveys are of firms in North America; this one counts in {currency}."
LINES = {"seller_attrition": "employee_attrition:ae"}  # measure -> the line that shows it
STAR = "* The source counts it in another way: see the report's part on public figures."
NO_FIGURE = "Of these there are public figures, and none of a firm like this: {names}."


class Beside(NamedTuple):
    """One measure of a firm beside the public figures of it."""

    measure: str
    label: str
    meaning: str
    value: str
    usual: str  # "6 to 24 months"
    said_by: tuple[str, ...]  # each figure with its firms and source
    differs: tuple[str, ...]
    standing: str
    outside: bool


def rows(summary: Mapping[str, Any]) -> list[Beside]:
    """Every measure of which a public figure fits the firm, in the order of the file."""
    return [_row(name, found) for name, found in _measures(summary).items() if found["figures"]]


def grouped(summary: Mapping[str, Any]) -> list[list[Beside]]:
    """First what is outside what is usual, then the rest."""
    found = rows(summary)
    both = [row for row in found if row.outside], [row for row in found if not row.outside]
    return [group for group in both if group]


def refused(summary: Mapping[str, Any]) -> str:
    """The measures whose public figures are all of other firms; empty where there is none."""
    names = [found["label"] for found in _measures(summary).values() if not found["figures"]]
    return NO_FIGURE.format(names=", ".join(names)) if names else ""


def about(summary: Mapping[str, Any]) -> str:
    """What stands above the table."""
    firm = summary["usual"]["firm"]
    told = [ABOUT]
    if "scenarios" in summary:
        told.append(OF_BASE.format(base=firm["scenario"]))
    if firm["currency"] != "USD":
        told.append(ABROAD.format(currency=firm["currency"]))
    return " ".join(told)


def beside_metrics(summary: Mapping[str, Any]) -> dict[str, tuple[str, bool]]:
    """What is usual by the line that it stands beside, with its source, and whether the firm is outside of it."""
    told = {}
    for name, found in _measures(summary).items():
        if found["figures"]:
            out = found["verdict"] in OUTSIDE
            told[LINES.get(name, name)] = f"{found['text']}{': ' + found['standing'] if out else ''}", out
    return told


def outside(summary: Mapping[str, Any]) -> str:
    """What of the firm is outside what is usual, in one sentence; empty where nothing is."""
    found = [row for row in rows(summary) if row.outside]
    if not found:
        return ""
    told = "; ".join(f"{row.label} {row.value} (usual: {row.usual})" for row in found[:MOST])
    more = f"; and {len(found) - MOST} more in the report" if found[MOST:] else ""
    return f"Outside what is usual for firms like {summary['usual']['firm']['scenario']}: {told}{more}."


def _measures(summary: Mapping[str, Any]) -> Mapping[str, Any]:
    """Nothing in a summary that was written before there were public figures."""
    found: Mapping[str, Any] = summary.get("usual", {}).get("measures", {})
    return found


def _row(name: str, found: Mapping[str, Any]) -> Beside:
    label = str(found["label"])
    return Beside(
        name,
        label[0].upper() + label[1:],
        found["meaning"],
        stated(found["value"], found["unit"]),
        found["span"],
        tuple(each["text"] for each in found["figures"]),
        tuple(found["differs"]),
        found["standing"],
        found["verdict"] in OUTSIDE,
    )


def stated(value: float | None, unit: str) -> str:
    """A value with its unit, as words about public figures say it."""
    if value is None:
        return "undefined"
    scale, word = UNITS.get(unit, (1.0, f" {unit}"))
    return f"{number(scale * value)}{word}"
