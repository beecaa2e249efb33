"""Several scenarios -> the best of them with a wanted probability, by as many replications as that takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from os import PathLike

import numpy as np

from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.choose.conditions import BREAKS, KEEPS, OPEN, Condition, condition
from gtmsim.study.choose.found import Candidate, Choice, Kept
from gtmsim.study.choose.kim_nelson import FIRST, Floats, kept, last_look, sizes, squared_margin, variances
from gtmsim.study.compare import MOST_SCENARIOS, unique
from gtmsim.study.comparison import ALPHA, Comparison
from gtmsim.study.growing import Growing
from gtmsim.study.judged import USUAL
from gtmsim.study.pooled import Sampled
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import Progress, Say, prepared, read
from gtmsim.study.together import Prepare, decided_by

MOST = 1000  # replications of one plan, unless more are asked for


def choose(
    *scenarios: Scenario | str | PathLike[str],
    difference: float | None = None,
    subject: Sequence[str] = (),
    metric: str | None = None,
    chance: float = 1.0 - ALPHA,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    jobs: int | None = None,
    progress: Progress | None = None,
    say: Say | None = None,
    allow_large: bool = False,
) -> Choice:
    """The best plan with a chance, where it is better by the difference that matters; else one as good but for that.

    Plans are dropped as soon as they are beaten, or break a condition of `subject` such as `cash_lowest>=0@95%`;
    `replications` are the most that one plan may take.
    """
    if len(scenarios) < 2:
        raise StudyError(f"a choice needs two plans or more, got {len(scenarios)}")
    if len(scenarios) > MOST_SCENARIOS:
        raise StudyError(f"a choice takes {MOST_SCENARIOS} plans at most, got {len(scenarios)}")
    if not 0.5 <= chance < 1.0:
        raise StudyError(f"chance: from 50 % to less than 100 %, got {chance:g}")
    given = [each if isinstance(each, Scenario) else read(each) for each in scenarios]
    first = decided_by(given[0], metric)
    plans = [first, *(decided_by(each, metric or first.run.primary_metric) for each in given[1:])]
    most = MOST if replications is None else replications
    if most <= FIRST:
        raise StudyError(f"replications: more than {FIRST}, which all plans take before any is dropped; got {most}")
    settings = {"replications": most, "seed": first.run.seed if seed is None else seed}
    settings |= {"engine": engine, "jobs": jobs, "allow_large": allow_large}  # type: ignore[dict-item]
    prepare: Prepare = partial(prepared, **settings, alike=len(plans))  # type: ignore[arg-type]  # each its own
    ready = [prepare(plan) for plan in plans]
    for text in dict.fromkeys(text for each in ready for text in (each.teller.note, each.teller.first) if text):
        if say:
            say(text)
    race = Race(
        [Growing(each) for each in ready],
        ready[0].asked.run.primary_metric,
        tuple(map(condition, subject)),
        difference if difference is not None else first.run.minimum_effect,
        chance,
        most,
        progress,
    )
    race.run()
    return race.told(unique([plan.name for plan in plans]))


@dataclass
class Race:
    """Plans that are looked at again and again, each time with more replications."""

    plans: list[Growing]
    primary: str
    conditions: tuple[Condition, ...]
    asked: float | None
    chance: float
    most: int
    progress: Progress | None
    matters: float = 0.0
    alive: list[int] = field(default_factory=list)
    dropped: dict[int, str] = field(default_factory=dict)
    standing: dict[tuple[int, str], str] = field(default_factory=dict)  # of a plan to a condition

    def run(self) -> None:
        """Until one is left of which all is known that was asked, or nobody may take more replications."""
        self.alive = list(range(len(self.plans)))
        margin, spread = squared_margin(len(self.plans), self._error()), np.zeros((0, 0))
        for r in sizes(self.most):
            self._grow(r)
            if r == FIRST:
                self.matters = self._matters()
                spread = variances(self._values())
            self._look_at_conditions()
            # Only who keeps all of it for sure beats anybody: another one may still turn out to be no candidate.
            judges = [i for i in self.alive if self._decided(i)]
            for i in set(self.alive) - set(kept(self._values(), self.alive, spread, margin, self.matters, judges)):
                self._drop(i, f"beaten after {r} replications")
            all_known = all(map(self._decided, self.alive))
            if all_known and (len(self.alive) < 2 or r >= last_look(spread, self.alive, margin, self.matters)):
                break
        if self.progress:
            self.progress(1, 1)

    def _error(self) -> float:
        """What the comparison may err with: all of it, or half where the other half is for the conditions."""
        return (1.0 - self.chance) * (0.5 if self.conditions else 1.0)

    def _level(self) -> float:
        """Of the interval of one condition of one plan at one look, so that all standings hold together."""
        looks = len(self.plans) * len(self.conditions) * len(sizes(self.most))
        return 1.0 - 2.0 * self._error() / looks  # each errs on one side alone

    def _decided(self, place: int) -> bool:
        """Does it keep all conditions beyond doubt?"""
        return all(self.standing.get((place, each.text)) == KEEPS for each in self.conditions)

    def _look_at_conditions(self) -> None:
        """Whoever breaks a condition beyond doubt is no candidate; what was decided once stays so."""
        for i in list(self.alive):
            for each in self.conditions:
                if self.standing.get((i, each.text), OPEN) == OPEN:
                    self.standing[i, each.text] = each.looked_at(self.plans[i].results, self._level())[0]
            if broken := [each.text for each in self.conditions if self.standing[i, each.text] == BREAKS]:
                self._drop(i, f"breaks {broken[0]}")

    def _grow(self, replications: int) -> None:
        for i in self.alive:
            self.plans[i].grow(replications, self._heard(i, replications))

    def _heard(self, place: int, replications: int) -> Progress | None:
        if self.progress is None:
            return None
        heard, others = self.progress, self.alive.index(place)
        start = len(self.plans[place].outcomes)
        total = (replications - start) * len(self.alive)
        return lambda done, _: heard(others * (replications - start) + done, total)

    def _sample(self, place: int) -> Sampled:
        return self.plans[place].results.measures[self.primary, "", ""]

    def _matters(self) -> float:
        """What was asked for, else a share of the first plan's value."""
        if self.asked is not None:
            if self.asked <= 0.0:
                raise StudyError(f"difference: above 0, got {self.asked:g}")
            return self.asked
        found = self.plans[0].results.estimate(self.primary)
        mean = found.mean
        if mean is None:
            raise StudyError(f"{self.primary} has no value in {self.plans[0].results.name}: {found.why}")
        if not mean:
            what = "the first plan's value is 0, so that no share of it matters"
            raise StudyError(f"{what}; say --difference")
        return USUAL * abs(mean)

    def _values(self) -> Floats:
        """What each plan has in each replication, more being better; of a plan that is out, nothing."""
        better = self.plans[0].results.meanings[self.primary].better
        if better is None:
            raise StudyError(f"`{self.primary}` has no better side: choose by another with --metric")
        sign = 1.0 if better == "higher" else -1.0
        n = max((len(self.plans[i].outcomes) for i in self.alive), default=FIRST)
        x = np.zeros((len(self.plans), n))
        for i in self.alive:
            sample = self._sample(i)
            if missing := sample.missing():
                raise StudyError(f"{self.plans[i].results.name}: {self.primary} is undefined: {missing}")
            moved = sample.moved(1.0 - ALPHA)
            moves = np.array(moved.moves)
            x[i] = sign * (moved.value + moves - moves.mean())
        return x

    def _drop(self, place: int, why: str) -> None:
        self.alive.remove(place)
        self.dropped[place] = why

    def told(self, names: Sequence[str]) -> Choice:
        """What is left, beside the first plan."""
        candidates = tuple(
            Candidate(
                name,
                growing.results,
                tuple(
                    Kept(each, self.standing[i, each.text], each.looked_at(growing.results)[1])
                    for each in self.conditions
                ),
                i in self.alive,
                self.dropped.get(i, ""),
            )
            for i, (name, growing) in enumerate(zip(names, self.plans, strict=True))
        )
        return Choice(candidates, self._compared(names), self.primary, self.matters, self.chance, self.most)

    def _compared(self, names: Sequence[str]) -> Comparison | None:
        """Those left and the first plan, over as many replications."""
        shown = list(dict.fromkeys([0, *self.alive]))
        if len(shown) < 2:
            return None
        n = max(len(self.plans[i].outcomes) for i in shown)
        for i in shown:
            self.plans[i].grow(n)
        results = tuple(self.plans[i].results for i in shown)
        return Comparison(results, tuple(names[i] for i in shown), self.primary, ALPHA, self.matters)
