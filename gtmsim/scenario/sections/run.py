"""The run: the experiment, not the business."""

import datetime
from typing import Annotated, Literal

from gtmsim.scenario.language.param import Section, choice, param, words
from gtmsim.scenario.sections.before import Before


class Headcount(Section):
    """The people of day 0, who know their work; by default as many as the plan says of that day."""

    sdr: Annotated[int | None, param("count", "SDRs found on day 0", ge=0, le=2000, usual=(1, 400))] = None
    ae: Annotated[int | None, param("count", "AEs found on day 0", ge=0, le=2000, usual=(1, 400))] = None
    csm: Annotated[int | None, param("count", "CSMs found on day 0", ge=0, le=2000, usual=(1, 400))] = None


class Initial(Section):
    """The firm on day 0, which no plan moves."""

    customers: dict[
        str,
        Annotated[
            int,
            param(
                "count",
                "customers of the segment, age and phase drawn from equilibrium",
                ge=0,
                le=1_000_000,
                usual=(1, 100_000),
            ),
        ],
    ] = {}
    pipeline: dict[
        str,
        Annotated[
            int,
            param(
                "count",
                "open deals of the segment, stage drawn from equilibrium",
                ge=0,
                le=1_000_000,
                usual=(1, 20_000),
            ),
        ],
    ] = {}
    spend: dict[
        str,
        Annotated[
            float, param("money/month", "spend before the start, for what it carries over", ge=0, usual=(50, 1_000_000))
        ],
    ] = {}
    content: dict[
        str,
        Annotated[
            float, param("1", "assets of the kind, published evenly over two years", ge=0, le=1e6, usual=(0.5, 5_000))
        ],
    ] = {}
    brand: Annotated[
        float | None,
        param(
            "1",
            "goodwill on day 0; none: what is typical, 1, or 0 where the firm is empty",
            ge=0,
            le=100,
            usual=(0.02, 10),
        ),
    ] = None
    brand_spend: Annotated[
        float,
        param("money/month", "brand spend before the start, for what is still to show", ge=0, usual=(100, 5_000_000)),
    ] = 0.0
    cash: Annotated[float | None, param("money", "cash on day 0", ge=-1e12, le=1e12, usual=(1_000, 1_000_000_000))] = (
        None
    )
    terms: dict[
        str,
        Annotated[
            int,
            param("month", "length of the contracts that the segment's customers are on", ge=1, le=36, usual=(1, 36)),
        ],
    ] = {}
    price: Annotated[
        float | None,
        param(
            "share",
            "price of customers and open deals relative to list; none: the plan's of day 0",
            gt=0,
            le=10,
            usual=(0.5, 2),
        ),
    ] = None
    headcount: Headcount = Headcount()
    plan: Before = Before()


class Run(Section):
    """How long we look, how often, and from where."""

    start: Annotated[
        datetime.date,
        param("date", "first day, the first of a month", usual=(datetime.date(2000, 1, 1), datetime.date(2060, 1, 1))),
    ]
    months: Annotated[
        int, param("count", "calendar months until the horizon", counts="month", ge=1, le=120, usual=(2, 60))
    ]
    replications: Annotated[int, param("count", "independent repetitions", ge=1, le=100_000, usual=(1, 100_000))] = 100
    seed: Annotated[int, param("count", "seed of the luck", ge=0, le=10**18 - 1, usual=(0, 10**18 - 1))] = 1
    initial: Annotated[Literal["empty"] | Initial, words("the firm on day 0, or the word empty")]
    run_off: Annotated[bool, words("follow the customers to extinction after the horizon")] = True
    discount_rate: Annotated[
        float, param("share", "yearly discount rate of customers' value", per="year", ge=0, le=1, usual=(0.01, 0.4))
    ] = 0.1
    primary_metric: Annotated[str, words("the metric that decides between scenarios")] = "arr_end"
    minimum_effect: Annotated[
        float | None,
        param("1", "smallest difference of the primary metric that matters, in its unit", gt=0, usual=(1e-6, 1e9)),
    ] = None
    engine: Annotated[str, choice("which engine tells the lives", "auto", "reference", "compiled")] = "auto"
