"""How much of their hours teams work, month by month, and how long work waits for them."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from gtmsim.report.figures.fan import COVERS, fan
from gtmsim.report.figures.style import INK, Drawing, colour, finish, keyed, month_axis, settings, short
from gtmsim.report.numbers import compact, share
from gtmsim.report.shown import BUSY, Floats, Study

MOST = 4  # teams, the busiest
HEIGHT = 1.55  # inch of a row of panels
LOAD, WAIT = "utilisation_", "queue_wait_"


def team_load(study: Study) -> Drawing | None:
    """Load of each team with the limit above which waits grow, and beside it the days that its work had waited."""
    names = [name.removeprefix(LOAD) for name in study.scenarios[0].monthly if name.startswith(LOAD)]
    loads = {team: [s.monthly[LOAD + team] for s in study.scenarios if LOAD + team in s.monthly] for team in names}
    loads = {team: each for team, each in loads.items() if len(each) == len(study.scenarios) and all(map(known, each))}
    loads = {team: each for team, each in loads.items() if any(load.any() for load in map(np.nan_to_num, each))}
    shown = sorted(loads, key=lambda team: -max(float(np.nanmean(each)) for each in loads[team]))[:MOST]
    if not shown:
        return None
    waits = {team: [s.monthly.get(WAIT + team, np.zeros((0, 0))) for s in study.scenarios] for team in shown}
    waited = any(known(each) for plans in waits.values() for each in plans)
    with settings():
        names = [short(s.name) for s in study.scenarios]
        figure, axes = keyed(1.0 + (HEIGHT + 0.1) * len(shown), (len(shown), 1 + waited), names, sharex=True)
        for row, team in enumerate(shown):
            _load(axes[row * (1 + waited)], study, team, loads[team])
            if waited:
                _wait(axes[row * 2 + 1], team, waits[team])
        for panel in axes:
            month_axis(panel, study.months, most=3 if waited else 6)
        told = "; ".join(
            f"{team.upper()}, {s.name}: {share(float(np.nanmean(each)))} of its hours"
            for team in shown
            for s, each in zip(study.scenarios, loads[team], strict=True)
        )
        right = " Right: days that the work begun in a month had waited, mean." if waited else ""
        note = f"Line: mean. Band: P10–P90. Dashed: {share(BUSY)}, from where on waits grow fast.{right} Bands:"
        return finish(figure, "team_load", "Load of the teams", study, note, f"{told}.", uncertainty=COVERS)


def known(values: Floats) -> bool:
    """Is a series known in every replication and in some month?"""
    return bool(values.size and np.isfinite(values).any())


def _load(axes: Axes, study: Study, team: str, loads: list[Floats]) -> None:
    fan(axes, loads)
    axes.axhline(BUSY, color=INK, linewidth=1.0, linestyle="--")
    axes.set_ylim(0.0, 1.02)
    axes.set_yticks((0.0, 0.5, 1.0), [share(y) for y in (0.0, 0.5, 1.0)])
    axes.set_ylabel(f"{team.upper()}: share of hours")


def _wait(axes: Axes, team: str, waits: list[Floats]) -> None:
    for i, each in enumerate(waits):
        if known(each):
            axes.plot(np.arange(each.shape[1]), np.nanmean(each, axis=0), color=colour(i))
    axes.set_ylim(bottom=0.0)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: compact(y)))
    axes.set_ylabel("days waited")
    axes.margins(x=0.01)
