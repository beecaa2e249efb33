"""An amount that varies: a bare number is its median, a mapping says mean or median, and the spread."""

import itertools
from dataclasses import dataclass
from typing import Any, NamedTuple

from gtmsim.scenario.language.declare import each, text_of
from gtmsim.scenario.language.laws import known_key, location_of, sigma_of
from gtmsim.scenario.language.numbers import NumberDeclaration
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.units import EXAMPLES

KEYS = ("mean", "median", "sigma", "cv", "low", "high", "source")
WIDEST = 3.0  # sigma


class AmountSaid(NamedTuple):
    """An amount as a mapping says it; sigma is of the log, and None where something else says it."""

    of: str  # mean or median
    amount: float
    sigma: float | None
    settled: float | None  # the median, where the mapping is enough to tell

    def median(self, spread: float) -> float:
        """The median, with this spread where the mapping has none [currency a year]."""
        return location_of(self.amount, spread) if self.settled is None else self.settled


@dataclass(frozen=True)
class AmountDeclaration(NumberDeclaration):
    """A lognormal amount: a number, which is its median, or `{mean: 38k, cv: 0.6}`."""

    def read(self, said: object) -> Any:
        """A number, or an AmountSaid for the section to settle."""
        if isinstance(said, AmountSaid) or not isinstance(said, dict) or "value" in said:
            return said if isinstance(said, AmountSaid) else super().read(said)
        for key in said:
            if key not in KEYS:
                raise QuantityError("E_DIST", f"unknown name {show(key)}", known_key(str(key), KEYS), (key,), True)
        if "source" in said:
            text_of(said["source"], "a source as text")
        if ("mean" in said) == ("median" in said):
            hint = f"write `{{mean: {EXAMPLES[self.unit]}, cv: 0.6}}`"
            raise QuantityError("E_DIST", "need one of `mean` and `median`", hint)
        of = "mean" if "mean" in said else "median"
        amount = self._of_range({key: said[key] for key in ("low", of, "high") if key in said}, of)
        sigma = sigma_of(said)
        if sigma is not None and sigma > WIDEST:
            key = "sigma" if "sigma" in said else "cv"
            raise QuantityError("E_DIST", f"{key} {show(said[key])} is a sigma above {WIDEST:g}", "lower it", (key,))
        return AmountSaid(of, amount, sigma, _settled(of, amount, sigma, said))

    def _of_range(self, said: dict[str, object], of: str) -> float:
        """The amount that lies between the ends of its range, where these are said."""
        amounts = dict(zip(said, each(said.items(), self.read_alone), strict=True))
        for (below, low), (above, high) in itertools.pairwise(amounts.items()):
            if low > high:
                what = f"{below} {show(said[below])} is above {above} {show(said[above])}"
                raise QuantityError("E_RANGE", what, f"need low <= {of} <= high", (below,))
        return float(amounts[of])

    def json(self) -> dict[str, Any]:
        """A number, or a law by its keys."""
        number = super().json()
        alone, spread = number["anyOf"][0], {"type": "number", "minimum": 0}
        keys = {**dict.fromkeys(("mean", "median", "low", "high"), alone), "sigma": spread, "cv": spread}
        keys["source"] = {"type": "string"}
        law = {"type": "object", "properties": keys, "additionalProperties": False}
        return {**number, "anyOf": [*number["anyOf"], law]}


def _settled(of: str, amount: float, sigma: float | None, said: dict[Any, object]) -> float | None:
    if of == "median":
        return amount
    return None if sigma is None else location_of(amount, sigma, said)
