"""What must come out of pauses: they keep some who would have left, or only put off that they leave."""

from functools import cache

import numpy as np
from scenarios.test_terms_that_end import FIRM, REPLICATIONS

from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.measure import measure
from gtmsim.rules.calendar import months_after
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

MONTHS = 30
OFF, ON = "", "pause: {length: 3 months}"


@cache
def journals(plan: str, takes: str = "acceptance: 60%, returns: 75%"):
    """Some replications of a firm that offers pauses or none."""
    text = FIRM.replace("contracts: {CONTRACTS}", f"pause: {{{takes}}}").replace("{PLAN}", f"{{{plan}}}")
    inputs = resolve(load_text(text.replace("MONTHS", str(MONTHS))))
    return inputs, [simulate(inputs, replication) for replication in range(REPLICATIONS)]


def above(metric: str, one: tuple, other: tuple) -> float:
    """How many standard errors one plan is above another, in the same luck."""
    values = [[measure(j).values[metric, "", ""][0] for j in journals(*said)[1]] for said in (one, other)]
    moved = np.subtract(*values)
    return float(moved.mean() / (moved.std(ddof=1) / np.sqrt(len(moved))))


def test_a_pause_keeps_customers_and_brings_cash() -> None:
    assert above("churn_events", (ON,), (OFF,)) < -2
    assert above("arr_end", (ON,), (OFF,)) > 2
    assert above("cash_end", (ON,), (OFF,)) > 2
    assert above("arr_end", (ON, "acceptance: 60%, returns: 95%"), (ON, "acceptance: 60%, returns: 40%")) > 2


def test_where_nobody_goes_on_a_pause_merely_puts_off_the_loss() -> None:
    """The same are lost, three months later; not a bill is another."""
    inputs, paused = journals(ON, "acceptance: 100%, returns: 0%")
    late = 0
    for before, after in zip(journals(OFF)[1], paused, strict=True):
        lost, later = ({row[2]: row[0] for row in one.rows() if row[1] == Kind.CHURNED} for one in (before, after))
        due = {who: months_after(inputs.starts, time, 3) for who, time in lost.items()}
        assert later == {who: time for who, time in due.items() if time <= inputs.horizon}
        late += len(lost) - len(later)
        bills = [[row for row in one.rows() if row[1] == Kind.INVOICED] for one in (before, after)]
        assert bills[0] == bills[1]
    assert late > 0
    assert above("churn_events", (ON, "acceptance: 100%, returns: 0%"), (OFF,)) < -2
