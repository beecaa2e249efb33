"""How often customers move to a higher plan, and what that adds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.upgrades.rules import UpgradeInputs
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.sections.schema import Scenario


class Upgrades(Section):
    """Moves of a segment's customers to a higher plan (edition). Off when absent."""

    rate: Annotated[
        float,
        param(
            "share",
            "chance to move to a higher plan in a contract year, of who buys no more or less at that time",
            per="year",
            source="assumption",
            usual=(0.005, 0.4),
        ),
    ]
    size: Annotated[
        float, param("share", "MRR added by the higher plan", gt=0, le=5, source="assumption", usual=(0.05, 2))
    ] = 0.5


MARKET = {
    "upgrades": Entry(dict[str, Upgrades], {}, before="content"),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """What each segment does; nothing where none does."""
    said: dict[str, Upgrades] = at.market.upgrades
    if not said:
        return {"upgrades": ()}
    return {"upgrades": tuple(_inputs(said.get(name)) for name in at.segments)}


def _inputs(said: Upgrades | None) -> UpgradeInputs:
    return UpgradeInputs(0.0, 0.0) if said is None else UpgradeInputs(said.rate, said.size)


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """Upgrades that nobody makes."""
    for name, said in scenario.market.upgrades.items():
        if said.rate == 0.0:
            path = ("market", "upgrades", name)
            yield Problem("W_UNUSED", "nobody moves to a higher plan: `rate` is 0", "say a `rate`", path=path)
