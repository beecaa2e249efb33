"""The strict part of YAML: each way of leaving it has its code and its place, with libyaml and without."""

import os
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from scenario.small import TEXT, Firm, at, firm, firm_in, problems, the_problem

from gtmsim.scenario.files import reading
from gtmsim.scenario.files.assemble import assemble_text

HEAD = "version: 2\nname: x\n"


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "python":
        monkeypatch.setattr(reading, "_LOADER", yaml.SafeLoader)
        monkeypatch.setattr(reading, "MOST_VALUES", 500)  # it is slow; the cap alone is tested
    elif not yaml.__with_libyaml__:
        pytest.skip("this machine's PyYAML has no libyaml")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (HEAD + "months: 5\nfactor: 2\nmonths: 6\n", "E_DUPKEY 5:1"),
        (HEAD + 'channels:\n  "1": {budget: 1}\n  1: {budget: 2}\n', "E_DUPKEY 5:3"),
        (HEAD + "channels:\n  1: {budget: 2}\n", "E_KEY 4:3"),
        (HEAD + "channels:\n  true: {budget: 2}\n", "E_KEY 4:3"),
        (HEAD + "channels:\n  no: {budget: 2}\n", "E_KEY 4:3"),
        (HEAD + "channels:\n  ?\n  : {budget: 2}\n", "E_KEY 4:"),
        (HEAD + "channels:\n  : {budget: 2}\n", "E_YAML 4:3"),
        (HEAD + 'channels:\n  "": {budget: 2}\n', "E_KEY 4:3"),
        (HEAD + 'channels:\n  "a\\u202eb": {budget: 2}\n', "E_KEY 4:3"),
        (HEAD + 'channels:\n  "a\\tb": {budget: 2}\n', "E_KEY 4:3"),
        (HEAD + "channels:\n  ? [a]\n  : {budget: 2}\n", "E_KEY 4:5"),
        (HEAD + "channels:\n  <<: {budget: 2}\n", "E_KEY 4:3"),
        (HEAD + "channels:\n  a.b: {budget: 2}\n", "E_KEY 4:3"),
        (HEAD + f"channels:\n  {'a' * 201}: {{budget: 2}}\n", "E_KEY 4:3"),
        (HEAD + "factor: 1,000\n", "E_NUMBERLIKE 3:9"),
        (HEAD + "factor: 1_000\n", "E_NUMBERLIKE 3:9"),
        (HEAD + "factor: 010\n", "E_NUMBERLIKE 3:9"),
        (HEAD + "factor: 0x1F\n", "E_NUMBERLIKE 3:9"),
        (HEAD + "factor: 0o7\n", "E_NUMBERLIKE 3:9"),
        (HEAD + "factor: 12:30\n", "E_NUMBERLIKE 3:9"),
        (HEAD + "factor: 1e400\n", "E_RANGE 3:9"),
        (HEAD + "factor: .inf\n", "E_RANGE 3:9"),
        (HEAD + "factor: .NaN\n", "E_RANGE 3:9"),
        (HEAD + f"factor: {'9' * 5000}\n", "E_RANGE 3:9"),
        (HEAD + "months: 1234567890123456789\n", "E_RANGE 3:9"),
        (HEAD + "growing: yes\n", "E_TYPE 3:10"),
        (HEAD + "growing: Off\n", "E_TYPE 3:10"),
        (HEAD + "staff: &a {heads: 3}\nbonus: *a\n", "E_ALIAS 3:8"),
        (HEAD + "bonus: *a\n", "E_ALIAS 3:8"),
        ("a: &a [*a]\n", "E_ALIAS 1:4"),
        (HEAD + "factor: !!float 3\n", "E_TAG 3:9"),
        (HEAD + "factor: !!python/object/apply:os.system [ls]\n", "E_TAG 3:9"),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", "E_TAG 1:1"),
        (HEAD + "---\nname: y\n", "E_MULTIDOC 3:1"),
        (HEAD + "staff:\n\theads: 3\n", "E_YAML 4:1"),
        (HEAD + "staff:\n  heads: 3\n \tdays: [mon]\n", "E_YAML 5:2"),
        (HEAD + "staff: {heads: 3\n", "E_YAML 3:8"),
        (HEAD + "question: 'a\x00b'\n", "E_YAML 3:13"),
        (HEAD + "question: a\x1bb\n", "E_YAML 3:12"),
        (HEAD + "question: a\x85b\n", "E_YAML 3:12"),
        (HEAD + 'question: "\\0"\n', "E_YAML 3:11"),
        (HEAD + 'question: "\\ud800"\n', "E_YAML 3:"),
        (HEAD + 'question: "\\UFFFFFFFF"\n', "E_YAML "),
        (HEAD + "question: " + "x" * 10_001 + "\n", "E_SCALAR 3:11"),
        ("question: " + "x" * 1_000_000 + "\n", "E_SCALAR 1:11"),
        ("- a\n- b\n", "E_TYPE 1:1"),
        ("just text\n", "E_TYPE 1:1"),
        ("# nothing\n", "E_TYPE 1:1"),
        ("", "E_TYPE 1:1"),
    ],
)
def test_a_text_outside_the_language_has_its_code_and_place(text: str, wrong: str) -> None:
    assert at(the_problem(lambda: firm(text))).startswith(wrong)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[" * 100_000, "E_DEPTH"),
        ("a: " * 40 + "1", "E_YAML"),
        ("{a: " * 100_000, "E_DEPTH"),
        ("".join(f"{' ' * n}a:\n" for n in range(40)), "E_DEPTH"),
        ("".join(f"k{n}: 1\n" for n in range(100_000)), "E_NODES"),
        ("x: [" + "1," * 60_000 + "]", "E_NODES"),
        ("a: &a [x,x]\n" + "".join(f"b{n}: &b{n} [*a,*a]\n" for n in range(50)), "E_ALIAS"),
        ("x" * 2**20 + "x", "E_SIZE"),
    ],
)
def test_a_bomb_is_refused(text: str, wrong: str) -> None:
    assert the_problem(lambda: firm(text)).code == wrong


def test_deep_nesting_costs_nothing() -> None:
    begin = time.process_time()
    the_problem(lambda: firm("[" * 100_000))
    assert time.process_time() - begin < 0.5  # a few milliseconds with libyaml


def test_a_second_key_names_both_lines() -> None:
    problem = the_problem(lambda: firm(HEAD + "months: 5\nfactor: 2\nmonths: 6\n"))
    assert str(problem) == "f.yaml:5:1 E_DUPKEY `months` in line 5 repeats line 3; keep one"


def test_keys_that_look_alike_in_unicode_are_one_key() -> None:
    text = HEAD + "channels:\n  caf\u00e9: {budget: 1}\n  cafe\u0301: {budget: 2}\n"
    assert at(the_problem(lambda: firm(text))) == "E_DUPKEY 5:3"
    assert firm(HEAD + "question: cafe\u0301\n") == firm(HEAD + "question: caf\u00e9\n")


@pytest.mark.parametrize(
    ("said", "value"),
    [("1e1", 10.0), (".5", 0.5), ("3.", 3.0), ("1.5E+1", 15.0), ("-0.0", None), ("'3'", None)],
)
def test_numbers_are_read_as_people_mean_them(said: str, value: float | None) -> None:
    text = HEAD + f"factor: {said}\n"
    if value is None:
        the_problem(lambda: firm(text))
    else:
        assert firm(text).factor == value


@pytest.mark.parametrize("said", ["2026-01-31", "'2026-01-31'", '"2026-01-31"'])
def test_a_date_stays_text_until_its_unit_is_known(said: str) -> None:
    assert firm(HEAD + f"day: {said}\n").day.isoformat() == "2026-01-31"
    assert firm(HEAD + f"channels: {{a: {{budget: {{{said}: 3}}}}}}\n").channels["a"].budget.values == (3.0,)


def test_line_ends_mark_and_comments_do_not_matter(tmp_path: Path) -> None:
    plain = firm()
    for content in (
        TEXT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "   # a comment\n").encode(),
        b"%YAML 1.1\n---\n" + TEXT.encode() + b"...\n",
    ):
        (tmp_path / "f.yaml").write_bytes(content)
        assert firm_in(tmp_path / "f.yaml") == plain


@pytest.mark.parametrize(
    "head", ["name: x\r\nquestion: y\r\n", "\ufeffname: x\nquestion: y\n", "name: é\nquestion: 东京\n"]
)
def test_places_do_not_depend_on_line_ends_or_scripts(tmp_path: Path, head: str) -> None:
    (tmp_path / "f.yaml").write_bytes((head + "segments: {é: 50%, 东: 40%, x: 0x1}\r\n").encode())
    assert at(the_problem(lambda: firm_in(tmp_path / "f.yaml"))) == "E_NUMBERLIKE 3:31"
    (tmp_path / "f.yaml").write_bytes((head + "segments: {é: 50%, 东: 5 days}\r\n").encode())
    assert at(the_problem(lambda: firm_in(tmp_path / "f.yaml"))) == "E_UNIT 3:23"


def test_a_file_that_is_not_utf_8_says_where(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(b"name: x\nquestion: \xc3\xa9 caf\xe9\n")
    problem = the_problem(lambda: firm_in(tmp_path / "f.yaml"))
    assert (at(problem), problem.message) == ("E_YAML 2:16", "byte 0xe9 is not UTF-8")


def test_what_is_no_regular_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe") if hasattr(os, "mkfifo") else (tmp_path / "pipe").mkdir()
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "absent", Path("/dev/zero"), tmp_path / ("x" * 400)):
        problem = the_problem(lambda path=path: firm_in(path))
        assert at(problem) == "E_FILE 1:1"
    assert the_problem(lambda: firm_in(tmp_path)).message == "a directory"
    assert the_problem(lambda: firm_in(tmp_path / "absent")).message == "cannot be read: no such file or directory"
    assert at(the_problem(lambda: firm_in(Path("a\0b")))) == "E_FILE 1:1"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be read here")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text(TEXT)
    (tmp_path / "f.yaml").chmod(0)
    assert at(the_problem(lambda: firm_in(tmp_path / "f.yaml"))) == "E_FILE 1:1"


def test_every_value_and_name_has_its_place() -> None:
    document = assemble_text(TEXT, "f.yaml", (), Firm)
    lines = TEXT.split("\n")

    def shown(mark: Any) -> str:
        return lines[mark.line - 1][mark.col - 1 :]

    assert shown(document.values["channels", "sem", "p"]).startswith("30%")
    assert shown(document.keys["channels", "sem", "p"]).startswith("p: 30%")
    assert shown(document.values["channels", "sem", "budget", "2026-01-01", "low"]).startswith("8k")
    assert shown(document.values["stages", 1, "name"]).startswith("offer")
    assert len(document.keys) == sum(1 for key in document.values if key and isinstance(key[-1], str))


def test_all_that_is_wrong_is_said_at_once() -> None:
    text = HEAD + "factor: 0x1\nmonths: 5\nmonths: 6\ngrowing: on\nfactr: 3\nrate: 5 days\nchannels: {a: {}}\n"
    found = problems(lambda: firm(text))
    assert [at(problem) for problem in found] == [
        "E_NUMBERLIKE 3:9",
        "E_DUPKEY 5:1",
        "E_TYPE 6:10",
        "E_UNKNOWN 7:1",
        "E_UNIT 8:7",
        "E_MISSING 9:12",
    ]
