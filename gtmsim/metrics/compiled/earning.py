"""What months earn of bills, and what bills have left at their ends: customer by customer, bill by bill."""

import numpy as np

from gtmsim.machine.jit import kept, kernel
from gtmsim.mechanisms.collection.rows import CUT_OFF
from gtmsim.mechanisms.contracts.rows import SETUP_FEE
from gtmsim.mechanisms.pausing.rows import PAUSE_ENDED, PAUSED
from gtmsim.mechanisms.subscription.rows import (
    CHURNED,
    CLOSED_DOWN,
    COGS,
    COTERMED,
    CREDITED,
    INVOICED,
    NEW_CUSTOMER,
    OPENING_CUSTOMER,
)
from gtmsim.mechanisms.training.rows import TRAINING_FEE
from gtmsim.mechanisms.win_back.rows import REACTIVATED
from gtmsim.metrics.compiled.calendar import age
from gtmsim.metrics.earning import NEVER, PARTS, YEAR

DAY = 86_400_000_000  # microseconds
FEBRUARY = 1


@kernel
def part(amount, some, whole):
    """Amount x some / whole, rounded down; the product of all would not fit 64 bits."""
    return amount // whole * some + amount % whole * some // whole


@kernel
def parts_of(month, day, clock):
    """An instant in parts of months since January 1970; a day that the month lacks becomes its last."""
    year, which = 1970 + month // YEAR, month % YEAR
    length = 31 - which % 7 % 2  # days
    if which == FEBRUARY:
        length = 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return month * PARTS + (min(day, length - 1) * DAY + clock) * PARTS // (length * DAY)


@kernel
def earn(month, since, until, ended, column, amount, ends, flows, stocks):
    """Add one amount to what months earn and to what is left at their ends, `ends` in parts with day 0 in front."""
    whole, earned = max(until - since, 1), 0
    if month < 0:
        earned = part(amount, min(max(ends[0] - since, 0), whole), whole)
        stocks[column, 0] -= part(-amount, min(max(until - ends[0], 0), whole), whole)
        month = 0
    while month < len(ends) - 1:
        if ended == month:
            flows[column, month] += amount - earned
            return
        before = earned
        earned = part(amount, min(max(ends[month + 1] - since, 0), whole), whole)
        flows[column, month] += earned - before
        stocks[column, month + 1] -= part(-amount, min(max(until - ends[month + 1], 0), whole), whole)
        if ends[month + 1] >= until:
            return
        month += 1


@kept
def earn_all(
    noted,
    begins,
    index,
    time,
    kinds,
    details,
    segments,
    amounts,
    levels,
    numbers,
    bounds,
    months,
    days,
    lasts,
    low,
    terms,
    bills,
    serve_share,
    # What is added up: by bills and by what serving them costs.
    ends,
    flows,
    stocks,
):
    """Add up what is billed to every customer; False where the table of the calendar does not reach.

    The day of the month of a contract is the latest day on which it was billed or ended: a shorter month can only make
    it earlier.
    """
    for month in range(len(ends)):
        day = bounds[month] // DAY
        ends[month] = parts_of(months[day - low], days[day - low], bounds[month] - day * DAY)
    for customer in range(len(begins) - 2):
        begin, end = begins[customer], begins[customer + 1]
        anchor, billed, ended, adds = np.int64(-1), False, NEVER, False
        month = since = until = amount = serving = np.int64(0)
        month_added = since_added = added = serving_added = np.int64(0)  # what is added to a bill lasts as long
        for i in range(begin, end):
            note = noted[index[i]]
            row, kind, now = note.row, kinds[note.row], time[note.row]
            opening = kind == OPENING_CUSTOMER
            if opening or kind in (NEW_CUSTOMER, REACTIVATED, PAUSE_ENDED):
                born = now - np.int64(np.rint(numbers[row] * DAY)) if opening else now
                if born // DAY < low:
                    return False
                anchor = days[born // DAY - low]
                for k in range(i + 1, end):
                    later = kinds[noted[index[k]].row]
                    if later in (NEW_CUSTOMER, REACTIVATED, PAUSE_ENDED, OPENING_CUSTOMER):
                        break
                    if later in (INVOICED, CHURNED, PAUSED):
                        anchor = max(anchor, days[time[noted[index[k]].row] // DAY - low])
            if opening or kind == INVOICED:
                if anchor < 0:
                    return False
                if billed:
                    earn(month, since, until, ended, 0, amount, ends, flows, stocks)
                    earn(month, since, until, ended, 1, serving, ends, flows, stocks)
                if adds:
                    earn(month_added, since_added, until, ended, 0, added, ends, flows, stocks)
                    earn(month_added, since_added, until, ended, 1, serving_added, ends, flows, stocks)
                    adds = False
                billed, ended, serving, month = True, NEVER, np.int64(0), np.int64(note.month)
                if opening:
                    place = born // DAY
                    birth, clock, term = months[place - low], born - place * DAY, terms[segments[row]]
                    most, term = bills[segments[row]], np.int64(details[row]) if details[row] > 0 else term
                    aged = age(birth, anchor, clock, now + 1, months, days, lasts, low) - 1  # completed on day 0
                    running = aged % term // most * most  # months of the running term that are paid and served
                    first, span = birth + aged - aged % term + running, min(most, term - running)
                    amount, month = levels[row] * span, np.int64(-1)
                    serving = np.int64(amount * serve_share + 0.5)
                    since = parts_of(first, anchor, clock)
                else:
                    place = now // DAY
                    first, span, amount, clock = months[place - low], details[row], amounts[row], now - place * DAY
                    since = parts_of(first, days[place - low], clock)
                until = parts_of(first + span, anchor, clock)
            elif kind == COTERMED:
                if not billed or adds:
                    return False
                place = now // DAY
                since_added = parts_of(months[place - low], days[place - low], now - place * DAY)
                adds, added, serving_added, month_added = True, amounts[row], np.int64(0), np.int64(note.month)
            elif kind in (CREDITED, SETUP_FEE, TRAINING_FEE):
                flows[0, note.month] += amounts[row]
            elif kind == COGS:
                if adds and amounts[row] > 0:
                    serving_added += amounts[row]
                elif billed and month >= 0 and amounts[row] > 0:
                    serving += amounts[row]
                else:
                    flows[1, note.month] += amounts[row]
            elif billed and (kind in (CHURNED, PAUSED, CLOSED_DOWN, CUT_OFF)):
                ended = min(ended, np.int64(note.month))
        if billed:
            earn(month, since, until, ended, 0, amount, ends, flows, stocks)
            earn(month, since, until, ended, 1, serving, ends, flows, stocks)
        if adds:
            earn(month_added, since_added, until, ended, 0, added, ends, flows, stocks)
            earn(month_added, since_added, until, ended, 1, serving_added, ends, flows, stocks)
    return True
