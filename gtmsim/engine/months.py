"""The end of a month: its costs are posted, its books close, and the firm reviews what it does in the next."""

from typing import TYPE_CHECKING

from gtmsim.engine.hook import MONTH_BEGINS
from gtmsim.engine.port import post, stop
from gtmsim.engine.step import step
from gtmsim.journal.rows import MONTH_CLOSED
from gtmsim.mechanisms.attrition.steps import post_headcount
from gtmsim.mechanisms.brand.steps import brand_moves
from gtmsim.mechanisms.cash_policy.steps import review_cash
from gtmsim.mechanisms.channels.steps import post_spend, review_spend
from gtmsim.mechanisms.community.steps import gather, post_community
from gtmsim.mechanisms.employer_costs.steps import post_employer_costs
from gtmsim.mechanisms.funding.steps import post_interest
from gtmsim.mechanisms.management.steps import post_managers
from gtmsim.mechanisms.money.steps import look_at_cash, post_costs
from gtmsim.mechanisms.quota.steps import close_quotas
from gtmsim.mechanisms.staff.steps import post_hours, post_pay, review_people
from gtmsim.mechanisms.success.steps import cover
from gtmsim.mechanisms.variable_pay.steps import post_variable_pay

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World


@step
def close_month(w: "World", month: int) -> None:
    """Post a month's costs, close its books and begin the next."""
    post_spend(w, month)
    post_headcount(w, month)
    post_hours(w, month)
    close_quotas(w, month)
    post_pay(w, month)
    if w.ended == 0:
        post_managers(w, month)
        post_variable_pay(w, month)
        post_employer_costs(w, month)
        post_costs(w, month)
        post_interest(w, month)
    post_community(w, month)
    brand_moves(w, month)
    for g in range(len(w.inputs.segments)):
        post(w, MONTH_CLOSED, month, -1, g, -1, w.books[g].mrr, w.books[g].customers, 0.0)
    w.closed = month + 1
    if month + 1 < w.inputs.n_months:
        begin_month(w, month + 1)
    elif w.inputs.run_off:
        w.informed = 0.0  # leaks are forgotten
        # The coverage of the last month holds until the last customer is gone.
        for later in range(month + 1, len(w.inputs.months)):
            w.coverage_sums[later + 1] = w.coverage_sums[later] + w.coverage
    else:
        stop(w)


@step
def begin_month(w: "World", month: int) -> None:
    """Review cash, spend and people, form the groups of customers, and see how far the CSM team reaches."""
    if w.ended == 0:
        look_at_cash(w, month)
        review_cash(w, month)
    if w.ended == 1:
        gather(w, month)
        return
    review_spend(w, month)
    review_people(w, month)
    gather(w, month)
    MONTH_BEGINS(w, month)
    cover(w, month)
