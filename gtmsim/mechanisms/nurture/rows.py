"""Rows of nurture."""

from gtmsim.journal.catalogue import row

RECYCLED = row(
    6,
    "a nurtured lead answers and is routed again",
    state="qualification",
    may_follow=("OPENING_LEAD", "dropped"),
    detail="n-th return, from 1",
    tells="answered again after nurturing, return {detail}",
)
