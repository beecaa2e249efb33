"""The mini model with SimPy as an agenda only: callbacks for processes, random numbers in blocks, no event to spare."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import simpy
from simpy.events import NORMAL, Event

from mini_model import model
from mini_model.model import Counts, Race, staff

BLOCK = 10_000


def prepare(k: float) -> Race:
    """Nothing to prepare."""
    return lambda seed: race(k, seed)


def race(k: float, seed: int) -> Counts:
    """One run."""
    funnel = Funnel(k, np.random.default_rng(seed))
    funnel.arrive()
    funnel.env.run(until=model.DAYS)
    return Counts(funnel.leads - 1, funnel.wins, funnel.renewals, funnel.events)


def blocks(draw: Callable[[int], Any]) -> Iterator[Any]:
    """Draws one by one, made many at a time."""
    while True:
        yield from draw(BLOCK).tolist()


class Desk:
    """A team: how many are free, and who waits."""

    def __init__(self, people: int, work: Iterator[float]) -> None:
        self.free, self.work = people, work
        self.queue: deque[None] = deque()


class Funnel:
    """The firm."""

    def __init__(self, k: float, luck: np.random.Generator) -> None:
        self.env = simpy.Environment()
        self.gap = blocks(lambda n: luck.exponential(1.0 / (model.ARRIVALS * k), n))
        self.uniform = blocks(luck.random)
        self.votes = blocks(lambda n: luck.random((n, model.MEMBERS)) >= model.VETO)
        self.reviews = blocks(lambda n: luck.exponential(model.REVIEW_DAYS, (n, model.MEMBERS)))
        self.renewed = blocks(lambda n: luck.geometric(model.CHURN, n) - 1)
        self.referral = blocks(lambda n: luck.exponential(1.0 / model.REFERRALS, n))
        self.sdr = Desk(staff(model.SDRS, k), blocks(lambda n: luck.exponential(model.SDR_DAYS, n)))
        self.ae = Desk(staff(model.AES, k), blocks(lambda n: luck.lognormal(model.AE_MU, model.AE_SIGMA, n)))
        self.leads = self.wins = self.renewals = self.events = 0

    def after(self, delay: float, then: Callable[[Event], None], value: Any = None) -> None:
        """Call `then` after a delay [day], if that is within the year."""
        if self.env.now + delay > model.DAYS:
            return
        event = Event(self.env)
        event._ok, event._value = True, value
        event.callbacks.append(then)
        self.env.schedule(event, NORMAL, delay)

    def arrive(self, _: Event | None = None) -> None:
        """A lead is there (but for the first call), and the next one will come."""
        self.after(next(self.gap), self.arrive)
        if self.leads:
            self.welcome()
        else:
            self.leads = 1

    def welcome(self) -> None:
        """A lead asks for an SDR."""
        self.leads += 1
        self.events += 1
        self.ask(self.sdr, self.answered)

    def ask(self, desk: Desk, then: Callable[[Event], None]) -> None:
        """Begin a task or wait for somebody."""
        if desk.free:
            desk.free -= 1
            self.after(next(desk.work), then)
        else:
            desk.queue.append(None)

    def give(self, desk: Desk, then: Callable[[Event], None]) -> None:
        """A task is done: the next in the queue, if any."""
        self.events += 1
        if desk.queue:
            desk.queue.popleft()
            self.after(next(desk.work), then)
        else:
            desk.free += 1

    def answered(self, _: Event) -> None:
        """The SDR is done."""
        self.give(self.sdr, self.answered)
        if next(self.uniform) < model.QUALIFIED:
            self.ask(self.ae, self.presented)

    def presented(self, _: Event) -> None:
        """The AE is done; the committee's one event is the vote that makes all their yes. A lost deal needs none."""
        self.give(self.ae, self.presented)
        votes, reviews = next(self.votes), next(self.reviews)
        if all(votes):
            self.after(max(reviews), self.won)

    def won(self, _: Event) -> None:
        """A customer: how often it renews is drawn at once, and within the year only its referrals are events."""
        self.wins += 1
        self.events += 1
        signed, renewed = self.env.now, next(self.renewed)
        self.renewals += min(renewed, int((model.DAYS - signed) / model.QUARTER))
        self.refer_until(signed + (renewed + 1) * model.QUARTER)

    def refer_until(self, end: float) -> None:
        """The next referral, if it comes while the customer is one."""
        gap = next(self.referral)
        if self.env.now + gap < end:
            self.after(gap, self.referred, end)

    def referred(self, event: Event) -> None:
        """A customer has sent a lead."""
        self.welcome()
        self.refer_until(event._value)
