"""Which file says something: the scenario's own, one that it extends, a variant or a command."""

from typing import Any

from gtmsim.scenario.language.numbers import START
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]


def is_own(scenario: Scenario, path: Path) -> bool:
    """Does the scenario's own file or a command say something below a path, and not a file that it extends?"""
    document = scenario.document
    marks = {} if document is None else document.values
    return document is None or any(
        document.lateness(mark) > 1 for place, mark in marks.items() if place[: len(path)] == path
    )


def is_changed(scenario: Scenario, path: Path) -> bool:
    """Is something at or below a path said by a variant or a command, and not by the file that extends none?"""
    document = scenario.document
    root = None if document is None else document.root
    return (
        document is not None
        and root is not None
        and any(mark.file != root.file for at, mark in document.values.items() if at[: len(path)] == path)
    )


def is_new(scenario: Scenario, path: Path) -> bool:
    """Is a whole section not of the file that extends none?"""
    document = scenario.document
    root = None if document is None else document.root
    mark = None if document is None else document.values.get(path)
    return root is None or mark is None or mark.file != root.file


def wrote_start(scenario: Scenario, path: Path, said: dict[Any, Any]) -> bool:
    """Did who wrote a schedule's steps write its `start` too? What a base says stands where the first step does."""
    marks = {} if scenario.document is None else scenario.document.values
    days = [marks.get((*path, day)) for day in said if day != START]
    return START not in said or marks.get((*path, START)) not in days
