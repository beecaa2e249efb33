"""Thresholds of decision tables far from anything that a fact can be: a `k` or a percent sign that was left out."""

import math
from collections.abc import Iterator

from gtmsim.policies.facts import Fact, Span
from gtmsim.scenario.checks.unusual import A_DOLLAR
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import show
from gtmsim.scenario.language.spelling import roughly
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.sections.schema import Scenario

CODE = "W_READING"
FAR = 4.0  # standard deviations beyond which nothing is expected
MARGIN = 4.0  # times as much as prices and growth may add
SMALL_CASH = 1_000.0  # dollars that no firm steers by
LEAST_SHARE = 0.05  # of hours that tables ask about
STEEPEST = 6.0  # deviations of fit
THOUSAND = 1_000.0


def scale_of(scenario: Scenario, text: str, fact: Fact, spans: list[Span]) -> Iterator[Problem]:
    """A word on the first bound of a cell that is far from all that a fact can be."""
    ranges = _range(scenario, fact)
    if ranges is None:
        return
    low, high, usual, told = ranges
    for edge in (edge for span in spans for edge in span):
        size = abs(edge)
        if not math.isfinite(edge) or size <= 1e-9 or edge in (fact.low, fact.high) or low <= size <= high:
            continue
        what = f"{show(text)} asks about {_amount(edge, fact)}, and {fact.name} {told}"
        yield Problem(CODE, what, _instead(size, low, high, usual, fact))
        return


def _range(scenario: Scenario, fact: Fact) -> tuple[float, float, float, str] | None:
    """The sizes of a fact that may be asked about, a usual one, and what is said of them."""
    if fact.name in ("contract_value", "annual_value"):
        ends = [
            (
                each.contract_value * math.exp(-FAR * each.value_sigma),
                each.contract_value * math.exp(FAR * each.value_sigma),
            )
            for each in scenario.market.segments.values()
        ]
        if not ends:
            return None
        low, high = min(low for low, _ in ends) / MARGIN, max(high for _, high in ends) * MARGIN
        return low, high, math.sqrt(low * high), f"is about {roughly(low * MARGIN)} to {roughly(high / MARGIN)} here"
    if fact.name == "cash":
        least = SMALL_CASH * A_DOLLAR.get(scenario.market.currency, 1)
        known = abs(initial_of(scenario).cash or 0.0)
        return (
            least,
            math.inf,
            max(known, least * THOUSAND),
            f"is {roughly(known)} on day 0" if known > least else "of a firm is more",
        )
    if fact.name == "utilisation":
        return LEAST_SHARE, math.inf, 1.0, "is 1, or 100 %, where all hours are worked"
    if fact.name == "coverage":
        return LEAST_SHARE, 1.0, 1.0, "is 1, or 100 %, where all needed hours are there"
    if fact.name == "fit":
        return 0.0, STEEPEST, 1.0, "lies within about -3 and 3: 1 is a deviation above what is typical"
    return None


def _amount(edge: float, fact: Fact) -> str:
    return f"{100.0 * edge:.3g} %" if fact.unit == "share" else f"{edge:,.6g}"


def _instead(size: float, low: float, high: float, usual: float, fact: Fact) -> str:
    """What was probably meant, where that is plain."""
    if fact.unit.startswith("money"):
        scaled = [(scale, word) for scale, word in ((1e3, "k"), (1e6, "M")) if low <= size * scale <= high]
        if scaled:
            _, word = min(scaled, key=lambda each: abs(math.log(size * each[0] / usual)))
            return f"did you mean `{size:g}{word}`?"
    if fact.unit == "share" and size < low and low <= 100.0 * size <= 1.0:
        return f"did you mean `{10_000.0 * size:g}%`?"
    return "check the number and its unit"
