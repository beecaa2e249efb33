"""The contracts on which day 0 finds the customers: how long they are, in which mix, and how they are billed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from gtmsim.mechanisms.contracts.terms import LONGEST, checked_terms, is_term, months_of
from gtmsim.mechanisms.contracts.writings import BILLINGS, UPFRONT, WRITINGS
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NumberDeclaration
from gtmsim.scenario.language.problems import Problem, nearest
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.words import MixDeclaration
from gtmsim.scenario.resolved.found import initial_of

if TYPE_CHECKING:
    from gtmsim.scenario.sections.schema import Scenario

YEAR = 12  # months of a bill of before day 0, where nothing is said


class Share(NamedTuple):
    """A part of the customers of day 0 that are on contracts of one length."""

    upto: float  # up to which luck [1] it is that of a customer
    months: int


@dataclass(frozen=True)
class FoundBilling(NumberDeclaration):
    """Months that a bill of before day 0 is for, or `upfront`: the whole term, whatever it is."""

    def read_alone(self, said: object) -> Any:
        """The number [month]; a bill of the longest term is for the whole of any."""
        if said == UPFRONT:
            return LONGEST
        try:
            return super().read_alone(said)
        except QuantityError as fault:
            if fault.code == "E_RANGE":
                raise
            raise QuantityError(fault.code, fault.what, nearest(str(said), BILLINGS) or WRITINGS) from None

    def write(self, value: Any) -> Any:
        """The number with its unit, or the word for the whole term."""
        return UPFRONT if value == LONGEST else super().write(value)


@dataclass(frozen=True)
class TermMix(MixDeclaration):
    """Shares by the length of a contract."""

    def read(self, said: object) -> dict[str, float]:
        """The share of each length [1]."""
        if not isinstance(said, dict):
            got = f"need shares by length, got {show(said)}"
            raise QuantityError("E_TYPE", got, "write `{monthly: 40%, annual: 60%}`")
        shares = super().read(said)
        for fault in checked_terms(shares, ""):
            raise QuantityError(fault.code, fault.what, fault.hint, fault.at[1:], fault.on_key)
        return shares


@dataclass(frozen=True)
class FoundTerm(NumberDeclaration):
    """Months of the contracts of all customers of day 0; several lengths at once have another name."""

    def read(self, said: object) -> Any:
        """The number [month]."""
        if isinstance(said, dict) and said and all(is_term(key) for key in said):
            what = "the shares of several terms are said in `run.initial.term_mix`"
            raise QuantityError("E_TYPE", what, "write them there: `term_mix: {small: {monthly: 40%, annual: 60%}}`")
        return super().read(said)


INITIAL = {
    "term_mix": Entry(
        dict[
            str,
            Annotated[
                dict[str, float], TermMix("share", "share of the segment's customers on contracts of each length")
            ],
        ],
        {},
        before="price",
    ),
    "billing": Entry(
        dict[
            str,
            Annotated[
                int,
                FoundBilling(
                    "month",
                    "what a bill of the segment's customers is for: `monthly`, `quarterly`, `yearly`, or `upfront`",
                    ge=1,
                    le=LONGEST,
                    usual=(1, LONGEST),
                ),
            ],
        ],
        {},
        before="price",
    ),
}


def shares_found(scenario: "Scenario", segment: str) -> tuple[Share, ...]:
    """Who is on contracts of which length, from the shortest; none where all are alike."""
    said = {months_of(name): share for name, share in initial_of(scenario).term_mix.get(segment, {}).items() if share}
    total = 0.0
    found: list[Share] = []
    for months, share in sorted(said.items()):
        total += share
        found.append(Share(1.0 if len(found) + 1 == len(said) else min(1.0, total), months))
    return tuple(found)


def found_billing(scenario: "Scenario", segment: str) -> int:
    """Months that a bill of a segment's customers of day 0 is for, at most."""
    return int(initial_of(scenario).billing.get(segment, YEAR))


def lengths_found(scenario: "Scenario", segment: str, usual: int) -> list[int]:
    """Lengths of the contracts of day 0 [month], from the shortest; `usual` where no mix is said."""
    return [share.months for share in shares_found(scenario, segment)] or [usual]


def problems_of_found(scenario: "Scenario") -> Iterator[Problem]:
    """What is said twice of the contracts of day 0, or of customers that are not there."""
    initial, where = initial_of(scenario), ("run", "initial")
    for name in initial.term_mix:
        if name in initial.terms:
            got, hint = "`term_mix` says how long the contracts of day 0 are", "leave one of them out"
            yield Problem("E_CONFLICT", got, hint, path=(*where, "terms", name))
    for field in ("term_mix", "billing"):
        for name in getattr(initial, field):
            if name in scenario.market.segments and initial.customers.get(name, 0) == 0:
                got, hint = "day 0 finds no customer of this segment", f"say `run.initial.customers.{name}`"
                yield Problem("W_UNUSED", got, hint, path=(*where, field, name))
