"""The decision tables of a scenario in words: which are stated, what a row says, and why it fired."""

from collections.abc import Iterable, Mapping

from gtmsim.engine.reference.decisions import Told
from gtmsim.policies.facts import Fact, Output
from gtmsim.policies.points import POINTS
from gtmsim.scenario.language.cells import write_literal
from gtmsim.scenario.resolved.decisions import points_of, policy_of
from gtmsim.scenario.sections.plan import Plan
from gtmsim.scenario.sections.policies import PolicyRow
from gtmsim.scenario.sections.schema import Scenario

DIGITS = 6  # significant ones of a fact in a story


def stated_points(scenario: Scenario) -> tuple[str, ...]:
    """Names of the decision points whose table is not the default one, in the order of their declaration."""
    usual = Plan().policies
    said = scenario.plan.policies
    return tuple(point.name for point in POINTS if getattr(said, point.name) != getattr(usual, point.name))


def conditions(row: PolicyRow) -> str:
    """When a row fires, on one line."""
    said = [f"{fact} {cell}" for fact, cell in row.when.items() if cell != "-"]
    said += [f"from {row.starts}"] * (row.starts is not None) + [f"until {row.ends}"] * (row.ends is not None)
    return ", ".join(said) or "always"


def answers(row: PolicyRow) -> str:
    """What a row answers, on one line."""
    return ", ".join(f"{output} {value}" for output, value in (row.then or {}).items()) or "counts"


def reasons_of(scenario: Scenario, decided: Iterable[Told]) -> Mapping[int, str]:
    """Row of the journal -> the facts that its table looked at and what it answered."""
    points = points_of(scenario)
    found = {}
    for told in decided:
        point = points[told.point]
        facts = ", ".join(f"{point.facts[i].name} {in_words(point.facts[i], v)}" for i, v in told.facts.items())
        given = ", ".join(
            f"{output.name} {in_words(output, v)}" for output, v in zip(point.outputs, told.values, strict=True)
        )
        found[told.at] = f" as {facts} -> {given}" if facts else f" -> {given}"
    return found


def in_words(fact: Fact | Output, value: float) -> str:
    """A value with its unit, a category by its name."""
    if fact.kind == "category":
        return fact.values[int(value)]
    short = float(f"{value:.{DIGITS}g}")
    return write_literal(short, fact)


def policy_rows(scenario: Scenario, name: str) -> list[PolicyRow]:
    """The rows of a scenario at one decision point."""
    point = next(point for point in POINTS if point.name == name)
    return list(policy_of(scenario, point).rows)
