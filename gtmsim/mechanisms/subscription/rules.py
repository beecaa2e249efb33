"""A customer's contract comes up for renewal: stay or go, grow or shrink, and perhaps come back."""

from typing import NamedTuple

from gtmsim.mechanisms.committee.rules import CommitteeInputs
from gtmsim.rules.chance import Law, Table
from gtmsim.rules.keys import name_key
from gtmsim.rules.maths import exp, log, logistic, logit
from gtmsim.rules.rule import Key, rule

CONTRACT, STAY, EXPAND = -1, 0, 1
UNDECIDED, STAYS, KEPT, LEAVES, PAUSES = range(
    5
)  # what is known of the end of a term; KEPT: it stays, as we talked to it
LUCK = ("EXPANSION_DAY",)


class Retention(NamedTuple):
    """What a segment's customers do at the end of a contract year with full CSM coverage."""

    idle: float  # logit of churn when the whole term passed without value
    price: float  # logit of churn for each unit of price uplift
    expansion: float  # chance
    expansion_size: float  # share of MRR
    contraction: float  # chance
    contraction_size: float  # share of MRR
    any_time: bool  # does it expand on a day within the year?
    less_any_time: bool = False  # does it contract by such a day, and not at the end of a contract year?
    credited: bool = False  # on that day, and is the rest of its bill credited? Else its next bill is lower


class TermLaw(NamedTuple):
    """The chance to churn of customers on contracts of some length."""

    months: int  # of a term, from which on it holds until the next one
    usual: float  # logit of its mean
    propensity: Table  # latent chance to churn per contract year


class FoundTerm(NamedTuple):
    """Customers of day 0 on contracts of one length."""

    upto: float  # up to which luck [1] it is that of a customer
    months: int
    found: Table  # their latent chance to churn per contract year


class SegmentInputs(NamedTuple):
    """One segment."""

    name: str
    median: float  # cents a year
    sigma: float
    committee: CommitteeInputs
    effort: float
    propensity: Table  # latent chance to churn per contract year
    found: Table  # the same among customers found alive
    failure: float  # per day
    retention: Retention
    success_hours: float  # a month
    onboarding: Law  # day
    term: int  # months
    customers: int  # on day 0
    pipeline: int  # deals on day 0
    found_term: int  # months of the contracts that customers of day 0 are on
    found_billing: int  # months of a bill of theirs, at most
    found_mix: tuple[FoundTerm, ...]  # from the shortest; none where all have the same term
    by_term: tuple[TermLaw, ...]  # from the shortest; none where all terms are alike

    @property
    def customer_key(self) -> Key:
        """Names the customers of day 0."""
        return Key(name_key("customer", self.name))

    @property
    def pipeline_key(self) -> Key:
        """Names the places in the pipeline of day 0."""
        return Key(name_key("pipeline", self.name))

    @property
    def listed_key(self) -> Key:
        """Names the accounts of the list."""
        return Key(name_key("account", self.name))


INPUTS = {
    "segments": tuple[SegmentInputs, ...],
    "uplift": tuple[float, ...],
}


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
def churn_shift(retention: Retention, idle_share: float, uncovered: float) -> float:
    """Logit [1] added to the churn propensity by time without value and missing coverage."""
    return retention.idle * idle_share + uncovered


@rule
def churn_chance(propensity: float, shift: float, price: float, months: int) -> float:
    """Chance to leave at the end of a term [1]; `propensity` is the latent chance per contract year.

    A rise of the price, whose logit is `price`, is met once: it drives away as many at the end of a month as of a year.
    """
    raised = shifted(propensity, shift + price)
    if months == 12 or raised >= 1.0:
        return raised
    steady = shifted(propensity, shift)
    if steady >= 1.0:  # as good as certain, so that a lower price alone keeps anybody
        return raised
    stays = (1.0 - over_term(steady, months)) * ((1.0 - raised) / (1.0 - steady))
    return max(0.0, 1.0 - stays)


@rule
def years_ended(before: int, months: int) -> int:
    """Contract years that end with a term of so many months, which began so many months into the subscription [1]."""
    return (before + months) // 12 - before // 12


@rule
def yearly_rise(uplift: float, years: int) -> float:
    """Rise of the price [1] by an uplift for each of so many years."""
    level = 1.0
    for _ in range(years):
        level *= 1.0 + uplift
    return level - 1.0


@rule
def months_billed(term: int, billed: int, most: int) -> int:
    """Months that the next bill of a term is for, of which so many are billed: `most` at most."""
    return min(most, term - billed)


@rule
def growth(contraction: float, expansion: float, u: float) -> int:
    """CONTRACT, STAY or EXPAND at a renewal, from the two ends of one uniform."""
    if u < contraction:
        return CONTRACT
    if u > 1.0 - expansion:
        return EXPAND
    return STAY


@rule
def day_within(days: int, u: float) -> int:
    """A day within a contract year of so many days, neither its first nor the first of the next one [day]."""
    return 1 + int(u * (days - 1))


@rule
def last_bill(billed: int, most: int) -> int:
    """Months of the latest bill of a term of which so many are billed, so many with each bill at most."""
    return billed - (billed - 1) // most * most


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
def taken_off(bill: int, credit: int) -> int:
    """What is taken off a bill [cents] of what a customer has to its credit; something is still billed."""
    return max(0, min(credit, bill - 1))


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
