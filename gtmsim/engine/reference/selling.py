"""A deal goes through the stages of the sale, task by task, and comes before the buying committee."""

from gtmsim.engine.draws import Purpose
from gtmsim.engine.journal import Kind
from gtmsim.engine.reference.committee import decide
from gtmsim.engine.reference.tasks import THINKING, Life, Step, wait, work
from gtmsim.engine.reference.world import Account, World
from gtmsim.engine.teams import NOBODY
from gtmsim.rules.calendar import DAY, microseconds
from gtmsim.rules.chance import choose, law_quantile, residual_quantile
from gtmsim.rules.selling import annual_price, goes_on
from gtmsim.rules.staffing import priority


class Deal:
    """What is on the table."""

    __slots__ = ("amount", "closes", "found", "log_price", "who")

    def __init__(self, world: World, who: Account, found: int, closes: int | None) -> None:
        segment, day = world.segment(who), world.today()
        self.who, self.found, self.closes = who, found, closes
        u = world.u(Purpose.VALUE, who.key)
        self.amount = annual_price(segment.median, segment.sigma, world.inputs.price[day], u)  # cents a year
        self.log_price = world.inputs.log_price[day]
        world.note(Kind.OPPORTUNITY, who, sub=found, amount=self.amount)


def opportunity(world: World, who: Account) -> Life:
    """From the qualified lead to the committee's decision."""
    closes = None
    if world.inputs.window is not None:
        closes = world.now + microseconds(law_quantile(world.inputs.window, world.u(Purpose.WINDOW, who.key)))
    yield from sell(world, Deal(world, who, 0, closes), 0)


def sell(world: World, deal: Deal, first: int) -> Life:
    """Work the stages from `first` on, then go to the committee."""
    who, u, ae = deal.who, world.u, world.ae
    for number in range(first, len(world.inputs.stages)):
        stage, luck = world.inputs.stages[number], world.stages[number]
        queued, person = world.now, NOBODY
        if ae is not None:
            rank = priority(ae.inputs.order, who.active, number, deal.amount)
            person = yield ae.ask(rank, who.key, number, deal.closes)
            if person == NOBODY:
                return world.note(Kind.NO_DECISION, who, sub=number)
        waited = (world.now - queued) / DAY
        who.waited += waited
        hours = world.segment(who).effort * law_quantile(stage.work, u(Purpose.STAGE_WORK, who.key, luck))
        in_time = yield from work(world, who, world.inputs.ae, person, number, hours, waited, deal.closes)
        if not in_time:
            return None
        until = world.now + microseconds(law_quantile(stage.think, u(Purpose.THINKING, who.key, luck)))
        in_time = yield from think(world, deal, number, until)
        if not in_time:
            return None
    yield from decide(world, deal.who, deal.amount, deal.log_price, deal.closes, deal.found, None)


def think(world: World, deal: Deal, number: int, until: int) -> Step[bool]:
    """The buyer thinks until `until`, and goes on or not; True if he does."""
    in_time = yield from wait(world, deal.who, until, THINKING + number, number, deal.closes)
    if not in_time:
        return False
    if not goes_on(world.inputs.stages[number].goes_on, world.u(Purpose.GOES_ON, deal.who.key, world.stages[number])):
        world.note(Kind.LOST, deal.who, sub=number)
        return False
    world.note(Kind.ADVANCED, deal.who, sub=number)
    return True


def found_deal(world: World, who: Account) -> Life:
    """A deal found open on day 0: its stage, and what is left of its wait and of its window, from equilibrium."""
    u, inputs, key = world.u, world.inputs, who.key
    closes = None
    if inputs.window is not None:
        left = residual_quantile(inputs.window, u(Purpose.WINDOW_LENGTH, key), u(Purpose.WINDOW_SHARE, key))
        closes = world.now + microseconds(left)
    deal = Deal(world, who, 1, closes)
    number = choose(world.segment(who).position, u(Purpose.PIPELINE_STAGE, key))
    length, share = u(Purpose.PIPELINE_LENGTH, key), u(Purpose.PIPELINE_SHARE, key)
    if number == len(inputs.stages):
        yield from decide(world, who, deal.amount, deal.log_price, closes, deal.found, (length, share))
        return
    until = world.now + microseconds(residual_quantile(inputs.stages[number].think, length, share))
    on = yield from think(world, deal, number, until)
    if on:
        yield from sell(world, deal, number + 1)
