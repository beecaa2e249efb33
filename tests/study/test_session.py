"""Results in a session of Python: short names, rows, months, figures, and nearest names for what there is not."""

import pydoc
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from study.fakes import scenario

import gtmsim
from gtmsim.report.session import Plots
from gtmsim.report.studies.tellers import TELLERS
from gtmsim.study.comparison import Comparison
from gtmsim.study.notebook import InSession, clipped
from gtmsim.study.problems import StudyError
from gtmsim.study.results import Results


@pytest.fixture(scope="module")
def run() -> Results:
    return gtmsim.run(scenario("Firm"), 3, jobs=1)


@pytest.fixture(scope="module")
def compared(run: Results) -> Comparison:
    other = gtmsim.variant(run.scenario, {"plan.price": "+10%"}, name="Dearer" + 6 * " and dearer")
    return gtmsim.compare(run, other, jobs=1)


def test_every_result_shows_itself_in_short(run: Results, compared: Comparison) -> None:
    for kind in (Results, Comparison, *TELLERS):
        assert issubclass(kind, InSession) and kind.__repr__ is not object.__repr__
        for name in ("_repr_html_", "table", "monthly", "plot"):
            assert name in {*dir(kind), *kind.__annotations__}, (kind, name)
    assert repr(run).startswith("Results('Firm': 3 replications, ") and "ARR at the end" in repr(run)
    assert repr(compared).startswith("Comparison('Firm', 'Dearer ")
    assert len(repr(run)) < 300 and len(repr(compared)) < 300
    assert clipped("x" * 999).endswith("…x") and len(clipped("x" * 999)) < 300


def test_rows_are_those_of_the_files(run: Results, compared: Comparison) -> None:
    rows = {(row["metric"], row["by"], row["name"]): row for row in run.table()}
    assert len(rows) == len(run.measures)
    assert rows["arr_end", None, None]["mean"] == pytest.approx(run.estimate("arr_end").mean)
    assert rows["arr_end", None, None]["unit"] == "USD/year"
    assert {key[1] for key in rows} >= {None, "channel", "segment", "stage"}
    less = [row for row in compared.table() if row["metric"] == "arr_end" and row["by"] is None]
    wanted = compared.differences["arr_end", "", ""][compared.names[1]].mean
    assert [row["difference"] for row in less] == [None, pytest.approx(wanted)]
    assert len(run.table("replications")) == 3 * len(run.measures)
    assert run.table("monthly.csv") == run.monthly() == run.table("monthly")
    assert len(compared.monthly()) == 2 * len(run.monthly())


def test_what_there_is_not_is_answered_with_the_nearest_name(run: Results) -> None:
    with pytest.raises(StudyError, match="no table is called `montly`; did you mean `monthly`"):
        run.table("montly")
    with pytest.raises(StudyError, match="no metric is called `arr_ending`; did you mean `arr_end`"):
        run.estimate("arr_ending")
    with pytest.raises(AttributeError, match="no figure is called `retenton`; did you mean `retention`"):
        run.plot.retenton()
    assert not hasattr(run.plot, "_repr_html_")


def test_figures_are_those_of_the_report(run: Results, compared: Comparison) -> None:
    assert "arr" in dir(run.plot) and ".arr()" in repr(run.plot)
    figure = compared.plot.arr()
    assert figure.get_suptitle() == "Annual recurring revenue" and len(figure.axes) == 1
    assert all(text.get_visible() for text in figure.texts)
    assert figure._repr_png_().startswith(b"\x89PNG")
    assert run.plot.cac().axes, "a part of a name that one figure alone has"
    with pytest.raises(StudyError, match="`target` has nothing to show"):
        run.plot.target()


def test_a_study_has_rows_months_and_figures(run: Results) -> None:
    study = gtmsim.sweep(run.scenario, "plan.price=90%..100%:10%", replications=2, jobs=1)
    assert [row["metric"] for row in study.table()] == ["arr_end", "arr_end"]
    assert study.monthly()[0]["unit"] and len(repr(study)) < 300
    assert dir(study.plot) == ["sweep"] and study.plot.sweep().axes
    assert isinstance(study.plot, Plots)
    shown = study._repr_html_()
    assert shown.count("<tr>") == 3 and "ARR at the end is" in shown


def test_a_frame_says_what_it_needs(run: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(StudyError, match="pip install pandas"):
        run.frame()
    made: dict[str, Any] = {}
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=lambda rows: made.setdefault("rows", rows)))
    assert run.frame("monthly") == run.monthly() and made["rows"]
    assert run.frame.currency == "USD"


def test_help_begins_with_an_example() -> None:
    text = pydoc.render_doc(gtmsim, renderer=pydoc.plaintext)
    assert text.index('gtmsim.run("scenarios/baseline.yaml"') < text.index("PACKAGE CONTENTS")
