"""A customer's contract comes up for renewal: stay or go, grow or shrink, and perhaps come back."""

from typing import NamedTuple

from gtmsim.rules.maths import exp, log, logistic, logit
from gtmsim.rules.rule import rule

CONTRACT, STAY, EXPAND = -1, 0, 1


class Retention(NamedTuple):
    """What a segment's customers do at the end of a contract year with full CSM coverage."""

    idle: float  # logit of churn when the whole term passed without value
    price: float  # logit of churn for each unit of price uplift
    expansion: float  # chance
    expansion_size: float  # share of MRR
    contraction: float  # chance
    contraction_size: float  # share of MRR


@rule
def over_term(yearly: float, months: int) -> float:
    """A chance per contract year as the chance per term of `months` [1]."""
    if months == 12:
        return yearly
    if yearly >= 1.0:
        return 1.0
    return 1.0 - exp(log(1.0 - yearly) * (months / 12.0))


@rule
def shifted(chance: float, shift: float) -> float:
    """A chance moved by `shift` on the logit scale [1]; certainty stays certain."""
    if shift == 0.0 or chance <= 0.0 or chance >= 1.0:
        return chance
    return logistic(logit(chance) + shift)


@rule
def churn_shift(retention: Retention, idle_share: float, uplift: float, uncovered: float) -> float:
    """Logit [1] added to the churn propensity by time without value, a price uplift, and missing coverage."""
    return retention.idle * idle_share + retention.price * uplift + uncovered


@rule
def churns(propensity: float, shift: float, months: int, u: float) -> bool:
    """Does the customer leave at the end of this term? `propensity` is the latent chance per year."""
    return u < over_term(shifted(propensity, shift), months)


@rule
def growth(contraction: float, expansion: float, u: float) -> int:
    """CONTRACT, STAY or EXPAND at a renewal, from the two ends of one uniform."""
    if u < contraction:
        return CONTRACT
    if u > 1.0 - expansion:
        return EXPAND
    return STAY


@rule
def step_of(mrr: int, share: float) -> int:
    """A share of MRR in whole cents, at least one, halves upwards."""
    return max(1, int(mrr * share + 0.5))


@rule
def repriced(mrr: int, rise: float) -> int:
    """MRR [cents] after a change of price by a share; something is still paid."""
    if rise > 0.0:
        return mrr + step_of(mrr, rise)
    if rise < 0.0:
        return mrr - min(mrr - 1, step_of(mrr, -rise))
    return mrr


@rule
def resized(mrr: int, what: int, more: float, less: float) -> int:
    """MRR [cents] after a customer grows or shrinks by a share; something is still paid."""
    if what == EXPAND:
        return mrr + step_of(mrr, more)
    if what == CONTRACT:
        return mrr - min(mrr - 1, step_of(mrr, less))
    return mrr


@rule
def uplift_kept(before: int, priced: int, after: int) -> int:
    """Part of a renewal's net gain [cents] that is price uplift: what of it a smaller volume has not taken back."""
    return max(0, min(priced, after) - before)


@rule
def idle_share(term_start: int, live: int, due: int) -> float:
    """Share of a term that passed before the customer had value [1]."""
    if live <= term_start or due <= term_start:
        return 0.0
    return min(live - term_start, due - term_start) / (due - term_start)


@rule
def onboarding_days(drawn: float, slowdown: float, coverage: float) -> float:
    """Time to value [day]: what it takes with full coverage, stretched where coverage is missing."""
    return drawn * (1.0 + slowdown * (1.0 - coverage))


@rule
def equilibrium_terms(survival: float, most: int, u: float) -> int:
    """Whole terms behind a customer found alive, at most `most` - 1: geometric in the chance to survive a term."""
    if survival >= 1.0:
        return int(u * most)
    if survival <= 0.0:
        return 0
    lost = log(survival)
    return min(most - 1, int(log(1.0 - u * (1.0 - exp(lost * most))) / lost))


@rule
def expected_terms(survival: float, most: int) -> float:
    """Mean number of terms served [1], at most `most`, by a customer with this chance to survive one."""
    total = 0.0
    alive = 1.0
    for _ in range(most):
        total += alive
        alive *= survival
    return total


@rule
def net_rise(uplift: float, discount: float) -> float:
    """Change of price [1] by a rise and then a discount."""
    if discount == 0.0:
        return uplift
    return (1.0 + uplift) * (1.0 - discount) - 1.0
