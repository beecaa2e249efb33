"""What differs between two scenarios, and so what kind of question their comparison answers."""

from typing import Literal, NamedTuple

from gtmsim.scenario.explain import compact
from gtmsim.scenario.language.problems import dotted
from gtmsim.scenario.language.walk import values
from gtmsim.scenario.resolved.day_zero import same_day_zero
from gtmsim.scenario.sections.schema import Scenario

Asked = Literal["identical", "decision", "stress", "both changed", "settings"]
# What is kept of the first file where a variant changes the plan: no difference while the firm of day 0 is the same.
UNTIL_DAY_0 = tuple(f"run.initial.{name}" for name in ("terms", "price", "headcount", "plan"))
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
    """Every parameter of market, plan and run that differs, in order of path."""
    said, here = _said(base), _said(other)
    alike = same_day_zero(base, other)
    return tuple(
        Change(path, said.get(path), here.get(path))
        for path in sorted({*said, *here})
        if said.get(path) != here.get(path) and path not in SAME_LUCK and not (alike and path.startswith(UNTIL_DAY_0))
    )


def _said(scenario: Scenario) -> dict[str, str | None]:
    found = {dotted(path): None if v is None else compact(d.write(v)) for path, d, v in values(scenario)}
    return {path: text for path, text in found.items() if path.startswith(("market.", "plan.", "run."))}


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
