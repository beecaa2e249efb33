"""The time before day 0, which nobody sees: leads come and deals are lived as ever, so that day 0 finds some of them.

What is lived then goes by `inputs.warm_up`, a plan that never changes; nothing of it depends on the plan of later.
"""

from gtmsim.engine.draws import Purpose, child_key, name_key
from gtmsim.engine.reference.committee import decide
from gtmsim.engine.reference.customer import Contract
from gtmsim.engine.reference.demand import Arrivals
from gtmsim.engine.reference.entities import Account, Place, Task
from gtmsim.engine.reference.firm import found
from gtmsim.engine.reference.selling import found_deal, sell
from gtmsim.engine.reference.world import World
from gtmsim.engine.teams import NOBODY
from gtmsim.mechanisms.accounts.steps import at, tell_account
from gtmsim.mechanisms.community.steps import gather
from gtmsim.mechanisms.contacts.steps import meet, tell_contact
from gtmsim.mechanisms.qualification.rows import OPENING_LEAD
from gtmsim.mechanisms.selling.rows import OPPORTUNITY
from gtmsim.mechanisms.staff.rows import TASK_STARTED
from gtmsim.mechanisms.subscription.steps import found_customer
from gtmsim.mechanisms.success.steps import cover
from gtmsim.rules.calendar import DAY, NEVER, microseconds
from gtmsim.rules.maths import normal_quantile
from gtmsim.scenario.resolved.inputs import Inputs, WarmUp

WAITING, IN_WORK, NURTURED = range(3)  # how day 0 finds a lead


def places_of(world: World) -> list[Place]:
    """The places of the pipeline that day 0 finds."""
    return [
        Place(number, segment.customers + n, child_key(name_key("pipeline", segment.name), n))
        for number, segment in enumerate(world.inputs.segments)
        for n in range(segment.pipeline)
    ]


def warm_up(world: World, said: WarmUp, customers: list[Account]) -> None:
    """Live until day 0."""
    for who in customers:
        found_customer(world, who, Contract())
        world.customer(who)
    gather(world, 0)
    if world.inputs.community is not None:
        world.informed = 0.0  # what has leaked is part of what is to come
    cover(world, 0)
    for channel, first in enumerate(said.touched):
        Arrivals(world, channel, first, -1)
    for place in world.places:
        if world.inputs.accounts is not None:  # nobody else meets whose deal day 0 finds
            world.companies[at(world, place.segment, place.number)].free = NEVER
        if (span := said.spans[place.segment]) > 0.0:
            days = world.u(Purpose.PLACE, place.key) * span
            world.await_deal(place, said.deals * DAY + microseconds(days))
    world.agenda.run_to(-1)


def open_deal(world: World, place: Place) -> None:
    """The next deal of a place is opened; on day 0 it is one that takes no time."""
    key = child_key(place.key, place.count)
    who = found(world, place.segment, key, place.number)
    if who.company < 0:
        who.fit = normal_quantile(world.u(Purpose.FIT, key))
    who.place, place.deal = place, found_deal(world, who)
    if world.now < 0 and world.inputs.people is not None:
        tell_contact(world, who, 0)
    if world.now < 0:
        world.agenda.process(sell(world, place.deal, place.deal.stage))
    else:
        place.deal.stage = len(world.inputs.stages)
        world.agenda.process(decide(world, place.deal))


def turn(world: World, inputs: Inputs) -> None:
    """From day 0 on the firm goes by its plan, with the people and the queues that are there."""
    world.use(inputs)
    for team, plan in zip(world.teams, inputs.teams, strict=False):
        team.turn(plan)


def tell(world: World) -> None:
    """What day 0 finds under way: deals, with their prices and stages, then leads."""
    for place in world.places:
        if place.deal is None:  # deals take no time: this one is decided now
            open_deal(world, place)
        deal, who = place.deal, place.deal.who
        age = (world.now - deal.opened) / DAY
        world.note(OPPORTUNITY, who, detail=1, amount=deal.amount, int_value=deal.stage, value=age)
        meet(world, who, 0)
        _tell_task(world, who)
    for _, who in sorted(world.in_hand.items()):
        state = IN_WORK if who.task is not None else NURTURED if who.nurtured else WAITING
        age = (world.now - who.arrived) / DAY
        world.note(OPENING_LEAD, who, detail=who.active, int_value=state, value=age)
        tell_account(world, who)
        _tell_task(world, who)
    for team in world.teams[len(world.inputs.teams) :]:
        team.close()


def _tell_task(world: World, who: Account) -> None:
    """The task in hand; where its team is there no more, nobody's."""
    who.told = True
    if who.task is None:
        return
    if who.task.team >= len(world.inputs.teams):
        who.task = Task(who.task.number, -1, NOBODY, who.task.waited)
    task, team, person, waited = who.task
    world.note(TASK_STARTED, who, task, team, int_value=person, value=waited)
