"""Sections and inputs that are put together from what each mechanism declares."""

from typing import Annotated, Any

import pytest

from gtmsim.mechanisms import MECHANISMS, declared, found_in
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.language.walk import parameters
from gtmsim.scenario.resolved.inputs import General, Inputs
from gtmsim.scenario.resolved.resolving import Resolving
from gtmsim.scenario.sections import composed
from gtmsim.scenario.sections.market import Market
from gtmsim.scenario.sections.plan import Plan
from gtmsim.scenario.sections.run import Initial

SHARE = Annotated[float, param("share", "a share of something", ge=0, le=1)]


class Alone(Section):
    """What belongs to no mechanism."""

    first: SHARE
    last: SHARE = 0.5


def made(monkeypatch: pytest.MonkeyPatch, **said: dict[str, Entry]) -> Any:
    """A section of which these mechanisms declare parts."""
    monkeypatch.setattr(composed, "declared", lambda part, *files: iter(said.items()))
    return composed.composed("Whole", Alone, "PART")


def test_a_field_stands_at_the_end_or_in_front_of_the_one_that_it_names(monkeypatch):
    whole = made(monkeypatch, one={"late": Entry(SHARE, 0.1)}, other={"early": Entry(SHARE, before="last")})
    assert list(whole.model_fields) == ["first", "early", "last", "late"]
    assert whole.__doc__ == Alone.__doc__
    assert [each.pattern for each in parameters(whole) if each.required] == ["first", "early"]
    assert whole(first=0.2, early=0.3).model_dump() == {"first": 0.2, "early": 0.3, "last": 0.5, "late": 0.1}


def test_no_two_mechanisms_add_the_same_field(monkeypatch):
    with pytest.raises(ValueError, match="other: another mechanism adds `late` to Whole"):
        made(monkeypatch, one={"late": Entry(SHARE, 0.1)}, other={"late": Entry(SHARE, 0.2)})


@pytest.mark.parametrize(("part", "section"), [("MARKET", Market), ("PLAN", Plan), ("INITIAL", Initial)])
def test_a_scenario_says_what_mechanisms_declare(part, section):
    for mechanism, entries in declared(part, "section"):
        assert set(entries) <= set(section.model_fields), mechanism


def test_engines_read_what_mechanisms_declare_and_nothing_else():
    added = [name for _, entries in declared("INPUTS", "rules") for name in entries]
    assert sorted([*General._fields, *added]) == sorted(Inputs._fields)


def test_a_file_that_a_mechanism_lacks_is_passed_over():
    with_metrics = [name for name, _ in found_in("metrics")]
    assert "condition" in with_metrics
    assert "touch" not in with_metrics
    assert with_metrics == [name for name in MECHANISMS if name in with_metrics]


def test_what_a_mechanism_comes_to_is_worked_out_once(project):
    from gtmsim.scenario.load import load

    at, asked = Resolving(load(project / "scenarios" / "baseline.yaml")), []

    def months(told: Resolving) -> int:
        asked.append(told)
        return len(told.months)

    assert (at.once(months), at.once(months)) == (25, 25)
    assert asked == [at]
