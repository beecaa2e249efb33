"""A community of customers, as `reference.community` tells it."""

from gtmsim.engine.compiled.constants import P_HEARD, P_LEAK
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.engine.compiled.kernels.luck import U, child_key, uniform
from gtmsim.engine.compiled.kernels.rows import come, note, post
from gtmsim.engine.draws import name_key
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
COMMUNITY_KEY = U(name_key("community"))


@kernel
def reprice(w, a, rise):
    """A customer pays another price from now on."""
    if a.member == 1:
        come(w, a, -1)
    a.level = changed_level(int(a.level), rise)
    if a.member == 1:
        come(w, a, 1)


@kernel
def hours_of_segment(w, hours, g):
    """CSM hours that a segment needs, less those that its members save each other."""
    if not present(w.inputs.community) or w.members <= group_count(w.members, w.inputs.community.most):
        return hours
    return helped_hours(hours, w.inputs.community.self_help, w.books[g].members, w.books[g].customers)


@kernel
def gather(w, month):
    """When a month begins: how many members there are, what buyers see of them, and in whose group prices leak."""
    if not present(w.inputs.community):
        return
    said, count = w.inputs.community, w.members
    groups = group_count(count, said.most)
    w.shown = said.attention + shown_trust(said.trust, said.half_members, company(count, groups))
    spread = price_spread(count, w.paid, w.squares)
    post(w, COMMUNITY_SIZE, month, -1, -1, -1, 0, count, spread)
    leaked, first, key = 0, -1, child_key(COMMUNITY_KEY, month)
    if spread > 0.0:
        for group in range(groups):
            members = group_members(count, groups, group)
            if uniform(w, P_LEAK, key, group) < leak_chance(said.leak, spread, members):
                leaked += members
                if first < 0:
                    first = group
    if leaked > 0:
        low = lowest_level(w.paying, first)
        w.leak_low[month] = low
        w.leak_share[month] = leaked / count
        post(w, PRICE_LEAKED, month, -1, -1, -1, 0, leaked, price_gap(w.paid / count, float(low)))
    remember(w, month)


@kernel
def remember(w, month):
    """Who knows, in a month, of the leaks that are not forgotten yet, and of which price."""
    w.informed, w.low = 0.0, MOST_LEVEL
    for earlier in range(max(0, month + 1 - w.inputs.community.memory), month + 1):
        if w.leak_share[earlier] > 0.0:
            w.informed = informed_share(w.informed, w.leak_share[earlier])
            w.low = min(w.low, w.leak_low[earlier])


@kernel
def hears(w, a, renewal, occasion):
    """By how much the lowest price that somebody has heard of lies below its own; 0 where it has heard of none."""
    if not uniform(w, P_HEARD, a.key, occasion) < w.informed:
        return 0.0
    gap = price_gap(float(a.level), float(w.low))
    if gap > 0.0:
        note(w, PRICE_LEAK_HEARD, a, renewal, -1, 0, a.level, gap)
    return gap


@kernel
def considers(w, a):
    """A buyer is shown our customers: it trusts us more or, where prices have leaked, weighs another price."""
    if not present(w.inputs.community):
        return
    a.level = price_level(a.log_price)
    gap = hears(w, a, 0, 0)
    if gap > 0.0:
        a.log_price = heard_price(a.log_price, gap, w.inputs.community.hearsay)
    else:
        a.trust += w.shown
