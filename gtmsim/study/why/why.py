"""Two scenarios -> why a metric of the one is not that of the other."""

from functools import partial
from os import PathLike
from typing import Any, NamedTuple

from gtmsim.scenario.resolved.day_zero import same_day_zero
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.changes import changes, settings
from gtmsim.study.compare import unique
from gtmsim.study.comparison import ALPHA, Comparison
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import Progress, Ready, Say, prepared, read
from gtmsim.study.together import Prepare, decided_by, enough, lived_together
from gtmsim.study.why.bridge import bridges, sides
from gtmsim.study.why.found import Why
from gtmsim.study.why.funnel import funnel
from gtmsim.study.why.lives import Lives, lives, middle
from gtmsim.study.why.parts import Part, parts_of, said_changes, swapped
from gtmsim.study.why.shapley import Choice, choices, split


class Asked(NamedTuple):
    """Two plans that can be taken apart."""

    base: Scenario
    other: Scenario
    parts: tuple[Part, ...]


def why(
    base: Scenario | str | PathLike[str],
    other: Scenario | str | PathLike[str],
    *,
    metric: str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    jobs: int | None = None,
    progress: Progress | None = None,
    say: Say | None = None,
    allow_large: bool = False,
    until: float | None = None,
) -> Why:
    """What makes the second plan's metric another than the first's, in the same luck.

    Its changes are made in all orders (of more than six in some that are drawn), so that what each adds is known.
    """
    one, two = (each if isinstance(each, Scenario) else read(each) for each in (base, other))
    asked = asked_of(decided_by(one, metric), decided_by(two, metric or one.run.primary_metric))
    luck = one.run.seed if seed is None else seed
    own: dict[str, Any] = {"seed": luck, "engine": engine, "jobs": jobs, "allow_large": allow_large}
    n = enough([asked.base, asked.other], until, replications, own, progress, say) or one.run.replications
    names = [part.name for part in asked.parts]
    wanted = choices(names)
    prepare: Prepare = partial(prepared, replications=n, **own, alike=len(wanted))
    ready = {chosen: prepare(plan_with(asked, chosen)) for chosen in wanted}
    found = dict(zip(wanted, lived_together([ready[chosen] for chosen in wanted], progress, say), strict=True))
    every = frozenset(range(len(names)))
    first, last = found[frozenset()], found[every]
    compared = Comparison(
        (first, last),
        unique([first.name, last.name]),
        first.scenario.run.primary_metric,
        ALPHA,
        asked.base.run.minimum_effect,
    )
    primary = compared.primary
    key = (primary, "", "")
    told = compared.differences_of(key)[compared.names[1]]
    return Why(
        compared,
        said_changes(asked.base, asked.other),
        asked.parts,
        split(names, {chosen: each.measures[key] for chosen, each in found.items()}),
        bridges(first, last, primary),
        sides(first, last, primary),
        funnel(first, last),
        _lives(ready, every, told.outcomes),
        len(wanted),
    )


def _lives(ready: dict[Choice, Ready], every: Choice, outcomes: tuple[float, ...]) -> Lives:
    return lives(ready[frozenset()], ready[every], middle(outcomes))


def asked_of(base: Scenario, other: Scenario) -> Asked:
    """The parts in which two plans differ, or what stands against taking them apart."""
    differing = settings(changes(base, other))
    found = [path for path in differing if path.startswith("run.initial")]
    if len(found) < len(differing):
        said = ", ".join(path for path in differing if path not in found)
        raise StudyError(f"the experiment itself differs: {said}; give both scenarios the same `run`")
    if found or not same_day_zero(base, other):
        what = "day 0 finds two different firms, so that not all that differs is due to what is changed"
        raise StudyError(f"{what}; let one file extend the other, or say the same of `run.initial` in both")
    parts = parts_of(base, other)
    if not parts:
        raise StudyError(f"{other.name} changes nothing in {base.name}: there is nothing to explain")
    return Asked(base, other, parts)


def plan_with(asked: Asked, chosen: Choice) -> Scenario:
    """The plan with some of the changes made: the two themselves where it is none or all of them."""
    if not chosen:
        return asked.base
    if len(chosen) == len(asked.parts):
        return asked.other
    # Of two plans for one firm one says what day 0 found under the other: mostly the one that goes back to it.
    for here, there, kept in ((asked.other, asked.base, False), (asked.base, asked.other, True)):
        paths = [path for i, part in enumerate(asked.parts) if (i in chosen) == kept for path in part.paths]
        made = swapped(here, there, paths)
        if same_day_zero(asked.base, made):
            return made
    raise StudyError("some of the changes alone move the firm that day 0 finds: say `run.initial` in full")
