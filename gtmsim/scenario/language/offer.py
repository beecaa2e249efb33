"""A hint that offers writings in place of the one at fault: what it says is a claim about what the author meant.

Who makes it gives writings in groups, the likeliest first; whoever knows the place tries them there, and what the place
does not take is not said. Every other hint is a plain text, which explains.
"""

from collections.abc import Callable, Iterable, Mapping

OFFERED = 3  # writings that a hint names at most

Groups = Iterable[Iterable[str]]


class Offer(str):
    """The text of a hint with the writings that it names and, if the place takes none of them, another hint."""

    __slots__ = ("groups", "lead", "on_key", "otherwise", "remarks")

    groups: tuple[tuple[str, ...], ...]
    lead: str
    otherwise: str
    on_key: bool
    remarks: Mapping[str, str]

    def __new__(
        cls,
        groups: Groups,
        otherwise: str = "",
        lead: str = "write",
        on_key: bool = False,
        remarks: Mapping[str, str] | None = None,
    ) -> "Offer":
        """An offer; `on_key` writes the name of a value in place of it, and a remark says what a writing is for."""
        known = tuple(found for group in groups if (found := tuple(dict.fromkeys(group))))
        text = _said(lead, known[0], remarks or {}) if known else str(otherwise)
        offer = super().__new__(cls, text)
        offer.groups, offer.lead, offer.otherwise, offer.on_key = known, lead, otherwise, on_key
        offer.remarks = remarks or {}
        return offer

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Another process gets the text."""
        return str, (str(self),)

    def tried(self, passes: Callable[[str], bool]) -> str:
        """The same hint with what passes only: all of the first group of which something does."""
        for group in self.groups:
            if found := [each for each in group if passes(each)]:
                return _said(self.lead, found, self.remarks)
        return self.otherwise.tried(passes) if isinstance(self.otherwise, Offer) else self.otherwise

    def led(self, lead: str) -> "Offer":
        """The same writings with other words before them."""
        return Offer(self.groups, self.otherwise, lead, self.on_key, self.remarks)


def _said(lead: str, writings: Iterable[str], remarks: Mapping[str, str]) -> str:
    """For example "write `a`, `b` or `c`"."""
    offered = list(writings)[:OFFERED]
    if any(each in remarks for each in offered):
        return f"{lead} " + ", ".join(
            f"`{each}` {remarks[each]}" if each in remarks else f"`{each}`" for each in offered
        )
    return f"{lead} {either(offered)}{'?' if lead.endswith('did you mean') else ''}"


def either(texts: Iterable[str]) -> str:
    """`a`, `b` or `c`."""
    *others, last = [f"`{text}`" for text in texts]
    return f"{', '.join(others)} or {last}" if others else last
