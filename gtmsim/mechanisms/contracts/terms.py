"""Names of terms, such as `annual` or `36 months`: what they mean, and what is wrong with others."""

from collections.abc import Iterator, Mapping
from typing import Any

from gtmsim.mechanisms.contracts.rules import LONGEST as LONGEST
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.quantity import QuantityError, parse, show
from gtmsim.scenario.language.respell import respelled


def months_of(term: object) -> int:
    """The length of a term by its name [month]; raises QuantityError."""
    months = int(parse(term, "month"))  # type: ignore[arg-type]  # not a date
    if not 1 <= months <= LONGEST:
        raise QuantityError("E_RANGE", f"got {show(term)}, need at least 1, at most {LONGEST} months")
    return months


def term_named(months: int) -> str:
    """A length of a contract as its users say it: `monthly`, `annual`, `36 months`."""
    return {1: "monthly", 12: "annual"}.get(months, f"{months} months")


def is_term(said: object) -> bool:
    """Is it the name of a term?"""
    try:
        return months_of(said) > 0
    except QuantityError:
        return False


def checked_terms(said: Mapping[str, Any], field: str) -> Iterator[QuantityError]:
    """What is wrong with the terms by which a field says something."""
    known: dict[int, str] = {}
    for term in said:
        try:
            months = months_of(term)
        except QuantityError as fault:
            offer = Offer([respelled(term, "month")], "write for example `annual` or `6 months`", on_key=True)
            yield QuantityError(fault.code, fault.what, offer, (field, term), on_key=True)
            continue
        if months in known:
            got = f"{show(known[months])} and {show(term)} are one length"
            yield QuantityError("E_CONFLICT", got, "say it once", (field, term))
        known.setdefault(months, term)
