"""What must hold of the people in every journal: who works when, on what, how fast, and for how much."""

import math
from bisect import insort
from collections import Counter, defaultdict
from itertools import groupby
from typing import Any

from properties.identities import near, same
from properties.members import hours_needed
from properties.told import DAY, HOUR, Row, Told

from gtmsim.journal.kinds import Kind
from gtmsim.mechanisms.recruiting.rules import MOST_OFFERS
from gtmsim.scenario.language.param import LawSaid


def people_come_and_go(told: Told) -> None:
    """Joiners and leavers are those of the headcount, on their days."""
    said = {
        (kind, team, person, day * DAY)
        for team, staff in enumerate(told.staff)
        for person, one in enumerate(staff)
        for kind, day in (
            (Kind.EMPLOYEE_JOINED, one.first if one.hired and one.first < one.last else -1),
            (Kind.POSITION_CLOSED if one.sought >= 0 and one.last <= one.first else Kind.EMPLOYEE_LEFT, one.last),
        )
        if 0 <= day < told.days
    }
    rows = told.of(Kind.EMPLOYEE_JOINED, Kind.EMPLOYEE_LEFT, Kind.POSITION_CLOSED)
    same({(row.kind, row.team, row.level, row.time) for row in rows}, said)
    same(len(rows), len(said))
    for row in rows:
        one = told.staff[row.team][row.level]
        if row.kind == Kind.EMPLOYEE_JOINED:
            same(row.sub, int(one.replaces), row)
            near(row.number, 0.0 if one.sought < 0 else one.first - one.sought, row)
        elif row.kind == Kind.POSITION_CLOSED:
            near(row.number, row.time / DAY - one.sought, row)
        else:
            assert row.sub != 1 or getattr(told.market.attrition, told.header.teams[row.team]) > 0.0, row
            near(row.number, (row.sub > 0) * (row.time / DAY - one.first), row)


def who_has_served_longest_is_promoted(told: Told) -> None:
    """Who is promoted leaves another team at that instant, in which nobody who stays has served longer.

    Only of those who began in the run their time in the team is known.
    """
    for row in told.of(Kind.PROMOTED):
        said, team = told.team(row.team).promotes, told.staff[row.sub]
        same(told.header.teams[row.sub], said.from_team, row)
        assert row.number >= said.after, row
        place = next(number for number, one in enumerate(told.rows) if one is row)
        gone = told.rows[place - 1]
        same((gone.kind, gone.sub, gone.team, gone.time), (Kind.EMPLOYEE_LEFT, 2, row.sub, row.time), row)
        left = gone.level
        who, today = team[left], row.time // DAY
        if who.hired:
            near(row.number, today - who.first, row)
        else:
            assert row.number >= today - who.first, row
        for number, one in enumerate(team):
            if one.hired and one.first <= today < one.last:
                served = today - one.first
                assert served < said.after or (-served, number) > (-row.number, left), (row, one)
    for row in told.of(Kind.EMPLOYEE_JOINED):
        team = told.team(row.team)
        sure = told.promotes(row.team) and team.promotes.share == 1.0 and (row.team, row.level) not in told.risen
        if sure:
            opened = told.staff[row.team][row.level]
            day = (
                opened.sought
                if opened.sought >= 0
                else opened.known
                if opened.replaces or row.table >= 0
                else opened.first
            )
            source = told.header.teams.index(team.promotes.from_team)
            for one in told.staff[source]:
                served = day - one.first
                assert not (one.hired and one.first <= day < one.last and served >= team.promotes.after), (row, one)


def offers_are_declined_in_turn(told: Told) -> None:
    """Offers for an open position are declined one after another, and with a fixed time to fill on their days."""
    made: Counter[tuple[int, int]] = Counter()
    for row in told.of(Kind.OFFER_DECLINED):
        one, said = told.staff[row.team][row.level], told.team(row.team).hiring
        made[row.team, row.level] += 1
        same(row.sub, made[row.team, row.level], row)
        assert row.sub < MOST_OFFERS and said.offer_acceptance_rate < 1.0, row
        near(row.number, row.time / DAY - one.sought, row)
        assert one.sought <= row.time / DAY <= min(one.first, one.last), row
        if said.time_to_fill.shape == "fixed":
            near(row.number, row.sub * said.time_to_fill.location, row, within=1e-6)
    for team, staff in enumerate(told.staff):
        hiring = told.team(team).hiring
        for person, one in enumerate(staff):
            if one.sought < 0:
                assert hiring is None or not one.hired or one.replaces or one.risen, (team, person)
                continue
            if hiring.time_to_fill.shape == "fixed":
                took = (made[team, person] + 1) * hiring.time_to_fill.location + hiring.notice_period
                first = one.sought + max(1, math.ceil(took - 1e-6))
                sure = hiring.offer_acceptance_rate == 1.0 or one.first < math.inf
                if sure and first < min(told.days, one.last):
                    same(one.first, first, (team, person, one))
            assert one.first > one.sought + hiring.notice_period - 1e-6, (team, person, one)


def productivity_is_told_once(told: Told) -> None:
    """Where people are not alike, of each who is found or starts it is told how quick they are."""
    rows = told.of(Kind.PRODUCTIVITY)
    said = told.market.productivity_spread
    unlike = {n for n, name in enumerate(told.header.teams) if said is not None and getattr(said, name) > 0.0}
    expected = {
        (team, person, one.first * DAY * one.hired)
        for team in unlike
        for person, one in enumerate(told.staff[team])
        if not one.hired or one.first < min(told.days, one.last)
    }
    same(len(rows), len(expected))
    same({(row.team, row.level, row.time) for row in rows}, expected)


PLAINLY = [(hiring, firm) for hiring in (None, "as_planned") for firm in (None, "goes_on")]


def headcount_is_told(told: Told) -> None:
    """Where people leave of their own accord each month says how many there were, and how long positions waited."""
    rows = {(row.team, row.sub): row for row in told.of(Kind.HEADCOUNT)}
    same(len(told.of(Kind.HEADCOUNT)), len(rows))
    said = told.market.attrition
    on = said is not None and any(getattr(said, name) > 0.0 for name in told.header.teams)
    policy = told.plan.policies.cash_policy
    said = [*(row.then or {} for row in policy.rows), policy.default or {}]
    on = on or any((each.get("hiring"), each.get("firm")) not in PLAINLY for each in said)
    on = on or any(told.team(team).hiring is not None or told.promotes(team) for team in range(len(told.header.teams)))
    same(len(rows), len(told.header.teams) * told.run.months * on)
    lag = math.ceil(told.plan.hiring_lag - 1e-9)
    own = {(row.team, row.level) for row in told.of(Kind.EMPLOYEE_LEFT) if row.sub >= 1}
    for (team, month), row in rows.items():
        first, last = told.midnight(month), told.midnight(month + 1)
        same(row.time, last * DAY, row)
        staff = told.staff[team]
        same(row.level, sum(max(0, min(last, one.last) - max(first, one.first)) for one in staff), row)
        waits = (
            max(0, min(last, one.last + lag, one.closed) - max(first, one.last))
            for number, one in enumerate(staff)
            if (team, number) in own and told.team(team).backfill and not one.filled
        )
        sought = (max(0, min(last, one.first, one.last) - max(first, one.sought)) for one in staff if one.sought >= 0)
        near(row.number, sum(waits) + sum(sought), row)


def nobody_works_at_night(told: Told) -> None:
    """A task starts in working hours, with an employed person; its working time is its hours at that person's speed."""
    for life in told.lives.values():
        started: Row | None = None
        efforts, talks = told.efforts(life), "unknown" if life[0].kind == Kind.OPENING_LEAD else "sdr"
        for row in life:
            if row.kind in (Kind.MQL, Kind.RECYCLED):
                talks = ("sdr", "ae", "")[int(told.answers(row)["team"])]
            if row.kind == Kind.TASK_STARTED:
                assert started is None, row
                started = row
                team = talks if row.sub == -1 else "ae"
                begun = id(row) in told.under_way
                if team == "unknown":
                    assert row.team < 0 or told.header.teams[row.team] != "csm", row
                elif row.team >= 0 or not begun:  # by nobody who is there, if the team was not there or has gone
                    same(row.team, told.header.teams.index(team) if team in told.header.teams else -1, row)
                if begun:
                    assert row.team < 0 or not told.staff[row.team][row.level].hired, row
                elif row.team >= 0:
                    opens, closes = told.shift(row.team, row.time // DAY)
                    assert opens <= row.time < closes, row
                    person = told.staff[row.team][row.level]
                    assert person.first * DAY <= row.time < person.last * DAY, row
            elif row.kind == Kind.TASK_ENDED:
                assert started is not None, row
                same((row.team, row.level, row.sub), (started.team, started.level, started.sub), row)
                known = row.sub == -1 or (row.sub in efforts and id(started) not in told.under_way)
                times = efforts[row.sub] * told.touch(started).selling_time_factor if known and row.sub >= 0 else 1.0
                takes_its_hours(told, life[0], started, row, times if known else None)
                started = None


def takes_its_hours(told: Told, first: Row, started: Row, ended: Row, times: float | None) -> None:
    """Working time passes as fast as the person works; where the work is always the same it takes as long.

    Of a task that day 0 finds begun the rest is told, of a deal that it finds open not how thoroughly it is worked.
    """
    law, effort = work_of(told, first, started)
    if started.team < 0:
        passed, speed = ended.time - started.time, 1.0
    else:
        passed = told.working(started.team, started.time, ended.time)
        person = told.staff[started.team][started.level]
        speed = told.speed(started.team, person, started.time / DAY)
        speed *= told.quick.get((started.team, started.level), 1.0)
    near(ended.number, passed / HOUR, ended, within=1e-6)
    if law.shape == "fixed" and times is not None and id(started) not in told.under_way:
        assert abs(passed - law.location * effort * times * HOUR / speed) <= 1.001, (started, ended)


def work_of(told: Told, first: Row, task: Row) -> tuple[LawSaid, float]:
    """The law of a task's hours, and the multiple of them that this account needs."""
    if task.sub >= 0:
        return told.market.selling.stages[task.sub].selling_time, told.segment(task).effort
    said = told.market.qualification
    passive = said.out_of_market if first.sub == 0 and said.out_of_market is not None else said.in_market
    return passive.handling_time, told.channel(first).handling_time_factor


def one_task_at_a_time(told: Told) -> None:
    """At no instant is more work in hand than there are people; a leaver finishes the task in hand."""
    busy: dict[tuple[int, int], int] = {}
    for row in told.rows:
        if row.kind == Kind.TASK_STARTED and row.team >= 0:
            assert (row.team, row.level) not in busy, row
            busy[row.team, row.level] = row.entity
            here = [p for p in told.staff[row.team] if p.first * DAY <= row.time < p.last * DAY]
            employed = sum(team == row.team and told.staff[team][n] in here for team, n in busy)
            assert employed <= len(here), row
        elif row.kind == Kind.TASK_ENDED and row.team >= 0:
            same(busy.pop((row.team, row.level), None), row.entity, row)


class Queue:
    """Who waits for a team, as the rows tell it."""

    def __init__(self, told: Told, team: int) -> None:
        self.told, self.team = told, team
        self.order = told.team(team).queue_discipline
        self.waiting: list[tuple[tuple[float, int], int, int, int]] = []  # rank, since, account, task
        self.points: dict[int, float] = {}
        self.earlier: set[int] = set()  # whom day 0 finds on their way: whether and how they queue nobody is told
        self.limit = getattr(told.team(team), "open_deals", None)  # for each person
        self.begun: set[int] = set()  # open deals on which anybody of the team has surely worked
        self.perhaps: set[int] = set()  # that day 0 finds open, of which nobody is told whether anybody has
        self.free: set[int] = set()
        self.busy: set[int] = set()
        self.away: dict[int, int] = {}  # who is absent, and until when
        self.amount: dict[int, int] = {}
        self.active: dict[int, int] = defaultdict(lambda: 1)

    def rank(self, entity: int, task: int, since: int) -> int:
        """Lower is sooner."""
        if self.order == "in_market_first":
            return 1 - self.active[entity]
        if self.order == "late_stage_first":
            return -max(0, task)
        if self.order == "newest_first":
            return -since
        return -self.amount.get(entity, 0) if self.order == "large_first" else 0

    def asks(self, row: Row, task: int, points: float) -> None:
        """Somebody queues, with the points of a policy."""
        insort(self.waiting, ((-points, self.rank(row.entity, task, row.time)), row.time, row.entity, task))

    def places(self, now: int) -> float:
        """Deals that the people who are there may have open."""
        if self.limit is None:
            return math.inf
        here = [one for one in self.told.staff[self.team] if one.first * DAY <= now < one.last * DAY]
        return self.limit * len(here)

    def is_new(self, entity: int, task: int) -> bool:
        """Has nobody of the team begun a deal?"""
        return task >= 0 and entity not in self.begun | self.perhaps

    def may_wait(self, entity: int, task: int, now: int) -> bool:
        """May the limit keep somebody in the queue for whom there is a person?"""
        return self.is_new(entity, task) and len(self.begun | self.perhaps) >= self.places(now)

    def serve(self, row: Row) -> None:
        """The first in the order of service goes to the free person with the lowest number."""
        self.goes(row)
        if row.sub >= 0:
            assert row.entity in self.begun | self.earlier or len(self.begun) < self.places(row.time), row
            self.begun.add(row.entity)
            self.perhaps.discard(row.entity)

    def goes(self, row: Row) -> None:
        """Whoever is served is the first of those who need not wait for a place."""
        if id(row) in self.told.under_way:
            self.free.discard(row.level)  # who has been told to go has a task in hand, too
            self.busy.add(row.level)
            return
        if row.entity not in self.earlier:
            first = 0
            while self.waiting[first][2] != row.entity and self.may_wait(*self.waiting[first][2:], row.time):
                first += 1
            rank, since, entity, task = self.waiting.pop(first)
            same((row.entity, row.sub), (entity, task), (row, rank, self.waiting))
            near(row.number, (row.time - since) / DAY, row)
        same(row.level, min(self.surely_free(row.time)), row)
        self.free.discard(row.level)
        self.busy.add(row.level)

    def surely_free(self, now: int) -> set[int]:
        """Persons who have nothing to do, but for those who may finish what nobody is told of."""
        return {one for one in self.free if self.told.elsewhere.get((self.team, one), -1) <= now}

    def leaves_unserved(self, row: Row) -> None:
        """Somebody gives up, or his window closes."""
        mine = [one for one in self.waiting if one[2] == row.entity]
        if mine and row.kind == Kind.ABANDONED:
            near(row.number, (row.time - mine[0][1]) / DAY, row)
        self.waiting = [one for one in self.waiting if one[2] != row.entity]


def queues_are_served_in_order(told: Told) -> None:
    """Whoever comes first in the team's order is served first, and nobody waits beside a free person at work."""
    for team, name in enumerate(told.header.teams):
        if name == "csm":
            continue
        queue, stages = Queue(told, team), len(told.header.stages)
        queue.free = {n for n, one in enumerate(told.staff[team]) if not one.hired}
        for now, rows in groupby(told.rows, key=lambda row: row.time):
            for person in [one for one, back in queue.away.items() if back <= now]:
                del queue.away[person]
                queue.free.add(person)
            for row in rows:
                follow(queue, row, name, stages)
            opens, closes = told.shift(team, now // DAY)
            waits = [one for one in queue.waiting if not queue.may_wait(*one[2:], now)]
            # At its very end the run is over before anybody is sent to work.
            idle = queue.surely_free(now) and waits and opens <= now < min(closes, told.header.months[-1])
            assert not idle, (now, queue.free, queue.waiting)


def follow(queue: Queue, row: Row, name: str, stages: int) -> None:
    """What a row does to a queue."""
    told, points = queue.told, queue.points
    if row.kind == Kind.LEAD:
        queue.active[row.entity] = row.sub
    elif row.kind == Kind.OPENING_LEAD or (row.kind == Kind.OPPORTUNITY and row.sub == 1):
        queue.earlier.add(row.entity)
        queue.active[row.entity] = row.sub
        if row.kind == Kind.OPPORTUNITY:
            queue.perhaps.add(row.entity)
    elif row.kind == Kind.RECYCLED:
        queue.earlier.discard(row.entity)
    elif row.kind == Kind.OPPORTUNITY:
        queue.earlier.discard(row.entity)
        queue.amount[row.entity] = row.amount
        points[row.entity] = told.answers(row)["priority"]
    elif row.kind == Kind.STAGE_PASSED and row.table >= 0 and row.entity not in queue.earlier:
        points[row.entity] = max(points[row.entity], told.answers(row)["priority"])
    if row.kind in (Kind.WON, Kind.LOST, Kind.NO_DECISION):
        queue.begun.discard(row.entity)
        queue.perhaps.discard(row.entity)
    if row.entity in queue.earlier and row.kind == Kind.STAGE_PASSED:
        pass  # how urgent it is may follow from what was before
    elif row.kind in (Kind.MQL, Kind.RECYCLED):
        routed = told.answers(row)
        if name == ("sdr", "ae", "")[int(routed["team"])]:
            queue.asks(row, -1, routed["priority"])
    elif name == "ae" and row.kind == Kind.OPPORTUNITY and row.sub == 0 and told.channel(row).skip_stages < stages:
        queue.asks(row, told.channel(row).skip_stages, points[row.entity])
    elif name == "ae" and row.kind == Kind.STAGE_PASSED and row.sub + 1 < stages:
        queue.asks(row, row.sub + 1, points[row.entity])
    elif row.kind in (Kind.ABANDONED, Kind.NO_DECISION):
        queue.leaves_unserved(row)
    elif row.team == queue.team:
        if row.kind == Kind.TASK_STARTED:
            queue.serve(row)
        elif row.kind == Kind.TASK_ENDED:
            queue.busy.discard(row.level)
            if queue.told.staff[row.team][row.level].last * DAY > row.time:
                queue.free.add(row.level)
        elif row.kind == Kind.EMPLOYEE_JOINED:
            queue.free.add(row.level)
        elif row.kind == Kind.ABSENT:
            queue.free.discard(row.level)
            queue.away[row.level] = back_at(row)
        elif row.kind == Kind.EMPLOYEE_LEFT:
            queue.free.discard(row.level)
            queue.away.pop(row.level, None)


def pay_is_what_was_agreed(told: Told) -> None:
    """Salaries of a month are those of the people employed on its days; twelve months are the yearly salary."""
    posted: Counter[Any] = Counter()
    for row in told.of(Kind.SALARY):
        posted[row.team, row.sub] += row.amount
    for team, staff in enumerate(told.staff):
        said = told.team(team).salary
        for month in range(told.run.months):
            first, last = told.midnight(month), told.midnight(month + 1)
            paid = [told.on(said, day) * told.team(team).fte_per_head for day in range(first, last)]
            monthly = month_of_pay(paid, month)
            days = (max(0, min(last, one.last) - max(first, one.first)) for one in staff)
            same(posted.pop((team, month), 0), sum(monthly * int(n) // (last - first) for n in days), (team, month))
    same(+posted, Counter())


def month_of_pay(paid: list[float], month: int) -> int:
    """Pay of a whole month [cents] of who earns so much a year on its days."""
    yearly = math.floor((paid[0] if len(set(paid)) == 1 else math.fsum(paid) / len(paid)) * 100 + 0.5)
    return yearly * (month % 12 + 1) // 12 - yearly * (month % 12) // 12


def managed(told: Told, team: int, day: int) -> int:
    """Managers of a team on a day: of those who are there, and of positions that wait for a replacement."""
    said = told.team(team).managers
    if said is None:
        return 0
    lag = math.ceil(told.plan.hiring_lag - 1e-9)
    own = {row.level for row in told.of(Kind.EMPLOYEE_LEFT) if row.sub >= 1 and row.team == team}
    held = sum(one.first <= day < one.last for one in told.staff[team])
    waits = sum(
        number in own and not one.filled and one.last <= day < min(one.last + lag, one.closed)
        for number, one in enumerate(told.staff[team])
        if told.team(team).backfill
    )
    return -(-(held + waits) // said.span)


def managers_are_paid(told: Told) -> None:
    """Each month says what the managers of a team have cost, who are one for every so many people on each day."""
    rows = {(row.team, row.sub): row for row in told.of(Kind.MANAGERS)}
    same(len(rows), len(told.of(Kind.MANAGERS)))
    for team in range(len(told.header.teams)):
        for month in range(told.run.months):
            first, last = told.midnight(month), told.midnight(month + 1)
            there = [managed(told, team, day) for day in range(first, last)]
            row = rows.pop((team, month), None)
            same(row is not None, sum(there) > 0, (team, month))
            if row is not None:
                monthly = month_of_pay(
                    [told.on(told.team(team).managers.salary, day) for day in range(first, last)], month
                )
                same((row.time, row.level, row.number), (last * DAY, there[-1], sum(there)), row)
                same(row.amount, monthly * sum(there) // (last - first), row)
    same(rows, {})


def other_hours_are_told(told: Told) -> None:
    """Where other people work in a month than those of the plan, its first instant says the hours that there are.

    Where people leave of their own accord its last one does.
    """
    away = told.market.absence is not None and told.market.absence.holidays + told.market.absence.sick_days > 0.0
    late = len(told.of(Kind.HEADCOUNT)) > 0 or away
    rows = {(row.team, row.sub): row for row in told.of(Kind.CAPACITY)}
    same(len(rows), len(told.of(Kind.CAPACITY)))
    for team, staff in enumerate(told.staff):
        planned = told.planned_staff(team)
        for month in range(1 - late, told.run.months):
            there = hours(told, team, staff, month) - hours_missed(told, team, month)
            if (staff != planned or away) and not math.isclose(there, hours(told, team, planned, month)):
                row = rows.pop((team, month))
                same(row.time, told.midnight(month + late) * DAY, row)
                near(row.number, there, row)
    # Who is replaced at once leaves no more than what rounding does to a sum.
    rest = [row for row in rows.values() if not away]
    for row in rest:
        near(row.number, hours(told, row.team, told.planned_staff(row.team), row.sub), row)
    same([row for row in rest if told.staff[row.team] == told.planned_staff(row.team)], [])


def back_at(row: Row) -> int:
    """When somebody is back who is absent now [microseconds]."""
    return row.time + round(row.number * DAY)


def hours_missed(told: Told, team: int, month: int) -> float:
    """Working time that a team misses in a month by absence [person-hours]."""
    first, last, total = told.midnight(month) * DAY, told.midnight(month + 1) * DAY, 0
    for row in told.of(Kind.ABSENT):
        if row.team == team:
            end = told.staff[team][row.level].last
            since, until = max(first, row.time), min(last, back_at(row), last if end == math.inf else int(end) * DAY)
            total += told.working(team, since, until) if since < until else 0
    return total / HOUR


def absences_are_told(told: Told) -> None:
    """Who is absent has no task in hand, is employed, is back at a midnight, and what is missed adds up."""
    rows, said = told.of(Kind.ABSENT), told.market.absence
    assert not rows or (said is not None and said.holidays + said.sick_days > 0.0)
    spells: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        one = told.staff[row.team][row.level]
        assert one.first * DAY <= row.time < one.last * DAY, row
        same(back_at(row) % DAY, 0, row)
        assert row.sub == 1 or 0.0 < row.number <= said.holiday_spell, row
        assert said.sick_days > 0.0 if row.sub == 1 else said.holidays > 0.0, row
        before = spells[row.team, row.level]
        assert not before or before[-1][1] < row.time, row
        before.append((row.time, back_at(row)))
    started: dict[int, Row] = {}
    for row in told.of(Kind.TASK_STARTED, Kind.TASK_ENDED):
        if row.team < 0:
            continue
        if row.kind == Kind.TASK_STARTED:
            started[row.entity] = row
        else:
            since = started[row.entity].time
            gone = told.staff[row.team][row.level].last * DAY
            for away, back in spells[row.team, row.level]:
                assert row.time <= away or since >= min(back, gone), (row, away, back)
    posted = {(row.team, row.sub): row for row in told.of(Kind.ABSENCE)}
    same(len(posted), len(told.of(Kind.ABSENCE)))
    for team in range(len(told.header.teams)):
        for month in range(told.run.months):
            missed, row = hours_missed(told, team, month), posted.pop((team, month), None)
            same(row is not None, missed > 0.0, (team, month))
            if row is not None:
                same(row.time, told.midnight(month + 1) * DAY, row)
                near(row.number, missed, row)
    same(posted, {})


def hours(told: Told, team: int, staff: list[Any], month: int) -> float:
    """Working time of a team in a month [person-hours]."""
    first, last = told.midnight(month), told.midnight(month + 1)
    spans = ((max(first, one.first), min(last, one.last)) for one in staff)
    return math.fsum(told.working(team, a * DAY, int(b) * DAY) / HOUR for a, b in spans if a < b)


def coverage_is_what_hours_allow(told: Told) -> None:
    """CSM coverage of a month is the hours of the people there over the hours that its first customers need."""
    customers = {row.entity: row for row in told.of(Kind.OPENING_CUSTOMER)}  # each with the row that entitles it
    saving, attempts = told.market.save_offer, 0
    paused: dict[int, Row] = {}
    team = told.header.teams.index("csm") if "csm" in told.header.teams else None
    for month, rows in enumerate(told.months):
        asked = hours_needed(told, list(customers.values()), month)
        need = asked or 0.0
        need += attempts * saving.csm_hours if saving is not None else 0.0
        attempts = 0
        stated = [row for row in rows if row.kind == Kind.CSM_COVERAGE]
        if asked is not None:
            same(len(stated), int(need > 0.0 and month < told.run.months), (month, need))
        for row in stated:
            same((row.time, row.level), (told.midnight(month) * DAY, len(customers)), row)
            have = 0.0 if team is None else effective(told, team, month)
            rises = (one for one in told.of(Kind.EMPLOYEE_LEFT) if one.team == team and one.sub == 2)
            # Whom another team takes in the month counts to its end: who that will be nobody knows before.
            moves = any(told.midnight(month) <= one.time // DAY < told.midnight(month + 1) for one in rises)
            if asked is not None and not moves:
                near(row.number, min(1.0, have / need), row)
        for row in rows:
            if row.kind in (Kind.NEW_CUSTOMER, Kind.REACTIVATED, Kind.RENEWED):
                customers[row.entity] = row
            elif row.kind in (Kind.CHURNED, Kind.CLOSED_DOWN, Kind.CUT_OFF):
                customers.pop(row.entity, None)
            elif row.kind == Kind.PAUSED:
                paused[row.entity] = customers.pop(row.entity)
            elif row.kind == Kind.PAUSE_ENDED:
                customers[row.entity] = paused.pop(row.entity)
            lost = row.kind in (Kind.CHURNED, Kind.PAUSED)
            attempts += row.kind == Kind.SAVED or (lost and row.number > 0.0)


def effective(told: Told, team: int, month: int) -> float:
    """Hours of a team in a month, each person at the speed of its first day there."""
    first, last = told.midnight(month), told.midnight(month + 1)
    total = 0.0
    for number, one in enumerate(told.staff[team]):
        since, until = max(first, one.first), min(last, one.last)
        if since < until:
            hours = told.working(team, since * DAY, int(until) * DAY) / HOUR
            for row in told.of(Kind.ABSENT):
                if (row.team, row.level) == (team, number):
                    away, back = max(row.time, since * DAY), min(back_at(row), int(until) * DAY)
                    hours -= told.working(team, away, back) / HOUR if away < back else 0.0
            total += hours * told.speed(team, one, since) * told.quick.get((team, number), 1.0)
    return total


ABOUT_PEOPLE = (
    headcount_is_told,
    managers_are_paid,
    absences_are_told,
    offers_are_declined_in_turn,
    who_has_served_longest_is_promoted,
    productivity_is_told_once,
    other_hours_are_told,
    people_come_and_go,
    nobody_works_at_night,
    one_task_at_a_time,
    queues_are_served_in_order,
    pay_is_what_was_agreed,
    coverage_is_what_hours_allow,
)
