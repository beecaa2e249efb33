"""What may be said of the time before day 0, parameter by parameter: two sayings that are not found alike."""

from pathlib import Path
from typing import NamedTuple

EVERYTHING, ACCOUNTS = (Path(__file__).with_name(f"{name}.yaml") for name in ("everything", "accounts"))
PLAN = "run.initial.plan"
ON_MONDAYS = "{days: [mon], opens: 8h, closes: 20h}"
DROPS_MISFITS = (
    '{hit: first, rows: [{name: misfit, when: {fit: "< 0"}, then: {verdict: drop}}, '
    "{name: rest, then: {verdict: open}}]}"
)
ALL_DAYS = "[mon, tue, wed, thu, fri, sat, sun]"


class Saying(NamedTuple):
    """A parameter below `run.initial`, and two scenarios that differ in it alone."""

    path: str
    one: str
    other: str
    beside: tuple[str, ...] = ()
    base: Path = EVERYTHING


def hours(where: str) -> list[Saying]:
    """When people worked."""
    at = f"{PLAN}.{where}"
    return [
        Saying(f"{at}.days", f"{at}={{opens: 9h}}", f"{at}={{opens: 9h, days: {ALL_DAYS}}}"),
        Saying(f"{at}.opens", f"{at}={{opens: 9h}}", f"{at}={{opens: 16h}}"),
        Saying(f"{at}.closes", f"{at}={{closes: 17h}}", f"{at}={{closes: 11h}}"),
        Saying(f"{at}.holidays", f"{at}={{closes: 17h}}", f"{at}={{closes: 17h, holidays: [2025-12-30, 2025-12-31]}}"),
    ]


def group(name: str, said: str) -> Saying:
    """Which groups were run."""
    usual = f"{PLAN}.community={{kind: groups, group_size: 12, invited_share: 80%, csm_hours: 0.2h}}"
    return Saying(f"{PLAN}.community.{name}", usual, f"{PLAN}.community={said}")


def asked(name: str, said: str) -> str:
    """What small customers were asked."""
    terms = {"payment_terms": "45 days", "remind_after": "20 days", "cut_off_after": "50 days"} | {name: said}
    return f"{PLAN}.collection={{small: {{{', '.join(f'{key}: {value}' for key, value in terms.items())}}}}}"


POSTS, SEARCH = ("run.initial.spend={posts: 300 per month}",), ("run.initial.spend={ads: 20k per month}",)
BUSY = ("run.initial.spend.ads=20k per month",)
SAYINGS = [
    Saying("run.initial.terms.small", "run.initial.terms={small: 6 months}", "run.initial.terms={small: 24 months}"),
    Saying(
        "run.initial.term_mix.small",
        "run.initial.term_mix={small: {monthly: 20%, annual: 80%}}",
        "run.initial.term_mix={small: {monthly: 80%, annual: 20%}}",
    ),
    Saying("run.initial.billing.small", "run.initial.billing={small: monthly}", "run.initial.billing={small: upfront}"),
    Saying("run.initial.price", "run.initial.price=1.1", "run.initial.price=0.7"),
    *(
        Saying(f"{PLAN}.collection.small.{name}", asked(name, one), asked(name, other))
        for name, one, other in (
            ("payment_terms", "45 days", "90 days"),
            ("remind_after", "20 days", "1 day"),
            ("reminder_cost", "4", "9k"),
            ("cut_off_after", "50 days", "2 days"),
            ("write_off_after", "100 days", "50 days"),
        )
    ),
    *(
        Saying(f"run.initial.headcount.{team}", f"run.initial.headcount.{team}=1", f"run.initial.headcount.{team}=4")
        for team in ("sdr", "ae", "csm")
    ),
    Saying(
        f"{PLAN}.promo_share.posts",
        f"{PLAN}.promo_share={{posts: 40%}}",
        f"{PLAN}.promo_share={{posts: 100%}}",
        POSTS,
        ACCOUNTS,
    ),
    Saying(
        f"{PLAN}.contact_capture_rate.posts",
        f"{PLAN}.contact_capture_rate={{posts: 80%}}",
        f"{PLAN}.contact_capture_rate={{posts: 5%}}",
        POSTS,
        ACCOUNTS,
    ),
    Saying(
        f"{PLAN}.lead_magnets.ads.strength",
        f"{PLAN}.lead_magnets={{ads: {{strength: 60%}}}}",
        f"{PLAN}.lead_magnets={{ads: {{strength: 0%}}}}",
        SEARCH,
        ACCOUNTS,
    ),
    Saying(
        f"{PLAN}.lead_magnets.ads.relevance",
        f"{PLAN}.lead_magnets={{ads: {{relevance: 0}}}}",
        f"{PLAN}.lead_magnets={{ads: {{relevance: 9}}}}",
        SEARCH,
        ACCOUNTS,
    ),
    Saying(
        f"{PLAN}.content.video.team_cost",
        f"{PLAN}.content={{video: {{team_cost: 100}}}}",
        f"{PLAN}.content={{video: {{team_cost: 0}}}}",
    ),
    Saying(f"{PLAN}.website.quality", f"{PLAN}.website.quality=70%", f"{PLAN}.website.quality=0%", BUSY),
    Saying(f"{PLAN}.website.case_studies", f"{PLAN}.website.case_studies=0", f"{PLAN}.website.case_studies=30", BUSY),
    Saying(
        f"{PLAN}.enrichment.completeness",
        f"{PLAN}.enrichment.completeness=0%",
        f"{PLAN}.enrichment.completeness=100%",
        ("market.qualification.fit_noise=3", f"{PLAN}.policies.disqualification={DROPS_MISFITS}"),
    ),
    group("kind", "{kind: one_to_one, invited_share: 80%, csm_hours: 0.2h}"),
    group("group_size", "{kind: groups, group_size: 3, invited_share: 80%, csm_hours: 0.2h}"),
    group("invited_share", "{kind: groups, group_size: 12, invited_share: 10%, csm_hours: 0.2h}"),
    group("csm_hours", "{kind: groups, group_size: 12, invited_share: 80%, csm_hours: 90h}"),
    *(
        Saying(
            f"{PLAN}.teams.{team}.selling_time_share",
            f"{PLAN}.teams.{team}.selling_time_share=40%",
            f"{PLAN}.teams.{team}.selling_time_share=100%",
            BUSY,
        )
        for team in ("sdr", "ae", "csm")
    ),
    *(
        Saying(
            f"{PLAN}.teams.{team}.fte_per_head",
            f"{PLAN}.teams.{team}.fte_per_head=40%",
            f"{PLAN}.teams.{team}.fte_per_head=100%",
            BUSY,
        )
        for team in ("sdr", "ae", "csm")
    ),
    Saying(
        f"{PLAN}.teams.sdr.queue_discipline",
        f"{PLAN}.teams.sdr.queue_discipline=first_come",
        f"{PLAN}.teams.sdr.queue_discipline=newest_first",
        BUSY,
    ),
    Saying(
        f"{PLAN}.teams.ae.queue_discipline",
        f"{PLAN}.teams.ae.queue_discipline=first_come",
        f"{PLAN}.teams.ae.queue_discipline=large_first",
    ),
    *hours("working_hours"),
    *(saying for team in ("sdr", "ae", "csm") for saying in hours(f"teams.{team}.working_hours")),
    Saying(f"{PLAN}.referral_reward", f"{PLAN}.referral_reward=0", f"{PLAN}.referral_reward=90k"),
]


def table(*rows: str) -> str:
    """A policy of these rows and one for the rest."""
    return "{hit: first, rows: [" + ", ".join(rows) + "]}"


REST = {
    "lead_score": "score: 0",
    "lead_routing": "team: sdr",
    "disqualification": "verdict: open",
    "nurture": "action: drop",
    "effort": "effort: 1",
    "touch": "medium: phone",
    "escalation": "effort: 1",
    "discount": "discount: 0%",
    "entitlement": "csm_effort: 1",
}
OTHERWISE = {
    "lead_score": "score: 20",
    "lead_routing": "team: ae",
    "disqualification": "verdict: drop",
    "nurture": "action: nurture, after: 5 days",
    "effort": "effort: 3",
    "touch": "medium: face_to_face",
    "escalation": "effort: 3",
    "discount": "discount: 30%",
    "entitlement": "csm_effort: 5",
}
BY_SCORE = (
    "run.initial.plan.policies.lead_routing="
    '{hit: first, rows: [{name: hot, when: {score: ">= 10"}, then: {team: ae}}, {name: rest, then: {team: sdr}}]}'
)


NEEDED = {
    "lead_score": (BY_SCORE,),  # which alone makes a score of anything
    "entitlement": (
        "run.initial.customers={small: 100, large: 100}",
        "market.referrals.rate=12 per year",
    ),  # who is neglected refers less
}


def policy(point: str) -> list[Saying]:
    """A policy of before: what it answers, for whom, and whether a row held on day 0."""
    at, beside = f"{PLAN}.policies.{point}", (*BUSY, *NEEDED.get(point, ()))
    rest, row = f"{{name: rest, then: {{{REST[point]}}}}}", f"name: row, then: {{{OTHERWISE[point]}}}"
    usual = f"{at}={table(rest)}"
    return [
        Saying(
            f"{at}.rows.*.then.*",
            f"{at}={table(f'{{name: row, then: {{{REST[point]}}}, when: {{segment: small}}}}', rest)}",
            f"{at}={table('{' + row + ', when: {segment: small}}', rest)}",
            beside,
        ),
        Saying(
            f"{at}.rows.*.when.*",
            usual,
            f"{at}={table('{' + row + ', when: {segment: small}}', rest)}",
            beside,
        ),
        Saying(
            f"{at}.rows.*.starts",
            f"{at}={table('{' + row + ', when: {segment: small}, starts: 2026-02-01}', rest)}",
            f"{at}={table('{' + row + ', when: {segment: small}, starts: 2025-02-01}', rest)}",
            beside,
        ),
        Saying(
            f"{at}.rows.*.ends",
            f"{at}={table('{' + row + ', when: {segment: small}, ends: 2025-02-01}', rest)}",
            f"{at}={table('{' + row + ', when: {segment: small}, ends: 2026-02-01}', rest)}",
            beside,
        ),
    ]


POLICY_SAYINGS = [saying for point in REST for saying in policy(point)]
