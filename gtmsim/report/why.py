"""Why an account was decided on as it was: the terms of a decision in words, beside the row that says it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gtmsim.engine.influence import ADVANCE, CONTRACT, DECISIONS, EXPAND, QUALIFY, RENEW, WIN, Influence
from gtmsim.engine.reference.reasons import Reason
from gtmsim.journal.kinds import Kind

SHOWN = 4  # terms that are told one by one
LEAST = 0.05  # of a term that is told
SURE = 20.0  # of a term that leaves nothing to luck
SAID_BY = {
    Kind.VOTE: WIN,
    Kind.CHURNED: RENEW,
    Kind.PAUSED: RENEW,
    Kind.SAVED: RENEW,
    Kind.NOTICE_GIVEN: RENEW,
    Kind.NOTICE_WITHDRAWN: RENEW,
    Kind.NOTICE_MISSED: RENEW,
    Kind.RENEWED: RENEW,
    Kind.EXPANDED: EXPAND,
    Kind.CONTRACTED: CONTRACT,
    Kind.DISQUALIFIED: QUALIFY,
    Kind.LOST: ADVANCE,
}
BY_COMMITTEE = -1  # `detail` of a deal that is lost


class Why:
    """The reasons of one account, row after row."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        self.reasons = reasons
        self.told: set[int] = set()

    def of(self, row: int, kind: int, detail: int) -> Reason | None:
        """The decision that a row of the journal says, if it says one that was not told before."""
        decision = SAID_BY.get(Kind(kind))
        if decision is None:
            return None
        if kind == Kind.CHURNED and detail:
            return None  # nobody decided that
        if kind == Kind.LOST and detail == BY_COMMITTEE:
            return _together([each for each in self.reasons if each.decision == WIN and each.outcome <= 0])
        before = [i for i, each in enumerate(self.reasons) if each.decision == decision and each.at <= row]
        if not before or before[-1] in self.told or not _fits(self.reasons[before[-1]], kind):
            return None
        self.told.add(before[-1])
        return self.reasons[before[-1]]


def _fits(reason: Reason, kind: int) -> bool:
    """A lead may be disqualified, and a deal lost, for what no terms say."""
    return kind not in (Kind.DISQUALIFIED, Kind.LOST) or reason.outcome == 0


def _together(reasons: Sequence[Reason]) -> Reason | None:
    """What those think together who do not want the deal: the mean of their terms."""
    if not reasons:
        return None
    terms: dict[Influence, float] = {}
    for reason in reasons:
        for term, value in reason.terms.items():
            terms[term] = terms.get(term, 0.0) + value / len(reasons)
    return reasons[-1]._replace(terms=terms, logit=sum(each.logit for each in reasons) / len(reasons))


def in_words(reason: Reason) -> str:
    """The largest terms of a decision, and the rest as one."""
    terms = {term: value for term, value in reason.terms.items() if term.name != "certain"}
    ordered = sorted(terms, key=lambda term: -abs(terms[term]))
    shown = [term for term in ordered[:SHOWN] if abs(terms[term]) >= LEAST]
    said = [f"{words(reason, term)} {_value(terms[term])}" for term in shown]
    rest = [terms[term] for term in ordered if term not in shown and terms[term] != 0.0]
    if rest and abs(sum(rest)) >= LEAST:
        said.append(f"and {len(rest)} smaller {'one' if len(rest) == 1 else 'ones'} {sum(rest):+.1f}")
    return ", ".join(said)


def words(reason: Reason, term: Influence) -> str:
    """What a term is called, with the amount of which it speaks."""
    return re.sub(r"\b1 (month|day)s\b", r"1 \1", term.words.format(reason.amounts.get(term, 0.0)))


def _value(value: float) -> str:
    if abs(value) < SURE:
        return f"{value:+.1f}"
    return "makes it certain" if value > 0.0 else "rules it out"


def as_rows(reason: Reason) -> Iterable[Mapping[str, Any]]:
    """All terms of a decision, for programs."""
    for term, value in reason.terms.items():
        yield {"decision": DECISIONS[reason.decision], "term": term.name, "words": words(reason, term), "value": value}
