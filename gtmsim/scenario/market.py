"""The market: what happens to us and is assumed, never chosen."""

from math import exp
from typing import Annotated, Any, ClassVar, Self

import pydantic

from gtmsim.scenario.accounts import Accounts, Need, People
from gtmsim.scenario.channels import Channel
from gtmsim.scenario.condition import Condition
from gtmsim.scenario.content import Content, Website
from gtmsim.scenario.declare import custom_error
from gtmsim.scenario.goodwill import Brand, Community
from gtmsim.scenario.laws import NOW
from gtmsim.scenario.param import AmountSaid, LawSaid, Section, amount, choice, label, law, param, words
from gtmsim.scenario.quantity import QuantityError
from gtmsim.scenario.spelling import roughly

VALUE = "contract_value"
NURTURED = "assumption; 30 % of accounts whose window opens, 5 % of the others"
TOUCH = "assumption; phone +0.4, face to face +0.9 beyond a message"
CEB = "CEB: 5.4 to 10.2 members, 2014-2018; purchase 81, 60, 31 % with 1, 3, 6 members"


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
            ge=0,
            le=1,
            reported="SaaS Capital 2023: GRR 90-93 %",
            usual=(0.005, 0.6),
        ),
    ]
    churn_spread: Annotated[
        float,
        param(
            "share",
            "how unlike the customers are: 0 all alike; 1/(a+b+1) of their Beta",
            ge=0,
            le=0.95,
            usual=(0.005, 0.6),
        ),
    ] = 0.0
    failure: Annotated[
        float, param("1/year", "hazard that the customer's firm closes", ge=0, le=2, usual=(0.0005, 0.3))
    ] = 0.0
    idle_churn: Annotated[
        float, param("1", "logit of churn when the whole term passed without value", ge=0, le=20, usual=(0, 5))
    ] = 0.0
    price_churn: Annotated[
        float, param("1", "logit of churn for a price uplift of 100 %", ge=0, le=100, usual=(0, 12))
    ] = 1.5
    success_hours: Annotated[
        float, param("hour", "CSM hours a customer needs each month", ge=0, le=500, usual=(0.02, 60))
    ] = 0.0
    onboarding: Annotated[LawSaid, law("day", "time from signature to value with full coverage", usual=(0.1, 400))] = (
        NOW
    )
    expansion: Annotated[
        float, param("share", "chance to expand at the end of a contract year", ge=0, le=1, usual=(0.005, 0.9))
    ] = 0.0
    expansion_size: Annotated[float, param("share", "MRR added by an expansion", ge=0, le=5, usual=(0.005, 1.5))] = 0.2
    contraction: Annotated[
        float, param("share", "chance to contract at the end of a contract year", ge=0, le=1, usual=(0.002, 0.5))
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
        return self.contract_value * exp(0.5 * self.value_sigma * self.value_sigma)

    def told(self, name: str) -> str:
        """The contract value by its median and its mean."""
        return f"median {roughly(self.contract_value)}, mean {roughly(self.mean_value)}" if name == VALUE else ""


class Handling(Section):
    """How leads of one mode fare on the way to an opportunity."""

    screened: Annotated[
        float,
        param(
            "share",
            "share that passes marketing's screen (MQL)",
            ge=0,
            le=1,
            reported="First Page Sage: 15-40 %",
            usual=(0.01, 1),
        ),
    ] = 1.0
    qualified: Annotated[
        float,
        param(
            "share",
            "share of MQLs that qualifies when answered at once (SQL)",
            ge=0,
            le=1,
            reported="13-40 % by definition",
            usual=(0.005, 1),
        ),
    ]
    half_life: Annotated[
        float | None,
        param(
            "day",
            "wait that halves the interest above its floor; none: waiting does no harm",
            gt=0,
            reported="Oldroyd 2007: odds fall within minutes",
            usual=(5 / 1440, 90),
        ),
    ] = None
    floor: Annotated[float, param("share", "interest that no wait takes away", ge=0, le=1, usual=(0.005, 1))] = 0.0
    patience: Annotated[
        LawSaid | None, law("day", "wait after which a lead gives up; none: it never does", usual=(1 / 24, 400))
    ] = None
    work: Annotated[LawSaid, law("hour", "work of one person to qualify a lead", usual=(0.02, 24))] = NOW


class Nurture(Section):
    """Leads that gave up or did not qualify may be written to again. Off when absent."""

    answers: Annotated[
        float,
        param(
            "share",
            "share of nurtured leads that answer and are leads again",
            ge=0,
            le=1,
            source=NURTURED,
            usual=(0.002, 0.7),
        ),
    ]
    alone: Annotated[
        float,
        param(
            "share",
            "share of forgotten leads that come back when their window opens",
            ge=0,
            le=1,
            source=NURTURED,
            usual=(0.002, 0.7),
        ),
    ] = 0.0


class Qualification(Section):
    """From lead to opportunity, for leads in need and for baited ones."""

    active: Handling
    passive: Handling | None = None
    nurture: Nurture | None = None
    noise: Annotated[
        float,
        param(
            "1",
            "standard deviation of the error with which fit is seen while nothing is known",
            ge=0,
            le=100,
            usual=(0, 5),
        ),
    ] = 0.0


class Stage(Section):
    """One task of the sale, and the time the buyer takes after it."""

    name: Annotated[str, label("name of the stage")]
    work: Annotated[LawSaid, law("hour", "work of one person, before the segment's effort", usual=(0.05, 100))] = NOW
    think: Annotated[LawSaid, law("day", "time the buyer thinks before the next step", usual=(1 / 48, 150))] = NOW
    goes_on: Annotated[float, param("share", "share of buyers that goes on", ge=0, le=1, usual=(0.05, 1))] = 1.0


class Touch(Section):
    """One way to talk to a buyer: what it takes, and what it does."""

    work: Annotated[float, param("1", "sales hours as a multiple of the stage's", gt=0, le=100, usual=(0.05, 10))] = 1.0
    think: Annotated[
        float, param("1", "the buyer's time to think as a multiple of the stage's", ge=0, le=100, usual=(0.05, 10))
    ] = 1.0
    goes_on: Annotated[float, param("1", "logit of the buyer going on", ge=-20, le=20, source=TOUCH, usual=(-3, 3))] = (
        0.0
    )
    trust: Annotated[
        float, param("1", "logit that every member gains for each stage", ge=-10, le=10, usual=(-3, 3))
    ] = 0.0
    expense: Annotated[float, param("money", "expenses for each stage, such as travel", ge=0, usual=(1, 20_000))] = 0.0


class Touches(Section):
    """The ways to talk to a buyer, of which `plan.policies.touch` chooses one for each stage."""

    message: Touch = Touch()
    phone: Touch = Touch()
    face_to_face: Touch = Touch()


class Selling(Section):
    """From opportunity to the committee's table."""

    stages: list[Stage] = []
    window: Annotated[
        LawSaid | None,
        law(
            "day",
            "time until the buying window closes (no decision); none: never",
            reported="no decision 40-60 %: HBR 2022",
            usual=(5, 800),
        ),
    ] = None
    attention: Annotated[
        float | None,
        param(
            "day",
            "waiting for us that halves the buyer's sense of being attended to; none: he does not mind",
            gt=0,
            usual=(0.1, 200),
        ),
    ] = None
    effort_return: Annotated[
        float,
        param(
            "1",
            "logit that every member gains for each doubling of the effort in all stages",
            ge=0,
            le=10,
            usual=(0, 2),
        ),
    ] = 0.0
    touches: Touches = Touches()


class Role(Section):
    """A seat on the buying committee."""

    chance: Annotated[float, param("share", "share of deals in which it is taken", ge=0, le=1, usual=(0.01, 1))] = 1.0
    seats: Annotated[int, param("count", "how many of them", ge=1, le=20, usual=(1, 10))] = 1
    weight: Annotated[float, param("1", "weight of the vote", ge=0, le=100, usual=(0, 10))] = 1.0
    veto: Annotated[
        float, param("share", "chance that a no blocks the deal", ge=0, le=1, source=CEB, usual=(0.005, 1))
    ] = 0.92
    base: Annotated[
        float,
        param(
            "1",
            "logit of a yes at list price, typical fit and proof, full attention",
            ge=-20,
            le=20,
            source=CEB,
            usual=(-4, 6),
        ),
    ] = 1.5
    price: Annotated[
        float, param("1", "logit lost for each unit of ln(price / list price)", ge=0, le=50, usual=(0, 10))
    ] = 1.5
    fit: Annotated[float, param("1", "logit for one standard deviation of fit", ge=0, le=10, usual=(0, 3))] = 0.3
    proof: Annotated[
        float, param("1", "logit for each unit of proof above the typical 1", ge=0, le=10, usual=(0, 3))
    ] = 0.5
    relationship: Annotated[
        float, param("1", "logit lost when nobody attends to the buyer", ge=0, le=20, usual=(0, 5))
    ] = 0.5
    decides: Annotated[bool, words("is it the decision maker?")] = False


class Committee(Section):
    """A template: who sits at the table, how often they meet, and how they decide."""

    rule: Annotated[str, choice("how votes become a decision", "unanimity", "majority", "decision_maker")] = "majority"
    threshold: Annotated[
        float, param("share", "weight of yes votes that a majority needs", gt=0, le=1, usual=(0.2, 1))
    ] = 0.6
    shared_luck: Annotated[
        float,
        param(
            "1",
            "standard deviation of the luck that all members of a deal share, on the logit",
            ge=0,
            le=10,
            usual=(0, 3),
        ),
    ] = 0.3
    meetings: Annotated[int, param("count", "meetings at least, until the vote", ge=0, le=50, usual=(0, 12))] = 1
    more_meetings: Annotated[
        float, param("1", "mean number of further meetings per member", ge=0, le=5, usual=(0, 2))
    ] = 0.0
    gap: Annotated[LawSaid, law("day", "time from one meeting to the next", usual=(0.1, 90))] = NOW
    review: Annotated[
        LawSaid, law("day", "time each member takes after the last meeting, side by side", usual=(0.1, 90))
    ] = NOW
    roles: dict[str, Role]


class Success(Section):
    """What is lost where customer success managers have no time. Off when absent."""

    churn: Annotated[float, param("1", "logit of churn without any coverage", ge=0, le=20, usual=(0, 5))] = 0.0
    expansion: Annotated[float, param("1", "logit of expansion lost without coverage", ge=0, le=20, usual=(0, 5))] = 0.0
    contraction: Annotated[float, param("1", "logit of contraction without coverage", ge=0, le=20, usual=(0, 5))] = 0.0
    reactivation: Annotated[
        float, param("1", "logit of reactivation lost without coverage", ge=0, le=20, usual=(0, 5))
    ] = 0.0
    onboarding: Annotated[
        float, param("1", "share by which onboarding takes longer without coverage", ge=0, le=20, usual=(0, 5))
    ] = 0.0
    referrals: Annotated[
        float, param("share", "share of referrals lost without coverage", ge=0, le=1, usual=(0.005, 1))
    ] = 0.0


class Reactivation(Section):
    """Customers that left may come back. Off when absent."""

    chance: Annotated[
        float,
        param(
            "share",
            "chance that a lost customer returns, fully covered",
            ge=0,
            le=1,
            reported="17 % of churn, 71,784 subscriptions",
            usual=(0.002, 0.5),
        ),
    ]
    delay: Annotated[LawSaid, law("day", "time until it returns", usual=(1, 1_100))] = NOW
    value: Annotated[float, param("share", "MRR on return as a share of what it was", gt=0, le=5, usual=(0.2, 2))] = 1.0


class Saving(Section):
    """A customer about to leave may be kept. Off when absent."""

    chance: Annotated[
        float,
        param(
            "share",
            "chance that an attempt without a discount keeps it",
            ge=0,
            le=1,
            source="assumption; 40 %",
            usual=(0.005, 0.9),
        ),
    ]
    discount: Annotated[
        float, param("1", "logit of keeping it for a discount of 100 %", ge=0, le=100, usual=(0, 30))
    ] = 0.0
    hours: Annotated[
        float, param("hour", "CSM hours of an attempt, lacking in the month after", ge=0, le=500, usual=(0.05, 60))
    ] = 0.0


class Referrals(Section):
    """Customers refer others; a referred lead is in need. Off when absent."""

    rate: Annotated[float, param("1/year", "leads a customer refers a year at best", ge=0, le=50, usual=(0.005, 4))]
    unrewarded: Annotated[
        float, param("share", "share of that rate that comes without a reward", ge=0, le=1, usual=(0.005, 1))
    ] = 1.0
    half_reward: Annotated[float, param("money", "reward that brings half of the rest", gt=0, usual=(10, 20_000))] = (
        1000.0
    )
    trust: Annotated[
        float, param("1", "logit that every member of the referred lead's committee gains", ge=0, le=10, usual=(0, 3))
    ] = 0.0
    knows: Annotated[
        int,
        param(
            "count", "accounts that a customer thinks of; it refers the first in need", ge=1, le=1000, usual=(1, 100)
        ),
    ] = 1


class Market(Section):
    """What happens to us: assumed, never chosen."""

    currency: Annotated[str, words("three-letter code of the scenario's one currency")] = "USD"
    cost_to_serve: Annotated[
        float, param("share", "cost of serving per revenue (1 - gross margin)", ge=0, le=1, usual=(0.02, 0.8))
    ] = 0.25
    accounts: Accounts | None = None
    need: Need | None = None
    people: People | None = None
    channels: dict[str, Channel] = {}
    segments: dict[str, Segment]
    committees: dict[str, Committee]
    qualification: Qualification
    selling: Selling = Selling()
    success: Success | None = None
    reactivation: Reactivation | None = None
    saving: Saving | None = None
    referrals: Referrals | None = None
    content: Content | None = None
    site: Website | None = None
    brand: Brand | None = None
    community: Community | None = None
    condition: Condition | None = None
