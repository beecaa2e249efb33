"""The file of public figures -> checked figures in the units of what is measured."""

import functools
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gtmsim.metrics import METRICS
from gtmsim.scenario.language.problems import Problem, nearest
from gtmsim.scenario.language.quantity import QuantityError, parse, show
from gtmsim.scenario.load import load_as
from gtmsim.study.benchmarks.measures import MEASURES, WRITTEN, measure_of
from gtmsim.study.benchmarks.section import Band, Figure, Population, PublicFigures, Source

NUMBERS = ("lower_quartile", "median", "mean", "value", "upper_quartile", "low", "high")
ORDERED = (("lower_quartile", "median", "upper_quartile"), ("low", "high"))
MIDDLE = ("median", "mean", "value")
SHIPPED = Path(__file__).with_name("public.yaml")  # to which benchmarks/public.yaml of a checkout leads


class PublicFigure(NamedTuple):
    """One figure; its numbers in the unit of its measure, shares as 1.01."""

    name: str
    measure: str
    source: Source
    quoted_by: str
    numbers: dict[str, float]  # of NUMBERS those that are known
    rule: bool
    n: int | None
    n_of: str
    differs: str
    population: Population

    @property
    def kind(self) -> str:
        """What its ends are: a rule of thumb, quartiles, a range that somebody calls usual, or a value alone."""
        if self.rule:
            return "rule"
        if self.numbers.keys() & {"lower_quartile", "upper_quartile"}:
            return "quartiles"
        return "range" if self.numbers.keys() & {"low", "high"} else "value"

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """From where to where; None where nobody tells."""
        if self.kind == "value" or (self.kind == "rule" and not self.numbers.keys() & {"low", "high"}):
            middle = next(self.numbers[name] for name in MIDDLE if name in self.numbers)
            return middle, middle
        low, high = ("lower_quartile", "upper_quartile") if self.kind == "quartiles" else ("low", "high")
        return self.numbers.get(low), self.numbers.get(high)

    @property
    def published(self) -> str:
        """Publisher and year."""
        return self.source.publisher + ("" if self.source.year is None else f" {self.source.year}")

    @property
    def said_by(self) -> str:
        """Publisher and year, and who quotes it."""
        return self.published + (f", quoted by {self.quoted_by}" if self.quoted_by else "")


@functools.cache
def public_figures() -> tuple[PublicFigure, ...]:
    """All figures of the file that is shipped, in its order."""
    return read(SHIPPED)


def read(file: str | os.PathLike[str]) -> tuple[PublicFigure, ...]:
    """All figures of a file in its order; raises ScenarioError with every fault at its place."""
    found = load_as(PublicFigures, file, checks=problems)
    return tuple(_figure(name, figure, found.sources) for name, figure in found.figures.items())


def _figure(name: str, figure: Figure, sources: dict[str, Source]) -> PublicFigure:
    return PublicFigure(
        name,
        figure.measure,
        sources[figure.source],
        figure.quoted_by,
        {key: number for key, number in _numbers(figure) if not isinstance(number, QuantityError)},
        figure.rule,
        figure.n,
        figure.n_of,
        figure.differs,
        figure.population,
    )


def _numbers(figure: Figure) -> Iterator[tuple[str, float | QuantityError]]:
    """Each number in the unit of the measure, or what is wrong with it."""
    measure = measure_of(figure.measure)
    if measure is None or measure.unit not in WRITTEN:
        return
    for key in NUMBERS:
        said = getattr(figure, key)
        if said is None:
            continue
        try:
            number = parse(said, WRITTEN[measure.unit])
        except QuantityError as fault:
            yield key, fault
        else:
            assert isinstance(number, int | float)
            yield key, float(number)


def problems(found: PublicFigures) -> list[Problem]:
    """What is wrong between the values of a file."""
    told = [problem for name, figure in found.figures.items() for problem in _wrong(name, figure, found)]
    used = {figure.source for figure in found.figures.values()}
    for name in found.sources:
        if name not in used:
            told.append(Problem("E_UNKNOWN", f"no figure is of `{name}`", "remove it", path=("sources", name)))
    return told


def _wrong(name: str, figure: Figure, found: PublicFigures) -> Iterator[Problem]:
    at: tuple[str | int, ...] = ("figures", name)
    if figure.source not in found.sources:
        hint = nearest(figure.source, found.sources)
        yield Problem("E_UNKNOWN", f"no source is called {show(figure.source)}", hint, path=(*at, "source"))
    measure = measure_of(figure.measure)
    if measure is None:
        what, hint = f"nothing is measured as {show(figure.measure)}", nearest(figure.measure, [*METRICS, *MEASURES])
        yield Problem("E_UNKNOWN", what, hint, path=(*at, "measure"))
        return
    if measure.unit not in WRITTEN:
        yield Problem("E_UNIT", f"no figure can be in {measure.unit}", "", path=(*at, "measure"))
    numbers = {}
    for key, number in _numbers(figure):
        if isinstance(number, QuantityError):
            yield Problem(number.code, number.what, number.hint, path=(*at, key))
        else:
            numbers[key] = number
    if not any(getattr(figure, key) is not None for key in NUMBERS):
        yield Problem("E_MISSING", f"`{name}` says no number", f"say one of {', '.join(NUMBERS)}", path=at)
    for ordered in ORDERED:
        known = [key for key in ordered if key in numbers]
        for below, above in itertools.pairwise(known):
            if numbers[below] > numbers[above]:
                what = f"{below} {show(getattr(figure, below))} is above {above} {show(getattr(figure, above))}"
                yield Problem("E_RANGE", what, "exchange them", path=(*at, below))
    people = figure.population
    for key in ("arr", "contract_value"):
        band: Band | None = getattr(people, key)
        if band is not None and band.low is not None and band.high is not None and band.low >= band.high:
            what = "low is not below high"
            yield Problem("E_RANGE", what, "exchange them", path=(*at, "population", key, "low"))
    if people.currency is None and (people.arr or people.contract_value or measure.unit.startswith("money")):
        what = "an amount of money without its currency"
        yield Problem("E_MISSING", what, "say `currency: USD`", path=(*at, "population"))
