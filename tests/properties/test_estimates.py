"""What would explode is refused before it runs, with its cause; what fits is as large as a trial has it."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from properties.generated import Said, scenarios

import gtmsim
from gtmsim.engine import compiled, reference
from gtmsim.journal.kinds import Kind
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_mapping, load_text, warnings_of
from gtmsim.scenario.resolve import resolve, without_past
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.size.guard import growing, guard
from gtmsim.study.size.measured import size_of
from gtmsim.study.size.smaller import apportioned
from gtmsim.study.size.trial import LOOK, trial

EVERYTHING = Path(__file__).parent.parent / "scenarios" / "everything.yaml"


@settings(max_examples=15)
@given(scenarios())
def test_a_flood_of_leads_is_refused(said: Said) -> None:
    said["market"]["channels"]["flood"] = {
        "max_leads": "1000000000 per day",
        "half_saturation_spend": 1,
        "organic": 1,
        "segments": {next(iter(said["market"]["segments"])): 1},
    }
    with pytest.raises(ScenarioError, match=r"E_BUDGET .*flood"):
        guard(load_mapping(said), 1, "reference")


def test_customers_who_bring_more_than_one_each_are_refused() -> None:
    """Unless those who are to serve them are so few that they never grow."""
    many = ["market.referrals.rate=50 per year", "run.months=60"]
    guard(load(EVERYTHING, many), 1, "reference")
    with pytest.raises(ScenarioError, match=r"E_BUDGET market\.referrals\.rate: .*referrals of segment"):
        guard(load(EVERYTHING, [*many, "plan.teams:={}"]), 1, "reference")


@pytest.mark.parametrize(
    "sets",
    [
        [
            "plan.policies.renewal_offer:={hit: first, rows: [{name: all, then: {uplift: 30%}}]}",
            "plan.terms.small=1 month",
        ],
        ["market.segments.small.expansion=100%", "market.segments.small.expansion_size=500%"],
        ["market.segments.small.value_sigma=3", "plan.price=10"],
        ["market.win_back.mrr_share=500%", "plan.terms.small=1 month"],
    ],
)
def test_a_customer_beyond_all_counting_is_refused(sets: list[str]) -> None:
    scenario = load(EVERYTHING, ["run.run_off=true", *sets])
    with pytest.raises(ScenarioError, match=r"E_BUDGET market\.segments\.small: a customer of segment `small`"):
        guard(scenario, 1, "reference")
    guard(load(EVERYTHING, ["run.run_off=true"]), 1, "reference")


def test_too_many_replications_are_refused() -> None:
    with pytest.raises(ScenarioError, match=r"E_BUDGET run\.replications"):
        guard(load(EVERYTHING, ["run.run_off=true", "run.months=120"]), 100_000_000, "reference")


def young(
    rate: float, months: int, committee: str = "", segment: str = "", stage: str = "think: 10 days", term: int = 12
) -> Scenario:
    """Fifty customers, where nothing but referrals brings new ones and nobody waits for us."""
    return load_text(f"""
        name: Word of mouth
        market:
          segments: {{firms: {{contract_value: 12k, committee: one, churn: 20%{segment}}}}}
          committees: {{one: {{roles: {{boss: {{seats: 3, decides: true}}}}{committee}}}}}
          qualification: {{in_market: {{sql_rate: 90%}}}}
          referrals: {{rate: {rate} per year, unrewarded: 100%}}
          selling: {{stages: [{{name: demo, {stage}}}]}}
        plan: {{terms: {{firms: {term} months}}}}
        run: {{start: 2026-01-01, months: {months}, run_off: false, initial: {{customers: {{firms: 50}}}}}}
    """)


@pytest.mark.parametrize(
    ("rate", "months", "words"),
    [
        *((rate, months, {}) for rate, months in ((0.5, 60), (2, 48), (5, 24), (10, 15))),
        (4, 36, {"committee": ", shared_luck: 3"}),
        (4, 24, {"committee": ", rule: unanimity, shared_luck: 1"}),
        (4, 24, {"committee": ", rule: decision_maker"}),
        (8, 18, {"committee": ", meetings: 2, gap: {median: 20 days, sigma: 1}"}),
        (3, 36, {"stage": "think: {median: 40 days, sigma: 1.5}"}),
        (4, 24, {"segment": ", onboarding: {median: 90 days, sigma: 1}"}),
        (4, 24, {"term": 1}),
    ],
)
def test_what_customers_bring_is_estimated_truly(rate: float, months: int, words: dict[str, Any]) -> None:
    """Within a quarter where each brings several and the horizon ends it, though the trial stops far before."""
    scenario = young(rate, months, **words)
    found, expected = compiled.simulate(resolve(scenario), 0), size_of(scenario)
    assert (found.kind == Kind.LEAD).sum() == pytest.approx(expected.leads, rel=0.25)
    assert len(found) == pytest.approx(expected.events, rel=0.25)


def test_growth_without_bound_is_refused_with_its_factor_however_it_is_asked() -> None:
    """Of the four leads that a customer brings in each of its five years so many are won as of those of two years."""
    kind = compiled.simulate(resolve(young(4, 24)), 0).kind
    won = (kind == Kind.WON).sum() / ((kind == Kind.WON).sum() + (kind == Kind.LOST).sum()) * 0.9
    scenario = young(4, 120)
    with pytest.raises(ScenarioError) as refused:
        gtmsim.run(scenario, replications=1)
    assert "E_BUDGET market.referrals.rate: about" in str(refused.value)
    factor = re.search(r"segment `firms` \(each brings about ([\d.]+) customers in its life\)", str(refused.value))
    assert factor and float(factor[1]) == pytest.approx(4.0 * 5.0 * won, rel=0.25)
    with pytest.raises(ScenarioError) as of_resolve:
        gtmsim.resolve(scenario)
    assert str(of_resolve.value) == str(refused.value)


def test_customers_who_bring_more_than_one_each_are_warned_of_where_the_run_ends_that() -> None:
    many, few = young(4, 24), young(0.05, 24)
    (warning,) = growing(many, size_of(many))
    factor = re.search(r"each customer of segment `firms` brings about ([\d.]+) others", warning.message)
    assert factor and float(factor[1]) > 1.0 and warning.path == ("market", "referrals", "rate")
    assert not list(growing(few, size_of(few)))
    assert "W_GROWTH" in {each.code for each in gtmsim.run(many, 1, jobs=1).problems}


@pytest.mark.parametrize("rate", ["0 per year", "3 per year", "12 per year", "26 per year"])
def test_referrals_grow_as_they_were_tried(rate: str) -> None:
    """The number of leads goes up by ten; one luck stands for another."""
    scenario = load(EVERYTHING, [f"market.referrals.rate={rate}", "plan.teams:={}", "plan.community.kind=none"])
    found = [int((compiled.simulate(resolve(scenario), n).kind == Kind.LEAD).sum()) for n in range(4)]
    assert sum(found) / 4.0 == pytest.approx(size_of(scenario).leads, rel=0.3)


SHIPPED = ("baseline", "cn_saas", "event_heavy/hosted", "lead_routing/first_come", "bait_flood/flood")


@pytest.mark.parametrize("name", [*SHIPPED, "private_community_fiasco/small_groups", "brand_vs_leads/brand_46"])
def test_a_part_of_the_firm_says_how_large_the_whole_is(project: Path, name: str) -> None:
    scenario = load(project / "scenarios" / f"{name}.yaml")
    assert trial(scenario).share < 0.3
    journal, expected = compiled.simulate(resolve(scenario), 0), size_of(scenario)
    assert 1 / 1.6 < len(journal) / expected.events < 1.6
    assert (journal.kind == Kind.LEAD).sum() == pytest.approx(expected.leads, rel=0.25)


def test_no_seed_decides_whether_it_fits() -> None:
    one, other = (size_of(load(EVERYTHING, [f"run.seed={seed}"])) for seed in (1, 2))
    assert one == other


def test_both_engines_try_it_alike() -> None:
    """Where no compiled code is at hand, the readable engine finds the same of each scenario."""
    for scenario in (load(EVERYTHING), load(ACCOUNTS), young(10, 15), young(4, 120)):
        inputs = without_past(scenario)
        for most in (500, 4_000):
            one, other = (engine.prefix(inputs, 0, most) for engine in (reference, compiled))
            assert (one.reached, one.whole) == (other.reached, other.whole)
            # Where the budget ends within an instant, the compiled engine may have counted a dispatch that goes on.
            assert one.events <= other.events <= one.events + 3 * (not one.whole)
            before = [
                each.journal.time < (each.reached if not each.whole else each.reached + 1) for each in (one, other)
            ]
            assert np.array_equal(one.journal.entity[before[0]], other.journal.entity[before[1]])


def test_the_parts_of_a_split_sum_to_the_part_of_the_whole() -> None:
    found = apportioned({"a": 3, "b": 1, "c": 96, "d": 0}, 0.25)
    assert found == {"a": 1, "b": 0, "c": 24, "d": 0} and sum(found.values()) == 25
    assert apportioned({"a": 7, "b": 2}, 1.0) == {"a": 7, "b": 2}


def test_spend_of_before_day_0_draws_leads() -> None:
    sets = ["market.channels.ads.adstock_half_life=6 months", "run.initial.spend.ads=1M"]
    scenario = load(EVERYTHING, ["run.initial.spend.ads=0", sets[0]])
    assert size_of(load(EVERYTHING, sets)).leads > 1.2 * size_of(scenario).leads


MONTHLY = "plan.policies.renewal_offer.rows.neglected.then.term=1 month"


def test_a_shorter_term_that_is_offered_is_counted() -> None:
    one, other = (size_of(load(EVERYTHING, sets)) for sets in ([], [MONTHLY]))
    assert other.events > one.events + 100.0


def test_monthly_contracts_that_are_followed_to_extinction_are_named() -> None:
    """With how often each comes up for renewal, where they are the most; fewer customers, as is proposed, fit."""
    sets = ["plan.terms.small=1 month", "market.segments.small.churn=2%", "run.run_off=true"]
    sets += ["plan.collection=null", "market.collection=null"]  # or they would be cut off before
    # Or they would choose longer terms, and leave by them.
    sets += ["plan.offers=null", "plan.renewal_offers=null", "market.segments.small.churn_by_term:={}"]
    many = [*sets, "run.initial.customers.small=300000"]
    with pytest.raises(ScenarioError) as refused:
        guard(load(EVERYTHING, many), 1, "compiled")
    (problem,) = refused.value.problems
    assert problem.path == ("run", "initial", "customers", "small")
    assert re.search(r"come up for renewal about \d\d+ times each, since the run follows them", problem.message)
    enough = re.search(r"(\d+) customers would do", problem.hint)
    assert enough and int(enough[1]) > 1_000
    guard(load(EVERYTHING, [*sets, f"run.initial.customers.small={enough[1]}"]), 1, "compiled")


def test_leads_that_come_back_for_ever_are_refused() -> None:
    """Unless they wait for somebody who qualifies them; what then happens at one instant never ends."""
    for_ever = ["plan.policies.nurture.rows.again.when:={}", "plan.policies.nurture.rows.again.then.after=0 days"]
    for_ever.append("market.qualification.nurture.response_rate=100%")
    guard(load(EVERYTHING, for_ever), 1, "reference")
    at_once = [
        "plan.teams:={}",
        "market.qualification.in_market.sql_rate=0%",
        "market.qualification.in_market.handling_time=0h",
    ]
    scenario = load(EVERYTHING, [*for_ever, *at_once])
    with pytest.raises(ScenarioError, match=r"E_BUDGET plan\.policies\.nurture: .*nurtured leads that answer"):
        guard(scenario, 1, "reference")


ACCOUNTS = EVERYTHING.with_name("accounts.yaml")


def test_visits_that_would_not_end_are_refused() -> None:
    """Few of a million leads a day are in need, so a thousand times as many visits are looked at."""
    flood = [
        "market.channels.ads.max_leads=1000000 per day",
        "market.channels.ads.in_market_lift=1000",
        "plan.spend:={}",
    ]
    flood += ["market.channels.ads.organic=0", "market.accounts.number={small: 10000000, large: 10000000}"]
    scenario = load(ACCOUNTS, [*flood, "market.buying_cycle.time_between=3000 days"])
    with pytest.raises(ScenarioError, match=r"E_BUDGET market\.channels\.ads\.max_leads: .*channel `ads`"):
        guard(scenario, 1, "compiled")


def test_a_listed_market_is_tried() -> None:
    """As a smaller one, in which no account is in a hand more often."""
    sets = ["market.referrals.rate=0", "market.accounts.number={small: 100000, large: 100000}"]
    scenario = load(ACCOUNTS, [*sets, "market.channels.ads.max_leads=200 per day"])
    assert trial(scenario).share < 0.5
    found = [compiled.simulate(resolve(scenario), n) for n in range(4)]
    leads = sum(int((one.kind == Kind.LEAD).sum()) for one in found) / 4.0
    assert leads == pytest.approx(size_of(scenario).leads, rel=0.2)
    assert 0.7 < sum(map(len, found)) / 4.0 / size_of(scenario).events < 1.4


def test_visits_of_which_nothing_comes_are_counted() -> None:
    """A channel without spend brings nobody, and yet each of the market's visits is looked at."""
    sets = ["market.channels.ads.max_leads=100000 per day", "market.channels.ads.organic=0", "plan.spend:={}"]
    found = size_of(load(EVERYTHING, [*sets, "market.channels.ads.dispersion:=null", "run.initial.spend:={}"]))
    assert found.events > 365 * 100_000 * LOOK > 100.0 * found.leads
    assert found.cause.path == ("market", "channels", "ads", "max_leads")


def test_a_look_at_each_customer_s_business_is_counted() -> None:
    plain, looked = (
        size_of(load_text(WITH_CONDITION.format(each))) for each in ("", "condition: {memory: 85%, outlook: 0}")
    )
    assert looked.events > 1.2 * plain.events


WITH_CONDITION = """
    name: Outlook
    market:
      segments: {{firms: {{contract_value: 12k, committee: one, churn: 20%}}}}
      committees: {{one: {{roles: {{boss: {{}}}}}}}}
      qualification: {{in_market: {{sql_rate: 90%}}}}
      selling: {{stages: [{{name: demo, think: 10 days}}]}}
      {}
    plan: {{}}
    run: {{start: 2026-01-01, months: 36, run_off: false, initial: {{customers: {{firms: 500}}}}}}
"""


@pytest.mark.parametrize(("churn", "warned"), [("60%", False), ("61%", True)])
def test_more_churn_than_firms_live_with_is_warned_of(churn: str, warned: bool) -> None:
    said = warnings_of(load_text(WITH_CONDITION.format("").replace("20%", churn)))
    assert ("W_UNUSUAL" in {each.code for each in said}) == warned
