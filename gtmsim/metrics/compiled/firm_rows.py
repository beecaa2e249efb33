"""What rows of the whole firm may say: shares, sizes and amounts within their bounds, and which row stands beside."""

from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.attrition.rows import HEADCOUNT
from gtmsim.mechanisms.brand.rows import BRAND_CRISIS, GOODWILL
from gtmsim.mechanisms.channels.rows import BUDGET_REVIEWED
from gtmsim.mechanisms.community.rows import COMMUNITY_SIZE, PRICE_LEAKED
from gtmsim.mechanisms.productivity.rows import PRODUCTIVITY
from gtmsim.mechanisms.promotion.rows import CHANNEL_BANNED
from gtmsim.mechanisms.quota.rows import QUOTA_PERIOD
from gtmsim.mechanisms.recruiting.rows import OFFER_DECLINED, POSITION_CLOSED
from gtmsim.mechanisms.recruiting.rules import MOST_OFFERS
from gtmsim.mechanisms.staff.rows import CAPACITY, EMPLOYEE_JOINED, EMPLOYEE_LEFT
from gtmsim.mechanisms.success.rows import CSM_COVERAGE


@kernel
def tells_again(kind):
    """Does a row tell once more of a decision: who joins or leaves by it, or is looked for no more?"""
    return kind in (EMPLOYEE_JOINED, EMPLOYEE_LEFT, POSITION_CLOSED)


@kernel
def is_possible(kind, row, time, kinds, detail, channel, team, amount, int_values, values, n_months, hours):
    """Can a row say this, by itself and beside its neighbours? Sums and closings are looked at elsewhere."""
    now, value = time[row], values[row]
    if kind == CSM_COVERAGE:
        return value >= 0.0 and value <= 1.0
    if kind == CAPACITY:
        return team >= 0 and detail[row] >= 0 and detail[row] < n_months and hours[team, detail[row]] == value
    if kind == BUDGET_REVIEWED:
        return value >= 0.0
    if kind == BRAND_CRISIS:
        return value >= 0.0 and row + 1 < len(time) and kinds[row + 1] == GOODWILL and time[row + 1] == now
    if kind == COMMUNITY_SIZE:
        return value >= 0.0 and int_values[row] >= 0
    if kind == PRICE_LEAKED:
        if row == 0 or kinds[row - 1] != COMMUNITY_SIZE or time[row - 1] != now or values[row - 1] <= 0.0:
            return False
        return value >= 0.0 and value < 1.0 and int_values[row] >= 1 and int_values[row] <= int_values[row - 1]
    if kind == HEADCOUNT:
        return value >= 0.0 and int_values[row] >= 0
    if kind == OFFER_DECLINED:
        return value >= 0.0 and detail[row] >= 1 and detail[row] < MOST_OFFERS
    if kind == POSITION_CLOSED:
        return value > 0.0
    if kind == QUOTA_PERIOD:
        return value > 0.0 and amount >= 0
    if kind == PRODUCTIVITY:
        return value > 0.0
    return kind != CHANNEL_BANNED or (channel >= 0 and value >= 1.0)
