"""Many plans at a glance: one row each, in the order of what decides, with a few key metrics beside."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gtmsim.report.answers import load_of, probability
from gtmsim.report.lines import Cell, Changed, Line, cell_of, lines
from gtmsim.study.comparison import Comparison
from gtmsim.study.levers.effects import per_cost

FROM = 3  # scenarios from which a matrix is worth its place
NO_COST = Cell("", undefined=True)
KEY = ("arr_end", "new_arr", "nrr_12m", "cac_loaded", "ltv_36m", "ltv_truth", "cash_end", "plan_cost")
MOST = 5  # key metrics beside the one that decides and the plan's cost


class Plan(NamedTuple):
    """One row."""

    rank: str  # 1 is the best; "" where the metric that decides has no better side or no value
    name: str
    base: bool
    decides: Cell
    change: Changed | None  # from the base
    p_best: str
    per_cost: Cell  # what decides for each unit of money that the plan costs more than the base
    cells: tuple[Cell, ...]  # of the key metrics
    busiest: str  # team, with the share of its hours


class Matrix(NamedTuple):
    """All of them."""

    decides: Line
    columns: tuple[Line, ...]
    per_cost: str  # heading; empty where no plan has a value
    plans: tuple[Plan, ...]


def matrix(what: Comparison, summary: Mapping[str, Any]) -> Matrix | None:
    """The plans of a comparison in the order of their ranks; None where two need no matrix."""
    if len(what.names) < FROM:
        return None
    found = {line.name: line for line in lines(summary, what.results[0].meanings, what.primary)}
    decides = found[what.primary]
    columns = [found[name] for name in KEY if name in found and name != what.primary]
    columns = [line for line in columns if not all(value.undefined for value in line.values)]
    cost = [line for line in columns if line.name == "plan_cost"]
    columns = [line for line in columns if line.name != "plan_cost"][:MOST] + cost
    ranks = {entry["scenario"]: entry["rank"] for entry in summary["ranking"]}
    order = sorted(range(len(what.names)), key=lambda i: (ranks[what.names[i]] or len(ranks), i))
    plans = tuple(_plan(what, summary, decides, columns, i, ranks) for i in order)
    priced = not all(plan.per_cost.undefined for plan in plans)
    return Matrix(decides, tuple(columns), f"per {what.results[0].frame.currency} more" if priced else "", plans)


def _plan(
    what: Comparison,
    summary: Mapping[str, Any],
    decides: Line,
    columns: Sequence[Line],
    i: int,
    ranks: Mapping[str, int | None],
) -> Plan:
    name = what.names[i]
    best = (summary["p_best"] or {}).get(name)
    load = load_of(summary, name)
    return Plan(
        str(ranks[name] or ""),
        name,
        i == 0,
        decides.values[i],
        decides.changes[i - 1] if i else None,
        "" if best is None else probability(best),
        _per_cost(what, name) if i else NO_COST,
        tuple(line.values[i] for line in columns),
        "" if load is None else f"{load[0].upper()} {100 * load[1]:.3g} %",
    )


def _per_cost(what: Comparison, name: str) -> Cell:
    """What decides, for each unit of money that a plan costs more; nothing where it costs no more, or may cost less."""
    cost = what.differences_of(("plan_cost", "", ""))[name]
    low = cost.ci95[0]
    if low is None or low <= 0.0:
        return NO_COST
    found = per_cost(what.differences_of((what.primary, "", ""))[name], cost)
    return NO_COST if found.mean is None else cell_of({"mean": found.mean, "ci95": list(found.ci95)}, "")
