"""Values as a user would write them, of which generated scenarios are made."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import strategies as st

Said = dict[str, Any]
SHARES = (0, 0.1, 0.25, 0.5, 0.8, 0.95, 1)

yes_or_no = st.booleans()
one_of = st.sampled_from
RARELY, OFTEN = one_of([False, False, True]), one_of([True, True, False])
WANTED: set[str] = set()  # names of parameters, sections and facts that every scenario has, whatever else is drawn


@contextmanager
def wanting(names: set[str]) -> Iterator[None]:
    """Have every scenario that is drawn inside say what is called so, as far as it has a place."""
    before = set(WANTED)
    WANTED.update(names)
    try:
        yield
    finally:
        WANTED.clear()
        WANTED.update(before)


def says(draw: Any, name: str, often: Any = yes_or_no) -> bool:
    """Is it said?"""
    return name in WANTED or bool(draw(often))


def some_of(draw: Any, optional: Said) -> Said:
    """About half of what may be said."""
    return {name: draw(value) for name, value in optional.items() if says(draw, name)}


@st.composite
def sections(draw: Any, optional: Said, required: Said | None = None) -> Said:
    """A section that says some of its names."""
    return {name: draw(value) for name, value in (required or {}).items()} | some_of(draw, optional)


def shares(*values: Any) -> Any:
    """A share, said as a number or in percent."""
    return one_of(values or SHARES).flatmap(lambda x: one_of([x, f"{100 * x:g}%"]))


def law(unit: str, fixed: tuple[int, ...], coarse: bool) -> Any:
    """A duration: fixed on the grid, or any of the laws."""
    text = (lambda n: f"{n}h") if unit == "hour" else (lambda n: f"{n} days")
    alone = one_of(fixed).map(text)
    if coarse:
        return alone
    above = one_of([n for n in fixed if n > 0]).map(text)
    return st.one_of(
        alone,
        st.fixed_dictionaries({"mean": above, "distribution": st.just("exponential")}),
        st.fixed_dictionaries({"median": above, "sigma": one_of([0, 0.3, 1.1])}),
        st.fixed_dictionaries({"mean": above, "cv": one_of([0.2, 1])}),
    )


def dates(run: Said) -> Any:
    """A day in the run or soon after it."""
    year, month = map(int, run["start"].split("-")[:2])

    def day(pair: tuple[int, int]) -> str:
        at = year * 12 + month - 1 + pair[0]
        return f"{at // 12}-{at % 12 + 1:02}-{pair[1]:02}"

    return st.tuples(st.integers(0, run["months"]), one_of([1, 2, 11, 28])).map(day)


@st.composite
def levers(draw: Any, values: Any, run: Said) -> Any:
    """A number alone, with its range, by dates, or by months."""
    how = draw(one_of(["steady", "steady", "dated", "monthly", "ranged"]))
    if how == "steady":
        return draw(values)
    if how == "ranged":
        return {"value": draw(values), "source": "assumption"}
    if how == "monthly":
        return draw(st.lists(values, min_size=run["months"], max_size=run["months"]))
    first = draw(one_of(["start", "2020-02-29", run["start"]]))
    later = draw(st.lists(dates(run).filter(lambda day: day != first), min_size=1, max_size=3, unique=True))
    return {first: draw(values), **{day: draw(values) for day in later}}
