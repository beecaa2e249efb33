"""Segments of customers: what they pay and how long they stay."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

import pydantic

from gtmsim.mechanisms.contracts.found import FoundTerm
from gtmsim.mechanisms.contracts.terms import LONGEST, checked_terms, months_of
from gtmsim.mechanisms.subscription.inputs import ANY_TIME, NEXT_BILL, YEAR, found_terms, segment_inputs
from gtmsim.scenario.language.composites import CHURN, CONTRACT_VALUE, StandsFor
from gtmsim.scenario.language.declare import custom_error
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.laws import NOW
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import (
    AmountSaid,
    LawSaid,
    Schedule,
    Section,
    amount,
    choice,
    law,
    lever,
    param,
    words,
)
from gtmsim.scenario.language.quantity import QuantityError
from gtmsim.scenario.language.spelling import roughly
from gtmsim.scenario.resolved.found import Lever, initial_of
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.plan import Plan
    from gtmsim.scenario.sections.schema import Scenario

VALUE = "contract_value"
AT_RENEWAL = "at_renewal"
NONE = "none"


PROFITWELL = (
    "ProfitWell 2016, 941 firms: 9 % a month without annual contracts, 3 % where most are; OpenView 2022: no less"
)


class Segment(Section):
    """A kind of customer: what it pays, how it decides, how long it stays."""

    said_in: ClassVar[dict[str, str]] = {"value_sigma": "contract_value"}
    contract_value: Annotated[
        float,
        amount(
            "money/year",
            "contract value at list price: a number is the median, `{mean: 38k, cv: 0.6}` says the mean",
            gt=0,
            usual=(100, 5_000_000),
            stands_for=StandsFor(CONTRACT_VALUE),
        ),
    ]
    value_sigma: Annotated[float, param("1", "lognormal spread of the contract value", ge=0, le=3, usual=(0, 1.5))] = (
        0.0
    )
    committee: Annotated[str, words("template of its buying committee")]
    effort: Annotated[
        float, param("1", "sales hours as a multiple of the stages' hours", gt=0, le=100, usual=(0.1, 10))
    ] = 1.0
    churn: Annotated[
        float,
        param(
            "share",
            "mean chance to leave at the end of a contract year, fully covered",
            per="year",
            ge=0,
            le=1,
            reported="SaaS Capital 2023: GRR 90-93 %",
            usual=(0.005, 0.6),
            stands_for=StandsFor(CHURN),
        ),
    ]
    churn_by_term: dict[
        str,
        Annotated[
            float,
            param(
                "share",
                "the same of customers on contracts of this length; a length between two has that of the shorter",
                per="year",
                ge=0,
                le=1,
                reported=PROFITWELL,
                usual=(0.005, 0.7),
                stands_for=StandsFor(CHURN),
            ),
        ],
    ] = {}
    churn_heterogeneity: Annotated[
        float,
        param(
            "share",
            "how unlike the customers are: 0 all alike; 1/(a+b+1) of their Beta",
            ge=0,
            le=0.95,
            usual=(0.005, 0.6),
        ),
    ] = 0.0
    closure_rate: Annotated[
        float, param("1/year", "hazard that the customer's firm closes", ge=0, le=2, usual=(0.0005, 0.3))
    ] = 0.0
    slow_onboarding_churn: Annotated[
        float, param("1", "logit of churn when onboarding took the whole term", ge=0, le=20, usual=(0, 5))
    ] = 0.0
    price_sensitivity: Annotated[
        float, param("1", "logit of churn for a price uplift of 100 %", ge=0, le=100, usual=(0, 12))
    ] = 1.5
    csm_hours: Annotated[
        float, param("hour", "CSM hours a customer needs each month", per="month", ge=0, le=500, usual=(0.02, 60))
    ] = 0.0
    onboarding: Annotated[LawSaid, law("day", "time from signature to value with full coverage", usual=(0.1, 400))] = (
        NOW
    )
    expansion: Annotated[
        float,
        param(
            "share",
            "chance to expand in a contract year: at its end, where `expansion_timing` says nothing else",
            per="year",
            ge=0,
            le=1,
            usual=(0.005, 0.9),
        ),
    ] = 0.0
    expansion_size: Annotated[float, param("share", "MRR added by an expansion", ge=0, le=5, usual=(0.005, 1.5))] = 0.2
    expansion_timing: Annotated[
        str,
        choice(
            "when customers expand: at the end of a contract year, or on any day within it, billed from then on",
            AT_RENEWAL,
            ANY_TIME,
        ),
    ] = AT_RENEWAL
    contraction: Annotated[
        float,
        param("share", "chance to contract at the end of a contract year", per="year", ge=0, le=1, usual=(0.002, 0.5)),
    ] = 0.0
    contraction_size: Annotated[float, param("share", "MRR lost by a contraction", ge=0, lt=1, usual=(0.005, 0.8))] = (
        0.2
    )

    contraction_timing: Annotated[
        str,
        choice(
            "when customers contract: at the end of a contract year, or by a day within it, as their bills allow",
            AT_RENEWAL,
            ANY_TIME,
        ),
    ] = AT_RENEWAL
    contraction_credit: Annotated[
        str,
        choice(
            "what a contraction at any time has of the bill in force: nothing, so that the next bill is the first "
            "that is lower, or the rest of it, which is taken off the next bill",
            NONE,
            NEXT_BILL,
        ),
    ] = NONE

    @pydantic.model_validator(mode="after")
    def _settle(self) -> Self:
        """A contract value said by mean or median becomes its median and its spread."""
        said: Any = self.contract_value
        if isinstance(said, AmountSaid):
            if said.sigma is not None and "value_sigma" in self.model_fields_set:
                hint = "say the spread once: here, or in `contract_value`"
                fault = QuantityError("E_CONFLICT", "`contract_value` says its spread already", hint, ("value_sigma",))
                raise custom_error([fault])
            spread = self.value_sigma if said.sigma is None else said.sigma
            self.__dict__.update(contract_value=said.median(spread), value_sigma=spread)
        faults = list(checked_terms(self.churn_by_term, "churn_by_term"))
        yearly = next((term for term in self.churn_by_term if not faults and months_of(term) == YEAR), None)
        if yearly is not None and self.churn_by_term[yearly] != self.churn:
            hint = "leave it out here, or say the same"
            faults.append(
                QuantityError("E_CONFLICT", "`churn` says it of annual contracts", hint, ("churn_by_term", yearly))
            )
        if faults:
            raise custom_error(faults)
        return self

    @property
    def mean_value(self) -> float:
        """Mean contract value at list price [currency a year]."""
        return self.contract_value * math.exp(0.5 * self.value_sigma * self.value_sigma)

    def told(self, name: str) -> str:
        """The contract value by its median and its mean."""
        return f"median {roughly(self.contract_value)}, mean {roughly(self.mean_value)}" if name == VALUE else ""


MARKET = {
    "segments": Entry(dict[str, Segment], before="committees"),
}

PLAN = {
    "renewal_price_increase": Entry(
        Annotated[
            Schedule,
            lever(
                "share",
                "price rise per contract year",
                per="year",
                ge=0,
                le=1,
                usual=(0.002, 0.25),
                steps=("+2 points", "-2 points"),
            ),
        ],
        NOTHING,
        before="evidence",
    ),
    "terms": Entry(
        dict[
            str,
            Annotated[
                int,
                param(
                    "month",
                    "length of the segment's contracts",
                    ge=1,
                    le=LONGEST,
                    usual=(1, LONGEST),
                    steps=("1 month", "12 months", "24 months"),
                ),
            ],
        ],
        {},
        before="evidence",
    ),
}

INITIAL = {
    "customers": Entry(
        dict[
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
        ],
        {},
        before="pipeline",
    ),
    "terms": Entry(
        dict[
            str,
            Annotated[
                int,
                FoundTerm(
                    "month",
                    "length of the contracts that the segment's customers are on",
                    ge=1,
                    le=LONGEST,
                    usual=(1, LONGEST),
                ),
            ],
        ],
        {},
        before="price",
    ),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """The segments, and the rise of prices at renewal."""
    segments = tuple(segment_inputs(at, name) for name in at.segments)
    return {"segments": segments, "uplift": at.daily(at.plan.renewal_price_increase)}


def plan_before(scenario: "Scenario") -> dict[str, Any]:
    """The contracts that customers were on until day 0."""
    return {"terms": found_terms(scenario)}


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """The same rise of prices on every day before day 0."""
    return {"uplift": base.uplift[:1] * days}


def seen_on_day_0(plan: "Plan", scenario: "Scenario") -> Iterator[Lever]:
    """The contracts that customers are on."""
    for name in sorted({*scenario.market.segments} - {*initial_of(scenario).term_mix}):
        yield ("terms", name), plan.terms.get(name, YEAR), ("terms", name)
