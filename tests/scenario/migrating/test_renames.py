"""The table of renames fits the language of now: each old path led somewhere, and no name means two things."""

from pathlib import Path

import pytest

from gtmsim.policies.points import POINTS
from gtmsim.report.renames import with_table
from gtmsim.scenario.language.param import parameters
from gtmsim.scenario.language.renamed import DISTRIBUTED, names, values
from gtmsim.scenario.language.renames import new_path, new_text, old_names, places_of, top
from gtmsim.scenario.language.walk import Field, field_of, fields
from gtmsim.scenario.sections.schema import Scenario

PAGE = Path(__file__).parents[3] / "docs" / "scenarios.md"
PATHS = {parameter.path for parameter in parameters(Scenario)}


def known_below(path: list[str]) -> set[str]:
    """Names that the schema of now knows below a path of now, `*` of a section being any of its parts."""
    at = Field.of_model(Scenario)
    for part in path:
        if at.sections:
            below = fields(at.sections[0])
            at = below[part] if part != "*" else next(one for one in below.values() if one.sections)
        else:
            assert at.items is not None, (path, part)
            at = field_of(at.items)
    return set(fields(at.sections[0])) if at.sections else set()


def is_of_tables(path: str) -> bool:
    return path.startswith("plan.policies.")


@pytest.mark.parametrize("old", [path for path in names() if not is_of_tables(path)])
def test_an_old_name_has_become_a_name_that_is_known(old: str) -> None:
    if old.endswith(".law"):
        return
    told, _ = new_path(top(), old.replace("**", "*").split("."))
    assert told[-1] == names()[old]
    known = known_below(told[:-1])
    assert told[-1] in known, told
    assert old.rpartition(".")[2] not in known, "an old name would be read as another thing"


def test_facts_and_answers_are_known_by_their_new_names() -> None:
    for point in POINTS:
        for side, known in (("when", point.facts), ("then", point.outputs)):
            named = {each.name for each in known}
            for old, new in old_names(places_of(("plan", "policies", point.name, "rows", 0, side))).items():
                assert new in named and old not in named, (point.name, old, new)


SINCE = {  # durations that version 1 did not know
    ("market", "collection", "*", "days_late"),
    ("plan", "teams", "ae", "promotes", "tenure_on_day_0"),
    *(("plan", "teams", team, "hiring", "time_to_fill") for team in ("sdr", "ae", "csm")),
}


def test_what_says_how_a_duration_is_distributed_is_renamed_wherever_it_stands() -> None:
    """The list of durations is the schema's own: a new one need not be in it, since it never had the old name."""
    declared = {p.path for p in parameters(Scenario) if type(p.declaration).__name__ == "LawDeclaration"}
    listed = set()
    for path in DISTRIBUTED.split():
        told, _ = new_path(top(), path.replace("**", "*").split("."))
        modes = ("in_market", "out_of_market") if "qualification" in told else ("*",)
        listed |= {tuple(mode if part == "*" and "qualification" in told else part for part in told) for mode in modes}
    assert listed == declared - SINCE


def test_a_word_is_renamed_alone_or_among_others() -> None:
    mode = places_of(("plan", "policies", "effort", "rows", 3, "when", "mode"))
    assert new_text(mode, "active") == "in_market"
    assert new_text(mode, 'not("active", passive)') == 'not("in_market", out_of_market)'
    assert new_text(mode, "inactive, active_first, active-ish, -") == "inactive, active_first, active-ish, -"
    segment = places_of(("plan", "policies", "effort", "rows", 3, "when", "segment"))
    assert new_text(segment, "active") == "active"
    assert all(new not in words for words in values().values() for new in words.values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "plan.policies.renewal_offer.rows.v1.5.then.uplift",
            "plan.policies.renewal_offer.rows.v1.5.then.price_increase",
        ),
        ("market.selling.stages.*.goes_on", "market.selling.stages.*.conversion"),
        ("market.selling.stages.demo.work.law", "market.selling.stages.demo.selling_time.distribution"),
        ("run.initial.plan.baits.social.strength", "run.initial.plan.lead_magnets.social.strength"),
        ("plan.teams.*.productive", "plan.teams.*.selling_time_share"),
        ("market.channels.ceiling.ceiling", "market.channels.ceiling.max_leads"),  # a channel that is called so
        ("plan.spend.ads", "plan.spend.ads"),
        ("market.qualification.in_market.work", "market.qualification.in_market.handling_time"),
    ],
)
def test_a_path_is_renamed_where_it_is_one_of_the_language(old: str, new: str) -> None:
    assert ".".join(new_path(top(), old.split("."))[0]) == new
    assert ".".join(new_path(top(), new.split("."))[0]) == new


def test_the_page_shows_the_table() -> None:
    page = PAGE.read_text("utf-8")
    assert page == with_table(page), "run `make golden`"
