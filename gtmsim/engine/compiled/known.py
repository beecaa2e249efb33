"""What the event loop knows of a scenario's inputs; what is not written here is refused by its name while it is on."""

from collections.abc import Iterator
from typing import Any

# Sections of `gtmsim.scenario.resolved.inputs` with their fields. Add one when the loop tells it, and not before.
KNOWN = {
    "Inputs": "seed start currency n_months months horizon end starts before run_off channels segments roles active "
    "passive stages window attention teams sdr ae csm success returns referrals price log_price proof uplift programme "
    "overhead other commission serve_share discount_month cash policies answers effort_return touches saving "
    "hires hiring_lag shifts accounts need people alone self_served brand community condition error learning "
    "found_price first_day warm_up",
    "ChannelInputs": "name response first candidates delay active segments fee initial_stock daily_spend monthly_spend "
    "season daily_rate daily_organic clipped lift precision working practised "
    "bait strength relevance bait_cost on_dates followers work head_start trust brand_led public bans banned "
    "last_stock after",
    "HandlingInputs": "handling patience work",
    "StageInputs": "name work think goes_on",
    "RoleInputs": "name number seats role",
    "CommitteeInputs": "how threshold shared_luck meetings more_meetings gap review roles",
    "SegmentInputs": "name median sigma committee effort propensity found failure retention success_hours onboarding "
    "term customers pipeline found_term",
    "WarmUp": "inputs touched leads deals spans",
    "Person": "start end hired",
    "TeamInputs": "name persons working productive ramp ramp_from order salary monthly_pay "
    "working_hours effective_hours",
    "SuccessInputs": "churn expansion contraction reactivation onboarding",
    "BrandInputs": "brand initial built spend",
    "ReturnInputs": "chance delay value",
    "ReferralInputs": "rate referring trust reward knows",
    "AccountsInputs": "numbers buyers openness industries fits cool_down",
    "NeedInputs": "gap window open halves turn category",
    "PeopleInputs": "outside inside job_change shares posts departments",
    "PostInputs": "name outside inside works department seniority role_class role influence",
    "PolicyInputs": "name rows tables daily",
    "TableInputs": "hit facts grid values places default",
    "TouchInputs": "work think goes_on trust expense",
    "SavingInputs": "chance discount hours",
    "CommunityInputs": "most share trust half_members attention self_help leak memory concession anger hearsay hours "
    "cost",
    "ConditionInputs": "condition outlook",
}
OFF = (None, False, 0, 0.0, (), "")


def unknown(section: Any) -> Iterator[str]:
    """Names of what is on in a section and below it and is not known."""
    known = KNOWN[type(section).__name__].split()
    for name, value in section._asdict().items():
        if name not in known:
            if value not in OFF:
                yield name
            continue
        for part in value if type(value) is tuple else (value,):
            if type(part).__name__ in KNOWN:
                yield from unknown(part)
