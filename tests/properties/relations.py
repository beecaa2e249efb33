"""How journals of related scenarios relate: more of one thing, another order of names, a longer look, a limit.

Each relation takes a scenario as written, which it may change, and fails with an AssertionError.
"""

import copy
import random
from collections.abc import Iterator
from typing import Any

from properties.branded import make_unknown
from properties.generated import NOTHING_FOUND, Said
from properties.told import Row

from gtmsim.engine.reference import simulate
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.measure import measure
from gtmsim.metrics.metric import Undefined
from gtmsim.scenario.load import load_mapping
from gtmsim.scenario.resolve import resolve

FAR = 10**18  # microseconds
LAST = "\u9f8d"  # a name that comes after all others


def told(said: Said, replication: int = 0) -> Journal:
    """One replication."""
    return simulate(resolve(load_mapping(said)), replication)


def rows(journal: Journal, *kinds: Kind) -> list[Row]:
    """Rows by name, all or those of some kinds."""
    return [Row(*values) for values in journal.rows() if not kinds or values[1] in kinds]


def unlist(said: Said) -> None:
    """The market is no list of accounts, which come one by one: nobody's visit is in vain since he is in a hand."""
    market = said["market"]
    for name in ("accounts", "buying_cycle", "contacts"):
        market.pop(name, None)
    for channel in market["channels"].values():
        for name in ("in_market_lift", "precision", "followers_only", "open_channel"):
            channel.pop(name, None)
    for bait in said["plan"].get("lead_magnets", {}).values():
        bait.pop("relevance", None)
    market["qualification"].get("nurture", {}).pop("unprompted_return", None)
    market.get("referrals", {}).pop("accounts_considered", None)
    policies = said["plan"].get("policies", {})
    for point in [point for point, table in policies.items() if OF_A_LIST & facts_of(table)]:
        policies.pop(point)


OF_A_LIST = {"industry", "department", "seniority", "role_class"}  # what nobody else is known to have


def facts_of(table: Said) -> set[str]:
    """The facts that the rows of a decision table look at."""
    return {fact for row in table.get("rows", []) for fact in row.get("when", {})}


def alone(said: Said) -> Said:
    """A copy in which nobody waits, refers, talks to others or comes back: a life is its own, and has one course."""
    made = copy.deepcopy(said)
    unlist(made)
    made["plan"]["teams"] = {}
    made["market"].pop("coverage_effects", None)
    if "brand" in made["market"]:
        made["market"]["brand"]["word_of_mouth"] = 0
    made["plan"].pop("community", None)
    nobody_refers(made)
    made["plan"].get("policies", {}).pop("nurture", None)
    # Among people who are unlike, or who leave, it matters who of them is free.
    for unequal in ("productivity_spread", "attrition"):
        made["market"].pop(unequal, None)
    return made


def nobody_refers(said: Said) -> None:
    """Referrals are off; decision tables may still name their channel."""
    if "referrals" in said["market"]:
        said["market"]["referrals"]["rate"] = 0


def more_spend_adds_leads_and_moves_none(said: Said, place: int) -> None:
    """More spend in one channel: every lead of before is there, and other channels do not notice."""
    unlist(said)
    nobody_refers(said)
    make_unknown(said)  # or more spend would speak for other channels too
    said["plan"].get("policies", {}).pop("budget", None)  # which may give less where more was spent
    names = sorted(said["market"]["channels"])
    paid = [name for name in names if "half_saturation_spend" in said["market"]["channels"][name]]
    if not paid:
        return
    chosen = paid[place % len(paid)]
    more = copy.deepcopy(said)
    more["plan"]["spend"][chosen] = "2M per month"
    base, other = (told(one) for one in (said, more))
    for channel in range(len(names)):
        before, after = (
            {row.entity: row for row in rows(journal, Kind.LEAD) if row.channel == channel} for journal in (base, other)
        )
        assert before.items() <= after.items() if names[channel] == chosen else before == after
    assert (other.header.daily_rate >= base.header.daily_rate).all()


BETTER = ("sql_rate", "mql_rate", "conversion", "base", "veto")


def who_buys_would_buy_if_more_spoke_for_it(said: Said, what: str) -> None:
    """Where nobody waits, a higher chance on the way keeps the old winners, and nothing of theirs changes."""
    base = alone(said)
    if isinstance(base["run"]["initial"], dict):  # whose deals day 0 finds depends on what the market was like before
        base["run"]["initial"].pop("pipeline", None)
    better = copy.deepcopy(base)
    market = better["market"]
    for handling in (market["qualification"][mode] for mode in ("in_market", "out_of_market")):
        handling |= {what: 1} if what in ("sql_rate", "mql_rate") else {}
    for stage in market.get("selling", {}).get("stages", []):
        stage |= {what: 1} if what == "conversion" else {}
    for committee in market["committees"].values():
        for role in committee["roles"].values():
            role |= {what: 9} if what == "base" else {what: 0} if what == "veto" else {}
    before, after = (lives_of_winners(told(one)) for one in (base, better))
    assert before.keys() <= after.keys()
    for winner, life in before.items():
        assert after[winner] == life


def lives_of_winners(journal: Journal) -> dict[int, list[Row]]:
    """What happens to each winner from its win on."""
    found: dict[int, list[Row]] = {}
    for row in rows(journal):
        if row.kind == Kind.WON or row.entity in found:
            found.setdefault(row.entity, []).append(row)
    return found


def less_churn_lets_customers_live_longer(said: Said) -> None:
    """Where nobody waits, wins are the same and no customer leaves sooner."""
    base = alone(said)
    base["market"].pop("win_back", None)
    loyal = copy.deepcopy(base)
    for segment in loyal["market"]["segments"].values():
        segment["churn"] = 0
        segment.pop("churn_by_term", None)
    before, after = (told(one) for one in (base, loyal))
    assert rows(before, Kind.WON) == rows(after, Kind.WON)
    sooner, later = (
        {row.entity: row.time for row in rows(journal, Kind.CHURNED, Kind.CLOSED_DOWN, Kind.CUT_OFF)}
        for journal in (before, after)
    )
    for win in rows(before, Kind.WON):
        assert sooner.get(win.entity, FAR) <= later.get(win.entity, FAR)


def a_longer_look_sees_the_same_beginning(said: Said, more: int) -> None:
    """The months that two runs both see are the same, row by row, with the run-off on or off."""
    if "hiring" in said["plan"].get("policies", {}):
        said["plan"]["hiring_lag"] = "0 days"  # nobody is hired who would begin after the end
    longer = copy.deepcopy(said)
    longer["run"]["months"] += more
    for levers in every_schedule(longer, said["run"]["months"]):
        levers.extend([levers[-1]] * more)
    shorter = copy.deepcopy(said)
    shorter["run"]["run_off"] = False
    short = told(shorter).rows()
    assert told(longer).rows()[: len(short)] == short
    assert told(said).rows()[: len(short)] == short


def every_schedule(said: Any, months: int) -> Iterator[list[Any]]:
    """The lists with a value for each month, which a longer run needs longer."""
    for key, below in said.items() if isinstance(said, dict) else ():
        lever = isinstance(below, list) and key not in ("seasonality", "stages", "days", "dates", "holidays", "rows")
        if lever and len(below) == months:
            yield below
        else:
            yield from every_schedule(below, months)


def names_may_come_in_any_order(said: Said, seed: int) -> None:
    """The order of names in a file, and what it says of itself, say nothing of the firm."""
    shuffled = shuffle(said, random.Random(seed))
    shuffled |= {"name": "Another", "question": "Is it the same?", "note": "It should be."}
    assert told(shuffled).rows() == told(said).rows()


def shuffle(said: Any, luck: random.Random) -> Any:
    """The same mappings in another order; lists keep theirs."""
    if isinstance(said, list):
        return [shuffle(one, luck) for one in said]
    if not isinstance(said, dict):
        return said
    names = list(said)
    luck.shuffle(names)
    return {name: shuffle(said[name], luck) for name in names}


def what_is_not_used_changes_nothing(said: Said) -> None:
    """A committee that no segment has, a segment that no lead has, a channel without any lead."""
    tables = said["plan"].get("policies", {})
    for point in [point for point, table in tables.items() if table["hit"] in ("unique", "any")]:
        del tables[point]  # with one name more two of its rows may answer
    more = copy.deepcopy(said)
    market, spare = more["market"], "a spare one"
    market["committees"][spare] = {"roles": {"zzz": {}}}
    market["segments"][spare] = {"contract_value": 1, "committee": spare, "churn": 0}
    if "collection" in more["plan"]:
        more["plan"]["collection"][spare] = {"payment_terms": "30 days"}
    market["channels"][spare] = {"max_leads": "5 per day", "half_saturation_spend": 1, "segments": {spare: 1}}
    listed = market.get("accounts", {"number": {}})["number"]
    if listed:
        listed[spare] = 9
    base, other = told(said), told(more)
    unused = other.header.segments.index(spare)
    idle = other.header.channels.index(spare)
    known = [row for row in rows(other) if row.kind != Kind.MONTH_CLOSED or row.segment != unused]
    known = [
        row for row in known if row.kind not in (Kind.BUDGET_REVIEWED, Kind.RULE_ALSO_FIRED) or row.channel != idle
    ]
    before = said["market"].get("accounts", {"number": {}})["number"]
    assert [by_name(base, row, before) for row in rows(base)] == [by_name(other, row, listed) for row in known]


def by_name(journal: Journal, row: Row, listed: dict[str, int]) -> tuple[object, ...]:
    """A row with names in place of their numbers, and an account by its place in its segment."""
    header = journal.header
    if row.kind == Kind.ACCOUNT_MATCHED:
        row = row._replace(level=row.level - sum(listed[name] for name in header.segments[: row.segment]))
    role, seat = divmod(row.sub, 1000)
    voted = row.kind == Kind.VOTE
    return (
        *row._replace(channel=0, segment=0, sub=seat if voted else row.sub),
        header.roles[role] if voted else None,
        header.channels[row.channel] if row.channel >= 0 else None,
        header.segments[row.segment] if row.segment >= 0 else None,
    )


def nothing_comes_from_nothing(said: Said) -> None:
    """No spend, nothing organic, nobody there on day 0: no lead, no customer, and a cost of one that is not 0."""
    make_unknown(said)
    said["plan"]["spend"] = {}
    said["plan"].pop("events", None)
    found = said["run"]["initial"]  # a table that looks at cash needs to know how much there is
    said["run"]["initial"] = NOTHING_FOUND | ({"cash": found["cash"]} if "cash" in found else {})
    said["plan"].pop("content", None)
    for channel in said["market"]["channels"].values():
        channel["organic"] = 0
    journal = told(said)
    assert not (journal.entity > 0).any()
    values = measure(journal).values
    for name in ("leads", "wins", "mrr_end", "customers_end", "revenue", "pipeline_deals"):
        assert values[name, "", ""].x == 0, name
    for name in ("cac_blended", "cac_loaded", "win_rate", "ltv_simple", "nrr_12m"):
        value = values[name, "", ""]
        assert isinstance(value, Undefined) or value.den == 0, (name, value)


def pay_at_once(said: Said) -> None:
    """Have every bill paid when it is written."""
    initial = said["run"]["initial"]
    for section in (said["market"], said["plan"], initial.get("plan", {}) if isinstance(initial, dict) else {}):
        section.pop("collection", None)


def who_cannot_leave_stays_and_who_must_goes(said: Said) -> None:
    """No churn, failure or contraction: MRR never falls. Certain churn: nobody outlives the first contract."""
    said["plan"].pop("policies", None)  # which may lower prices and keep who must go
    said["plan"].pop("pause", None)  # after which some go on
    pay_at_once(said)  # or some are cut off
    said["plan"].pop("community", None)  # whose members are given lower prices when they hear of them
    said["plan"].pop("renewal_offers", None)  # which may take something off
    said["market"].pop("contracts", None)  # by which some stay who want to leave, and the other way round
    for segment in said["market"]["segments"].values():
        segment.pop("churn_by_term", None)
        segment |= {"churn": 0, "closure_rate": 0, "contraction": 0}
    journal = told(said)
    assert not rows(journal, Kind.CHURNED, Kind.CLOSED_DOWN, Kind.CONTRACTED, Kind.REACTIVATED)
    assert all(row.amount > 0 for row in rows(journal, Kind.UPLIFTED, Kind.EXPANDED))
    for segment in said["market"]["segments"].values():
        segment["churn"] = 1
    said["market"].pop("win_back", None)
    journal = told(said)
    assert not rows(journal, Kind.RENEWED)
    due = rows(journal, Kind.RENEWAL_DUE)
    assert {row.sub for row in due if row.channel >= 0} <= {1}
    assert [row.entity for row in due] == [row.entity for row in rows(journal, Kind.CHURNED)]


def certain_steps_are_certain(said: Said, chance: int) -> None:
    """Chances of 0 and 1 along the way happen never and always."""
    market = said["market"]
    unlist(said)  # or who is not in need does not qualify
    market.pop("referrals", None)
    said["plan"].pop("policies", None)  # which may drop who qualifies
    said["run"]["initial"] = "empty"
    for handling in (market["qualification"][mode] for mode in ("in_market", "out_of_market")):
        handling |= {"mql_rate": 1, "sql_rate": chance, "response_floor": 1}
    for stage in market["selling"]["stages"]:
        stage["conversion"] = 1
    for committee in market["committees"].values():
        committee["deal_sigma"] = 0
        for role in committee["roles"].values():
            role |= {"base": 20, "price": 0, "fit": 0, "evidence": 0, "responsiveness": 0}
    journal = told(said)
    assert not rows(journal, Kind.LOST)
    served = [row.entity for row in rows(journal, Kind.TASK_ENDED) if row.sub == -1]
    assert [row.entity for row in rows(journal, Kind.SQL)] == (served if chance else [])
    assert [row.entity for row in rows(journal, Kind.DISQUALIFIED)] == ([] if chance else served)


def a_channel_more_moves_nobody_who_meets_it_once(said: Said) -> None:
    """Another channel that reaches accounts of the list: who is in no other hand leads the life that he led before.

    It begins on day 0. Of one that was there before, nobody is told whom it had met and let go again, and the deals
    that day 0 finds are like the leads that it brought.
    """
    nobody_refers(said)
    market, plan = said["market"], said["plan"]
    if "accounts" not in market or not market["channels"]:
        return
    plan["teams"] = {}  # or somebody waits for whom the other channel brings
    market.pop("coverage_effects", None)
    plan.pop("policies", None)  # which may look at channels
    make_unknown(said)  # or whom the other channel brings would speak for us
    plan.pop("community", None)  # or talk to other members
    more, name = copy.deepcopy(said), sorted(market["channels"])[0]
    more["market"]["channels"][LAST] = {**market["channels"][name], "lead_magnet_response": 0}
    if "event_based" not in market["channels"][name]:
        more["market"]["channels"][LAST].pop("content_led", None)  # which is there before day 0
        more["market"]["channels"][LAST] |= {"organic": 0, "half_saturation_spend": 500}
        more["plan"]["spend"][LAST] = "25k per month"
    base, other = (lives(told(one)) for one in (said, more))
    new = max((life[0].channel for life in other.values()), default=0)
    meets = {account(life) for life in other.values() if life[0].channel == new and new == len(market["channels"])}
    for key, life in base.items():
        if account(life) not in meets:
            assert other[key] == life


def more_spend_takes_leads_from_none_but_those_in_a_hand(said: Said, place: int) -> None:
    """Where accounts are listed, a lead that more spend takes away is of an account that lives otherwise by then."""
    names = sorted(said["market"]["channels"])
    paid = [name for name in names if "half_saturation_spend" in said["market"]["channels"][name]]
    if "accounts" not in said["market"] or not paid:
        return
    said["plan"].get("policies", {}).pop("budget", None)  # which may give less where more was spent
    more = copy.deepcopy(said)
    more["plan"]["spend"][paid[place % len(paid)]] = "2M per month"
    base, other = (lives(told(one)) for one in (said, more))
    for key, life in base.items():
        if life[0].kind == Kind.LEAD and life[0].channel < len(names) and key not in other:
            before = [one for one in other.values() if account(one) == account(life) and one[0].time <= life[0].time]
            assert any(one != base.get(one[0].entity) for one in before), life


def lives(journal: Journal) -> dict[int, list[Row]]:
    """The rows of each account."""
    found: dict[int, list[Row]] = {}
    for row in rows(journal):
        if row.entity:
            found.setdefault(row.entity, []).append(row)
    return found


def account(life: list[Row]) -> int:
    """Which account of the list a life is of."""
    return next(row.level for row in life if row.kind == Kind.ACCOUNT_MATCHED)


def replications_are_their_own(said: Said) -> None:
    """The same replication is the same; another one is another, as soon as somebody lives in it."""
    first, again, second = told(said, 0), told(said, 0), told(said, 1)
    assert first.rows() == again.rows()
    if (first.entity > 0).any() and (second.entity > 0).any():
        assert first.rows() != second.rows()
