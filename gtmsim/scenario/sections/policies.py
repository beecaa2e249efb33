"""The section `plan.policies`: a decision table for each decision point, by default the one that the point declares."""

import datetime
from typing import Annotated, Any, ClassVar

import pydantic

from gtmsim.policies.facts import HITS, DecisionPoint
from gtmsim.policies.points import POINTS
from gtmsim.scenario.language.cells import CellDeclaration, ExpectDeclaration
from gtmsim.scenario.language.param import Section, choice, label, param

Cell = Annotated[str, CellDeclaration("", "a test of the fact: `>= 500`, `[100..500)`, `KA, MM`, `not(SMB)` or `-`")]
Answer = Annotated[str, CellDeclaration("", "what the row answers")]


class PolicyRow(Section):
    """A row of a decision table: it fires where every test holds."""

    name: Annotated[str, label("name of the row, in the journal and in `changes`")]
    when: dict[str, Cell] = {}
    then: dict[str, Answer] | None = None  # only of a table that counts its rows
    starts: Annotated[datetime.date | None, param("date", "first day on which the row is in force")] = None
    ends: Annotated[datetime.date | None, param("date", "first day on which it is not any more")] = None


class PolicyCase(Section):
    """What a table should answer to some cases, tried when the scenario is read."""

    given: dict[str, Cell] = {}
    expect: Annotated[Any, ExpectDeclaration("", "name of the row that should answer, a list of names, or answers")]
    day: Annotated[datetime.date | None, param("date", "day on which it should; every day where it is not said")] = None


class Policy(Section):
    """A decision table."""

    instead: ClassVar[dict[str, str]] = {
        "file": "a table as DMN (.dmn, .xml), CSV or .xlsx, relative to the file that says so"
    }
    hit: Annotated[
        str,
        choice(
            "which of the rows that hold answers: the only one, the first, any since they agree, "
            "or all: their sum, least, most or number",
            *HITS,
        ),
    ] = "unique"
    rows: list[PolicyRow]
    default: dict[str, Answer] | None = None  # what is answered where no row holds
    cases: list[PolicyCase] = []


def _section(point: DecisionPoint) -> tuple[Any, Policy]:
    """Type and default of a point's field."""
    kind: Any = type(
        "".join(part.title() for part in point.name.split("_")) + "Policy",  # `Touch` is a section of the market
        (Policy,),
        {
            "__doc__": point.meaning,
            "__module__": __name__,
        },
    )
    rows = [PolicyRow(name=name, when=when, then=then) for name, when, then in point.default]
    return kind, kind(hit=point.hit, rows=rows)


# One field for each decision point, so that a declared point is all that there is to add.
_FIELDS: Any = {point.name: _section(point) for point in POINTS}
POLICY_SECTIONS: dict[str, Any] = {name: kind for name, (kind, _) in _FIELDS.items()}
Policies: Any = pydantic.create_model("Policies", __base__=Section, **_FIELDS)
Policies.__doc__ = "What is decided by rule, as tables. A point without one has the table that it declares."
Policies.__module__ = __name__
