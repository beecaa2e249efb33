"""One value where the base's varies from case to case: a law loses its spread with a word, an amount keeps it."""

from collections.abc import Iterator
from math import exp
from typing import Any

from gtmsim.scenario.files.reading import Entry, Node
from gtmsim.scenario.files.relative import value_of
from gtmsim.scenario.language.amounts import AmountDeclaration, AmountSaid
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.laws import LawDeclaration, LawSaid
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import show

Path = tuple[str | int, ...]
LOCATIONS, SPREADS = ("mean", "median"), ("sigma", "cv")
SKEWED = 1.25  # times the median that a mean may be without a word


def warn_of_spread(new: Node, base: Any, declaration: Declaration, path: Path) -> Iterator[Problem]:
    """What one value, said alone or with its source, may mean beside a base that varies and may not."""
    if not isinstance(base, dict):
        return
    value = value_of(new)
    alone = value["value"] if isinstance(value, dict) else value
    if isinstance(declaration, LawDeclaration):
        stands = _read(declaration, base)
        if stands is not None and _varies(stands) and declaration.read(value).location > 0.0:
            spread = next(name for name in (*SPREADS, "distribution") if name in base)
            where = "mean" if "mean" in base else "median"
            what = f"the base varies from case to case ({spread} {base[spread]}), this is {show(alone)} for all"
            hint = f"write `{{{where}: {alone}, {spread}: {base[spread]}}}` to keep that"
            yield Problem("W_SPREAD", what, f"{hint}, `{{mean: {alone}, distribution: fixed}}` if not", new.mark, path)
    elif isinstance(declaration, AmountDeclaration) and isinstance(said := _read(declaration, base), AmountSaid):
        skew = 1.0 if said.sigma is None else exp(0.5 * said.sigma * said.sigma)
        hint = f"write `{{mean: {alone}}}` if the mean was meant, or `{{median: {alone}}}`"
        if said.of == "mean" and said.sigma != 0.0:
            what = f"a number is the median, {show(alone)}, and the base says the mean, {show(base['mean'])}"
            yield Problem("W_MEDIAN", what, hint, new.mark, path)
        elif skew > SKEWED:
            what = (
                f"a number is the median, {show(alone)}, and the mean with the base's spread is {skew:.3g} times that"
            )
            yield Problem("W_MEDIAN", what, hint, new.mark, path)


def keeping_spread(new: Node, base: Any, declaration: Declaration) -> Node:
    """A bare amount, which is the median, with the spread that the base says beside its own."""
    if not isinstance(declaration, AmountDeclaration) or not isinstance(base, dict):
        return new
    kept = {name: Entry(new.mark, Node(base[name], new.mark)) for name in SPREADS if name in base}
    if not kept:
        return new
    said: dict[str, Entry] = new.value if isinstance(new.value, dict) else {"value": Entry(new.mark, new)}
    return Node({"median" if name == "value" else name: entry for name, entry in said.items()} | kept, new.mark)


def with_kept_marks(made: Node, new: Node, stands: Node) -> Node:
    """The node with a spread of the base at the place where it was said, not where it was kept."""
    if isinstance(made.value, dict) and isinstance(stands.value, dict):
        said = new.value if isinstance(new.value, dict) else {}
        for name in SPREADS:
            if name in made.value and name in stands.value and name not in said:
                made.value[name] = stands.value[name]
    return made


def _varies(said: LawSaid) -> bool:
    return said.shape == "exponential" or said.sigma > 0.0


def _read(declaration: Declaration, said: Any) -> Any:
    try:
        return declaration.read(said)
    except Exception:  # whatever is wrong with it is told of the base
        return None
