"""Rows of the buying committee."""

from gtmsim.journal.catalogue import Event, row

SEATS = 1000  # what `detail` of a vote counts a role as
ANSWERS = {1: "votes yes", 0: "votes no", -1: "votes no and blocks the deal"}


def _voted(event: Event) -> str:
    role = event.header.roles[event.detail // SEATS]
    return f"{role} {ANSWERS[event.int_value]} (stance {event.value:+.1f})"


COMMITTEE_MET = row(
    22,
    "the committee met",
    may_follow=("deal",),
    detail="meeting, from 1",
    tells="the committee meets, meeting {detail}",
    formerly="MEETING",
)
VOTE = row(
    23,
    "a member voted",
    may_follow=("deal",),
    detail="1000 x role + seat",
    int_value="1 yes, 0 no, -1 no and blocks",
    value="stance (logit)",
    tells=_voted,
)
