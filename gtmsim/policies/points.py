"""The decision points: what is decided, from which facts, with which answers, and what holds where nobody says more.

A point is declared here and nowhere else. Its number, which is its place below, is what a journal writes; new points
are added at the end. A category without values gets them from the scenario: its channels, segments, stages or
departments.
"""

from collections.abc import Mapping, Sequence

from gtmsim.policies.facts import DecisionPoint, Fact, Output, category, number, whole

CALLS = "raise"  # the answer whose values are a scenario's names: `none`, and its funding that is kept ready
OWN = ("channel", "segment", "stage", "department")  # categories whose values are a scenario's names
CHANNEL = category("channel", "the channel that the lead came through; `none` for a deal found open on day 0")
SEGMENT = category("segment", "the kind of customer")
STAGE = category("stage", "the stage of the sale that begins")
MODE = category(
    "mode",
    "in market: in need, and came by themselves; or out of market: came for a lead magnet",
    "in_market",
    "out_of_market",
)
FIT = number("fit", "1", "how well the account seems to fit the ideal profile: 0 is typical, 1 a deviation above")
FOLLOWED = number("followed", "day", "time since the contact began to follow us; -1 where nobody does", low=-1)
DEPARTMENT = category("department", "where the contact works; `none` where nothing says it")
SENIORITY = whole("seniority", "count", "the contact: 1 staff, 2 manager, 3 director, 4 executive; 0 unknown", 0, 4)
ROLE_CLASS = category(
    "role_class",
    "what the contact does with what we sell; `none` where nothing says it",
    *("decider", "admin", "business_user", "none"),
)
SCORE = number("score", "1", "what `lead_score` answered when the lead came")
ROUND = whole("round", "count", "how often the lead was nurtured before", low=0)
ASKED = number("contract_value", "money/year", "annual value of the contract at the price asked", low=0)
PAID = number("annual_value", "money/year", "what the customer pays a year", low=0)
AGE = number("age", "day", "time since the opportunity was opened", low=0)
WAITED = number("waited", "day", "time that the buyer has waited for our people so far", low=0)
RENEWALS = whole("renewals", "count", "renewals behind the customer, the one in hand included", low=0)
COVERED = number("coverage", "share", "share of the needed CSM hours that the customer had in this term", 0, 1)
MONTH = whole("month", "count", "the month of the run that begins, from 2", low=2)
CASH = number("cash", "money", "cash of the firm when the month begins")
RUNWAY = number(
    "runway",
    "day",
    "time until cash is at `plan.cash_floor` at the burn of the three months before; 100 years where it does not fall",
    low=0,
)
LEAD = (CHANNEL, SEGMENT, MODE, FIT)


def _share(name: str, meaning: str, high: float = 0.9, multiple: bool = False) -> Output:
    return Output(name, "number", "share", 0.0, high, (), meaning, multiple)


def _choice(name: str, meaning: str, *values: str) -> Output:
    return Output(name, "category", "", 0.0, float(len(values) - 1), values, meaning)


PRIORITY = Output("priority", "whole", "count", 0.0, 100.0, (), "who has more is served first; then the team's order")
EFFORT = Output(
    "effort", "number", "1", 0.1, 10.0, (), "sales hours as a multiple of what the segment's deals take", True
)

POINTS = (
    DecisionPoint(
        "lead_score",
        (*LEAD, FOLLOWED, DEPARTMENT, SENIORITY, ROLE_CLASS),
        (Output("score", "number", "1", -1000.0, 1000.0, (), "points of the lead, a fact of later decisions"),),
        (("every lead", {}, {"score": "0"}),),
        "first",
        "How many points does a lead get when it comes?",
        ("LEAD",),
    ),
    DecisionPoint(
        "lead_routing",
        (*LEAD, SCORE, ROUND),
        (_choice("team", "who talks to the lead; with `nobody` it is dropped", "sdr", "ae", "nobody"), PRIORITY),
        (("every lead", {}, {"team": "sdr", "priority": "0"}),),
        "first",
        "Who talks to a lead that passed the screen, and how soon?",
        ("MQL", "RECYCLED", "DISQUALIFIED"),
    ),
    DecisionPoint(
        "disqualification",
        (*LEAD, SCORE, WAITED),
        (_choice("verdict", "open a deal, or drop the lead", "open", "drop"),),
        (("every lead", {}, {"verdict": "open"}),),
        "first",
        "Is a lead that qualified worth a deal?",
        ("SQL", "DISQUALIFIED"),
    ),
    DecisionPoint(
        "nurture",
        (
            *LEAD,
            SCORE,
            ROUND,
            category("outcome", "it abandoned the queue, or did not qualify", "abandoned", "not_qualified"),
        ),
        (
            _choice("action", "forget the lead, or write to it again later", "drop", "nurture"),
            Output("after", "number", "day", 0.0, 3650.0, (), "time until then"),
        ),
        (("every lead", {}, {"action": "drop", "after": "0 days"}),),
        "first",
        "What becomes of a lead that abandoned the queue or did not qualify?",
        ("ABANDONED", "DISQUALIFIED"),
    ),
    DecisionPoint(
        "effort",
        (*LEAD, SCORE, ASKED),
        (EFFORT, PRIORITY),
        (("every deal", {}, {"effort": "1", "priority": "0"}),),
        "first",
        "How much work is a deal worth, and how soon?",
        ("OPPORTUNITY",),
    ),
    DecisionPoint(
        "touch",
        (SEGMENT, STAGE, MODE, ASKED, AGE, WAITED),
        (_choice("medium", "how the seller talks to the buyer", "message", "phone", "face_to_face"),),
        (("every stage", {}, {"medium": "phone"}),),
        "first",
        "How does the seller talk to the buyer in a stage of the sale?",
        ("TASK_STARTED",),
    ),
    DecisionPoint(
        "escalation",
        (SEGMENT, STAGE, ASKED, AGE, WAITED),
        (PRIORITY, EFFORT),
        (("every deal", {}, {"priority": "0", "effort": "1"}),),
        "first",
        "Does a deal that goes on to its next stage need more attention than it was given?",
        ("STAGE_PASSED",),
    ),
    DecisionPoint(
        "discount",
        (*LEAD, SCORE, ASKED, AGE, WAITED),
        (
            _share("discount", "taken off the price asked"),
            Output("approval", "number", "day", 0.0, 365.0, (), "time until somebody has approved of it"),
        ),
        (("every deal", {}, {"discount": "0%", "approval": "0 days"}),),
        "first",
        "What is taken off the price before the committee sees it?",
        ("QUOTED",),
    ),
    DecisionPoint(
        "entitlement",
        (SEGMENT, PAID, RENEWALS),
        (Output("csm_effort", "number", "1", 0.0, 5.0, (), "CSM hours as a multiple of what the segment needs", True),),
        (("every customer", {}, {"csm_effort": "1"}),),
        "first",
        "How much of the CSM team's time is a customer entitled to?",
        ("OPENING_CUSTOMER", "NEW_CUSTOMER", "RENEWED", "REACTIVATED"),
    ),
    DecisionPoint(
        "renewal_offer",
        (SEGMENT, PAID, RENEWALS, COVERED),
        (
            _share("price_increase", "price rise beyond the plan's", 1.0),
            _share("discount", "taken off the price after the rise"),
            Output("term", "whole", "month", 0.0, 60.0, (), "length of the next contract; 0 leaves it as it is"),
        ),
        (("every customer", {}, {"price_increase": "0%", "discount": "0%", "term": "0"}),),
        "first",
        "What are a customer's terms when the contract comes up for renewal?",
        ("RENEWAL_DUE", "NOTICE_DUE"),
    ),
    DecisionPoint(
        "save_play",
        (SEGMENT, PAID, RENEWALS, COVERED),
        (
            _choice("play", "let the customer go, or try to keep it", "let_go", "try"),
            _share("discount", "taken off its price if it stays"),
        ),
        (("every customer", {}, {"play": "let_go", "discount": "0%"}),),
        "first",
        "What do we do when a customer says that it will leave?",
        ("SAVED", "CHURNED", "PAUSED", "NOTICE_GIVEN", "NOTICE_WITHDRAWN"),
    ),
    DecisionPoint(
        "hiring",
        (
            category("team", "whose headcount is reviewed", "sdr", "ae", "csm"),
            MONTH,
            whole("headcount", "count", "people employed, or hired and yet to begin", low=0),
            whole("queue_length", "count", "leads or deals that wait for the team now", low=0),
            number("mean_wait", "day", "mean wait of the tasks begun in the month before, 0 without any", low=0),
            number(
                "utilisation",
                "share",
                "hours worked, or of a CSM team needed, over hours available in the month before",
                0,
            ),
            number("coverage", "share", "CSM coverage of the month before", 0, 1),
            CASH,
            RUNWAY,
        ),
        (Output("change", "whole", "count", -100.0, 100.0, (), "people to hire, or below 0 to let go"),),
        (("every team", {}, {"change": "0"}),),
        "first",
        "Does a team need more people, or fewer, when a month begins?",
        ("HEADCOUNT_REVIEWED", "EMPLOYEE_JOINED", "EMPLOYEE_LEFT"),
    ),
    DecisionPoint(
        "budget",
        (
            category("channel", "the channel whose spend is reviewed"),
            MONTH,
            whole("leads", "count", "leads of the channel in the month before", low=0),
            whole("opportunities", "count", "deals opened from the channel in the three months before", low=0),
            number(
                "cost_per_opportunity",
                "money",
                "spend of the three months before over these deals; without any, as if there were one",
                0,
            ),
            CASH,
            RUNWAY,
        ),
        (Output("spend", "number", "share", 0.0, 5.0, (), "spend of the month as a multiple of the plan's", True),),
        (("every channel", {}, {"spend": "100%"}),),
        "first",
        "How much of its planned spend does a channel get when a month begins?",
        ("BUDGET_REVIEWED",),
    ),
    DecisionPoint(
        "cash_policy",
        (
            MONTH,
            CASH,
            RUNWAY,
            number("burn", "money/month", "cash burnt a month in the three months before; below 0 where it grew"),
            number("arr", "money/year", "ARR when the month begins", low=0),
            number(
                "arr_against_plan", "share", "ARR over what the path of `run.target.arr_end` says; 100 % without", low=0
            ),
        ),
        (
            _share("spend", "what channels get, as a multiple of the plan and of `budget`", 5.0, multiple=True),
            _choice("hiring", "`freeze`: nobody is hired, and no position opens or is filled", "as_planned", "freeze"),
            _choice("raise", "which of `plan.funding` that is kept ready (`on_call`) is asked for", "none"),
            _choice(
                "firm", "`ends`: everybody is let go, nothing is sold, served or spent any more", "goes_on", "ends"
            ),
        ),
        (("every month", {}, {"spend": "100%", "hiring": "as_planned", "raise": "none", "firm": "goes_on"}),),
        "first",
        "What does the firm cut, and what does it ask for, by the cash that it has when a month begins?",
        ("CASH_REVIEWED",),
    ),
)
NUMBER = {point.name: place for place, point in enumerate(POINTS)}  # what the journal writes of a point


def bound(point: DecisionPoint, names: Mapping[str, Sequence[str]]) -> DecisionPoint:
    """The point in a scenario with these channels, segments and stages."""
    outputs = tuple(_asked(output, names) for output in point.outputs)
    return point._replace(facts=tuple(_named(fact, names) for fact in point.facts), outputs=outputs)


def _asked(output: Output, names: Mapping[str, Sequence[str]]) -> Output:
    if output.name != CALLS or CALLS not in names:
        return output
    values = tuple(names[CALLS])
    return output._replace(values=values, high=float(len(values) - 1))


def _named(fact: Fact, names: Mapping[str, Sequence[str]]) -> Fact:
    if fact.name not in OWN:
        return fact
    values = tuple(names[fact.name])
    return fact._replace(values=values, high=float(len(values) - 1))
