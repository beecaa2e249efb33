"""A community of customers: who is in it and at which prices, when prices leak, and who hears of it.

Groups are alike, so nobody asks who is in which.
"""

from typing import TYPE_CHECKING

from gtmsim.engine.influence import PRICE, RENEW, TRUST, influence, trusts
from gtmsim.engine.port import child_key, note, post, present, tell, uniform
from gtmsim.engine.step import named, purpose, step
from gtmsim.mechanisms.community.rows import COMMUNITY_COST, COMMUNITY_SIZE, PRICE_LEAK_HEARD, PRICE_LEAKED
from gtmsim.mechanisms.community.rules import (
    MOST_LEVEL,
    angered,
    changed_level,
    company,
    group_count,
    group_members,
    heard_price,
    helped_hours,
    informed_share,
    leak_chance,
    lowest_level,
    price_gap,
    price_level,
    price_spread,
    shown_trust,
)

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World
    from gtmsim.mechanisms.community.rules import CommunityInputs

LEAK, HEARD = purpose("LEAK"), purpose("HEARD")
COMMUNITY = named("community")
SHOWN = influence("community", "the customers whom we showed it", TRUST)
HEARSAY = influence("hearsay", "the lower price that it has heard of", PRICE)
ANGER = influence("hearsay", "the lower price that it has heard of", RENEW)


@step
def change_members(w: "World", who: "Account", more: int) -> None:
    """A member comes (1) or goes (-1)."""
    level = int(who.level)
    w.books[who.segment].members += more
    w.members += more
    w.paid += more * level
    w.squares += more * level * level
    w.paying[level] += more


@step
def reprice(w: "World", who: "Account", rise: float) -> None:
    """A customer pays another price from now on."""
    if who.member:
        change_members(w, who, -1)
    who.level = changed_level(int(who.level), rise)
    if who.member:
        change_members(w, who, 1)


@step
def hours_of_segment(w: "World", hours: float, g: int) -> float:
    """CSM hours that a segment needs, less those that its members save each other."""
    if not present(w.inputs.community) or w.members <= group_count(w.members, w.inputs.community.most):
        return hours
    return helped_hours(hours, w.inputs.community.self_help, w.books[g].members, w.books[g].customers)


@step
def gather(w: "World", month: int) -> None:
    """When a month begins: how many members there are, what buyers see of them, and in whose group prices leak."""
    if not present(w.inputs.community):
        return
    said, count = w.inputs.community, w.members
    groups = group_count(count, said.most)
    w.shown = said.attention + shown_trust(said.trust, said.half_members, company(count, groups))
    spread = price_spread(count, w.paid, w.squares)
    post(w, COMMUNITY_SIZE, month, -1, -1, -1, 0, count, spread)
    leaked, first, key = 0, -1, child_key(COMMUNITY, month)
    if spread > 0.0:
        for group in range(groups):
            size = group_members(count, groups, group)
            if uniform(w, LEAK, key, group) < leak_chance(said.leak, spread, size):
                leaked += size
                if first < 0:
                    first = group
    if leaked > 0:
        # Prices are dealt to the groups like cards, from the lowest on: that is how groups are alike.
        low = lowest_level(w.paying, first)
        w.leak_low[month] = low
        w.leak_share[month] = leaked / count
        post(w, PRICE_LEAKED, month, -1, -1, -1, 0, leaked, price_gap(w.paid / count, float(low)))
    remember(w, said, month)


@step
def remember(w: "World", said: "CommunityInputs", month: int) -> None:
    """Who knows, in a month, of the leaks that are not forgotten yet, and of which price."""
    w.informed, w.low = 0.0, MOST_LEVEL
    for earlier in range(max(0, month + 1 - said.memory), month + 1):
        if w.leak_share[earlier] > 0.0:
            w.informed = informed_share(w.informed, w.leak_share[earlier])
            w.low = min(w.low, w.leak_low[earlier])


@step
def hears(w: "World", who: "Account", renewal: int, occasion: int) -> float:
    """By how much the lowest price that somebody has heard of lies below its own; 0 where it has heard of none."""
    if not uniform(w, HEARD, who.key, occasion) < w.informed:
        return 0.0
    gap = price_gap(float(who.level), float(w.low))
    if gap > 0.0:
        note(w, PRICE_LEAK_HEARD, who, renewal, -1, 0, int(who.level), gap)
    return gap


@step
def considers(w: "World", who: "Account", log_price: float) -> float:
    """A buyer is shown our customers: it trusts us more or, where prices have leaked, weighs another price."""
    if not present(w.inputs.community):
        return log_price
    who.level = price_level(log_price)
    gap = hears(w, who, 0, 0)
    if gap > 0.0:
        heard = heard_price(log_price, gap, w.inputs.community.hearsay)
        tell(w, who, HEARSAY, heard - log_price)
        return heard
    trusts(w, who, SHOWN, w.shown)
    return log_price


@step
def is_angered(w: "World", who: "Account", shift: float, gap: float) -> float:
    """Logit of churn of a member who has found that somebody pays less by `gap`."""
    if not present(w.inputs.community):
        return shift
    tell(w, who, ANGER, -w.inputs.community.anger * gap)
    return angered(shift, w.inputs.community.anger, gap)


@step
def post_community(w: "World", month: int) -> None:
    """Write what running the community has cost in a month."""
    if present(w.inputs.community) and w.inputs.community.cost[month] != 0 and w.ended == 0:
        post(w, COMMUNITY_COST, month, -1, -1, -1, w.inputs.community.cost[month], 0, 0.0)
