"""What an account pays now, the books that know it, and what a month costs whatever happens."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import begins, ends, note, people, post, present
from gtmsim.engine.step import step
from gtmsim.mechanisms.agencies.steps import pay_retainers
from gtmsim.mechanisms.community.steps import change_members
from gtmsim.mechanisms.management.steps import managers
from gtmsim.mechanisms.money.rows import ADMINISTRATION, OTHER_OPEX, OVERHEAD, PROGRAMME, RESEARCH, TOOLS
from gtmsim.mechanisms.money.rules import LONGEST_RUNWAY, function_cost, runway_days
from gtmsim.rules.calendar import DAY

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

LOOKED_BACK = 3  # months whose burn says how long the cash lasts


@step
def pay(w: "World", who: "Account", delta: int) -> None:
    """Move the MRR of an account by `delta` [cents]."""
    before = who.mrr
    who.mrr = before + delta
    book = w.books[who.segment]
    book.mrr += delta
    if before == 0:
        book.customers += 1
        book.attention += who.attention
        if who.member:
            change_members(w, who, 1)
    elif who.mrr == 0:
        book.customers -= 1
        book.attention = book.attention - who.attention if book.customers > 0 else 0.0  # no crumbs of rounding
        if who.member:
            change_members(w, who, -1)


@step
def move(w: "World", kind: int, who: "Account", delta: int, value: float) -> None:
    """Move the MRR of an account by `delta` [cents] and write the movement."""
    pay(w, who, delta)
    note(w, kind, who, 0, -1, delta, who.mrr, value)


@step
def heads_of(w: "World", team: int) -> int:
    """People of a team who are there as a month ends now."""
    count = 0
    for person in range(people(w, team)):
        end = ends(w, team, person)
        if begins(w, team, person) < w.now and (end < 0 or end >= w.now):
            count += 1
    return count


@step
def heads(w: "World") -> int:
    """People of all teams, managers included, who are there as a month ends now."""
    count = 0
    for team in range(len(w.inputs.teams)):
        count += managers(w, team, w.now - DAY) + heads_of(w, team)
    return count


@step
def post_tools(w: "World", month: int) -> None:
    """Write what the tools of each team's people have cost in a month."""
    for team in range(len(w.inputs.tools)):
        if w.inputs.tools[team][month] != 0:
            count = heads_of(w, team)
            if count != 0:
                post(w, TOOLS, month, -1, -1, team, w.inputs.tools[team][month] * count, count, 0.0)


@step
def recurring(w: "World") -> int:
    """MRR of all segments now [cents]."""
    total = 0
    for g in range(len(w.inputs.segments)):
        total += w.books[g].mrr
    return total


@step
def post_functions(w: "World", month: int) -> None:
    """Write what research and administration have cost in a month; no revenue depends on it, so there is no circle."""
    if present(w.inputs.research):
        said, count = w.inputs.research, 0
        if said.by_head:
            count = heads(w)
        cost = function_cost(said.fixed[month], said.per_head[month], count, said.share[month], recurring(w))
        if cost != 0:
            post(w, RESEARCH, month, -1, -1, -1, cost, count, 0.0)
    if present(w.inputs.administration):
        ours, number = w.inputs.administration, 0
        if ours.by_head:
            number = heads(w)
        paid = function_cost(ours.fixed[month], ours.per_head[month], number, ours.share[month], recurring(w))
        if paid != 0:
            post(w, ADMINISTRATION, month, -1, -1, -1, paid, number, 0.0)


@step
def post_costs(w: "World", month: int) -> None:
    """Write what programmes, tools and the rest of the firm have cost in a month."""
    if w.inputs.programme[month] != 0:
        post(w, PROGRAMME, month, -1, -1, -1, w.inputs.programme[month], 0, 0.0)
    post_tools(w, month)
    pay_retainers(w, month)
    if w.inputs.overhead[month] != 0:
        post(w, OVERHEAD, month, -1, -1, -1, w.inputs.overhead[month], 0, 0.0)
    post_functions(w, month)
    if w.inputs.other[month] != 0:
        post(w, OTHER_OPEX, month, -1, -1, -1, w.inputs.other[month], 0, 0.0)


@step
def open_cash(w: "World") -> None:
    """The cash of day 0, which nobody has looked at yet."""
    w.cash, w.financed = w.inputs.opening_cash, 0
    w.cash_1, w.cash_2, w.cash_3, w.runway = w.cash, w.cash, w.cash, LONGEST_RUNWAY


@step
def look_at_cash(w: "World", month: int) -> None:
    """See in a month that begins for how long the cash lasts, by what the three months before have taken of it."""
    if w.inputs.hires or w.inputs.shifts:
        since = w.inputs.months[max(0, month - LOOKED_BACK)]
        own = w.cash - w.financed  # a round is in the cash and in no burn
        w.runway = runway_days(int(w.cash) - w.inputs.cash_floor, int(w.cash_3 - own), (w.now - since) / DAY)
        w.burn = (w.cash_3 - own) / min(month, LOOKED_BACK)
        w.cash_3, w.cash_2, w.cash_1 = w.cash_2, w.cash_1, own


@step
def cash_now(w: "World") -> float:
    """Cash [money]."""
    return w.cash / 100.0
