"""The steps that a scenario's plan allows, read off its schema: no lever is known here by name."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from gtmsim.policies.facts import DecisionPoint
from gtmsim.policies.points import POINTS
from gtmsim.scenario.explain import with_units
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.walk import Path, by_names, values
from gtmsim.scenario.load import variant
from gtmsim.scenario.sections.policies import PolicyRow
from gtmsim.scenario.sections.schema import Scenario

OFF = "off"
COST = "cost"
FREE = "the plan says no cost of it, so that more would seem to be free"
Changes = dict[str, Any]


class Step(NamedTuple):
    """One lever moved by one step, and the plan that this makes."""

    path: str  # as `changes` of a file say it
    step: str  # how it is moved: "+1", "x1.05", "off"
    base: str  # what stands there
    here: str  # what it becomes
    meaning: str
    changes: Changes
    scenario: Scenario

    @property
    def name(self) -> str:
        """For example `plan.teams.ae.headcount +1`."""
        return f"{self.path} {self.step}".strip()

    def refused(self, error: ScenarioError) -> "Refused":
        """The step as one that makes no plan that can be simulated."""
        return Refused(self.path, self.step, error.problems[0].message)


class Refused(NamedTuple):
    """A step that makes no valid plan, and why."""

    path: str
    step: str
    why: str


def steps_of(scenario: Scenario) -> tuple[list[Step], list[Refused]]:
    """Every step of every lever that the plan says, in the order of the schema, and those that are no plan."""
    steps, refused = [], []
    for path, step in _unpriced(scenario):
        refused.append(Refused(path, step, FREE))
    for path, step, meaning, ways in (*_parameters(scenario), *_parts(scenario), *_rows(scenario)):
        try:
            changes, made = _first_valid(scenario, ways, f"{path} {step}")
        except ScenarioError as error:
            problem = error.problems[0]
            refused.append(Refused(path, step, problem.message))
            continue
        base, here = (_said(each, path) for each in (scenario, made))
        if base != here or step == OFF:
            steps.append(Step(path, step, base, OFF if step == OFF else here, meaning, changes, made))
    return steps, refused


Try = tuple[str, str, str, tuple[Changes, ...]]  # path, step, meaning, and the changes of which the first valid ones do


def _parameters(scenario: Scenario) -> Iterator[Try]:
    """The steps that are declared beside parameters; of one that is not said there is nothing to move."""
    for path, declaration, value in values(scenario.plan):
        if value is None or _empty(declaration, value) or _is_free(scenario, path, declaration):
            continue
        for step in declaration.steps:
            at = dotted(("plan", *by_names(scenario.plan, path)))
            near = {dotted(("plan", *by_names(scenario.plan, path)[:-1], name)): step for name in declaration.along}
            yield at, step, declaration.meaning, ({at: step, **near},)


def _unpriced(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Steps of what the plan has for nothing."""
    for path, declaration, value in values(scenario.plan):
        if value is not None and _is_free(scenario, path, declaration) and not _empty(declaration, value):
            yield from ((dotted(("plan", *by_names(scenario.plan, path))), step) for step in declaration.steps)


def _is_free(scenario: Scenario, path: Path, declaration: Declaration) -> bool:
    """Is it made with money of which nothing is said? Then more of it would seem to cost nothing."""
    names = {*declaration.along, COST}
    near = [value for at, _, value in values(scenario.plan) if at[:-1] == path[:-1] and at[-1] in names]
    return bool(declaration.along) and not any(any(getattr(value, "values", (value,))) for value in near)


def _empty(declaration: Declaration, value: Any) -> bool:
    """Is nothing spent there, so that a share of it is nothing too?"""
    return bool(declaration.steps) and getattr(value, "values", None) is not None and not any(value.values)


def _parts(scenario: Scenario) -> Iterator[Try]:
    """What the plan could do without: an event, a round, a bonus."""
    for path, section in _sections(("plan",), scenario.plan):
        if section.dispensable:
            at = dotted(path)
            yield at, OFF, (type(section).__doc__ or "").strip(), ({at: None},)


def _sections(path: Path, within: Any) -> Iterator[tuple[Path, Section]]:
    if isinstance(within, Section):
        if len(path) > 1:
            yield path, within
        for name in type(within).model_fields:
            yield from _sections((*path, name), getattr(within, name))
    elif isinstance(within, dict):
        for name, each in within.items():
            yield from _sections((*path, name), each)


def _rows(scenario: Scenario) -> Iterator[Try]:
    """Each row of a decision table that answers something else than the point does by itself.

    Without it the rows below answer; where none does, what the point answers by itself stands in its place.
    """
    for point in POINTS:
        table = getattr(scenario.plan.policies, point.name)
        usual = _usual(point)
        for row in table.rows:
            at = f"plan.policies.{point.name}.rows.{row.name}"
            if _is_usual(row, usual):
                continue
            instead = {f"{at}.then.{output}": answer for output, answer in usual.items() if output in (row.then or {})}
            meaning = f"row `{row.name}` of the table `{point.name}`"
            yield at, OFF, meaning, ({at: None}, *([instead] if instead else []))


def _usual(point: DecisionPoint) -> dict[str, str]:
    """What the point answers where nobody says more."""
    return dict(point.default[-1][2]) if point.default else {}


def _is_usual(row: PolicyRow, usual: dict[str, str]) -> bool:
    return bool(row.then) and all(usual.get(output) == answer for output, answer in (row.then or {}).items())


def _first_valid(scenario: Scenario, ways: tuple[Changes, ...], name: str) -> tuple[Changes, Scenario]:
    """The first of the changes that make a plan, and the plan; else what stands against the last."""
    for changes in ways[:-1]:
        try:
            return changes, variant(scenario, changes, name)
        except ScenarioError:
            continue
    return ways[-1], variant(scenario, ways[-1], name)


def _said(scenario: Scenario, path: str) -> str:
    """What stands at a path, as a file would say it; empty where it is no single value."""
    for at, declaration, value in values(scenario.plan):
        if dotted(("plan", *by_names(scenario.plan, at))) == path:
            return "" if value is None else with_units(declaration, value)
    return ""
