"""Every name of version 1 of the scenario language that has another one in version 2: where it stood, what it is now.

A path is that of version 1; `*` stands for any name, `**` for the name or place of a row, in which there may be dots.
No new name is an old name of something else at its place, so that an old name is never read as another thing.
"""

VERSION = 2  # of the language that this program reads and writes

NAMES = """
market.cost_to_serve                        cogs_share
market.accounts.buyers                      buyer_share
market.accounts.openness                    addressable_share
market.need                                 buying_cycle
market.need.gap                             time_between
market.need.window                          buying_window
market.need.category                        category_share
market.people                               contacts
market.people.study                         learning_visits
market.people.work                          buying_visits
market.people.follow                        follow_rate
market.people.posts                         personas
market.people.posts.*.role                  committee_role
market.people.posts.*.study                 learning_visits
market.people.posts.*.work                  buying_visits
market.channels.*.ceiling                   max_leads
market.channels.*.half_spend                half_saturation_spend
market.channels.*.shape                     hill_exponent
market.channels.*.carry_over                adstock_half_life
market.channels.*.season                    seasonality
market.channels.*.active                    in_market_share
market.channels.*.fee                       cost_per_lead
market.channels.*.lift                      in_market_lift
market.channels.*.bait                      lead_magnet_response
market.channels.*.on_dates                  event_based
market.channels.*.work                      handling_time_factor
market.channels.*.public                    open_channel
market.channels.*.ads                       promotion
market.channels.*.ads.gain                  max_lift
market.channels.*.ads.bans                  ban_rate
market.channels.*.ads.limit                 promo_limit
market.channels.*.ads.banned                ban_duration
market.channels.*.head_start                skip_stages
market.channels.*.followers                 followers_only
market.channels.*.learning.start            initial_efficiency
market.channels.*.learning.half             learning_half_spend
market.channels.*.content                   content_dependence
market.channels.*.content.floor             base_share
market.channels.*.library                   content_led
market.channels.*.library.half_views        half_saturation_views
market.channels.*.site                      via_website
market.channels.*.brand                     brand_building
market.channels.*.brand_led.half_brand      half_saturation_brand
market.segments.*.churn_spread              churn_heterogeneity
market.segments.*.failure                   closure_rate
market.segments.*.idle_churn                slow_onboarding_churn
market.segments.*.price_churn               price_sensitivity
market.segments.*.success_hours             csm_hours
market.committees.*.rule                    decision_rule
market.committees.*.shared_luck             deal_sigma
market.committees.*.meetings                min_meetings
market.committees.*.more_meetings           meetings_per_member
market.committees.*.gap                     time_between_meetings
market.committees.*.roles.*.chance          participation
market.committees.*.roles.*.proof           evidence
market.committees.*.roles.*.relationship    responsiveness
market.qualification.active                 in_market
market.qualification.passive                out_of_market
market.qualification.*.screened             mql_rate
market.qualification.*.qualified            sql_rate
market.qualification.*.half_life            response_half_life
market.qualification.*.floor                response_floor
market.qualification.*.patience             abandon_after
market.qualification.*.work                 handling_time
market.qualification.nurture.answers        response_rate
market.qualification.nurture.alone          unprompted_return
market.qualification.noise                  fit_noise
market.selling.stages.**.work               selling_time
market.selling.stages.**.think              buyer_delay
market.selling.stages.**.goes_on            conversion
market.selling.window                       buying_window
market.selling.attention                    responsiveness_half_life
market.selling.touches.*.work               selling_time_factor
market.selling.touches.*.think              buyer_delay_factor
market.selling.touches.*.goes_on            conversion_logit
market.success                              coverage_effects
market.success.reactivation                 win_back
market.reactivation                         win_back
market.reactivation.value                   mrr_share
market.saving                               save_offer
market.saving.discount                      discount_sensitivity
market.saving.hours                         csm_hours
market.referrals.unrewarded                 base_share
market.referrals.half_reward                half_saturation_reward
market.referrals.knows                      accounts_considered
market.content.proof                        evidence
market.content.kinds.*.short                burst_share
market.content.kinds.*.burst                burst_decay_time
market.content.kinds.*.tail                 tail_start
market.content.kinds.*.decline              tail_exponent
market.content.kinds.*.need                 target_assets
market.content.kinds.*.weight               buyer_weight
market.content.kinds.*.evidence             persuasion_rate
market.content.kinds.*.detected             ad_recognition
market.content.kinds.*.support              support_weight
market.content.kinds.*.without_team         views_without_team
market.site                                 website
market.site.floor                           min_capture_rate
market.site.plain                           capture_without_cases
market.site.need                            target_cases
market.brand.half_life                      goodwill_half_life
market.brand.half_spend                     half_saturation_spend
market.brand.gain                           max_goodwill
market.brand.break_even                     detractor_threshold
market.brand.scandal                        crisis_rate
market.brand.damage                         crisis_damage
market.brand.efficiency                     spend_efficiency
market.brand.premium                        price_premium
market.community.half_members               half_saturation_members
market.community.attention                  one_to_one_trust
market.community.self_help                  peer_support
market.community.leak                       price_leak_rate
market.community.memory                     leak_memory
market.community.anger                      churn_on_gap
market.community.hearsay                    rumour_discount
market.condition.memory                     persistence
plan.ads                                    promo_share
plan.capture                                contact_capture_rate
plan.baits                                  lead_magnets
plan.uplift                                 renewal_price_increase
plan.teams.*.productive                     selling_time_share
plan.teams.*.ramp_from                      initial_productivity
plan.teams.*.order                          queue_discipline
plan.proof                                  evidence
plan.content.*.team                         team_cost
plan.site                                   website
plan.site.cases                             case_studies
plan.data                                   enrichment
plan.other_costs                            other_opex
plan.community.size                         group_size
plan.community.share                        invited_share
plan.community.hours                        csm_hours
plan.policies.nurture.ANSWERS.then          action
plan.policies.touch.ANSWERS.by              medium
plan.policies.entitlement.ANSWERS.attention csm_effort
plan.policies.renewal_offer.ANSWERS.uplift  price_increase
plan.policies.hiring.FACTS.people           headcount
plan.policies.hiring.FACTS.waiting          queue_length
plan.policies.hiring.FACTS.wait             mean_wait
plan.policies.hiring.FACTS.busy             utilisation
run.discount                                discount_rate
run.primary                                 primary_metric
run.smallest_difference                     minimum_effect
"""
# Where a decision table names its facts and its answers.
SIDES = {
    "FACTS": ("rows.**.when", "cases.**.given"),
    "ANSWERS": ("rows.**.then", "default", "cases.**.expect"),
}
# Durations, in which `law` says how they are distributed.
DISTRIBUTED = """
market.need.gap
market.need.window
market.channels.*.delay
market.segments.*.onboarding
market.committees.*.gap
market.committees.*.review
market.qualification.*.patience
market.qualification.*.work
market.selling.stages.**.work
market.selling.stages.**.think
market.selling.window
market.reactivation.delay
"""
VALUES = {  # words at the end of a path, which in a test of a fact may stand among others
    "plan.teams.*.order": {"active_first": "in_market_first", "late_first": "late_stage_first"},
    "plan.policies.*.FACTS.mode": {"active": "in_market", "passive": "out_of_market"},
    "plan.policies.nurture.FACTS.outcome": {"gave_up": "abandoned"},
}
MIRRORED = {"run.initial.plan": "plan"}  # what was done until day 0 is said as what is planned


def names() -> dict[str, str]:
    """The new name of the last part of each old path."""
    told = dict(line.split() for line in NAMES.strip().splitlines())
    told |= {f"{path}.law": "distribution" for path in DISTRIBUTED.split()}
    return {path: new for said, new in told.items() for path in _sides(said)}


def values() -> dict[str, dict[str, str]]:
    """The new words of each old path that ends in words."""
    return {path: words for said, words in VALUES.items() for path in _sides(said)}


def _sides(said: str) -> list[str]:
    """The paths that a path with a side of decision tables stands for."""
    for side, places in SIDES.items():
        if f".{side}." in said:
            return [said.replace(side, place) for place in places]
    return [said]
