"""A text that is no YAML is told of at its own place, in plain words, by libyaml and by Python's parser alike."""

import random
import re
from pathlib import Path

import pytest
import yaml
from scenario.small import the_problem

from gtmsim.scenario.files import reading
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load_text

BASE = (Path(__file__).parent.parent.parent / "scenarios" / "baseline.yaml").read_text(encoding="utf-8")
FOLDED = "name: x\nnote: >-\n  A note\n  that goes on\nquestion: |\n  More\n"  # six lines that are never to blame


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "python":
        monkeypatch.setattr(reading, "_LOADER", yaml.SafeLoader)
    elif not yaml.__with_libyaml__:
        pytest.skip("this machine's PyYAML has no libyaml")


BROKEN = [  # (lines below the folded texts, line and column of the fault among all, words of the answer)
    ("market:\n  a: [1, 2\n  b: 3\n", "8:6", "`[` is never closed; close it with `]`"),
    ("market:\n  a: {b: 1, c: 2\n  d: 3\nplan: 1\n", "8:6", "`{` is never closed"),
    ("a: {b: 1,\n", "7:4", "`{` is never closed"),
    ('market:\n  a: "abc\n  b: 2\n', "8:6", "the quote that begins here is never closed"),
    ("market:\n  b 5\n  c: 6\n", "8:3", "`b 5` is no name with a value; write `b: 5`"),
    ("market\n  c: 6\n", "7:1", "write `market:`"),
    ("market:\n  a:1\n  b: 2\n", "8:3", "no blank after the colon; write `a: 1`"),
    ("market: 5\n  a: 1\n", "8:3", "line 7 has a value already"),
    ("why: because: it is\n", "7:13", "a colon within a text that has no quotes"),
    ("market:\n    a: 1\n  b: 2\n", "9:3", "indented by 2, line 8 by 4"),
    ("market:\n  a: 1\n  - b\n", "9:3", "an item of a list among names"),
    ("market:\n  - b\n  a: 1\n", "9:3", "a name among the items of a list"),
    ("a: [1, 2]]\nb: 3\n", "7:10", "`]` stands after the end of a value; remove it"),
    ("a: {b: 1}}\nc: 3\n", "7:10", "`}` stands after the end of a value; remove it"),
    ('a: "b" c\nd: 1\n', "7:8", "`c` stands after the end of a value"),
    ("a: 'it's'\nb: 1\n", "7:8", "write '' for a ' within single quotes"),
    ("a: {b: 1 c: 2}\n", "7:11", "need a comma or the end of the list"),
    ("a: @b\n", "7:4", "a text cannot begin with `@`; put it in quotes"),
    ("a: %b\n", "7:4", "a text cannot begin with `%`"),
    ("a: `b`\n", "7:4", "put it in quotes"),
    ("a:\n  *: 5\n", "8:3", '`*` begins an alias in YAML; write "*" in quotes'),
    ("a:\n\tb: 1\n", "8:1", "tab at line 8; use spaces"),
    ("when:\n  fit: >= 5\n  b: 2\n", "8:8", 'YAML takes `>= 5` for a block of lines; write ">= 5"'),
    ("when: {fit: > 5}\n", "7:13", 'write "> 5"'),
    ("when:\n  fit: [0..5)\n  b: 2\n", "8:8", 'YAML takes `[0..5)` for a list; write "[0..5)"'),
    ("when: {fit: (0..5], b: 2}\n", "7:13", 'write "(0..5]"'),
]


@pytest.mark.parametrize(("text", "place", "says"), BROKEN, ids=[text[:20] for text, *_ in BROKEN])
def test_a_broken_line_is_told_of_at_its_own_place(text: str, place: str, says: str) -> None:
    problem = the_problem(lambda: load_text(FOLDED + text, "f.yaml"))
    assert problem.code == "E_YAML"
    assert problem.mark is not None and f"{problem.mark.line}:{problem.mark.col}" == place, problem
    assert says in str(problem), problem


def test_a_backslash_in_double_quotes() -> None:
    problem = the_problem(lambda: load_text(FOLDED + 'a: "b\\qc"\n', "f.yaml"))
    assert problem.mark is not None and problem.mark.line == 7
    assert "a backslash within double quotes; write the text in single quotes" in str(problem)


def test_a_decimal_comma_within_braces() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_text(FOLDED + "a: {b: 1,5, c: 2}\n", "f.yaml")
    assert "f.yaml:7:10 E_KEY the comma parts `1,5` into two entries; write `1.5`" in str(caught.value)


def breakages(lines: list[str]) -> list[tuple[int, list[str]]]:
    """The lines of a valid file, each broken in each way that fits it: the place of the line and all lines."""
    found = []
    for number, line in enumerate(lines):
        body = line.split("#")[0].rstrip()
        if re.fullmatch(r" +\w+: [^{\[\"'>|]+", body):
            name, _, value = body.partition(": ")
            for broken in (f'{name}: "{value}', f"{name}: [{value}", f"{name}: {value}: x", f"{name}: @{value}"):
                found.append((number, [*lines[:number], broken, *lines[number + 1 :]]))
            found.append((number, [*lines[:number], f"{name} {value}", *lines[number + 1 :]]))
        if re.fullmatch(r" +\w+: \{[^{}\"]+\}", body):
            found.append((number, [*lines[:number], body[:-1], *lines[number + 1 :]]))
            found.append((number, [*lines[:number], body + "}", *lines[number + 1 :]]))
    return found


def test_a_break_anywhere_in_a_long_file_is_told_of_where_it_is() -> None:
    """The baseline, broken in one line at a time; only a text that goes on may be told of on the line after."""
    every = breakages(BASE.split("\n"))
    assert len(every) > 200
    for number, lines in random.Random(1).sample(every, 60):
        problem = the_problem(lambda lines=lines: load_text("\n".join(lines), "f.yaml"))  # type: ignore[misc]
        assert problem.mark is not None
        away = problem.mark.line - 1 - number
        assert problem.code == "E_YAML" and away in (0, 1), (number + 1, lines[number], str(problem))
        if away == 1:  # a name without its colon: the lines are one text until the next colon
            assert ":" not in lines[number], (number + 1, lines[number], str(problem))
