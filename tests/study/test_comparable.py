"""What cannot stand beside the first scenario is refused at its own place, with a remedy that works."""

import re
from pathlib import Path

import pytest
from study.fakes import SMALLEST, count, results, scenario

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.study.comparable import unlike
from gtmsim.study.compare import compare

VARIANT = "extends: base.yaml\nname: Longer\nchanges:\n  run.months: 9\n"


@pytest.fixture(autouse=True)
def _nothing_is_simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtmsim.study.compare.lived", lambda *_, **__: pytest.fail("simulated"))


def firm(file: Path, old: str = "", new: str = "") -> Path:
    assert old in SMALLEST
    file.write_text(SMALLEST.replace(old, new) if old else SMALLEST)
    return file


def test_all_that_is_unlike_is_said_at_once_each_at_its_own_place(tmp_path: Path) -> None:
    base = firm(tmp_path / "base.yaml")
    (longer := tmp_path / "longer.yaml").write_text(VARIANT)
    euro = firm(tmp_path / "euro.yaml", "market:\n", "market:\n  currency: EUR\n")
    with pytest.raises(ScenarioError) as refused:
        compare(base, longer, euro)
    found = [(each.code, each.mark and (each.mark.file, each.mark.line)) for each in refused.value.problems]
    assert found == [("E_INCOMPARABLE", (str(longer), 4)), ("E_INCOMPARABLE", (str(euro), 4))]


def test_results_of_other_months_are_refused_too() -> None:
    ours, theirs = ({"arr_end": count(1.0, 2.0)} for _ in range(2))
    with pytest.raises(ScenarioError, match=r"E_INCOMPARABLE run\.months: Other looks at 9 months"):
        compare(results(ours), results(theirs, scenario("Other", "run.months=9")))


def test_the_remedy_works() -> None:
    (problem,) = unlike([scenario(), scenario("Other", "run.start=2026-02-01", "run.months=9")])
    remedy = re.findall(r"--set (\S+)", problem.hint)
    assert remedy == ["run.start=2026-01-01", "run.months=6"]
    assert not unlike([scenario(), scenario("Other", *remedy)])


def test_what_may_differ_is_no_obstacle() -> None:
    other = scenario("Other", "run.replications=9", "run.seed=2", "run.discount_rate=5%", "run.run_off=false")
    assert not unlike([scenario(), other])


@pytest.mark.parametrize(
    ("sets", "given", "says"),
    [
        (("run.replications=9",), {}, ["Other: run with 4 replications and seed 1, as all are, to share their luck"]),
        (("run.seed=2",), {}, ["Other: run with 4 replications and seed 1, as all are, to share their luck"]),
        (("run.seed=2",), {"seed": 3}, []),  # whoever asks for it knows it
        ((), {}, []),
    ],
)
def test_whose_number_of_replications_and_seed_hold_is_said(
    sets: tuple[str, ...], given: dict[str, int], says: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    one = results({"arr_end": count(1.0, 2.0)})
    monkeypatch.setattr("gtmsim.study.compare.lived", lambda *_, **__: one)
    compare(scenario(), scenario("Other", *sets), say=heard.append, **given)  # type: ignore[arg-type]
    assert heard == says


def test_a_metric_of_a_file_that_cannot_decide_is_refused_at_its_place(tmp_path: Path) -> None:
    base = firm(tmp_path / "base.yaml", "replications: 4", "primary: utilisation, replications: 4")
    with pytest.raises(ScenarioError, match=r"base\.yaml:9:\d+ E_VALUE run\.primary"):
        compare(base, base)
