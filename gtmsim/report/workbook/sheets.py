"""What stands on each sheet, from the summary that is already made and the results."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from gtmsim.metrics.statements import ROWS
from gtmsim.report.assumptions import assumptions
from gtmsim.report.gather import months, parts
from gtmsim.report.lines import HEADLINES
from gtmsim.report.workbook.checks import checks
from gtmsim.report.workbook.pack import Chart, Sheet, Value, packed
from gtmsim.study.answer import spoken
from gtmsim.study.comparison import Comparison
from gtmsim.study.results import Results
from gtmsim.study.statements import said
from gtmsim.study.wording import so_many

MOST = 20  # scenarios whose every metric has a line; of more only the headlines
DRAWN = ("arr_end", "cash")
OF_A_CHANNEL = (
    *("leads", "cost_per_lead", "mqls", "sqls", "opportunities", "wins", "win_rate", "sales_cycle_days", "new_arr"),
    *("spend_marketing", "cac_paid", "cac_blended", "cac_loaded", "cac_payback_months", "ltv_36m", "ltv_to_cac"),
)
ESTIMATE = ("mean", "low 95 %", "high 95 %", "P10", "P50", "P90", "n", "why or note")
PLAIN = re.compile(r"-?\d{1,15}(\.\d+)?")
LUCK = "Interval: how well the replications tell the mean. P10 to P90: the forecast, what 8 of 10 brought."


def workbook(what: Results | Comparison, summary: Mapping[str, Any]) -> bytes:
    """The workbook of a run or of a comparison."""
    told = parts(what)
    sheets = [
        _summary(what, summary, told),
        *([_comparison(summary, what)] if isinstance(what, Comparison) else []),
        _metrics(summary, told),
        *_channels(summary, told),
        *(_monthly(name, results, told) for name, results in told[:MOST]),
        *(_statements(name, results, told) for name, results in told[:MOST] if results.lines),
        *_pipeline(told),
        _cohorts(told),
        _assumptions(told),
        checks(told),
    ]
    return packed(sheets)


def _summary(what: Results | Comparison, summary: Mapping[str, Any], told: Sequence[tuple[str, Results]]) -> Sheet:
    first = told[0][1]
    rows: list[list[Value]] = [
        ["answer", what.answer()] if isinstance(what, Comparison) else ["scenario", told[0][0]],
        ["question", first.scenario.question],
        ["replications", first.replications],
        ["seed", first.seed],
        ["from", first.frame.start],
        ["months", first.frame.months],
        ["currency", first.frame.currency],
    ]
    rows += [["warning", each] for each in summary.get("warnings", ())]
    for name, changes in summary.get("changes", {}).items():
        rows += [["changed", f"{name}: {each['path']} {each['base']} -> {each['here']}"] for each in changes]
    units = ("", "count")
    return Sheet(
        "Summary", f"{' against '.join(name for name, _ in told[:3])}. {LUCK}", ("what", "said"), rows, units=units
    )


def _metrics(summary: Mapping[str, Any], told: Sequence[tuple[str, Results]]) -> Sheet:
    meanings = told[0][1].meanings
    order = {name: place for place, name in enumerate(HEADLINES)}
    names = sorted(summary["metrics"], key=lambda name: (order.get(name, len(order)), name))
    if len(told) > MOST:
        names = [name for name in names if name in order]
    rows = [
        [name, spoken(name), scenario, entry["unit"], *_estimate(entry), meanings[name].definition]
        for name in names
        for scenario, entry in _values(summary["metrics"][name], told)
    ]
    head = ("metric", "in words", "scenario", "unit", *ESTIMATE, "meaning")
    return Sheet("Metrics", f"Every metric over the whole run. {LUCK}", head, rows, unit=3, fixed=3)


def _comparison(summary: Mapping[str, Any], what: Comparison) -> Sheet:
    rows: list[list[Value]] = []
    order = {name: place for place, name in enumerate(HEADLINES)}
    base = what.names[0]
    for name in sorted(summary["metrics"], key=lambda name: (order.get(name, len(order)), name)):
        entry = summary["metrics"][name]
        for other, found in entry.get("differences", {}).items():
            rows.append(
                [
                    *(name, other, entry["unit"], entry["values"][base]["mean"], entry["values"][other]["mean"]),
                    *(found["mean"], *found["ci95"], found.get("p10"), found.get("p50"), found.get("p90")),
                    *(found.get("p_holm", found.get("p_value")), found["verdict"], entry.get("standing", "")),
                    *(found["n"], found.get("why") or found.get("note") or ""),
                ]
            )
    head = (
        *("metric", "scenario", "unit", f"mean of {base}", "mean", "difference", "low 95 %", "high 95 %"),
        *("P10", "P50", "P90", "p value", "verdict", "standing", "n", "why or note"),
    )
    about = f"Each scenario against {base} in the same luck, replication by replication."
    return Sheet("Comparison", about, head, rows, unit=2, fixed=2)


def _channels(summary: Mapping[str, Any], told: Sequence[tuple[str, Results]]) -> Iterator[Sheet]:
    rows = [
        [channel, name, scenario, entry["unit"], *_estimate(entry)]
        for channel, metrics in summary["by"].get("channel", {}).items()
        for name in OF_A_CHANNEL
        if name in metrics
        for scenario, entry in _values(metrics[name], told)
        if entry["mean"] is not None
    ]
    if rows:
        head = ("channel", "metric", "scenario", "unit", *ESTIMATE)
        yield Sheet("Channels", f"What each channel brings. {LUCK}", head, rows, unit=3, fixed=2)


def _monthly(name: str, results: Results, told: Sequence[tuple[str, Results]]) -> Sheet:
    series = sorted(results.monthly)
    shown = months(results.frame)
    bands = [each for each in DRAWN if each in results.monthly]
    head: list[str] = ["month"]
    columns: list[Sequence[Value]] = []
    with np.errstate(all="ignore"):
        for each in bands:
            values = results.monthly[each]
            head += [f"{spoken(each)}, mean", f"{spoken(each)}, P10", f"{spoken(each)}, P90"]
            columns += [_plain(values.mean(axis=0)), *(_plain(np.quantile(values, p, axis=0)) for p in (0.1, 0.9))]
        for each in series:
            if each not in bands:
                head.append(each)
                columns.append(_plain(results.monthly[each].mean(axis=0)))
    rows = [[month, *(column[i] for column in columns)] for i, month in enumerate(shown)]
    charts = tuple(
        Chart(spoken(each), (2 + 3 * i, 3 + 3 * i, 4 + 3 * i), (1, len(shown)), results.frame.currency)
        for i, each in enumerate(bands)
    )
    about = f"{name}: means of {so_many(results.replications, 'replication')}, month by month."
    return Sheet(_title("Monthly", name, told), about, tuple(head), rows, charts=charts)


def _statements(name: str, results: Results, told: Sequence[tuple[str, Results]]) -> Sheet:
    found = results.statements("quarter")
    rows: list[list[Value]] = []
    for row in ROWS:
        if found.lines[row.name].any() or row.total:
            whole = [int(x) for x in found.whole[row.name]]
            day_0 = whole[0] if row.stock else None
            rows.append([row.statement, said(row), day_0, *whole[-len(found.periods) :], row.meaning])
    head = ("statement", "line", "day 0", *found.periods, "meaning")
    many = so_many(results.replications, "replication")
    about = f"{name}: means of {many} in whole {found.currency}; they add up as printed."
    units = ("", "", *(found.currency,) * (1 + len(found.periods)), "")
    return Sheet(_title("Statements", name, told), about, head, rows, units=units, fixed=2)


def _pipeline(told: Sequence[tuple[str, Results]]) -> Iterator[Sheet]:
    rows: list[list[Value]] = []
    head: tuple[str, ...] = ()
    for name, results in told:
        for entry in results.pipeline():
            flat = {key: value for key, value in entry.items() if isinstance(value, str | int | float) or value is None}
            head = head or ("scenario", *flat)
            rows.append([name, *flat.values()])
    if rows:
        yield Sheet("Pipeline", "Open deals by quarter and stage, with their forecast category.", head, rows)


def _cohorts(told: Sequence[tuple[str, Results]]) -> Sheet:
    rows: list[list[Value]] = []
    for name, results in told:
        if (kept := results.retention) is not None:
            columns = kept.at_risk, kept.active, kept.survival(), kept.revenue()
            rows += [[name, age, *each] for age, each in enumerate(zip(*map(_plain, columns), strict=True))]
    head = ("scenario", "months of age", "seen at that age", "of these, customers", "survival", "revenue kept")
    about = "Customers won in the run, by age, of all replications together; survival after Kaplan and Meier."
    return Sheet("Cohorts", about, head, rows, units=("", "count", "count", "count", "share", "share"), fixed=2)


def _assumptions(told: Sequence[tuple[str, Results]]) -> Sheet:
    rows: list[list[Value]] = []
    for name, results in told[:MOST]:
        for line in assumptions(results.scenario):
            ends = _number(line.low), _number(line.high)
            rows.append(
                [name, line.path, _number(line.value), line.unit, *ends, line.meaning, line.source, line.set_by]
            )
    head = ("scenario", "parameter", "value", "unit", "low", "high", "meaning", "source", "set by")
    return Sheet("Assumptions", "Every parameter, where it stands, and its source.", head, rows, unit=3, fixed=2)


def _number(text: str) -> Value:
    """What is a plain number as one."""
    return float(text) if PLAIN.fullmatch(text) else text


def _values(entry: Mapping[str, Any], told: Sequence[tuple[str, Results]]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """A metric's value in each scenario; a single run's stands bare."""
    return entry["values"].items() if "values" in entry else [(told[0][0], entry)]


def _estimate(entry: Mapping[str, Any]) -> list[Value]:
    low, high = entry["ci95"]
    words = entry.get("why") or entry.get("note") or ""
    return [entry["mean"], low, high, entry.get("p10"), entry.get("p50"), entry.get("p90"), entry["n"], words]


def _plain(values: Any) -> list[Value]:
    return [None if np.isnan(x) else float(x) for x in values]


def _title(kind: str, name: str, told: Sequence[tuple[str, Results]]) -> str:
    """A sheet's name: 31 characters at most and none of those that a workbook forbids."""
    if len(told) == 1:
        return kind
    place = [each for each, _ in told].index(name) + 1
    clean = "".join(" " if each in "[]:*?/\\'" else each for each in name)
    return f"{kind} {place} {clean}"[:31].rstrip()
