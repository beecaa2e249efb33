"""How large a run will be, before it is run: what would not fit is refused with its cause."""

from collections.abc import Iterator
from math import hypot
from typing import NamedTuple

from gtmsim.rules.brand import price_felt, prior_trust
from gtmsim.rules.maths import log, logistic
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.load import placed
from gtmsim.scenario.resolved.accounts import influences
from gtmsim.scenario.resolved.brand import brand_inputs
from gtmsim.scenario.resolved.community import gained_at_most
from gtmsim.scenario.resolved.content import Material, material
from gtmsim.scenario.resolved.dates import month_starts
from gtmsim.scenario.resolved.inputs import BrandInputs
from gtmsim.scenario.sections.market import Role
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.scenario.size.carried import Seats, carried
from gtmsim.scenario.size.decided import offers, visits
from gtmsim.scenario.size.growth import best_outlook, largest_contract, terms_served
from gtmsim.scenario.size.memory import MOST_BYTES, fits, room, rounded
from gtmsim.scenario.size.reach import reach
from gtmsim.scenario.size.referred import referred

MOST_EVENTS = {"reference": 20_000_000, "compiled": 200_000_000}  # a replication
MOST_STUDY = 20_000_000_000  # events of all replications
MOST_VALUE = 1e14  # of one customer a year: hundreds of such invoices fit 64 bits of cents
PER_TERM = 3.0  # rows that a contract term writes
PER_CONDITION = 1.0  # and a look at how the customer's business goes
PER_RETURN = 4.0  # and a lead that comes back


class Estimate(NamedTuple):
    """Expected size of one replication."""

    leads: float
    opportunities: float
    customers: float
    events: float
    cause: str  # what makes the most of the events
    path: tuple[str | int, ...]
    brings: dict[str, float]  # per segment: new customers that a customer brings in its life, if nobody waits for us


def estimate(scenario: Scenario) -> Estimate:
    """Expected leads, opportunities, customers and events of one replication, from means alone."""
    market, run = scenario.market, scenario.run
    initial = run.initial if isinstance(run.initial, Initial) else Initial()
    months = month_starts(run.start, 0, run.months)
    ours, brand = material(scenario, months), brand_inputs(scenario, months)
    reached = {name: reach(scenario, name, ours, brand) for name in market.channels}
    leads = {name: found.active + found.passive for name, found in reached.items()}
    deals_of = {name: dict.fromkeys(market.segments, 0.0) for name in market.channels}
    mqls = dict.fromkeys(market.channels, 0.0)
    returns = 0.0
    active = market.qualification.in_market
    modes = [(each, visits(scenario, each)) for each in (active, market.qualification.out_of_market or active)]
    for name, channel in market.channels.items():
        found = reached[name]
        numbers = ((found.active, found.active), (found.passive, found.buying))
        for (handling, times), (count, buying) in zip(modes, numbers, strict=True):
            screened = count * handling.mql_rate
            mqls[name] += screened
            returns += screened * (times - 1.0)
            for segment, part in channel.segments.items():
                deals_of[name][segment] += buying * handling.mql_rate * min(1.0, handling.sql_rate * times) * part
    segments = {name: sum(deals[name] for deals in deals_of.values()) for name in market.segments}
    proof = _proof(scenario, ours)
    chance = {name: _win_chance(scenario, name, proof, brand) for name in market.segments}
    bought_by = {
        channel: {
            name: _win_chance(scenario, name, proof, brand, said.trust, said.skip_stages) for name in market.segments
        }
        for channel, said in market.channels.items()
    }
    wins = {name: sum(deals_of[way][name] * bought_by[way][name] for way in market.channels) for name in segments}
    open_deals = {name: initial.pipeline.get(name, 0) for name in market.segments}
    opened = active.mql_rate * min(1.0, active.sql_rate * modes[0][1])  # deals of a referred lead
    offer = offers(scenario)
    trusted = {name: _trusted_chance(scenario, name, proof, brand) for name in market.segments}
    brings = {
        name: referred(
            scenario,
            name,
            wins[name] + open_deals[name] * chance[name],
            initial.customers.get(name, 0),
            opened * trusted[name],
            offer[name].term,
        )
        for name in market.segments
    }
    referrals = {name: found.leads for name, found in brings.items()}
    returns += sum(referrals.values()) * active.mql_rate * (modes[0][1] - 1.0)
    referred_deals = {name: count * opened for name, count in referrals.items()}
    customers = {
        name: (
            wins[name] + open_deals[name] * chance[name] + referred_deals[name] * trusted[name],
            initial.customers.get(name, 0),
        )
        for name in market.segments
    }
    deals = sum(segments.values()) + sum(referred_deals.values()) + sum(open_deals.values())
    members = max(
        (sum(r.seats * r.participation for r in c.roles.values()) for c in market.committees.values()), default=0.0
    )
    looks = 0.0 if market.condition is None else PER_CONDITION
    per_term = PER_TERM + looks
    per_deal = 4.0 * len(market.selling.stages) + 4.0 + members + looks
    served = {name: terms_served(scenario, name, offer[name]) for name in market.segments}
    renewals = {name: per_term * new for name, (new, _) in served.items()}
    met = (2.0 if market.accounts is None else 3.0) + (2.0 if market.qualification.fit_noise > 0.0 else 0.0)
    bought = {
        name: met * leads[name]
        + 3.0 * mqls[name]
        + sum(n * (per_deal + bought_by[name][g] * renewals[g]) for g, n in deals_of[name].items())
        for name in market.channels
    }
    parts: list[tuple[float, str, tuple[str | int, ...]]] = [
        *(
            (reached[name].work + bought[name], f"channel `{name}`", ("market", "channels", name, "max_leads"))
            for name in market.channels
        ),
        *(
            (
                n * per_term * served[name][1],
                f"the starting customers of segment `{name}`",
                ("run", "initial", "customers", name),
            )
            for name, (_, n) in customers.items()
        ),
        *(
            (
                (met + 3.0 * active.mql_rate) * n + referred_deals[name] * (per_deal + trusted[name] * renewals[name]),
                f"the referrals of segment `{name}` (each brings about {brings[name].each:.2g} customers in its life)",
                ("market", "referrals", "rate"),
            )
            for name, n in referrals.items()
        ),
        *(
            (
                n * (per_deal + chance[name] * renewals[name]),
                f"the pipeline of segment `{name}`",
                ("run", "initial", "pipeline", name),
            )
            for name, n in open_deals.items()
        ),
    ]
    if returns:
        parts.append((PER_RETURN * returns, "nurtured leads that answer", ("plan", "policies", "nurture")))
    largest = max(parts, key=lambda part: part[0], default=(0.0, "nothing", ()))
    events = sum(part[0] for part in parts)
    return Estimate(
        sum(leads.values()) + sum(referrals.values()),
        deals,
        sum(map(sum, customers.values())),
        events,
        largest[1],
        largest[2],
        {name: found.each for name, found in brings.items()},
    )


def guard(
    scenario: Scenario, replications: int, engine: str, allow_large: bool = False, known: Estimate | None = None
) -> Estimate:
    """The estimate, unless it is known; ScenarioError E_BUDGET if the run would not fit and is not allowed to."""
    fits(scenario)
    found = known or estimate(scenario)
    offer = offers(scenario)
    for name in scenario.market.segments:
        if (value := largest_contract(scenario, name, offer[name])) > MOST_VALUE:
            got = f"a customer of segment `{name}` could grow to {value:.1g} a year, more than cents can be counted"
            hint = (
                "lower `expansion_size`, `plan.renewal_price_increase` or `value_sigma`, or make the contracts longer"
            )
            path = ("market", "segments", name)
            raise ScenarioError([placed(Problem("E_BUDGET", got, hint, path=path), scenario)])
    most = MOST_EVENTS.get(engine, MOST_EVENTS["compiled"])
    if allow_large:
        return found
    if found.events > most:
        got = f"about {rounded(found.events)} events a replication, more than {most:,}; most come from {found.cause}"
        hint = "make it smaller, or allow it with --allow-large"
        raise ScenarioError([placed(Problem("E_BUDGET", got, hint, path=found.path), scenario)])
    if found.events * replications > MOST_STUDY:
        got = f"about {rounded(found.events * replications)} events in {replications:,} replications"
        got += f", more than {MOST_STUDY:,}"
        hint = "ask for fewer replications, or allow it with --allow-large"
        raise ScenarioError([placed(Problem("E_BUDGET", got, hint, path=("run", "replications")), scenario)])
    needed = room(scenario, found.events, (found.cause, found.path), replications, engine)
    if needed.bytes > MOST_BYTES:
        got = f"about {rounded(needed.bytes / 2**30)} GB of memory, more than {MOST_BYTES >> 30}"
        got += f"; most of it for {needed.cause}"
        hint = "make it smaller, or allow it with --allow-large"
        raise ScenarioError([placed(Problem("E_BUDGET", got, hint, path=needed.path), scenario)])
    return found


def growing(scenario: Scenario) -> Iterator[Problem]:
    """A warning of customers who bring one another: the end of the run alone ends such growth."""
    if scenario.market.referrals is None or scenario.market.accounts is not None:  # a list of accounts is a bound
        return
    for name, each in estimate(scenario).brings.items():
        if each >= 1.0:
            what = (
                f"each customer of segment `{name}` brings about {each:.2g} others in its life, if nobody waits for us"
            )
            hint = "check the rate: the firm grows by itself until the run ends, whatever is spent"
            yield Problem("W_GROWTH", what, hint, path=("market", "referrals", "rate"))


def refused(scenario: Scenario) -> tuple[Problem, ...]:
    """Why a run would refuse to tell a replication of a scenario, by its own engine or by the readable one."""
    try:
        size = guard(scenario, 1, scenario.run.engine)
        guard(scenario, 1, "reference", known=size)
    except ScenarioError as error:
        return error.problems
    return ()


def _proof(scenario: Scenario, ours: Material) -> float:
    """The first proof of the plan, and what content adds in the mean."""
    content, first = scenario.market.content, scenario.plan.evidence.level.values[0]
    if content is None or not ours.convincing:
        return first
    return first + content.evidence * sum(ours.convincing) / len(ours.convincing)


def _win_chance(
    scenario: Scenario,
    segment: str,
    proof_level: float,
    brand: BrandInputs | None,
    trust: float = 0.0,
    first: int = 0,
) -> float:
    """Chance of a win if members voted independently, at the first price of the plan and this proof."""
    chance = _goes_on(scenario, first)
    said = scenario.market.committees[scenario.market.segments[segment].committee]
    for role, logit in _stances(scenario, segment, proof_level, brand, trust):
        no = 1.0 - logistic(logit)
        stops = 1.0 if said.decision_rule == "unanimity" else max(role.veto, 1.0 / len(said.roles))
        for _ in range(role.seats):
            chance *= 1.0 - role.participation * no * stops
    return chance


def _trusted_chance(scenario: Scenario, segment: str, proof_level: float, brand: BrandInputs | None) -> float:
    """Chance of a win of a referred lead, which growth raises to a power: its members share luck and fit."""
    trust = 0.0 if scenario.market.referrals is None else scenario.market.referrals.trust
    said = scenario.market.committees[scenario.market.segments[segment].committee]
    seats = tuple(
        Seats(r.seats, r.participation, r.weight, r.veto, r.decides, logit, hypot(said.deal_sigma, r.fit))
        for r, logit in _stances(scenario, segment, proof_level, brand, trust)
    )
    return _goes_on(scenario, 0) * carried(said.decision_rule, said.threshold, seats)


def _goes_on(scenario: Scenario, first: int) -> float:
    """Chance that a buyer goes on through all stages from this one [1]."""
    chance = 1.0
    for stage in scenario.market.selling.stages[first:]:
        chance *= stage.conversion
    return chance


def _stances(
    scenario: Scenario, segment: str, proof_level: float, brand: BrandInputs | None, trust: float
) -> Iterator[tuple[Role, float]]:
    """The roles of a committee, with the logit of a yes of each member."""
    trust += gained_at_most(scenario)
    if scenario.market.condition is not None:
        trust += scenario.market.condition.decision * best_outlook(scenario)
    said = scenario.market.committees[scenario.market.segments[segment].committee]
    price, proof = log(scenario.plan.price.values[0]), proof_level - 1.0
    if brand is not None:
        price += price_felt(brand.brand, brand.initial)
        trust += prior_trust(brand.brand, brand.initial)
    helps = influences(scenario.market.contacts)
    for name, role in said.roles.items():
        yield role, role.base - role.price * price + role.evidence * proof + trust + helps.get(name, 0.0)
