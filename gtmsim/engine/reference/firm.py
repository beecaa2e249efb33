"""The firm's calendar: its state on day 0, its people coming and going, and the closing of each month's books."""

from collections.abc import Callable

from simpy.events import Event

from gtmsim.engine.agenda import CALENDAR
from gtmsim.engine.draws import child_key, name_key
from gtmsim.engine.months import close_month
from gtmsim.engine.reference.customer import Contract, subscribed
from gtmsim.engine.reference.entities import Account
from gtmsim.engine.reference.people import join, later, leave
from gtmsim.engine.reference.world import World
from gtmsim.mechanisms.absence.steps import await_absence
from gtmsim.mechanisms.accounts.steps import at, fit_of, take
from gtmsim.mechanisms.attrition.steps import await_resignation
from gtmsim.mechanisms.cash_policy.steps import open_cash_policy
from gtmsim.mechanisms.collection.steps import find_owing
from gtmsim.mechanisms.community.steps import gather
from gtmsim.mechanisms.funding.steps import await_funding
from gtmsim.mechanisms.internal_promotion.candidates import promotes
from gtmsim.mechanisms.internal_promotion.steps import await_openings
from gtmsim.mechanisms.productivity.steps import tell_productivity
from gtmsim.mechanisms.recruiting.steps import open_positions
from gtmsim.mechanisms.subscription.steps import found_customer
from gtmsim.mechanisms.success.steps import cover


def open_books(world: World, customers: list[Account]) -> None:
    """Day 0: the customers, the people, the months to close, and what is under way."""
    for who in customers:
        contract = Contract()
        found_customer(world, who, contract)
        find_owing(world, who, contract)
        world.agenda.process(subscribed(world, who, contract, True))
    staff_changes(world)
    gather(world, 0)
    cover(world, 0)
    await_funding(world)
    open_cash_policy(world)
    for month in range(world.inputs.n_months):
        world.agenda.call(world.inputs.months[month + 1], CALENDAR, 0, 0, closer(world, month))


def customers_of_day_0(world: World) -> list[Account]:
    """Those whom day 0 finds; they are taken before anybody else is met."""
    return [
        found(world, number, child_key(name_key("customer", segment.name), n), n)
        for number, segment in enumerate(world.inputs.segments)
        for n in range(segment.customers)
    ]


def found(world: World, segment: int, key: int, place: int) -> Account:
    """Somebody found on day 0; where accounts are listed, one who stands at the head of the list."""
    who = Account(key, -1, segment, 1, 0.0)
    if world.inputs.accounts is not None:
        take(world, who, at(world, segment, place))
        who.fit = fit_of(world, who.company)
    return who


def staff_changes(world: World) -> None:
    """Whom the plan hires and lets go on day 0 comes and goes; put those on the calendar who do so later."""
    for team in world.teams[: len(world.inputs.teams)]:
        open_positions(world, team.number)
        await_openings(world, team.number)
        for i, person in enumerate(team.inputs.persons):
            await_resignation(world, team.number, i)
            start, closes = team.persons[i].start, team.persons[i].closes
            if not person.hired:
                tell_productivity(world, team.number, i)
            if person.hired and start == 0 and not promotes(world, team.number):
                join(world, team.number, i)
            elif person.hired and start < world.inputs.horizon:
                later(world, team.number, i, True, start)
            if closes == 0:
                leave(world, team.number, i)
            elif not person.hired:
                await_absence(world, team.number, i)
            if 0 < closes < world.inputs.horizon:
                later(world, team.number, i, False, closes)


def closer(world: World, month: int) -> Callable[[Event], None]:
    """What happens at the end of a month."""
    return lambda _: close_month(world, month)
