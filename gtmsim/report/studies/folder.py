"""The files of a study's results folder."""

import hashlib
from collections.abc import Mapping
from typing import Any

from gtmsim.report.record import recorded
from gtmsim.report.studies.page import page
from gtmsim.report.studies.told import Told
from gtmsim.report.tables import as_json
from gtmsim.scenario.writing import resolved_yaml


def study_contents(told: Told, about: Mapping[str, Any] | None = None) -> dict[str, bytes]:
    """Every file by name; only run.json knows when, where and with what it was made."""
    files = {
        "summary.json": as_json({**told.summary, "answers": list(told.answers)}),
        "scenario.yaml": resolved_yaml(told.results[0][1].scenario).encode(),
        **told.files,
        "report.html": page(told).encode(),
        **{f"figures/{name}.png": drawing.png for name, drawing in told.figures.items()},
    }
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    return {**files, "run.json": as_json(recorded(told.results, told.warnings, digests, about or {}))}
