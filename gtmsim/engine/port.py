"""What a step may ask beside fields, as the readable engine answers; `kernels.port` has the same for the other."""

from typing import TYPE_CHECKING, TypeGuard, TypeVar

from gtmsim.engine.draws import child_key as _child_key

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.deal import Deal
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World


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


def decide_for_firm(w: "World", point: int, facts: tuple[float, ...]) -> tuple[float, float, float]:
    """What the policy at a decision point answers of a channel or a team: as `decide`."""
    values = (*w.decide_for_firm(point, facts).values, 0.0, 0.0)
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


def post_by(
    w: "World", point: int, kind: int, detail: int, channel: int, team: int, int_value: int, value: float
) -> None:
    """Write a row about the firm that the latest answer of a decision point has decided."""
    assert w.decided.by[0] == point
    w.post(kind, detail, channel, -1, team, 0, int_value, value, w.decided)


def stop(w: "World") -> None:
    """Nothing happens any more."""
    w.agenda.over = True


def people(w: "World", team: int) -> int:
    """How many have been in a team or will be: those of the plan, then those hired by a policy or as replacements."""
    return len(w.teams[team].persons)


def begins(w: "World", team: int, person: int) -> int:
    """When somebody begins [microseconds]."""
    return w.teams[team].persons[person].start


def ends(w: "World", team: int, person: int) -> int:
    """When somebody ends [microseconds], -1 for never."""
    return w.teams[team].persons[person].end


def gone(w: "World", team: int, person: int) -> bool:
    """Has somebody left?"""
    return person in w.teams[team].left


def resigned(w: "World", team: int, person: int) -> bool:
    """Has somebody left of their own accord?"""
    return w.teams[team].persons[person].resigned


def position(w: "World", team: int, person: int) -> int:
    """The position that somebody holds: from 0 one of the plan, below 0 one that a policy has made."""
    return w.teams[team].persons[person].position


def holder(w: "World", team: int, person: int) -> int:
    """How many have held somebody's position before."""
    return w.teams[team].persons[person].holder


def closing(w: "World", team: int, person: int) -> int:
    """When the plan closes the position of somebody whom it names [microseconds], -1 for never."""
    return w.teams[team].persons[person].closes


def close_on(w: "World", team: int, person: int, when: int) -> None:
    """The plan closes the position of somebody whom it names on another day [microseconds], or never (-1)."""
    one = w.teams[team].persons[person]
    one.closes = one.end = when


def sought_since(w: "World", team: int, person: int) -> int:
    """Since when somebody is looked for who begins later than the position is opened [microseconds], else -1."""
    return w.teams[team].persons[person].sought


def seek(w: "World", team: int, person: int, since: int, start: int) -> None:
    """Somebody is looked for since an instant, and will begin at another [microseconds]."""
    one = w.teams[team].persons[person]
    one.sought, one.start = since, start


def offer_on(w: "World", team: int, person: int, when: int, offer: int) -> None:
    """The n-th offer for somebody's position will be declined at an instant [microseconds]."""
    w.offer_on(w, team, person, when, offer)


def away_since(w: "World", team: int, person: int) -> int:
    """Since when somebody is absent [microseconds], PRESENT, or IN_TASK: once the task in hand is done."""
    return w.teams[team].persons[person].away


def set_away(w: "World", team: int, person: int, since: int) -> None:
    """Somebody is absent since an instant [microseconds], or as `away_since` says."""
    w.teams[team].persons[person].away = since


def spell_of(w: "World", team: int, person: int) -> int:
    """Which spell of absence of somebody is running, or comes next."""
    return w.teams[team].persons[person].spell


def back_on(w: "World", team: int, person: int) -> int:
    """When that spell ends [microseconds]."""
    return w.teams[team].persons[person].back


def note_spell(w: "World", team: int, person: int, spell: int, back: int) -> None:
    """Somebody's n-th spell of absence is running or comes next, and ends at an instant [microseconds]."""
    one = w.teams[team].persons[person]
    one.spell, one.back = spell, back


def absence_on(w: "World", team: int, person: int, when: int, ends: int) -> None:
    """Somebody's spell of absence begins (0) or ends (1) at an instant [microseconds]."""
    w.absence_on(w, team, person, when, ends)


def is_free(w: "World", team: int, person: int) -> bool:
    """Is somebody there without a task in hand?"""
    return person in w.teams[team].free


def take_off(w: "World", team: int, person: int) -> None:
    """Somebody who is free serves nobody until given back."""
    w.teams[team].take_off(person)


def give_back(w: "World", team: int, person: int) -> None:
    """Somebody is free again, unless they have left."""
    w.teams[team].give(person)


def won(w: "World", team: int, person: int, period: int) -> int:
    """Annual value [cents] that somebody has won in a period of quotas."""
    one = w.teams[team].persons[person]
    return one.won if one.period == period else 0


def credit(w: "World", team: int, person: int, period: int, amount: int) -> None:
    """Somebody has won so much more [cents] in a period of quotas."""
    one = w.teams[team].persons[person]
    one.won, one.period = won(w, team, person, period) + amount, period


def leave_on(w: "World", team: int, person: int, when: int) -> None:
    """Somebody will leave at an instant [microseconds], unless they are gone by then."""
    w.leave_on(w, team, person, when)


def replace(w: "World", team: int, person: int, start: int, end: int) -> None:
    """One more is hired for the position of somebody, begins later, and ends with the position [microseconds]."""
    w.replace(w, team, person, start, end)


def hire(w: "World", team: int, start: int) -> None:
    """One more is hired by the latest answer, and begins later."""
    w.hire(w, team, start)


def let_leave(w: "World", team: int, person: int) -> None:
    """Somebody leaves now by the latest answer, after the task in hand."""
    w.let_leave(w, team, person)


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
