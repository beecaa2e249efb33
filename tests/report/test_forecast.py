"""What may happen stands beside every interval of a mean: in a table of a study, else in a sentence."""

from types import MappingProxyType

from gtmsim.report.studies.forecast import with_forecast
from gtmsim.report.studies.told import Column, Table, Told
from gtmsim.scenario.load import variant
from gtmsim.study.replicate import run

BASE = run(variant("scenarios/baseline.yaml", {"run.months": 2, "run.run_off": False}, "Ours"), 3)


def told(*columns: str, metric: str = "new_arr") -> Told:
    table = Table("What", tuple(map(Column, columns)), ())
    nothing = MappingProxyType({})
    plans = (("Ours", BASE), ("Theirs", BASE))
    return Told("A", "B", ("It is so.",), (table,), nothing, (), (), nothing, "", {"primary": metric}, plans)


def test_a_study_without_it_says_it() -> None:
    *_, last = with_forecast(told("plan", "95 % interval")).answers
    assert last.startswith("Forecast of new ARR, what 8 of 10 replications brought: ")
    assert "USD/year in Ours; " in last and "in Theirs. " in last


def test_a_table_that_has_it_says_it() -> None:
    found = told("plan", "95 % interval", "P10 to P90")
    assert with_forecast(found) is found


def test_what_has_no_outcome_of_its_own_has_none() -> None:
    found = told("plan", metric="ltv_truth")
    assert with_forecast(found) is found or "in Ours" in with_forecast(found).answers[-1]
