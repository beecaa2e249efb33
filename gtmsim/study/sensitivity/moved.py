"""The common factor with which the result that people mean moves by what they say."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import variant
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.estimators import Estimate
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import Progress, Ready, Say, lived
from gtmsim.study.results import Results
from gtmsim.study.sensitivity.composites import Part, changes_at, parts_of, patterns_of
from gtmsim.study.sensitivity.moves import SHARE, Move
from gtmsim.study.sensitivity.reaching import reach
from gtmsim.study.together import Prepare
from gtmsim.study.wording import number

SEARCHED = 20  # replications that a factor is looked for on, at most
USUAL_TRIES = 8  # of a factor, after which it is found; more are seldom
FARTHEST = 2.0  # times as far as in few replications a factor is set in all, at most


class Moved(NamedTuple):
    """One move, and what makes it."""

    move: Move
    now: float | None  # the metric in the replications that were searched
    log_factor: float | None  # of the numbers that stand for it; None where the move cannot be made
    why: str = ""  # it cannot be made
    parts: tuple[Part, ...] = ()
    replications: int = 0  # that were searched
    before: Estimate | None = None  # the metric as it is, in all replications
    after: Estimate | None = None
    reached: Estimate | None = None  # by how much it has moved

    def changes(self, plan: Scenario) -> dict[str, str]:
        """What makes the move in a plan, which may say other numbers."""
        assert self.log_factor is not None
        return changes_at(parts_of(plan, self.move.composite), self.log_factor)


@dataclass
class Tries:
    """How far the search is, of as many replications as it usually takes."""

    progress: Progress | None
    total: int
    done: int = 0

    def lived(self, ready: Ready) -> Results:
        """One more scenario."""
        before, heard = self.done, self.progress
        self.done += ready.asked.run.replications
        self.total = max(self.total, self.done)
        return lived(ready, progress=None if heard is None else lambda done, _: heard(before + done, self.total))


def refuse_unmovable(plans: Sequence[Scenario], moves: Sequence[Move]) -> None:
    """What no number of a plan stands for, before anything is simulated."""
    wrong = []
    for composite in dict.fromkeys(each.composite for each in moves):
        for plan in plans:
            if not parts_of(plan, composite):
                hint = f"say one of {', '.join(patterns_of(composite))}"
                wrong.append(f"{plan.name} has no number that stands for {composite.name}; {hint}")
    if wrong:
        raise StudyError("\n".join(wrong))


def moved(
    plan: Scenario, moves: Sequence[Move], few: Prepare, whole: Prepare, say: Say | None, progress: Progress | None
) -> list[Moved]:
    """The factor of each move in a plan: looked for in the same few replications, then set right once in all."""
    if not moves:
        return []
    start, ready = few(plan), whole(plan)
    n, all_of_them = start.asked.run.replications, ready.asked.run.replications
    righted = all_of_them if all_of_them > n else 0
    each_takes = USUAL_TRIES * n + righted
    tries = Tries(progress, n + righted + len(moves) * each_takes)
    base = tries.lived(start)
    more = tries.lived(ready) if righted else None
    found = []
    for each in moves:
        if say:
            say(f"looking for what makes {each.name}")
        end = tries.done + each_takes
        one = _moved(plan, each, base, few, tries)
        found.append(_righted(plan, one, more, whole, tries) if more is not None and one.log_factor else one)
        tries.done = max(tries.done, end)
    return found


def _moved(plan: Scenario, move: Move, base: Results, prepare: Prepare, tries: Tries) -> Moved:
    metric, parts = move.composite.metric, tuple(parts_of(plan, move.composite))
    n, now = base.replications, _value(base, metric)
    if now is None:
        missing = base.estimate(metric).why or "no value"
        return Moved(move, None, None, f"`{metric}` has no value here: {missing}", parts, n)
    wanted, unit = move.target(now), base.meanings[metric].unit
    if not 0.0 <= wanted <= (1.0 if unit == SHARE else math.inf):
        from_now = f"from {number(now, None, unit)} it would be {number(wanted, None, unit)}"
        return Moved(move, now, None, f"{from_now}, which it cannot", parts, n)
    if wanted == now:
        return Moved(move, now, 0.0, parts=parts, replications=n)
    refused: list[str] = []
    at = partial(_at, plan, parts, prepare, tries, metric, refused)
    place = reach(at, now, wanted, _first(now, wanted, unit))
    if not place.reached:
        end = number(place.value, None, unit)
        why = f"cannot be reached: no factor of these numbers that was tried takes it from {number(now, None, unit)}"
        why = f"{why} beyond {end}{f' ({refused[-1]})' if refused else ''}"
        return Moved(move, now, None, why, parts, n)
    return Moved(move, now, place.at, parts=parts, replications=n)


def _at(
    plan: Scenario,
    parts: Sequence[Part],
    prepare: Prepare,
    tries: Tries,
    metric: str,
    refused: list[str],
    log_factor: float,
) -> float | None:
    """What the metric is where all move by a factor; None where that makes no plan, or none that can be simulated."""
    try:
        made = variant(plan, changes_at(list(parts), log_factor), plan.name)
        return _value(tries.lived(prepare(made)), metric)
    except ScenarioError as error:
        refused.append(error.problems[0].message)
    except StudyError as error:  # more leads than can be simulated
        refused.append(str(error))
    return None


def _righted(plan: Scenario, found: Moved, base: Results, prepare: Prepare, tries: Tries) -> Moved:
    """The factor on a line through what it does in all replications, a little other than in few."""
    metric = found.move.composite.metric
    assert found.log_factor is not None
    now, there = _value(base, metric), _at(plan, found.parts, prepare, tries, metric, [], found.log_factor)
    if now is None or there is None or there == now:
        return found
    share = (found.move.target(now) - now) / (there - now)
    return found._replace(log_factor=found.log_factor * min(max(share, 1.0 / FARTHEST), FARTHEST))


def _value(results: Results, metric: str) -> float | None:
    found = results.measures[metric, "", ""]
    return None if found.missing() is not None else found.moved(0.95).value


def _first(now: float, wanted: float, unit: str) -> float:
    """The logarithm of the factor, were there one number alone."""
    if unit == SHARE and 0.0 < now < 1.0 and 0.0 < wanted < 1.0:
        return math.log(wanted / (1.0 - wanted)) - math.log(now / (1.0 - now))
    return math.log(wanted / now) if now > 0.0 and wanted > 0.0 else 0.0
