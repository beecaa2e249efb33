"""`run` and `compare`: load, claim the folder, simulate, write, show; in this order, so that nothing runs in vain."""

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from gtmsim.report.destination import after, folder_of
from gtmsim.report.folder import claimed
from gtmsim.report.progress import aside, bar
from gtmsim.report.studies.folder import study_contents
from gtmsim.report.studies.tellers import told_of
from gtmsim.report.tables import as_json as in_json
from gtmsim.report.write import contents
from gtmsim.scenario.files.changes import Layer
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.load import load
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.attribute.attribute import attribute
from gtmsim.study.cached.switch import keeping
from gtmsim.study.choose.choose import choose
from gtmsim.study.compare import compare
from gtmsim.study.comparison import Comparison
from gtmsim.study.how_many.how_many import how_many
from gtmsim.study.levers.levers import levers
from gtmsim.study.optimise.optimise import optimise
from gtmsim.study.replicate import Progress, Say, as_asked, run
from gtmsim.study.results import Results
from gtmsim.study.robust.robust import robust
from gtmsim.study.sensitivity.sensitivity import sensitivity
from gtmsim.study.sweeps.sweep import sweep
from gtmsim.study.why.why import why

Stated = TypeVar("Stated", Results, Comparison)


@dataclass(frozen=True)
class Asked:
    """The options as they were typed."""

    sets: tuple[str, ...] = ()
    replications: int | None = None
    seed: int | None = None
    engine: str | None = None
    jobs: int | None = None
    out: Path | None = None
    allow_large: bool = False
    quiet: bool = False
    as_json: bool = False
    until: float | None = None  # precision of the primary metric, in place of a number of replications
    plans: tuple[tuple[str, tuple[str, ...]], ...] = ()  # names with their changes
    robust: int | None = None  # worlds in which a comparison is made too
    ranges_only: bool = False  # of these

    def running(self) -> dict[str, Any]:
        """What simulates is told; with a precision the replications are the most that it may take."""
        told = {"jobs": self.jobs, "allow_large": self.allow_large}
        return told if self.until is None else {**told, "until": self.until, "replications": self.replications}

    def settings(self) -> tuple[str, ...]:
        """The options that stand for parameters of the run, so that the resolved file holds them."""
        said = {"replications": self.replications, "seed": self.seed, "engine": self.engine}
        return tuple(f"run.{name}={value}" for name, value in said.items() if value is not None)


def run_one(file: Path, asked: Asked) -> None:
    """`gtmsim run`."""
    (scenario,) = _loaded([file], asked)
    _study(
        asked,
        asked.out or folder_of([file], asked.sets),
        lambda progress, say: _stated(run(scenario, progress=progress, say=say, **asked.running()), [file], asked),
    )


def run_several(files: Sequence[Path], asked: Asked) -> None:
    """`gtmsim compare`."""
    scenarios = _loaded(files, asked)
    if asked.sets and not asked.quiet:
        aside(f"--set holds for all {len(scenarios)} scenarios: {', '.join(asked.sets)}")
    told = {"robust": asked.robust, "assumed": not asked.ranges_only, **asked.running()}
    _study(
        asked,
        asked.out or folder_of(files, asked.sets, asked.plans),
        lambda progress, say: _stated(compare(*scenarios, progress=progress, say=say, **told), files, asked),
    )


def study_levers(file: Path, asked: Asked, metric: str | None, budget: float | None) -> None:
    """`gtmsim levers`."""
    _tell([file], asked, "levers", partial(levers, metric=metric, budget=budget))


def study_sweep(file: Path, asked: Asked, values: Sequence[str], metric: str | None) -> None:
    """`gtmsim sweep`."""
    over = "-".join(after(value) for value in values)
    _tell([file], asked, f"sweep-{over}", lambda scenario, **said: sweep(scenario, *values, metric=metric, **said))


def study_how_many(file: Path, asked: Asked, lever: str, reach: str, chance: float, by: str | None) -> None:
    """`gtmsim how-many`."""
    _tell(
        [file],
        asked,
        f"how-many-{after(lever)}",
        lambda scenario, **said: how_many(scenario, lever, reach=reach, chance=chance, by=by, **said),
    )


def study_why(files: Sequence[Path], asked: Asked, metric: str | None) -> None:
    """`gtmsim why`."""
    _tell(files, asked, "why", partial(why, metric=metric))


def study_choose(files: Sequence[Path], asked: Asked, **said: Any) -> None:
    """`gtmsim choose`."""
    _tell(files, asked, "choose", partial(choose, replications=asked.replications, **said))


def study_sensitivity(files: Sequence[Path], asked: Asked, **said: Any) -> None:
    """`gtmsim sensitivity`."""
    _tell(files, asked, "sensitivity", partial(sensitivity, **said))


def study_attribute(file: Path, asked: Asked, metric: str | None, shapley: bool) -> None:
    """`gtmsim attribute`."""
    _tell([file], asked, "attribute", partial(attribute, metric=metric, shapley=shapley))


def study_robust(files: Sequence[Path], asked: Asked, **said: Any) -> None:
    """`gtmsim robust`."""
    _tell(files, asked, "robust", partial(robust, replications=asked.replications, **said))


def study_optimise(file: Path, asked: Asked, levers: Sequence[str], **said: Any) -> None:
    """`gtmsim optimise`."""
    _tell([file], asked, "optimise", lambda scenario, **more: optimise(scenario, *levers, **said, **more))


def _tell(files: Sequence[Path], asked: Asked, what: str, study: Callable[..., Any]) -> None:
    """A study of one file, or of several and plans made of the first: its folder, and what it says on the terminal."""
    scenarios = _loaded(files, asked)
    named = folder_of(files, asked.sets, asked.plans)
    folder = asked.out or named.with_name(f"{named.name}-{what}")
    with ExitStack() as held:
        put = held.enter_context(claimed(folder))
        with _watched(asked) as progress:
            found = study(
                *scenarios,
                progress=progress,
                say=None if asked.quiet else aside,
                **asked.running(),
            )
        told = told_of(found)
        about = {"command": shlex.join(["gtmsim", *sys.argv[1:]]), "jobs": asked.jobs}
        put(study_contents(told, about))
    if asked.as_json:
        sys.stdout.write(in_json(told.summary).decode())
    elif not asked.quiet:
        from gtmsim.report.studies.terminal import show

        show(told, folder / "report.html")


@contextmanager
def _watched(asked: Asked) -> Iterator[Progress | None]:
    """The bar of progress; who interrupts is told what is kept."""
    try:
        with bar(not asked.quiet) as progress:
            yield progress
    except KeyboardInterrupt:
        if not asked.quiet and keeping(asked.engine or "auto"):
            aside("finished replications are kept: the same command goes on from there")
        raise


def _loaded(files: Sequence[Path], asked: Asked) -> list[Scenario]:
    """Every file, and every plan made of the first, or the problems of all of them at once."""
    scenarios: list[Scenario] = []
    problems: list[Problem] = []
    more = 0
    plans = [Layer(changes, f'--plan "{name}"', name) for name, changes in asked.plans]
    for file, plan in [*((file, None) for file in files), *((files[0], plan) for plan in plans)]:
        try:
            scenarios.append(load(file, asked.sets, asked.settings(), plan))
        except ScenarioError as error:
            problems += [problem for problem in error.problems if problem not in problems]
            more += error.more
    if problems:
        raise ScenarioError(problems, more)
    return scenarios


def _stated(what: Stated, files: Sequence[Path], asked: Asked) -> Stated:
    """What a precision has stopped, with scenarios that say so many replications, as if these had been asked for."""
    if asked.until is None:
        return what
    results = what.results if isinstance(what, Comparison) else (what,)
    told = _loaded(files, replace(asked, replications=results[0].replications))
    found = [
        replace(each, scenario=as_asked(said, None, None, "auto")) for each, said in zip(results, told, strict=True)
    ]
    return replace(what, results=tuple(found)) if isinstance(what, Comparison) else found[0]


def _study(asked: Asked, folder: Path, simulate: Callable[[Progress | None, Say | None], Results | Comparison]) -> None:
    with ExitStack() as held:
        put = held.enter_context(claimed(folder))
        with _watched(asked) as progress:
            what = simulate(progress, None if asked.quiet else aside)
        summary = what.summary()
        about = {"command": shlex.join(["gtmsim", *sys.argv[1:]]), "jobs": asked.jobs}
        put(contents(what, summary, about))
    _show(asked, what, summary, folder)


def _show(asked: Asked, what: Results | Comparison, summary: dict[str, Any], folder: Path) -> None:
    if asked.as_json:
        sys.stdout.write(in_json(summary).decode())
    elif not asked.quiet:
        from gtmsim.report.terminal import show

        show(what, summary, folder / "report.html")
