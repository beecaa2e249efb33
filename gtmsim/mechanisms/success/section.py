"""What is lost where customer success managers have no time."""

from typing import Annotated, Any

from gtmsim.mechanisms.success.rules import SuccessInputs
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.resolved.resolving import Resolving


class CoverageEffects(Section):
    """What is lost where customer success managers have no time. Off when absent."""

    churn: Annotated[float, param("1", "logit of churn without any coverage", ge=0, le=20, usual=(0, 5))] = 0.0
    expansion: Annotated[float, param("1", "logit of expansion lost without coverage", ge=0, le=20, usual=(0, 5))] = 0.0
    contraction: Annotated[float, param("1", "logit of contraction without coverage", ge=0, le=20, usual=(0, 5))] = 0.0
    win_back: Annotated[float, param("1", "logit of win-back lost without coverage", ge=0, le=20, usual=(0, 5))] = 0.0
    onboarding: Annotated[
        float, param("1", "share by which onboarding takes longer without coverage", ge=0, le=20, usual=(0, 5))
    ] = 0.0
    referrals: Annotated[
        float, param("share", "share of referrals lost without coverage", ge=0, le=1, usual=(0.005, 1))
    ] = 0.0


MARKET = {
    "coverage_effects": Entry(CoverageEffects | None, None, before="content"),
}

NO_SUCCESS = SuccessInputs(0.0, 0.0, 0.0, 0.0, 0.0)


def resolved(at: Resolving) -> dict[str, Any]:
    """What missing coverage does."""
    said: CoverageEffects | None = at.market.coverage_effects
    if said is None:
        return {"success": NO_SUCCESS}
    return {"success": SuccessInputs(said.churn, said.expansion, said.contraction, said.win_back, said.onboarding)}
