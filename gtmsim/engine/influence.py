"""Influences: the terms that add up to the logit of a decision, each with a name.

A step tells a term where it adds it, through the port. The readable engine keeps what is told of an account for whoever
asks why; the fast engine compiles it to nothing.
"""

import sys
from typing import TYPE_CHECKING

from gtmsim.engine.port import tell
from gtmsim.engine.step import step
from gtmsim.rules.maths import logit

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

DECISIONS = ("qualify", "advance", "win", "renew", "expand", "contract")
QUALIFY, ADVANCE, WIN, RENEW, EXPAND, CONTRACT = range(len(DECISIONS))
# Sums that last as long as a deal and are part of every vote on it: as they are, and times what price is to a member.
TRUST, PRICE = range(len(DECISIONS), len(DECISIONS) + 2)
CERTAINTY = 2.0**-40  # a chance closer than this to 0 or 1 is told as if it were no closer


class Influence(int):
    """The number of a named term; its place in the order of declaration."""

    name: str  # for programs
    words: str  # for people; `{0}` is an amount that is told of it
    of: int  # the decision or the sum of which it is a term
    mechanism: str  # where it is declared

    @property
    def decision(self) -> int:
        """The decision that it is a term of in the end."""
        return self.of if self.of < len(DECISIONS) else WIN


INFLUENCES: list[Influence] = []


def influence(name: str, words: str, of: int) -> Influence:
    """Declare a term of a decision or of a sum."""
    found = Influence(len(INFLUENCES))
    found.name, found.words, found.of = name, words, of
    found.mechanism = sys._getframe(1).f_globals["__name__"].split(".")[-2]
    assert not any((each.name, each.decision) == (name, found.decision) for each in INFLUENCES), f"two are `{name}`"
    INFLUENCES.append(found)
    return found


@step
def bounded_logit(chance: float) -> float:
    """Logit of a chance [1]; of what is certain a large number."""
    return logit(min(max(chance, CERTAINTY), 1.0 - CERTAINTY))


@step
def trusts(w: "World", who: "Account", why: int, more: float) -> None:
    """Every member of the committee gains a logit, for a reason."""
    who.trust += more
    tell(w, who, why, more)
