"""What an employer pays on top of pay."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

TEAMS = ("sdr", "ae", "csm")

ALSO = {  # words that people look for, and what says it here
    "employer_costs": "`plan.payroll_burden`",
    "employer_cost": "`plan.payroll_burden`",
    "social_security": "`plan.payroll_burden`",
    "benefits": "`plan.payroll_burden`",
    "on_costs": "`plan.payroll_burden`",
    "payroll_tax": "`plan.payroll_burden`",
    "payroll_taxes": "`plan.payroll_burden`",
}
PLAN = {
    "payroll_burden": Entry(
        Annotated[
            float,
            param(
                "share",
                "what an employer pays on top of all pay of the teams: social insurance, taxes on pay, benefits; "
                "0: salaries are said with it",
                ge=0,
                le=2,
                reported="Bureau of Labor Statistics, private firms in the United States, March 2024: benefits are "
                "29.7 % of all pay, 42 % on top of wages",
                usual=(0.02, 0.6),
            ),
        ],
        0.0,
        before="referral_reward",
    ),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """The share of pay."""
    return {"burden": at.plan.payroll_burden}


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """A share of no pay."""
    plan = scenario.plan
    teams = [team for name in TEAMS if (team := getattr(plan.teams, name)) is not None]
    fixed = any(any(team.salary.values) or team.managers is not None for team in teams)
    sells = plan.teams.ae is not None and (plan.commission > 0.0 or any(each.per_win for each in plan.spifs.values()))
    if plan.payroll_burden > 0.0 and not fixed and not sells:
        got = "nobody is paid: no team has a salary, managers or a commission"
        yield Problem("W_UNUSED", got, "say `salary` of a team, or leave it out", path=("plan", "payroll_burden"))


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """Nobody is paid before day 0."""
    return {"burden": 0.0}
