"""Replications of scenarios that are ready: those that are kept, and the others lived and kept."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gtmsim.metrics import Measures, Retention
from gtmsim.study.cached.encoding import Names, decode, encode, names_of
from gtmsim.study.cached.key import key_of
from gtmsim.study.cached.store import Store
from gtmsim.study.cached.switch import opened
from gtmsim.study.live import Outcome, live
from gtmsim.study.repeated import Progress, each_of

if TYPE_CHECKING:
    from gtmsim.study.replicate import Ready

EMPTY = Retention(*(np.zeros(0),) * len(Retention._fields))


class Lived(NamedTuple):
    """Replications in the order of their numbers."""

    outcomes: list[Outcome]
    known: int  # of them, lived before


def lives(ready: "Ready", numbers: range, by_stage: bool = False, progress: Progress | None = None) -> Lived:
    """The replications of a scenario that have these numbers."""
    return lives_of([(ready, numbers)], by_stage, None, progress)[0]


def lives_of(
    parts: "Sequence[tuple[Ready, range]]",
    by_stage: bool = False,
    only: str | None = None,
    progress: Progress | None = None,
) -> list[Lived]:
    """The same of several scenarios at once; of each replication nothing but the total of `only` one metric."""
    wanted = [by_stage or bool(ready.asked.run.target) for ready, _ in parts]
    ones = [
        partial(_one, ready.teller.simulate, ready.inputs, ready.asked.run.seed, staged, only)
        for (ready, _), staged in zip(parts, wanted, strict=True)
    ]
    store = opened(*(ready.asked.run.engine for ready, _ in parts))
    writer = ThreadPoolExecutor(1)  # beside the lives, which hold no lock for most of their time
    try:
        kept = [
            None if store is None else _Kept(store, key_of(ready.asked, ready.teller.name, staged, only))
            for (ready, _), staged in zip(parts, wanted, strict=True)
        ]
        found = [{} if each is None else each.read(numbers) for each, (_, numbers) in zip(kept, parts, strict=True)]
        known = [len(each) for each in found]
        missing = [(i, n) for i, (_, numbers) in enumerate(parts) for n in numbers if n not in found[i]]

        def arrived(what: tuple[int, int], outcome: Outcome) -> None:
            place, number = what
            found[place][number] = outcome
            if (there := kept[place]) is not None:
                writer.submit(there.keep, number, outcome)

        total = sum(known) + len(missing)
        if progress and total > len(missing):
            progress(total - len(missing), total)
        heard = None if progress is None else partial(_after, progress, total - len(missing), total)
        each_of([ready for ready, _ in parts], partial(_nth, ones), missing, heard, arrived)
    finally:
        writer.shutdown(wait=True)
        if store is not None:
            store.close()
    return [Lived([found[i][number] for number in numbers], known[i]) for i, (_, numbers) in enumerate(parts)]


def _nth(ones: Sequence[partial[Outcome]], what: tuple[int, int]) -> Outcome:
    place, number = what
    return ones[place](number)


def _one(simulate: object, inputs: object, seed: int, by_stage: bool, only: str | None, replication: int) -> Outcome:
    found = live(simulate, inputs, seed, replication, by_stage)  # type: ignore[arg-type]
    if only is None:
        return found
    key = only, "", ""
    return Outcome(Measures({key: found.measures.values[key]}, {}, EMPTY, {}), found.frame, found.clipped, ())


class _Kept:
    """What is kept of one scenario."""

    def __init__(self, store: Store, key: bytes) -> None:
        self.store, self.key = store, key
        self.names = _named(store.names(key))

    def read(self, numbers: range) -> dict[int, Outcome]:
        """Those that are there."""
        if self.names is None:
            return {}
        found: dict[int, Outcome] = {}
        for number, payload in self.store.read(self.key, numbers).items():
            with suppress(ValueError):  # what cannot be read is lived again
                found[number] = decode(payload, self.names)
        return found

    def keep(self, number: int, outcome: Outcome) -> None:
        """Keep what was lived."""
        if self.names is None:
            self.names = _named(self.store.names(self.key, partial(names_of, outcome)))
        if self.names is not None:
            self.store.keep(self.key, number, encode(outcome, self.names))


def _named(said: list[list[str]] | None) -> Names | None:
    return None if said is None else [(metric, dim, key) for metric, dim, key in said]


def _after(progress: Progress, before: int, total: int, done: int, _: int) -> None:
    progress(before + done, total)
