"""How customers pay, what they are asked, and what is done about those who do not."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.collection import rules
from gtmsim.mechanisms.collection.writings import PaymentTermsDeclaration
from gtmsim.rules.calendar import microseconds
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.laws import NOW
from gtmsim.scenario.language.param import LawSaid, Section, law, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.found import Lever, initial_of
from gtmsim.scenario.resolved.laws import law_inputs
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.plan import Plan
    from gtmsim.scenario.sections.schema import Scenario

UPFRONT = 30.0  # days
LONGEST = 180.0  # days


class Collection(Section):
    """How a segment's customers pay their bills. Off when nothing is said of any segment, here or in the plan."""

    late_share: Annotated[
        float,
        param(
            "share",
            "bills that are paid after they are due, of those that are paid",
            source="assumption: all, by `days_late`",
            reported="Atradius, bills between firms in Western Europe, by value: 53 % in 2021, 47 % in 2025",
            usual=(0.05, 1),
        ),
    ] = 1.0
    days_late: Annotated[
        LawSaid, law("day", "time from the due date to the payment of a bill that is paid late", usual=(0.5, 120))
    ] = NOW
    never_paid: Annotated[
        float,
        param(
            "share",
            "bills that are never paid",
            reported="Atradius, bills between firms: Western Europe 1.3 % in 2018, 10 % in 2021; Asia 4 % in 2023",
            usual=(0.0005, 0.15),
        ),
    ] = 0.0
    reminder_speedup: Annotated[
        float, param("share", "part of the delay still to come that a reminder takes off", usual=(0.02, 0.9))
    ] = 0.0
    reminder_recovery: Annotated[
        float, param("share", "part of the bills never paid that are paid after a reminder", usual=(0.02, 0.9))
    ] = 0.0


class PaymentTerms(Section):
    """What a segment's customers are asked, and what is done about an unpaid bill."""

    payment_terms: Annotated[
        float,
        PaymentTermsDeclaration(
            "day",
            "time from a bill until it is due: 30 days is called net 30",
            ge=0,
            le=366,
            usual=(1, 120),
            steps=("+15 days", "-15 days"),
        ),
    ] = UPFRONT
    remind_after: Annotated[
        float | None, param("day", "time from the due date to a reminder", ge=0, le=365, usual=(1, 60))
    ] = None
    reminder_cost: Annotated[
        float, param("money", "cost of a reminder, a part of administration", ge=0, le=1e6, usual=(0.1, 500))
    ] = 0.0
    cut_off_after: Annotated[
        float | None,
        param(
            "day", "time from the due date until a customer who has not paid is cut off", ge=0, le=730, usual=(7, 180)
        ),
    ] = None
    write_off_after: Annotated[
        float,
        param(
            "day",
            "time from the due date until an unpaid bill is written off: a bad debt",
            ge=1,
            le=730,
            usual=(30, 400),
        ),
    ] = LONGEST


ALSO = {  # words that people look for, and what says it here
    "dso": "`plan.collection.SEGMENT.payment_terms`",
    "net_terms": "`plan.collection.SEGMENT.payment_terms`",
    "payment_days": "`plan.collection.SEGMENT.payment_terms`",
    "days_to_pay": "`plan.collection.SEGMENT.payment_terms`",
    "bad_debt": "`market.collection.SEGMENT.never_paid`",
    "bad_debts": "`market.collection.SEGMENT.never_paid`",
    "write_offs": "`market.collection.SEGMENT.never_paid`",
    "uncollectible": "`market.collection.SEGMENT.never_paid`",
    "default_rate": "`market.collection.SEGMENT.never_paid`",
    "write_off": "`plan.collection.SEGMENT.write_off_after`",
    "dunning": "`plan.collection.SEGMENT.remind_after`",
    "late_payment": "`market.collection.SEGMENT.late_share`",
}
MARKET = {
    "collection": Entry(dict[str, Collection], {}),
}

PLAN = {
    "collection": Entry(dict[str, PaymentTerms], {}),
}

BEFORE = {
    "collection": Entry(dict[str, PaymentTerms], {}),
}


def is_on(scenario: "Scenario", plan: "Plan") -> bool:
    """Does anything say that bills are not paid at once?"""
    return bool(scenario.market.collection or plan.collection)


def resolved(at: Resolving) -> dict[str, Any]:
    """How customers of each segment pay; nothing where bills are paid at once."""
    if not is_on(at.scenario, at.plan):
        return {"collection": ()}
    found = found_terms(at.scenario, at.plan)
    return {"collection": tuple(_segment(at, name, found[name]) for name in at.segments)}


def _segment(at: Resolving, name: str, found: PaymentTerms) -> rules.CollectionInputs:
    pays: Collection = at.market.collection.get(name, Collection())
    asked: PaymentTerms = at.plan.collection.get(name, PaymentTerms())
    return rules.CollectionInputs(
        pays.never_paid,
        pays.late_share,
        law_inputs(pays.days_late),
        pays.reminder_speedup,
        pays.reminder_recovery,
        _terms(asked),
        _terms(found),
    )


def _terms(said: PaymentTerms) -> rules.Terms:
    return rules.Terms(
        microseconds(said.payment_terms),
        _after(said.remind_after),
        _after(said.cut_off_after),
        microseconds(said.write_off_after),
        round(said.reminder_cost * 100),
    )


def _after(days: float | None) -> int:
    return rules.UNPAID if days is None else microseconds(days)


def asked_by(scenario: "Scenario", plan: "Plan") -> dict[str, PaymentTerms]:
    """What a plan asks of each segment; without collection, to pay at once."""
    at_once = PaymentTerms(payment_terms=0.0)
    usual = PaymentTerms() if is_on(scenario, plan) else at_once
    return {name: plan.collection.get(name, usual) for name in scenario.market.segments}


def found_terms(scenario: "Scenario", plan: "Plan") -> dict[str, PaymentTerms]:
    """What was asked of each segment until day 0."""
    said: dict[str, PaymentTerms] = initial_of(scenario).plan.collection
    return {name: said.get(name, asked) for name, asked in asked_by(scenario, plan).items()}


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """Segments of which nothing is said, and what would have no effect."""
    market, plan, before = scenario.market.collection, scenario.plan.collection, initial_of(scenario).plan.collection
    on = is_on(scenario, scenario.plan)
    if before and not on:
        got, hint = "bills are paid at once", "say `market.collection` or `plan.collection`, or leave it out"
        yield Problem("W_UNUSED", got, hint, path=("run", "initial", "plan", "collection"))
    if not on:
        return
    for name in scenario.market.segments:
        if name not in market and name not in plan:
            got = f"other segments have payment terms, and nothing says how `{name}` pays"
            hint = f"say `plan.collection.{name}: {{payment_terms: 30 days}}`, or 0 days"
            root = "plan" if plan else "market"
            yield Problem("E_MISSING", got, hint, path=(root, "collection"))
            continue
        pays, asked = market.get(name, Collection()), plan.get(name, PaymentTerms())
        yield from _idle(name, pays, asked)


def _idle(name: str, pays: Collection, asked: PaymentTerms) -> Iterator[Problem]:
    """What says nothing of a segment because of what else is said."""
    late = pays.late_share > 0.0 and pays.days_late != NOW
    market, plan = ("market", "collection", name), ("plan", "collection", name)
    if pays.days_late != NOW and not late:
        yield Problem(
            "W_UNUSED", "no bill is paid late", "say `late_share`, or leave it out", path=(*market, "days_late")
        )
    if not late and pays.late_share not in (0.0, 1.0):
        got = "a bill paid late is paid on the day on which it is due"
        yield Problem("W_UNUSED", got, "say `days_late`, or leave it out", path=(*market, "late_share"))
    if asked.remind_after is None:
        for field in ("reminder_speedup", "reminder_recovery"):
            if getattr(pays, field) > 0.0:
                got, hint = "nobody is reminded", f"say `plan.collection.{name}.remind_after`, or leave it out"
                yield Problem("W_UNUSED", got, hint, path=(*market, field))
        if asked.reminder_cost > 0.0:
            got, hint = "nobody is reminded", "say `remind_after`, or leave it out"
            yield Problem("W_UNUSED", got, hint, path=(*plan, "reminder_cost"))
    for field, limit in (
        ("cut_off_after", "write_off_after"),
        ("remind_after", "write_off_after"),
        ("remind_after", "cut_off_after"),
    ):
        when, end = getattr(asked, field), getattr(asked, limit)
        if when is not None and end is not None and when >= end:
            what = "is written off" if limit == "write_off_after" else "costs its customer the contract"
            got = f"an unpaid bill {what} after {end:g} days, and this comes after {when:g}"
            yield Problem("W_UNUSED", got, f"make it shorter than `{limit}`, or leave it out", path=(*plan, field))
            break
    for field in ("remind_after", "cut_off_after"):
        if getattr(asked, field) is not None and not late and pays.never_paid == 0.0:
            got, hint = "every bill is paid when it is due", f"say `market.collection.{name}`, or leave it out"
            yield Problem("W_UNUSED", got, hint, path=(*plan, field))


def plan_before(scenario: "Scenario") -> dict[str, Any]:
    """What customers were asked until day 0."""
    return {"collection": found_terms(scenario, scenario.plan)}


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """Nobody sees a bill before day 0, which finds those that are unpaid."""
    return {"collection": ()}


def seen_on_day_0(plan: "Plan", scenario: "Scenario") -> Iterator[Lever]:
    """What customers were asked."""
    if is_on(scenario, scenario.plan):
        for name, asked in sorted(asked_by(scenario, plan).items()):
            yield ("plan", "collection", name), asked, ("collection", name)
