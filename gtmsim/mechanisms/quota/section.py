"""What sellers shall win, and how their commission depends on it."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.attrition.section import attrition_of
from gtmsim.mechanisms.quota import rules
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NumberDeclaration
from gtmsim.scenario.language.param import Section, choice, param, words
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import QuantityError
from gtmsim.scenario.language.spelling import roughly
from gtmsim.scenario.resolved.resolving import USUAL, Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

OTHER = re.compile(r"(?:per|/|a|each)?\s*(?:quarter|month|week|day)\w*\s*$", re.IGNORECASE)  # a period that is no year
HIRING = "hiring"  # the decision point of headcounts
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class YearlyDeclaration(NumberDeclaration):
    """Money of a year: another period beside the word `year` may mean either, so it is asked which."""

    def read_alone(self, said: object) -> Any:
        """The number [money/year]."""
        return self._of_a_year(super().read_alone(said), said)

    def allowed(self, said: object) -> Any:
        """The number, or a fault, for whoever looks for one [money/year]."""
        return self._of_a_year(super().allowed(said), said)

    def _of_a_year(self, value: Any, said: object) -> Any:
        if isinstance(said, str) and (period := OTHER.search(said)):
            got = f"{said.strip()} is {roughly(value)} a year, and this is what is to be won in a year"
            hint = f"write `{roughly(value)} per year`, or `{said[: period.start()].strip()} per year` if that is meant"
            raise QuantityError("E_UNIT", got, hint)
        return value


class Quota(Section):
    """What an AE shall win in a period, and what winning more or less pays. Off when absent."""

    per_year: Annotated[
        float,
        YearlyDeclaration(
            "money/year",
            "annual contract value that an AE who has learnt the job and works full time shall win in a year",
            gt=0,
            reported="BenchSights, n = 83: median 750k dollars, 4.8 times the pay at quota",
            usual=(50_000, 5_000_000),
        ),
    ]
    period: Annotated[str, choice("after what a seller begins anew", *MONTHS)] = "quarter"
    ramped: Annotated[bool, words("is the quota of a new hire smaller while they learn, as their speed is?")] = True
    threshold: Annotated[
        float, param("share", "share of the quota below which wins pay no commission", ge=0, le=1, usual=(0.1, 0.8))
    ] = 0.0
    accelerates_at: Annotated[
        float,
        param("share", "share of the quota beyond which wins pay a higher commission", ge=0, le=5, usual=(0.8, 2)),
    ] = 1.0
    accelerator: Annotated[
        float, param("1", "commission beyond that, as a multiple of `plan.commission`", ge=0, le=10, usual=(0.5, 4))
    ] = 1.0
    clawback: Annotated[
        bool,
        words("does a customer who is lost within `plan.commission_clawback` count no more for its seller's quota?"),
    ] = False


ALSO = {  # words that people look for, and what says it here
    "ae.quota": "`plan.quota.per_year`",
    "quota.ae": "`plan.quota.per_year`",
    "quota.per_quarter": "`plan.quota.per_year`, four times as much, with `period: quarter`",
    "quota.per_month": "`plan.quota.per_year`, twelve times as much, with `period: month`",
    "plan.clawback": "`plan.commission_clawback`",
    "sales_quota": "`plan.quota.per_year`",
    "commission_rate": "`plan.commission`",
}
MARKET = {
    "handover_loss": Entry(
        Annotated[
            float,
            param(
                "1",
                "logit that every member's vote loses where the deal's seller has left before it comes to the vote",
                ge=0,
                le=10,
                usual=(0.05, 2),
            ),
        ],
        0.0,
    ),
}

PLAN = {
    "quota": Entry(Quota | None, None, before="referral_reward"),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """Quota of the AE team, and the loss of a hand-over."""
    said: Quota | None = at.plan.quota
    handover = at.market.handover_loss
    if said is None or at.plan.teams.ae is None:
        return {"quota": None, "handover": handover}
    quota = rules.Quota(
        said.per_year * 100.0 * at.plan.teams.ae.fte_per_head,
        MONTHS[said.period],
        said.ramped,
        said.threshold,
        said.accelerates_at,
        said.accelerator,
        said.clawback,
    )
    return {"quota": quota, "handover": handover}


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What contradicts itself or would have no effect."""
    plan = scenario.plan
    said: Quota | None = plan.quota
    if said is not None:
        if plan.teams.ae is None:
            got, hint = "there is no ae team whose quota this could be", "add `plan.teams.ae`, or leave it out"
            yield Problem("W_UNUSED", got, hint, path=("plan", "quota"))
        elif scenario.run.months < MONTHS[said.period]:
            long = "1 month" if scenario.run.months == 1 else f"{scenario.run.months} months"
            got = f"no {said.period} ends within a run of {long}, so no attainment is counted"
            yield Problem("W_UNUSUAL", got, "say a shorter period, or a longer run", path=("plan", "quota", "period"))
        if said.threshold > said.accelerates_at:
            got = "commission would be higher before there is any: `threshold` lies above `accelerates_at`"
            yield Problem("E_RANGE", got, "make it at least the threshold", path=("plan", "quota", "accelerates_at"))
        if said.clawback and plan.commission_clawback is None:
            got, hint = "nothing says how soon a customer has to be lost", "say `plan.commission_clawback`"
            yield Problem("W_UNUSED", got, f"{hint}, or leave it out", path=("plan", "quota", "clawback"))
        changed = {"threshold": said.threshold > 0.0, "accelerator": said.accelerator != 1.0}
        for name, does in changed.items():
            paid = plan.commission > 0.0 or (plan.teams.ae is not None and plan.teams.ae.variable_pay is not None)
            if does and not paid:
                got, hint = "nobody is paid a commission or variable pay", "say `plan.commission`, or leave it out"
                yield Problem("W_UNUSED", got, hint, path=("plan", "quota", name))
        if said.accelerates_at != 1.0 and said.accelerator == 1.0:
            got, hint = "beyond it commission is as before", "say `accelerator`, or leave it out"
            yield Problem("W_UNUSED", got, hint, path=("plan", "quota", "accelerates_at"))
    if scenario.market.handover_loss > 0.0:
        goes = attrition_of(scenario, "ae") > 0.0 or leavers(scenario)
        if not goes:
            got, hint = "no AE ever leaves", "say `market.attrition.ae`, or leave it out"
            yield Problem("W_UNUSED", got, hint, path=("market", "handover_loss"))


def leavers(scenario: "Scenario") -> bool:
    """Does the plan or a policy let AEs go?"""
    team = scenario.plan.teams.ae
    if team is None:
        return False
    counts = team.headcount.values
    falls = any(later < sooner for sooner, later in itertools.pairwise(counts))
    return falls or bool(getattr(scenario.plan.policies, HIRING) != getattr(USUAL, HIRING))


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """No win of before counts, and nobody is seen to leave."""
    return {"quota": None}
