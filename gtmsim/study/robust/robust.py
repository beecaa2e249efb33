"""Several scenarios -> which is best over all that the numbers may be which nobody knows for sure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from os import PathLike
from typing import Any, NamedTuple

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.metrics import METRICS
from gtmsim.metrics.also import metric_called
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import variant
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.cached.lives import lives_of
from gtmsim.study.comparable import MOST_SCENARIOS, unique, unlike
from gtmsim.study.comparison import ALPHA, Comparison
from gtmsim.study.gather import sample
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import MOST_REPLICATIONS, Progress, Ready, Say, prepared, read
from gtmsim.study.robust.assumptions import Assumption, assumptions_of, movable
from gtmsim.study.robust.correlated import together
from gtmsim.study.robust.draws import LAWS, Law, places
from gtmsim.study.robust.found import Robust
from gtmsim.study.sensitivity.sensitivity import common_ranges
from gtmsim.study.together import Prepare, decided_by, lived_together

WORLDS = 100
REPLICATIONS = 10  # of each plan in each world
FEWEST, MOST = 2, 10_000  # worlds
AT_ONCE = 40  # plans that wait with their numbers for their turn
UNDEFINED = "a plan has no value there"


def robust(
    *scenarios: Scenario | str | PathLike[str],
    metric: str | None = None,
    assumed: bool = True,
    worlds: int = WORLDS,
    law: Law = "triangular",
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    jobs: int | None = None,
    progress: Progress | None = None,
    say: Say | None = None,
    allow_large: bool = False,
) -> Robust:
    """Every plan in worlds in which all numbers that have a range are drawn at once: which is best in how many.

    All plans meet the same numbers and the same luck in a world, and each world has luck of its own; `replications` are
    those of each plan in each world.
    """
    plans = _plans(scenarios, metric)
    n = REPLICATIONS if replications is None else replications
    _refuse(worlds, n, law, plans[0])
    found, left = assumptions_of(plans[0], common_ranges(plans, assumed))
    for plan in plans:
        found, more = movable(plan, found)
        left += more
    if not found:
        raise StudyError(f"{plans[0].name} has no number that could be drawn: {'; '.join(map(': '.join, left))}")
    luck = plans[0].run.seed if seed is None else seed
    settings = {"replications": n, "seed": luck, "engine": engine, "jobs": jobs, "allow_large": allow_large}
    prepare: Prepare = partial(prepared, **settings, alike=len(plans) * (worlds + 1))  # type: ignore[arg-type]
    first = [prepare(plan) for plan in plans]
    spare = worlds * n * len(plans)
    lived = lived_together(first, progress, say, spare=spare)
    pairs, apart = pairs_of(plans, found)
    left += apart
    drawn = together({each.path: places(each.path, worlds, luck) for each in found}, pairs)
    numbers = np.stack([each.at(drawn[each.path], law) for each in found], axis=1)
    asked = Asked(plans, found, numbers, prepare, n, luck, first[0].asked.run.primary_metric)
    told = None if progress is None else partial(_after, progress, len(plans) * n, len(plans) * n + spare)
    x, why = asked.lived(told)
    kept = [w for w in range(worlds) if w in x]
    if len(kept) < FEWEST:
        raise StudyError(f"fewer than {FEWEST} of {worlds} worlds could be told: {'; '.join(why)}")
    names = unique([plan.name for plan in plans])
    compared = Comparison(tuple(lived), names, asked.primary, ALPHA, plans[0].run.minimum_effect)
    values = np.stack([x[w] for w in kept])
    drawn_from = (tuple(left), worlds, law, assumed, luck, pairs)
    return Robust(compared, tuple(found), numbers[kept], values, dict(why), *drawn_from)


def _plans(scenarios: Sequence[Scenario | str | PathLike[str]], metric: str | None) -> list[Scenario]:
    if not 2 <= len(scenarios) <= MOST_SCENARIOS:
        raise StudyError(f"two plans or more, {MOST_SCENARIOS} at most, are set against one another: {len(scenarios)}")
    given = [each if isinstance(each, Scenario) else read(each) for each in scenarios]
    first = decided_by(given[0], metric)
    plans = [first, *(decided_by(each, metric or first.run.primary_metric) for each in given[1:])]
    if problems := unlike(plans):
        raise ScenarioError(problems)
    return plans


def pairs_of(
    plans: Sequence[Scenario], found: Sequence[Assumption]
) -> tuple[dict[tuple[str, str], float], list[tuple[str, str]]]:
    """The numbers that go together, and what is said of numbers that are not drawn."""
    first, *others = ({(c.first, c.second): c.rank_correlation for c in p.run.correlations.values()} for p in plans)
    for plan, said in zip(plans[1:], others, strict=True):
        if said != first:
            hint = "say them in the file that both extend, or the same in both"
            raise StudyError(f"{plans[0].name} and {plan.name} say other correlations, and all meet one world; {hint}")
    known = {each.path for each in found}
    kept, left = {}, []
    for pair, said_of in first.items():
        if missing := [path for path in pair if path not in known]:
            left.append((" and ".join(pair), f"do not go together: {' and '.join(missing)} is not drawn"))
        else:
            kept[pair] = said_of
    return kept, left


def _refuse(worlds: int, replications: int, law: str, first: Scenario) -> None:
    """What has no answer, before anything is simulated."""
    if not FEWEST <= worlds <= MOST:
        raise StudyError(f"worlds: from {FEWEST} to {MOST:,}, got {worlds}")
    if replications < 2:
        raise StudyError(f"replications: 2 or more in each world, or luck cannot be told from numbers; {replications}")
    if worlds * replications > MOST_REPLICATIONS:
        most = MOST_REPLICATIONS // worlds
        raise StudyError(
            f"{worlds:,} worlds of {replications:,} replications are more than {MOST_REPLICATIONS:,}: "
            f"ask for {most:,} replications at most, or for fewer worlds"
        )
    if law not in LAWS:
        raise StudyError(f"law: {' or '.join(LAWS)}, got {law}")
    known = METRICS.get(metric_called(first.run.primary_metric))
    if known is not None and known.better is None:
        raise StudyError(f"`{first.run.primary_metric}` has no better side: decide by another with --metric")


class Asked(NamedTuple):
    """All that is simulated."""

    plans: Sequence[Scenario]
    assumptions: Sequence[Assumption]
    numbers: Floats  # (worlds, numbers)
    prepare: Prepare
    replications: int
    seed: int
    primary: str

    def lived(self, progress: Progress | None) -> tuple[dict[int, Floats], Counter[str]]:
        """What each plan has in each world and replication, more being better; and why some worlds have nothing."""
        found: dict[int, Floats] = {}
        why: Counter[str] = Counter()
        total = len(self.numbers) * len(self.plans) * self.replications
        done = 0
        for batch in self._batches(why):
            flat = [each for _, ready in batch for each in ready]
            values = self._values(
                [w for w, _ in batch], flat, None if progress is None else partial(_after, progress, done, total)
            )
            done += len(flat) * self.replications
            for w, x in values.items():
                if x is None:
                    why[UNDEFINED] += 1
                else:
                    found[w] = x
        if progress:
            progress(total, total)
        return found, why

    def _batches(self, why: Counter[str]) -> Iterator[list[tuple[int, list[Ready]]]]:
        batch: list[tuple[int, list[Ready]]] = []
        for w, numbers in enumerate(self.numbers):
            said = {each.path: each.text(float(x)) for each, x in zip(self.assumptions, numbers, strict=True)}
            try:
                batch.append((w, [self.prepare(variant(plan, said, plan.name)) for plan in self.plans]))
            except ScenarioError as error:
                faults = [each for each in error.problems if each.code.startswith("E_")] or error.problems
                why[f"{faults[0].code} {'.'.join(map(str, faults[0].path))}: {faults[0].message}"] += 1
            if len(batch) * len(self.plans) >= AT_ONCE:
                yield batch
                batch = []
        if batch:
            yield batch

    def _values(self, worlds: list[int], flat: list[Ready], progress: Progress | None) -> dict[int, Floats | None]:
        """Of each world the values of every plan, in luck of its own."""
        n, plans = self.replications, len(self.plans)
        # Behind those of the plans as they are.
        parts = [
            (ready, range((w + 1) * n, (w + 2) * n)) for w, ready in zip(np.repeat(worlds, plans), flat, strict=True)
        ]
        lived = lives_of(parts, only=self.primary, progress=progress)
        rows = [[each.measures.values[self.primary, "", ""] for each in one.outcomes] for one in lived]
        return {w: self._of_world(rows[i * plans : (i + 1) * plans]) for i, w in enumerate(worlds)}

    def _of_world(self, rows: list[list[Any]]) -> Floats | None:
        """Values (plans, replications); None where a plan has none."""
        sign = 1.0 if METRICS[self.primary].better == "higher" else -1.0
        found = []
        for values in rows:
            each = sample(values, METRICS[self.primary], {})
            if each.missing() is not None:
                return None
            moved = each.moved(1.0 - ALPHA)
            if moved.unbounded:
                return None
            moves = np.array(moved.moves)
            found.append(sign * (moved.value + moves - moves.mean()))
        return np.stack(found)


def _after(progress: Progress, before: int, total: int, done: int, _: int) -> None:
    progress(before + done, total)
