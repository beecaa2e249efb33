"""What happened: one row per event. Every metric is computed from this table and its header, and from nothing else."""

import warnings
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Flags, Floats, Header, Ints
from gtmsim.journal.kinds import flags
from gtmsim.journal.rows import MONTH_CLOSED

COLUMNS = (
    ("time", "i8"),
    ("kind", "i2"),
    ("entity", "u8"),
    ("detail", "i4"),
    ("channel", "i2"),
    ("segment", "i2"),
    ("team", "i2"),
    ("amount", "i8"),
    ("int_value", "i8"),
    ("value", "f8"),
    ("table", "i2"),
    ("rule_row", "i2"),
)
MEANINGS = {
    "time": "microseconds since the start of the run",
    "kind": "what happened, see below",
    "entity": "key of the account, 0 for rows about the firm",
    "detail": "which one: a stage, a renewal, a month",
    "channel": "channel of the account's first touch, -1 for none",
    "segment": "segment, -1 for none",
    "team": "team, -1 for none",
    "amount": "cents; movements of recurring revenue are signed, costs are positive",
    "int_value": "a whole number that the kind explains",
    "value": "a number that the kind explains",
    "table": "the decision point whose table decided the event, -1 for none",
    "rule_row": "the row of that table, from 0 in the order of the scenario's file, -1 where no row held",
}
FORMER = {"sub": "detail", "level": "int_value", "number": "value", "row": "rule_row"}  # names that columns once had


class Journal:
    """Rows in the order in which they happened, as columns, with the header that explains them."""

    def __init__(self, header: Header, columns: dict[str, NDArray[Any]]) -> None:
        self.header = header
        self.time: Ints = columns["time"]
        self.kind: NDArray[np.int16] = columns["kind"]
        self.entity: NDArray[np.uint64] = columns["entity"]
        self.detail: NDArray[np.int32] = columns["detail"]
        self.channel: NDArray[np.int16] = columns["channel"]
        self.segment: NDArray[np.int16] = columns["segment"]
        self.team: NDArray[np.int16] = columns["team"]
        self.amount: Ints = columns["amount"]
        self.int_value: Ints = columns["int_value"]
        self.value: Floats = columns["value"]
        self.table: NDArray[np.int16] = columns["table"]
        self.rule_row: NDArray[np.int16] = columns["rule_row"]
        self._where: dict[int, Ints] = {}

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A column by the name that it once had."""
            if name not in FORMER:
                raise AttributeError(f"a journal has no `{name}`", name=name, obj=self)
            now = FORMER[name]
            warnings.warn(f"column `{name}` of the journal is called `{now}` now", FutureWarning, stacklevel=2)
            return getattr(self, now)

    @classmethod
    def of_rows(cls, header: Header, rows: list[tuple[Any, ...]]) -> "Journal":
        """Journal from rows written as tuples in the order of COLUMNS; without the last two nothing was decided."""
        turned = list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS)
        turned += [(-1,) * len(rows)] * (len(COLUMNS) - len(turned))
        columns = {name: np.array(values, dtype=kind) for (name, kind), values in zip(COLUMNS, turned, strict=True)}
        return cls(header, columns)

    def __len__(self) -> int:
        return len(self.time)

    def where(self, *kinds: int) -> Ints:
        """Numbers of the rows of these kinds, in order of happening."""
        for kind in kinds:
            if kind not in self._where:
                self._where[kind] = np.flatnonzero(self.kind == int(kind))
        found = [part for kind in kinds if len(part := self._where[kind])]
        if len(found) < 2:
            return found[0] if found else self._where[kinds[0]]
        # Each part is in order: a stable sort merges them.
        return np.sort(np.concatenate(found), kind="stable")

    def know(self, closings: Ints, where: dict[int, Ints]) -> None:
        """What somebody has found who read all rows: the ends of months, and every row of some kinds."""
        self.closings = closings
        self._where |= where

    def of(self, *kinds: int) -> Flags:
        """Rows of these kinds, shape (rows,)."""
        return np.asarray(flags(*kinds).take(self.kind))

    @cached_property
    def closings(self) -> Ints:
        """How many rows there are up to the last MONTH_CLOSED row of each month, shape (n_months,)."""
        closed = self.where(MONTH_CLOSED)
        last = np.zeros(self.header.n_months, dtype=np.int64)
        known = (self.detail[closed] >= 0) & (self.detail[closed] < len(last))
        np.maximum.at(last, self.detail[closed[known]], closed[known] + 1)
        return np.maximum.accumulate(last)

    @cached_property
    def booked(self) -> Ints:
        """Month in whose books each row stands, n_months for all of the run-off, shape (rows,).

        A month ends with its MONTH_CLOSED rows. What happens at that very instant but after them (a renewal due at
        midnight) belongs to the next month, so the rows' order decides and not their time.
        """
        return np.repeat(np.arange(self.header.n_months + 1), np.diff(self.closings, prepend=0, append=len(self)))

    @cached_property
    def month(self) -> Ints:
        """Month index of each row, by the books: n_months and above is the run-off, shape (rows,)."""
        month, n_months = self.booked.copy(), self.header.n_months
        beyond = np.searchsorted(np.array(self.header.months), self.time[self.closings[-1] :], side="right") - 1
        month[self.closings[-1] :] = np.maximum(beyond, n_months)
        return month

    @cached_property
    def run_off(self) -> Flags:
        """Rows after the books of the horizon were closed, shape (rows,)."""
        return np.asarray(np.arange(len(self)) >= self.closings[-1])

    def rows(self) -> list[tuple[Any, ...]]:
        """Rows as plain tuples in the order of COLUMNS."""
        return list(zip(*(getattr(self, name).tolist() for name, _ in COLUMNS), strict=True))
