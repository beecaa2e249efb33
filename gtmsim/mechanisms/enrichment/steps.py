"""How well an account seems to fit, which data make clearer, and what these cost."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import note, today, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.enrichment.rows import ENRICHMENT, FIT_OBSERVED
from gtmsim.mechanisms.enrichment.rules import fit_seen
from gtmsim.rules.maths import normal_quantile

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

ERROR = purpose("SEEN")


@step
def observe_fit(w: "World", who: "Account") -> None:
    """See how well an account seems to fit."""
    who.seen = who.fit
    if len(w.inputs.error) > 0:
        z = normal_quantile(uniform(w, ERROR, who.key, 0))
        who.seen = fit_seen(who.fit, w.inputs.error[today(w)], z)


@step
def tell_fit(w: "World", who: "Account") -> None:
    """Say how well a lead seems to fit, and what it cost to know."""
    if len(w.inputs.error) > 0:
        note(w, FIT_OBSERVED, who, 0, -1, 0, 0, who.seen)
    if len(w.inputs.learning) > 0 and w.inputs.learning[today(w)] != 0:
        note(w, ENRICHMENT, who, 0, -1, w.inputs.learning[today(w)], 0, 0.0)
