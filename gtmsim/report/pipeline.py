"""The pipeline by stage when a quarter begins, and forecast categories, in rows that terminal and page share."""

import math
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from gtmsim.report.lines import Cell, cell_of
from gtmsim.study.forecast import ALL, CATEGORIES, NEW
from gtmsim.study.wording import number

STAGED = (
    "When a quarter begins: the deals that are open in each stage, their annual value at the price on the table, what "
    "the quarter wins of them, also as a share of that value, and the forecast category that follows from the share: "
    "commit from 70 %, best case from 30 %, else pipeline. What the quarter opens and wins itself was in no pipeline."
)


class Staged(NamedTuple):
    """The deals of one stage when a quarter begins, in one plan."""

    begins: str
    plan: str
    stage: str
    deals: Cell
    value: Cell
    won: Cell
    share: Cell
    category: str
    total: bool


Series = tuple[str, tuple[str, ...]]  # a name, and a value for each quarter


class ByQuarter(NamedTuple):
    """The pipeline of one plan, quarter beside quarter."""

    begins: tuple[str, ...]
    groups: tuple[tuple[Series, ...], ...]  # open by stage; by forecast category, with what is won; what is opened


def by_quarter(summary: Mapping[str, Any], most: int) -> ByQuarter | None:
    """The last quarters of the pipeline of a plan alone; None of several, and where there is no target."""
    told = summary["targets"]["pipeline"] if "targets" in summary and "scenarios" not in summary else []
    begins = tuple(dict.fromkeys(row["from"] for row in told))[-most:]
    rows = {(row["stage"], row["from"]): row for row in told}

    def line(name: str, label: str, what: str) -> Series:
        found = [rows.get((name, day)) for day in begins]
        return label, tuple("" if row is None else cell_of(row[what], "money/year").text for row in found)

    def sums(category: str, label: str, what: str) -> Series:
        mine = [[row for row in told if (row["from"], row["category"]) == (day, category)] for day in begins]
        return label, tuple(number(math.fsum(row[what]["mean"] for row in each)) for each in mine)

    if not begins:
        return None
    stages = [line(name, name, "value") for name in _stages(told) if name not in (ALL, NEW)]
    named = [name for _, name in CATEGORIES]
    categories = [sums(name, f"of it {name}", "value") for name in named]
    categories += [sums(name, f"won of {name}", "won") for name in named]
    new = line(NEW, NEW, "value"), line(NEW, f"won of what is {NEW}", "won")
    return ByQuarter(begins, ((*stages, line(ALL, ALL, "value")), tuple(categories), new))


def _stages(told: Iterable[Mapping[str, Any]]) -> list[str]:
    """Names in the order of the sale, where a stage without deals in a quarter has no row in it."""
    names: list[str] = []
    for _, rows in groupby(told, key=lambda row: str(row["from"])):
        place = 0
        for row in rows:
            if row["stage"] not in names:
                names.insert(place, row["stage"])
            place = names.index(row["stage"]) + 1
    return names


def staged_rows(summary: Mapping[str, Any]) -> list[Staged]:
    """The pipeline of each quarter by stage, plan by plan."""
    if "targets" not in summary:
        return []
    found = summary["targets"]["pipeline"]
    by_plan = found if "scenarios" in summary else {summary.get("scenario", ""): found}
    told = [
        Staged(
            row["from"],
            plan,
            row["stage"],
            cell_of(row["deals"], "deals"),
            cell_of(row["value"], "money/year"),
            cell_of(row["won"], "money/year"),
            cell_of(row["won_share"], "share"),
            row["category"] or "",
            row["category"] is None,
        )
        for plan, rows in by_plan.items()
        for row in rows
    ]
    order = list(dict.fromkeys(row.begins for row in told))
    return sorted(told, key=lambda row: order.index(row.begins))
