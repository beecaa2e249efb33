"""What a reader may copy out of README and docs works: commands, Python blocks, scenarios."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from sybil import Document, Example
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

from gtmsim.report.checked import checked

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")])
TOLD = {PROJECT / "docs" / "tutorial.md"}  # its steps follow one another: test_tutorial.py lives them
# Too long, or for a machine that has nothing yet: these are read here, not run.
UNRUN = {"cd", "git", "uv"}
FEW = "2"
REPLICATED = {"run", "compare", "why", "levers"}  # choices and ranges say how many themselves


class Command(NamedTuple):
    """One line that a reader would type."""

    document: Path
    line: int
    words: list[str]


def blocks(language: str) -> Iterator[tuple[Path, Example]]:
    """Every fenced block of a language, with the document that it stands in."""
    parser = PythonCodeBlockParser() if language == "python" else CodeBlockParser(language, lambda example: None)
    for document in DOCUMENTS:
        for example in Document.parse(str(document), parser).examples():
            yield document, example


def commands() -> Iterator[Command]:
    """Every line of the bash blocks, a continued line joined to its first."""
    for document, example in blocks("bash"):
        if document in TOLD:
            continue
        text = str(example.parsed)
        for match in re.finditer(r"^(?:.*\\\n)*.*$", text, re.MULTILINE):
            words = shlex.split(match[0].replace("\\\n", " "), comments=True)
            if words:
                yield Command(document, example.line + 1 + text[: match.start()].count("\n"), words)


def placed(document: Path, line: int) -> str:
    return f"{document.relative_to(PROJECT).as_posix()}:{line}"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder with the shipped scenarios, their replications cut to a few."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(PROJECT / "scenarios", folder / "scenarios")
    for scenario in (folder / "scenarios").rglob("*.yaml"):
        text = scenario.read_text(encoding="utf-8")
        scenario.write_text(re.sub(r"(\breplications:) *\d+", rf"\1 {FEW}", text), encoding="utf-8")
    return folder


# What stands on two pages is run once.
ONCE = {tuple(command.words): command for command in commands()}.values()


@pytest.mark.parametrize("command", [pytest.param(c, id=placed(c.document, c.line)) for c in ONCE])
def test_a_command_works(command: Command, workshop: Path) -> None:
    tool, *rest = command.words
    if tool == "make":
        targets = re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        assert set(rest) <= set(targets)
        return
    if tool in UNRUN:
        return
    assert tool == "gtmsim", f"a new kind of command: decide here whether {tool} is run"
    words = [path for word in rest for path in (sorted(map(str, workshop.glob(word))) if "*" in word else [word])]
    few = ["--replications", FEW] if rest[0] in REPLICATED and not {"--replications", "--until"} & set(rest) else []
    done = subprocess.run(
        [Path(sys.executable).with_name("gtmsim"), *words, *few],
        cwd=workshop,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("example", [pytest.param(e, id=placed(d, e.line)) for d, e in blocks("python")])
def test_a_python_block_stands_alone(example: Example, workshop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workshop)
    example.namespace.clear()
    example.namespace["__name__"] = "block"
    example.evaluate()
    assert set(example.namespace) > {"__name__"}  # it ran and left something behind


@pytest.mark.parametrize("example", [pytest.param(e, id=placed(d, e.line)) for d, e in blocks("yaml")])
def test_a_scenario_that_is_shown_is_valid(example: Example, workshop: Path) -> None:
    shown = workshop / "scenarios" / "shown.yaml"
    shown.write_text(str(example.parsed), encoding="utf-8")
    said, valid = checked([shown], [], in_json=False, quiet=True)
    assert valid, said


def test_the_pip_lines_are_those_of_make() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for words in ("--require-hashes -r requirements.lock", "--no-deps --no-build-isolation --editable ."):
        assert words in readme
        assert words in (PROJECT / "Makefile").read_text(encoding="utf-8")


def links(document: Path) -> list[tuple[str, str]]:
    """What a document links to in the project: a file, empty for itself, and a heading of it."""
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)", text)


def anchors(document: Path) -> set[str]:
    """The headings of a document as links name them."""
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_between_files_lead_somewhere() -> None:
    for document in DOCUMENTS:
        for target, anchor in links(document):
            file = document.parent / target if target else document
            assert file.exists(), f"{document.name}: {target}"
            assert not anchor or anchor in anchors(file), f"{document.name}: {target}#{anchor}"


def test_every_page_is_found_from_the_readme() -> None:
    readme = PROJECT / "README.md"
    assert {(PROJECT / target).resolve() for target, _ in links(readme)} >= {*DOCUMENTS} - {readme}


def test_answers_that_a_page_shows_are_those_of_the_page_of_errors() -> None:
    errors = (PROJECT / "docs" / "errors.md").read_text(encoding="utf-8")
    for document in DOCUMENTS:
        for line in re.findall(r"^plan\.yaml:\d+:\d+ .*$", document.read_text(encoding="utf-8"), flags=re.MULTILINE):
            assert f"\n{line}\n" in errors, f"{document.name}: {line}"
