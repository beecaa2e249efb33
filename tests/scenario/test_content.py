"""Content and website as numbers, by hand; and what of them no scenario may say."""

import math
from copy import deepcopy
from typing import Any

import pytest
import yaml

from gtmsim.engine.reference import simulate
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load_mapping, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.resolved.inputs import Inputs
from gtmsim.study.size.measured import size_of

FIRM = yaml.safe_load("""
name: firm
market:
  channels:
    ads: {max_leads: 10 per day, half_saturation_spend: 3043.75, segments: {firms: 1}}
    blog: {max_leads: 4 per day, content_led: {half_saturation_views: 50 per day}, segments: {firms: 1}}
  segments: {firms: {contract_value: 12k, committee: one, churn: 20%, csm_hours: 10h}}
  committees: {one: {roles: {boss: {}}}}
  qualification: {in_market: {sql_rate: 50%}}
  content:
    evidence: 2
    deflection: 50%
    kinds:
      article: {views: 3 per day, target_assets: 4, buyer_weight: 3, persuasion_rate: 50%, ad_recognition: 20%}
      manual: {views: 1 per day, burst_share: 0, tail_exponent: 0, target_assets: 10, buyer_weight: 1,
        support_weight: 2}
      qa: {target_assets: 2, buyer_weight: 0, support_weight: 2}
      joke: {views: 0, target_assets: 0, buyer_weight: 9, support_weight: 9}
  website: {min_capture_rate: 20%, capture_without_cases: 50%, target_cases: 4}
plan:
  content:
    article: {publish: {start: 2, 2026-02-16: 4}, cost: 100}
    manual: {publish: {start: 0, 2026-02-01: 2}, cost: 30, team_cost: {start: 0, 2026-02-01: 1k}}
  website: {quality: 60%, case_studies: {start: 0, 2026-02-01: 4}, cost: 70}
  evidence: {level: 1, cost: 5}
run: {start: "2026-01-01", months: 2, run_off: false, initial: {content: {article: 1, manual: 5}}}
""")


def told(**changes: Any) -> dict[str, Any]:
    """The firm with other values at dotted paths; None takes a name away."""
    said = deepcopy(FIRM)
    for path, value in changes.items():
        *above, last = path.split("__")
        place = said
        for name in above:
            place = place.setdefault(name, {})
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return said


def numbers(**changes: Any) -> Inputs:
    """The same, resolved."""
    return resolve(load_mapping(told(**changes)))


def rates(inputs: Inputs, channel: int) -> tuple[float, ...]:
    """Expected leads of each day."""
    return inputs.channels[channel].daily_rate


def test_money_is_posted_with_the_programme() -> None:
    """January: 2 articles, the site, proof; February: 15 days at 2 and 13 at 4 articles a month, manuals, a writer."""
    articles = round((15 * 2 + 13 * 4) / 28 * 10_000)
    assert numbers().programme == (2 * 10_000 + 7_000 + 500, articles + 2 * 3_000 + 100_000 + 7_000 + 500)


def test_proof_grows_with_content_that_convinces() -> None:
    """Articles count 3 of 4, convince 40 % of their readers, and are 1/4 complete at first; manuals convince nobody."""
    proof = numbers().proof
    assert proof[0] == pytest.approx(1.0 + 2.0 * 0.75 * 0.4 * (1.0 + 2.0 / 31.0) / 4.0)
    assert proof[30] == pytest.approx(1.0 + 2.0 * 0.75 * 0.4 * 3.0 / 4.0)
    assert proof[58] == pytest.approx(1.0 + 2.0 * 0.75 * 0.4)  # 6 of the 4 that are looked for


def test_customers_help_themselves() -> None:
    """Manuals are half of what they look up and there by a half; no answer is there. In February a day's are new."""
    assert numbers().self_served == pytest.approx((0.5 * 0.25, 0.5 * 0.5 * (5.0 + 2.0 / 28.0) / 10.0))
    assert numbers(market__content__deflection=0).self_served == ()


def test_a_channel_keeps_what_content_and_site_allow() -> None:
    """Spend at one half of the ceiling; coverage 3/4 x 1/4 + 1/4 x 1/2 and what the day brings; the site as it is."""
    plain = {"plan__spend": {"ads": 3043.75}}
    leads = rates(numbers(**plain), 0)
    held = rates(numbers(**plain, market__channels__ads__content_dependence={"base_share": 0.4}), 0)
    coverage = 0.75 * (1.0 + 2.0 / 31.0) / 4.0 + 0.25 * 0.5
    assert held[0] / leads[0] == pytest.approx(0.4 + 0.6 * coverage)
    led = rates(numbers(**plain, market__channels__ads__via_website=True), 0)
    assert [led[day] / leads[day] for day in (0, 58)] == pytest.approx([0.2 + 0.8 * 0.6 * 0.5, 0.2 + 0.8 * 0.6])


def views(inputs_day: int) -> float:
    """All views of a day, one asset of each day after the other."""
    total = 0.0
    for day in range(-730, inputs_day + 1):
        age = inputs_day - day
        burst, tail = math.exp(-age / 5.0), (1.0 + age / 120.0) ** -0.7
        article = 1.0 / 730.0 if day < 0 else 2.0 / 31.0 if day < 31 else (2.0 if day < 46 else 4.0) / 28.0
        manual = 5.0 / 730.0 if day < 0 else 0.0 if day < 31 else 2.0 / 28.0
        total += article * 3.0 * (0.4 * burst + 0.6 * tail) + manual
    return total


@pytest.mark.parametrize("day", [0, 1, 30, 31, 45, 46, 58])
def test_views_fill_a_library(day: int) -> None:
    seen = views(day)
    assert rates(numbers(), 1)[day] == pytest.approx(4.0 * seen / (seen + 50.0), rel=1e-10)
    assert set(numbers().channels[1].daily_organic) == {1.0}


def test_views_carry_over_from_before_the_start() -> None:
    """A half-life of a day: half of the day before, half of today; the season and what needs no content are there."""
    changed = {"adstock_half_life": "1 day", "organic": 0.2, "seasonality": [0.5] * 12}
    found = rates(numbers(**{f"market__channels__blog__{name}": value for name, value in changed.items()}), 1)
    stock = 0.5 * views(-1) + 0.5 * views(0)
    assert found[0] == pytest.approx(4.0 * 0.5 * (0.2 + 0.8 * stock / (stock + 50.0)))


def test_where_nobody_is_paid_to_make_it_it_is_looked_at_less() -> None:
    """Manuals of before and of January are amateurs' work, February's are not."""
    amateur = {"market__content__kinds__manual__views_without_team": 0.1, "market__content__kinds__article__views": 0}
    found = rates(numbers(**amateur), 1)
    made = [0.5 + 0.0, 0.5 + 2.0 / 28.0]
    assert [found[0], found[31]] == pytest.approx([4.0 * seen / (seen + 50.0) for seen in made])


def test_prices_rise_and_a_team_learns() -> None:
    """Half a ceiling at 100 a day: a day's worth by hand, with all that was spent before it."""
    spend = {"plan__spend": {"ads": 3043.75}, "run__months": 12}
    said = {"inflation": 0.2, "learning": {"initial_efficiency": 0.25, "learning_half_spend": "2k"}}
    ads = numbers(**spend, **{f"market__channels__ads__{name}": value for name, value in said.items()}).channels[0]
    for day in (0, 40, 364):
        before = sum(ads.daily_spend[:day]) / 100.0
        works = ads.daily_spend[day] * 1.2 ** (-day / 365.25) * (1.0 - 0.75 * 2.0 ** (-before / 2_000.0))
        assert ads.working[day] == pytest.approx(works)
        assert ads.daily_rate[day] == pytest.approx(10.0 * works / (works + 10_000.0))


def test_what_was_spent_before_has_taught_us() -> None:
    """A year of it; and what still carries over from it was worth as much."""
    said = {"learning": {"initial_efficiency": 0.5, "learning_half_spend": "12k"}, "adstock_half_life": "10 days"}
    changed = {f"market__channels__ads__{name}": value for name, value in said.items()}
    ads = numbers(**changed, run__initial__spend={"ads": "1k"}).channels[0]
    assert ads.practised == 12 * 100_000
    assert ads.initial_stock == pytest.approx(100_000 / 30.4375 * 0.75)


def test_a_trial_knows_of_it() -> None:
    """Content fills one channel and holds another back; the leads are those of the journal."""
    scenario = load_mapping(
        told(
            run__months=12,
            plan__spend={"ads": "9k"},
            plan__content__manual=None,
            plan__content__article={"publish": 20},
            market__channels__ads__content_dependence={"base_share": 0.2},
        )
    )
    found, expected = simulate(resolve(scenario), 0), size_of(scenario).leads
    assert (found.kind == 1).sum() == pytest.approx(expected, rel=0.15)


WRONG = [
    (
        {"market__channels__blog__content_led": None},
        "E_MISSING market.channels.blog: nothing says what fills channel `blog`",
    ),
    (
        {"market__channels__blog__half_saturation_spend": "1k"},
        "E_CONFLICT market.channels.blog.half_saturation_spend: content fills",
    ),
    ({"market__channels__blog__inflation": 0.1}, "E_CONFLICT market.channels.blog.inflation: content fills"),
    (
        {"market__channels__blog__learning": {"initial_efficiency": 0.5, "learning_half_spend": 1}},
        "E_CONFLICT market.channels.blog.learning: content fills",
    ),
    ({"plan__spend": {"blog": 1}}, "E_CONFLICT plan.spend.blog: content fills"),
    ({"run__initial__spend": {"blog": 1}}, "E_CONFLICT run.initial.spend.blog: content fills"),
    ({"market__content": None}, "E_MISSING market.channels.blog.content_led: nothing says what content there is"),
    ({"market__content": None}, "E_UNKNOWN plan.content.article: no kind of content is called `article`"),
    ({"plan__content__artcle": {}}, "no kind of content is called `artcle`; did you mean `article`?"),
    ({"run__initial__content": {"qua": 1}}, "E_UNKNOWN run.initial.content.qua: no kind of content is called `qua`"),
    (
        {"market__website": None},
        "E_MISSING plan.website: nothing says what a website makes of visits; add `market.website`",
    ),
    ({"plan__website": None}, "E_MISSING market.website: nothing says how good our website is; add `plan.website`"),
    (
        {"market__website": None, "plan__website": None, "market__channels__ads__via_website": True},
        "E_MISSING market.channels.ads.via_website: nothing says what a website makes of visits",
    ),
    (
        {"market__content__kinds": {"joke": {"views": 1}}, "plan__content": {}, "run__initial": "empty"},
        "E_MISSING market.content.evidence: no kind of content does that; give a kind its "
        "`target_assets` and its `buyer_weight`",
    ),
    (
        {"market__content": {"kinds": {"joke": {}}}, "plan__content": {}, "run__initial": "empty"},
        "E_MISSING market.channels.blog.content_led: nobody looks at any content",
    ),
    (
        {
            "market__content": {"kinds": {"joke": {"views": 1}}},
            "market__channels__ads__content_dependence": {"base_share": 0.5},
            "plan__content": {},
            "run__initial": "empty",
        },
        "E_MISSING market.channels.ads.content_dependence: buyers look for no kind of content",
    ),
]


@pytest.mark.parametrize(("changes", "message"), WRONG, ids=lambda value: str(value)[:60])
def test_it_says_what_is_wrong(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ScenarioError) as error:
        load_mapping(told(**changes))
    assert message in str(error.value)


@pytest.mark.parametrize(
    "message",
    [
        "W_UNUSED plan.website: no channel leads to the website; say `via_website: true` there",
        "W_UNUSED plan.content.manual.team_cost: the team costs money and changes nothing; say "
        "`views_without_team` of the kind",
    ],
)
def test_what_is_paid_for_nothing_is_warned_of(message: str) -> None:
    assert any(message in str(each) for each in warnings_of(load_mapping(told())))
    useful = told(market__channels__ads__via_website=True, market__content__kinds__manual__views_without_team=0.5)
    assert not any(message in str(each) for each in warnings_of(load_mapping(useful)))
