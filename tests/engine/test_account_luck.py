"""Two scenarios share their luck where accounts are listed too: whoever asks, and whenever, an account is the same."""

from collections import defaultdict
from itertools import pairwise
from typing import Any

from engine.test_common_luck import Change, accounts, journal, lives, of_channel, put, rows, untouched

from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind

DAY = 86_400_000_000
NOBODY_REFERS = put("market.referrals", {"rate": 0})


def listed(said: dict[str, Any]) -> None:
    """The change that lists the accounts, with windows of 90 days every 150."""
    put("market.accounts", {"number": {"small": 700, "large": 300}, "buyer_share": 0.8, "cool_down": "30 days"})(said)
    put("market.buying_cycle", {"time_between": "60 days", "buying_window": "90 days"})(said)
    put("market.channels.search.in_market_lift", 6)(said)
    said["market"]["selling"].pop("buying_window")


def fairs(*dates: str) -> Change:
    """The change that adds a channel of events on these days."""

    def change(said: dict[str, Any]) -> None:
        segments = {"small": 0.5, "large": 0.5}
        put("market.channels.fairs", {"max_leads": "30 per day", "event_based": True, "segments": segments})(said)
        put("plan.events", {"fairs": {"dates": list(dates), "cost": "2k"}})(said)

    return change


def by_account(found: Journal, kind: Kind) -> dict[int, list[tuple[Any, ...]]]:
    """Rows of a kind of each account of the list."""
    which = {row[2]: row[8] for row in rows(found, Kind.ACCOUNT_MATCHED)}
    named = defaultdict(list)
    for row in rows(found, kind):
        named[which[row[2]]].append(row)
    return named


def test_windows_do_not_depend_on_who_asks_and_when():
    """Under other spend an account is met at other times; its windows open when they opened, every 150 days."""
    opens = defaultdict(set)
    for found in (journal(listed), journal(listed, put("plan.spend", {"search": "2k", "talks": "40k"}))):
        for account, named in by_account(found, Kind.ACCOUNT_MATCHED).items():
            opens[account] |= {(row[0] - round(row[9] * DAY)) % (150 * DAY) for row in named if row[9] >= 0.0}
    several = [times for times in opens.values() if len(times) > 1]
    assert len(opens) > 100
    assert all(max(times) - min(times) <= 2 for times in several)  # days are floats


def test_an_account_is_worth_the_same_in_each_of_its_lives():
    found = journal(listed)
    deals = [{row[7] for row in deals} for deals in by_account(found, Kind.OPPORTUNITY).values() if len(deals) > 1]
    fits = [{row[9] for row in leads} for leads in by_account(found, Kind.LEAD).values() if len(leads) > 1]
    assert len(deals) > 5 and len(fits) > 100
    assert all(len(values) == 1 for values in (*deals, *fits))


def test_a_channel_without_leads_touches_no_account_of_the_list():
    idle = {"max_leads": "50 per day", "half_saturation_spend": "10k", "segments": {"small": 1}, "in_market_lift": 3}
    assert rows(journal(listed)) == rows(journal(listed, put("market.channels.ads", idle)))


def test_another_channel_touches_those_whom_it_meets():
    """Who meets both channels was counted by the first that took him; everybody else lives as before."""
    one, other = journal(listed, NOBODY_REFERS), journal(listed, NOBODY_REFERS, fairs("2026-03-03"))
    first, second = lives(one), lives(other)
    which = {row[2]: row[8] for found in (one, other) for row in rows(found, Kind.ACCOUNT_MATCHED)}
    met = {which[who] for who in of_channel(other, "fairs")}
    assert met and all(second[who] == life for who, life in first.items() if which[who] not in met)
    assert any(second.get(who) != life for who, life in first.items() if which[who] in met)


def test_one_more_event_adds_its_leads_and_moves_none():
    one, other = journal(fairs("2026-03-03")), journal(fairs("2026-03-03", "2026-09-15"))
    untouched(one, other, set(lives(one)))
    added = (accounts(other, Kind.LEAD) - accounts(one, Kind.LEAD)) & of_channel(other, "fairs")
    assert added and {row[0] // DAY for row in rows(other, Kind.LEAD) if row[2] in added} == {257}


def test_a_stronger_bait_adds_passive_leads_and_moves_none():
    market = put("market.channels.talks.lead_magnet_response", 2)
    weak, strong = (journal(market, put("plan.lead_magnets", {"talks": {"strength": s}})) for s in (0.2, 0.9))
    untouched(weak, strong, set(lives(weak)))
    added = (accounts(strong, Kind.LEAD) - accounts(weak, Kind.LEAD)) & of_channel(strong, "talks")
    assert len(added) > 50
    assert {row[3] for row in rows(strong, Kind.LEAD) if row[2] in added} == {0}  # each of them passive
    assert {row for row in rows(weak, Kind.LEAD) if row[4] == "search"} == {
        row for row in rows(journal(), Kind.LEAD) if row[4] == "search"
    }


def test_who_comes_back_by_himself_is_who_was_forgotten():
    """Lives go on after their end; no life is another up to there, since nobody is in a queue for anybody."""
    nurture = put("market.qualification.nurture", {"response_rate": 0})
    alone = put("market.qualification.nurture", {"response_rate": 0, "unprompted_return": 0.5})
    one, other = journal(listed, NOBODY_REFERS, nurture), journal(listed, NOBODY_REFERS, alone)
    back = accounts(other, Kind.RECYCLED)
    first, second = lives(one), lives(other)
    assert back and all(second[who][: len(first[who])] == first[who] for who in back & set(first))


def test_a_longer_horizon_begins_with_the_shorter():
    """Who will answer after the shorter one's end is in our hands in both."""
    alone = put("market.qualification.nurture", {"response_rate": 0, "unprompted_return": 0.9})
    few = put("market.accounts.number", {"small": 150, "large": 60})
    short, long = (rows(journal(listed, few, alone, *more)) for more in ((), (put("run.months", 19),)))
    assert short == long[: len(short)]


def test_what_reaches_everybody_and_bans_nobody_changes_nothing():
    """Circles that are all open, a category that is all ours, posts of which none advertises on a patient platform."""

    def nothing(said: dict[str, Any]) -> None:
        listed(said)
        put("market.accounts.addressable_share", 1.0)(said)
        put("market.buying_cycle.category_share", "100%")(said)
        put("market.channels.search.open_channel", True)(said)
        put("market.channels.search.promotion", {"ban_rate": "0 per year"})(said)
        put("plan.promo_share", {"search": "0%"})(said)

    assert rows(journal(listed)) == rows(journal(nothing))


def test_closed_circles_take_leads_and_move_none():
    """A channel that reaches only open accounts brings some of its leads, each as it was."""

    def closed(said: dict[str, Any]) -> None:
        listed(said)
        put("market.accounts.addressable_share", 0.9)(said)
        put("market.channels.search.open_channel", True)(said)

    one, other = journal(listed, NOBODY_REFERS), journal(closed, NOBODY_REFERS)
    first, second = lives(one), lives(other)
    which = {row[2]: row[8] for found in (one, other) for row in rows(found, Kind.ACCOUNT_MATCHED)}
    lost = {which[who] for who in first if who not in second}
    assert lost and all(second[who] == life for who, life in first.items() if which[who] not in lost)
    assert len(of_channel(other, "search")) > 0.7 * len(of_channel(one, "search"))


def test_a_ban_takes_the_leads_of_its_days_and_moves_none():
    """Who comes before the first ban comes as ever; while it lasts nobody does, and what is spent is lost."""
    ads = {"max_lift": 0, "ban_rate": "4 per year", "promo_limit": "0%", "steepness": 0, "ban_duration": "30 days"}
    now = put("market.channels.search.delay", "0 days")  # a lead comes on the day on which it is touched
    one, other = journal(listed, now), journal(listed, now, put("market.channels.search.promotion", ads))
    bans = [row[0] // DAY for row in rows(other, Kind.CHANNEL_BANNED)]
    assert bans and all(later - first >= 30 for first, later in pairwise(bans))
    search = other.header.channels.index("search")
    leads = [row for row in rows(other, Kind.LEAD) if row[4] == "search"]
    assert leads and not any(first <= row[0] // DAY < first + 30 for row in leads for first in bans)
    first = bans[0] * DAY
    assert [row for row in rows(one) if row[0] < first] == [row for row in rows(other) if row[0] < first]
    lost = [day for ban in bans for day in range(ban, min(ban + 30, 365))]
    assert not other.header.working[search][lost].any() and one.header.working[search][lost].all()
    assert (one.header.daily_spend == other.header.daily_spend).all()


def test_what_was_spent_during_a_ban_is_missing_afterwards():
    """Spend carries over for months, so the days after a ban bring fewer of the same leads."""
    bans = {"max_lift": 0, "ban_rate": "4 per year", "promo_limit": "0%", "steepness": 0, "ban_duration": "60 days"}
    now = (put("market.channels.search.delay", "0 days"), put("market.channels.search.adstock_half_life", "60 days"))
    one, other = journal(*now), journal(*now, put("market.channels.search.promotion", bans))
    first = min(row[0] for row in rows(other, Kind.CHANNEL_BANNED)) // DAY + 60
    ours = of_channel(one, "search"), of_channel(other, "search")
    after = [
        {row[2] for row in rows(found, Kind.LEAD) if row[2] in who and first <= row[0] // DAY < first + 30}
        for found, who in zip((one, other), ours, strict=True)
    ]
    assert after[1] < after[0] and len(after[1]) < 0.8 * len(after[0])


def test_a_ban_lasts_for_its_days():
    """Where nothing carries over, the leads of all other days are those of a plan without it."""
    bans = {"max_lift": 0, "ban_rate": "4 per year", "promo_limit": "0%", "steepness": 0, "ban_duration": "30 days"}
    now = (put("market.channels.search.delay", "0 days"), put("market.channels.search.adstock_half_life", "0 days"))
    one, other = journal(*now), journal(*now, put("market.channels.search.promotion", bans))
    first = [row[0] // DAY for row in rows(other, Kind.CHANNEL_BANNED)]
    ours = [{row[2]: row[0] // DAY for row in rows(found, Kind.LEAD) if row[4] == "search"} for found in (one, other)]
    assert first and ours[1] == {
        who: day for who, day in ours[0].items() if not any(ban <= day < ban + 30 for ban in first)
    }
