"""Goodwill month by month, and what a buyer brings along who has heard of us."""

from typing import TYPE_CHECKING

from gtmsim.engine.influence import PRICE, TRUST, influence, trusts
from gtmsim.engine.port import post, present, tell, uniform
from gtmsim.engine.step import named, purpose, step
from gtmsim.mechanisms.brand.rows import BRAND_CRISIS, BRAND_SPEND, GOODWILL
from gtmsim.mechanisms.brand.rules import goodwill, lift, price_felt, prior_trust, reach, spoken, taken

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

CRISIS = purpose("SCANDAL")
BRAND = named("brand")
KNOWN = influence("brand", "what is known of us", TRUST)
PREMIUM = influence("premium", "what our name is worth in price", PRICE)


@step
def open_brand(w: "World") -> None:
    """The goodwill of day 0."""
    w.goodwill, w.lift = 1.0, 1.0
    if present(w.inputs.brand):
        w.goodwill = w.inputs.brand.initial
        w.lift = lift(w.inputs.brand.brand, w.goodwill)


@step
def beside_plan(w: "World", month: int) -> float:
    """Goodwill that spend keeps up beyond what the planned spend would, as far as it shows by now [1]."""
    said = w.inputs.brand
    if len(said.builders) == 0:
        return 0.0
    more = 0.0
    for n in range(len(said.builders)):
        c, half = said.builders[n].channel, said.builders[n].half_spend
        spent = reach(w.channel_months[c * w.inputs.n_months + month].spent / 100.0, half)
        planned = reach(w.inputs.channels[c].monthly_spend[month] / 100.0, half)
        more += said.builders[n].most * (spent - planned)
    w.beside_plan[month] = more
    shown = 0.0
    for put in range(month + 1):
        shown += said.shows[month - put] * w.beside_plan[put]
    return shown


@step
def brand_moves(w: "World", month: int) -> None:
    """The goodwill with which a month ends: what is left of it, what spend and talk have added, and a crisis."""
    if not present(w.inputs.brand):
        return
    said = w.inputs.brand
    if said.spend[month] != 0 and w.ended == 0:
        post(w, BRAND_SPEND, month, -1, -1, -1, said.spend[month], 0, 0.0)
    customers = 0
    for g in range(len(w.inputs.segments)):
        customers += w.books[g].customers
    built = said.built[month] + beside_plan(w, month) if w.ended == 0 else 0.0
    now = goodwill(said.brand, w.goodwill, built, spoken(said.brand, customers, w.coverage))
    lost = taken(said.brand, now, uniform(w, CRISIS, BRAND, month))
    if lost >= 0.0 and w.ended == 0:
        now -= lost
        post(w, BRAND_CRISIS, month, -1, -1, -1, 0, 0, lost)
    w.goodwill, w.lift = now, lift(said.brand, now)
    post(w, GOODWILL, month, -1, -1, -1, 0, 0, now)


@step
def known_of(w: "World", who: "Account") -> None:
    """Let a deal begin with the trust that comes of what is known of us."""
    if present(w.inputs.brand):
        trusts(w, who, KNOWN, prior_trust(w.inputs.brand.brand, w.goodwill))


@step
def felt(w: "World", who: "Account", log_price: float) -> float:
    """The logarithm of a price as a committee weighs it that has heard of us; nobody pays another price for it."""
    if present(w.inputs.brand):
        tell(w, who, PREMIUM, price_felt(w.inputs.brand.brand, w.goodwill))
        return log_price + price_felt(w.inputs.brand.brand, w.goodwill)
    return log_price
