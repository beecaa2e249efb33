"""What the scenarios assume, line by line, and where they differ."""

from collections.abc import Sequence
from typing import NamedTuple

from gtmsim.scenario.explain import Line, explain
from gtmsim.scenario.sections.schema import Scenario

DEFAULT = "default"  # set what nobody says: in a section that is new, it is no difference that anybody made
WORDS = ("version", "name", "question", "note", "teaching")  # what a scenario says of itself
OF_THE_RUN = {"run.replications": "replications", "run.seed": "seed", "run.engine": "engine"}


class Differing(NamedTuple):
    """One parameter that the scenarios do not share."""

    path: str
    said: tuple[str, ...]
    meaning: str


def assumptions(scenario: Scenario) -> list[Line]:
    """Every parameter; what the call set instead of the file is shown as it ran."""
    return [_as_run(line, scenario) for line in explain(scenario)]


def _as_run(line: Line, scenario: Scenario) -> Line:
    if line.path not in OF_THE_RUN:
        return line
    value = str(getattr(scenario.run, OF_THE_RUN[line.path]))
    return line if value == line.value else line._replace(value=value, set_by="this run")


def counted(lines: Sequence[Line]) -> tuple[int, int]:
    """How many numbers there are, and how many of them have a source that is no assumption."""
    numbers = [line for line in lines if line.is_number]
    return len(numbers), sum(line.measured for line in numbers)


def differing(scenarios: Sequence[Sequence[Line]]) -> list[Differing]:
    """Parameters whose value is not the same in all scenarios, in the order of the files."""
    said = [{line.path: line for line in lines} for lines in scenarios]
    found = []
    for path in dict.fromkeys(line.path for lines in scenarios for line in lines):
        lines = [one[path] for one in said if path in one]
        values = tuple(one[path].value if path in one else "–" for one in said)
        told = path not in WORDS and any(line.set_by != DEFAULT for line in lines)
        if told and len(set(values)) > 1:
            found.append(Differing(path, values, lines[0].meaning))
    return found
