"""README.txt of a results folder: what each file and each column is, as those say who write them."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gtmsim.metrics.metric import METRICS
from gtmsim.metrics.series import series_of
from gtmsim.metrics.statements import ROWS
from gtmsim.report.explained import Explained, Field
from gtmsim.report.figures.style import Drawing
from gtmsim.study.results import Results

WIDTH = 100
REPORT = "The report: answers, tables and figures on one page, for any browser; it needs no network."
WORKBOOK = "The same numbers as a workbook, for a spreadsheet program."
SUMMARY = "Every estimate with its interval and why one has no value, for programs (JSON)."
RECORD = "What made the numbers: versions, command, seed, seconds, and the digest of every other file."
SELF = "What each file and each column is."
NAMED = 24  # characters of a name, beside which its meaning begins
Glossary = Mapping[str, tuple[Field, ...]]  # heading -> names that stand in the rows of files


def readme(title: str, command: str, files: Mapping[str, bytes], glossary: Glossary) -> Explained:
    """The text; ValueError where a file, or a column of one, says nothing of itself."""
    whole = {**files, "README.txt": Explained(b"", SELF), "run.json": Explained(b"", RECORD)}
    lines = [f"What is in this folder: {title}", "", *_paragraph(f"In it, `{command}` gives the same numbers again.")]
    lines += ["", *_paragraph("Text is UTF-8; in a table an empty cell is a value that there is not.")]
    for name, content in whole.items():
        lines += ["", name, *_file(name, content)]
    for heading, names in glossary.items():
        lines += ["", "", heading, "-" * len(heading), *(line for each in names for line in _field(each, ""))]
    return Explained(("\n".join(lines) + "\n").encode(), SELF)


def pictures(figures: Mapping[str, Drawing]) -> dict[str, bytes]:
    """The figures as files."""
    return {f"figures/{name}.png": Explained(each.png, f"Figure: {each.title}.") for name, each in figures.items()}


def glossary_of(results: Results) -> Glossary:
    """Metrics, monthly series and lines of the statements of a run."""
    currency = results.frame.currency
    series = {found.name: found for found, _ in map(series_of, sorted(results.monthly))}
    lines = [row for row in ROWS if row.name in results.lines]
    return {
        "Metrics": tuple(Field(name, said.definition, said.unit) for name, said in sorted(results.meanings.items())),
        "Monthly series": tuple(
            Field(name, each.meaning, each.unit.replace("money", currency)) for name, each in series.items()
        ),
        **(
            {"Lines of the statements": tuple(Field(row.name, row.meaning, currency) for row in lines)} if lines else {}
        ),
    }


def glossary(summary: Mapping[str, Any]) -> Glossary:
    """The metric that decides in a study."""
    found = METRICS.get(str(summary.get("primary")))
    if found is None:
        return {}
    return {"The metric that decides": (Field(found.name, found.definition, summary.get("unit", found.unit)),)}


def _file(name: str, content: bytes) -> Iterator[str]:
    """What a file is, and each of its columns."""
    if not isinstance(content, Explained) or not all(each.meaning for each in content.fields):
        raise ValueError(f"{name} does not say what it is, or what each of its columns is; write it as `Explained`")
    yield from _paragraph(content.about, "    ")
    for each in content.fields:
        yield from _field(each, "      ")


def _field(each: Field, indent: str) -> Iterable[str]:
    said = each.meaning + (f" [{each.unit}]" if each.unit and each.unit != "1" else "")
    begin = f"{indent}{each.name:{NAMED - len(indent)}}  "
    room = NAMED + 2
    if len(begin) > room:  # a long name has a line of its own
        return [f"{indent}{each.name}", *_paragraph(said, " " * room)]
    return textwrap.wrap(said, WIDTH, initial_indent=begin, subsequent_indent=" " * room)


def _paragraph(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
