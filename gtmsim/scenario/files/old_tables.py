"""Files of decision tables that name facts and answers as version 1 did: they have no version, so either is read."""

from collections.abc import Callable
from typing import TypeVar

from gtmsim.policies.exchange.sheet import SaidTable, UnreadableError
from gtmsim.policies.facts import DecisionPoint, Fact, Output
from gtmsim.scenario.files.reading import Entry, Node
from gtmsim.scenario.files.renaming import Renaming, renamed_problems
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.renames import Places, old_names, old_words, places_of

What = TypeVar("What", Fact, Output)


def as_before(point: DecisionPoint) -> DecisionPoint:
    """A decision point with the names of version 1."""
    facts = tuple(_before(fact, _row(point, "when")) for fact in point.facts)
    outputs = tuple(_before(output, _row(point, "then")) for output in point.outputs)
    return point._replace(facts=facts, outputs=outputs)


def read_either(read: Callable[[DecisionPoint], SaidTable], point: DecisionPoint) -> SaidTable:
    """A table by the names of now, or else by those of version 1; raises UnreadableError."""
    try:
        return read(point)
    except UnreadableError:
        before = as_before(point)
        if before == point:
            raise
        try:
            return read(before)
        except UnreadableError:
            pass  # what is wrong is told by the names of now
        raise


def named_as_now(policy: dict[str, Entry], point: DecisionPoint) -> list[Problem]:
    """Give what a table's file says the names of now; a warning for each old one."""
    renaming = Renaming()
    whole = Node(policy, next(iter(policy.values())).key)
    where = ("plan", "policies", point.name)
    renaming.tree(whole, places_of(where), path=where)
    policy.clear()
    policy.update(whole.value)
    return renamed_problems(renaming)


def _row(point: DecisionPoint, side: str) -> Places:
    return places_of(("plan", "policies", point.name, "rows", 0, side))


def _before(what: What, places: Places) -> What:
    names = {new: old for old, new in old_names(places).items()}
    words = {new: old for old, new in old_words(places, what.name).items()}
    values = tuple(words.get(value, value) for value in what.values)
    return what._replace(name=names.get(what.name, what.name), values=values)
