"""Simulate how a B2B firm wins and keeps its customers, and compare plans.

    import gtmsim

    base = gtmsim.run("scenarios/baseline.yaml", replications=20)
    hire = gtmsim.variant("scenarios/baseline.yaml", {"plan.teams.csm.headcount": "+2"}, name="Hire two CSMs")
    both = gtmsim.compare(base, hire)
    print(both.answer())
    both.plot.arr()            # a figure; `dir(both.plot)` lists them
    both.table()               # rows; .frame() for pandas, .monthly() for months
    both.write("results/hire_csm")
    gtmsim.metrics("churn")    # what is measured

scenario.yaml -load-> Scenario -resolve-> Inputs -simulate-> Journal -measure-> Results -compare-> Comparison -write-> report
"""

import functools
import importlib
import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gtmsim import metrics as metrics
    from gtmsim.journal.journal import Journal
    from gtmsim.journal.kinds import Kind
    from gtmsim.metrics.measure import measure
    from gtmsim.scenario.language.problems import ScenarioError
    from gtmsim.scenario.load import load, variant
    from gtmsim.scenario.sections.schema import Scenario
    from gtmsim.study.attribute.attribute import attribute
    from gtmsim.study.attribute.found import Attribution
    from gtmsim.study.benchmarks.usual import usual
    from gtmsim.study.cached.switch import uncached
    from gtmsim.study.choose.choose import choose
    from gtmsim.study.choose.found import Choice
    from gtmsim.study.cluster import cluster
    from gtmsim.study.compare import compare
    from gtmsim.study.comparison import Comparison
    from gtmsim.study.how_many.found import HowMany
    from gtmsim.study.how_many.how_many import how_many
    from gtmsim.study.influences import influences
    from gtmsim.study.levers.found import Levers
    from gtmsim.study.levers.levers import levers
    from gtmsim.study.one import resolve, simulate
    from gtmsim.study.optimise.found import Optimum
    from gtmsim.study.optimise.optimise import optimise
    from gtmsim.study.problems import FailedRunError, StudyError
    from gtmsim.study.replicate import run
    from gtmsim.study.results import Results
    from gtmsim.study.robust.found import Robust
    from gtmsim.study.robust.robust import robust
    from gtmsim.study.sensitivity.found import Sensitivity
    from gtmsim.study.sensitivity.sensitivity import sensitivity
    from gtmsim.study.sweeps.found import Sweep
    from gtmsim.study.sweeps.sweep import sweep
    from gtmsim.study.why.found import Why
    from gtmsim.study.why.why import why

__version__ = "0.1.0"

# Each name is imported when it is first asked for, so that `gtmsim --help` need not wait for any of them.
_WHERE = {
    "Attribution": "gtmsim.study.attribute.found",
    "Choice": "gtmsim.study.choose.found",
    "Comparison": "gtmsim.study.comparison",
    "FailedRunError": "gtmsim.study.problems",
    "HowMany": "gtmsim.study.how_many.found",
    "Journal": "gtmsim.journal.journal",
    "Kind": "gtmsim.journal.kinds",
    "Levers": "gtmsim.study.levers.found",
    "Optimum": "gtmsim.study.optimise.found",
    "Results": "gtmsim.study.results",
    "Robust": "gtmsim.study.robust.found",
    "Scenario": "gtmsim.scenario.sections.schema",
    "ScenarioError": "gtmsim.scenario.language.problems",
    "Sensitivity": "gtmsim.study.sensitivity.found",
    "StudyError": "gtmsim.study.problems",
    "Sweep": "gtmsim.study.sweeps.found",
    "Why": "gtmsim.study.why.found",
    "attribute": "gtmsim.study.attribute.attribute",
    "choose": "gtmsim.study.choose.choose",
    "cluster": "gtmsim.study.cluster",
    "compare": "gtmsim.study.compare",
    "how_many": "gtmsim.study.how_many.how_many",
    "influences": "gtmsim.study.influences",
    "levers": "gtmsim.study.levers.levers",
    "load": "gtmsim.scenario.load",
    "measure": "gtmsim.metrics.measure",
    "metrics": "gtmsim.metrics",  # the package itself, which can be called
    "optimise": "gtmsim.study.optimise.optimise",
    "resolve": "gtmsim.study.one",
    "robust": "gtmsim.study.robust.robust",
    "run": "gtmsim.study.replicate",
    "sensitivity": "gtmsim.study.sensitivity.sensitivity",
    "simulate": "gtmsim.study.one",
    "sweep": "gtmsim.study.sweeps.sweep",
    "uncached": "gtmsim.study.cached.switch",
    "usual": "gtmsim.study.benchmarks.usual",
    "variant": "gtmsim.scenario.load",
    "why": "gtmsim.study.why.why",
}

__all__ = [
    "Attribution",
    "Choice",
    "Comparison",
    "FailedRunError",
    "HowMany",
    "Journal",
    "Kind",
    "Levers",
    "Optimum",
    "Results",
    "Robust",
    "Scenario",
    "ScenarioError",
    "Sensitivity",
    "StudyError",
    "Sweep",
    "Why",
    "attribute",
    "choose",
    "cluster",
    "compare",
    "how_many",
    "influences",
    "levers",
    "load",
    "measure",
    "metrics",
    "optimise",
    "resolve",
    "robust",
    "run",
    "sensitivity",
    "simulate",
    "sweep",
    "uncached",
    "usual",
    "variant",
    "why",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module `gtmsim` has no attribute `{name}`")
    if name == "metrics":
        return importlib.import_module("gtmsim.metrics")
    return _public(name)


@functools.cache
def _public(name: str) -> Any:
    """The thing of that name; a function answers arguments of a wrong kind in words."""
    found = getattr(importlib.import_module(_WHERE[name]), name)
    if not inspect.isfunction(found):
        return found
    from gtmsim.study.typed import typed

    asked = typed(found)
    asked.__module__ = __name__  # where it is found again, as pickle does
    return asked


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
