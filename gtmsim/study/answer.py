"""The answer in one sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

from gtmsim.study.judged import OPEN, SMALL, WORSE
from gtmsim.study.several import COUNTABLE
from gtmsim.study.wording import between, number

WORDS = {
    "arr": "ARR",
    "mrr": "MRR",
    "cac": "CAC",
    "ltv": "LTV",
    "nrr": "NRR",
    "grr": "GRR",
    "mql": "MQL",
    "mqls": "MQLs",
    "sql": "SQL",
    "sqls": "SQLs",
}
MANY = 5  # scenarios that a sentence can still tell one by one
NAMED = 3  # of a group of more, that it names
PHRASES = {
    "arr_end": "ARR at the end",
    "mrr_end": "MRR at the end",
    "customers_end": "customers at the end",
    "cash_end": "cash at the end",
    "cash_lowest": "the lowest cash",
    "nrr_12m": "NRR over 12 months",
    "grr_12m": "GRR over 12 months",
    "logo_churn_12m": "logo churn over 12 months",
    "cac_payback_survival_adjusted": "survival-adjusted CAC payback",
    "ltv_36m": "LTV over 36 months",
}


def spoken(metric: str) -> str:
    """A metric's name as a manager says it."""
    return PHRASES.get(metric) or " ".join(WORDS.get(word, word) for word in metric.split("_"))


def answer(
    primary: str, entry: Mapping[str, Any], names: Sequence[str], pairing: str, level: float, smallest: float | None
) -> str:
    """What the comparison says of the primary metric, from its entry in `summary.json`."""
    if len(names) > MANY:
        said = _counted(primary, {name: entry["differences"][name] for name in names[1:]})
    else:
        said = [_one(name, primary, entry["unit"], entry["differences"][name], smallest) for name in names[1:]]
    n = max((d["n"] for d in entry["differences"].values()), default=0)
    if n < 2:
        return f"Against {names[0]}, {'; '.join(said)}."
    family = f", {len(names) - 1} intervals that hold together" if len(names) > 2 else ""
    return f"Against {names[0]}, {'; '.join(said)} ({100 * level:g} %, {pairing} over {n} replications{family})."


def _counted(primary: str, found: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """In how many scenarios it does what, the groups in the order of their first; the matrix tells them one by one."""
    groups: dict[str, list[str]] = {}
    for name, each in found.items():
        groups.setdefault(_where(each), []).append(name)
    said = [f"{where} in {len(names)} of {len(found)} plans ({_some(names)})" for where, names in groups.items()]
    return [f"{spoken(primary)}: {said[0]}", *said[1:]]


def _where(found: Mapping[str, Any]) -> str:
    """How the metric stands to the base, read off the same interval as all else."""
    low, high = found["ci95"]
    if found["mean"] is None:
        return "undefined"
    if low is not None and low == high == 0.0:
        return "the same"
    if found["verdict"] == SMALL:
        return "changed too little to matter"
    if found["verdict"] == OPEN:
        return "not distinguishable"
    return f"{'higher' if low > 0.0 else 'lower'}{', for the worse,' if found['verdict'] == WORSE else ''}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= NAMED else f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"


def _one(name: str, primary: str, unit: str, found: Mapping[str, Any], smallest: float | None) -> str:
    low, high = found["ci95"]
    if found["mean"] is None:
        return f"nothing can be said of {spoken(primary)} for {name}: {found.get('why', 'it is undefined')}"
    if low is not None and low == high == 0.0:
        return f"{name} changes nothing in {spoken(primary)}: it is the same in every replication"
    if found["verdict"] == SMALL:
        return f"{name} changes {spoken(primary)} too little to matter{_interval(found, unit)}"
    if found["verdict"] == OPEN:
        needed = _needed(found, unit, smallest)
        return f"{name} is not distinguishable in {spoken(primary)}{_interval(found, unit)}{needed}"
    verb, ends = ("raises", (low, high)) if low > 0.0 else ("lowers", (-high, -low))
    worse = ", for the worse" if found["verdict"] == WORSE else ""
    return f"{name} {verb} {spoken(primary)} by {between(*ends, unit, difference=True)}{worse}"


def _interval(found: Mapping[str, Any], unit: str) -> str:
    low, high = found["ci95"]
    if low is None:
        return f": {found.get('why', 'no interval')}"
    return f" ({between(low, high, unit, difference=True)})"


def _needed(found: Mapping[str, Any], unit: str, smallest: float | None) -> str:
    if "needed" not in found:
        return ""
    needed = found["needed"]
    count = f"about {_two_digits(needed)}" if needed is not None and needed <= COUNTABLE else f"more than {COUNTABLE:,}"
    size = number(found["needed_for"], 0.3 * found["needed_for"] if smallest is None else 0.0, unit, difference=True)
    return f"; it would need {count} replications to resolve {size}"


def _two_digits(n: int) -> str:
    return f"{int(float(f'{n:.1e}')):,}"
