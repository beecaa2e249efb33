"""A name that is said where it is not known is answered with the place where it belongs."""

import re

import pytest

from gtmsim.scenario.language.elsewhere import belongs
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.language.walk import fields, parameters
from gtmsim.scenario.load import load
from gtmsim.scenario.sections.schema import Scenario

NAMES = {"NAME", "SEGMENT", "TEAM", "CHANNEL"}
BASELINE = "scenarios/baseline.yaml"


def exists(place: str) -> bool:
    """Is there such a place in the schema, whatever the names of a scenario are?"""
    said = place.split(".")
    for parameter in parameters(Scenario):
        path = parameter.path[: len(said)]
        if len(path) == len(said) and all(
            one == other or (one in NAMES and other in ("*", "sdr", "ae", "csm"))
            for one, other in zip(said, path, strict=True)
        ):
            return True
    return False


@pytest.mark.parametrize("word", sorted(Scenario.also))
def test_each_word_leads_to_a_place_of_the_schema(word: str) -> None:
    places = re.findall(r"`(\w+\.[^`]+)`", Scenario.also[word])
    assert places
    for place in places:
        assert exists(place), place


@pytest.mark.parametrize("word", sorted(word for word in Scenario.also if "." not in word))
def test_no_word_is_a_name_of_the_plan_or_of_the_market(word: str) -> None:
    for part in ("plan", "market"):
        assert word not in fields(fields(Scenario)[part].sections[0])


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ("plan.cash_policy=1", "it belongs in `plan.policies.cash_policy`"),
        ("plan.billing=monthly", "it belongs in `plan.offers.NAME.billing` or `plan.renewal_offers.NAME.billing`"),
        ("plan.upgrades=1", "it belongs in `market.upgrades`"),
        ("plan.attrition=20%", "it belongs in `market.attrition`"),
        ("plan.teams.ae.attrition=20%", "it belongs in `market.attrition`"),
        ("market.payment_terms=30 days", "it belongs in `plan.collection.NAME.payment_terms`"),
        ("plan.payment_terms=60 days", "it belongs in `plan.collection.NAME.payment_terms`"),
        ("market.price=3", "it belongs in `plan.price`"),
        ("plan.dso=45", "say it as `plan.collection.SEGMENT.payment_terms`"),
        ("plan.R&D=5M", "say it as `plan.research`"),
        ("plan.teams.ae.quota=750k", "say it as `plan.quota.per_year`"),
        ("market.retention.churn=2%", "say it as `market.segments.SEGMENT.churn`, a share per year of contract"),
        ("plan.quotas=3", "did you mean `quota`?"),
        ("plan.teams.ae.headcuont=3", "did you mean `headcount`?"),
    ],
)
def test_a_name_that_is_known_elsewhere(change: str, hint: str) -> None:
    with pytest.raises(ScenarioError) as error:
        load(BASELINE, [change])
    assert [problem.hint for problem in error.value.problems] == [hint]


def test_a_discount_is_for_the_term_or_for_paying_ahead() -> None:
    with pytest.raises(ScenarioError) as error:
        load(BASELINE, ["plan.offers={small: {term: 12 months, billing: upfront, discount: 10%}}"])
    (hint,) = [problem.hint for problem in error.value.problems]
    assert "plan.offers.SEGMENT.prepaid_discount" in hint and "plan.offers.SEGMENT.discounts" in hint


def test_a_name_that_is_known_nowhere_is_offered_no_place() -> None:
    assert belongs("no_such_name", Scenario, ("plan",)) == ""


@pytest.mark.parametrize("name", sorted({each.path[-1] for each in parameters(Scenario)} - {"*"}))
def test_every_place_that_is_offered_is_one(name: str) -> None:
    for around in (("plan",), ("market",), ("run",), ("plan", "teams", "ae")):
        places = re.findall(r"`(\w+\.[^`]+)`", belongs(name, Scenario, around))
        assert len(places) <= 3
        for place in places:
            assert exists(place), place
