"""A lead is screened, waits for whom it is routed to, and becomes an opportunity, is nurtured or is dropped."""

from gtmsim.engine.agenda import ARRIVAL
from gtmsim.engine.draws import Purpose
from gtmsim.engine.facts import DISQUALIFICATION, LEAD_ROUTING, NURTURE, nurture_facts, qualified_facts, routing_facts
from gtmsim.engine.reference.decisions import Decision
from gtmsim.engine.reference.selling import opportunity
from gtmsim.engine.reference.tasks import ANSWERING, QUALIFYING, Life, Step, work
from gtmsim.engine.reference.world import Account, World
from gtmsim.engine.teams import NOBODY, NOT_NEEDED
from gtmsim.mechanisms.accounts.steps import in_need
from gtmsim.mechanisms.buying_windows.steps import next_need
from gtmsim.mechanisms.nurture.rows import RECYCLED
from gtmsim.mechanisms.qualification.rows import ABANDONED, DISQUALIFIED, MQL, SQL
from gtmsim.rules.calendar import DAY, microseconds
from gtmsim.rules.chance import law_quantile
from gtmsim.rules.need import NEVER
from gtmsim.rules.qualification import passes_screen, qualifies
from gtmsim.rules.staffing import priority, rank

SDR, AE, DROPPED = range(3)  # whom a lead is routed to
UNSCREENED, UNQUALIFIED, UNWANTED, REFUSED = range(4)  # why a lead is disqualified
OPEN = 0  # verdict on a qualified lead
FORGET = 0  # what becomes of a lead that has ended
BEYOND = NEVER - 1  # after the end of any run


def lead(world: World, who: Account) -> Life:
    """From arrival to a sales-qualified lead."""
    if not passes_screen(world.handling(who).handling, world.u(Purpose.SCREEN, who.key)):
        world.note(DISQUALIFIED, who, detail=UNSCREENED)
        return world.let_go(who, False)
    entry = MQL
    while True:
        routed = world.decide(LEAD_ROUTING, who, routing_facts(world, who))
        dropped = int(routed.values[0]) == DROPPED
        if who.rounds or not dropped:  # a return is told, whoever hears of it
            world.note(entry, who, detail=who.rounds, by=routed)
        if dropped:
            world.note(DISQUALIFIED, who, detail=UNWANTED, by=routed)
            return world.let_go(who, False)
        ended = yield from talk(world, who, routed)
        if ended is None:
            return None
        later = world.decide(NURTURE, who, nurture_facts(world, who, int(ended[0] is DISQUALIFIED)))
        world.note(ended[0], who, detail=ended[1], value=ended[2], by=later)
        when = answers(world, who, later)
        if when == NEVER:
            return world.let_go(who, False)
        who.nurtured = True
        if when >= world.inputs.horizon:
            return None  # its account stays in our hands: a longer look sees the same beginning
        yield world.agenda.at(when, ARRIVAL, who.key, ANSWERING)
        who.nurtured = False
        who.rounds += 1
        entry = RECYCLED


def talk(world: World, who: Account, routed: Decision) -> Step[tuple[int, int, float] | None]:
    """Wait for an answer and talk: None where a deal came of it or never will, else the row that says how it ended."""
    u, said = world.u, world.handling(who)
    queued, until = world.now, None
    if said.patience is not None:
        until = queued + microseconds(law_quantile(said.patience, u(Purpose.PATIENCE, who.key, who.rounds)))
    hours = law_quantile(said.work, u(Purpose.QUALIFYING_WORK, who.key, who.rounds))
    if 0 <= who.channel < len(world.inputs.channels):
        hours *= world.inputs.channels[who.channel].work
    team = world.sdr if int(routed.values[0]) == SDR else world.ae
    person = NOBODY
    if team is not None:
        place = rank(int(routed.values[1]), priority(team.inputs.order, who.active, 0, 0, world.now))
        person = yield team.ask(place, who.key, QUALIFYING, until)
        if person == NOBODY:
            return ABANDONED, 0, (world.now - queued) / DAY
        if person == NOT_NEEDED:
            team, person = None, NOBODY
    waited = (world.now - queued) / DAY
    yield from work(world, who, -1 if team is None else team.number, person, QUALIFYING, hours, waited, None)
    talked = qualifies(said.handling, waited, u(Purpose.QUALIFIES, who.key, who.rounds))
    if not talked or not in_need(world, who):
        return DISQUALIFIED, UNQUALIFIED, 0.0
    verdict = world.decide(DISQUALIFICATION, who, qualified_facts(world, who, waited))
    if int(verdict.values[0]) != OPEN:
        world.note(DISQUALIFIED, who, detail=REFUSED, by=verdict)
        world.let_go(who, False)
        return None
    world.note(SQL, who, by=verdict)
    if world.now < 0:
        world.remember(who)
        world.let_go(who, True)  # the deals that day 0 finds are those of its pipeline
        return None
    yield from opportunity(world, who)
    return None


def answers(world: World, who: Account, later: Decision) -> int:
    """When a lead that has ended answers again [microseconds], beyond the run too; NEVER if it does not."""
    forgotten = int(later.values[0]) == FORGET
    share = world.inputs.alone if forgotten else world.inputs.answers
    if share == 0.0 or not world.u(Purpose.ANSWERS, who.key, who.rounds) < share:
        return NEVER
    when = world.now + (0 if forgotten else microseconds(later.values[1]))
    if who.company >= 0 and world.inputs.need is not None:
        if not world.companies[who.company].buys:
            return NEVER
        # Nobody comes by himself in the window in which he has just been turned away.
        when = min(BEYOND, next_need(world, who.company, when, int(forgotten)))
    return when
