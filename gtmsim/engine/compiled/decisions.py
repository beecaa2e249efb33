"""Decision tables answer, as `reference.decisions` tells it: facts go in, values and the row come out.

The facts of a decision point are written side by side, in the order in which it declares them, when its table looks at
any; what the table answers is then `given0`, `given1` and `given2`, in the order of the point's outputs.
"""

from gtmsim.engine.compiled.accounts import today
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.rows import NO_ENTITY, row
from gtmsim.engine.compiled.spaces import (
    case_of,
    holding_at,
    known_at,
    set_case,
    set_holding,
    set_known,
)
from gtmsim.engine.compiled.world import (
    answer_at,
    decision_at,
    fact_at,
    grid_first_of,
    grid_high_of,
    grid_low_of,
    in_force_at,
    place_at,
    point_at,
)
from gtmsim.journal.rows import RULE_ALSO_FIRED
from gtmsim.machine.jit import kernel
from gtmsim.rules import decision
from gtmsim.rules.calendar import DAY
from gtmsim.rules.decision import FIRST, Grid

row_holds = compiled(decision.row_holds)
row_of = compiled(decision.row_of)
collected = compiled(decision.collected)
CENTS = 100.0  # in a unit of currency
MONTHS = 12


@kernel
def settled(T, S, point):
    """Whether a decision point always has the same answer, which is then given."""
    said = point_at(T, point)
    S.holding, S.held = 1, said.place
    S.given0, S.given1, S.given2 = said.value0, said.value1, said.value2
    return said.settled == 1


@kernel
def answer(T, S, point):
    """Have the table that holds today answer the case that its facts say."""
    table = point_at(T, point).first_table
    if point_at(T, point).tables > 1:
        table += in_force_at(T, point_at(T, point).days_from + today(T, S))
    said = decision_at(T, table)
    for i in range(said.inputs):
        set_case(S, i, known_at(S, fact_at(T, said.facts_from + i)))
    case = case_of(S, 0, said.inputs)
    grid = Grid(
        grid_low_of(T, said.spans_from, said.spans),
        grid_high_of(T, said.spans_from, said.spans),
        grid_first_of(T, said.first_from, said.rows * said.inputs + 1),
        said.rows,
        said.inputs,
    )
    S.holding, S.held = 0, -1
    S.given0, S.given1, S.given2 = said.value0, said.value1, said.value2
    if said.hit == FIRST:
        found = row_of(grid, case)
        if found >= 0:
            hold(T, S, table, found)
        return
    for r in range(said.rows):
        if row_holds(grid, r, case):
            hold(T, S, table, r)


@kernel
def hold(T, S, table, held):
    """Take a row that holds into what is given."""
    said = decision_at(T, table)
    place = place_at(T, said.places_from + held)
    value0, value1, value2 = answer_at(T, said.answers_from + held), 0.0, 0.0
    if said.outputs > 1:
        value1 = answer_at(T, said.answers_from + said.rows + held)
    if said.outputs > 2:
        value2 = answer_at(T, said.answers_from + 2 * said.rows + held)
    if S.holding == 0:
        S.held, S.given0, S.given1, S.given2 = place, value0, value1, value2
    else:
        S.given0 = collected(said.hit, S.given0, value0)
        S.given1 = collected(said.hit, S.given1, value1)
        S.given2 = collected(said.hit, S.given2, value2)
    set_holding(S, S.holding, place)
    S.holding += 1


@kernel
def note_by(S, point, kind, a, sub, team, amount, level, fact):
    """Write a row that a decision has decided, and one for each further row of a table that asked all."""
    held = S.held
    row(S, kind, a.key, sub, a.channel, a.segment, team, amount, level, fact, point, held)
    for i in range(1, S.holding):
        row(S, RULE_ALSO_FIRED, a.key, 0, a.channel, a.segment, -1, 0, 0, 0.0, point, holding_at(S, i))


@kernel
def post_by(S, point, kind, sub, channel, team, level, fact):
    """Write a row about the firm that a decision has decided, and one for each further row of its table."""
    held = S.held
    row(S, kind, NO_ENTITY, sub, channel, -1, team, 0, level, fact, point, held)
    for i in range(1, S.holding):
        row(S, RULE_ALSO_FIRED, NO_ENTITY, 0, channel, -1, team, 0, 0, 0.0, point, holding_at(S, i))


@kernel
def know_lead(T, S, a):
    """Channel, segment, mode and fit as it is seen."""
    set_known(S, 0, a.channel if a.channel >= 0 else T.n_channels + T.referrals)
    set_known(S, 1, a.segment)
    set_known(S, 2, 1.0 - a.active)
    set_known(S, 3, a.seen)


@kernel
def know_routing(T, S, a):
    """A lead with its score and its rounds."""
    know_lead(T, S, a)
    set_known(S, 4, a.score)
    set_known(S, 5, a.rounds)


@kernel
def know_qualified(T, S, a, waited):
    """A lead that qualified after a wait [day]."""
    know_lead(T, S, a)
    set_known(S, 4, a.score)
    set_known(S, 5, waited)


@kernel
def know_effort(T, S, a, amount):
    """A deal that is opened."""
    know_lead(T, S, a)
    set_known(S, 4, a.score)
    set_known(S, 5, amount / CENTS)


@kernel
def know_discount(T, S, a):
    """A deal that comes before the committee."""
    know_effort(T, S, a, a.amount)
    set_known(S, 6, (S.now - a.opened) / DAY)
    set_known(S, 7, a.waited)


@kernel
def know_stage(S, a, stage, mode):
    """A stage that begins, with the lead's mode if `mode` is 1."""
    set_known(S, 0, a.segment)
    set_known(S, 1, stage)
    if mode == 1:
        set_known(S, 2, 1.0 - a.active)
    set_known(S, 2 + mode, a.amount / CENTS)
    set_known(S, 3 + mode, (S.now - a.opened) / DAY)
    set_known(S, 4 + mode, a.waited)


@kernel
def know_customer(S, a, mrr, renewals):
    """A customer who pays so much a month [cents]."""
    set_known(S, 0, a.segment)
    set_known(S, 1, mrr * MONTHS / CENTS)
    set_known(S, 2, renewals)


@kernel
def know_renewal(S, a, covered):
    """A customer at the end of a contract."""
    know_customer(S, a, a.mrr, a.renewals)
    set_known(S, 3, covered)
