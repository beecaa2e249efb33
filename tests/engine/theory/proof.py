"""Scenarios whose results theory knows: run, looked at, and compared by their standard errors."""

import gc
import json
import math
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

import gtmsim
from gtmsim.engine import compiled
from gtmsim.scenario.load import load_text
from gtmsim.study.sample import Sample

ORACLES = json.loads((Path(__file__).parent / "oracles.json").read_text(encoding="utf-8"))
AROUND_THE_CLOCK = "{days: [mon, tue, wed, thu, fri, sat, sun], opens: 0h, closes: 24h}"
SEED = int(os.environ.get("GTMSIM_THEORY_SEED", "0"))  # another luck for all of theory; 0: what each text says
ERRORS = 4.0  # standard errors that chance is given
Look = Callable[[gtmsim.Journal], Any]


class Figure(NamedTuple):
    """One line of the table in docs/theory.md."""

    oracle: str
    what: str
    expected: float
    found: float
    error: float  # standard error
    notice: float  # smallest fault, as a share of what is expected, that is sure to be seen


def luck_of_errors(moves: Sequence[float]) -> float:
    """How much larger than it is a standard error may seem by luck: by four times its own relative error."""
    x = np.asarray(moves) - np.mean(moves)
    kurtosis = float(np.mean(x**4) / np.mean(x**2) ** 2)
    return 1.0 + ERRORS * math.sqrt(max(0.0, kurtosis - 1.0) / (4 * len(x)))


class Proof:
    """What one oracle expects, and what a scenario gave."""

    def __init__(self, patch: pytest.MonkeyPatch, figures: list[Figure], times: int) -> None:
        self.patch, self.figures, self.times = patch, figures, times

    def run(self, text: str, look: Look = lambda journal: None) -> tuple[gtmsim.Results, list[Any]]:
        """The results of a scenario, and what `look` saw in the journal of each replication.

        The compiled engine tells them: its journals are the reference's, row by row, in a tenth of the time.
        """
        seen: list[Any] = []
        simulate = compiled.simulate

        def looking(inputs: Any, replication: int) -> gtmsim.Journal:
            journal = simulate(inputs, replication)
            seen.append(look(journal))
            return journal

        gc.collect()
        gc.freeze()  # what is there before need not be searched after each replication
        try:
            with self.patch.context() as patch:
                patch.setattr(compiled, "simulate", looking)
                scenario = load_text(text, "theory", [f"run.seed={SEED}"] if SEED else [])
                n = self.times * scenario.run.replications
                found = gtmsim.run(scenario, n, engine="compiled", jobs=1)
                return found, seen[:n]  # what is told after them is about the firm before day 0
        finally:
            gc.unfreeze()

    def agrees(self, oracle: str, what: str, found: Any, expected: float, notice: float = 0.02) -> None:
        """A metric, numbers, or pairs of numerator and denominator within four standard errors of theory.

        Four standard errors must not be more than `notice`, a share of what is expected: larger faults would be seen,
        and smaller ones by the long proof. As errors vary from seed to seed, they may seem larger by their own luck.
        """
        notice /= math.sqrt(self.times)
        if not hasattr(found, "estimate"):
            x = np.asarray(found, dtype=np.float64).T
            found = Sample(x[0], x[1], "ratio") if x.ndim == 2 else Sample(x, np.ones_like(x), "count")
        assert found.replications >= 30, "thirty replications at least"
        estimate = found.estimate()
        assert estimate.mean is not None
        assert estimate.se is not None
        self.figures.append(Figure(oracle, what, expected, estimate.mean, estimate.se, notice))
        assert abs(estimate.mean - expected) < ERRORS * estimate.se, f"{what}: {estimate.mean}, not {expected}"
        seen = ERRORS * estimate.se / luck_of_errors(found.moved().moves)
        assert 0.0 < seen <= notice * abs(expected), f"{what}: a standard error of {estimate.se}"

    def exactly(self, oracle: str, what: str, found: float, expected: float, within: float = 1e-6) -> None:
        """A number that chance has no part in."""
        self.figures.append(Figure(oracle, what, expected, found, 0.0, within))
        assert math.isclose(found, expected, rel_tol=within), f"{what}: {found}, not {expected}"
