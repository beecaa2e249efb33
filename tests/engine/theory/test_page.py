"""The page about theory accounts for every oracle: proved by a test, or left for a reason."""

import re
from pathlib import Path

from engine.theory.proof import ORACLES

HERE = Path(__file__).parent
PAGE = (HERE.parents[2] / "docs" / "theory.md").read_text(encoding="utf-8")
LEFT = {"absorbing_markov_funnel", "capped_call_attempts"}


def test_every_oracle_is_proved_or_left():
    tests = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
    assert set(ORACLES) - LEFT == {name for name in ORACLES if f'"{name}"' in tests}.difference(LEFT)
    before, left = PAGE.split("## What is left")
    assert set(re.findall(r"^\| `(\w+)` \|", left, flags=re.MULTILINE)) & set(ORACLES) == LEFT
    scenarios = before.split("## How each oracle is expressed")[1]
    assert set(re.findall(r"^\| `(\w+)` \|", scenarios, flags=re.MULTILINE)) == set(ORACLES) - LEFT


def test_the_table_expects_what_the_oracles_expect():
    rows = re.findall(r"^\| `?([^|`]+)`? \| ([^|]+) \| (\S+) \| (\S+) \| (\S+) \| (\S+) \|$", PAGE, flags=re.MULTILINE)
    proved = {row[0] for row in rows}
    assert proved >= set(ORACLES) - LEFT
    for name, what, expected, found, error, _ in rows:
        if error == "exact":
            assert abs(float(found) - float(expected)) <= 3e-5 * float(expected), (name, what)
        else:
            assert abs(float(found) - float(expected)) < 4.2 * float(error), (name, what)  # the figures are rounded
