"""The questions about policies: what their mechanisms must make come out, in paired runs with their standard errors."""

from functools import cache
from pathlib import Path

import pytest
from scenarios.test_shipped import z

from gtmsim.study.compare import compare
from gtmsim.study.comparison import Comparison
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

SHIPPED = Path(__file__).parent.parent.parent / "scenarios"
REPLICATIONS = 10


@cache
def results(name: str) -> Results:
    """A study of one of them."""
    return run(SHIPPED / f"{name}.yaml", REPLICATIONS)


def against(base: str, name: str) -> Comparison:
    """A variant beside its base, in the same luck."""
    return compare(results(base), results(name))


# (base, variant, metric, sign): the difference has this sign by more than two standard errors.
ORDERINGS = [
    ("lead_routing/first_come", "lead_routing/intent_first", "wins", 1),  # who wants to buy does not wait
    ("lead_routing/first_come", "lead_routing/ideal_profile_first", "new_arr", 1),
    ("lead_routing/first_come", "lead_routing/newest_first", "wins", 1),  # while the interest is fresh
    ("discount_discipline/list_price", "discount_discipline/free_hand", "win_rate", 1),
    ("discount_discipline/list_price", "discount_discipline/free_hand", "ltv_36m", -1),  # for as long as they stay
    ("discount_discipline/list_price", "discount_discipline/ladder", "wins", 1),
    ("save_or_let_go/let_go", "save_or_let_go/save_everybody", "logo_churn_12m", -1),
    ("save_or_let_go/let_go", "save_or_let_go/save_everybody", "csm_coverage", -1),  # the hours are missing elsewhere
    ("save_or_let_go/let_go", "save_or_let_go/save_large", "arr_end", 1),
    ("ka_first/equal_effort", "ka_first/key_accounts_first", "ltv_36m", 1),
    ("ka_first/equal_effort", "ka_first/many_small", "wins", 1),
]


@pytest.mark.parametrize(("base", "name", "metric", "sign"), ORDERINGS, ids=lambda value: str(value).split("/")[-1])
def test_it_comes_out(base: str, name: str, metric: str, sign: int) -> None:
    assert sign * z(against(base, name), metric) > 2.0


@pytest.mark.parametrize("name", ["intent_first", "ideal_profile_first", "newest_first"])
def test_the_order_of_a_queue_brings_no_lead_but_referrals(name: str) -> None:
    found = against("lead_routing/first_come", f"lead_routing/{name}")
    for channel in ("search_ads", "content", "social_ads", "partners"):
        (difference,) = found.differences["leads", "channel", channel].values()
        assert difference.mean == 0.0
    assert found.kind == "decision"
    assert name == "newest_first" or found.results[1].firings["lead_score"].keys() >= {"fits"}
