"""Plans of a lattice that are simulated: a few replications of many, more of the best, other ones of the last."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import variant
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.growing import Growing
from gtmsim.study.optimise.aim import Aim
from gtmsim.study.optimise.levers import Lever
from gtmsim.study.optimise.limits import Limits
from gtmsim.study.optimise.pareto import Pair
from gtmsim.study.optimise.space import Look, Point
from gtmsim.study.replicate import Progress, Ready, Say, as_asked
from gtmsim.study.results import Results
from gtmsim.study.sweeps.axis import as_said
from gtmsim.study.together import Prepare

NO_VALUE = float("-inf")
GUARDED = 4  # plans beside one for each lever's end that are tried for their size
FAR = float("inf")


@dataclass
class Trials:
    """One question's plans; what is today's is never changed by a lever."""

    today: Scenario
    levers: tuple[Lever, ...]
    aim: Aim
    limits: Limits
    prepare: Prepare
    last: int  # replications of the last test
    total: int  # that the study may take, for its progress
    progress: Progress | None = None
    say: Say | None = None
    second: Aim | None = None  # what a frontier has beside what plans are judged by
    done: int = 0
    refused: dict[Point, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    seen: int = 0  # plans of which a trial has said that they fit
    guarded: Ready | None = None
    bases: dict[tuple[int, int], Results] = field(default_factory=dict)
    tested: dict[Point, Results] = field(default_factory=dict)  # finalists, over the luck of the last test
    looked: dict[tuple[Point, int], Look] = field(default_factory=dict)
    seconds: dict[tuple[Point, int], float] = field(default_factory=dict)  # more is better

    def changes(self, point: Point) -> dict[str, Any]:
        """What a plan changes in today's."""
        return {
            lever.path: as_said(lever.values[place])
            for lever, place in zip(self.levers, point, strict=True)
            if place != lever.today
        }

    def plan(self, point: Point, name: str) -> Scenario:
        """The plan of a point; ScenarioError where it is none."""
        changes = self.changes(point)
        return variant(self.today, changes, name) if changes else self.today

    def lived(self, plan: Scenario, replications: int, first: int = 0, told: bool = True) -> Results:
        """A plan over as many replications, from one on; `told` where more than its numbers matter."""
        ready = self._ready(plan, told)
        for text in filter(None, (ready.teller.note, ready.teller.first)):
            if self.say and text not in self.told:
                self.told.add(text)
                self.say(text)
        growing = Growing(ready, first=first, warned=told)
        growing.grow(replications, self._heard())
        self.done += replications
        return growing.results

    def _ready(self, plan: Scenario, told: bool) -> Ready:
        """A plan to be simulated; once some are known to be no larger than fits, others are taken to be so too."""
        if told or self.guarded is None or len(self.levers) + GUARDED > self.seen:
            self.seen += 1
            self.guarded = self.prepare(plan)
            return self.guarded
        run = self.guarded.asked.run  # what else a plan says of its run is its own, as the firm that day 0 finds
        asked = as_asked(plan, run.replications, run.seed, run.engine)
        return self.guarded._replace(asked=asked, inputs=resolve(asked), foreseen=())

    def base(self, replications: int, first: int = 0) -> Results:
        """Today's plan over the same luck."""
        key = replications, first
        if key not in self.bases:
            self.bases[key] = self.lived(self.today, replications, first)
        return self.bases[key]

    def fresh(self, point: Point, name: str, replications: int, told: bool = False) -> Results:
        """A plan over luck that the search has not seen; what changes nothing is today's."""
        if not self.changes(point):
            return self.base(replications, self.last)
        if replications == self.last and point in self.tested:
            return self.tested[point]
        return self.lived(self.plan(point, name), replications, self.last, told)

    def look(self, point: Point, replications: int) -> Look:
        """What a plan is worth, and what it breaks; simulated once for so many replications."""
        if (point, replications) not in self.looked:
            self.looked[point, replications] = self._look(point, replications)
        return self.looked[point, replications]

    def _look(self, point: Point, replications: int) -> Look:
        try:
            results = self.lived(self.plan(point, "candidate"), replications, told=False)
        except ScenarioError as error:
            self.refused[point] = error.problems[0].message
            return Look(NO_VALUE, (FAR,) * max(1, self.limits.number))
        value = self.aim.value(results)
        if self.second is not None:
            other = self.second.value(results)
            self.seconds[point, replications] = NO_VALUE if other is None else self.second.sign * other
        excess = self.limits.excess(self.base(replications), self.base(self.last), results, self.last)
        if value is None:
            return Look(NO_VALUE, (*excess, FAR) if self.limits.number == 0 else excess)
        return Look(self.aim.sign * value, excess)

    def second_of(self, point: Point, replications: int) -> float:
        """What a plan has of the second, where it has been looked at; more is better."""
        return self.seconds.get((point, replications), NO_VALUE)

    def pair(self, point: Point, replications: int) -> Pair:
        """A plan in both things that a frontier is about."""
        return Pair(self.look(point, replications), self.second_of(point, replications))

    def raced(self, points: Sequence[Point], replications: int) -> list[tuple[Point, Look]]:
        """The best of a search over more of the same luck, the best first."""
        found = [(point, self.look(point, replications)) for point in points]
        return sorted(found, key=lambda each: each[1].rank)

    def _heard(self) -> Progress | None:
        if self.progress is None:
            return None
        heard, before, total = self.progress, self.done, self.total
        return lambda done, _: heard(min(before + done, total - 1), total)
