"""Valid scenarios of any shape, as a user would write them: nested mappings of texts and numbers.

In half of them every duration is fixed on a coarse grid, so that many things happen at one instant. They are small by
construction. `scenarios()` draws one; both engines and every identity are tested on what it draws.
"""

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from properties.branded import make_known
from properties.conditions import conditions
from properties.drawn import (
    RARELY,
    WANTED,
    Said,
    dates,
    law,
    levers,
    one_of,
    says,
    sections,
    shares,
    some_of,
    yes_or_no,
)
from properties.generated_market import departments_of, list_accounts, widen

from gtmsim.policies.facts import TOTALS, DecisionPoint, Fact, Hit, Output
from gtmsim.policies.points import POINTS, bound
from gtmsim.policies.proof import prove
from gtmsim.policies.reading import read_table
from gtmsim.scenario.checks.contract_bound import MOST_VALUE, largest_contracts
from gtmsim.scenario.language.cells import read_literal
from gtmsim.scenario.load import load_mapping
from gtmsim.scenario.resolve import without_past
from gtmsim.study.size.trial import prefix

MOST_EVENTS = 4_000  # of one replication, as a first luck has it
LEADS = 240  # expected at most from all channels together at unlimited spend

CHANNELS = ("ads", "content", "events", "\u5185\u5bb9")
SEGMENTS = ("large", "mid", "small")
COMMITTEES = ("board", "owner", "panel")
ROLES = ("champion", "finance", "legal", "owner", "security", "user")
STAGES = ("discovery", "demo", "proposal", "negotiation")
KINDS = ("article", "case", "video")
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@st.composite
def mixes(draw: Any, names: tuple[str, ...]) -> Said:
    """Shares that sum to 1, said exactly or to be scaled."""
    known = draw(st.lists(one_of(names), min_size=1, max_size=len(names), unique=True))
    parts = [draw(st.integers(1, 9)) for _ in known]
    if draw(yes_or_no):
        return {**dict(zip(known, parts, strict=True)), "normalise": True}
    return {name: part / sum(parts) for name, part in zip(known, parts, strict=True)}


@st.composite
def channels(draw: Any, segments: tuple[str, ...], leads_a_day: float, coarse: bool, below: Said) -> Said:
    """One channel, filled by spend or, where there is content, by views."""
    said: Said = {
        "max_leads": f"{leads_a_day:g} per day",
        "segments": draw(mixes(segments)),
        "in_market_share": draw(shares(1, 1, 0.5, 0)),
        "organic": draw(shares(0.4, 1, 0.1, 0)),
    }
    optional = {
        "hill_exponent": one_of([0.5, 1, 2.5]),
        "adstock_half_life": one_of(["1 day", "10 days", "6 months"]),
        "seasonality": st.lists(one_of([1, 0.5, 1.5, 0, 3]), min_size=12, max_size=12),
        "delay": law("day", (0, 1, 14, 60), coarse),
        "dispersion": one_of([0.3, 2, 50]),
        "cost_per_lead": one_of([0, 30, 12.34]),
        **(
            {"content_dependence": st.fixed_dictionaries({"base_share": shares(0.4, 1, 0)})}
            if "content" in below
            else {}
        ),
        **({"via_website": yes_or_no} if "website" in below else {}),
    }
    if "content" in below and says(draw, "content_led", RARELY):
        said["content_led"] = {"half_saturation_views": draw(one_of([5, "60 per day", "3k per month"]))}
    else:
        said["half_saturation_spend"] = draw(one_of([500, "4k", "20k per month"]))
        optional |= {
            "inflation": one_of(["12% per year", 0, 2]),
            "learning": st.fixed_dictionaries(
                {"initial_efficiency": shares(0.3, 1, 0), "learning_half_spend": one_of(["5k", 100, "2M"])}
            ),
        }
    return said | some_of(draw, optional)


@st.composite
def contents(draw: Any) -> Said:
    """Content of one to three kinds, of which the first is looked for by all."""
    kinds: Said = {}
    for number, name in enumerate(KINDS[: draw(st.integers(1, 3))]):
        optional = {
            "views": one_of([0, 3, "90 per month", "2k per day"]),
            "burst_share": shares(0.4, 1, 0),
            "burst_decay_time": one_of(["5 days", "0.5 days"]),
            "tail_start": one_of(["60 days", "1 day"]),
            "tail_exponent": one_of([0.7, 0, 3]),
            "target_assets": one_of([0, 3, 20]),
            "buyer_weight": one_of([0, 2]),
            "persuasion_rate": shares(0.3, 1, 0),
            "ad_recognition": shares(0.5, 1, 0),
            "support_weight": one_of([0, 1.5]),
            "views_without_team": shares(0.3, 1, 0),
        }
        kinds[name] = some_of(draw, optional)
        if number == 0:
            kinds[name] |= {"views": 5, "target_assets": 4, "buyer_weight": 1, "support_weight": 1}
    return {"kinds": kinds, "evidence": draw(one_of([0, 0.5, 3])), "deflection": draw(shares(0, 0.3, 0.9))}


def payers(coarse: bool) -> Any:
    """How a segment's customers pay."""
    return sections(
        {
            "late_share": shares(0.5, 1, 0),
            "days_late": law("day", (0, 10, 30, 90), coarse),
            "never_paid": shares(0.1, 0, 1),
            "reminder_speedup": shares(0.5, 0, 1),
            "reminder_recovery": shares(0.5, 0, 1),
        }
    )


def payment_terms() -> Any:
    """What they are asked; on a grid of ten days much of it happens at one instant."""
    return sections(
        {
            "payment_terms": one_of(["30 days", "0 days", "60 days"]),
            "remind_after": one_of(["10 days", "0 days", "30 days"]),
            "reminder_cost": one_of([0, 4, 12.34]),
            "cut_off_after": one_of(["30 days", "0 days", "60 days"]),
            "write_off_after": one_of(["60 days", "30 days", "1 day", "300 days"]),
        }
    )


@st.composite
def fundings(draw: Any, run: Said) -> Said:
    """A round, or a loan that is repaid in the run or long after it."""
    said: Said = {"amount": draw(one_of(["2M", 12_345.67, 1]))}
    if draw(yes_or_no):
        said["on_call"] = draw(one_of(["0 days", "20 days", "400 days"]))
        if draw(yes_or_no):
            said |= {
                "repaid_after": draw(one_of(["1 month", "5 months", "20 years"])),
                "interest": draw(shares(0.09, 0)),
            }
        return said
    said["date"] = draw(dates(run))
    if draw(yes_or_no):
        day = draw(dates(run))
        said |= {"repaid": day if day > said["date"] else "2040-01-01", "interest": draw(shares(0.09, 0, 1))}
    return said


@st.composite
def publishing(draw: Any, kinds: tuple[str, ...], run: Said) -> Said:
    """What is published of some kinds."""
    one = sections(
        {
            "publish": levers(one_of([0, 1, "2 per month", 0.3]), run),
            "cost": one_of([0, 400, 12.34]),
            "team_cost": levers(one_of([0, "2k per month"]), run),
        }
    )
    return {name: draw(one) for name in draw(some(kinds))}


@st.composite
def segments(draw: Any, committees: tuple[str, ...], coarse: bool) -> Said:
    """One segment."""
    said: Said = {
        "contract_value": draw(one_of([1, 900, "12k", "100k per year"])),
        "committee": draw(one_of(committees)),
        "churn": draw(shares(0, 0.1, 0.3, 0.6, 1)),
    }
    optional = {
        "value_sigma": one_of([0, 0.5, 2]),
        "effort": one_of([0.5, 1, 3]),
        "churn_by_term": one_of(
            [{"monthly": 0.5}, {"monthly": 1, "24 months": 0.02}, {"36 months": 0, "60 months": 0.9}]
        ),
        "churn_heterogeneity": shares(0, 0.1, 0.6),
        "closure_rate": one_of([0, "3% per year", 1]),
        "slow_onboarding_churn": one_of([0, 1.5]),
        "price_sensitivity": one_of([0, 4]),
        "csm_hours": one_of(["0h", "2h", "30h"]),
        "onboarding": law("day", (0, 1, 30, 400), coarse),
        "expansion": shares(0.3, 1, 0.6, 0),
        "expansion_size": shares(0, 0.25, 0.9),
        "expansion_timing": one_of(["any_time", "any_time", "at_renewal"]),
        "contraction": shares(0, 0.2, 1),
        "contraction_size": shares(0, 0.3, 0.9),
        "contraction_timing": one_of(["any_time", "any_time", "at_renewal"]),
        "contraction_credit": one_of(["next_bill", "next_bill", "none"]),
    }
    return said | some_of(draw, optional)


@st.composite
def committees(draw: Any, coarse: bool) -> Said:
    """One template, where somebody surely sits and, if need be, decides."""
    names = draw(st.lists(one_of(ROLES), min_size=1, max_size=6, unique=True))
    roles: Said = {}
    for number, name in enumerate(names):
        optional = {
            "seats": one_of([1, 1, 2]),
            "weight": one_of([0, 0.5, 1, 3]),
            "veto": shares(0.1, 0.5, 0, 1),
            "base": one_of([3, 1, 6, -1]),
            "price": one_of([0, 2]),
            "fit": one_of([0, 1]),
            "evidence": one_of([0, 1]),
            "responsiveness": one_of([0, 3]),
            "decides": yes_or_no,
            "participation": shares(0.3, 0.7, 0),
        }
        roles[name] = some_of(draw, optional)
        if number == 0:
            roles[name] |= {"participation": 1, "weight": 1, "decides": True}
    said: Said = {"decision_rule": draw(one_of(["unanimity", "majority", "decision_maker"])), "roles": roles}
    optional = {
        "threshold": shares(0.5, 0.67, 1),
        "deal_sigma": one_of([0, 0.8]),
        "min_meetings": one_of([0, 1, 3]),
        "meetings_per_member": one_of([0, 0.4]),
        "time_between_meetings": law("day", (0, 1, 7), coarse),
        "review": law("day", (0, 1, 7), coarse),
    }
    return said | some_of(draw, optional)


@st.composite
def handlings(draw: Any, coarse: bool) -> Said:
    """How leads of one mode fare."""
    said: Said = {"sql_rate": draw(shares(0.7, 1, 0.4, 0))}
    optional = {
        "mql_rate": shares(0.9, 0.5, 1, 0),
        "response_half_life": one_of(["6h", "2 days", "30 days"]),
        "response_floor": shares(0, 0.4, 1),
        "abandon_after": law("day", (0, 1, 7), coarse),
        "handling_time": law("hour", (0, 1, 8), coarse),
    }
    return said | some_of(draw, optional)


@st.composite
def selling(draw: Any, coarse: bool) -> Said:
    """No stage to four, with or without a window."""
    stages = []
    for name in STAGES[: draw(st.integers(2 if "stages" in WANTED else 0, len(STAGES)))]:
        stage: Said = {"name": name}
        optional = {
            "selling_time": law("hour", (0, 1, 4, 8), coarse),
            "buyer_delay": law("day", (0, 1, 7), coarse),
            "conversion": shares(0.5, 0.9, 1),
        }
        stages.append(stage | some_of(draw, optional))
    said: Said = {"stages": stages}
    way = sections(
        {
            "selling_time_factor": one_of([0.5, 2]),
            "buyer_delay_factor": one_of([0, 0.5, 2]),
            "conversion_logit": one_of([-1, 0.7]),
            "trust": one_of([-0.3, 0.2]),
            "expense": one_of([0, 250, 12.34]),
        }
    )
    optional = {
        "buying_window": law("day", (0, 1, 14, 60), coarse),
        "responsiveness_half_life": one_of(["1 day", "20 days"]),
        "effort_return": one_of([0, 0.5, 3]),
        "touches": sections({"message": way, "phone": way, "face_to_face": way}),
    }
    return said | some_of(draw, optional)


@st.composite
def working_hours(draw: Any, run: Said) -> Said:
    """Office hours, odd hours, or around the clock."""
    opens, closes = draw(one_of([("9h", "17h"), ("0h", "24h"), ("8.5h", "12.25h"), ("22h", "24h")]))
    days = WEEK if opens == "0h" else draw(one_of([WEEK[:5], WEEK, ("sun",), ("mon", "wed")]))
    holidays = [] if opens == "0h" else draw(st.lists(dates(run), max_size=3, unique=True))
    return {"opens": opens, "closes": closes, "days": list(days), "holidays": holidays}


def hiring(coarse: bool) -> Any:
    """How positions are filled that are opened later."""
    return sections(
        {"offer_acceptance_rate": shares(0.5, 1, 0.1), "notice_period": one_of(["0 days", "5 days", "2 months"])},
        {"time_to_fill": law("day", (30, 0, 1, 7, 90), coarse)},
    )


def promotes(coarse: bool) -> Any:
    """Whose people are promoted into a team."""
    return sections(
        {"share": shares(0.5, 1), "ramp_share": shares(0, 0.6, 1), "tenure_on_day_0": law("day", (0, 90, 400), coarse)},
        {"from_team": one_of(["sdr", "csm"]), "after": one_of(["1 days", "30 days", "6 months"])},
    )


@st.composite
def teams(draw: Any, run: Said, orders: tuple[str, ...], coarse: bool) -> Said:
    """A team whose people come and go."""
    said: Said = {"headcount": draw(levers(one_of([1, 2, 1, 3, 0]), run))}
    optional = {
        "salary": levers(one_of([0, "60k", 99_999.99]), run),
        "selling_time_share": shares(0.3, 0.65, 1),
        "fte_per_head": shares(0.5, 0.8, 1),
        "managers": st.fixed_dictionaries(
            {"span": one_of([1, 2, 8]), "salary": levers(one_of(["90k", 123_456.78]), run)}
        ),
        "ramp": one_of(["0 days", "2 weeks", "5 months"]),
        "initial_productivity": shares(0.1, 0.5, 1),
        "working_hours": working_hours(run),
        "ramp_shape": one_of(["linear", "s_curve"]),
        "backfill": yes_or_no,
        "hiring": hiring(coarse),
        **variable_pays(run, orders),
        **({"queue_discipline": one_of(orders)} if orders else {}),
        **({"open_deals": one_of([1, 2, 1, 5]), "promotes": promotes(coarse)} if "large_first" in orders else {}),
    }
    return said | some_of(draw, optional)


def variable_pays(run: Said, orders: tuple[str, ...]) -> Said:
    """Pay by a quota of an SDR's leads or of what renews; an AE's goes by what the plan says of sellers."""
    if "large_first" in orders:
        return {}
    curve = {"threshold": shares(0, 0.3), "accelerates_at": shares(0.5, 1, 2), "accelerator": one_of([0, 1, 2.5])}
    optional = curve | {"period": one_of(["month", "quarter", "year"])} | ({"ramped": yes_or_no} if orders else {})
    quota = one_of(["3 per month", "0.5 per month"]) if orders else shares(0.9, 1, 0.5)
    paid = {"at_quota": levers(one_of(["12k per year", 33_333.33, 0]), run), "quota": quota}
    return {"variable_pay": st.fixed_dictionaries(paid, optional=optional)}


@st.composite
def offers(draw: Any, run: Said, briefly: bool, new: bool) -> Said:
    """Terms, of one length or of several, and what goes with them."""
    lengths = ["quarterly", "annual", "24 months", "60 months", "7 months", *(["monthly"] if briefly else [])]
    if draw(yes_or_no):
        said: Said = {"term": draw(levers(one_of(lengths), run))}
    else:
        known = draw(st.lists(one_of(lengths), min_size=1, max_size=3, unique=True))
        parts = [draw(st.integers(1, 9)) for _ in known]
        day = draw(dates(run))
        first, later = ([part / sum(each) for part in each] for each in (parts, parts[::-1]))
        said = {"terms": {name: {"start": a, day: b} for name, a, b in zip(known, first, later, strict=True)}}
    optional = {
        "billing": levers(one_of(["monthly", "quarterly", "yearly", "upfront", "5 months"]), run),
        "discounts": st.fixed_dictionaries({"annual": levers(shares(0.1, 0, 0.5), run), "24 months": shares(0.2, 0)}),
        "prepaid_discount": levers(shares(0, 0.05), run),
        "escalator": levers(shares(0.05, 0, 0.4), run),
        "notice_period": levers(one_of(["30 days", "0 days", "90 days", "12 months"]), run),
        "renews_automatically": yes_or_no,
    }
    if new:
        ends = (
            {"lasts": one_of(["3 months", "1 month", "12 months", "14 months"])}
            if draw(yes_or_no)
            else {"until": dates(run)}
        )
        introductory = {"discount": levers(shares(0.2, 0, 0.5), run), **ends}
        optional["introductory"] = st.fixed_dictionaries(introductory)
        optional |= {"first_term_only": yes_or_no, "setup_fee": levers(one_of([0, 12.34, "2k"]), run)}
    return said | some_of(draw, optional)


@st.composite
def plans(
    draw: Any, run: Said, channels: tuple[str, ...], segments: tuple[str, ...], terms: Said, coarse: bool
) -> Said:
    """The plan."""
    said: Said = {
        "spend": {name: draw(levers(one_of([0, 100, "3k", "25k per month"]), run)) for name in draw(some(channels))},
        "terms": {name: f"{months} months" if months > 1 else "monthly" for name, months in terms.items()},
        "working_hours": draw(working_hours(run)),
    }
    orders = {
        "sdr": ("first_come", "in_market_first", "newest_first"),
        "ae": ("first_come", "late_stage_first", "large_first"),
        "csm": (),
    }
    said["teams"] = {name: draw(teams(run, order, coarse)) for name, order in orders.items() if says(draw, name)}
    optional = {
        "price": levers(shares(0.7, 1, 1.3), run),
        "renewal_price_increase": levers(shares(0, 0.05, 0.3), run),
        "evidence": st.fixed_dictionaries(
            {"level": levers(one_of([0, 1, 2]), run), "cost": levers(one_of([0, 999]), run)}
        ),
        "commission": shares(0, 0.1),
        "quota": quotas(),
        "quarter_end": quarter_ends(run),
        "pause": sections({"most": one_of([1, 2, 5])}, {"length": one_of(["1 month", "2 months", "12 months"])}),
        "payroll_burden": shares(0, 0.21, 0.333),
        "overhead": levers(one_of([0, 500, 1234.56]), run),
        "research": levers(one_of([0, "9k per month"]), run),
        "research_per_head": levers(one_of([0, 123.45]), run),
        "research_share": levers(shares(0, 0.3), run),
        "administration": levers(one_of([0, 777.77]), run),
        "administration_per_head": levers(one_of([0, 60]), run),
        "administration_share": levers(shares(0, 0.01), run),
        "other_opex": levers(one_of([0, "20k per month"]), run),
        "referral_reward": one_of([250, 0]),
        "hiring_lag": one_of(["0 days", "20 days", "3 months"]),
        "cash_floor": one_of([0, "20k"]),
    }
    if says(draw, "commission_clawback", RARELY):
        said["commission_clawback"] = draw(one_of(["24 months", "13 months", "12 months", "1 month", "60 months"]))
        said["commission"] = draw(shares(0.1, 0.033))
        del optional["commission"]
    if says(draw, "spifs", RARELY):
        said["spifs"] = {name: draw(spifs(run, segments)) for name in ("b", "a")[: draw(st.integers(1, 2))]}
    if says(draw, "agencies", RARELY):
        shares_of = st.fixed_dictionaries({"spend_share": shares(0.15, 0.013)}, optional={"channels": some(channels)})
        paid = st.fixed_dictionaries({"retainer": levers(one_of([500, 12.34, 0]), run)})
        said["agencies"] = {"b": draw(shares_of), "a": draw(paid)}
    if says(draw, "tools_per_head", RARELY):
        tools = levers(one_of([200, 33.33, 0]), run)
        said["tools_per_head"] = {name: draw(tools) for name in draw(some(("sdr", "ae", "csm")))}
    if says(draw, "payment_fees", RARELY):
        fee = st.fixed_dictionaries({"share": shares(0.03, 0), "fixed": one_of([0, 0.25, 1])})
        said["payment_fees"] = {name: draw(fee) for name in draw(some(segments))}
    for field in ("offers", "renewal_offers"):
        if says(draw, field, RARELY):
            said[field] = {
                name: draw(offers(run, not run["run_off"], field == "offers")) for name in draw(some(segments))
            }
    said |= some_of(draw, optional)
    if "ae" in said["teams"] and says(draw, "variable_pay", RARELY):
        # A seller is paid by the quota or by commission, and never by both.
        said["teams"]["ae"]["variable_pay"] = {"at_quota": draw(levers(one_of(["40k per year", 33_333.33]), run))}
        said["quota"] = draw(quotas())
        said.pop("commission", None)
        said.pop("commission_clawback", None)
    return said


def quotas() -> Any:
    """What an AE shall win."""
    return st.fixed_dictionaries(
        {"per_year": one_of([1_000, "200k per year"])},
        optional={
            "period": one_of(["month", "quarter", "year"]),
            "ramped": st.booleans(),
            "threshold": shares(0, 0.5),
            "accelerates_at": shares(0.5, 1, 2),
            "accelerator": one_of([0, 1, 2.5]),
            "clawback": st.booleans(),
        },
    )


@st.composite
def quarter_ends(draw: Any, run: Said) -> Said:
    """What is offered before a period ends."""
    period = draw(one_of(["month", "quarter", "year"]))
    days = draw(one_of([1, 14, 27] if period == "month" else [1, 14, 27, 60]))
    return {
        "discount": draw(shares(0, 0.1, 0.5)),
        "period": period,
        "last_days": f"{days} days",
        "only_below_quota": draw(yes_or_no),
    }


@st.composite
def spifs(draw: Any, run: Said, segments: tuple[str, ...]) -> Said:
    """A bonus for wins, perhaps between two days and in one segment."""
    said: Said = {"per_win": draw(one_of([500, 12.34, 0]))}
    days = sorted(draw(st.lists(dates(run), max_size=2, unique=True)))
    said |= {"clawback": draw(yes_or_no)}
    said |= dict(zip(draw(one_of([("starts", "ends"), ("ends",)])), days, strict=False))
    return said | ({"segment": draw(one_of(segments))} if draw(yes_or_no) else {})


def some(names: tuple[str, ...]) -> Any:
    """A part of the names."""
    return st.lists(one_of(names), max_size=len(names), unique=True) if names else st.just([])


NUMBERS = {  # numbers of each unit that facts are compared with
    "1": ("-0.5", "0", "1", "10"),
    "money": ("0", "300", "4k"),
    "money/year": ("900", "12k", "30k"),
    "money/month": ("-2k", "0", "5k"),
    "day": ("0 days", "1 day", "7 days", "40 days"),
    "share": ("0%", "50%", "90%", "100%"),
    "count": ("0", "1", "2", "4"),
}
ANSWERS = {
    "score": ("20", "-5", "2.5"),
    "priority": ("0", "50", "100"),
    "after": ("0 days", "1 day", "30 days"),
    "effort": ("0.5", "1", "3"),
    "approval": ("0 days", "1 day", "20 days"),
    "discount": ("0%", "10%", "60%"),
    "csm_effort": ("0", "1", "0.3", "1.2"),
    "price_increase": ("0%", "6%", "40%"),
    "term": ("0", "6 months", "24 months"),
    "change": ("0", "2", "-1"),
    "spend": ("100%", "40%", "250%"),
}
MOVED = ("hiring", "promotes")  # of teams: how their people come on days that a freeze would move
ADDED = ("lead_score", "entitlement")  # points whose rows may add up to anything


@st.composite
def cells(draw: Any, fact: Fact) -> str:
    """A test that some values of a fact pass, and others do not."""
    if fact.kind == "category":
        named = draw(st.lists(one_of(fact.values), min_size=1, max_size=max(1, len(fact.values) - 1), unique=True))
        return ", ".join(named) if draw(yes_or_no) or len(named) == len(fact.values) else f"not({', '.join(named)})"
    at = draw(one_of(range(len(NUMBERS[fact.unit]))))
    bounds = NUMBERS[fact.unit][at:]
    shapes = [">= {0}", "> {0}", "< {0}", "<= {0}"] + (["[{0}..{1})", "({0}..{1}]"] if len(bounds) > 1 else ["{0}"])
    return draw(one_of(shapes)).format(*bounds)


@st.composite
def rows(draw: Any, point: DecisionPoint, hit: Hit, run: Said, last: bool, barred: tuple[str, ...]) -> Said:
    """A row; the last one has no test, so that every case is answered."""
    tested = [] if last else [fact for fact in point.facts if fact.name in WANTED]
    if not last:
        more = draw(st.lists(one_of(point.facts), min_size=0 if tested else 1, max_size=2, unique=True))
        tested += [fact for fact in more if fact not in tested]
    said: Said = {"when": {fact.name: draw(cells(fact)) for fact in tested}}
    if hit != "collect count":
        said["then"] = draw(said_answers(point, barred, whole=hit in ("collect min", "collect max")))
    if not last and ("starts" in WANTED or draw(RARELY)):
        said |= {draw(one_of(["starts", "ends"])): draw(dates(run))}
    return said


@st.composite
def said_answers(draw: Any, point: DecisionPoint, barred: tuple[str, ...], whole: bool = False) -> Said:
    """The answers of a row, or some of them."""
    asked = [output for output in point.outputs if whole or draw(yes_or_no)] or [point.outputs[0]]
    return {output.name: draw(answers(output, barred)) for output in asked}


def hits(point: DecisionPoint) -> list[Hit]:
    """The hit policies that a decision point may have."""
    fitting: list[Hit] = ["first", "first", "unique", "any"]
    if not any(output.values for output in point.outputs):
        fitting += ["collect min", "collect max"]
    return [*fitting, "collect sum", "collect count"] if point.name in ADDED else fitting


def answers(output: Output, barred: tuple[str, ...]) -> Any:
    """An answer that the market knows."""
    return one_of([value for value in output.values or ANSWERS[output.name] if value not in barred])


NOTHING_FOUND: Said = {"customers": {}, "pipeline": {}, "spend": {}, "content": {}}  # as the word `empty` says


def looks_at_cash(said: Said) -> bool:
    """Does a table test the cash, or how long it lasts?"""
    rows = [row for policy in said.values() for row in policy.get("rows", ())]
    return any({"cash", "runway"} & set(row.get("when", ())) for row in rows)


@st.composite
def policies(draw: Any, names: dict[str, tuple[str, ...]], run: Said, barred: tuple[str, ...]) -> Said:
    """Decision tables of some points: whole, and without a row that never fires."""
    said: Said = {}
    for declared in POINTS:
        if not says(draw, declared.name, RARELY):
            continue
        point = bound(declared, names)
        hit = draw(one_of(hits(point)))
        default = draw(said_answers(point, barred)) if hit in ("unique", "any") or draw(yes_or_no) else None
        count = draw(st.integers(2 if any(fact.name in WANTED for fact in point.facts) else 1, 4))
        ends = hit not in TOTALS and default is None
        table = [
            {"name": f"{n}", **draw(rows(point, hit, run, n == count and ends, barred))} for n in range(1, count + 1)
        ]
        if left := living(point, hit, table, default):
            said[point.name] = {"hit": hit, "rows": left} | ({} if default is None else {"default": default})
    return said


def living(point: DecisionPoint, hit: Hit, table: list[Said], default: Said | None) -> list[Said]:
    """The rows of a table that some case fires; fewer rows fire as well, so that no date makes one dead."""
    full = {output.name: (output.values or ANSWERS[output.name])[0] for output in point.outputs}
    while True:
        unsaid = point.default[0][2] if hit in ("first", "unique", "any") else full
        written = [(row["name"], row["when"], {**unsaid, **row.get("then", {})}) for row in table]
        answered = None if default is None else {**point.default[0][2], **default}
        read, wrong = read_table(point.name, point, hit, written, read_literal, answered)
        dead = {each.row for each in wrong} or {max(fault.row, fault.other) for fault in prove(read)}
        if not dead:
            return table
        assert len(table) > 1 or hit in TOTALS or default, (point.name, table, wrong, prove(read))
        if hit == "first" and default is None and len(table) - 1 in dead:
            dead = {len(table) - 2}  # the last row answers where others are not in force
        table = [row for place, row in enumerate(table) if place not in dead]


def communities() -> Any:
    """What members of groups do; prices leak soon, or never."""
    return sections(
        {
            "trust": one_of([0, 0.7]),
            "half_saturation_members": one_of([1, 10]),
            "one_to_one_trust": one_of([0, 0.4]),
            "peer_support": shares(0.2, 0, 1),
            "leak_memory": one_of(["12 months", "monthly", "3 months"]),
            "concession": shares(0.5, 0, 1),
            "churn_on_gap": one_of([0, 3]),
            "rumour_discount": shares(0.5, 0, 1),
        },
        {"price_leak_rate": one_of([1, 1, 0.02, 0])},
    )


@st.composite
def groups(draw: Any, run: Said) -> Said:
    """Who is in a group with whom."""
    said: Said = {"kind": draw(one_of(["one_group", "groups", "groups", "one_to_one", "one_group", "none"]))}
    if said["kind"] == "groups":
        said["group_size"] = draw(one_of([2, 3, 10]))
    optional = {
        "invited_share": shares(1, 1, 0.6, 0),
        "cost": levers(one_of([0, "2k per month"]), run),
        "csm_hours": one_of(["0h", "1h", "0.25h"]),
    }
    return said | some_of(draw, optional)


@st.composite
def initials(draw: Any, channels: tuple[str, ...], segments: tuple[str, ...], content: tuple[str, ...]) -> Any:
    """Nothing, or a firm in the middle of its life."""
    if draw(RARELY):
        return "empty"
    found = {
        "customers": {name: draw(one_of([12, 1, 30, 0])) for name in draw(some(segments))},
        "pipeline": {name: draw(one_of([8, 1, 20, 0])) for name in draw(some(segments))},
        "spend": {name: draw(one_of([0, 100, "8k"])) for name in draw(some(channels))},
        "content": {name: draw(one_of([6, 0, 2.5])) for name in draw(some(content))},
        **some_of(draw, {"cash": one_of([0, -500, "1M"])}),
        **(draw(firms(segments)) if draw(RARELY) else {}),
        **draw(found_contracts(segments)),
    }
    for name in found.get("term_mix", {}):
        found.get("terms", {}).pop(name, None)
    return found


@st.composite
def found_contracts(draw: Any, segments: tuple[str, ...]) -> Said:
    """How long the contracts of day 0 are, and how they are billed."""
    mixes = [{"monthly": 0.4, "annual": "60%"}, {"7 months": 0.5, "24 months": 0.5}, {"36 months": 1}]
    return {
        name: {segment: draw(value) for segment in draw(some(segments))}
        for name, value in (
            ("term_mix", one_of(mixes)),
            ("billing", one_of(["monthly", "quarterly", "upfront", "5 months", "yearly"])),
        )
        if says(draw, name, RARELY)
    }


@st.composite
def firms(draw: Any, segments: tuple[str, ...]) -> Said:
    """A firm that was not run until day 0 as its plan is."""
    return {
        "terms": {name: draw(one_of(["3 months", "12 months", "24 months"])) for name in draw(some(segments))},
        "price": draw(one_of([0.8, 1, 1.25])),
        "headcount": {team: draw(one_of([0, 1, 4])) for team in draw(some(("sdr", "ae", "csm")))},
        "plan": {"working_hours": {"opens": "8h", "closes": draw(one_of(["12h", "20h"]))}},
    }


@st.composite
def scenarios(draw: Any) -> Said:
    """A valid scenario."""
    coarse, run_off = draw(yes_or_no), draw(yes_or_no)
    below: Said = {}  # what channels may live from
    if says(draw, "content", RARELY):
        below["content"] = draw(contents())
    if says(draw, "website", RARELY):
        below["website"] = {
            "min_capture_rate": draw(shares(0.3, 1, 0)),
            "capture_without_cases": draw(shares(0.6, 1, 0)),
            "target_cases": draw(one_of([3, 0.5])),
        }
    run: Said = {
        "start": draw(one_of(["2026-01-01", "2024-02-01", "2025-11-01"])),
        "months": draw(one_of([1, 2, 3, 6, 12, 15])),
        "seed": draw(st.integers(0, 10**18 - 1)),
        "replications": 2,
        "run_off": run_off,
    }
    ways, kinds = CHANNELS[: draw(one_of([1, 2, 3, 4, 0]))], SEGMENTS[: draw(st.integers(1, 3))]
    judged = {
        "discount_rate": shares(0, 0.2, 1),
        "primary_metric": one_of(["wins", "cac_loaded"]),
        "minimum_effect": one_of([1, 5_000]),
        "target": one_of([{"arr_end": "100k"}, {"wins": 5, "plan_cost": {"at_most": "1M"}}]),
    }
    boards = COMMITTEES[: draw(st.integers(1, 3))]
    busiest = LEADS / (30.4 * run["months"] * max(1, len(ways)))
    # A monthly contract that is followed to extinction makes hundreds of rows.
    terms = {name: draw(one_of([3, 12, 36] if run_off else [1, 3, 12, 36])) for name in draw(some(kinds))}
    market: Said = {
        "cogs_share": draw(shares(0, 0.25, 0.333)),
        "channels": {
            name: draw(channels(kinds, draw(one_of([1, 0.7, 0.02])) * busiest, coarse, below)) for name in ways
        },
        "segments": {name: draw(segments(boards, coarse)) for name in kinds},
        "committees": {name: draw(committees(coarse)) for name in boards},
        "qualification": {"in_market": draw(handlings(coarse)), "out_of_market": draw(handlings(coarse))},
        "selling": draw(selling(coarse)),
    }
    optional = {
        "coverage_effects": sections(
            {
                "churn": one_of([0, 1.5]),
                "expansion": one_of([0, 1.5]),
                "contraction": one_of([0, 1.5]),
                "win_back": one_of([0, 1.5]),
                "onboarding": one_of([0, 2]),
                "referrals": shares(0, 0.7),
            }
        ),
        "win_back": st.fixed_dictionaries(
            {
                "chance": shares(0.2, 1),
                "delay": law("day", (0, 1, 30, 365), coarse),
                "mrr_share": one_of([0.5, 1, 1.5]),
            }
        ),
        "save_offer": sections(
            {"discount_sensitivity": one_of([0, 6]), "csm_hours": one_of(["0h", "5h"])}, {"chance": shares(0.3, 1, 0)}
        ),
        "referrals": sections(
            {"base_share": shares(0, 0.5, 1), "half_saturation_reward": one_of([1, "1k"]), "trust": one_of([0, 2])},
            {"rate": one_of([3, "6 per year", 0.3, 0])},
        ),
    }
    market |= below | some_of(draw, optional)
    run_groups = says(draw, "community")
    if run_groups:
        market["community"] = draw(communities())
    noisy = says(draw, "fit_noise", RARELY)
    if noisy:
        market["qualification"]["fit_noise"] = draw(one_of([0.7, 3]))
    if says(draw, "condition"):
        market["condition"] = draw(conditions(run))
    if says(draw, "contracts", RARELY):
        market["contracts"] = {"discount_sensitivity": draw(one_of([0.05, 0, 1])), "commitment": draw(one_of([0.3, 0]))}
        market["contracts"] |= {"missed_notice": draw(shares(0.1, 0.8)), "lapse": draw(shares(0, 0.2))}
    if says(draw, "productivity_spread"):
        market["productivity_spread"] = {name: draw(one_of([0.4, 2, 0])) for name in draw(some(("sdr", "ae", "csm")))}
    if says(draw, "attrition"):
        market["attrition"] = {name: draw(one_of([5, "60% per year", 0])) for name in draw(some(("sdr", "ae", "csm")))}
    if says(draw, "absence", RARELY):
        market["absence"] = {
            "holidays": draw(one_of([30, 0, 60])),
            "holiday_spell": draw(one_of(["7 days", "1 day", "20 days"])),
            "sick_days": draw(one_of([12, 0, 60])),
            "sick_spell": draw(one_of(["3 days", "1 day", "2.5 days"])),
        }
    if says(draw, "handover_loss"):
        market["handover_loss"] = draw(one_of([0.5, 3]))
    if says(draw, "quarter_end", RARELY):
        market["quarter_end"] = {
            "pull_forward": draw(shares(0.5, 1, 0)),
            "reach": draw(one_of(["20 days", "400 days"])),
        }
        market["quarter_end"]["discount_sensitivity"] = draw(one_of([5, 0]))
    if says(draw, "upgrades", RARELY):
        higher = sections({"size": one_of([0.5, "120%"])}, {"rate": shares(0.3, 1, 0)})
        market["upgrades"] = {name: draw(higher) for name in draw(some(kinds))}
    if says(draw, "training", RARELY):
        market["training"] = {"attach_rate": draw(shares(0.5, 1, 0))}
    if says(draw, "pause", RARELY):
        market["pause"] = {"acceptance": draw(shares(0.5, 1, 0)), "returns": draw(shares(0.5, 1, 0))}
    if says(draw, "collection"):
        market["collection"] = {name: draw(payers(coarse)) for name in draw(some(kinds))}
    if says(draw, "nurture"):
        market["qualification"]["nurture"] = {"response_rate": draw(shares(0.3, 0.8, 0))}
    if says(draw, "accounts", RARELY):
        list_accounts(draw, market, run, coarse)
    paid = tuple(name for name in ways if "half_saturation_spend" in market["channels"][name])
    ours = tuple(below.get("content", {}).get("kinds", ()))
    plan, initial = draw(plans(run, paid, kinds, terms, coarse)), draw(initials(paid, kinds, ours))
    if "training" in market:
        trained = sections({"cost": one_of([0, 70.25, "1k"])}, {"fee": levers(one_of([0, 99.5, "2k"]), run)})
        plan["training"] = {name: draw(trained) for name in draw(some(kinds))}
    if "collection" in market:
        plan["collection"] = {name: draw(payment_terms()) for name in kinds}
        if initial != "empty" and draw(RARELY):
            before = initial.setdefault("plan", {})
            before["collection"] = {name: draw(payment_terms()) for name in draw(some(kinds))}
    if run_groups:
        plan["community"] = draw(groups(run))
    if noisy and says(draw, "enrichment"):
        plan["enrichment"] = {
            "completeness": draw(levers(shares(0.6, 1, 0), run)),
            "cost": draw(levers(one_of([0, 1.25, 40]), run)),
        }
    if ours:
        plan["content"] = draw(publishing(ours, run))
    if "website" in below:
        plan["website"] = {
            "quality": draw(levers(shares(0.7, 1, 0), run)),
            "case_studies": draw(levers(one_of([0, 2, 9]), run)),
            "cost": draw(levers(one_of([0, 777]), run)),
        }
    if says(draw, "widened", RARELY):
        widen(draw, market, plan, initial, run)
    barred = (
        *(["nurture"] if "nurture" not in market["qualification"] else []),
        *(["try"] if "save_offer" not in market else []),
        *(["freeze"] if any(key in team for team in plan.get("teams", {}).values() for key in MOVED) else []),
        *(["ends"] if draw(one_of([True, True, True, False])) else []),
    )
    if says(draw, "funding", RARELY):
        plan["funding"] = {name: draw(fundings(run)) for name in ("a", "b")[: draw(st.integers(1, 2))]}
    if says(draw, "policies"):
        names = {
            "channel": (*sorted(ways), *(["referral"] if "referrals" in market else []), "none"),
            "segment": tuple(sorted(kinds)),
            "stage": tuple(stage["name"] for stage in market["selling"]["stages"]) or ("none",),
            "department": departments_of(market),
            "raise": ("none", *(name for name, each in plan.get("funding", {}).items() if "on_call" in each)),
        }
        plan["policies"] = draw(policies(names, run, barred))
        if looks_at_cash(plan["policies"]):
            initial = (NOTHING_FOUND if initial == "empty" else initial) | {"cash": draw(one_of([0, "300k", "-5k"]))}
    said: Said = {
        "name": "Generated",
        **some_of(draw, {"question": st.just("Which?"), "note": st.just("Small."), "teaching": st.just("Ask.")}),
        "market": market | some_of(draw, {"currency": one_of(["EUR", "CNY"])}),
        "plan": plan,
        "run": run | {"initial": initial} | some_of(draw, judged),
    }
    if says(draw, "brand"):
        make_known(draw, said, levers)
    scenario = load_mapping(said)
    assume(max(largest_contracts(scenario).values()) < MOST_VALUE)
    assume(prefix(without_past(scenario), MOST_EVENTS).whole)
    return said
