"""Which number each parameter of a scenario moves, and in which direction: one line for every parameter.

A line changes one value of `everything.yaml`; some also set what must be there on both sides. Parameters that move no
number of the journal are in `test_every_parameter.py`, with the reason.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.cut import cut_by
from gtmsim.metrics.ledger import ledger_of
from gtmsim.metrics.measure import METRICS
from gtmsim.study.gather import sample

Journals = Sequence[Journal]
Asked = str | Callable[[Journals], float]  # "leads" or "leads channel:ads", or a function of the replications


class Move(NamedTuple):
    """Setting `path` to `value` moves `asked` up (+), down (-) or anywhere (*)."""

    path: str
    value: str
    direction: str
    asked: Asked
    beside: tuple[str, ...] = ()  # set in base and variant alike
    about: str = ""  # the parameter below `path` that is meant, where the value is a section


def measured(journals: Journals, asked: Asked) -> float:
    """The value of a metric or function over all replications."""
    if callable(asked):
        return asked(journals)
    name, _, slot = asked.partition(" ")
    dim, _, key = slot.partition(":")
    found = []
    for journal in journals:
        ledger, cut = ledger_of(journal), cut_by(journal.header, dim)
        found.append(METRICS[name].compute(ledger, cut)[cut.keys.index(key)])
    value = sample(found, METRICS[name], {}).estimate().mean
    assert value is not None, (asked, found)
    return value


def rows(kind: Kind, of: Callable[[Journal], np.ndarray] | None = None) -> Callable[[Journals], float]:
    """How many rows of a kind."""
    return lambda journals: float(sum(np.count_nonzero(j.of(kind) & (True if of is None else of(j))) for j in journals))


def mean(kind: Kind, of: Callable[[Journal], np.ndarray] | None = None) -> Callable[[Journals], float]:
    """Mean of what the rows of a kind say in `number`."""

    def found(journals: Journals) -> float:
        return float(np.mean(np.concatenate([j.value[j.of(kind) & (True if of is None else of(j))] for j in journals])))

    return found


def by_sdr(journal: Journal) -> np.ndarray:
    """Rows about qualification."""
    return journal.detail == -1


def by_sdrs(journal: Journal) -> np.ndarray:
    """Rows that say the SDRs in `detail`."""
    return journal.detail == journal.header.teams.index("sdr")


def by_ae(journal: Journal) -> np.ndarray:
    """Rows about stages of the sale."""
    return journal.detail >= 0


def refused(journal: Journal) -> np.ndarray:
    """Rows about leads that qualified and were not worth a deal."""
    return journal.detail == 3


def first_stage(journal: Journal) -> np.ndarray:
    """Rows about the first stage."""
    return journal.detail == 0


def of_active(journal: Journal) -> np.ndarray:
    """Rows about the qualification of leads in need."""
    active = journal.entity[journal.of(Kind.LEAD) & (journal.detail == 1)]
    return by_sdr(journal) & np.isin(journal.entity, active)


def over_dispersion(journals: Journals) -> float:
    """Variance over mean of the daily leads of the first channel."""
    days = [j.time[j.of(Kind.LEAD) & (j.channel == 0)] // 86_400_000_000 for j in journals]
    counts = np.concatenate(
        [np.bincount(d, minlength=j.header.horizon // 86_400_000_000) for d, j in zip(days, journals, strict=True)]
    )
    return float(counts.var() / counts.mean())


def disagreement(journals: Journals) -> float:
    """Variance of the stances of all members."""
    return float(np.concatenate([j.value[j.of(Kind.VOTE)] for j in journals]).var())


def unlike_the_month_before(journals: Journals) -> float:
    """Mean square of the changes of a firm's condition from one look at it to the next."""
    steps = []
    for j in journals:
        looks = np.flatnonzero(j.of(Kind.CONDITION))
        looks = looks[np.argsort(j.entity[looks], kind="stable")]
        steps.append(np.diff(j.value[looks])[np.diff(j.entity[looks].astype(np.float64)) == 0.0])
    return float(np.mean(np.concatenate(steps) ** 2))


def unlike(team: str) -> Callable[[Journals], float]:
    """Variance of how quick the people of a team are, on a logarithmic scale."""

    def found(journals: Journals) -> float:
        of = [j.of(Kind.PRODUCTIVITY) & (j.team == j.header.teams.index(team)) for j in journals]
        return float(np.log(np.concatenate([j.value[rows] for j, rows in zip(journals, of, strict=True)])).var())

    return found


def term_offered(journals: Journals) -> float:
    """Mean length of the contracts that are chosen [month]."""
    return float(np.mean(np.concatenate([j.detail[j.of(Kind.OFFERED)] for j in journals])))


def months_billed(journals: Journals) -> float:
    """Mean months that a bill is for."""
    return float(np.mean(np.concatenate([j.detail[j.of(Kind.INVOICED)] for j in journals])))


def rises_billed(journals: Journals) -> float:
    """What agreed rises add to bills [cents]."""
    return float(sum(j.int_value[j.of(Kind.INVOICED)].sum() for j in journals))


def months_introduced(journals: Journals) -> float:
    """Mean months for which a contract costs less at first."""
    return float(np.mean(np.concatenate([j.detail[j.of(Kind.INTRODUCED)] for j in journals])))


# Contracts of small firms that somebody has to sign anew.
# Months of contract, so that whoever goes on after a pause is soon asked again.
PAUSES_OFTEN = (
    *("plan.offers:={}", "plan.renewal_offers:={}", "plan.terms.small=1 month"),
    *("market.pause.acceptance=100%", "market.pause.returns=100%"),
)
BY_HAND = ("plan.offers.small.renews_automatically=false", "plan.renewal_offers.small.renews_automatically=false")
# Renewals of this year, of contracts that had a discount.
AT_ONCE = (
    "plan.renewal_offers:={}",
    "plan.offers.small.billing=yearly",
    "plan.offers.small.prepaid_discount=30%",
)
NOISY = "market.qualification.fit_noise=0.8"  # other leads, among whom 16 replications show the small effect
ADS, SMALL, LARGE = "market.channels.ads", "market.segments.small", "market.segments.large"
OWNER, BOARD = "market.committees.owner_led", "market.committees.board"
USER, DIRECTOR = f"{OWNER}.roles.user", f"{BOARD}.roles.director"
SDR, AE, CSM = "plan.teams.sdr", "plan.teams.ae", "plan.teams.csm"
waits_for_sdr, waits_for_ae = mean(Kind.TASK_STARTED, by_sdr), mean(Kind.TASK_STARTED, by_ae)


def touch(way: str, direction: str) -> list[Move]:
    """A way to talk to a buyer."""
    path = f"market.selling.touches.{way}"
    return [
        Move(f"{path}.selling_time_factor", "6", direction, waits_for_ae),
        Move(f"{path}.buyer_delay_factor", "20", direction, "no_decisions"),
        Move(
            f"{path}.conversion_logit", "9", direction, rows(Kind.STAGE_PASSED), (f"{AE}.headcount=6",)
        ),  # who have time
        Move(f"{path}.trust", "10", direction, "win_rate"),
        Move(f"{path}.expense", "900", direction, "spend_sales"),
    ]


def handling(mode: str) -> list[Move]:
    """The handling of leads that are in market or out of it."""
    path = f"market.qualification.{mode}"
    return [
        Move(f"{path}.mql_rate", "30%", "-", "mqls"),
        Move(f"{path}.sql_rate", "10%", "-", "sqls"),
        Move(f"{path}.response_half_life", "0.1 days", "-", "sqls"),
        Move(f"{path}.response_floor", "100%", "+", "sqls"),
        Move(f"{path}.abandon_after", "6 hours", "+", "abandoned_leads"),
        Move(f"{path}.handling_time", "16h", "+", waits_for_sdr),
    ]


def team(path: str, asked: Asked, faster: str, pay: str) -> list[Move]:
    """What all teams have; `faster` is where `asked` goes when more work is done."""
    slower = "+" if faster == "-" else "-"
    return [
        Move(f"{path}.headcount", "4", faster, asked),
        Move(f"{path}.salary", "300k per year", "+", pay),
        Move(f"{path}.fte_per_head", "40%", slower, asked),
        Move(f"{path}.managers.span", "2", "-", "managers"),
        Move(f"{path}.managers.salary", "300k per year", "+", pay),
        Move(f"{path}.selling_time_share", "100%", faster, asked),
        Move(f"{path}.ramp", "12 months", slower, asked),
        Move(f"{path}.initial_productivity", "100%", faster, asked),
        Move(f"{path}.ramp_shape", "linear", "*", asked),
        *(
            Move(f"{path}.working_hours", f"{{{name}: {value}}}", way, asked, about=f"{path}.working_hours.{name}")
            for name, value, way in (
                ("days", "[mon, tue]", slower),
                ("opens", "14h", slower),
                ("closes", "24h", faster),
                ("holidays", HOLIDAYS, slower),
            )
        ),
    ]


def content() -> list[Move]:
    """Content and website, of the market and of the plan."""
    article, video, searched = "market.content.kinds.article", "market.content.kinds.video", "leads channel:search"
    return [
        Move("market.content.evidence", "9", "+", "win_rate"),
        Move("market.content.deflection", "90%", "+", "csm_coverage"),
        Move(f"{article}.views", "400 per day", "+", searched),
        Move(f"{article}.burst_share", "100%", "-", searched),
        Move(f"{article}.burst_decay_time", "3000 days", "+", searched),
        Move(f"{article}.tail_start", "30000 days", "+", searched, (f"{article}.views=20 per day",)),
        Move(f"{article}.tail_exponent", "9", "-", searched, (f"{article}.views=20 per day",)),
        Move(f"{article}.target_assets", "400", "-", "leads channel:ads"),
        Move(f"{article}.buyer_weight", "90", "+", "leads channel:ads"),  # of which there is more than of videos
        Move(f"{article}.persuasion_rate", "100%", "+", "win_rate", ("market.content.evidence=9",)),
        Move(f"{article}.ad_recognition", "0%", "+", "win_rate", ("market.content.evidence=9",)),
        Move(f"{article}.support_weight", "90", "+", "csm_coverage"),
        Move(f"{video}.views_without_team", "0%", "-", searched, ("plan.content.video.team_cost=0",)),
        Move("market.website.min_capture_rate", "100%", "+", "leads channel:ads"),
        Move("market.website.capture_without_cases", "0%", "-", "leads channel:ads"),
        Move("market.website.target_cases", "90", "-", "leads channel:ads"),
        Move("plan.content.article.publish", "30 per month", "+", searched),
        Move("plan.content.article.cost", "9k", "+", "spend_marketing"),
        Move("plan.content.video.team_cost", "9k per month", "+", "spend_marketing"),
        Move("plan.website.quality", "0%", "-", "leads channel:ads"),
        Move("plan.website.case_studies", "9", "+", "leads channel:ads"),
        Move("plan.website.cost", "9k per month", "+", "spend_marketing"),
        Move("run.initial.content.article", "400", "+", searched),
    ]


def fires(point: str, row: str) -> Callable[[Journals], float]:
    """How often a row of a decision table is the one that decides."""

    def found(journals: Journals) -> float:
        total = 0
        for journal in journals:
            table = journal.header.tables.index(point)
            total += np.count_nonzero(
                (journal.table == table) & (journal.rule_row == journal.header.rows[table].index(row))
            )
        return float(total)

    return found


def decision(point: str, row: str, fact: str, test: str, direction: str, **then: tuple[str, str, Asked]) -> list[Move]:
    """A row of a decision table: another test, each of its answers, and other dates."""
    path = f"plan.policies.{point}.rows.{row}"
    return [
        Move(f"{path}.when.{fact}", f'"{test}"', direction, fires(point, row)),
        Move(f"{path}.starts", "2026-06-01", "-", fires(point, row)),
        Move(f"{path}.ends", "2026-05-01", "-", fires(point, row)),
        *(Move(f"{path}.then.{output}", *moved) for output, moved in then.items()),
    ]


def entitled(least: str, day: str) -> str:
    """The table of entitlement, whose rows exclude each other, with another bound and another day."""
    return (
        f"[{{name: early, when: {{segment: large}}, then: {{csm_effort: 1.2}}, ends: {day}}}, "
        f"{{name: late, when: {{segment: large}}, then: {{csm_effort: 1.3}}, starts: {day}}}, "
        f'{{name: small, when: {{segment: not(large), annual_value: ">= {least}"}}, then: {{csm_effort: 1}}}}, '
        f'{{name: tiny, when: {{segment: not(large), annual_value: "< {least}"}}, then: {{csm_effort: 0.8}}}}]'
    )


def unheard(journal: Journal) -> np.ndarray:
    """Rows about leads that nobody talked to."""
    return journal.detail == 2


def talks_of_ae(journal: Journal) -> np.ndarray:
    """Rows about the qualification of leads by account executives."""
    return by_sdr(journal) & (journal.team == journal.header.teams.index("ae"))


def of_large(journal: Journal) -> np.ndarray:
    """Rows about the stages of large deals."""
    return by_ae(journal) & (journal.segment == journal.header.segments.index("large"))


def second_stage(journal: Journal) -> np.ndarray:
    """Rows about the second stage."""
    return journal.detail == 1


HOLIDAYS = "[" + ", ".join(f"2026-{month:02}-{day:02}" for month in (2, 3, 5) for day in range(1, 29)) + "]"


def at_renewal(journal: Journal) -> np.ndarray:
    """Rows about customers that come up for renewal."""
    return journal.detail > 0


ALONE, LEAKY = ("plan.community.kind=one_to_one",), ("market.community.price_leak_rate=1",)
UPTURN = ("market.condition.outlook=2",)

PAYS, ASKED = "market.collection.small", "plan.collection.small"
MOVES = [
    Move("market.cogs_share", "60%", "-", "gross_margin"),
    Move(f"{ADS}.max_leads", "2 per day", "+", "leads channel:ads"),
    Move(f"{ADS}.half_saturation_spend", "60k per month", "-", "leads channel:ads"),
    Move(f"{ADS}.hill_exponent", "4", "-", "leads channel:ads"),  # spend is below half-saturation
    Move(f"{ADS}.adstock_half_life", "300 days", "-", "leads channel:ads"),  # little was spent before the start
    Move(f"{ADS}.organic", "60%", "+", "leads channel:ads"),
    Move(f"{ADS}.seasonality", "[0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]", "-", "leads channel:ads"),
    Move(f"{ADS}.delay", "200 days", "-", "leads channel:ads"),
    Move(f"{ADS}.dispersion", "0.1", "+", over_dispersion),
    Move(f"{ADS}.in_market_share", "0%", "-", "sqls"),
    Move(f"{ADS}.segments", "{small: 10%, large: 90%}", "+", "leads segment:large"),
    Move(f"{ADS}.cost_per_lead", "200", "+", "spend_marketing"),
    Move(f"{ADS}.inflation", "400% per year", "-", "leads channel:ads"),
    Move(f"{ADS}.learning.initial_efficiency", "0%", "-", "leads channel:ads"),
    Move(f"{ADS}.learning.learning_half_spend", "900k", "-", "leads channel:ads"),
    Move(f"{ADS}.content_dependence.base_share", "100%", "+", "leads channel:ads"),
    Move(f"{ADS}.via_website", "false", "+", "leads channel:ads"),  # whose site captures less than all
    Move("market.channels.search.content_led.half_saturation_views", "5 per day", "+", "leads channel:search"),
    *content(),
    Move(f"{ADS}.brand_building", "9", "+", "brand_end"),
    Move("market.channels.fame.brand_led.half_saturation_brand", "9", "-", "leads channel:fame"),
    Move(
        "market.brand.goodwill_half_life",
        "2 months",
        "-",
        "brand_mean",
        ("plan.brand.spend=0", "run.initial.brand_spend=0"),
    ),
    Move("market.brand.delay", "12 months", "-", "brand_mean"),
    Move("market.brand.half_saturation_spend", "30k per month", "-", "brand_end"),
    Move("market.brand.max_goodwill", "9", "+", "brand_end"),
    Move("market.brand.word_of_mouth", "9", "+", "brand_end", ("market.segments.small.csm_hours=1h",)),
    Move("market.brand.detractor_threshold", "0%", "+", "brand_end"),
    Move("market.brand.crisis_rate", "6 per year", "+", "scandals"),
    Move("market.brand.crisis_damage", "90%", "-", "brand_mean"),
    Move("market.brand.spend_efficiency", "5", "-", "leads channel:ads"),  # the brand is less than typical
    Move("market.brand.trust", "9", "-", "win_rate"),
    Move("market.brand.price_premium", "50%", "-", "win_rate segment:large", (f"{DIRECTOR}.price=20",)),
    Move(f"{SMALL}.contract_value", "24k", "+", "new_arr"),
    Move(f"{SMALL}.value_sigma", "1.5", "+", "new_arr"),
    Move(f"{SMALL}.committee", "board", "-", "win_rate segment:small"),
    Move(f"{SMALL}.effort", "3", "+", waits_for_ae),
    Move(f"{SMALL}.churn", "90%", "+", "renewal_due_churn segment:small", (f"{SMALL}.churn_by_term:={{}}",)),
    Move(f"{SMALL}.churn_heterogeneity", "80%", "-", "renewal_due_churn segment:small"),  # who is found is who stays
    Move(f"{SMALL}.closure_rate", "100% per year", "+", rows(Kind.CLOSED_DOWN)),
    Move(f"{SMALL}.slow_onboarding_churn", "20", "+", "renewal_due_churn segment:small"),
    Move(f"{SMALL}.price_sensitivity", "40", "+", "renewal_due_churn segment:small"),
    Move(f"{SMALL}.csm_hours", "15h", "-", "csm_coverage"),
    Move(f"{SMALL}.onboarding", "150 days", "+", mean(Kind.GO_LIVE)),
    Move(f"{SMALL}.expansion", "100%", "+", rows(Kind.EXPANDED)),
    Move(f"{SMALL}.expansion_timing", "at_renewal", "-", rows(Kind.COTERMED)),
    Move(f"{SMALL}.expansion_size", "100%", "+", "expansion_arr"),
    Move(f"{SMALL}.contraction", "100%", "+", rows(Kind.CONTRACTED)),
    Move(f"{SMALL}.contraction_size", "80%", "+", "contraction_arr"),
    Move(f"{SMALL}.contraction_timing", "at_renewal", "-", rows(Kind.CREDIT_DUE)),
    Move(f"{SMALL}.contraction_credit", "none", "-", rows(Kind.CREDIT_DUE)),
    Move(f"{BOARD}.decision_rule", "unanimity", "-", "win_rate segment:large"),
    Move(f"{BOARD}.threshold", "100%", "-", "win_rate segment:large"),
    Move(f"{BOARD}.deal_sigma", "5", "+", disagreement),
    Move(f"{OWNER}.min_meetings", "6", "+", "sales_cycle_days segment:small"),
    Move(f"{BOARD}.meetings_per_member", "2", "+", rows(Kind.COMMITTEE_MET)),
    Move(f"{OWNER}.time_between_meetings", "40 days", "+", "sales_cycle_days segment:small"),
    Move(f"{BOARD}.review", "40 days", "+", "no_decisions segment:large"),
    Move(f"{USER}.participation", "100%", "+", rows(Kind.VOTE)),
    Move(f"{USER}.seats", "5", "+", rows(Kind.VOTE)),
    Move(f"{DIRECTOR}.weight", "20", "+", "win_rate segment:large"),  # the most willing member
    Move(f"{USER}.veto", "100%", "-", "win_rate segment:small"),
    Move(f"{DIRECTOR}.base", "-5", "-", "win_rate segment:large"),
    Move(f"{DIRECTOR}.price", "50", "-", "win_rate segment:large"),
    Move(f"{DIRECTOR}.fit", "5", "+", disagreement),
    Move(f"{DIRECTOR}.evidence", "10", "+", "win_rate segment:large"),
    Move(f"{DIRECTOR}.responsiveness", "20", "-", "win_rate segment:large"),
    Move(f"{USER}.decides", "true", "-", "win_rate segment:small"),
    *handling("in_market"),
    *handling("out_of_market"),
    Move("market.selling.stages.discovery.selling_time", "16h", "+", waits_for_ae),
    Move("market.selling.stages.discovery.buyer_delay", "60 days", "+", "no_decisions"),
    Move("market.selling.stages.discovery.conversion", "20%", "-", "wins"),
    Move("market.selling.buying_window", "20 days", "+", "no_decisions"),
    Move("market.selling.responsiveness_half_life", "0.1 days", "-", "win_rate"),
    Move("market.qualification.fit_noise", "9", "+", rows(Kind.DISQUALIFIED, refused)),
    Move(
        "plan.enrichment.completeness",
        "100%",
        "-",
        rows(Kind.DISQUALIFIED, refused),
        ("market.qualification.fit_noise=9",),
    ),
    Move("plan.enrichment.cost", "600", "+", "spend_marketing"),
    Move("market.qualification.nurture.response_rate", "100%", "+", rows(Kind.RECYCLED)),
    Move("market.selling.effort_return", "9", "+", "win_rate segment:large"),
    *touch("message", "+"),
    *touch("phone", "+"),
    *touch("face_to_face", "+"),
    Move("market.pause.acceptance", "100%", "+", rows(Kind.PAUSED)),
    Move("market.pause.returns", "100%", "+", "resumed_arr"),
    Move("plan.pause.length", "12 months", "-", rows(Kind.PAUSE_ENDED)),
    Move("plan.pause.most", "9", "+", rows(Kind.PAUSED), PAUSES_OFTEN),
    Move("market.save_offer.chance", "100%", "+", rows(Kind.SAVED)),
    Move("market.save_offer.discount_sensitivity", "90", "+", rows(Kind.SAVED)),
    Move("market.save_offer.csm_hours", "400h", "-", "csm_coverage"),
    Move("market.coverage_effects.churn", "10", "+", "renewal_due_churn"),
    Move("market.coverage_effects.expansion", "20", "-", rows(Kind.EXPANDED)),
    Move("market.coverage_effects.contraction", "20", "+", rows(Kind.CONTRACTED)),
    Move("market.coverage_effects.win_back", "20", "-", "reactivated_arr"),
    Move("market.coverage_effects.onboarding", "20", "-", rows(Kind.GO_LIVE), (f"{CSM}.headcount=0",)),
    Move("market.coverage_effects.referrals", "100%", "-", "leads channel:referral"),
    Move("market.win_back.chance", "5%", "-", "reactivated_arr"),
    Move("market.win_back.delay", "300 days", "-", "reactivated_arr"),
    Move("market.win_back.mrr_share", "10%", "-", "reactivated_arr"),
    Move("market.referrals.rate", "5 per year", "+", "leads channel:referral"),
    Move("market.referrals.base_share", "100%", "+", "leads channel:referral"),
    Move("market.referrals.half_saturation_reward", "20", "+", "leads channel:referral"),
    Move("market.referrals.trust", "10", "+", "win_rate channel:referral"),
    Move("market.community.trust", "10", "+", "win_rate"),
    Move("market.community.half_saturation_members", "500", "-", "win_rate"),
    Move("market.community.one_to_one_trust", "10", "+", "win_rate", ALONE),
    Move("market.community.peer_support", "100%", "+", "csm_coverage"),
    Move("market.community.price_leak_rate", "1", "+", rows(Kind.PRICE_LEAKED)),
    Move("market.community.leak_memory", "1 month", "-", rows(Kind.PRICE_LEAK_HEARD)),
    Move("market.community.concession", "100%", "+", "contraction_arr", LEAKY),
    Move("market.community.churn_on_gap", "100", "+", "renewal_due_churn", LEAKY),
    Move("market.community.rumour_discount", "100%", "-", mean(Kind.VOTE), LEAKY),
    Move("market.condition.persistence", "0%", "+", unlike_the_month_before),
    Move("market.condition.outlook", "-3", "-", mean(Kind.CONDITION)),
    Move("market.condition.decision", "9", "+", disagreement),
    Move("market.condition.churn", "9", "*", "renewal_due_churn"),
    Move("market.condition.expansion", "9", "+", rows(Kind.EXPANDED), UPTURN),
    Move("market.condition.contraction", "9", "-", rows(Kind.CONTRACTED), UPTURN),
    Move(f"{PAYS}.late_share", "0%", "-", "days_to_pay segment:small"),
    Move(f"{PAYS}.days_late", "80 days", "+", "days_to_pay segment:small"),
    Move(f"{PAYS}.never_paid", "60%", "+", "cut_off_customers segment:small"),
    Move(f"{PAYS}.reminder_speedup", "100%", "-", "days_to_pay segment:small"),
    Move(f"{PAYS}.reminder_recovery", "100%", "-", "bad_debt segment:small", (f"{PAYS}.never_paid=60%",)),
    Move(f"{ASKED}.payment_terms", "90 days", "+", "days_to_pay segment:small"),
    Move(f"{ASKED}.remind_after", "35 days", "-", rows(Kind.REMINDED)),
    Move(f"{ASKED}.reminder_cost", "900", "+", "plan_cost"),
    Move(f"{ASKED}.cut_off_after", "1 day", "+", "cut_off_customers"),
    Move(f"{ASKED}.write_off_after", "15 days", "+", "bad_debt"),
    Move("plan.funding.seed.amount", "300k", "+", "cash_end"),
    Move("plan.funding.bridge.date", "2026-05-01", "-", "interest"),
    Move("plan.funding.bridge.repaid", "2027-06-01", "+", "funding"),
    Move("plan.funding.standby.on_call", "330 days", "-", rows(Kind.BORROWED)),
    Move("plan.funding.standby.repaid_after", "2 years", "+", "funding"),
    Move("plan.funding.bridge.interest", "90% per year", "-", "cash_end"),
    Move("plan.spend.ads", "40k per month", "+", "leads channel:ads"),
    Move("plan.price", "2", "-", "win_rate"),
    Move("plan.renewal_price_increase", "50%", "+", "uplift_arr"),
    Move("plan.terms.small", "12 months", "-", rows(Kind.RENEWAL_DUE), ("plan.offers:={}", "plan.renewal_offers:={}")),
    Move("market.contracts.discount_sensitivity", "2", "+", term_offered),
    Move("market.contracts.commitment", "5", "-", "win_rate segment:large"),
    Move("market.contracts.missed_notice", "100%", "+", rows(Kind.NOTICE_MISSED)),
    Move("market.contracts.lapse", "100%", "+", "lapsed_customers", BY_HAND),
    Move(f"{SMALL}.churn_by_term.quarterly", "90%", "+", "renewal_due_churn"),
    Move("plan.offers.small.setup_fee", "5k", "+", "cash_end"),
    Move("market.upgrades.small.rate", "100%", "+", rows(Kind.UPGRADED)),
    Move("market.upgrades.small.size", "300%", "+", "upgrade_arr"),
    Move("plan.training.small.fee", "5k", "+", "training_revenue"),
    Move("plan.training.small.cost", "5k", "-", "cash_end"),
    Move("market.training.attach_rate", "100%", "+", "training_attach_rate"),
    Move("plan.offers.small.introductory.discount", "60%", "+", mean(Kind.INTRODUCED)),
    Move("plan.offers.small.introductory.lasts", "6 months", "+", months_introduced),
    Move("plan.offers.large.introductory.until", "2026-12-15", "+", months_introduced),
    Move("plan.offers.small.first_term_only", "false", "-", "uplift_arr", AT_ONCE),
    *(
        move
        for path in ("plan.offers", "plan.renewal_offers")
        for move in (
            Move(f"{path}.large.term", "annual", "-", term_offered),
            Move(f"{path}.small.terms", "{6 months: 0%, annual: 100%}", "+", term_offered, (), f"{path}.small.terms.x"),
            Move(f"{path}.small.billing", "monthly", "-", months_billed),
            Move(f"{path}.small.discounts.annual", "40%", "+", mean(Kind.OFFERED)),
            Move(f"{path}.small.prepaid_discount", "40%", "+", mean(Kind.OFFERED)),
            Move(f"{path}.large.escalator", "90%", "+", rises_billed),
            Move(f"{path}.small.notice_period", "120 days", "+", rows(Kind.NOTICE_DUE)),
            Move(f"{path}.small.renews_automatically", "false", "-", rows(Kind.NOTICE_DUE)),
        )
    ),
    *team(SDR, waits_for_sdr, "-", "spend_sales"),
    Move(f"{SDR}.queue_discipline", "in_market_first", "-", mean(Kind.TASK_STARTED, of_active)),
    *team(AE, waits_for_ae, "-", "spend_sales"),
    Move(
        f"{AE}.queue_discipline",
        "late_stage_first",
        "+",
        mean(Kind.TASK_STARTED, first_stage),
        (f"{AE}.headcount=1", NOISY, "plan.offers:={}", "market.contracts.commitment=0"),
    ),
    Move(f"{AE}.open_deals", "1", "+", mean(Kind.TASK_STARTED, first_stage)),
    *team(CSM, "csm_coverage", "+", "spend_success"),
    Move("plan.working_hours.days", "[mon, tue, wed]", "+", waits_for_ae),
    Move("plan.working_hours.opens", "13h", "+", waits_for_sdr),
    Move("plan.working_hours.closes", "24h", "+", "csm_coverage"),
    Move("plan.working_hours.holidays", HOLIDAYS, "-", "csm_coverage"),
    Move("plan.evidence.level", "4", "+", "win_rate"),
    Move("plan.evidence.cost", "9k per month", "+", "spend_marketing"),
    Move("plan.brand.spend", "20k per month", "+", "brand_end"),
    Move("plan.commission", "40%", "+", "spend_sales"),
    Move("plan.quota.per_year", "600k per year", "+", "quota_capacity"),
    Move("plan.quota.period", "month", "+", rows(Kind.QUOTA_PERIOD)),
    Move("plan.quota.ramped", "false", "+", "quota_capacity"),
    Move("plan.quota.threshold", "80%", "-", "spend_sales"),
    Move("plan.quota.accelerates_at", "40%", "+", "spend_sales"),
    Move("plan.quota.accelerator", "8", "+", "spend_sales"),
    Move("plan.agencies.growth.retainer", "5k per month", "+", "agency_costs"),
    Move("plan.agencies.growth.spend_share", "1%", "-", "agency_costs"),
    Move("plan.agencies.growth.channels", "[ads, events]", "+", "agency_costs"),
    Move("plan.tools_per_head.sdr", "900 per month", "+", "spend_sales"),
    Move("plan.tools_per_head.ae", "900 per month", "+", "spend_sales"),
    Move("plan.tools_per_head.csm", "900 per month", "+", "spend_success"),
    Move("plan.quarter_end.discount", "30%", "+", "average_discount"),
    Move("plan.quarter_end.last_days", "1 day", "-", rows(Kind.CLOSING_OFFER)),
    Move("plan.quarter_end.period", "month", "+", rows(Kind.CLOSING_OFFER)),
    Move("plan.quarter_end.only_below_quota", "false", "+", rows(Kind.CLOSING_OFFER)),
    Move("market.quarter_end.pull_forward", "0%", "-", "pulled_forward_arr"),
    Move("market.quarter_end.discount_sensitivity", "30", "+", "pulled_forward_arr"),
    Move("market.quarter_end.reach", "1 day", "-", "pulled_forward_arr"),
    Move("plan.commission_clawback", "1 month", "-", "commission_clawed_back"),
    Move("plan.quota.clawback", "false", "-", rows(Kind.QUOTA_CREDIT_LOST)),
    Move("plan.spifs.yearly.clawback", "false", "-", "spifs_clawed_back"),
    Move("plan.spifs.spring.per_win", "9k", "+", "spend_sales"),
    Move("plan.spifs.spring.starts", "2026-09-01", "-", "spifs_paid"),
    Move("plan.spifs.spring.ends", "2026-03-01", "-", "spifs_paid"),
    Move("plan.spifs.spring.segment", "null", "+", "spifs_paid"),
    Move("plan.payment_fees.small.share", "5%", "+", "payment_fees"),
    Move("plan.payment_fees.large.fixed", "20", "+", "payment_fees"),
    *(
        Move(f"{SDR}.variable_pay.{name}", value, way, "variable_pay team:sdr")
        for name, value, way in (
            ("at_quota", "90k per year", "+"),
            ("quota", "60 per month", "-"),
            ("period", "quarter", "*"),
            ("ramped", "false", "-"),
            ("threshold", "60%", "*"),
            ("accelerates_at", "20%", "+"),
            ("accelerator", "5", "+"),
        )
    ),
    *(
        Move(f"{CSM}.variable_pay.{name}", value, way, "variable_pay team:csm")
        for name, value, way in (
            ("at_quota", "90k per year", "+"),
            ("quota", "100%", "-"),
            ("period", "month", "*"),
            ("threshold", "60%", "*"),
            ("accelerates_at", "20%", "+"),
            ("accelerator", "9", "+"),
        )
    ),
    Move("plan.payroll_burden", "60%", "+", "employer_costs"),
    Move("plan.overhead", "9k per month", "+", "spend_overhead"),
    Move("plan.research", "9k per month", "-", "cash_end"),
    Move("plan.research_per_head", "900 per month", "-", "ebitda"),
    Move("plan.research_share", "50%", "-", "ebitda"),
    Move("plan.administration", "9k per month", "+", "plan_cost"),
    Move("plan.administration_per_head", "900 per month", "-", "cash_end"),
    Move("plan.administration_share", "50%", "-", "ebitda"),
    Move("plan.other_opex", "9k per month", "-", "cash_end"),
    Move("plan.referral_reward", "10k", "+", "leads channel:referral"),
    Move("plan.community.kind", "one_to_one", "-", rows(Kind.PRICE_LEAKED)),
    Move("plan.community.group_size", "4", "-", rows(Kind.PRICE_LEAKED)),
    Move("plan.community.invited_share", "20%", "-", rows(Kind.PRICE_LEAK_HEARD, at_renewal)),
    Move("plan.community.cost", "9k per month", "+", "spend_marketing"),
    Move("plan.community.csm_hours", "20h", "-", "csm_coverage"),
    *decision("lead_score", "fits", "fit", "> 2", "-", score=("100", "+", fires("lead_routing", "hot"))),
    *decision(
        *("lead_routing", "hot", "score", ">= 20", "+"),
        team=("nobody", "+", rows(Kind.DISQUALIFIED, unheard)),
        priority=("90", "-", mean(Kind.TASK_STARTED, talks_of_ae)),
    ),
    *decision("disqualification", "misfit", "fit", "< 0", "+", verdict=("open", "+", "sqls")),
    *decision(
        *("nurture", "again", "round", "< 1", "-"),
        action=("drop", "-", rows(Kind.RECYCLED)),
        after=("150 days", "-", rows(Kind.RECYCLED)),
    ),
    *decision(
        *("effort", "large", "contract_value", ">= 60k", "-"),
        effort=("6", "+", waits_for_ae),
        priority=("90", "-", mean(Kind.TASK_STARTED, of_large)),
    ),
    *decision("touch", "visit", "stage", "discovery", "+", medium=("phone", "-", rows(Kind.SALES_EXPENSE))),
    *decision(
        *("escalation", "slow", "age", "> 40 days", "-"),
        priority=("0", "+", mean(Kind.TASK_STARTED, second_stage)),
        effort=("6", "+", mean(Kind.TASK_ENDED, second_stage)),
    ),
    *decision(
        *("discount", "large", "contract_value", ">= 60k", "-"),
        discount=("60%", "+", "win_rate segment:large"),
        approval=("90 days", "+", "no_decisions segment:large"),
    ),
    *(
        Move("plan.policies.entitlement.rows", entitled(least, day), way, fires("entitlement", row), about=about)
        for least, day, way, row, about in (
            ("30k", "2026-10-01", "+", "tiny", "plan.policies.entitlement.rows.small.when.annual_value"),
            ("10k", "2026-04-01", "+", "late", "plan.policies.entitlement.rows.late.starts"),
            ("10k", "2026-03-01", "-", "early", "plan.policies.entitlement.rows.early.ends"),
        )
    ),
    Move("plan.policies.entitlement.rows.early.then.csm_effort", "4", "-", "csm_coverage", (f"{LARGE}.csm_hours=4h",)),
    *decision(
        *("renewal_offer", "neglected", "coverage", "< 30%", "-"),
        price_increase=("80%", "+", "uplift_arr"),
        discount=("60%", "+", "contraction_arr"),
        term=("1 month", "+", rows(Kind.RENEWAL_DUE)),
    ),
    *decision(
        *("save_play", "loyal", "renewals", ">= 9", "-"),
        play=("let_go", "-", rows(Kind.SAVED)),
        discount=("85%", "+", rows(Kind.SAVED)),
    ),
    *decision("hiring", "long queue", "queue_length", ">= 1", "+", change=("3", "+", rows(Kind.EMPLOYEE_JOINED))),
    Move("market.absence.holidays", "60", "+", "absence"),
    Move("market.absence.sick_days", "60", "+", "absence"),
    Move("market.absence.holiday_spell", "30 days", "-", rows(Kind.ABSENT)),
    Move("market.absence.sick_spell", "30 days", "-", rows(Kind.ABSENT)),
    Move("market.handover_loss", "8", "-", "win_rate"),
    *(Move(f"market.productivity_spread.{team}", "1.5", "+", unlike(team)) for team in ("sdr", "ae", "csm")),
    *(
        Move(f"market.attrition.{team}", "300% per year", "+", f"employee_attrition team:{team}")
        for team in ("sdr", "ae", "csm")
    ),
    *(
        move
        for team in (SDR, AE, CSM)
        for move in (
            Move(f"{team}.hiring.time_to_fill", "90 days", "+", f"vacancy team:{team.rpartition('.')[2]}"),
            Move(
                *(f"{team}.hiring.offer_acceptance_rate", "100%", "-", rows(Kind.OFFER_DECLINED)),
                beside=(f"{AE}.promotes.share=5%",),  # else hardly an AE is hired
            ),
            Move(f"{team}.hiring.notice_period", "60 days", "+", f"vacancy team:{team.rpartition('.')[2]}"),
        )
    ),
    Move(f"{AE}.promotes.from_team", "csm", "-", rows(Kind.PROMOTED, by_sdrs)),
    Move(f"{AE}.promotes.after", "300 days", "-", "promotions"),
    Move(f"{AE}.promotes.share", "5%", "-", "promotions"),
    Move(f"{AE}.promotes.ramp_share", "200%", "*", mean(Kind.TASK_ENDED, by_ae)),
    Move(f"{AE}.promotes.tenure_on_day_0", "500 days", "+", mean(Kind.PROMOTED)),
    *(Move(f"{team}.backfill", "false", "-", rows(Kind.EMPLOYEE_JOINED)) for team in (SDR, AE, CSM)),
    Move(
        "plan.hiring_lag",
        "200 days",
        "-",
        rows(Kind.EMPLOYEE_JOINED),
        ("plan.policies.hiring.rows.long queue.then.change=1",),
    ),
    *decision("budget", "dear", "cost_per_opportunity", ">= 100", "+", spend=("20%", "-", "spend_marketing")),
    *decision(
        *("cash_policy", "short", "burn", ">= 500k", "-"),
        spend=("20%", "-", "spend_marketing"),
        hiring=("freeze", "-", rows(Kind.EMPLOYEE_JOINED)),
        firm=("ends", "-", "customers_end"),
        **{"raise": ("none", "-", rows(Kind.FUNDING_CALLED))},
    ),
    Move("plan.cash_floor", "480k", "+", "ruin_probability"),
    Move("run.start", "2026-07-01", "*", "leads channel:ads"),
    Move("run.months", "15", "+", "leads"),
    Move("run.seed", "8", "*", "leads"),
    Move("run.initial", "empty", "-", "customers_end"),
    Move("run.initial.customers.small", "60", "+", "customers_end"),
    Move("run.initial.pipeline.small", "40", "+", rows(Kind.OPPORTUNITY)),
    Move("run.initial.spend.ads", "80k per month", "+", "leads channel:ads"),
    Move("run.initial.brand", "3", "+", "leads channel:fame"),
    Move("run.initial.brand_spend", "20k per month", "+", "brand_mean"),
    Move("run.initial.cash", "900k", "+", "cash_lowest"),
    Move("run.discount_rate", "90%", "-", "ltv_truth", ("run.run_off=true",)),
]
