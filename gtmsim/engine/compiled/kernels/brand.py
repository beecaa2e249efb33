"""Goodwill month by month, and what a buyer brings along who has heard of us, as `reference.brand` tells it."""

from gtmsim.engine.compiled.constants import P_SCANDAL
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.engine.compiled.kernels.luck import U, uniform
from gtmsim.engine.compiled.kernels.rows import post
from gtmsim.engine.draws import name_key
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.brand.rows import BRAND_CRISIS, BRAND_SPEND, GOODWILL
from gtmsim.rules import brand

goodwill = compiled(brand.goodwill)
lift = compiled(brand.lift)
price_felt = compiled(brand.price_felt)
prior_trust = compiled(brand.prior_trust)
spoken = compiled(brand.spoken)
taken = compiled(brand.taken)
BRAND_KEY = U(name_key("brand"))


@kernel
def brand_of(w):
    """How goodwill moves, and what it does."""
    return w.inputs.brand.brand


@kernel
def open_brand(w):
    """The goodwill of day 0."""
    w.goodwill, w.lift = 1.0, 1.0
    if present(w.inputs.brand):
        w.goodwill = w.inputs.brand.initial
        w.lift = lift(brand_of(w), w.goodwill)


@kernel
def brand_moves(w, month):
    """The goodwill with which a month ends: what is left of it, what spend and talk have added, and a scandal."""
    if not present(w.inputs.brand):
        return
    if w.inputs.brand.spend[month] != 0:
        post(w, BRAND_SPEND, month, -1, -1, -1, w.inputs.brand.spend[month], 0, 0.0)
    customers = 0
    for g in range(len(w.inputs.segments)):
        customers += w.books[g].customers
    said = brand_of(w)
    now = goodwill(said, w.goodwill, w.inputs.brand.built[month], spoken(said, customers, w.coverage))
    lost = taken(said, now, uniform(w, P_SCANDAL, BRAND_KEY, month))
    if lost >= 0.0:
        now -= lost
        post(w, BRAND_CRISIS, month, -1, -1, -1, 0, 0, lost)
    w.goodwill, w.lift = now, lift(said, now)
    post(w, GOODWILL, month, -1, -1, -1, 0, 0, now)


@kernel
def known_of(w, a):
    """Let a deal begin with the trust that comes of what is known of us."""
    if present(w.inputs.brand):
        a.trust += prior_trust(brand_of(w), w.goodwill)


@kernel
def feels(w, a):
    """A committee that has heard of us weighs another price; nobody pays another for it."""
    if present(w.inputs.brand):
        a.log_price += price_felt(brand_of(w), w.goodwill)
