"""How leads become deals and deals become contracts: qualification, the stages of a sale, the committee."""

from typing import Annotated

from gtmsim.scenario.language.laws import NOW
from gtmsim.scenario.language.param import LawSaid, Section, choice, label, law, param, words

NURTURED = "assumption; 30 % of accounts whose window opens, 5 % of the others"
TOUCH = "assumption; phone +0.4, face to face +0.9 beyond a message"
CEB = "CEB: 5.4 to 10.2 members, 2014-2018; purchase 81, 60, 31 % with 1, 3, 6 members"


class Handling(Section):
    """How leads that are in market, or out of it, fare on the way to an opportunity."""

    mql_rate: Annotated[
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
    sql_rate: Annotated[
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
    response_half_life: Annotated[
        float | None,
        param(
            "day",
            "wait that halves the interest above its floor; none: waiting does no harm",
            gt=0,
            reported="Oldroyd 2007: odds fall within minutes",
            usual=(5 / 1440, 90),
        ),
    ] = None
    response_floor: Annotated[
        float, param("share", "interest that no wait takes away", ge=0, le=1, usual=(0.005, 1))
    ] = 0.0
    abandon_after: Annotated[
        LawSaid | None,
        law("day", "wait after which a lead abandons the queue; none: it never does", usual=(1 / 24, 400)),
    ] = None
    handling_time: Annotated[
        LawSaid, law("hour", "handling time: work of one person to qualify a lead", usual=(0.02, 24))
    ] = NOW


class Nurture(Section):
    """Leads that abandoned the queue or did not qualify may be written to again. Off when absent."""

    response_rate: Annotated[
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
    unprompted_return: Annotated[
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
    """From lead to opportunity, for leads in market and for those out of it, who came for a lead magnet."""

    in_market: Handling
    out_of_market: Handling | None = None
    nurture: Nurture | None = None
    fit_noise: Annotated[
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
    selling_time: Annotated[
        LawSaid, law("hour", "work of one person, before the segment's effort", usual=(0.05, 100))
    ] = NOW
    buyer_delay: Annotated[LawSaid, law("day", "time the buyer thinks before the next step", usual=(1 / 48, 150))] = NOW
    conversion: Annotated[float, param("share", "share of buyers that goes on", ge=0, le=1, usual=(0.05, 1))] = 1.0


class Touch(Section):
    """One way to talk to a buyer: what it takes, and what it does."""

    selling_time_factor: Annotated[
        float, param("1", "sales hours as a multiple of the stage's", gt=0, le=100, usual=(0.05, 10))
    ] = 1.0
    buyer_delay_factor: Annotated[
        float, param("1", "the buyer's time to think as a multiple of the stage's", ge=0, le=100, usual=(0.05, 10))
    ] = 1.0
    conversion_logit: Annotated[
        float, param("1", "logit of the buyer going on", ge=-20, le=20, source=TOUCH, usual=(-3, 3))
    ] = 0.0
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
    buying_window: Annotated[
        LawSaid | None,
        law(
            "day",
            "time until the buying window closes (no decision); none: never",
            reported="no decision 40-60 %: HBR 2022",
            usual=(5, 800),
        ),
    ] = None
    responsiveness_half_life: Annotated[
        float | None,
        param(
            "day",
            "waiting for us that halves the buyer's sense of being attended to; none: waiting does no harm",
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

    participation: Annotated[
        float, param("share", "share of deals in which it is taken", ge=0, le=1, usual=(0.01, 1))
    ] = 1.0
    seats: Annotated[int, param("count", "how many of them", ge=1, le=20, usual=(1, 10))] = 1
    weight: Annotated[float, param("1", "weight of the vote", ge=0, le=100, usual=(0, 10))] = 1.0
    veto: Annotated[
        float, param("share", "chance that a no blocks the deal", ge=0, le=1, source=CEB, usual=(0.005, 1))
    ] = 0.92
    base: Annotated[
        float,
        param(
            "1",
            "logit of a yes at list price, typical fit and evidence, full attention",
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
    evidence: Annotated[
        float, param("1", "logit for each unit of evidence above the typical 1", ge=0, le=10, usual=(0, 3))
    ] = 0.5
    responsiveness: Annotated[
        float, param("1", "logit lost when nobody attends to the buyer", ge=0, le=20, usual=(0, 5))
    ] = 0.5
    decides: Annotated[bool, words("is it the decision maker?")] = False


class Committee(Section):
    """A template: who sits at the table, how often they meet, and how they decide."""

    decision_rule: Annotated[str, choice("how votes become a decision", "unanimity", "majority", "decision_maker")] = (
        "majority"
    )
    threshold: Annotated[
        float, param("share", "weight of yes votes that a majority needs", gt=0, le=1, usual=(0.2, 1))
    ] = 0.6
    deal_sigma: Annotated[
        float,
        param(
            "1",
            "standard deviation of the deal's own effect, which all its members share, on the logit",
            ge=0,
            le=10,
            usual=(0, 3),
        ),
    ] = 0.3
    min_meetings: Annotated[int, param("count", "meetings at least, until the vote", ge=0, le=50, usual=(0, 12))] = 1
    meetings_per_member: Annotated[
        float, param("1", "mean number of further meetings per member", ge=0, le=5, usual=(0, 2))
    ] = 0.0
    time_between_meetings: Annotated[LawSaid, law("day", "time from one meeting to the next", usual=(0.1, 90))] = NOW
    review: Annotated[
        LawSaid, law("day", "time each member takes after the last meeting, side by side", usual=(0.1, 90))
    ] = NOW
    roles: dict[str, Role]
