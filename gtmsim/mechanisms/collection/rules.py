"""When a bill is paid, and what becomes of one that is not."""

from typing import NamedTuple

from gtmsim.rules.calendar import microseconds
from gtmsim.rules.chance import Law, law_quantile
from gtmsim.rules.rule import rule

UNPAID = -1  # a bill that is written off; a step of the firm that is never taken


class Terms(NamedTuple):
    """What the firm asks of a segment's customers: times after the bill, then after it is due [microseconds]."""

    due: int
    reminded: int  # UNPAID: nobody reminds
    cut_off: int  # UNPAID: nobody is cut off
    written_off: int
    reminder_cost: int  # cents


class CollectionInputs(NamedTuple):
    """How a segment's customers pay, and what they are asked."""

    never: float  # share of bills that are never paid
    late_share: float  # share of the others that are paid after they are due
    late: Law  # day
    hastened: float  # share of the delay to come that a reminder takes off
    saved: float  # share of the bills never paid that a reminder has paid
    now: Terms
    before: Terms  # of bills written before day 0


INPUTS = {
    "collection": tuple[CollectionInputs, ...],  # one for each segment; none where bills are paid at once
}
LUCK = ("NEVER_PAID", "PAYMENT_DELAY")


@rule
def payment_delay(said: CollectionInputs, reminded: int, written_off: int, lost: float, late: float) -> int:
    """How long after it is due a bill is paid [microseconds], UNPAID if that is never, or later than it is written off.

    `reminded` and `written_off` are the firm's times after the due date; nobody is reminded below 0.
    """
    delay = 0
    on_time = 1.0 - said.late_share
    if late > on_time:
        delay = microseconds(law_quantile(said.late, (late - on_time) / said.late_share))
    if reminded >= 0:
        rest = 1.0 - said.hastened
        if lost < said.never * (1.0 - said.saved):
            return UNPAID
        if lost < said.never:
            delay = reminded + int(delay * rest)
        elif delay > reminded:
            delay = reminded + int((delay - reminded) * rest)
    elif lost < said.never:
        return UNPAID
    return delay if delay <= written_off else UNPAID


@rule
def months_of_bill(term: int, month: int, most: int) -> int:
    """Months for which a bill of before day 0 is, written at a month counted from the start of a term."""
    return min(most, term - month % term)


@rule
def bill_before(term: int, month: int, most: int) -> int:
    """Month at which the bill before that of a month was written, both counted from the start of a term [month].

    Terms of so many months follow one another, each billed `most` months at a time.
    """
    passed = month % term
    if passed > 0:
        return month - most
    return month - term + (term - 1) // most * most
