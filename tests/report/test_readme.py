"""README.txt of a results folder says what every file and every column is."""

import csv
import io

import pytest

from gtmsim.metrics.metric import METRICS, SERIES
from gtmsim.metrics.series import OWN, series_of
from gtmsim.report.explained import Explained, Field, csv_file
from gtmsim.report.readme import readme
from gtmsim.study.results import Results


def said_of(text: str, name: str) -> str:
    """The lines below a file's name."""
    return text.split(f"\n{name}\n", 1)[1].split("\n\n", 1)[0]


@pytest.fixture(params=["run_files", "comparison_files"])
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    found: dict[str, bytes] = request.getfixturevalue(request.param)
    return found


def test_every_file_and_column_is_explained(files: dict[str, bytes]) -> None:
    text = files["README.txt"].decode()
    assert max(map(len, text.splitlines())) <= 100
    for name, content in files.items():
        below = said_of(text, name)
        assert below.strip(), name
        if name.endswith(".csv"):
            head = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            told = [line.split()[0] for line in below.splitlines()[1:] if line.startswith("      ") and line[6] != " "]
            assert told == head, name


def test_names_that_stand_in_rows_are_explained(results: Results, files: dict[str, bytes]) -> None:
    text = files["README.txt"].decode()
    metrics, rest = text.split("\nMetrics\n", 1)[1].split("\nMonthly series\n", 1)
    for name in results.meanings:
        assert f"\n{name} " in metrics or f"\n{name}\n" in metrics, name
    rows = list(csv.DictReader(io.StringIO(files["monthly.csv"].decode("utf-8-sig"))))
    for name in {row["series"] for row in rows}:
        assert f"\n{name} " in rest, name
    rows = list(csv.DictReader(io.StringIO(files["statements_monthly.csv"].decode("utf-8-sig"))))
    for name in {row["line"] for row in rows}:
        assert f"\n{name} " in rest.split("Lines of the statements")[1], name


def test_each_monthly_series_is_declared(results: Results) -> None:
    for key in results.monthly:
        found, part = series_of(key)
        assert found.unit and found.meaning and bool(part) == bool(found.by), key
    for each in (*OWN.values(), *SERIES.values()):
        assert each.unit and each.meaning, each.name
    assert series_of("utilisation_sdr") == (OWN["utilisation"], "sdr")
    assert series_of("leads")[0].unit == METRICS["leads"].unit


def test_a_file_that_says_nothing_of_itself_is_refused() -> None:
    with pytest.raises(ValueError, match=r"new\.csv does not say what it is"):
        readme("a plan", "gtmsim run plan.yaml", {"new.csv": b"a,b\n"}, {})
    with pytest.raises(ValueError, match=r"new\.csv"):
        readme("a plan", "gtmsim run plan.yaml", {"new.csv": csv_file("Something.", (Field("a", ""),), ())}, {})
    assert isinstance(Explained(b"x", "one letter"), bytes)
