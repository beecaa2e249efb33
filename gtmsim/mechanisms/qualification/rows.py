"""Rows of a lead on its way to an opportunity."""

from gtmsim.journal.catalogue import BEGINNING, row

REASONS = (
    "did not pass marketing's screen",
    "did not qualify",
    "was dropped: nobody was to talk to it",
    "qualified and was dropped: not worth a deal",
)
FOUND = ("waiting for us", "in work", "among those we write to")

MQL = row(
    2,
    "it passed marketing's screen",
    state="qualification",
    may_follow=("LEAD",),
    detail="0",
    tells="passed marketing's screen",
)
DISQUALIFIED = row(
    3,
    "it is no lead any more",
    state="dropped",
    may_follow=("LEAD", "qualification"),
    detail="0 by the screen, 1 by the talk, 2 nobody talks to it, 3 not worth a deal",
    tells=lambda event: REASONS[event.detail],
)
ABANDONED = row(
    4,
    "it left the queue",
    state="dropped",
    may_follow=("qualification",),
    value="days waited",
    tells="gave up after waiting {days}",
    formerly="GAVE_UP",
)
SQL = row(5, "the SDR qualified it", state="qualified", may_follow=("qualification",), tells="qualified by sales")
OPENING_LEAD = row(
    13,
    "a lead that had come before day 0",
    state="qualification",
    may_follow=(BEGINNING,),
    detail="1 active, 0 passive",
    int_value="0 waiting, 1 in work, 2 nurtured",
    value="days since it came",
    tells=lambda event: f"day 0 finds it {FOUND[event.int_value]}, as a lead for {event.days}",
    formerly="FOUND",
)
