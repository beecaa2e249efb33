"""All kinds of event, gathered from the mechanisms: tables by kind, and the names that users write."""

import warnings
from collections.abc import Callable, Iterable, Iterator
from enum import EnumType, IntEnum
from types import ModuleType
from typing import Any

import numpy as np

from gtmsim.journal import rows
from gtmsim.journal.catalogue import EventKind, Money
from gtmsim.journal.header import Flags
from gtmsim.mechanisms import found_in


def modules() -> Iterator[tuple[str, ModuleType]]:
    """Where rows are declared, with the mechanism's name."""
    yield "", rows
    yield from found_in("rows")


def gather(declared: Iterable[tuple[str, ModuleType]]) -> tuple[EventKind, ...]:
    """Kinds in the order of their numbers, each with its name; none shares its number or a name with another."""
    found: dict[int, EventKind] = {}
    names: set[str] = set()
    for mechanism, module in declared:
        for name, kind in vars(module).items():
            if not isinstance(kind, EventKind) or found.get(kind) is kind:
                continue
            if kind in found:
                raise ValueError(f"{name} and {found[kind].name} both have the number {int(kind)}")
            new = {name, kind.formerly} - {""}
            if new & names:
                raise ValueError(f"{name}: another kind of event has that name, or had it")
            kind.name, kind.mechanism = name, mechanism
            found[kind] = kind
            names |= new
    return tuple(found[number] for number in sorted(found))


CATALOGUE = gather(modules())
FORMER = {kind.formerly: kind.name for kind in CATALOGUE if kind.formerly}
KINDS = max(CATALOGUE) + 1  # length of a table by kind


def flags(*kinds: int) -> Flags:
    """Is a kind one of these? A table by kind."""
    table = np.zeros(KINDS, dtype=np.bool_)
    table[[int(kind) for kind in kinds]] = True
    return table


def those(test: Callable[[EventKind], bool]) -> tuple[EventKind, ...]:
    """Kinds of which something holds."""
    return tuple(kind for kind in CATALOGUE if test(kind))


def booked_as(money: Money) -> tuple[EventKind, ...]:
    """Kinds of which the amount is this receipt or cost."""
    return those(lambda kind: kind.money == money)


MOVEMENTS = those(lambda kind: kind.mrr is not None)
BILLED = booked_as("receipt")  # credits are negative
COLLECTED = those(lambda kind: kind.cash == "collected")
FUNDED, REPAID = those(lambda kind: kind.cash == "funded"), those(lambda kind: kind.cash == "repaid")
NO_CASH = (None, "receipt", "bad_debt")  # what is no cost, and a cost for which nothing is paid
PAID_OUT = those(lambda kind: kind.money not in NO_CASH)


def signs(comes: Iterable[int], goes: Iterable[int]) -> tuple[int, ...]:
    """By kind, whether its amount comes in (1), goes out (-1), or neither."""
    return tuple((flags(*comes).astype(int) - flags(*goes)).tolist())


def funding_signs() -> tuple[int, ...]:
    """The same of the money of investors and banks alone."""
    return signs(FUNDED, REPAID)


def cash_signs(collects: bool) -> tuple[int, ...]:
    """The same of all cash; `collects` where bills are owed until they are paid."""
    return signs((*(COLLECTED if collects else BILLED), *FUNDED), (*PAID_OUT, *REPAID))


def _today(name: str) -> str:
    """The name of today for one that may be of before."""
    if name in FORMER:
        said = f"kind `{name}` of the journal is called `{FORMER[name]}` now"
        warnings.warn(said, FutureWarning, stacklevel=3)
    return FORMER.get(name, name)


class _Kinds(EnumType):
    """Knows the names that kinds once had."""

    def __getitem__(cls, name: str) -> Any:
        return super().__getitem__(_today(name))

    def __getattr__(cls, name: str) -> Any:
        if name in FORMER:
            return super().__getitem__(_today(name))
        raise AttributeError(f"there is no kind of event `{name}`", name=name, obj=cls)


class Kind(IntEnum, metaclass=_Kinds):
    """The kinds of event by name, as `docs/journal.md` explains them."""

    _ignore_ = ["declared", "members"]
    members = vars()
    for declared in CATALOGUE:
        members[declared.name] = int(declared)
