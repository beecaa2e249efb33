"""What a mechanism adds to a section that it shares with others; knows no particular mechanism."""

from typing import Any, NamedTuple


class Entry(NamedTuple):
    """A field that a mechanism adds."""

    kind: Any  # its type with what is declared of it
    default: Any = ...  # none: it must be said
    before: str = ""  # the field in front of which it stands wherever order is read; none: at the end
