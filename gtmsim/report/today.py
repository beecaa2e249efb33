"""The firm of today that a scenario implies, line by line, beside what is usual of firms like it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from gtmsim.report.columns import columns
from gtmsim.report.shown import BUSY
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.benchmarks.measures import measure_of
from gtmsim.study.benchmarks.usual import OUTSIDE, usual
from gtmsim.study.estimators import Estimate, mean_interval
from gtmsim.study.results import Results
from gtmsim.study.today import YEAR, today
from gtmsim.study.wording import number, so_many

A_MONTH = 1.0 / YEAR
UNDEFINED = "undefined"
ABOUT = "The firm of today, as the file says it and as a year with the plan of day 0 brings it ({n}):"
OUT = "Outside of what is usual: {names}. Nothing is wrong for that; but a reader will ask why."
OURS = "* The source counts it in another way: see docs/benchmarks.md."
FIRM: tuple[tuple[str, str, str, float], ...] = (  # label, measure, unit that is shown, times
    ("growth of ARR in a year as today", "arr_growth", "", 1.0),
    ("paid by a customer a year, at the end of that year", "arpa", "{currency}/year", YEAR),
    ("leads", "leads", "a month", A_MONTH),
    ("cost per lead", "cost_per_lead", "{currency}", 1.0),
    ("leads that become MQL", "lead_to_mql_rate", "", 1.0),
    ("MQL that become SQL", "mql_to_sql_rate", "", 1.0),
    ("opportunities", "opportunities", "a month", A_MONTH),
    ("opportunities that are won", "win_rate_broad", "", 1.0),
    ("sales cycle", "sales_cycle_days", "days", 1.0),
    ("contract value of a win", "average_contract_value", "{currency}/year", 1.0),
    ("cost to win a customer (CAC)", "cac_loaded", "{currency}", 1.0),
    ("months until that is paid back", "cac_payback_months", "months", 1.0),
    ("customers who leave in a year", "logo_churn_12m", "", 1.0),
    ("net revenue retention (NRR)", "nrr_12m", "", 1.0),
    ("gross margin", "gross_margin", "", 1.0),
    ("customers per CSM", "customers_per_csm", "1", 1.0),
    ("hours of CSMs that customers need and get", "csm_coverage", "", 1.0),
    ("cash burnt, last three months; below 0 it grows", "burn", "{currency}/month", 1.0),
)
CHANNEL: tuple[tuple[str, str, float], ...] = (  # heading, metric, times
    ("leads a month", "leads", A_MONTH),
    ("cost a month", "spend_marketing", A_MONTH),
    ("cost per lead", "cost_per_lead", 1.0),
    ("to MQL", "lead_to_mql_rate", 1.0),
    ("to SQL", "mql_to_sql_rate", 1.0),
    ("won", "win_rate_broad", 1.0),
)


class Told(NamedTuple):
    """One line: what it is, its value with its unit, and what is usual."""

    name: str
    label: str
    value: float | None
    text: str
    usual: str
    outside: bool


class Firm(NamedTuple):
    """The firm of today."""

    results: Results
    lines: tuple[Told, ...]
    channels: tuple[tuple[str, ...], ...]  # the head first
    teams: tuple[tuple[str, ...], ...]


def firm_of_today(scenario: Scenario) -> Firm:
    """A year of it lived, and told."""
    found = today(scenario)
    lines = tuple(line for line in (*_stock(found), *_flow(found)) if line.value is not None or _asked(line.name))
    return Firm(found, lines, tuple(_channels(found)), tuple(_teams(found)))


def in_text(firm: Firm) -> str:
    """For a terminal: at most 100 columns wide."""
    n = so_many(firm.results.replications, "replication")
    rows = [("", "here", "usual of firms like it"), *((line.label, line.text, line.usual) for line in firm.lines)]
    told = ["", ABOUT.format(n=n), *columns(rows, {1}, "  ")]
    for table in (firm.channels, firm.teams):
        told += ["", *columns(table, range(1, len(table[0])), "  ")] if table[1:] else []
    out = [line.label for line in firm.lines if line.outside]
    told += ["", OUT.format(names=", ".join(out))] if out else []
    return "\n".join([*told, *([OURS] if any("*" in line.usual for line in firm.lines) else [])])


def as_json(firm: Firm) -> dict[str, Any]:
    """For programs: numbers as they are, in the units of the metrics."""
    found = firm.results
    by = {"channel": found.frame.channels, "team": found.frame.teams}
    metrics = {"channel": [metric for _, metric, _ in CHANNEL], "team": ["utilisation", "queue_wait"]}
    return {
        "replications": found.replications,
        "months": found.frame.months,
        "currency": found.frame.currency,
        "measures": {line.name: _line_json(line) for line in firm.lines},
        "by": {
            dim: {name: {each: found.estimate(each, dim, name).mean for each in metrics[dim]} for name in names}
            for dim, names in by.items()
        },
    }


def _line_json(line: Told) -> dict[str, Any]:
    told = {"label": line.label, "value": line.value, "text": line.text}
    return {**told, "usual": line.usual or None, "outside": line.outside}


def _asked(name: str) -> bool:
    """What every firm is asked for, and is said to be undefined where it is; the rest is left out then."""
    return name not in ("cost_per_lead", "csm_coverage", "customers_per_csm", "cac_payback_months")


def _stock(found: Results) -> Iterator[Told]:
    """What day 0 finds."""
    currency, said = found.frame.currency, initial_of(found.scenario)
    arr = mean_interval([YEAR * month for month in found.monthly["mrr_start"][:, 0].tolist()])
    customers = sum(said.customers.values())
    yield Told("arr_day_0", "ARR on day 0", arr.mean, _said(arr, f"{currency}/year"), "", False)
    yield Told("customers_day_0", "customers on day 0", customers, f"{customers:,}", "", False)
    deals = sum(said.pipeline.values())
    yield Told("pipeline_day_0", "open deals on day 0", deals, f"{deals:,}", "", False)
    cash = "undefined" if said.cash is None else number(said.cash, None, currency)
    yield Told("cash_day_0", "cash on day 0", said.cash, cash, "" if said.cash is not None else "nobody says it", False)


def _flow(found: Results) -> Iterator[Told]:
    """What a year brings."""
    for label, name, unit, times in FIRM:
        beside = usual(name, found)
        out = beside.verdict in OUTSIDE
        shown = beside.text.removeprefix("usual: ") if beside.kind else ""
        if name not in found.meanings:
            measure = measure_of(name)
            value = beside.value
            text = UNDEFINED if value is None or measure is None else number(value, None, unit or measure.unit)
        else:
            estimate = _times(found.estimate(name), times)
            value = estimate.mean
            text = _said(estimate, unit.format(currency=found.frame.currency) or found.meanings[name].unit)
            shown = shown or ((estimate.why or "") if value is None else "")
        yield Told(name, label, value, text, shown, out)


def _channels(found: Results) -> Iterator[tuple[str, ...]]:
    """A line for each channel: leads, money, and what becomes of them."""
    yield ("channel", *(heading for heading, _, _ in CHANNEL))
    for name in found.frame.channels:
        cells = []
        for _, metric, times in CHANNEL:
            share = found.meanings[metric].unit == "share"
            cells.append(_said(_times(found.estimate(metric, "channel", name), times), "share" if share else ""))
        yield (name, *cells)


def _teams(found: Results) -> Iterator[tuple[str, ...]]:
    """A line for each team that works on tasks: its load, and how long work waits for it."""
    yield ("team", "load", "work waits", "")
    for name in found.frame.teams:
        load = found.estimate("utilisation", "team", name)
        if load.mean is not None:
            wait = found.estimate("queue_wait", "team", name)
            yield (name, _said(load, "share"), _said(wait, "days"), "the bottleneck" if load.mean >= BUSY else "")


def _times(found: Estimate, times: float) -> Estimate:
    """The same in another unit."""
    if found.mean is None or times == 1.0:
        return found
    low, high = (None if end is None else times * end for end in found.ci95)
    return found._replace(mean=times * found.mean, ci95=(low, high))


def _said(found: Estimate, unit: str) -> str:
    """An estimate with its unit, as its interval allows."""
    low, high = found.ci95
    half = None if low is None or high is None else 0.5 * (high - low)
    if half is not None and found.mean is not None and half < 1e-9 * abs(found.mean):
        half = 0.0  # what does not vary but by rounding
    return number(found.mean, half, unit)
