"""Communities that cannot be run are refused, and odd ones are worth a word."""

import pytest

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load_text, warnings_of
from gtmsim.scenario.resolve import resolve

FIRM = """
    name: firm
    market:
      segments: {firms: {contract_value: 12k, committee: one, churn: 10%}}
      committees: {one: {roles: {boss: {}}}}
      qualification: {in_market: {sql_rate: 50%}}
MARKET
    plan: {PLAN}
    run: {start: 2026-01-01, months: 3, initial: {customers: {firms: 30}}}
"""


def firm(plan, market="      community: {}"):
    """A firm that runs a community."""
    return load_text(FIRM.replace("MARKET", market).replace("PLAN", plan))


@pytest.mark.parametrize(
    ("plan", "market", "says"),
    [
        ("community: {kind: one_group}", "", r"E_MISSING plan.community.kind: .*nothing says what its members do"),
        ("community: {kind: groups}", "      community: {}", r"E_MISSING plan.community: groups of what size"),
        ("community: {kind: groups, group_size: 1}", "      community: {}", r"E_RANGE plan.community.group_size"),
        ("community: {kind: everybody}", "      community: {}", r"E_CHOICE plan.community.kind"),
        ("community: {group_size: 20}", "      community: {}", r"E_MISSING plan.community"),
    ],
)
def test_what_is_refused(plan, market, says):
    with pytest.raises(ScenarioError, match=says):
        firm(plan, market)


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        ("community: {kind: one_group, group_size: 20}", ["W_UNUSED plan.community.group_size"]),
        ("community: {kind: one_to_one, csm_hours: 1h}", ["W_UNUSED plan.community.csm_hours"]),
        ("community: {kind: groups, group_size: 20}", []),
        ("community: {kind: none, csm_hours: 1h}", []),
    ],
)
def test_what_is_worth_a_word(plan, says):
    found = [" ".join(str(each).split()[1:3]).rstrip(":") for each in warnings_of(firm(plan))]
    assert found == says


def test_hours_for_members_need_a_team():
    found = warnings_of(
        firm("community: {kind: one_group, csm_hours: 1h}", "      community: {}\n      coverage_effects: {churn: 1}")
    )
    assert ["no csm team" in str(each) for each in found] == [True]


@pytest.mark.parametrize(("plan", "most"), [("one_group", 0), ("groups, group_size: 20", 20), ("one_to_one", 1)])
def test_who_is_in_a_group_with_whom(plan, most):
    found = resolve(firm(f"community: {{kind: {plan}, cost: 300}}")).community
    assert found is not None and (found.most, found.cost) == (most, (30_000,) * 3)
    assert (found.attention > 0.0) == (plan == "one_to_one")


def test_without_groups_nothing_is_there():
    assert resolve(firm("community: {kind: none}")).community is None
    assert resolve(firm("")).community is None
