"""What differs between two plans, in parts that can be taken one without the others."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

from gtmsim.scenario.checks.scenario import problems
from gtmsim.scenario.explain import DEFAULT, explain
from gtmsim.scenario.language.problems import dotted
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.sections.policies import Policy
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.changes import Change, changes
from gtmsim.study.why.in_words import told

Path = tuple[str, ...]
MOVED = ("market", "plan")
MOST_NAMED = 3  # paths by which a part of several is called
ABSENT: Any = object()


class Part(NamedTuple):
    """Changes that are made together: one, or several of which none makes a scenario without the others."""

    paths: tuple[Path, ...]

    @property
    def name(self) -> str:
        """The paths, without what is common to all plans."""
        said = [dotted(path).removeprefix("plan.") for path in self.paths]
        more = f" and {len(said) - MOST_NAMED} more" if len(said) > MOST_NAMED else ""
        return " with ".join(said[:MOST_NAMED]) + more

    def told(self, found: Iterable[Change]) -> str:
        """What changes in it, as files say it."""
        return told([dotted(path) for path in self.paths], tuple(found))


def said_changes(base: Scenario, other: Scenario) -> tuple[Change, ...]:
    """What differs, without what a new section leaves at its default: nobody has said that."""
    silent = {line.path for line in explain(other) if line.set_by == DEFAULT}
    return tuple(each for each in changes(base, other) if each.base is not None or each.path not in silent)


def parts_of(base: Scenario, other: Scenario) -> tuple[Part, ...]:
    """The changes from one plan to another, as few together as make scenarios of their own."""
    known = {change.path for change in changes(base, other) if change.path.startswith(MOVED)}
    found = [path for path in _differing(base, other, ()) if any(_lies_below(text, dotted(path)) for text in known)]
    return tuple(Part(group) for group in _separable(base, other, [(path,) for path in found]))


def _lies_below(path: str, at: str) -> bool:
    return path == at or path.startswith(f"{at}.")


def _differing(one: Any, other: Any, at: Path) -> Iterator[Path]:
    """The places in which two sections differ, as deep as both have something there; a decision table is one."""
    if isinstance(one, Section) and type(one) is type(other) and not isinstance(one, Policy):
        names = MOVED if not at else type(one).model_fields
        for name in names:
            yield from _differing(getattr(one, name), getattr(other, name), (*at, name))
    elif isinstance(one, dict) and isinstance(other, dict):
        for name in dict.fromkeys((*one, *other)):
            yield from _differing(one.get(name, ABSENT), other.get(name, ABSENT), (*at, name))
    elif one != other:
        yield at


def _separable(base: Scenario, other: Scenario, groups: list[tuple[Path, ...]]) -> list[tuple[Path, ...]]:
    """Groups of which each may be taken alone, or all without it; what makes no scenario so is taken with others."""
    while len(groups) > 1:
        wrong = [group for group in groups if not _stands(base, other, group)]
        if not wrong:
            break
        joined = _joined(base, other, wrong, groups)
        groups = [group for group in groups if not set(group) <= set(joined)] + [joined]
    return sorted(groups)


def _joined(
    base: Scenario, other: Scenario, wrong: list[tuple[Path, ...]], groups: list[tuple[Path, ...]]
) -> tuple[Path, ...]:
    """The first that does not stand alone with the one that it needs; with all like it where no one is enough."""
    first = wrong[0]
    for another in groups:
        both = (*first, *another)
        if another != first and _stands(base, other, both):
            return tuple(sorted(both))
    return tuple(sorted(path for group in (wrong if len(wrong) > 1 else groups) for path in group))


def _stands(base: Scenario, other: Scenario, group: tuple[Path, ...]) -> bool:
    """Do these changes alone make a scenario, and so do all others without them?"""
    alone = swapped(other, base, [path for path in _all(base, other) if path not in group])
    return not any(_faulty(each) for each in (alone, swapped(other, base, group)))


def _all(base: Scenario, other: Scenario) -> list[Path]:
    return list(_differing(base, other, ()))


def _faulty(scenario: Scenario) -> bool:
    return any(problem.code.startswith("E_") for problem in problems(scenario))


def swapped(scenario: Scenario, source: Scenario, paths: Iterable[Path]) -> Scenario:
    """The scenario with what another says at some places."""
    made: Any = scenario
    for path in paths:
        made = _placed(made, source, path)
    return made  # type: ignore[no-any-return]  # a scenario as before


def _placed(section: Any, source: Any, path: Path) -> Any:
    """A section with what another like it says at a place; names that it has not stand in the order of the other."""
    name, *below = path
    if not isinstance(section, dict):
        theirs = getattr(source, name)
        return section.model_copy(
            update={name: _placed(getattr(section, name), theirs, tuple(below)) if below else theirs}
        )
    theirs = source.get(name, ABSENT)
    inner = _placed(section[name], theirs, tuple(below)) if below else theirs
    made = {key: each for key, each in section.items() if key != name or inner is not ABSENT}
    if inner is ABSENT:
        return made
    made[name] = inner
    return {key: made[key] for key in source} if made.keys() == source.keys() else made


def every_choice(parts: int) -> list[frozenset[int]]:
    """All subsets of so many parts, the small ones first."""
    return [frozenset(chosen) for size in range(parts + 1) for chosen in combinations(range(parts), size)]
