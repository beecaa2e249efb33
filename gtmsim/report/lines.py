"""The lines of a results table, in words that terminal and page share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from gtmsim.report.usual import beside_metrics
from gtmsim.study.answer import spoken
from gtmsim.study.wording import between, number

FAMILIES = {
    "recurring": "Recurring revenue",
    "cac": "Cost of a customer",
    "ltv": "Value of a customer",
    "firm": "The firm",
    "funnel": "Funnel",
    "pipeline": "Pipeline",
}
SHARES = ("share", "probability")  # shown in percent
PARTS = ("team", "stage")  # each team, and each stage of the sale, has a line of its own
ROUNDING = 1e-11  # a difference below this share of the base is none
EXACT = "exact"  # the interval of what does not vary
HEADLINES = (
    *("arr_end", "new_arr", "customers_end", "nrr_12m", "grr_12m", "logo_churn_12m", "leads", "wins", "win_rate"),
    *("cac_paid", "cac_blended", "cac_loaded", "cac_cohort", "cac_payback_months"),
    *("ltv_36m", "ltv_truth", "ltv_to_cac", "gross_margin", "cash_end", "plan_cost", "utilisation"),
    *("vacancy", "quota_attainment", "sellers_at_quota"),
    *("collections", "receivables_end", "days_sales_outstanding", "bad_debt"),
    *("pulled_forward_arr", "agency_costs"),
)
# Without a line where no plan at hand has them.
OPTIONAL = (
    *("vacancy", "quota_attainment", "sellers_at_quota"),
    *("collections", "receivables_end", "days_sales_outstanding", "bad_debt"),
    *("pulled_forward_arr", "agency_costs"),
)
INTERVAL = "95 % interval"  # heads what is known of a mean
OUTCOMES = "P10 to P90"  # heads what a firm may get
LEGEND = (
    f"{INTERVAL}: how well the replications tell the mean, narrower with more of them. "
    f"{OUTCOMES}: the forecast, what 8 of 10 replications brought; no number of them narrows it."
)


class Cell(NamedTuple):
    """A number, its interval, or why there is none."""

    text: str
    interval: str = ""
    undefined: bool = False
    outcomes: str = ""  # from P10 to P90


class Changed(NamedTuple):
    """Difference of one scenario from the base."""

    cell: Cell
    verdict: str
    said: str
    needed: str = ""


class Line(NamedTuple):
    """One metric, or that of one team: its value in each scenario, and the differences from the first."""

    name: str
    label: str
    unit: str
    family: str
    primary: bool
    values: tuple[Cell, ...]
    changes: tuple[Changed, ...]
    definition: str
    note: str
    usual: str = ""  # among firms like the first scenario's, with the source
    outside: bool = False  # is the first scenario's firm outside of it?


def lines(summary: Mapping[str, Any], meanings: Mapping[str, Any], primary: str) -> list[Line]:
    """Every metric of the totals; the primary one first, then in the order of families."""
    names = summary.get("scenarios")
    parts = [(dim, key, table) for dim in PARTS for key, table in summary.get("by", {}).get(dim, {}).items()]
    in_parts = {name for _, _, table in parts for name in table}
    found = [
        _line(name, entry, names, meanings[name], primary)
        for name, entry in summary["metrics"].items()
        if name not in in_parts
    ]
    found += [
        _of_part(_line(name, entry, names, meanings[name], primary), dim, key)
        for dim, key, table in parts
        for name, entry in table.items()
        if any(one["mean"] is not None for one in entry.get("values", {"": entry}).values())
    ]
    usual = beside_metrics(summary)
    found = [_beside(line, usual) for line in found]
    order = list(FAMILIES)
    ranked = {name: i for i, name in enumerate(HEADLINES)}

    def rank(line: Line) -> tuple[bool, int, int, str]:  # parts keep their order
        family = order.index(line.family) if line.family in order else len(order)
        return not line.primary, family, ranked.get(metric_of(line.name), len(ranked)), metric_of(line.name)

    return sorted(found, key=rank)


def _beside(line: Line, usual: Mapping[str, tuple[str, bool]]) -> Line:
    text, outside = usual.get(line.name, ("", False))
    return line._replace(usual=text, outside=outside)


def headlines(found: Sequence[Line]) -> list[Line]:
    """The few that a manager reads first, the primary metric at their head."""
    return [line for line in told_of(found) if line.primary or metric_of(line.name) in HEADLINES]


def told_of(found: Iterable[Line], *places: int) -> list[Line]:
    """Without what none of the plans in some places, or of all, has to tell."""
    return [
        line
        for line in found
        if line.primary
        or metric_of(line.name) not in OPTIONAL
        or not all(cell.undefined for cell in ([line.values[i] for i in places] or line.values))
    ]


def metric_of(name: str) -> str:
    """The metric of a line, which may be of one team or stage: "utilisation:sdr"."""
    return name.partition(":")[0]


def _of_part(line: Line, dim: str, key: str) -> Line:
    name = key.upper() if dim == "team" else key.strip("()")
    return line._replace(name=f"{line.name}:{key}", label=f"{line.label} of {name}", primary=False)


def by_family(found: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Lines under their headings."""
    groups: dict[str, list[Line]] = {}
    for line in found:
        heading = "Decides" if line.primary else FAMILIES.get(line.family, line.family.capitalize())
        groups.setdefault(heading, []).append(line)
    return list(groups.items())


def _line(name: str, entry: Mapping[str, Any], names: Sequence[str] | None, meaning: Any, primary: str) -> Line:
    unit = entry["unit"]
    stats = [entry["values"].get(one, {"mean": None, "why": "not measured"}) for one in names] if names else [entry]
    changes = [changed_of(entry["differences"][one], unit, entry["mean"]) for one in names[1:]] if names else []
    note = "; ".join(sorted({text for one in stats for text in (one.get("note"), one.get("why")) if text}))
    values = tuple(cell_of(one, unit) for one in stats)
    label = spoken(name)
    label = label[0].upper() + label[1:]
    shown_unit = "%" if unit in SHARES else "" if unit == "1" else unit
    return Line(
        name, label, shown_unit, meaning.family, name == primary, values, tuple(changes), meaning.definition, note
    )


def cell_of(stats: Mapping[str, Any], unit: str, difference: bool = False) -> Cell:
    mean = stats["mean"]
    if mean is None:
        why = str(stats.get("why") or "no value").partition(";")[0]
        return Cell(f"undefined ({why})", undefined=True)
    low, high = _ends(stats) or (None, None)
    half = None if low is None or high is None else 0.5 * (high - low)
    bare = "share" if unit in SHARES else ""
    text = number(mean, half, bare, difference)
    if difference and mean > 0 and any(digit in text for digit in "123456789"):
        text = f"+{text}"
    interval = "" if half is None else EXACT if half == 0.0 else between(low, high, bare, difference)
    outcomes = _outcomes(stats.get("p10"), stats.get("p90"), bare)
    text = text.replace(" percentage points", "\u00a0pp")
    return Cell(text, interval.replace(" percentage points", ""), outcomes=outcomes)


def _outcomes(low: float | None, high: float | None, unit: str) -> str:
    """The range of outcomes; where it is none, the one outcome."""
    if low is None or high is None:
        return ""
    return number(low, 0.0, unit) if low == high else between(low, high, unit)


def _ends(stats: Mapping[str, Any]) -> tuple[float, float] | tuple[()]:
    """Ends of the interval; nothing where an end is missing."""
    low, high = stats.get("ci95") or (None, None)
    return () if low is None or high is None else (low, high)


def changed_of(found: Mapping[str, Any], unit: str, base: float | None) -> Changed:
    mean = found["mean"]
    if mean is not None and max(map(abs, (mean, *_ends(found)))) <= ROUNDING * abs(base or 0.0):
        return Changed(cell_of({"mean": 0.0, "ci95": [0.0, 0.0]}, unit, difference=True), "the same", "the same")
    cell = cell_of(found, unit, difference=True)
    verdict = found["verdict"] or "undefined"
    needed = found.get("needed")
    if not needed:
        return Changed(cell, verdict, verdict)
    return Changed(cell, verdict, verdict, f"needs about {float(f'{needed:.1e}'):,.0f} replications")
