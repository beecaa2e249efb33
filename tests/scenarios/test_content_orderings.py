"""What content, the website, dearer auctions and experience must make come out, stated by sources or inferred by us.

What follows from the plan alone is looked at in expected leads; the rest in paired runs with their standard errors.
"""

import math
import re
import statistics
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from gtmsim.mechanisms.channels.rules import ChannelInputs
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.language.quantity import parse
from gtmsim.scenario.load import load_mapping
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.resolved.inputs import Inputs
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.compare import compare
from gtmsim.study.comparison import Comparison
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

REPLICATIONS = 10
MECHANISMS = Path(__file__).parents[2] / "docs" / "mechanisms.md"


def presets() -> dict[str, dict[str, Any]]:
    """The typical kinds of content, as the reference of the mechanisms lists them."""
    (table,) = re.findall(r"(\| kind \|.*?)\n\n", MECHANISMS.read_text(encoding="utf-8"), re.DOTALL)
    names, _, *rows = ([cell.strip(" `") for cell in row.strip("|").split("|")] for row in table.splitlines())
    return {kind: dict(zip(names[1:], map(yaml.safe_load, cells), strict=True)) for kind, *cells in rows}


KINDS = presets()
COST = {kind: float(parse(said.pop("cost"), "money")) for kind, said in KINDS.items()}
FIRM = yaml.safe_load("""
name: firm
market:
  channels:
    search_ads:
      {max_leads: 12 per day, half_saturation_spend: 30k per month, adstock_half_life: 3 days, dispersion: 2,
        segments: {firms: 100%},
       inflation: 12% per year, learning: {initial_efficiency: 50%, learning_half_spend: 15k},
         content_dependence: {base_share: 60%}, via_website: true}
    ranking:
      {max_leads: 6 per day, content_led: {half_saturation_views: 2500 per day}, adstock_half_life: 60 days,
        dispersion: 2,
       segments: {firms: 100%}}
  segments: {firms: {contract_value: 12k, committee: pair, churn: 20%}}
  committees: {pair: {roles: {user: {}, boss: {decides: true}}}}
  qualification: {in_market: {mql_rate: 70%, sql_rate: 40%}}
  selling: {stages: [{name: demo, buyer_delay: {median: 10 days, sigma: 0.5}, conversion: 70%}]}
  website: {min_capture_rate: 30%, capture_without_cases: 60%, target_cases: 3}
plan: {website: {quality: 80%, case_studies: 3}}
run: {start: "2026-01-01", months: 36, run_off: false, seed: 5, initial: empty}
""")


def firm(spend: str | int = 0, ours: dict[str, Any] | None = None, cases: float = 3, **market: Any) -> Scenario:
    """The firm with so much spend a month on search ads, and what it does for each kind of content."""
    made = {kind: {"cost": COST.get(kind, 0.0)} | said for kind, said in (ours or {}).items()}
    site = FIRM["plan"]["website"] | {"case_studies": cases}
    plan = {"spend": {"search_ads": spend}, "content": made, "website": site}
    return load_mapping(FIRM | {"market": FIRM["market"] | {"content": {"kinds": KINDS}} | market, "plan": plan})


def channel(inputs: Inputs, name: str) -> ChannelInputs:
    """One of its channels."""
    return next(each for each in inputs.channels if each.name == name)


def leads(inputs: Inputs, name: str, first: int, last: int) -> float:
    """Leads that are expected of a channel from one month to another, both counted from 0."""
    bounds = [month // DAY for month in inputs.months]
    return sum(channel(inputs, name).daily_rate[bounds[first] : bounds[last]])


def cost(inputs: Inputs, name: str, first: int, last: int) -> float:
    """What a lead of the channel costs over these months: spend of ads, and all programmes for what ranks."""
    spent = inputs.programme if name == "ranking" else channel(inputs, name).monthly_spend
    return sum(spent[first:last]) / 100.0 / leads(inputs, name, first, last)


ADS = resolve(firm("20k"))
RANKED = resolve(firm(0, {"article": {"publish": 24}, "qa": {"publish": 64}}))  # 12k and 7.68k a month


def test_search_ads_work_sooner_than_ranking() -> None:
    """O07, stated: bought traffic is there at once, and a library has to grow."""
    assert 19_000_00 < RANKED.programme[0] < 20_000_00 == channel(ADS, "search_ads").monthly_spend[0]
    for months in (1, 3):
        assert leads(ADS, "search_ads", 0, months) > 2.0 * leads(RANKED, "ranking", 0, months)
    share = {
        name: leads(inputs, name, 0, 6) / leads(inputs, name, 30, 36)
        for name, inputs in (("search_ads", ADS), ("ranking", RANKED))
    }
    assert share["search_ads"] > 2.0 * share["ranking"]


def test_a_lead_of_search_ads_costs_more_every_year() -> None:
    """O07, stated, with a constant budget. Inferred: the first month is dear too, since nobody knows the channel."""
    by_year = [cost(ADS, "search_ads", first, first + 12) for first in (3, 12, 24)]
    assert by_year[0] < by_year[1] < by_year[2]
    assert cost(ADS, "search_ads", 0, 1) > 1.2 * cost(ADS, "search_ads", 5, 6)


def test_a_lead_of_ranking_is_cheaper_in_the_long_run() -> None:
    """O08, inferred: dearer for half a year, cheaper in the second year, and cheaper over all three."""
    first, later, whole = (
        (cost(ADS, "search_ads", *span), cost(RANKED, "ranking", *span)) for span in ((0, 6), (18, 24), (0, 36))
    )
    assert first[0] < first[1]
    assert later[0] > later[1]
    assert whole[0] > whole[1]


def tail(kind: str) -> float:
    """Share of the leads of three years that come more than a year after the kind was last published."""
    published = resolve(firm(0, {kind: {"publish": {"start": 10, "2026-02-01": 0}}}))
    return leads(published, "ranking", 13, 36) / leads(published, "ranking", 0, 36)


def test_answers_have_a_longer_tail_than_articles_and_these_than_hot_topics() -> None:
    """O13, stated: the order of the long tails."""
    assert tail("qa") >= tail("article") > 2.0 * tail("hot_topic")


def test_video_without_a_team_brings_less_than_text_of_the_same_money() -> None:
    """O39, stated: 4k a month on articles, or on videos that amateurs make. A team makes the same videos worth more."""
    money = 4_000.0
    text, video = (resolve(firm(0, {kind: {"publish": money / COST[kind]}})) for kind in ("article", "video"))
    assert text.programme == video.programme
    assert leads(text, "ranking", 0, 36) > 2.0 * leads(video, "ranking", 0, 36)
    made = resolve(firm(0, {"video": {"publish": money / COST["video"], "team_cost": "6k per month"}}))
    assert leads(made, "ranking", 0, 36) > 2.0 * leads(video, "ranking", 0, 36)


LIBRARY = {"case": {"publish": 0.25}, "article": {"publish": 3}, "report": {"publish": 0.1}, "qa": {"publish": 4}}
SOFT = {"views": "5 per day", "target_assets": 10, "buyer_weight": 1, "persuasion_rate": 0.6}


@cache
def study(name: str) -> Results:
    """A study of one of the firms that are compared."""
    soft = {"soft": {"publish": 2, "cost": 400}}
    firms = {
        "ads alone": lambda: firm("20k"),
        "ads and content": lambda: firm("20k", LIBRARY),
        "a tenth of the ads for content": lambda: firm("18k", {"case": {"publish": 0.2}, "article": {"publish": 3}}),
        "no case on the site": lambda: firm("20k", LIBRARY, cases=0),
        "fair articles": lambda: firm("20k", soft, content={"evidence": 2, "kinds": {"soft": SOFT}}),
        "detected": lambda: firm(
            "20k", soft, content={"evidence": 2, "kinds": {"soft": SOFT | {"ad_recognition": 0.8}}}
        ),
    }
    return run(firms[name](), REPLICATIONS)


def against(base: str, name: str) -> Comparison:
    """A firm beside another one, in the same luck."""
    return compare(study(base), study(name))


def errors(found: Comparison, metric: str, dim: str = "", key: str = "") -> float:
    """How many standard errors the paired difference is from 0."""
    (difference,) = found.differences[metric, dim, key].values()
    assert difference.mean is not None
    return difference.mean / statistics.stdev(difference.deviations) * math.sqrt(len(difference.deviations))


def test_content_raises_the_yield_of_ads() -> None:
    """O33, stated: the same spend brings more leads where visitors find what they look for."""
    assert errors(against("ads alone", "ads and content"), "leads", "channel", "search_ads") > 4.0


def test_a_tenth_of_the_ads_spent_on_content_brings_more_leads() -> None:
    """Inferred from O33: the money is the same, and both the ads and all channels together bring more leads."""
    found = against("ads alone", "a tenth of the ads for content")
    money = [each.estimate("spend_marketing").mean for each in found.results]
    assert money[1] == pytest.approx(money[0], rel=0.01)
    assert errors(found, "leads") > 4.0
    assert errors(found, "leads", "channel", "search_ads") > 4.0


def test_a_site_with_cases_converts_better() -> None:
    """O34, stated: the same visits leave more leads where there are cases to read."""
    found = against("no case on the site", "ads and content")
    assert errors(found, "leads", "channel", "search_ads") > 4.0
    (difference,) = found.differences["leads", "channel", "ranking"].values()
    assert difference.mean == 0.0  # which does not lead to the site


def test_a_soft_article_that_is_seen_through_convinces_less() -> None:
    """O40, stated: the same leads, and fewer of them are won."""
    found = against("fair articles", "detected")
    assert errors(found, "win_rate") < -4.0
    (difference,) = found.differences["leads", "", ""].values()
    assert difference.mean == 0.0
