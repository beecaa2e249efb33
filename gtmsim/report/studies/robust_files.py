"""The tables of a study of many worlds as files: plans, worlds and numbers."""

from gtmsim.report.explained import SCENARIO, Explained, Field, csv_file, estimate
from gtmsim.report.tables import number
from gtmsim.study.robust.found import Robust
from gtmsim.study.robust.verdicts import OPEN


def plans_csv(found: Robust) -> Explained:
    """Each plan: in how many worlds it is best, its mean and its regret."""
    keys, unit = ("best", "ahead", "mean", "regret"), found.base.meanings[found.primary].unit
    fields = (
        SCENARIO,
        *estimate("worlds in which the plan is best beyond doubt", "share", "best_", ""),
        *estimate("worlds in which its estimate is the best", "share", "ahead_", ""),
        *estimate(f"{found.primary} over all worlds", unit, "mean_", ""),
        *estimate("what the plan has less than the best of each world", unit, "regret_", ""),
        Field("regret_p90", "which the regret exceeds in a tenth of the worlds", unit),
        Field("regret_largest", "regret in the worst world", unit),
    )
    rows = []
    for row in found.rows():
        ends = ["" if x is None else number(x) for key in keys for x in (row[key]["mean"], *row[key]["ci95"])]
        rows.append((row["scenario"], *ends, number(row["regret_p90"]), number(row["regret_most"])))
    return csv_file("Every plan over all worlds.", fields, rows)


def worlds_csv(found: Robust) -> Explained:
    """Each set: its numbers, what every plan has there, and which is best."""
    means = found.sign * found.values.mean(axis=2)
    unit = found.base.meanings[found.primary].unit
    fields = (
        Field("set", "number of the world, which is a set of numbers"),
        Field("best", "the plan that is best there beyond doubt; empty where none is"),
        *(Field(name, f"mean {found.primary} of this plan there", unit) for name in found.names),
        *(Field(each.path, "what this number is there", each.range.unit) for each in found.assumptions),
    )
    rows = []
    for w, best in enumerate(found.best.tolist()):
        name = "" if best == OPEN else found.names[best]
        rows.append((w, name, *map(number, means[w].tolist()), *map(number, found.numbers[w].tolist())))
    return csv_file("Every world: its numbers, and what each plan has there.", fields, rows)


def numbers_csv(found: Robust) -> Explained:
    """Each number that was drawn, and what it is worth to know."""
    rows = []
    for row in found.numbers_rows():
        ends = [number(row[key]) for key in ("low", "value", "high")]
        worth = [row["worth"], *row["ci95"], row["p_value"]] if "worth" in row else []
        rows.append((row["path"], row["range"], *ends, *(map(number, worth) if worth else [""] * 4)))
    unit = found.base.meanings[found.primary].unit
    fields = (
        *(Field("path", "the parameter"), Field("range", "said by its author, or assumed")),
        *(Field("low", "lower end, in its own unit"), Field("value", "as it is"), Field("high", "upper end")),
        *estimate(f"what it is worth to know it, of {found.primary}", unit, "worth_", ""),
        Field("p_value", "that it is worth nothing"),
    )
    return csv_file("Every number that was drawn, and what it is worth to know.", fields, rows)
