"""Whether some rows together answer everything: an exact search over classes of values, never over boxes one by one.

Covering is hard in theory and easy as people write tables: a class that answers more than another one need not be
looked at, a row that has no class left drops out, and rows about different inputs are searched apart.
"""

from functools import reduce
from operator import and_, or_

LIMIT = 20_000  # states: about a second, as people write tables
WORK = 25_000_000  # comparisons of classes: about a second, however a table is written
STATE = 1_000  # comparisons that a state costs beside its own

Classes = dict[int, int]  # rows that accept a class -> the class
Box = dict[int, int]  # input -> class; any class of an input that is not named


class WideError(Exception):
    """The search has met more states than it may."""


class Search:
    """Looks for a case that none of some rows answers, and counts the states that it visits and the work they are."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit, self.visited, self.work = limit, 0, 0
        self._known: dict[tuple[object, ...], Box | None] = {}

    def gap(self, rows: int, axes: dict[int, Classes]) -> Box | None:
        """Classes whose values no row of `rows` answers, None where there are none."""
        self._known.clear()  # classes are known by their rows, which differ from question to question
        return self._gap(rows, axes)

    def spend(self, states: int) -> None:
        """Count states that are looked at elsewhere; raises WideError beyond the limit."""
        self.visited += states
        if self.visited > self.limit:
            raise WideError

    def _gap(self, rows: int, axes: dict[int, Classes]) -> Box | None:
        self.spend(1)
        self._works(STATE)
        rows, axes, box = self._narrowed(rows, axes)
        if not rows:
            return box
        tested = {place: rows & ~reduce(and_, classes) for place, classes in axes.items()}
        if rows & ~reduce(or_, tested.values(), 0):
            return None  # a row that answers anything that is left
        key = (rows, *((place, *classes) for place, classes in axes.items()))
        if key not in self._known:
            self._known[key] = self._parted(rows, axes, tested)
        found = self._known[key]
        return None if found is None else box | found

    def _works(self, comparisons: int) -> None:
        self.work += comparisons
        if self.work > WORK:
            raise WideError

    def _parted(self, rows: int, axes: dict[int, Classes], tested: dict[int, int]) -> Box | None:
        """A gap of every part of the table: parts are about different inputs, so that their gaps combine."""
        found: Box = {}
        parts = _parts(tested)
        for places in parts:
            inside = {place: axes[place] for place in places}
            if len(parts) == 1:
                box = self._branched(rows, inside, tested)
            else:
                box = self._gap(reduce(or_, (tested[place] for place in places)), inside)
            if box is None:
                return None
            found |= box
        return found

    def _branched(self, rows: int, axes: dict[int, Classes], tested: dict[int, int]) -> Box | None:
        place = max(axes, key=lambda each: (tested[each].bit_count(), -len(axes[each])))
        rest = {each: classes for each, classes in axes.items() if each != place}
        for mask, index in sorted(axes[place].items(), key=lambda pair: pair[0].bit_count()):
            box = self._gap(rows & mask, rest)
            if box is not None:
                return {place: index} | box
        return None

    def _narrowed(self, rows: int, axes: dict[int, Classes]) -> tuple[int, dict[int, Classes], Box]:
        """The rows and classes that matter, and the class of each input for which one class says it all."""
        box: Box = {}
        changed = True
        while changed:
            changed = False
            kept = {}
            for place, classes in axes.items():
                least = self._least(rows, classes)
                matter = reduce(or_, least)
                changed |= matter != rows
                rows &= matter
                if len(least) == 1:
                    box[place] = next(iter(least.values()))
                else:
                    kept[place] = least
            axes = kept
        return rows, axes, box

    def _least(self, rows: int, classes: Classes) -> Classes:
        """Classes of which none answers all that another one answers: a gap elsewhere is a gap here as well."""
        alive = {mask & rows: index for mask, index in classes.items()}
        least: Classes = {}
        for mask in sorted(alive, key=int.bit_count):
            self._works(1 + len(least))
            if not any(mask & each == each for each in least):
                least[mask] = alive[mask]
        return least


def _parts(tested: dict[int, int]) -> list[list[int]]:
    """Inputs that are tested together by some row, gathered; the smallest part first."""
    parts: list[tuple[int, list[int]]] = []
    for place, rows in tested.items():
        apart = [part for part in parts if not part[0] & rows]
        joined = [part for part in parts if part[0] & rows]
        mask = reduce(or_, (part[0] for part in joined), rows)
        parts = [*apart, (mask, [place, *(each for part in joined for each in part[1])])]
    return sorted((places for _, places in parts), key=len)
