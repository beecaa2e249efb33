"""What the metrics are called elsewhere, so that whoever asks by another word is told ours."""

import re
import warnings
from collections.abc import Collection, Iterable
from typing import Any

from gtmsim.scenario.language.problems import nearest

FORMER = {  # a name of before -> the metric
    "gave_up": "abandoned_leads",
    "active_share": "in_market_share",
    "win_rate_active": "win_rate_in_market",
    "win_rate_passive": "win_rate_out_of_market",
    "coverage": "csm_coverage",
    "alive_after_run_off": "active_after_run_off",
    "ltv_beyond_share": "ltv_extrapolated_share",
}
SYNONYMS = {  # a word of the field as exact as ours -> the metric
    "nonrenewal_rate": "renewal_due_churn",
    "lead_response_hours": "response_hours",
    "win_rate_incl_no_decision": "win_rate_broad",
    "cs_cost": "spend_success",
    "cost_per_sql": "cost_per_opportunity",
    "ltv_realised": "ltv_truth",
    "ltv_36m_realised": "ltv_36m_truth",
    "ltv_realised_undiscounted": "ltv_truth_undiscounted",
    "contracted_arr": "arr_end",
    "live_arr": "live_arr_end",
    "survival_adjusted_payback": "cac_payback_survival_adjusted",
}

ALSO = {  # metric -> words for it; the first metric that has a word is meant
    "arr_end": "arr carr annual_recurring_revenue recurring_revenue run_rate arr_final ending_arr closing_arr",
    "mrr_end": "mrr monthly_recurring_revenue ending_mrr closing_mrr",
    "new_arr": "bookings new_bookings new_logo_arr new_business new_acv arr_new",
    "average_contract_value": "acv average_deal_size deal_size asp",
    "churned_arr": "lost_arr churn_arr arr_churn arr_lost",
    "gross_mrr_churn": "revenue_churn mrr_churn gross_revenue_churn gross_churn monthly_churn",
    "net_mrr_churn": "net_churn net_revenue_churn",
    "net_new_arr": "net_new nnarr",
    "arpa": "arpc arpu average_revenue_per_account revenue_per_customer",
    "expansion_arr": "upsell upsells expansion arr_expansion",
    "contraction_arr": "downsell contraction arr_contraction",
    "reactivated_arr": "winback win_back reactivation",
    "customers_end": "customers logos accounts clients customer_count number_of_customers",
    "nrr_12m": "nrr ndr net_retention net_revenue_retention net_dollar_retention retention",
    "grr_12m": "grr gdr gross_retention gross_revenue_retention gross_dollar_retention",
    "logo_churn_12m": "churn churn_rate logo_churn customer_churn attrition annual_churn",
    "renewal_rate": "renewals renewed",
    "renewal_due_churn": "nonrenewal non_renewal",
    "win_rate": "close_rate closing_rate conversion conversion_rate win_ratio winrate",
    "wins": "deals_won won closed_won new_customers sales new_logos",
    "losses": "deals_lost lost closed_lost",
    "no_decisions": "no_decision stalled indecision",
    "leads": "lead leads_count inquiries",
    "mqls": "mql marketing_qualified_leads",
    "sqls": "sql sales_qualified_leads sal sals",
    "opportunities": "deals opportunity opp deals_created",
    "lead_to_mql_rate": "mql_rate",
    "mql_to_sql_rate": "sql_rate mql_sql mql_to_sql",
    "cost_per_lead": "cpl",
    "cost_per_opportunity": "cpo cost_per_opp",
    "cac_blended": "cac customer_acquisition_cost blended_cac acquisition_cost cost_per_customer",
    "cac_loaded": "fully_loaded_cac loaded_cac cac_full",
    "cac_paid": "paid_cac",
    "cac_payback_months": "payback payback_period cac_payback payback_months",
    "cac_payback_survival_adjusted": "churn_adjusted_payback cac_payback_churn_adjusted payback_with_churn",
    "cac_ratio": "sales_efficiency new_customer_cac_ratio new_cac_ratio",
    "blended_cac_ratio": "cac_ratio_blended total_cac_ratio",
    "expansion_cac_ratio": "cac_ratio_expansion expansion_cac upsell_cac_ratio",
    "cac_marketing": "marketing_cac",
    "ltv_36m": "ltv clv cltv lifetime_value customer_lifetime_value",
    "ltv_to_cac": "ltv_cac ltvcac ltv_cac_ratio clv_cac ltv_to_cac_ratio unit_economics",
    "magic_number": "magic",
    "burn": "burn_rate net_burn monthly_burn cash_burn",
    "burn_multiple": "burn_ratio",
    "quick_ratio": "quick saas_quick_ratio",
    "rule_of_40": "rule40 r40 rule_of_forty",
    "gross_margin": "gm margin",
    "cash_end": "cash cash_balance ending_cash bank",
    "cash_lowest": "lowest_cash min_cash cash_low",
    "runway_months": "runway months_of_cash cash_runway",
    "cash_out_month": "cash_out out_of_cash month_of_ruin cash_out_date",
    "hiring_freeze_months": "hiring_freeze frozen_months months_frozen freeze_months",
    "firm_end_probability": "firm_ended firm_ended_share shutdown_probability share_of_firms_that_end firm_ends",
    "firm_end_month": "month_of_end shutdown_month firm_ended_month",
    "ruin_probability": "ruin bankruptcy bankrupt insolvency probability_of_ruin",
    "ebitda": "operating_profit profit ebit",
    "ebitda_margin": "operating_margin profit_margin",
    "absence": "absenteeism absence_rate time_off",
    "managers": "manager_count team_leads sales_managers",
    "upgrades": "plan_upgrades edition_upgrades",
    "upgrade_arr": "edition_arr",
    "training_revenue": "training_fees onboarding_revenue",
    "training_attach_rate": "training_share",
    "variable_pay": "bonus bonuses ote on_target_earnings incentive_pay",
    "attainment_p50": "median_attainment median_quota_attainment",
    "attainment_p10": "worst_attainment",
    "attainment_p90": "best_attainment",
    "share_at_quota": "people_at_quota",
    "attainment_below_half": "attainment_histogram attainment_distribution",
    "attainment_from_half": "attainment_50_to_100",
    "attainment_from_quota": "attainment_100_to_150",
    "attainment_from_one_and_a_half": "attainment_above_150",
    "employer_costs": "payroll_burden payroll_taxes employer_taxes social_insurance benefits fringe",
    "payment_fees": "card_fees processing_fees transaction_fees payment_fee merchant_fees",
    "payroll": "salaries wages personnel_cost staff_cost",
    "arr_per_fte": "arr_per_full_time_equivalent",
    "arr_per_head": "arr_per_employee revenue_per_employee",
    "revenue": "turnover recognised_revenue recognized_revenue sales_revenue",
    "pipeline_created": "pipeline_generated pipeline_gen new_pipeline created_pipeline pipeline_creation pipegen",
    "stage_conversion": "stage_conversions stage_conversion_rate conversion_by_stage stage_to_stage funnel_conversion",
    "pipeline_open": "pipeline open_pipeline pipeline_value",
    "pipeline_deals": "open_deals open_opportunities",
    "pipeline_coverage": "coverage_ratio",
    "sales_cycle_days": "sales_cycle cycle cycle_time time_to_close days_to_close",
    "sales_velocity": "velocity pipeline_velocity",
    "utilisation": "utilization occupancy capacity load busy",
    "queue_wait": "waiting_time wait_time queue_time wait queueing_time",
    "employee_attrition": "staff_attrition sales_attrition staff_turnover employee_turnover voluntary_turnover",
    "quota_attainment": "attainment quota_achievement",
    "sellers_at_quota": "at_quota reps_at_quota",
    "won_at_quarter_end": "linearity bookings_linearity hockey_stick quarter_end_share",
    "average_discount": "discount_rate_average mean_discount discounting",
    "pulled_forward_arr": "pull_forward pulled_forward pull_in",
    "agency_costs": "agency_fees agencies agency_spend retainers",
    "spifs_clawed_back": "spif_clawback bonus_clawback",
    "commission_clawed_back": "clawback clawbacks commission_clawback",
    "spifs_paid": "spif spifs spiff spiffs spif_cost sales_incentives",
    "quota_capacity": "quota_coverage sales_capacity",
    "promotions": "internal_promotions promoted sdrs_promoted",
    "internal_fill_rate": "internal_hires internal_mobility internal_hire_rate promoted_from_within",
    "vacancy": "vacancy_rate open_positions",
    "time_to_start": "time_to_hire time_to_fill days_to_hire days_to_start",
    "offer_acceptance": "offer_acceptance_rate offer_accept_rate acceptance_rate",
    "csm_coverage": "cs_coverage customer_success_coverage",
    "response_hours": "response_time speed_to_lead lead_response time_to_respond",
    "abandoned_leads": "abandoned abandonment reneged",
    "spend_marketing": "marketing_spend spend budget ad_spend",
    "spend_sales": "sales_spend sales_cost",
    "spend_success": "success_spend cs_spend csm_cost",
    "brand_end": "brand goodwill",
}


def metric_called(said: str) -> str:
    """The metric of that name, also by its former one or by another that means the same; else what was said."""
    return FORMER.get(said) or SYNONYMS.get(said) or said


def otherwise(said: str) -> str:
    """What to say of a metric that is called otherwise; empty where it is not."""
    name = metric_called(said)
    if name == said:
        return ""
    return f"`{said}` is called `{name}`" + (" now" if said in FORMER else " here")


class ByMetric(dict[Any, Any]):
    """Values by (metric, dimension, key), found also by other names of the metric, with a word on its own."""

    def __missing__(self, key: Any) -> Any:
        if isinstance(key, tuple) and key and (text := otherwise(key[0])):
            warnings.warn(text, FutureWarning, stacklevel=2)
            return self[metric_called(key[0]), *key[1:]]
        raise KeyError(key)


def nearest_metric(said: str, known: Collection[str]) -> str:
    """A hint: the metric that `said` probably meant."""
    word = re.sub(r"\W+", "_", said[:80].casefold()).strip("_")
    word = re.sub(r"_(?:pct|percent|rate_12m|usd|eur)$", "", word)
    if found := _called(word, known):
        return f"did you mean `{found}`?"
    words = [part for part in word.split("_") if len(part) > 2]
    by_part = [found for part in words if (found := _called(part, known))]
    close = nearest(word, known)
    return f"did you mean `{by_part[0]}`?" if by_part and not close.startswith("did") else close


def _called(word: str, known: Iterable[str]) -> str:
    """The metric of that name or nickname; empty if there is none."""
    names = {name.casefold(): name for name in known}
    if word in names:
        return names[word]
    singular = word.removesuffix("s")
    for name, words in ALSO.items():
        if name in names and {word, singular, f"{word}s"} & set(words.split()):
            return name
    return ""
