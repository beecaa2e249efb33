"""The same firm at a fraction of its size: fewer leads, customers, accounts and people, who live as ever."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from gtmsim.mechanisms.staff.section import TEAMS, Headcount, Teams
from gtmsim.scenario.language.numbers import Schedule
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario


def smaller(scenario: Scenario, share: float) -> Scenario:
    """The scenario with this share of all that is counted by heads [1]; the run has no luck of its own."""
    market, said = scenario.market, initial_of(scenario)
    customers, deals = apportioned(said.customers, share), apportioned(said.pipeline, share)
    told: dict[str, Any] = {
        "channels": {
            name: channel.model_copy(update={"max_leads": channel.max_leads * share})
            for name, channel in market.channels.items()
        }
    }
    if market.accounts is not None:
        number = {
            name: max(1, ceil(count * share), customers.get(name, 0) + deals.get(name, 0))
            for name, count in market.accounts.number.items()
        }
        told["accounts"] = market.accounts.model_copy(update={"number": number})
    plan = scenario.plan.model_copy(update={"teams": _teams(scenario.plan.teams, share)})
    run = scenario.run
    if isinstance(run.initial, Initial):
        people = {name: None if count is None else ceil(count * share) for name, count in dict(said.headcount).items()}
        told_0 = {"customers": customers, "pipeline": deals, "headcount": Headcount().model_copy(update=people)}
        run = run.model_copy(update={"initial": said.model_copy(update=told_0)})
    return scenario.model_copy(update={"market": market.model_copy(update=told), "plan": plan, "run": run})


def apportioned(counts: Mapping[str, int], share: float) -> dict[str, int]:
    """So large a share of each count that their sum has that share, too."""
    found, before = {}, 0
    for name, count in sorted(counts.items()):
        after = before + count
        found[name] = round(after * share) - round(before * share)
        before = after
    return found


def _teams(teams: Teams, share: float) -> Teams:
    """Teams with a share of their people, none of them without anybody for it."""
    found = {}
    for name in TEAMS:
        team = getattr(teams, name)
        if team is not None:
            lever: Schedule = team.headcount
            people = lever._replace(values=tuple(float(ceil(count * share)) for count in lever.values))
            found[name] = team.model_copy(update={"headcount": people})
    return teams.model_copy(update=found)
