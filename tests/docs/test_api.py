"""The reference of the public names: what it says of a signature is so, and every argument is explained."""

import inspect
import re
import textwrap
from collections.abc import Callable
from enum import EnumMeta
from pathlib import Path

import pytest

import gtmsim
from gtmsim.scenario.language.problems import SHOWN
from gtmsim.study.compare import MOST_SCENARIOS
from gtmsim.study.notebook import InSession
from gtmsim.study.replicate import MOST_REPLICATIONS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", PAGE, flags=re.MULTILINE | re.DOTALL)
MADE = re.compile(r"\A\n(?:GENERATED\n|```text\n.*?\n```\n\n(?:[^\n]+\n)+)", re.DOTALL)
WIDTH = 110


def head(name: str) -> str:
    """The signature and the docstring of a public name."""
    thing = getattr(gtmsim, name)
    if inspect.ismodule(thing):  # a package that can be called
        thing = thing.__call__
    first = f"class {name}" if inspect.isclass(thing) else signature(name, inspect.signature(thing))
    return f"```text\n{first}\n```\n\n{textwrap.fill(' '.join(thing.__doc__.split()), 126)}"


def signature(name: str, said: inspect.Signature) -> str:
    """A function as its author wrote it, without the modules of types."""
    parts: list[str] = []
    for each in said.parameters.values():
        if each.kind is each.KEYWORD_ONLY and "*" not in "".join(parts):
            parts.append("*")
        star = "*" if each.kind is each.VAR_POSITIONAL else ""
        default = "" if each.default is each.empty else f" = {each.default!r}"
        parts.append(f"{star}{each.name}: {_type(each.annotation)}{default}")
    end = f") -> {_type(said.return_annotation)}"
    line = f"{name}({', '.join(parts)}{end}"
    return line if len(line) <= WIDTH else f"{name}(\n    " + ",\n    ".join(parts) + f",\n{end}"


def _type(said: object) -> str:
    return re.sub(r"'|\b(?:\w+\.)+(?=\w)", "", inspect.formatannotation(said))


def explained(text: str) -> list[str]:
    """Names in the first column of a table."""
    return [
        name for cell in re.findall(r"^\| (`.+?) \|", text, flags=re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)
    ]


def public(name: str) -> set[str]:
    """Attributes of a class that its users see."""
    thing = getattr(gtmsim, name)
    kept = [*vars(thing), *getattr(thing, "__annotations__", {})]
    for base in thing.__mro__:  # what all results show of themselves
        kept += vars(base) if base.__module__ == InSession.__module__ else ()
    own = {key for key in kept if not key.startswith("_")}
    return own | set(getattr(thing, "model_fields", {}))


def test_every_public_name_has_its_section() -> None:
    assert sorted(name for name, _ in SECTIONS) == sorted(gtmsim.__all__)


def test_signatures_and_meanings_are_those_of_the_code(golden: Callable[..., None]) -> None:
    text = PAGE
    for name, section in SECTIONS:
        rest = MADE.sub("", section)
        assert rest != section, f"{name}: begin with the signature, or with GENERATED"
        text = text.replace(f"### {name}\n{section}", f"### {name}\n\n{head(name)}\n{rest}")
    golden("api.md", text, "docs")


@pytest.mark.parametrize(("name", "section"), SECTIONS)
def test_every_argument_and_attribute_is_explained(name: str, section: str) -> None:
    thing = getattr(gtmsim, name)
    if isinstance(thing, EnumMeta):
        return
    if not inspect.isclass(thing):
        assert explained(section) == list(inspect.signature(thing).parameters)
        return
    hidden = {"model_config", "model_post_init", "subject", "instead", "said_in", "dispensable"}
    made = {"problems", "more", "header"} if name in ("ScenarioError", "Journal") else set()
    assert set(explained(section)) | hidden >= public(name) - hidden
    assert set(explained(section)) <= public(name) | made


def test_limits_are_those_of_the_code() -> None:
    assert f"1 to {MOST_REPLICATIONS:,};" in PAGE and f"2 to {MOST_SCENARIOS} of them" in PAGE
    assert SHOWN == 20 and "up to twenty problems" in PAGE
