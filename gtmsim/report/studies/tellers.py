"""Which study is told how."""

from collections.abc import Callable
from typing import Any

from gtmsim.report.studies import levers
from gtmsim.report.studies.told import Told
from gtmsim.study.levers.found import Levers

TELLERS: dict[type[Any], Callable[[Any], Told]] = {Levers: levers.told}


def told_of(what: Any) -> Told:
    """All that a study tells."""
    return TELLERS[type(what)](what)
