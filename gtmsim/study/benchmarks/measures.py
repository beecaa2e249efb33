"""What public figures are of: metrics, and a few ratios of metrics that others report and we do not."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from gtmsim.metrics import METRICS
from gtmsim.rules import maths
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.language.param import Schedule
from gtmsim.scenario.resolved.dates import daily
from gtmsim.study.answer import spoken

if TYPE_CHECKING:
    from gtmsim.study.results import Results

YEAR = 12  # months
DAYS_A_MONTH = 30.4375
WRITTEN = {  # unit of a measure -> the unit in which a figure of it is written
    "share": "share",
    "1": "1",
    "months": "month",
    "days": "day",
    "hours": "hour",
    "money": "money",
    "money/month": "money/month",
    "money/year": "money/year",
    "1/year": "1/year",
    "1/month": "1/month",
    "customers": "count",
}


class Measure(NamedTuple):
    """Something that is counted of a firm, a metric or not."""

    label: str  # in words, as in the middle of a sentence
    unit: str
    meaning: str
    value: Callable[["Results"], float | None]


def _mean(found: "Results", metric: str) -> float | None:
    return found.estimate(metric).mean


def _over(found: "Results", above: tuple[str, ...], below: tuple[str, ...]) -> float | None:
    """Sum of some metrics over that of others; None where one has no value."""
    numbers = [_mean(found, name) for name in (*above, *below)]
    known = [number for number in numbers if number is not None]
    bottom = sum(known[len(above) :])
    return sum(known[: len(above)]) / bottom if len(known) == len(numbers) and bottom > 0.0 else None


def _years(found: "Results") -> float:
    return found.frame.months / YEAR


def _arr_growth(found: "Results") -> float | None:
    end, gained = _mean(found, "arr_end"), _mean(found, "net_new_arr")
    if end is None or gained is None or end - gained <= 0.0 or end <= 0.0:
        return None
    return maths.power(end / (end - gained), 1.0 / _years(found)) - 1.0


def _gross_dollar_churn(found: "Results") -> float | None:
    end, gained, lost = (_mean(found, name) for name in ("arr_end", "net_new_arr", "churned_arr"))
    if end is None or gained is None or lost is None or end - gained <= 0.0:
        return None
    return lost / _years(found) / (end - 0.5 * gained)


def _rest_of_firm(found: "Results") -> float | None:
    """What neither finds nor keeps nor serves customers, over revenue, both of the profit and loss."""
    if not found.lines:
        return None
    revenue = float(found.lines["revenue"].sum())
    return float(sum(found.lines[line].sum() for line in REST)) / revenue if revenue > 0.0 else None


def _heads(found: "Results", team: str) -> float:
    """People of a team by the plan, mean of the run's days; a vacancy or a policy's dismissal is not seen."""
    said = getattr(found.scenario.plan.teams, team)
    if said is None:
        return 0.0
    return _mean_of_days(found, said.headcount)


def _mean_of_days(found: "Results", said: Schedule) -> float:
    """Mean of a lever over the run's days."""
    if said.monthly:
        return sum(said.values) / len(said.values)
    days = round(found.frame.months * DAYS_A_MONTH)
    return sum(daily(said, found.scenario.run.start, (0, days * DAY))) / days


def _per_head(metric: str, team: str, per: float | None = None) -> Callable[["Results"], float | None]:
    """A metric over the people of a team; a flow in so many periods a year."""

    def each(found: "Results") -> float | None:
        number, heads = _mean(found, metric), _heads(found, team)
        if number is None or heads == 0.0:
            return None
        return number / heads / (1.0 if per is None else per * _years(found))

    return each


def _new_arr_to_pay(found: "Results") -> float | None:
    brought, team = _per_head("new_arr", "ae", 1.0)(found), found.scenario.plan.teams.ae
    salary = 0.0 if brought is None else _mean_of_days(found, team.salary)
    return None if brought is None or salary == 0.0 else brought / salary


def _sellers_per_sdr(found: "Results") -> float | None:
    sellers, sdrs = _heads(found, "ae"), _heads(found, "sdr")
    return sellers / sdrs if sellers and sdrs else None


def _seller_ramp(found: "Results") -> float | None:
    team = found.scenario.plan.teams.ae
    return None if team is None or team.ramp == 0.0 else float(team.ramp) / DAYS_A_MONTH


REST = ("research", "administration", "other")  # lines of the profit and loss
SPENT = ("spend_marketing", "spend_sales", "spend_overhead")
MEASURES = {
    "arr_growth": Measure("ARR growth", "share", "growth of ARR a year, from day 0 to the end", _arr_growth),
    "gross_dollar_churn": Measure(
        "gross dollar churn", "share", "ARR of customers lost in a year over the mean ARR", _gross_dollar_churn
    ),
    "expansion_share": Measure(
        "expansion in new ARR",
        "share",
        "`expansion_arr` over it and `new_arr`",
        lambda found: _over(found, ("expansion_arr",), ("expansion_arr", "new_arr")),
    ),
    "sales_marketing_share": Measure(
        "sales and marketing over revenue",
        "share",
        "marketing, sales and overhead over revenue",
        lambda found: _over(found, SPENT, ("revenue",)),
    ),
    "marketing_share": Measure(
        "marketing over revenue",
        "share",
        "marketing over revenue",
        lambda found: _over(found, ("spend_marketing",), ("revenue",)),
    ),
    "rest_of_firm_share": Measure(
        "research, administration and the rest over revenue",
        "share",
        "research, administration and other operating costs over revenue, of the profit and loss",
        _rest_of_firm,
    ),
    "lead_to_customer": Measure(
        "leads that become customers", "share", "wins over leads", lambda found: _over(found, ("wins",), ("leads",))
    ),
    "no_decision_share": Measure(
        "deals that end without a decision",
        "share",
        "no decisions among deals that were closed",
        lambda found: _over(found, ("no_decisions",), ("wins", "losses", "no_decisions")),
    ),
    "new_arr_per_seller": Measure(
        "new ARR of an AE", "money/year", "`new_arr` a year over AEs", _per_head("new_arr", "ae", 1.0)
    ),
    "new_arr_to_pay": Measure(
        "new ARR of an AE over his pay",
        "1",
        "`new_arr` a year over what AEs cost, commissions left out",
        _new_arr_to_pay,
    ),
    "seller_ramp": Measure("ramp of an AE", "months", "ramp of a new AE, by the plan", _seller_ramp),
    "seller_attrition": Measure(
        "attrition of AEs",
        "1/year",
        "AEs who leave a year",
        lambda found: found.estimate("employee_attrition", "team", "ae").mean,
    ),
    "sellers_per_sdr": Measure("AEs per SDR", "1", "AEs over SDRs", _sellers_per_sdr),
    "opportunities_per_sdr": Measure(
        "opportunities of an SDR", "1/month", "`sqls` a month over SDRs", _per_head("sqls", "sdr", 12.0)
    ),
    "arr_per_csm": Measure("ARR per CSM", "money/year", "`arr_end` over CSMs", _per_head("arr_end", "csm")),
    "customers_per_csm": Measure(
        "customers per CSM", "customers", "`customers_end` over CSMs", _per_head("customers_end", "csm")
    ),
}


def measure_of(name: str) -> Measure | None:
    """A metric or another measure by its name; None where nothing is called so."""
    if name in MEASURES:
        return MEASURES[name]
    if name not in METRICS:
        return None
    return Measure(spoken(name), METRICS[name].unit, METRICS[name].definition, lambda found: _mean(found, name))
