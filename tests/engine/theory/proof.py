"""Scenarios whose results theory knows: run, looked at, and compared by their standard errors."""

import gc
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

import gtmsim
from gtmsim.engine import compiled
from gtmsim.scenario.load import load_text
from gtmsim.study.estimators import mean_interval, ratio_of_means
from gtmsim.study.sample import Sample

ORACLES = json.loads((Path(__file__).parent / "oracles.json").read_text(encoding="utf-8"))
AROUND_THE_CLOCK = "{days: [mon, tue, wed, thu, fri, sat, sun], opens: 0h, closes: 24h}"
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
                scenario = load_text(text)
                n = self.times * scenario.run.replications
                return gtmsim.run(scenario, n, engine="compiled", jobs=1), seen
        finally:
            gc.unfreeze()

    def agrees(
        self, oracle: str, what: str, found: Sample | Sequence[Any], expected: float, notice: float = 0.02
    ) -> None:
        """A mean, or a ratio of means of (numerator, denominator), within four standard errors of theory.

        Four standard errors must not be more than `notice`, a share of what is expected: larger faults would be seen.
        The long proof sees smaller ones.
        """
        notice /= math.sqrt(self.times)
        if isinstance(found, Sample):
            found = found.num if found.kind == "count" else list(zip(found.num, found.den, strict=True))
        x = np.asarray(found, dtype=np.float64)
        assert len(x) >= 30, "thirty replications at least"
        estimate = ratio_of_means(x[:, 0].tolist(), x[:, 1].tolist()) if x.ndim == 2 else mean_interval(x.tolist())
        assert estimate.mean is not None
        assert estimate.se is not None
        self.figures.append(Figure(oracle, what, expected, estimate.mean, estimate.se, notice))
        assert abs(estimate.mean - expected) < ERRORS * estimate.se, f"{what}: {estimate.mean}, not {expected}"
        assert 0.0 < ERRORS * estimate.se <= notice * abs(expected), f"{what}: a standard error of {estimate.se}"

    def exactly(self, oracle: str, what: str, found: float, expected: float, within: float = 1e-6) -> None:
        """A number that chance has no part in."""
        self.figures.append(Figure(oracle, what, expected, found, 0.0, within))
        assert math.isclose(found, expected, rel_tol=within), f"{what}: {found}, not {expected}"
