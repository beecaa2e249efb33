"""A deal goes through the stages of the sale, task by task, and comes before the buying committee."""

from gtmsim.engine.draws import Purpose
from gtmsim.engine.facts import (
    DISCOUNT,
    EFFORT,
    ESCALATION,
    TOUCH,
    discount_facts,
    effort_facts,
    stage_facts,
    touch_facts,
)
from gtmsim.engine.reference.committee import decide
from gtmsim.engine.reference.tasks import APPROVAL, COMMITTEE, THINKING, Life, Step, wait, work
from gtmsim.engine.reference.world import Account, Qualified, World
from gtmsim.engine.teams import NOBODY, NOT_NEEDED
from gtmsim.mechanisms.accounts.steps import luck_key
from gtmsim.mechanisms.brand.steps import known_of
from gtmsim.mechanisms.buying_windows.steps import window_at
from gtmsim.mechanisms.enrichment.steps import observe_fit
from gtmsim.mechanisms.selling.rows import LOST, NO_DECISION, OPPORTUNITY, QUOTED, STAGE_PASSED
from gtmsim.rules.calendar import DAY, microseconds
from gtmsim.rules.chance import Law, law_quantile, residual_quantile
from gtmsim.rules.maths import log
from gtmsim.rules.need import NEVER
from gtmsim.rules.selling import annual_price, discount_logarithm, discounted, effort_logit, goes_on
from gtmsim.rules.staffing import priority, rank
from gtmsim.rules.subscription import shifted

BEFORE = -1  # the touch of a stage that began before day 0: the neutral one


class Deal:
    """What is on the table."""

    __slots__ = (
        *("amount", "closes", "effort", "found", "log_effort", "log_price"),
        *("opened", "points", "stage", "touch", "who"),
    )

    def __init__(self, world: World, who: Account, found: int, closes: int | None) -> None:
        segment, day = world.segment(who), world.today()
        self.who, self.found, self.closes, self.opened, self.stage = who, found, closes, world.now, 0
        u = world.u(Purpose.VALUE, luck_key(world, who))
        self.amount = annual_price(segment.median, segment.sigma, world.inputs.price[day], u)  # cents a year
        self.log_price = world.inputs.log_price[day]
        known_of(world, who)
        worth = world.decide(EFFORT, who, effort_facts(world, who, self.amount))
        self.effort, points = worth.values  # of the segment's hours
        self.points = int(points)
        self.log_effort = 0.0  # logarithms of the efforts of all stages so far, added up
        self.touch = world.inputs.touches[BEFORE]
        if not found:
            world.channel_month(who).opened += 1
            world.note(OPPORTUNITY, who, amount=self.amount, by=worth)


def opportunity(world: World, who: Account) -> Life:
    """From the qualified lead to the committee's decision."""
    closes = None
    if who.company >= 0 and world.inputs.need is not None:
        closes = window_at(world, world.companies[who.company], world.now)[2]
    elif world.inputs.window is not None:
        closes = world.now + microseconds(law_quantile(world.inputs.window, world.u(Purpose.WINDOW, who.key)))
    known = 0 <= who.channel < len(world.inputs.channels)
    first = world.inputs.channels[who.channel].head_start if known else 0
    yield from sell(world, Deal(world, who, 0, until_the_end(world, who, closes)), first)


def until_the_end(world: World, who: Account, closes: int | None) -> int | None:
    """A window [microseconds], or the end of the buyer's firm if that comes first."""
    dies = world.companies[who.company].dies if who.company >= 0 else NEVER
    if dies == NEVER:
        return closes
    return dies if closes is None else min(closes, dies)


def sell(world: World, deal: Deal, first: int) -> Life:
    """Work the stages from `first` on, then make an offer and go to the committee."""
    who, u = deal.who, world.u
    for number in range(first, len(world.inputs.stages)):
        stage, luck = world.inputs.stages[number], world.stages[number]
        queued, person, deal.stage = world.now, NOBODY, number
        ae = world.ae
        if ae is not None:
            place = rank(deal.points, priority(ae.inputs.order, who.active, number, deal.amount, world.now))
            person = yield ae.ask(place, who.key, number, deal.closes)
            if person == NOBODY:
                return world.lose(NO_DECISION, who, number)
            person = NOBODY if person == NOT_NEEDED else person
        waited = (world.now - queued) / DAY
        who.waited += waited
        by = world.decide(TOUCH, who, touch_facts(world, who, number, deal.amount, deal.opened))
        deal.touch = world.inputs.touches[int(by.values[0])]
        who.trust += deal.touch.trust
        deal.log_effort += log(deal.effort) if deal.effort != 1.0 else 0.0
        hours = world.segment(who).effort * law_quantile(stage.work, u(Purpose.STAGE_WORK, who.key, luck))
        hours = hours * deal.effort * deal.touch.work
        spent = deal.touch.expense
        in_time = yield from work(world, who, world.inputs.ae, person, number, hours, waited, deal.closes, by, spent)
        if not in_time:
            return None
        think = law_quantile(stage.think, u(Purpose.THINKING, who.key, luck)) * deal.touch.think
        in_time = yield from thinks(world, deal, number, world.now + microseconds(think))
        if not in_time:
            return None
    in_time = yield from offered(world, deal)
    if in_time:
        yield from decide(world, deal.who, deal.amount, deal.log_price, deal.closes, deal.found)


def thinks(world: World, deal: Deal, number: int, until: int) -> Step[bool]:
    """The buyer thinks until `until`, and goes on or not; True if he does."""
    who = deal.who
    in_time = yield from wait(world, who, until, THINKING + number, number, deal.closes)
    if not in_time:
        return False
    share = shifted(world.inputs.stages[number].goes_on, deal.touch.goes_on)
    if not goes_on(share, world.u(Purpose.GOES_ON, who.key, world.stages[number])):
        world.lose(LOST, who, number)
        return False
    if number + 1 == len(world.inputs.stages):
        world.note(STAGE_PASSED, who, detail=number)
        return True
    more = world.decide(ESCALATION, who, stage_facts(world, who, number + 1, deal.amount, deal.opened))
    deal.points = max(deal.points, int(more.values[0]))
    deal.effort *= more.values[1]
    world.note(STAGE_PASSED, who, detail=number, by=more)
    return True


def offered(world: World, deal: Deal) -> Step[bool]:
    """Put a price on the table, when whoever must has approved of it; False if the window closed before."""
    who, deal.stage = deal.who, len(world.inputs.stages)
    given = world.decide(DISCOUNT, who, discount_facts(world, who, deal.amount, deal.opened))
    discount, approval = given.values
    deal.amount = discounted(deal.amount, discount)
    deal.log_price += discount_logarithm(discount)
    who.trust += effort_logit(world.inputs.effort_return, deal.log_effort, len(world.inputs.stages))
    world.note(QUOTED, who, amount=deal.amount, value=discount, by=given)
    return (yield from wait(world, who, world.now + microseconds(approval), APPROVAL, COMMITTEE, deal.closes))


def found_deal(world: World, who: Account) -> Deal:
    """A deal of the pipeline that day 0 finds, as if it had come of one of the leads that qualified last."""
    latest = world.latest[who.segment]
    like = latest[int(world.u(Purpose.LATEST, who.key) * len(latest))] if latest else None
    observe_fit(world, who)
    if like is not None:
        who.active, who.trust, who.score = like.active, like.trust, like.score
        if who.company < 0:
            who.fit, who.seen = like.fit, like.seen
    closes, window = None, world.inputs.window
    if window is not None:
        closes = world.now + left_of_window(world, who, window, like)
    deal = Deal(world, who, 1, until_the_end(world, who, closes))
    deal.stage = 0 if like is None else like.first
    return deal


def left_of_window(world: World, who: Account, window: Law, like: Qualified | None) -> int:
    """How long the window is in which a deal begins [microseconds]: of an account the rest of one."""
    if world.inputs.need is None:
        return microseconds(law_quantile(window, world.u(Purpose.WINDOW, who.key)))
    if like is not None:
        return like.left
    length, share = world.u(Purpose.WINDOW_LENGTH, who.key), world.u(Purpose.WINDOW_SHARE, who.key)
    return microseconds(residual_quantile(window, length, share))


def offered_before(world: World, deal: Deal) -> Life:
    """A deal that takes no time is decided on day 0."""
    yield from decide(world, deal.who, deal.amount, deal.log_price, deal.closes, deal.found)
