"""What would explode is refused before it runs, with its cause; what fits is estimated within a small factor."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from properties.generated import Said, scenarios

import gtmsim
from gtmsim.engine import compiled
from gtmsim.engine.journal import Kind
from gtmsim.engine.reference import simulate
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_mapping, load_text, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.scenario.size.decided import Offer, offers, visits
from gtmsim.scenario.size.estimate import estimate, guard
from gtmsim.scenario.size.growth import terms_served

YEARLY = Offer(12, 0.0, 0.0)
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
    # Where windows are short each of its leads comes back so often that these returns are the most.
    with pytest.raises(ScenarioError, match=r"E_BUDGET .*(flood|nurtured leads that answer)"):
        guard(load_mapping(said), 1, "reference")


def test_customers_who_bring_more_than_one_each_are_refused() -> None:
    with pytest.raises(ScenarioError, match=r"E_BUDGET .*referrals of segment"):
        guard(load(EVERYTHING, ["market.referrals.rate=50 per year", "run.months=60"]), 1, "reference")


@pytest.mark.parametrize(
    "sets",
    [
        [
            "plan.policies.renewal_offer:={hit: first, rows: [{name: all, then: {price_increase: 30%}}]}",
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
    rate: float,
    months: int,
    committee: str = "",
    segment: str = "",
    stage: str = "buyer_delay: 10 days",
    term: int = 12,
) -> Scenario:
    """Fifty customers, where nothing but referrals brings new ones and nobody waits for us."""
    return load_text(f"""
        name: Word of mouth
        market:
          segments: {{firms: {{contract_value: 12k, committee: one, churn: 20%{segment}}}}}
          committees: {{one: {{roles: {{boss: {{seats: 3, decides: true}}}}{committee}}}}}
          qualification: {{in_market: {{sql_rate: 90%}}}}
          referrals: {{rate: {rate} per year, base_share: 100%}}
          selling: {{stages: [{{name: demo, {stage}}}]}}
        plan: {{terms: {{firms: {term} months}}}}
        run: {{start: 2026-01-01, months: {months}, run_off: false, initial: {{customers: {{firms: 50}}}}}}
    """)


@pytest.mark.parametrize(
    ("rate", "months", "words"),
    [
        *((rate, months, {}) for rate, months in ((0.5, 60), (2, 48), (5, 24), (10, 15))),
        (4, 36, {"committee": ", deal_sigma: 3"}),
        (4, 24, {"committee": ", decision_rule: unanimity, deal_sigma: 1"}),
        (4, 24, {"committee": ", decision_rule: decision_maker"}),
        (8, 18, {"committee": ", min_meetings: 2, time_between_meetings: {median: 20 days, sigma: 1}"}),
        (3, 36, {"stage": "buyer_delay: {median: 40 days, sigma: 1.5}"}),
        (4, 24, {"segment": ", onboarding: {median: 90 days, sigma: 1}"}),
        (4, 24, {"term": 1}),
    ],
)
def test_what_customers_bring_is_estimated_truly(rate: float, months: int, words: dict[str, Any]) -> None:
    """Within a factor of 1.5 where each brings several and the horizon ends it."""
    scenario = young(rate, months, **words)
    found, expected = compiled.simulate(resolve(scenario), 0), estimate(scenario)
    assert 1 / 1.5 < (found.kind == Kind.LEAD).sum() / expected.leads < 1.5
    assert 0.5 < len(found) / expected.events < 2.0


def test_growth_without_bound_is_refused_with_its_factor_however_it_is_asked() -> None:
    """Of the four leads that a customer brings in each of its five years so many are won as of those of two years."""
    kind = compiled.simulate(resolve(young(4, 24)), 0).kind
    won = (kind == Kind.WON).sum() / ((kind == Kind.WON).sum() + (kind == Kind.LOST).sum()) * 0.9
    scenario = young(4, 120)
    with pytest.raises(ScenarioError) as refused:
        gtmsim.run(scenario, replications=1)
    assert "E_BUDGET market.referrals.rate: about" in str(refused.value)
    factor = re.search(r"segment `firms` \(each brings about ([\d.]+) customers in its life\)", str(refused.value))
    assert factor and float(factor[1]) == pytest.approx(4.0 * 5.0 * won, rel=0.1)
    with pytest.raises(ScenarioError) as of_simulate:
        gtmsim.simulate(gtmsim.resolve(scenario), 0)
    assert str(of_simulate.value) == str(refused.value)


def test_customers_who_bring_more_than_one_each_are_warned_of_where_the_run_ends_that() -> None:
    (warning,) = [one for one in warnings_of(young(4, 24)) if one.code == "W_GROWTH"]
    factor = re.search(r"each customer of segment `firms` brings about ([\d.]+) others", warning.message)
    assert factor and float(factor[1]) > 1.0 and warning.path == ("market", "referrals", "rate")
    assert not [one for one in warnings_of(young(0.05, 24)) if one.code == "W_GROWTH"]


@pytest.mark.parametrize("rate", ["0 per year", "3 per year", "12 per year", "26 per year"])
def test_referrals_grow_as_estimated(rate: str) -> None:
    """Within a factor of three, though the number of leads goes up by ten."""
    scenario = load(EVERYTHING, [f"market.referrals.rate={rate}", "plan.teams:={}", "plan.community.kind=none"])
    found = simulate(resolve(scenario), 0)
    assert estimate(scenario).leads / 3.0 < (found.kind == 1).sum() < estimate(scenario).leads * 3.0


def test_the_shipped_baseline_is_estimated(project: Path) -> None:
    scenario = load(project / "scenarios" / "baseline.yaml")
    journal, expected = simulate(resolve(scenario), 0), estimate(scenario)
    assert 0.5 < len(journal) / expected.events < 1.5
    assert (journal.kind == 1).sum() == pytest.approx(expected.leads, rel=0.1)


def test_terms_served_by_hand() -> None:
    """Half leave each year: 2 terms; with three years only 1 + 1/2 + 1/4; half of the lost come back: 3/4 stay."""
    sets = ["market.segments.small.churn=50%", "market.segments.small.churn_heterogeneity=0", "plan.terms:={}"]
    sets += ["market.segments.small.closure_rate=0", "run.months=36", "market.condition.outlook=0"]
    gone = ["market.win_back.chance=0"]
    assert terms_served(load(EVERYTHING, [*sets, *gone]), "small", YEARLY)[0] == pytest.approx(1.75)
    assert terms_served(load(EVERYTHING, [*sets, *gone, "run.run_off=true"]), "small", YEARLY)[0] == pytest.approx(
        2.0, 1e-6
    )
    back = [*sets, "market.win_back.chance=50%", "run.run_off=true"]
    assert terms_served(load(EVERYTHING, back), "small", YEARLY)[0] == pytest.approx(4.0, rel=0.01)
    # At the best of an outlook 3/4 stay, as logit(1/4) is -ln 3.
    good = ["market.condition.churn=0.549306144", "market.condition.outlook={start: to -1, 2027-01-01: 2}"]
    assert terms_served(load(EVERYTHING, [*sets[:-1], *gone, *good]), "small", YEARLY)[0] == pytest.approx(2.3125)


def test_unlike_customers_are_found_in_proportion_to_their_stay() -> None:
    """A Beta(1, 1) of propensities: terms served are the sum of 1 / (k + 1); who is found stays longer."""
    sets = [
        "market.segments.small.churn=50%",
        "market.segments.small.churn_heterogeneity=33.3333333333%",
        "plan.terms:={}",
    ]
    sets += ["market.segments.small.closure_rate=0", "market.win_back.chance=0", "run.months=36"]
    sets.append("market.condition.outlook=0")
    new, found = terms_served(load(EVERYTHING, sets), "small", YEARLY)
    assert new == pytest.approx(1.0 + 1.0 / 2.0 + 1.0 / 3.0, rel=0.01)
    assert found > new


def test_spend_of_before_day_0_draws_leads() -> None:
    sets = ["market.channels.ads.adstock_half_life=6 months", "run.initial.spend.ads=1M"]
    scenario = load(EVERYTHING, ["run.initial.spend.ads=0", sets[0]])
    assert estimate(load(EVERYTHING, sets)).leads > 1.2 * estimate(scenario).leads


MONTHLY = "plan.policies.renewal_offer.rows.neglected.then.term=1 month"


def test_a_shorter_term_that_is_offered_is_counted() -> None:
    """The shortest term that a segment may be offered, where it is not the segment's own."""
    scenario = load(EVERYTHING, [MONTHLY])
    assert {name: offer.term for name, offer in offers(load(EVERYTHING)).items()} == {"large": 6, "small": 6}
    assert {name: offer.term for name, offer in offers(scenario).items()} == {"large": 1, "small": 1}
    assert estimate(scenario).events > 1.3 * estimate(load(EVERYTHING)).events
    when = 'plan.policies.renewal_offer.rows.neglected.when={coverage: "< 60%", segment: small}'
    small = load(EVERYTHING, [MONTHLY, when])
    assert {name: offer.term for name, offer in offers(small).items()} == {"large": 12, "small": 1}


def test_leads_that_come_back_are_counted() -> None:
    """Half answer; at most two returns: 1 + 1/2 + 1/4, and without a limit twice as many talks."""
    scenario = load(EVERYTHING)
    assert visits(scenario, scenario.market.qualification.in_market) == pytest.approx(1.75)
    endless = load(EVERYTHING, ["plan.policies.nurture.rows.again.when:={}"])
    assert visits(endless, endless.market.qualification.in_market) == pytest.approx(2.0, rel=1e-3)
    deaf = load(EVERYTHING, ["market.qualification.nurture.response_rate=0"])
    assert visits(deaf, deaf.market.qualification.in_market) == 1.0
    found = sum((simulate(resolve(scenario), n).kind == Kind.RECYCLED).sum() for n in range(3)) / 3.0
    assert 0.0 < found < estimate(scenario).events - estimate(deaf).events


def test_leads_that_come_back_for_ever_are_refused() -> None:
    for_ever = ["plan.policies.nurture.rows.again.when:={}", "plan.policies.nurture.rows.again.then.after=0 days"]
    scenario = load(EVERYTHING, [*for_ever, "market.qualification.nurture.response_rate=100%"])
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
    assert (
        estimate(scenario).events
        > 4.0 * estimate(load(ACCOUNTS, [*flood, "market.buying_cycle.buying_window=3000 days"])).events
    )


def test_a_listed_market_is_estimated() -> None:
    """Referrals apart, which few of a small list can take: without anybody in a hand, as the estimate has it."""
    sets = ["market.referrals.rate=0", "market.accounts.number={small: 100000, large: 100000}"]
    sets.append("market.channels.fans.followers_only=false")  # how many follow us nobody estimates
    scenario = load(ACCOUNTS, [*sets, "plan.teams:={}"])
    found = [simulate(resolve(scenario), n) for n in range(4)]
    leads = sum(int((one.kind == Kind.LEAD).sum()) for one in found) / 4.0
    assert leads == pytest.approx(estimate(scenario).leads, rel=0.2)
    assert 0.4 < sum(map(len, found)) / 4.0 / estimate(scenario).events < 1.5


def test_an_event_counts_on_its_days_alone() -> None:
    one, two = (
        estimate(load(ACCOUNTS, ["market.referrals.rate=0", f"plan.events.fairs.dates={dates}"])).leads
        for dates in ("[2026-03-10]", "[2026-03-10, 2026-09-15]")
    )
    assert two - one == pytest.approx(12.0)


def test_leads_that_come_by_themselves_are_counted() -> None:
    """At most once in each of the windows of a year, which come every 150 + 76 days or so."""
    scenario = load(ACCOUNTS, ["plan.policies:={}", "market.qualification.nurture.unprompted_return=100%"])
    assert visits(scenario, scenario.market.qualification.in_market) == pytest.approx(1.0 + 365.25 / 225.8, rel=0.01)


def test_a_look_at_each_customer_s_business_is_counted() -> None:
    """One row a contract term, and one a deal; a condition that moves nothing changes nothing else."""
    plain = load_text(WITH_CONDITION.format(""))
    looked = load_text(WITH_CONDITION.format("condition: {persistence: 85%, outlook: 0}"))
    rows = [len(simulate(resolve(each), 0)) for each in (plain, looked)]
    more = estimate(looked).events - estimate(plain).events
    assert rows[1] > 1.2 * rows[0] and more == pytest.approx(rows[1] - rows[0], rel=0.35)


WITH_CONDITION = """
    name: Outlook
    market:
      segments: {{firms: {{contract_value: 12k, committee: one, churn: 20%}}}}
      committees: {{one: {{roles: {{boss: {{}}}}}}}}
      qualification: {{in_market: {{sql_rate: 90%}}}}
      selling: {{stages: [{{name: demo, buyer_delay: 10 days}}]}}
      {}
    plan: {{}}
    run: {{start: 2026-01-01, months: 36, run_off: false, initial: {{customers: {{firms: 500}}}}}}
"""


@pytest.mark.parametrize(("churn", "warned"), [("60%", False), ("61%", True)])
def test_more_churn_than_firms_live_with_is_warned_of(churn: str, warned: bool) -> None:
    said = warnings_of(load_text(WITH_CONDITION.format("").replace("20%", churn)))
    assert ("W_UNUSUAL" in {each.code for each in said}) == warned
