"""A lead is screened, routed to somebody, talked to, and qualified or not."""

from typing import TYPE_CHECKING

from gtmsim.engine.facts import DISQUALIFICATION, LEAD_ROUTING, qualified_facts, routing_facts
from gtmsim.engine.influence import CERTAINTY, QUALIFY, bounded_logit, influence
from gtmsim.engine.port import asked, decide, decided, measure, note, note_by, present, tell, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.accounts.steps import in_need
from gtmsim.mechanisms.qualification.rows import DISQUALIFIED, SQL
from gtmsim.mechanisms.qualification.rules import interest, passes_screen, qualifies
from gtmsim.rules.calendar import NEVER, microseconds
from gtmsim.rules.chance import law_quantile

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World
    from gtmsim.mechanisms.qualification.rules import HandlingInputs

SCREEN, PATIENCE = purpose("SCREEN"), purpose("PATIENCE")
QUALIFYING_WORK, QUALIFIES = purpose("QUALIFYING_WORK"), purpose("QUALIFIES")
QUALIFYING = -1  # number of the task in the journal; stages of the sale count from 0
SDR, AE, DROPPED = range(3)  # whom a lead is routed to
UNSCREENED, UNQUALIFIED, UNWANTED, REFUSED = range(4)  # why a lead is disqualified
OPEN = 0  # verdict on a qualified lead
USUAL = influence("usual", "how many of its kind qualify when they are answered at once", QUALIFY)
WAITED = influence("waited", "waiting {0:.1f} days for an answer", QUALIFY)
NEED = influence("need", "it has no need now", QUALIFY)


@step
def handling(w: "World", who: "Account") -> "HandlingInputs":
    """How leads like this one are qualified."""
    return w.inputs.active if who.active == 1 else w.inputs.passive


@step
def is_screened(w: "World", who: "Account") -> bool:
    """Does a lead pass marketing's screen? If not it is a lead no more."""
    if passes_screen(handling(w, who).handling, uniform(w, SCREEN, who.key, 0)):
        return True
    note(w, DISQUALIFIED, who, UNSCREENED, -1, 0, 0, 0.0)
    return False


@step
def route(w: "World", who: "Account", entry: int) -> tuple[int, int]:
    """To whom a lead is routed that enters or returns, and with how many points."""
    routed, points, _ = decide(w, LEAD_ROUTING, who, routing_facts(w, who))
    to = int(routed)
    if who.rounds > 0 or to != DROPPED:  # a return is told, whoever hears of it
        note_by(w, LEAD_ROUTING, entry, who, who.rounds, -1, 0, 0, 0.0)
    if to == DROPPED:
        note_by(w, LEAD_ROUTING, DISQUALIFIED, who, UNWANTED, -1, 0, 0, 0.0)
    return to, int(points)


@step
def patient_until(w: "World", who: "Account") -> int:
    """How long a lead waits for an answer [microseconds]; NEVER where it does not give up."""
    said = handling(w, who)
    if not present(said.patience):
        return NEVER
    return w.now + microseconds(law_quantile(said.patience, uniform(w, PATIENCE, who.key, who.rounds)))


@step
def hours_of_talk(w: "World", who: "Account") -> float:
    """What it takes to qualify a lead [hour]."""
    hours = law_quantile(handling(w, who).work, uniform(w, QUALIFYING_WORK, who.key, who.rounds))
    if 0 <= who.channel < len(w.inputs.channels):
        hours *= w.inputs.channels[who.channel].work
    return hours


@step
def has_talked(w: "World", who: "Account", waited: float) -> int:
    """What comes of the talk after a wait [day]: UNQUALIFIED, REFUSED, or OPEN where a deal may be opened."""
    said = handling(w, who).handling
    well = qualifies(said, waited, uniform(w, QUALIFIES, who.key, who.rounds))
    needs = well and in_need(w, who)
    if asked(w, who):
        usual, chance = said.qualified, said.qualified * interest(said, waited)
        tell(w, who, USUAL, bounded_logit(usual))
        measure(w, who, WAITED, waited)
        tell(w, who, WAITED, bounded_logit(chance) - bounded_logit(usual))
        if well and not needs:
            tell(w, who, NEED, bounded_logit(CERTAINTY) - bounded_logit(chance))
            chance = 0.0
        decided(w, who, QUALIFY, who.rounds, int(needs), bounded_logit(chance))
    if not needs:
        return UNQUALIFIED
    verdict, _, _ = decide(w, DISQUALIFICATION, who, qualified_facts(w, who, waited))
    if int(verdict) != OPEN:
        note_by(w, DISQUALIFICATION, DISQUALIFIED, who, REFUSED, -1, 0, 0, 0.0)
        return REFUSED
    note_by(w, DISQUALIFICATION, SQL, who, 0, -1, 0, 0, 0.0)
    return OPEN
