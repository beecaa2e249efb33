"""What the event loop reads and never changes: a table of records for each concept, columns, and their home."""

from typing import Any

import numpy as np

from gtmsim.engine.compiled.memory import columns, records, values

OUTPUTS = 3  # of a decision point at most


def _record(fields: str) -> Any:
    """Kind of record from "name:kind name:kind"."""
    return np.dtype([(name, kind) for name, _, kind in (field.partition(":") for field in fields.split())])


LAW = _record("form:i8 location:f8 sigma:f8")
CHANNEL = _record(
    "channel_key:u8 ceiling:f8 first:i8 candidates_from:i8 candidates_to:i8 delay:i8 active:f8 fee:i8 "
    "half_spend:f8 shaped:f8 keep:f8 organic:f8 initial_stock:f8 inflation:f8 beginner:f8 half_learnt:f8 practised:i8 "
    "lift:f8 precision:f8 bait:f8 relevance:f8 bait_cost:i8 on_dates:i8 followers:i8 work:f8 head_start:i8 trust:f8 "
    "brand_led:i8 public:i8 bans:i8 banned:i8 touched:i8 "
    "spends:i8 last_stock:f8 late_days:i8"
)
COMMITTEE = _record(
    "how:i8 threshold:f8 shared_luck:f8 meetings:i8 more_meetings:f8 gap:i8 review:i8 roles_from:i8 roles_to:i8"
)
COMMUNITY = _record(
    "most:i8 share:f8 trust:f8 half_members:f8 attention:f8 self_help:f8 leak:f8 memory:i8 concession:f8 anger:f8 "
    "hearsay:f8 hours:f8"
)
CONDITION = _record("memory:f8 news:f8 decision:f8 churn:f8 expansion:f8 contraction:f8")
DAY_PLAN = _record("price:f8 log_price:f8 proof:f8 uplift:f8 outlook:f8 error:f8 learning:i8")
HANDLING = _record("screened:f8 qualified:f8 half_life:f8 floor:f8 patience:i8 qualifying:i8")
# `asked` is the share of success hours that content leaves, `built` the goodwill that spend keeps up.
MONTH = _record("programme:i8 overhead:i8 other:i8 asked:f8 branding:i8 built:f8 hosting:i8")
PERSON = _record("start:i8 end:i8 hired:i8")
DECISION = _record(
    "hit:i8 rows:i8 inputs:i8 outputs:i8 facts_from:i8 spans_from:i8 spans:i8 first_from:i8 places_from:i8 "
    "answers_from:i8 value0:f8 value1:f8 value2:f8"  # values: those where no row holds
)
POINT = _record("tables:i8 first_table:i8 days_from:i8 settled:i8 place:i8 value0:f8 value1:f8 value2:f8")
POST = _record("outside:f8 inside:f8 works:f8 department:i8 seniority:i8 role_class:i8 role:i8 influence:f8")
ROLE = _record(
    "number:i8 seats:i8 key:u8 chance:f8 weight:f8 veto:f8 base_logit:f8 price:f8 fit:f8 proof:f8 "
    "relationship:f8 decides:i8"
)
SEGMENT = _record(
    "median:f8 sigma:f8 committee:i8 effort:f8 propensity_from:i8 propensity_to:i8 found_from:i8 found_to:i8 "
    "failure:f8 idle:f8 price_churn:f8 expansion:f8 expansion_size:f8 contraction:f8 contraction_size:f8 "
    "success_hours:f8 onboarding:i8 term:i8 customers:i8 pipeline:i8 customer_key:u8 pipeline_key:u8 "
    "listed:i8 first_listed:i8 listed_key:u8 found_term:i8 span:f8"
)
TOUCH = _record("work:f8 think:f8 goes_on:f8 trust:f8 expense:i8")
STAGE = _record("key:u8 work:i8 think:i8 goes_on:f8")
TEAM = _record(
    "opens:i8 closes:i8 productive:f8 ramp:f8 ramp_from:f8 order:i8 persons_from:i8 persons_to:i8 salary:i8 function:i8"
)
# Each table with what it holds; its address is the field of the home that is called like it.
RECORDS = {
    "channel": CHANNEL,
    "committee": COMMITTEE,
    "community": COMMUNITY,  # one, or none
    "condition": CONDITION,  # likewise
    "day": DAY_PLAN,
    "decision": DECISION,  # tables, one decision point after the other
    "handling": HANDLING,  # passive leads (0) and active ones (1)
    "law": LAW,
    "month": MONTH,
    "person": PERSON,
    "point": POINT,
    "post": POST,  # of contacts; one that tells nothing where posts are not told apart
    "role": ROLE,
    "segment": SEGMENT,
    "stage": STAGE,
    "team": TEAM,
    "touch": TOUCH,
}
NUMBERS = {
    "months": "i8",
    "starts": "i8",
    "candidates": "f8",  # cumulative laws of a day's candidates
    "quantile_p": "f8",  # laws of churn propensity
    "quantile_v": "f8",
    "strength": "f8",  # (channels, days) of the baits, where there are any
    "free": "f8",  # (channels, days) share of a day's leads that needs no spend
    "after": "f8",  # (channels, days) season of days after the horizon
    "bans": "f8",  # (channels, days) chance of a ban, where any platform bans
    "category": "f8",  # of each day, the share for our category of the windows that open then
    "mix": "f8",  # (channels, segments) cumulative
    "industry": "f8",  # cumulative
    "industry_fit": "f8",
    "wanted": "f8",  # (channels, days) leads a day before the ceiling clips them
    "spend": "i8",  # (channels, months) cents
    "daily_spend": "i8",  # (channels, days) cents, where the run decides what it draws
    "season": "f8",  # (channels, days), where the run decides what is drawn
    "hours": "f8",  # (teams, months) of working time
    "worked": "i8",  # (teams, days + 1) microseconds
    "pay": "i8",  # (teams, months) cents
    "post_share": "f8",  # cumulative
    "effective": "f8",  # (teams, months) hours
    "in_force": "i4",  # (points with several tables, days) which of them holds
    "fact": "i4",  # positions of a table's inputs among the facts of its point
    "grid_low": "f8",
    "grid_high": "f8",
    "grid_first": "i8",
    "place": "i4",  # of a table's rows in the policy
    "answer": "f8",  # (outputs, rows) of each table
}
FIRM = _record(
    "horizon:i8 end:i8 before:i8 run_off:i8 last_day:i8 window:i8 attention:f8 sdr:i8 ae:i8 csm:i8 "
    "s_churn:f8 s_expansion:f8 s_contraction:f8 s_reactivation:f8 s_onboarding:f8 returns:i8 return_chance:f8 "
    "return_value:f8 return_delay:i8 referrals:i8 refer_rate:f8 unrewarded:f8 half_reward:f8 needs_coverage:f8 "
    "trust:f8 reward:i8 referral_key:u8 commission:f8 serve_share:f8 answers:f8 effort_return:f8 saving:i8 "
    "save_chance:f8 save_discount:f8 save_hours:f8 hires:i8 hiring_lag:i8 shifts:i8 live:i8 "
    "lists:i8 buyers:f8 openness:f8 cool_down:i8 needs:i8 need_gap:i8 need_window:i8 need_open:f8 first_half:f8 "
    "second_half:f8 turn:i8 alone:f8 knows:i8 people:i8 job_change:f8 posts:i8 departments:i8 noisy:i8 "
    "brand:i8 brand_key:u8 goodwill:f8 b_keep:f8 b_word:f8 b_even:f8 b_scandal:f8 b_damage:f8 b_efficiency:f8 "
    "b_trust:f8 b_premium:f8 grouped:i8 community_key:u8 conditions:i8 "
    "past:i8 first_day:i8 followed:i8 deals_from:i8 found_price:f8 found_level:i8"
)
SIZES = _record(
    "n_channels:i8 n_segments:i8 n_stages:i8 n_teams:i8 n_months:i8 n_days:i8 n_ends:i8 n_starts:i8 n_calendar:i8 "
    "n_industries:i8 n_category:i8 n_after:i8"
)
# The home of them all: what is true of the firm as a whole, sizes, and an address for each table and column.
HOME = np.dtype([*FIRM.descr, *SIZES.descr, *((name, "u8") for name in (*RECORDS, *NUMBERS))])

channel_at = records("channel", CHANNEL)
committee_at = records("committee", COMMITTEE)
community_at = records("community", COMMUNITY)
condition_at = records("condition", CONDITION)
day_at = records("day", DAY_PLAN)
decision_at = records("decision", DECISION)
handling_at = records("handling", HANDLING)
law_at = records("law", LAW)
month_at = records("month", MONTH)
person_at = records("person", PERSON)
point_at = records("point", POINT)
post_at = records("post", POST)
role_at = records("role", ROLE)
segment_at = records("segment", SEGMENT)
stage_at = records("stage", STAGE)
team_at = records("team", TEAM)
touch_at = records("touch", TOUCH)
answer_at = values("answer", "f8")
after_at = values("after", "f8")
bans_at = values("bans", "f8")
free_at = values("free", "f8")
category_at = values("category", "f8")
daily_spend_at = values("daily_spend", "i8")
effective_at = values("effective", "f8")
fact_at = values("fact", "i4")
hours_at = values("hours", "f8")
in_force_at = values("in_force", "i4")
industry_fit_at = values("industry_fit", "f8")
month_end_at = values("months", "i8")
pay_at = values("pay", "i8")
place_at = values("place", "i4")
season_at = values("season", "f8")
spend_at = values("spend", "i8")
strength_at = values("strength", "f8")
start_at = values("starts", "i8")
wanted_at = values("wanted", "f8")
candidates_of = columns("candidates", "f8")
grid_first_of = columns("grid_first", "i8")
grid_high_of = columns("grid_high", "f8")
grid_low_of = columns("grid_low", "f8")
industry_of = columns("industry", "f8")
mix_of = columns("mix", "f8")
post_share_of = columns("post_share", "f8")
quantile_p_of = columns("quantile_p", "f8")
quantile_v_of = columns("quantile_v", "f8")
starts_of = columns("starts", "i8")
worked_of = columns("worked", "i8")
