"""Decision tables answer, as `reference.decisions` tells it: facts go in, values and the row come out.

The facts of a decision point are written side by side, in the order in which it declares them, when its table looks at
any; what the table answers is then `given0` to `given3`, in the order of the point's outputs.
"""

from gtmsim.engine.compiled.jit import kernel
from gtmsim.engine.compiled.kernels.accounts import today
from gtmsim.engine.compiled.kernels.rows import NO_ENTITY, row
from gtmsim.journal.rows import RULE_ALSO_FIRED
from gtmsim.rules.decision import FIRST, collected, row_holds, row_of


@kernel
def settled(w, point):
    """Whether a decision point always has the same answer, which is then given."""
    said = w.inputs.policies[point]
    w.holding, w.held = 1, said.place
    w.given0, w.given1, w.given2 = said.always.first, said.always.second, said.always.third
    w.given3 = said.always.fourth
    return said.settled


@kernel
def answer(w, point):
    """Have the table that holds today answer the case that its facts say."""
    said = w.inputs.policies[point]
    table = said.tables[said.daily[today(w)] if len(said.tables) > 1 else 0]
    for i in range(table.grid.inputs):
        w.case[i] = w.known[table.facts[i]]
    w.holding, w.held = 0, -1
    w.given0, w.given1, w.given2 = table.otherwise.first, table.otherwise.second, table.otherwise.third
    w.given3 = table.otherwise.fourth
    if table.hit == FIRST:
        found = row_of(table.grid, w.case)
        if found >= 0:
            hold(w, table, found)
        return
    for r in range(table.grid.rows):
        if row_holds(table.grid, r, w.case):
            hold(w, table, r)


@kernel
def know(w, facts):
    """Write the facts of a decision point side by side."""
    for i in range(len(facts)):
        w.known[i] = facts[i]


@kernel
def hold(w, table, held):
    """Take a row that holds into what is given."""
    place, values = table.places[held], table.values
    value0, value1, value2, value3 = values[0][held], 0.0, 0.0, 0.0
    if len(values) > 1:
        value1 = values[1][held]
    if len(values) > 2:
        value2 = values[2][held]
    if len(values) > 3:
        value3 = values[3][held]
    if w.holding == 0:
        w.held, w.given0, w.given1, w.given2, w.given3 = place, value0, value1, value2, value3
    else:
        w.given0 = collected(table.hit, w.given0, value0)
        w.given1 = collected(table.hit, w.given1, value1)
        w.given2 = collected(table.hit, w.given2, value2)
        w.given3 = collected(table.hit, w.given3, value3)
    w.holding_row[w.holding] = place
    w.holding += 1


@kernel
def note_by(w, point, kind, a, sub, team, amount, level, fact):
    """Write a row that a decision has decided, and one for each further row of a table that asked all."""
    held = w.held
    row(w, kind, a.key, sub, a.channel, a.segment, team, amount, level, fact, point, held)
    for i in range(1, w.holding):
        row(w, RULE_ALSO_FIRED, a.key, 0, a.channel, a.segment, -1, 0, 0, 0.0, point, w.holding_row[i])


@kernel
def post_by(w, point, kind, sub, channel, team, level, fact):
    """Write a row about the firm that a decision has decided, and one for each further row of its table."""
    held = w.held
    row(w, kind, NO_ENTITY, sub, channel, -1, team, 0, level, fact, point, held)
    for i in range(1, w.holding):
        row(w, RULE_ALSO_FIRED, NO_ENTITY, 0, channel, -1, team, 0, 0, 0.0, point, w.holding_row[i])
