"""A scenario whose replications are added a few at a time, until enough is known."""

import time
from typing import TYPE_CHECKING

from gtmsim.study.cached.lives import lives
from gtmsim.study.gather import gather
from gtmsim.study.live import Outcome
from gtmsim.study.repeated import Progress
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
        begin = self.first + len(self.outcomes)
        self.outcomes += lives(ready, range(begin, begin + more), self.by_stage, progress).outcomes
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
