"""What was lived: a hash of the scenario as it is resolved, of the luck, and of the code that tells and measures it."""

import hashlib
import json
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from gtmsim.scenario.sections.run import Run
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.scenario.writing import fingerprint

LIVED = ("machine", "rules", "policies", "journal", "mechanisms", "engine", "metrics", "scenario", "study")
TEXTS = ("name", "question", "note", "teaching")  # which change nothing of a life
SETTINGS = ("replications", "seed", "engine", "primary_metric", "minimum_effect")  # nor do these of a run


def key_of(scenario: Scenario, engine: str, by_stage: bool, only: str | None = None) -> bytes:
    """The key of the replications of a scenario, whose seed it says; of `only` one metric, where not all are kept."""
    run = scenario.run
    usual = {name: Run.model_fields[name].get_default(call_default_factory=True) for name in SETTINGS}
    told = {**dict.fromkeys(TEXTS, ""), "run": run.model_copy(update=usual)}
    what = [semantics(), fingerprint(scenario.model_copy(update=told)), run.seed, engine, by_stage, only]
    return hashlib.sha256(json.dumps(what).encode()).digest()


@cache
def semantics() -> str:
    """A hash of the code and of what it rests on, so that changed code never reads what another has told."""
    package = Path(__file__).resolve().parents[2]
    found = hashlib.sha256(f"{sys.version} numpy {version('numpy')}".encode())
    for part in LIVED:
        for file in sorted((package / part).rglob("*")):
            if file.suffix in (".py", ".yaml"):
                found.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()
