"""What is wrong because a file of this version says an old name, with the new one as the hint."""

from collections.abc import Iterable, Iterator
from typing import Any

from gtmsim.scenario.language.elsewhere import belongs, declared
from gtmsim.scenario.language.problems import Problem, dotted, is_slip, nearest
from gtmsim.scenario.language.renamed import VERSION
from gtmsim.scenario.language.renames import new_path, new_text, old_names, places_of, top
from gtmsim.scenario.language.section import Section

Path = tuple[str | int, ...]
ONE_LETTER = 0.9  # likeness of names that differ by a letter or two


def with_new_names(problems: Iterable[Problem], said: Any) -> Iterator[Problem]:
    """The problems of a file's content; a new name is not missing where its old one is said."""
    for problem in problems:
        if not problem.path or not problem.code.startswith("E_"):
            yield problem
        elif hint := _hint(problem.path, said):
            yield problem._replace(hint=hint)
        elif problem.code != "E_MISSING" or not _said_by_old(problem.path, said):
            yield problem


def nearest_name(said: str, known: Iterable[str], around: Path, model: type[Section]) -> str:
    """A hint: the known name that `said` probably meant, one elsewhere, or the old name of one that it resembles."""
    names = list(known)
    hint = nearest(said, names)
    if remark := declared(said, model, around):
        return remark
    # A name that is one elsewhere was meant, unless it is one of here but for a letter or two.
    if not is_slip(said, hint, ONE_LETTER) and (other := belongs(said, model, around)):
        return other
    old = old_names(places_of(around))
    if names and old and not hint.startswith("did you mean"):
        close = nearest(said, old)
        return next(
            (f"did you mean `{old[name]}`?" for name in old if close.startswith(f"did you mean `{name}`")), hint
        )
    return hint


def _hint(path: Path, said: Any) -> str:
    told, places = new_path(top(), [str(part) for part in path])
    if told != [str(part) for part in path]:
        new = told[-1] if told[:-1] == [str(part) for part in path[:-1]] else dotted(told)
        return f"it is called `{new}` since version {VERSION}"
    here = _at(said, path)
    if isinstance(here, str) and (new := new_text(places, here)) != here:
        return f"it is called `{new}` since version {VERSION}"
    return ""


def _said_by_old(path: Path, said: Any) -> bool:
    around = _at(said, path[:-1])
    old = old_names(places_of(path[:-1]))
    return isinstance(around, dict) and any(name in around for name, new in old.items() if new == path[-1])


def _at(said: Any, path: Path) -> Any:
    """What is said at a path; None where nothing is."""
    for part in path:
        try:
            said = said[part]
        except (KeyError, IndexError, TypeError):
            return None
    return said
