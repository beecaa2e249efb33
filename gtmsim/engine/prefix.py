"""The beginning of a replication: what a limited number of events tells of it."""

from typing import NamedTuple

from gtmsim.journal.journal import Journal


class Prefix(NamedTuple):
    """A replication as far as it was told."""

    journal: Journal
    events: int  # that were put on the agenda from day 0 on
    reached: int  # how far it came [microseconds]
    whole: bool  # to the end
