"""The answers of `gtmsim check` and `gtmsim explain`, for people or for programs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gtmsim.metrics import METRICS
from gtmsim.metrics.also import metric_called
from gtmsim.report.assumptions import counted
from gtmsim.report.beware import beware
from gtmsim.report.tables import as_json
from gtmsim.report.today import as_json as as_firm_json
from gtmsim.report.today import firm_of_today, in_text
from gtmsim.scenario.checks.allocation import rounded
from gtmsim.scenario.explain import Line, as_text, explain
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.language.problems import as_json as problem_json
from gtmsim.scenario.load import load, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.deciding import can_decide, renamed
from gtmsim.study.optimise.asked import can_be_searched
from gtmsim.study.size.guard import growing, guard
from gtmsim.study.size.measured import Size
from gtmsim.study.start import start_foreseen
from gtmsim.study.targets import refuse_undefined
from gtmsim.study.today import quickly

TARGETS = "run.target"
LATER = "The firm of today would take more than a look: `gtmsim check {file} --firm` shows it."


def checked(
    files: Sequence[Path], sets: Sequence[str], in_json: bool, quiet: bool, firm: bool | None = None
) -> tuple[str, bool]:
    """What is to be said of the files, and whether all are valid; with the firm of today of a single one, or of all."""
    told: list[str] = []
    found: list[dict[str, Any]] = []
    valid = True
    for file in files:
        problems, more, scenario, size = _problems(file, sets)
        wrong = [problem for problem in problems if not problem.code.startswith("W_")]
        valid = valid and not wrong
        found.append(
            {"file": str(file), "valid": not wrong, "problems": list(map(problem_json, problems)), "more": more}
        )
        told += map(str, problems)
        told += [f"{file}: and {more} more"] if more else []
        told += [f"{file}: valid{_about(size)}"] if not wrong and not quiet else []
        if scenario is not None and (firm or (firm is None and len(files) == 1 and not quiet)):
            _add_firm(scenario, size, firm is True, told, found[-1], file)
    text = as_json({"valid": valid, "files": found}).decode().rstrip("\n") if in_json else "\n".join(told)
    return text, valid


def explained(file: Path, sets: Sequence[str], in_json: bool) -> str:
    """Every number of a scenario."""
    scenario = load(file, sets)
    beware([scenario])
    lines = explain(scenario)
    counts = _counted(lines)
    lines = [_in_its_unit(line) for line in lines]
    if in_json:
        return as_json([line._asdict() for line in lines]).decode().rstrip("\n")
    return f"{as_text(lines)}\n\n{counts}"


def _in_its_unit(line: Line) -> Line:
    """A target in the unit of its metric, of which the language of scenarios knows nothing."""
    said = line.path.removeprefix(f"{TARGETS}.")
    metric = METRICS.get(metric_called(said)) if line.path.startswith(f"{TARGETS}.") else None
    return line if metric is None else line._replace(unit=metric.unit)


def _counted(lines: Sequence[Line]) -> str:
    """How much of it somebody has measured."""
    total, measured = counted(lines)
    market, of_market = counted([line for line in lines if line.path.startswith("market.")])
    return (
        f"{total} numbers, {measured} of them with a source that is no assumption; "
        f"of the {market} of the market {of_market}"
    )


def _about(size: Size | None) -> str:
    return f", about {rounded(size.leads)} leads and {rounded(size.events)} events a replication" if size else ""


def _add_firm(
    scenario: Scenario, size: Size | None, at_any_rate: bool, told: list[str], found: dict[str, Any], file: Path
) -> None:
    """The firm of today, below what was said of the file; only where it is asked for, if that takes long."""
    if at_any_rate or (size is not None and quickly(scenario, size.events)):
        firm = firm_of_today(scenario)
        told.append(in_text(firm))
        found["firm"] = as_firm_json(firm)
    else:
        told.append(LATER.format(file=file))


def _problems(file: Path, sets: Sequence[str]) -> tuple[Sequence[Problem], int, Scenario | None, Size | None]:
    try:
        scenario = load(file, sets)
        can_decide(scenario)
        can_be_searched(scenario)
        size = guard(scenario, scenario.run.replications, scenario.run.engine)
        if scenario.run.target:
            refuse_undefined(scenario, resolve(scenario))
        return (
            [
                *warnings_of(scenario),
                *renamed(scenario),
                *growing(scenario, size),
                *start_foreseen(scenario, size.events),
            ],
            0,
            scenario,
            size,
        )
    except ScenarioError as error:
        return error.problems, error.more, None, None
