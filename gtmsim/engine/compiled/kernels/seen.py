"""How well accounts seem to fit, as `reference.world` and `reference.demand` tell it."""

from gtmsim.engine.compiled.constants import P_SEEN
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.accounts import today
from gtmsim.engine.compiled.kernels.luck import uniform
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.enrichment.rows import ENRICHMENT, FIT_OBSERVED
from gtmsim.rules import maths, qualification

fit_seen = compiled(qualification.fit_seen)
normal_quantile = compiled(maths.normal_quantile)


@kernel
def look(w, a):
    """See how well an account seems to fit."""
    a.seen = a.fit
    if len(w.inputs.error) > 0:
        z = normal_quantile(uniform(w, P_SEEN, a.key, 0))
        a.seen = fit_seen(a.fit, w.inputs.error[today(w)], z)


@kernel
def tell_seen(w, a):
    """Say how well a lead seems to fit, and what it cost to know."""
    if not len(w.inputs.error) > 0:
        return
    note(w, FIT_OBSERVED, a, 0, -1, 0, 0, a.seen)
    if len(w.inputs.learning) > 0 and w.inputs.learning[today(w)] != 0:
        note(w, ENRICHMENT, a, 0, -1, w.inputs.learning[today(w)], 0, 0.0)
