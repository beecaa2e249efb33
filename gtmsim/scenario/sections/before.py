"""What was done until day 0, where it is not what the plan says of day 0: the levers that what is found depends on."""

from typing import Annotated, Any

import pydantic

from gtmsim.policies.points import POINTS
from gtmsim.scenario.language.param import Section, choice, param
from gtmsim.scenario.sections.plan import WorkingHours
from gtmsim.scenario.sections.policies import POLICY_SECTIONS

# What a policy at one of these says of leads, deals and customers before day 0 is still to be seen on day 0.
SEEN_LATER = (
    *("lead_score", "lead_routing", "disqualification", "nurture", "effort", "touch", "escalation", "discount"),
    "entitlement",
)


class LeadMagnetBefore(Section):
    """What was given for a contact."""

    strength: Annotated[float | None, param("share", "how much it drew until day 0", ge=0, le=1, usual=(0.02, 1))] = (
        None
    )
    relevance: Annotated[
        float | None,
        param("1", "how much likelier somebody in need took it until day 0 than others, less 1", ge=0, usual=(0.1, 50)),
    ] = None


class ContentBefore(Section):
    """What was done for one kind of content."""

    team_cost: Annotated[
        float | None,
        param(
            "money/month",
            "cost of people who made it as a profession; 0: there were none",
            ge=0,
            usual=(100, 2_000_000),
        ),
    ] = None


class WebsiteBefore(Section):
    """The website as it was."""

    quality: Annotated[float | None, param("share", "quality of the site until day 0", ge=0, le=1, usual=(0.05, 1))] = (
        None
    )
    case_studies: Annotated[
        float | None, param("1", "case studies on the site until day 0", ge=0, le=1e6, usual=(0.5, 1_000))
    ] = None


class EnrichmentBefore(Section):
    """What was learned of a lead before anybody decided about it."""

    completeness: Annotated[
        float | None,
        param("share", "what was known of a lead until day 0 of what there is to know", ge=0, le=1, usual=(0.05, 1)),
    ] = None


class CommunityBefore(Section):
    """The chat groups that were run."""

    kind: Annotated[
        str, choice("who was in a group with whom until day 0", "none", "one_group", "groups", "one_to_one")
    ]
    group_size: Annotated[
        int | None, param("count", "members of a group at most until day 0", ge=2, le=1e6, usual=(2, 2_000))
    ] = None
    invited_share: Annotated[
        float, param("share", "share of the customers that was invited", ge=0, le=1, usual=(0.01, 1))
    ] = 1.0
    csm_hours: Annotated[
        float,
        param("hour", "CSM hours for each member and month until day 0", per="month", ge=0, le=500, usual=(0.01, 20)),
    ] = 0.0


class TeamBefore(Section):
    """How a team worked; how many it was is `run.initial.headcount`."""

    selling_time_share: Annotated[
        float | None, param("share", "share of working time spent on this work until day 0", gt=0, le=1, usual=(0.1, 1))
    ] = None
    working_hours: WorkingHours | None = None


class SdrBefore(TeamBefore):
    """How the sales development team worked."""

    queue_discipline: Annotated[
        str | None, choice("whom it served first until day 0", "first_come", "in_market_first", "newest_first")
    ] = None


class AeBefore(TeamBefore):
    """How the account executives worked."""

    queue_discipline: Annotated[
        str | None, choice("whom they served first until day 0", "first_come", "late_stage_first", "large_first")
    ] = None


class TeamsBefore(Section):
    """How the teams worked."""

    sdr: SdrBefore = SdrBefore()
    ae: AeBefore = AeBefore()
    csm: TeamBefore = TeamBefore()


_FIELDS: Any = {point.name: (POLICY_SECTIONS[point.name] | None, None) for point in POINTS if point.name in SEEN_LATER}
PoliciesBefore: Any = pydantic.create_model("PoliciesBefore", __base__=Section, **_FIELDS)
PoliciesBefore.__doc__ = "What was decided by rule until day 0, as tables."
PoliciesBefore.__module__ = __name__


class Before(Section):
    """What was done until day 0, where that is not what the plan says of day 0."""

    promo_share: dict[
        str,
        Annotated[
            float,
            param("share", "share of the channel's posts that advertised until day 0", ge=0, le=1, usual=(0.01, 1)),
        ],
    ] = {}
    contact_capture_rate: dict[
        str,
        Annotated[
            float,
            param(
                "share",
                "share of those who would leave their contact that found a way to until day 0",
                ge=0,
                le=1,
                usual=(0.01, 1),
            ),
        ],
    ] = {}
    lead_magnets: dict[str, LeadMagnetBefore] = {}
    content: dict[str, ContentBefore] = {}
    website: WebsiteBefore = WebsiteBefore()
    enrichment: EnrichmentBefore = EnrichmentBefore()
    community: CommunityBefore | None = None
    teams: TeamsBefore = TeamsBefore()
    working_hours: WorkingHours | None = None
    referral_reward: Annotated[
        float | None, param("money", "paid until day 0 to a customer whose referral was won", ge=0, usual=(10, 50_000))
    ] = None
    policies: PoliciesBefore = PoliciesBefore()
