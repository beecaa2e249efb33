"""Journals written by hand: say what happens on which day, and the months are closed as an engine would."""

from typing import Any

import numpy as np

from gtmsim.journal.header import Header
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import MOVEMENTS, Kind
from gtmsim.metrics.measure import Measures, measure
from gtmsim.metrics.metric import METRICS, Count, Cycle, Nothing, Ratio, Sums, Undefined, Value

DAY = 86_400_000_000
HOUR = DAY // 24
RUN_OFF = 240  # months


def month_bounds(start: str, n: int) -> tuple[int, ...]:
    """First instants of the n + 1 calendar months from a first of month on [microseconds]."""
    first = np.datetime64(start, "M")
    days = (first + np.arange(n + 1)).astype("datetime64[D]") - np.datetime64(start, "D")
    return tuple(int(d) * DAY for d in days.astype(np.int64))


def header(months: int = 12, **said: Any) -> Header:
    """A header with little in it; `said` replaces fields."""
    start = said.pop("start", "2026-01-01")
    run_off = said.pop("run_off", True)
    channels = said.pop("channels", ("ads", "blog", "referral"))
    teams = said.pop("teams", ("sdr", "ae", "csm"))
    bounds = month_bounds(start, months + (RUN_OFF if run_off else 0))
    days = bounds[months] // DAY
    n = len(channels)
    spend = said.pop("spend", {})  # channel -> cents a day
    fields: dict[str, Any] = {
        "start": start,
        "horizon": bounds[months],
        "months": bounds,
        "n_months": months,
        "run_off": run_off,
        "currency": "EUR",
        "channels": channels,
        "segments": ("small", "large"),
        "teams": teams,
        "functions": teams,
        "stages": ("demo", "offer"),
        "roles": ("boss",),
        "paid": tuple(channel in ("ads", "referral") for channel in channels),
        "daily_spend": np.array([np.full(days, spend.get(channel, 0), np.int64) for channel in channels]),
        "daily_rate": np.full((n, days), 2.0),
        "keep": np.zeros(n),
        "initial_stock": np.zeros(n),
        "organic": np.zeros((n, days)),
        "ceiling": np.full(n, 10.0),
        "serve_share": 0.2,
        "discount_month": 1.0,
        "working_hours": np.full((len(teams), months), 100.0),
        "cash": None,
    }
    fields |= said
    return Header(**({"working": fields["daily_spend"].astype(np.float64)} | fields))


class Story:
    """Rows in the making. Accounts are small whole numbers; they keep the channel and segment of their first row."""

    def __init__(self, months: int = 12, **said: Any) -> None:
        self.header = header(months, **said)
        self.rows: list[tuple[int, int, list[Any]]] = []
        self.places: dict[int, tuple[int, int]] = {}
        self.mrr: dict[int, int] = {}
        for channel, days in enumerate(self.header.daily_spend):
            for month in range(months):
                first, end = (self.header.months[m] // DAY for m in (month, month + 1))
                if days[first:end].sum():
                    self.post(month, Kind.CHANNEL_SPEND, channel=channel, amount=int(days[first:end].sum()))

    def at(self, day: float, kind: Kind, who: int = 0, **said: Any) -> None:
        """Something happens on a day; what happens at one instant keeps the order of writing."""
        if who and who not in self.places:
            name = said.pop("of", None)
            channel = -1 if name is None else self.header.channels.index(name)
            self.places[who] = channel, said.pop("segment", 0)
        channel, segment = self.places.get(who, (-1, -1))
        values = {
            "time": round(day * DAY),
            "kind": kind,
            "entity": who,
            "detail": 0,
            "channel": channel,
            "segment": segment,
        }
        values |= {"team": -1, "amount": 0, "int_value": 0, "value": 0.0, "table": -1, "rule_row": -1} | said
        self.rows.append((values["time"], 1, list(values.values())))

    def post(self, month: int, kind: Kind, **said: Any) -> None:
        """The firm's money of a month, posted at its end before the books are closed."""
        self.at(self.header.months[month + 1] / DAY, kind, detail=month, **said)
        time, _, values = self.rows.pop()
        self.rows.append((time, 0, values))

    def lead(
        self, day: float, who: int, of: str = "ads", segment: int = 0, mql: bool = True, delay: float = 0.0
    ) -> None:
        """A lead arrives, `delay` days after its touch, and passes the screen or not."""
        self.at(day, Kind.LEAD, who, of=of, segment=segment)
        if delay:
            self.at(day, Kind.FIRST_TOUCH, who, value=delay)
        self.at(day, Kind.MQL if mql else Kind.DISQUALIFIED, who)

    def task(
        self, day: float, hours: float, who: int, team: int, sub: int = -1, person: int = 0, waited: float = 0.0
    ) -> float:
        """A person works without a pause; the day at which it ends."""
        self.at(day, Kind.TASK_STARTED, who, team=team, detail=sub, int_value=person, value=waited)
        self.at(day + hours / 24, Kind.TASK_ENDED, who, team=team, detail=sub, int_value=person, value=hours)
        return day + hours / 24

    def opportunity(
        self, day: float, who: int, value: int = 120_000, of: str = "ads", segment: int = 0, delay: float = 0.0
    ) -> None:
        """A lead arrives and is an opportunity at once [cents a year]."""
        self.lead(day, who, of, segment, delay=delay)
        self.at(day, Kind.SQL, who)
        self.at(day, Kind.OPPORTUNITY, who, amount=value)

    def under_way(self, who: int, level: int, age: float = 3.0, of: str = "ads", segment: int = 0) -> None:
        """A lead that day 0 finds waiting (0), in work (1) or nurtured (2)."""
        self.at(0, Kind.OPENING_LEAD, who, of=of, segment=segment, int_value=level, value=age)

    def found(self, who: int, value: int = 120_000, segment: int = 0) -> None:
        """An opportunity of the initial pipeline."""
        self.at(0, Kind.OPPORTUNITY, who, detail=1, amount=value, segment=segment)

    def win(self, day: float, who: int, value: int = 120_000, sub: int = 0) -> None:
        """An opportunity becomes a customer [cents a year]."""
        self.at(day, Kind.WON, who, detail=sub, amount=value)
        self.move(day, Kind.NEW_CUSTOMER, who, value // 12)

    def customer(
        self, day: float, who: int, mrr: int = 10_000, of: str = "ads", segment: int = 0, delay: float = 0.0
    ) -> None:
        """A lead is a customer at once."""
        self.opportunity(day, who, 12 * mrr, of, segment, delay)
        self.win(day, who, 12 * mrr)

    def opening(self, who: int, mrr: int = 10_000, age: float = 0.0, segment: int = 0, term: int = 0) -> None:
        """A customer of day 0, `age` days old, perhaps on a term [month] of its own."""
        self.at(0, Kind.OPENING_CUSTOMER, who, amount=mrr, int_value=mrr, value=age, segment=segment, detail=term)
        self.mrr[who] = mrr

    def move(self, day: float, kind: Kind, who: int, amount: int) -> None:
        """MRR moves; write the movements of one account in the order of time."""
        self.mrr[who] = self.mrr.get(who, 0) + amount
        self.at(day, kind, who, amount=amount, int_value=self.mrr[who])

    def entitled(self, day: float, who: int, attention: float) -> None:
        """A customer gets another multiple of its segment's CSM hours."""
        self.at(day, Kind.ENTITLED, who, int_value=self.mrr[who], value=attention)

    def saved(self, day: float, who: int, number: int = 1, discount: float = 0.0) -> None:
        """A customer was about to leave and stays."""
        self.at(day, Kind.SAVED, who, detail=number, int_value=self.mrr[who], value=discount)

    def due(self, day: float, who: int, number: int = 1, renewed: bool = True, condition: float | None = None) -> None:
        """A renewal comes up."""
        self.at(day, Kind.RENEWAL_DUE, who, detail=number)
        if condition is not None:
            self.at(day, Kind.CONDITION, who, detail=number, value=condition)
        if renewed:
            self.at(day, Kind.RENEWED, who, detail=number)
        else:
            self.move(day, Kind.CHURNED, who, -self.mrr[who])

    def fail(self, day: float, who: int) -> None:
        """A customer's firm closes."""
        self.move(day, Kind.CLOSED_DOWN, who, -self.mrr[who])

    def journal(self) -> Journal:
        """All rows in order, with the months closed."""
        header, n = self.header, len(self.header.segments)
        mrr, customers = [0] * n, [0] * n
        waiting = sorted(self.rows, key=lambda row: row[:2])
        rows: list[tuple[Any, ...]] = []
        for month in range(header.n_months):
            end = header.months[month + 1], 0
            while waiting and waiting[0][:2] <= end:
                row = waiting.pop(0)[2]
                rows.append(tuple(row))
                if row[1] in MOVEMENTS:
                    amount, level, segment = row[7], row[8], row[5]
                    mrr[segment] += amount
                    customers[segment] += (level > 0) - (level - amount > 0)
            for segment in range(n):
                close = (end[0], Kind.MONTH_CLOSED, 0, month, -1, segment, -1, mrr[segment], customers[segment])
                rows.append((*close, 0.0, -1, -1))
        rows += [tuple(row) for _, _, row in waiting] if header.run_off else []
        return Journal.of_rows(header, rows)

    def measured(self) -> "Measured":
        """The measures of the journal."""
        return Measured(measure(self.journal()))


class Measured:
    """Measures that tests can ask shortly."""

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self.monthly = {name: values.tolist() for name, values in measures.monthly.items()}
        self.retention = measures.retention

    def __call__(self, name: str, dim: str = "", key: str = "") -> Value:
        return self.measures.values[name, dim, key]

    def ratio(self, name: str, dim: str = "", key: str = "") -> tuple[float, float]:
        """Numerator and denominator, cleared of binary rounding."""
        value = self(name, dim, key)
        assert isinstance(value, Ratio), value
        return round(value.num, 9), round(value.den, 9)

    def count(self, name: str, dim: str = "", key: str = "") -> float:
        """The value of a count, cleared of binary rounding."""
        value = self(name, dim, key)
        assert isinstance(value, Count), value
        return round(value.x, 9)

    def form(self, name: str, dim: str = "", key: str = "") -> float:
        """The value of a form of this journal's sums alone, cleared of binary rounding; NaN where it has none."""
        value, form = self(name, dim, key), METRICS[name].form
        assert isinstance(value, Sums) and form is not None, value
        return round(float(form.values(value.parts[None, :], value.known)[0]), 9)

    def median(self, name: str, dim: str = "", key: str = "") -> float:
        """The median of this journal's deals; NaN where nobody has won."""
        value = self(name, dim, key)
        assert isinstance(value, Cycle), value
        return value.days

    def why(self, name: str, dim: str = "", key: str = "") -> str:
        """Why there is no value."""
        value, form = self(name, dim, key), METRICS[name].form
        if isinstance(value, Sums) and form is not None:
            assert np.isnan(self.form(name, dim, key))
            return form.why(value.parts, value.known)
        assert isinstance(value, Undefined | Nothing), value
        return value.why
