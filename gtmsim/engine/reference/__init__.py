"""The readable engine: the life of each account, told as SimPy processes. It defines what other engines must do."""

from gtmsim.engine.agenda import TooManyEventsError
from gtmsim.engine.header import header, reviewed
from gtmsim.engine.prefix import Prefix
from gtmsim.engine.reference.collector import collector_off
from gtmsim.engine.reference.decisions import Told
from gtmsim.engine.reference.demand import Arrivals, Referrals
from gtmsim.engine.reference.firm import customers_of_day_0, open_books
from gtmsim.engine.reference.people import STAFFING
from gtmsim.engine.reference.reasons import CERTAIN, Reason, Reasons
from gtmsim.engine.reference.warm_up import open_deal, places_of, tell, turn, warm_up
from gtmsim.engine.reference.world import World
from gtmsim.journal.journal import Journal
from gtmsim.scenario.resolved.inputs import Inputs

MOST_EVENTS = 20_000_000
__all__ = ["CERTAIN", "MOST_EVENTS", "Reason", "Told", "decisions", "prefix", "reasons", "simulate"]


def simulate(inputs: Inputs, replication: int, most: int = MOST_EVENTS) -> Journal:
    """One replication; TooManyEventsError beyond `most` events."""
    with collector_off():
        return _told(inputs, replication, most)


def decisions(
    inputs: Inputs, replication: int, entity: int, most: int = MOST_EVENTS
) -> tuple[list[Told], list[Reason]]:
    """Of one account: what tables looked at and answered, and the terms of the decisions that luck took, in order."""
    with collector_off():
        world = _lived(inputs, replication, most, entity, Reasons(entity))
    return world.told, world.reasons.found if world.reasons is not None else []


def reasons(inputs: Inputs, replication: int, most: int = MOST_EVENTS) -> tuple[Journal, list[Reason]]:
    """One replication, and the terms of all decisions in it, in order."""
    with collector_off():
        kept = Reasons(None)
        world = _lived(inputs, replication, most, None, kept)
        return Journal.of_rows(header(inputs), world.rows), kept.found


def prefix(inputs: Inputs, replication: int, most: int) -> Prefix:
    """One replication as far as `most` events tell it."""
    with collector_off():
        world, whole = _world(inputs, replication, most), True
        try:
            _go_on(world, inputs, most)
        except TooManyEventsError:
            whole = False
        journal = Journal.of_rows(header(inputs), world.rows)
        return Prefix(journal, most - world.agenda.left, int(world.agenda.now), whole)


def _told(inputs: Inputs, replication: int, most: int) -> Journal:
    return reviewed(inputs, Journal.of_rows(header(inputs), _lived(inputs, replication, most).rows))


def _lived(
    inputs: Inputs, replication: int, most: int, watched: int | None = None, kept: Reasons | None = None
) -> World:
    world = _world(inputs, replication, most)
    world.watched, world.reasons = watched, kept
    _go_on(world, inputs, most)
    return world


def _world(inputs: Inputs, replication: int, most: int) -> World:
    return World(inputs, replication, most, Referrals, open_deal, STAFFING)


def _go_on(world: World, inputs: Inputs, most: int) -> None:
    customers, world.places = customers_of_day_0(world), places_of(world)
    if inputs.warm_up is not None:
        warm_up(world, inputs.warm_up, customers)
        world.agenda.begin(most)
        turn(world, inputs)
    open_books(world, customers)
    if inputs.warm_up is None:
        for who in customers:
            world.customer(who)
    tell(world)
    for channel in range(len(inputs.channels)):
        Arrivals(world, channel)
    world.agenda.run_to(inputs.end)
