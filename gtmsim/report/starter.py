"""New scenarios: of what a firm knows of itself, or like one that is shipped; written where there is no file yet."""

import datetime
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gtmsim.report.folder import CannotWriteError

STARTER = Path(__file__).with_name("starter.yaml")
NAME = "name"
WAIT = "looking for the numbers with which your firm behaves as you say, some seconds ..."


def begin(path: Path) -> None:
    """Write the commented scenario of two segments."""
    put({path: STARTER.read_text("utf-8").replace("THIS_FILE", path.name)})


def put(files: Mapping[Path, str]) -> None:
    """Write files, all or none, and never over one that is there."""
    for path in files:
        if path.exists():
            raise CannotWriteError(f"{path} is there already and is never overwritten; choose another name")
    for path, text in files.items():
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            raise CannotWriteError(f"{path} is there already and is never overwritten; choose another name") from None
        except OSError as error:
            raise CannotWriteError(f"{path}: {error.strerror or error}") from error


def start_firm(path: Path, said: Mapping[str, Any], file: str | None, ask: bool) -> Iterator[str]:
    """Write the scenario of a firm that says so much of itself; what there is to say of it, line by line."""
    from gtmsim.report.asking import asked
    from gtmsim.report.progress import aside
    from gtmsim.scenario.load import load_text
    from gtmsim.study.firm.answers import answers
    from gtmsim.study.firm.calibrate import calibrated
    from gtmsim.study.firm.derived import first
    from gtmsim.study.firm.text import text_of

    if path.exists():
        raise CannotWriteError(f"{path} is there already and is never overwritten; choose another name")
    given, places = _file(file) if file else ({}, {})
    given = _merged(given, said)
    name = str(given.pop(NAME, "Our plan"))
    given = asked(given) if ask else given
    firm = answers(given, places)
    start = datetime.date.today().replace(day=1)
    load_text(text_of(firm, first(firm), start, name, path.name), path.name)  # names that cannot be are said at once
    aside(WAIT)
    found = calibrated(firm, start)
    put({path: text_of(firm, found.found, start, name, path.name)})
    yield from _told(path, found, given)


def _merged(given: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What a file says, with what was typed in place of it; channel by channel."""
    told = dict(given)
    for name, value in said.items():
        before = told.get(name)
        told[name] = {**before, **value} if isinstance(before, Mapping) and isinstance(value, Mapping) else value
    return told


def _file(file: str) -> tuple[dict[str, Any], dict[str, str]]:
    """What a file of answers says, and where; `-` is what is piped in."""
    import yaml

    from gtmsim.study.problems import StudyError

    shown = "answers" if file == "-" else file
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8-sig")
        node, said = yaml.compose(text, yaml.SafeLoader), yaml.safe_load(text)
    except OSError as error:
        raise StudyError(f"{shown}: {error.strerror or error}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise StudyError(f"{shown}: no YAML: {' '.join(str(error).split())}") from error
    if said is None:
        return {}, {}
    if not isinstance(said, dict):
        raise StudyError(f"{shown}: need names with their values, as `arr: 5M`")
    places = {key.value: f"{shown}:{key.start_mark.line + 1}: " for key, _ in node.value}  # type: ignore[union-attr]
    return {str(key): value for key, value in said.items()}, places


def _told(path: Path, found: Any, given: Mapping[str, Any]) -> Iterator[str]:
    """What was said and what it brings, what cannot be, and what to type next."""
    from gtmsim.report.columns import columns
    from gtmsim.study.firm.answers import NAMES
    from gtmsim.study.firm.calibrate import TOLD, in_words

    yield f"wrote {path}, a firm of {found.said.count} numbers"
    rows = [("calibrated to", "said", "it brings")]
    for name, label in TOLD.items():
        came = found.reached.get(name)
        rows.append((label, in_words(name, found.said[name]), "undefined" if came is None else in_words(name, came)))
    yield from columns(rows, {1, 2}, "  ")
    unsaid = [f"{name} {found.said.said[name]}" for name in NAMES if name not in given]
    if unsaid:
        yield f"Not said, so taken from a usual firm: {', '.join(unsaid)}."
    for text in found.beware:
        yield f"Beware: {text}."
    yield f"next: gtmsim check {path}    gtmsim run {path} --replications 10"
