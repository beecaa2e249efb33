"""An employer pays a share of all pay on top of it, when the month ends."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import post
from gtmsim.engine.step import step
from gtmsim.mechanisms.employer_costs.rows import EMPLOYER_COSTS
from gtmsim.mechanisms.employer_costs.rules import burden_on

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World


@step
def count_pay(w: "World", team: int, paid: int) -> None:
    """People of a team are paid so much [cents], on which employer's costs are due; of no team nobody is employed."""
    if team >= 0:
        w.desks[team].paid += paid


@step
def post_employer_costs(w: "World", month: int) -> None:
    """Write what an employer pays on top of what each team was paid in a month."""
    for team in range(len(w.inputs.teams)):
        cost = burden_on(int(w.desks[team].paid), w.inputs.burden)
        w.desks[team].paid = 0
        if cost != 0:
            post(w, EMPLOYER_COSTS, month, -1, -1, team, cost, 0, w.inputs.burden)
