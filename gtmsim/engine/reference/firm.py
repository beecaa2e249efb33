"""The firm's calendar: its state on day 0, its people coming and going, and the closing of each month's books."""

from collections.abc import Callable

from simpy.events import Event

from gtmsim.engine.agenda import CALENDAR
from gtmsim.engine.draws import Purpose, child_key, name_key
from gtmsim.engine.reference.customer import Contract, subscribed
from gtmsim.engine.reference.review import change, more_hours, more_pay, review
from gtmsim.engine.reference.world import Account, World
from gtmsim.journal.rows import MONTH_CLOSED
from gtmsim.mechanisms.accounts.steps import at, fit_of, luck_key, take
from gtmsim.mechanisms.brand.steps import brand_moves
from gtmsim.mechanisms.channels.rows import CHANNEL_SPEND
from gtmsim.mechanisms.community.rows import COMMUNITY_COST
from gtmsim.mechanisms.community.rules import price_level
from gtmsim.mechanisms.community.steps import gather, hours_of_segment
from gtmsim.mechanisms.contacts.steps import meet
from gtmsim.mechanisms.money.rows import OTHER_OPEX, OVERHEAD, PROGRAMME
from gtmsim.mechanisms.selling.rules import annual_price
from gtmsim.mechanisms.staff.rows import SALARY
from gtmsim.mechanisms.subscription.rows import OPENING_CUSTOMER
from gtmsim.mechanisms.subscription.rules import equilibrium_terms, over_term
from gtmsim.mechanisms.subscription.steps import billed_before
from gtmsim.mechanisms.success.rows import CSM_COVERAGE
from gtmsim.mechanisms.success.rules import coverage
from gtmsim.mechanisms.success.steps import join
from gtmsim.rules.calendar import DAY, months_after
from gtmsim.rules.chance import table_quantile
from gtmsim.rules.maths import exp, log

OLDEST = 240  # months


def open_books(world: World, customers: list[Account]) -> None:
    """Day 0: the customers, the people, the months to close, and what is under way."""
    for who in customers:
        world.agenda.process(subscribed(world, who, found_customer(world, who), True))
    staff_changes(world)
    gather(world, 0)
    cover(world, 0)
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


def found_customer(world: World, who: Account) -> Contract:
    """A customer found alive: its propensity, its age and its place in the running contract from equilibrium."""
    segment, starts, u = world.segment(who), world.inputs.starts, world.u
    term = segment.found_term
    leaving = table_quantile(segment.found, u(Purpose.PROPENSITY, luck_key(world, who)))
    survival = (1.0 - over_term(leaving, term)) * exp(-segment.failure * 365.25 * term / 12.0)
    terms = equilibrium_terms(survival, max(1, OLDEST // term), u(Purpose.OPENING_AGE, who.key))
    running = int(u(Purpose.OPENING_PHASE, who.key) * -starts[world.inputs.before - term])
    mrr = (
        annual_price(segment.median, segment.sigma, world.inputs.found_price, u(Purpose.VALUE, luck_key(world, who)))
        // 12
    )
    who.live = -running
    age = -months_after(starts, -running, -terms * term)
    who.mrr, who.attention, who.level = 0, 1.0, price_level(log(world.inputs.found_price))
    join(world, OPENING_CUSTOMER, who, mrr, age / DAY, terms)
    meet(world, who, 0)
    contract = Contract(-running, terms, term, leaving)
    billed_before(world, contract)
    return contract


def staff_changes(world: World) -> None:
    """Whom the plan hires and lets go on day 0 comes and goes; put those on the calendar who do so later."""
    for team in world.teams[: len(world.inputs.teams)]:
        for i, person in enumerate(team.inputs.persons):
            for when, joins in ((person.start if person.hired else -1, True), (person.end, False)):
                happens = change(world, team.number, i, joins)
                if when == 0:
                    happens(None)
                elif 0 < when < world.inputs.horizon:
                    order = (team.number << 20) + 2 * i + joins
                    world.agenda.call(when, CALENDAR, 1, order, happens)


def closer(world: World, month: int) -> Callable[[Event], None]:
    """What happens at the end of a month."""

    def close(_: Event) -> None:
        inputs = world.inputs
        for i, channel in enumerate(inputs.channels):
            spent = (
                world.channel_months[i * inputs.n_months + month].spent
                if inputs.shifts
                else channel.monthly_spend[month]
            )
            if spent:
                world.post(CHANNEL_SPEND, detail=month, channel=i, amount=spent)
        for i, team in enumerate(inputs.teams):
            paid = team.monthly_pay[month] + more_pay(world, i, month)
            if paid:
                world.post(SALARY, detail=month, team=i, amount=paid)
        monthly = ((PROGRAMME, inputs.programme), (OVERHEAD, inputs.overhead), (OTHER_OPEX, inputs.other))
        for kind, amounts in monthly:
            amount = amounts[month]
            if amount:
                world.post(kind, detail=month, amount=amount)
        if inputs.community is not None and inputs.community.cost[month]:
            world.post(COMMUNITY_COST, detail=month, amount=inputs.community.cost[month])
        brand_moves(world, month)
        for i in range(len(inputs.segments)):
            world.post(
                MONTH_CLOSED, detail=month, segment=i, amount=world.books[i].mrr, int_value=world.books[i].customers
            )
        world.closed = month + 1
        if month + 1 < inputs.n_months:
            review(world, month + 1)
            gather(world, month + 1)
            cover(world, month + 1)
        elif inputs.run_off:
            world.informed = 0.0  # leaks are forgotten
            # The coverage of the last month holds until the last customer is gone.
            while len(world.coverage_sums) < len(inputs.months) + 1:
                world.coverage_sums.append(world.coverage_sums[-1] + world.coverage)
        else:
            world.agenda.over = True

    return close


def cover(world: World, month: int) -> None:
    """How far the CSM team's hours of the coming month reach."""
    inputs = world.inputs
    needed = world.saving_hours
    world.saving_hours = 0.0
    asked = 1.0 - inputs.self_served[month] if inputs.self_served else 1.0
    for number, (segment, book) in enumerate(zip(inputs.segments, world.books, strict=True)):
        needed += hours_of_segment(world, segment.success_hours * asked * book.attention, number)
    if inputs.community is not None:
        needed += inputs.community.hours * world.members
    available = 0.0
    if inputs.csm >= 0:
        available = inputs.teams[inputs.csm].effective_hours[month] + more_hours(world, inputs.csm, month, True)
    world.needed = needed
    world.coverage = coverage(needed, available)
    world.coverage_sums.append(world.coverage_sums[-1] + world.coverage)
    if needed > 0.0:
        world.post(
            CSM_COVERAGE, detail=month, int_value=sum(book.customers for book in world.books), value=world.coverage
        )
