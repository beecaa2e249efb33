"""Posts that advertise on platforms of others."""

from typing import Annotated

from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Schedule, Section, lever, param


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
                Schedule, lever("share", "share of the channel's posts that advertise", ge=0, le=1, usual=(0.005, 1))
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
