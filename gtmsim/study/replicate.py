"""Scenario -> Results: the same scenario under many lucks."""

import math
import time
from collections.abc import Callable, Sequence
from os import PathLike
from typing import NamedTuple

from gtmsim.engine.choice import Engine, MissingEngineError, engine_for
from gtmsim.metrics.also import metric_called
from gtmsim.scenario.files.placing import placed, seen_from
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.inputs import Inputs
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.cached.lives import lives
from gtmsim.study.deciding import can_decide, renamed
from gtmsim.study.gather import gather
from gtmsim.study.live import Outcome
from gtmsim.study.problems import StudyError
from gtmsim.study.reached import odd_targets
from gtmsim.study.repeated import Progress as Progress
from gtmsim.study.repeated import in_threads as in_threads
from gtmsim.study.repeated import replicate as replicate
from gtmsim.study.results import Results
from gtmsim.study.start import start_warnings
from gtmsim.study.targets import refuse_undefined
from gtmsim.study.until import asked_precision, grown_until
from gtmsim.study.warned import FLOOR

Say = Callable[[str], None]  # hears what is good to know before a wait
MOST_REPLICATIONS = 100_000
ENGINES = ("auto", "reference", "compiled")
MOST_SEED = 10**18 - 1  # what a scenario file can say


def run(
    scenario: Scenario | str | PathLike[str],
    replications: int | None = None,
    seed: int | None = None,
    *,
    engine: str = "auto",
    jobs: int | None = None,
    progress: Progress | None = None,
    say: Say | None = None,
    allow_large: bool = False,
    until: float | None = None,
) -> Results:
    """Every replication of a scenario, measured; what is not given is what the scenario says.

    With `until` as many as make the mean of the primary metric known to that share of it, `replications` at most.
    """
    if until is not None:
        most = asked_precision(until, replications)
        said = scenario if isinstance(scenario, Scenario) else read(scenario)
        can_decide(said)
        metric = metric_called(said.run.primary_metric)
        settings = {"engine": engine, "jobs": jobs, "allow_large": allow_large}

        def prepare(each: Scenario, n: int) -> Ready:
            return prepared(each, n, seed, **settings)  # type: ignore[arg-type]  # each its own

        (found,) = grown_until([said], metric, until, most, prepare, progress=progress, say=say)
        return finished(found.ready, found.outcomes, found.seconds)
    ready = prepared(scenario, replications, seed, engine=engine, jobs=jobs, allow_large=allow_large)
    return lived(ready, progress=progress, say=say)


class Ready(NamedTuple):
    """A scenario that can be simulated: what can be wrong with it has been looked for."""

    asked: Scenario
    inputs: Inputs
    teller: Engine
    workers: int
    eager: bool
    notes: tuple[str, ...]
    foreseen: tuple[Problem, ...]  # what is odd in what was tried


def prepared(
    scenario: Scenario | str | PathLike[str],
    replications: int | None = None,
    seed: int | None = None,
    *,
    engine: str = "auto",
    jobs: int | None = None,
    allow_large: bool = False,
    alike: int = 1,
) -> Ready:
    """A scenario as it is asked for, or what stands against it; `alike` is how many such runs a study makes."""
    from gtmsim.scenario.resolve import resolve
    from gtmsim.study.size.guard import growing, guard

    said = scenario if isinstance(scenario, Scenario) else read(scenario)
    asked = as_asked(said, replications, seed, engine)
    workers, notes = workers_for(jobs)
    can_decide(asked)
    size = guard(asked, asked.run.replications, asked.run.engine, allow_large)
    inputs = resolve(asked)
    refuse_undefined(asked, inputs)
    teller = chosen(asked.run.engine, inputs, work_of(size.events, alike * asked.run.replications, workers))
    guard(asked, asked.run.replications, teller.name, allow_large, size)
    notes = (*notes, teller.note) if teller.note else notes
    return Ready(asked, inputs, teller, workers, jobs is not None, notes, (*renamed(said), *growing(asked, size)))


def lived(ready: Ready, *, progress: Progress | None = None, say: Say | None = None, by_stage: bool = False) -> Results:
    """Every replication of a scenario that is ready, measured; where another one's targets are held against it too."""
    asked, teller, n = ready.asked, ready.teller, ready.asked.run.replications
    for text in filter(None, (teller.note, teller.first)):
        if say:
            say(text)
    started = time.perf_counter()
    outcomes, known = lives(ready, range(n), by_stage, progress)
    if known and say:
        say(f"{known:,} of {n:,} replications of {asked.name} were lived before; --no-cache lives all of them anew")
    return finished(ready, outcomes, time.perf_counter() - started)


def finished(ready: Ready, outcomes: Sequence[Outcome], seconds: float) -> Results:
    """The results of replications that have been lived, with what is odd in them."""
    asked, teller = ready.asked, ready.teller
    odd = (*ready.foreseen, *(start_warnings(asked, teller.simulate) if len(outcomes) >= FLOOR else ()))
    said = tuple(seen_from(each, asked) for each in odd)
    found = gather(asked, outcomes, ready.notes, seconds, teller.name, said)
    return found.beside(seen_from(placed(each, asked), asked) for each in odd_targets(found))


def work_of(events: float, replications: int, workers: int) -> float:
    """Events that one worker would have to tell, without end where the reference would refuse them."""
    from gtmsim.study.size.guard import MOST_EVENTS

    return math.inf if events > MOST_EVENTS["reference"] else events * replications / min(workers, replications)


def read(path: str | PathLike[str]) -> Scenario:
    """The scenario in a file."""
    from gtmsim.scenario.load import load

    return load(path)


def as_asked(scenario: Scenario, replications: int | None, seed: int | None, engine: str) -> Scenario:
    """The scenario with the settings of this run in place of its own."""
    said = scenario.run
    n = said.replications if replications is None else replications
    luck = said.seed if seed is None else seed
    if not 1 <= n <= MOST_REPLICATIONS:
        raise StudyError(f"replications: from 1 to {MOST_REPLICATIONS:,}, got {n}")
    if not 0 <= luck <= MOST_SEED:
        raise StudyError(f"seed: a whole number from 0 to {MOST_SEED}, got {luck}")
    settings = {"replications": n, "seed": luck, "engine": said.engine if engine == "auto" else engine}
    settings["primary_metric"] = metric_called(said.primary_metric)
    return scenario.model_copy(update={"run": said.model_copy(update=settings)})


def chosen(name: str, inputs: Inputs, work: float = 0.0) -> Engine:
    """The engine of that name for so many events; StudyError if it cannot tell them."""
    if name not in ENGINES:
        raise StudyError(f"no engine is called `{name}`; known: {', '.join(ENGINES)}")
    try:
        return engine_for(name, inputs, work)
    except MissingEngineError as error:
        raise StudyError(str(error)) from None


def workers_for(jobs: int | None) -> tuple[int, tuple[str, ...]]:
    """Processes to use, and what to say if they are fewer than asked for."""
    from joblib import cpu_count

    if jobs is not None and jobs < 1:
        raise StudyError(f"jobs: 1 or more, got {jobs}")
    here = int(cpu_count())
    if jobs is not None and jobs > here:
        return here, (f"{jobs} jobs were asked for; this machine runs {here} at a time",)
    return jobs or here, ()
