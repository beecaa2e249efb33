"""A lead is screened, waits for whom it is routed to, and becomes an opportunity, is nurtured or is dropped."""

from gtmsim.engine.agenda import ARRIVAL
from gtmsim.engine.reference.entities import Account
from gtmsim.engine.reference.selling import opportunity
from gtmsim.engine.reference.tasks import ANSWERING, Life, Step, work
from gtmsim.engine.reference.world import World
from gtmsim.engine.teams import NOBODY, NOT_NEEDED
from gtmsim.mechanisms.nurture.rows import RECYCLED
from gtmsim.mechanisms.nurture.steps import FAILED, GAVE_UP, end_lead
from gtmsim.mechanisms.qualification.rows import MQL
from gtmsim.mechanisms.qualification.steps import (
    DROPPED,
    OPEN,
    QUALIFYING,
    SDR,
    UNQUALIFIED,
    has_talked,
    hours_of_talk,
    is_screened,
    patient_until,
    route,
)
from gtmsim.mechanisms.selling.steps import remember
from gtmsim.mechanisms.staff.rows import TASK_STARTED
from gtmsim.mechanisms.staff.steps import place_in_queue
from gtmsim.mechanisms.variable_pay.steps import credit_qualified
from gtmsim.rules.calendar import DAY, NEVER


def lead(world: World, who: Account) -> Life:
    """From arrival to a sales-qualified lead."""
    if not is_screened(world, who):
        return world.let_go(who, False)
    entry = MQL
    while True:
        to, points = route(world, who, entry)
        if to == DROPPED:
            return world.let_go(who, False)
        ended = yield from talk(world, who, to, points)
        if ended is None:
            return None
        when = end_lead(world, who, *ended)
        if when == NEVER:
            return world.let_go(who, False)
        who.nurtured = True
        if when >= world.inputs.horizon:
            return None  # its account stays in our hands: a longer look sees the same beginning
        yield world.agenda.at(when, ARRIVAL, who.key, ANSWERING)
        who.nurtured = False
        who.rounds += 1
        entry = RECYCLED


def talk(world: World, who: Account, to: int, points: int) -> Step[tuple[int, float] | None]:
    """Wait for an answer and talk: how it ended, after which wait [day]; None where a deal came of it or never will."""
    queued, until, hours = world.now, patient_until(world, who), hours_of_talk(world, who)
    team, person = world.sdr if to == SDR else world.ae, NOBODY
    if team is not None:
        place = place_in_queue(world, who, team.number, points, 0, 0)
        person = yield team.ask(place, who.key, QUALIFYING, until)
        if person == NOBODY:
            return GAVE_UP, (world.now - queued) / DAY
        if person == NOT_NEEDED:
            team, person = None, NOBODY
    waited, number = (world.now - queued) / DAY, -1 if team is None else team.number
    world.note(TASK_STARTED, who, QUALIFYING, number, int_value=person, value=waited)
    yield from work(world, who, number, person, QUALIFYING, hours, waited, NEVER)
    found = has_talked(world, who, waited)
    if found == UNQUALIFIED:
        return FAILED, waited
    if found != OPEN:
        world.let_go(who, False)
        return None
    credit_qualified(world, number, person)
    if world.now < 0:
        remember(world, who)
        world.let_go(who, True)  # the deals that day 0 finds are those of its pipeline
        return None
    yield from opportunity(world, who)
    return None
