"""Managers come and go with the people of their team, and are paid by days."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import begins, ends, people, position, post, resigned
from gtmsim.engine.step import step
from gtmsim.mechanisms.attrition.steps import closes, filled
from gtmsim.mechanisms.employer_costs.steps import count_pay
from gtmsim.mechanisms.management.rows import MANAGERS
from gtmsim.mechanisms.management.rules import is_waiting, managers_for
from gtmsim.rules.calendar import DAY
from gtmsim.rules.money import part, share_of

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World


@step
def managers(w: "World", team: int, now: int) -> int:
    """Managers of a team on the day that begins now: they stay while a position waits for a replacement."""
    if len(w.inputs.management) == 0 or w.inputs.management[team].span == 0:
        return 0
    count = 0
    for person in range(people(w, team)):
        end = ends(w, team, person)
        if begins(w, team, person) <= now and (end < 0 or end > now):
            count += 1
        elif resigned(w, team, person) and w.inputs.attrition[team].backfill:
            count += int(is_waiting(end, filled(w, end), closes(w, team, position(w, team, person)), now))
    return managers_for(count, w.inputs.management[team].span)


@step
def post_managers(w: "World", month: int) -> None:
    """Write what the managers of each team have cost in a month."""
    if len(w.inputs.management) == 0:
        return
    first, last = w.inputs.months[month] // DAY, w.inputs.months[month + 1] // DAY
    for team in range(len(w.inputs.teams)):
        days, count = 0, 0
        for day in range(first, last):
            count = managers(w, team, day * DAY)
            days += count
        if days > 0:
            salary = part(w.inputs.management[team].salaries[month], month % 12, 12)
            paid = share_of(salary, days, last - first)
            count_pay(w, team, paid)
            post(w, MANAGERS, month, -1, -1, team, paid, count, float(days))
