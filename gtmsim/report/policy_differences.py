"""The difference of two policies as people read it on a terminal, and as programs do."""

from collections.abc import Mapping, Sequence
from typing import Any

from gtmsim.policies.changed import Changes
from gtmsim.policies.difference import Regions
from gtmsim.policies.facts import Output
from gtmsim.policies.side_by_side import Region
from gtmsim.policies.table import Table
from gtmsim.report.columns import columns
from gtmsim.scenario.checks.policy_difference import PeriodDifference, PointDifference
from gtmsim.scenario.language.cells import write_literal

SIDES = ("A", "B")


def as_text(found: Sequence[PointDifference], files: Sequence[str], own: Sequence[Mapping[str, Sequence[str]]]) -> str:
    """The points that differ, and the names of the others; `own` are names of each scenario that the other has not."""
    told = [f"{side}: {file}" for side, file in zip(SIDES, files, strict=True)]
    for side, names in zip(SIDES, own, strict=True):
        told += [f"only {side} knows the {fact} {', '.join(f'`{name}`' for name in names[fact])}" for fact in names]
    told += ["", *(line for each in found if not each.same for line in (*_point(each), ""))]
    same = [each.point.name for each in found if each.same]
    return "\n".join([*told, f"the same in both: {', '.join(same)}" if same else "no table is the same in both"])


def as_dict(each: PointDifference) -> dict[str, Any]:
    """One point for programs."""
    said = each.changes
    return {
        "point": each.point.name,
        "same": each.same,
        "hit": list(said.hit[1:]) if said.hit else None,
        "default": [cell._asdict() for cell in said.default],
        "only_in_a": list(said.gone),
        "only_in_b": list(said.new),
        "changed": [{"row": row.name, "cells": [cell._asdict() for cell in row.cells]} for row in said.rows],
        "reordered": said.moved,
        "periods": [_period_dict(period) for period in each.periods],
    }


def _point(each: PointDifference) -> list[str]:
    lines = [f"{each.point.name}: {each.point.meaning}", *(f"  {line}" for line in _changes(each.changes))]
    periods = [period for period in each.periods if period.regions.shown or not period.regions.whole]
    for period in periods:
        lines += _period(period, len(each.periods) > 1)
    if not periods:
        lines.append("  every case is answered the same")
    return lines


def _changes(said: Changes) -> list[str]:
    lines = [f"hit policy {said.hit.before} -> {said.hit.after}"] if said.hit else []
    lines += [f"default: {cell.column} `{cell.before}` -> `{cell.after}`" for cell in said.default]
    lines += [f"only in A: row `{name}`" for name in said.gone] + [f"only in B: row `{name}`" for name in said.new]
    for row in said.rows:
        cells = ", ".join(f"{cell.column} `{cell.before}` -> `{cell.after}`" for cell in row.cells)
        lines.append(f"changed: row `{row.name}`: {cells}")
    return [*lines, "the rows stand in another order"] if said.moved else lines


def _period(period: PeriodDifference, several: bool) -> list[str]:
    since = "" if not several else f" from {period.first} on" if period.first else " from the start"
    lines = [f"  answered differently{since}, for example"]
    for region in period.regions.shown:
        answers = [
            [f"{side}:", _rows(table, rows), _answers(values, table.outputs)]
            for side, table, rows, values in zip(SIDES, period.tables, region.rows, region.answers, strict=True)
        ]
        lines += [f"    {region.said}", *columns(answers, indent="      ")]
    return [*lines, *(f"    {line}" for line in _unshown(period.regions))]


def _unshown(regions: Regions) -> list[str]:
    if not regions.whole:
        return [
            f"and {regions.more} more such regions; the tables are too wide to look for all"
            if regions.more
            else "the tables are too wide to look for all such regions"
        ]
    return [f"and {regions.more} more such regions"] if regions.more else []


def _rows(table: Table, rows: Sequence[int]) -> str:
    return ", ".join(table.rows[row].name for row in rows) or "no row"


def _answers(values: Sequence[float], outputs: Sequence[Output]) -> str:
    return ", ".join(f"{output.name} {_value(value, output)}" for value, output in zip(values, outputs, strict=True))


def _value(value: float, output: Output) -> str:
    return output.values[int(value)] if output.kind == "category" else write_literal(value, output)


def _period_dict(period: PeriodDifference) -> dict[str, Any]:
    return {
        "first": None if period.first is None else period.first.isoformat(),
        "regions": [_region_dict(region, period.tables) for region in period.regions.shown],
        "more": period.regions.more,
        "all_looked_for": period.regions.whole,
    }


def _region_dict(region: Region, tables: Sequence[Table]) -> dict[str, Any]:
    found: dict[str, Any] = {"case": region.case}
    for side, table, rows, values in zip(SIDES, tables, region.rows, region.answers, strict=True):
        answers = {
            output.name: output.values[int(value)] if output.kind == "category" else value
            for output, value in zip(table.outputs, values, strict=True)
        }
        found[side.lower()] = {"rows": [table.rows[row].name for row in rows], "answers": answers}
    return found
