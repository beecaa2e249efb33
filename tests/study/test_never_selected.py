"""Nothing is estimated from the replications that happen to have a value: the sums are of all, or there is no value."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gtmsim.metrics import METRICS, Count, Ratio, Undefined, measure
from gtmsim.metrics.metric import Cycle, Nothing, Sums
from gtmsim.study.best import chances
from gtmsim.study.cycles import Cycles
from gtmsim.study.formed import Formed
from gtmsim.study.gather import sample
from gtmsim.study.judged import Question, judged
from gtmsim.study.paired import difference
from gtmsim.study.pooled import Sampled
from gtmsim.study.sample import described

N = 5


@pytest.fixture(scope="module")
def values(project: Path) -> dict[str, list[Any]]:
    """Each metric's total, or that of a team, in some replications of a scenario with every mechanism."""
    from gtmsim.engine.reference import simulate
    from gtmsim.scenario.load import load
    from gtmsim.scenario.resolve import resolve

    inputs = resolve(load(project / "tests" / "scenarios" / "everything.yaml", ["run.months=14", "run.run_off=true"]))
    found = [measure(simulate(inputs, replication)).values for replication in range(N)]
    places = {name: ("team", "sdr") if name == "utilisation" else ("", "") for name in METRICS}
    return {name: [one[name, *place] for one in found] for name, place in places.items()}


def pooled(name: str, found: Sequence[Any]) -> Sampled:
    return sample(found, METRICS[name], {})


@pytest.mark.parametrize("name", METRICS)
def test_one_missing_replication_leaves_no_value(name: str, values: dict[str, list[Any]]) -> None:
    whole = values[name]
    for place in (0, N - 1):
        planted = [*whole[:place], Undefined("planted"), *whole[place + 1 :]]
        holed, other = pooled(name, planted), pooled(name, whole)
        shown = described(holed, "")
        assert (shown["mean"], shown["ci95"], shown["p10"], shown["p50"], shown["p90"], shown["n"]) == (
            *(None, [None, None], None, None, None, 0),
        )
        assert "planted" in shown["why"] or all(isinstance(v, Undefined) for v in whole)
        for a, b in ((holed, other), (other, holed)):
            for paired in (True, False):
                found = judged(difference(a, b, "higher", paired), Question("higher"))
                assert (found["mean"], found["ci95"], found["verdict"], found["n"]) == (
                    None,
                    [None, None],
                    "undefined",
                    0,
                )
        assert chances([holed, other], "higher") is None


def absent(value: Any) -> Any:
    """A replication that has nothing to add to a metric's sums."""
    if isinstance(value, Sums):
        return Sums(np.zeros_like(value.parts), value.known)
    if isinstance(value, Cycle):
        none = type(value.deals)._make(column[:0] for column in value.deals)  # type: ignore[index]
        return value._replace(days=np.nan, deals=none)
    return Nothing("nothing here")


@pytest.mark.parametrize("name", METRICS)
def test_what_adds_nothing_changes_nothing_but_the_count(name: str, values: dict[str, list[Any]]) -> None:
    whole = values[name]
    if any(isinstance(v, Count | Undefined | Nothing) for v in whole):
        return  # a mean of counts has no replication that adds nothing
    planted = [whole[0], absent(whole[1]), *whole[2:]]
    with_it, without = pooled(name, planted), pooled(name, [whole[0], *whole[2:]])
    assert with_it.missing() == without.missing()
    if without.missing() is None:
        a, b = with_it.estimate(), without.estimate()
        assert a.mean == pytest.approx(b.mean, rel=1e-12)
        assert a.n == b.n == int(without.used().sum())
        assert described(with_it, "")["p50"] is None  # a range is of all or of none


@pytest.mark.parametrize(
    "name", [name for name, metric in METRICS.items() if metric.form or name == "sales_cycle_days"]
)
def test_the_pool_decides_and_not_the_replications(name: str, values: dict[str, list[Any]]) -> None:
    """The value of all together is none of the mean of their values, and is there where single ones are not."""
    found = pooled(name, values[name])
    assert isinstance(found, Formed | Cycles)
    if found.missing() is None:
        alone = found.values()
        assert found.estimate().n == int(found.used().sum())
        assert np.isnan(alone).any() or found.estimate().mean != pytest.approx(float(np.mean(alone)), rel=1e-9)


OF_TEAMS = [f"attainment_{name}" for name in ("p10", "p50", "p90", "below_half", "from_half", "from_quota")]
OF_TEAMS += ["attainment_from_one_and_a_half", "share_at_quota"]


def test_every_kind_of_value_is_tried(values: dict[str, list[Any]]) -> None:
    assert {type(v) for found in values.values() for v in found} >= {Count, Ratio, Sums, Cycle}
    undefined = [name for name, found in values.items() if isinstance(found[0], Undefined)]
    # By its parts alone; nobody is unlike here, and attainment is told by team.
    assert set(undefined) == {"stage_conversion", "queue_wait", "top_fifth_output", *OF_TEAMS}
