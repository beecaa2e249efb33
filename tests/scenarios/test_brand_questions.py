"""What a brand must make come out, in paired runs with their standard errors.

Each test says in its docstring whether the ordering is stated by a source (S) or inferred by us (I), by its name in the
list of orderings: O05 and O06.
"""

import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from gtmsim.journal.header import Floats
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

QUESTION = Path(__file__).parents[2] / "scenarios" / "brand_vs_leads"
REPLICATIONS = 20
FIRST, LATE = slice(0, 12), slice(24, 36)  # months
BEFORE, SOON, LATER = slice(12, 18), slice(18, 24), slice(24, 36)  # of the cut


@cache
def results(name: str) -> Results:
    """A study of one of the plans."""
    return run(QUESTION / f"{name}.yaml", REPLICATIONS)


def total(name: str, series: str, months: slice) -> Floats:
    """What a series adds up to over some months, in each replication."""
    found: Floats = results(name).monthly[series][:, months].sum(axis=1)
    return found


def ratio(name: str, part: tuple[str, ...], whole: tuple[str, ...], months: slice) -> tuple[Floats, Floats]:
    """Numerator and denominator of a rate in each replication."""
    above, below = (sum(total(name, series, months) for series in which) for which in (part, whole))
    return np.asarray(above), np.asarray(below)


def z(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> float:
    """By how many standard errors the ratio of the second is above that of the first, replication by replication."""
    pair = []
    for above, below in (one, other):
        mean = above.mean() / below.mean()
        pair.append((mean, (above - mean * below) / below.mean()))  # linear in what each replication adds
    (first, a), (second, b) = pair
    error = float(np.std(b - a, ddof=1)) / math.sqrt(REPLICATIONS)
    return float(second - first) / error


def rate(name: str, months: slice) -> tuple[Floats, Floats]:
    """Share of deals that are won."""
    return ratio(name, ("wins",), ("wins", "losses", "no_decisions"), months)


def cost(name: str, months: slice) -> tuple[Floats, Floats]:
    """Marketing money for a win."""
    return ratio(name, ("spend_marketing",), ("wins",), months)


def per_replication(name: str, series: str, months: slice) -> tuple[Floats, Floats]:
    """A plain mean as a ratio."""
    return total(name, series, months), np.ones(REPLICATIONS)


@pytest.mark.parametrize("name", ["brand_20", "brand_46"])
def test_a_brand_lowers_the_cost_of_a_customer_late(name: str) -> None:
    """O05 (S; that it takes two years is I): the same budget, a third of a year's wins later."""
    assert total(name, "spend_marketing", LATE).mean() == pytest.approx(
        total("leads_only", "spend_marketing", LATE).mean()
    )
    assert z(cost("leads_only", LATE), cost(name, LATE)) < -2.0


@pytest.mark.parametrize("name", ["brand_46", "brand_70"])
def test_a_brand_raises_conversion_late(name: str) -> None:
    """O05 (S; month 24 and later is I): a larger share of deals is won."""
    assert z(rate("leads_only", LATE), rate(name, LATE)) > 2.0


@pytest.mark.parametrize("name", ["brand_20", "brand_46", "brand_70"])
def test_what_is_spent_on_a_brand_shows_late(name: str) -> None:
    """I, from effects that take six months: fewer leads and dearer customers in the first year, and more each year."""
    assert z(per_replication("leads_only", "leads", FIRST), per_replication(name, "leads", FIRST)) < -2.0
    assert z(cost("leads_only", FIRST), cost(name, FIRST)) > 0.0
    early = total(name, "leads", FIRST) / total("leads_only", "leads", FIRST)
    late = total(name, "leads", LATE) / total("leads_only", "leads", LATE)
    assert (late > early).all()


@pytest.mark.parametrize("name", ["brand_46", "brand_70"])
def test_a_first_year_speaks_against_it(name: str) -> None:
    """I, from the myopia of start-ups: judged by its first year, a brand makes customers dearer."""
    assert z(cost("leads_only", FIRST), cost(name, FIRST)) > 2.0


@pytest.mark.parametrize("name", ["brand_46", "brand_70"])
def test_a_brand_needs_cash_to_wait_for_it(name: str) -> None:
    """S (a small firm that stresses its brand may not live to see it): the lowest cash is lower."""
    one, other = (results(each).monthly["cash"].min(axis=1) for each in ("leads_only", name))
    assert z((one, np.ones(REPLICATIONS)), (other, np.ones(REPLICATIONS))) < -2.0


def test_there_is_too_much_of_a_brand() -> None:
    """I: the best share lies between nothing and most of the budget, by wins of the last year and by ARR at the end."""
    wins = {name: per_replication(name, "wins", LATE) for name in ("leads_only", "brand_20", "brand_46", "brand_70")}
    assert z(wins["leads_only"], wins["brand_20"]) > 2.0
    assert z(wins["brand_70"], wins["brand_46"]) > 2.0
    ends = {name: results(name).estimate("arr_end").mean for name in wins}
    assert max(ends, key=lambda name: ends[name] or 0.0) in ("brand_20", "brand_46")


@pytest.mark.parametrize("months", [SOON, LATER])
def test_leads_of_a_brand_outlast_its_budget(months: slice) -> None:
    """O06 (S that promotion stops with its money, I that the brand halves in its half-life): leads after the cut."""
    kept = []
    for name in ("leads_only_cut", "brand_70_cut"):
        left, before = total(name, "leads", months), total(name, "leads", BEFORE)
        kept.append((left / (months.stop - months.start), before / 6.0))
    assert z(kept[0], kept[1]) > 2.0
    assert 4.0 * kept[0][0].mean() / kept[0][1].mean() < kept[1][0].mean() / kept[1][1].mean()


def test_goodwill_halves_after_the_cut_and_no_sooner() -> None:
    """I: it still rises for some months, and falls by less than half in the eighteen that are left."""
    brand = results("brand_70_cut").monthly["brand"].mean(axis=0)
    assert brand[18:24].max() > brand[17]
    assert 0.5 < brand[35] / brand[17] < 0.8
