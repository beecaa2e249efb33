"""How many sellers reach how much of their quotas."""

from gtmsim.report.figures.shares import Bar, shares
from gtmsim.report.figures.style import Drawing, blank, finish, settings, short, wrapped
from gtmsim.report.numbers import share
from gtmsim.report.shown import Shown, Study

NAMES = ("below half", "half to quota", "quota reached")


def quota_attainment(study: Study) -> Drawing | None:
    """Sellers' periods by what was won of the quota; none where nobody has one."""
    parts = [parts_of(s) for s in study.scenarios]
    if any(part is None for part in parts):
        return None
    found = [part for part in parts if part is not None]
    with settings():
        figure, (axes,) = blank(1.35 + 0.4 * len(found))
        bars = [Bar(wrapped(s.name), part) for s, part in zip(study.scenarios, found, strict=True)]
        shares(axes, bars, NAMES)
        axes.set_xlabel("share of the sellers' periods of quota")
        told = "; ".join(
            f"{s.name}: "
            + ", ".join(f"{name} {share(x)}" for name, x in zip(NAMES, part, strict=True))
            + f", {share(float(s.metrics['quota_attainment']['mean']))} of all quotas won"
            for s, part in zip(study.scenarios, found, strict=True)
        )
        whole = "; ".join(
            (f"{short(s.name)} " if len(found) > 1 else "") + share(float(s.metrics["quota_attainment"]["mean"]))
            for s in study.scenarios
        )
        note = f"Won of all quotas together: {whole}. Means over the replications;"
        return finish(figure, "quota_attainment", "Quota attainment", study, note, f"{told}.")


def parts_of(shown: Shown) -> tuple[float, ...] | None:
    """Shares of the sellers' periods below half, from there to the quota, and at it; None without quotas."""
    means = [shown.metrics.get(name, {}).get("mean") for name in ("sellers_below_half", "sellers_at_quota")]
    low, high = means
    if low is None or high is None or shown.metrics.get("quota_attainment", {}).get("mean") is None:
        return None
    return low, max(0.0, 1.0 - low - high), high
