"""The order inside one instant, and who serves whom: whatever was created first, the same happens."""

import random
from typing import Any

import pytest

from gtmsim.engine.agenda import ARRIVAL, CALENDAR, COMPLETION, DISPATCH, GIVE_UP, Agenda, TooManyEventsError
from gtmsim.engine.reference import simulate
from gtmsim.engine.teams import NOBODY, Team
from gtmsim.mechanisms.staff.rules import FIRST_COME, Person, TeamInputs
from gtmsim.rules.calendar import DAY, HOUR, NEVER, WorkingTime
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

ALWAYS = WorkingTime(0, DAY, tuple(day * DAY for day in range(11)))
OFFICE = WorkingTime(9 * HOUR, 17 * HOUR, tuple(day * 8 * HOUR for day in range(11)))
STAYS = Person(0, -1, False)


def team(agenda: Agenda, *persons: Person, working: WorkingTime = ALWAYS, ramp: float = 0.0) -> Team:
    """A team of these persons."""
    return Team(agenda, 0, TeamInputs("sdr", persons, working, 1.0, ramp, 0.25, FIRST_COME, 0, (), (), ()))


@pytest.mark.parametrize("seed", range(5))
def test_one_instant_goes_by_kind_entity_and_sub(seed):
    agenda, seen = Agenda(1000), []
    planned = [(kind, entity, sub) for kind in range(5) for entity in (2**64 - 1, 7, 0) for sub in (3000, -1)]
    random.Random(seed).shuffle(planned)
    for place in planned:
        agenda.call(HOUR, *place, lambda event: seen.append(event._value), place)
    agenda.run_to(DAY)
    assert seen == sorted(planned)
    assert CALENDAR < COMPLETION < GIVE_UP < ARRIVAL < DISPATCH


def test_what_an_event_causes_at_once_comes_before_the_rest_of_its_instant():
    agenda, seen = Agenda(1000), []

    def tell(word: str) -> Any:
        seen.append(word)
        yield agenda.at(HOUR, COMPLETION, 0)
        seen.append(word + ", then a completion")

    agenda.call(HOUR, ARRIVAL, 1, 0, lambda _: agenda.process(tell("first lead")))
    agenda.call(HOUR, ARRIVAL, 2, 0, lambda _: seen.append("second lead"))
    agenda.run_to(DAY)
    assert seen == ["first lead", "first lead, then a completion", "second lead"]


def test_the_end_is_included_and_what_is_later_waits():
    agenda, seen = Agenda(10), []
    for when in (DAY, DAY + 1):
        agenda.call(when, CALENDAR, 0, 0, lambda _: seen.append(agenda.now))
    agenda.run_to(DAY)
    assert seen == [DAY]


def test_too_many_events_are_refused():
    agenda = Agenda(2)
    agenda.at(1, CALENDAR, 0)
    agenda.at(1, CALENDAR, 0)
    with pytest.raises(TooManyEventsError, match=r"more than [0-9,]+ events"):
        agenda.at(1, CALENDAR, 0)


def asked(waits: list[tuple[int, int, int]], seed: int, *persons: Person, hours: int = 1) -> list[tuple[int, int, int]]:
    """Serve askers (priority, hour, entity) by these persons: (entity, person, hour served) in order of service."""
    agenda, served = Agenda(1000), []
    staff = team(agenda, *persons)

    def life(priority: int, entity: int) -> Any:
        person = yield staff.ask(priority, entity, 0, NEVER)
        served.append((entity, person, agenda.now // HOUR))
        yield agenda.at(agenda.now + hours * HOUR, COMPLETION, entity)
        staff.give(person)

    random.Random(seed).shuffle(waits)
    for priority, hour, entity in waits:
        agenda.call(hour * HOUR, ARRIVAL, entity, 0, lambda e: agenda.process(life(*e._value)), (priority, entity))
    agenda.run_to(DAY)
    return served


@pytest.mark.parametrize("seed", range(5))
def test_queue_goes_by_priority_then_longest_wait_then_entity(seed):
    waits = [(0, 2, 9), (0, 2, 4), (0, 1, 8), (-1, 3, 7), (0, 0, 1), (0, 0, 2)]
    # At 0h the lower entity, at 1h the other, at 2h the one of 1h, at 3h the one of higher rank, then those of 2h.
    assert [entity for entity, _, _ in asked(waits, seed, STAYS)] == [1, 2, 8, 7, 4, 9]


@pytest.mark.parametrize("seed", range(5))
def test_of_the_free_the_lowest_number_serves(seed):
    waits = [(0, 0, 5), (0, 0, 6), (0, 4, 7), (0, 5, 8)]
    assert asked(waits, seed, STAYS, STAYS, STAYS, hours=2) == [(5, 0, 0), (6, 1, 0), (7, 0, 4), (8, 1, 5)]


def test_who_finishes_at_an_instant_serves_who_arrives_then():
    assert asked([(0, 0, 5), (0, 1, 2)], 0, STAYS) == [(5, 0, 0), (2, 0, 1)]


def test_patience_that_ends_when_a_person_becomes_free_ends_first():
    """Completions come before give-ups, but the dispatch comes after both."""
    agenda, seen = Agenda(1000), []
    staff = team(agenda, STAYS)

    def life(entity: int, until: int) -> Any:
        person = yield staff.ask(0, entity, 0, until)
        seen.append((entity, person))
        if person != NOBODY:
            yield agenda.at(agenda.now + HOUR, COMPLETION, entity)
            staff.give(person)

    agenda.process(life(1, NEVER))
    agenda.call(1, ARRIVAL, 2, 0, lambda _: agenda.process(life(2, HOUR)))
    agenda.call(2, ARRIVAL, 3, 0, lambda _: agenda.process(life(3, HOUR + 1)))
    agenda.run_to(DAY)
    assert seen == [(1, 0), (2, NOBODY), (3, 0)]


def test_nobody_is_served_before_opening_and_a_task_stops_at_closing():
    agenda, seen = Agenda(1000), []
    staff = team(agenda, STAYS, working=OFFICE)

    def life() -> Any:
        person = yield staff.ask(0, 1, 0, NEVER)
        seen.append((agenda.now // HOUR, staff.finish(person, 10.0) // HOUR))

    agenda.process(life())
    agenda.run_to(2 * DAY)
    assert seen == [(9, 24 + 11)]


def test_a_leaver_finishes_his_task_and_serves_no_more():
    agenda, seen = Agenda(1000), []
    staff = team(agenda, STAYS, STAYS)

    def life(entity: int) -> Any:
        person = yield staff.ask(0, entity, 0, NEVER)
        yield agenda.at(agenda.now + 2 * HOUR, COMPLETION, entity)
        seen.append((entity, person, agenda.now // HOUR))
        staff.give(person)

    for entity in range(4):
        agenda.process(life(entity))
    agenda.call(HOUR, CALENDAR, 0, 0, lambda _: staff.leave(1))
    agenda.run_to(DAY)
    assert seen == [(0, 0, 2), (1, 1, 2), (2, 0, 4), (3, 0, 6)]


def test_an_idle_leaver_is_gone_at_once_and_a_joiner_serves_at_once():
    agenda, seen = Agenda(1000), []
    staff = team(agenda, STAYS, Person(5 * HOUR, -1, True), ramp=10.0)

    def life() -> Any:
        person = yield staff.ask(0, 1, 0, NEVER)
        seen.append((person, agenda.now // HOUR, (staff.finish(person, 1.0) - agenda.now) // HOUR))

    agenda.call(HOUR, CALENDAR, 0, 0, lambda _: staff.leave(0))
    agenda.call(2 * HOUR, ARRIVAL, 1, 0, lambda _: agenda.process(life()))
    agenda.call(5 * HOUR, CALENDAR, 0, 0, lambda _: staff.join(1))
    agenda.run_to(DAY)
    assert seen == [(1, 5, 4)]  # a quarter of the speed on the first day


def test_a_replication_that_grows_without_end_is_stopped():
    scenario = load_text(
        """
        name: endless
        market:
          segments: {firms: {contract_value: 1k, committee: one, churn: 0%}}
          committees: {one: {roles: {boss: {}}}}
          qualification: {in_market: {sql_rate: 100%}}
        plan: {terms: {firms: monthly}}
        run: {start: 2026-01-01, months: 120, initial: {customers: {firms: 10}}}
        """
    )
    with pytest.raises(TooManyEventsError, match=r"more than [0-9,]+ events"):
        simulate(resolve(scenario), 0, most=1_000)
