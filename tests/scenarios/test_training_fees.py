"""What training for a fee brings to a firm that sells it, in paired runs."""

import numpy as np
from scenarios.test_growth_questions import FIRM, REPLICATIONS
from scenarios.test_shipped import z

from gtmsim.scenario.load import load_text
from gtmsim.study.compare import compare
from gtmsim.study.replicate import run

PLAIN = FIRM.replace("TIMING", "at_renewal").replace("TERM", "annual")
TRAINED = PLAIN.replace("plan: {", "plan: {training: {firms: {fee: 1k, cost: 400}}, ")


def test_training_brings_cash_and_no_arr() -> None:
    one, other = (
        run(load_text(text.replace("initial: empty", "initial: {cash: 500k}")), REPLICATIONS)
        for text in (PLAIN, TRAINED)
    )
    found = compare(one, other)
    for metric in ("cash_end", "ebitda"):
        assert z(found, metric) > 2.0, metric
    for metric in ("arr_end", "new_arr", "revenue", "customers_end", "gross_margin"):
        values = (list(each.measures[metric, "", ""].values()) for each in (one, other))
        np.testing.assert_array_equal(*values, metric)
