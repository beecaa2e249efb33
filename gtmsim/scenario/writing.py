"""Scenario -> text: one file without `extends` that says the same again; and its fingerprint."""

import datetime
import hashlib
import json
from typing import Any

import yaml

from gtmsim.scenario.files.written import written
from gtmsim.scenario.language.numberlike import Grouped, clear
from gtmsim.scenario.language.quantity import QuantityError
from gtmsim.scenario.language.renamed import VERSION
from gtmsim.scenario.language.scalars import resolve
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.validate import scenario_of

SETTINGS = {"replications", "seed", "engine", "primary_metric"}  # of a run: each is written as it is said


class _Dumper(yaml.SafeDumper):
    """Quotes exactly the texts that our reader or another would take for something else."""


def resolved_yaml(scenario: Section) -> str:
    """The scenario as one file: what was said, merged; or, if it was changed since, its values."""
    return yaml.dump(said_or_written(scenario), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def as_variant(extends: str, name: str, changes: dict[str, Any]) -> str:
    """A file that extends another one and says only what is different."""
    said = {"version": VERSION, "extends": extends, "name": name, **({"changes": changes} if changes else {})}
    return yaml.dump(said, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def said_or_written(scenario: Section) -> Any:
    """What was said, merged; or, if the scenario was changed since, its values."""
    said = _said(scenario)
    return written(scenario) if said is None else said


def fingerprint(scenario: Section) -> str:
    """A hash of what a scenario means: the same for any order of names, spelling of quantities and split into files."""
    canonical = json.dumps(written(scenario, defaults=True), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _said(scenario: Section) -> Any:
    """What the files said, if it still means this scenario but for how often and by which luck it is run."""
    document = scenario._origin.document
    if document is None:
        return None
    known = scenario_of(document, type(scenario))
    if known == scenario:
        return document.value
    run, said = getattr(scenario, "run", None), getattr(known, "run", None)
    if run is None or said is None or known.model_copy(update={"run": run}) != scenario:
        return None
    changed = {name: new for name in type(run).model_fields if (new := getattr(run, name)) != getattr(said, name)}
    return {**document.value, "run": {**document.value["run"], **changed}} if changed.keys() <= SETTINGS else None


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    try:
        day = datetime.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    if day and day.isoformat() == text:
        return dumper.represent_date(day)
    try:
        bare = resolve(text) == text
    except QuantityError:
        bare = False
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if bare else '"')


def _grouped(dumper: yaml.SafeDumper, number: Grouped) -> yaml.ScalarNode:
    """As it was said, since a cell is the text."""
    return dumper.represent_scalar("tag:yaml.org,2002:float", number.text)


def _number(dumper: yaml.SafeDumper, number: float) -> yaml.ScalarNode:
    """So that its point is taken for nothing else."""
    said = dumper.represent_float(number)
    return dumper.represent_scalar("tag:yaml.org,2002:float", clear(said.value))


_Dumper.add_representer(Grouped, _grouped)
_Dumper.add_representer(float, _number)
_Dumper.add_representer(str, _text)
_Dumper.add_multi_representer(str, _text)
_Dumper.ignore_aliases = lambda *_: True  # type: ignore[method-assign]  # the reader refuses them
