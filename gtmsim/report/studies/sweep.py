"""What a sweep tells: where the metric is best, what cannot be told from that, and what each step brings."""

from collections.abc import Sequence
from typing import Any

from gtmsim.report.explained import P10, P90, Explained, Field, csv_file, estimate
from gtmsim.report.figures.sweep import sweep_figure
from gtmsim.report.lines import Cell, cell_of, changed_of
from gtmsim.report.studies.told import Column, Table, Told, setting
from gtmsim.report.tables import number
from gtmsim.study.answer import spoken
from gtmsim.study.estimators import Estimate
from gtmsim.study.judged import BETTER, DIFFERENT, WORSE
from gtmsim.study.sweeps.found import Marginal, Point, Sweep
from gtmsim.study.wording import between

NOTES = (
    "The values were chosen by whoever asked: between them and beyond them nothing was tried, and the best of them "
    "looks a little better than it is. Run the chosen plan again with another `--seed` before it is believed.",
    "The intervals cover the luck of the simulation, not wrong assumptions; what a plan brings after the run is not in "
    "it.",
)
PLAIN = ("1", "count", "share")
NAMED = 6  # values that a sentence lists


def told(found: Sweep, command: str = "") -> Told:
    """All that a sweep tells."""
    base, n = found.base, found.base.replications
    over = " ".join(f"{axis.path}={','.join(axis.values)}" for axis in found.axes)
    return Told(
        title=found.name,
        setting=setting(base),
        answers=tuple(_answers(found)),
        tables=(*_tables(found), *_left_out(found)),
        figures={"sweep": sweep_figure(found)},
        notes=NOTES,
        warnings=found.warnings,
        files={"sweep.csv": _csv(found)},
        command=command or f"gtmsim sweep scenario.yaml {over} --replications {n} --seed {base.seed} --out again",
        summary=found.summary(),
        results=((base.name, base),),
        brief=40,
    )


def _answers(found: Sweep) -> list[str]:
    metric, best = spoken(found.primary), found.best
    said = []
    if best is None:
        said.append(f"{metric} has no better side, or no value at some of these: read the table.")
    else:
        value = _cell(found, best)
        interval = f" ({value.interval})" if value.interval else ""
        word = "highest" if found.better == "higher" else "lowest"
        said.append(
            f"{metric} is {word} at {_at(found, best)}: {value.text}{_unit(found)}{interval}{_rivals(found, best)}"
        )
        said.append(_from_today(found, best))
    if found.steps:
        said.append(_steps(found))
        said.append(_money(found))
    return [sentence[:1].upper() + sentence[1:] for sentence in said if sentence]


def _at(found: Sweep, point: Point) -> str:
    if len(found.axes) == 1:
        return f"`{found.axes[0].path}` = {point.at[0]}"
    return " and ".join(f"`{axis.path}` = {value}" for axis, value in zip(found.axes, point.at, strict=True))


def _rivals(found: Sweep, best: Point) -> str:
    """What else may be the best."""
    if found.may_be_best is None:
        return "."
    rivals = [
        ", ".join(point.at) if len(found.axes) == 1 else f"({', '.join(point.at)})" for point in found.may_be_best
    ]
    rivals = [text for text, point in zip(rivals, found.may_be_best, strict=True) if point is not best]
    if not rivals:
        return f". It is the best of the {len(found.points)} with 95 %."
    shown = (
        "; ".join(rivals) if len(rivals) <= NAMED else f"{'; '.join(rivals[:NAMED])}; and {len(rivals) - NAMED} more"
    )
    return (
        f". Not told from it: {shown}. The best of the {len(found.points)} is one of these {len(rivals) + 1} with 95 %."
    )


def _from_today(found: Sweep, best: Point) -> str:
    """The best beside the plan as it is."""
    said = found.compared.primary_entry["differences"][best.name]
    low, high = said["ci95"]
    if best.results is found.base:
        return "That is what the plan says today: no other value that was tried is better by its estimate."
    today = ", ".join(axis.base for axis in found.axes if axis.base)
    against = f"the plan as it is{f' ({today})' if today else ''}"
    if low is None or high is None:
        return ""
    if low <= 0.0 <= high:
        return f"Against {against} that is nothing that can be told."
    verb = "raises" if low > 0.0 else "lowers"
    ends = (low, high) if low > 0.0 else (-high, -low)
    small = "" if said["verdict"] in (BETTER, WORSE, DIFFERENT) else ", too little to matter"
    return (
        f"Against {against} that {verb} it by "
        f"{between(*ends, found.base.meanings[found.primary].unit, difference=True)} (all values together){small}."
    )


def _steps(found: Sweep) -> str:
    """Which steps still bring something, as far as can be told."""
    verdicts = [found.judged(step)["verdict"] for step in found.steps]
    good = [v in (BETTER, DIFFERENT) for v in verdicts]
    upto = good.index(False) if False in good else len(good)
    metric = spoken(found.primary)
    path = found.axes[0].path
    if found.better is None:
        return ""
    if upto == len(good):
        return f"Each step up to {found.steps[-1].after[0]} still improves {metric}: larger values were not tried."
    first = (
        f"Each step of `{path}` up to {found.steps[upto - 1].after[0]} improves {metric}"
        if upto
        else f"The first step of `{path}`, from {found.steps[0].before[0]}, does nothing to {metric} that can be told"
    )
    later = [step for step, kept in zip(found.steps[upto:], good[upto:], strict=True) if kept]
    worse = [step for step, v in zip(found.steps, verdicts, strict=True) if v == WORSE]
    text = first
    if upto:
        text += f"; the next, to {found.steps[upto].after[0]}, does so by nothing that can be told" * (
            verdicts[upto] != WORSE
        )
    if worse:
        text += f"; from {worse[0].before[0]} to {worse[0].after[0]} it gets worse"
    if later:
        text += f"; later steps that do: to {', '.join(step.after[0] for step in later)}"
    return text + "."


def _money(found: Sweep) -> str:
    """From which value on a further step leaves less in cash within the run."""
    ends = [(step, step.cash.ci95) for step in found.steps if step.cash.mean is not None]
    if len(ends) < len(found.steps):
        return ""
    gains = [step for step, (low, _) in ends if low is not None and low > 0.0]
    losses = [step for step, (_, high) in ends if high is not None and high < 0.0]
    if not losses:
        return "Within the run no step can be told to leave less in cash." if gains else ""
    if not gains:
        first = losses[0]
        every = "Every step" if len(losses) == len(ends) else f"The step from {first.before[0]} to {first.after[0]}"
        return f"{every} leaves less in cash when the run ends: within the run it does not pay for itself."
    if ends.index((losses[0], losses[0].cash.ci95)) > ends.index((gains[-1], gains[-1].cash.ci95)):
        return (
            f"From {losses[0].before[0]} on a further step leaves less in cash when the run ends; up to "
            f"{gains[-1].after[0]} it leaves more."
        )
    return "Steps that leave more in cash and steps that leave less alternate: read the table."


def _tables(found: Sweep) -> list[Table]:
    return [_line(found)] if len(found.axes) == 1 else [_map(found)]


def _line(found: Sweep) -> Table:
    unit, currency = found.base.meanings[found.primary].unit, found.base.frame.currency
    head = spoken(found.primary)
    axis = found.axes[0]
    columns = (
        Column(axis.path.removeprefix("plan."), number=bool(axis.numbers), least=10),
        Column(head if unit in PLAIN else f"{head}, {unit}", number=True),
        Column("95 % interval", number=True),
        Column("P10 to P90", number=True),
        Column("may be best"),
        Column("the step brings", number=True),
        Column("95 % for all", number=True),
        Column("verdict"),
        Column(f"it costs, {currency}", number=True),
        Column(f"per {currency}", number=True),
        Column(f"cash, {currency}", number=True),
    )
    steps = {step.after: step for step in found.steps}
    kept = {point.at for point in found.may_be_best or ()}
    rows, verdicts = [], []
    for point in found.points:
        cell = _cell(found, point)
        step = steps.get(point.at)
        rows.append(
            (
                ", ".join(point.at) + (" (today)" if axis.stands(point.at[0]) else ""),
                cell.text,
                cell.interval,
                cell.outcomes,
                "yes" if point.at in kept else "",
                *(_of_step(found, step, unit, currency) if step else ("",) * 6),
            )
        )
        verdicts.append("" if step is None else found.judged(step)["verdict"])
    legend = (
        "The step brings: against the value above, in the same luck. Per unit of money: what decides over what the "
        "step costs. Cash: what the step changes of what is left when the run ends. May be best: one of these is, with "
        "95 %."
    )
    return Table(f"{head[:1].upper()}{head[1:]} over {axis.path}", columns, tuple(rows), legend, tuple(verdicts))


def _of_step(found: Sweep, step: Marginal, unit: str, currency: str) -> tuple[str, ...]:
    size = found.base.estimate(found.primary).mean
    change = changed_of(found.judged(step), unit, size)
    return (
        change.cell.text,
        change.cell.interval,
        change.said,
        _text(step.cost, currency),
        _text(step.per_cost, ""),
        _text(step.cash, currency),
    )


def _map(found: Sweep) -> Table:
    """Rows for the first parameter, columns for the second; a star for what may be the best."""
    first, second = found.axes
    kept = {point.at for point in found.may_be_best or ()}
    known = {point.at: _cell(found, point).text + (" *" if point.at in kept else "") for point in found.points}
    columns = (Column(f"{first.path.removeprefix('plan.')}"), *(Column(value, number=True) for value in second.values))
    rows = tuple((one, *(known.get((one, other), "no plan") for other in second.values)) for one in first.values)
    legend = f"Across: {second.path}. * may be the best: one of these is, with 95 %."
    return Table(f"{spoken(found.primary)}{_unit(found, comma=True)}", columns, rows, legend)


def _left_out(found: Sweep) -> list[Table]:
    if not found.left:
        return []
    rows = tuple((", ".join(each.at), each.why) for each in found.left)
    return [Table("Values that make no plan", (Column("value"), Column("why")), rows)]


def _cell(found: Sweep, point: Point) -> Cell:
    entry = found.compared.primary_entry["values"][point.name]
    return cell_of(entry, found.base.meanings[found.primary].unit)


def _unit(found: Sweep, comma: bool = False) -> str:
    unit = found.base.meanings[found.primary].unit
    return "" if unit in PLAIN else f"{',' if comma else ''} {unit}"


def _text(found: Estimate, unit: str) -> str:
    if found.mean is None:
        return ""
    return cell_of({"mean": found.mean, "ci95": list(found.ci95)}, unit, difference=bool(unit)).text


def _csv(found: Sweep) -> Explained:
    unit, currency = found.base.meanings[found.primary].unit, found.base.frame.currency
    fields = (
        *(Field(axis.path, f"value of {axis.meaning}", axis.unit) for axis in found.axes),
        *(Field("metric", "that decides"), *estimate("the metric", unit)),
        *(P10._replace(unit=unit), P90._replace(unit=unit)),
        Field("may_be_best", "yes for those of which one is the best with 95 %, else no"),
        *(Field("plan_cost", "mean cost over the run", currency), Field("cash_end", "mean cash at the end", currency)),
        *estimate("what the step from the value before brings", unit, "step_", ""),
        *(Field("step_verdict", "of the step"), Field("step_cost", "what it costs", currency)),
        Field("step_per_cost", f"what it brings for each {currency} of that", f"{unit} per {currency}"),
        Field("step_cash", "mean difference of cash at the end that it makes", currency),
    )
    return csv_file("Every value that was tried.", fields, (_row(found, row) for row in found.rows()))


def _row(found: Sweep, row: dict[str, Any]) -> Sequence[object]:
    told, step = row[found.primary], row["step"]
    numbers: list[float | None] = [told["mean"], *told["ci95"], told.get("p10"), told.get("p90")]
    of_step: list[object] = [""] * 7
    if step is not None:
        said = step["difference"]
        ends = (said["mean"], *said["ci95"])
        costs = (step[name]["mean"] for name in ("plan_cost", "per_cost", "cash"))
        of_step = [*map(_number, ends), said["verdict"], *map(_number, costs)]
    kept = {True: "yes", False: "no", None: ""}[row["may_be_best"]]
    money = (row[name]["mean"] for name in ("plan_cost", "cash_end"))
    return [*row["at"].values(), found.primary, *map(_number, numbers), kept, *map(_number, money), *of_step]


def _number(x: float | None) -> str:
    return "" if x is None else number(x)
