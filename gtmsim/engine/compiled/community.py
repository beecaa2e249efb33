"""A community of customers, as `reference.community` tells it."""

from gtmsim.engine.compiled.constants import P_HEARD, P_LEAK
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import child_key, uniform
from gtmsim.engine.compiled.rows import come, note, post
from gtmsim.engine.compiled.spaces import book_at, leak_low_at, leak_share_at, paying_of, set_leak_low, set_leak_share
from gtmsim.engine.compiled.world import community_at
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.community.rows import COMMUNITY_SIZE, PRICE_LEAK_HEARD, PRICE_LEAKED
from gtmsim.rules import community
from gtmsim.rules.community import MOST_LEVEL

changed_level = compiled(community.changed_level)
company = compiled(community.company)
group_count = compiled(community.group_count)
group_members = compiled(community.group_members)
heard_price = compiled(community.heard_price)
helped_hours = compiled(community.helped_hours)
informed_share = compiled(community.informed_share)
leak_chance = compiled(community.leak_chance)
lowest_level = compiled(community.lowest_level)
price_gap = compiled(community.price_gap)
price_level = compiled(community.price_level)
price_spread = compiled(community.price_spread)
shown_trust = compiled(community.shown_trust)


@kernel
def reprice(S, a, rise):
    """A customer pays another price from now on."""
    if a.member == 1:
        come(S, a, -1)
    a.level = changed_level(int(a.level), rise)
    if a.member == 1:
        come(S, a, 1)


@kernel
def hours_of_segment(T, S, hours, g):
    """CSM hours that a segment needs, less those that its members save each other."""
    if T.grouped == 0 or S.members <= group_count(S.members, community_at(T, 0).most):
        return hours
    return helped_hours(hours, community_at(T, 0).self_help, book_at(S, g).members, book_at(S, g).customers)


@kernel
def gather(T, S, month):
    """When a month begins: how many members there are, what buyers see of them, and in whose group prices leak."""
    if T.grouped == 0:
        return
    said, count = community_at(T, 0), S.members
    groups = group_count(count, said.most)
    S.shown = said.attention + shown_trust(said.trust, said.half_members, company(count, groups))
    spread = price_spread(count, S.paid, S.squares)
    post(S, COMMUNITY_SIZE, month, -1, -1, -1, 0, count, spread)
    leaked, first, key = 0, -1, child_key(T.community_key, month)
    if spread > 0.0:
        for group in range(groups):
            members = group_members(count, groups, group)
            if uniform(S, P_LEAK, key, group) < leak_chance(said.leak, spread, members):
                leaked += members
                if first < 0:
                    first = group
    if leaked > 0:
        low = lowest_level(paying_of(S, 0, MOST_LEVEL + 1), first)
        set_leak_low(S, month, low)
        set_leak_share(S, month, leaked / count)
        post(S, PRICE_LEAKED, month, -1, -1, -1, 0, leaked, price_gap(S.paid / count, float(low)))
    remember(T, S, month)


@kernel
def remember(T, S, month):
    """Who knows, in a month, of the leaks that are not forgotten yet, and of which price."""
    S.informed, S.low = 0.0, MOST_LEVEL
    for earlier in range(max(0, month + 1 - community_at(T, 0).memory), month + 1):
        if leak_share_at(S, earlier) > 0.0:
            S.informed = informed_share(S.informed, leak_share_at(S, earlier))
            S.low = min(S.low, leak_low_at(S, earlier))


@kernel
def hears(S, a, renewal, occasion):
    """By how much the lowest price that somebody has heard of lies below its own; 0 where it has heard of none."""
    if not uniform(S, P_HEARD, a.key, occasion) < S.informed:
        return 0.0
    gap = price_gap(float(a.level), float(S.low))
    if gap > 0.0:
        note(S, PRICE_LEAK_HEARD, a, renewal, -1, 0, a.level, gap)
    return gap


@kernel
def considers(T, S, a):
    """A buyer is shown our customers: it trusts us more or, where prices have leaked, weighs another price."""
    if T.grouped == 0:
        return
    a.level = price_level(a.log_price)
    gap = hears(S, a, 0, 0)
    if gap > 0.0:
        a.log_price = heard_price(a.log_price, gap, community_at(T, 0).hearsay)
    else:
        a.trust += S.shown
