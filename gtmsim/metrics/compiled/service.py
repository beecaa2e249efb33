"""What customers pay in each slot: levels at three instants, months of service, revenue by month."""

import numpy as np

from gtmsim.machine.jit import kept, kernel
from gtmsim.mechanisms.pausing.rows import PAUSED
from gtmsim.mechanisms.save_offers.rows import NOTICE_WITHDRAWN, SAVED
from gtmsim.mechanisms.subscription.rows import CHURNED, NOTICE_GIVEN, OPENING_CUSTOMER
from gtmsim.mechanisms.success.rows import ENTITLED
from gtmsim.metrics.compiled.calendar import age
from gtmsim.metrics.compiled.lines import (
    AGES,
    AGES_BEFORE,
    AGES_HOURS,
    ALIVE,
    BEFORE,
    CAP,
    END,
    FIRST,
    HOURS,
    HOURS_FIRST,
    HOURS_NEW,
    KEPT,
    LIVE_END,
    LOST_SINCE,
    MOVED,
    NEW,
    OBSERVED,
    PAYING,
    PAYING_AT_START,
    PAYING_BEFORE,
    START,
    STAYED,
)
from gtmsim.metrics.compiled.slots import slot_of

DAY = 86_400_000_000  # microseconds
YEAR = 12  # months
MICRO = 1_000_000  # hours are counted in millionths
SPLIT = 20  # bits; products of money and microseconds in two halves stay within 64 bits


@kernel
def holds(steps, start, stop, value):
    """A value that holds over [start, stop), as a step up and a step down, as far as the table goes."""
    ages = len(steps) - 1
    start, stop = min(start, ages), min(stop, ages)
    if stop > start:
        steps[start] += value
        steps[stop] -= value


@kernel
def paid(cells, line, channel, segment, start, stop, value):
    """The same, by month of service, in the lines of a channel and a segment."""
    start, stop = min(start, CAP), min(stop, CAP)
    if stop > start:
        cells[line + start, channel, segment] += value
        cells[line + stop, channel, segment] -= value


@kernel
def taken(per_month, attention, level):
    """CSM hours a month of a customer [millionths of an hour]."""
    return np.int64(np.rint(per_month * attention * MICRO)) if level > 0 else np.int64(0)


@kept
def arrange(movements, begins, rank, index):
    """Rows of movements customer by customer, each in order of happening; `begins` has one place more than needed."""
    for i in range(len(movements)):
        begins[rank[movements[i].customer] + 2] += 1
    for i in range(2, len(begins)):
        begins[i] += begins[i - 1]
    for i in range(len(movements)):
        customer = rank[movements[i].customer] + 1
        index[begins[customer]] = i
        begins[customer] += 1


@kept
def serve(
    movements,
    begins,
    index,
    time,
    kinds,
    channels,
    segments,
    amounts,
    levels,
    numbers,
    first,
    bounds,
    n_months,
    months,
    days,
    lasts,
    low,
    worths,
    success_hours,
    save_hours,
    lived,
    # What is added up.
    cells,
    worth,
    at_risk,
    active,
    mrr,
    mrr_first,
    mrr_before,
    survived,
    survived_before,
):
    """Add up every customer; False where the calendar's table or an age would not do."""
    horizon, extinction, reach = bounds[n_months], bounds[len(bounds) - 1], low + len(days)
    for customer in range(len(begins) - 2):
        begin, end = begins[customer], begins[customer + 1]
        row = movements[index[begin]].row
        channel, segment, entered = channels[row], segments[row], time[row]
        c, s = channel + 1, segment + 1
        opening = kinds[row] == OPENING_CUSTOMER
        new = not opening and movements[index[begin]].month < n_months
        if not opening and not new:
            continue  # won in the run-off: no number is about it
        start = -np.int64(np.rint(numbers[row] * DAY)) if opening else entered
        if start // DAY < low or max(start, extinction) // DAY >= reach:
            return False
        began = start // DAY
        born, birthday, clock = months[began - low], days[began - low], start - began * DAY
        seen, until = (
            age(born, birthday, clock, horizon, months, days, lasts, low),
            age(born, birthday, clock, extinction, months, days, lasts, low),
        )
        entry, first_level, last_level = age(born, birthday, clock, entered, months, days, lasts, low), levels[row], 0
        last_kind = kinds[row]
        if entry < 0 or seen < 0 or movements[index[begin]].month >= n_months:
            return False
        at_start = first_level if opening else 0
        year_ago, at_end, paused = at_start if n_months == YEAR else 0, 0, False
        if new:
            holds(at_risk, 0, seen, 1)
            holds(mrr_first, 0, seen, first_level)
        this, starts, lost, attention, hours = entry, entry, until + 1, 1.0, np.int64(0)
        per_month, first_hours = success_hours[segment], np.int64(0)
        for i in range(begin, end):
            movement = movements[index[i]]
            row, month, level, amount = movement.row, movement.month, levels[movement.row], amounts[movement.row]
            kind = last_kind = kinds[row]
            last_level = level
            if kind == ENTITLED:
                attention = numbers[row]
            hours = taken(per_month, attention, level)
            if i == begin or (i == begin + 1 and kind == ENTITLED and time[row] == entered):
                first_hours = hours
            if month < n_months:
                at_end, paused = level, kind == PAUSED
                if month < n_months - YEAR:
                    year_ago = level
            elif not new:
                continue
            starts, stops = this, until
            # A later movement ends this one's months, but for those of the run-off where they do not count.
            if i + 1 < end and (new or movements[index[i + 1]].month < n_months):
                stops = this = age(born, birthday, clock, time[movements[index[i + 1]].row], months, days, lasts, low)
            observed = min(stops, seen)
            if level == 0 and kind != PAUSED:
                lost = min(lost, starts)
            if kind in (SAVED, NOTICE_WITHDRAWN) or (kind in (CHURNED, PAUSED, NOTICE_GIVEN) and numbers[row] > 0.0):
                if starts < seen:
                    cells[HOURS, c, s] += save_hours
                    cells[HOURS_NEW, c, s] += save_hours if new else 0
                    paid(cells, AGES_HOURS, c, s, max(starts, entry + 1), starts + 1, save_hours)
                if new:
                    for division in range(3):
                        slot = slot_of(division, channel, segment, first)
                        for way in range(3):
                            worth[6 + way, slot] += save_hours * (worths[way, starts + 1] - worths[way, starts])
            if new and starts < observed:
                holds(active, starts, observed, 1 if level > 0 else 0)
                holds(mrr, starts, observed, level)
                holds(mrr_before, starts + 1, min(observed + 1, seen), level)
            if starts < observed:
                paid(cells, AGES_HOURS, c, s, max(starts, entry + 1), observed, hours)
                cells[HOURS, c, s] += hours * (observed - starts)
                cells[HOURS_NEW, c, s] += hours * (observed - starts) if new else 0
                paid(cells, AGES, c, s, max(starts, entry + 1), observed, level)
                paid(cells, AGES_BEFORE, c, s, starts, min(observed, seen - 1), level)
                if new:
                    cells[OBSERVED, c, s] += level * (observed - starts)
            if new:
                for division in range(3):
                    slot = slot_of(division, channel, segment, first)
                    for way in range(3):
                        gone = worths[way, stops] - worths[way, starts]
                        worth[way, slot] += level * gone
                        worth[3 + way, slot] += hours * gone
            if month < n_months and kinds[row] != OPENING_CUSTOMER:
                rest = bounds[month + 1] - time[row]
                cells[MOVED + month, c, s] += amount
                cells[MOVED + n_months + month, c, s] += amount * (rest >> SPLIT)
                cells[MOVED + 2 * n_months + month, c, s] += amount * (rest & ((1 << SPLIT) - 1))
        cells[START, c, s] += at_start
        cells[BEFORE, c, s] += year_ago
        cells[END, c, s] += at_end
        cells[KEPT, c, s] += min(year_ago, at_end)
        if opening or lived[customer] < n_months:
            cells[LIVE_END, c, s] += at_end
        if at_start > 0:
            cells[PAYING_AT_START, c, s] += 1
        if at_end > 0:
            cells[PAYING, c, s] += 1
        if year_ago > 0:
            cells[STAYED, c, s] += at_end
            cells[PAYING_BEFORE, c, s] += 1
            if at_end == 0 and not paused:
                cells[LOST_SINCE, c, s] += 1
        if new:
            cells[NEW, c, s] += 1
            cells[FIRST, c, s] += first_level
            cells[HOURS_FIRST, c, s] += first_hours
            holds(survived, 0, min(lost, seen), 1)
            holds(survived_before, 1, min(lost + 1, seen), 1)
            if last_level > 0 or last_kind == PAUSED:
                cells[ALIVE, c, s] += 1
    return True
