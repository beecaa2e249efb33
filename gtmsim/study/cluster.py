"""The same work over the machines of a Dask cluster: answers in the order of the work, as from this machine."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from gtmsim.study.cached.key import semantics
from gtmsim.study.problems import FailedRunError, StudyError

Item = TypeVar("Item")
Answer = TypeVar("Answer")
LOST = ("KilledWorker", "CommClosedError", "CancelledError", "FutureCancelledError")
SECONDS = 10  # that a cluster may take to answer
HINT = "start one with `dask scheduler` and `dask worker tcp://HOST:8786`, or leave --cluster out"

_address: ContextVar[str | None] = ContextVar("address", default=None)


@contextmanager
def cluster(address: str) -> Iterator[None]:
    """Replications are lived on the Dask cluster whose scheduler has this address, as `tcp://10.0.0.5:8786`."""
    before = _address.set(address)
    try:
        yield
    finally:
        _address.reset(before)


def address_of_cluster() -> str | None:
    """Where replications are lived, if not here."""
    return _address.get()


def on_cluster(
    address: str,
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    done: Callable[[int], None],
    keep: Callable[[Item, Answer], None] | None = None,
) -> list[Answer]:
    """`work` of each item; `done` hears how many are finished, and `keep` of each."""
    if not items:
        return []
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise StudyError("--cluster needs Dask: pip install 'gtmsim[cluster]'") from None
    answers: dict[int, Answer] = {}
    with _client(Client, address) as client:
        _refuse_others(client, address)
        try:
            there = client.scatter(work, broadcast=True)  # once for each worker: the scenario is the larger part
            futures = client.map(_do, [there] * len(items), items, pure=False)
            place = {future.key: i for i, future in enumerate(futures)}
            for future in as_completed(futures):  # type: ignore[no-untyped-call]
                i, answer = place[future.key], future.result()
                answers[i] = answer
                if keep:
                    keep(items[i], answer)
                done(len(answers))
        except Exception as error:
            if type(error).__name__ in LOST:
                raise FailedRunError(f"the cluster at {address} lost a replication: {error}") from error
            raise
    return [answers[i] for i in range(len(items))]


def _do(work: Callable[[Item], Answer], item: Item) -> Answer:
    return work(item)


def _client(kind: Any, address: str) -> Any:
    try:
        return kind(address, timeout=SECONDS, set_as_default=True)
    except (OSError, TimeoutError, ValueError) as error:
        raise StudyError(f"no Dask cluster answers at {address} ({error}); {HINT}") from None


def _refuse_others(client: Any, address: str) -> None:
    """Workers whose code is not ours would give numbers that are not ours."""
    try:
        found = client.run(_code)
    except Exception as error:
        raise StudyError(f"the workers of {address} cannot run gtmsim: {error}; install it there too") from None
    if not found:
        raise StudyError(f"the cluster at {address} has no worker; start one with `dask worker {address}`")
    others = sorted(worker for worker, code in found.items() if code != semantics())
    if others:
        raise StudyError(
            f"{len(others)} of {len(found)} workers of {address} have another gtmsim, Python or numpy than this "
            f"machine ({', '.join(others)}); their numbers could differ, so install the same there"
        )


def _code() -> str:
    return semantics()
