"""The answers of `gtmsim policies`: a scenario's tables, the firings of their rows, two policies compared, exports."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gtmsim.policies.exchange.dmn_writing import write_dmn
from gtmsim.policies.exchange.markdown import write_markdown
from gtmsim.policies.exchange.sheet import Sheet
from gtmsim.policies.exchange.spreadsheet_writing import write_csv
from gtmsim.policies.exchange.workbook_writing import write_xlsx
from gtmsim.policies.facts import DecisionPoint
from gtmsim.policies.points import NUMBER
from gtmsim.report import policy_differences, policy_tables
from gtmsim.report.beware import BEWARE, beware, warnings_in
from gtmsim.report.policy_tables import Counted
from gtmsim.report.progress import aside
from gtmsim.report.tables import as_json
from gtmsim.scenario.checks.policy_difference import own_names
from gtmsim.scenario.checks.policy_difference import policy_differences as policy_differences_of
from gtmsim.scenario.language.cells import read_literal, write_literal
from gtmsim.scenario.language.problems import nearest
from gtmsim.scenario.load import load
from gtmsim.scenario.resolved.decisions import points_of
from gtmsim.scenario.resolved.sheets import sheet_of, stated
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.firings import Firings, firings
from gtmsim.study.problems import StudyError

Told = tuple[Sheet, bool, Counted | None]  # a table, whether it is the default, its firings


@dataclass(frozen=True)
class Asked:
    """The options as they were typed."""

    sets: tuple[str, ...] = ()
    point: str | None = None
    to: str | None = None
    as_json: bool = False
    firings: bool = False
    replications: int | None = None
    seed: int | None = None
    engine: str | None = None
    jobs: int | None = None
    allow_large: bool = False


def answered(files: Sequence[Path], asked: Asked) -> bytes:
    """What `gtmsim policies` prints."""
    if asked.point is not None and asked.point not in NUMBER:
        raise StudyError(f"no decision point is called `{asked.point}`; {nearest(asked.point, NUMBER)}")
    scenarios = [load(file, asked.sets) for file in files]
    if asked.to:
        beware(scenarios)
        return _exported(scenarios[0], asked)
    if len(scenarios) > 1:
        return _difference(scenarios, [str(file) for file in files], asked)
    return _shown(scenarios[0], asked)


def _wanted(points: Sequence[DecisionPoint], asked: Asked) -> list[DecisionPoint]:
    return [point for point in points if asked.point in (None, point.name)]


def _shown(scenario: Scenario, asked: Asked) -> bytes:
    found = _fired(scenario, asked) if asked.firings else None
    said = {point.name for point in stated(scenario)}
    tables: list[Told] = []
    for point in _wanted(points_of(scenario), asked):
        counted = Counted(found.counts[NUMBER[point.name]], found.replications) if found else None
        tables.append((sheet_of(scenario, point), point.name not in said, counted))
    if asked.as_json:
        about = {"replications": found.replications, "seed": found.seed, "engine": found.engine} if found else {}
        tables_said = [policy_tables.as_dict(*table) for table in tables]
        return as_json({**about, "tables": tables_said, "warnings": warnings_in([scenario])})
    whole = [table for table in tables if found or asked.point or not table[1]]
    short = [policy_tables.in_short(sheet) for sheet, default, _ in tables if default and not (found or asked.point)]
    told = [policy_tables.as_text(*table) for table in whole]
    told += ["\n".join(short)] if short else []
    if found:
        n = f"{found.replications} replications" if found.replications > 1 else "one replication"
        told += _never(tables)
        told.append(f"firings: the mean of {n} (seed {found.seed}, {found.engine} engine), without the run-off")
    return ("\n\n".join([*told, *_warned([scenario])]) + "\n").encode()


def _warned(scenarios: Sequence[Scenario]) -> list[str]:
    """The warnings as the last paragraph."""
    found = warnings_in(scenarios)
    return ["\n".join(BEWARE + text for text in found)] if found else []


def _never(tables: Sequence[Told]) -> list[str]:
    """The rows that never fired, once more together, since they are what one looks for."""
    names = [
        f"{sheet.table.point} `{row.name}`"
        for sheet, _, counted in tables
        if counted
        for row, count in zip(sheet.table.rows, counted.counts[1:], strict=True)
        if not count
    ]
    return [f"never fired: {', '.join(names)}"] if names else []


def _fired(scenario: Scenario, asked: Asked) -> Firings:
    return firings(
        scenario,
        asked.replications,
        asked.seed,
        engine=asked.engine or "auto",
        jobs=asked.jobs,
        say=aside,
        allow_large=asked.allow_large,
    )


def _exported(scenario: Scenario, asked: Asked) -> bytes:
    """The tables that a scenario states, or the ones that hold where it says nothing, or the one asked for."""
    every = points_of(scenario)
    points = _wanted(every, asked) if asked.point else stated(scenario) or every
    sheets: list[Sheet] = [sheet_of(scenario, point) for point in points]
    if asked.to == "csv":
        return write_csv(sheets, write_literal).encode()
    if asked.to == "xlsx":
        return write_xlsx(sheets, write_literal, read_literal)
    return (write_dmn(sheets) if asked.to == "dmn" else write_markdown(sheets)).encode()


def _difference(scenarios: Sequence[Scenario], files: Sequence[str], asked: Asked) -> bytes:
    one, other = scenarios
    own = own_names(one, other), own_names(other, one)
    found = [each for each in policy_differences_of(one, other) if asked.point in (None, each.point.name)]
    if asked.as_json:
        points = [policy_differences.as_dict(each) for each in found]
        only = {"only_a_knows": own[0], "only_b_knows": own[1]}
        return as_json({"a": files[0], "b": files[1], **only, "points": points, "warnings": warnings_in(scenarios)})
    return ("\n\n".join([policy_differences.as_text(found, files, own), *_warned(scenarios)]) + "\n").encode()
