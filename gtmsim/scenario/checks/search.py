"""What a search must satisfy: its levers are parameters of the plan, and their values are said."""

import datetime
from collections.abc import Iterator

from gtmsim.scenario.language.param import values
from gtmsim.scenario.language.problems import Problem, dotted, nearest
from gtmsim.scenario.language.walk import field_at
from gtmsim.scenario.sections.schema import Scenario

SHOWN = 3  # of the names that a hint lists
DECIDED = "plan"  # the section of what a firm decides
SAID = "PATH=0..60k, a range, PATH=0,8k..60k:2k, nothing or at least 8k by steps of 2k, or PATH=A,B, values one by one"


def search_problems(scenario: Scenario) -> Iterator[Problem]:
    """Errors of a search, as far as they can be told without its values."""
    if scenario.search is None:
        return
    for place, said in enumerate(scenario.search.levers):
        path = ("search", "levers", place)
        fault = lever_fault(scenario, said)
        if fault is not None:
            code, what, hint = fault
            yield Problem(code, what, hint, path=path)
    if scenario.search.objective == "chance" and not scenario.run.target:
        hint = "say `run.target`, as `arr_end: 9M`"
        yield Problem("E_MISSING", "the chance of what? There is no target", hint, path=("search", "objective"))


def lever_fault(scenario: Scenario, said: str) -> tuple[str, str, str] | None:
    """Code, what is wrong with a lever's path, and what to write."""
    path, equals, wanted = (part.strip() for part in said.partition("="))
    if not (path and equals and wanted):
        return "E_VALUE", f"`{said}` says no values", f"write {SAID}"
    if path.split(".")[0] != DECIDED:
        what = f"{path} is nothing that the firm decides: levers lie below `{DECIDED}`"
        return "E_VALUE", what, "`gtmsim sweep` moves any parameter"
    whole, _ = dated(path)
    field = field_at(type(scenario), tuple(whole.split(".")))
    if field is not None and field.declaration is not None:
        return None
    known = [dotted((DECIDED, *at)) for at, _, _ in values(scenario.plan)]
    if field is not None:
        below = [f"`{name}`" for name in known if name.startswith(f"{whole}.")][:SHOWN]
        return "E_VALUE", f"{whole} is a section with parameters below it", f"such as {', '.join(below)}"
    return "E_UNKNOWN", f"{whole} is no parameter", nearest(whole, known)


def dated(path: str) -> tuple[str, str | None]:
    """A path without the day from which its value is to hold, and that day."""
    whole, _, last = path.rpartition(".")
    try:
        return whole, datetime.date.fromisoformat(last).isoformat()
    except ValueError:
        return path, None
