"""Rows of the template."""

from gtmsim.journal.catalogue import Event, row


def _has(event: Event) -> str:
    return "it has the template" if event.int_value else "it has no template"


TEMPLATE = row(
    0,
    "a decision looked for the first time at whether the firm has it",
    may_follow=("deal", "NOTICE_DUE", "RENEWAL_DUE"),
    int_value="1: it has it",
    tells=_has,
)
