"""From lead to customer: how many are left after each step, and what share went on."""

from gtmsim.metrics.cut import INITIAL
from gtmsim.report.figures.style import Drawing, blank, colour, finish, settings, short
from gtmsim.report.numbers import share, stated
from gtmsim.report.shown import Shown, Study

STEPS = (("leads", "leads"), ("mqls", "MQLs"), ("sqls", "SQLs"), ("opportunities", "opportunities"), ("wins", "wins"))


def _counts(shown: Shown) -> list[float]:
    """Mean of each step; a deal that was open at the start came through no step before."""
    counts = [float(shown.metrics[name]["mean"] or 0.0) for name, _ in STEPS]
    before = shown.by.get("channel", {}).get(INITIAL, {}).get("wins", {})
    return [*counts[:-1], counts[-1] - float(before.get("mean") or 0.0)]


def _said(shown: Shown, k: int) -> str:
    """The count of a step, with the digits that its own interval allows."""
    count, stats = _counts(shown)[k], shown.metrics[STEPS[k][0]]
    low, high = stats["ci95"]
    moved = count - float(stats["mean"] or 0.0)
    return stated(count, (None, None) if low is None or high is None else (low + moved, high + moved))


def funnel(study: Study) -> Drawing | None:
    """Counts of the horizon; the share beside each bar is of the step before."""
    if not any(_counts(s)[0] for s in study.scenarios):
        return None
    with settings():
        shown, n = study.scenarios, len(study.scenarios)
        figure, (axes,) = blank(1.5 + len(STEPS) * (0.26 * n + 0.16))
        thick = 0.8 / n
        for i, scenario in enumerate(shown):
            counts = _counts(scenario)
            at = [k - 0.4 + thick * (i + 0.5) for k in range(len(STEPS))]
            axes.barh(at, counts, height=thick * 0.9, color=colour(i))
            for k, (y, count) in enumerate(zip(at, counts, strict=True)):
                of = f"  ({share(count / counts[k - 1])})" if k and counts[k - 1] > 0 else ""
                name = f"  {short(scenario.name)}" if n > 1 and k == 0 else ""
                said = f"{_said(scenario, k)}{of}{name}"
                axes.annotate(said, (count, y), (4, 0), textcoords="offset points", va="center", color=colour(i))
        axes.set_yticks(range(len(STEPS)), [label for _, label in STEPS])
        axes.invert_yaxis()
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
        axes.set_xlabel("number in the horizon (share of the step before)")
        told = "; ".join(
            f"{s.name}: " + ", ".join(f"{label} {_said(s, k)}" for k, (_, label) in enumerate(STEPS)) for s in shown
        )
        return finish(
            figure,
            "funnel",
            "Funnel",
            study,
            "Means over the replications, without deals that were open at the start;",
            told + ".",
        )
