"""A small study, simulated once for all tests of the report."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest
from matplotlib.figure import Figure

from gtmsim.report import figures
from gtmsim.report.figures.style import Drawing
from gtmsim.report.shown import Study
from gtmsim.report.starter import STARTER
from gtmsim.report.write import contents
from gtmsim.scenario.load import load
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.compare import compare
from gtmsim.study.comparison import Comparison
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

SMALL = (
    "name=my plan",
    "run.months=13",
    "run.replications=3",
    "run.initial.customers={small: 12, large: 6}",
    "plan.spend.search_ads=6k per month",
    "plan.spend.content=3k per month",
)


@pytest.fixture(scope="session")
def small() -> Scenario:
    return load(STARTER, SMALL)


@pytest.fixture(scope="session")
def results(small: Scenario) -> Results:
    return run(small, jobs=1)


@pytest.fixture(scope="session")
def comparison(results: Results) -> Comparison:
    other = load(STARTER, ["name=two more CSMs", *SMALL[1:], "plan.teams.csm.headcount=4"])
    return compare(results, other, jobs=1)


@pytest.fixture(scope="session")
def run_files(results: Results) -> dict[str, bytes]:
    return contents(results, results.summary())


@pytest.fixture(scope="session")
def comparison_files(comparison: Comparison) -> dict[str, bytes]:
    return contents(comparison, comparison.summary())


@pytest.fixture
def draw(monkeypatch: pytest.MonkeyPatch) -> Callable[[Study], dict[str, tuple[Figure, Drawing]]]:
    """The figures of a study, each with the drawing that was made of it."""
    kept: dict[str, Figure] = {}
    for found in pkgutil.iter_modules(figures.__path__):
        module: Any = importlib.import_module(f"{figures.__name__}.{found.name}")
        if not hasattr(module, "finish") or found.name == "style":
            continue

        def finish(figure: Figure, called: str, *rest: Any, _real: Any = module.finish, **more: Any) -> Drawing:
            kept[called] = figure
            return _real(figure, called, *rest, **more)  # type: ignore[no-any-return]

        monkeypatch.setattr(module, "finish", finish)

    def drawn(what: Study) -> dict[str, tuple[Figure, Drawing]]:
        return {name: (kept[name], drawing) for name, drawing in figures.draw_all(what).items()}

    return drawn
