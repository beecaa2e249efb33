"""What a step may ask beside fields, as the readable engine answers; `kernels.port` has the same for the other."""

from typing import TYPE_CHECKING, TypeGuard, TypeVar

from gtmsim.engine.draws import child_key as _child_key

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import Account, World


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
