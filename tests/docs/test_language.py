"""The tables of the language's page are what the language does."""

import json
import math
import re
from pathlib import Path

import pytest
import yaml

from gtmsim.report.checked import explained
from gtmsim.scenario.language.param import amount, law
from gtmsim.scenario.language.quantity import parse
from gtmsim.scenario.language.units import EXAMPLES

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "language.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, cell by cell."""
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_every_unit_is_listed_with_writings_that_are_read() -> None:
    listed = {unit.strip("`"): re.findall("`([^`]+)`", writings) for unit, writings, _ in rows("Units")}
    assert {unit: writings[0] for unit, writings in listed.items()} == EXAMPLES
    for unit, writings in listed.items():
        for writing in writings:
            parse(yaml.safe_load(writing) if re.fullmatch(r"[\d.]+", writing) else writing, unit)


@pytest.mark.parametrize(("written", "shape", "median", "mean"), rows("Durations that vary: distributions"))
def test_a_distribution_is_read_as_its_row_says(written: str, shape: str, median: str, mean: str) -> None:
    found = law("day", "a duration").read(yaml.safe_load(written.strip("`")))
    halfway = found.location * (math.log(2.0) if shape == "exponential" else 1.0)
    middle = found.location * math.exp(found.sigma**2 / 2.0)
    assert (found.shape, round(halfway, 2), round(middle, 2)) == (shape, float(median), float(mean))


@pytest.mark.parametrize(("written", "beside", "median", "mean"), rows("Contract values"))
def test_a_contract_value_is_read_as_its_row_says(written: str, beside: str, median: str, mean: str) -> None:
    found = amount("money/year", "a contract").read(yaml.safe_load(written.strip("`")))
    sigma = float(beside.strip("`").partition(": ")[2] or 0.0)
    if isinstance(found, float):
        halfway = found
    else:
        sigma = sigma if found.sigma is None else found.sigma
        halfway = found.median(sigma)
    assert (f"{halfway:,.0f}", f"{halfway * math.exp(sigma**2 / 2.0):,.0f}") == (median, mean)


def test_what_explain_says_is_what_is_shown() -> None:
    (shown,) = re.findall("```json\n(.*?)```", PAGE, re.DOTALL)
    lines = json.loads(explained(PROJECT / "scenarios" / "hire_csm.yaml", (), in_json=True))
    told = {line["path"]: line for line in lines}["plan.teams.csm.headcount"]
    assert json.loads(shown) == {**told, "set_by": Path(told["set_by"]).name}
