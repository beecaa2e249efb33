"""What may happen to an account after what, from what is declared of each kind of row. Knows no money."""

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.catalogue import ANY, BEGINNING, EventKind
from gtmsim.journal.header import Flags
from gtmsim.journal.kinds import CATALOGUE, KINDS, flags, those
from gtmsim.metrics.accounts import Accounts

Kinds = NDArray[np.int16]
NOTHING = 0  # the state before the first row of an account


def transitions(catalogue: tuple[EventKind, ...]) -> Flags:
    """May a row follow in a state? By the kind that led into the state, NOTHING among them, and the kind of the row."""
    names = {BEGINNING: {NOTHING}, ANY: {int(kind) for kind in catalogue if kind.state}}
    for kind in catalogue:
        if kind.state:
            names.setdefault(kind.state, set()).add(int(kind))
            names[kind.name] = {int(kind)}
    size = max(catalogue) + 1
    legal = np.zeros((size, size), np.bool_)
    for kind in catalogue:
        if bool(kind.may_follow) == (kind.of == "firm"):
            raise ValueError(f"{kind.name}: what happens to an account says what it may follow, and nothing else does")
        for state in kind.may_follow:
            if state not in names:
                raise ValueError(f"{kind.name} may follow `{state}`, which is no state of an account")
            legal[list(names[state]), int(kind)] = True
    return legal


LEGAL = transitions(CATALOGUE)
# What happens to no account happens to the firm.
FIRM = ~flags(*those(lambda kind: kind.of == "account"))
# The state that a row leaves behind, where it changes the state.
CHANGES_STATE = flags(*those(lambda kind: kind.state != ""))
LEAVES = np.where(CHANGES_STATE, np.arange(KINDS), NOTHING).astype(np.int16)


def states(accounts: Accounts) -> Kinds:
    """Kind of the row that put each account into the state that each of its rows finds."""
    kind, first = accounts.rows.kind, accounts.first
    # A row that changes nothing passes on the state of the last one that did, or of the beginning.
    turns = CHANGES_STATE.take(kind)
    turns[first] = True
    left = LEAVES.take(kind.take(np.flatnonzero(turns)))
    found = np.append(LEAVES[:1], left).take(np.cumsum(turns))
    found[1:] = found[:-1]
    found[first] = NOTHING
    return found


def may_follow(state: Kinds, kind: Kinds) -> Flags:
    """May a row of each kind follow in each state?"""
    return LEGAL.ravel().take(state * KINDS + kind)
