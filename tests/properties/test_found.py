"""What day 0 finds: a small firm for each way in which the engines, or the identities, once went wrong about it."""

import pytest
from properties.identities import (
    agreeing,
    anchors_of,
    committees_decide_by_their_rule,
    contracts_are_kept,
    near,
)
from properties.listed import one_hand_at_a_time
from properties.people import nobody_works_at_night, queues_are_served_in_order
from properties.told import DAY, HOUR, Row, Told

from gtmsim.engine import compiled
from gtmsim.engine.reference import simulate
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.rules.maths import log
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

MARKET = """
    name: found
    market:
      channels: {calls: {ceiling: LEADS per day, half_spend: 1k, organic: 100%, segments: {firms: 100%}}}
      segments: {firms: {contract_value: 12k, committee: one, churn: 10%, FIRMS}}
      committees: {one: {rule: unanimity, shared_luck: 0, roles: {boss: {base: 1, price: 2, fit: 0, proof: 0}}}}
      qualification: {active: {qualified: 100%, TALK}, passive: {qualified: 100%}}
      selling: {SELLING}
      MARKET
    plan: {PLAN}
    run: {start: START, months: 3, run_off: false, initial: {INITIAL}}
"""
USUAL = {"LEADS": "0.1", "FIRMS": "", "TALK": "", "SELLING": "", "MARKET": "", "PLAN": "", "INITIAL": ""}


def told(replication: int = 0, start: str = "2026-01-01", **said: str) -> Told:
    """A journal that both engines tell."""
    text = MARKET.replace("START", start)
    for word, value in {**USUAL, **said}.items():
        text = text.replace(word, value)
    scenario = load_text(text)
    journal = simulate(resolve(scenario), replication)
    assert compiled.simulate(resolve(scenario), replication).rows() == journal.rows()
    return Told(scenario, journal)


def changed(found: Told, old: Row, new: Row) -> Told:
    """The same with another row in place of one."""
    rows = [new if row is old else row for row in found.rows]
    return Told(found.scenario, Journal.of_rows(found.header, rows))


@pytest.mark.parametrize("before", ["{opens: 5h, closes: 20h}", "{opens: 11h, closes: 17h}"])
def test_who_waits_is_served_by_the_hours_of_day_0(before: str) -> None:
    """The office opens at nine from that day on, whether it opened sooner or later until then."""
    found = told(
        SELLING="stages: [{name: talk, work: 1 minute, think: {mean: 0.5 days, law: exponential}}]",
        PLAN="teams: {ae: {headcount: 2}}",
        INITIAL=f"pipeline: {{firms: 20}}, plan: {{working_hours: {before}}}",
    )
    nobody_works_at_night(found)
    begun = next(row for row in found.of(Kind.TASK_STARTED) if row.team >= 0 and id(row) not in found.under_way)
    assert begun.time == 9 * HOUR and begun.number > 9 / 24


def test_whose_deal_day_0_finds_is_in_no_other_hand() -> None:
    """Ten accounts of thirty have open deals, so nobody else meets them before; other leads are talked to for long."""
    for replication in range(5):
        found = told(
            replication,
            LEADS="1",
            TALK="work: 2400h",
            SELLING="stages: [{name: talk, think: 20 days}]",
            MARKET="accounts: {number: {firms: 30}, cool_down: 10 days}",
            INITIAL="customers: {firms: 3}, pipeline: {firms: 10}",
        )
        one_hand_at_a_time(found)
        rows = [row for row in found.of(Kind.ACCOUNT_MATCHED) if row.time == 0]
        deals = {row.entity for row in found.of(Kind.OPPORTUNITY) if row.sub == 1}
        assert {row.level for row in rows if row.entity in deals} == set(range(3, 13))
        assert len(rows) > 13 and len({row.level for row in rows}) == len(rows)


def test_a_deal_that_takes_no_time_is_asked_the_price_of_before() -> None:
    """Deals without stages and meetings are found as they are decided, with a price that the plan does not move."""
    found = told(PLAN="price: 130%", INITIAL="pipeline: {firms: 4}, price: 80%")
    assert [row.amount for row in found.of(Kind.OPPORTUNITY) if row.sub == 1] == [960_000] * 4
    at_once = [row for row in found.of(Kind.VOTE) if row.time == 0]
    assert len(at_once) == 4
    for row in at_once:
        near(row.number, 1.0 - 2.0 * log(0.8), row)


def test_there_is_room_for_deals_that_take_no_time_beside_many_leads() -> None:
    """They are opened all at once, when the leads of before have filled any room that was made for these alone."""
    found = told(LEADS="7", TALK="work: 1200h", INITIAL="pipeline: {firms: 400}")
    assert sum(row.kind == Kind.OPENING_LEAD for row in found.rows) > 200
    assert sum(row.sub == 1 for row in found.of(Kind.OPPORTUNITY)) == 400


def test_a_contract_may_have_begun_on_any_of_the_last_days_of_a_month() -> None:
    """Its age counts back to the 30th from the 31st; what is credited tells them apart, and is right to the cent."""
    found = told(
        2,
        start="2024-02-01",
        FIRMS="failure: 200% per year",
        PLAN="terms: {firms: monthly}",
        INITIAL="customers: {firms: 300}",
    )
    contracts_are_kept(found)
    unsure = []
    for life in found.lives.values():
        due = [row for row in life if row.kind == Kind.RENEWAL_DUE]
        credited = [row for row in life if row.kind == Kind.CREDITED]
        if life[0].kind == Kind.OPENING_CUSTOMER and due and credited:
            began = anchors_of(found, -round(life[0].number * DAY), due[0].sub - 1)
            unsure += credited if len(agreeing(found, began, 1, due[0])) > 1 else []
    assert unsure
    for row in unsure:
        for cents in (-1, 1):
            with pytest.raises(AssertionError):
                contracts_are_kept(changed(found, row, row._replace(amount=row.amount + cents)))


def test_whom_a_lead_of_before_knows_is_not_told() -> None:
    """It is one of the posts, and a vote that any of them explains holds; one that none explains does not."""
    found = told(
        LEADS="2",
        TALK="work: 240h",
        MARKET="""accounts: {number: {firms: 400}}
      need: {gap: 30 days, window: 300 days}
      people: {follow: 10%, posts: {
        boss: {share: 50%, department: it, seniority: manager, role_class: decider, role: boss, influence: 0.5},
        clerk: {share: 50%, department: it, seniority: staff, role_class: decider, role: boss, influence: 2}}}""",
        INITIAL="customers: {firms: 1}",
    )
    committees_decide_by_their_rule(found)
    votes = [
        row
        for life in found.lives.values()
        if life[0].kind == Kind.OPENING_LEAD
        for row in life
        if row.kind == Kind.VOTE
    ]
    assert len({round(row.number, 9) for row in votes}) > 1
    for row in votes[:3]:
        with pytest.raises(AssertionError):
            committees_decide_by_their_rule(changed(found, row, row._replace(number=row.number + 0.1)))


def test_a_seller_may_be_at_work_for_a_buyer_who_is_gone() -> None:
    """Windows close in the middle of tasks, before day 0 too: who is not told to be at work may serve nobody yet."""
    skipped = 0
    for replication in range(5):
        found = told(
            replication,
            SELLING="stages: [{name: talk, work: 60h}], window: 5 days",
            PLAN="teams: {ae: {headcount: 3}}",
            INITIAL="pipeline: {firms: 6}",
        )
        queues_are_served_in_order(found)
        begun = [row for row in found.of(Kind.TASK_STARTED) if id(row) not in found.under_way]
        busy = {row.level for row in found.of(Kind.TASK_STARTED) if id(row) in found.under_way}
        skipped += begun[0].level != min({0, 1, 2} - busy, default=begun[0].level)
    assert skipped
