"""Forms of sums: their error is that of the jackknife, and a ratio as a form is a ratio."""

import numpy as np
import pytest
from study.fakes import gaussian, ratio
from study.test_coverage import sums_of_a_firm

from gtmsim.metrics.lifetime import CAPPED, EXTRAPOLATED, NEW, SEEN_TO_COST, over
from gtmsim.metrics.metric import Form
from gtmsim.study.formed import Formed, Parts
from gtmsim.study.pooled import Floats

QUOTIENT = Form(lambda parts, _: over(parts[:, 0], parts[:, 1]), lambda parts, _: "nothing below")
Y, X = gaussian(40, 900.0, 200.0, 1), [10.0 + i % 5 for i in range(40)]


def of(*columns: list[float], form: Form = QUOTIENT) -> Formed:
    return Formed(Parts(np.array(columns).T, ()), form)


def firms(n: int, seed: int = 1) -> Parts:
    luck = np.random.default_rng(seed)
    return Parts(np.array([sums_of_a_firm(luck) for _ in range(n)]), (0.8, 0.99))


def test_a_ratio_as_a_form_is_a_ratio() -> None:
    form, plain = of(Y, X), ratio(Y, X)
    assert form.estimate().mean == pytest.approx(plain.estimate().mean, rel=1e-14)
    assert form.estimate().ci95 == pytest.approx(plain.estimate().ci95, rel=1e-9)
    assert form.moved().moves == pytest.approx(plain.moved().moves, rel=1e-6, abs=1e-6)
    weights = np.random.default_rng(2).random((3, 40))
    assert form.worlds(weights) == pytest.approx(plain.worlds(weights))


def jackknife(found: Formed) -> float:
    table, total = found.parts.table, found.parts.total
    without: Floats = found.form.values(total - table, found.parts.known)
    n = len(table)
    return float(np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum()))


@pytest.mark.parametrize("form", [CAPPED, EXTRAPOLATED])
def test_error_is_that_of_the_jackknife(form: Form) -> None:
    found = Formed(firms(80), form)
    assert found.estimate().se == pytest.approx(jackknife(found), rel=0.05)


def test_what_no_replication_has_alone_all_have_together() -> None:
    """Each firm has seen some ages; every age has been seen by somebody."""
    table = firms(30).table
    ages = table[:, 4:].reshape(30, 3, 35)
    for i in range(30):
        ages[i, :2, i % 35] = 0.0  # nobody is seen in one month of service, another in each firm
    found = Formed(Parts(table, (0.8, 0.99)), CAPPED)
    assert np.isnan(found.values()).all() and found.missing() is None
    assert found.estimate().note == "no value of its own in 30 of 30 replications"
    ages[:, :2, 7] = 0.0
    hole = Formed(Parts(table, (0.8, 0.99)), CAPPED)
    assert hole.missing() == "no customer was observed in month of service 9"


def test_replications_that_add_nothing_are_not_counted() -> None:
    table = firms(10).table
    table[3:] = 0.0
    table[3:, 1] = 5_000.0  # a cost is no value
    assert Formed(Parts(table, (0.8, 0.99)), CAPPED).estimate().n == 3
    assert Formed(Parts(table, (0.8, 0.99)), SEEN_TO_COST).estimate().n == 10
    table[1:] = 0.0
    alone = Formed(Parts(table, (0.8, 0.99)), CAPPED).estimate()
    assert (alone.n, alone.ci95, alone.why) == (1, (None, None), "one replication alone adds to it: no interval")


def test_no_variation_is_exact() -> None:
    table = np.tile(firms(1).table, (12, 1))
    found = Formed(Parts(table, (0.8, 0.99)), CAPPED).estimate()
    assert found.ci95 == (found.mean, found.mean) and found.note is not None and "no variation" in found.note


def test_nobody_won_is_said() -> None:
    table = firms(4).table
    table[:, NEW] = 0.0
    assert Formed(Parts(table, (0.8, 0.99)), CAPPED).missing() == "no customer was won"
    assert of([0.0, 0.0], [0.0, 0.0]).missing() == "nothing below"
