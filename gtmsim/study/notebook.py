"""What every result shows of itself in a session of Python: in short, as rows, as a frame, as figures."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gtmsim.study.problems import StudyError

if TYPE_CHECKING:
    from gtmsim.study.results import Frame

Rows = list[dict[str, Any]]
SHORT = 240  # characters of a repr
NO_PANDAS = (
    "a frame is one of pandas, which is not installed: pip install pandas; .table() gives the same rows without it"
)


def clipped(text: str, most: int = SHORT) -> str:
    """A text of so many characters at most."""
    return text if len(text) <= most else f"{text[: most - 2]}…{text[-1]}"


def framed(rows: Rows) -> Any:
    """Rows as a frame of pandas, which is nobody's requirement."""
    try:
        pandas = import_module("pandas")
    except ImportError:
        raise StudyError(NO_PANDAS) from None
    return pandas.DataFrame(rows)


class InSession:
    """The report layer, which is above this one, shows it; so it is not imported before it is asked for."""

    def table(self, name: str = "") -> Rows:
        """The main table, or another by its name: one dict for each row, as the file of that name in the folder."""
        rows: Rows = _session().table(self, name)
        return rows

    @property
    def plot(self) -> Any:
        """Its figures by name, each a figure of matplotlib: `.plot.arr()`; `dir(.plot)` lists them."""
        return _session().Plots(self)


class Framing(InSession):
    """One that is a frame of pandas too."""

    def frame(self, name: str = "") -> Any:
        """The same as a frame of pandas."""
        return framed(self.table(name))


class Study(Framing):
    """A study that is no comparison: what it rests on has months too."""

    def _repr_html_(self) -> str:
        return str(_session().in_html(self))

    def monthly(self) -> Rows:
        """Each monthly series of the plans that it rests on, one dict for each row."""
        return self.table("monthly")


class Monthly(dict[str, NDArray[np.float64]]):
    """Series by name, shape (replications, months); called it gives their means as rows."""

    name = ""
    frame: "Frame | None" = None

    def __call__(self) -> Rows:
        """Mean, P10 and P90 of each series in each month, one dict for each row."""
        rows: Rows = _session().months(self, self.name, self.frame)
        return rows


def _session() -> Any:
    return import_module("gtmsim.report.session")
