"""What months earn of bills, and what bills have left at their ends: bill by bill."""

from gtmsim.machine.jit import kept, kernel


@kernel
def part(amount, some, whole):
    """Amount x some / whole, rounded down; the product of all would not fit 64 bits."""
    return amount // whole * some + amount % whole * some // whole


@kept
def earn(months, since, until, ended, amounts, bounds, flows, stocks):
    """Add up both columns of amounts by month; times are in parts of months, `bounds` begins with day 0."""
    n = len(bounds) - 1
    for bill in range(len(months)):
        start, stop, whole = since[bill], until[bill], max(until[bill] - since[bill], 1)
        for column in range(2):
            amount, earned = amounts[column, bill], 0
            if months[bill] < 0:
                earned = part(amount, min(max(bounds[0] - start, 0), whole), whole)
                stocks[column, 0] -= part(-amount, min(max(stop - bounds[0], 0), whole), whole)
            month = max(months[bill], 0)
            while month < n:
                if ended[bill] == month:
                    flows[column, month] += amount - earned
                    break
                before = earned
                earned = part(amount, min(max(bounds[month + 1] - start, 0), whole), whole)
                flows[column, month] += earned - before
                stocks[column, month + 1] -= part(-amount, min(max(stop - bounds[month + 1], 0), whole), whole)
                if bounds[month + 1] >= stop:
                    break
                month += 1
