"""What is in no CRM, from what is: each number by a rule of its own, and those that a life has to show, calibrated."""

from dataclasses import dataclass, field
from math import ceil

from gtmsim.study.firm.answers import MONTH, Answers

HALF = 0.5  # assumption: today's spend has bought half of what a channel can give
WORK_HOURS = 8.0 * 5.0 * 365.25 / 7.0 / 12.0  # of a person, each month
TASK_SHARE = {"sdr": 0.62, "ae": 0.55, "csm": 0.70}  # assumption: of working time, that goes into this work
LOAD = 0.75  # assumption: of these hours, that today's work takes
CSM_LOAD = 0.85
SPREAD = 0.5  # assumption: coefficient of variation of contract values
STEP_SIZE = 0.25  # assumption: what one expansion adds, or one contraction takes
MOST_SHARE = 0.9
HOURS = {
    "sdr": (0.5, 8.0),
    "ae": (3.0, 80.0),
    "csm": (0.2, 25.0),
}  # of a lead, of a deal in all stages, of a customer a month
STAGES = (("demo", 0.3, 0.2), ("proposal", 0.45, 0.45), ("negotiation", 0.25, 0.35))  # shares of hours and of delays
WINDOW = 3.0  # assumption: median of what a buyer gives himself, in sales cycles
YES = 1.5  # logit of a yes of each member
SURE = 4.0  # of members who hardly ever say no


@dataclass
class Derived:
    """Numbers of the scenario that nobody was asked for."""

    customers: int
    expansion: float
    expansion_size: float
    contraction: float
    csm_hours: float
    sql_rate: float  # calibrated, as all below
    sdr_hours: float
    ae_hours: float
    conversion: float
    delay: float  # days of all stages and the committee together, median of each added
    base: float
    pipeline: int
    beware: list[str] = field(default_factory=list)


def first(said: Answers) -> Derived:
    """What follows at once, and where the calibration begins."""
    customers = max(1, round(said["arr"] / said["acv"]))
    expansion, size, contraction = _growth(said)
    leads = sum(said.leads.values()) * MONTH
    mqls, deals = leads * said["mql_rate"], leads * said["mql_rate"] * said["sql_rate"]
    base, passed = (YES, 0.6) if said["win_rate"] <= 0.4 else (SURE, 0.95)
    conversion = min(0.97, (said["win_rate"] / passed) ** (1.0 / len(STAGES)))
    worked = sum(share * conversion**place for place, (_, share, _) in enumerate(STAGES))
    return Derived(
        customers,
        expansion,
        size,
        contraction,
        bounded("csm", CSM_LOAD * hours("csm", said) / customers),
        min(1.0, said["sql_rate"] * 1.1),
        bounded("sdr", LOAD * hours("sdr", said) / mqls),
        bounded("ae", LOAD * hours("ae", said) / (deals * worked)),
        conversion,
        0.9 * said["cycle"],
        base,
        ceil(deals * said["cycle"] / MONTH),
    )


def hours(team: str, said: Answers) -> float:
    """Hours that a team has for its work each month."""
    return float(said[team]) * WORK_HOURS * TASK_SHARE[team]


def bounded(team: str, wanted: float) -> float:
    """Hours that a piece of work can take."""
    low, high = HOURS[team]
    return min(high, max(low, wanted))


def _growth(said: Answers) -> tuple[float, float, float]:
    """Chance and size of an expansion, and chance of a contraction, that make NRR of those who stay."""
    of_those_who_stay = said["nrr"] / (1.0 - said["churn"]) - 1.0
    if of_those_who_stay < 0.0:
        return 0.0, STEP_SIZE, min(MOST_SHARE, -of_those_who_stay / STEP_SIZE)
    size = max(STEP_SIZE, of_those_who_stay / MOST_SHARE)
    return of_those_who_stay / size, size, 0.0
