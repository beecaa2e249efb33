"""One replication under a budget of events, of the firm or of as small a part of it as the budget can follow."""

from typing import NamedTuple

from gtmsim.engine.prefix import Prefix
from gtmsim.machine import cache
from gtmsim.mechanisms.accounts.section import visits_per_lead
from gtmsim.scenario.resolve import resolve, without_past
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.resolved.inputs import Inputs
from gtmsim.scenario.resolved.resolving import Resolving
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.size.growth import factor
from gtmsim.study.size.smaller import smaller

BUDGET = 12_000  # events: a third a second of the readable engine
LOOK = 0.05  # events that a visit is worth which becomes no lead: it is looked at, and nothing is written
FIRST = 300.0  # heads to begin with: some dozens of events each
FEW = 50.0  # heads below which a smaller part of the firm is no picture of it
MANY = 50.0  # times the budget that a smaller part might need, too: its growth is known well enough
SPARE = 1.5  # of the budget
MANY_FOUND = 0.25  # leads that may be under way on day 0, beside those of the run: they are worth a second trial
PAST = 4  # budgets of that
MOST_DAYS = 50_000  # of all channels together
RICH = 10**15  # cents: a part of the firm has not its costs, so no table that looks at cash may save them
LUCK = 1  # so that no seed of the run decides whether it fits


class Trial(NamedTuple):
    """What was lived of a part of the firm."""

    prefix: Prefix
    inputs: Inputs
    share: float  # of the firm [1]
    more: float  # rows of the whole replication as a multiple of those that were written [1]
    looks: dict[str, float]  # per channel: visits at which all of the firm would look [event]


def trial(scenario: Scenario) -> Trial:
    """The largest part of the firm that the budget follows to the end; a small one that it does not, if none is."""
    looks, said = _looks(scenario), initial_of(scenario)
    heads = sum(looks.values()) + sum(said.customers.values()) + sum(said.pipeline.values())
    share = min(1.0, FIRST / heads) if heads > 0.0 else 1.0
    while True:
        part = scenario if share == 1.0 else smaller(scenario, share)
        inputs = without_past(part)._replace(seed=LUCK, opening_cash=RICH)
        lived = prefix(inputs, BUDGET + _days(inputs))
        more = factor(lived, inputs)
        if lived.whole:
            return Trial(_with_past(part, lived), inputs, share, more, looks)
        if share * heads <= FEW or more > MANY:
            return Trial(lived, inputs, share, more, looks)
        share = max(share / (SPARE * more), FEW / heads)


def _with_past(part: Scenario, lived: Prefix) -> Prefix:
    """The same with the leads that day 0 finds under way, where there may be many beside those to come."""
    inputs = resolve(part)._replace(seed=LUCK, opening_cash=RICH)
    before = inputs.warm_up
    if before is None:
        return lived
    to_come = sum(sum(channel.daily_rate) for channel in inputs.channels)
    under_way = 0.0
    for channel, touched in zip(before.inputs.channels, before.touched, strict=True):
        days = -min(before.leads, touched)
        under_way += sum(channel.daily_rate[-days:]) if days > 0 else 0.0
    if under_way < MANY_FOUND * max(1.0, to_come):
        return lived
    found = prefix(inputs, PAST * BUDGET + _days(inputs))
    return found if found.whole else lived


def _days(inputs: Inputs) -> int:
    """Events of the calendar alone, which no smaller part of the firm saves."""
    return min(MOST_DAYS, sum(len(channel.daily_rate) + len(channel.after) for channel in inputs.channels))


def prefix(inputs: Inputs, most: int) -> Prefix:
    """What so many events tell, by the engine that is at hand: both tell the same."""
    from gtmsim.engine import compiled, reference

    if cache.loaded() and not compiled.lacking(inputs):
        return compiled.prefix(inputs, 0, most)
    return reference.prefix(inputs, 0, most)


def _looks(scenario: Scenario) -> dict[str, float]:
    """Visits that the market has for each channel over the horizon, whatever comes of them [event]."""
    at = Resolving(scenario)
    found = {}
    for name, said in at.market.channels.items():
        events = scenario.plan.events.get(name)
        days = at.days if not said.event_based else 0 if events is None else len(set(events.dates))
        found[name] = LOOK * said.max_leads * (visits_per_lead(at, said) + said.lead_magnet_response) * days
    return found
