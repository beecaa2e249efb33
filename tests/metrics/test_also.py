"""A metric is found by the words of the field."""

import pickle

import pytest

from gtmsim.metrics import METRICS
from gtmsim.metrics.also import ALSO, FORMER, SYNONYMS, ByMetric, metric_called, nearest_metric


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        *(("ARR", "arr_end"), ("arr", "arr_end"), ("MRR", "mrr_end"), ("NRR", "nrr_12m"), ("nrr", "nrr_12m")),
        *(("GRR", "grr_12m"), ("churn", "logo_churn_12m"), ("LTV/CAC", "ltv_to_cac"), ("LTV:CAC", "ltv_to_cac")),
        *(("CAC", "cac_blended"), ("LTV", "ltv_36m"), ("CLV", "ltv_36m"), ("payback", "cac_payback_months")),
        *(("net revenue retention", "nrr_12m"), ("win rate", "win_rate"), ("Win-Rate", "win_rate")),
        *(("Utilization", "utilisation"), ("runway", "runway_months"), ("cash", "cash_end"), ("SQL", "sqls")),
        *(("gross margin", "gross_margin"), ("customers", "customers_end"), ("pipeline", "pipeline_open")),
        *(("sales cycle", "sales_cycle_days"), ("bookings", "new_arr"), ("ARR growth", "arr_end")),
        *(("arr_ende", "arr_end"), ("cac_pyback", "cac_payback_months"), ("Magic Number", "magic_number")),
    ],
)
def test_a_word_of_the_field_finds_the_metric(said: str, meant: str) -> None:
    assert nearest_metric(said, METRICS) == f"did you mean `{meant}`?"


def test_what_is_no_metric_is_told_which_there_are() -> None:
    assert nearest_metric("xyzzy", METRICS).startswith("known here: ")
    assert nearest_metric("", METRICS).startswith("known here: ")


def test_every_nickname_is_of_a_metric_and_of_one_only() -> None:
    assert set(ALSO) <= set(METRICS)
    words = [word for said in ALSO.values() for word in said.split()]
    assert len(words) == len(set(words))
    for metric, said in ALSO.items():
        for word in said.split():
            assert word not in METRICS, word
            assert nearest_metric(word, METRICS) == f"did you mean `{metric}`?", word


def test_a_metric_that_is_not_there_is_not_named() -> None:
    assert nearest_metric("ARR", ["wins", "leads"]).startswith("known here")


@pytest.mark.parametrize(("said", "meant"), [*FORMER.items(), *SYNONYMS.items()])
def test_a_metric_is_found_by_its_other_name_with_a_word_on_its_own(said: str, meant: str) -> None:
    assert meant in METRICS and said not in METRICS and metric_called(said) == meant
    values = ByMetric({(meant, "", ""): 7, (meant, "channel", "ads"): 8})
    with pytest.warns(FutureWarning, match=f"`{said}` is called `{meant}`"):
        assert values[said, "", ""] == 7
    with pytest.warns(FutureWarning):
        assert values[said, "channel", "ads"] == 8
    with pytest.raises(KeyError):
        values["nothing", "", ""]
    assert pickle.loads(pickle.dumps(values)) == values
