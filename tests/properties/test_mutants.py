"""The invariants can fail: a journal with one wrong row is caught, whichever row it is."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from properties.agreed import ABOUT_CONTRACTS
from properties.closings import ABOUT_CLOSINGS
from properties.collected import ABOUT_BILLS
from properties.conditions import ABOUT_CONDITIONS
from properties.decided import ABOUT_DECISIONS
from properties.durations import ABOUT_TIME
from properties.groups import ABOUT_GROUPS
from properties.identities import ABOUT_ACCOUNTS
from properties.listed import ABOUT_LISTS
from properties.people import ABOUT_PEOPLE
from properties.told import DAY, Row, Told

from gtmsim.engine.reference import simulate
from gtmsim.journal.header import Header
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.books import audit
from gtmsim.metrics.identities import BooksError
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.sections.schema import Scenario

EVERYTHING = Path(__file__).parent.parent / "scenarios" / "everything.yaml"
# Some chances and durations fixed, so that it is known what should have happened and when; somebody leaves the team.
SETS = (
    "run.run_off=true",
    "market.collection.small.never_paid=6%",  # so that bills are written off
    "market.segments.small.onboarding=40 days",
    "market.segments.small.closure_rate=50% per year",
    "market.coverage_effects.onboarding=0",
    "market.committees.owner_led.roles.user.participation=100%",
    "run.initial.pipeline:={}",
    "run.initial.spend.ads=20k per month",  # so that day 0 finds leads
    "market.selling.stages.discovery.buyer_delay=6 days",
    "market.selling.stages.proposal.buyer_delay=8 days",
    "plan.teams.ae.headcount={start: 2, 2026-09-01: 1}",
    "plan.teams.*.hiring.time_to_fill=20 days",
    "plan.teams.csm.headcount={start: 1, 2026-07-01: 3, 2026-07-10: 2}",  # so that a position is closed unfilled
    "plan.policies.hiring.rows.long queue.then.change=1",
    "market.channels.fame.max_leads=0.11 per day",  # a vote in the middle of all then decides something
    "plan.community.kind=one_group",
    "plan.community.invited_share=100%",
    "market.community.price_leak_rate=1",
    "market.community.leak_memory=1 month",
)
Rows = list[Row]
AT = [0.5]


@cache
def truth() -> tuple[Scenario, Header, tuple[Row, ...]]:
    """A journal in which almost every kind of event happens."""
    scenario = load(EVERYTHING, SETS)
    journal = simulate(resolve(scenario), 0)
    return scenario, journal.header, tuple(Row(*values) for values in journal.rows())


WHERE = (
    0.5,
    0.25,
    0.75,
    0.0,
    1.0,
)  # which row of a kind is wrong, as a share of them: luck may make up for a single one


def middle(kind: Kind, rows: Rows) -> int:
    """Place of one row of a kind, within the horizon where there is any; in the middle but where `AT` says another."""
    closed = max(i for i, row in enumerate(rows) if row.kind == Kind.MONTH_CLOSED)
    places = [i for i, row in enumerate(rows) if row.kind == kind]
    within = [i for i in places if i <= closed] or places
    return within[min(int(len(within) * AT[0]), len(within) - 1)]


def dropped(kind: Kind, rows: Rows) -> Rows:
    """A row is missing."""
    i = middle(kind, rows)
    return rows[:i] + rows[i + 1 :]


def doubled(kind: Kind, rows: Rows) -> Rows:
    """A row is there twice."""
    i = middle(kind, rows)
    return rows[: i + 1] + rows[i:]


def a_cent_more(kind: Kind, rows: Rows) -> Rows:
    """An amount is wrong by a cent."""
    i = middle(kind, rows)
    return [*rows[:i], rows[i]._replace(amount=rows[i].amount + 1), *rows[i + 1 :]]


def a_day_later(kind: Kind, rows: Rows) -> Rows:
    """A row comes a day late."""
    i = middle(kind, rows)
    return sorted([*rows[:i], *rows[i + 1 :], rows[i]._replace(time=rows[i].time + DAY)], key=lambda row: row.time)


def swapped(kind: Kind, rows: Rows) -> Rows:
    """A row changes places with the next one at a later time."""
    i = middle(kind, rows)
    j = next(j for j in range(i, len(rows)) if rows[j].time > rows[i].time)
    return [*rows[:i], rows[j], *rows[i + 1 : j], rows[i], *rows[j + 1 :]]


def of_another(kind: Kind, rows: Rows) -> Rows:
    """A row is told of another account."""
    i = middle(kind, rows)
    other = next(row.entity for row in rows if row.entity not in (0, rows[i].entity))
    return [*rows[:i], rows[i]._replace(entity=other), *rows[i + 1 :]]


PRESENT = sorted({Kind(row.kind) for row in truth()[2]})
# A budget, so much a head and a share are rounded together: `metrics/test_statements.py` has them to the cent, by hand.
# What is reached of a quota is told here but for what rounding leaves of it: so has `engine/test_variable_pay.py`.
ROUNDED = {Kind.RESEARCH, Kind.ADMINISTRATION, Kind.VARIABLE_PAY}
PAYING = sorted({Kind(row.kind) for row in truth()[2] if row.amount} - ROUNDED)
# Who referred a lead is told by the referral alone.
OF_ACCOUNTS = sorted({Kind(row.kind) for row in truth()[2] if row.entity} - {Kind.REFERRED})
# A day more may pass between meetings or before a vote: their gaps are random here.
ANY_DAY = (Kind.COMMITTEE_MET, Kind.STAGE_PASSED, Kind.NO_DECISION)
# What luck alone has decided, and nothing else in a journal tells of.
BY_LUCK = (Kind.PRICE_LEAK_HEARD, Kind.NOTICE_MISSED)
MUTANTS: list[tuple[Callable[[Kind, Rows], Rows], Kind]] = [
    *((dropped, kind) for kind in PRESENT if kind not in BY_LUCK),
    *((doubled, kind) for kind in PRESENT),
    *((a_cent_more, kind) for kind in PAYING),
    *((a_day_later, kind) for kind in PRESENT if kind not in ANY_DAY),
    *((swapped, kind) for kind in PRESENT),
    *((of_another, kind) for kind in OF_ACCOUNTS),
]


def idea(value: object) -> str:
    """A name for a test."""
    return value.name if isinstance(value, Kind) else getattr(value, "__name__", "")


def holds(rows: Rows) -> bool:
    """Do all invariants hold?"""
    scenario, header, _ = truth()
    told = Told(scenario, Journal.of_rows(header, rows))
    try:
        checks = (*ABOUT_ACCOUNTS, *ABOUT_PEOPLE, *ABOUT_TIME, *ABOUT_DECISIONS, *ABOUT_LISTS, *ABOUT_GROUPS)
        for check in (*checks, *ABOUT_CONDITIONS, *ABOUT_CONTRACTS, *ABOUT_BILLS, *ABOUT_CLOSINGS):
            check(told)
    except (AssertionError, LookupError, StopIteration, ValueError):
        return False
    return True


def test_the_truth_holds() -> None:
    rows = list(truth()[2])
    assert holds(rows)
    audit(Journal.of_rows(truth()[1], rows))
    assert set(Kind) - set(PRESENT) <= {
        Kind.LEADS_CAPPED,
        Kind.ACCOUNT_MATCHED,
        Kind.CONTACT,
        Kind.CHANNEL_BANNED,
        Kind.POSITION_CLOSED,
        Kind.FIRM_ENDED,
        Kind.QUOTA_CREDIT_LOST,
    }


@pytest.mark.parametrize(("mutate", "kind"), MUTANTS, ids=idea)
def test_a_mutant_is_caught(mutate: Callable[[Kind, Rows], Rows], kind: Kind) -> None:
    rows = list(truth()[2])
    for at in WHERE:
        AT[0] = at
        mutant = mutate(kind, rows)
        AT[0] = WHERE[0]
        assert mutant != rows
        if not holds(mutant) or not closes(mutant):
            return
    pytest.fail("none of five such rows is missed")


def closes(rows: Rows) -> bool:
    """Do the books of every run close?"""
    try:
        audit(Journal.of_rows(truth()[1], rows))
    except BooksError:
        return False
    return True


AUDITED = (
    *(Kind.LEAD, Kind.MQL, Kind.SQL, Kind.TASK_STARTED, Kind.TASK_ENDED, Kind.OPPORTUNITY, Kind.WON),
    *(
        Kind.OPENING_CUSTOMER,
        Kind.NEW_CUSTOMER,
        Kind.RENEWAL_DUE,
        Kind.RENEWED,
        Kind.UPLIFTED,
        Kind.EXPANDED,
        Kind.CONTRACTED,
    ),
    Kind.OPENING_BILL,
    *(
        Kind.CHURNED,
        Kind.CLOSED_DOWN,
        Kind.CUT_OFF,
        Kind.REACTIVATED,
        Kind.REFERRED,
        Kind.CHANNEL_SPEND,
        Kind.MONTH_CLOSED,
    ),
)


@pytest.mark.parametrize("mutate", [dropped, doubled, swapped], ids=idea)
@pytest.mark.parametrize("kind", AUDITED, ids=idea)
def test_the_audit_of_every_run_catches_it_too(mutate: Callable[[Kind, Rows], Rows], kind: Kind) -> None:
    with pytest.raises(BooksError):
        audit(Journal.of_rows(truth()[1], mutate(kind, list(truth()[2]))))
