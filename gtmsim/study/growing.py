"""A scenario whose replications are added a few at a time, until enough is known."""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from gtmsim.study.gather import gather
from gtmsim.study.live import Outcome, live
from gtmsim.study.repeated import Progress, in_threads, replicate
from gtmsim.study.results import Results

if TYPE_CHECKING:
    from gtmsim.study.replicate import Ready


class Growing:
    """Replications so far, from the first on, as if all of them had been asked for at once."""

    def __init__(self, ready: "Ready", by_stage: bool = False, first: int = 0, warned: bool = True) -> None:
        self.ready, self.by_stage = ready, by_stage
        self.warned = warned  # is what is odd looked for?
        self.first = first  # replication: others before it were lived elsewhere
        self.outcomes: list[Outcome] = []
        self.seconds = 0.0
        self._known: Results | None = None

    def grow(self, replications: int, progress: Progress | None = None) -> None:
        """Have at least so many."""
        more = replications - len(self.outcomes)
        if more <= 0:
            return
        ready, started = self.ready, time.perf_counter()
        by_stage = self.by_stage or bool(ready.asked.run.target)
        one = partial(live, ready.teller.simulate, ready.inputs, ready.asked.run.seed, by_stage=by_stage)
        later = partial(_later, one, self.first + len(self.outcomes))
        if ready.teller.threads:
            self.outcomes += in_threads(later, more, ready.workers, progress)
        else:
            self.outcomes += replicate(later, more, ready.workers, progress, eager=ready.eager)
        self.seconds += time.perf_counter() - started
        self._known = None

    @property
    def results(self) -> Results:
        """What they say together."""
        if self._known is None:
            asked, n = self.ready.asked, len(self.outcomes)
            said = asked.model_copy(update={"run": asked.run.model_copy(update={"replications": n})})
            name, notes = self.ready.teller.name, self.ready.notes
            self._known = gather(said, self.outcomes, notes, self.seconds, name, self.ready.foreseen, self.warned)
        return self._known


def _later(one: Callable[[int], Outcome], first: int, replication: int) -> Outcome:
    return one(first + replication)
