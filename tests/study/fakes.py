"""Small results and outcomes of no simulation, for tests of the study alone."""

import os
import random
import signal
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from gtmsim.scenario.load import load_text
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.results import Frame, Key, Meaning, Results
from gtmsim.study.sample import Sample

SMALLEST = """
name: Firm
market:
  segments: {small: {contract_value: 12k, committee: owner, churn: 20%}}
  committees: {owner: {roles: {owner: {}}}}
  channels: {search: {max_leads: 4 per day, half_saturation_spend: 10k, segments: {small: 100%}}}
  qualification: {in_market: {sql_rate: 50%}}
plan: {spend: {search: 10k}}
run: {start: 2026-01-01, months: 6, replications: 4, initial: empty}
"""


SEARCHED = """
version: 2
name: Small firm
market:
  segments: {small: {contract_value: 12k, committee: owner, churn: 20%}}
  committees: {owner: {roles: {owner: {decides: true}}}}
  channels:
    search_ads: {max_leads: 0.8 per day, half_saturation_spend: 10k, segments: {small: 100%}}
  qualification: {in_market: {sql_rate: 50%}}
  selling:
    stages: [{name: demo, selling_time: {mean: 8h, cv: 0.5}, buyer_delay: 5 days, conversion: 60%}]
plan:
  spend: {search_ads: 10k per month}
  terms: {small: 12 months}
  teams:
    ae: {headcount: 1, salary: 60k per year}
run: {start: 2026-01-01, months: 3, replications: 4, initial: {cash: 1M}, run_off: false, engine: reference}
"""


@lru_cache
def scenario(name: str = "Firm", *sets: str) -> Scenario:
    """A firm of a few lines, with changes."""
    return load_text(SMALLEST, "firm", (f"name={name}", *sets))


def count(*x: float) -> Sample:
    """A metric that is averaged."""
    return Sample(np.array(x, dtype=np.float64), np.ones(len(x)), "count")


def ratio(num: Sequence[float], den: Sequence[float]) -> Sample:
    """A metric that is a ratio of means."""
    return Sample(np.array(num, dtype=np.float64), np.array(den, dtype=np.float64), "ratio")


MEANINGS = {
    "arr_end": Meaning("USD/year", "higher", "recurring", "Twelve times MRR."),
    "cac_blended": Meaning("USD", "lower", "cac", "Money over wins."),
    "win_rate": Meaning("share", "higher", "funnel", "Wins over wins and losses."),
    "spend_marketing": Meaning("USD", None, "cac", "Money."),
}


def results(measures: dict[str, Sample] | dict[Key, Sample], said: Scenario | None = None, seed: int = 1) -> Results:
    """Results as a run would have given them."""
    whole = {key if isinstance(key, tuple) else (key, "", ""): sample for key, sample in measures.items()}
    n = next(iter(whole.values())).replications
    frame = Frame("2026-01-01", 6, "USD", ("search",), ("small",), ())
    return Results(said or scenario(), seed, n, whole, {key[0]: MEANINGS[key[0]] for key in whole}, frame)


def gaussian(n: int, mean: float, sd: float, seed: int) -> list[float]:
    """Numbers that vary."""
    luck = random.Random(seed)
    return [luck.gauss(mean, sd) for _ in range(n)]


def square(i: int) -> int:
    """Work that succeeds, the sooner the later it was given out."""
    time.sleep(0.01 * (7 - i % 7))
    return i * i


def dies_once(marks: Path, i: int) -> int:
    """Work whose process is killed the first time that it holds 3 or 7."""
    mark = marks / str(i)
    if i in (3, 7) and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return i


def always_dies(i: int) -> int:
    """Work that kills its process."""
    if i == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    return i


def fails_late_and_early(i: int) -> int:
    """Work that fails in 3, slowly, and in 4, at once."""
    if i == 3:
        time.sleep(0.3)
    if i >= 3:
        raise ValueError(f"work {i}")
    return i


def interrupts(parent: int, i: int) -> int:
    """Work that sends Ctrl-C to the parent, and goes on for long."""
    if i == 0:
        os.kill(parent, signal.SIGINT)
    time.sleep(30)
    return i


def sleeps(marks: Path, _: int) -> None:
    """Work that leaves its process's number and goes on for long."""
    (marks / str(os.getpid())).touch()
    time.sleep(60)


def endless(_: int) -> object:
    """Work whose answer cannot be sent."""
    return (i for i in range(3))


class Nowhere:
    """Work that the other process does not find."""

    def __reduce__(self) -> tuple[object, ...]:
        return vanish, ()


def vanish() -> None:
    """Fails where something is looked for that only the parent has."""
    raise AttributeError("nowhere")


def prints(i: int) -> int:
    """Work that prints, in Python and below it."""
    os.write(1, b"printed\n")
    return i


def number(_: int) -> int:
    """Work that says which process does it."""
    return os.getpid()
