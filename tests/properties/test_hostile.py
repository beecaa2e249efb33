"""Time is bounded by the size of what is read, whatever it says: no run of characters is parted in all ways."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
import yaml
from properties.hostile import FRAMES, runs

from gtmsim.machine.steady import steady
from gtmsim.policies.cells import parse as parse_cell
from gtmsim.policies.literals import CellError
from gtmsim.policies.points import POINTS
from gtmsim.scenario.files.reading import LONGEST, read_text
from gtmsim.scenario.language.cells import read_literal
from gtmsim.scenario.language.currency import currency
from gtmsim.scenario.language.numberlike import numberlike
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.language.quantity import QuantityError, parse
from gtmsim.scenario.language.scalars import name_fault, resolve
from gtmsim.scenario.language.units import EXAMPLES
from gtmsim.scenario.language.words import checked_name
from gtmsim.scenario.load import load, load_mapping, load_text

SCENARIOS = Path(__file__).parent.parent / "scenarios"
FACTS = {fact.unit or fact.kind: fact for point in POINTS for fact in point.facts}
READERS: dict[str, Callable[[str], object]] = {
    **{unit: lambda text, unit=unit: parse(text, unit) for unit in EXAMPLES},  # type: ignore[misc]
    **{f"cell of {unit}": lambda text, fact=fact: parse_cell(text, fact, read_literal) for unit, fact in FACTS.items()},  # type: ignore[misc]
    "number": numberlike,
    "currency": currency,
    "word": resolve,
    "key": lambda text: name_fault(text, True),
    "name": checked_name,
    "yaml": lambda text: read_text(text, "f.yaml"),
    "text": load_text,
    "set": lambda text: load(SCENARIOS / "accounts.yaml", [f"plan.price={text[:LONGEST]}", text]),
}
SLOW = ("text", "set")  # which read more than the run


@contextmanager
def within(seconds: float, what: str) -> Iterator[None]:
    """Answers in time, and with nothing but a value or a fault that is told."""
    begin = time.process_time()
    try:
        with steady():  # what other tests left behind is not looked through in this one's time
            yield
    except (QuantityError, CellError, ScenarioError) as error:
        assert len(str(error)) < 50_000, what
    assert time.process_time() - begin < seconds, what


@pytest.mark.parametrize("reader", READERS)
def test_a_long_run_of_anything_is_answered(reader: str) -> None:
    """All that one text of a file may hold."""
    for number, (name, text) in enumerate(runs(LONGEST - 100)):
        if reader not in SLOW or number % len(FRAMES) == number // len(FRAMES) % len(FRAMES):
            with within(0.5, name):
                READERS[reader](text)


@pytest.mark.prove
@pytest.mark.parametrize("reader", [name for name in READERS if name != "set"])
def test_a_megabyte_of_anything_is_answered(reader: str) -> None:
    for name, text in islice(runs(2**20 - 100), 0, None, 5):  # each class in some of its frames
        with within(2.0, name):
            READERS[reader](text)


@pytest.mark.parametrize("frame", [0, 7, 13])
def test_a_megabyte_of_yaml_is_answered(frame: int) -> None:
    for name, text in list(runs(2**20 - 100))[frame :: len(FRAMES)]:
        with within(2.0, name):
            load_text(text)


def spoiled(said: Any, texts: Iterator[str]) -> Any:
    """A scenario with another text in place of each of its values."""
    if isinstance(said, dict):
        return {key: spoiled(one, texts) for key, one in said.items()}
    if isinstance(said, list):
        return [spoiled(one, texts) for one in said]
    return next(texts)


@pytest.mark.parametrize("base", ["everything", "accounts"])
def test_a_megabyte_of_values_is_answered(base: str) -> None:
    """Each parameter meets runs of every class, in a file as large as one may be."""
    said = yaml.safe_load((SCENARIOS / f"{base}.yaml").read_text(encoding="utf-8"))
    texts = cycle(text for _, text in runs(1_500))
    for _ in range(6):
        mapping = spoiled(said, texts)
        with within(2.0, "values"), pytest.raises(ScenarioError):
            load_mapping(mapping)
        written = yaml.dump(mapping, Dumper=yaml.CSafeDumper, default_style='"')
        with within(2.0, "values in a file"), pytest.raises(ScenarioError):
            load_text(written)


def test_a_value_that_is_mostly_blanks_is_read() -> None:
    assert parse("5" + " " * 9_000 + "days", "day") == 5.0
    with pytest.raises(QuantityError, match="need a duration"):
        parse("5" + " " * 9_000 + "!", "day")
    (fact,) = (fact for fact in POINTS[0].facts if fact.name == "fit")
    assert parse_cell("[1" + " " * 9_000 + ".." + " " * 9_000 + "5)", fact) == ((1.0, 4.999999999999999),)
