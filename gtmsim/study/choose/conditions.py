"""What a plan has to keep, in its mean or with a chance, to be chosen."""

import re
from typing import NamedTuple

from gtmsim.metrics import METRICS
from gtmsim.metrics.also import metric_called, nearest_metric
from gtmsim.scenario.language.quantity import QuantityError, parse
from gtmsim.study.distributions import binomial_at_least
from gtmsim.study.estimators import LEVEL, Estimate, widened
from gtmsim.study.problems import StudyError
from gtmsim.study.quantiles import probability
from gtmsim.study.results import Results

SAID = re.compile(
    r"(?P<metric>[\w ]+?)\s*(?P<side><=|>=|<|>)\s*(?P<amount>[^@]+?)\s*"
    r"(?:@\s*(?P<chance>[\d.]+\s*%?))?\s*"
)
KEEPS, BREAKS, OPEN = "kept", "broken", "open"


class Condition(NamedTuple):
    """`cash_lowest >= 0 @95%`: a metric on one side of an amount, with a chance or, without one, in its mean."""

    text: str
    metric: str
    side: int  # 1: at least, -1: at most
    amount: float
    chance: float | None

    def looked_at(self, results: Results, level: float = LEVEL) -> tuple[str, Estimate]:
        """Is it kept, broken or open, read off the interval; and of what."""
        key = (self.metric, "", "")
        if key not in results.measures:
            raise StudyError(f"`{self.text}`: no metric is called `{self.metric}`")
        if self.chance is None:
            found, wanted = widened(results.estimate(self.metric), level), self.amount
            sign = self.side
        else:
            values = results.measures[key].values().tolist()
            met = sum(self.side * x >= self.side * self.amount for x in values)
            found, wanted, sign = probability(met, len(values)), self.chance, 1
            if level != LEVEL:
                return by_count(met, len(values), wanted, 0.5 - 0.5 * level), found
        low, high = found.ci95
        if found.mean is None:
            return BREAKS, found
        if low is None or high is None:
            return OPEN, found
        if min(sign * low, sign * high) >= sign * wanted:
            return KEEPS, found
        return (BREAKS if max(sign * low, sign * high) < sign * wanted else OPEN), found


def by_count(met: int, n: int, wanted: float, error: float) -> str:
    """Is a chance kept, broken or open, by the binomial's tails; each answer is wrong at most that often."""
    if binomial_at_least(met, n, wanted) <= error:
        return KEEPS
    return BREAKS if 1.0 - binomial_at_least(met + 1, n, wanted) <= error else OPEN


def condition(text: str) -> Condition:
    """What a text asks for."""
    match = SAID.fullmatch(text.strip())
    if match is None:
        raise StudyError(f"`{text}` is no condition: write cash_lowest>=0@95%, or cac_payback_months<18")
    name = metric_called(match["metric"].strip().replace(" ", "_"))
    if name not in METRICS:
        raise StudyError(f"`{text}`: no metric is called `{name}`; {nearest_metric(name, METRICS)}")
    unit = METRICS[name].unit
    try:
        amount = float(parse(_number(match["amount"].strip()), unit))  # type: ignore[arg-type]  # no metric is a date
        chance = None if match["chance"] is None else float(parse(_number(match["chance"].strip()), "share"))  # type: ignore[arg-type]
    except QuantityError as fault:
        raise StudyError(f"`{text}`: {fault.what}") from None
    if chance is not None and not 0.0 < chance < 1.0:
        raise StudyError(f"`{text}`: a chance lies between 0% and 100%")
    return Condition(text.strip(), name, 1 if match["side"].startswith(">") else -1, amount, chance)


def _number(text: str) -> str | float | int:
    return float(text) if re.fullmatch(r"[-+]?\d+(\.\d+)?", text) else text
