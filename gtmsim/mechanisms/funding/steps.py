"""Rounds are paid in, loans are paid out to us and repaid, and months bear interest."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import fund_on, post
from gtmsim.engine.step import step
from gtmsim.mechanisms.funding.rows import BORROWED, FUNDING_CALLED, INTEREST, RAISED, REPAID
from gtmsim.mechanisms.funding.rules import NEVER, interest_of, outstanding_in
from gtmsim.rules.calendar import DAY, months_after

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World


@step
def comes_in(w: "World", when: int) -> bool:
    """Does money that is to come at an instant [microseconds] come in this run?"""
    return 0 <= when < w.inputs.horizon


@step
def await_funding(w: "World") -> None:
    """Have money come and go on its days; what is kept ready waits until it is asked for."""
    for n in range(len(w.inputs.funding)):
        said = w.inputs.funding[n]
        await_money(w, n, int(said.comes), int(said.repaid))


@step
def await_money(w: "World", n: int, comes: int, repaid: int) -> None:
    """Have money come and go [microseconds]; -1 for what does not within the run."""
    w.comes[n], w.goes_back[n] = comes, repaid
    if comes_in(w, comes):
        fund_on(w, comes, 2 * n)
        if repaid >= 0:
            fund_on(w, repaid, 2 * n + 1)


@step
def call_funding(w: "World", n: int) -> None:
    """Ask for funding that is kept ready, which comes once."""
    said = w.inputs.funding[n]
    if w.comes[n] >= 0:
        return
    post(w, FUNDING_CALLED, n, -1, -1, -1, 0, 0, said.lag / DAY)
    comes, repaid = w.now + said.lag, NEVER
    if said.term > 0:
        back = months_after(w.inputs.starts, comes, said.term)
        if back < w.inputs.horizon:
            repaid = back
    await_money(w, n, comes, repaid)


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
        if said.loan and said.rate > 0.0 and comes_in(w, w.comes[n]):
            time = outstanding_in(first, last, w.comes[n], w.goes_back[n])
            cost = interest_of(said.amount, said.rate, time, last - first)
            if cost != 0:
                post(w, INTEREST, month, -1, -1, -1, cost, n, 0.0)
