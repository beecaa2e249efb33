"""The website: what it makes of visits."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.website.rules import Site, captured
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING, Schedule
from gtmsim.scenario.language.param import Section, lever, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.found import Lever, initial_of, on_day_0, steady
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.sections.plan import Plan
    from gtmsim.scenario.sections.schema import Scenario

SEEN = "assumption; three cases are what buyers look for"


class WebsiteEffects(Section):
    """What a website makes of visits. Off when absent."""

    min_capture_rate: Annotated[
        float, param("share", "share of the leads that the worst site still captures", usual=(0.005, 1))
    ] = 0.3
    capture_without_cases: Annotated[
        float, param("share", "share of the rest that a site without any case captures", usual=(0.005, 1))
    ] = 0.6
    target_cases: Annotated[
        float, param("1", "cases that visitors look for", gt=0, le=1e6, source=SEEN, usual=(0.5, 100))
    ] = 3.0


class Website(Section):
    """Our website."""

    quality: Annotated[Schedule, lever("share", "quality of the site", ge=0, le=1, usual=(0.02, 1))]
    case_studies: Annotated[Schedule, lever("1", "case studies on the site", ge=0, le=1e6, usual=(0, 300))] = NOTHING
    cost: Annotated[Schedule, lever("money/month", "cost of the site", ge=0, usual=(20, 200_000))] = NOTHING


class WebsiteBefore(Section):
    """The website as it was."""

    quality: Annotated[float | None, param("share", "quality of the site until day 0", ge=0, le=1, usual=(0.05, 1))] = (
        None
    )
    case_studies: Annotated[
        float | None, param("1", "case studies on the site until day 0", ge=0, le=1e6, usual=(0.5, 1_000))
    ] = None


MARKET = {
    "website": Entry(WebsiteEffects | None, None),
}

PLAN = {
    "website": Entry(Website | None, None, before="policies"),
}

BEFORE = {
    "website": Entry(WebsiteBefore, WebsiteBefore(), before="policies"),
}


def captured_shares(at: Resolving) -> tuple[float, ...]:
    """Share of visits that the website turns into leads on each day."""
    market: WebsiteEffects | None = at.market.website
    ours: Website | None = at.plan.website
    if market is None or ours is None:
        return ()
    site = Site(market.min_capture_rate, market.capture_without_cases, market.target_cases)
    by_day = zip(at.daily(ours.quality), at.daily(ours.case_studies), strict=True)
    return tuple(captured(site, quality, cases) for quality, cases in by_day)


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """The website of the market and that of the plan belong together, and a channel leads there."""
    market, ours = scenario.market.website, scenario.plan.website
    if market is not None and ours is None:
        got, hint = "nothing says how good our website is", "add `plan.website`"
        yield Problem("E_MISSING", got, hint, path=("market", "website"))
    if ours is not None and market is None:
        got, hint = "nothing says what a website makes of visits", "add `market.website`"
        yield Problem("E_MISSING", got, hint, path=("plan", "website"))
    if (
        ours is not None
        and market is not None
        and not any(each.via_website for each in scenario.market.channels.values())
    ):
        yield Problem(
            "W_UNUSED", "no channel leads to the website", "say `via_website: true` there", path=("plan", "website")
        )


def plan_before(scenario: "Scenario") -> dict[str, Any]:
    """The website as it was until day 0."""
    ours: Website | None = scenario.plan.website
    said: WebsiteBefore = initial_of(scenario).plan.website
    if ours is None:
        return {"website": None}
    quality = on_day_0(ours.quality, scenario.run.start) if said.quality is None else said.quality
    cases = on_day_0(ours.case_studies, scenario.run.start) if said.case_studies is None else said.case_studies
    return {"website": Website(quality=steady(quality), case_studies=steady(cases))}


def seen_on_day_0(plan: "Plan", scenario: "Scenario") -> Iterator[Lever]:
    """What the site was."""
    ours: Website | None = plan.website
    if ours is not None:
        for name, lever in (("quality", ours.quality), ("case_studies", ours.case_studies)):
            yield ("plan", "website", name), on_day_0(lever, scenario.run.start), ("website", name)
