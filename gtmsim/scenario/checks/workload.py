"""What the people of each team can do, and what there is to do, from means alone; only warnings ask."""

from typing import NamedTuple

from gtmsim.mechanisms.staff.section import Team
from gtmsim.rules.chance import law_mean
from gtmsim.scenario.checks.reach import reach
from gtmsim.scenario.language.laws import LawSaid
from gtmsim.scenario.resolved.dates import daily, month_starts
from gtmsim.scenario.resolved.laws import law_inputs
from gtmsim.scenario.resolved.resolving import Resolving
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

WON = 0.5  # of the deals, at best
SERVED = 0.5  # of the run, who becomes a customer during it


class Work(NamedTuple):
    """What the people of a team can do, and what there is to do at least and at most, over the run [hour]."""

    can: float
    least: float
    most: float


def work_of_teams(scenario: Scenario) -> dict[str, Work]:
    """Hours of each team that there is."""
    market, run = scenario.market, scenario.run
    at = Resolving(scenario)
    initial = run.initial if isinstance(run.initial, Initial) else Initial()
    active = market.qualification.in_market
    passive = market.qualification.out_of_market or active
    leads, deals = 0.0, {name: float(initial.pipeline.get(name, 0)) for name in market.segments}
    for name, channel in market.channels.items():
        found = reach(at, name)
        for handling, count, buying in ((active, *2 * (found.active,)), (passive, found.passive, found.buying)):
            leads += count * handling.mql_rate * _mean(handling.handling_time) * channel.handling_time_factor
            for segment, share in channel.segments.items():
                deals[segment] += buying * handling.mql_rate * handling.sql_rate * share
    selling = sum(count * market.segments[name].effort for name, count in deals.items()) * _deal(scenario)
    hours = {name: segment.csm_hours * run.months for name, segment in market.segments.items()}
    served = sum(initial.customers.get(name, 0) * hours[name] for name in hours)
    grown = served + WON * SERVED * sum(deals[name] * hours[name] for name in hours)
    wanted = {"sdr": (leads, leads), "ae": (selling, selling), "csm": (served, grown)}
    teams = scenario.plan.teams
    return {name: Work(_hours(scenario, name), *wanted[name]) for name in wanted if getattr(teams, name) is not None}


def _deal(scenario: Scenario) -> float:
    """Mean hours that a deal takes, before its segment's effort."""
    hours, goes_on = 0.0, 1.0
    for stage in scenario.market.selling.stages:
        hours += goes_on * _mean(stage.selling_time)
        goes_on *= stage.conversion
    return hours


def _hours(scenario: Scenario, name: str) -> float:
    """Hours that a team works on its tasks, over the run."""
    team: Team = getattr(scenario.plan.teams, name)
    said = team.working_hours or scenario.plan.working_hours
    people = daily(team.headcount, scenario.run.start, month_starts(scenario.run.start, 0, scenario.run.months))
    return (
        sum(people)
        / 7.0
        * len(set(said.days))
        * (said.closes - said.opens)
        * team.fte_per_head
        * team.selling_time_share
    )


def _mean(law: LawSaid) -> float:
    return law_mean(law_inputs(law))
