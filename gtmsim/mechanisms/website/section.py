"""The website: what it makes of visits."""

from typing import Annotated

from gtmsim.mechanisms.website.rules import Site, captured
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING, Schedule
from gtmsim.scenario.language.param import Section, lever, param
from gtmsim.scenario.resolved.resolving import Resolving

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
