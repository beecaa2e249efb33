"""Numbers that people say as one and that no parameter is: what each is of a result; how parameters stand for it."""

from typing import NamedTuple


class Composite(NamedTuple):
    """What is said as one number; parameters declare that they stand for it."""

    name: str  # as people say it
    metric: str  # what it is of a result
    words: tuple[str, ...] = ()  # other names that can mean nothing else
    per: str = ""  # the period that it is of, which a change may say too


class StandsFor(NamedTuple):
    """How a parameter moves with a composite: up by the same factor, or down where it works against it."""

    composite: Composite
    logit: bool = False  # it is a logit, to which the logarithm of the factor is added
    against: bool = False


WIN_RATE = Composite("win rate", "win_rate", ("close rate", "closing rate", "win ratio", "winrate"))
SALES_CYCLE = Composite(
    "sales cycle", "sales_cycle_days", ("cycle", "cycle time", "cycle length", "length of sale", "time to close")
)
CHURN = Composite(
    "churn",
    "logo_churn_12m",
    ("logo churn", "customer churn", "churn rate", "annual churn", "yearly churn", "logo churn over 12 months"),
    per="year",
)
CONTRACT_VALUE = Composite(
    "contract value", "average_contract_value", ("acv", "average deal size", "deal size", "deal value", "asp")
)
LEADS = Composite("leads", "leads", ("lead volume", "number of leads", "lead flow"))
COST_PER_LEAD = Composite("cost per lead", "cost_per_lead", ("cpl", "lead cost", "price of a lead"))
COMPOSITES = (WIN_RATE, SALES_CYCLE, CHURN, CONTRACT_VALUE, LEADS, COST_PER_LEAD)
