"""Answers of decision tables that are allowed and odd."""

from collections.abc import Iterator

from gtmsim.policies.literals import CellError
from gtmsim.scenario.checks.unusual import STAYS
from gtmsim.scenario.language.cells import read_literal
from gtmsim.scenario.language.meant import Usual, is_usual, meant
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import QuantityError, parse, show
from gtmsim.scenario.language.spelling import range_of
from gtmsim.scenario.resolved.decisions import points_of, policy_of
from gtmsim.scenario.sections.schema import Scenario

USUAL: dict[tuple[str, str], Usual] = {  # decision point and answer -> lowest and highest [the answer's unit]
    ("lead_score", "score"): (-200.0, 200.0),
    ("nurture", "after"): (0.5, 730.0),
    ("effort", "effort"): (0.2, 5.0),
    ("escalation", "effort"): (0.2, 5.0),
    ("discount", "discount"): (0.002, 0.45),
    ("discount", "approval"): (1.0 / 24.0, 60.0),
    ("entitlement", "csm_effort"): (0.05, 4.0),
    ("renewal_offer", "price_increase"): (0.002, 0.25),
    ("renewal_offer", "discount"): (0.002, 0.45),
    ("renewal_offer", "term"): (1.0, 60.0),
    ("save_play", "discount"): (0.002, 0.6),
    ("hiring", "change"): (-10.0, 10.0),
    ("budget", "spend"): (0.05, 3.0),
    ("cash_policy", "spend"): (0.05, 3.0),
}


def unusual_answers(scenario: Scenario) -> Iterator[Problem]:
    """A warning for each answer outside its usual range."""
    for point in points_of(scenario):
        for place, row in enumerate(policy_of(scenario, point).rows):
            for output in point.outputs:
                usual, said = USUAL.get((point.name, output.name)), (row.then or {}).get(output.name)
                if usual is None or said is None:
                    continue
                try:
                    value = read_literal(said, output)
                except CellError:  # which the table's own check reports
                    continue
                if not is_usual(value, usual):
                    side = "less" if value < usual[0] else "more"
                    what = f"{show(said)} is {side} than is usual, {range_of(*usual, output.unit or '1')}"
                    path = ("plan", "policies", point.name, "rows", place, "then", output.name)
                    yield Problem("W_UNUSUAL", what, _meant(said, output.unit or "1", usual), path=path)


def _meant(said: str, unit: str, usual: Usual) -> str:
    def read(text: object) -> object:
        value = parse(text, unit)
        if not usual[0] <= value <= usual[1]:
            raise QuantityError("E_RANGE", "out of bounds")
        return value

    return meant(said, unit, usual, read) or STAYS
