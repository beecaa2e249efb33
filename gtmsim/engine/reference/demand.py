"""Leads arrive: the market's candidates of a day are fixed, our spend decides which of them are touched."""

from simpy.events import Event

from gtmsim.engine.agenda import ARRIVAL, CALENDAR
from gtmsim.engine.draws import Purpose, child_key, name_key
from gtmsim.engine.facts import LEAD_SCORE, new_lead_facts
from gtmsim.engine.influence import trusts
from gtmsim.engine.reference.qualification import lead
from gtmsim.engine.reference.world import REFERRAL, Account, World
from gtmsim.mechanisms.accounts.steps import fit_of, is_free, is_open, of_visit, take
from gtmsim.mechanisms.buying_windows.steps import needs
from gtmsim.mechanisms.channels.rows import FIRST_TOUCH, LEAD, LEAD_FEE, LEADS_CAPPED
from gtmsim.mechanisms.channels.steps import CAME
from gtmsim.mechanisms.contacts.steps import meet, searches_now, since
from gtmsim.mechanisms.enrichment.steps import observe_fit, tell_fit
from gtmsim.mechanisms.promotion.rows import CHANNEL_BANNED
from gtmsim.mechanisms.referrals.rows import REFERRED
from gtmsim.mechanisms.referrals.steps import RECOMMENDED
from gtmsim.rules.calendar import DAY, microseconds
from gtmsim.rules.chance import choose, count_quantile, law_quantile
from gtmsim.rules.demand import (
    carried_spend,
    leads_met,
    leads_wanted,
    organic_share,
    shifted_spend,
    touch_time,
    touches,
    working_spend,
)
from gtmsim.rules.maths import exponential_quantile, normal_quantile
from gtmsim.rules.need import NEVER, bait_weight, comes, visit_weight
from gtmsim.rules.referral import readiness, refers
from gtmsim.scenario.resolved.inputs import ReferralInputs


class Arrivals:
    """The candidates of one channel, a day at a time."""

    def __init__(self, world: World, channel: int, first: int = 0, last: int | None = None) -> None:
        self.world, self.channel, self.inputs = world, channel, world.inputs.channels[channel]
        # The past has candidates of its own, so that no later one depends on how far back it reaches.
        self.past = first < 0
        self.name = name_key("channel", self.inputs.name, *(["before"] if self.past else []))
        self.last = world.last_day + len(self.inputs.after) if last is None else last
        self.count = 0  # candidates so far, touched or not
        self.clipped = dict(self.inputs.clipped)
        self.banned = 0  # the first day on which the platform has us again
        self.weighs = world.inputs.accounts is not None or self.inputs.bait > 0.0
        self.stock = self.inputs.initial_stock  # carried spend, where the run decides what it draws [cents a day]
        # Does spend of the horizon bring leads that come after it, and is anybody there to see them?
        self.spends = world.inputs.run_off and any(self.inputs.daily_spend)
        self.free = 0.0  # share of the day's leads that needs no spend
        self.practised = self.inputs.practised  # all that was spent until yesterday, likewise [cents]
        self.open_day(first)

    def open_day(self, day: int) -> None:
        """Have the day's candidates come, when there is such a day."""
        if day <= self.last:
            self.world.agenda.call(day * DAY, CALENDAR, 2, self.channel, self.candidates, day)

    def candidates(self, event: Event) -> None:
        """Touch the candidates of a day that our spend reaches."""
        day, world, said = event._value, self.world, self.inputs
        u, ceiling = world.u, said.response.ceiling
        late = day > world.last_day and not self.past
        if said.bans and day >= self.banned and not late and u(Purpose.BANNED, self.name, day) < said.bans[day]:
            self.banned = day + said.banned
            world.post(CHANNEL_BANNED, channel=self.channel, value=float(said.banned))
        wanted = self.still_wanted(day) if late else self.wanted(day)
        rate = min(wanted, ceiling)
        if wanted > ceiling and not late:
            world.post(LEADS_CAPPED, channel=self.channel, value=wanted)
        first = self.count
        self.count += count_quantile(said.candidates, said.first, u(Purpose.CANDIDATES, self.name, day))
        # A day without any reach need not be looked at: of an event's channel that is nearly every day.
        for ordinal in range(first, self.count) if rate > 0.0 else ():
            key = child_key(self.name, ordinal)
            chance = u(Purpose.ACCEPTANCE, key)
            if touches(rate, ceiling, chance):
                touched = touch_time(day, u(Purpose.TOUCH_TIME, key))
                weight = self.weight(key, touched, day) if self.weighs else 1.0
                if self.weighs and not comes(rate, ceiling, weight, chance):
                    continue
                arrives = touched + microseconds(law_quantile(said.delay, u(Purpose.DELAY, key)))
                if self.begun() <= arrives < world.inputs.horizon or (
                    arrives >= world.inputs.horizon and self.is_owed(rate, weight, chance)
                ):
                    number = -1 - ordinal if self.past else ordinal
                    world.agenda.call(arrives, ARRIVAL, key, 0, self.arrive, (key, number, touched))
        self.open_day(day + 1)

    def begun(self) -> int:
        """Since when leads that arrive are followed [microseconds]."""
        return self.world.followed_since if self.past else 0

    def wanted(self, day: int) -> float:
        """Leads that a day's spend would bring [lead/day], before the ceiling clips them."""
        said, world = self.inputs, self.world
        self.free = said.daily_organic[day - world.inputs.first_day]
        if not world.live:
            return self.clipped.get(day, said.daily_rate[day - world.inputs.first_day])
        spent = shifted_spend(said.daily_spend[day], world.factors[self.channel])
        world.spent[self.channel][world.closed] += spent
        if said.on_dates:
            return leads_met(said.response.ceiling, said.season[day], world.factors[self.channel])
        banned = day < self.banned
        worth = 0.0 if banned else working_spend(said.response, float(spent), float(self.practised), day)
        self.practised += spent
        self.stock = carried_spend(said.response, self.stock, worth)
        if banned:
            return 0.0
        works = world.goodwill if said.brand_led else self.stock * world.lift
        self.free = 1.0 if said.brand_led else organic_share(said.response, works)
        return leads_wanted(said.response, works, said.season[day])

    def still_wanted(self, day: int) -> float:
        """Leads that carried spend would bring on a day after the horizon [lead/day], on which nothing is spent."""
        said, world = self.inputs, self.world
        after = day - world.last_day - 1
        if after == 0 and not world.live:
            self.stock = said.last_stock
        self.stock = carried_spend(said.response, self.stock, 0.0)
        works = self.stock * world.lift
        self.free = organic_share(said.response, works)
        return 0.0 if day < self.banned else leads_wanted(said.response, works, said.after[after])

    def is_owed(self, rate: float, weight: float, chance: float) -> bool:
        """Does a lead that comes after the horizon come of spend, and not by itself? Only then it is waited for."""
        return self.spends and chance * self.inputs.response.ceiling >= rate * self.free * weight

    def baited(self, key: int) -> bool:
        """Is this a visit whom only a bait draws?"""
        return self.inputs.bait > 0.0 and self.world.u(Purpose.BAITED, key) < self.inputs.bait

    def weight(self, key: int, touched: int, day: int) -> float:
        """How readily a visit becomes a lead, as a share of the readiest [1]."""
        world, said = self.world, self.inputs
        bait = said.strength[min(day - world.inputs.first_day, world.last_day)] if self.baited(key) else -1.0
        if world.inputs.accounts is None:
            return 1.0 if bait < 0.0 else bait
        if bait == 0.0:
            return 0.0
        number = of_visit(world, choose(said.segments, world.u(Purpose.SEGMENT, key)), key, 0)
        if said.public and not is_open(world, world.companies[number].key):
            return 0.0
        if said.followers and since(world, number, touched) == NEVER:
            return 0.0
        needing = needs(world, number, touched)
        if bait > 0.0:
            return bait_weight(bait, said.relevance, needing)
        return visit_weight(said.lift, said.precision, needing, fit_of(world, number) > 0.0)

    def arrive(self, event: Event) -> None:
        """A lead is there, unless its account is in a hand already."""
        world, said = self.world, self.world.inputs.channels[self.channel]
        key, ordinal, touched = event._value
        baited = self.baited(key)
        active = int(not baited and world.u(Purpose.MODE, key) < said.active)
        segment = choose(said.segments, world.u(Purpose.SEGMENT, key))
        works = 0
        if world.inputs.accounts is not None:
            number = of_visit(world, segment, key, 0)
            if not is_free(world, number):
                return
            searches = not baited and needs(world, number, world.now)
            if searches and world.inputs.people is not None:
                searches = searches_now(world, number, key)
            works = int(searches)
            who = Account(key, self.channel, segment, active * works, fit_of(world, number))
            take(world, who, number)
        else:
            who = Account(key, self.channel, segment, active, normal_quantile(world.u(Purpose.FIT, key)))
        trusts(world, who, CAME, said.trust)
        welcome(world, who, ordinal, said.fee + (said.bait_cost if baited else 0), touched, works)


def welcome(world: World, who: Account, ordinal: int, fee: int, touched: int, works: int) -> None:
    """Write the lead down and let it live."""
    who.arrived = world.now
    if world.now < 0:
        world.in_hand[who.key] = who
    observe_fit(world, who)
    scored = world.decide(LEAD_SCORE, who, new_lead_facts(world, who))
    (who.score,) = scored.values
    world.count(world.leads, who)
    world.note(LEAD, who, detail=who.active, int_value=ordinal, value=who.fit, by=scored)
    if touched < world.now:
        world.note(FIRST_TOUCH, who, value=(world.now - touched) / DAY)
    meet(world, who, works)
    tell_fit(world, who)
    if fee:
        world.note(LEAD_FEE, who, amount=fee)
    world.agenda.process(lead(world, who))


class Referrals:
    """What a customer could refer, at the highest rate; how readily it does decides which of these it does."""

    def __init__(self, world: World, who: Account) -> None:
        self.world, self.who = world, who
        self.count = 0
        self.at = max(world.now, world.followed_since)
        self.wait()

    @property
    def inputs(self) -> ReferralInputs:
        """What holds now: the plan of day 0 may reward otherwise than was rewarded before."""
        assert self.world.inputs.referrals is not None
        return self.world.inputs.referrals

    def wait(self) -> None:
        """Have the next occasion come, when there is one before the horizon."""
        u = self.world.u(Purpose.REFERRAL_GAP, self.who.key, self.count)
        self.at += microseconds(exponential_quantile(u) / self.inputs.rate)
        if self.at < self.world.inputs.horizon:
            self.world.agenda.call(self.at, ARRIVAL, self.who.key, 1, self.occasion)

    def occasion(self, _: Event) -> None:
        """Refer somebody, if the customer is one, has value and is willing."""
        world, who = self.world, self.who
        if who.gone:
            return
        willing = readiness(self.inputs.referring, float(self.inputs.reward), world.covered(who))
        # Before day 0 somebody else was there whenever a customer of day 0 was not there yet.
        live = who.live <= world.now or world.now < 0
        if who.mrr > 0 and live and refers(willing, world.u(Purpose.REFERRAL, who.key, self.count)):
            key = child_key(who.key, REFERRAL, self.count)
            child = self.known(key)
            if child is not None:
                world.note(REFERRED, who, detail=self.count)
                child.referred = True
                trusts(world, child, RECOMMENDED, self.inputs.trust)
                welcome(world, child, self.count, 0, world.now, 1)
        self.count += 1
        self.wait()

    def known(self, key: int) -> Account | None:
        """Whom the customer refers: of the accounts that it thinks of the first in need, if there is one."""
        world, channel, segment = self.world, self.world.referral_channel, self.who.segment
        if world.inputs.accounts is None:
            return Account(key, channel, segment, 1, normal_quantile(world.u(Purpose.FIT, key)))
        for attempt in range(self.inputs.knows):
            number = of_visit(world, segment, key, attempt)
            if is_free(world, number) and needs(world, number, world.now):
                child = Account(key, channel, segment, 1, fit_of(world, number))
                take(world, child, number)
                return child
        return None
