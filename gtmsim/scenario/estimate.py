"""How large a run will be, before it is run: what would not fit is refused with its cause."""

from typing import NamedTuple

from gtmsim.rules.calendar import DAY
from gtmsim.rules.maths import logistic, power
from gtmsim.rules.subscription import expected_terms, over_term
from gtmsim.scenario.dates import daily, month_starts
from gtmsim.scenario.load import placed
from gtmsim.scenario.market import Channel, Committee, Handling
from gtmsim.scenario.problems import Problem, ScenarioError
from gtmsim.scenario.run import Initial
from gtmsim.scenario.schema import Scenario

MOST_EVENTS = {"reference": 20_000_000, "compiled": 200_000_000}  # a replication
MOST_STUDY = 20_000_000_000  # events of all replications
YEAR_DAYS = 365.25
MONTH_DAYS = 30.4375


class Estimate(NamedTuple):
    """Expected size of one replication."""

    leads: float
    opportunities: float
    customers: float
    events: float
    cause: str  # what makes the most of the events
    path: tuple[str | int, ...]


def estimate(scenario: Scenario) -> Estimate:
    """Expected leads, opportunities, customers and events of one replication, from means alone."""
    market, run = scenario.market, scenario.run
    initial = run.initial if isinstance(run.initial, Initial) else Initial()
    days = run.months * MONTH_DAYS
    candidates = {name: channel.ceiling * days for name, channel in market.channels.items()}
    leads = {name: _leads(scenario, name, channel) for name, channel in market.channels.items()}
    deals_of = {name: dict.fromkeys(market.segments, 0.0) for name in market.channels}
    mqls = dict.fromkeys(market.channels, 0.0)
    for name, channel in market.channels.items():
        for handling, share in _modes(scenario, channel):
            mqls[name] += leads[name] * share * handling.screened
            for segment, part in channel.segments.items():
                deals_of[name][segment] += leads[name] * share * handling.screened * handling.qualified * part
    segments = {name: sum(deals[name] for deals in deals_of.values()) for name in market.segments}
    chance = {name: _win_chance(scenario, name) for name in market.segments}
    wins = {name: count * chance[name] for name, count in segments.items()}
    found = {name: initial.pipeline.get(name, 0) for name in market.segments}
    amplified = 1.0 / (1.0 - min(0.9, _referrals(scenario, sum(wins.values()), sum(segments.values()))))
    customers = {
        name: (wins[name] * amplified + found[name] * chance[name], initial.customers.get(name, 0.0))
        for name in market.segments
    }
    deals = sum(segments.values()) * amplified + sum(found.values())
    members = max((sum(r.seats * r.chance for r in c.roles.values()) for c in market.committees.values()), default=0.0)
    per_deal = 4.0 * len(market.selling.stages) + 3.0 + members
    renewals = {name: 3.0 * _terms(scenario, name) for name in market.segments}
    bought = {
        name: amplified
        * (
            2.0 * leads[name]
            + 3.0 * mqls[name]
            + sum(n * (per_deal + chance[g] * renewals[g]) for g, n in deals_of[name].items())
        )
        for name in market.channels
    }
    parts: list[tuple[float, str, tuple[str | int, ...]]] = [
        *(
            (candidates[name] + bought[name], f"channel `{name}`", ("market", "channels", name, "ceiling"))
            for name in market.channels
        ),
        *(
            (n * renewals[name], f"the starting customers of segment `{name}`", ("run", "initial", "customers", name))
            for name, (_, n) in customers.items()
        ),
        *(
            (
                n * (per_deal + chance[name] * renewals[name]),
                f"the pipeline of segment `{name}`",
                ("run", "initial", "pipeline", name),
            )
            for name, n in found.items()
        ),
    ]
    largest = max(parts, key=lambda part: part[0], default=(0.0, "nothing", ()))
    events = sum(part[0] for part in parts)
    return Estimate(
        sum(leads.values()) * amplified, deals, sum(map(sum, customers.values())), events, largest[1], largest[2]
    )


def guard(scenario: Scenario, replications: int, engine: str, allow_large: bool = False) -> Estimate:
    """The estimate; ScenarioError E_BUDGET if the run would not fit and is not allowed to be large."""
    found = estimate(scenario)
    most = MOST_EVENTS["compiled" if engine == "compiled" else "reference"]
    if allow_large:
        return found
    if found.events > most:
        got = f"about {found.events:.2g} events a replication, more than {most:.0e}; most come from {found.cause}"
        hint = "make it smaller, or allow it with --allow-large"
        raise ScenarioError([placed(Problem("E_BUDGET", got, hint, path=found.path), scenario)])
    if found.events * replications > MOST_STUDY:
        got = (
            f"about {found.events * replications:.2g} events in {replications} replications, more than {MOST_STUDY:.0e}"
        )
        hint = "ask for fewer replications, or allow it with --allow-large"
        raise ScenarioError([placed(Problem("E_BUDGET", got, hint, path=("run", "replications")), scenario)])
    return found


def _modes(scenario: Scenario, channel: Channel) -> list[tuple[Handling, float]]:
    said = scenario.market.qualification
    return [(said.active, channel.active), (said.passive or said.active, 1.0 - channel.active)]


def _leads(scenario: Scenario, name: str, said: Channel) -> float:
    """Leads over the horizon at the steady response to each month's mean spend."""
    run = scenario.run
    months = month_starts(run.start, 0, run.months)
    spend = scenario.plan.spend.get(name)
    values = (0.0,) * (months[-1] // DAY) if spend is None else daily(spend, run.start, months)
    total = 0.0
    for value in values:
        answer = 1.0 / (1.0 + power(said.half_spend / value, said.shape)) if value > 0.0 else 0.0
        total += said.ceiling * (said.organic + (1.0 - said.organic) * answer)
    return total


def _win_chance(scenario: Scenario, segment: str) -> float:
    """Chance of a win if members voted independently at list price."""
    chance = 1.0
    for stage in scenario.market.selling.stages:
        chance *= stage.goes_on
    return chance * _committee_chance(scenario.market.committees[scenario.market.segments[segment].committee])


def _committee_chance(said: Committee) -> float:
    chance = 1.0
    for role in said.roles.values():
        no = 1.0 - logistic(role.base)
        stops = 1.0 if said.rule == "unanimity" else max(role.veto, 1.0 / len(said.roles))
        for _ in range(role.seats):
            chance *= 1.0 - role.chance * no * stops
    return chance


def _terms(scenario: Scenario, segment: str) -> float:
    """Contract terms that a customer goes through until the end of the run."""
    said, run = scenario.market.segments[segment], scenario.run
    term = scenario.plan.terms.get(segment, 12)
    survival = (1.0 - over_term(said.churn, term)) * (1.0 - min(1.0, said.failure * term / 12.0))
    most = max(1, (run.months + (240 if run.run_off else 0)) // term)
    return expected_terms(survival, most)


def _referrals(scenario: Scenario, wins: float, deals: float) -> float:
    """Customers that a customer brings, over the horizon: the reproduction number of referrals."""
    said = scenario.market.referrals
    if said is None or deals <= 0.0:
        return 0.0
    active = scenario.market.qualification.active
    return said.rate * scenario.run.months / 12.0 * active.screened * active.qualified * wins / deals
