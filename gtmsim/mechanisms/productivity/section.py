"""How unlike people of a team are at their work."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.language.problems import Problem

if TYPE_CHECKING:
    from gtmsim.scenario.sections.market import Market
    from gtmsim.scenario.sections.schema import Scenario

TEAMS = ("sdr", "ae", "csm")
MEANING = "standard deviation of the logarithm of {}' productivity, whose mean is 1"
SALES = "Ebsta 2024: 17 % of sellers bring 81 % of revenue, which is a spread of 1.8, luck and territories included"


class ProductivitySpread(Section):
    """How unlike the people of a team are at their work. Off when absent."""

    sdr: Annotated[float, param("1", MEANING.format("SDRs"), ge=0, le=3, usual=(0.1, 1))] = 0.0
    ae: Annotated[float, param("1", MEANING.format("AEs"), ge=0, le=3, reported=SALES, usual=(0.1, 1.9))] = 0.0
    csm: Annotated[float, param("1", MEANING.format("CSMs"), ge=0, le=3, usual=(0.1, 1))] = 0.0


MARKET = {
    "productivity_spread": Entry(ProductivitySpread | None, None),
}


def spread_of(market: "Market", name: str) -> float:
    """The spread of a team; 0 where all are alike."""
    said: ProductivitySpread | None = market.productivity_spread
    return 0.0 if said is None else float(getattr(said, name))


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What would have no effect."""
    said: ProductivitySpread | None = scenario.market.productivity_spread
    for name in TEAMS:
        if spread_of(scenario.market, name) > 0.0 and getattr(scenario.plan.teams, name) is None:
            got, hint = f"there is no {name} team", f"leave it out, or add `plan.teams.{name}`"
            yield Problem("W_UNUSED", got, hint, path=("market", "productivity_spread", name))
    if said is not None and not any(getattr(said, name) for name in TEAMS):
        got, hint = "people are all alike: every spread is 0", "say `ae`, `sdr` or `csm`, or leave the section out"
        yield Problem("W_UNUSED", got, hint, path=("market", "productivity_spread"))
