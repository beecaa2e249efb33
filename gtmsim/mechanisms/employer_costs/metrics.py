"""What an employer pays on top of pay."""

import numpy as np

from gtmsim.mechanisms.employer_costs.rows import EMPLOYER_COSTS
from gtmsim.mechanisms.employer_costs.rules import burden_on
from gtmsim.mechanisms.incentives.rows import CLAWBACK, SPIF, SPIF_CLAWBACK
from gtmsim.mechanisms.management.rows import MANAGERS
from gtmsim.mechanisms.staff.rows import COMMISSION, SALARY
from gtmsim.mechanisms.variable_pay.rows import VARIABLE_PAY
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import expect, fail, few
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Values, counts, metric, nothing

LOADED = "pay is said with what an employer pays on top of it"
PAID = (SALARY, MANAGERS, VARIABLE_PAY, COMMISSION, SPIF, CLAWBACK, SPIF_CLAWBACK)


@metric("money", "firm")
def employer_costs(ledger: Ledger, cut: Cut) -> Values:
    """What an employer pays on top of the pay of the teams: a part of payroll."""
    if not ledger.header.burden:
        return nothing(LOADED, cut)
    return counts(ledger.tally.monthly_amount(EMPLOYER_COSTS).sum(keepdims=True) / CENTS)


@few
def employer_costs_follow_pay(ledger: Ledger) -> None:
    """Each team's costs of a month are the said share of what it was paid in it."""
    told, share, n = ledger.rows_ever(EMPLOYER_COSTS), ledger.header.burden, ledger.header.n_months
    if not len(told) and not share:
        return
    paid = ledger.rows(*PAID)
    due = np.zeros((len(ledger.header.teams) + 1, n + 1), np.int64)  # the last of each are of no team, and of no month
    np.add.at(due, (paid.team, paid.month), paid.amount)
    costs = np.array([[burden_on(pay, share) for pay in row] for row in due.tolist()])
    costs[-1], costs[:, -1] = 0, 0
    known = (told.team >= 0) & (told.detail >= 0) & (told.detail < n)
    team, month = np.where(known, told.team, -1), np.where(known, told.detail, -1)
    first = np.zeros(len(told), np.bool_)
    first[np.unique(team * (n + 1) + month, return_index=True)[1]] = True
    expect(told, "employer's costs are a share of pay", np.where(first, costs[team, month], 0), told.amount)
    if len(told) != np.count_nonzero(costs):
        fail("every team's pay has an employer's costs", np.count_nonzero(costs), len(told))
