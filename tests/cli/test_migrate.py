"""`gtmsim migrate`: in place, all files or none, and nothing else."""

import os
import stat
from pathlib import Path

import pytest

from gtmsim.cli import main

OLD = Path(__file__).parents[1] / "scenario" / "migrating" / "version_1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of old files."""
    for name in ("baseline.yaml", "hire_csm.yaml"):
        (tmp_path / name).write_bytes((OLD / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        main(["migrate", *words])
    out, err = capsys.readouterr()
    return int(caught.value.code or 0), out, err


def test_files_are_rewritten_in_place_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "baseline.yaml").chmod(0o640)
    code, out, err = said(capsys, "baseline.yaml", "hire_csm.yaml")
    assert (code, err) == (0, "")
    assert out == "wrote baseline.yaml in version 2\nwrote hire_csm.yaml in version 2\n"
    assert stat.S_IMODE((folder / "baseline.yaml").stat().st_mode) == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["baseline.yaml", "hire_csm.yaml"]
    before = (folder / "baseline.yaml").stat().st_mtime_ns
    assert said(capsys, "baseline.yaml")[1] == "baseline.yaml: says nothing of version 1\n"
    assert (folder / "baseline.yaml").stat().st_mtime_ns == before
    with pytest.raises(SystemExit) as caught:
        main(["check", "--quiet", "hire_csm.yaml"])
    assert not caught.value.code and "W_VERSION" not in capsys.readouterr().out


def test_a_bad_file_keeps_all_from_being_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.yaml").write_text("market: {channels: {a: {fee: 1, cost_per_lead: 2}}}\n")
    (folder / "worse.yaml").write_bytes(b"name: \xff\n")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    code, out, err = said(capsys, "baseline.yaml", "bad.yaml", "worse.yaml", "none.yaml", "t.xlsx")
    assert (code, out) == (1, "")
    for place in ("bad.yaml:1:25 E_CONFLICT", "worse.yaml:1:7 E_YAML", "none.yaml:1:1 E_FILE", "t.xlsx:1:1 E_FILE"):
        assert place in err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_check_writes_nothing_and_tells(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "baseline.yaml").read_bytes()
    assert said(capsys, "--check", "baseline.yaml")[:2] == (1, "baseline.yaml: version 1, would be rewritten\n")
    assert (folder / "baseline.yaml").read_bytes() == before
    said(capsys, "baseline.yaml")
    assert said(capsys, "--check", "baseline.yaml")[0] == 0


def test_the_text_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = said(capsys, "--stdout", "baseline.yaml")
    before = (folder / "baseline.yaml").read_text("utf-8")
    assert code[0] == 0 and code[1].startswith("version: 2\n") and "max_leads: 12 per day" in code[1]
    assert before.startswith("version: 1\n")
    assert said(capsys, "--stdout", "--check", "baseline.yaml")[0] == 2


def test_a_link_stays_one_and_a_folder_that_is_closed_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "link.yaml").symlink_to("baseline.yaml")
    assert said(capsys, "link.yaml")[0] == 0
    assert (folder / "link.yaml").is_symlink() and (folder / "baseline.yaml").read_text("utf-8").startswith(
        "version: 2"
    )
    before = (folder / "hire_csm.yaml").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = said(capsys, "hire_csm.yaml")
    assert code == 74 and "hire_csm.yaml: No space left on device" in err
    assert (folder / "hire_csm.yaml").read_bytes() == before
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
