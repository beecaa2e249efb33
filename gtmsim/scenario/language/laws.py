"""Declarations of random durations: fixed, exponential or lognormal, said by mean or median."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any, NamedTuple

from gtmsim.scenario.language.declare import Declaration, expected, text_of
from gtmsim.scenario.language.magnitude import write
from gtmsim.scenario.language.numbers import SAID_KEYS, NumberDeclaration, Usual
from gtmsim.scenario.language.problems import nearest
from gtmsim.scenario.language.quantity import QuantityError, parse, show
from gtmsim.scenario.language.units import EXAMPLES
from gtmsim.scenario.language.working import counted, refuse_days

_KEYS = ("mean", "median", "sigma", "cv", "distribution", "source")
DEVIATIONS = ("sd", "std", "stdev", "stddev", "standard_deviation", "deviation")
_SHAPES = ("fixed", "exponential", "lognormal")
_DIGITS = Context(prec=40)


class LawSaid(NamedTuple):
    """A law of durations: its value if fixed, its mean if exponential, its median if lognormal; sigma is of the log."""

    shape: str
    location: float
    sigma: float


NOW = LawSaid("fixed", 0.0, 0.0)


@dataclass(frozen=True)
class LawDeclaration(Declaration):
    """A duration that varies from case to case [day or hour]."""

    usual: Usual | None = None  # of its mean or median
    reported: str = ""  # what others report

    def read(self, said: object) -> LawSaid:
        """The law; its location in the declared unit."""
        if isinstance(said, LawSaid):
            return said
        if not isinstance(said, dict) or ("value" in said and set(said) <= set(SAID_KEYS)):
            value = NumberDeclaration(self.unit, self.meaning, ge=0, usual=self.usual).read(said)
            return LawSaid("fixed", value, 0.0)
        for key in said:
            if key not in _KEYS:
                raise QuantityError("E_DIST", f"unknown name {show(key)}", known_key(str(key), _KEYS), (key,), True)
        if "source" in said:
            text_of(said["source"], "a source as text")
        shape = self._shape(said)
        location = self._location(said, "median" if "median" in said else "mean")
        if shape != "lognormal":
            return LawSaid(shape, location, 0.0)
        sigma = sigma_of(said) or 0.0
        return LawSaid(shape, location if "median" in said else location_of(location, sigma, said), sigma)

    def write(self, value: Any) -> Any:
        """The law by the writing that loses nothing."""
        said = write(value.location, self.unit)
        if value.shape == "fixed":
            return said
        if value.shape == "exponential":
            return {"mean": said, "distribution": "exponential"}
        return {"median": said, "sigma": value.sigma}

    def expected(self) -> str:
        """What is usual."""
        return expected(self.usual, self.unit, self.reported)

    def bounds(self) -> str:
        """A duration is not negative."""
        return "at least 0"

    def json(self) -> dict[str, Any]:
        """A duration, or a law by its keys."""
        duration = {"type": ["string", "number"]}
        spread = {"type": "number", "minimum": 0}
        law = {
            "type": "object",
            "properties": {
                "mean": duration,
                "median": duration,
                "sigma": spread,
                "cv": spread,
                "distribution": {"enum": list(_SHAPES)},
                "source": {"type": "string"},
                "value": duration,
                "low": duration,
                "high": duration,
            },
            "additionalProperties": False,
        }
        examples = [EXAMPLES[self.unit], {"mean": EXAMPLES[self.unit], "distribution": "exponential"}]
        return {"anyOf": [duration, law], "examples": examples}

    def _shape(self, said: dict[Any, object]) -> str:
        """The shape that the keys agree on."""
        spreads = [key for key in ("sigma", "cv") if key in said]
        shape = said.get("distribution", "lognormal" if spreads else "fixed")
        if shape not in _SHAPES:
            raise QuantityError(
                "E_DIST", f"no distribution {show(shape)}", f"known here: {', '.join(_SHAPES)}", ("distribution",)
            )
        if ("mean" in said) == ("median" in said):
            raise QuantityError("E_DIST", "need one of `mean` and `median`", "write `{median: 10 days, sigma: 0.6}`")
        if len(spreads) == 2:
            raise _both()
        if shape == "lognormal" and not spreads:
            raise QuantityError(
                "E_DIST", "a lognormal distribution needs `sigma` or `cv`", "write `{mean: 20 minutes, cv: 1.5}`"
            )
        if shape != "lognormal" and spreads:
            raise QuantityError("E_DIST", f"a {shape} distribution has no `{spreads[0]}`", "remove it", (spreads[0],))
        if shape == "exponential" and "median" in said:
            raise QuantityError(
                "E_DIST", "an exponential distribution is said by its mean", "write `mean`", ("median",)
            )
        return str(shape)

    def _location(self, said: dict[Any, object], key: str) -> float:
        try:
            refuse_days(said[key], self.unit)
            value = float(parse(said[key], self.unit))  # type: ignore[arg-type]  # not a date
        except QuantityError as fault:
            units = counted(said[key], self.unit, self.usual) if fault.code == "E_UNIT" else ""
            raise (fault.hinting(lambda: units) if units else fault).below(key) from None
        if value < 0 or (value == 0 and said.get("distribution") != "fixed"):
            raise QuantityError("E_DIST", f"{key} {show(said[key])} is not above 0", "", (key,))
        return value


def sigma_of(said: dict[Any, object]) -> float | None:
    """The spread of the logarithm that `sigma` or `cv` says; None where neither is said."""
    if "sigma" in said and "cv" in said:
        raise _both()
    if "sigma" in said:
        return _spread(said, "sigma")
    return math.sqrt(_rounded(1.0 + _spread(said, "cv") ** 2, Decimal.ln)) if "cv" in said else None


def location_of(mean: float, sigma: float, said: dict[Any, object] | None = None) -> float:
    """The median of a lognormal law with this mean; exactly where `cv` says the spread."""
    if said is not None and "cv" in said:
        return mean / math.sqrt(1.0 + _spread(said, "cv") ** 2)
    return mean * _rounded(-0.5 * sigma * sigma, Decimal.exp)


def known_key(said: str, known: Sequence[str]) -> str:
    """A hint: the key that was probably meant."""
    if said in DEVIATIONS:
        return "say `cv`, the standard deviation over the mean"
    return nearest(said, known)


def _both() -> QuantityError:
    return QuantityError("E_DIST", "`sigma` and `cv` both say the spread", "keep one of them", ("cv",))


def _spread(said: dict[Any, object], key: str) -> float:
    try:
        value = float(parse(said[key], "1"))  # type: ignore[arg-type]  # not a date
    except QuantityError as fault:
        raise fault.below(key) from None
    if not 0 <= value <= 10:
        raise QuantityError("E_DIST", f"{key} {show(said[key])} is not from 0 to 10", "", (key,))
    return value


def _rounded(x: float, function: Callable[[Decimal, Context], Decimal]) -> float:
    """A function's value rounded once, so that it is the same on every machine."""
    return float(function(Decimal(x), _DIGITS))
