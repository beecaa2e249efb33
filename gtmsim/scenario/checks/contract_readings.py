"""Contracts and hires that may be meant otherwise than they are read: of day 0, cut to the term, given or due twice."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from gtmsim.mechanisms.contracts.found import found_billing
from gtmsim.mechanisms.contracts.inputs import YEAR, terms_of
from gtmsim.mechanisms.contracts.section import RenewalOffer
from gtmsim.mechanisms.contracts.terms import LONGEST, months_of, term_named
from gtmsim.mechanisms.subscription.inputs import found_terms
from gtmsim.scenario.checks.idle_contracts import OFFERS, lengths
from gtmsim.scenario.checks.idle_people import TEAMS
from gtmsim.scenario.checks.said_where import is_changed, is_own
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.spelling import percent
from gtmsim.scenario.resolved.dates import DAYS_A_MONTH
from gtmsim.scenario.resolved.found import initial_of, on_day_0
from gtmsim.scenario.sections.schema import Scenario

CODE = "W_READING"
PLAN = ("plan",)


def contract_readings(scenario: Scenario) -> Iterator[Problem]:
    """A warning for each thing that may be meant otherwise."""
    yield from _found(scenario)
    for field in OFFERS:
        for name, offer in getattr(scenario.plan, field).items():
            if name in scenario.market.segments:
                terms = lengths(offer, scenario.plan.terms.get(name, YEAR))
                yield from _cut(offer, (*PLAN, field, name), terms)
                yield from _twice(offer, (*PLAN, field, name), terms)
    yield from _lag(scenario)


def _found(scenario: Scenario) -> Iterator[Problem]:
    """Customers of day 0 on yearly contracts, of a firm whose own file offers others and says nothing of them."""
    initial, plan, start = initial_of(scenario), scenario.plan, scenario.run.start
    found = found_terms(scenario)
    for name, offer in plan.offers.items():
        where = (*PLAN, "offers", name)
        if not initial.customers.get(name) or name not in found or is_changed(scenario, where):
            continue
        shares = {months: on_day_0(share, start) for months, share in terms_of(offer, YEAR).items()}
        offered = sorted(months for months, share in shares.items() if share > 0.0)
        billed = found_billing(scenario, name) if offer.billing is None else int(on_day_0(offer.billing, start))
        said = name in initial.terms or name in initial.term_mix or name in plan.terms
        longer = not said and offered != [found[name]]
        bills = name not in initial.billing and min(billed, max(offered)) != min(YEAR, max(offered))
        if not longer and not bills:
            continue
        now = " and ".join(term_named(months) for months in offered)
        what = f"customers of day 0 are taken to be on {term_named(found[name])} contracts"
        what += f", billed by the {'year' if found[name] >= YEAR else 'term'}" if bills else ""
        sign = f"contracts that are {now}" + (f" and billed {_billed(billed)}" if bills else "")
        same = _same(name, shares, offered) if longer else []
        same += [f"`run.initial.billing.{name}: {_billed(billed)}`"] if bills else []
        as_it_is = f"`run.initial.terms.{name}: {term_named(found[name])}`" if longer else ""
        as_it_is = as_it_is or f"`run.initial.billing.{name}: yearly`"
        hint = f"say {' and '.join(same)} if they are on the same, or {as_it_is} if they are not"
        yield Problem(CODE, f"{what}, while new ones sign {sign}", hint, path=where)


def _same(name: str, shares: dict[int, float], offered: list[int]) -> list[str]:
    if len(offered) == 1:
        return [f"`run.initial.terms.{name}: {term_named(offered[0])}`"]
    mix = ", ".join(f"{term_named(months)}: {percent(shares[months])}" for months in offered)
    return [f"`run.initial.term_mix.{name}: {{{mix}}}`"]


def _billed(months: int) -> str:
    return {1: "monthly", 3: "quarterly", YEAR: "yearly", LONGEST: "upfront"}.get(months, f"{months} months")


def _cut(offer: RenewalOffer, where: tuple[str, ...], terms: list[int]) -> Iterator[Problem]:
    """A notice or a bill that is longer than any contract, and so is cut to it."""
    most = max(terms, default=0)
    notice = max(offer.notice_period.values)
    if most and notice > most * DAYS_A_MONTH and offer.renews_automatically:
        what = f"a notice of {notice:g} days on contracts of {_months(most)} falls due on the first day of each of them"
        yield Problem(CODE, what, "say a shorter notice, or a longer term", path=(*where, "notice_period"))
    bills = [] if offer.billing is None else [int(months) for months in offer.billing.values if months != LONGEST]
    if most and bills and min(bills) > most:
        what = f"a bill of {_months(min(bills))} on contracts of {_months(most)} is for the contract and no longer"
        yield Problem(CODE, what, "say `upfront` if that is meant, or a longer term", path=(*where, "billing"))


def _months(count: int) -> str:
    return f"{count} month{'' if count == 1 else 's'}"


def _twice(offer: RenewalOffer, where: tuple[str, ...], terms: list[int]) -> Iterator[Problem]:
    """The same discount for a term and for paying it in advance, where one of the two may be a second telling."""
    prepaid = max(offer.prepaid_discount.values)
    billed = YEAR if offer.billing is None else max(offer.billing.values)
    for term, less in offer.discounts.items():
        months = months_of(term)
        if prepaid > 0.0 and prepaid == max(less.values) and months in terms and 1 < months <= billed:
            both = 1.0 - (1.0 - prepaid) ** 2
            off = percent(float(f"{both:.6g}"))
            what = f"with `prepaid_discount` it makes {off} off contracts of {_months(months)}"
            yield Problem(CODE, what, "leave one of them out if it is one discount", path=(*where, "discounts", term))


def _lag(scenario: Scenario) -> Iterator[Problem]:
    """A lag of hiring beside headcount that rises on dates, which it does not move."""
    where = (*PLAN, "hiring_lag")
    if not is_own(scenario, where) or scenario.plan.hiring_lag <= 0.0:
        return
    for name in TEAMS:
        team: Any = getattr(scenario.plan.teams, name)
        if team is None or team.hiring is not None:
            continue
        if any(late > early for early, late in pairwise(team.headcount.values)):
            what = f"whom `plan.teams.{name}.headcount` dates begins on that day: "
            what += "the lag is of those whom a table hires and of those who replace somebody"
            hint = f"say `plan.teams.{name}.hiring: {{time_to_fill: ..}}` for positions that open on a date"
            yield Problem(CODE, what, hint, path=where)
            return
