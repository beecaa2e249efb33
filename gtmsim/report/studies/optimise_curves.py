"""What the next money brings, lever by lever around the plan that was found: as a table, as a file, and in words."""

from collections.abc import Iterator

from gtmsim.report.explained import Explained, Field, csv_file, estimate
from gtmsim.report.lines import cell_of, changed_of
from gtmsim.report.studies.optimise_words import for_money, judged_by, unit_of
from gtmsim.report.studies.told import Column, Table
from gtmsim.report.tables import number
from gtmsim.study.estimators import Estimate
from gtmsim.study.judged import BETTER, WORSE
from gtmsim.study.optimise.curves import Curve, Stretch, Value
from gtmsim.study.optimise.found import Optimum

ROUNDING = 1e-9  # of a ratio
LEGEND = (
    "Each row is one lever from one value to the next, all else as in the plan found, in the same luck. Per unit of "
    "money: what is judged by over what the step costs, none where it costs nothing. Cash: what the step changes of "
    "what is left when the run ends."
)


def curves_table(found: Optimum) -> Table | None:
    """What each step from one value of a lever to the next brings."""
    if not any(curve.stretches for curve in found.around.curves):
        return None
    currency = found.base.frame.currency
    columns = (
        Column("lever", least=16),
        Column("from", number=True),
        Column("to", number=True),
        Column("the step brings", number=True),
        Column("95 % for all", number=True),
        Column("verdict"),
        Column(f"it costs, {currency}", number=True),
        Column(for_money(found)[0], number=True),
        Column("95 % interval", number=True),
        Column(f"cash, {currency}", number=True),
        Column("not sure to keep"),
    )
    rows, verdicts = [], []
    for curve in found.around.curves:
        for each in curve.stretches:
            rows.append(_row(found, curve, each))
            verdicts.append(found.judged(each)["verdict"])
        for value in curve.values:
            if value.why:
                rows.append((found.levers[curve.lever].short, "", value.said, "", "", value.why, "", "", "", "", ""))
                verdicts.append("")
    return Table("Next money", columns, tuple(rows), LEGEND, tuple(verdicts))


def _row(found: Optimum, curve: Curve, each: Stretch) -> tuple[str, ...]:
    currency = found.base.frame.currency
    unit = unit_of(found)
    size = None if found.tested is None else found.aim.value(found.tested.results)
    change = changed_of(found.judged(each), unit, size)
    money = _scaled(_without_rounding(each.per_cost), for_money(found)[1])
    return (
        found.levers[curve.lever].short,
        _named(found, curve, each.before),
        _named(found, curve, each.after),
        change.cell.text,
        change.cell.interval,
        change.said,
        _text(each.cost, currency),
        _text(money, ""),
        "" if money.mean is None else cell_of({"mean": money.mean, "ci95": list(money.ci95)}, "").interval,
        _text(each.cash, currency),
        ", ".join((each.after if each.after.place > curve.here else each.before).broken),
    )


def _without_rounding(found: Estimate) -> Estimate:
    """A ratio that does not vary but for the rounding of its division."""
    low, high = found.ci95
    if found.mean is None or low is None or high is None or high - low > ROUNDING * abs(found.mean):
        return found
    return found._replace(ci95=(found.mean, found.mean))


def _scaled(found: Estimate, by: float) -> Estimate:
    low, high = (None if end is None else by * end for end in found.ci95)
    return found._replace(mean=None if found.mean is None else by * found.mean, ci95=(low, high))


def _named(found: Optimum, curve: Curve, value: Value) -> str:
    """A value, and whether it is today's or the one that was found."""
    today = found.levers[curve.lever].today == value.place
    words = [word for word, kept in (("found", value.place == curve.here), ("today", today)) if kept]
    return f"{value.said} ({', '.join(words)})" if words else value.said


def _text(found: Estimate | None, unit: str) -> str:
    if found is None or found.mean is None:
        return ""
    return cell_of({"mean": found.mean, "ci95": list(found.ci95)}, unit, difference=bool(unit)).text


def where_it_stops(found: Optimum) -> Iterator[str]:
    """Of each lever that costs money: from which value on more of it brings nothing that can be told."""
    said = []
    for curve in found.around.curves:
        costly = [each for each in curve.stretches if (each.cost.mean or 0.0) > 0.0]
        if costly and len(costly) == len(curve.stretches):
            said.append(f"`{found.levers[curve.lever].short}` {_stop(found, curve, costly)}")
    if said:
        yield f"where more money stops helping {judged_by(found)}, all else as in the plan found: {'; '.join(said)}."


def _stop(found: Optimum, curve: Curve, costly: list[Stretch]) -> str:
    verdicts = [found.judged(each)["verdict"] for each in costly]
    first, last = costly[0].before.said, costly[-1].after.said
    if BETTER not in verdicts:
        rest = "helps, and some make it worse" if WORSE in verdicts else "can be told to help"
        return f"no step from {first} up to {last} {rest}"
    place = len(verdicts) - 1 - verdicts[::-1].index(BETTER)
    stop = costly[place].after
    if place == len(verdicts) - 1:
        return f"still helps at {last}, the last of its values"
    if stop.place < curve.here and found.judged(stop)["verdict"] == WORSE:  # several small steps together
        stop = next(value for value in curve.values if value.place == curve.here)
    after = [v for v, each in zip(verdicts, costly, strict=True) if each.before.place >= stop.place]
    if not after:
        return f"helps up to {stop.said}, the last of its values"
    rest = "it gets worse" if WORSE in after else "nothing more can be told"
    return f"helps up to {stop.said}, from there to {last} {rest}"


def curves_csv(found: Optimum) -> Explained:
    """Every value of each curve: against the plan that was found, and against the value before."""
    unit, currency = unit_of(found), found.base.frame.currency
    fields = (
        *(Field("lever", "path of the parameter"), Field("value", "of it, as a scenario writes it")),
        *(Field("found", "yes for that of the plan that was found"), Field("today", "yes for that of today's plan")),
        *estimate("what decides, less that of the plan that was found", unit),
        Field("verdict", "against the plan that was found"),
        Field("plan_cost", "mean cost of the plan over the run less that of the plan that was found", currency),
        *(Field("not_kept", "conditions that the plan breaks"), Field("why", "why the value makes no plan")),
        Field("from", "the value before, from which a step leads to this one"),
        *estimate("what the step brings", unit, "step_", ""),
        *(Field("step_verdict", "of the step"), Field("step_cost", "what it costs", currency)),
        *estimate(
            f"what the step brings for each {currency} of its cost", f"{unit} per {currency}", "step_per_cost_", ""
        ),
        Field("step_cash", "mean difference of cash at the end that it makes", currency),
    )
    rows = [_line(found, curve, value) for curve in found.around.curves for value in curve.values]
    return csv_file("Each lever over its values around the plan that was found.", fields, rows)


def _line(found: Optimum, curve: Curve, value: Value) -> tuple[object, ...]:
    lever, here = found.levers[curve.lever], value.place == curve.here
    said = found.judged(value)
    numbers = ("", "", "", "") if here else (*_numbers(said["mean"], *said["ci95"]), said["verdict"])
    cost = "" if value.cost is None else _numbers(value.cost.mean)[0]
    marks = ("yes" if here else "no", "yes" if lever.today == value.place else "no")
    step = next((each for each in curve.stretches if each.after.place == value.place), None)
    head = (lever.path, value.said, *marks, *numbers, cost, ", ".join(value.broken), value.why)
    if step is None:
        return (*head, *[""] * 10)
    told = found.judged(step)
    money = _numbers(step.per_cost.mean, *step.per_cost.ci95, step.cash.mean)
    brings = (*_numbers(told["mean"], *told["ci95"]), told["verdict"], *_numbers(step.cost.mean))
    return (*head, step.before.said, *brings, *money)


def _numbers(*values: float | None) -> list[str]:
    return ["" if x is None else number(x) for x in values]
