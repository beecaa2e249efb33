"""What sellers are paid for a win beside its commission, and when they have to give that back."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from gtmsim.mechanisms.contracts.terms import months_of
from gtmsim.mechanisms.funding.section import end_of
from gtmsim.mechanisms.incentives import rules
from gtmsim.mechanisms.subscription.inputs import YEAR
from gtmsim.rules.calendar import DAY, NEVER
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, label, param, words
from gtmsim.scenario.language.problems import Problem, nearest
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.sections.plan import Plan
    from gtmsim.scenario.sections.schema import Scenario


class Spif(Section):
    """A bonus for each win between two dates: a sales performance incentive fund. It moves money alone."""

    dispensable: ClassVar[bool] = True
    per_win: Annotated[float, param("money", "bonus for each win", ge=0, le=1e9, usual=(20, 20_000))]
    starts: Annotated[datetime.date | None, param("date", "first day on which a win pays it")] = None
    ends: Annotated[datetime.date | None, param("date", "first day on which a win does not pay it any more")] = None
    segment: Annotated[str | None, label("segment whose wins pay it; none: all do")] = None
    clawback: Annotated[
        bool, words("does a customer who is lost within `plan.commission_clawback` take it back too?")
    ] = False


PLAN = {
    "commission_clawback": Entry(
        Annotated[
            int | None,
            param(
                "month",
                "time from a win within which a customer that is lost takes the commission on it back",
                ge=1,
                le=60,
                reported="Gangly 2026, of sellers of software: 90 to 180 days most commonly",
                usual=(1, 24),
            ),
        ],
        None,
        before="referral_reward",
    ),
    "spifs": Entry(dict[str, Spif], {}, before="referral_reward"),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """All that is said, SPIFs in the order of the names: how far the run looks gives none another number."""
    said: dict[str, Spif] = at.plan.spifs
    segments = list(at.segments)
    return {
        "clawback": at.plan.commission_clawback or 0,
        "spifs": tuple(_spif(name, said[name], at.start, segments) for name in sorted(said)),
    }


def _spif(name: str, said: Spif, start: datetime.date, segments: list[str]) -> rules.Spif:
    first = 0 if said.starts is None else (said.starts - start).days * DAY
    last = NEVER if said.ends is None else (said.ends - start).days * DAY
    segment = rules.EVERYBODY if said.segment is None else segments.index(said.segment)
    return rules.Spif(name, round(said.per_win * 100), first, last, segment, said.clawback)


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What would have no effect, and names that stand for nothing."""
    yield from _idle_clawback(scenario)
    for name, said in scenario.plan.spifs.items():
        yield from _wrong_with(scenario, said, ("plan", "spifs", name))


def _wrong_with(scenario: "Scenario", said: Spif, path: tuple[str, ...]) -> Iterator[Problem]:
    start, end, segments = scenario.run.start, end_of(scenario), scenario.market.segments
    if said.segment is not None and said.segment not in segments:
        hint = nearest(said.segment, segments)
        yield Problem("E_UNKNOWN", f"no segment is called `{said.segment}`", hint, path=(*path, "segment"))
    if said.clawback and scenario.plan.commission_clawback is None:
        got, hint = "nothing says how soon a customer has to be lost", "say `plan.commission_clawback`, or leave it out"
        yield Problem("W_UNUSED", got, hint, path=(*path, "clawback"))
    if said.starts is not None and said.starts >= end:
        got = f"{said.starts} is never reached: the run ends on {end - datetime.timedelta(days=1)}"
        yield Problem("W_UNUSED", got, "leave it out, or make the run longer", path=(*path, "starts"))
    elif said.ends is not None and said.ends <= start:
        got = f"it is over on {said.ends}, and the run begins on {start}"
        yield Problem("W_UNUSED", got, "leave it out, or let it end later", path=(*path, "ends"))
    if said.starts is not None and said.ends is not None and said.ends <= said.starts:
        got = f"it ends on {said.ends} and starts on {said.starts}, so that no win pays it"
        yield Problem("E_RANGE", got, "need starts < ends", path=(*path, "ends"))


def _idle_clawback(scenario: "Scenario") -> Iterator[Problem]:
    plan, path = scenario.plan, ("plan", "commission_clawback")
    if plan.commission_clawback is None:
        return
    other = any(each.clawback for each in plan.spifs.values()) or (plan.quota is not None and plan.quota.clawback)
    if plan.commission == 0.0 and not other:
        hint = "say `plan.commission`, or leave it out"
        yield Problem("W_UNUSED", "nobody is paid a commission", hint, path=path)
    elif all(_stays(scenario, name, plan.commission_clawback) for name in scenario.market.segments):
        got = "no customer can leave so soon: the first contract of each lasts as long, and nothing ends it early"
        yield Problem("W_UNUSED", got, "say a longer time, or leave it out", path=path)


def _stays(scenario: "Scenario", name: str, months: int) -> bool:
    """Is every new customer of a segment bound for so many months, whatever happens?"""
    asked = scenario.plan.collection.get(name)
    early = scenario.market.segments[name].closure_rate > 0.0 or (asked is not None and asked.cut_off_after is not None)
    return not early and shortest_term(scenario.plan, name) >= months


def shortest_term(plan: "Plan", name: str) -> int:
    """Months of the shortest contract that a new customer of a segment may sign."""
    offer = plan.offers.get(name)
    if offer is not None and offer.term is not None:
        return int(min(offer.term.values))
    if offer is not None and offer.terms:
        return min(map(months_of, offer.terms))
    return int(plan.terms.get(name, YEAR))
