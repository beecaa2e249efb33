"""The scenario as numbers: all that an engine reads. Names are positions, in alphabetical order of the names."""

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from gtmsim.mechanisms import declared
from gtmsim.mechanisms.community.rules import price_level
from gtmsim.policies.points import NUMBER
from gtmsim.rules.decision import FIRST, Grid
from gtmsim.rules.maths import log

BANS = attrgetter("bans")


class Answer(NamedTuple):
    """What a table answers: of each output of its decision point, in its unit, and 0 beyond the last."""

    first: float
    second: float
    third: float
    fourth: float


def answered(values: tuple[float, ...]) -> Answer:
    """An answer of up to four outputs."""
    return Answer(*values, *(0.0,) * (4 - len(values)))


class TableInputs(NamedTuple):
    """A decision table as it holds over some days."""

    hit: int  # which rows answer, as `rules.decision` numbers it
    facts: tuple[int, ...]  # position of each input among the facts of its decision point
    grid: Grid
    values: tuple[tuple[float, ...], ...]  # (outputs, rows) [its unit]; of a category its index
    places: tuple[int, ...]  # of each row in the policy
    default: tuple[float, ...]  # of each output what is answered where no row holds [its unit]

    @property
    def otherwise(self) -> Answer:
        """What is answered where no row holds."""
        return answered(self.default)


class PolicyInputs(NamedTuple):
    """What decides at one decision point."""

    name: str
    rows: tuple[str, ...]  # names
    tables: tuple[TableInputs, ...]
    daily: tuple[int, ...]  # which table holds on each day of the horizon

    @property
    def settled(self) -> bool:
        """Is the answer always the same?"""
        table = self.tables[0]
        return len(self.tables) == 1 and not table.facts and table.hit == FIRST and len(table.places) > 0

    @property
    def always(self) -> Answer:
        """The answer that is always the same; zeros where it is not."""
        return answered(tuple(values[0] if self.settled else 0.0 for values in self.tables[0].values))

    @property
    def place(self) -> int:
        """The row that always answers; -1 where none does."""
        return self.tables[0].places[0] if self.settled else -1


class WarmUp(NamedTuple):
    """The time before day 0, which nobody sees: it is lived so that day 0 finds what it leaves under way."""

    inputs: "Inputs"  # what was done until day 0; the days of its columns begin with `first_day`
    touched: tuple[int, ...]  # per channel the first day on which anybody is touched who may still be under way
    leads: int  # first day on which leads that arrive are followed
    deals: int  # first day on which deals may be opened that day 0 finds
    spans: tuple[float, ...]  # per segment the days over which the first of them are opened; 0: deals take no time


class General(NamedTuple):
    """What belongs to no mechanism."""

    seed: int
    start: str
    currency: str
    n_months: int
    months: tuple[int, ...]  # boundaries [microseconds] from day 0 to the end of the run-off
    horizon: int  # microseconds
    end: int  # microseconds; the end of the run-off, or the horizon
    starts: tuple[int, ...]  # first instants of calendar months, from some before day 0 to some after the end
    before: int  # how many of `starts` lie before day 0
    run_off: bool
    price: tuple[float, ...]  # per day of the horizon
    log_price: tuple[float, ...]
    discount_month: float
    policies: tuple[PolicyInputs, ...]  # one for each decision point, in the order of their numbers
    found_price: float  # of customers on day 0, relative to list
    first_day: int  # whose values are the first of each daily column
    warm_up: WarmUp | None


if TYPE_CHECKING:

    class _Fields(General):
        """What mechanisms add has the types that they declare."""

        def __new__(cls, **told: Any) -> Self: ...

        def __getattr__(self, name: str) -> Any: ...

        def _replace(self, **told: Any) -> Self: ...
else:
    _ADDED = [entry for _, entries in declared("INPUTS", "rules") for entry in entries.items()]
    _Fields = NamedTuple("_Fields", [*General.__annotations__.items(), *_ADDED])


class Inputs(_Fields):
    """Everything: what belongs to no mechanism, and what each mechanism declares in `INPUTS` of its rules."""

    __slots__ = ()

    @property
    def live(self) -> bool:
        """Are a day's leads only known when it comes? Before day 0 they always are."""
        if self.first_day < 0:
            return False
        return self.shifts or self.brand is not None or any(map(BANS, self.channels))  # asked for each channel each day

    @property
    def may_end(self) -> bool:
        """Does any row of the cash policy say that the firm ends?"""
        return self._answers_cash(3)

    @property
    def may_freeze(self) -> bool:
        """Does any row of it move people: by a freeze of hiring, or by the firm's end?"""
        return self._answers_cash(1) or self.may_end

    def _answers_cash(self, output: int) -> bool:
        tables = self.policies[NUMBER["cash_policy"]].tables
        return any(value > 0.0 for table in tables for value in (*table.values[output], table.default[output]))

    @property
    def last_day(self) -> int:
        """The last day of the horizon, counted from the first of the daily columns."""
        return len(self.price) - 1

    @property
    def no_channel(self) -> int:
        """What facts say of whoever came by no channel."""
        return len(self.channels) + (self.referrals is not None)

    @property
    def found_log_price(self) -> float:
        """Logarithm of the price of what day 0 finds, relative to list."""
        return log(self.found_price)

    @property
    def found_level(self) -> int:
        """Price of the customers of day 0 [thousandths of the list price]."""
        return price_level(log(self.found_price))
