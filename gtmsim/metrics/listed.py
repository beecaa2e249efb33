"""The list of all metrics, made of their declarations, for whoever looks for one. Knows no metric by name."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from gtmsim.metrics.also import ALSO, FORMER, SYNONYMS, metric_called, nearest_metric
from gtmsim.metrics.metric import METRICS, Metric, Nature

MONEY = "`money` in a unit is the currency of the scenario"
FEW = 12  # metrics that are told one by one in a session of Python
NATURES: dict[Nature, str] = {
    "amount": "an amount",
    "size": "a size, never below 0",
    "part": "a part, never above 1",
    "probability": "a probability: 1 or 0 in each replication",
    "proportion": "a proportion of what is counted one by one",
    "events": "rare events, of which there may be none",
}


class UnknownMetricError(LookupError):
    """No metric is called so, and none has the word."""


class Described(NamedTuple):
    """What one metric is."""

    name: str
    unit: str
    meaning: str  # the formula in words: what is divided by what
    better: str  # "higher", "lower", or "" where neither side always is
    nature: str  # what the number is, which decides on its interval
    by: tuple[str, ...]  # dimensions beside the total
    family: str
    also: tuple[str, ...]  # what it is called elsewhere

    @property
    def side(self) -> str:
        """Whether more of it is better, in words."""
        return {"higher": "more is better", "lower": "less is better"}.get(self.better, "")

    @property
    def about(self) -> str:
        """Unit, better side and dimensions in one line."""
        parts = (f"by {', '.join(self.by)}" if self.by else "", self.side)
        return "; ".join([self.unit, *filter(None, parts)])


class Listed(tuple[Described, ...]):
    """Metrics that show themselves as a table in a session of Python."""

    def __repr__(self) -> str:
        lines = [f"{each.name}  [{each.about}]  {each.meaning}" for each in self[:FEW]]
        more = [f"and {len(self) - FEW} more: gtmsim.metrics('cac') lists those with a word"] if self[FEW:] else []
        return "\n".join([*lines, *more])

    def _repr_html_(self) -> str:
        head = ("metric", "unit", "better", "meaning", "also called")
        rows = ((each.name, each.unit, each.side, each.meaning, ", ".join(each.also)) for each in self)
        return (
            f"<table><thead>{_row('th', head)}</thead><tbody>{''.join(_row('td', row) for row in rows)}</tbody></table>"
        )

    def table(self) -> list[dict[str, object]]:
        """One row for each metric, for programs."""
        return [each._asdict() for each in self]


def listed(*words: str) -> Listed:
    """All metrics, or those that have one of the words: in their name, in another name of theirs, in their meaning."""
    known = [_described(metric) for metric in METRICS.values()]
    if not words:
        return Listed(known)
    found = {each.name for word in words for each in _having(word, known)}
    return Listed(each for each in known if each.name in found)


def _described(metric: Metric) -> Described:
    return Described(
        metric.name,
        metric.unit,
        metric.definition,
        metric.better or "",
        NATURES[metric.nature],
        metric.by,
        metric.family,
        tuple(_also(metric.name)),
    )


def _also(name: str) -> Iterator[str]:
    for names in (FORMER, SYNONYMS):
        yield from (other for other, meant in names.items() if meant == name)
    yield from ALSO.get(name, "").split()


def _having(said: str, known: Iterable[Described]) -> list[Described]:
    """Those that are called so; else with the word in a name of theirs; else of that family; else in the meaning."""
    word = re.sub(r"\W+", "_", said.casefold()).strip("_")
    exact = metric_called(word)
    if "_" in said and exact in METRICS:
        return [each for each in known if each.name == exact]
    by_name = any(_begins(each.name, word) for each in known)  # a name goes before a family
    family = [] if by_name else [each for each in known if each.family == word]
    called = [each for each in known if any(_begins(name, word) for name in (each.name, *each.also))]
    spoken = [each for each in known if word and word.replace("_", " ") in each.meaning.casefold()]
    if found := family or called or spoken:
        return found
    raise UnknownMetricError(f"no metric is called `{said}` or has that word; {nearest_metric(said, METRICS)}")


def _begins(name: str, word: str) -> bool:
    """Does the name, or a part of it, begin with the word?"""
    return bool(word) and f"_{word}" in f"_{name}"


def _row(kind: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{kind}>{escape(cell)}</{kind}>' for cell in cells)}</tr>"
