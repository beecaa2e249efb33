"""What a variant leaves as it was: levers of the file that it goes back to, where day 0 depends on them.

A plan that is tried on a firm must not move the firm. So where a later file, or `--set`, changes such a lever, the
value of day 0 that the first file had is said in `run.initial`, where it can be read and changed.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

import pydantic

from gtmsim.mechanisms import declared
from gtmsim.mechanisms.staff.section import WorkingHours, planned_headcount
from gtmsim.scenario.checks.policies import problems_of
from gtmsim.scenario.files.document import Document
from gtmsim.scenario.files.written import writing
from gtmsim.scenario.language.walk import Field, field_at
from gtmsim.scenario.resolved.day_zero import in_force
from gtmsim.scenario.resolved.decisions import points_of
from gtmsim.scenario.resolved.found import on_day_0
from gtmsim.scenario.sections.before import SEEN_LATER
from gtmsim.scenario.sections.plan import Plan
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str, ...]
WHERE = ("run", "initial")


def frozen(document: Document, scenario: Scenario) -> Document:
    """The document with what the first of its files says of day 0, where the scenario's plan says something else."""
    root, said = document.root, scenario.run.initial
    if root is None or not isinstance(said, Initial) or not isinstance(root.value, dict):
        return document
    try:
        first = Plan.model_validate(root.value.get("plan", {}))
    except pydantic.ValidationError:
        return document  # a file that is no scenario by itself says nothing of a firm
    was, now = (dict(levers(plan, scenario)) for plan in (first, scenario.plan))
    # Who has hours of his own now kept those of all before, where nothing else was said.
    hours_of_all = first.working_hours, ("working_hours",)
    was = {path: hours_of_all for path in now if path[-1] == "working_hours"} | was
    for path, (value, source) in was.items():
        there = _worked(first, said, path, scenario.run.start) if path[:2] == _same("teams") else path in now
        unlike = path not in now or not same(value, now[path][0], scenario.run.start)
        if there and unlike and not _said(said, path) and fits(scenario, path, value):
            mark = root.mark(("plan", *source)) or document.mark(WHERE)
            document = document.saying((*WHERE, *path), _written(path, value), mark)
    return document


def levers(plan: Plan, scenario: Scenario) -> Iterator[tuple[Path, tuple[Any, Path]]]:
    """What is to be seen on day 0 of what a plan says: the path below `run.initial`, the value, and where it is said.

    What is not said has the value that does nothing.
    """
    start = scenario.run.start
    yield ("price",), (on_day_0(plan.price, start), ("price",))
    for _, levers_of in declared("seen_on_day_0", "section"):
        for path, value, source in levers_of(plan, scenario):
            yield path, (value, source)
    for point in SEEN_LATER:
        yield _same("policies", point), (in_force(getattr(plan.policies, point), start, point), ("policies", point))


def _same(*path: str) -> Path:
    """Below `run.initial.plan` a lever stands where it stands below `plan`."""
    return "plan", *path


def same(one: Any, other: Any, start: datetime.date) -> bool:
    """Do two values of a lever leave day 0 as it is?"""
    if isinstance(one, WorkingHours) and isinstance(other, WorkingHours):
        return hours(one, start) == hours(other, start)
    return bool(one == other)


def hours(said: WorkingHours, start: datetime.date) -> tuple[object, ...]:
    """When people worked until day 0."""
    return sorted(said.days), said.opens, said.closes, sorted(day for day in said.holidays if day < start)


def fits(scenario: Scenario, path: Path, value: Any) -> bool:
    """Does a value still mean something here? A table may name channels or segments that a variant has not."""
    if path[:2] != _same("policies"):
        return True
    point = next(point for point in points_of(scenario) if point.name == path[-1])
    return all(problem.code.startswith("W_") for problem in problems_of(scenario, point, value, path))


def _worked(first: Plan, said: Initial, path: Path, start: datetime.date) -> bool:
    """Was there anybody in the team that a path is about?"""
    people = getattr(said.headcount, path[2])
    return bool(planned_headcount(first, path[2], start) if people is None else people)


def _said(initial: Initial, path: Path) -> bool:
    """Does `run.initial` say this itself?"""
    found: Any = initial
    for part in path:
        found = found.get(part) if isinstance(found, Mapping) else getattr(found, part)
        if found is None:
            return False
    return True


def _written(path: Path, value: Any) -> Any:
    """A value as a file would say it."""
    field: Field | None = field_at(Scenario, (*WHERE, *path))
    assert field is not None, path
    return writing(field, value, defaults=isinstance(value, WorkingHours))
