"""Goodwill month by month, and what a buyer brings along who has heard of us."""

from gtmsim.engine.draws import Purpose, name_key
from gtmsim.engine.reference.world import Account, World
from gtmsim.mechanisms.brand.rows import BRAND_CRISIS, BRAND_SPEND, GOODWILL
from gtmsim.rules.brand import goodwill, lift, price_felt, prior_trust, spoken, taken

BRAND = name_key("brand")


def brand_moves(world: World, month: int) -> None:
    """The goodwill with which a month ends: what is left of it, what spend and talk have added, and a scandal."""
    said = world.inputs.brand
    if said is None:
        return
    if said.spend[month]:
        world.post(BRAND_SPEND, detail=month, amount=said.spend[month])
    talk = spoken(said.brand, sum(world.customers), world.coverage)
    now = goodwill(said.brand, world.goodwill, said.built[month], talk)
    lost = taken(said.brand, now, world.u(Purpose.SCANDAL, BRAND, month))
    if lost >= 0.0:
        now -= lost
        world.post(BRAND_CRISIS, detail=month, value=lost)
    world.goodwill, world.lift = now, lift(said.brand, now)
    world.post(GOODWILL, detail=month, value=now)


def known_of(world: World, who: Account) -> None:
    """Let a deal begin with the trust that comes of what is known of us."""
    if world.inputs.brand is not None:
        who.trust += prior_trust(world.inputs.brand.brand, world.goodwill)


def felt(world: World, log_price: float) -> float:
    """The logarithm of a price as a committee weighs it that has heard of us; nobody pays another price for it."""
    said = world.inputs.brand
    return log_price if said is None else log_price + price_felt(said.brand, world.goodwill)
