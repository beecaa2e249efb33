"""Decision tables as flat arrays."""

from typing import Any

import numpy as np

from gtmsim.engine.compiled.laid import spans_of, table_of
from gtmsim.engine.compiled.world import DECISION, OUTPUTS, POINT
from gtmsim.rules.decision import FIRST
from gtmsim.scenario.resolved.inputs import Inputs, PolicyInputs


def policy_arrays(inputs: Inputs) -> dict[str, Any]:
    """Decision tables, laid end to end."""
    found = [table for policy in inputs.policies for table in policy.tables]
    lows: list[Any] = [t.grid.low for t in found]
    highs: list[Any] = [t.grid.high for t in found]
    spans = spans_of(lows)
    columns: dict[str, list[Any]] = {
        "facts_from": [t.facts for t in found],
        "first_from": [t.grid.first for t in found],
        "places_from": [t.places for t in found],
        "answers_from": [[value for values in t.values for value in values] for t in found],
    }
    starts = {name: [first for first, _ in spans_of(column)] for name, column in columns.items()}
    daily: list[tuple[int, ...]] = [p.daily if len(p.tables) > 1 else () for p in inputs.policies]
    points = zip(spans_of([p.tables for p in inputs.policies]), spans_of(daily), strict=True)

    def ends(name: str, kind: Any) -> Any:
        return np.array([value for column in columns[name] for value in column], kind)

    return {
        "decision": table_of(
            DECISION,
            (
                {"hit": t.hit, "rows": t.grid.rows, "inputs": t.grid.inputs, "outputs": len(t.values)}
                | {name: starts[name][i] for name in starts}
                | {"spans_from": spans[i][0], "spans": len(t.grid.low)}
                | _values(t.default)
                for i, t in enumerate(found)
            ),
        ),
        "point": table_of(
            POINT,
            (
                {"tables": b - a, "first_table": a, "days_from": days} | _settled(inputs.policies[i])
                for i, ((a, b), (days, _)) in enumerate(points)
            ),
        ),
        "in_force": np.array([number for days in daily for number in days], np.int32),
        "fact": ends("facts_from", np.int32),
        "grid_low": np.array([low for column in lows for low in column], np.float64),
        "grid_high": np.array([high for column in highs for high in column], np.float64),
        "grid_first": ends("first_from", np.int64),
        "place": ends("places_from", np.int32),
        "answer": ends("answers_from", np.float64),
    }


def _settled(policy: PolicyInputs) -> dict[str, Any]:
    """The answer of a policy that has always the same."""
    table = policy.tables[0]
    settled = len(policy.tables) == 1 and not table.facts and table.hit == FIRST and len(table.places) > 0
    said = _values(tuple(values[0] if settled else 0.0 for values in table.values))
    return said | {"settled": settled, "place": table.places[0] if settled else -1}


def _values(values: tuple[float, ...]) -> dict[str, Any]:
    return {f"value{place}": value for place, value in enumerate((*values, *(0.0,) * (OUTPUTS - len(values))))}
