"""Two scenarios share their luck: a change touches what it touches, and everything else happens again to the bit.

Journals are compared by names (of channels, segments, teams, roles), since positions shift when something is added.
"""

import random
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import numpy as np
import pytest
import yaml

import gtmsim
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.policies.points import POINTS
from gtmsim.scenario.load import load_mapping

FIRM = yaml.safe_load("""
name: firm
market:
  channels:
    search:
      {max_leads: 6 per day, half_saturation_spend: 20k, adstock_half_life: 5 days, dispersion: 2,
        in_market_share: 70%, cost_per_lead: 10,
       delay: {median: 3 days, sigma: 0.5}, segments: {small: 75%, large: 25%}}
    talks: {max_leads: 5 per day, half_saturation_spend: 15k, organic: 10%, in_market_share: 40%,
      segments: {small: 50%, large: 50%}}
  segments:
    small:
      {contract_value: 9k, value_sigma: 0.6, committee: pair, churn: 25%, churn_heterogeneity: 0.2,
        closure_rate: 4% per year,
       onboarding: {median: 25 days, sigma: 0.5}, expansion: 15%, contraction: 8%, csm_hours: 2h,
         slow_onboarding_churn: 1}
    large:
      {contract_value: 30k, value_sigma: 0.6, committee: board, churn: 15%, churn_heterogeneity: 0.1,
        closure_rate: 2% per year,
       onboarding: {median: 45 days, sigma: 0.5}, expansion: 25%, contraction: 8%, csm_hours: 4h}
  committees:
    pair:
      {time_between_meetings: {median: 4 days, sigma: 0.6}, review: {mean: 2 days, distribution: exponential},
       roles: {user: {price: 2}, boss: {price: 2, decides: true}}}
    board:
      {time_between_meetings: {median: 6 days, sigma: 0.6}, meetings_per_member: 0.4, review: {mean: 4 days,
        distribution: exponential},
       roles: {user: {seats: 2}, finance: {price: 4, participation: 60%}, boss: {decides: true}}}
  qualification:
    in_market: {mql_rate: 80%, sql_rate: 60%, response_half_life: 2 days, response_floor: 40%,
      abandon_after: 3 days, handling_time: {mean: 1h, cv: 0.8}}
    out_of_market: {mql_rate: 50%, sql_rate: 20%, response_half_life: 2 days, response_floor: 40%,
      handling_time: {mean: 0.6h, cv: 0.8}}
  selling:
    stages:
      - {name: discovery, selling_time: 2h, buyer_delay: {median: 4 days, sigma: 0.6}, conversion: 85%}
      - {name: demo, selling_time: {mean: 3h, cv: 0.5}, buyer_delay: {median: 5 days, sigma: 0.6}, conversion: 80%}
    buying_window: {median: 70 days, sigma: 0.5}
    responsiveness_half_life: 10 days
  win_back: {chance: 20%, delay: {median: 60 days, sigma: 0.5}}
  referrals: {rate: 0.5 per year, base_share: 60%, trust: 0.4}
plan: {spend: {search: 20k, talks: 10k}, terms: {small: monthly}}
run: {start: "2026-01-01", months: 14, run_off: false,
      initial: {customers: {small: 60, large: 25}, pipeline: {small: 10, large: 8}}}
""")
STAFF = {"sdr": {"headcount": 1}, "ae": {"headcount": 3}, "csm": {"headcount": 1, "selling_time_share": 0.6}}
SUCCESS = {"churn": 1.5, "expansion": 1.0, "contraction": 0.5, "onboarding": 0.8}
UP_TO_THE_WIN = tuple(kind for kind in Kind if kind <= Kind.WON)
Change = Callable[[dict[str, Any]], object]


def journal(*changes: Change, replication: int = 0) -> Journal:
    """One replication of the firm after some changes."""
    return lived(changes, replication)


@cache
def lived(changes: tuple[Change, ...], replication: int) -> Journal:
    """The same, once for each group of changes."""
    said = deepcopy(FIRM)
    for change in changes:
        change(said)
    return gtmsim.simulate(gtmsim.resolve(load_mapping(said)), replication)


def put(path: str, value: Any) -> Change:
    """The change that says a value, new or not."""

    def change(said: dict[str, Any]) -> None:
        *above, last = path.split(".")
        for name in above:
            said = said.setdefault(name, {})
        said[last] = deepcopy(value)

    return change


NO_PIPELINE = put("run.initial.pipeline", {})  # where day 0 finds a deal depends on how long the stages take


def staffed(said: dict[str, Any]) -> None:
    """The change that employs people and lets coverage matter."""
    put("plan.teams", STAFF)(said)
    put("market.coverage_effects", SUCCESS)(said)


def rows(found: Journal, *kinds: Kind) -> list[tuple[Any, ...]]:
    """All rows, or those of some kinds, with names instead of positions."""
    header = found.header
    named = []
    for time, kind, entity, sub, channel, segment, team, amount, level, number, table, row in found.rows():
        if kinds and kind not in kinds:
            continue
        what = (header.roles[sub // 1000], sub % 1000) if kind == Kind.VOTE else sub
        where = tuple(
            names[i] if i >= 0 else ""
            for names, i in ((header.channels, channel), (header.segments, segment), (header.teams, team))
        )
        by = (header.tables[table], header.rows[table][row] if row >= 0 else "") if table >= 0 else ("", "")
        named.append((time, kind, entity, what, *where, amount, level, number, *by))
    return named


def lives(found: Journal, *kinds: Kind, apart_from: Kind | None = None) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of each account."""
    by_account: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows(found, *kinds):
        if row[2] and row[1] != apart_from:
            by_account.setdefault(row[2], []).append(row)
    return by_account


def accounts(found: Journal, kind: Kind) -> set[int]:
    """The accounts that have a row of this kind."""
    return set(found.entity[found.of(kind)].tolist())


def untouched(one: Journal, other: Journal, whom: set[int], apart_from: Kind | None = None) -> None:
    """Assert that these accounts live the same lives in both journals."""
    first, second = lives(one, apart_from=apart_from), lives(other, apart_from=apart_from)
    assert len(whom) > 0
    for who in whom:
        assert first[who] == second[who]


def of_channel(found: Journal, channel: str) -> set[int]:
    """Accounts first touched by a channel."""
    return set(found.entity[found.channel == found.header.channels.index(channel)].tolist()) - {0}


def test_the_firm_is_alive():
    """What is compared below is not empty: every kind of event that concerns an account happens."""
    seen = set(journal().kind.tolist()) | set(journal(staffed).kind.tolist())
    assert {Kind(kind).name for kind in seen} >= {
        *("LEAD", "MQL", "DISQUALIFIED", "ABANDONED", "SQL", "TASK_STARTED", "TASK_ENDED", "LEAD_FEE", "CHANNEL_SPEND"),
        *(
            "OPPORTUNITY",
            "STAGE_PASSED",
            "COMMITTEE_MET",
            "VOTE",
            "WON",
            "LOST",
            "NO_DECISION",
            "OPENING_CUSTOMER",
            "NEW_CUSTOMER",
            "GO_LIVE",
        ),
        *("RENEWAL_DUE", "RENEWED", "EXPANDED", "CONTRACTED", "CHURNED", "CLOSED_DOWN", "REACTIVATED", "REFERRED"),
        *("INVOICED", "CREDITED", "COGS", "CSM_COVERAGE", "MONTH_CLOSED"),
    }


@pytest.mark.parametrize("replication", range(3))
def test_more_spend_adds_leads_and_moves_none(replication):
    few = journal(replication=replication)
    many = journal(put("plan.spend.talks", "25k"), replication=replication)
    assert accounts(few, Kind.LEAD) < accounts(many, Kind.LEAD)
    untouched(few, many, set(lives(few)))
    added = accounts(many, Kind.LEAD) - accounts(few, Kind.LEAD)
    assert added & of_channel(many, "talks")
    assert not added & of_channel(many, "search")


def test_more_spend_later_changes_nothing_before():
    steady, later = journal(), journal(put("plan.spend.search", {"2026-01-01": "20k", "2026-06-15": "60k"}))
    begin = 165 * 86_400_000_000
    before = [row for row in rows(later) if row[0] < begin and row[1] != Kind.CHANNEL_SPEND]
    assert before == [row for row in rows(steady) if row[0] < begin and row[1] != Kind.CHANNEL_SPEND]


@pytest.mark.parametrize("people", [(), (staffed,)])
def test_a_channel_without_leads_touches_nothing(people):
    idle = {"max_leads": "50 per day", "half_saturation_spend": "10k", "segments": {"small": 1}}
    assert rows(journal(*people)) == rows(journal(*people, put("market.channels.ads", idle)))


LIBRARY = {"kinds": {"article": {"views": 20, "target_assets": 30, "support_weight": 1, "persuasion_rate": 0.5}}}


def published(said: dict[str, Any]) -> None:
    """The change that publishes content and runs a website of which no channel, customer or committee takes notice."""
    put("market.content", LIBRARY)(said)
    put("plan.content", {"article": {"publish": 4, "cost": 250, "team_cost": "1k per month"}})(said)
    put("market.website", {})(said)
    put("plan.website", {"quality": 0.3, "cost": "2k per month"})(said)
    for channel in ("search", "talks"):
        put(f"market.channels.{channel}.content_dependence", {"base_share": 1})(said)
        put(f"market.channels.{channel}.via_website", True)(said)
        put(f"market.channels.{channel}.learning", {"initial_efficiency": 1, "learning_half_spend": 1})(said)
    put("market.website.min_capture_rate", 1)(said)


@pytest.mark.parametrize("people", [(), (staffed,)])
def test_content_that_nobody_minds_costs_money_and_touches_nothing(people):
    one, other = journal(*people), journal(*people, published)
    assert rows(one) == [row for row in rows(other) if row[1] != Kind.PROGRAMME]
    assert {row[7] for row in rows(other, Kind.PROGRAMME)} == {400_000}


def test_content_adds_leads_and_moves_none():
    """Half of the leads come without any content; what more comes is added to them."""
    floor = put("market.channels.search.content_dependence", {"base_share": 0.5})
    few = journal(put("market.content", LIBRARY), floor)
    many = journal(put("market.content", LIBRARY), floor, put("plan.content", {"article": {"publish": 4}}))
    assert accounts(few, Kind.LEAD) < accounts(many, Kind.LEAD)
    untouched(few, many, set(lives(few)))
    assert not (accounts(many, Kind.LEAD) - accounts(few, Kind.LEAD)) & of_channel(many, "talks")


def test_dearer_auctions_lose_leads_and_move_none():
    cheap, dear = journal(), journal(put("market.channels.search.inflation", 0.5))
    assert accounts(dear, Kind.LEAD) < accounts(cheap, Kind.LEAD)
    untouched(dear, cheap, set(lives(dear)))


def test_another_channel_touches_no_account_of_the_others():
    fair = {"max_leads": "5 per day", "half_saturation_spend": "10k", "organic": 0.5, "segments": {"small": 1}}
    one, other = journal(NO_PIPELINE), journal(NO_PIPELINE, put("market.channels.fair", fair))
    untouched(one, other, set(lives(one)))
    assert accounts(other, Kind.WON) > accounts(one, Kind.WON)


@pytest.mark.parametrize("people", [(), (staffed,)])
def test_a_role_that_never_sits_touches_nothing(people):
    absent = {"participation": 0, "veto": 1, "base": -20}
    assert rows(journal(*people)) == rows(journal(*people, put("market.committees.board.roles.auditor", absent)))


@pytest.mark.parametrize("people", [(), (staffed,)])
def test_a_segment_without_accounts_touches_nothing(people):
    empty = {"contract_value": "1M", "committee": "pair", "churn": 0.9}
    one, other = (rows(journal(*people, *more)) for more in ((), (put("market.segments.huge", empty),)))
    assert one == [row for row in other if row[5] != "huge"]
    assert all(row[1] == Kind.MONTH_CLOSED for row in other if row[5] == "huge")


def test_another_stage_leaves_the_luck_of_the_others():
    """A stage that takes no time and loses nobody, put first, is one more row in the life of each deal."""
    nothing = {"name": "greeting"}
    other = journal(put("market.selling.stages", [nothing, *FIRM["market"]["selling"]["stages"]]), NO_PIPELINE)
    one = journal(NO_PIPELINE)
    of_stages = (Kind.TASK_STARTED, Kind.TASK_ENDED, Kind.STAGE_PASSED, Kind.LOST, Kind.NO_DECISION)
    rest = [kind for kind in Kind if kind not in of_stages]
    assert lives(one, *rest) == lives(other, *rest)
    assert len(rows(other, Kind.STAGE_PASSED)) > len(rows(one, Kind.STAGE_PASSED))


def test_another_segment_s_churn_touches_no_account_of_this_one():
    one, other = journal(), journal(put("market.segments.large.churn", 0.6))
    small = {row[2] for row in rows(one) if row[2] and row[5] == "small"}
    untouched(one, other, small)
    assert lives(one) != lives(other)


def test_customer_success_touches_no_lead_and_no_deal():
    """Referrals are off here: what customers say depends on how they are served."""
    alone = put("market.referrals", {"rate": 0})
    one, other = journal(staffed, alone), journal(staffed, alone, put("plan.teams.csm.headcount", 5))
    assert rows(one, *UP_TO_THE_WIN) == rows(other, *UP_TO_THE_WIN)
    assert len(accounts(other, Kind.CHURNED)) < len(accounts(one, Kind.CHURNED))


def test_price_moves_no_arrival_and_loses_deals_only():
    cheap, dear = journal(), journal(put("plan.price", 1.3))
    untouched_kinds = (
        Kind.LEAD,
        Kind.MQL,
        Kind.DISQUALIFIED,
        Kind.SQL,
        Kind.TASK_STARTED,
        Kind.STAGE_PASSED,
        Kind.COMMITTEE_MET,
    )
    ours = set.union(*(of_channel(cheap, channel) for channel in ("search", "talks")))
    first, second = lives(cheap, *untouched_kinds), lives(dear, *untouched_kinds)
    assert all(first[who] == second[who] for who in ours)
    assert accounts(dear, Kind.WON) & ours < accounts(cheap, Kind.WON) & ours


def test_better_chances_keep_who_was_won_before():
    def eager(said: dict[str, Any]) -> None:
        for committee in said["market"]["committees"].values():
            for role in committee["roles"].values():
                role["base"] = 2.0

    one, other = journal(NO_PIPELINE), journal(NO_PIPELINE, eager)
    assert accounts(one, Kind.WON) < accounts(other, Kind.WON)
    untouched(one, other, accounts(one, Kind.WON), apart_from=Kind.VOTE)


def test_lower_churn_only_lengthens_lives():
    """Without returns, who leaves under lower churn has left before it, or at the same renewal."""
    forever = put("market.win_back", {"chance": 0})
    short = journal(forever)
    long = journal(forever, put("market.segments.small.churn", 0.15), put("market.segments.large.churn", 0.1))
    left = {who: life[-1][0] for who, life in lives(short, Kind.CHURNED).items()}
    stayed = {who: life[-1][0] for who, life in lives(long, Kind.CHURNED).items()}
    common = accounts(short, Kind.NEW_CUSTOMER) | accounts(short, Kind.OPENING_CUSTOMER)
    last = 2**62
    assert all(stayed.get(who, last) >= left.get(who, last) for who in common)
    assert sum(stayed.get(who, last) > left.get(who, last) for who in common) > 10


def test_more_sellers_move_no_arrival():
    one, other = (
        journal(staffed),
        journal(staffed, put("plan.teams.sdr.headcount", 4), put("plan.teams.ae.headcount", 9)),
    )
    leads = [[row for row in rows(found, Kind.LEAD, Kind.LEAD_FEE) if row[4] != "referral"] for found in (one, other)]
    assert leads[0] == leads[1]
    assert rows(one) != rows(other)


@pytest.mark.parametrize("people", [(), (staffed,)])
def test_a_longer_horizon_begins_with_the_shorter(people):
    short, long = rows(journal(*people)), rows(journal(*people, put("run.months", 19)))
    assert short == long[: len(short)]


def test_the_run_off_begins_where_the_horizon_ends():
    short, long = rows(journal(staffed)), rows(journal(staffed, put("run.run_off", True)))
    assert short == long[: len(short)]
    assert len(long) > len(short)
    later = long[len(short) :]
    assert not {row[1] for row in later} & {Kind.REFERRED, Kind.CHANNEL_SPEND, Kind.SALARY, Kind.CSM_COVERAGE}
    # Spend of the last days carries over, and whom it touched is on his way; nothing of the kind holds of talks.
    assert {row[4] for row in later if row[1] == Kind.LEAD} == {"search"}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_text_is_no_input(seed):
    def shuffled(said: Any) -> Any:
        if isinstance(said, dict):
            items = [(name, shuffled(value)) for name, value in said.items()]
            random.Random(seed).shuffle(items)
            return dict(items)
        return said

    firm = deepcopy(FIRM)
    staffed(firm)
    other = gtmsim.simulate(gtmsim.resolve(load_mapping(shuffled(firm))), 0)
    assert other.rows() == journal(staffed).rows()


def test_replications_do_not_know_of_each_other():
    """Not of their number, nor of who went before; and no two are alike."""
    few, many = (gtmsim.run(load_mapping(FIRM), replications=n, jobs=1) for n in (2, 3))
    for key, sample in few.measures.items():
        assert np.array_equal(sample.values(), many.measures[key].values()[:2], equal_nan=True), key
    wins = many.measures["new_arr", "", ""].values()
    assert len(set(wins.tolist())) == 3
    assert journal(replication=2).rows() == journal(put("run.replications", 7), replication=2).rows()


def test_measuring_changes_no_journal():
    found = journal(staffed)
    before = found.rows()
    gtmsim.measure(found)
    assert found.rows() == before


def test_another_seed_is_another_market():
    one, other = journal(), journal(put("run.seed", 2))
    assert not {row[0] for row in rows(one, Kind.LEAD)} & {row[0] for row in rows(other, Kind.LEAD)}


SAID = {  # what every decision point says by itself, in a table with another row's name
    point.name: {"hit": "first", "rows": [{"name": "as ever", "when": {}, "then": point.default[0][2]}]}
    for point in POINTS
}
SAVING = put("market.save_offer", {"chance": 0.5})


REVIEWS = (Kind.HEADCOUNT_REVIEWED, Kind.BUDGET_REVIEWED, Kind.CASH_REVIEWED)


def undecided(found: Journal) -> list[tuple[Any, ...]]:
    """All rows but those of reviews, without what decided them."""
    return [row[:-2] for row in rows(found) if row[1] not in REVIEWS]


@pytest.mark.parametrize("people", [(), (staffed,)])
def test_tables_that_say_what_holds_anyway_change_nothing(people):
    one, other = journal(*people), journal(*people, put("plan.policies", SAID))
    assert undecided(one) == undecided(other)
    assert rows(one) != rows(other)


@pytest.mark.parametrize("people", [(), (staffed,)])
def test_a_decision_that_never_comes_up_changes_nothing(people):
    never = {"name": "never", "when": {"renewals": ">= 400"}, "then": {"play": "try", "discount": "50%"}}
    rest = {"name": "rest", "then": {"play": "let_go"}}
    asked = put("plan.policies.save_play", {"hit": "first", "rows": [never, rest]})
    assert undecided(journal(*people, SAVING)) == undecided(journal(*people, SAVING, asked))


def test_a_discount_for_one_segment_moves_no_life_of_the_other():
    def given(share: str) -> Change:
        rows = [
            {"name": s, "when": {"segment": s}, "then": {"discount": d}} for s, d in (("large", share), ("small", 0))
        ]
        return put("plan.policies.discount", {"rows": rows})

    one, other = journal(given("0%")), journal(given("30%"))
    untouched(one, other, {row[2] for row in rows(one) if row[2] and row[5] == "small"})
    large = [{row[2] for row in rows(found, Kind.WON) if row[5] == "large"} for found in (one, other)]
    assert large[0] < large[1]


def test_another_lead_is_talked_to_again_without_touching_the_others():
    """Who is nurtured lives on; whoever was not lives as before."""
    again = {"name": "again", "when": {"outcome": "not_qualified"}, "then": {"then": "nurture", "after": "30 days"}}
    table = {"hit": "first", "rows": [again, {"name": "rest", "then": {"then": "drop"}}]}
    answers = put("market.qualification.nurture", {"response_rate": 0.3})
    alone = put("market.referrals", {"rate": 0})
    before = put("run.initial.plan.policies.nurture", {"rows": [{"name": "rest", "then": {"then": "drop"}}]})
    firm = alone, answers, before
    one, other = journal(*firm), journal(*firm, put("plan.policies.nurture", table))
    back = accounts(other, Kind.RECYCLED)
    first, second = ({who: [row[:-2] for row in life] for who, life in lives(found).items()} for found in (one, other))
    assert back and all(first[who] == second[who][: len(first[who])] for who in first)
    assert all(first[who] == second[who] for who in set(first) - back)


SEVERAL = {"small": {"terms": {"monthly": 0.4, "annual": 0.6}}, "large": {"term": "24 months"}}


def offering(**said: Any) -> Change:
    """The change that offers several terms to all, with what else is said of them."""
    return put("plan.offers", {name: offer | said for name, offer in SEVERAL.items()})


def told_apart(found: Journal) -> dict[int, list[tuple[Any, ...]]]:
    """The lives without what bills are for: those of the MRR, of renewals and of the sale."""
    bills = {Kind.INVOICED, Kind.COGS, Kind.CREDITED, Kind.OFFERED, Kind.SETUP_FEE}
    return lives(found, *(kind for kind in Kind if kind not in bills))


def test_bills_touch_no_life() -> None:
    """How a contract is billed changes what is paid when, and nobody buys, stays or grows otherwise."""
    one, other = (journal(offering(billing=billing)) for billing in ("monthly", "upfront"))
    assert told_apart(one) == told_apart(other)
    assert rows(one, Kind.INVOICED) != rows(other, Kind.INVOICED)


def test_offers_of_one_segment_touch_no_other_and_no_sale() -> None:
    """Terms are chosen by a draw of their own: all that is sold is sold as before, where they are free of charge."""
    alone = put("market.referrals.rate", 0)  # who stays longer refers more
    plain, offered = journal(alone), journal(alone, put("plan.offers", {"small": SEVERAL["small"]}))
    before = [row for row in rows(plain) if row[1] <= Kind.WON and row[2]]
    assert before == [row for row in rows(offered) if row[1] <= Kind.WON and row[2] and row[1] != Kind.OFFERED]
    large = {row[2] for row in rows(plain) if row[5] == "large" and row[2]}
    untouched(plain, offered, large)


def test_a_longer_term_is_chosen_by_those_who_chose_it_and_by_more() -> None:
    """A discount for a year moves some from a month to a year, and nobody the other way."""
    pull = put("market.contracts", {"discount_sensitivity": 0.1, "commitment": 0})
    free, cheap = (
        journal(pull, offering(), *more) for more in ((), (put("plan.offers.small.discounts", {"annual": 0.1}),))
    )
    chosen = [{row[2]: row[3] for row in rows(found, Kind.OFFERED)} for found in (free, cheap)]
    both = chosen[0].keys() & chosen[1].keys()
    assert all(chosen[0][who] <= chosen[1][who] for who in both)
    assert any(chosen[0][who] < chosen[1][who] for who in both)
