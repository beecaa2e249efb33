"""What the file of public figures says: figures, whom they are of, and who says so. Knows no metric."""

from dataclasses import dataclass
from typing import Annotated, Any

from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.param import Section, choice, label, param, words
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.renamed import VERSION
from gtmsim.study.wording import number


@dataclass(frozen=True)
class WrittenDeclaration(Declaration):
    """A number as it is written, whose unit is that of what is measured."""

    def read(self, said: object) -> str | int | float:
        """The writing."""
        if isinstance(said, bool) or not isinstance(said, str | int | float):
            raise QuantityError("E_TYPE", f"need a number with its unit, got {show(said)}")
        return said

    def json(self) -> dict[str, Any]:
        """A number or a text."""
        return {"type": ["number", "string"]}


def written(meaning: str) -> WrittenDeclaration:
    """A number in the unit of what is measured."""
    return WrittenDeclaration("", meaning)


class Band(Section):
    """From where to where; one end may be open."""

    low: Annotated[float | None, param("money", "this much or more", ge=0)] = None
    high: Annotated[float | None, param("money", "less than this", gt=0)] = None

    def words(self) -> str:
        """For example "12k to 25k"."""
        low, high = (None if end is None else number(end, 0.0) for end in (self.low, self.high))
        return f"{low} to {high}" if low and high else f"less than {high}" if high else f"{low} and more"


class Population(Section):
    """The firms that a figure is of."""

    model: Annotated[
        str,
        choice("what they are", "b2b_saas", "b2b", "subscription", "all_industries", "marketplace", "lending"),
    ]
    currency: Annotated[str | None, words("currency of amounts and bands, as USD")] = None
    arr: Band | None = None  # their recurring revenue a year
    contract_value: Band | None = None  # what a customer pays a year
    segment: Annotated[
        str | None,
        choice(
            "the customers that the figure is of; a whole firm is then refused", "small", "mid_market", "enterprise"
        ),
    ] = None
    terms: Annotated[str | None, choice("their contracts", "monthly", "annual")] = None
    part: Annotated[
        str, words("the part of a firm that it is of, such as one channel; a whole firm is then refused")
    ] = ""
    described: Annotated[str, words("what else is known of them, of which a scenario says nothing")] = ""


class Source(Section):
    """Who published it."""

    publisher: Annotated[str, label("who published it")]
    title: Annotated[str, words("the title, where it is known")] = ""
    year: Annotated[int | None, param("count", "year of publication, where it is known", ge=1990, le=2100)] = None


class Figure(Section):
    """One public figure."""

    measure: Annotated[str, label("metric, or one of the measures of docs/benchmarks.md")]
    source: Annotated[str, label("name of its source")]
    quoted_by: Annotated[str, words("who quotes it, where the source itself was not read")] = ""
    median: Annotated[str | int | float | None, written("half of the firms have less")] = None
    mean: Annotated[str | int | float | None, written("mean of the firms")] = None
    value: Annotated[str | int | float | None, written("typical, where nobody says whether median or mean")] = None
    lower_quartile: Annotated[str | int | float | None, written("a quarter of the firms has less")] = None
    upper_quartile: Annotated[str | int | float | None, written("a quarter of the firms has more")] = None
    low: Annotated[str | int | float | None, written("lower end of a range that is called usual")] = None
    high: Annotated[str | int | float | None, written("upper end of a range that is called usual")] = None
    rule: Annotated[bool, words("is it a rule of thumb, which nobody counted?")] = False
    n: Annotated[int | None, param("count", "how many were asked, where it is known", ge=1)] = None
    n_of: Annotated[str, words("of what there were so many, where these are not firms of the population")] = ""
    differs: Annotated[str, words("how our measure differs from what the source counted, where it does")] = ""
    population: Population


class PublicFigures(Section):
    """The whole file."""

    version: Annotated[
        int, param("count", "version of the language in which numbers are written", ge=VERSION, le=VERSION)
    ] = VERSION
    sources: dict[str, Source]
    figures: dict[str, Figure]
