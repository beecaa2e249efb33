"""Why accounts were decided on as they were: the terms of each decision, kept for whoever asks."""

from math import fsum
from typing import NamedTuple

from gtmsim.engine.influence import CERTAINTY, DECISIONS, INFLUENCES, Influence, influence
from gtmsim.rules.maths import logit

CERTAIN = [influence("certain", "what is certain stays so", decision) for decision in range(len(DECISIONS))]
MOST = -logit(CERTAINTY)
ROUNDING = 1e-9  # logit


class Reason(NamedTuple):
    """One decision about an account, with its terms."""

    at: int  # row of the journal that says it or comes before the first that does
    time: int  # microseconds
    entity: int
    decision: int
    detail: int  # which one: a round, a stage, a vote as the journal numbers it, a renewal
    outcome: int  # 1 or more: it is as the decision is called
    logit: float
    terms: dict[Influence, float]  # they add up to the logit
    amounts: dict[Influence, float]  # of how much some of them speak


class Reasons:
    """What is told of one account, or of all."""

    def __init__(self, watched: int | None) -> None:
        self.watched = watched  # key of the account; None: of all
        self.found: list[Reason] = []
        self.sums: dict[tuple[int, int], dict[Influence, float]] = {}  # what is told of an account, by what it is of
        self.amounts: dict[tuple[int, int], dict[Influence, float]] = {}

    def wants(self, entity: int) -> bool:
        """Is anybody interested in an account?"""
        return self.watched is None or self.watched == entity

    def tell(self, entity: int, why: int, value: float) -> None:
        """A term is added."""
        term = INFLUENCES[why]
        terms = self.sums.setdefault((entity, term.of), {})
        terms[term] = terms.get(term, 0.0) + value

    def measure(self, entity: int, why: int, amount: float) -> None:
        """The amount of which a term speaks."""
        term = INFLUENCES[why]
        self.amounts.setdefault((entity, term.of), {})[term] = amount

    def weigh(self, entity: int, decision: int, part: int, weight: float) -> None:
        """All terms of a sum, times a weight, are terms of a decision."""
        terms = self.sums.setdefault((entity, decision), {})
        for term, value in self.sums.get((entity, part), {}).items():
            terms[term] = weight * value

    def decided(self, at: int, time: int, entity: int, decision: int, detail: int, outcome: int, total: float) -> None:
        """All terms of a decision are told: it is taken, and the next one begins anew."""
        terms, amounts = self.sums.pop((entity, decision), {}), self.amounts.pop((entity, decision), {})
        # Terms that together reach certainty need not add up to what is told of it.
        bounded = total - fsum(terms.values()) if fsum(map(abs, terms.values())) >= MOST else 0.0
        if abs(bounded) > ROUNDING:
            terms[CERTAIN[decision]] = bounded
        if time >= 0:  # nobody sees what was before day 0
            self.found.append(Reason(at, time, entity, decision, detail, outcome, total, terms, amounts))
