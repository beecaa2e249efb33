"""What was spent on winning customers, by kind of cost and by channel, in whole cents. Knows no metric."""

from functools import cached_property

import numpy as np

from gtmsim.journal.chart import booked_on
from gtmsim.journal.header import Flags, Floats, Ints
from gtmsim.journal.kinds import booked_as
from gtmsim.mechanisms.selling.rows import WON
from gtmsim.metrics.apportion import apportioned
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.given import REFERRAL, Given
from gtmsim.metrics.hours import Hours
from gtmsim.metrics.ordered import total
from gtmsim.metrics.tally import Tally

# Kinds of cost; all of them but sales and overhead are marketing.
MEDIA, REFERRALS, MARKETING, PROGRAMMES, SALES, OVERHEADS = (
    booked_as(cost) for cost in ("media", "referral", "marketing", "programme", "sales", "overhead")
)


class Costs:
    """Costs of the horizon by channel; the last place is what belongs to none (the initial pipeline)."""

    def __init__(self, given: Given, tally: Tally, worked: Hours, salaries: Ints) -> None:
        self.tally, self.worked, self.salaries = tally, worked, salaries
        self.header = given.header
        self.channels = given.cut("channel")
        self.acquiring: Flags = given.acquiring

    def of(self, by_channel: Ints, cut: Cut) -> Ints:
        """An amount by channel as a cut wants it: whole, or as it is, or both."""
        return np.concatenate([by_channel if dim else by_channel.sum(keepdims=True) for dim in cut.dims])

    @cached_property
    def wins(self) -> Ints:
        """Deals won in the horizon, by channel."""
        return self.tally.count(self.channels, WON)

    @cached_property
    def variable(self) -> Ints:
        """Spend, lead fees and referral rewards [cents], by channel."""
        found = self._direct(*MEDIA)
        # A reward is a cost of the referral channel, whichever channel its earner came through.
        found[(*self.header.channels, REFERRAL).index(REFERRAL)] += self._whole(*REFERRALS)
        return found

    @cached_property
    def marketing(self) -> Ints:
        """Variable costs, data, brand, community and the programmes, which follow hours worked [cents], by channel."""
        return np.asarray(self.variable + self._direct(*MARKETING) + self._by_hours[0])

    @cached_property
    def sales(self) -> Ints:
        """Pay of SDRs and AEs by their hours, commissions, SPIFs and expenses [cents], by channel."""
        return np.asarray(self._direct(*SALES) + self._by_hours[2:].sum(axis=0))

    @cached_property
    def overhead(self) -> Ints:
        """Tools and overhead of sales and marketing by all hours [cents], by channel."""
        return np.asarray(self._by_hours[1])

    @cached_property
    def blended(self) -> Ints:
        """Marketing and sales [cents], by channel."""
        return np.asarray(self.marketing + self.sales)

    @cached_property
    def loaded(self) -> Ints:
        """All costs of acquisition, overhead included [cents], by channel."""
        return np.asarray(self.blended + self.overhead)

    @cached_property
    def loaded_by_month(self) -> Ints:
        """The same [cents], by month."""
        return np.asarray(sum(self.by_month[name] for name in ("marketing", "sales", "overhead")))

    @cached_property
    def pay(self) -> Ints:
        """Pay of each team [cents]."""
        return np.asarray(self.salaries.sum(axis=1))

    @cached_property
    def hours(self) -> Floats:
        """Hours worked in the horizon by each acquiring team for each channel, shape (teams, channels + 1)."""
        worked = total(self.worked.by_channel)
        return np.asarray(worked.reshape(-1, self.channels.width)[self.acquiring])

    @cached_property
    def by_month(self) -> dict[str, Ints]:
        """Marketing, sales, overhead and success [cents], by month."""
        monthly = self.tally.monthly_amount
        return {
            "marketing": monthly(*booked_on("marketing")),
            "sales": monthly(*booked_on("sales")) + self.salaries[self.acquiring].sum(axis=0),
            "overhead": monthly(*booked_on("overhead")),
            "success": self.salaries[~self.acquiring].sum(axis=0),
        }

    def _direct(self, *kinds: int) -> Ints:
        return self.tally.amount(self.channels, *kinds)

    def _whole(self, *kinds: int) -> int:
        return int(self.tally.monthly_amount(*kinds).sum())

    @cached_property
    def _by_hours(self) -> Ints:
        """Programmes, brand, community, overhead and pay of each acquiring team, divided by channel by hours worked."""
        every = total(self.hours, axis=0)
        worked = np.where(self.hours.any(axis=1, keepdims=True), self.hours, every)
        common = self._whole(*PROGRAMMES)
        wholes = [common, self._whole(*OVERHEADS), *self.pay[self.acquiring].tolist()]
        return np.array([apportioned(whole, each) for whole, each in zip(wholes, (every, every, *worked), strict=True)])
