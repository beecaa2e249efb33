"""What each step of the funnel does to the recurring revenue that is won: more leads, more of them, or worth more."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from gtmsim.study.pooled import Floats, Moves
from gtmsim.study.results import Results
from gtmsim.study.sample import Sample
from gtmsim.study.why.parts import every_choice
from gtmsim.study.why.shapley import Split, split

WON = "new_arr"
STEPS = {  # what is counted, and what its share of the step above is called
    "leads": "leads",
    "mqls": "leads that pass the screen",
    "sqls": "of these that qualify",
    "opportunities": "deals for each that qualified",
    "wins": "wins for each deal",
    WON: "value of a win",
}


class Step(NamedTuple):
    """One step: how many come to it, and for each of the step above, in either plan."""

    name: str
    base: float
    other: float
    base_rate: float | None  # of the step above; None where nobody came to that
    other_rate: float | None


class Funnel(NamedTuple):
    """The steps, and what the change of each does to new ARR."""

    steps: tuple[Step, ...]
    split: Split  # of new ARR


class Product:
    """New ARR as a product: of leads, shares and the value of a win, each as one of two plans has it."""

    kind, nature = "count", "amount"

    def __init__(self, tables: tuple[Floats, Floats], other: frozenset[int]) -> None:
        self.tables, self.other = tables, other  # (steps, replications)

    @property
    def replications(self) -> int:
        """How many replications there are."""
        return int(self.tables[0].shape[1])

    def missing(self) -> str | None:
        """A rate of nobody is none."""
        if min(table.mean(axis=1).min() for table in self.tables) > 0.0:
            return None
        return "nobody comes to one of its steps"

    def moved(self, level: float) -> Moves:
        """The product, with what each replication adds to it, to first order."""
        value, moves = 1.0, np.zeros(self.replications)
        for place in range(len(STEPS)):
            table = self.tables[1 if place in self.other else 0]
            here = table[place]
            value *= float(here.mean())
            moves += here / here.mean()
            if place:
                above = table[place - 1]
                value /= float(above.mean())
                moves -= above / above.mean()
        return Moves(value, (value * moves).tolist())


def funnel(base: Results, other: Results) -> Funnel | None:
    """The funnel of two plans; None where either has no leads of its own to count."""
    tables = tuple(_table(each) for each in (base, other))
    if any(table is None for table in tables):
        return None
    here, there = tables
    assert here is not None and there is not None
    counts = [table.mean(axis=1).tolist() for table in (here, there)]
    rates = [[None, *(_rate(*pair) for pair in pairwise(each))] for each in counts]
    steps = tuple(map(Step._make, zip(STEPS, *counts, *rates, strict=True)))
    choices = {chosen: Product((here, there), chosen) for chosen in every_choice(len(STEPS))}
    return Funnel(steps, split(tuple(STEPS.values()), choices))


def _table(results: Results) -> Floats | None:
    columns = [results.measures.get((name, "", "")) for name in STEPS]
    known = [each.num for each in columns if isinstance(each, Sample) and each.kind == "count" and not each.missing()]
    return np.array(known) if len(known) == len(STEPS) else None


def _rate(above: float, here: float) -> float | None:
    return here / above if above > 0.0 else None
