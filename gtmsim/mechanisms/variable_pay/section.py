"""What people are paid by how much of a quota they reach."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.quota.section import MONTHS
from gtmsim.mechanisms.variable_pay.rules import VariablePay
from gtmsim.scenario.language.param import Schedule, Section, choice, lever, param, words
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.dates import salaries_of
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

TEAMS = ("sdr", "ae", "csm")
NOT = VariablePay(0, (), 0.0, False, 0.0, 1.0, 1.0)
YEAR = 12


class OnTarget(Section):
    """Pay beside the base, `salary`: both together are what is earned at quota (on-target earnings, OTE)."""

    at_quota: Annotated[
        Schedule,
        lever(
            "money/year",
            "variable pay of a person who works full time and reaches the quota; a rise holds for all of a team",
            ge=0,
            usual=(1_000, 500_000),
        ),
    ]


class Reached(OnTarget):
    """Variable pay by a quota of its own."""

    threshold: Annotated[
        float, param("share", "share of the quota up to which nothing is paid", ge=0, lt=1, usual=(0.1, 0.8))
    ] = 0.0
    accelerates_at: Annotated[
        float, param("share", "share of the quota beyond which more is paid", ge=0, le=5, usual=(0.8, 2))
    ] = 1.0
    accelerator: Annotated[
        float, param("1", "pay beyond that, as a multiple of that before it", ge=0, le=10, usual=(0.5, 4))
    ] = 1.0


class AePay(OnTarget):
    """An AE's variable pay, by what is won of `plan.quota`, with its threshold and accelerator. Off when absent."""


class SdrPay(Reached):
    """An SDR's variable pay, by leads that they qualify. Off when absent."""

    quota: Annotated[
        float,
        param(
            "1/month",
            "leads that an SDR who has learnt the job and works full time shall qualify in a month (SQLs)",
            gt=0,
            le=10_000,
            usual=(2, 60),
        ),
    ]
    period: Annotated[str, choice("after what an SDR begins anew", *MONTHS)] = "month"
    ramped: Annotated[bool, words("is the quota of a new hire smaller while they learn, as their speed is?")] = True


class CsmPay(Reached):
    """A CSM's variable pay, by what renews of all that comes up for renewal: a quota of the team. Off when absent."""

    quota: Annotated[
        float,
        param(
            "share",
            "recurring revenue that shall renew, of that which comes up for renewal; growth counts for nothing",
            gt=0,
            le=1,
            usual=(0.6, 1),
        ),
    ]
    period: Annotated[str, choice("after what the team begins anew", *MONTHS)] = "quarter"


def resolved(at: Resolving) -> dict[str, Any]:
    """What each team is paid so, in the order of the plan's teams."""
    there = [name for name in TEAMS if getattr(at.plan.teams, name) is not None]
    told = tuple(_inputs(at, name) for name in there)
    return {"variable_pay": told if any(each.months for each in told) else ()}


def _inputs(at: Resolving, name: str) -> VariablePay:
    team = getattr(at.plan.teams, name)
    said, quota = team.variable_pay, at.plan.quota
    if said is None or (name == "ae" and quota is None):
        return NOT
    yearly = salaries_of(tuple(full * team.fte_per_head for full in at.daily(said.at_quota)), at.months)
    of = quota if name == "ae" else said
    asked = said.quota * YEAR * 100.0 * team.fte_per_head if name == "sdr" else said.quota if name == "csm" else 0.0
    ramped, curve = bool(getattr(of, "ramped", False)), (of.threshold, of.accelerates_at, of.accelerator)
    return VariablePay(MONTHS[of.period], yearly, asked, ramped, *curve)


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What contradicts itself or would have no effect."""
    plan = scenario.plan
    for name in TEAMS:
        said = getattr(getattr(plan.teams, name), "variable_pay", None)
        if said is None:
            continue
        where: tuple[str, ...] = ("plan", "teams", name, "variable_pay")
        of, path = (plan.quota, ("plan", "quota")) if name == "ae" else (said, where)
        if of is None:
            hint = "say `plan.quota: {per_year: 700k}`, or `plan.commission` instead of it"
            yield Problem("E_MISSING", "nothing says what an AE shall win", hint, path=where)
            continue
        if name == "ae" and plan.commission > 0.0:
            got = "an AE would be paid twice for a win: by `plan.commission` and by what is won of the quota"
            yield Problem("E_CONFLICT", got, "leave one of them out, or say `commission: 0%`", path=where)
        if name == "ae" and of.threshold >= 1.0:
            got = "nothing would be paid at the quota, at which `variable_pay` is earned"
            yield Problem("E_RANGE", got, "say a share below 100%", path=(*path, "threshold"))
        if name != "ae" and of.threshold > of.accelerates_at:
            got = "more would be paid before there is anything: `threshold` lies above `accelerates_at`"
            yield Problem("E_RANGE", got, "make it at least the threshold", path=(*path, "accelerates_at"))
        if name != "ae" and of.accelerates_at != 1.0 and of.accelerator == 1.0:
            got, hint = "beyond it pay is as before", "say `accelerator`, or leave it out"
            yield Problem("W_UNUSED", got, hint, path=(*path, "accelerates_at"))
        if MONTHS[of.period] > scenario.run.months:
            got, hint = "no period ends within the run, so that nothing is paid", "say a shorter `period`"
            yield Problem("W_UNUSED", got, hint, path=(*path, "period"))


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """Nobody is paid before day 0."""
    return {"variable_pay": ()}


ALSO = {  # words that people look for, and what says it here
    "ote": "`plan.teams.TEAM.salary` and `plan.teams.TEAM.variable_pay.at_quota`, which add up to it",
    "on_target_earnings": "`plan.teams.TEAM.salary` and `plan.teams.TEAM.variable_pay.at_quota`, which add up to it",
    "bonus": "`plan.teams.TEAM.variable_pay.at_quota`",
    "variable": "`plan.teams.TEAM.variable_pay.at_quota`",
    "target_variable": "`plan.teams.TEAM.variable_pay.at_quota`",
}
