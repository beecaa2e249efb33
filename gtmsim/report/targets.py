"""What is to be reached and the chance of it, in words and rows that terminal and page share."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from gtmsim.report.lines import SHARES, Cell, Changed, cell_of, changed_of
from gtmsim.study.answer import spoken
from gtmsim.study.wording import number

ALL = "All targets together"
SIGNED = "surplus"  # heads how far beyond a target; below 0 it is short
LEGEND = (
    "Chance: the share of replications that reach the target; its interval is Wilson's. Surplus: how far beyond the "
    "target on its better side, below 0 how far short of it; P10 to P90: what 8 of 10 replications brought."
)
EXPLORATORY = "The differences of chances are exploratory: not corrected for their number."
COVERAGE = (
    "Gap: the target less what is there when the quarter begins. To win: new ARR that is missing then, by what the "
    "same replications keep, lose and add until the day. Won: new ARR that they bring until then. Coverage: pipeline "
    "over what is to win. Needed: deals closed for each one won, no decision included, in the same replications; so "
    "much would be needed of deals that are open alone, and less where deals that come later are won in time."
)
ENDED = (
    "Ended: the share of replications in which the firm had ended when the quarter begins. All columns count these "
    "too, as they stand: such a firm has no ARR and no pipeline, and wins nothing more."
)
QUOTAS = (
    "Quotas: of the quarter's sellers, new hires as they learn, those of a longer period evenly over its months. Of "
    "quotas: to win over all quotas from the quarter's start until the day; what sellers win of theirs is "
    "{attainment} here, so where more is asked of them the plan has too few sellers or too high a target."
)
WORDS = {"at_least": ("short of", "above"), "at_most": ("above", "below")}  # of a mean that misses it, that reaches it
SPOKEN = 3  # metrics whose last target a sentence tells


class Row(NamedTuple):
    """One target in one plan."""

    what: str  # "ARR at the end: at least 8M USD/year"
    by: str
    plan: str
    chance: Cell
    surplus: Cell
    change: Changed | None  # from the base


class Quarter(NamedTuple):
    """What is left of a target when a quarter begins, in one plan."""

    what: str
    begins: str
    target: str  # "1.2M by 2026-12-31"
    plan: str
    gap: Cell
    to_win: Cell
    won: Cell
    pipeline: Cell
    present: Cell
    needed: Cell
    quota: Cell
    of_quota: Cell
    ended: Cell  # share of replications in which the firm had ended as the quarter began
    covered: bool  # are pipeline and coverage of use here?


def wanted(point: Mapping[str, Any]) -> str:
    """For example `New ARR: at least 8M USD/year`."""
    return f"{titled(point['metric'])}: {asked_for(point)}"


def titled(metric: str) -> str:
    """A metric's name at the beginning of a line."""
    label = spoken(metric)
    return label[0].upper() + label[1:]


def asked_for(point: Mapping[str, Any]) -> str:
    """For example `at least 8M USD/year`."""
    unit = "share" if point["unit"] in SHARES else point["unit"]
    return f"{point['side'].replace('_', ' ')} {number(point['amount'], 0.0, unit)}"


def rows(summary: Mapping[str, Any]) -> list[Row]:
    """Each target in each plan, and all of them together where there are several."""
    found = summary.get("targets")
    if not found:
        return []
    told = [row for point in found["points"] for row in _of(point, wanted(point), point["by"], summary)]
    if len(found["points"]) > 1:
        together = {"chance": found["together"], "surplus": None, "unit": ""}
        told += _of(together, ALL, "", summary)
    return told


def _of(point: Mapping[str, Any], what: str, by: str, summary: Mapping[str, Any]) -> Iterator[Row]:
    names, chance, surplus, unit = summary.get("scenarios"), point["chance"], point["surplus"], point["unit"]
    if names is None:
        yield Row(what, by, summary["scenario"], cell_of(chance, "probability"), _signed(surplus, unit), None)
        return
    base = chance["values"][names[0]]["mean"]
    for name in names:
        change = None if name == names[0] else changed_of(chance["differences"][name], "probability", base)
        beyond = None if surplus is None else surplus[name]
        yield Row(what, by, name, cell_of(chance["values"][name], "probability"), _signed(beyond, unit), change)


def _signed(stats: Mapping[str, Any] | None, unit: str) -> Cell:
    """A surplus with its sign; a share's in percentage points."""
    if stats is None:
        return Cell("")
    cell = cell_of(stats, unit, difference=True)
    return Cell("") if cell.undefined else cell._replace(outcomes=cell.outcomes.replace("%", ""))


def quarter_rows(summary: Mapping[str, Any]) -> list[Quarter]:
    """The quarters of each target that is known by month, plan by plan."""
    found = summary.get("targets")
    if not found:
        return []
    by_plan = found["quarters"] if "scenarios" in summary else {summary["scenario"]: found["quarters"]}
    told = [_quarter(row, plan) for plan, each in by_plan.items() for row in each]
    order = list(dict.fromkeys((row.what, row.begins) for row in told))
    return sorted(told, key=lambda row: order.index((row.what, row.begins)))


def _quarter(row: Mapping[str, Any], plan: str) -> Quarter:
    unit = row["unit"]
    covered = "to_win" in row
    none = Cell("")
    return Quarter(
        titled(row["metric"]),
        row["from"],
        f"{number(row['amount'], 0.0)} by {row['by']}",
        plan,
        cell_of(row["gap"], unit),
        cell_of(row["to_win"], unit) if covered else none,
        cell_of(row["won"], unit) if covered else none,
        cell_of(row["pipeline"], unit) if covered else none,
        cell_of(row["present"], "1") if covered else none,
        cell_of(row["needed"], "1") if covered else none,
        cell_of(row["quota"], unit) if "quota" in row else none,
        cell_of(row["of_quota"], "share") if "quota" in row else none,
        cell_of(row["ended"], "probability") if "ended" in row else none,
        covered,
    )


def legend_of_quarters(summary: Mapping[str, Any], quarters: Sequence[Quarter]) -> str:
    """What the columns of the quarters mean; of quotas where there are any."""
    said = f"{COVERAGE} {ENDED}" if any(row.ended.text for row in quarters) else COVERAGE
    if not any(row.quota.text for row in quarters):
        return said
    entry = summary["metrics"]["quota_attainment"]
    attained = next(iter(entry["values"].values())) if "values" in entry else entry
    here = cell_of(attained, "share").text
    return f"{said} {QUOTAS.format(attainment=here)}"


def sentences(summary: Mapping[str, Any]) -> list[str]:
    """The chance of each metric's last target in words, and of all together."""
    found = summary.get("targets")
    if not found:
        return []
    last = {point["metric"]: point for point in found["points"]}
    told = [(f"{spoken(point['metric'])} is {asked_for(point)} by {point['by']}", point) for point in last.values()][
        :SPOKEN
    ]
    if len(found["points"]) > 1:
        told.append(("all targets are reached", {"chance": found["together"], "surplus": None}))
    whose = f" The targets are those of {found['of']}." if _foreign(summary) else ""
    return [f"Chance that {what}: {_said(point, summary)}.{whose}" for what, point in told]


def _foreign(summary: Mapping[str, Any]) -> bool:
    """Are the targets another scenario's than the base's?"""
    return "scenarios" in summary and summary["targets"]["of"] != summary["scenarios"][0]


def _said(point: Mapping[str, Any], summary: Mapping[str, Any]) -> str:
    names, chance = summary.get("scenarios"), point["chance"]
    if names is None:
        cell, beyond = cell_of(chance, "probability"), point["surplus"]
        return f"{_chance(cell)}{'' if beyond is None else _beyond(beyond, point)}{_gone(point.get('ended'), '')}"
    told = [f"{_chance(cell_of(chance['values'][names[0]], 'probability'))} in {names[0]}"]
    for name in names[1:]:
        change = changed_of(chance["differences"][name], "probability", chance["values"][names[0]]["mean"])
        apart = f" {change.cell.text}," if change.cell.interval and change.verdict != "the same" else ""
        value = cell_of(chance["values"][name], "probability").text
        told.append(f"{value} in {name} ({apart.strip()}{' ' if apart else ''}{change.said})")
    gone = point.get("ended") or {}
    return "; ".join(told) + "".join(_gone(gone.get(name), f" of {name}") for name in names)


def _gone(share: Mapping[str, Any] | None, whose: str) -> str:
    """In how many replications nothing is left to reach a target with."""
    if share is None or not share["mean"]:
        return ""
    return (
        f"; the firm{whose} had ended by then in {cell_of(share, 'probability').text} of replications, which count too"
    )


def _chance(cell: Cell) -> str:
    return f"{cell.text} ({cell.interval.replace('exact', '')})" if cell.interval else cell.text


def _beyond(beyond: Mapping[str, Any], point: Mapping[str, Any]) -> str:
    """How far short of it, or beyond it, on average."""
    mean, unit = beyond["mean"], point["unit"]
    if mean is None:
        return ""
    cell = cell_of({**beyond, "mean": abs(mean), "ci95": _absolute(beyond["ci95"], mean)}, unit, difference=True)
    word = WORDS[point["side"]][mean >= 0.0]
    bare = "" if unit in (*SHARES, "1") else f" {unit}"
    return f", {word} it by {cell.text.lstrip('+')}{bare} on average"


def _absolute(ends: Sequence[float | None], mean: float) -> list[float | None]:
    return list(ends) if mean >= 0.0 else [None if end is None else -end for end in reversed(ends)]
