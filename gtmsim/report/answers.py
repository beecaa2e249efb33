"""The answer in sentences, the same on terminal and page."""

from collections.abc import Mapping, Sequence
from typing import Any

from gtmsim.report.lines import EXACT, lines
from gtmsim.report.over_time import ahead_sentences
from gtmsim.report.shown import BUSY
from gtmsim.report.targets import sentences
from gtmsim.study.answer import spoken
from gtmsim.study.comparison import Comparison
from gtmsim.study.results import Results
from gtmsim.study.robust.found import Robust

MANY = 4  # scenarios that a sentence can tell one by one
KINDS = {
    "decision": "A decision: the same market, another plan.",
    "stress": "A stress test: the same plan, another market.",
    "both changed": "Market and plan both differ, so their effects cannot be told apart.",
    "settings": "Only the settings of the experiment differ.",
    "identical": "The scenarios are identical.",
}


def answers(what: Results | Comparison, summary: Mapping[str, Any]) -> list[str]:
    """The answer in a sentence, and what kind of question it answers."""
    n = summary["replications"]
    busy = busiest(summary)
    settings = f"{n} replication{'' if n == 1 else 's'}, seed {summary['seed']}"
    if isinstance(what, Comparison):
        kind = f"{KINDS[what.kind]} {settings}."
        opening = [summary["answer"], *robustly(what), *ahead_sentences(what), *sentences(summary), *leading(summary)]
        return [*opening, kind, *forecast(what, summary), *busy]
    primary = what.scenario.run.primary_metric
    line = next((line for line in lines(summary, what.meanings, primary) if line.primary), None)
    if line is None:
        return [f"{what.name}: {settings}.", *busy]
    value, unit = line.values[0], "" if line.unit in ("", "%") else f" {line.unit}"
    spread = "the same in every replication" if value.interval == EXACT else f"mean, 95 %: {value.interval}"
    said = value.text + unit + (f" ({spread})" if value.interval else "")
    first = f"{what.name}: {line.label} is {said}, over {settings}."
    return [first, *sentences(summary), *forecast(what, summary), *busy]


def robustly(what: Comparison) -> list[str]:
    """In which share of the assumption sets each plan is best, where that was asked for."""
    if not isinstance(what.robust, Robust):
        return []
    from gtmsim.report.studies.robust import shares

    text = shares(what.robust)
    return [text[:1].upper() + text[1:]]


def leading(summary: Mapping[str, Any]) -> list[str]:
    """Which of many plans comes first, and how sure that is."""
    ranking = summary["ranking"]
    first = [entry for entry in ranking if entry["rank"] == 1]
    if len(ranking) <= MANY or not first:
        return []
    names = " and ".join(entry["scenario"] for entry in first)
    sure = first[0]["p_best"]
    chance = "" if sure is None or len(first) > 1 else f", the best of all with a probability of {probability(sure)}"
    return [f"First of {len(ranking)} plans: {names}{chance}."]


def probability(p: float) -> str:
    """A probability from a few thousand worlds: 0.9213 -> "92 %"; what none of them saw may still happen."""
    return "< 1 %" if p < 0.01 else "> 99 %" if p > 0.99 else f"{100 * p:.0f} %"


def forecast(what: Results | Comparison, summary: Mapping[str, Any]) -> list[str]:
    """Between what the metric that decides lies in most replications; nothing where that is not known."""
    results = what.results[0] if isinstance(what, Comparison) else what
    primary = what.primary if isinstance(what, Comparison) else what.scenario.run.primary_metric
    line = next((line for line in lines(summary, results.meanings, primary) if line.primary), None)
    if line is None or len(line.values) > MANY or not all(" to " in value.outcomes for value in line.values):
        return []
    unit = "" if line.unit in ("", "%") else f" {line.unit}"
    names = summary.get("scenarios", [""])
    told = [
        f"{value.outcomes}{unit}{f' in {name}' if name else ''}" for name, value in zip(names, line.values, strict=True)
    ]
    return [f"Forecast of {spoken(line.name)}, what 8 of 10 replications brought: {'; '.join(told)}."]


def busiest(summary: Mapping[str, Any]) -> list[str]:
    """Which team is short of time, in each scenario; nothing where nobody has tasks."""
    names = summary.get("scenarios") or [summary["scenario"]]
    found = {name: load_of(summary, name) for name in names}
    told = [f"{team.upper()} at {100 * share:.3g} %" for team, share in filter(None, found.values())]
    if not told:
        return []
    if len(set(told)) == 1:
        return [f"Busiest team: {told[0]} of its hours{_limit([share for _, share in filter(None, found.values())])}."]
    if len(names) > MANY:
        return []  # the matrix says it plan by plan
    each = "; ".join(
        f"{name}: {load[0].upper()} at {100 * load[1]:.3g} %{_limit([load[1]])}" for name, load in found.items() if load
    )
    return [f"Busiest team, of its hours: {each}."]


def _limit(shares: Sequence[float]) -> str:
    return ", the bottleneck" if min(shares) >= BUSY else ""


def load_of(summary: Mapping[str, Any], name: str) -> tuple[str, float] | None:
    """The team that works the largest share of its hours in a scenario, and that share."""
    loads = []
    for team, table in summary.get("by", {}).get("team", {}).items():
        entry = table.get("utilisation", {})
        share = entry.get("values", {name: entry}).get(name, {}).get("mean")
        if share is not None:
            loads.append((share, team))
    share, team = max(loads, default=(None, ""))
    return None if share is None else (team, share)
