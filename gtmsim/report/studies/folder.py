"""The files of a study's results folder."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from gtmsim.report.naming import named_files
from gtmsim.report.record import recorded
from gtmsim.report.studies.page import page
from gtmsim.report.studies.told import Told
from gtmsim.report.tables import as_json
from gtmsim.scenario.writing import resolved_yaml
from gtmsim.study.results import Results


def scenario_files(results: Sequence[tuple[str, Results]]) -> dict[str, bytes]:
    """The resolved scenarios: the plan as it is, and where a study rests on several each under its name."""
    texts = {name: resolved_yaml(found.scenario).encode() for name, found in results}
    files = {"scenario.yaml": next(iter(texts.values()))}
    if len(texts) > 1:
        files |= dict(zip(named_files(list(texts)), texts.values(), strict=True))
    return files


def study_contents(told: Told, about: Mapping[str, Any] | None = None) -> dict[str, bytes]:
    """Every file by name; only run.json knows when, where and with what it was made."""
    files = {
        "summary.json": as_json({**told.summary, "answers": list(told.answers)}),
        **scenario_files(told.results),
        **told.files,
        "report.html": page(told).encode(),
        **{f"figures/{name}.png": drawing.png for name, drawing in told.figures.items()},
    }
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    return {**files, "run.json": as_json(recorded(told.results, told.warnings, digests, about or {}))}
