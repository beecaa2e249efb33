"""The scenario as numbers: all that an engine reads. Names are positions, in alphabetical order of the names."""

from itertools import accumulate
from typing import NamedTuple

from gtmsim.machine.keys import name_key
from gtmsim.mechanisms.brand.rules import Brand
from gtmsim.mechanisms.channels.rules import Response
from gtmsim.mechanisms.committee.rules import Role
from gtmsim.mechanisms.community.rules import price_level
from gtmsim.mechanisms.condition.rules import Condition
from gtmsim.mechanisms.qualification.rules import Handling
from gtmsim.mechanisms.referrals.rules import Referring
from gtmsim.mechanisms.subscription.rules import Retention
from gtmsim.policies.points import ROLE_CLASS
from gtmsim.rules.calendar import WorkingTime
from gtmsim.rules.chance import Law, Table
from gtmsim.rules.decision import FIRST, Grid
from gtmsim.rules.maths import log
from gtmsim.rules.rule import Key


class ChannelInputs(NamedTuple):
    """One channel."""

    name: str
    response: Response
    first: int  # fewest candidates of a day in the table
    candidates: tuple[float, ...]  # cumulative law of a day's candidates
    delay: Law  # day
    active: float
    segments: tuple[float, ...]  # cumulative mix
    fee: int  # cents a lead
    initial_stock: float  # cents a day
    daily_spend: tuple[int, ...]  # cents, per day of the horizon
    monthly_spend: tuple[int, ...]  # cents, per month
    season: tuple[float, ...]  # of each day: the calendar, content, the website, and what views of content draw
    daily_rate: tuple[float, ...]  # leads a day, clipped
    daily_organic: tuple[float, ...]  # share of these that needs no spend
    clipped: tuple[tuple[int, float], ...]  # (day, wanted leads a day)
    working: tuple[float, ...]  # what each day's spend is worth [cents]
    practised: int  # spent on the channel before day 0 [cents]
    lift: float
    precision: float
    bait: float  # share of candidates whom only a bait draws
    strength: tuple[float, ...]  # of the bait, on each day; none where there is no bait
    relevance: float
    bait_cost: int  # cents
    on_dates: bool
    followers: bool
    work: float
    head_start: int
    trust: float
    public: bool
    bans: tuple[float, ...]  # chance of a ban on each day; none where nobody bans
    banned: int  # days
    brand_led: bool  # goodwill brings the leads: `half_spend` of the response is goodwill, and nothing is carried
    last_stock: float  # carried spend on the last day of the horizon, where the plan alone decides [cents a day]
    after: tuple[float, ...]  # season of each later day on which spend of the horizon still brings leads

    @property
    def key(self) -> Key:
        """Names the luck of its candidates."""
        return Key(name_key("channel", self.name))

    @property
    def wanted(self) -> tuple[float, ...]:
        """Leads a day before the ceiling clips them."""
        clipped = dict(self.clipped)
        return tuple(clipped.get(day, rate) for day, rate in enumerate(self.daily_rate)) if clipped else self.daily_rate

    @property
    def spends(self) -> bool:
        """Does any money go into it?"""
        return any(self.daily_spend)


class HandlingInputs(NamedTuple):
    """How leads of one mode are qualified."""

    handling: Handling
    patience: Law | None  # day
    work: Law  # hour


class StageInputs(NamedTuple):
    """One stage of the sale."""

    name: str
    work: Law  # hour
    think: Law  # day
    goes_on: float

    @property
    def key(self) -> Key:
        """Names the luck of a deal in it."""
        return Key(name_key("stage", self.name))


class RoleInputs(NamedTuple):
    """One role of a committee."""

    name: str
    number: int  # position in the journal's roles
    seats: int
    role: Role

    @property
    def key(self) -> Key:
        """Names the luck of its members below that of the deal."""
        return Key(name_key("role", self.name))


class CommitteeInputs(NamedTuple):
    """One template."""

    how: int
    threshold: float
    shared_luck: float
    meetings: int
    more_meetings: float
    gap: Law  # day
    review: Law  # day
    roles: tuple[RoleInputs, ...]


class SegmentInputs(NamedTuple):
    """One segment."""

    name: str
    median: float  # cents a year
    sigma: float
    committee: CommitteeInputs
    effort: float
    propensity: Table  # latent chance to churn per contract year
    found: Table  # the same among customers found alive
    failure: float  # per day
    retention: Retention
    success_hours: float  # a month
    onboarding: Law  # day
    term: int  # months
    customers: int  # on day 0
    pipeline: int  # deals on day 0
    found_term: int  # months of the contracts that customers of day 0 are on

    @property
    def customer_key(self) -> Key:
        """Names the customers of day 0."""
        return Key(name_key("customer", self.name))

    @property
    def pipeline_key(self) -> Key:
        """Names the places in the pipeline of day 0."""
        return Key(name_key("pipeline", self.name))

    @property
    def listed_key(self) -> Key:
        """Names the accounts of the list."""
        return Key(name_key("account", self.name))


FUNCTIONS = ("sdr", "ae", "csm")  # what teams do, as facts name it


class Person(NamedTuple):
    """Somebody employed from `start` until `end` [microseconds]."""

    start: int
    end: int  # -1: stays
    hired: bool  # has to ramp up


class TeamInputs(NamedTuple):
    """One team."""

    name: str
    persons: tuple[Person, ...]
    working: WorkingTime
    productive: float
    ramp: float  # day
    ramp_from: float
    order: int
    salary: int  # cents a year
    monthly_pay: tuple[int, ...]  # cents
    working_hours: tuple[float, ...]  # person-hours of working time, per month
    effective_hours: tuple[float, ...]  # the same at the team's speed

    @property
    def function(self) -> int:
        """What it does, as the facts of decision tables name it."""
        return FUNCTIONS.index(self.name)


class TouchInputs(NamedTuple):
    """One way to talk to a buyer."""

    work: float
    think: float
    goes_on: float
    trust: float
    expense: int  # cents


class SavingInputs(NamedTuple):
    """Customers about to leave that are kept."""

    chance: float
    discount: float
    hours: float


class SuccessInputs(NamedTuple):
    """What missing coverage does."""

    churn: float
    expansion: float
    contraction: float
    reactivation: float
    onboarding: float


class BrandInputs(NamedTuple):
    """Goodwill."""

    brand: Brand
    initial: float  # on day 0
    built: tuple[float, ...]  # goodwill that spend keeps up, of each month
    spend: tuple[int, ...]  # cents, per month


class ReturnInputs(NamedTuple):
    """Customers that come back."""

    chance: float
    delay: Law  # day
    value: float


class ReferralInputs(NamedTuple):
    """Customers that refer."""

    rate: float  # per day, at best
    referring: Referring
    trust: float
    reward: int  # cents
    knows: int


class AccountsInputs(NamedTuple):
    """The list of accounts."""

    numbers: tuple[int, ...]  # of each segment
    buyers: float
    openness: float
    industries: tuple[float, ...]  # cumulative
    fits: tuple[float, ...]  # of the industries
    cool_down: int  # microseconds

    @property
    def first(self) -> tuple[int, ...]:
        """Number of the first account of each segment."""
        return tuple(accumulate(self.numbers[:-1], initial=0))


class NeedInputs(NamedTuple):
    """Buying windows."""

    gap: Law  # day
    window: Law  # day
    open: float  # share of time
    halves: tuple[float, float]  # share for our category of the windows that open in each half-year
    turn: int  # microseconds from the first of January to day 0
    category: tuple[float, ...]  # share for our category of the windows that open on each day; none if all are


class PostInputs(NamedTuple):
    """A post that contacts hold."""

    name: str
    outside: float  # follows a day, while no window of our category is open
    inside: float  # the same in a window
    works: float  # share of the visits in a window that search
    department: int  # position among the departments
    seniority: int  # 1 staff to 4 executive
    role_class: int
    role: int  # position among the roles; -1: he sits in no committee
    influence: float


class PeopleInputs(NamedTuple):
    """The contacts of accounts."""

    outside: float  # follows a day, while no window of our category is open
    inside: float  # the same in a window
    job_change: float  # a day
    shares: tuple[float, ...]  # of the posts, cumulative
    posts: tuple[PostInputs, ...]
    departments: tuple[str, ...]

    @property
    def known_posts(self) -> tuple[PostInputs, ...]:
        """The posts; where they are not told apart, one that says how readily all contacts follow us."""
        unknown = PostInputs("", self.outside, self.inside, 1.0, 0, 0, ROLE_CLASS.values.index("none"), -1, 0.0)
        return self.posts or (unknown,)

    @property
    def n_departments(self) -> int:
        """How many departments have a name."""
        return len(self.departments)


class CommunityInputs(NamedTuple):
    """Groups of customers."""

    most: int  # members of a group; 0: all are in one
    share: float  # of the customers that is invited
    trust: float
    half_members: float
    attention: float  # logit, where everybody is nurtured alone
    self_help: float
    leak: float  # a month
    memory: int  # months
    concession: float
    anger: float
    hearsay: float
    hours: float  # a member and month
    cost: tuple[int, ...]  # cents, per month


class ConditionInputs(NamedTuple):
    """How the business of firms goes."""

    condition: Condition
    outlook: tuple[float, ...]  # mean of all firms, per day of the horizon


class Answer(NamedTuple):
    """What a table answers: of each output of its decision point, in its unit, and 0 beyond the last."""

    first: float
    second: float
    third: float


def answered(values: tuple[float, ...]) -> Answer:
    """An answer of up to three outputs."""
    return Answer(*values, *(0.0,) * (3 - len(values)))


class TableInputs(NamedTuple):
    """A decision table as it holds over some days."""

    hit: int  # which rows answer, as `rules.decision` numbers it
    facts: tuple[int, ...]  # position of each input among the facts of its decision point
    grid: Grid
    values: tuple[tuple[float, ...], ...]  # (outputs, rows) [its unit]; of a category its index
    places: tuple[int, ...]  # of each row in the policy
    default: tuple[float, ...]  # of each output what is answered where no row holds [its unit]

    @property
    def otherwise(self) -> Answer:
        """What is answered where no row holds."""
        return answered(self.default)


class PolicyInputs(NamedTuple):
    """What decides at one decision point."""

    name: str
    rows: tuple[str, ...]  # names
    tables: tuple[TableInputs, ...]
    daily: tuple[int, ...]  # which table holds on each day of the horizon

    @property
    def settled(self) -> bool:
        """Is the answer always the same?"""
        table = self.tables[0]
        return len(self.tables) == 1 and not table.facts and table.hit == FIRST and len(table.places) > 0

    @property
    def always(self) -> Answer:
        """The answer that is always the same; zeros where it is not."""
        return answered(tuple(values[0] if self.settled else 0.0 for values in self.tables[0].values))

    @property
    def place(self) -> int:
        """The row that always answers; -1 where none does."""
        return self.tables[0].places[0] if self.settled else -1


class WarmUp(NamedTuple):
    """The time before day 0, which nobody sees: it is lived so that day 0 finds what it leaves under way."""

    inputs: "Inputs"  # what was done until day 0; the days of its columns begin with `first_day`
    touched: tuple[int, ...]  # per channel the first day on which anybody is touched who may still be under way
    leads: int  # first day on which leads that arrive are followed
    deals: int  # first day on which deals may be opened that day 0 finds
    spans: tuple[float, ...]  # per segment the days over which the first of them are opened; 0: deals take no time


class Inputs(NamedTuple):
    """Everything."""

    seed: int
    start: str
    currency: str
    n_months: int
    months: tuple[int, ...]  # boundaries [microseconds] from day 0 to the end of the run-off
    horizon: int  # microseconds
    end: int  # microseconds; the end of the run-off, or the horizon
    starts: tuple[int, ...]  # first instants of calendar months, from some before day 0 to some after the end
    before: int  # how many of `starts` lie before day 0
    run_off: bool
    channels: tuple[ChannelInputs, ...]
    segments: tuple[SegmentInputs, ...]
    roles: tuple[str, ...]
    active: HandlingInputs
    passive: HandlingInputs
    stages: tuple[StageInputs, ...]
    window: Law | None  # day
    attention: float  # day; inf: waiting does no harm
    teams: tuple[TeamInputs, ...]
    sdr: int  # position of the team, -1: none
    ae: int
    csm: int
    success: SuccessInputs
    returns: ReturnInputs | None
    referrals: ReferralInputs | None
    price: tuple[float, ...]  # per day of the horizon
    log_price: tuple[float, ...]
    proof: tuple[float, ...]
    uplift: tuple[float, ...]
    programme: tuple[int, ...]  # cents, per month
    overhead: tuple[int, ...]  # cents, per month
    other: tuple[int, ...]  # cents, per month
    commission: float
    serve_share: float
    discount_month: float
    cash: int | None  # cents
    policies: tuple[PolicyInputs, ...]  # one for each decision point, in the order of their numbers
    answers: float  # share of nurtured leads
    effort_return: float
    touches: tuple[TouchInputs, ...]  # message, phone, face to face, and what a deal found open has had
    saving: SavingInputs | None
    hires: bool  # is the headcount reviewed?
    hiring_lag: int  # microseconds
    shifts: bool  # is the spend reviewed?
    accounts: AccountsInputs | None
    need: NeedInputs | None
    people: PeopleInputs | None
    alone: float  # share of forgotten leads
    self_served: tuple[float, ...]  # share of the success hours that content saves, per month
    error: tuple[float, ...]  # standard deviation of that with which fit is seen, on each day; none: it is known
    learning: tuple[int, ...]  # what it costs to know that much of a lead on each day [cents]; none: nothing
    brand: BrandInputs | None
    community: CommunityInputs | None
    condition: ConditionInputs | None
    found_price: float  # of customers on day 0, relative to list
    first_day: int  # whose values are the first of each daily column
    warm_up: WarmUp | None

    @property
    def live(self) -> bool:
        """Are a day's leads only known when it comes? Before day 0 they always are."""
        if self.first_day < 0:
            return False
        return self.shifts or self.brand is not None or any(channel.bans for channel in self.channels)

    @property
    def last_day(self) -> int:
        """The last day of the horizon, counted from the first of the daily columns."""
        return len(self.price) - 1

    @property
    def no_channel(self) -> int:
        """What facts say of whoever came by no channel."""
        return len(self.channels) + (self.referrals is not None)

    @property
    def found_log_price(self) -> float:
        """Logarithm of the price of what day 0 finds, relative to list."""
        return log(self.found_price)

    @property
    def found_level(self) -> int:
        """Price of the customers of day 0 [thousandths of the list price]."""
        return price_level(log(self.found_price))
