"""Rounds are paid in, loans are paid out to us and repaid, and months bear interest."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import fund_on, post
from gtmsim.engine.step import step
from gtmsim.mechanisms.funding.rows import BORROWED, INTEREST, RAISED, REPAID
from gtmsim.mechanisms.funding.rules import interest_of, outstanding_in

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World


@step
def comes_in(w: "World", when: int) -> bool:
    """Does money that is to come at an instant [microseconds] come in this run?"""
    return 0 <= when < w.inputs.horizon


@step
def await_funding(w: "World") -> None:
    """Have money come and go on its days."""
    for n in range(len(w.inputs.funding)):
        said = w.inputs.funding[n]
        if comes_in(w, said.comes):
            fund_on(w, said.comes, 2 * n)
            if said.repaid >= 0:
                fund_on(w, said.repaid, 2 * n + 1)


@step
def fund(w: "World", code: int) -> None:
    """Money comes in (an even code, twice its number), or goes back."""
    number = code // 2
    said = w.inputs.funding[number]
    if code % 2 == 1:
        post(w, REPAID, number, -1, -1, -1, said.amount, 0, 0.0)
    elif said.loan:
        post(w, BORROWED, number, -1, -1, -1, said.amount, 0, 0.0)
    else:
        post(w, RAISED, number, -1, -1, -1, said.amount, 0, 0.0)


@step
def post_interest(w: "World", month: int) -> None:
    """Write the interest of a month, loan by loan."""
    first, last = w.inputs.months[month], w.inputs.months[month + 1]
    for n in range(len(w.inputs.funding)):
        said = w.inputs.funding[n]
        if said.loan and said.rate > 0.0 and comes_in(w, said.comes):
            cost = interest_of(
                said.amount, said.rate, outstanding_in(first, last, said.comes, said.repaid), last - first
            )
            if cost != 0:
                post(w, INTEREST, month, -1, -1, -1, cost, n, 0.0)
