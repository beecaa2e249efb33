"""Which study is told how."""

from collections.abc import Callable
from typing import Any

from gtmsim.report.studies import attribute, choose, how_many, levers, optimise, robust, sensitivity, sweep, why
from gtmsim.report.studies.forecast import with_forecast
from gtmsim.report.studies.told import Told
from gtmsim.study.attribute.found import Attribution
from gtmsim.study.choose.found import Choice
from gtmsim.study.how_many.found import HowMany
from gtmsim.study.levers.found import Levers
from gtmsim.study.optimise.found import Optimum
from gtmsim.study.robust.found import Robust
from gtmsim.study.sensitivity.found import Sensitivity
from gtmsim.study.sweeps.found import Sweep
from gtmsim.study.why.found import Why

TELLERS: dict[type[Any], Callable[[Any], Told]] = {
    Attribution: attribute.told,
    Choice: choose.told,
    HowMany: how_many.told,
    Levers: levers.told,
    Robust: robust.told,
    Optimum: optimise.told,
    Sensitivity: sensitivity.told,
    Sweep: sweep.told,
    Why: why.told,
}


def told_of(what: Any) -> Told:
    """All that a study tells."""
    return with_forecast(TELLERS[type(what)](what))
