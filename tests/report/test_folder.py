"""A results folder is whole or absent, has one writer, and never costs anybody his documents."""

import errno
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gtmsim.report.folder import CannotWriteError, claimed
from gtmsim.report.lock import InUseError

OLD = {
    "summary.json": b"old",
    "figures/a.png": b"old",
    "run.json": b'{"files": {"summary.json": "", "figures/a.png": ""}}',
}
NEW = {
    "summary.json": b"new",
    "figures/b.png": b"new",
    "run.json": b'{"files": {"summary.json": "", "figures/b.png": ""}}',
}
CALLS: tuple[tuple[Any, str], ...] = (
    (Path, "mkdir"),
    (Path, "open"),
    (Path, "rename"),
    (os, "fsync"),
    (os, "open"),
    (shutil, "disk_usage"),
)


def put(folder: Path, files: dict[str, bytes]) -> None:
    with claimed(folder) as fill:
        fill(files)


def held(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_folder_holds_the_files_and_nothing_beside_it(tmp_path: Path) -> None:
    put(tmp_path / "deep" / "results", NEW)
    assert held(tmp_path / "deep" / "results") == NEW
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["results"]


def test_a_later_result_replaces_an_earlier_one_as_a_whole(tmp_path: Path) -> None:
    put(tmp_path / "r", OLD)
    put(tmp_path / "r", NEW)
    assert held(tmp_path / "r") == NEW
    assert [p.name for p in tmp_path.iterdir()] == ["r"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("owner, name", CALLS, ids=[name for _, name in CALLS])
def test_whichever_call_fails_the_old_result_stays_and_the_next_run_succeeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, code: int
) -> None:
    failures = 0
    for nth in range(1, 100):
        folder = tmp_path / str(nth) / "r"
        put(folder, OLD)
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, failing(getattr(owner, name), nth, code))
            try:
                put(folder, NEW)
                break
            except CannotWriteError as error:
                assert os.strerror(code) in str(error)
                failures += 1
        assert held(folder) in (OLD, NEW)
        put(folder, NEW)
        assert held(folder) == NEW
        assert [p.name for p in folder.parent.iterdir()] == ["r"]
    assert failures > 0


def failing(real: Callable[..., Any], nth: int, code: int) -> Callable[..., Any]:
    """The call, whose nth time fails."""
    count = 0

    def call(*args: Any, **kw: Any) -> Any:
        nonlocal count
        count += 1
        if count == nth:
            raise OSError(code, os.strerror(code))
        return real(*args, **kw)

    return call


def test_a_full_disk_is_noticed_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1000))
    with pytest.raises(CannotWriteError, match="bytes are needed, 1,000 are free"), claimed(tmp_path / "r"):
        pytest.fail("the work began")


def test_what_a_killed_process_left_is_cleared_and_its_old_result_comes_back(tmp_path: Path) -> None:
    put(tmp_path / "r", OLD)
    (tmp_path / "r").rename(tmp_path / ".r.old")  # killed between the two renames
    (tmp_path / ".r.new").mkdir()
    with claimed(tmp_path / "r"):
        assert held(tmp_path / "r") == OLD
        assert not (tmp_path / ".r.new").exists()


def test_notes_that_a_person_put_beside_the_result_stay(tmp_path: Path) -> None:
    put(tmp_path / "r", OLD)
    (tmp_path / "r" / "notes.txt").write_text("mine")
    put(tmp_path / "r", NEW)
    assert held(tmp_path / "r") == {**NEW, "notes.txt": b"mine"}


def test_a_folder_that_is_no_result_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "thesis.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for folder in (tmp_path / "documents", tmp_path / "file", tmp_path / "here", tmp_path):
        with pytest.raises(CannotWriteError, match=r"name (another|one)"):
            put(folder, NEW)
    assert (tmp_path / "documents" / "thesis.txt").read_text() == "mine"


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    put(tmp_path / "r", NEW)
    assert held(tmp_path / "r") == NEW


def test_a_second_writer_hears_who_is_writing(tmp_path: Path) -> None:
    with claimed(tmp_path / "r"), pytest.raises(InUseError, match=f"in use by process {os.getpid()}"):
        put(tmp_path / "r", NEW)
    put(tmp_path / "r", NEW)


def test_a_lock_of_a_dead_process_is_no_lock(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_die_holding, args=(tmp_path / "r",))
    process.start()
    process.join(60)
    assert process.exitcode == 9
    put(tmp_path / "r", NEW)
    assert [p.name for p in tmp_path.iterdir()] == ["r"]


def _die_holding(folder: Path) -> None:
    with claimed(folder):
        os._exit(9)


def test_what_is_written_is_the_argument_s_bytes(tmp_path: Path) -> None:
    put(tmp_path / "r", {"run.json": json.dumps({"files": {}}).encode()})
    assert (tmp_path / "r" / "run.json").read_bytes() == b'{"files": {}}'
