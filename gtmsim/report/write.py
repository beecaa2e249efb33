"""Results or a Comparison -> a results folder."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gtmsim.report.assumptions import assumptions
from gtmsim.report.csv_files import csv_files
from gtmsim.report.explained import Explained
from gtmsim.report.figures import draw_all
from gtmsim.report.folder import claimed
from gtmsim.report.gather import parts, study_of
from gtmsim.report.page import page
from gtmsim.report.readme import REPORT, SUMMARY, WORKBOOK, glossary_of, pictures, readme
from gtmsim.report.record import record
from gtmsim.report.studies.folder import scenario_files, study_contents
from gtmsim.report.studies.tellers import told_of
from gtmsim.report.tables import as_json
from gtmsim.report.workbook import workbook
from gtmsim.study.comparison import Comparison
from gtmsim.study.results import Results


def write(what: Any, folder: str | Path) -> Path:
    """Write the folder, whole or not at all; give its path."""
    with claimed(Path(folder)) as put:
        return put(contents_of(what))


def contents_of(what: Any, about: Mapping[str, Any] | None = None) -> dict[str, bytes]:
    """Every file of the folder of a run, a comparison or another study."""
    if isinstance(what, Results | Comparison):
        return contents(what, what.summary(), about)
    return study_contents(told_of(what), about)


def contents(
    what: Results | Comparison, summary: Mapping[str, Any], about: Mapping[str, Any] | None = None
) -> dict[str, bytes]:
    """Every file of the folder, by name; only run.json knows when, where and with what it was made."""
    told = parts(what)
    study = study_of(what, summary)
    figures = draw_all(study)
    scenarios = scenario_files(told)
    html = page(what, summary, figures, {name: assumptions(r.scenario) for name, r in told}, command(what, scenarios))
    files = {
        "report.html": Explained(html.encode(), REPORT),
        "report.xlsx": Explained(workbook(what, summary), WORKBOOK),
        "summary.json": Explained(as_json(summary), SUMMARY),
        **{name: make() for name, make in csv_files(what, summary).items()},
        **scenarios,
        **pictures(figures),
    }
    title = " against ".join(name for name, _ in told[:2]) + (f" and {len(told) - 2} more" if len(told) > 2 else "")
    files["README.txt"] = readme(title, command(what, scenarios), files, glossary_of(told[0][1]))
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    return {**files, "run.json": as_json(record(what, digests, about or {}))}


def command(what: Results | Comparison, scenarios: Mapping[str, bytes]) -> str:
    """What to type in the results folder for the same numbers."""
    results = parts(what)[0][1]
    files = [name for name in scenarios if name.startswith("scenarios/")] or ["scenario.yaml"]
    verb = "compare" if len(files) > 1 else "run"
    return f"gtmsim {verb} {' '.join(files)} --replications {results.replications} --seed {results.seed} --out again"
