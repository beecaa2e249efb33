"""Accounts that live otherwise under another plan: the same luck, and from some row on another life."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import MOVEMENTS
from gtmsim.study.replicate import Ready

TOLD = 3
SAME = ("time", "kind", "amount", "value")  # numbers of people, channels and tables may differ where lives do not
Rows = NDArray[np.intp]


class Apart(NamedTuple):
    """One account in two journals."""

    entity: int
    base: Rows  # its rows of the horizon
    other: Rows
    first: int  # place in both from which on they differ
    mrr: tuple[int, int]  # when the horizon ends [cents]


class Lives(NamedTuple):
    """Who lives otherwise in one replication."""

    replication: int
    base: Journal
    other: Journal
    accounts: int  # in either
    only: tuple[int, int]  # of these, in one plan alone
    differ: int  # that are in both and live otherwise
    told: tuple[Apart, ...]


def middle(outcomes: Sequence[float]) -> int:
    """The replication whose difference is the median; 0 where there is none."""
    if not outcomes:
        return 0
    order = sorted(range(len(outcomes)), key=lambda i: (outcomes[i], i))
    return order[len(order) // 2]


def lives(base: Ready, other: Ready, replication: int) -> Lives:
    """Both journals of a replication, and the accounts that differ most when the horizon ends."""
    journals = tuple(each.teller.simulate(each.inputs, replication) for each in (base, other))
    rows = tuple(_by_entity(journal) for journal in journals)
    here, there = rows
    both = [key for key in here if key in there]
    apart = []
    for key in both:
        first = _first(journals[0], journals[1], here[key], there[key])
        if first >= 0:
            mrr = tuple(_mrr(journal, at[key]) for journal, at in zip(journals, rows, strict=True))
            apart.append(Apart(key, here[key], there[key], first, (mrr[0], mrr[1])))
    only = (len(here) - len(both), len(there) - len(both))
    accounts = len(here) + only[1]
    return Lives(replication, journals[0], journals[1], accounts, only, len(apart), _chosen(apart, journals[0]))


def _by_entity(journal: Journal) -> dict[int, Rows]:
    """The rows of the horizon of each account, in order."""
    at = np.flatnonzero((journal.entity != 0) & (journal.time < journal.header.horizon))
    keys = journal.entity[at]
    order = np.argsort(keys, kind="stable")
    at, keys = at[order], keys[order]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.zeros(0, np.intp)
    return {int(keys[start]): part for start, part in zip(starts, np.split(at, starts[1:]), strict=True)}


def _first(base: Journal, other: Journal, here: Rows, there: Rows) -> int:
    """The first place at which two lives differ; -1 where they do not."""
    n = min(len(here), len(there))
    unlike = np.zeros(n, np.bool_)
    for name in SAME:
        unlike |= getattr(base, name)[here[:n]] != getattr(other, name)[there[:n]]
    if unlike.any():
        return int(unlike.argmax())
    return -1 if len(here) == len(there) else n


def _mrr(journal: Journal, at: Rows) -> int:
    moved = at[np.isin(journal.kind[at], MOVEMENTS)]
    return int(journal.int_value[moved[-1]]) if len(moved) else 0


def _chosen(apart: list[Apart], base: Journal) -> tuple[Apart, ...]:
    """Those that end most unlike, the largest gain and the largest loss first; who parts first where they end alike."""

    def key(each: Apart) -> tuple[int, int, int]:
        place = each.base[min(each.first, len(each.base) - 1)]
        return -abs(each.mrr[1] - each.mrr[0]), int(base.time[place]), each.entity

    ordered = sorted(apart, key=key)
    gains = [each for each in ordered if each.mrr[1] > each.mrr[0]]
    losses = [each for each in ordered if each.mrr[1] < each.mrr[0]]
    first = [*gains[:1], *losses[:1]]
    return tuple([*first, *(each for each in ordered if each not in first)][:TOLD]) if first else tuple(ordered[:TOLD])
