"""Results and comparisons as a short table, for whoever meets them in a Python session."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from gtmsim.study.answer import spoken
from gtmsim.study.estimators import Estimate
from gtmsim.study.notebook import clipped
from gtmsim.study.wording import between, number, so_many

if TYPE_CHECKING:
    from gtmsim.study.comparison import Comparison
    from gtmsim.study.results import Results

KEY = (
    *("arr_end", "new_arr", "customers_end", "nrr_12m", "leads", "wins", "win_rate"),
    *("cac_blended", "cac_payback_months", "ltv_36m", "ltv_to_cac", "gross_margin", "cash_end"),
)
EXACT = "exact"  # the interval of what does not vary
MOST_WARNINGS = 5
MOST_PLANS = 50
NAME = 120  # characters of names on one line


class Table(NamedTuple):
    """Lines above a table, the table, and lines below it."""

    above: tuple[str, ...]
    rows: Sequence[Sequence[str]]  # the head first
    sides: str  # of each column: `<` begins at the left, `>` ends at the right
    below: tuple[str, ...]


def results_line(found: "Results") -> str:
    """What a run is, and the metric that decides, on one line."""
    name = found.scenario.run.primary_metric
    deciding = f"; {_one(name, found.estimate(name), found.meanings[name].unit)}" if name in found.meanings else ""
    months = so_many(found.frame.months, "month")
    often = f"{_replications(found.replications)}, {months}"
    return f"Results({clipped(repr(found.name), NAME)}: {often}{deciding}{_odd(found.warnings)})"


def comparison_line(found: "Comparison") -> str:
    """Which plans are compared, and what came of the metric that decides, on one line."""
    names = clipped(", ".join(map(repr, found.names)), NAME)
    verdict = found.primary_entry["differences"][found.names[1]]["verdict"] or "undefined"
    said = f"; {spoken(found.primary)}: {verdict}" if len(found.names) == 2 else ""
    return f"Comparison({names}: {_replications(found.results[0].replications)}{said}{_odd(found.warnings)})"


def results_table(found: "Results") -> Table:
    """Title, the key metrics with their intervals, warnings, and where the rest is."""
    names = _shown(found.meanings, found.scenario.run.primary_metric)
    rows = [("metric", "mean", "95 % interval", "unit")]
    for name in names:
        rows.append((spoken(name), *_said(found.estimate(name), found.meanings[name].unit)))
    months = f"{so_many(found.frame.months, 'month')} from {found.frame.start}"
    title = f"Results of {found.name}: {_replications(found.replications)}, seed {found.seed}, {months}"
    others = len(found.meanings) - len(names)
    rest = f"{others} more metrics: .estimate(name), .summary(), .rows(), .write(folder)"
    return Table((title,), rows, "<>><", (*_beware(found.warnings), rest))


def comparison_table(found: "Comparison") -> Table:
    """The answer, the metric that decides for each plan, and of two plans the key metrics side by side."""
    names, base = found.names, found.results[0]
    title = f"Comparison of {', '.join(names[1:])} with {names[0]}: {_replications(base.replications)}"
    rest = ".summary(), .differences, .write(folder)"
    rows, sides = _plans(found) if len(names) > 2 else _metrics(found)
    return Table((title, found.answer()), rows, sides, (*_beware(found.warnings), rest))


def in_text(table: Table) -> str:
    """For a terminal."""
    return "\n".join([*table.above, *_columns(table.rows, table.sides), *table.below])


def in_html(table: Table) -> str:
    """For a notebook: every text escaped, and no style of its own but the side of a number."""

    def row(kind: str, cells: Sequence[str]) -> str:
        return "".join(
            f'<{kind} style="text-align:{"left" if side == "<" else "right"}">{escape(cell)}</{kind}>'
            for side, cell in zip(table.sides, cells, strict=True)
        )

    head, *rows = table.rows
    body = "".join(f"<tr>{row('td', each)}</tr>" for each in rows)
    lines = [f"<p>{escape(text)}</p>" for text in table.above]
    lines.append(f"<table><thead><tr>{row('th', head)}</tr></thead><tbody>{body}</tbody></table>")
    return "".join([*lines, *(f"<p><small>{escape(text)}</small></p>" for text in table.below)])


def _plans(found: "Comparison") -> tuple[list[tuple[str, ...]], str]:
    """The metric that decides, a line for each plan."""
    key = (found.primary, "", "")
    unit, entry = found.results[0].meanings[found.primary].unit, found.entry(key)
    rows: list[tuple[str, ...]] = [("plan", spoken(found.primary), "difference", "95 % interval", "verdict", "unit")]
    for name, results in list(zip(found.names, found.results, strict=True))[:MOST_PLANS]:
        mean, _, word = _said(results.estimate(found.primary), unit)
        rows.append(
            (name, mean, *(_change(entry["differences"][name], unit) if name != found.names[0] else ("",) * 3), word)
        )
    return rows, "<>>><<"


def _metrics(found: "Comparison") -> tuple[list[tuple[str, ...]], str]:
    """The key metrics of two plans."""
    base, other = found.results
    rows: list[tuple[str, ...]] = [("metric", *found.names, "difference", "95 % interval", "verdict", "unit")]
    for name in _shown(base.meanings, found.primary):
        unit = base.meanings[name].unit
        mean, _, word = _said(base.estimate(name), unit)
        changed = found.entry((name, "", ""))["differences"][found.names[1]]
        rows.append((spoken(name), mean, _said(other.estimate(name), unit)[0], *_change(changed, unit), word))
    return rows, "<>>>><<"


def _shown(meanings: Any, primary: str) -> list[str]:
    return [name for name in dict.fromkeys((primary, *KEY)) if name in meanings]


def _bare(unit: str) -> tuple[str, str]:
    """What the numbers say of their unit, and what the last column says."""
    share = unit in ("share", "probability")
    return ("share", "") if share else ("", "" if unit == "1" else unit)


def _said(found: Estimate, unit: str) -> tuple[str, str, str]:
    bare, word = _bare(unit)
    low, high = found.ci95
    half = None if low is None or high is None else 0.5 * (high - low)
    interval = "" if half is None else EXACT if half == 0.0 else between(low, high, bare)
    return number(found.mean, half, bare), interval, word


def _change(found: dict[str, Any], unit: str) -> tuple[str, str, str]:
    bare, _ = _bare(unit)
    low, high = found["ci95"]
    half = None if low is None or high is None else 0.5 * (high - low)
    interval = "" if half is None else EXACT if half == 0.0 else between(low, high, bare, difference=True)
    text = number(found["mean"], half, bare, difference=True)
    plus = "+" if found["mean"] is not None and found["mean"] > 0.0 and text != "0" else ""
    verdict = "practically equal" if found.get("equal") else found["verdict"] or "undefined"
    verdict = "the same" if (low, high) == (0.0, 0.0) else verdict
    return (f"{plus}{text}".replace("percentage points", "pp"), interval.replace("percentage points", "pp"), verdict)


def _one(name: str, found: Estimate, unit: str) -> str:
    """One metric: `ARR at the end 8.61M USD/year (8.50M to 8.71M)`."""
    mean, interval, word = _said(found, unit)
    return " ".join(filter(None, (spoken(name), mean, word, interval and f"({interval})")))


def _odd(warnings: Sequence[str]) -> str:
    return f"; {so_many(len(warnings), 'warning')}" if warnings else ""


def _beware(warnings: Sequence[str]) -> Iterator[str]:
    for text in warnings[:MOST_WARNINGS]:
        yield f"Beware: {text}"
    if len(warnings) > MOST_WARNINGS:
        yield f"and {len(warnings) - MOST_WARNINGS} more in .warnings"


def _replications(n: int) -> str:
    return f"{n} replication{'' if n == 1 else 's'}"


def _columns(rows: Sequence[Sequence[str]], sides: str) -> list[str]:
    """Rows under one another; `<` begins at the left, `>` ends at the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(sides))]
    return [
        "  " + "  ".join(f"{cell:{side}{w}}" for cell, side, w in zip(row, sides, widths, strict=True)).rstrip()
        for row in rows
    ]
