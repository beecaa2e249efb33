"""Money of the firm beside its channels and staff."""

from typing import Annotated, Any

from gtmsim.mechanisms.content.inputs import material
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import Schedule, lever, param
from gtmsim.scenario.resolved.resolving import Resolving

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
    "other_opex": Entry(
        Annotated[
            Schedule,
            lever(
                "money/month",
                "the rest of the firm: product, administration; no cost of acquisition",
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
        "other": at.monthly_cents(at.plan.other_opex),
        "commission": at.plan.commission,
        "serve_share": at.market.cogs_share,
        "cash": None if at.initial.cash is None else round(at.initial.cash * 100),
    }
