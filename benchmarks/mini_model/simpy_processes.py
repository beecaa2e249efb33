"""The mini model as SimPy's tutorial teaches: a process for each lead, member and referring customer."""

from collections.abc import Generator
from functools import partial
from typing import Any

import simpy

from gtmsim.engine.draws import Purpose
from mini_model import model
from mini_model.luck import Keyed, Stream
from mini_model.model import Counts, Race, staff

Life = Generator[simpy.Event, Any, None]


def prepare(k: float, keyed: bool) -> Race:
    """Nothing to prepare."""
    return partial(race, k, keyed)


def race(k: float, keyed: bool, seed: int) -> Counts:
    """One run."""
    funnel = Funnel(k, Keyed(seed) if keyed else Stream(seed))
    funnel.env.process(funnel.arrivals())
    funnel.env.run(until=model.DAYS)
    return Counts(funnel.leads, funnel.wins, funnel.renewals, funnel.events)


class Deal:
    """What the committee decides."""

    def __init__(self, env: simpy.Environment) -> None:
        self.yes = 0
        self.decided = env.event()


class Funnel:
    """The firm."""

    def __init__(self, k: float, luck: Keyed | Stream) -> None:
        self.env, self.luck, self.gap = simpy.Environment(), luck, 1.0 / (model.ARRIVALS * k)
        self.sdr = simpy.Resource(self.env, staff(model.SDRS, k))
        self.ae = simpy.Resource(self.env, staff(model.AES, k))
        self.leads = self.wins = self.renewals = self.events = 0

    def arrivals(self) -> Life:
        """Leads come."""
        number = 0
        while True:
            yield self.env.timeout(self.luck.exponential(self.gap, Purpose.TOUCH_TIME, number))
            self.env.process(self.lead(self.luck.child(0, number)))
            number += 1

    def lead(self, who: int) -> Life:
        """From arrival to the last renewal."""
        self.leads += 1
        self.events += 1
        with self.sdr.request() as turn:
            yield turn
            yield self.env.timeout(self.luck.exponential(model.SDR_DAYS, Purpose.QUALIFYING_WORK, who))
        self.events += 1
        if not self.luck.chance(model.QUALIFIED, Purpose.QUALIFIES, who):
            return
        with self.ae.request() as turn:
            yield turn
            yield self.env.timeout(self.luck.lognormal(model.AE_MU, model.AE_SIGMA, Purpose.STAGE_WORK, who))
        self.events += 1
        deal = Deal(self.env)
        for seat in range(model.MEMBERS):
            self.env.process(self.member(deal, self.luck.child(who, seat)))
        if (yield deal.decided):
            yield from self.customer(who)

    def member(self, deal: Deal, who: int) -> Life:
        """Review and vote, unless somebody has said no before."""
        yield self.env.timeout(self.luck.exponential(model.REVIEW_DAYS, Purpose.REVIEW, who))
        if deal.decided.triggered:
            return
        self.events += 1
        if self.luck.chance(model.VETO, Purpose.STANCE, who):
            deal.decided.succeed(False)
            return
        deal.yes += 1
        if deal.yes == model.MEMBERS:
            deal.decided.succeed(True)

    def customer(self, who: int) -> Life:
        """Renew quarter by quarter."""
        self.wins += 1
        active = [True]
        self.env.process(self.referrals(who, active))
        term = 0
        while True:
            yield self.env.timeout(model.QUARTER)
            term += 1
            self.events += 1
            if self.luck.chance(model.CHURN, Purpose.RENEWAL, who, term):
                break
            self.renewals += 1
        active[0] = False

    def referrals(self, who: int, active: list[bool]) -> Life:
        """Send new leads while being a customer."""
        number = 0
        while True:
            yield self.env.timeout(self.luck.exponential(1.0 / model.REFERRALS, Purpose.REFERRAL_GAP, who, number))
            if not active[0]:
                return
            self.env.process(self.lead(self.luck.child(who, model.MEMBERS + number)))
            number += 1
