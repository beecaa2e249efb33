"""The state of one replication: the agenda, the luck, the teams, the books, and the rows written so far."""

from collections.abc import Callable
from typing import Any, cast

from gtmsim.engine.agenda import Agenda
from gtmsim.engine.draws import Draws, name_key
from gtmsim.engine.journal import Kind
from gtmsim.engine.teams import Team
from gtmsim.rules.calendar import DAY, month_of
from gtmsim.scenario.inputs import HandlingInputs, Inputs, SegmentInputs

REFERRAL = name_key("referral")  # names a referred lead below its referrer


class Account:
    """One account, from first touch to churn."""

    __slots__ = ("active", "channel", "fit", "gone", "key", "live", "mrr", "referrer", "segment", "trust", "waited")

    def __init__(self, key: int, channel: int, segment: int, active: int, fit: float) -> None:
        self.key, self.channel, self.segment, self.active, self.fit = key, channel, segment, active, fit
        self.trust = 0.0  # logit
        self.waited = 0.0  # days that it waited for our sellers
        self.mrr = 0  # cents
        self.live = 0  # when it had value [microseconds]
        self.gone = False  # never to return
        self.referrer: Account | None = None


class World:
    """One replication of a scenario."""

    def __init__(
        self, inputs: Inputs, replication: int, most: int, begin_referring: "Callable[[World, Account], object]"
    ) -> None:
        self.inputs = inputs
        self.agenda = Agenda(most)
        self.draws = Draws(inputs.seed, replication)
        self.u = self.draws.uniform
        self.rows: list[tuple[Any, ...]] = []
        self.teams = tuple(Team(self.agenda, i, team) for i, team in enumerate(inputs.teams))
        self.sdr = self.teams[inputs.sdr] if inputs.sdr >= 0 else None
        self.ae = self.teams[inputs.ae] if inputs.ae >= 0 else None
        self.mrr = [0] * len(inputs.segments)  # cents, per segment
        self.customers = [0] * len(inputs.segments)
        self.coverage = 1.0
        self.coverage_sums = [0.0]
        self.last_day = inputs.horizon // DAY - 1
        self.referral_channel = len(inputs.channels)
        self.stages = tuple(name_key("stage", stage.name) for stage in inputs.stages)  # name the luck in each
        self.begin_referring = begin_referring

    def customer(self, who: Account) -> None:
        """Let a customer's referrals begin."""
        if self.inputs.referrals is not None and self.inputs.referrals.rate > 0.0:
            self.begin_referring(self, who)

    @property
    def now(self) -> int:
        """Microseconds since the start."""
        return cast(int, self.agenda.now)

    def note(
        self,
        kind: Kind,
        who: Account,
        sub: int = 0,
        team: int = -1,
        amount: int = 0,
        level: int = 0,
        number: float = 0.0,
    ) -> None:
        """Write a row about an account."""
        self.rows.append((self.agenda.now, kind, who.key, sub, who.channel, who.segment, team, amount, level, number))

    def post(
        self,
        kind: Kind,
        sub: int = 0,
        channel: int = -1,
        segment: int = -1,
        team: int = -1,
        amount: int = 0,
        level: int = 0,
        number: float = 0.0,
    ) -> None:
        """Write a row about the firm."""
        self.rows.append((self.agenda.now, kind, 0, sub, channel, segment, team, amount, level, number))

    def move(self, kind: Kind, who: Account, delta: int, number: float = 0.0) -> None:
        """Move the account's MRR by `delta` [cents] and write the movement."""
        before, who.mrr = who.mrr, who.mrr + delta
        self.mrr[who.segment] += delta
        if before == 0:
            self.customers[who.segment] += 1
        elif who.mrr == 0:
            self.customers[who.segment] -= 1
        self.note(kind, who, amount=delta, level=who.mrr, number=number)

    def segment(self, who: Account) -> SegmentInputs:
        """The account's segment."""
        return self.inputs.segments[who.segment]

    def handling(self, who: Account) -> HandlingInputs:
        """How leads like this one fare."""
        return self.inputs.active if who.active else self.inputs.passive

    def today(self) -> int:
        """Day of the horizon, at most its last: the plan of that day holds in the run-off."""
        return min(self.now // DAY, self.last_day)

    def month(self, time: int) -> int:
        """Month index of an instant, 0 for all before day 0."""
        return max(0, month_of(self.inputs.starts, time) - self.inputs.before)
