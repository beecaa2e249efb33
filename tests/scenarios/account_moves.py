"""Which number each parameter of a listed market moves: lines as in `moves.py`, on `accounts.yaml`."""

import numpy as np
from scenarios.moves import ADS, Move, by_sdr, first_stage, mean, rows

from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind


def in_need(journal: Journal) -> np.ndarray:
    """Rows that say an account in a buying window."""
    return journal.value >= 0.0


def farmers(journal: Journal) -> np.ndarray:
    """Rows that say an account of the first industry."""
    return journal.detail == 0


def of_ads(journal: Journal) -> np.ndarray:
    """Rows about leads of the first channel."""
    return journal.channel == 0


def bosses(journal: Journal) -> np.ndarray:
    """Rows that say the first post."""
    return journal.int_value % 1000 == 1


def searching(journal: Journal) -> np.ndarray:
    """Rows that say a contact who came for work."""
    return journal.int_value >= 1000


def of_director(journal: Journal) -> np.ndarray:
    """Votes of the first role of the board."""
    return journal.detail // 1000 == journal.header.roles.index("director")


def scored(journal: Journal) -> np.ndarray:
    """Rows that the first row of a table decided."""
    return journal.rule_row == 0


def scoring(fact: str, cell: str) -> tuple[str, ...]:
    """What has to be said besides: a score that looks at a fact."""
    row = f"{{name: one, when: {{{fact}: '{cell}'}}, then: {{score: 1}}}}"
    rest = "{name: rest, then: {score: 0}}"
    return (f"plan.policies.lead_score={{hit: first, rows: [{row}, {rest}]}}",)


ACCOUNTS, NEED = "market.accounts", "market.buying_cycle"
POSTS = "market.channels.posts"
BOSS, CLERK = "market.contacts.personas.boss", "market.contacts.personas.clerk"
MORE_BOSSES = (
    "{boss: {share: 90%, department: board, seniority: executive, role_class: decider, committee_role: director},"
    " clerk: {share: 10%, department: office, seniority: staff, role_class: business_user}}"
)
FAIRS, BAIT, DAYS = "market.channels.fairs", "plan.lead_magnets.ads", "plan.events.fairs"
LESS_FARMING = "{farming: {share: 10%, fit: 0.5}, trade: {share: 90%, fit: to -0.2}}"

ACCOUNT_MOVES = [
    Move("plan.teams.ae.variable_pay.at_quota", "300k per year", "+", "variable_pay team:ae"),
    Move(f"{ACCOUNTS}.number.small", "80", "-", "leads segment:small"),  # nearly all are in a hand
    Move(f"{ACCOUNTS}.buyer_share", "20%", "-", "sqls"),
    Move(
        *(f"{ACCOUNTS}.industries", LESS_FARMING, "-", rows(Kind.ACCOUNT_MATCHED, farmers)),
        about=f"{ACCOUNTS}.industries.farming.share",
    ),
    Move(f"{ACCOUNTS}.industries.trade.fit", "3", "+", mean(Kind.LEAD)),
    Move(f"{ACCOUNTS}.cool_down", "0 days", "+", "leads", (f"{ACCOUNTS}.number={{small: 60, large: 20}}",)),
    Move(f"{ACCOUNTS}.addressable_share", "20%", "-", "leads channel:posts"),
    Move(f"{NEED}.category_share", "10%", "-", rows(Kind.ACCOUNT_MATCHED, in_need)),
    Move(f"{POSTS}.open_channel", "false", "+", "leads channel:posts"),
    Move(f"{POSTS}.promotion.max_lift", "0", "-", "leads channel:posts"),
    Move(f"{POSTS}.promotion.ban_rate", "60 per year", "+", "bans"),
    Move(f"{POSTS}.promotion.promo_limit", "0%", "+", "bans"),
    Move(f"{POSTS}.promotion.steepness", "40", "+", "bans"),
    Move(
        f"{POSTS}.promotion.ban_duration",
        "200 days",
        "-",
        "leads channel:posts",
        (f"{POSTS}.promotion.ban_rate=20 per year",),
    ),
    Move("plan.contact_capture_rate.posts", "20%", "-", "leads channel:posts"),
    Move("plan.promo_share.posts", "100%", "+", "bans"),
    Move(f"{NEED}.time_between", "{mean: 900 days, distribution: exponential}", "-", "sqls"),
    Move(f"{NEED}.buying_window", "300 days", "-", "no_decisions"),
    Move(f"{NEED}.first_half", "5%", "-", rows(Kind.ACCOUNT_MATCHED, in_need)),
    Move(f"{NEED}.second_half", "5%", "-", rows(Kind.ACCOUNT_MATCHED, in_need)),
    Move("market.contacts.learning_visits", "200 per year", "+", "leads channel:fans"),
    Move("market.contacts.buying_visits", "900 per year", "+", "leads channel:fans"),
    Move("market.contacts.follow_rate", "100%", "+", "leads channel:fans"),
    Move("market.contacts.job_change", "9 per year", "-", "leads channel:fans"),
    Move("market.contacts.personas", MORE_BOSSES, "+", rows(Kind.CONTACT, bosses), about=f"{BOSS}.share"),
    Move(f"{BOSS}.department", "office", "+", rows(Kind.LEAD, scored), scoring("department", "office")),
    Move(f"{BOSS}.seniority", "staff", "-", rows(Kind.LEAD, scored), scoring("seniority", ">= 3")),
    Move(f"{BOSS}.role_class", "admin", "-", rows(Kind.LEAD, scored), scoring("role_class", "decider")),
    Move(f"{BOSS}.committee_role", "finance", "-", mean(Kind.VOTE, of_director)),
    Move(f"{BOSS}.influence", "9", "+", mean(Kind.VOTE, of_director)),
    Move(f"{CLERK}.learning_visits", "300 per year", "-", rows(Kind.CONTACT, searching)),
    Move(f"{CLERK}.buying_visits", "900 per year", "+", rows(Kind.CONTACT, searching)),
    Move("market.channels.fans.followers_only", "false", "+", "leads channel:fans"),
    Move(f"{ADS}.in_market_lift", "60", "+", rows(Kind.ACCOUNT_MATCHED, in_need)),
    Move(f"{ADS}.precision", "99%", "+", mean(Kind.LEAD, of_ads)),
    Move(f"{ADS}.lead_magnet_response", "8", "+", "leads channel:ads"),
    Move(f"{ADS}.handling_time_factor", "6", "+", mean(Kind.TASK_STARTED, by_sdr)),
    Move(f"{ADS}.trust", "9", "+", "win_rate channel:ads"),
    Move(f"{FAIRS}.skip_stages", "0", "+", rows(Kind.TASK_STARTED, first_stage)),
    Move("market.qualification.nurture.unprompted_return", "100%", "+", rows(Kind.RECYCLED)),
    Move("market.referrals.accounts_considered", "50", "+", "leads channel:referral"),
    Move(f"{BAIT}.strength", "0%", "-", "leads channel:ads"),
    Move(f"{BAIT}.relevance", "90", "-", "leads channel:ads"),  # the same strength, for those in need alone
    Move(f"{BAIT}.cost", "600", "+", "spend_marketing"),
    Move(f"{DAYS}.dates", "[2026-03-10]", "-", "leads channel:fairs"),
    Move(f"{DAYS}.cost", "90k", "+", "spend_marketing"),
]
