"""What is offered for signing before a period ends, and how buyers take it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.quarter_end import rules
from gtmsim.mechanisms.quota.section import MONTHS
from gtmsim.rules.calendar import NEVER, microseconds
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, choice, param, words
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

SHORTEST = {"month": 28, "quarter": 89, "year": 365}  # days
QUARTER = "quarter"
LARKIN = (
    "Larkin 2014, one vendor of enterprise software: lower prices in quarters in which an accelerating commission pays "
    "its sellers for closing cost it 6 to 8 % of revenue"
)


class QuarterEnd(Section):
    """A push before each period ends: a further discount for whoever signs by then. Off when absent."""

    discount: Annotated[
        float,
        param(
            "share",
            "further share of the price that is taken off for signing before the period ends",
            ge=0,
            lt=1,
            reported=LARKIN,
            usual=(0.01, 0.4),
        ),
    ]
    last_days: Annotated[
        float,
        param("day", "time before a period's end in which deals are offered it", gt=0, le=365, usual=(1, 35)),
    ] = 14.0
    period: Annotated[
        str | None, choice("what ends; none: the period of `plan.quota`, or else a quarter of the run", *MONTHS)
    ] = None
    only_below_quota: Annotated[
        bool, words("is it offered by sellers alone who have not yet won their quota of the period?")
    ] = False


class Deadlines(Section):
    """How buyers take a deadline of ours."""

    pull_forward: Annotated[
        float,
        param(
            "share",
            "share of deals before the committee that decide before the period ends where nothing is offered for it",
            usual=(0.01, 0.6),
        ),
    ] = 0.1
    discount_sensitivity: Annotated[
        float, param("1", "logit of deciding so soon for a discount of 100 %", ge=0, le=100, usual=(0, 30))
    ] = 10.0
    reach: Annotated[
        float | None,
        param(
            "day",
            "how long after a period's end a decision may be due that is pulled forward; none: any",
            gt=0,
            le=3650,
            usual=(5, 200),
        ),
    ] = 60.0


MARKET = {
    "quarter_end": Entry(Deadlines, Deadlines()),
}

PLAN = {
    "quarter_end": Entry(QuarterEnd | None, None, before="referral_reward"),
}


def period_of(scenario: "Scenario") -> str:
    """The period before whose end deals are pressed."""
    said: QuarterEnd = scenario.plan.quarter_end
    quota = scenario.plan.quota
    return said.period or (QUARTER if quota is None else str(quota.period))


def resolved(at: Resolving) -> dict[str, Any]:
    """What is offered, and the chance that it moves a decision."""
    said: QuarterEnd | None = at.plan.quarter_end
    if said is None:
        return {"quarter_end": None}
    takes: Deadlines = at.market.quarter_end
    chance = rules.pull_forward_chance(takes.pull_forward, takes.discount_sensitivity, said.discount)
    return {
        "quarter_end": rules.QuarterEnd(
            MONTHS[period_of(at.scenario)],
            microseconds(said.last_days),
            said.discount,
            said.only_below_quota,
            chance,
            NEVER if takes.reach is None else microseconds(takes.reach),
        )
    }


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What reaches over more than a period, and what would have no effect."""
    said: QuarterEnd | None = scenario.plan.quarter_end
    if said is None:
        return
    path, period = ("plan", "quarter_end"), period_of(scenario)
    if said.last_days >= SHORTEST[period]:
        got = f"a {period} may have {SHORTEST[period]} days, so that each deal would be pressed at once"
        yield Problem("E_RANGE", got, f"make it less than {SHORTEST[period]} days", path=(*path, "last_days"))
    if said.only_below_quota and (scenario.plan.quota is None or scenario.plan.teams.ae is None):
        hint = "say `plan.quota`, or leave it out"
        yield Problem("W_UNUSED", "nobody has a quota", hint, path=(*path, "only_below_quota"))
    months = MONTHS[period]
    if scenario.run.months < months:
        got = f"the run is over before a {period} ends"
        yield Problem("W_UNUSED", got, "make the run longer, or leave it out", path=path)


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """A deal that is before a committee on day 0 is pressed when the first period is about to end."""
    return {"quarter_end": inputs.quarter_end}
