"""What higher plans bring to a growing firm, at renewals and within the term, in paired runs."""

from functools import cache

import numpy as np
from scenarios.test_growth_questions import FIRM, REPLICATIONS
from scenarios.test_shipped import z

from gtmsim.scenario.load import load_text
from gtmsim.study.compare import compare
from gtmsim.study.replicate import run
from gtmsim.study.results import Results


@cache
def results(timing: str, more: str) -> Results:
    """A study of a firm whose customers grow and upgrade so."""
    text = FIRM.replace("TIMING", timing).replace("TERM", "annual").replace("market:\n", f"market:\n      {more}\n", 1)
    return run(load_text(text), REPLICATIONS)


HIGHER = "upgrades: {firms: {rate: 15%, size: 50%}}"


def test_upgrades_bring_revenue_and_no_customer() -> None:
    one, other = results("at_renewal", ""), results("at_renewal", HIGHER)
    for metric in ("arr_end", "expansion_arr", "revenue"):
        assert z(compare(one, other), metric) > 2.0, metric
    for metric in ("new_arr", "customers_end"):
        np.testing.assert_array_equal(*(list(each.measures[metric, "", ""].values()) for each in (one, other)), metric)


def test_upgrades_within_the_term_come_sooner() -> None:
    assert z(compare(results("at_renewal", HIGHER), results("any_time", HIGHER)), "upgrade_arr") > 2.0
