"""Leads arrive: the market's candidates of a day are fixed, our spend decides which of them are touched."""

from typing import TYPE_CHECKING

from gtmsim.engine.facts import BUDGET
from gtmsim.engine.influence import TRUST, influence
from gtmsim.engine.port import decide_for_firm, post, post_by, present, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.accounts.rules import comes, visit_weight
from gtmsim.mechanisms.accounts.steps import at, buys, fit_of, is_open, listed_key
from gtmsim.mechanisms.agencies.steps import pay_agencies
from gtmsim.mechanisms.buying_windows.steps import needs
from gtmsim.mechanisms.channels.rows import BUDGET_REVIEWED, CHANNEL_SPEND
from gtmsim.mechanisms.channels.rules import (
    carried_spend,
    cost_per,
    leads_wanted,
    organic_share,
    shifted_spend,
    working_spend,
)
from gtmsim.mechanisms.contacts.steps import since
from gtmsim.mechanisms.events.rules import leads_met
from gtmsim.mechanisms.lead_magnets.rules import bait_weight
from gtmsim.mechanisms.lead_magnets.steps import only_by_magnet
from gtmsim.mechanisms.money.steps import cash_now
from gtmsim.rules.calendar import NEVER
from gtmsim.rules.chance import choose, count_quantile

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World

CANDIDATES = purpose("CANDIDATES")
SEGMENT = purpose("SEGMENT")
CAME = influence("channel", "the channel that it came by", TRUST)
LOOKED_BACK = 3  # months whose opportunities and spend a budget looks back on


@step
def candidates_of_day(w: "World", c: int, day: int) -> int:
    """How many candidates a channel has on a day."""
    u = uniform(w, CANDIDATES, w.channel_names[c], day)
    return count_quantile(w.inputs.channels[c].candidates, w.inputs.channels[c].first, u)


@step
def wanted_on(w: "World", c: int, day: int) -> float:
    """Leads that a day's spend would bring [lead/day], before the ceiling clips them."""
    said, place = w.inputs.channels[c], day - w.inputs.first_day
    w.free_share[c] = said.daily_organic[place]
    if not w.inputs.live:
        return said.wanted[place]
    spent = shifted_spend(said.daily_spend[place], w.factor[c])
    w.channel_months[c * w.inputs.n_months + w.closed].spent += spent
    if said.on_dates:
        return leads_met(said.response.ceiling, said.season[place], w.factor[c])
    response = said.response
    banned = day < w.free_from[c]
    worth = 0.0 if banned else working_spend(response, float(spent), float(w.practised[c]), day)
    w.practised[c] = w.practised[c] + spent
    w.stock[c] = carried_spend(response, w.stock[c], worth)
    if banned:
        return 0.0
    works = w.goodwill if said.brand_led else w.stock[c] * w.lift
    w.free_share[c] = 1.0 if said.brand_led else organic_share(response, works)
    return leads_wanted(response, works, said.season[place])


@step
def still_wanted_on(w: "World", c: int, day: int) -> float:
    """Leads that carried spend would bring on a day after the horizon [lead/day], on which nothing is spent."""
    after, response = day - w.inputs.last_day - 1, w.inputs.channels[c].response
    if after == 0 and not w.inputs.live:
        w.stock[c] = w.inputs.channels[c].last_stock
    w.stock[c] = carried_spend(response, w.stock[c], 0.0)
    works = w.stock[c] * w.lift
    w.free_share[c] = organic_share(response, works)
    return 0.0 if day < w.free_from[c] else leads_wanted(response, works, w.inputs.channels[c].after[after])


@step
def is_owed(w: "World", c: int, rate: float, share: float, luck: float) -> bool:
    """Does a lead that comes after the horizon come of spend, and not by itself? Only then it is waited for."""
    return (
        w.inputs.run_off
        and w.inputs.channels[c].spends
        and luck * w.inputs.channels[c].response.ceiling >= rate * w.free_share[c] * share
    )


@step
def segment_of_visit(w: "World", c: int, key: int) -> int:
    """Whose segment a candidate of a channel is of."""
    return choose(w.inputs.channels[c].segments, uniform(w, SEGMENT, key, 0))


@step
def visit_readiness(
    w: "World", c: int, key: int, touched: int, day: int, rate: float, luck: float, g: int, place: int
) -> float:
    """How readily a visit becomes a lead, as a share of the readiest; 0 if it is too little in any case."""
    place_of_day = min(day - w.inputs.first_day, w.inputs.last_day)
    bait = w.inputs.channels[c].strength[place_of_day] if only_by_magnet(w, c, key) else -1.0
    if not present(w.inputs.accounts):
        return 1.0 if bait < 0.0 else bait
    if bait == 0.0:
        return 0.0
    if w.inputs.channels[c].public and not is_open(w, listed_key(w, g, place)):
        return 0.0
    # Whoever does not come without a need, however well it fits, is not looked at if it never has one.
    must_need = bait < 0.0 and not comes(
        rate, w.inputs.channels[c].response.ceiling, 1.0 / w.inputs.channels[c].lift, luck
    )
    if must_need and not buys(w, listed_key(w, g, place)):
        return 0.0
    number = at(w, g, place)
    if w.inputs.channels[c].followers and since(w, number, touched) == NEVER:
        return 0.0
    needing = needs(w, number, touched)
    if bait > 0.0:
        return bait_weight(bait, w.inputs.channels[c].relevance, needing)
    if must_need and not needing:
        return 0.0
    return visit_weight(w.inputs.channels[c].lift, w.inputs.channels[c].precision, needing, fit_of(w, number) > 0.0)


@step
def budget_facts(w: "World", c: int, month: int) -> tuple[float, ...]:
    """A channel when a month begins: itself, the month, leads of the last one, and what opportunities cost of late."""
    first, opened, spent = c * w.inputs.n_months, 0, 0
    for back in range(max(0, month - LOOKED_BACK), month):
        opened += w.channel_months[first + back].opened
        spent += w.channel_months[first + back].spent
    leads = w.channel_months[first + month - 1].leads
    cost = cost_per(spent, opened)
    return float(c), float(month + 1), float(leads), float(opened), cost, cash_now(w), float(w.runway)


@step
def review_spend(w: "World", month: int) -> None:
    """Decide how much of its planned spend each channel gets in a month that begins, and of that what cash allows."""
    if not w.inputs.shifts:
        return
    for c in range(len(w.inputs.channels)):
        w.factor[c] = w.throttle
        if not w.inputs.budgets:
            continue
        share, _, _, _ = decide_for_firm(w, BUDGET, budget_facts(w, c, month))
        w.factor[c] = share * w.throttle
        post_by(w, BUDGET, BUDGET_REVIEWED, month, c, -1, 0, share)


@step
def post_spend(w: "World", month: int) -> None:
    """Write what each channel has cost in a month."""
    for c in range(len(w.inputs.channels)):
        spent = w.inputs.channels[c].monthly_spend[month]
        if w.inputs.shifts:
            spent = w.channel_months[c * w.inputs.n_months + month].spent
        if spent != 0:
            post(w, CHANNEL_SPEND, month, c, -1, -1, spent, 0, 0.0)
            pay_agencies(w, month, c, int(spent))
