"""Declarations of numbers: a fixed parameter, and a lever whose value follows a schedule of dates or months."""

import datetime
import itertools
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from gtmsim.scenario.language.declare import Declaration, each, expected, text_of
from gtmsim.scenario.language.magnitude import write
from gtmsim.scenario.language.meant import is_usual, meant
from gtmsim.scenario.language.numberlike import Grouped
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.problems import nearest
from gtmsim.scenario.language.quantity import QuantityError, parse, short, show
from gtmsim.scenario.language.respell import LONGEST, Asked, hint, ranged
from gtmsim.scenario.language.respell_dates import dates
from gtmsim.scenario.language.units import EXAMPLES
from gtmsim.scenario.language.working import counted, refuse_days

Number = float | int | datetime.date
Usual = tuple[Number, Number]  # lowest and highest that a planner expects to see [the declared unit, money in dollars]
START = "start"  # in a schedule: from the first day of the run
SAID_KEYS = ("value", "low", "high", "source")
MOST_RATIO = 100.0  # beyond it a plain number is no ratio that is said in percent


class Schedule(NamedTuple):
    """Values of a lever over time: each holds from its date (None: the start), or one for each month of the run."""

    dates: tuple[datetime.date | None, ...]
    values: tuple[float, ...]
    monthly: bool


LIST = Schedule((None,), (1.0,), False)
NOTHING = Schedule((None,), (0.0,), False)


@dataclass(frozen=True)
class NumberDeclaration(Declaration):
    """A number within bounds, said alone or as {value, low, high, source}."""

    gt: Number | None = None
    ge: Number | None = None
    lt: Number | None = None
    le: Number | None = None
    usual: Usual | None = None
    reported: str = ""  # what others report, of which the default need not be one
    per: str = ""  # the period of which the unit says nothing, as of hours a month
    counts: str = ""  # the unit of time that a plain number counts
    twelfths: bool = False  # of a month beside the mean month, which some say as a share of the year

    @property
    def asked(self) -> Asked:
        """What a writing must say beyond its unit."""
        high = self.usual[1] if self.usual is not None else 0
        ratio = isinstance(high, datetime.date) or self.unit != "1" or high <= MOST_RATIO
        return Asked(self.unit, self.per, self.counts, ratio)

    def read(self, said: object) -> Any:
        """The number [the declared unit]."""
        if isinstance(said, dict) and "value" in said:
            return self._ranged(said)
        if isinstance(said, dict) and said and all(is_day(key) for key in said):
            what = "values by date, and this is one value for the whole run"
            raise QuantityError("E_TYPE", what, "say one value here; another from some day on is another scenario")
        try:
            return self.read_alone(said)
        except QuantityError as fault:
            raise fault.hinting(partial(ranged, said, self.unit)) from None

    def write(self, value: Any) -> Any:
        """The number with its unit."""
        return write(value, self.unit)

    def expected(self) -> str:
        """What is usual."""
        return expected(self.usual, self.unit, self.reported)

    def bounds(self) -> str:
        """For example `above 0, at most 365`."""
        limits = (("above", self.gt), ("at least", self.ge), ("below", self.lt), ("at most", self.le))
        return ", ".join(f"{word} {_plain(limit)}" for word, limit in limits if limit is not None)

    def json(self) -> dict[str, Any]:
        """A number or a text, or either with its range and source."""
        alone = self._alone()
        said = {"value": alone, "low": alone, "high": alone, "source": {"type": "string"}}
        ranged = {"type": "object", "properties": said, "required": ["value"], "additionalProperties": False}
        return {"anyOf": [alone, ranged], "examples": [EXAMPLES[self.unit]]}

    def _alone(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"} if self.unit == "date" else {"type": ["number", "string"]}

    def _ranged(self, said: dict[Any, object]) -> Any:
        for key in said:
            if key not in SAID_KEYS:
                raise QuantityError(
                    "E_UNKNOWN", f"unknown name {show(key)}", nearest(str(key), SAID_KEYS), (key,), True
                )
        if "source" in said:
            each([("source", said["source"])], lambda source: text_of(source, "a source as text"))
        keys = [key for key in ("low", "value", "high") if key in said]
        values = each([(key, said[key]) for key in keys], self.read_alone)
        for (below, low), (above, high) in itertools.pairwise(zip(keys, values, strict=True)):
            if low > high:
                what = f"{below} {show(said[below])} is above {above} {show(said[above])}"
                raise QuantityError("E_RANGE", what, "need low <= value <= high", (below,))
        return values[keys.index("value")]

    def read_alone(self, said: object) -> Any:
        """The number, where no range may stand [the declared unit]."""
        if isinstance(said, Grouped) and self.unit == "1" and self.usual is not None:
            self._refuse_grouped(said, self.usual)
        refuse_days(said, self.unit)
        try:
            return self._within(parse(said, self.unit), said)
        except QuantityError as fault:
            if fault.code == "E_UNIT" and (units := counted(said, self.unit, self.usual)):
                raise fault.hinting(lambda: units) from None
            if self.twelfths and fault.code == "E_TYPE" and str(said).strip().endswith("%"):
                raise fault.hinting(lambda: twelve_times(str(said).strip().rstrip("% "))) from None
            if self.asked == Asked(self.unit) or fault.code == "E_RANGE":
                raise
            raise fault.hinting(partial(hint, said, self.unit, self.asked)) from None

    def _refuse_grouped(self, said: Grouped, usual: Usual) -> None:
        """Refuse a plain number that is as usual with its point as it is without."""
        if usual[0] <= 1000 * said <= usual[1]:  # type: ignore[operator]  # no date
            whole = str(int(said.text.replace(".", "")))
            offer = Offer([[whole, f"{float(said):.12g}"]])
            raise QuantityError("E_NUMBERLIKE", f"{show(said)} can be read in several ways", offer)

    def _within(self, value: Any, said: object) -> Any:
        if self.within(value):
            return value
        where = f" [{self.unit}]" if self.unit in ("day", "hour") else ""
        hint = partial(self._meant, value, said)
        raise QuantityError("E_RANGE", f"got {show(said)}, need {self.bounds()}{where}", hint)

    def within(self, value: Any) -> bool:
        """Whether a number could be a value."""
        return (
            (self.gt is None or value > self.gt)
            and (self.ge is None or value >= self.ge)
            and (self.lt is None or value < self.lt)
            and (self.le is None or value <= self.le)
        )

    def _meant(self, value: Any, said: object) -> str:
        """What a number outside its bounds probably wanted to say."""
        if self.unit == "share" and 1 < value <= 100 and (self.le == 1 or self.lt == 1):
            if isinstance(said, str):
                return f"a share is at most 100 %{'' if self.le == 1 else ', and this one is less'}"
            if value < 2 and self.usual is not None and "rise" in self.meaning and is_usual(value - 1, self.usual):
                return Offer([[f"{100 * (value - 1):.6g}%"]], "a rise is said alone", "a rise is said alone: write")
            if value < 2:
                why = f"a share is 0 to 1 and {value:g} is {100 * value:g} %"
                return Offer([[f"{10 * value:g}%", f"{value:g}%"]], why, f"{why}; did you mean")
            return Offer([[f"{value:g}%"]], "a share is 0 to 1", "did you mean")
        if self.twelfths and 5 < value <= 100:
            return twelve_times(str(said))
        return "" if self.usual is None else meant(said, self.unit, self.usual, self.allowed)

    def allowed(self, said: object) -> Any:
        """The number, or a fault without a hint, for whoever looks for one [the declared unit]."""
        refuse_days(said, self.unit)
        value = parse(said, self.unit)
        if not self.within(value):
            raise QuantityError("E_RANGE", "out of bounds")
        return value


@dataclass(frozen=True)
class LeverDeclaration(NumberDeclaration):
    """A number that may change over time: alone, dated ({2026-01-01: 10k}), or one value for each month ([..])."""

    def read(self, said: object) -> Schedule:
        """The schedule, in order of dates [the declared unit]."""
        if isinstance(said, Schedule):
            return said
        if isinstance(said, dict) and "value" not in said:
            return self._dated(said)
        if isinstance(said, list | tuple):
            if not said:
                raise QuantityError("E_LENGTH", "an empty list; need one value for each month of the run")
            return Schedule((None,), tuple(each(enumerate(said), super().read)), monthly=True)
        return Schedule((None,), (super().read(said),), monthly=False)

    def write(self, value: Any) -> Any:
        """The shortest writing of the schedule."""
        values = [write(one, self.unit) for one in value.values]
        if value.monthly:
            return values
        if value.dates == (None,):
            return values[0]
        return {date.isoformat() if date else START: one for date, one in zip(value.dates, values, strict=True)}

    def json(self) -> dict[str, Any]:
        """Any writing of a number, a mapping from dates, or a list of months."""
        number = super().json()
        dated = {
            "type": "object",
            "patternProperties": {r"^(\d{4}-\d{2}-\d{2}|start)$": number["anyOf"][0]},
            "additionalProperties": False,
            "minProperties": 1,
        }
        monthly = {"type": "array", "items": number["anyOf"][0], "minItems": 1}
        return {**number, "anyOf": [*number["anyOf"], dated, monthly]}

    def _dated(self, said: dict[Any, object]) -> Schedule:
        if not said:
            hint = f"write a number or `{{2026-01-01: {EXAMPLES[self.unit]}}}`"
            raise QuantityError("E_TYPE", "an empty schedule", hint)
        dates = each([(key, key) for key in said], _from)
        values = each(said.items(), super().read)
        steps = sorted(zip(dates, values, strict=True), key=lambda step: step[0] or datetime.date.min)
        return Schedule(tuple(date for date, _ in steps), tuple(value for _, value in steps), monthly=False)


def is_day(key: object) -> bool:
    """Whether a name is one of those that a schedule has."""
    try:
        _from(key)
    except QuantityError:
        return False
    return True


def twelve_times(percent: str) -> str:
    """A hint for a month's share of the year [%]: what it is beside the mean month."""
    try:
        number = f"{12 * float(percent) / 100:.6g}"
    except ValueError:
        return ""
    return Offer([[number]], lead=f"{short(percent)}% of a year is this much of its mean month: write")


def _from(key: object) -> datetime.date | None:
    if key == START:
        return None
    try:
        return parse(key, "date")  # type: ignore[return-value]  # the unit decides the type
    except QuantityError as fault:
        keys = f"a schedule's keys are dates such as `2026-01-31`, or `{START}`"
        offer = Offer([dates(str(key)) if len(str(key)) <= LONGEST else []], keys, on_key=True)
        raise QuantityError(fault.code, fault.what, offer, on_key=True) from None


def _plain(limit: Number) -> str:
    return f"{limit:g}" if isinstance(limit, float) else str(limit)
