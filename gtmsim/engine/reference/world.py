"""The state of one replication: the agenda, the luck, the teams, the books, and the rows written so far."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from simpy.events import Event

from gtmsim.engine.agenda import ARRIVAL, CALENDAR, COMPLETION, Agenda
from gtmsim.engine.draws import Draws, child_key, name_key
from gtmsim.engine.reference.deal import Member
from gtmsim.engine.reference.decisions import Decision, Facts, Policies, Told
from gtmsim.engine.reference.entities import Account, Book, ChannelMonth, Company, Contact, Lazily, Place, Qualified
from gtmsim.engine.reference.reasons import Reasons
from gtmsim.engine.teams import NOBODY, Team
from gtmsim.journal.kinds import cash_signs, funding_signs
from gtmsim.journal.rows import RULE_ALSO_FIRED
from gtmsim.mechanisms.accounts.steps import let_go
from gtmsim.mechanisms.brand.steps import open_brand
from gtmsim.mechanisms.cash_policy.ending import end_deal, end_subscription, is_subscribed
from gtmsim.mechanisms.collection.steps import settle
from gtmsim.mechanisms.community.rules import MOST_LEVEL
from gtmsim.mechanisms.funding.steps import fund
from gtmsim.mechanisms.money.steps import open_cash
from gtmsim.mechanisms.subscription.rules import SegmentInputs
from gtmsim.mechanisms.success.rules import covered_share
from gtmsim.rules.calendar import DAY, NEVER, month_of
from gtmsim.scenario.resolved.inputs import Inputs

AT_ONCE, COLLECTED, FINANCED = cash_signs(False), cash_signs(True), funding_signs()
if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract

UNDECIDED = Decision((-1, -1), ())
MOST_DEALS = 1000  # one after another in a place of the pipeline before day 0
MONEY = 3  # on the calendar after the closing of months, the staff and the days of channels
SETTLEMENT = 1 << 20  # `sub` of what becomes of bills, above all that a life waits for: 2 for each bill
BORN = 3  # `sub` of such a deal on the agenda, beside those of leads
REFERRAL = name_key("referral")  # names a referred lead below its referrer


def is_kept_in_the_end(order: tuple[int, int, int]) -> bool:
    """Does an event of the agenda happen though the firm has ended: a month closes, or a bill is settled?"""
    return order[:2] == (CALENDAR, 0) or (order[0] == COMPLETION and order[2] > SETTLEMENT // 2)


class Staffing(NamedTuple):
    """How people come and go at later instants."""

    hire: "Callable[[World, int, int], None]"
    replace: "Callable[[World, int, int, int, int], None]"
    leave_on: "Callable[[World, int, int, int], None]"
    let_leave: "Callable[[World, int, int], None]"
    offer_on: "Callable[[World, int, int, int, int], None]"
    absence_on: "Callable[[World, int, int, int, int], None]"
    open_on: "Callable[[World, int, int, int], None]"
    join_on: "Callable[[World, int, int, int], None]"


class World:
    """One replication of a scenario."""

    def __init__(
        self,
        inputs: Inputs,
        replication: int,
        most: int,
        begin_referring: "Callable[[World, Account], object]",
        open_deal: "Callable[[World, Place], None]",
        staffing: "Staffing",
    ) -> None:
        warm_up = inputs.warm_up
        self.agenda = Agenda(most, 0 if warm_up is None else warm_up.inputs.first_day * DAY)
        self.draws = Draws(inputs.seed, replication)
        self.u = self.draws.uniform
        self.rows: list[tuple[Any, ...]] = []
        plan = inputs if warm_up is None else warm_up.inputs
        self.teams = tuple(Team(self.agenda, i, team) for i, team in enumerate(plan.teams))
        self.open_deals: dict[int, Account] = {}  # by their keys
        self.subscribers: dict[int, tuple[Account, Contract]] = {}  # and who was lost of them
        self.desks = self.teams  # what is counted of each
        self.watched: int | None = None  # key of the account whose decisions are kept
        self.reasons: Reasons | None = None  # the terms of decisions, where anybody asks for them
        self.deals = 0  # so far
        self.ballots: dict[int, Member] = Lazily(Member)
        self.seats = max(sum(role.seats for role in each.committee.roles) for each in inputs.segments)  # of a committee
        self.told: list[Told] = []
        self.decided = UNDECIDED  # the latest answer of a table
        self.referral_channel = len(inputs.channels)
        self.no_channel = len(inputs.channels) + (inputs.referrals is not None)  # of decision tables
        self.stages = tuple(name_key("stage", stage.name) for stage in inputs.stages)  # name the luck in each
        self.in_hand: dict[int, Account] = {}  # leads before day 0, by their keys
        self.places: list[Place] = []  # of the pipeline that day 0 finds
        self.latest: dict[int, Qualified] = Lazily(Qualified)  # leads that qualified before day 0
        self.qualified = [0] * len(inputs.segments)  # how many these were
        self.followed_since = 0 if warm_up is None else warm_up.leads * DAY  # leads that arrive [microseconds]
        self.use(plan)
        self.begin_referring, self.open_deal = begin_referring, open_deal
        self.hire, self.replace, self.leave_on, self.let_leave = staffing[:4]
        self.offer_on, self.absence_on = staffing.offer_on, staffing.absence_on
        self.open_on, self.join_on = staffing.open_on, staffing.join_on
        self.generation = 1  # whoever is `known` to it has been looked at
        self.companies: dict[int, Company] = Lazily(Company)
        self.contacts: dict[int, Contact] = Lazily(Contact)

    def use(self, inputs: Inputs) -> None:
        """Go by a plan from now on, with the books of one who has no customer yet."""
        self.inputs = inputs
        self.sdr = self.teams[inputs.sdr] if inputs.sdr >= 0 else None
        self.ae = self.teams[inputs.ae] if inputs.ae >= 0 else None
        self.books = [Book() for _ in inputs.segments]
        self.saving_hours = 0.0  # CSM hours that attempts to save have taken since the last closing
        months, channels = range(inputs.n_months), range(len(inputs.channels))
        self.past = inputs.first_day < 0
        # The past has candidates of its own, so that no later one depends on how far back it reaches.
        before = ["before"] if self.past else []
        self.channel_names = [name_key("channel", each.name, *before) for each in inputs.channels]
        self.candidate = [0 for _ in channels]  # candidates so far, touched or not
        self.free_from = [0 for _ in channels]  # the first day on which a platform has us again
        self.free_share = [0.0 for _ in channels]  # of the day's leads that needs no spend
        self.stock = [each.initial_stock for each in inputs.channels]  # carried spend [cents a day]
        self.practised = [each.practised for each in inputs.channels]  # all that was spent until yesterday [cents]
        self.factor = [1.0 for _ in channels]  # on the planned spend of this month
        self.channel_months = [ChannelMonth() for _ in channels for _ in months]  # of each channel, month by month
        self.beside_plan = [0.0 for _ in months]  # goodwill that a month's spend keeps up beyond what the plan's would
        self.goodwill = self.lift = 1.0  # the brand, and what a unit of carried spend is worth by it
        open_brand(self)
        self.coverage = 1.0
        self.closed = 0  # months whose books are closed
        self.counts_cash = inputs.hires or inputs.shifts
        self.cash_signs = COLLECTED if len(inputs.collection) > 0 else AT_ONCE
        self.cash = self.cash_1 = self.cash_2 = self.cash_3 = 0  # now, and its own as each month closed [cents]
        self.financed = 0  # of it, from investors and banks since day 0 [cents]
        self.came_up = self.went_on = 0  # recurring revenue, for renewal in the period of CSMs, and of it [cents]
        self.runway = self.burn = 0.0  # days until it is gone, and what a month takes of it [cents]
        # When each funding is paid in, or was asked to be, and when it is repaid [microseconds]; -1 not within the run.
        self.comes, self.goes_back = [-1 for _ in inputs.funding], [-1 for _ in inputs.funding]
        self.throttle, self.frozen, self.ended, self.opening_mrr = 1.0, 0, 0, 0  # as the cash policy says; MRR of day 0
        open_cash(self)
        self.needed = 0.0  # CSM hours this month
        self.coverage_sums = [0.0] * (len(inputs.months) + 2)
        self.last_day = len(inputs.price) - 1
        self.policies = Policies(inputs.policies)
        self.members = self.paid = self.squares = 0  # of the community, their price levels and the squares of these
        self.paying = [0] * (MOST_LEVEL + 1)  # members by price level
        self.leak_share = [0.0] * inputs.n_months  # of the members, in whose group prices leaked
        self.leak_low = [0] * inputs.n_months  # the lowest price level in these groups
        self.informed = 0.0  # share of the members who remember a leak
        self.low = 0  # the lowest price level that they know of
        self.shown = 0.0  # logit that a buyer gains this month who is shown the community

    def lose(self, kind: int, who: Account, detail: int) -> None:
        """A deal ends without a sale."""
        self.note(kind, who, detail=detail)
        let_go(self, who, 1)
        self.close_deal(who)
        self.leave(who)

    def close_deal(self, who: Account) -> None:
        """A deal is open no more: whoever has begun it may begin another."""
        if self.ae is not None and who.seller != NOBODY:
            self.ae.close_deal()

    def leave(self, who: Account) -> None:
        """A deal is over; before day 0 the next one takes its place."""
        self.open_deals.pop(who.key, None)
        place = who.place
        if place is not None and self.now < 0:
            place.deal = None
            place.count += 1
            if who.company >= 0:
                self.companies[who.company].free = NEVER  # for the next deal
            if place.count < MOST_DEALS:  # where hardly any takes any time
                self.await_deal(place, self.now)

    def await_deal(self, place: Place, when: int) -> None:
        """Have the next deal of a place open at an instant [microseconds]."""
        self.agenda.call(when, ARRIVAL, child_key(place.key, place.count), BORN, lambda _: self.open_deal(self, place))

    def wind_up(self) -> None:
        """Forget all but bills and the ends of months, and have each deal and subscription end now."""
        self.agenda.forget(is_kept_in_the_end)
        for who in self.open_deals.values():
            self._ends_now(who, None)
        for who, contract in self.subscribers.values():
            if is_subscribed(who, contract):
                self._ends_now(who, contract)

    def _ends_now(self, who: Account, contract: "Contract | None") -> None:
        def ends(_: Event) -> None:
            if contract is None:
                end_deal(self, who)
            else:
                end_subscription(self, who, contract)

        self.agenda.call(self.now, COMPLETION, who.key, 0, ends)

    def settle_on(self, who: Account, contract: "Contract", when: int, code: int, amount: int) -> None:
        """Have a bill reminded of or settled at an instant [microseconds]."""
        self.agenda.call(
            when, COMPLETION, who.key, SETTLEMENT + code, lambda _: settle(self, who, contract, code, amount)
        )

    def fund_on(self, when: int, code: int) -> None:
        """Have money come in or go back on a day [microseconds]."""
        self.agenda.call(when, CALENDAR, MONEY, code, lambda _: fund(self, code))

    def let_go(self, who: Account, cool: bool) -> None:
        """A lead is in our hands no more."""
        let_go(self, who, int(cool))
        if self.now < 0:
            del self.in_hand[who.key]

    def customer(self, who: Account) -> None:
        """Let a customer's referrals begin."""
        if self.inputs.referrals is not None and self.inputs.referrals.rate > 0.0:
            self.begin_referring(self, who)

    def decide(self, point: int, who: Account, facts: Facts) -> Decision:
        """What the policy at a decision point says of an account; the next row that is written says so."""
        self.decided, table = self.policies.decide(point, self.today(), facts)
        if who.key == self.watched and table is not None:
            known = {fact: facts[fact] for fact in table.facts}
            self.told.append(Told(len(self.rows), point, known, self.decided.values))
        return self.decided

    def decide_for_firm(self, point: int, facts: Facts) -> Decision:
        """What the policy at a decision point says of a channel or a team when a month begins."""
        self.decided, _ = self.policies.decide(point, self.today(), facts)
        return self.decided

    def covered(self, who: Account) -> float:
        """How far the CSM team's hours reach this customer [1]."""
        return covered_share(who.attention, self.coverage)

    @property
    def now(self) -> int:
        """Microseconds since the start."""
        return cast(int, self.agenda.now)

    def note(
        self,
        kind: int,
        who: Account,
        detail: int = 0,
        team: int = -1,
        amount: int = 0,
        int_value: int = 0,
        value: float = 0.0,
        by: Decision = UNDECIDED,
    ) -> None:
        """Write a row about an account, and a row for each further row of a table that added up."""
        now, key, channel, segment = self.agenda.now, who.key, who.channel, who.segment
        if now < 0:
            return  # nobody sees what was before day 0
        if self.counts_cash:
            self.cash += self.cash_signs[kind] * amount
            self.financed += FINANCED[kind] * amount
        self.rows.append((now, kind, key, detail, channel, segment, team, amount, int_value, value, *by.by))
        for row in by.also:
            self.rows.append((now, RULE_ALSO_FIRED, key, 0, channel, segment, -1, 0, 0, 0.0, by.by[0], row))

    def post(
        self,
        kind: int,
        detail: int = 0,
        channel: int = -1,
        segment: int = -1,
        team: int = -1,
        amount: int = 0,
        int_value: int = 0,
        value: float = 0.0,
        by: Decision = UNDECIDED,
    ) -> None:
        """Write a row about the firm, and a row for each further row of a table that added up."""
        if self.agenda.now < 0:
            return
        if self.counts_cash:
            self.cash += self.cash_signs[kind] * amount
            self.financed += FINANCED[kind] * amount
        self.rows.append((self.agenda.now, kind, 0, detail, channel, segment, team, amount, int_value, value, *by.by))
        for row in by.also:
            self.rows.append((self.agenda.now, RULE_ALSO_FIRED, 0, 0, channel, segment, team, 0, 0, 0.0, by.by[0], row))

    def segment(self, who: Account) -> SegmentInputs:
        """The account's segment."""
        return self.inputs.segments[who.segment]

    def today(self) -> int:
        """Day of the plan, at least its first and at most its last, which holds in the run-off."""
        return max(0, min(self.now // DAY - self.inputs.first_day, self.last_day))

    def channel_month(self, who: Account) -> ChannelMonth:
        """Where an account's channel and this month are counted, if both belong to the plan and the horizon."""
        if 0 <= who.channel < len(self.inputs.channels) and self.closed < self.inputs.n_months:
            return self.channel_months[who.channel * self.inputs.n_months + self.closed]
        return ChannelMonth()

    def month(self, time: int) -> int:
        """Month index of an instant, 0 for all before day 0."""
        return max(0, month_of(self.inputs.starts, time) - self.inputs.before)
