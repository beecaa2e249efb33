"""A journal read again in plain Python beside the scenario that it should tell: dates, people and prices anew.

Nothing here is taken from the metrics, the rules or the resolved inputs, so that an identity which holds here holds of
the engine and not of the code that both share.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from operator import add
from typing import Any, NamedTuple

from properties.agreed import Agreed, agreements, is_decided, length

from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.mechanisms.channels.section import Channel
from gtmsim.mechanisms.touch.section import Touch
from gtmsim.scenario.language.param import Schedule
from gtmsim.scenario.resolved.decisions import Period, periods, points_of, policy_of
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

HOUR = 3_600_000_000
DAY = 24 * HOUR
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOVEMENTS = {
    Kind.OPENING_CUSTOMER,
    Kind.NEW_CUSTOMER,
    Kind.UPLIFTED,
    Kind.EXPANDED,
    Kind.UPGRADED,
    Kind.CONTRACTED,
    Kind.CHURNED,
    Kind.PAUSED,
    Kind.PAUSE_ENDED,
    Kind.CLOSED_DOWN,
    Kind.CUT_OFF,
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


NO_CHANNEL = Channel(max_leads="1 per day", half_saturation_spend=1, segments={"firms": 1})  # of referrals and of day 0
JOINED: dict[str, Any] = {"collect sum": add, "collect count": add, "collect min": min, "collect max": max}
WAYS = ("message", "phone", "face_to_face")  # to talk to a buyer


class Employed(NamedTuple):
    """A person, by days of the run; nobody leaves before `last`."""

    first: int
    last: float
    hired: bool
    closed: float  # when the plan closes the position
    known: int = 0  # the day of the decision to hire
    replaces: bool = False
    sought: int = -1  # the day on which the position was opened, where they are looked for
    risen: bool = False  # promoted from another team
    filled: bool = False  # whoever took the position of who left did so at once


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

    @property
    def quotas(self) -> bool:
        """Do sellers have quotas?"""
        return self.plan.quota is not None and self.plan.teams.ae is not None

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
            if row.kind == Kind.RULE_ALSO_FIRED:
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

    @cached_property
    def under_way(self) -> set[int]:
        """The identities of the rows of tasks that day 0 finds begun; what was decided of them nobody is told."""
        found = set()
        for life in self.lives.values():
            if life[0].kind == Kind.OPENING_LEAD or (life[0].kind == Kind.OPPORTUNITY and life[0].sub == 1):
                row = next((one for one in life[1:] if one.kind not in (Kind.ACCOUNT_MATCHED, Kind.CONTACT)), life[0])
                begun = row.kind == Kind.TASK_STARTED and row.time == 0
                if begun and (life[0].level == 1 if life[0].kind == Kind.OPENING_LEAD else row.table < 0):
                    found.add(id(row))
        return found

    @cached_property
    def elsewhere(self) -> dict[tuple[int, int], float]:
        """Until when at most each person of a team may do a task of before day 0 that nobody is told of.

        A deal of which the window closed before day 0 is gone, and who worked on it finishes the task.
        """
        windows = self.market.selling.buying_window is not None or self.market.buying_cycle is not None
        if "ae" not in self.header.teams or not windows or not any(self.initial.pipeline.values()):
            return {}
        ae = self.header.teams.index("ae")
        found = {(ae, person): float("inf") for person in range(self.found_people(ae))}
        for row in reversed(self.of(Kind.TASK_STARTED)):
            if (row.team, row.level) in found:
                found[row.team, row.level] = row.time
        begun = {(row.team, row.level) for row in self.of(Kind.TASK_STARTED) if id(row) in self.under_way}
        return {who: until for who, until in found.items() if who not in begun}

    def answers(self, row: Row) -> dict[str, float]:
        """What the decision behind a row answered, by the names of its outputs."""
        _, table, places = self.period(row.table, row.time)
        rows = [table.rows[places.index(place)].values for place in self.fired[id(row)]]
        found = list(rows[0] if rows else table.default or [0.0] * len(table.outputs))
        for one in rows[1:]:
            found = [JOINED.get(table.hit, lambda a, _: a)(*pair) for pair in zip(found, one, strict=True)]
        return {output.name: value for output, value in zip(table.outputs, found, strict=True)}

    @cached_property
    def due(self) -> dict[int, tuple[int, int]]:
        """Under the identity of each row that says a renewal is due: the years of its subscription that end with it.

        And of how many of them the price rises within the term, as agreed.
        """
        return {key: found for life in self.lives.values() for key, found in self._due(life)}

    def _due(self, life: list[Row]) -> Iterator[tuple[int, tuple[int, int]]]:
        term, months, offered = self.term(life[0].segment), 0, 0
        agreed = agreements(self, life)
        running, anew = Agreed(term), False
        chosen = running
        for row in life:
            if row.kind == Kind.OPENING_CUSTOMER:
                term = self.found_term(row)
                due = next((one for one in life if one.kind == Kind.RENEWAL_DUE), None)
                months = 0 if due is None else (due.sub - 1) * term
            elif row.kind == Kind.OFFERED:
                chosen, anew = agreed[id(row)], True
            elif row.kind == Kind.NEW_CUSTOMER:
                running, term = chosen, chosen.months
            elif is_decided(row):
                yield id(row), ((months + term) // 12 - months // 12, running.rises(term))
                offered, chosen, anew = int(self.answers(row)["term"]), running.then(), False
            elif row.kind == Kind.RENEWED:
                months, term = months + term, offered or (chosen.months if anew else term)
                running = chosen
            elif row.kind == Kind.REACTIVATED or (row.kind == Kind.PAUSE_ENDED and not row.sub):
                months, chosen = 0, running

    def offers_anew(self, row: Row) -> bool:
        """Does the plan offer something to a customer whose contract ends?"""
        return self.header.segments[row.segment] in self.plan.renewal_offers

    def rise(self, row: Row) -> float:
        """The plan's rise of the price at a renewal: one for each year that ends with it and has brought none."""
        years, raised = self.due[id(row)]
        years = max(0, years - raised)
        return float((1.0 + self.on(self.plan.renewal_price_increase, row.time // DAY)) ** years - 1.0)

    def touch(self, row: Row) -> Touch:
        """How the seller talked to the buyer in a stage that began."""
        return getattr(self.market.selling.touches, WAYS[int(self.answers(row)["medium"])])  # type: ignore[no-any-return]

    def efforts(self, life: list[Row]) -> dict[int, float]:
        """Hours of each stage of a deal as a multiple of what its segment takes; none of one that day 0 finds."""
        found: dict[int, float] = {}
        effort = 1.0
        for row in life:
            if row.kind == Kind.OPPORTUNITY and row.sub == 1:
                return {}
            if row.kind == Kind.OPPORTUNITY:
                effort = self.answers(row)["effort"]
            elif row.kind == Kind.STAGE_PASSED and row.table >= 0:
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
        """Months of a contract that is signed."""
        return self.plan.terms.get(self.header.segments[segment], 12)

    def found_term(self, row: Row) -> int:
        """Months of the contract on which day 0 finds a customer."""
        name = self.header.segments[row.segment]
        if name in self.initial.term_mix:
            shares = {length(term): share for term, share in self.initial.term_mix[name].items()}
            assert shares[row.sub] > 0.0, row
            return int(row.sub)
        assert row.sub == 0, row
        return int(self.initial.terms.get(name, self.term(row.segment)))

    def found_billing(self, segment: int) -> int:
        """Months of a bill of before day 0 at most."""
        return int(self.initial.billing.get(self.header.segments[segment], 12))

    @cached_property
    def found_price(self) -> float:
        """Price relative to list of the customers and open deals that day 0 finds."""
        return self.on(self.plan.price, 0) if self.initial.price is None else self.initial.price

    def found_people(self, number: int) -> int:
        """How many of a team day 0 finds."""
        said = getattr(self.initial.headcount, self.header.teams[number])
        return int(self.on(self.team(number).headcount, 0) if said is None else said)

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
    def factors(self) -> dict[tuple[int, int], float]:
        """What each channel gets of its planned spend in each month, where a policy says so."""
        budget = {(row.channel, row.sub): row.number for row in self.of(Kind.BUDGET_REVIEWED)}
        cash = {row.sub: row.number for row in self.of(Kind.CASH_REVIEWED)}
        places = {(c, month) for c in range(len(self.header.channels)) for month in cash} | set(budget)
        return {place: budget.get(place, 1.0) * cash.get(place[1], 1.0) for place in places}

    def opens(self, day: int) -> float:
        """The day on which a position opens that the plan, or somebody who leaves, opens on a day."""
        frozen = {row.sub for row in self.of(Kind.CASH_REVIEWED) if row.level == 1}
        month = next((m for m in range(self.run.months) if day < self.midnight(m + 1)), self.run.months)
        if month not in frozen:
            return day
        later = [m for m in range(month, self.run.months) if m not in frozen]
        return self.midnight(later[0]) if later else float("inf")

    @cached_property
    def staff(self) -> list[list[Employed]]:
        """The persons of each team: who came last goes first, who comes later is new; and those whom a policy moves.

        Who leaves of their own accord is read off the rows, and who replaces them is worked out.
        """
        staff = [self.recruited_staff(number) for number in range(len(self.header.teams))]
        own = {(row.time, row.team, row.level) for row in self.of(Kind.EMPLOYEE_LEFT) if row.sub == 1}
        held: set[tuple[int, int]] = set()  # whose positions wait for the end of a freeze
        for row in self.of(Kind.HEADCOUNT_REVIEWED, Kind.EMPLOYEE_LEFT, Kind.CASH_REVIEWED):
            today = row.time // DAY
            if row.kind == Kind.CASH_REVIEWED:
                for team, number in sorted(held) if row.level == 0 else ():
                    left, first = staff[team][number], -(-(row.time + round(self.plan.hiring_lag * DAY)) // DAY)
                    if first < min(self.days, left.closed):
                        staff[team].append(Employed(first, left.closed, True, left.closed, today, True))
                held = set() if row.level == 0 else held
                continue
            people = staff[row.team]
            first = -(-(row.time + round(self.plan.hiring_lag * DAY)) // DAY)
            if row.kind == Kind.EMPLOYEE_LEFT:
                if row.sub >= 1:
                    left, risen = people[row.level], (row.team, len(people)) in self.risen
                    assert left.first < today < left.last or (row.sub == 2 and left.first == today == 0), row
                    people[row.level] = left._replace(last=today, filled=risen)
                    if self.opens(today) > today:
                        people[row.level] = left._replace(last=today, filled=True)
                        if self.team(row.team).backfill and today < left.closed:
                            held.add((row.team, row.level))
                    elif self.team(row.team).backfill and (risen or first < min(self.days, left.closed)):
                        begins = today if risen else first
                        people.append(Employed(begins, left.closed, True, left.closed, today, True, risen=risen))
                continue
            for _ in range(max(0, row.level)):
                if (row.team, len(people)) in self.risen:
                    people.append(Employed(today, float("inf"), True, float("inf"), today, risen=True))
                elif self.team(row.team).hiring is None:
                    people.append(Employed(first, float("inf"), True, float("inf"), today))
                else:
                    begins = self.joined.get((row.team, len(people)), float("inf"))
                    people.append(Employed(begins, float("inf"), True, float("inf"), today, sought=today))
            let_go = max(0, -row.level)
            for number in reversed(range(len(people))):
                one = people[number]
                if let_go and 0 <= one.sought < today < min(one.first, one.last):
                    people[number] = one._replace(last=today)
                    let_go -= 1
            here = [number for number, one in enumerate(people) if one.first < today < one.last]
            here = [number for number in here if (row.time, row.team, number) not in own]
            for number in here[len(here) - let_go :]:
                people[number] = people[number]._replace(last=today)
        return staff

    def planned_staff(self, number: int) -> list[Employed]:
        """The persons of a team by the plan alone."""
        return self._staff(number, False)

    def recruited_staff(self, number: int) -> list[Employed]:
        """The persons of the plan, each from the day on which they are seen to begin where they are looked for."""
        return self._staff(number, self.team(number).hiring is not None, True)

    def promotes(self, number: int) -> bool:
        """Are positions of a team offered to people of another, which is there?"""
        said = getattr(self.team(number), "promotes", None)
        return said is not None and said.from_team in self.header.teams

    @cached_property
    def risen(self) -> set[tuple[int, int]]:
        """Who was promoted from another team, by the team that they joined and their number there."""
        return {(row.team, row.level) for row in self.of(Kind.PROMOTED)}

    @cached_property
    def joined(self) -> dict[tuple[int, int], int]:
        """The day on which each person of a team begins."""
        return {(row.team, row.level): row.time // DAY for row in self.of(Kind.EMPLOYEE_JOINED)}

    def _staff(self, number: int, late: bool, seen: bool = False) -> list[Employed]:
        """Positions in which nobody has begun are closed first, and then those of who came last."""
        headcount, found, never = self.team(number).headcount, self.found_people(number), float("inf")
        people = [Employed(0, never, False, never)] * found
        here, opened = list(range(found)), [0] * found
        for day in range(self.days):
            count = int(self.on(headcount, day))
            while len(here) > count:
                # Where people are promoted it is known on the day alone who holds which.
                waits = not self.promotes(number)
                leaver = max(here, key=lambda one: (waits and people[one].hired and opened[one] >= day, one))
                here.remove(leaver)
                ends = never if seen and people[leaver].first == never and not late else day
                people[leaver] = people[leaver]._replace(last=ends, closed=day)
                if seen and not late and day <= people[leaver].first < never and people[leaver].first != opened[leaver]:
                    people[leaver] = people[leaver]._replace(first=never, last=never)  # held back until it closed
            while len(here) < count:
                here.append(len(people))
                first = self.joined.get((number, len(people)), never) if late else self.opens(day) if seen else day
                opened.append(first if late else day)
                risen = seen and (number, len(people)) in self.risen
                sought = day if late and not risen else -1
                people.append(Employed(first, never, True, never, sought=sought, risen=risen))
        return people

    @cached_property
    def quick(self) -> dict[tuple[int, int], float]:
        """How quick each person is, over the mean of the team, by team and number."""
        return {(row.team, row.level): row.number for row in self.of(Kind.PRODUCTIVITY)}

    def speed(self, number: int, person: Employed, day: float) -> float:
        """Work done per working hour on a day by somebody of mean productivity [1]."""
        team = self.team(number)
        ramp = team.ramp * (team.promotes.ramp_share if person.risen else 1.0)
        if not person.hired or day - person.first >= ramp:
            return float(team.selling_time_share)
        learnt = (day - person.first) / ramp
        if team.ramp_shape == "s_curve":
            learnt = 3.0 * learnt**2 - 2.0 * learnt**3
        return float(team.selling_time_share * (team.initial_productivity + (1.0 - team.initial_productivity) * learnt))

    def shift(self, number: int, day: int) -> tuple[int, int]:
        """Opening and closing of a team on a day [microseconds]; equal when nobody works."""
        hours = self.team(number).working_hours or self.plan.working_hours
        date = self.start + datetime.timedelta(day)
        if WEEK[date.weekday()] not in hours.days or date in hours.holidays:
            return day * DAY, day * DAY
        closes = hours.opens + (hours.closes - hours.opens) * self.team(number).fte_per_head
        return day * DAY + round(hours.opens * HOUR), day * DAY + round(closes * HOUR)

    def working(self, number: int, first: int, last: int) -> int:
        """Working time of a team between two instants [microseconds]."""
        total = 0
        for day in range(first // DAY, last // DAY + 1):
            opens, closes = self.shift(number, day)
            total += max(0, min(closes, last) - max(opens, first))
        return total
