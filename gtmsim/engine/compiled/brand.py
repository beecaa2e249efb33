"""Goodwill month by month, and what a buyer brings along who has heard of us, as `reference.brand` tells it."""

from gtmsim.engine.compiled.constants import P_SCANDAL
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import uniform
from gtmsim.engine.compiled.rows import post
from gtmsim.engine.compiled.spaces import book_at
from gtmsim.engine.compiled.world import month_at
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.brand.rows import BRAND_CRISIS, BRAND_SPEND, GOODWILL
from gtmsim.rules import brand
from gtmsim.rules.brand import Brand

goodwill = compiled(brand.goodwill)
lift = compiled(brand.lift)
price_felt = compiled(brand.price_felt)
prior_trust = compiled(brand.prior_trust)
spoken = compiled(brand.spoken)
taken = compiled(brand.taken)


@kernel
def brand_of(T):
    """How goodwill moves, and what it does."""
    return Brand(T.b_keep, T.b_word, T.b_even, T.b_scandal, T.b_damage, T.b_efficiency, T.b_trust, T.b_premium)


@kernel
def open_brand(T, S):
    """The goodwill of day 0."""
    S.goodwill, S.lift = T.goodwill, 1.0
    if T.brand == 1:
        S.lift = lift(brand_of(T), S.goodwill)


@kernel
def brand_moves(T, S, month):
    """The goodwill with which a month ends: what is left of it, what spend and talk have added, and a scandal."""
    if T.brand == 0:
        return
    if month_at(T, month).branding != 0:
        post(S, BRAND_SPEND, month, -1, -1, -1, month_at(T, month).branding, 0, 0.0)
    customers = 0
    for g in range(T.n_segments):
        customers += book_at(S, g).customers
    said = brand_of(T)
    now = goodwill(said, S.goodwill, month_at(T, month).built, spoken(said, customers, S.coverage))
    lost = taken(said, now, uniform(S, P_SCANDAL, T.brand_key, month))
    if lost >= 0.0:
        now -= lost
        post(S, BRAND_CRISIS, month, -1, -1, -1, 0, 0, lost)
    S.goodwill, S.lift = now, lift(said, now)
    post(S, GOODWILL, month, -1, -1, -1, 0, 0, now)


@kernel
def known_of(T, S, a):
    """Let a deal begin with the trust that comes of what is known of us."""
    if T.brand == 1:
        a.trust += prior_trust(brand_of(T), S.goodwill)


@kernel
def feels(T, S, a):
    """A committee that has heard of us weighs another price; nobody pays another for it."""
    if T.brand == 1:
        a.log_price += price_felt(brand_of(T), S.goodwill)
