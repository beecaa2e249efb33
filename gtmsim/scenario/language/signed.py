"""Writings that are relative to a value that stands already: `+2`, `-40%`, `x1.5`, `+5 points`; knows no file."""

import re
from typing import Literal, NamedTuple

How = Literal["to", "add", "percent", "points", "times"]

SIGNS = "+-\u2212\u2013"  # the last two are the minus sign and the dash of word processors
TIMES = "x\u00d7"
POINTS = ("percentage points", "percentage point", "points", "point", "pts", "pp")
NUMBER = re.compile(r"\d++(?:\.\d++)?|\.\d++")
AS_PLANNED = "as planned"  # of a step of a schedule: what the base says
MORE, ON_BASE = "more", "on the base"  # of which a step of a schedule is a change: of the step before, or of the base


class Signed(NamedTuple):
    """A relative writing taken apart; `how` is "to" where it says only that the rest is no change but a value."""

    how: How
    negative: bool
    rest: str  # a quantity without sign, or the factor
    explicit: bool  # said with `by`, `x`, `%` or `points`, which leave no doubt that it is a change
    against: str = ""  # MORE or ON_BASE, if it is said


def signed(text: str) -> Signed | None:
    """What a text says relative to another value; None if it says a value of its own."""
    text = text.strip()
    if text == AS_PLANNED:
        return Signed("add", False, "0", True, ON_BASE)
    for against in (MORE, ON_BASE):
        if text.endswith(f" {against}") and (inner := signed(text.removesuffix(against))) and inner.how != "to":
            return inner._replace(against=against, explicit=True)
    word, _, rest = text.partition(" ")
    if word == "to" and rest.strip():
        return Signed("to", False, rest.strip(), True)
    if word == "by" and rest.strip():
        found = signed(rest) or Signed("add", False, rest.strip(), True)
        return None if found.how == "to" else _kind(found)._replace(explicit=True)
    if factor := _factor(text):
        return Signed("times", False, factor, True)
    if text[:1] not in SIGNS or not text[1:].strip() or not any(c.isdigit() for c in text):
        return None
    return _kind(Signed("add", text[0] != "+", text[1:].strip(), False))


def absolute(found: Signed) -> str:
    """What an unsigned or signed quantity is by itself."""
    return f"-{found.rest}" if found.negative else found.rest


def _kind(found: Signed) -> Signed:
    """A sum, told from a percentage and from percentage points."""
    if found.how != "add":
        return found
    lowered = found.rest.lower()
    for word in POINTS:
        if lowered.endswith(word) and (number := lowered.removesuffix(word).strip(" %-")):
            return found._replace(how="points", rest=number, explicit=True)
    if found.rest.endswith("%"):
        return found._replace(how="percent", explicit=True)
    return found


def _factor(text: str) -> str:
    """The number of `x1.5` or `1.5x`; empty if the text is none."""
    for inner in (text[1:], text[:-1]) if len(text) > 1 else ():
        sign = text[0] if inner == text[1:] else text[-1]
        if sign in TIMES and NUMBER.fullmatch(inner.strip()):
            return inner.strip()
    return ""
