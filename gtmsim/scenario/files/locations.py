"""Where a law or an amount lies that is said by its mean and changed by its median, or the other way round."""

import math
from typing import Any

from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.laws import LawDeclaration, sigma_of
from gtmsim.scenario.language.magnitude import write
from gtmsim.scenario.language.quantity import QuantityError, parse

OTHER = {"mean": "median", "median": "mean"}


def standing_location(base: dict[str, Any], name: str, declaration: Declaration, scaled: bool) -> tuple[str, Any]:
    """What a change of the mean or the median changes: under which name it goes on, and the value that stands.

    A multiple of the one is the same multiple of the other, if the spread stays (`scaled`). What is added is added to
    the one that is named, which is worked out from the other by the spread."""
    if name in base:
        return name, base[name]
    other = OTHER[name]
    if "value" in base and (isinstance(declaration, LawDeclaration) or name == "median"):
        return name, base["value"]  # of a fixed law, or the median of an amount
    said = base.get(other, base.get("value"))
    if said is None or scaled:
        return (other if other in base else "value"), said
    if base.get("law") == "exponential":
        factor = math.log(2.0) if name == "median" else 1.0 / math.log(2.0)
    else:
        sigma = sigma_of(base)
        if sigma is None:
            what = f"the base says its {other if other in base else 'median'}, and its spread elsewhere"
            raise QuantityError("E_SIGN", what, f"say what the {other} changes by, or a share of it such as +10%")
        factor = math.exp(0.5 * sigma * sigma * (1.0 if name == "mean" else -1.0))
    value = float(parse(said, declaration.unit)) * factor  # type: ignore[arg-type]  # no date
    return name, write(float(f"{value:.12g}"), declaration.unit)
