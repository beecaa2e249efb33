"""A community of customers: who is in it and at which prices, when prices leak, and who hears of it."""

from typing import TYPE_CHECKING

from gtmsim.engine.draws import Purpose, child_key, name_key
from gtmsim.mechanisms.community.rows import COMMUNITY_SIZE, PRICE_LEAK_HEARD, PRICE_LEAKED
from gtmsim.rules.community import (
    MOST_LEVEL,
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
from gtmsim.scenario.resolved.inputs import CommunityInputs

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import Account, World

COMMUNITY = name_key("community")


class Members:
    """The customers in groups, and what they pay; groups are alike, so nobody asks who is in which."""

    def __init__(self, said: CommunityInputs, segments: int, months: int) -> None:
        self.said = said
        self.by_segment = [0] * segments
        self.count = self.total = self.squares = 0  # members, their price levels and the squares of these, added up
        self.paying = [0] * (MOST_LEVEL + 1)  # members by price level
        self.shares = [0.0] * months  # of the members, in whose group prices leaked
        self.lows = [0] * months  # the lowest price level in these groups
        self.informed = 0.0  # share of the members who remember a leak
        self.low = 0  # the lowest price level that they know of
        self.trust = 0.0  # logit that a buyer gains this month

    def come(self, who: "Account", more: int) -> None:
        """A member comes (1) or goes (-1)."""
        level = who.level
        self.by_segment[who.segment] += more
        self.count += more
        self.total += more * level
        self.squares += more * level * level
        self.paying[level] += more

    def reprice(self, who: "Account", rise: float) -> None:
        """A customer pays another price from now on."""
        if who.member:
            self.come(who, -1)
        who.level = changed_level(who.level, rise)
        if who.member:
            self.come(who, 1)

    def needed(self, hours: float, segment: int, customers: int) -> float:
        """CSM hours that a segment needs, less those that its members save each other."""
        if self.count <= group_count(self.count, self.said.most):
            return hours
        return helped_hours(hours, self.said.self_help, self.by_segment[segment], customers)


def gather(world: "World", month: int) -> None:
    """When a month begins: how many members there are, what buyers see of them, and in whose group prices leak."""
    members = world.members
    if members is None:
        return
    said, count = members.said, members.count
    groups = group_count(count, said.most)
    members.trust = said.attention + shown_trust(said.trust, said.half_members, company(count, groups))
    spread = price_spread(count, members.total, members.squares)
    world.post(COMMUNITY_SIZE, detail=month, int_value=count, value=spread)
    leaked, first, key = 0, -1, child_key(COMMUNITY, month)
    if spread > 0.0:
        for group in range(groups):
            size = group_members(count, groups, group)
            if world.u(Purpose.LEAK, key, group) < leak_chance(said.leak, spread, size):
                leaked += size
                first = group if first < 0 else first
    if leaked:
        # Prices are dealt to the groups like cards, from the lowest on: that is how groups are alike.
        members.lows[month] = lowest_level(members.paying, first)
        members.shares[month] = leaked / count
        gap = price_gap(members.total / count, float(members.lows[month]))
        world.post(PRICE_LEAKED, detail=month, int_value=leaked, value=gap)
    remember(members, month)


def remember(members: Members, month: int) -> None:
    """Who knows, in a month, of the leaks that are not forgotten yet, and of which price."""
    members.informed, members.low = 0.0, MOST_LEVEL
    for earlier in range(max(0, month + 1 - members.said.memory), month + 1):
        if members.shares[earlier] > 0.0:
            members.informed = informed_share(members.informed, members.shares[earlier])
            members.low = min(members.low, members.lows[earlier])


def hears(world: "World", members: Members, who: "Account", renewal: int, occasion: int) -> float:
    """By how much the lowest price that somebody has heard of lies below its own; 0 where it has heard of none."""
    if not world.u(Purpose.HEARD, who.key, occasion) < members.informed:
        return 0.0
    gap = price_gap(float(who.level), float(members.low))
    if gap > 0.0:
        world.note(PRICE_LEAK_HEARD, who, detail=renewal, int_value=who.level, value=gap)
    return gap


def considers(world: "World", who: "Account", log_price: float) -> float:
    """A buyer is shown our customers: it trusts us more or, where prices have leaked, weighs another price."""
    members = world.members
    if members is None:
        return log_price
    who.level = price_level(log_price)
    gap = hears(world, members, who, 0, 0)
    if gap > 0.0:
        return heard_price(log_price, gap, members.said.hearsay)
    who.trust += members.trust
    return log_price
