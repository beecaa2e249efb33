"""Laws of durations and mixes as numbers."""

from gtmsim.rules.chance import EXPONENTIAL, FIXED, LOGNORMAL, Law
from gtmsim.scenario.language.param import LawSaid

SHAPES = {"fixed": FIXED, "exponential": EXPONENTIAL, "lognormal": LOGNORMAL}


def law_inputs(said: LawSaid) -> Law:
    """A law with its shape as a number."""
    return Law(SHAPES[said.shape], said.location, said.sigma)


def cumulative(mix: dict[str, float], names: tuple[str, ...]) -> tuple[float, ...]:
    """Running sums of the shares of `names`; the last is 1 exactly."""
    total, running = 0.0, []
    for name in names:
        total += mix.get(name, 0.0)
        running.append(total)
    last = max(i for i, name in enumerate(names) if mix.get(name, 0.0) > 0.0)
    return tuple(running[:last]) + (1.0,) * (len(names) - last)
