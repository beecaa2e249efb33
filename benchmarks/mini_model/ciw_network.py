"""The mini model as a network of Ciw's nodes: SDR, AE, committee, subscription.

Ciw's nodes know neither several reviews of one deal side by side nor customers who send others: the committee is one
wait drawn from its four members, and the stream of arrivals speeds up with the number of customers.
"""

import random
from functools import partial
from typing import Any

import ciw

from mini_model import model
from mini_model.model import Counts, Race, staff

SDR, AE, COMMITTEE, CUSTOMER = 1, 2, 3, 4


def prepare(k: float) -> Race:
    """Nothing to prepare."""
    return partial(race, k)


def race(k: float, seed: int) -> Counts:
    """One run."""
    ciw.seed(seed)
    tally = dict.fromkeys(("leads", "wins", "renewals", "events"), 0)
    luck = random.Random(seed)

    class Arrivals(ciw.dists.Distribution):
        """Poisson, faster with each customer."""

        def sample(self, t: float | None = None, ind: Any = None) -> float:
            tally["leads"] += 1
            customers = self.simulation.nodes[CUSTOMER].number_of_individuals
            return luck.expovariate(model.ARRIVALS * k + model.REFERRALS * customers)

    class Reviews(ciw.dists.Distribution):
        """Until the first no, or the last yes."""

        def sample(self, t: float | None = None, ind: Any = None) -> float:
            reviews = sorted(luck.expovariate(1.0 / model.REVIEW_DAYS) for _ in range(model.MEMBERS))
            no = [days for days in reviews if luck.random() < model.VETO]
            ind.bought = not no
            return no[0] if no else reviews[-1]

    class Route(ciw.routing.NodeRouting):
        """Whether an individual goes on, and where to."""

        def __init__(self, here: int) -> None:
            self.here = here

        def next_node(self, ind: Any) -> Any:
            tally["events"] += 1
            nodes = self.simulation.nodes
            if self.here == SDR:
                on = luck.random() < model.QUALIFIED
            elif self.here == AE:
                on = True
            elif self.here == COMMITTEE:
                on = ind.bought
                tally["wins"] += on
            else:
                on = luck.random() >= model.CHURN
                tally["renewals"] += on
            return nodes[min(self.here + 1, CUSTOMER)] if on else nodes[-1]

    network = ciw.create_network(
        arrival_distributions=[Arrivals(), None, None, None],
        service_distributions=[
            ciw.dists.Exponential(1.0 / model.SDR_DAYS),
            ciw.dists.Lognormal(model.AE_MU, model.AE_SIGMA),
            Reviews(),
            ciw.dists.Deterministic(model.QUARTER),
        ],
        number_of_servers=[staff(model.SDRS, k), staff(model.AES, k), float("inf"), float("inf")],
        routing=ciw.routing.NetworkRouting([Route(SDR), Route(AE), Route(COMMITTEE), Route(CUSTOMER)]),
    )
    ciw.Simulation(network).simulate_until_max_time(model.DAYS)
    leads = tally["leads"] - 1  # the last one drawn comes after the end
    return Counts(leads, tally["wins"], tally["renewals"], tally["events"] + leads)
