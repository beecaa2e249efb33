"""A journal read again in plain Python beside the scenario that it should tell: dates, people and prices anew.

Nothing here is taken from the metrics, the rules or the resolved inputs, so that an identity which holds here holds of
the engine and not of the code that both share.
"""

import datetime
from collections import defaultdict
from functools import cached_property
from itertools import pairwise
from operator import add
from typing import Any, NamedTuple

from gtmsim.engine.journal import Journal, Kind
from gtmsim.scenario.channels import Channel
from gtmsim.scenario.decisions import Period, periods, points_of, policy_of
from gtmsim.scenario.market import Touch
from gtmsim.scenario.param import Schedule
from gtmsim.scenario.run import Initial
from gtmsim.scenario.schema import Scenario

HOUR = 3_600_000_000
DAY = 24 * HOUR
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOVEMENTS = {
    Kind.OPENING,
    Kind.NEW,
    Kind.UPLIFTED,
    Kind.EXPANDED,
    Kind.CONTRACTED,
    Kind.CHURNED,
    Kind.FAILED,
    Kind.REACTIVATED,
}


class Row(NamedTuple):
    """One row of a journal."""

    time: int
    kind: int
    entity: int
    sub: int
    channel: int
    segment: int
    team: int
    amount: int
    level: int
    number: float
    table: int = -1
    row: int = -1


NO_CHANNEL = Channel(ceiling="1 per day", half_spend=1, segments={"firms": 1})  # of referrals and of day 0
JOINED: dict[str, Any] = {"collect sum": add, "collect count": add, "collect min": min, "collect max": max}
WAYS = ("message", "phone", "face_to_face")  # to talk to a buyer


class Employed(NamedTuple):
    """A person, by days of the run; nobody leaves before `last`."""

    first: int
    last: float
    hired: bool


class Told:
    """A scenario and one journal of it."""

    def __init__(self, scenario: Scenario, journal: Journal) -> None:
        self.scenario, self.journal, self.header = scenario, journal, journal.header
        self.market, self.plan, self.run = scenario.market, scenario.plan, scenario.run
        self.rows = [Row(*values) for values in journal.rows()]
        self.start = self.run.start
        self.levers: dict[Schedule, list[float]] = {}  # by day
        self.days = self.midnight(self.run.months)
        self.initial = self.run.initial if isinstance(self.run.initial, Initial) else Initial()

    @cached_property
    def points(self) -> list[tuple[Any, list[Period]]]:
        """Each decision point with its tables in order of time."""
        return [(p, periods(p, policy_of(self.scenario, p), self.start)[0]) for p in points_of(self.scenario)]

    def period(self, point: int, time: int) -> Period:
        """The table that is in force at an instant; that of the last day holds ever after."""
        date = self.start + datetime.timedelta(min(time // DAY, self.days - 1))
        return [one for one in self.points[point][1] if one.first is None or one.first <= date][-1]

    @cached_property
    def fired(self) -> dict[int, list[int]]:
        """Under the identity of each row that was decided: the rows of its table, further ones included."""
        found: dict[int, list[int]] = {}
        last = None
        for row in self.rows:
            if row.kind == Kind.ALSO:
                assert last is not None and (last.entity, last.time, last.table) == (row.entity, row.time, row.table), (
                    row
                )
                found[id(last)].append(row.row)
            elif row.table >= 0:
                found[id(row)] = [row.row] if row.row >= 0 else []
                last = row
            else:
                last = None
        return found

    def answers(self, row: Row) -> dict[str, float]:
        """What the decision behind a row answered, by the names of its outputs."""
        _, table, places = self.period(row.table, row.time)
        rows = [table.rows[places.index(place)].values for place in self.fired[id(row)]]
        found = list(rows[0] if rows else table.default or [0.0] * len(table.outputs))
        for one in rows[1:]:
            found = [JOINED.get(table.hit, lambda a, _: a)(*pair) for pair in zip(found, one, strict=True)]
        return {output.name: value for output, value in zip(table.outputs, found, strict=True)}

    def touch(self, row: Row) -> Touch:
        """How the seller talked to the buyer in a stage that began."""
        return getattr(self.market.selling.touches, WAYS[int(self.answers(row)["by"])])  # type: ignore[no-any-return]

    def efforts(self, life: list[Row]) -> dict[int, float]:
        """Hours of each stage of a deal as a multiple of what its segment takes."""
        found: dict[int, float] = {}
        effort = 1.0
        for row in life:
            if row.kind == Kind.OPPORTUNITY:
                effort = self.answers(row)["effort"]
            elif row.kind == Kind.ADVANCED and row.table >= 0:
                effort *= self.answers(row)["effort"]
            elif row.kind == Kind.TASK_STARTED and row.sub >= 0:
                found[row.sub] = effort
        return found

    def of(self, *kinds: Kind) -> list[Row]:
        """Rows of these kinds."""
        return [row for row in self.rows if row.kind in kinds]

    def channel(self, row: Row) -> Any:
        """The channel of a row's account, if it is one of the market's; else one of which nothing is said."""
        known = 0 <= row.channel < len(self.market.channels)
        return self.market.channels[self.header.channels[row.channel]] if known else NO_CHANNEL

    @cached_property
    def lives(self) -> dict[int, list[Row]]:
        """Rows of each account."""
        found = defaultdict(list)
        for row in self.rows:
            if row.entity:
                found[row.entity].append(row)
        return dict(found)

    @cached_property
    def months(self) -> list[list[Row]]:
        """Rows of each month of the horizon, up to its close, and then those of the run-off."""
        found: list[list[Row]] = [[]]
        for row, following in pairwise([*self.rows, Row(0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0)]):
            found[-1].append(row)
            ends = row.kind == Kind.MONTH_CLOSED
            if ends and (following.kind != Kind.MONTH_CLOSED or following.sub != row.sub):
                found.append([])
        return found

    def midnight(self, month: int) -> int:
        """Days from the start to the first of a later month."""
        at = self.start.year * 12 + self.start.month - 1 + month
        return (datetime.date(at // 12, at % 12 + 1, 1) - self.start).days

    def later(self, began: int, months: int) -> int:
        """The same day and clock some calendar months after an instant, at most the month's last day."""
        day, clock = divmod(began, DAY)
        date = self.start + datetime.timedelta(day)
        at = date.year * 12 + date.month - 1 + months
        first, following = (datetime.date((at + k) // 12, (at + k) % 12 + 1, 1) for k in (0, 1))
        target = min(first + datetime.timedelta(date.day - 1), following - datetime.timedelta(1))
        return (target - self.start).days * DAY + clock

    def on(self, lever: Schedule, day: int) -> float:
        """A lever's value on a day; the last day's holds ever after."""
        if lever not in self.levers:
            self.levers[lever] = [self._on(lever, each) for each in range(self.days)]
        return self.levers[lever][min(day, self.days - 1)]

    def _on(self, lever: Schedule, day: int) -> float:
        if lever.monthly:
            return next(lever.values[m] for m in range(self.run.months) if day < self.midnight(m + 1))
        date = self.start + datetime.timedelta(day)
        since = [
            value for first, value in zip(lever.dates, lever.values, strict=True) if first is None or first <= date
        ]
        return since[-1]

    def term(self, segment: int) -> int:
        """Months of a contract."""
        return self.plan.terms.get(self.header.segments[segment], 12)

    def segment(self, row: Row) -> Any:
        """The segment of a row's account."""
        return self.market.segments[self.header.segments[row.segment]]

    def committee(self, row: Row) -> Any:
        """The committee template of a row's account."""
        return self.market.committees[self.segment(row).committee]

    def team(self, number: int) -> Any:
        """The team of a row."""
        return getattr(self.plan.teams, self.header.teams[number])

    @cached_property
    def staff(self) -> list[list[Employed]]:
        """The persons of each team: who came last goes first, who comes later is new; and those whom a policy moves."""
        staff = [self._staff(self.team(number).headcount) for number in range(len(self.header.teams))]
        for row in self.of(Kind.STAFFED):
            people, today = staff[row.team], row.time // DAY
            first = -(-(row.time + round(self.plan.hiring_lag * DAY)) // DAY)
            people += [Employed(first, float("inf"), True)] * max(0, row.level)
            here = [number for number, one in enumerate(people) if one.first < today < one.last]
            for number in here[len(here) + min(0, row.level) :]:
                people[number] = people[number]._replace(last=today)
        return staff

    def planned_staff(self, number: int) -> list[Employed]:
        """The persons of a team by the plan alone."""
        return self._staff(self.team(number).headcount)

    def _staff(self, headcount: Schedule) -> list[Employed]:
        people: list[Employed] = []
        here: list[int] = []
        for day in range(self.days):
            count = int(self.on(headcount, day))
            while len(here) > count:
                leaver = here.pop()
                people[leaver] = people[leaver]._replace(last=day)
            while len(here) < count:
                here.append(len(people))
                people.append(Employed(day, float("inf"), day > 0))
        return people

    def speed(self, number: int, person: Employed, day: float) -> float:
        """Work done per working hour on a day [1]."""
        team = self.team(number)
        if not person.hired or day - person.first >= team.ramp:
            return float(team.productive)
        return float(team.productive * (team.ramp_from + (1.0 - team.ramp_from) * (day - person.first) / team.ramp))

    def shift(self, number: int, day: int) -> tuple[int, int]:
        """Opening and closing of a team on a day [microseconds]; equal when nobody works."""
        hours = self.team(number).working_hours or self.plan.working_hours
        date = self.start + datetime.timedelta(day)
        if WEEK[date.weekday()] not in hours.days or date in hours.holidays:
            return day * DAY, day * DAY
        return day * DAY + round(hours.opens * HOUR), day * DAY + round(hours.closes * HOUR)

    def working(self, number: int, first: int, last: int) -> int:
        """Working time of a team between two instants [microseconds]."""
        total = 0
        for day in range(first // DAY, last // DAY + 1):
            opens, closes = self.shift(number, day)
            total += max(0, min(closes, last) - max(opens, first))
        return total
