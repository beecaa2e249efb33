"""What is wrong with a writing of a quantity; and how it is quoted; knows no unit."""

from collections.abc import Callable

Hint = str | Callable[[], str]


class QuantityError(ValueError):
    """A writing that is not the declared quantity: an error code, what is wrong, what to write.

    `at` leads to the part of the writing; `on_key` says that the part's name is wrong, not its value. A hint that takes
    long to find is a function, which is asked for the few faults that are shown."""

    def __init__(
        self, code: str, what: str, hint: Hint = "", at: tuple[str | int, ...] = (), on_key: bool = False
    ) -> None:
        super().__init__(what)
        self.code, self.what, self._hint, self.at, self.on_key = code, what, hint, at, on_key

    @property
    def hint(self) -> str:
        """What to write."""
        return self._hint if isinstance(self._hint, str) else self._hint()

    def hinting(self, rather: Callable[[], str]) -> "QuantityError":
        """The same fault with another hint, where that one says something."""
        return QuantityError(self.code, self.what, lambda: rather() or self.hint, self.at, self.on_key)

    def below(self, *keys: str | int) -> "QuantityError":
        """The same fault seen from a larger writing, where it stands under `keys`."""
        return QuantityError(self.code, self.what, self._hint, (*keys, *self.at), self.on_key)


def show(said: object) -> str:
    """A value as an error quotes it: one line, short, printable."""
    if said is None:
        return "nothing"
    if isinstance(said, dict):
        return "a section"
    if isinstance(said, list | tuple):
        return "a list"
    if isinstance(said, bool):
        return str(said).lower()
    if isinstance(said, int) and said.bit_length() > 100:
        return "a very long number"
    text = str(said)
    text = "".join(c if c.isprintable() else "?" for c in (text if len(text) <= 40 else text[:37] + "..."))
    return f"`{text}`"


def short(text: str) -> str:
    """A text as a hint repeats it."""
    return text if len(text) <= 40 else text[:37] + "..."
