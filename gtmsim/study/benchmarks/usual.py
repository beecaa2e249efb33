"""What is usual of a measure among firms like this one, and where this one stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from gtmsim.metrics import METRICS
from gtmsim.metrics.also import metric_called, nearest_metric
from gtmsim.study.benchmarks.in_words import as_json, span, told
from gtmsim.study.benchmarks.measures import MEASURES, Measure, measure_of
from gtmsim.study.benchmarks.population import Firm, firm_of, unfit
from gtmsim.study.benchmarks.reader import PublicFigure, public_figures
from gtmsim.study.problems import StudyError

if TYPE_CHECKING:
    from gtmsim.study.results import Results

RECENT = 5  # years by which a figure may be older than the newest one beside it
FAR = 2.0  # times a lone value, or a half of it
NAMED = 2  # sources in a short text
Verdict = Literal["within", "edge", "below", "above", "lower", "higher", "far below", "far above", ""]
OUTSIDE = ("below", "above", "far below", "far above")
NONE = "no public figure for a firm like this"


@dataclass(frozen=True, repr=False)
class Usual:
    """Public figures of one measure: what is usual, and where a firm stands."""

    measure: str
    label: str
    unit: str  # with the currency
    meaning: str
    value: float | None  # of this firm
    low: float | None  # None: nobody tells that end
    high: float | None
    kind: str  # quartiles, range, value (medians and the like, whose spread nobody tells) or rule
    verdict: Verdict
    figures: tuple[PublicFigure, ...]  # of firms like this one, the newest
    others: tuple[tuple[PublicFigure, str], ...]  # with the reason why they are not used

    def __repr__(self) -> str:
        lines = [f"{self.measure}: {self.text}", *(f"  {told(figure)}" for figure in self.figures)]
        return "\n".join([*lines, *(f"  not used, {why}: {told(figure)}" for figure, why in self.others)])

    @property
    def text(self) -> str:
        """For example "usual: 6 to 24 months (Aleph and Benchmarkit 2026)"."""
        if not self.kind:
            of_several = f"{len(self.figures)} public figures, each of its own kind of firm"
            return of_several if self.figures else NONE if self.others else "no public figure"
        star = "*" if any(figure.differs for figure in self.figures) else ""
        return f"usual: {self.span}{star} ({self.said_by})"

    @property
    def span(self) -> str:
        """From where to where, with the unit."""
        return span(self.low, self.high, self.unit, self.kind)

    @property
    def said_by(self) -> str:
        """The sources, in short."""
        names = list(dict.fromkeys(figure.published for figure in self.figures if figure.kind == self.kind))
        more = f" and {len(names) - NAMED} more" if names[NAMED:] else ""
        return f"{'; '.join(names[:NAMED])}{more}"

    @property
    def differs(self) -> tuple[str, ...]:
        """How our measure differs from what was counted, each with its source where it is not that of all."""
        sources: dict[str, list[str]] = {}
        for figure in self.figures:
            if figure.differs:
                sources.setdefault(figure.differs, []).append(figure.published)
        of_all = len(sources) == 1 and all(figure.differs for figure in self.figures)
        return tuple(text if of_all else f"{text} ({'; '.join(dict.fromkeys(who))})" for text, who in sources.items())

    @property
    def outside(self) -> bool:
        """Is this firm outside what is usual?"""
        return self.verdict in OUTSIDE

    @property
    def standing(self) -> str:
        """Where this firm stands, in words; empty where nothing is known."""
        half = self.kind == "quartiles" and self.low is not None and self.high is not None
        return QUARTERS[self.verdict] if half and self.verdict in QUARTERS else STANDING[self.verdict]

    def summary(self) -> dict[str, Any]:
        """What `summary.json` holds."""
        return {
            "label": self.label,
            "unit": self.unit,
            "value": self.value,
            "meaning": self.meaning,
            "text": self.text,
            "span": self.span if self.figures else "",
            "standing": self.standing,
            "low": self.low,
            "high": self.high,
            "kind": self.kind,
            "verdict": self.verdict,
            "differs": list(self.differs),
            "figures": [{**as_json(figure), "text": told(figure)} for figure in self.figures],
            "refused": [{**as_json(figure), "why": why} for figure, why in self.others],
        }


STANDING: dict[Verdict, str] = {
    "": "",
    "within": "within it",
    "edge": "at its end, as well as the replications tell",
    "below": "below it",
    "above": "above it",
    "lower": "lower; how much firms differ is not published",
    "higher": "higher; how much firms differ is not published",
    "far below": "less than half of it",
    "far above": "more than twice as much",
}
QUARTERS: dict[Verdict, str] = {
    "within": "in the middle half of firms",
    "below": "in the lowest quarter of firms",
    "above": "in the highest quarter of firms",
}


def usual(measure: str, results: "Results | None" = None) -> Usual:
    """Public figures of a metric, or of another measure of which there are some; with `results` those of firms like
    that one, and where it stands among them."""
    name = metric_called(measure)
    known = measure_of(name)
    if known is None:
        hint = nearest_metric(name, [*METRICS, *MEASURES])
        raise StudyError(f"nothing is measured as `{measure}`" + (f"; {hint}" if hint else ""))
    about = [figure for figure in public_figures() if figure.measure == name]
    if results is None:
        unit = known.unit.replace("money", "currency")
        return Usual(name, known.label, unit, known.meaning, None, None, None, "", "", tuple(about), ())
    return usual_of(name, known, about, results, firm_of(results))


def usuals(results: "Results") -> list[Usual]:
    """What is usual of everything of which there is a public figure, in the order of the file."""
    firm = firm_of(results)
    about: dict[str, list[PublicFigure]] = {}
    for figure in public_figures():
        about.setdefault(figure.measure, []).append(figure)
    return [usual_of(name, known, found, results, firm) for name, found in about.items() if (known := measure_of(name))]


def beside(results: "Results") -> dict[str, Any]:
    """What `summary.json` holds of a firm beside public figures."""
    measures = {found.measure: found.summary() for found in usuals(results)}
    return {"firm": {"scenario": results.name, **firm_of(results)._asdict()}, "measures": measures}


def usual_of(name: str, measure: Measure, about: Sequence[PublicFigure], results: "Results", firm: Firm) -> Usual:
    """What is usual of one measure, by the figures about it."""
    refused = {figure.name: "; ".join(why) for figure in about if (why := unfit(figure, firm))}
    refused |= _set_aside([figure for figure in about if figure.name not in refused])
    kept = [figure for figure in about if figure.name not in refused]
    kinds = {figure.kind for figure in kept}
    kind = next((kind for kind in ("quartiles", "range", "value", "rule") if kind in kinds), "")
    ends = [figure.ends for figure in kept if figure.kind == kind]
    low = min((end for end, _ in ends if end is not None), default=None)
    high = max((end for _, end in ends if end is not None), default=None)
    value = measure.value(results)
    verdict = verdict_of(value, low, high, kind, measure.unit)
    if verdict in OUTSIDE and name in METRICS and _reaches(results.estimate(name).ci95, low, high):
        verdict = "edge"
    unit = measure.unit.replace("money", firm.currency)
    others = tuple((figure, refused[figure.name]) for figure in about if figure.name in refused)
    return Usual(name, measure.label, unit, measure.meaning, value, low, high, kind, verdict, tuple(kept), others)


def _reaches(interval: tuple[float | None, float | None], low: float | None, high: float | None) -> bool:
    """Does an interval reach into what is usual?"""
    near, far = interval
    return near is not None and far is not None and (low is None or far >= low) and (high is None or near <= high)


def _set_aside(fitting: Sequence[PublicFigure]) -> dict[str, str]:
    """Figures that fit and are not used, with the reason: older ones, and rules of thumb beside what was counted."""
    dated = [figure.source.year for figure in fitting if figure.source.year is not None and not figure.rule]
    newest: dict[str, int] = {}
    for figure in fitting:
        name = figure.source.publisher
        newest[name] = max(newest.get(name, 0), figure.source.year or 0)
    counted = any(not figure.rule for figure in fitting)
    found = {}
    for figure in fitting:
        year = figure.source.year
        if figure.rule and counted:
            found[figure.name] = "a rule of thumb, and others have counted"
        elif dated and year is None:
            found[figure.name] = "its year is not known, that of others is"
        elif dated and year is not None and year < max(dated) - RECENT:
            found[figure.name] = f"of {year}, the newest one is of {max(dated)}"
        elif year is not None and year < newest[figure.source.publisher]:
            found[figure.name] = f"of {year}, {figure.source.publisher} has a newer one"
    return found


def verdict_of(value: float | None, low: float | None, high: float | None, kind: str, unit: str) -> Verdict:
    """Where a value stands; medians alone do not tell what is unusual, so that only what is far from them is said."""
    if value is None or (low is None and high is None):
        return ""
    under, over = low is not None and value < low, high is not None and value > high
    if not under and not over:
        return "within"
    if kind != "value":
        return "below" if under else "above"
    assert low is not None and high is not None
    if unit == "share" and 0.5 < low <= high < 1.0 and value < 1.0:  # of a share near one, what is missing counts
        far = 1.0 - value > FAR * (1.0 - low) or FAR * (1.0 - value) < 1.0 - high
    else:
        far = FAR * value < low or value > FAR * high
    if far:
        return "far below" if under else "far above"
    return "lower" if under else "higher"
