"""Scenario -> the value of one lever that reaches a target with a chance, and when it must be there."""

import datetime
import re
from dataclasses import dataclass, field
from functools import partial
from os import PathLike
from typing import Any

from gtmsim.rules.calendar import DAY
from gtmsim.scenario.language.numbers import LeverDeclaration
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import variant
from gtmsim.scenario.resolved.dates import month_starts
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.how_many.found import HowMany, Tried
from gtmsim.study.how_many.ladder import Ladder, ladder_of
from gtmsim.study.how_many.seeking import Place, seek
from gtmsim.study.problems import StudyError
from gtmsim.study.reached import sample_of_chance
from gtmsim.study.replicate import Progress, Say, lived, prepared, read
from gtmsim.study.sweeps.in_time import Standing, standing
from gtmsim.study.together import Prepare, enough

WANTED = re.compile(r"(?P<metric>[^=<>]+?)\s*(?P<side><=|>=|=)\s*(?P<amount>.+)")
SIDES = {"<=": "at_most", ">=": "at_least"}
FURTHER = (1, 2, 4)  # places beyond the answer that are tried until one is sure


def how_many(
    scenario: Scenario | str | PathLike[str],
    lever: str,
    *,
    reach: str,
    chance: float = 0.8,
    by: str | datetime.date | None = None,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    jobs: int | None = None,
    progress: Progress | None = None,
    say: Say | None = None,
    allow_large: bool = False,
    until: float | None = None,
) -> HowMany:
    """The smallest value of a lever (or the largest) with which a target is reached with a chance.

    `lever` is a path, or a path with values as `plan.spend.search_ads=0..60k:10k`; `reach` is `arr_end=8M`,
    `cac_payback_months<=18`; `by` is the day of the target, the end of the run if none is said.
    """
    said = scenario if isinstance(scenario, Scenario) else read(scenario)
    if not 0.0 < chance < 1.0:
        raise StudyError(f"chance: between 0 and 1 (or 0 % and 100 %), got {chance:g}")
    aimed = variant(said, {"run.target": target_of(reach, by)}, said.name)
    ladder = ladder_of(aimed, lever)
    own: dict[str, Any] = {"seed": seed, "engine": engine, "jobs": jobs, "allow_large": allow_large}
    asked = {**own, "replications": enough([said], until, replications, own, progress, say)}
    prepare: Prepare = partial(prepared, **asked, alike=8)
    tries = Tries(aimed, ladder, chance, prepare, progress, say)
    found = seek(tries.reaches, ladder.lowest, ladder.highest)
    if found.at is not None and not found.all:
        tries.look_further(found)
    latest = tries.latest(found.at) if found.at is not None else ()
    if progress:
        progress(1, 1)
    return HowMany(aimed, ladder, chance, found, tuple(sorted(tries.known.values(), key=lambda t: t.place)), latest)


def target_of(reach: str, by: str | datetime.date | None) -> dict[str, Any]:
    """The target that a text asks for, as `run.target` of a file says it."""
    match = WANTED.fullmatch(reach.strip())
    if match is None:
        raise StudyError(f"`{reach}` is no target: write arr_end=8M, or cac_payback_months<=18")
    amount: Any = match["amount"].strip()
    if re.fullmatch(r"[-+]?\d+(\.\d+)?", amount):
        amount = float(amount) if "." in amount else int(amount)
    dated = amount if by is None else {str(by): amount}
    side = SIDES.get(match["side"])
    return {match["metric"].strip(): dated if side is None else {side: dated}}


@dataclass
class Tries:
    """Plans that were simulated, each once."""

    scenario: Scenario
    ladder: Ladder
    chance: float
    prepare: Prepare
    progress: Progress | None
    say: Say | None
    known: dict[int, Tried] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def reaches(self, place: int) -> bool | None:
        """Is the target reached with the chance? None where there is no plan."""
        if place in self.refused:
            return None
        if place not in self.known:
            try:
                self.known[place] = self._tried(place, None)
            except ScenarioError as error:
                self.refused[place] = error.problems[0].message
                if place == 0:
                    raise
                return None
        return self.known[place].reaches(self.chance)

    def _tried(self, place: int, month: int | None) -> Tried:
        """The plan of a place from the first day on, or from the start of a month."""
        change = self.ladder.change(place)
        day = None if month is None else self._first_day(month).isoformat()
        today = month is None and place == self.ladder.today
        name = self.scenario.name if today else f"{self.ladder.path} {change}"
        said = {self.ladder.path: change if day is None else {day: change}}
        made = self.scenario if today else variant(self.scenario, said, name)
        results = lived(self.prepare(made), progress=self._heard(), say=self._once)
        sample = sample_of_chance(results, results.targets)
        stands = standing(made, self.ladder.path) or Standing(str(change), str(change), change, False)
        return Tried(place, month, day, stands, str(change), results, sample)

    def _first_day(self, month: int) -> datetime.date:
        (since,) = month_starts(self.scenario.run.start, month, month)
        return self.scenario.run.start + datetime.timedelta(days=since // DAY)

    def look_further(self, found: Place) -> None:
        """A few places beyond, until one reaches beyond doubt: how far off the answer may be."""
        outward = 1 if found.rising else -1
        for step in (0, *FURTHER):
            place = (found.at or 0) + outward * step
            if not self.ladder.lowest <= place <= self.ladder.highest or self.reaches(place) is None:
                return
            if self.known[place].surely(self.chance):
                return

    def latest(self, place: int) -> tuple[Tried, ...]:
        """The plan from later and later months on, as far as it still reaches; nothing where that is no question."""
        today = self.ladder.today
        if not isinstance(self.ladder.declaration, LeverDeclaration) or today is None or self.reaches(today):
            return ()  # nothing has to come by a day where today's plan does
        if not self.known[place].reaches(self.chance):
            return ()
        months, found = self.scenario.run.months, dict[int, Tried]()

        def misses(month: int) -> bool:
            if month == 0:
                return False
            if month not in found:
                found[month] = self._tried(place, month)
            return not found[month].reaches(self.chance)

        low, high = 0, months - 1
        if misses(high):
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if misses(middle) else (middle, high)
        return tuple(found[month] for month in sorted(found))

    def _heard(self) -> Progress | None:
        """Progress within one plan: nobody knows how many there will be."""
        return self.progress

    def _once(self, text: str) -> None:
        if self.say and text not in self.told:
            self.told.add(text)
            self.say(text)
