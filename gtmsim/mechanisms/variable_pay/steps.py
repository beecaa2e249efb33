"""People reach some of their quotas, and are paid by it when a period ends."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import begins, credit, ends, people, post, this_month, won
from gtmsim.engine.step import step
from gtmsim.mechanisms.employer_costs.steps import count_pay
from gtmsim.mechanisms.quota.steps import quota_in, quota_of
from gtmsim.mechanisms.staff.rules import pay_within
from gtmsim.mechanisms.variable_pay.rows import VARIABLE_PAY
from gtmsim.mechanisms.variable_pay.rules import variable_on

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World

NOBODY, ABSENT = -1, -1.0
HUNDRED = 100  # a qualified lead, in hundredths


@step
def credit_qualified(w: "World", team: int, person: int) -> None:
    """A lead is qualified: it counts for the SDR who has talked to it."""
    if len(w.inputs.variable_pay) == 0 or team != w.inputs.sdr or team < 0 or person == NOBODY:
        return
    said = w.inputs.variable_pay[team]
    if said.months > 0 and w.now < w.inputs.horizon:
        credit(w, team, person, this_month(w) // said.months, HUNDRED)


@step
def count_renewal(w: "World", before: int, after: int) -> None:
    """So much recurring revenue [cents] came up for renewal, of which so much goes on."""
    w.came_up += before
    w.went_on += min(before, after)


@step
def attained_by(w: "World", team: int, month: int, person: int, until: int) -> float:
    """What somebody who is employed until an instant has reached over the quota [1]; ABSENT without a quota."""
    said = w.inputs.variable_pay[team]
    if team == w.inputs.csm:
        opens, closes = w.inputs.months[month + 1 - said.months], w.inputs.months[month + 1]
        if min(until, closes) <= max(begins(w, team, person), opens):
            return ABSENT
        return w.went_on / w.came_up / said.quota if w.came_up > 0 else 1.0
    quota = 0
    if team == w.inputs.ae:
        quota = quota_of(w, month, person, until)
    else:
        quota = quota_in(w, team, said.quota, said.months, said.ramped, month, person, until)
    return won(w, team, person, month // said.months) / quota if quota > 0 else ABSENT


@step
def at_quota(w: "World", team: int, month: int, person: int, until: int) -> int:
    """Variable pay [cents] at the quota of somebody who is employed until an instant, in the period that ends."""
    said, total = w.inputs.variable_pay[team], 0
    for m in range(month + 1 - said.months, month + 1):
        first, last = w.inputs.months[m], w.inputs.months[m + 1]
        total += pay_within(said.yearly[m], m, max(first, begins(w, team, person)), min(last, until), first, last)
    return total


@step
def post_variable_pay(w: "World", month: int) -> None:
    """Where a period of a team ends with a month, write what each of its people is paid by what was reached."""
    for team in range(len(w.inputs.variable_pay)):
        said = w.inputs.variable_pay[team]
        if said.months > 0 and (month + 1) % said.months == 0:
            for person in range(people(w, team)):
                end = ends(w, team, person)
                until = min(end, w.inputs.horizon) if end >= 0 else w.inputs.horizon
                attained = attained_by(w, team, month, person, until)
                if attained >= 0.0:
                    target = at_quota(w, team, month, person, until)
                    paid = variable_on(target, attained, said.threshold, said.accelerates_at, said.accelerator)
                    count_pay(w, team, paid)
                    post(w, VARIABLE_PAY, month, -1, -1, team, paid, person, attained)
            if team == w.inputs.csm:
                w.came_up, w.went_on = 0, 0
