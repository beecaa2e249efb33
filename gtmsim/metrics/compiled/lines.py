"""Where each line of whole numbers lies in the one table that all passes add to, by channel and segment."""

from gtmsim.journal.kinds import KINDS

# As in `gtmsim.metrics.months`, written out: kept code is found again by the sources in this folder.
CAP = 36  # months of service
COUNTS = 0  # rows of the horizon by kind
AMOUNTS = COUNTS + KINDS  # their amounts [cents]
WAITED = AMOUNTS + KINDS  # time [microseconds]
ANSWERED = WAITED + 1  # leads
# Of leads in need and of baited ones, in the order of `gtmsim.metrics.modes`.
MODES = ANSWERED + 1
PASSIVE_WON = MODES + 1
# Of deals, in the order of `Selling`.
DEALS = MODES + 5
(
    COHORT,
    COHORT_WON,
    COHORT_VALUE,
    COHORT_OPEN,
    OPEN,
    OPEN_VALUE,
    STOCK_VALUE,
    LATE_VALUE,
    CREATED_VALUE,
) = range(DEALS, DEALS + 9)
# Of customers, in the order of `Service`.
CUSTOMERS = CREATED_VALUE + 1
(
    START,
    BEFORE,
    END,
    KEPT,
    STAYED,
    PAYING_AT_START,
    PAYING,
    PAYING_BEFORE,
    LOST_SINCE,
    NEW,
    ALIVE,
    FIRST,
    OBSERVED,
    LIVE_END,
    HOURS,
    HOURS_NEW,
    HOURS_FIRST,
) = range(CUSTOMERS, CUSTOMERS + 17)
# Steps of MRR and of CSM hours by month of service, which running sums turn into levels.
AGES_BEFORE = HOURS_FIRST + 1
AGES = AGES_BEFORE + CAP + 1
AGES_HOURS = AGES + CAP + 1
# What movements change by month, then amount x rest of the month in halves; each as many lines as months.
MOVED = AGES_HOURS + CAP + 1


def lines(n_months: int) -> int:
    """How many there are."""
    return MOVED + 3 * n_months
