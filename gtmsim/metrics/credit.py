"""Which channel gets the credit of a win, by the rules of thumb of touch attribution. Knows no metric.

A touch is a lead that came through a channel. Where the market is a list of accounts, the touches of a win are all
leads of its account since the win before; elsewhere nobody knows that two leads are of one account, and each win has
the one touch of its own lead.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.journal.journal import Journal
from gtmsim.mechanisms.accounts.rows import ACCOUNT_MATCHED
from gtmsim.mechanisms.channels.rows import LEAD
from gtmsim.mechanisms.qualification.rows import OPENING_LEAD
from gtmsim.mechanisms.subscription.rows import NEW_CUSTOMER
from gtmsim.metrics.ledger import Ledger, ledger_of
from gtmsim.metrics.rows import CENTS

Path = tuple[int, ...]  # channels of the touches of a win, the first one first
ENDS = 0.4  # of a win, to its first and to its last touch by position


class Win(NamedTuple):
    """A win of the horizon, and how it came about."""

    arr: float  # [currency/year]
    path: Path  # empty where no touch is known: a deal that day 0 finds


def first_touch(touches: int) -> list[float]:
    """All credit to the first touch."""
    return [1.0, *[0.0] * (touches - 1)]


def last_touch(touches: int) -> list[float]:
    """All credit to the last touch."""
    return [*[0.0] * (touches - 1), 1.0]


def linear(touches: int) -> list[float]:
    """The same to each touch."""
    return [1.0 / touches] * touches


def position_based(touches: int) -> list[float]:
    """40 % to the first and to the last touch, the rest to those between; of two touches half each (U-shaped)."""
    if touches < 3:
        return linear(touches)
    return [ENDS, *[(1.0 - 2.0 * ENDS) / (touches - 2)] * (touches - 2), ENDS]


RULES: dict[str, Callable[[int], list[float]]] = {
    "first touch": first_touch,
    "last touch": last_touch,
    "linear": linear,
    "position-based": position_based,
}


class Credit(NamedTuple):
    """What one replication says of who gets the credit."""

    channels: tuple[str, ...]
    wins: Floats  # by rule and channel, shape (rules, channels)
    arr: Floats  # new ARR, the same [currency/year]
    touched: int  # wins with a touch
    again: int  # wins with more than one


def credited(journal: Journal) -> Credit:
    """The credit of each channel by each rule."""
    channels = journal.header.channels
    wins = wins_of(ledger_of(journal))
    count, arr = (np.zeros((len(RULES), len(channels))) for _ in range(2))
    for place, rule in enumerate(RULES.values()):
        for win in wins:
            for channel, share in zip(win.path, rule(len(win.path)) if win.path else (), strict=True):
                count[place, channel] += share
                arr[place, channel] += share * win.arr
    touches = [len(win.path) for win in wins]
    return Credit(channels, count, arr, sum(n > 0 for n in touches), sum(n > 1 for n in touches))


def wins_of(ledger: Ledger) -> list[Win]:
    """The wins of the horizon in order, each with its touches."""
    new, known = ledger.rows(NEW_CUSTOMER), _accounts(ledger)
    touches = _touches(ledger, known)
    found, since = [], dict[int, int]()
    rows = zip(new.index.tolist(), new.entity.tolist(), new.channel.tolist(), new.amount.tolist(), strict=True)
    for row, entity, own, amount in rows:
        account = known.get(entity)
        path: Path = (own,) if own >= 0 else ()
        if account is not None:
            path = tuple(c for at, c in touches.get(account, ()) if since.get(account, -1) < at < row)
            since[account] = row
        found.append(Win(amount * 12 / CENTS, path))
    return found


def _accounts(ledger: Ledger) -> dict[int, int]:
    """The account of the market that each lead, deal or customer is of; empty where accounts are not listed."""
    matched = ledger.rows_ever(ACCOUNT_MATCHED)
    return dict(zip(matched.entity.tolist(), matched.int_value.tolist(), strict=True))


def _touches(ledger: Ledger, known: dict[int, int]) -> dict[int, list[tuple[int, int]]]:
    """The leads of each account in order: row and channel."""
    if not known:
        return {}
    found: dict[int, list[tuple[int, int]]] = {}
    leads = ledger.rows(LEAD, OPENING_LEAD)
    for row, entity, channel in zip(leads.index.tolist(), leads.entity.tolist(), leads.channel.tolist(), strict=True):
        if channel >= 0 and entity in known:
            found.setdefault(known[entity], []).append((row, channel))
    return found
