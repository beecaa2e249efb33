"""The values that a lever may take in a search: those that were asked for, or steps away from where it stands."""

from typing import Any, NamedTuple

from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.problems import StudyError
from gtmsim.study.sweeps.axis import as_said, axis_of, declaration_at

FAR = 40  # steps each way
TENTHS = 10


class Ladder(NamedTuple):
    """Places and the change that each makes; 0 is where a search begins."""

    path: str
    declaration: Declaration
    lowest: int
    highest: int
    texts: tuple[str, ...]  # from the lowest to the highest
    today: int | None  # the place that is the plan as it is; none where no value of the ladder is

    def change(self, place: int) -> Any:
        """What `changes` of a file say."""
        return as_said(self.texts[place - self.lowest])


def ladder_of(scenario: Scenario, said: str) -> Ladder:
    """The places for `PATH`, by the steps of its lever, or for `PATH=FROM..TO:STEP`."""
    if "=" in said:
        axis = axis_of(scenario, said)
        if not axis.numbers:
            raise StudyError(f"{axis.path}: values to search among are numbers that rise, as {axis.path}=4..12")
        declaration = declaration_at(scenario, axis.path)
        today = next((place for place, value in enumerate(axis.values) if axis.stands(value)), None)
        return Ladder(axis.path, declaration, 0, len(axis.values) - 1, axis.values, today)
    declaration = declaration_at(scenario, said)
    step = next((step for step in declaration.steps if step[0] in "+x"), "")
    if not step:
        raise StudyError(f"{said} has no steps of its own: say which values, as {said}=FROM..TO:STEP")
    if step.endswith("points"):
        texts = tuple(f"{place:+d} points" for place in range(-FAR, FAR + 1))
        return Ladder(said, declaration, -FAR, FAR, texts, 0)
    if step == "+1":
        return Ladder(said, declaration, -FAR, FAR, tuple(f"{place:+d}" for place in range(-FAR, FAR + 1)), 0)
    texts = tuple(f"x{1.0 + place / TENTHS:g}" for place in range(-TENTHS, FAR + 1))
    return Ladder(said, declaration, -TENTHS, FAR, texts, 0)
