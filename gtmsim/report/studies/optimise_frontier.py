"""The frontier of two metrics: as a table, as a file, and what one of them buys of the other in one sentence."""

from collections.abc import Iterator, Mapping
from typing import Any

from gtmsim.report.explained import Explained, Field, csv_file, estimate
from gtmsim.report.lines import cell_of, changed_of
from gtmsim.report.studies.optimise_words import judged_by, unit_of
from gtmsim.report.studies.told import Column, Table
from gtmsim.report.tables import number
from gtmsim.scenario.writing import as_variant
from gtmsim.study.answer import spoken
from gtmsim.study.judged import BETTER
from gtmsim.study.optimise.found import Optimum
from gtmsim.study.optimise.frontier import Both, Frontier, Place
from gtmsim.study.sweeps.axis import as_said
from gtmsim.study.wording import between
from gtmsim.study.wording import number as in_words

PLAIN = ("1", "count", "share", "probability")
SHARES = ("share", "probability")
AGAINST = {"today": "today's plan", "found": "the plan that was found", "plan_before": "the plan in the row before"}
LEGEND = (
    "Plans of which no other one that was tried is better in both, from the best in the first to the best in the "
    "second, each on luck that no search has seen. Against the plan above: paired, all intervals hold together."
)


def units_of(found: Optimum, edge: Frontier) -> tuple[str, str]:
    """The units of both."""
    return unit_of(found), found.base.meanings[edge.metric].unit


def names_of(found: Optimum, edge: Frontier) -> tuple[str, str]:
    """What both are called."""
    return judged_by(found), spoken(edge.metric)


def plan_name(edge: Frontier, place: int) -> str:
    """The number of a plan on the frontier."""
    return f"{place + 1} (found)" if place == edge.found else str(place + 1)


def frontier_table(found: Optimum) -> Table | None:
    """The plans of the frontier, each with what it changes in today's."""
    edge = found.frontier
    if edge is None:
        return None
    units, names = units_of(found, edge), names_of(found, edge)
    heads = [f"{name}{'' if unit in PLAIN else f', {unit}'}" for name, unit in zip(names, units, strict=True)]
    columns = (
        Column("plan", least=9),
        *(Column(lever.short, number=True) for lever in found.levers),
        Column(heads[0], number=True),
        Column(heads[1], number=True),
        Column("plan cost", number=True),
        Column(f"{names[0]}: against the plan above", number=True),
        Column(f"{names[1]}: against the plan above", number=True),
        Column("told apart from it"),
    )
    rows = [
        ("today", *(lever.base or "not one value" for lever in found.levers), *_today(found, edge), "", "", ""),
        *(_row(found, edge, i, each) for i, each in enumerate(edge.places)),
    ]
    return Table("The frontier", columns, tuple(rows), LEGEND)


def _today(found: Optimum, edge: Frontier) -> tuple[str, str, str]:
    values = found.aim.value(found.base), edge.aim.value(found.base), found.base.estimate("plan_cost").mean
    units = (*units_of(found, edge), found.base.frame.currency)
    return tuple(cell_of({"mean": x}, unit).text for x, unit in zip(values, units, strict=True))  # type: ignore[return-value]


def _row(found: Optimum, edge: Frontier, i: int, each: Place) -> tuple[str, ...]:
    units = units_of(found, edge)
    levers = (lever.values[place] for lever, place in zip(found.levers, each.point, strict=True))
    cost = each.results.estimate("plan_cost").mean
    values = (cell_of({"mean": x}, unit).text for x, unit in zip((each.first, each.second), units, strict=True))
    told = (plan_name(edge, i), *levers, *values, cell_of({"mean": cost}, found.base.frame.currency).text)
    if each.from_before is None:
        return (*told, "", "", "")
    changes = [
        changed_of(said, unit, size)
        for said, unit, size in zip(each.from_before, units, (each.first, each.second), strict=True)
    ]
    shown = (f"{x.cell.text} ({x.cell.interval})" if x.cell.interval else x.cell.text for x in changes)
    return (*told, *shown, apart_in(each.from_before, names_of(found, edge)))


def apart_in(both: Both, names: tuple[str, str]) -> str:
    """In which of both two plans can be told apart."""
    first, second = both.apart
    if first and second:
        return "yes"
    return f"only in {names[0] if first else names[1]}" if first or second else "no"


def frontier_files(found: Optimum) -> dict[str, Explained]:
    """The table as a file, and each plan beside the one that was found as a variant of today's."""
    edge = found.frontier
    if edge is None:
        return {}
    files = {"frontier.csv": _csv(found, edge)}
    for i, each in enumerate(edge.places):
        pairs = zip(found.levers, each.point, strict=True)
        changes = {lever.path: as_said(lever.values[place]) for lever, place in pairs if place != lever.today}
        if i != edge.found and changes:
            name = f"{found.base.name}, plan {i + 1} of the frontier"
            text = as_variant("scenario.yaml", name, changes).encode()
            files[f"frontier_{i + 1}.yaml"] = Explained(
                text, f"Plan {i + 1} of the frontier, as a variant of scenario.yaml."
            )
    return files


def _csv(found: Optimum, edge: Frontier) -> Explained:
    first = found.primary if found.aim.kind == "mean" else f"{found.aim.kind}_{found.primary}"
    kinds = (first, edge.metric)
    units = dict(zip(kinds, units_of(found, edge), strict=True))
    fields = [Field("plan", "number of the plan, from the best in the first metric to the best in the second")]
    fields += [
        Field("found", "yes for the plan that was found"),
        *(Field(each.path, "value of this lever") for each in found.levers),
    ]
    fields += [Field(name, "mean or other aim over the replications", units[name]) for name in kinds]
    fields += [Field("plan_cost", "mean cost of the plan over the run, all in", found.base.frame.currency)]
    for other, whose in AGAINST.items():
        for name in kinds:
            fields += estimate(f"{name} less that of {whose}", units[name], f"{name}_against_{other}_")
            fields.append(Field(f"{name}_against_{other}_verdict", "of this difference"))
    rows = []
    for i, each in enumerate(edge.places):
        levers = (lever.values[place] for lever, place in zip(found.levers, each.point, strict=True))
        values = (each.first, each.second, each.results.estimate("plan_cost").mean)
        said = [
            cell
            for both in (each.from_today, each.from_found, each.from_before)
            for cell in ([""] * 8 if both is None else [*_cells(both.first), *_cells(both.second)])
        ]
        rows.append((i + 1, "yes" if i == edge.found else "no", *levers, *map(_number, values), *said))
    return csv_file("Plans of which none is better in both metrics.", fields, rows)


def _cells(said: Mapping[str, Any]) -> list[str]:
    return [*map(_number, (said["mean"], *said["ci95"])), said["verdict"]]


def _number(x: float | None) -> str:
    return "" if x is None else number(x)


def frontier_answers(found: Optimum) -> Iterator[str]:
    """What the first buys of the second, what cannot be told apart, and where today's plan lies."""
    edge = found.frontier
    if edge is None:
        return
    first, second = names_of(found, edge)
    if len(edge.places) == 1:
        yield f"frontier: of all plans that were tried the one found is best in {first} and in {second} as well."
        return
    free, best = edge.free, edge.best_exchange
    if free is not None:
        yield _for_free(found, edge, free)
    if best is not None:
        yield _exchange(found, edge, best)
    if free is best is None:
        yield (
            f"frontier: no plan can be told to be better in {second} than the one found: more `--replications` or "
            "wider values may show one."
        )
    blurred = [
        f"{i} and {i + 1}"
        for i, each in enumerate(edge.places)
        if each.from_before is not None and not any(each.from_before.apart)
    ]
    if blurred:
        yield f"plans of the frontier that cannot be told apart: {', '.join(blurred)}."
    beating = [plan_name(edge, i) for i, each in enumerate(edge.places) if each.from_today.better]
    if beating:
        which = f"plan {beating[0]}" if len(beating) == 1 else f"plans {', '.join(beating[:-1])} and {beating[-1]}"
        yield f"today's plan is beaten in both, {first} and {second}, by {which}."
    else:
        yield f"no plan of the frontier can be told to beat today's in both, {first} and {second}."


def _exchange(found: Optimum, edge: Frontier, best: Place) -> str:
    """`7 % less ARR buys 400k of the lowest cash`."""
    base, said = edge.places[edge.found], best.from_found
    (first, second), units = names_of(found, edge), units_of(found, edge)
    assert said is not None
    lost, gained = _amount(said.first, units[0], base.first), _amount(said.second, units[1], None)
    place = edge.places.index(best) + 1
    return (
        f"frontier: {lost[0]} in {first} ({lost[1]}) buys {gained[0]} in {second} ({gained[1]}): plan {place} instead "
        "of the one found."
    )


def _for_free(found: Optimum, edge: Frontier, free: Place) -> str:
    """`Plan 4 has 200k more of the lowest cash, for no less ARR that can be told`."""
    said, (first, second), units = free.from_found, names_of(found, edge), units_of(found, edge)
    assert said is not None
    low, high = said.first["ci95"]
    gained, span = _amount(said.second, units[1], None), between(low, high, units[0], difference=True)
    worse = "better" if said.first["verdict"] == BETTER else "worse by nothing that can be told"
    return (
        f"frontier: plan {edge.places.index(free) + 1} has {gained[0]} in {second} ({gained[1]}) than the one found, "
        f"and is {worse} in {first} ({span})."
    )


def _amount(said: Mapping[str, Any], unit: str, relative: float | None) -> tuple[str, str]:
    """How much more or less, as a share of what the plan found has where that says something; and between what."""
    mean, (low, high) = said["mean"], said["ci95"]
    word = "more" if mean > 0.0 else "less"
    low, high = sorted((abs(low), abs(high)))
    size = in_words(abs(mean), 0.5 * (high - low), unit, difference=True)
    if relative and unit not in SHARES:
        size = f"{100.0 * abs(mean / relative):.2g} %"
    return f"{size} {word}", between(low, high, unit, difference=True)
