"""The files of a study's results folder."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from gtmsim.report.explained import Explained
from gtmsim.report.naming import named_files
from gtmsim.report.readme import REPORT, SUMMARY, glossary, pictures, readme
from gtmsim.report.record import recorded
from gtmsim.report.studies.page import page
from gtmsim.report.studies.told import Told
from gtmsim.report.tables import as_json
from gtmsim.scenario.writing import resolved_yaml
from gtmsim.study.results import Results


def scenario_files(results: Sequence[tuple[str, Results]]) -> dict[str, bytes]:
    """The resolved scenarios: the plan as it is, and where a study rests on several each under its name."""
    texts = {name: resolved_yaml(found.scenario).encode() for name, found in results}
    base = Explained(
        next(iter(texts.values())), "Every number of the plan, of several that of the base; it can be run."
    )
    files: dict[str, bytes] = {"scenario.yaml": base}
    if len(texts) > 1:
        told = [Explained(text, f"Every number of {name}; it can be run.") for name, text in texts.items()]
        files |= dict(zip(named_files(list(texts)), told, strict=True))
    return files


def study_contents(told: Told, about: Mapping[str, Any] | None = None) -> dict[str, bytes]:
    """Every file by name; only run.json knows when, where and with what it was made."""
    summary = as_json({**told.summary, "answers": list(told.answers)})
    files = {
        "report.html": Explained(page(told).encode(), REPORT),
        "summary.json": Explained(summary, SUMMARY),
        **told.files,
        **scenario_files(told.results),
        **pictures(told.figures),
    }
    files["README.txt"] = readme(told.title, told.command, files, glossary(told.summary))
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    return {**files, "run.json": as_json(recorded(told.results, told.warnings, digests, about or {}))}
