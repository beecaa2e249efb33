"""What correlations must satisfy: they are of two numbers of the scenario, and all of them can hold together."""

import math
from collections.abc import Iterator, Sequence

from gtmsim.scenario.language.problems import Problem, dotted, nearest
from gtmsim.scenario.language.walk import by_names, values
from gtmsim.scenario.sections.schema import Scenario

SECTIONS = ("market", "plan")  # of which numbers have ranges
ROUNDING = 1e-9
TRIED = tuple(i / 100.0 for i in range(-100, 101))
Row = list[float]


def correlation_problems(scenario: Scenario) -> Iterator[Problem]:
    """Errors of what goes together, each at its place."""
    known: list[str] | None = None
    seen: dict[frozenset[str], str] = {}
    whole = True
    for name, said in scenario.run.correlations.items():
        where: tuple[str | int, ...] = ("run", "correlations", name)
        known = known or names_of(scenario)
        for end in ("first", "second"):
            path = getattr(said, end)
            if path not in known:
                whole = False
                hint = nearest(path, known) if path.split(".")[0] in SECTIONS else "one of `market` or `plan`"
                yield Problem("E_UNKNOWN", f"`{path}` is no number of this scenario", hint, path=(*where, end))
        pair = frozenset((said.first, said.second))
        if len(pair) == 1:
            whole = False
            yield Problem("E_VALUE", "a number goes with itself", "name another one", path=(*where, "second"))
        elif pair in seen:
            whole = False
            hint = "keep one of them"
            yield Problem("E_CONFLICT", f"`{seen[pair]}` says it of the same two numbers", hint, path=where)
        seen.setdefault(pair, name)
    if whole and seen:
        yield from _impossible(scenario)


def names_of(scenario: Scenario) -> list[str]:
    """The path of every number of market and plan, as changes write it: who stands in a list is called by name."""
    found = []
    for path, declaration, value in values(scenario):
        if path[0] in SECTIONS and declaration.unit and value is not None:
            found.append(dotted(by_names(scenario, path)))
    return found


def _impossible(scenario: Scenario) -> Iterator[Problem]:
    """All that cannot hold together, at one which could be otherwise; what is said of no two numbers is 0."""
    said = list(scenario.run.correlations.items())
    names = sorted({end for _, each in said for end in (each.first, each.second)})
    matrix = [[float(i == j) for j in range(len(names))] for i in range(len(names))]
    places = {name: (names.index(each.first), names.index(each.second)) for name, each in said}
    for name, each in said:
        i, j = places[name]
        matrix[i][j] = matrix[j][i] = of_scores(each.rank_correlation)
    if factor(matrix) is not None:
        return
    what = "these correlations cannot all hold together"
    for name, each in reversed(said):
        able = [x for x in TRIED if _fits(matrix, *places[name], x)]
        if able:
            near = min(able, key=lambda x: abs(x - each.rank_correlation))
            hint = f"write `{near:g}` here, or say how the others go together, which is 0 unless said"
            yield Problem("E_RANGE", what, hint, path=("run", "correlations", name, "rank_correlation"))
            return
    yield Problem("E_RANGE", what, "bring them nearer to 0", path=("run", "correlations"))


def _fits(matrix: Sequence[Row], i: int, j: int, rank_correlation: float) -> bool:
    tried = [list(row) for row in matrix]
    tried[i][j] = tried[j][i] = of_scores(rank_correlation)
    return factor(tried) is not None


def of_scores(rank_correlation: float) -> float:
    """The correlation of normal scores whose ranks have this one (Pearson 1907)."""
    return 2.0 * math.sin(math.pi * rank_correlation / 6.0)


def factor(matrix: Sequence[Row]) -> list[Row] | None:
    """The lower triangle whose product with its transpose is the matrix (Cholesky); None where there is none."""
    size = len(matrix)
    lower = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            left = matrix[i][j] - math.fsum(lower[i][k] * lower[j][k] for k in range(j))
            if i == j:
                if left < -ROUNDING:
                    return None
                lower[i][i] = math.sqrt(left) if left > ROUNDING else 0.0
            elif lower[j][j] > 0.0:
                lower[i][j] = left / lower[j][j]
            elif abs(left) > math.sqrt(ROUNDING):
                return None
    return lower
