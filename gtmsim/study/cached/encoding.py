"""The numbers of one replication as bytes, and back: exact, and without code, so that reading them can do nothing."""

import hashlib
import json
import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gtmsim.metrics import Measures, Retention
from gtmsim.metrics.also import ByMetric
from gtmsim.metrics.measure import Key
from gtmsim.metrics.values import Count, Cycle, Ended, Nothing, Ratio, Sums, Undefined, Value
from gtmsim.study.live import Outcome
from gtmsim.study.results import Frame

Names = list[Key]
KINDS = frozenset({"<f8", "<i8", "<i4", "<i2", "|i1"})  # of the numbers of an array
RATIO, COUNT, NOTHING, UNDEFINED, SUMS, CYCLE = "RCNUSY"
QUICK = 1  # level of compression: more takes longer than living a replication again
LENGTH = struct.Struct("<Q")


class _Arrays:
    """Arrays in the order in which they were first met; what several values share is written once."""

    def __init__(self) -> None:
        self.found: list[NDArray[Any]] = []
        self._place: dict[int, int] = {}

    def of(self, array: NDArray[Any]) -> int:
        if id(array) not in self._place:
            self._place[id(array)] = len(self.found)
            self.found.append(array)
        return self._place[id(array)]


def names_of(outcome: Outcome) -> Names:
    """What is measured, in order: as a rule the same in all replications of a scenario."""
    return list(outcome.measures.values)


def of_names(names: Sequence[Key]) -> str:
    """A hash of them, by which a replication is known to be theirs."""
    return hashlib.sha256(json.dumps([list(name) for name in names]).encode()).hexdigest()[:16]


def encode(outcome: Outcome, names: Sequence[Key]) -> bytes:
    """A replication of a scenario whose metrics are known by `names`."""
    measures, arrays = outcome.measures, _Arrays()
    kinds, said, floats = _values(measures.values.values(), arrays)
    own = names_of(outcome)
    head = {
        "names": of_names(names) if own == list(names) else own,
        "kinds": kinds,
        "said": said,
        "monthly": {name: arrays.of(x) for name, x in measures.monthly.items()},
        "retention": [arrays.of(x) for x in measures.retention],
        "statements": {name: arrays.of(x) for name, x in measures.statements.items()},
        "stages": None if outcome.stages is None else arrays.of(outcome.stages),
        "frame": outcome.frame,
        "clipped": outcome.clipped,
        "firings": outcome.firings,
        "floats": len(floats),
    }
    plain = [np.ascontiguousarray(x) for x in arrays.found]
    head["arrays"] = [[x.dtype.newbyteorder("<").str, x.shape] for x in plain]
    body = [np.array(floats, dtype="<f8").tobytes()]
    body += [x.astype(x.dtype.newbyteorder("<"), copy=False).tobytes() for x in plain]
    text = json.dumps(head).encode()
    return zlib.compress(b"".join([LENGTH.pack(len(text)), text, *body]), QUICK)


def decode(payload: bytes, names: Sequence[Key]) -> Outcome:
    """What was encoded; ValueError where it cannot be."""
    raw = zlib.decompress(payload)
    (length,) = LENGTH.unpack_from(raw)
    head = json.loads(raw[LENGTH.size : LENGTH.size + length])
    place = LENGTH.size + length
    floats = np.frombuffer(raw, "<f8", head["floats"], place).tolist()
    place += 8 * len(floats)
    arrays: list[NDArray[Any]] = []
    for kind, shape in head["arrays"]:
        if kind not in KINDS:
            raise ValueError(f"no array of {kind} is kept")
        count = int(np.prod(shape, dtype=np.int64))
        read = np.frombuffer(raw, kind, count, place).reshape(shape)
        arrays.append(read.astype(read.dtype.newbyteorder("="), copy=True))
        place += read.nbytes
    own = names
    if not isinstance(head["names"], str):
        own = [(metric, dim, key) for metric, dim, key in head["names"]]
    elif head["names"] != of_names(names):
        raise ValueError("it was kept beside other names")
    values = ByMetric(zip(own, _read(head["kinds"], head["said"], floats, arrays), strict=True))
    start, months, currency, *lists = head["frame"]
    return Outcome(
        Measures(
            values,
            {name: arrays[i] for name, i in head["monthly"].items()},
            Retention(*(arrays[i] for i in head["retention"])),
            {name: arrays[i] for name, i in head["statements"].items()},
        ),
        Frame(start, months, currency, *map(tuple, lists)),
        head["clipped"],
        tuple(tuple(row) for row in head["firings"]),
        None if head["stages"] is None else arrays[head["stages"]],
    )


def _values(values: Iterable[Value], arrays: _Arrays) -> tuple[str, list[Any], list[float]]:
    """The kind of each value, what its kind says in words and places, and its numbers."""
    kinds: list[str] = []
    said: list[Any] = []
    floats: list[float] = []
    for value in values:
        if isinstance(value, Ratio):
            kinds.append(RATIO)
            floats += value
        elif isinstance(value, Count):
            kinds.append(COUNT)
            floats += value
        elif isinstance(value, Sums):
            kinds.append(SUMS)
            said.append([arrays.of(value.parts), len(value.known)])
            floats += value.known
        elif isinstance(value, Cycle):
            kinds.append(CYCLE)
            said.append([[arrays.of(column) for column in value.deals], value.dim, value.place])
            floats.append(value.days)
        else:
            kinds.append(NOTHING if isinstance(value, Nothing) else UNDEFINED)
            said.append(value.why)
    return "".join(kinds), said, floats


def _read(kinds: str, said: Sequence[Any], floats: Sequence[float], arrays: Sequence[NDArray[Any]]) -> list[Value]:
    words, numbers = iter(said), iter(floats)
    deals: dict[tuple[int, ...], Ended] = {}  # shared by the slots of a replication, as they were
    found: list[Value] = []
    for kind in kinds:
        if kind == RATIO:
            found.append(Ratio(next(numbers), next(numbers)))
        elif kind == COUNT:
            found.append(Count(next(numbers)))
        elif kind == SUMS:
            place, known = next(words)
            found.append(Sums(arrays[place], tuple(next(numbers) for _ in range(known))))
        elif kind == CYCLE:
            places, dim, slot = next(words)
            shared = deals.setdefault(tuple(places), Ended(*(arrays[i] for i in places)))
            found.append(Cycle(next(numbers), shared, dim, slot))
        elif kind == NOTHING:
            found.append(Nothing(next(words)))
        elif kind == UNDEFINED:
            found.append(Undefined(next(words)))
        else:
            raise ValueError(f"no value is of kind {kind!r}")
    return found
