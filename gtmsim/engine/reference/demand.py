"""Leads arrive: the market's candidates of a day are fixed, our spend decides which of them are touched."""

from simpy.events import Event

from gtmsim.engine.agenda import ARRIVAL, CALENDAR
from gtmsim.engine.draws import Purpose, child_key
from gtmsim.engine.facts import LEAD_SCORE, new_lead_facts
from gtmsim.engine.influence import trusts
from gtmsim.engine.reference.entities import Account
from gtmsim.engine.reference.qualification import lead
from gtmsim.engine.reference.world import REFERRAL, World
from gtmsim.mechanisms.accounts.rules import comes
from gtmsim.mechanisms.accounts.steps import fit_of, is_free, of_visit, take, visited
from gtmsim.mechanisms.buying_windows.steps import needs
from gtmsim.mechanisms.channels.rows import FIRST_TOUCH, LEAD, LEAD_FEE, LEADS_CAPPED
from gtmsim.mechanisms.channels.rules import touch_time, touches
from gtmsim.mechanisms.channels.steps import (
    CAME,
    candidates_of_day,
    is_owed,
    segment_of_visit,
    still_wanted_on,
    visit_readiness,
    wanted_on,
)
from gtmsim.mechanisms.contacts.steps import meet, searches_now
from gtmsim.mechanisms.enrichment.steps import observe_fit, tell_fit
from gtmsim.mechanisms.lead_magnets.steps import only_by_magnet
from gtmsim.mechanisms.promotion.steps import perhaps_banned
from gtmsim.mechanisms.referrals.rows import REFERRED
from gtmsim.mechanisms.referrals.rules import ReferralInputs
from gtmsim.mechanisms.referrals.steps import RECOMMENDED, until_the_next, wants_to_refer, whom_it_knows
from gtmsim.rules.calendar import DAY, microseconds
from gtmsim.rules.chance import choose, law_quantile
from gtmsim.rules.maths import normal_quantile


class Arrivals:
    """The candidates of one channel, a day at a time."""

    def __init__(self, world: World, channel: int, first: int = 0, last: int | None = None) -> None:
        self.world, self.channel, self.inputs = world, channel, world.inputs.channels[channel]
        self.past, self.name = world.past, world.channel_names[channel]
        self.last = world.last_day + len(self.inputs.after) if last is None else last
        self.weighs = world.inputs.accounts is not None or self.inputs.bait > 0.0
        self.open_day(first)

    def open_day(self, day: int) -> None:
        """Have the day's candidates come, when there is such a day."""
        if day <= self.last:
            self.world.agenda.call(day * DAY, CALENDAR, 2, self.channel, self.candidates, day)

    def candidates(self, event: Event) -> None:
        """Touch the candidates of a day that our spend reaches."""
        day, world, c, ceiling = event._value, self.world, self.channel, self.inputs.response.ceiling
        late = day > world.last_day and not self.past
        if not late:
            perhaps_banned(world, c, day)
        wanted = still_wanted_on(world, c, day) if late else wanted_on(world, c, day)
        rate = min(wanted, ceiling)
        if wanted > ceiling and not late:
            world.post(LEADS_CAPPED, channel=c, value=wanted)
        first = world.candidate[c]
        world.candidate[c] = first + candidates_of_day(world, c, day)
        # A day without any reach need not be looked at: of an event's channel that is nearly every day.
        for ordinal in range(first, world.candidate[c]) if rate > 0.0 else ():
            key = child_key(self.name, ordinal)
            luck = world.u(Purpose.ACCEPTANCE, key)
            if touches(rate, ceiling, luck):
                self.touch(key, ordinal, rate, day, luck)
        self.open_day(day + 1)

    def touch(self, key: int, ordinal: int, rate: float, day: int, luck: float) -> None:
        """Let a visit become a lead to come, unless its account weighs too little."""
        world, c = self.world, self.channel
        touched, share = touch_time(day, world.u(Purpose.TOUCH_TIME, key)), 1.0
        if self.weighs:
            g = place = 0
            if world.inputs.accounts is not None:
                g = segment_of_visit(world, c, key)
                place = visited(world, g, key, 0)
            share = visit_readiness(world, c, key, touched, day, rate, luck, g, place)
            if not comes(rate, self.inputs.response.ceiling, share, luck):
                return
        arrives = touched + microseconds(law_quantile(self.inputs.delay, world.u(Purpose.DELAY, key)))
        if self.past and arrives < world.followed_since:
            return
        if arrives < world.inputs.horizon or is_owed(world, c, rate, share, luck):
            number = -1 - ordinal if self.past else ordinal
            world.agenda.call(arrives, ARRIVAL, key, 0, self.arrive, (key, number, touched))

    def arrive(self, event: Event) -> None:
        """A lead is there, unless its account is in a hand already."""
        world, said = self.world, self.world.inputs.channels[self.channel]
        key, ordinal, touched = event._value
        baited = only_by_magnet(world, self.channel, key)
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
    world.channel_month(who).leads += 1
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
        self.at += until_the_next(self.world, self.who, self.count)
        if self.at < self.world.inputs.horizon:
            self.world.agenda.call(self.at, ARRIVAL, self.who.key, 1, self.occasion)

    def occasion(self, _: Event) -> None:
        """Refer somebody, if the customer is one, has value and is willing."""
        world, who = self.world, self.who
        if who.gone:
            return
        if wants_to_refer(world, who, self.count):
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
        number = whom_it_knows(world, segment, key)
        if number < 0:
            return None
        child = Account(key, channel, segment, 1, fit_of(world, number))
        take(world, child, number)
        return child
