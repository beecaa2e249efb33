"""Segments of customers: what they pay and how long they stay."""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

import pydantic

from gtmsim.mechanisms.committee.section import committee_inputs
from gtmsim.mechanisms.subscription.rules import Retention, SegmentInputs, expected_terms, over_term
from gtmsim.rules.chance import Table
from gtmsim.rules.maths import exp
from gtmsim.rules.rule import Floats
from gtmsim.scenario.language.declare import custom_error
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.laws import NOW
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import AmountSaid, LawSaid, Schedule, Section, amount, law, lever, param, words
from gtmsim.scenario.language.quantity import QuantityError
from gtmsim.scenario.language.spelling import roughly
from gtmsim.scenario.resolved.found import Lever, initial_of
from gtmsim.scenario.resolved.laws import law_inputs
from gtmsim.scenario.resolved.resolving import Resolving
from gtmsim.scenario.resolved.tables import beta_table, length_biased

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.plan import Plan
    from gtmsim.scenario.sections.schema import Scenario

VALUE = "contract_value"


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
        ),
    ]
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
        param("share", "chance to expand at the end of a contract year", per="year", ge=0, le=1, usual=(0.005, 0.9)),
    ] = 0.0
    expansion_size: Annotated[float, param("share", "MRR added by an expansion", ge=0, le=5, usual=(0.005, 1.5))] = 0.2
    contraction: Annotated[
        float,
        param("share", "chance to contract at the end of a contract year", per="year", ge=0, le=1, usual=(0.002, 0.5)),
    ] = 0.0
    contraction_size: Annotated[float, param("share", "MRR lost by a contraction", ge=0, lt=1, usual=(0.005, 0.8))] = (
        0.2
    )

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
            Schedule, lever("share", "price rise per contract year", per="year", ge=0, le=1, usual=(0.002, 0.25))
        ],
        NOTHING,
        before="evidence",
    ),
    "terms": Entry(
        dict[str, Annotated[int, param("month", "length of the segment's contracts", ge=1, le=36, usual=(1, 36))]],
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
                param(
                    "month", "length of the contracts that the segment's customers are on", ge=1, le=36, usual=(1, 36)
                ),
            ],
        ],
        {},
        before="price",
    ),
}

OLDEST = 240  # months: no customer found on day 0 is older than 20 years
YEAR = 12  # months of a contract where nothing is said


def segment_inputs(at: Resolving, name: str) -> SegmentInputs:
    """One segment under the scenario's plan."""
    said: Segment = at.market.segments[name]
    found_term = found_terms(at.scenario)[name]
    failure = said.closure_rate / 365.25
    propensity, found = _propensities(said.churn, said.churn_heterogeneity, said.closure_rate, found_term)
    return SegmentInputs(
        name,
        said.contract_value * 100.0,
        said.value_sigma,
        at.once(committee_inputs)[said.committee],
        said.effort,
        propensity,
        found,
        failure,
        Retention(
            said.slow_onboarding_churn,
            said.price_sensitivity,
            said.expansion,
            said.expansion_size,
            said.contraction,
            said.contraction_size,
        ),
        said.csm_hours,
        law_inputs(said.onboarding),
        at.plan.terms.get(name, YEAR),
        at.initial.customers.get(name, 0),
        at.initial.pipeline.get(name, 0),
        found_term,
    )


@lru_cache(maxsize=64)
def _propensities(churn: float, spread: float, failure: float, term: int) -> tuple[Table, Table]:
    """Laws of the chance to churn of new customers and of those found alive, who are met in proportion to their stay.

    Kept, since scenarios that are compared mostly share them.
    """
    new = _propensity(churn, spread)
    closed = exp(-failure * term / YEAR)
    most = max(1, OLDEST // term)
    found = length_biased(new, lambda p: expected_terms((1.0 - over_term(p, term)) * closed, most))
    return _plain(new), _plain(found)


def _propensity(mean: float, spread: float) -> Table:
    """Law of the chance to churn: a Beta with this mean and 1/(a+b+1), or a constant."""
    if spread == 0.0 or mean in (0.0, 1.0):
        return Table((0.0, 1.0), (mean, mean))
    both = 1.0 / spread - 1.0
    return beta_table(mean * both, (1.0 - mean) * both)


def _plain(table: Table) -> Table:
    """The same table in plain tuples, which the reference engine reads faster than arrays."""
    return Table(_tuple(table.cumulative), _tuple(table.value))


def _tuple(column: Floats) -> Floats:
    return tuple(float(column[i]) for i in range(len(column)))


def found_terms(scenario: "Scenario") -> dict[str, int]:
    """Length of the contracts on which day 0 finds the customers of each segment [month]."""
    said, plan = initial_of(scenario).terms, scenario.plan.terms
    return {name: said.get(name, plan.get(name, YEAR)) for name in scenario.market.segments}


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
    for name in sorted(scenario.market.segments):
        yield ("terms", name), plan.terms.get(name, YEAR), ("terms", name)
