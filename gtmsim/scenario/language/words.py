"""Declarations of what is not a number: words out of a list, names, texts, switches, lists, and mixes of shares."""

import math
import unicodedata
from dataclasses import dataclass
from typing import Any

from gtmsim.scenario.language.declare import Declaration, each, text_of
from gtmsim.scenario.language.problems import nearest
from gtmsim.scenario.language.quantity import QuantityError, parse, show

NORMALISE = "normalise"
NAME_SIGNS = set(" _-.,:()'&+%/@#")
TYPED = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("‘’‛′", "'") | {";": ",", "|": "-"})
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_TOLERANCE = 1e-9  # of a mix's sum


@dataclass(frozen=True)
class ChoiceDeclaration(Declaration):
    """One word out of a list."""

    options: tuple[str, ...] = ()
    or_section: bool = False  # a section may stand in its place

    def read(self, said: object) -> str:
        """The word."""
        section = ["a section"] if self.or_section else []
        known = " or ".join([f"`{option}`" for option in self.options] + section)
        if not isinstance(said, str):
            raise QuantityError("E_TYPE", f"need {known}, got {show(said)}")
        if said not in self.options:
            raise QuantityError("E_CHOICE", f"need {known}, got {show(said)}", nearest(said, self.options))
        return said

    def bounds(self) -> str:
        """The options."""
        return "one of " + ", ".join(self.options) if not self.or_section else ""

    def json(self) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": list(self.options)}


@dataclass(frozen=True)
class TextDeclaration(Declaration):
    """A text for people; with `name`, one that also makes a safe heading or file name."""

    name: bool = False
    longest: int = 2_000

    def read(self, said: object) -> str:
        """The text."""
        text = text_of(said, "a name" if self.name else "a text")
        if len(text) > self.longest:
            raise QuantityError("E_NAME" if self.name else "E_RANGE", f"longer than {self.longest} characters")
        return checked_name(text) if self.name else text

    def json(self) -> dict[str, Any]:
        """A string."""
        return {"type": "string", "maxLength": self.longest}


@dataclass(frozen=True)
class SwitchDeclaration(Declaration):
    """Yes or no."""

    def read(self, said: object) -> bool:
        """True or false."""
        if not isinstance(said, bool):
            raise QuantityError("E_TYPE", f"need true or false, got {show(said)}")
        return said

    def json(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class ListDeclaration(Declaration):
    """A list whose items are all declared alike."""

    item: Declaration = SwitchDeclaration("", "")

    def read(self, said: object) -> list[Any]:
        """The items in the order said."""
        if not isinstance(said, list | tuple):
            raise QuantityError("E_TYPE", f"need a list, got {show(said)}", "write `[first, second]`")
        return each(enumerate(said), self.item.read)

    def write(self, value: Any) -> Any:
        """A list."""
        return [self.item.write(one) for one in value]

    def expected(self) -> str:
        """What is usual of an item."""
        return self.item.expected()

    def bounds(self) -> str:
        """What holds for each item."""
        return f"each {self.item.bounds()}" if self.item.bounds() else ""

    def json(self) -> dict[str, Any]:
        """An array."""
        return {"type": "array", "items": self.item.json()}


@dataclass(frozen=True)
class MixDeclaration(Declaration):
    """Shares by name that sum to 1; `normalise: true` among them scales any numbers to it."""

    def read(self, said: object) -> dict[str, float]:
        """The share of each name [1]."""
        if not isinstance(said, dict):
            raise QuantityError("E_TYPE", f"need shares by name, got {show(said)}", "write `{small: 70%, large: 30%}`")
        scaled = SwitchDeclaration("", "").read(said.get(NORMALISE, False))
        keys = [text_of(key, "a name") for key in said if key != NORMALISE]
        shares = dict(zip(keys, each([(key, said[key]) for key in keys], _weight), strict=True))
        total = math.fsum(shares.values())
        if scaled and total > 0:
            return {key: share / total for key, share in shares.items()}
        if abs(total - 1.0) > _TOLERANCE:
            hint = f"correct the shares, or add `{NORMALISE}: true`"
            raise QuantityError("E_SUM", f"the shares sum to {total:.10g}, need 1", hint if total else "")
        return shares

    def write(self, value: Any) -> Any:
        """The shares by name."""
        return dict(value)

    def bounds(self) -> str:
        """What holds for all shares together."""
        return "sum 1"

    def json(self) -> dict[str, Any]:
        """An object of shares."""
        share = {"type": ["number", "string"]}
        return {"type": "object", "properties": {NORMALISE: {"type": "boolean"}}, "additionalProperties": share}


def checked_name(text: str) -> str:
    """The text in Unicode's composed form if it can stand in a heading and a file name; raises E_NAME."""
    name = unicodedata.normalize("NFC", text)
    strange = _strange(name)
    if not name.strip():
        raise QuantityError("E_NAME", "an empty name", "give it a name")
    if strange:
        raise QuantityError("E_NAME", f"{show(text)} has {_told(strange)}, which a name cannot have", _typed(name))
    if name != name.strip() or ".." in name or name.lower().split(".")[0] in _RESERVED or name.startswith((".", "/")):
        raise QuantityError("E_NAME", f"{show(text)} cannot be a name", "use letters, digits, spaces")
    return name


def _told(strange: list[str]) -> str:
    """The signs that a name cannot have, each by its look and its name."""
    signs = [f"`{c}`" if c.isprintable() and not c.isspace() else "" for c in dict.fromkeys(strange)]
    named = [unicodedata.name(c, f"U+{ord(c):04X}").lower() for c in dict.fromkeys(strange)]
    told = [f"{sign} ({name})" if sign else f"a sign ({name})" for sign, name in zip(signs, named, strict=True)]
    return ", ".join(told[:3]) + (", .." if len(told) > 3 else "")


def _typed(name: str) -> str:
    """A hint with the name as a keyboard types it, where that is a name."""
    plain = " ".join(name.translate(TYPED).split())
    return "use letters, digits, spaces" if _strange(plain) or not plain else f"write `{plain}`"


def _strange(name: str) -> list[str]:
    """The signs that a name cannot have."""
    return [c for c in name if not (c.isalnum() or c in NAME_SIGNS or unicodedata.category(c) in ("Mn", "Mc"))]


def _weight(said: object) -> float:
    value = float(parse(said, "share"))  # type: ignore[arg-type]  # not a date
    if value < 0:
        raise QuantityError("E_RANGE", f"got {show(said)}, a share is not negative")
    return value
