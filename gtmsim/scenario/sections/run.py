"""The run: the experiment, not the business."""

import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from gtmsim.scenario.language.param import Section, choice, param, words
from gtmsim.scenario.language.targets import TargetSaid, to_reach
from gtmsim.scenario.sections.before import Before
from gtmsim.scenario.sections.composed import composed


class GeneralInitial(Section):
    """The firm on day 0, which no plan moves."""

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
    plan: Before = Before()


if TYPE_CHECKING:

    class Initial(GeneralInitial):
        """What mechanisms add is only known when it is put together."""

        def __init__(self, **said: Any) -> None: ...

        def __getattr__(self, name: str) -> Any: ...
else:
    Initial = composed("Initial", GeneralInitial, "INITIAL")


class Correlation(Section):
    """Two numbers with a range, of which it is known how they go together."""

    first: Annotated[str, words("path of a number with a range, as market.segments.small.churn")]
    second: Annotated[str, words("path of the number that goes with it")]
    rank_correlation: Annotated[
        float,
        param("1", "Spearman's rank correlation: 1 if both always rise together", ge=-1, le=1, usual=(-1, 1)),
    ]


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
    target: dict[
        str, Annotated[TargetSaid, to_reach("what a metric is to reach, at the end of the run or by the days named")]
    ] = {}
    correlations: dict[str, Correlation] = {}
    engine: Annotated[str, choice("which engine tells the lives", "auto", "reference", "compiled")] = "auto"
