"""A customer's life: value reached, contracts renewed or not, growth, return, and the end."""

from gtmsim.engine.agenda import COMPLETION
from gtmsim.engine.draws import Purpose
from gtmsim.engine.reference.decisions import (
    ENTITLEMENT,
    RENEWAL_OFFER,
    SAVE_PLAY,
    customer_facts,
    renewal_facts,
)
from gtmsim.engine.reference.tasks import RENEWAL, Life, Step
from gtmsim.engine.reference.world import Account, World
from gtmsim.mechanisms.community.steps import hears, reprice
from gtmsim.mechanisms.condition.steps import condition_of
from gtmsim.mechanisms.save_offers.rows import SAVED
from gtmsim.mechanisms.subscription.rows import (
    CHURNED,
    CLOSED_DOWN,
    COGS,
    CONTRACTED,
    CREDITED,
    EXPANDED,
    INVOICED,
    NEW_CUSTOMER,
    RENEWAL_DUE,
    RENEWED,
    UPLIFTED,
)
from gtmsim.mechanisms.success.rows import GO_LIVE
from gtmsim.mechanisms.win_back.rows import REACTIVATED
from gtmsim.rules.calendar import DAY, SECOND, microseconds, months_after
from gtmsim.rules.chance import law_quantile, table_quantile
from gtmsim.rules.community import angered
from gtmsim.rules.condition import swayed
from gtmsim.rules.maths import exponential_quantile
from gtmsim.rules.money import cost_of, share_of
from gtmsim.rules.need import NEVER
from gtmsim.rules.subscription import (
    churn_chance,
    churn_shift,
    growth,
    idle_share,
    months_billed,
    net_rise,
    onboarding_days,
    repriced,
    resized,
    shifted,
    step_of,
    uplift_kept,
    yearly_rise,
    years_ended,
)
from gtmsim.rules.success import covered_share, mean_coverage, uncovered_shift

YEAR = 1 << 20  # between the occurrences that name the luck of the years of one contract


class Contract:
    """The contract in force, one of a subscription that began at `began`."""

    __slots__ = (
        *("aged", "began", "billed", "due", "invoiced", "met", "months", "paid_from", "paid_until", "renewals"),
        *("served", "started", "term"),
    )

    def __init__(self, began: int, renewals: int, term: int) -> None:
        self.began = self.started = self.due = self.paid_from = self.paid_until = began
        self.term = term  # calendar months of the running one
        self.months = 0  # from `began` to its start
        self.aged = renewals * term  # months of the subscription before `began`
        self.billed = 0  # months of the running term
        self.renewals = renewals  # of the account
        self.met = 0  # of these, in this run: they name its luck, at whatever age day 0 has found it
        self.invoiced = self.served = 0  # cents of the last bill, which is paid for from one instant until another


def signed(world: World, who: Account, mrr: int) -> Life:
    """A win becomes a customer."""
    entitled = world.decide(ENTITLEMENT, customer_facts, who, mrr, 0)
    before = world.entitle(who, entitled.values[0])
    world.move(NEW_CUSTOMER, who, mrr, by=entitled)
    world.tell_attention(who, before)
    days = onboarding_days(
        law_quantile(world.segment(who).onboarding, world.u(Purpose.ONBOARDING, who.key)),
        world.inputs.success.onboarding,
        world.covered(who),
    )
    who.live = world.now + microseconds(days)
    contract = Contract(world.now, 0, world.segment(who).term)
    invoice(world, who, contract)
    world.customer(who)
    leaving = table_quantile(world.segment(who).propensity, world.u(Purpose.PROPENSITY, who.named))
    yield from subscribed(world, who, contract, leaving, False)


def subscribed(world: World, who: Account, contract: Contract, leaving: float, live: bool) -> Life:
    """Live through contract after contract until the customer is lost for good."""
    segment, u, signed_at = world.segment(who), world.u, world.now
    fails = None
    if who.company is not None:
        fails = who.company.dies if who.company.dies < NEVER else None
    elif segment.failure > 0.0:
        fails = world.now + microseconds(exponential_quantile(u(Purpose.FAILURE, who.key)) / segment.failure)
    while True:
        contract.due = months_after(world.inputs.starts, contract.began, contract.months + contract.term)
        # A bill of a part of the term, or its end.
        until = min(contract.due, months_after(world.inputs.starts, contract.began, contract.months + contract.billed))
        if not live and who.live <= until and (fails is None or who.live < fails):
            if who.live > world.now:
                yield world.agenda.at(who.live, COMPLETION, who.key, RENEWAL)
            live = True
            world.note(GO_LIVE, who, value=(world.now - signed_at) / DAY)
        if fails is not None and fails <= until:
            yield world.agenda.at(fails, COMPLETION, who.key, RENEWAL)
            return failed(world, who, contract)
        yield world.agenda.at(until, COMPLETION, who.key, RENEWAL)
        if contract.billed < contract.term:
            invoice(world, who, contract)
            continue
        contract.renewals += 1
        contract.met += 1
        before = who.mrr
        if renews(world, who, contract, leaving):
            contract.started, contract.billed = world.now, 0
            invoice(world, who, contract)
            continue
        back = yield from returns(world, who, contract, before, fails)
        if not back:
            who.gone = True
            return world.part(who, True)


def renews(world: World, who: Account, contract: Contract, leaving: float) -> bool:
    """Stay or go; who stays may pay more or less, grow or shrink."""
    segment, u, said = world.segment(who), world.u, world.inputs.success
    average = mean_coverage(world.coverage_sums, world.month(contract.started), world.month(world.now))
    covered = covered_share(who.attention, average)
    offer = world.decide(RENEWAL_OFFER, renewal_facts, who, contract.renewals, covered)
    uplift, discount, term = offer.values
    years = years_ended(contract.aged + contract.months, contract.term)
    rise = net_rise(yearly_rise(world.inputs.uplift[world.today()], years) + uplift, discount)
    world.note(RENEWAL_DUE, who, detail=contract.renewals, by=offer)
    condition, business = world.inputs.condition, 0.0
    if condition is not None:
        business = condition_of(world, who, contract.renewals)
    community, gap = world.inputs.community, 0.0
    if community is not None and who.member:
        gap = hears(world, who, contract.renewals, contract.met)
        rise = net_rise(rise, community.concession * gap)
    idle = idle_share(contract.started, who.live, world.now)
    shift = churn_shift(segment.retention, idle, uncovered_shift(said.churn, covered))
    if community is not None:
        shift = angered(shift, community.anger, gap)
    if condition is not None:
        shift = swayed(shift, -condition.condition.churn, business)
    chance = churn_chance(leaving, shift, segment.retention.price * rise, contract.term)
    if u(Purpose.RENEWAL, who.key, contract.met) < chance:
        given = saved(world, who, contract, covered)
        if given is None:
            return False
        rise = net_rise(rise, given)
    entitled = world.decide(ENTITLEMENT, customer_facts, who, who.mrr, contract.renewals)
    attention = world.entitle(who, entitled.values[0])
    world.note(RENEWED, who, detail=contract.renewals, by=entitled)
    world.tell_attention(who, attention)
    if community is not None and rise != 0.0:
        reprice(world, who, rise)
    fewer, further = uncovered_shift(said.contraction, covered), -uncovered_shift(said.expansion, covered)
    if condition is not None:
        fewer = swayed(fewer, -condition.condition.contraction, business)
        further = swayed(further, condition.condition.expansion, business)
    less = shifted(segment.retention.contraction, fewer)
    more = shifted(segment.retention.expansion, further)
    priced = repriced(who.mrr, rise)
    after = priced
    for year in range(years):
        what = growth(less, more, u(Purpose.GROWTH, who.key, contract.met + YEAR * year))
        after = resized(after, what, segment.retention.expansion_size, segment.retention.contraction_size)
    resize(world, who, priced, after)
    contract.months += contract.term
    contract.term = int(term) or contract.term
    return True


def resize(world: World, who: Account, priced: int, after: int) -> None:
    """Write the change of MRR at a renewal in net: a gain of price and of volume, or one loss."""
    uplift = uplift_kept(who.mrr, priced, after)
    if uplift:
        world.move(UPLIFTED, who, uplift)
    if after > who.mrr:
        world.move(EXPANDED, who, after - who.mrr)
    elif after < who.mrr:
        world.move(CONTRACTED, who, after - who.mrr)


def saved(world: World, who: Account, contract: Contract, covered: float) -> float | None:
    """Perhaps a customer who wants to leave is kept: the discount that it was given, or None and it is lost."""
    said = world.inputs.saving
    play = world.decide(SAVE_PLAY, renewal_facts, who, contract.renewals, covered)
    tries, discount = play.values
    if tries and said is not None:
        world.saving_hours += said.hours
        chance = shifted(said.chance, said.discount * discount)
        if world.u(Purpose.SAVES, who.key, contract.met) < chance:
            world.note(SAVED, who, detail=contract.renewals, int_value=who.mrr, value=discount, by=play)
            return discount
    world.move(CHURNED, who, -who.mrr, value=tries, by=play)
    return None


def returns(world: World, who: Account, contract: Contract, before: int, fails: int | None) -> Step[bool]:
    """Perhaps the customer comes back, with a new contract."""
    said = world.inputs.returns
    if said is None:
        return False
    chance = shifted(said.chance, -uncovered_shift(world.inputs.success.reactivation, world.covered(who)))
    if not world.u(Purpose.RETURNS, who.key, contract.met) < chance:
        return False
    delay = law_quantile(said.delay, world.u(Purpose.RETURN_DELAY, who.key, contract.met))
    when = world.now + microseconds(delay)
    if fails is not None and fails <= when:
        return False
    if when > world.now:
        yield world.agenda.at(when, COMPLETION, who.key, RENEWAL)
    mrr = step_of(before, said.value)
    entitled = world.decide(ENTITLEMENT, customer_facts, who, mrr, contract.renewals)
    attention = world.entitle(who, entitled.values[0])
    world.move(REACTIVATED, who, mrr, by=entitled)
    world.tell_attention(who, attention)
    contract.began = contract.started = world.now
    contract.months = contract.aged = contract.billed = 0
    invoice(world, who, contract)
    return True


def failed(world: World, who: Account, contract: Contract) -> None:
    """The customer's firm closes: the unserved rest of the term is credited and not served."""
    who.gone = True
    world.part(who, True)
    world.move(CLOSED_DOWN, who, -who.mrr)
    # In seconds: cents times microseconds would not fit a 64-bit integer.
    until, since = contract.paid_until, contract.paid_from
    left, whole = (until - world.now) // SECOND, (until - since) // SECOND
    credit = share_of(contract.invoiced, left, whole)
    if credit:
        world.note(CREDITED, who, amount=-credit)
    unserved = share_of(contract.served, left, whole)
    if unserved:
        world.note(COGS, who, amount=-unserved)


def invoice(world: World, who: Account, contract: Contract) -> None:
    """Bill the term that starts or goes on now, a year of it at most, and book what serving it costs."""
    months = months_billed(contract.term, contract.billed)
    contract.billed += months
    contract.paid_from = world.now
    contract.paid_until = months_after(world.inputs.starts, contract.began, contract.months + contract.billed)
    contract.invoiced = who.mrr * months
    contract.served = cost_of(contract.invoiced, world.inputs.serve_share)
    world.note(INVOICED, who, detail=months, amount=contract.invoiced)
    if contract.served:
        world.note(COGS, who, amount=contract.served)


def billed_before(world: World, contract: Contract) -> None:
    """What was billed of a contract that day 0 finds."""
    while contract.billed == 0 or (contract.paid_until <= 0 and contract.billed < contract.term):
        contract.billed += months_billed(contract.term, contract.billed)
        contract.paid_until = months_after(world.inputs.starts, contract.began, contract.billed)
