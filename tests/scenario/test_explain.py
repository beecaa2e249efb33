"""Every parameter is explained with the file that set it; editors get the same declarations as JSON Schema."""

import json
from pathlib import Path

import pytest
from scenario.small import TEXT, Firm, firm, firm_in

import gtmsim.scenario.load as real
from gtmsim.scenario.explain import as_text, explain
from gtmsim.scenario.json_schema import json_schema
from gtmsim.scenario.language.param import parameters
from gtmsim.scenario.sections.schema import Scenario


def test_each_parameter_says_value_unit_meaning_source_and_who_set_it(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(TEXT)
    (tmp_path / "deep").mkdir()
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "deep" / "v.yaml").write_text("extends: ../base.yaml\nname: v\nchanges:\n  rate: 1% per month\n")
    lines = {line.path: line for line in explain(firm_in(tmp_path / "deep" / "v.yaml", "months=24"))}
    assert lines["rate"][1:4] == ("1% per month", "1/year", "hazard")
    assert lines["rate"].set_by == "v.yaml:4"
    assert lines["months"][1:8:6] == ("24", "--set 1")
    assert lines["channels.sem.p"] == (
        "channels.sem.p",
        "30%",
        "share",
        "chance of a lead",
        "assumption of ../base.yaml",
        "",
        "",
        "../base.yaml:7",
        "",
        "",
    )
    assert lines["rate"].source == "assumption of this file"
    assert lines["months"].source == "assumption of --set"
    assert lines["channels.seo.p"].source == "a study"
    assert lines["channels.seo.p"].value == "0.5"
    assert lines["channels.seo.p"].set_by == "default"
    assert lines["channels.seo.delay"].value == "0 days"
    assert lines["stages.demo.work"].value == "90 minutes"
    assert lines["segments"].value == "{small: 70%, large: 30%}"
    assert lines["staff.days"].value == "[mon]"
    assert lines["growing"].value == "false"
    assert lines["initial"].value == "empty"


def test_a_range_and_its_source_are_told() -> None:
    text = "name: x\nfactor: {value: 2, low: 1, high: 3, source: a book}\nchannels: {a: {budget: 1, think: }}\n"
    lines = {line.path: line for line in explain(firm(text))}
    assert lines["factor"] == ("factor", "2", "1", "a factor", "a book", "1", "3", "f.yaml:2", "", "")
    assert lines["channels.a.think"].value == "none"
    law = "name: x\nchannels: {a: {budget: 1, think: {mean: 2 days, cv: 1, source: a book}}}\n"
    (line,) = (line for line in explain(firm(law)) if line.path == "channels.a.think")
    assert (line.value, line.source) == ("{mean: 2 days, cv: 1}", "a book")


def test_a_scenario_made_in_python_is_explained_by_its_defaults() -> None:
    lines = explain(Firm.model_validate({"name": "x", "rate": 0.5}))
    assert {line.set_by for line in lines} == {"default"}


def test_the_text_has_one_line_a_parameter() -> None:
    lines = explain(firm())
    text = as_text(lines).split("\n")
    assert len(text) == len(lines)
    assert "channels.sem.p" in "\n".join(text) and "chance of a lead (assumption of this file)" in "\n".join(text)
    assert as_text([]) == ""


@pytest.mark.parametrize("name", ["baseline", "hire_csm"])
def test_the_shipped_scenarios_explain_every_parameter(name: str, project: Path) -> None:
    lines = explain(real.load(project / "scenarios" / f"{name}.yaml"))
    patterns = {parameter.path for parameter in parameters(Scenario)}
    for line in lines:
        assert line.meaning and line.source and line.set_by and line.value is not None
    assert len(lines) > 100 and len(patterns) > 100
    assert {line.set_by.split(":")[0] for line in lines} <= {"baseline.yaml", f"{name}.yaml", "default"}


def test_every_parameter_of_the_language_has_a_meaning_and_a_source() -> None:
    for parameter in parameters(Scenario):
        assert parameter.declaration.meaning, parameter.pattern
        assert parameter.declaration.source, parameter.pattern


def test_every_default_lies_within_its_bounds() -> None:
    for parameter in parameters(Scenario):
        if not parameter.required and parameter.default is not None and not hasattr(parameter.default, "model_dump"):
            said = parameter.declaration.write(parameter.default)
            assert parameter.declaration.read(said) == parameter.default, parameter.pattern


def test_the_json_schema_knows_every_parameter() -> None:
    schema = json.loads(json.dumps(json_schema()))
    definitions = schema["$defs"]
    assert schema["else"] == {"$ref": "#/$defs/Scenario"}
    assert set(schema["then"]["properties"]) == {
        "version",
        "name",
        "question",
        "note",
        "teaching",
        "extends",
        "changes",
        "replaces",
    }

    def known(node: dict, path: tuple[str, ...]) -> dict:
        for way in node.get("anyOf", [node]):
            here = definitions[way["$ref"].rsplit("/", 1)[1]] if "$ref" in way else way
            if not path:
                return node
            if path[0] in here.get("properties", {}):
                return known(here["properties"][path[0]], path[1:])
            if path[0] == "*" and ("items" in here or "additionalProperties" in here):
                inner = here.get("items") or here["additionalProperties"]
                return known(inner, path[1:]) if isinstance(inner, dict) else {}
        return {}

    for parameter in parameters(Scenario):
        found = known(schema["else"], parameter.path)
        assert parameter.declaration.meaning in found.get("description", ""), parameter.pattern
    for section in definitions.values():
        if section["type"] == "object":
            assert section["additionalProperties"] is False and section["description"]


def test_the_json_schema_tells_defaults_as_they_are_written() -> None:
    found = json_schema(Firm)["$defs"]["Channel"]["properties"]
    assert found["delay"]["default"] == "0 days"
    assert found["delay"]["description"] == "delay of a lead [day]; at least 0, at most 365; source: assumption"
    assert json_schema(Firm)["$defs"]["Firm"]["required"] == ["name"]
