"""A metric over the values of one parameter, or of two as a map."""

import math

import numpy as np

from gtmsim.report.figures.style import MUTED, TEXT, Drawing, blank, colour, finish, money_axis, settings, short
from gtmsim.report.numbers import compact, stated
from gtmsim.report.shown import Study
from gtmsim.study.answer import spoken
from gtmsim.study.sweeps.found import Sweep

SHARES = ("share", "probability")
CROWDED = 12  # values beyond which a map has no numbers in it
BLACK, WHITE = "#000000", "#ffffff"  # on the colours of a map, which a dark page does not change


def sweep_figure(found: Sweep) -> Drawing:
    """Mean with its interval and P10 to P90 over one parameter; the means over two."""
    return _curve(found) if len(found.axes) == 1 else _map(found)


def _study(found: Sweep) -> Study:
    return Study((), (), found.base.frame.currency, found.base.replications, "simulation error only")


def _scale(found: Sweep) -> float:
    return 100.0 if found.base.meanings[found.primary].unit in SHARES else 1.0


def _head(found: Sweep) -> str:
    said = spoken(found.primary)
    return said[:1].upper() + said[1:]


def _named(found: Sweep) -> str:
    unit = found.base.meanings[found.primary].unit
    return spoken(found.primary) + (", %" if unit in SHARES else "" if unit in ("1", "count") else f", {unit}")


def _curve(found: Sweep) -> Drawing:
    axis, scale = found.axes[0], _scale(found)
    said = [found.compared.primary_entry["values"][point.name] for point in found.points]
    places = list(axis.numbers) if len(axis.numbers) == len(found.points) else list(range(len(found.points)))
    known = [(x, e) for x, e in zip(places, said, strict=True) if e["mean"] is not None]
    kept = {point.at for point in found.may_be_best or ()}
    with settings():
        figure, (axes,) = blank(3.6)
        x = [place for place, _ in known]
        for name, shade in (("outcomes", 0.16), ("interval", 0.35)):
            ends = [_ends(entry, name) for _, entry in known]
            if known and all(low is not None and high is not None for low, high in ends):
                low, high = ([scale * float(end[i] or 0.0) for end in ends] for i in (0, 1))
                axes.fill_between(x, low, high, color=colour(0), alpha=shade, linewidth=0.0)
        axes.plot(x, [scale * e["mean"] for _, e in known], color=colour(0), marker="o", markersize=4)
        best = [(p, e) for p, e, point in zip(places, said, found.points, strict=True) if point.at in kept]
        axes.plot(
            [p for p, _ in best], [scale * e["mean"] for _, e in best], "o", color=colour(1), markersize=7, zorder=3
        )
        today = found.base.estimate(found.primary).mean
        if today is not None and math.isfinite(today):
            axes.axhline(scale * today, color=MUTED, linewidth=0.9, linestyle="--")
        if len(axis.numbers) == len(found.points):
            money_axis(axes.xaxis, _axis_name(axis.path, axis.unit.replace("money", found.base.frame.currency)))
            if axis.unit == "share":
                axes.xaxis.set_major_formatter(lambda v, _: f"{100 * v:g} %")
        else:
            axes.set_xticks(places, [short(point.at[0], 16) for point in found.points])
            axes.set_xlabel(axis.path)
        money_axis(axes.yaxis, _named(found))
        told = "; ".join(
            f"{point.at[0]}: {compact(scale * e['mean'])}" if e["mean"] is not None else f"{point.at[0]}: undefined"
            for point, e in zip(found.points, said, strict=True)
        )
        spread = (
            "Line: mean, with its 95 % interval (dark) and P10 to P90 of outcomes (light). Orange: may be the "
            "best, one of them is with 95 %. Dashed: the plan as it is. Bands:"
        )
        title = f"{_head(found)} over {short(axis.path, 60)}"
        return finish(figure, "sweep", title, _study(found), spread, f"{told}.")


def _axis_name(path: str, unit: str) -> str:
    word = {"share": "", "count": "", "1": ""}.get(unit, unit)
    return path + (f", {word}" if word else "")


def _ends(entry: dict, name: str) -> tuple[float | None, float | None]:  # type: ignore[type-arg]  # as JSON has it
    return (entry.get("p10"), entry.get("p90")) if name == "outcomes" else tuple(entry["ci95"])


def _map(found: Sweep) -> Drawing:
    first, second = found.axes
    scale = _scale(found)
    cells = np.full((len(first.values), len(second.values)), np.nan)
    kept = {point.at for point in found.may_be_best or ()}
    for point in found.points:
        mean = found.compared.primary_entry["values"][point.name]["mean"]
        if mean is not None:
            cells[first.values.index(point.at[0]), second.values.index(point.at[1])] = scale * mean
    with settings():
        figure, (axes,) = blank(1.6 + 0.34 * len(first.values))
        drawn = axes.imshow(cells, aspect="auto", cmap="cividis", origin="upper")
        axes.grid(visible=False)
        axes.set_xticks(range(len(second.values)), [short(v, 12) for v in second.values])
        axes.set_yticks(range(len(first.values)), [short(v, 16) for v in first.values], fontsize=TEXT - 0.5)
        axes.set_xlabel(second.path)
        axes.set_ylabel(short(first.path, 40))
        if len(second.values) <= CROWDED:
            _write(axes, cells, found, kept)
        bar = figure.colorbar(drawn, ax=axes)
        money_axis(bar.ax.yaxis, _named(found))
        told = "; ".join(
            f"{', '.join(point.at)}: {compact(scale * mean)}"
            for point in found.points
            if (mean := found.compared.primary_entry["values"][point.name]["mean"]) is not None
        )
        title = f"{_head(found)} over {short(first.path, 60)} and {short(second.path, 60)}"
        spread = "Means. * may be the best, one of these is with 95 %;"
        return finish(figure, "sweep", title, _study(found), spread, f"{told}.")


def _write(axes, cells, found: Sweep, kept: set[tuple[str, ...]]) -> None:  # type: ignore[no-untyped-def]
    """The number in each cell, in ink that can be read on its colour."""
    finite = cells[np.isfinite(cells)]
    known = {point.at: found.compared.primary_entry["values"][point.name] for point in found.points}
    middle = 0.5 * (float(finite.min()) + float(finite.max())) if finite.size else 0.0
    for i, one in enumerate(found.axes[0].values):
        for j, other in enumerate(found.axes[1].values):
            if np.isfinite(cells[i, j]):
                star = " *" if (one, other) in kept else ""
                said = known[one, other]
                text = stated(
                    _scale(found) * said["mean"], [None if e is None else _scale(found) * e for e in said["ci95"]]
                )
                ink = BLACK if cells[i, j] > middle else WHITE
                axes.text(j, i, text + star, ha="center", va="center", color=ink, fontsize=TEXT - 1.5)
