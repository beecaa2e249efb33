"""What must hold of decisions: each row that is due names its decision point, and the row of its table that answers.

The facts of a decision are gathered anew from the rows before it; tables are asked as `gtmsim.policies` proves them.
"""

from itertools import accumulate
from typing import Any

import numpy as np
from properties.agreed import is_decided
from properties.identities import ASIDE, same
from properties.people import hours, hours_missed
from properties.told import DAY, MOVEMENTS, Row, Told

from gtmsim.journal.kinds import Kind
from gtmsim.metrics.ledger import ledger_of
from gtmsim.policies.table import firing
from gtmsim.scenario.language.quantity import parse

Facts = dict[str, float]
BY = {
    Kind.LEAD: "lead_score",
    Kind.MQL: "lead_routing",
    Kind.RECYCLED: "lead_routing",
    Kind.ABANDONED: "nurture",
    Kind.SQL: "disqualification",
    Kind.OPPORTUNITY: "effort",
    Kind.QUOTED: "discount",
    Kind.OPENING_CUSTOMER: "entitlement",
    Kind.NEW_CUSTOMER: "entitlement",
    Kind.RENEWED: "entitlement",
    Kind.REACTIVATED: "entitlement",
    Kind.NOTICE_DUE: "renewal_offer",
    Kind.SAVED: "save_play",
    Kind.NOTICE_GIVEN: "save_play",
    Kind.NOTICE_WITHDRAWN: "save_play",
    Kind.HEADCOUNT_REVIEWED: "hiring",
    Kind.BUDGET_REVIEWED: "budget",
    Kind.CASH_REVIEWED: "cash_policy",
}


NOTICED = (Kind.NOTICE_DUE, Kind.NOTICE_GIVEN, Kind.NOTICE_WITHDRAWN)


def decided_by(told: Told, row: Row) -> str:
    """The decision point that a row must name; empty where nothing was decided."""
    last = len(told.header.stages) - 1
    if row.kind == Kind.DISQUALIFIED:
        return ("", "nurture", "lead_routing", "disqualification")[row.sub]
    if row.kind in (Kind.EMPLOYEE_JOINED, Kind.EMPLOYEE_LEFT, Kind.POSITION_CLOSED):
        return "hiring" if row.table >= 0 else ""  # else the plan's headcount
    if row.kind == Kind.OPPORTUNITY and row.sub == 1:
        return ""  # before day 0
    if row.kind == Kind.TASK_STARTED:
        return "touch" if row.sub >= 0 and id(row) not in told.under_way else ""
    if row.kind == Kind.STAGE_PASSED:
        return "escalation" if row.sub < last else ""
    if row.kind == Kind.RENEWAL_DUE:
        return "renewal_offer" if is_decided(row) else ""
    if row.kind in (Kind.CHURNED, Kind.PAUSED):  # a notice was a decision before; a lapse and a pause's end are none
        due = [one for one in told.lives[row.entity] if one.kind == Kind.RENEWAL_DUE and one.time == row.time]
        lapsed = row.kind == Kind.CHURNED and row.sub
        return "" if lapsed or not due or not is_decided(due[-1]) else "save_play"
    return BY.get(Kind(row.kind), "")


def decisions_name_their_point(told: Told) -> None:
    """Every row names the decision that it follows from, and no other."""
    for row in told.rows:
        if row.kind != Kind.RULE_ALSO_FIRED:
            found = told.header.tables[row.table] if row.table >= 0 else ""
            same(found, decided_by(told, row), row)


def known_of_contact(told: Told, life: list[Row]) -> Facts:
    """What the row about the contact says, which stands below the lead that it is about."""
    row = next((row for row in life if row.kind == Kind.CONTACT), None)
    people = told.market.contacts
    names = sorted({post.department for post in people.personas.values()}) if people is not None else []
    if row is None or row.level == 0 or people is None:
        unknown = {"department": float(len(names)), "seniority": 0.0, "role_class": 3.0}
        return {"followed": -1.0 if row is None else row.number, **unknown}
    post = people.personas[told.header.posts[row.level % 1000 - 1]]
    return {
        "followed": row.number,
        "department": float(names.index(post.department)),
        "seniority": 1.0 + ("staff", "manager", "director", "executive").index(post.seniority),
        "role_class": float(("decider", "admin", "business_user").index(post.role_class)),
    }


class Case:
    """What is known of an account, as its rows tell it."""

    def __init__(self, told: Told, life: list[Row]) -> None:
        first = life[0]
        self.told, self.rounds, self.waited, self.opened, self.asked = told, 0, 0.0, 0, 0
        self.mrr, self.renewals, self.attention, self.started = 0, 0.0, 1.0, 0
        none = len(told.market.channels) + (told.market.referrals is not None)
        self.lead: Facts = {
            "channel": float(first.channel if first.channel >= 0 else none),
            "segment": float(first.segment),
            "mode": 0.0,
            "score": 0.0,
            **known_of_contact(told, life),
        }
        self.past: set[str] = set()  # what nobody is told of whom day 0 finds on his way
        if first.kind == Kind.OPENING_LEAD:
            self.lead["mode"] = 1.0 - first.sub
            self.past = {"score", "round", "waited", "followed", "department", "seniority", "role_class"}
        elif first.kind == Kind.OPPORTUNITY:
            self.past = {"mode", "score", "waited"}
        if first.kind == Kind.LEAD:
            seen = next((row.number for row in life if row.kind == Kind.FIT_OBSERVED), first.number)
            self.lead |= {"mode": 1.0 - first.sub, "fit": seen}

    def at(self, row: Row) -> Facts:
        """The facts behind a row."""
        stage = row.sub + (row.kind == Kind.STAGE_PASSED)
        sale = {"stage": float(stage), "contract_value": self.asked / 100, "age": (row.time - self.opened) / DAY}
        waits = row.number if row.kind == Kind.TASK_STARTED else 0.0
        term = {"annual_value": self.mrr * 12 / 100, "renewals": self.renewals}
        ended = {"round": float(self.rounds), "outcome": float(row.kind == Kind.DISQUALIFIED)}
        known = {**self.lead, **sale, "waited": self.waited + waits, **term, **ended}
        return {name: value for name, value in known.items() if name not in self.past}

    def learn(self, row: Row) -> None:
        """What a row adds to what is known."""
        if row.kind == Kind.LEAD:
            self.lead["score"] = self.told.answers(row)["score"]
        elif row.kind == Kind.OPPORTUNITY:
            self.opened, self.asked, self.waited = row.time, row.amount, 0.0
            if row.sub == 1:
                self.opened -= round(row.number * DAY)
            else:
                self.past -= {"waited"}
        elif row.kind == Kind.TASK_STARTED:
            self.past -= {"waited"} if row.sub == -1 else set()
            self.waited = row.number if row.sub == -1 else self.waited + row.number
        elif row.kind == Kind.RECYCLED:
            self.rounds, self.past = row.sub, self.past - {"round"}
        elif row.kind in MOVEMENTS:
            self.mrr = row.level


def coverage_by_month(told: Told) -> list[float]:
    """Running sums of the coverage of each month; what no row states is full, and the last month's holds ever after."""
    stated = {row.sub: row.number for row in told.of(Kind.CSM_COVERAGE)}
    months = [stated.get(month, 1.0) for month in range(told.run.months)]
    return [0.0, *accumulate([*months, *[months[-1]] * (len(told.header.months) - len(months))])]


def rows_answer_their_case(told: Told) -> None:
    """Of each table the row that is told is the one that holds first, or all that hold where they add up."""
    sums = coverage_by_month(told)
    for life in told.lives.values():
        case = Case(told, life)
        for row in life:
            if row.kind == Kind.RULE_ALSO_FIRED:
                continue
            known = case.at(row)
            if row.kind in (Kind.OPENING_CUSTOMER, Kind.NEW_CUSTOMER, Kind.REACTIVATED):
                known["annual_value"] = row.amount * 12 / 100
                case.renewals = found_renewals(told, life, row) if row.kind == Kind.OPENING_CUSTOMER else case.renewals
                known["renewals"] = case.renewals
            elif row.kind in (Kind.RENEWAL_DUE, *NOTICED):
                case.renewals = known["renewals"] = float(row.sub)
            if row.kind in (Kind.RENEWAL_DUE, Kind.SAVED, Kind.CHURNED, Kind.PAUSED, *NOTICED):
                first, last = (month_of(told, time) for time in (case.started, row.time))
                known["coverage"] = min(1.0, case.attention * ((sums[last + 1] - sums[first]) / (last + 1 - first)))
            if row.kind == Kind.OPPORTUNITY:
                known["contract_value"] = row.amount / 100
            if row.table >= 0:
                answers(told, row, known, life)
            if row.kind in (Kind.OPENING_CUSTOMER, Kind.NEW_CUSTOMER, Kind.RENEWED, Kind.REACTIVATED):
                attention = told.answers(row)["csm_effort"]
                follows = [other for other in life if other.time == row.time and other.kind == Kind.ENTITLED]
                changes = [attention] if attention != case.attention else []
                assert [other.number for other in follows] == changes, (row, follows)
                case.attention = attention
            if row.kind in (Kind.NEW_CUSTOMER, Kind.RENEWED, Kind.REACTIVATED, Kind.PAUSE_ENDED):
                case.started = row.time
            case.rounds += row.kind in (Kind.ABANDONED, Kind.DISQUALIFIED)  # for what comes after, if anything does
            case.learn(row)


def found_renewals(told: Told, life: list[Row], row: Row) -> float:
    """Renewals behind a customer found on day 0, as its first renewal counts; by its age where it sees none."""
    due = next((one.sub - 1 for one in life if one.kind == Kind.RENEWAL_DUE), None)
    return float(due if due is not None else int(row.number / (30.4375 * told.found_term(row))))


def month_of(told: Told, time: int) -> int:
    """Month of an instant, 0 for all before day 0."""
    months = told.header.months
    return max(0, next((m for m in range(len(months) - 1) if time < months[m + 1]), len(months) - 1))


def answers(told: Told, row: Row, known: Facts, life: list[Row]) -> None:
    """The rows that were told are those that hold."""
    _, table, places = told.period(row.table, row.time)
    facts: list[Any] = [known.get(fact.name) for fact in table.inputs]
    if None in facts:
        return  # the fit of a deal found on day 0 is not told
    hold = [places[place] for place in firing(table, facts)]
    same(told.fired[id(row)], hold[:1] if table.hit in ("unique", "first") else hold, (table.point, known, row, life))


def of_channel(told: Told, row: Row) -> Facts:
    """What is known of a channel when a month begins."""
    before = [
        one for month in told.months[max(0, row.sub - 3) : row.sub] for one in month if one.channel == row.channel
    ]
    opened = sum(one.kind == Kind.OPPORTUNITY for one in before)
    spent = sum(one.amount for one in before if one.kind == Kind.CHANNEL_SPEND)
    leads = sum(one.kind == Kind.LEAD and one.channel == row.channel for one in told.months[row.sub - 1])
    known = {"channel": row.channel, "month": row.sub + 1, "leads": leads, "opportunities": opened}
    return {**known, "cost_per_opportunity": spent / (max(1, opened) * 100.0), **of_cash(told, row.sub)}


def of_cash(told: Told, month: int) -> Facts:
    """Cash when a month begins, and the days for which it lasts; where nobody says it, its change since day 0."""
    ledger, back = ledger_of(told.journal).cash, max(0, month - 3)
    cash = ledger.balances(round((told.initial.cash or 0.0) * 100)).tolist()[month]
    burn = -sum(ledger.flows.tolist()[back:month]) / (told.midnight(month) - told.midnight(back))
    above = cash - round(told.plan.cash_floor * 100)
    lasts = 36_525.0 if burn <= 0.0 else min(36_525.0, above / burn)
    return {"cash": cash / 100.0, "runway": 0.0 if above <= 0 else lasts}


def of_firm(told: Told, row: Row) -> Facts:
    """What is known of the firm when a month begins."""
    flows, back = ledger_of(told.journal).cash.flows, max(0, row.sub - 3)
    found = sum(one.amount for one in told.of(Kind.OPENING_CUSTOMER)) * 12 / 100
    arr = sum(one.amount for one in told.of(Kind.MONTH_CLOSED) if one.sub == row.sub - 1) * 12 / 100
    target = told.run.target.get("arr_end")
    planned = arr
    if target is not None and target.side != "at_most":
        ((_, amount),) = target.steps
        planned = np.interp(row.sub, (0, told.run.months), (found, parse(amount, "money/year")))
    return {
        "month": row.sub + 1,
        **of_cash(told, row.sub),
        "burn": float(-flows[back : row.sub].sum() / (row.sub - back) / 100.0),
        "arr": arr,
        "arr_against_plan": arr / planned if planned > 0.0 else 1.0,
    }


def of_team(told: Told, row: Row) -> Facts:
    """What is known of a team when a month begins; the hours that a full CSM team was needed are not told."""
    name, last = told.header.teams[row.team], told.months[row.sub - 1]
    begun = [one.number for one in last if one.kind == Kind.TASK_STARTED and one.team == row.team and one.level >= 0]
    worked = [one.number for one in last if one.kind == Kind.TASK_ENDED and one.team == row.team and one.level >= 0]
    covered = next((one.number for one in last if one.kind == Kind.CSM_COVERAGE), 1.0)
    have = hours(told, row.team, told.staff[row.team], row.sub - 1) - hours_missed(told, row.team, row.sub - 1)
    busy = sum(worked) / have if have > 0.0 else 0.0
    known: Facts = {
        "team": ("sdr", "ae", "csm").index(name),
        "month": row.sub + 1,
        "headcount": people(told, row),
        **({} if (queue := waiting(told, row, name)) is None else {"queue_length": queue}),
        "mean_wait": sum(begun) / len(begun) if begun else 0.0,
        "coverage": covered,
        **of_cash(told, row.sub),
    }
    first = told.midnight(row.sub - 1) * DAY  # of the month; who did untold work in it may have been busier
    sure = all(team != row.team or until < first for (team, _), until in told.elsewhere.items())
    return {**known, "utilisation": busy} if name != "csm" and sure else known


def people(told: Told, row: Row) -> int:
    """People of a team before a review, with those who were hired and have yet to begin."""
    planned, today = len(told.planned_staff(row.team)), row.time // DAY
    later = told.staff[row.team][planned:]
    # Who leaves of their own accord at this instant is replaced in it.
    lag = -(-(row.time + round(told.plan.hiring_lag * DAY)) // DAY)
    foreseen = [one for one in later if not one.risen or lag < min(told.days, one.closed)]
    hired = [one for one in later if one.known < today]
    hired += [one for one in foreseen if one.known == today and one.replaces]
    here = sum(
        min(one.first, one.sought if one.sought >= 0 else one.first) <= today < one.last
        for one in told.staff[row.team][:planned]
    )
    # Who is promoted at this instant is still there at the review.
    place = next(number for number, one in enumerate(told.rows) if one is row)
    for one in told.rows[place:]:
        if one.time > row.time:
            break
        if one.kind == Kind.EMPLOYEE_LEFT and one.sub == 2 and one.team == row.team:
            closed = told.staff[row.team][one.level].closed
            here += not (told.team(row.team).backfill and lag < min(told.days, closed))
    return here + sum(one.last > today for one in hired) - min(0, row.level)


def waiting(told: Told, row: Row, name: str) -> int | None:
    """Leads and deals that have asked for a team and have not been served before a review.

    None where some may have that day 0 has found: nobody is told whom they wait for.
    """
    place = next(number for number, one in enumerate(told.rows) if one is row)
    latest = {one.entity: one for one in told.rows[:place] if one.entity and one.kind not in ASIDE}
    count = 0
    for one in latest.values():
        if one.kind == Kind.OPENING_LEAD or (one.kind == Kind.OPPORTUNITY and one.sub == 1):
            return None
        if one.kind in (Kind.MQL, Kind.RECYCLED):
            count += ("sdr", "ae")[int(told.answers(one)["team"])] == name
        elif (
            one.kind == Kind.OPPORTUNITY and one.sub == 0 and told.channel(one).skip_stages < len(told.header.stages)
        ) or (one.kind == Kind.STAGE_PASSED and one.sub < len(told.header.stages) - 1):
            count += name == "ae"
    return count


FACTS = {Kind.BUDGET_REVIEWED: of_channel, Kind.HEADCOUNT_REVIEWED: of_team, Kind.CASH_REVIEWED: of_firm}


def reviews_do_what_they_answer(told: Told) -> None:
    """Each month but the first, each channel gets the answered spend and each team at most the answered people."""
    months = range(1, told.run.months)
    for kind, point, count in (
        (Kind.BUDGET_REVIEWED, "budget", len(told.market.channels)),
        (Kind.HEADCOUNT_REVIEWED, "hiring", len(told.header.teams)),
        (Kind.CASH_REVIEWED, "cash_policy", 1),
    ):
        rows = told.of(kind)
        assert not rows or [row.sub for row in rows] == [month for month in months for _ in range(count)], point
        for row in rows:
            same(row.time, told.midnight(row.sub) * DAY, row)
            answers(told, row, FACTS[kind](told, row), [])
            if kind == Kind.CASH_REVIEWED:
                answered = told.answers(row)
                same((row.number, row.level), (answered["spend"], int(answered["hiring"])), row)
                called = [one for one in told.of(Kind.FUNDING_CALLED) if one.time == row.time]
                assert not called or answered["raise"] > 0.0, row
            elif kind == Kind.BUDGET_REVIEWED:
                same(row.number, told.answers(row)["spend"], row)
            else:
                asked = told.answers(row)["change"]
                assert min(0, asked) <= row.level <= max(0, asked), row


ABOUT_DECISIONS = (decisions_name_their_point, rows_answer_their_case, reviews_do_what_they_answer)
