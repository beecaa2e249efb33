"""Money of the firm beside its channels and staff."""

from collections.abc import Iterator
from itertools import pairwise
from math import fsum
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.content.inputs import material
from gtmsim.mechanisms.money.rules import FunctionCost
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import Schedule, Section, lever, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.sections.schema import Scenario

DAY = 86_400_000_000  # microseconds
CASH_FACTS = {"cash", "runway"}  # of decision tables
FUNCTIONS = {
    "research": ("research and development", "Benchmarkit 2025: 34 % of revenue with venture capital", 0.8),
    "administration": ("administration", "", 0.5),
}


TEAMS = ("sdr", "ae", "csm")
TOOLS = "tools of {}, for each who is there when the month ends, on the line of the team's pay"


def function(name: str) -> dict[str, Entry]:
    """The three ways in which a plan may say what a function of the firm costs; they add up."""
    words, reported, most = FUNCTIONS[name]
    fixed = lever("money/month", f"{words}: a budget; no cost of acquisition", ge=0, usual=(200, 20_000_000))
    per_head = lever(
        "money/month", f"{words}, for each of the teams' people, managers included", ge=0, usual=(20, 20_000)
    )
    of_mrr = f"{words}, as a share of the recurring revenue with which each month closes"
    share = lever("share", of_mrr, ge=0, le=5, usual=(0.02, most), reported=reported)
    return {
        name: Entry(Annotated[Schedule, fixed], NOTHING, before="referral_reward"),
        f"{name}_per_head": Entry(Annotated[Schedule, per_head], NOTHING, before="referral_reward"),
        f"{name}_share": Entry(Annotated[Schedule, share], NOTHING, before="referral_reward"),
    }


class Tools(Section):
    """What the tools of one person cost, of each team: seats of software, data, telephones."""

    sdr: Annotated[Schedule, lever("money/month", TOOLS.format("an SDR"), ge=0, usual=(10, 5_000))] = NOTHING
    ae: Annotated[Schedule, lever("money/month", TOOLS.format("an AE"), ge=0, usual=(10, 5_000))] = NOTHING
    csm: Annotated[Schedule, lever("money/month", TOOLS.format("a CSM"), ge=0, usual=(10, 5_000))] = NOTHING


ALSO = {  # words that people look for, and what says it here
    "gross_margin": "`market.cogs_share`, which is what the margin leaves: 20% where it is 80%",
    "margin": "`market.cogs_share`, which is what the margin leaves: 20% where it is 80%",
    "cogs": "`market.cogs_share`",
    "hosting": "`market.cogs_share`",
    "hosting_cost": "`market.cogs_share`",
    "rnd": "`plan.research`",
    "r_and_d": "`plan.research`",
    "r_d": "`plan.research`",
    "engineering": "`plan.research`",
    "g_and_a": "`plan.administration`",
    "g_a": "`plan.administration`",
    "opening_cash": "`run.initial.cash`",
    "cash_balance": "`run.initial.cash`",
}
MARKET = {
    "cogs_share": Entry(
        Annotated[
            float, param("share", "cost of serving per revenue (1 - gross margin)", ge=0, le=1, usual=(0.02, 0.8))
        ],
        0.25,
        before="accounts",
    ),
}

PLAN = {
    "commission": Entry(
        Annotated[
            float, param("share", "commission on a win, of the first year's value", ge=0, le=1, usual=(0.005, 0.3))
        ],
        0.0,
        before="referral_reward",
    ),
    "overhead": Entry(
        Annotated[
            Schedule, lever("money/month", "tools and overhead of sales and marketing", ge=0, usual=(50, 2_000_000))
        ],
        NOTHING,
        before="referral_reward",
    ),
    "tools_per_head": Entry(Tools, Tools(), before="referral_reward"),
    **function("research"),
    **function("administration"),
    "other_opex": Entry(
        Annotated[
            Schedule,
            lever(
                "money/month",
                "the rest of the firm: all that no other line has; no cost of acquisition",
                ge=0,
                usual=(200, 20_000_000),
            ),
        ],
        NOTHING,
        before="referral_reward",
    ),
}

INITIAL = {
    "cash": Entry(
        Annotated[float | None, param("money", "cash on day 0", ge=-1e12, le=1e12, usual=(1_000, 1_000_000_000))],
        None,
        before="terms",
    ),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """What is paid in each month beside channels and staff, and the cash of day 0."""
    both = zip(at.monthly_cents(at.plan.evidence.cost), at.once(material).programme, strict=True)
    return {
        "programme": tuple(evidence + other for evidence, other in both),
        "overhead": at.monthly_cents(at.plan.overhead),
        **{name: function_inputs(at, name) for name in FUNCTIONS},
        "other": at.monthly_cents(at.plan.other_opex),
        "tools": tools_inputs(at),
        "commission": at.plan.commission,
        "serve_share": at.market.cogs_share,
        "cash": None if at.initial.cash is None else round(at.initial.cash * 100),
        "opening_cash": round((at.initial.cash or 0.0) * 100),
    }


def function_inputs(at: Resolving, name: str) -> FunctionCost | None:
    """What a function costs in each month; none where nobody says it."""
    fixed, per_head, share = (getattr(at.plan, f"{name}{part}") for part in ("", "_per_head", "_share"))
    if not any(any(said.values) for said in (fixed, per_head, share)):
        return None
    daily, days = at.daily(share), [boundary // DAY for boundary in at.months]
    shares = tuple(fsum(daily[first:last]) / (last - first) for first, last in pairwise(days))
    return FunctionCost(at.monthly_cents(fixed), at.monthly_cents(per_head), shares, any(per_head.values))


def tools_inputs(at: Resolving) -> tuple[tuple[int, ...], ...]:
    """What the tools of one person cost in each month [cents], in the order of the plan's teams."""
    said = [getattr(at.plan.tools_per_head, name) for name in TEAMS if getattr(at.plan.teams, name) is not None]
    return tuple(map(at.monthly_cents, said)) if any(any(each.values) for each in said) else ()


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What would have no effect, and tables that look at cash of which nobody says how much there is."""
    for name in TEAMS:
        if any(getattr(scenario.plan.tools_per_head, name).values) and getattr(scenario.plan.teams, name) is None:
            got, hint = f"there is no {name} team", f"add `plan.teams.{name}`, or leave it out"
            yield Problem("W_UNUSED", got, hint, path=("plan", "tools_per_head", name))
    yield from _unsaid_cash(scenario)
    yield from _exact_cash(scenario)
    teams = scenario.plan.teams
    if any(getattr(teams, team) is not None for team in TEAMS):
        return
    for name in FUNCTIONS:
        if any(getattr(scenario.plan, f"{name}_per_head").values):
            hint = f"say `plan.{name}`, a budget a month, or `plan.teams`"
            yield Problem("W_UNUSED", "no team has people to go by", hint, path=("plan", f"{name}_per_head"))


def _unsaid_cash(scenario: "Scenario") -> Iterator[Problem]:
    if initial_of(scenario).cash is not None:
        return
    for point in type(scenario.plan.policies).model_fields:
        for number, row in enumerate(getattr(scenario.plan.policies, point).rows):
            for fact in CASH_FACTS & set(row.when):
                got, hint = "nothing says how much cash there is on day 0", "say `run.initial.cash`"
                where = ("plan", "policies", point, "rows", number, "when", fact)
                yield Problem("E_MISSING", got, hint, path=where)


def _exact_cash(scenario: "Scenario") -> Iterator[Problem]:
    """Tests of one exact amount, which no month meets."""
    for point in type(scenario.plan.policies).model_fields:
        for number, row in enumerate(getattr(scenario.plan.policies, point).rows):
            for fact in CASH_FACTS & set(row.when):
                said = row.when[fact].strip()
                if said != "-" and not any(sign in said for sign in ("<", ">", "..", "[", "(", "not")):
                    got = f"`{said}` means exactly so much, to the cent or to the day, which hardly any month meets"
                    where = ("plan", "policies", point, "rows", number, "when", fact)
                    yield Problem("W_UNUSUAL", got, f'write "< {said}" or ">= {said}"', path=where)
