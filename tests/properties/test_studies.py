"""A study of any scenario ends in numbers or in reasons; nothing differs from itself, nor by who stands beside it."""

import copy
import json
from typing import Any

import numpy as np
from hypothesis import given, settings
from properties.generated import Said, scenarios

from gtmsim.report.assumptions import assumptions
from gtmsim.report.page import page
from gtmsim.scenario.load import load_mapping
from gtmsim.study.compare import compare
from gtmsim.study.replicate import run
from gtmsim.study.results import Results


def study(said: Said, replications: int = 2) -> Results:
    """A small one."""
    return run(load_mapping(said), replications, jobs=1)


def entries(summary: dict[str, Any]) -> list[dict[str, Any]]:
    """Every value of a summary."""
    sliced = [metric for keys in summary["by"].values() for slot in keys.values() for metric in slot.values()]
    return [*summary["metrics"].values(), *sliced]


@settings(max_examples=10)
@given(scenarios())
def test_every_value_is_a_number_or_a_reason(said: Said) -> None:
    found = study(said)
    summary = found.summary()
    json.dumps(summary, allow_nan=False)
    for entry in entries(summary):
        assert entry["mean"] is not None or entry["why"], entry
    assert found.name in page(found, summary, {}, {found.name: assumptions(found.scenario)}, "gtmsim run it.yaml")


@settings(max_examples=6)
@given(scenarios())
def test_nothing_differs_from_itself_or_by_its_company(said: Said) -> None:
    dearer = copy.deepcopy(said)
    dearer["name"], dearer["plan"]["price"] = "Dearer", 1.5
    base, again, other = study(said), study(said), study(dearer)
    assert base.summary() == again.summary()
    for key, found in compare(base, again).differences.items():
        (difference,) = found.values()
        assert difference.mean in (0.0, None) and difference.ci95 in ((0.0, 0.0), (None, None)), (key, difference)
    alone, together = compare(base, other), compare(base, again, other)
    for metric, entry in together.summary()["metrics"].items():
        assert entry["values"]["Dearer"] == alone.summary()["metrics"][metric]["values"]["Dearer"]
        assert together.differences[metric, "", ""]["Dearer"].mean == alone.differences[metric, "", ""]["Dearer"].mean


@settings(max_examples=5)
@given(scenarios())
def test_more_replications_begin_with_the_fewer(said: Said) -> None:
    few, more = study(said, 2), study(said, 3)
    for key, sample in few.measures.items():
        assert np.array_equal(sample.values(), more.measures[key].values()[:2], equal_nan=True), key
