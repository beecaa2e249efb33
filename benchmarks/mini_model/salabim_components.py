"""The mini model in salabim: a component for each lead, member and referring customer."""

import random
from collections.abc import Generator
from functools import partial
from typing import Any

import salabim

from mini_model import model
from mini_model.model import Counts, Race, staff

Life = Generator[Any, Any, None]


def prepare(k: float) -> Race:
    """Processes are generators."""
    salabim.yieldless(False)
    return partial(race, k)


def race(k: float, seed: int) -> Counts:
    """One run."""
    env = salabim.Environment(trace=False, random_seed=seed)
    env.luck = random.Random(seed)
    env.gap = model.ARRIVALS * k
    env.sdr = salabim.Resource("sdr", capacity=staff(model.SDRS, k))
    env.ae = salabim.Resource("ae", capacity=staff(model.AES, k))
    env.leads = env.wins = env.renewals = env.happened = 0
    Arrivals()
    env.run(till=model.DAYS)
    return Counts(env.leads, env.wins, env.renewals, env.happened)


class Arrivals(salabim.Component):
    """Leads come."""

    def process(self) -> Life:
        while True:
            yield self.hold(self.env.luck.expovariate(self.env.gap))
            Lead()


class Lead(salabim.Component):
    """From arrival to the last renewal."""

    def process(self) -> Life:
        env, luck = self.env, self.env.luck
        env.leads += 1
        env.happened += 1
        yield self.request(env.sdr)
        yield self.hold(luck.expovariate(1.0 / model.SDR_DAYS))
        self.release(env.sdr)
        env.happened += 1
        if luck.random() >= model.QUALIFIED:
            return
        yield self.request(env.ae)
        yield self.hold(luck.lognormvariate(model.AE_MU, model.AE_SIGMA))
        self.release(env.ae)
        env.happened += 1
        self.yes, self.decided = 0, False
        for _ in range(model.MEMBERS):
            Member(deal=self)
        yield self.passivate()
        if self.yes < model.MEMBERS:
            return
        env.wins += 1
        self.active = True
        Referrals(customer=self)
        while self.active:
            yield self.hold(model.QUARTER)
            env.happened += 1
            self.active = luck.random() >= model.CHURN
            env.renewals += self.active


class Member(salabim.Component):
    """Review and vote, unless somebody has said no before."""

    def process(self, deal: Lead) -> Life:
        luck = self.env.luck
        yield self.hold(luck.expovariate(1.0 / model.REVIEW_DAYS))
        if deal.decided:
            return
        self.env.happened += 1
        no = luck.random() < model.VETO
        deal.yes += not no
        if no or deal.yes == model.MEMBERS:
            deal.decided = True
            deal.activate()


class Referrals(salabim.Component):
    """Send new leads while being a customer."""

    def process(self, customer: Lead) -> Life:
        while True:
            yield self.hold(self.env.luck.expovariate(model.REFERRALS))
            if not customer.active:
                return
            Lead()
