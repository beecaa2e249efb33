"""What was spent on winning customers, by kind of cost and by channel, in whole cents. Knows no metric."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.engine.journal import Flags, Floats, Ints, Kind
from gtmsim.metrics.apportion import apportion
from gtmsim.metrics.cut import Cut, cut_by, sums

if TYPE_CHECKING:
    from gtmsim.metrics.ledger import Ledger

ACQUIRING = ("sdr", "ae")  # functions of the teams whose pay is a cost of acquisition
REFERRAL = "referral"


class Costs:
    """Costs of the horizon by channel; the last place is what belongs to none (the initial pipeline)."""

    def __init__(self, ledger: "Ledger") -> None:
        self.ledger = ledger
        self.header = ledger.header
        self.channels = cut_by(ledger.header, "channel")
        self.acquiring: Flags = np.array([function in ACQUIRING for function in self.header.functions], np.bool_)

    def of(self, by_channel: Ints, cut: Cut) -> Ints:
        """An amount by channel as a cut wants it: whole, or as it is."""
        return by_channel.sum(keepdims=True) if cut.whole else by_channel

    @cached_property
    def wins(self) -> Ints:
        """Deals won in the horizon, by channel."""
        return self.channels.count(self.ledger.rows(Kind.WON))

    @cached_property
    def variable(self) -> Ints:
        """Spend, lead fees and referral rewards [cents], by channel."""
        rewards = self.ledger.rows(Kind.REWARD)
        # A reward is a cost of the referral channel, whichever channel its earner came through.
        place = (*self.header.channels, REFERRAL).index(REFERRAL)
        rewarded = sums(np.full(len(rewards), place), rewards.amount, self.channels.width)
        return np.asarray(self._direct(Kind.SPENT) + self._direct(Kind.FEE) + rewarded)

    @cached_property
    def marketing(self) -> Ints:
        """Variable costs and the proof programme, which follows the hours worked [cents], by channel."""
        return np.asarray(self.variable + self._by_hours(Kind.PROGRAMME))

    @cached_property
    def sales(self) -> Ints:
        """Pay of the SDR and AE teams by their hours, commissions, overhead by all hours [cents], by channel."""
        total = self._direct(Kind.COMMISSION) + self._by_hours(Kind.OVERHEAD)
        for pay, hours in zip(self.pay[self.acquiring], self.hours, strict=True):
            total = total + apportion(pay, hours if hours.any() else self.hours.sum(axis=0))
        return np.asarray(total)

    @cached_property
    def loaded(self) -> Ints:
        """All costs of acquisition [cents], by channel."""
        return np.asarray(self.marketing + self.sales)

    @cached_property
    def pay(self) -> Ints:
        """Pay of each team [cents]."""
        rows = self.ledger.rows(Kind.SALARY)
        return cut_by(self.header, "team").sum(rows, rows.amount)[:-1]

    @cached_property
    def hours(self) -> Floats:
        """Hours worked in the horizon by each acquiring team for each channel, shape (teams, channels + 1)."""
        tasks, width = self.ledger.tasks, self.channels.width
        slots = tasks.team.astype(np.int64) * width + self.channels.of(tasks)
        worked = tasks.by_month(slots, len(self.header.teams) * width).sum(axis=1)
        return np.asarray(worked.reshape(-1, width)[self.acquiring])

    @cached_property
    def by_month(self) -> dict[str, Ints]:
        """Marketing, sales and success [cents], by month."""
        pay = self.ledger.rows(Kind.SALARY)
        wins_customers = self.acquiring[pay.team]
        return {
            "marketing": self._monthly(Kind.SPENT, Kind.FEE, Kind.REWARD, Kind.PROGRAMME),
            "sales": self._monthly(Kind.COMMISSION, Kind.OVERHEAD)
            + sums(pay.month[wins_customers], pay.amount[wins_customers], self.header.n_months),
            "success": sums(pay.month[~wins_customers], pay.amount[~wins_customers], self.header.n_months),
        }

    def _monthly(self, *kinds: Kind) -> Ints:
        rows = self.ledger.rows(*kinds)
        return sums(rows.month, rows.amount, self.header.n_months)

    def _direct(self, kind: Kind) -> Ints:
        rows = self.ledger.rows(kind)
        return self.channels.sum(rows, rows.amount)

    def _by_hours(self, kind: Kind) -> Ints:
        return apportion(self.ledger.rows(kind).amount.sum(), self.hours.sum(axis=0))
