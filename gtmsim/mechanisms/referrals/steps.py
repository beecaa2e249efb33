"""Referrals: whom customers think of, how readily they say so, and what an account brings along whom one sent."""

from typing import TYPE_CHECKING

from gtmsim.engine.influence import TRUST, influence
from gtmsim.engine.port import uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.accounts.steps import is_free, of_visit
from gtmsim.mechanisms.buying_windows.steps import needs
from gtmsim.mechanisms.referrals.rules import readiness, refers
from gtmsim.mechanisms.success.rules import covered_share
from gtmsim.rules.calendar import microseconds
from gtmsim.rules.maths import exponential_quantile

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

REFERRAL, REFERRAL_GAP = purpose("REFERRAL"), purpose("REFERRAL_GAP")
RECOMMENDED = influence("referral", "the customer who referred it", TRUST)


@step
def until_the_next(w: "World", who: "Account", occasion: int) -> int:
    """How long it is to a customer's next occasion to refer [microseconds]."""
    return microseconds(exponential_quantile(uniform(w, REFERRAL_GAP, who.key, occasion)) / w.inputs.referrals.rate)


@step
def wants_to_refer(w: "World", who: "Account", occasion: int) -> bool:
    """Does a customer refer somebody, if it is one and has value?"""
    said = w.inputs.referrals
    willing = readiness(said.referring, float(said.reward), covered_share(who.attention, w.coverage))
    # Before day 0 somebody else was there whenever a customer of day 0 was not there yet.
    live = who.live <= w.now or w.now < 0
    return who.mrr > 0 and live and refers(willing, uniform(w, REFERRAL, who.key, occasion))


@step
def whom_it_knows(w: "World", g: int, key: int) -> int:
    """Of the accounts that a customer thinks of the first in need: its number, or -1."""
    for attempt in range(w.inputs.referrals.knows):
        number = of_visit(w, g, key, attempt)
        if is_free(w, number) and needs(w, number, w.now):
            return number
    return -1
