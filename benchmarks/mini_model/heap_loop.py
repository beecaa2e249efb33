"""The mini model as a plain loop over a heap of tuples."""

import random
from collections import deque
from heapq import heappop, heappush

from mini_model import model
from mini_model.model import Counts, Race, staff

ARRIVAL, SDR_DONE, AE_DONE, REVIEWED, RENEWAL, REFERRAL = range(6)


def prepare(k: float) -> Race:
    """Nothing to prepare."""
    return lambda seed: race(k, seed)


def race(k: float, seed: int) -> Counts:
    """One run."""
    luck = random.Random(seed)
    uniform, exponential, lognormal = luck.random, luck.expovariate, luck.lognormvariate
    arrivals, sdr_rate, review_rate = model.ARRIVALS * k, 1 / model.SDR_DAYS, 1 / model.REVIEW_DAYS
    free = {SDR_DONE: staff(model.SDRS, k), AE_DONE: staff(model.AES, k)}
    queue: dict[int, deque[int]] = {SDR_DONE: deque(), AE_DONE: deque()}
    agenda: list[tuple[float, int, int]] = [(exponential(arrivals), ARRIVAL, 0)]
    yes: list[int] = []  # per lead: votes so far, -1 once it is lost or gone
    wins = renewals = events = 0
    now = 0.0

    def start(task: int, who: int) -> None:
        days = exponential(sdr_rate) if task == SDR_DONE else lognormal(model.AE_MU, model.AE_SIGMA)
        heappush(agenda, (now + days, task, who))

    def ask(task: int, who: int) -> None:
        if free[task]:
            free[task] -= 1
            start(task, who)
        else:
            queue[task].append(who)

    def give(task: int) -> None:
        if queue[task]:
            start(task, queue[task].popleft())
        else:
            free[task] += 1

    def welcome() -> None:
        yes.append(0)
        ask(SDR_DONE, len(yes) - 1)

    while agenda and agenda[0][0] <= model.DAYS:
        now, kind, who = heappop(agenda)
        events += 1
        if kind == ARRIVAL:
            heappush(agenda, (now + exponential(arrivals), ARRIVAL, 0))
            welcome()
        elif kind == SDR_DONE:
            give(SDR_DONE)
            if uniform() < model.QUALIFIED:
                ask(AE_DONE, who)
        elif kind == AE_DONE:
            give(AE_DONE)
            for _ in range(model.MEMBERS):
                heappush(agenda, (now + exponential(review_rate), REVIEWED, who))
        elif yes[who] < 0:
            events -= 1
        elif kind == REVIEWED:
            if uniform() < model.VETO:
                yes[who] = -1
                continue
            yes[who] += 1
            if yes[who] == model.MEMBERS:
                wins += 1
                heappush(agenda, (now + model.QUARTER, RENEWAL, who))
                heappush(agenda, (now + exponential(model.REFERRALS), REFERRAL, who))
        elif kind == RENEWAL:
            if uniform() < model.CHURN:
                yes[who] = -1
            else:
                renewals += 1
                heappush(agenda, (now + model.QUARTER, RENEWAL, who))
        else:
            heappush(agenda, (now + exponential(model.REFERRALS), REFERRAL, who))
            welcome()
    return Counts(len(yes), wins, renewals, events)
