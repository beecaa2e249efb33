"""Which kinds of row gain, keep or end recurring revenue, and which are costs. Knows no identity."""

from gtmsim.engine.journal import Kind, flags
from gtmsim.metrics.cash import OUT

COSTS = tuple(kind for kind in OUT if kind != Kind.SERVED)  # the rest of a term that is not served is taken back
GAINS = flags(Kind.OPENING, Kind.NEW, Kind.REACTIVATED, Kind.EXPANDED, Kind.UPLIFTED)
STILL = flags(Kind.ENTITLED, Kind.SAVED)  # what is told of a customer beside its level
ENDS = flags(Kind.CHURNED, Kind.FAILED)
