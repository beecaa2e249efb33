"""Results in a session of Python: their tables as rows, their figures by name, a study as HTML. Decides nothing."""

import io
import math
from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from typing import Any

from matplotlib.figure import Figure

from gtmsim.report.csv_files import csv_files
from gtmsim.report.explained import Explained, rows_of
from gtmsim.report.figures import FIGURES
from gtmsim.report.figures.style import Draw, Drawing, begun
from gtmsim.report.gather import months as calendar
from gtmsim.report.gather import study_of
from gtmsim.report.months import FIELDS, Months, monthly_csv, monthly_rows
from gtmsim.report.studies.tellers import told_of
from gtmsim.report.studies.told import Table, Told
from gtmsim.scenario.language.problems import nearest
from gtmsim.study.comparison import Comparison
from gtmsim.study.problems import StudyError
from gtmsim.study.results import Frame, Results

Rows = list[dict[str, Any]]
SHOWN = 12  # rows of a table that a notebook shows
DOTS = 110  # an inch, of a figure there


def table(what: Any, name: str = "") -> Rows:
    """The first table of the folder, or the one of that name; StudyError with the nearest name where there is none."""
    files = _tables(what)
    asked = name.removesuffix(".csv") or next(iter(files))
    if asked not in files:
        raise StudyError(f"no table is called `{name}`; {nearest(name, files)}")
    return rows_of(files[asked]())


def _tables(what: Any) -> dict[str, Callable[[], Explained]]:
    """By name: the files of the folder that are tables."""
    if isinstance(what, Results | Comparison):
        return {name.removesuffix(".csv"): make for name, make in csv_files(what).items()}
    told = told_of(what)
    made = {name: file for name, file in told.files.items() if isinstance(file, Explained) and file.fields}
    found = {name.removesuffix(".csv"): (lambda file=file: file) for name, file in made.items()}
    return {**found, "monthly": lambda: _months_of(told)}


def _months_of(told: Told) -> Explained:
    first = told.results[0][1].frame
    return monthly_csv([Months(name, each.monthly, calendar(first), first.currency) for name, each in told.results])


def months(monthly: Mapping[str, Any], name: str, frame: Frame | None) -> Rows:
    """Each monthly series of one run, one dict for each row."""
    if frame is None:
        raise StudyError("these series are of no run; ask `results.monthly()`")
    names = [each.name for each in FIELDS]
    rows = monthly_rows(Months(name, monthly, calendar(frame), frame.currency))
    return [{key: _plain(value) for key, value in zip(names, row, strict=True)} for row in rows]


def _plain(value: Any) -> Any:
    """As `rows_of` has it: nothing where there is no value."""
    return None if value == "" or (isinstance(value, float) and math.isnan(value)) else value


class Plots:
    """The figures of a result by name; each is called and gives a figure of matplotlib."""

    def __init__(self, what: Any) -> None:
        self._what = what

    def __dir__(self) -> list[str]:
        return sorted(_figures(self._what))

    def __repr__(self) -> str:
        return f"Figures: {', '.join(f'.{name}()' for name in _figures(self._what))}"

    def __getattr__(self, said: str) -> Callable[[], Figure]:
        if said.startswith("__"):
            raise AttributeError(said)
        figures = _figures(self._what)
        alike = [name for name in figures if f"_{said}_" in f"_{name}_"]
        name = said if said in figures else alike[0] if len(alike) == 1 else ""
        if not name:
            raise AttributeError(f"no figure is called `{said}`; {nearest(said, figures)}")
        return lambda: _drawn(name, figures[name])


def _figures(what: Any) -> dict[str, Callable[[], Drawing | None]]:
    """By name: what draws each figure of the report."""
    if isinstance(what, Results | Comparison):
        return {draw.__name__: partial(_of_report, what, draw) for draw in FIGURES}
    return {name: partial(_of_study, what, name) for name in told_of(what).figures}


def _of_report(what: Results | Comparison, draw: Draw) -> Drawing | None:
    return draw(study_of(what, what.summary()))


def _of_study(what: Any, name: str) -> Drawing | None:
    return told_of(what).figures[name]


def _drawn(name: str, draw: Callable[[], Drawing | None]) -> Figure:
    """The figure itself, with its title; StudyError where it has nothing to show."""
    with begun() as found:
        drawing = draw()
    if drawing is None:
        raise StudyError(f"the figure `{name}` has nothing to show here")
    figure = next((each for each in found if _heading(each) == " ".join(drawing.title.split())), found[-1])
    for text in figure.texts:  # the page has the title as a heading, and so hides it
        text.set_visible(True)
        text.set_in_layout(True)
    figure.__dict__["_repr_png_"] = partial(_png, figure)  # so that a notebook shows it, whatever was set up before
    return figure


def _png(figure: Figure) -> bytes:
    kept = io.BytesIO()
    figure.savefig(kept, format="png", dpi=DOTS)
    return kept.getvalue()


def _heading(figure: Figure) -> str:
    """The title of a figure in one line."""
    return " ".join(figure.get_suptitle().split())


def in_html(what: Any) -> str:
    """A study for a notebook: what it answers, its tables cut to some rows, and its first figure."""
    told = told_of(what)
    lines = [f"<h4>{escape(told.title)}</h4>", f"<p><small>{escape(told.setting)}</small></p>"]
    lines += [f"<p>{escape(answer)}</p>" for answer in told.answers]
    lines += [_table(each) for each in told.tables[:1]]
    lines += [f"<p><small>Beware: {escape(warning)}</small></p>" for warning in told.warnings[:3]]
    return "".join(lines)


def _table(told: Table) -> str:
    head = "".join(f"<th>{escape(column.name)}</th>" for column in told.columns)
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in told.rows[:SHOWN])
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    left = len(told.rows) - SHOWN
    more = f"<p><small>{left} more rows: .table()</small></p>" if left > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
