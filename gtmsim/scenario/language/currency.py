"""The currency that a writing names, as its sign or its code."""

from gtmsim.scenario.language.magnitude import SIGNS, parts_of


def currency(said: object) -> str:
    """The currency that a writing names, as its sign or code; empty if it names none."""
    parts = parts_of(said) if isinstance(said, str) else None
    return parts.currency if parts else ""


def is_currency(word: str, code: str) -> bool:
    """Whether the sign or code `word` can mean the currency `code`."""
    return word == code or code in SIGNS.get(word, ())
