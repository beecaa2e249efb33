"""One event as `gtmsim story` tells it: the columns of its row, and the words for them."""

from dataclasses import dataclass
from typing import Any

from gtmsim.journal.header import Header

QUALIFICATION = -1  # `detail` of a task that is no stage of the sale


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the journal, with the header that names its numbers."""

    header: Header
    detail: int
    channel: int
    team: int
    amount: int
    int_value: int
    value: float

    def __getitem__(self, name: str) -> Any:
        """A field or a property, as a sentence asks for it."""
        return getattr(self, name)

    @property
    def money(self) -> str:
        """The amount without its sign."""
        return cash(abs(self.amount), self.header.currency)

    @property
    def level(self) -> str:
        """The whole number, which is an amount of money."""
        return cash(self.int_value, self.header.currency)

    @property
    def days(self) -> str:
        """The value, which is a time in days."""
        hours = self.value * 24
        return f"{hours:.1f} hours" if hours < 48 else f"{self.value:.1f} days"

    @property
    def task(self) -> str:
        """What the detail says is worked on."""
        return "qualification" if self.detail == QUALIFICATION else self.header.stages[self.detail]

    @property
    def person(self) -> str:
        """Who works: the team, and which of its members."""
        return f"{self.header.teams[self.team]} {self.int_value + 1}"

    @property
    def channel_name(self) -> str:
        """Through which channel the account came."""
        return self.header.channels[self.channel]


def cash(cents: int, currency: str) -> str:
    """1234500 -> "12,345 USD"; cents only where there are some."""
    whole, part = divmod(cents, 100)
    return f"{whole:,}{f'.{part:02d}' if part else ''} {currency}"
