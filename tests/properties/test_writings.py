"""A scenario means what it says, however it is written; and one fault in it is answered by its code."""

import codecs
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from properties.faults import faults, mutate
from properties.generated import Said, scenarios

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_mapping, load_text
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.writing import fingerprint, resolved_yaml


class Spelled(yaml.SafeDumper):
    """Says again what was said before, where other programs would refer to it by an anchor."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def text(said: Said, flow: bool | None = None, sort_keys: bool = False) -> str:
    """A scenario as a file says it."""
    return yaml.dump(said, Dumper=Spelled, default_flow_style=flow, sort_keys=sort_keys, allow_unicode=True)


@settings(max_examples=28)
@given(scenarios(), st.booleans())
def test_any_writing_means_the_same(said: Said, flow: bool) -> None:
    """Block or flow style, sorted or not, with comments and blank lines: one scenario and one fingerprint."""
    known = load_mapping(said)
    block = text(said, False)
    commented = "# first\n\n" + block.replace("\nrun:", "\n\n# the experiment\nrun:  # here\n")
    sorted_names = text(said, sort_keys=True)
    for writing in (block, text(said, True), commented, sorted_names):
        found = load_text(writing)
        assert found == known
        assert fingerprint(found) == fingerprint(known)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written")


@settings(max_examples=14)
@given(said=scenarios())
def test_lines_may_end_and_files_begin_in_any_way(folder: Path, said: Said) -> None:
    """CRLF and a byte order mark; a variant that changes nothing; the resolved file; all mean the same."""
    path = folder / "base.yaml"
    path.write_bytes(codecs.BOM_UTF8 + text(said).replace("\n", "\r\n").encode())
    known = load(path)
    assert known == load_mapping(said)
    (folder / "same.yaml").write_text("extends: base.yaml\nname: Generated\nchanges: {}\n", encoding="utf-8")
    # A question and notes are about one scenario, and about none that is made of it.
    assert load(folder / "same.yaml") == known.model_copy(update={"question": "", "note": "", "teaching": ""})
    assert resolve(load(folder / "same.yaml")) == resolve(known)
    again = load_text(resolved_yaml(known))
    assert again == known
    assert resolved_yaml(again) == resolved_yaml(known)


def answered(said: Said, seed: int, count: int) -> None:
    """Some faults of one scenario, one at a time: the code, a place, and nothing else is complained of."""
    offered = faults(said)
    for fault in random.Random(seed).sample(offered, min(count, len(offered))):
        with pytest.raises(ScenarioError) as found:
            load_text(text(mutate(said, fault)))
        problems = found.value.problems
        assert {problem.code for problem in problems} == {fault.code}, (fault, str(found.value))
        assert all(problem.mark and problem.mark.line >= 1 for problem in problems), fault
        assert any(problem.path[: len(fault.path)] == fault.path[: len(problem.path)] for problem in problems), fault


@settings(max_examples=17)
@given(scenarios(), st.integers(0, 10**6))
def test_one_fault_is_answered_by_its_code(said: Said, seed: int) -> None:
    answered(said, seed, 12)


@pytest.mark.prove
@settings(max_examples=500)
@given(scenarios(), st.integers(0, 10**6))
def test_many_faults_are_answered_by_their_codes(said: Said, seed: int) -> None:
    answered(said, seed, 40)
