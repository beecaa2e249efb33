"""The question of raising money: what a round moves, and what it does not."""

from functools import cache
from pathlib import Path

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

QUESTION = Path(__file__).parents[2] / "scenarios" / "raise_or_not"


@cache
def results(name: str) -> Results:
    return run(QUESTION / f"{name}.yaml", 24)


def values(name: str, metric: str) -> Floats:
    return np.asarray(results(name).measures[metric, "", ""].values())


def test_a_round_moves_cash_and_no_customer() -> None:
    """The same growth with and without it: ARR and EBITDA are the same to the cent, cash is more by the round."""
    for metric in ("arr_end", "ebitda", "wins"):
        assert (values("raise_and_grow", metric) == values("grow_on_its_own", metric)).all()
    more = values("raise_and_grow", "cash_end") - values("grow_on_its_own", "cash_end")
    assert np.allclose(more, 2_000_000.0)


def test_growth_needs_the_round() -> None:
    grown = values("raise_and_grow", "arr_end") - values("on_its_own", "arr_end")
    assert grown.mean() > 4 * grown.std(ddof=1) / np.sqrt(len(grown))
    ruin = {name: results(name).estimate("ruin_probability").mean for name in ("raise_and_grow", "grow_on_its_own")}
    assert ruin["raise_and_grow"] == 0.0 and (ruin["grow_on_its_own"] or 0.0) > 0.4
