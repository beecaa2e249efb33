"""Every code has an example on its page, and the page says what is printed."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docs.error_page import answer, page, table

PROJECT = Path(__file__).resolve().parents[2]
EXAMPLES = [one for part in table().values() for one in part]
CODE = re.compile(r"[EW]_[A-Z0-9][A-Z0-9_]*")


def codes() -> set[str]:
    """Every code that stands anywhere in the source."""
    return {
        node.value
        for file in (PROJECT / "gtmsim").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }


def test_every_code_has_one_example() -> None:
    assert sorted(code for code, _ in EXAMPLES) == sorted(codes())


def test_the_page_says_what_is_printed(
    golden: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {}
    for code, example in EXAMPLES:
        folder = tmp_path / code
        folder.mkdir()
        monkeypatch.chdir(folder)
        answers[code] = answer(code, example, folder)
        assert [CODE.findall(line)[:1] for line in answers[code]] == [[code]], answers[code]
    golden("errors.md", page(answers), "docs")
