"""The fast engine: the lives of the reference, told by one compiled event loop. Its journal is the same, row by row."""

from gtmsim.engine.journal import Journal
from gtmsim.scenario.inputs import Inputs

MOST_EVENTS = 200_000_000
# The inputs that this engine knows; one that is not named here is refused by its name while it is switched on.
KNOWN = """
    seed start currency n_months months horizon end starts before run_off channels segments roles active passive
    stages window attention teams sdr ae csm success returns referrals price log_price proof uplift programme
    overhead other commission serve_share discount_month cash
""".split()  # noqa: SIM905


def lacking(inputs: Inputs) -> list[str]:
    """Mechanisms that are on in these inputs and that this engine cannot tell."""
    return [name for name, value in inputs._asdict().items() if name not in KNOWN and value not in (None, False, ())]


def simulate(inputs: Inputs, replication: int, most: int = MOST_EVENTS) -> Journal:
    """One replication; TooManyEventsError beyond `most` events."""
    # numba is imported, and code compiled, when something is to be simulated and not before.
    from gtmsim.engine.compiled.replication import live

    return live(inputs, replication, most)
