"""A lead is screened, waits for the SDR team, and becomes an opportunity or not."""

from gtmsim.engine.draws import Purpose
from gtmsim.engine.journal import Kind
from gtmsim.engine.reference.selling import opportunity
from gtmsim.engine.reference.tasks import QUALIFYING, Life, work
from gtmsim.engine.reference.world import Account, World
from gtmsim.engine.teams import NOBODY
from gtmsim.rules.calendar import DAY, microseconds
from gtmsim.rules.chance import law_quantile
from gtmsim.rules.qualification import passes_screen, qualifies
from gtmsim.rules.staffing import priority


def lead(world: World, who: Account) -> Life:
    """From arrival to a sales-qualified lead."""
    u, said = world.u, world.handling(who)
    if not passes_screen(said.handling, u(Purpose.SCREEN, who.key)):
        return world.note(Kind.DISQUALIFIED, who, sub=0)
    world.note(Kind.MQL, who)
    queued, until = world.now, None
    if said.patience is not None:
        until = queued + microseconds(law_quantile(said.patience, u(Purpose.PATIENCE, who.key)))
    hours = law_quantile(said.work, u(Purpose.QUALIFYING_WORK, who.key))
    team = world.sdr
    person = NOBODY
    if team is not None:
        rank = priority(team.inputs.order, who.active, 0, 0)
        person = yield team.ask(rank, who.key, QUALIFYING, until)
        if person == NOBODY:
            return world.note(Kind.GAVE_UP, who, number=(world.now - queued) / DAY)
    waited = (world.now - queued) / DAY
    yield from work(world, who, world.inputs.sdr, person, QUALIFYING, hours, waited, None)
    if not qualifies(said.handling, waited, u(Purpose.QUALIFIES, who.key)):
        return world.note(Kind.DISQUALIFIED, who, sub=1)
    world.note(Kind.SQL, who)
    yield from opportunity(world, who)
