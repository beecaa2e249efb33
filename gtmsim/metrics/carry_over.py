"""What spend still does on later days, and which month's spend has earned a day's leads. Knows no metric."""

import numpy as np

from gtmsim.journal.header import Floats, Header, Ints
from gtmsim.metrics.apportion import apportion
from gtmsim.metrics.months import DAY
from gtmsim.metrics.ordered import powers, total

WHOLE = 10_000  # basis points of one lead


class CarryOver:
    """Each channel's table, made when it is first asked for; of channels that are as in the last run, its table."""

    def __init__(self, header: Header, last: "CarryOver | None" = None) -> None:
        self.header = header
        known = {} if last is None else dict(last._earned)
        alike = {one for one, _, _ in known if last is not None and same_channel(last.header, header, one)}
        self._earned: dict[tuple[int, bool, bool], Floats] = {k: v for k, v in known.items() if k[0] in alike}

    def earned(self, channel: int, paying_fees: bool, late: bool = False) -> Floats:
        """Basis points of a lead touched on each day that each month's spend has earned, shape (days, months).

        What needs no spend, and what was spent before the start, keep their points: a row may add up to less than
        10,000. A lead that comes `late`, after the horizon, comes of spend and not by itself, and may be touched then.
        """
        if (channel, paying_fees, late) not in self._earned:
            self._earned[channel, paying_fees, late] = (
                earned_late(self.header, channel) if late else earned_by_month(self.header, channel, paying_fees)
            )
        return self._earned[channel, paying_fees, late]


def same_channel(a: Header, b: Header, channel: int) -> bool:
    """Does a channel carry over in two runs the same, day by day?"""
    if (a.months, a.n_months, a.late_days) != (b.months, b.n_months, b.late_days) or channel >= len(b.keep):
        return False
    columns = ((a.keep, b.keep), (a.initial_stock, b.initial_stock), (a.organic, b.organic), (a.working, b.working))
    return all(len(x) == len(y) and np.array_equal(x[channel], y[channel]) for x, y in columns)


def earned_by_month(header: Header, channel: int, paying_fees: bool) -> Floats:
    """Basis points as `CarryOver.earned` gives them: whole numbers, as floats for a product of matrices."""
    carried = carried_by_month(header, channel)
    day = np.arange(len(carried))
    before = header.initial_stock[channel] * powers(header.keep[channel], len(day) + 1)[1:]
    stock = total(carried) + before
    free = np.where(stock > 0.0, header.organic[channel], 1.0)
    by_source = np.column_stack([carried, before]) * ((1.0 - free) / np.where(stock > 0.0, stock, 1.0))[:, None]
    # What needs no spend is owed to the month that pays a fee for it, if one is paid.
    paid = free if paying_fees else np.zeros_like(free)
    by_source[day, month_of_day(header)] += paid
    parts = apportion(np.full(len(day), WHOLE), np.column_stack([by_source, free - paid]))
    return np.asarray(parts[:, :-2], dtype=np.float64)


def earned_late(header: Header, channel: int) -> Floats:
    """The same for leads that come after the horizon, on the days of the horizon and on later ones."""
    within = carried_by_month(header, channel)
    fading = powers(header.keep[channel], header.late_days + 1)[1:]
    carried = np.concatenate([within, np.outer(fading, within[-1])]) if len(within) else within
    before = header.initial_stock[channel] * powers(header.keep[channel], len(carried) + 1)[1:]
    # Where nothing is carried, as at an event, a day's leads are owed to its own month.
    none = total(carried) + before <= 0.0
    month = np.minimum(month_of_day(header).take(np.arange(len(carried)), mode="clip"), header.n_months - 1)
    carried[np.flatnonzero(none), month[none]] = 1.0
    by_source = np.column_stack([carried, before])
    by_source /= total(by_source)[:, None]
    parts = apportion(np.full(len(carried), WHOLE), by_source)
    return np.asarray(parts[:, :-1], dtype=np.float64)


def carried_by_month(header: Header, channel: int) -> Floats:
    """Worth of each month's spend in a channel that still works on each day [cents a day], shape (days, months)."""
    month, keep = month_of_day(header).tolist(), float(header.keep[channel])
    fresh = ((1.0 - keep) * header.working[channel]).tolist()
    carried = np.zeros((len(month), header.n_months))
    stock = 0.0
    for day, (this, spent) in enumerate(zip(month, fresh, strict=True)):
        stock = stock * keep + spent
        carried[day, this] = stock
        if day + 1 == len(month) or month[day + 1] > this:
            rest = np.full(len(month) - day, keep)
            rest[0] = stock
            carried[day:, this] = np.multiply.accumulate(rest)
            stock = 0.0
    return carried


def month_of_day(header: Header) -> Ints:
    """Month of each day of the horizon."""
    days = np.arange(header.daily_spend.shape[1])
    return np.asarray(np.searchsorted(header.months, days * DAY, side="right") - 1)
