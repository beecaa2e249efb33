"""The answer in sentences, the same on terminal and page."""

from collections.abc import Mapping
from typing import Any

from gtmsim.report.lines import EXACT, lines
from gtmsim.study.comparison import Comparison
from gtmsim.study.results import Results

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
    settings = f"{n} replication{'' if n == 1 else 's'}, seed {summary['seed']}"
    if isinstance(what, Comparison):
        return [summary["answer"], f"{KINDS[what.kind]} {settings}."]
    primary = what.scenario.run.primary
    line = next((line for line in lines(summary, what.meanings, primary) if line.primary), None)
    if line is None:
        return [f"{what.name}: {settings}."]
    value, unit = line.values[0], "" if line.unit in ("", "%") else f" {line.unit}"
    spread = "the same in every replication" if value.interval == EXACT else f"95 %: {value.interval}"
    said = value.text + unit + (f" ({spread})" if value.interval else "")
    return [f"{what.name}: {line.label} is {said}, over {settings}."]
