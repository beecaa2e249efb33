"""A results folder: whole or absent, one writer at a time. It knows bytes and names, not what they mean."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from gtmsim.report.lock import locked

SPARE = 1 << 20  # bytes left free on the disk beside what is written


class CannotWriteError(Exception):
    """The results could not be written; what was there before is as it was."""


@contextmanager
def claimed(folder: Path) -> Iterator[Callable[[Mapping[str, bytes]], Path]]:
    """Hold `folder` for this process, and give the function that fills it in one step."""
    final = Path(os.path.realpath(folder))

    def put(files: Mapping[str, bytes]) -> Path:
        with _says(folder):
            _replace(final, files)
        return folder

    with ExitStack() as held:
        with _says(folder):
            _refuse_strangers(final)
            final.parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(locked(final.with_name(f".{final.name}.lock"), folder))
            _recover(final)
            _try_room(final, 0)
        yield put


@contextmanager
def _says(folder: Path) -> Iterator[None]:
    """An operating system's error, in the words of the person who asked for results."""
    try:
        yield
    except OSError as error:
        raise CannotWriteError(f"{folder}: {error.strerror or error}; nothing there was changed") from error


def _aside(final: Path, word: str) -> Path:
    return final.with_name(f".{final.name}.{word}")


def _refuse_strangers(final: Path) -> None:
    """Only an earlier result may be replaced, never somebody's documents."""
    here = Path.cwd()
    if final == here or final in here.parents:
        raise CannotWriteError(f"{final}: the folder in which this command runs cannot be replaced; name one below it")
    if not final.exists():
        return
    if not final.is_dir():
        raise CannotWriteError(f"{final}: there is a file of this name; name another folder")
    if any(final.iterdir()) and not _written(final):
        raise CannotWriteError(f"{final}: the folder holds something that is not a result; name another folder")


def _written(final: Path) -> set[str]:
    """Names that an earlier run wrote there; empty where it is no result."""
    try:
        return {"run.json", *json.loads((final / "run.json").read_text("utf-8"))["files"]}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return set()


def _recover(final: Path) -> None:
    """Clear what a killed process left; if it was killed between the two renames, the old result comes back."""
    if _aside(final, "old").exists() and not final.exists():
        _aside(final, "old").rename(final)
    for word in ("old", "new"):
        if _aside(final, word).exists():
            shutil.rmtree(_aside(final, word))


def _try_room(final: Path, size: int) -> None:
    """Fail before the work, not after it: can we write beside `final`, and is there room?"""
    free = shutil.disk_usage(final.parent).free
    if free < size + SPARE:
        raise CannotWriteError(f"{final}: {size + SPARE:,} bytes are needed, {free:,} are free")
    new = _aside(final, "new")
    new.mkdir()
    new.rmdir()


def _replace(final: Path, files: Mapping[str, bytes]) -> None:
    """Write beside the final name, then rename: a reader sees the old result or the new one."""
    _try_room(final, sum(map(len, files.values())))
    new, old = _aside(final, "new"), _aside(final, "old")
    try:
        _fill(new, files)
        _keep_foreign(final, new)
        if final.exists():
            final.rename(old)
        try:
            new.rename(final)
        except BaseException:
            if old.exists() and not final.exists():
                old.rename(final)
            raise
    except BaseException:  # an interrupt too leaves nothing half done
        shutil.rmtree(new, ignore_errors=True)
        raise
    _sync_folder(final.parent)
    shutil.rmtree(old, ignore_errors=True)  # the new result stands; a rest is cleared by the next run


def _fill(new: Path, files: Mapping[str, bytes]) -> None:
    new.mkdir()
    for name, content in files.items():
        path = new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    for folder in {(new / name).parent for name in files} | {new}:
        _sync_folder(folder)


def _keep_foreign(final: Path, new: Path) -> None:
    """What a person put into the old result (notes, say) moves into the new one."""
    ours = _written(final)
    for path in sorted(final.rglob("*")) if ours else ():
        name = path.relative_to(final)
        if path.is_file() and name.as_posix() not in ours and not (new / name).exists():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, new / name)


def _sync_folder(folder: Path) -> None:
    """Make names durable; systems that cannot open a folder (Windows) do it by themselves."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
