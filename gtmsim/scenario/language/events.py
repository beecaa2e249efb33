"""Leads of an event: a channel whose leads come on dates has one event a day, so that both say the same."""

import re

_EVENT = re.compile(r"(.*\S)\s*(?:\bper|\ban|\beach|/)\s*(?:event|show|fair)", re.IGNORECASE | re.DOTALL)
_PERIOD = re.compile(r"\b(second|minute|hour|week|month|quarter|year)s?\b|\b(w|y|yr|mo)\b", re.IGNORECASE)


def is_per_event(said: object) -> bool:
    """Does a text say a number of leads for each event?"""
    return isinstance(said, str) and _EVENT.fullmatch(said.strip()) is not None


def number_of_period(said: object) -> str:
    """The number of a text that is said for a period other than a day or an event; empty where it is not."""
    found = _PERIOD.search(said) if isinstance(said, str) else None
    amount = re.match(r"\s*([\d.,]+\s*[kKmM]?\b)", said) if found and isinstance(said, str) else None
    return amount[1].strip() if amount else ""


def a_day(said: object, unit: str) -> object:
    """`50 per event` as `50 per day`, where leads are counted."""
    found = _EVENT.fullmatch(said.strip()) if unit == "lead/day" and isinstance(said, str) else None
    return f"{found[1]} per day" if found else said
