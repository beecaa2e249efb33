"""How well accounts seem to fit, as `reference.world` and `reference.demand` tell it."""

from gtmsim.engine.compiled.accounts import today
from gtmsim.engine.compiled.constants import P_SEEN
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import uniform
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.world import day_at
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.enrichment.rows import ENRICHMENT, FIT_OBSERVED
from gtmsim.rules import maths, qualification

fit_seen = compiled(qualification.fit_seen)
normal_quantile = compiled(maths.normal_quantile)


@kernel
def look(T, S, a):
    """See how well an account seems to fit."""
    a.seen = a.fit
    if T.noisy == 1:
        z = normal_quantile(uniform(S, P_SEEN, a.key, 0))
        a.seen = fit_seen(a.fit, day_at(T, today(T, S)).error, z)


@kernel
def tell_seen(T, S, a):
    """Say how well a lead seems to fit, and what it cost to know."""
    if T.noisy == 0:
        return
    note(S, FIT_OBSERVED, a, 0, -1, 0, 0, a.seen)
    if day_at(T, today(T, S)).learning != 0:
        note(S, ENRICHMENT, a, 0, -1, day_at(T, today(T, S)).learning, 0, 0.0)
