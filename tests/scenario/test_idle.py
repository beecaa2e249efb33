"""What cannot change anything is told, with the reason and the remedy; what can is not."""

from pathlib import Path

import pytest

from gtmsim.report.starter import STARTER
from gtmsim.scenario.language.problems import Problem, dotted
from gtmsim.scenario.load import load, warnings_of

ROOT = Path(__file__).parents[2]
NEW = "market.channels.fairs={max_leads: 20 per month, half_saturation_spend: 5k per month, segments: {small: 100%}}"
CHAIN = "market.segments.chain={contract_value: 50k, committee: board, churn: 5%}"
REFER = "market.referrals={rate: 0.2, base_share: 60%}"
SCORE = "plan.policies.lead_score={hit: first, rows: [{name: a, then: {score: 3}}]}"
HIRES = (
    "plan.policies.hiring={hit: first, rows: [{name: a, when: {queue_length: '> 9'}, then: {change: %s}}, "
    "{name: b, then: {change: 0}}]}"
)
SEES = (
    "plan.policies.discount={hit: first, rows: [{name: a, when: {fit: '> 0'}, then: {discount: 3%}}, "
    "{name: b, then: {discount: 0%}}]}"
)
AT_ONCE = [f"market.qualification.{way}.handling_time=0h" for way in ("in_market", "out_of_market")]
LATE = "plan.teams.ae.hiring={time_to_fill: 60 days}"
ALL_LATE = [LATE.replace("ae", team) for team in ("sdr", "ae", "csm")]
OF_AES = "plan.teams.ae.promotes"
RISE = f"{OF_AES}={{from_team: sdr, after: 5 years}}"
RAMPED = RISE.replace("}", ", ramp_share: 50%}")
LEAVE = "market.attrition={ae: 20% per year}"
HALF = "plan.referral_reward=500"
ENTITLED = "plan.policies.entitlement={rows: [{name: a, then: {csm_effort: 2}}]}"
PROOF = ["plan.evidence.level=2", "market.committees.*.roles.*.evidence=0"]
SIZE = "market.segments.small.expansion_size"
TIMING = "market.segments.small.expansion_timing=any_time"
LESS = "market.segments.small.contraction_timing=any_time"
FIXED_LESS = "market.segments.small={contraction: 5%, contraction_size: 0}"
LESS_PAID = "market.segments.small.contraction_credit=next_bill"
FIXED = "market.segments.small={expansion: 5%, expansion_size: 0}"
SHAPE = "plan.teams.sdr.ramp_shape"
EARLY = "plan.teams.sdr.initial_productivity"
NO_CSM = ["market.coverage_effects=null", "plan.teams.csm=null"]
DATA = "plan.enrichment={completeness: 50%, cost: 2}"
CONTENT = "market.content={kinds: {cases: {views: 10 per day}}%s}"
PAIR = "market.committees.pair={roles: {boss: {}}}"
BRAND = "market.brand={half_saturation_spend: 10k, spend_efficiency: %s, trust: 0, price_premium: 0}"


def unused(*sets: str) -> list[Problem]:
    """The warnings of the starter with changes, of things that change nothing."""
    return [problem for problem in warnings_of(load(STARTER, sets)) if problem.code == "W_UNUSED"]


# (changes, where the word stands, what it says, the change that gives it an effect)
IDLE = [
    (AT_ONCE, "plan.teams.sdr", "no lead takes any time", None),
    (["plan.hiring_lag=4 months"], "plan.hiring_lag", "there is no such table", HIRES % 2),
    (["plan.hiring_lag=4 months", HIRES % -1], "plan.hiring_lag", "hires anybody", None),
    (["plan.hiring_lag=4 months"], "plan.hiring_lag", "there is no such table", LEAVE),
    (["plan.teams.ae.ramp=2 months"], "plan.teams.ae.ramp", "nobody joins", LEAVE),
    (["plan.teams.ae.backfill=false"], "plan.teams.ae.backfill", "nobody leaves", LEAVE),
    ([LATE], "plan.teams.ae.hiring", "none is", "plan.teams.ae.headcount={2026-03-01: +1}"),
    ([LATE], "plan.teams.ae.hiring", "none is", HIRES % 2),
    ([LATE, HIRES % -1], "plan.teams.ae.hiring", "none is", "run.initial.headcount={ae: 1}"),
    (["plan.hiring_lag=4 months", HIRES % 2, *ALL_LATE], "plan.hiring_lag", "each team says", LEAVE),
    (
        *(["plan.teams.csm.managers={span: 5, salary: 100k}", "plan.teams.csm.headcount=0"], "plan.teams.csm.managers"),
        *("there is nobody to manage", None),
    ),
    ([RISE], "plan.teams.ae.promotes", "none does", "plan.teams.ae.headcount={2026-03-01: +1}"),
    ([RISE], "plan.teams.ae.promotes", "none does", LEAVE),
    ([RISE, LEAVE], "plan.teams.ae.promotes.after", "for so long", "run.months=72"),
    ([RISE, LEAVE, "plan.teams.sdr=null"], "plan.teams.ae.promotes.from_team", "no sdr team", None),
    ([RAMPED, LEAVE, "plan.teams.ae.ramp=0 days"], f"{OF_AES}.ramp_share", "`ramp` is 0", None),
    (["market.absence={holidays: 0}"], "market.absence", "nobody is absent", None),
    (
        *(["market.absence={holidays: 20, sick_spell: 9 days}"], "market.absence.sick_spell", "`sick_days` is 0"),
        None,
    ),
    (["market.attrition={ae: 0}"], "market.attrition", "every rate is 0", None),
    (["market.attrition={csm: 20%, ae: 20%}", "plan.teams.csm=null"], "market.attrition.csm", "no csm team", None),
    ([HALF], "plan.referral_reward", "nobody refers anybody", REFER),
    ([HALF, "market.referrals={rate: 0.2}"], "plan.referral_reward", "`base_share` is 100 %", None),
    (["market.channels.content.organic=100%"], "plan.spend.content", "spend brings no lead", None),
    ([NEW], "market.channels.fairs", "nothing is spent on it", "plan.spend.fairs=3k"),
    ([CHAIN], "market.segments.chain", "nobody belongs to segment `chain`", "run.initial.customers.chain=2"),
    ([f"{SIZE}=40%"], SIZE, "is 0", "market.segments.small.expansion=5%"),
    ([TIMING], TIMING.split("=")[0], "`expansion` is 0", "market.segments.small.expansion=5%"),
    ([TIMING, FIXED], TIMING.split("=")[0], "`expansion_size`", None),
    ([LESS], LESS.split("=")[0], "`contraction` is 0", "market.segments.small.contraction=5%"),
    ([LESS, FIXED_LESS], LESS.split("=")[0], "`contraction_size`", None),
    ([LESS_PAID, "market.segments.small.contraction=5%"], LESS_PAID.split("=")[0], "no bill is in force", LESS),
    ([PAIR], "market.committees.pair", "no segment decides", "market.segments.small.committee=pair"),
    ([f"{EARLY}=40%"], EARLY, "`ramp` is 0", "plan.teams.sdr.ramp=2 months"),
    ([f"{SHAPE}=s_curve"], SHAPE, "`ramp` is 0", "plan.teams.sdr.ramp=2 months"),
    (["plan.teams.ae.ramp=2 months"], "plan.teams.ae.ramp", "nobody joins", "plan.teams.ae.headcount={2026-03-01: +1}"),
    (PROOF, "plan.evidence.level", "no role", "market.committees.board.roles.user.evidence=1"),
    ([SCORE], "plan.policies.lead_score", "no other table looks at `score`", None),
    (["market.qualification.fit_noise=1", DATA], "plan.enrichment", "no table looks at `fit`", SEES),
    ([CONTENT % "", "plan.content.cases={publish: 2 per month}"], "plan.content.cases.publish", "no channel", None),
    ([CONTENT % "", "plan.content.cases={cost: 200}"], "plan.content.cases.cost", "nothing is published", None),
    ([BRAND % 0, "plan.brand={spend: 9k}"], "plan.brand.spend", "goodwill does nothing", None),
    ([*NO_CSM, ENTITLED], "plan.policies.entitlement", "no customer misses", None),
]  # fmt: skip


@pytest.mark.parametrize(("sets", "where", "says", "remedy"), IDLE)
def test_what_changes_nothing_is_told_until_it_does(sets: list[str], where: str, says: str, remedy: str | None) -> None:
    told = [problem for problem in unused(*sets) if dotted(problem.path) == where]
    assert len(told) == 1 and says in told[0].message and told[0].hint
    if remedy is not None:
        assert not [problem for problem in unused(*sets, remedy) if dotted(problem.path) == where]


@pytest.mark.parametrize(
    "change",
    [
        "plan.renewal_price_increase=x2",
        "plan.renewal_price_increase=0%",
        "plan.price=100%",
        "plan.price=x1",
        "plan.teams.ae.headcount=5",
        "plan.teams.ae.headcount=+0",
        "plan.teams.ae={headcount: 5, salary: 150k}",
        "plan.teams.ae.queue_discipline=first_come",
        "plan.overhead=20000",
        "plan.overhead=240k per year",
        "plan.spend.content={value: 15k}",
        "plan.spend.*=x1",
        "plan.terms.large=12 months",
        "market.segments.small.expansion=x3",
        "market.selling.buying_window={value: 150 days}",
        "run.initial.customers.small=60",
    ],
)
def test_a_change_to_what_stands_there_is_told(change: str) -> None:
    (problem,) = [problem for problem in unused(change) if "changes nothing" in problem.message]
    assert problem.hint == "leave it out, or say another value"


@pytest.mark.parametrize(
    "change",
    [
        "plan.renewal_price_increase=1%",
        "plan.teams.ae={headcount: 5, salary: 160k}",  # the other value is said for the reader
        "plan.spend.content={value: 15k, source: invoices}",  # the source is new
        "plan.spend.*=x1.1",
        "market.segments.*.expansion=x1.2",  # of which one is 0
        "run.months=24",
        "run.seed=1",
        "plan.teams.ae.headcount={2026-03-01: 6}",
    ],
)
def test_a_change_that_changes_something_is_not(change: str) -> None:
    assert not [problem for problem in unused(change) if "changes nothing" in problem.message]


def test_a_whole_team_or_a_way_that_a_base_tells_for_its_variants_needs_no_word() -> None:
    assert unused() == []
    whole = "plan.teams.sdr={headcount: 4, salary: 60k, ramp: 2 months}"
    assert not [problem for problem in unused(whole) if dotted(problem.path) == "plan.teams.sdr.ramp"]
    assert unused("market.save_offer={chance: 30%}") == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("scenarios/**/*.yaml")), ids=lambda path: path.stem)
def test_no_shipped_scenario_says_what_changes_nothing(path: Path) -> None:
    assert not [problem for problem in warnings_of(load(path)) if problem.code in ("W_UNUSED", "W_SPREAD", "W_MEDIAN")]
