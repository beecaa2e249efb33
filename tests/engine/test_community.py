"""A community of customers, row by row and by hand, and whom it must not touch."""

import math

import pytest
from engine.test_common_luck import journal, lives, put, rows, staffed
from engine.timetable import by_hand, deal, lived

from gtmsim.engine.draws import Purpose, child_key, name_key
from gtmsim.journal.kinds import Kind

PRICES = """
    name: prices
    market:
      cogs_share: 0%
      channels: {calls: {max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}
      segments: {firms: {contract_value: 1.2k, committee: one, churn: 50%, price_sensitivity: 0}}
      committees: {one: {min_meetings: 0, deal_sigma: 0, roles: {boss: {base: 20, fit: 0, price: 1}}}}
      qualification: {in_market: {sql_rate: 100%}}
      community: {trust: 1, half_saturation_members: 1, price_leak_rate: 1, leak_memory: monthly,
        concession: 50%, churn_on_gap: 2, rumour_discount: 100%}
    plan:
      price: {2026-01-01: 1, 2026-02-01: 0.5, 2026-03-01: 1}
      terms: {firms: monthly}
      community: {kind: KIND, cost: {2026-01-01: 0, 2026-03-01: 250}}
    run: {start: 2026-01-01, months: 3, initial: {pipeline: {firms: 2}}, run_off: false}
"""
# What is told of nobody in particular is left out: two customers at list price, found as deals on day 0.
QUIET = ("MQL", "TASK_STARTED", "TASK_ENDED", "SQL", "OPPORTUNITY", "QUOTED", "GO_LIVE", "INVOICED")


def told(monkeypatch, kind, luck):
    """The rows that matter."""
    found = lived(monkeypatch, PRICES.replace("KIND", kind), ["2026-02-05 10:00", "2026-03-10 10:00"], luck)
    return [row for row in found if row.split()[2] not in QUIET]


def test_two_prices_in_one_group(monkeypatch):
    """A buyer is shown two members; what it pays comes out, p has something off, q leaves, the next buyer hesitates."""
    luck = {(Purpose.RENEWAL, deal(1), 2): 0.08}  # leaves by 0.104 and without anger would stay by 0.056
    found = told(monkeypatch, "one_group", luck)
    assert found == by_hand(f"""
        2026-01-01 00:00  COMMUNITY_SIZE   -                            # nobody yet
        2026-01-01 00:00  VOTE             p  int_value=1 value=20.0
        2026-01-01 00:00  WON              p  detail=1 amount=120000
        2026-01-01 00:00  NEW_CUSTOMER     p  amount=10000 int_value=10000
        2026-01-01 00:00  VOTE             q  int_value=1 value=20.0
        2026-01-01 00:00  WON              q  detail=1 amount=120000
        2026-01-01 00:00  NEW_CUSTOMER     q  amount=10000 int_value=10000
        2026-02-01 00:00  MONTH_CLOSED     -  segment=firms amount=20000 int_value=2
        2026-02-01 00:00  COMMUNITY_SIZE   -  detail=1 int_value=2             # equal prices
        2026-02-01 00:00  RENEWAL_DUE      p  detail=1
        2026-02-01 00:00  RENEWED          p  detail=1
        2026-02-01 00:00  RENEWAL_DUE      q  detail=1
        2026-02-01 00:00  RENEWED          q  detail=1
        2026-02-05 10:00  LEAD             a  detail=1 channel=calls segment=firms
        2026-02-05 10:00  VOTE             a  int_value=1 value={20.0 - math.log(0.5) + 0.5}  # half price; one other
        2026-02-05 10:00  WON              a  amount=60000
        2026-02-05 10:00  NEW_CUSTOMER     a  amount=5000 int_value=5000
        2026-03-01 00:00  MONTH_CLOSED     -  detail=1 segment=firms amount=25000 int_value=3
        2026-03-01 00:00  COMMUNITY_SIZE   -  detail=2 int_value=3 value=0.2828427124746189  # mean 5/6, variance 1/18
        2026-03-01 00:00  PRICE_LEAKED     -  detail=2 int_value=3 value=0.4  # of 3 pairs: 1 - exp(-0.85) > 0.5
        2026-03-01 00:00  RENEWAL_DUE      p  detail=2
        2026-03-01 00:00  PRICE_LEAK_HEARD p  detail=2 int_value=1000 value=0.5
        2026-03-01 00:00  RENEWED          p  detail=2
        2026-03-01 00:00  CONTRACTED       p  amount=-2500 int_value=7500   # half of the gap
        2026-03-01 00:00  RENEWAL_DUE      q  detail=2
        2026-03-01 00:00  PRICE_LEAK_HEARD q  detail=2 int_value=1000 value=0.5
        2026-03-01 00:00  CHURNED          q  amount=-10000
        2026-03-05 10:00  RENEWAL_DUE      a  detail=1                     # pays the least
        2026-03-05 10:00  RENEWED          a  detail=1
        2026-03-10 10:00  LEAD             b  detail=1 channel=calls segment=firms int_value=1
        2026-03-10 10:00  PRICE_LEAK_HEARD b  int_value=1000 value=0.5
        2026-03-10 10:00  VOTE             b  int_value=1 value={20.0 + math.log(0.5)}  # as if twice the price
        2026-03-10 10:00  WON              b  amount=120000
        2026-03-10 10:00  NEW_CUSTOMER     b  amount=10000 int_value=10000
        2026-04-01 00:00  COMMUNITY_COST   -  detail=2 amount=25000
        2026-04-01 00:00  MONTH_CLOSED     -  detail=2 segment=firms amount=22500 int_value=3
    """)


def test_prices_that_nobody_compares(monkeypatch):
    """In a group each is nurtured alone, or the pairs are few and lucky: then nothing leaks."""
    lucky = {(Purpose.LEAK, child_key(name_key("community"), 2), 0): 0.6}
    for kind, luck in (("one_to_one", {}), ("one_group", lucky), ("groups, group_size: 2", {})):
        found = told(monkeypatch, kind, luck)
        # Groups of 2 and of 1: one pair leaks by 1 - exp(-0.28) = 0.25, and the typical luck is 0.5.
        assert not [
            row for row in found if row.split()[2] in ("PRICE_LEAKED", "PRICE_LEAK_HEARD", "CHURNED", "CONTRACTED")
        ]
        assert found[-4].split()[2] == "WON" and found[-1].endswith("amount=35000 int_value=4"), found


def in_groups(kind="one_group", **said):
    """The change that runs a community of the firm."""

    def change(firm):
        put("market.community", {"price_leak_rate": 1, **said})(firm)
        put("plan.community", {"kind": kind, **({"group_size": 8} if kind == "groups" else {})})(firm)

    return change


NOTHING = {
    "trust": 0,
    "one_to_one_trust": 0,
    "peer_support": 0,
    "concession": 0,
    "churn_on_gap": 0,
    "rumour_discount": 0,
}
TOLD = (Kind.COMMUNITY_SIZE, Kind.PRICE_LEAKED, Kind.PRICE_LEAK_HEARD)


@pytest.mark.parametrize("people", [(), (staffed,)])
def test_a_market_in_which_the_plan_runs_no_groups_is_as_before(people):
    talkative = put("market.community", {"price_leak_rate": 1, "trust": 5})
    assert rows(journal(*people)) == rows(journal(*people, talkative))
    assert rows(journal(*people)) == rows(journal(*people, talkative, put("plan.community", {"kind": "none"})))


@pytest.mark.parametrize("people", [(), (staffed,)])
def test_groups_that_do_nothing_change_no_life(people):
    quiet = journal(*people, in_groups(**NOTHING), put("plan.renewal_price_increase", 0.05))
    found = [row for row in rows(quiet) if row[1] not in TOLD]
    assert found == rows(journal(*people, put("plan.renewal_price_increase", 0.05)))
    assert {row[1] for row in rows(quiet)} >= set(TOLD)


def test_equal_prices_never_leak():
    """However large the group and ready to talk; a price rise of those who renew makes prices unequal."""
    same = journal(in_groups())
    assert not rows(same, Kind.PRICE_LEAKED, Kind.PRICE_LEAK_HEARD) and {
        row[9] for row in rows(same, Kind.COMMUNITY_SIZE)
    } == {0.0}
    assert max(row[8] for row in rows(same, Kind.COMMUNITY_SIZE)) > 60
    risen = journal(in_groups(), put("plan.renewal_price_increase", 0.05))
    assert rows(risen, Kind.PRICE_LEAKED) and rows(risen, Kind.PRICE_LEAK_HEARD)


def test_who_talks_to_nobody_leaks_nothing():
    alone = journal(in_groups("one_to_one"), put("plan.renewal_price_increase", 0.05))
    assert not rows(alone, Kind.PRICE_LEAKED, Kind.PRICE_LEAK_HEARD)


def test_a_leak_reaches_those_whom_it_concerns():
    """Until the first leak all lives are the same; a customer who hears of nothing lives on as before."""
    calm = {"trust": 0, "peer_support": 0}
    one, other = (
        journal(put("plan.renewal_price_increase", 0.05), in_groups(price_leak_rate=leak, **calm)) for leak in (0, 1)
    )
    began = min(row[0] for row in rows(other, Kind.PRICE_LEAKED))
    before = [[row for row in rows(found) if row[0] < began] for found in (one, other)]
    assert before[0] == before[1]
    heard = {row[2] for row in rows(other, Kind.PRICE_LEAK_HEARD)}
    first, second = lives(one), lives(other)
    unmoved = set(first) & set(second) - heard
    assert heard and len(unmoved) > 100
    assert all(first[who] == second[who] for who in unmoved)
