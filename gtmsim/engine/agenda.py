"""SimPy with whole microseconds and a written order inside an instant: nothing depends on who was created first.

At one instant come the calendar, completions, give-ups and arrivals, then one dispatch for each team; within a kind
the lower entity key first, then the lower `sub`. SimPy's own plumbing (a process starts or ends) runs at once, inside
the event that caused it.
"""

from collections.abc import Callable
from heapq import heapify
from typing import Any, cast

import simpy
from simpy.events import NORMAL, Event, EventPriority

CALENDAR, COMPLETION, GIVE_UP, ARRIVAL, DISPATCH = range(5)
AT_ONCE = (-1, 0, 0)


class TooManyEventsError(RuntimeError):
    """A replication went beyond the number of events that the engine allows."""


class Agenda(simpy.Environment):
    """What is going to happen, in the agreed order."""

    def __init__(self, most: int, begin: int = 0) -> None:
        super().__init__(initial_time=begin)
        self.most = self.left = most
        self.over = False

    def schedule(self, event: Event, priority: Any = NORMAL, delay: Any = 0) -> None:
        """Put an event on the agenda; anything without a place in the order happens at once."""
        super().schedule(event, cast(EventPriority, priority if type(priority) is tuple else AT_ONCE), delay)

    def at(self, when: int, kind: int, entity: int, sub: int = 0, value: Any = None) -> Event:
        """An event that happens at `when` [microseconds]."""
        self.left -= 1
        if self.left < 0:
            raise TooManyEventsError(f"more than {self.most:,} events")
        event = Event(self)
        event._ok = True
        event._value = value
        super().schedule(event, cast(EventPriority, (kind, entity, sub)), when - cast(int, self.now))
        return event

    def call(
        self, when: int, kind: int, entity: int, sub: int, then: Callable[[Event], None], value: Any = None
    ) -> None:
        """Call `then` at `when` [microseconds]."""
        callbacks = self.at(when, kind, entity, sub, value).callbacks
        callbacks.append(then)

    def forget(self, keeps: Callable[[Any], bool]) -> None:
        """Nothing happens any more but what is kept, by its kind, entity and `sub`."""
        self._queue[:] = [each for each in self._queue if keeps(each[1])]
        heapify(self._queue)

    def begin(self, most: int) -> None:
        """It is day 0, and from now on so many events are allowed."""
        self._now = 0
        self.most = self.left = most

    def run_to(self, end: int) -> None:
        """Let everything happen up to and including `end` [microseconds], or until it is over."""
        queue = self._queue
        step = self.step
        while queue and not self.over and queue[0][0] <= end:
            step()


def happen(event: Event, value: Any) -> None:
    """Make an event happen now, resuming at once whoever waits for it."""
    event._ok = True
    event._value = value
    callbacks, event.callbacks = event.callbacks, cast(Any, None)
    for callback in callbacks:
        callback(event)
