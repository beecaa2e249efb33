"""What incentives cost, and what of commissions came back."""

from typing import Any

import numpy as np

from gtmsim.mechanisms.incentives.rows import CLAWBACK, QUOTA_CREDIT_LOST, SPIF, SPIF_CLAWBACK
from gtmsim.mechanisms.staff.rows import COMMISSION
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, expect, few
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Values, counts, metric, nothing
from gtmsim.metrics.rows import Rows

NO_CLAWBACK = "no commission is taken back in this scenario"
NO_SPIFS = "there are no SPIFs in this scenario"


@metric("money", "cac")
def commission_clawed_back(ledger: Ledger, cut: Cut) -> Values:
    """Commissions taken back in the horizon from sellers whose customers were lost too soon."""
    if not ledger.header.clawback:
        return nothing(NO_CLAWBACK, cut)
    return counts(-ledger.tally.monthly_amount(CLAWBACK).sum(keepdims=True) / CENTS)


@metric("money", "cac")
def spifs_clawed_back(ledger: Ledger, cut: Cut) -> Values:
    """Bonuses taken back in the horizon from sellers whose customers were lost too soon."""
    if not ledger.header.clawback or not ledger.header.spifs:
        return nothing(NO_CLAWBACK, cut)
    return counts(-ledger.tally.monthly_amount(SPIF_CLAWBACK).sum(keepdims=True) / CENTS)


@metric("money", "cac")
def spifs_paid(ledger: Ledger, cut: Cut) -> Values:
    """Bonuses that wins paid in the horizon beside their commissions."""
    if not ledger.header.spifs:
        return nothing(NO_SPIFS, cut)
    return counts(ledger.tally.monthly_amount(SPIF).sum(keepdims=True) / CENTS)


@few
def what_is_taken_back_was_paid(ledger: Ledger) -> None:
    """A commission is taken back whole, once, and only where the scenario takes any back."""
    back = ledger.rows_ever(CLAWBACK)
    if not len(back):
        return
    paid = ledger.rows_ever(COMMISSION)
    within = np.full(len(back), ledger.header.clawback > 0)
    demand(back, "commission is taken back where the plan says so", within, "none", back.amount)
    whom, place = np.unique(paid.entity, return_inverse=True)
    amounts = np.zeros(len(whom) + 1, np.int64)
    np.add.at(amounts, place, paid.amount)
    at = np.searchsorted(whom, back.entity)
    known = at < len(whom)
    known[known] = whom[at[known]] == back.entity[known]
    first = np.zeros(len(back), np.bool_)
    first[np.unique(back.entity, return_index=True)[1]] = True
    expect(back, "what is taken back was paid", np.where(known & first, -amounts[at], 0), back.amount)
    demand(back, "commission taken back is money", back.amount < 0, "below 0", back.amount)


@few
def bonuses_have_a_name(ledger: Ledger) -> None:
    """A win pays each SPIF once at most."""
    paid, known = ledger.rows_ever(SPIF), len(ledger.header.spifs)
    if not len(paid):
        return
    demand(paid, "a SPIF has a name", (paid.detail >= 0) & (paid.detail < known), f"one of {known}", paid.detail)
    once = np.zeros(len(paid), np.bool_)
    pairs = np.stack((paid.entity.astype(np.int64), paid.detail.astype(np.int64)), axis=1)
    once[np.unique(pairs, axis=0, return_index=True)[1]] = True
    demand(paid, "a win pays a SPIF once", once, "once", paid.detail)


@few
def bonuses_taken_back_were_paid(ledger: Ledger) -> None:
    """A SPIF is taken back whole and once, of a win that it paid; what counts no more for a quota has a seller."""
    back, paid = ledger.rows_ever(SPIF_CLAWBACK), ledger.rows_ever(SPIF)
    if len(back):
        left = {(one, name): amount for one, name, amount in zip(*map(np.ndarray.tolist, _named(paid)), strict=True)}
        due = [-left.pop(key, 0) for key in zip(*map(np.ndarray.tolist, _named(back)[:2]), strict=True)]
        expect(back, "a bonus that is taken back was paid", np.array(due), back.amount)
    lost = ledger.rows_ever(QUOTA_CREDIT_LOST)
    demand(lost, "what counts no more is a seller's", (lost.int_value >= 0) & (lost.amount > 0), "above 0", lost.amount)


def _named(rows: Rows) -> tuple[Any, Any, Any]:
    return rows.entity, rows.detail, rows.amount
