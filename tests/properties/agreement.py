"""What the metrics say beside what the rows say, replayed in plain Python."""

import math
from collections import Counter
from fractions import Fraction
from typing import Any

import numpy as np
from properties.identities import near, same
from properties.told import DAY, MOVEMENTS, Told

from gtmsim.journal.kinds import Kind
from gtmsim.metrics.books import audit
from gtmsim.metrics.measure import METRICS, Measures, measure
from gtmsim.metrics.metric import Count, Cycle, Nothing, Ratio, Sums, Undefined

ADDS_UP = (
    *("leads", "mqls", "sqls", "disqualified", "abandoned_leads", "opportunities", "wins", "losses", "no_decisions"),
    *("mrr_end", "arr_end", "new_arr", "expansion_arr", "contraction_arr", "churned_arr", "reactivated_arr"),
    *("customers_end", "churn_events", "revenue", "spend_marketing", "spend_sales", "pipeline_open", "pipeline_deals"),
    *("spend_overhead", "live_arr_end"),
)
# Ratios of a part to its whole: in every replication from 0 to 1.
PARTS = (
    *("win_rate", "win_rate_broad", "win_rate_cohort", "grr_12m", "logo_churn_12m", "renewal_due_churn"),
    *("active_after_run_off", "csm_coverage"),
)


def metrics_agree(told: Told) -> Measures:
    """The audit passes, and the metrics that can be counted in the rows are what the rows say."""
    audit(told.journal)
    found = measure(told.journal)
    total = {name: found.values[name, "", ""] for name in METRICS}
    counted(told, total)
    recurring(told, total)
    retained(told, total)
    paid(told, total)
    recognised(told, total)
    slots_add_up(found)
    numbers_are_sound(found)
    nobody_works_more_than_there_is_time(told, found)
    months_agree(told, found)
    return found


def value(entry: Any) -> float:
    """A count."""
    assert isinstance(entry, Count), entry
    return entry.x


def counted(told: Told, total: dict[str, Any]) -> None:
    """Funnel counts of the horizon."""
    inside = [row for rows in told.months[: told.run.months] for row in rows]
    kinds = Counter(Kind(row.kind) for row in inside)
    new = sum(row.kind == Kind.OPPORTUNITY and row.channel >= 0 for row in inside)
    opened = kinds[Kind.OPPORTUNITY] - kinds[Kind.WON] - kinds[Kind.LOST] - kinds[Kind.NO_DECISION]
    said = {
        "leads": kinds[Kind.LEAD],
        "mqls": kinds[Kind.MQL],
        "sqls": kinds[Kind.SQL],
        "disqualified": kinds[Kind.DISQUALIFIED],
        "abandoned_leads": kinds[Kind.ABANDONED],
        "opportunities": new,
        "wins": kinds[Kind.WON],
        "losses": kinds[Kind.LOST],
        "no_decisions": kinds[Kind.NO_DECISION],
        "churn_events": kinds[Kind.CHURNED] + kinds[Kind.CLOSED_DOWN] + kinds[Kind.CUT_OFF],
        "pipeline_deals": opened,
    }
    for name, count in said.items():
        same(value(total[name]), count, name)
    closed = kinds[Kind.WON] + kinds[Kind.LOST]
    same(total["win_rate"], Ratio(kinds[Kind.WON], closed))
    came = {row.entity: row.sub for row in told.of(Kind.LEAD, Kind.OPENING_LEAD)}
    same(total["in_market_share"], Ratio(sum(row.sub for row in inside if row.kind == Kind.LEAD), kinds[Kind.LEAD]))
    for mode, name in enumerate(("win_rate_out_of_market", "win_rate_in_market")):
        ends = Counter(row.kind for row in inside if came.get(row.entity) == mode)
        same(total[name], Ratio(ends[Kind.WON], ends[Kind.WON] + ends[Kind.LOST]), name)
    same(total["renewal_due_churn"], Ratio(kinds[Kind.CHURNED], kinds[Kind.RENEWAL_DUE]))
    looks = [row.number for row in inside if row.kind == Kind.CONDITION and row.sub]
    if kinds[Kind.CONDITION]:
        near(total["condition_at_renewal"].num, math.fsum(looks), within=1e-9 * (1 + len(looks)))
        same(total["condition_at_renewal"].den, len(looks))
    else:
        assert isinstance(total["condition_at_renewal"], Nothing)


def levels_at(told: Told, month: int) -> dict[int, int]:
    """MRR of each customer when the books of the month before were closed; at the start for month 0."""
    level = {row.entity: row.level for row in told.rows if row.kind == Kind.OPENING_CUSTOMER}
    for rows in told.months[:month]:
        level |= {row.entity: row.level for row in rows if row.kind in MOVEMENTS}
    return {entity: cents for entity, cents in level.items() if cents}


def recurring(told: Told, total: dict[str, Any]) -> None:
    """MRR, ARR = 12 x MRR, and its movements."""
    end = levels_at(told, told.run.months)
    near(value(total["mrr_end"]), sum(end.values()) / 100)
    near(value(total["arr_end"]), 12 * sum(end.values()) / 100)
    same(value(total["customers_end"]), len(end))
    moved: Counter[str] = Counter()
    names = {
        Kind.NEW_CUSTOMER: "new_arr",
        Kind.UPLIFTED: "expansion_arr",
        Kind.EXPANDED: "expansion_arr",
        Kind.UPGRADED: "expansion_arr",
        Kind.CONTRACTED: "contraction_arr",
        Kind.CHURNED: "churned_arr",
        Kind.CLOSED_DOWN: "churned_arr",
        Kind.CUT_OFF: "churned_arr",
        Kind.REACTIVATED: "reactivated_arr",
        Kind.PAUSED: "paused_arr",
        Kind.PAUSE_ENDED: "resumed_arr",
    }
    for rows in told.months[: told.run.months]:
        for row in rows:
            if row.kind in names:
                moved[names[Kind(row.kind)]] += abs(row.amount)
            if row.kind == Kind.PAUSE_ENDED and row.sub:  # lost, and no longer paused
                moved["paused_arr"] -= row.amount
                moved["resumed_arr"] -= row.amount
    pausing = {"paused_arr", "resumed_arr"}
    for name in set(names.values()) - (set() if told.plan.pause else pausing):
        near(value(total[name]), 12 * moved[name] / 100, name)
    gained = moved["new_arr"] + moved["expansion_arr"] + moved["reactivated_arr"]
    lost = moved["contraction_arr"] + moved["churned_arr"]
    idle = moved["paused_arr"] - moved["resumed_arr"]
    same(sum(levels_at(told, 0).values()) + gained - lost - idle, sum(end.values()), "the bridge of the whole horizon")
    near(total["quick_ratio"].num, gained / 100)
    near(total["quick_ratio"].den, lost / 100)


def retained(told: Told, total: dict[str, Any]) -> None:
    """NRR, GRR and logo churn of the customers of a year ago, by customer."""
    if told.run.months < 12:
        assert isinstance(total["nrr_12m"], Undefined)
        return
    before, after = levels_at(told, told.run.months - 12), levels_at(told, told.run.months)
    kept = {entity: after.get(entity, 0) for entity in before}
    for name, cents in (
        ("nrr_12m", sum(kept.values())),
        ("grr_12m", sum(min(kept[entity], cents) for entity, cents in before.items())),
    ):
        near(total[name].num, cents / 100, name)
        near(total[name].den, sum(before.values()) / 100, name)
    lately = {row.entity: row.kind for rows in told.months[: told.run.months] for row in rows if row.kind in MOVEMENTS}
    lost = sum(cents == 0 and lately[who] != Kind.PAUSED for who, cents in kept.items())
    same(total["logo_churn_12m"], Ratio(lost, len(before)))
    assert total["grr_12m"].num <= min(total["grr_12m"].den, total["nrr_12m"].num) + 1e-6


def paid(told: Told, total: dict[str, Any]) -> None:
    """Costs by what they are for."""
    cents: Counter[str] = Counter()
    of = {
        Kind.CHANNEL_SPEND: "spend_marketing",
        Kind.LEAD_FEE: "spend_marketing",
        Kind.REFERRAL_REWARD: "spend_marketing",
        Kind.PROGRAMME: "spend_marketing",
        Kind.BRAND_SPEND: "spend_marketing",
        Kind.COMMUNITY_COST: "spend_marketing",
        Kind.ENRICHMENT: "spend_marketing",
        Kind.AGENCY_FEE: "spend_marketing",
        Kind.AGENCY_RETAINER: "spend_marketing",
        Kind.COMMISSION: "spend_sales",
        Kind.SPIF: "spend_sales",
        Kind.CLAWBACK: "spend_sales",
        Kind.SPIF_CLAWBACK: "spend_sales",
        Kind.SALES_EXPENSE: "spend_sales",
        Kind.OVERHEAD: "spend_overhead",
    }
    cash: Counter[str] = Counter()
    for rows in told.months[: told.run.months]:
        for row in rows:
            if row.kind in (Kind.SALARY, Kind.MANAGERS, Kind.TOOLS, Kind.EMPLOYER_COSTS, Kind.VARIABLE_PAY):
                cents["spend_success" if told.header.teams[row.team] == "csm" else "spend_sales"] += row.amount
            elif row.kind in of:
                cents[of[Kind(row.kind)]] += row.amount
            once = (
                (Kind.PAID, Kind.PAID_BACK) if told.header.collects else (Kind.INVOICED, Kind.COTERMED, Kind.CREDITED)
            )
            if row.kind in (*once, Kind.SETUP_FEE, Kind.TRAINING_FEE):
                cash["in"] += row.amount
            elif row.kind in (Kind.RAISED, Kind.BORROWED, Kind.REPAID):
                cash["lent"] += -row.amount if row.kind == Kind.REPAID else row.amount
            elif row.kind in (
                Kind.COGS,
                Kind.TRAINING_COST,
                Kind.RESEARCH,
                Kind.ADMINISTRATION,
                Kind.OTHER_OPEX,
                Kind.REMINDED,
                Kind.INTEREST,
                Kind.PAYMENT_FEE,
            ):
                cash["out"] += row.amount
                cash["other"] += row.amount if row.kind != Kind.COGS else 0
    for name in ("spend_marketing", "spend_sales", "spend_overhead", "spend_success"):
        near(value(total[name]), cents[name] / 100, name)
    for name, kind, there in (
        ("spifs_paid", Kind.SPIF, told.plan.spifs),
        ("commission_clawed_back", Kind.CLAWBACK, told.plan.commission_clawback),
    ):
        spent = sum(row.amount for rows in told.months[: told.run.months] for row in rows if row.kind == kind)
        assert there or isinstance(total[name], Nothing), name
        assert not there or round(value(total[name]) * 100) == abs(spent), name
    near(value(total["plan_cost"]), (sum(cents.values()) + cash["other"]) / 100)
    margin = value(total["revenue"]) * (1.0 - told.market.cogs_share)
    fees = sum(row.amount for rows in told.months[: told.run.months] for row in rows if row.kind == Kind.PAYMENT_FEE)
    near(total["gross_margin"].num, margin - (cents["spend_success"] + fees) / 100, within=1e-8)
    if told.header.cash is not None and not levels_at(told, 0):  # who is there on day 0 is served from old invoices
        balance = told.header.cash + cash["lent"] + cash["in"] - cash["out"] - sum(cents.values())
        near(value(total["cash_end"]), balance / 100, within=1e-6)
    wins = value(total["wins"])
    running = 0
    for name, more in (
        ("cac_marketing", "spend_marketing"),
        ("cac_blended", "spend_sales"),
        ("cac_loaded", "spend_overhead"),
    ):
        running += cents[more]
        near(total[name].num, running / 100, name)
        same(total[name].den, wins, name)


def recognised(told: Told, total: dict[str, Any]) -> None:
    """Revenue is the integral of MRR, each month's over its own length, to the cent."""
    exact = Fraction(0)
    level = sum(row.level for row in told.rows if row.kind == Kind.OPENING_CUSTOMER)
    for month, rows in enumerate(told.months[: told.run.months]):
        first, last = told.midnight(month) * DAY, told.midnight(month + 1) * DAY
        since = first
        for row in rows:
            if row.kind in MOVEMENTS and row.kind != Kind.OPENING_CUSTOMER:
                exact += Fraction(level * (row.time - since), last - first)
                level, since = level + row.amount, row.time
        exact += Fraction(level * (last - since), last - first)
    same(round(value(total["revenue"]) * 100), math.floor(exact))


def slots_add_up(found: Measures) -> None:
    """What channels, or segments, have together is the total."""
    for name in ADDS_UP:
        for dim in METRICS[name].by:
            parts = [entry for (metric, by, _), entry in found.values.items() if (metric, by) == (name, dim)]
            near(sum(value(entry) for entry in parts), value(found.values[name, "", ""]), (name, dim))


def numbers_are_sound(found: Measures) -> None:
    """Numbers are finite, counts whole, parts of a whole from 0 to 1; what is undefined says why."""
    for (name, dim, _), entry in found.values.items():
        if isinstance(entry, Undefined | Nothing):
            assert entry.why, name
            continue
        if isinstance(entry, Cycle):
            assert np.isfinite(entry.deals.days).all() and (entry.deals.days >= 0.0).all(), name
            continue
        if name == "firm_end_month":  # as of a firm that goes on
            assert (entry.x < math.inf) == (found.values["firm_end_probability", "", ""] == Count(1.0)), entry
            continue
        if name == "cash_out_month":  # who never runs out of money has no such month
            ruined = found.values["ruin_probability", "", ""] == Count(1.0)
            assert (entry.x < math.inf) == ruined and (not ruined or entry.x == int(entry.x) >= 0), entry
            continue
        if name == "utilisation":
            assert dim and 0.0 <= entry.num <= entry.den, entry
        for number in entry.parts.tolist() if isinstance(entry, Sums) else entry:
            assert math.isfinite(number), (name, entry)
        if isinstance(entry, Count) and METRICS[name].unit in ("leads", "deals", "customers"):
            assert entry.x >= 0 and entry.x == int(entry.x), (name, entry)
        if name in PARTS:
            num, den = (entry.num, entry.den) if isinstance(entry, Ratio) else (entry.x, 1.0)
            assert -1e-9 <= num <= den + 1e-6, (name, entry)


def nobody_works_more_than_there_is_time(told: Told, found: Measures) -> None:
    """Utilisation of a team is a share in each month, and survival never rises."""
    for name, series in found.monthly.items():
        if name.startswith("utilisation"):
            assert not (np.nan_to_num(series) > 1.0).any(), (name, series)
    survival = found.retention.survival()
    survival = survival[np.isfinite(survival)]
    assert (np.diff(survival) <= 0.0).all() and survival[0] == 1.0, survival
    # Who is paused has never been lost, and is no active customer.
    assert told.plan.pause or (found.retention.kept <= found.retention.active).all()


def months_agree(told: Told, found: Measures) -> None:
    """The monthly bridge opens where the month before closed, and adds up to the close that the engine wrote."""
    closed: Counter[int] = Counter()
    held: Counter[int] = Counter()
    for row in told.of(Kind.MONTH_CLOSED):
        closed[row.sub] += row.amount
        held[row.sub] += row.level
    series = {name: values.tolist() for name, values in found.monthly.items()}
    before = sum(levels_at(told, 0).values())
    for month in range(told.run.months):
        near(series["mrr_start"][month], before / 100)
        gained = series["new"][month] + series["expansion"][month] + series["reactivation"][month]
        lost = series["contraction"][month] + series["churn"][month]
        if told.plan.pause:
            gained, lost = gained + series["resumed"][month], lost + series["paused"][month]
        near(series["mrr_start"][month] + gained - lost, closed[month] / 100, within=1e-8)
        near(series["mrr_end"][month], closed[month] / 100)
        near(series["arr_end"][month], 12 * closed[month] / 100)
        same(series["customers_end"][month], held[month])
        before = closed[month]
