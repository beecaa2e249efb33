"""An amount that is said as a part of a contract: what it comes to for the segment that it stands under."""

import re
from typing import Any

from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.quantity import QuantityError, parse
from gtmsim.scenario.language.spelling import spelled
from gtmsim.scenario.language.walk import field_at

At = tuple[str | int, ...]
KEYS = ("median", "mean", "value")
PART = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d+)?) ?(?P<unit>%|percent|per cent|months?)(?: (?:of|from) (?:the |a |its )?(?P<of>.+))?",
    re.IGNORECASE,
)
CONTRACT = re.compile(
    r"(?:first |one |1st )?(?:years?(?:'s)?|acv|tcv|arr|mrr|contracts?|annual|price|list|value|fees?|revenue|deals?)"
    r"(?: (?:year|contract|value|price|size|fees?|revenue|subscription|payment))*(?: of the contract)?",
    re.IGNORECASE,
)


def of_contract(path: At, said: Any, document: Any, model: Any) -> str:
    """A hint for `10%` or `2 months of MRR` where an amount stands below a segment's name; else nothing."""
    part = PART.fullmatch(" ".join(said.split())) if isinstance(said, str) else None
    field = field_at(model, path)
    if part is None or field is None or field.declaration is None or field.declaration.unit != "money":
        return ""
    if part["of"] and not CONTRACT.fullmatch(part["of"]):
        return ""
    name, value = next(((name, found) for name in path if (found := _value(name, document)) is not None), ("", None))
    if value is None:
        return "it is the same for all: write the amount out, as `4k`"
    share = float(part["number"]) / (12.0 if part["unit"].lower().startswith("month") else 100.0)
    amount = spelled(float(f"{share * value:.6g}"), "money")
    of = f"a year of the usual contract of `{name}`, {spelled(value, 'money')}"
    said_share = f"{part['number']} % of" if share * 100.0 == float(part["number"]) else f"{part['number']}/12 of"
    lead = f"it is the same for all; {said_share} {of}, is: write"
    return Offer([[amount]], "an amount of money stands here", lead)


def _value(segment: str | int, document: Any) -> float | None:
    """The usual annual contract value of a segment [money]; None where the files say none that can be read."""
    try:
        said = document["market"]["segments"][segment]["contract_value"]
    except (KeyError, TypeError, IndexError):
        return None
    for key in KEYS:
        if isinstance(said, dict) and key in said:
            said = said[key]
    try:
        return float(parse(said, "money/year"))  # type: ignore[arg-type]  # no date
    except (QuantityError, TypeError, ValueError):
        return None
