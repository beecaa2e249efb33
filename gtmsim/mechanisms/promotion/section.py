"""Posts that advertise on platforms of others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.promotion.rules import advertised, ban_chance
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import LIST, NOTHING
from gtmsim.scenario.language.param import Schedule, Section, lever, param
from gtmsim.scenario.resolved.dates import YEAR_DAYS
from gtmsim.scenario.resolved.found import Lever, initial_of, on_day_0, steady
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.sections.plan import Plan
    from gtmsim.scenario.sections.schema import Scenario


class Promotion(Section):
    """Promotion on a platform of others: posts that advertise bring leads, and too many get the account banned."""

    max_lift: Annotated[
        float,
        param(
            "1", "how many times more leads it brings where every post advertises, less 1", ge=0, le=100, usual=(0, 10)
        ),
    ] = 1.0
    ban_rate: Annotated[
        float,
        param(
            "1/year",
            "hazard of a ban where just as many posts advertise as the platform bears",
            ge=0,
            le=365,
            usual=(0.005, 12),
        ),
    ] = 0.2
    promo_limit: Annotated[
        float, param("share", "share of posts that advertise which the platform bears", usual=(0.005, 1))
    ] = 0.3
    steepness: Annotated[
        float,
        param("1", "growth of the logarithm of the hazard from no post to every post", ge=0, le=50, usual=(0, 20)),
    ] = 8.0
    ban_duration: Annotated[
        float,
        param(
            "day", "time in which a banned account reaches nobody and its spend is lost", ge=1, le=3650, usual=(1, 730)
        ),
    ] = 60.0


PLAN = {
    "promo_share": Entry(
        dict[
            str,
            Annotated[
                Schedule,
                lever(
                    "share",
                    "share of the channel's posts that advertise",
                    ge=0,
                    le=1,
                    usual=(0.005, 1),
                    steps=("+10 points", "-10 points"),
                ),
            ],
        ],
        {},
        before="price",
    ),
    "contact_capture_rate": Entry(
        dict[
            str,
            Annotated[
                Schedule,
                lever(
                    "share",
                    "share of those who would leave their contact that find a way to: page, form, message",
                    ge=0,
                    le=1,
                    usual=(0.005, 1),
                ),
            ],
        ],
        {},
        before="price",
    ),
}

BEFORE = {
    "promo_share": Entry(
        dict[
            str,
            Annotated[
                float,
                param("share", "share of the channel's posts that advertised until day 0", ge=0, le=1, usual=(0.01, 1)),
            ],
        ],
        {},
        before="policies",
    ),
    "contact_capture_rate": Entry(
        dict[
            str,
            Annotated[
                float,
                param(
                    "share",
                    "share of those who would leave their contact that found a way to until day 0",
                    ge=0,
                    le=1,
                    usual=(0.01, 1),
                ),
            ],
        ],
        {},
        before="policies",
    ),
}


def bans_of(at: Resolving, name: str) -> tuple[tuple[float, ...], int]:
    """Chance of a ban from a channel on each day, and the days that it takes."""
    said: Promotion | None = at.market.channels[name].promotion
    if said is None or said.ban_rate == 0.0:
        return (), 0
    hazard = said.ban_rate / YEAR_DAYS
    posts: Schedule | None = at.plan.promo_share.get(name)
    shares = (0.0,) * at.days if posts is None else at.daily(posts)
    return tuple(ban_chance(hazard, said.steepness, share - said.promo_limit) for share in shares), round(
        said.ban_duration
    )


def pull_of(at: Resolving, name: str) -> tuple[float, ...]:
    """What advertising posts and the way to us make of a channel's leads on each day; empty where none is said."""
    said: Promotion | None = at.market.channels[name].promotion
    ads, capture = at.plan.promo_share.get(name), at.plan.contact_capture_rate.get(name)
    found = (1.0,) * at.days
    if said is not None and ads is not None:
        found = tuple(advertised(said.max_lift, share) for share in at.daily(ads))
    if capture is not None:
        found = tuple(pulled * share for pulled, share in zip(found, at.daily(capture), strict=True))
    return found if ads is not None or capture is not None else ()


def plan_before(scenario: "Scenario") -> dict[str, Any]:
    """What advertised until day 0, and who found a way to us."""
    plan, said = scenario.plan, initial_of(scenario).plan
    return {
        name: {
            **{channel: steady(on_day_0(lever, scenario.run.start)) for channel, lever in getattr(plan, name).items()},
            **{channel: steady(share) for channel, share in getattr(said, name).items()},
        }
        for name in ("promo_share", "contact_capture_rate")
    }


def seen_on_day_0(plan: "Plan", scenario: "Scenario") -> Iterator[Lever]:
    """Posts that advertise, and the way to us."""
    start = scenario.run.start
    for name, channel in sorted(scenario.market.channels.items()):
        if channel.promotion is not None:
            share = on_day_0(plan.promo_share.get(name, NOTHING), start)
            yield ("plan", "promo_share", name), share, ("promo_share", name)
        share = on_day_0(plan.contact_capture_rate.get(name, LIST), start)
        yield ("plan", "contact_capture_rate", name), share, ("contact_capture_rate", name)


def without_channel(scenario: "Scenario") -> Iterator[tuple[str, str, Any]]:
    """Nobody finds a way to us through a channel that is off from day 0 on."""
    for name in scenario.market.channels:
        yield name, f"plan.contact_capture_rate.{name}", "0%"
