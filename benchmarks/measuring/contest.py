"""Contestants run in processes of their own and take turns, so that the machine's moods fall on all of them alike."""

import gc
import importlib
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from mini_model.model import Counts

SHORT = 0.3  # seconds: what takes less is run several times a round
SEVERAL = 5
NONE = Counts(0, 0, 0, 0)


class Contestant(NamedTuple):
    """Who runs: a module's `prepare(*arguments)` makes the race, in the process of that name."""

    name: str
    module: str
    arguments: tuple[Any, ...]
    process: str = ""  # its own, unless named
    k: float = 1.0  # scale of the mini model


class Finding(NamedTuple):
    """What was measured: medians over rounds."""

    cpu: float  # seconds, of all threads
    wall: float  # seconds
    counts: Counts  # means over all runs
    first: Counts  # of the first run
    runs: int
    peak: float  # MiB, the most that the process ever held
    missing: str = ""  # why there is nothing


def contest(contestants: Sequence[Contestant], rounds: int) -> dict[str, Finding]:
    """Rounds over all contestants; who cannot run is told with the reason."""
    pipes: dict[str, Connection] = {}
    processes = []
    start = multiprocessing.get_context("spawn")
    missing: dict[str, str] = {}
    runs: dict[str, list[tuple[float, float, Counts, float]]] = {one.name: [] for one in contestants}
    medians: dict[str, list[tuple[float, float]]] = {one.name: [] for one in contestants}
    try:
        for one in contestants:
            where = one.process or one.name
            if where not in pipes:
                pipes[where], theirs = start.Pipe()
                processes.append(start.Process(target=_serve, args=(theirs,), daemon=True))
                processes[-1].start()
                theirs.close()
            _say(f"preparing {one.name}")
            pipes[where].send((one.name, one.module, one.arguments))
            missing[one.name] = pipes[where].recv()
        for turn in range(rounds):
            for one in contestants:
                if missing[one.name]:
                    continue
                _say(f"round {turn + 1} of {rounds}: {one.name}")
                pipe, new = pipes[one.process or one.name], runs[one.name]
                before = len(new)
                while len(new) == before or (new[before][0] < SHORT and len(new) < before + SEVERAL):
                    pipe.send((one.name, len(new) + 1))
                    new.append(pipe.recv())
                cpus, walls = ([run[i] for run in new[before:]] for i in (0, 1))
                medians[one.name].append((statistics.median(cpus), statistics.median(walls)))
    finally:
        _say("")
        for process in processes:
            process.terminate()
    return {one.name: _finding(missing[one.name], runs[one.name], medians[one.name]) for one in contestants}


def _finding(
    missing: str, runs: list[tuple[float, float, Counts, float]], medians: list[tuple[float, float]]
) -> Finding:
    if missing:
        return Finding(0.0, 0.0, NONE, NONE, 0, 0.0, missing)
    cpu, wall = (statistics.median(pair[i] for pair in medians) for i in (0, 1))
    counts = Counts(*(statistics.fmean(column) for column in zip(*(run[2] for run in runs), strict=True)))
    return Finding(cpu, wall, counts, runs[0][2], len(runs), max(run[3] for run in runs))


def _serve(pipe: Connection) -> None:
    """Prepare what is asked for and run it when it is its turn."""
    races: dict[str, Any] = {}
    while True:
        try:
            asked = pipe.recv()
        except EOFError:
            return
        if len(asked) == 3:
            name, module, arguments = asked
            try:
                races[name] = importlib.import_module(module).prepare(*arguments)
                pipe.send("")
            except ModuleNotFoundError as error:
                pipe.send(f"{error.name} is not installed" if error.name else str(error))
            continue
        name, seed = asked
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        found = races[name](seed)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        counts = found if isinstance(found, Counts) else _counted(found)
        del found
        pipe.send((cpu, wall, counts, _peak()))


def _counted(journal: Any) -> Counts:
    """The counts in a journal, taken after the clock has stopped."""
    import gtmsim

    leads, wins, renewals = (
        int((journal.kind == kind).sum()) for kind in (gtmsim.Kind.LEAD, gtmsim.Kind.WON, gtmsim.Kind.RENEWED)
    )
    return Counts(leads, wins, renewals, len(journal))


def _peak() -> float:
    """The most memory that this process has held [MiB]."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def _say(what: str) -> None:
    """What is going on, on one line of a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)
