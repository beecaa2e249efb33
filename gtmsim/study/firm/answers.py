"""What a firm is asked of itself: numbers that are in its CRM and its books, with the answers of a firm of 5M."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from gtmsim.scenario.language.problems import nearest
from gtmsim.scenario.language.quantity import QuantityError, parse, show
from gtmsim.study.problems import StudyError

PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
PERIODS = {"lead/day": "per month", "money/month": "per month", "money/year": "per year"}  # of a number without one
CURRENCY = "currency"
LEADS, SPEND = "leads", "spend"
EXAMPLES = {"share": "22%", "day": "60 days", "lead/day": "120", "count": "4"}
MOST_CUSTOMERS = 100_000
MONTH = 30.4375  # days
Said = Mapping[str, Any]


class Question(NamedTuple):
    """Something that a firm knows of itself."""

    name: str
    unit: str  # of the language of scenarios; empty for a word
    usual: str  # what a firm that says nothing is taken to have said
    asks: str
    low: float = 0.0
    high: float = float("inf")


QUESTIONS = (
    Question(CURRENCY, "", "USD", "currency"),
    Question("arr", "money/year", "5M", "annual recurring revenue (ARR) today", 1e3),
    Question("acv", "money/year", "18k", "what a customer pays a year (ACV), mean", 50.0),
    Question("churn", "share", "12%", "customers who leave in a year", 0.0, 0.95),
    Question("nrr", "share", "102%", "net revenue retention (NRR) over 12 months", 0.1, 2.0),
    Question("mql_rate", "share", "30%", "leads that marketing passes on (MQL)", 0.001, 1.0),
    Question("sql_rate", "share", "40%", "MQLs that become opportunities (SQL)", 0.001, 1.0),
    Question("win_rate", "share", "22%", "opportunities that are won", 0.005, 0.9),
    Question("cycle", "day", "60 days", "days from opportunity to win, median", 3.0, 720.0),
    Question("sdr", "count", "2", "people who qualify leads (SDR); 0 where there are none", 0.0, 400.0),
    Question("ae", "count", "4", "people who sell (AE)", 0.0, 400.0),
    Question("csm", "count", "2", "people who look after customers (CSM)", 0.0, 400.0),
    Question("pay", "money/year", "110k", "what one of these people costs a year, mean", 1e3),
    Question("gross_margin", "share", "75%", "gross margin, customer success apart", 0.0, 1.0),
    Question("cash", "money", "3M", "cash in the bank", -1e12),
)
CHANNELS = {
    LEADS: Question(LEADS, "lead/day", "", "leads a month", 1e-6, 1e6),
    SPEND: Question(SPEND, "money/month", "", "spend a month"),
}
USUAL_CHANNELS = {"search_ads": ("150", "30k"), "content": ("70", "12k"), "partners": ("20", "5k")}
NAMES = tuple(question.name for question in QUESTIONS)


@dataclass(frozen=True)
class Answers:
    """What the firm says of itself, in the units of the language; leads a day, spend a month."""

    numbers: dict[str, float]
    currency: str
    leads: dict[str, float]
    spend: dict[str, float]
    said: dict[str, str]  # as it was said

    def __getitem__(self, name: str) -> float:
        """A number that is asked for once."""
        return self.numbers[name]

    @property
    def count(self) -> int:
        """How many numbers that is."""
        return len(self.numbers) + len(self.leads) + len(self.spend)


def answers(said: Said, places: Mapping[str, str] | None = None) -> Answers:
    """What was said, and what a firm of 5M says in place of the rest; StudyError with all that cannot be."""
    wrong: list[str] = []
    unknown = [name for name in said if name not in (*NAMES, *CHANNELS)]
    wrong += [f"{name}: nobody asks for that; {nearest(name, (*NAMES, *CHANNELS))}" for name in unknown]
    numbers: dict[str, float] = {}
    texts: dict[str, str] = {}
    for question in QUESTIONS:
        text = texts[question.name] = str(said.get(question.name, question.usual))
        if question.unit:
            numbers[question.name] = _one(question, text, question.name, wrong)
    by = {kind: _by_channel(kind, said, wrong) for kind in CHANNELS}
    wrong += _unlike(by, numbers)
    if not re.fullmatch(r"[A-Z]{3}", texts[CURRENCY]):
        wrong.append(f"currency: `{texts[CURRENCY]}` is no code of three letters, as EUR")
    if wrong:
        at = places or {}
        raise StudyError("\n".join(f"{at.get(re.split('[ :]', line)[0], '')}{line}" for line in wrong))
    spend = {name: by[SPEND].get(name, ("0", 0.0))[1] for name in by[LEADS]}
    for kind in CHANNELS:
        texts |= {f"{kind} {name}": text for name, (text, _) in by[kind].items()}
    return Answers(numbers, texts[CURRENCY], {name: x for name, (_, x) in by[LEADS].items()}, spend, texts)


def read(question: Question, text: str) -> float:
    """A number as people say it, with its unit or without; QuantityError where it is none."""
    bare = text.strip()
    if PLAIN.fullmatch(bare):
        if question.unit == "share" and float(bare) > 1.0:
            raise QuantityError("E_UNIT", f"{show(bare)} is no share", f"write `{bare}%`")
        period = PERIODS.get(question.unit)
        said: Any = f"{bare} {period}" if period else f"{bare} days" if question.unit == "day" else _number(bare)
    else:
        timed = re.search(r"\bper\b|/", bare)
        said = bare if timed or question.unit not in PERIODS else f"{bare} {PERIODS[question.unit]}"
    found = float(parse(said, question.unit))  # type: ignore[arg-type]  # no unit here is a date
    if not question.low <= found <= question.high:
        raise QuantityError("E_RANGE", f"{show(text)} cannot be", _range(question))
    return found


def _number(text: str) -> float | int:
    return int(text) if re.fullmatch(r"[+-]?\d+", text) else float(text)


def _range(question: Question) -> str:
    scale, word = {"share": (100.0, "%"), "day": (1.0, " days")}.get(question.unit, (1.0, ""))
    low, high = (f"{scale * end:g}{word}" for end in (question.low, question.high))
    return f"from {low} to {high}" if question.high < float("inf") else f"{low} or more"


def _one(question: Question, text: str, name: str, wrong: list[str]) -> float:
    try:
        return read(question, text)
    except QuantityError as error:
        example = EXAMPLES.get(question.unit, "30k")
        wrong.append(f"{name}: {error.what}; {error.hint or f'say it as {example}'}")
        return float("nan")


def _by_channel(kind: str, said: Said, wrong: list[str]) -> dict[str, tuple[str, float]]:
    """Leads or spend of each channel, as they are said and as a number."""
    place = 0 if kind == LEADS else 1
    usual = {name: both[place] for name, both in USUAL_CHANNELS.items()}
    given = said.get(kind)
    if given is None:
        given = {} if LEADS in said or SPEND in said else usual
    if not isinstance(given, Mapping):
        wrong.append(f"{kind}: say it channel by channel, as search_ads=200")
        return {}
    return {
        named(name): (str(text), _one(CHANNELS[kind], str(text), f"{kind} {name}", wrong))
        for name, text in given.items()
    }


def named(channel: object) -> str:
    """The name of a channel as a path writes it: "LinkedIn ads" is linkedin_ads."""
    return re.sub(r"\W+", "_", str(channel).strip().lower()).strip("_") or "channel"


def _unlike(by: dict[str, dict[str, tuple[str, float]]], numbers: dict[str, float]) -> Iterator[str]:
    """Answers that do not go together."""
    if not by[LEADS]:
        yield "leads: say how many leads a month at least one channel brings, as search_ads=200"
    for name in by[SPEND].keys() - by[LEADS].keys():
        yield f"spend {name}: nothing says how many leads it brings; say `--leads {name}=0.5` or more"
    if numbers["arr"] < numbers["acv"]:
        yield "arr: less than one customer pays; say ARR and what a customer pays (acv) of the same firm"
    if numbers["arr"] > MOST_CUSTOMERS * numbers["acv"]:
        yield f"acv: more than {MOST_CUSTOMERS:,} customers are said; check what a customer pays a year"
    stay = 1.0 - numbers["churn"]
    if numbers["nrr"] > 2.0 * stay:
        most = f"with so much churn, {200 * stay:.0f}% is the most"
        yield f"nrr: those who stay would have to pay more than twice as much in a year; {most}"
    if numbers["nrr"] < 0.2 * stay:
        yield f"nrr: lower than the churn of customers explains; {20 * stay:.0f}% is the least"
    if numbers["ae"] == 0.0:
        yield "ae: somebody sells; say 1 where it is the founder"
