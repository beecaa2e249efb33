"""What a step may ask beside fields, as the readable engine answers; `kernels.port` has the same for the other."""

from typing import TYPE_CHECKING, TypeGuard, TypeVar

from gtmsim.engine.draws import child_key as _child_key
from gtmsim.engine.port_of_people import (
    absence_on,
    away_since,
    back_on,
    begins,
    close_on,
    closing,
    credit,
    dismiss,
    ends,
    give_back,
    gone,
    has_risen,
    hire,
    hold_back,
    holder,
    is_free,
    is_held,
    join_on,
    leave_on,
    let_leave,
    move_out,
    note_spell,
    offer_on,
    open_on,
    people,
    position,
    replace,
    resigned,
    rise,
    seek,
    set_away,
    sought_since,
    spell_of,
    succeed,
    take_off,
    won,
)

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.deal import Deal
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World


__all__ = [  # what is said of people, beside all below
    "absence_on",
    "away_since",
    "back_on",
    "begins",
    "close_on",
    "closing",
    "credit",
    "dismiss",
    "ends",
    "give_back",
    "gone",
    "has_risen",
    "hire",
    "hold_back",
    "holder",
    "is_free",
    "is_held",
    "join_on",
    "leave_on",
    "let_leave",
    "move_out",
    "note_spell",
    "offer_on",
    "open_on",
    "people",
    "position",
    "replace",
    "resigned",
    "rise",
    "seek",
    "set_away",
    "sought_since",
    "spell_of",
    "succeed",
    "take_off",
    "won",
]
S = TypeVar("S")


def present(section: S | None) -> TypeGuard[S]:
    """Is a mechanism on?"""
    return section is not None


def today(w: "World") -> int:
    """Day of the plan, at least its first and at most its last."""
    return w.today()


def this_month(w: "World") -> int:
    """Month of the run, 0 for all before day 0."""
    return w.month(w.now)


def month_of(w: "World", time: int) -> int:
    """Month of an instant, 0 for all before day 0."""
    return w.month(time)


def decide(w: "World", point: int, who: "Account", facts: tuple[float, ...]) -> tuple[float, float, float]:
    """What the policy at a decision point answers: up to three outputs, and 0 beyond the last."""
    values = (*w.decide(point, who, facts).values, 0.0, 0.0)
    return values[0], values[1], values[2]


def decide_for_firm(w: "World", point: int, facts: tuple[float, ...]) -> tuple[float, float, float, float]:
    """What the policy at a decision point answers of a channel, a team or the firm: up to four outputs."""
    values = (*w.decide_for_firm(point, facts).values, 0.0, 0.0, 0.0)
    return values[0], values[1], values[2], values[3]


def uniform(w: "World", purpose: int, key: int, occasion: int) -> float:
    """The luck of somebody at the n-th occasion of a decision, in (0, 1)."""
    return w.draws.uniform(purpose, key, occasion)


def child_key(key: int, part: int) -> int:
    """Key of what is named by a number below somebody."""
    return _child_key(key, part)


def note(
    w: "World", kind: int, who: "Account", detail: int, team: int, amount: int, int_value: int, value: float
) -> None:
    """Write a row about an account."""
    w.note(kind, who, detail, team, amount, int_value, value)


def note_by(
    w: "World",
    point: int,
    kind: int,
    who: "Account",
    detail: int,
    team: int,
    amount: int,
    int_value: int,
    value: float,
) -> None:
    """Write a row that the latest answer of a decision point has decided."""
    assert w.decided.by[0] == point
    w.note(kind, who, detail, team, amount, int_value, value, w.decided)


def post(
    w: "World", kind: int, detail: int, channel: int, segment: int, team: int, amount: int, int_value: int, value: float
) -> None:
    """Write a row about the firm."""
    w.post(kind, detail, channel, segment, team, amount, int_value, value)


def post_by(
    w: "World", point: int, kind: int, detail: int, channel: int, team: int, int_value: int, value: float
) -> None:
    """Write a row about the firm that the latest answer of a decision point has decided."""
    assert w.decided.by[0] == point
    w.post(kind, detail, channel, -1, team, 0, int_value, value, w.decided)


def stop(w: "World") -> None:
    """Nothing happens any more."""
    w.agenda.over = True


def wind_up(w: "World") -> None:
    """Nothing happens any more but that bills are settled and months end; deals and subscriptions end now, by key."""
    w.wind_up()


def settle_on(w: "World", who: "Account", contract: "Contract", when: int, code: int, amount: int) -> None:
    """Have a bill reminded of or settled at an instant [microseconds]: twice its number, and 1 where it is settled."""
    w.settle_on(who, contract, when, code, amount)


def fund_on(w: "World", when: int, code: int) -> None:
    """Have money come in or go back on a day [microseconds]: twice its number, and 1 where it goes back."""
    w.fund_on(when, code)


def seat(w: "World", deal: "Deal", number: int) -> int:
    """Where the n-th member of a committee is among `w.ballots`."""
    return deal.slot * w.seats + number


def lose(w: "World", who: "Account", kind: int, detail: int) -> None:
    """A deal ends without a sale."""
    w.lose(kind, who, detail)


def close_deal(w: "World", who: "Account") -> None:
    """A deal is open no more: whoever has begun it may begin another."""
    w.close_deal(who)


def leave_place(w: "World", who: "Account") -> None:
    """Before day 0 the next deal takes a place in the pipeline when one has left it."""
    w.leave(who)


def asked(w: "World", who: "Account") -> bool:
    """Does anybody ask why an account is decided on as it is?"""
    return w.reasons is not None and w.reasons.wants(who.key)


def tell(w: "World", who: "Account", why: int, value: float) -> None:
    """Tell a term of a decision, or of a sum that is a part of one."""
    if w.reasons is not None and w.reasons.wants(who.key):
        w.reasons.tell(who.key, why, value)


def measure(w: "World", who: "Account", why: int, amount: float) -> None:
    """Say of how much a term speaks: its words name the amount."""
    if w.reasons is not None and w.reasons.wants(who.key):
        w.reasons.measure(who.key, why, amount)


def weigh(w: "World", who: "Account", decision: int, part: int, weight: float) -> None:
    """All terms of a sum, times a weight, are terms of a decision."""
    if w.reasons is not None and w.reasons.wants(who.key):
        w.reasons.weigh(who.key, decision, part, weight)


def decided(w: "World", who: "Account", decision: int, detail: int, outcome: int, logit: float) -> None:
    """All terms of a decision are told, and it is taken; the next row that it makes says so."""
    if w.reasons is not None and w.reasons.wants(who.key):
        w.reasons.decided(len(w.rows), w.now, who.key, decision, int(detail), outcome, logit)
