"""What differs between two scenarios, and so what kind of question their comparison answers."""

from collections.abc import Iterator
from itertools import permutations
from typing import Literal, NamedTuple

from gtmsim.scenario.explain import with_units
from gtmsim.scenario.language.problems import dotted
from gtmsim.scenario.language.walk import Path, by_names, values
from gtmsim.scenario.resolved.day_zero import same_day_zero
from gtmsim.scenario.sections.schema import Scenario

Asked = Literal["identical", "decision", "stress", "both changed", "settings"]
# What is kept of the first file where a variant changes the plan: no difference while the firm of day 0 is the same.
UNTIL_DAY_0 = tuple(f"run.initial.{name}" for name in ("terms", "price", "headcount", "plan"))
ASKED = ("market.", "plan.", "run.")
SAME_LUCK = ("run.seed", "run.replications", "run.engine")  # set equal for the comparison, or of no effect on numbers
JUDGED_BY = (
    "run.primary_metric",
    "run.minimum_effect",
    "run.target",
    "run.correlations",
)  # how the answer is read, not what happens


class Change(NamedTuple):
    """One parameter that differs, as a file would say it; None where it is not said at all."""

    path: str
    base: str | None
    here: str | None


def changes(base: Scenario, other: Scenario) -> tuple[Change, ...]:
    """Every parameter of market, plan and run that differs, in order of path; rows of lists go by their names."""
    said, here = _said(base), _said(other)
    alike = same_day_zero(base, other)
    found = [Change(path, said.get(path), here.get(path)) for path in {*said, *here}]
    found = [each for each in found if each.base != each.here] + list(_reordered(base, other))
    return tuple(
        each
        for each in sorted(found, key=lambda each: each.path)
        if each.path not in SAME_LUCK and not (alike and each.path.startswith(UNTIL_DAY_0))
    )


def _said(scenario: Scenario) -> dict[str, str | None]:
    found = {
        dotted(by_names(scenario, path)): None if v is None else with_units(d, v) for path, d, v in values(scenario)
    }
    return {path: text for path, text in found.items() if path.startswith(ASKED)}


def _reordered(base: Scenario, other: Scenario) -> Iterator[Change]:
    """Lists of which both have some rows in another order: as what is first there comes first."""
    ours, theirs = _rows(base), _rows(other)
    for path in ours.keys() & theirs.keys():
        kept = [[name for name in one if name in two] for one, two in permutations((ours[path], theirs[path]))]
        if kept[0] != kept[1]:
            yield Change(dotted(path), *(f"[{', '.join(names)}]" for names in (ours[path], theirs[path])))


def _rows(scenario: Scenario) -> dict[Path, list[str]]:
    """The names of the rows of each list, in their order."""
    found: dict[Path, list[str]] = {}
    for path, _, value in values(scenario):
        if path[-1] == "name" and len(path) > 1 and isinstance(path[-2], int) and dotted(path).startswith(ASKED):
            found.setdefault(by_names(scenario, path[:-2]), []).append(value)
    return found


def asked(found: tuple[Change, ...]) -> Asked:
    """Same market and two plans is a decision; same plan and two markets is a stress test."""
    market, plan = (any(c.path.startswith(f"{section}.") for c in found) for section in ("market", "plan"))
    if market and plan:
        return "both changed"
    if plan:
        return "decision"
    if market:
        return "stress"
    return "settings" if settings(found) else "identical"


def asked_together(kinds: list[Asked]) -> Asked:
    """The kind of a comparison of several scenarios with one base."""
    different = {kind for kind in kinds if kind != "identical"}
    if not different:
        return "identical"
    return different.pop() if len(different) == 1 else "both changed"


def settings(found: tuple[Change, ...]) -> list[str]:
    """Paths of the experiment itself that differ, so that the numbers answer two questions."""
    return [c.path for c in found if c.path.startswith("run.") and not c.path.startswith(JUDGED_BY)]
