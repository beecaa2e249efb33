"""Who can be reached, and when it pays: closed markets, growing categories and accounts that platforms ban.

Paired runs of the market that can be counted; each test says whether a source states the ordering or we infer it.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
from scenarios.test_demand_questions import sure

from gtmsim.scenario.load import load
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

MARKET = Path(__file__).parent.parent.parent / "scenarios" / "cn_saas.yaml"
REPLICATIONS = 10
PLACED = ("platform_media", "feed_dsp", "bait_content")  # what is placed where everybody can read it
PERSONAL = ("partner", "field", "event_attend", "event_host")
CLOSED = ("market.accounts.addressable_share=20%",)
# People who have time and stay, so that it is the market that answers to money and not the queue before a team.
IDLE = ("market.attrition=null", "plan.teams.sdr.headcount=4", "plan.teams.ae.headcount=6")
GROWN, YOUNG = ((*IDLE, f"market.buying_cycle.category_share={share}") for share in ("100%", "25%"))


@cache
def results(sets: tuple[str, ...] = ()) -> Results:
    """A study of the market with some values changed."""
    return run(load(MARKET, sets), REPLICATIONS)


def told(metric: str, sets: tuple[str, ...] = (), channels: Iterable[str] = ()) -> np.ndarray:
    """A metric of each replication, in total or added up over channels."""
    found = results(sets)
    slots = [("channel", channel) for channel in channels] or [("", "")]
    return sum((np.array(found.measures[metric, *slot].values()) for slot in slots), np.zeros(REPLICATIONS))


def more(times: float) -> tuple[str, ...]:
    """The changes that multiply what is spent on every channel."""
    spend = load(MARKET).plan.spend
    return tuple(f"plan.spend.{name}={lever.values[0] * times} per month" for name, lever in spend.items())


def test_placement_is_worth_less_in_a_closed_market() -> None:
    """O31, stated: the same money buys fewer deals by placement, and no fewer by those who know or visit buyers."""
    assert sure((told("opportunities", (), PLACED) - told("opportunities", CLOSED, PLACED)).tolist()) > 2.0
    assert sure((told("opportunities", (), PERSONAL) - told("opportunities", CLOSED, PERSONAL)).tolist()) < 2.0
    a_win = results(CLOSED).measures
    costs = {
        name: a_win["cac_paid", "channel", name].num.sum() / max(1.0, a_win["cac_paid", "channel", name].den.sum())
        for name in ("feed_dsp", "partner", "vertical")
    }
    assert costs["feed_dsp"] == max(costs.values())


def test_the_same_money_brings_more_while_a_category_grows() -> None:
    """O38, stated: 30 % more for all channels wins more customers when all windows are for us than when few are."""
    extra = [told("wins", (*sets, *more(1.3))) - told("wins", sets) for sets in (GROWN, YOUNG)]
    assert sure((extra[0] - extra[1]).tolist()) > 2.0


def test_a_reached_market_answers_to_money_less_than_in_proportion() -> None:
    """The other side of O38: relative to what is there, the same money adds no more in a grown category."""
    share = [told("wins", (*sets, *more(1.3))).sum() / told("wins", sets).sum() - 1.0 for sets in (GROWN, YOUNG)]
    assert 0.0 < share[0] < 1.5 * share[1]


def test_advertising_has_a_best_share() -> None:
    """CH13, stated: more posts that advertise bring more leads, until the platform bans the account again and again."""
    by_share = [
        told("leads", (f"plan.promo_share={{platform_media: {share}%}}",), ("platform_media",)) for share in (0, 30, 90)
    ]
    assert sure((by_share[1] - by_share[0]).tolist()) > 2.0
    assert sure((by_share[1] - by_share[2]).tolist()) > 2.0
