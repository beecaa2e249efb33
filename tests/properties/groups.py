"""What must hold of a community of customers: its members, their prices, its leaks, and whom they reach."""

import math

from properties.agreed import is_decided
from properties.identities import half_up, near, net, same
from properties.members import came_before_committee, groups_of, month_of
from properties.told import DAY, Row, Told

from gtmsim.journal.kinds import Kind

HIGHEST = 9999  # thousandths of the list price


def prices_leak_and_are_heard_of(told: Told) -> None:
    """Members are customers and their prices those of their contracts; who hears of a leak pays more than somebody."""
    plan, said = groups_of(told), told.market.community
    mine = told.of(Kind.COMMUNITY_SIZE, Kind.PRICE_LEAKED, Kind.PRICE_LEAK_HEARD, Kind.COMMUNITY_COST)
    if plan is None:
        same(mine, [])
        return
    prices = Prices(told)
    leaks: dict[int, Row] = {}
    lows: dict[int, int] = {}
    whole = plan.kind == "one_group" and plan.invited_share == 1.0  # then it is known who knows what
    rows = [row for row in told.rows if row.kind != Kind.CONDITION]  # which stands before what is heard
    for place, row in enumerate(rows):
        # What is offered stands before it too.
        following = next((other for other in rows[place + 1 : place + 3] if other.kind != Kind.OFFERED), row)
        if row.kind == Kind.COMMUNITY_SIZE:
            same(row.time, told.midnight(row.sub) * DAY, row)
            levels = list(prices.paid.values())
            assert row.level <= len(levels), row
            if plan.invited_share == 1.0:
                same(row.level, len(levels), row)
                near(row.number, spread(levels), row)
        elif row.kind == Kind.MONTH_CLOSED and row.sub + 1 == told.run.months:
            leaks, lows = {}, {}  # after the horizon they are forgotten
        elif row.kind == Kind.PRICE_LEAKED:
            levels = list(prices.paid.values())
            assert row.sub not in leaks and row.time == told.midnight(row.sub) * DAY, row
            assert plan.kind != "one_to_one" and len(set(levels)) > 1, row
            mean = sum(levels) / len(levels)
            if plan.invited_share == 1.0:
                assert -1e-9 <= row.number <= 1.0 - min(levels) / mean + 1e-9, row
            leaks[row.sub], lows[row.sub] = row, min(levels)
            if whole:
                same(row.level, len(levels), row)
                near(row.number, 1.0 - min(levels) / mean, row)
        elif row.kind == Kind.PRICE_LEAK_HEARD:
            month = month_of(told, row.time)
            assert any(month - said.leak_memory < m <= month for m in leaks), row
            assert 0.0 < row.number < 1.0, row
            if not row.sub and any(one.kind == Kind.QUOTED for one in told.lives[row.entity]):
                same(row.time, came_before_committee(told, told.lives[row.entity]), row)
        elif is_decided(row) and whole:
            month = month_of(told, row.time)
            known = min((low for m, low in lows.items() if month - said.leak_memory < m <= month), default=HIGHEST)
            gap = max(0.0, 1.0 - known / prices.paid[row.entity])
            near(following.number if following.kind == Kind.PRICE_LEAK_HEARD else 0.0, gap, row)
        prices.follow(row)
        if not prices.exact:
            break
    same([row.sub for row in told.of(Kind.COMMUNITY_SIZE)], list(range(told.run.months)))
    assert all(row.sub < told.run.months for row in told.of(Kind.PRICE_LEAKED))


def spread(levels: list[int]) -> float:
    """Coefficient of variation."""
    if len(levels) < 2:
        return 0.0
    mean = sum(levels) / len(levels)
    return math.sqrt(max(0.0, sum(x * x for x in levels) * len(levels) - sum(levels) ** 2)) / len(levels) / mean


class Prices:
    """What each customer pays, in thousandths of the list price, as its rows say it."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.level: dict[int, int] = {}
        self.asked: dict[int, float] = {}
        self.rise: dict[int, float] = {}
        self.less: dict[int, float] = {}  # discount of the running contract, of the one that is offered next,
        self.offered: dict[int, float] = {}
        self.ends: dict[int, bool] = {}  # does the discount, with the first term?
        self.renewed: dict[int, int] = {}  # and when it was renewed last
        self.unknown: set[int] = set()  # deals of which day 0 does not tell the price relative to list
        self.exact = True  # are the prices of all customers known?
        self.paid: dict[int, int] = {}  # of those who are customers now

    def follow(self, row: Row) -> None:
        """Look at one more row."""
        told, who = self.told, row.entity
        if row.kind == Kind.OPPORTUNITY:
            found = row.sub == 1
            self.asked[who] = told.found_price if found else told.on(told.plan.price, row.time // DAY)
            if found and row.level == len(told.header.stages):
                self.unknown.add(who)  # it may have got a discount
        elif row.kind == Kind.QUOTED:
            self.asked[who] *= 1.0 - row.number
        elif row.kind == Kind.CLOSING_OFFER and row.sub:
            self.asked[who] *= 1.0 - told.plan.quarter_end.discount
        elif row.kind == Kind.OFFERED and who not in self.paid:
            self.asked[who] *= 1.0 - row.number
            self.less[who] = row.number
            self.ends[who] = told.plan.offers[told.header.segments[row.segment]].first_term_only
        elif row.kind == Kind.OFFERED:
            before, self.offered[who] = self.less.get(who, 0.0), row.number
            self.rise[who] = net(self.rise[who], 1.0 - (1.0 - row.number) / (1.0 - before))
        elif row.kind == Kind.UPLIFTED and not row.number and row.time > self.renewed.get(who, -1):
            risen = row.amount / (row.level - row.amount)
            self.level[who] = self.paid[who] = bounded(self.level[who] * (1.0 + risen))
        elif is_decided(row):
            offer = told.answers(row)
            self.rise[who] = net(told.rise(row) + offer["price_increase"], offer["discount"])
            if self.ends.pop(who, False) and not told.offers_anew(row):
                self.rise[who] = net(self.rise[who], 1.0 - 1.0 / (1.0 - self.less[who]))
                self.offered[who] = 0.0
        elif row.kind == Kind.PRICE_LEAK_HEARD and row.sub:
            same(row.level, self.level[who], row)
            self.rise[who] = net(self.rise[who], told.market.community.concession * row.number)
        elif row.kind == Kind.PRICE_LEAK_HEARD:
            assert who in self.unknown or row.level == bounded(self.asked[who] * 1000.0), row
        elif row.kind in (Kind.SAVED, Kind.NOTICE_WITHDRAWN):
            self.rise[who] = net(self.rise[who], row.number)
        elif row.kind == Kind.RENEWED:
            self.renewed[who], self.less[who] = row.time, self.offered.get(who, self.less.get(who, 0.0))
            if self.rise[who]:
                self.level[who] = self.paid[who] = bounded(self.level[who] * (1.0 + self.rise[who]))
        elif row.kind in (Kind.OPENING_CUSTOMER, Kind.NEW_CUSTOMER):
            self.exact = self.exact and who not in self.unknown
            self.level[who] = self.paid[who] = bounded(
                1000.0 * (told.found_price if row.kind == Kind.OPENING_CUSTOMER else self.asked[who])
            )
        elif row.kind in (Kind.REACTIVATED, Kind.PAUSE_ENDED):
            self.paid[who] = self.level[who]
        elif row.kind in (Kind.CHURNED, Kind.PAUSED, Kind.CLOSED_DOWN, Kind.CUT_OFF):
            del self.paid[who]


def bounded(level: float) -> int:
    """A whole number of thousandths."""
    return max(1, min(HIGHEST, half_up(level)))


ABOUT_GROUPS = (prices_leak_and_are_heard_of,)
