"""The tables of a search: levers today and found, what comes of them, and every plan that was tried."""

from gtmsim.report.explained import VERDICT, Explained, Field, csv_file, estimate
from gtmsim.report.lines import OUTCOMES, cell_of, changed_of
from gtmsim.report.studies.optimise_words import unit_of
from gtmsim.report.studies.told import Column, Table
from gtmsim.report.tables import number
from gtmsim.study.answer import spoken
from gtmsim.study.choose.found import Kept
from gtmsim.study.optimise.found import Optimum
from gtmsim.study.optimise.marginal import Marginal

PLAIN = ("1", "count", "share", "probability")
SHOWN = ("arr_end", "new_arr", "cash_end", "cash_lowest", "plan_cost")


def levers_table(found: Optimum) -> Table:
    """Each lever: what was allowed, what stands today, what was found."""
    columns = (
        Column("lever", least=16),
        Column("today", number=True),
        Column("found", number=True),
        Column("from", number=True),
        Column("to", number=True),
        Column("values", number=True),
    )
    rows = []
    for i, lever in enumerate(found.levers):
        here = "none" if found.tested is None else lever.values[found.tested.point[i]]
        ends = (lever.values[0], lever.values[-1], str(len(lever.values)))
        rows.append((lever.short, lever.base or "not one value", here, *ends))
    return Table("The plan", columns, tuple(rows))


def metrics_table(found: Optimum) -> Table | None:
    """Today's plan and the one that was found in what is judged by, money and revenue, and the conditions."""
    if found.tested is None or found.compared is None:
        return None
    columns = (
        Column("metric", least=16),
        Column("today", number=True),
        Column(OUTCOMES, number=True),
        Column("found", number=True),
        Column(OUTCOMES, number=True),
        Column("difference", number=True),
        Column("95 % interval", number=True),
        Column("verdict"),
    )
    rows: list[tuple[str, ...]] = []
    verdicts: list[str] = []
    if found.aim.kind != "mean":
        rows.append(_of_aim(found))
        verdicts.append(str((found.difference or {}).get("verdict", "")))
    for metric in dict.fromkeys((found.primary, *SHOWN)):
        entry = found.compared.entry((metric, "", ""))
        (said,) = entry["differences"].values()
        today, here = entry["values"].values()
        unit = found.base.meanings[metric].unit
        change = changed_of(said, unit, today["mean"])
        shown = f"{spoken(metric)}{'' if unit in PLAIN else f', {unit}'}"
        values = (part for each in (today, here) for part in (cell_of(each, unit).text, cell_of(each, unit).outcomes))
        rows.append((shown, *values, change.cell.text, change.cell.interval, change.said))
        verdicts.append(said["verdict"])
    for today_kept, kept in zip(found.base_kept, found.tested.kept, strict=True):
        text = kept.condition.text
        name = "within the budget" if text == "budget" else text
        rows.append((name, _standing(today_kept), "", _standing(kept), "", "", "", ""))
        verdicts.append("")
    legend = (
        f"Replications {found.first} to {found.first + found.base.replications - 1}, which the search has not seen; on "
        "those it was chosen by, the plan found looks better than it is."
    )
    return Table("What comes of it", columns, tuple(rows), legend, tuple(verdicts))


def _standing(kept: Kept) -> str:
    return kept.standing


def _of_aim(found: Optimum) -> tuple[str, ...]:
    """The line of what plans are judged by, where it is no mean."""
    said = found.difference or {}
    chance = found.aim.kind == "chance"
    unit = "share" if chance else found.base.meanings[found.primary].unit
    values = [
        found.aim.value(results) for results in (found.base, found.tested.results if found.tested else found.base)
    ]
    change = changed_of(said, unit, values[0])
    names = {"chance": "chance of the target", "p10": f"{spoken(found.primary)}, bad tail", "cvar": "worst tenth"}
    shown = (text for value in values for text in (cell_of({"mean": value}, unit).text, ""))
    return (names[found.aim.kind], *shown, change.cell.text, change.cell.interval, change.said)


def looked_csv(found: Optimum) -> Explained:
    """Every plan that was tried, in the order in which it was."""
    fields = [Field(lever.path, "value of this lever") for lever in found.levers]
    fields += [
        Field("search_estimate", "of what decides, on the luck of the search; it flatters the best", unit_of(found)),
        Field("keeps_all", "yes where all conditions are kept in the search, else no; `no plan` where it is none"),
        Field("why", "why the values make no plan"),
    ]
    rows = []
    for point, look in found.looks.items():
        values = [lever.values[place] for lever, place in zip(found.levers, point, strict=True)]
        broken = sum(max(0.0, each) for each in look.excess)
        why = found.refused.get(point, "")
        value = "" if why or look.value == float("-inf") else number(found.aim.sign * look.value)
        rows.append((*values, value, "no plan" if why else "yes" if broken <= 0.0 else "no", why))
    return csv_file("Every plan that the search tried, in its order.", fields, rows)


def steps_csv(found: Optimum) -> Explained:
    """The next step of each lever."""
    unit, currency = unit_of(found), found.base.frame.currency
    fields = (
        *(Field("lever", "path of the parameter"), Field("from", "value of the plan that was found")),
        *(Field("to", "the value next to it"), *estimate("what the step brings", unit), VERDICT),
        Field("plan_cost", "what the step costs over the run", currency),
        Field("per_cost", f"what it brings for each {currency} of that", f"{unit} per {currency}"),
    )
    rows = [_step_row(found, step) for step in found.steps]
    return csv_file("One step of each lever from the plan that was found.", fields, rows)


def _step_row(found: Optimum, step: Marginal) -> tuple[object, ...]:
    said = found.judged(step)
    numbers = (said["mean"], *said["ci95"])
    money = (None if each is None else each.mean for each in (step.cost, step.per_cost))
    return (
        found.levers[step.lever].path,
        step.before,
        step.after,
        *("" if x is None else number(x) for x in numbers),
        said["verdict"],
        *("" if x is None else number(x) for x in money),
    )
