"""What one unquoted word of a file is: a number, a switch, nothing or text; and which names may stand in a file."""

import re
from typing import Any

from gtmsim.scenario.language.numberlike import THOUSANDS, Grouped, numberlike
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.quantity import QuantityError, show

SHORT = 40  # characters of a name that may be a day
LONGEST_NAME = 200  # characters
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c]")  # invisible, or turns the direction of writing
_SWITCHES = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOTHING = ("", "~", "null", "Null", "NULL")
_OLD_SWITCHES = re.compile("(?:yes|no|on|off)", re.IGNORECASE)
_NOT_FINITE = re.compile(r"[+-]?(?:\.?inf|\.?nan|\.?infinity)", re.IGNORECASE)
_WHOLE = re.compile(r"[+-]?(?:0|[1-9]\d*)")
_DECIMAL = re.compile(r"[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")


def resolve(text: str) -> Any:
    """The value of an unquoted scalar; raises QuantityError where programs would read it in different ways."""
    if text in _NOTHING:
        return None
    if text in _SWITCHES:
        return _SWITCHES[text]
    if text[0] not in "0123456789+-.iInNyYoO":
        return text
    if _WHOLE.fullmatch(text):
        if len(text.lstrip("+-")) > 18:
            raise QuantityError("E_RANGE", f"{show(text)} is too long a number", "write at most 18 digits")
        return int(text)
    if _DECIMAL.fullmatch(text):
        value = float(text)
        if value - value != 0:
            raise QuantityError("E_RANGE", f"{show(text)} is too large a number", "write a finite number")
        return Grouped(text) if THOUSANDS.fullmatch(text) else value
    if _NOT_FINITE.fullmatch(text):
        raise QuantityError("E_RANGE", f"{show(text)} is not a finite number", "write a finite number, or quote a text")
    if _OLD_SWITCHES.fullmatch(text):
        raise QuantityError("E_TYPE", f"{show(text)} is a switch to some programs", "write true or false, or quote it")
    if numberlike(text):
        what = f"{show(text)} can be read in several ways"
        raise QuantityError("E_NUMBERLIKE", what, lambda: f"{_instead(text)}, or quote it")
    return text


def _instead(text: str) -> str:
    """What to write for a number that no unit is known for."""
    from gtmsim.scenario.language.respell import plainly  # which reads quantities to see what is taken

    return plainly(text)


def name_fault(key: str, bare: bool) -> tuple[str, str]:
    """What is wrong with a name, and what to do; two empty texts if nothing is."""
    if not key.strip():
        return "an empty name", "give it a name"
    if len(key) > LONGEST_NAME:
        return f"a name longer than {LONGEST_NAME} characters", ""
    if key == "<<" and bare:
        return "merging (<<) is not allowed", "use `extends`"
    if odd := _TURNING.search(key) or FORBIDDEN.search(key):
        return f"a name with the invisible character U+{ord(odd[0]):04X}", "remove it"
    if "\n" in key or "\t" in key or key != key.strip():
        return "a name with a line break, tab or outer space", "remove it"
    try:
        text = not bare or isinstance(resolve(key), str)
    except QuantityError:
        text = False
    return ("", "") if text else (f"the name {show(key)} must be text", _quoted_or_day(key))


def _quoted_or_day(key: str) -> str:
    """What to write for a name that is read as a number: a text, or the day that it looks like."""
    from gtmsim.scenario.language.respell_dates import dates  # as above

    days = dates(key) if len(key) <= SHORT else []
    if days:
        return Offer([[f'"{key}"'], days], "use a name with letters", on_key=True)
    counted = "month" if key == "1" else "months"
    unit = f", or say what it counts, such as `{key} {counted}`" if key.isdigit() and 0 < int(key) < 100 else ""
    return f'write "{key[:40]}" in quotes{unit}'
