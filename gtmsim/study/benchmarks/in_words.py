"""Public figures in words and for programs, with their units and as many digits as were published."""

from typing import Any

from gtmsim.study.benchmarks.measures import measure_of
from gtmsim.study.benchmarks.reader import PublicFigure
from gtmsim.study.wording import number

# How a unit is written behind a number, and what the number is multiplied by.
UNITS = {"share": (100.0, "%"), "1/year": (100.0, "% a year"), "1/month": (1.0, " a month"), "1": (1.0, "")}


def span(low: float | None, high: float | None, unit: str, kind: str = "") -> str:
    """Published ends as they were published: "6 to 24 months", "about 60 days", "up to 2"."""
    scale, word = UNITS.get(unit, (1.0, f" {unit}"))
    a, b = (None if end is None else _published(scale * end) for end in (low, high))
    ends = f"up to {b}" if a is None else f"{a} and more" if b is None else a if a == b else f"{a} to {b}"
    return f"{'about ' if kind == 'value' else ''}{ends}{word}{' by a rule of thumb' if kind == 'rule' else ''}"


def _published(x: float) -> str:
    """A number as somebody published it: 103.54 and 2, 750k and 1.72M."""
    return number(x, 0.0) if abs(x) >= 1e4 else f"{x:,.10g}"


def numbers(figure: PublicFigure) -> str:
    """The numbers of a figure in words: "median 16 months, lower quartile 6 months"."""
    unit = measure_of(figure.measure).unit.replace("money", figure.population.currency or "money")  # type: ignore[union-attr]
    known = dict(figure.numbers)
    ends = [span(known.pop("low", None), known.pop("high", None), unit)] if known.keys() & {"low", "high"} else []
    words = [f"{'' if key == 'value' else key.replace('_', ' ') + ' '}{span(x, x, unit)}" for key, x in known.items()]
    return ", ".join([*words, *ends])


def asked(figure: PublicFigure) -> str:
    """How many were asked: "n = 384"; empty where it is not known."""
    return "" if figure.n is None else f"n = {figure.n:,}{f' {figure.n_of}' if figure.n_of else ''}"


def of_whom(figure: PublicFigure) -> str:
    """What is known of the firms beyond their model: bands, terms, a part of a firm, and the rest."""
    people = figure.population
    bands = (("ARR", people.arr), ("contract value", people.contract_value))
    said = [f"{what} {band.words()} {people.currency}" for what, band in bands if band]
    terms = f"{people.terms} contracts" if people.terms else ""
    segment = f"{people.segment.replace('_', '-')} customers" if people.segment else ""
    return ", ".join([*said, *filter(None, (segment, terms, people.part, people.described))])


def told(figure: PublicFigure) -> str:
    """One figure in a line: numbers, who, how many, source."""
    known = filter(None, (numbers(figure), of_whom(figure), asked(figure)))
    return f"{', '.join(known)} ({figure.said_by})"


def as_json(figure: PublicFigure) -> dict[str, Any]:
    """One figure for programs: what is not known is not there."""
    source, people = figure.source, figure.population
    known = {
        "source": source.publisher,
        "title": source.title,
        "year": source.year,
        "quoted_by": figure.quoted_by,
        "n": figure.n,
        "n_of": figure.n_of,
        "rule_of_thumb": figure.rule or None,
        "differs": figure.differs,
        "population": people.model_dump(exclude_defaults=True),
    }
    return {"name": figure.name, **figure.numbers, **{key: x for key, x in known.items() if x not in (None, "")}}
