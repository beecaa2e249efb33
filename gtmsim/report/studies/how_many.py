"""What a search for a target tells: the value, how sure that is, and when it must be there."""

from collections.abc import Sequence
from typing import Any

from gtmsim.report.explained import P10, P90, Explained, Field, csv_file, estimate
from gtmsim.report.figures.how_many import how_many_figure
from gtmsim.report.lines import cell_of
from gtmsim.report.shown import BUSY
from gtmsim.report.studies.told import Column, Table, Told, setting
from gtmsim.report.tables import number
from gtmsim.scenario.explain import compact
from gtmsim.scenario.writing import as_variant
from gtmsim.study.answer import spoken
from gtmsim.study.estimators import Estimate
from gtmsim.study.how_many.found import HowMany, Tried
from gtmsim.study.wording import number as worded

FILE = "how_many.yaml"
NOTES = (
    "Each value was simulated in the same luck; values between those in the table were not. That more reaches the "
    "target more often is assumed between them, and said where what was tried speaks against it.",
    "A chance is the share of replications that reach the target, with Wilson's interval, each by itself. It covers "
    "the luck of the simulation, not wrong assumptions.",
)


def told(found: HowMany, command: str = "") -> Told:
    """All that a search for a target tells."""
    base, n, target = found.base, found.base.replications, found.target
    side = ">=" if target.side == "at_least" else "<="
    reach = f"'{target.metric}{side}{target.amount:g}'"
    return Told(
        title=found.name,
        setting=setting(base),
        answers=tuple(_answers(found)),
        tables=(_values(found), *_months(found)),
        figures={"how_many": how_many_figure(found)},
        notes=NOTES,
        warnings=found.warnings,
        files={"how_many.csv": _csv(found), **_file(found)},
        command=command
        or f"gtmsim how-many scenario.yaml {found.ladder.path} --reach {reach} --chance {100 * found.wanted:g}% "
        f"--by {target.by} --replications {n} --seed {base.seed} --out again",
        summary=found.summary(),
        results=((base.name, base),),
        brief=40,
    )


def _file(found: HowMany) -> dict[str, bytes]:
    """The answer as a variant of the plan as it is."""
    if not _write(found) or found.answer is None:
        return {}
    name = f"{found.scenario.name}, {found.ladder.path.removeprefix('plan.')} {found.answer.said.brief}"
    text = as_variant("scenario.yaml", name, {found.ladder.path: found.answer.said.written}).encode()
    return {FILE: Explained(text, "The value that was found, as a variant of scenario.yaml.")}


def aimed(found: HowMany) -> str:
    """The target in words: `ARR at the end of at least 8M USD/year by 2027-12-31`."""
    target = found.target
    unit = found.base.meanings[target.metric].unit
    words = "at least" if target.side == "at_least" else "at most"
    return f"{spoken(target.metric)} of {words} {worded(target.amount, 0.0, unit)} by {target.by}"


def percent(chance: Estimate) -> str:
    """A chance with its interval: `84 % (76 to 90 %)`."""
    if chance.mean is None:
        return f"a chance that is undefined ({chance.why})"
    low, high = chance.ci95
    ends = "" if low is None or high is None else f" ({100 * low:.0f} to {100 * high:.0f} %)"
    return f"{100 * chance.mean:.0f} %{ends}"


def _answers(found: HowMany) -> list[str]:
    path, wanted, goal = found.ladder.path, f"{100 * found.wanted:g} %", aimed(found)
    answer = found.answer
    if answer is None:
        best = found.nearest
        return [
            f"No value of `{path}` that was tried reaches {goal} with a chance of {wanted}: at best "
            f"{percent(best.chance)}, at {best.stands}{_moved(best, found)}.",
            *_falling(found),
            *_idle(found),
        ]
    if found.place.all:
        ends = " and ".join(dict.fromkeys((found.tried[0].stands, found.tried[-1].stands)))
        return [f"Every value of `{path}` that was tried reaches {goal} with a chance of {wanted}, {ends} too."]
    word = "smallest" if found.place.rising else "largest"
    today = next((each for each in found.tried if each.place == found.ladder.today), answer)
    here = "" if today is answer else f" (today {today.stands}: {percent(today.chance)})"
    return [
        f"{answer.stands}{_moved(answer, found)} is the {word} `{path}` that reaches {goal} with a chance of {wanted}: "
        f"{percent(answer.chance)}{here}.",
        *_write(found),
        *_span(found),
        *_falling(found),
        *_when(found),
        *_idle(found),
    ]


def _moved(each: Tried, found: HowMany) -> str:
    """How a schedule was moved; of one value nothing is left to say."""
    if not each.said.dated or each.change[:1] not in ("+", "-", "x"):
        return ""
    return " (as today)" if each.place == found.ladder.today else f" (today's {each.change})"


def _write(found: HowMany) -> list[str]:
    """The answer as a file says it, where it is not what stands there."""
    if found.answer is None or found.answer.place == found.ladder.today:
        return []
    said = compact(found.answer.said.written)
    return [f"To write it below `changes`: `{found.ladder.path}: {said}`, as in {FILE}."]


def _idle(found: HowMany) -> list[str]:
    """From where on more of the lever does nothing, and who is short of time there."""
    each = found.idle
    if each is None:
        return []
    more = "more" if any(other.place > each.place >= 0 for other in found.tried) else "less"
    said = (
        f"Beyond {each.stands} {more} of it brings nothing that can be told: the chance is {percent(each.chance)} there"
    )
    loads = {team: each.results.estimate("utilisation", "team", team).mean for team in each.results.frame.teams}
    known = {team: load for team, load in loads.items() if load is not None}
    if not known:
        return [f"{said}."]
    team = max(known, key=lambda name: known[name])
    load = f"{team.upper()} at {100 * known[team]:.3g} % of its hours"
    binds = (
        f"what binds there is {load}" if known[team] >= BUSY else f"no team is short of time there (busiest: {load})"
    )
    return [f"{said}; {binds}{_ended(found, each)}."]


def _ended(found: HowMany, each: Tried) -> str:
    """Where too much of the lever ends the firm."""
    ends = [(one, one.results.estimate("firm_end_probability").mean or 0.0) for one in found.tried]
    here = each.results.estimate("firm_end_probability").mean or 0.0
    most, share = max(ends, key=lambda end: end[1])
    return f"; with {most.stands} the firm ends in {100 * share:.0f} % of replications" if share > here else ""


def _span(found: HowMany) -> list[str]:
    """How far off the answer may be."""
    if found.span is None:
        return []
    first, sure = found.span
    if sure is None:
        alone = found.answer is not None and first.stands == found.answer.stands
        other = "" if alone else f"It may be {first.stands} too. "
        return [f"{other}None that was tried reaches it beyond doubt: more replications tell."]
    if first.stands == sure.stands:
        return ["Its neighbours are told from it with 95 % each."]
    return [
        f"As far as {found.base.replications} replications tell, {first.stands} may do; {sure.stands} does with 95 %."
    ]


def _falling(found: HowMany) -> list[str]:
    """Where what was tried speaks against the search."""
    if not found.falls:
        return []
    pairs = "; ".join(
        f"{one.stands} {percent(one.chance)}, {two.stands} {percent(two.chance)}" for one, two in found.falls
    )
    return [f"More is not always better here: {pairs}. The search may have missed values: try `gtmsim sweep`."]


def _when(found: HowMany) -> list[str]:
    """When the value must be there."""
    if found.answer is None or not found.later:
        return []
    last = found.last
    late = [each for each in found.later if not each.reaches(found.wanted)]
    missed = f"; from {late[0].day} on it is {percent(late[0].chance)}" if late else ""
    if last is None:
        return [f"It must be there from the first day: later it no longer reaches the target{missed}."]
    if not late:
        return [f"It may come as late as {last.day}, the last month of the run: {percent(last.chance)}."]
    return [f"It must be there by {last.day}: {percent(last.chance)}{missed}."]


def _values(found: HowMany) -> Table:
    metric, currency = found.target.metric, found.base.frame.currency
    unit = found.base.meanings[metric].unit
    head = spoken(metric) + ("" if unit in ("1", "count", "share") else f", {unit}")
    columns = (
        Column(found.ladder.path.removeprefix("plan."), number=True, least=8),
        Column("chance", number=True),
        Column("95 % interval", number=True),
        Column(head, number=True),
        Column("95 % interval", number=True),
        Column("P10 to P90", number=True),
        Column(f"plan cost, {currency}", number=True),
    )
    rows = tuple(_line(found, each, each.stands) for each in found.tried)
    legend = f"Chance: share of replications that reach {aimed(found)}. Every value holds from the first day on."
    return Table("What was tried", columns, rows, legend)


def _months(found: HowMany) -> list[Table]:
    if not found.later or found.answer is None:
        return []
    metric, currency = found.target.metric, found.base.frame.currency
    columns = (
        Column("from", least=10),
        Column("chance", number=True),
        Column("95 % interval", number=True),
        Column(spoken(metric), number=True),
        Column("95 % interval", number=True),
        Column("P10 to P90", number=True),
        Column(f"plan cost, {currency}", number=True),
    )
    rows = tuple(_line(found, each, each.day or "") for each in found.later)
    return [Table(f"{found.answer.stands}{_moved(found.answer, found)} from a later month on", columns, rows)]


def _line(found: HowMany, each: Tried, name: str) -> tuple[str, ...]:
    metric = found.target.metric
    row = next(row for row in found.rows() if (row["value"], row["from"]) == (each.stands, each.day))
    unit = found.base.meanings[metric].unit
    cell = cell_of(row[metric], unit)
    chance = percent(each.chance)
    middle, _, ends = chance.partition(" (")
    mark = " *" if each is found.answer else ""
    cost = cell_of({"mean": row["plan_cost"], "ci95": [None, None]}, found.base.frame.currency).text
    return (name + mark, middle, ends.removesuffix(")"), cell.text, cell.interval, cell.outcomes, cost)


def _csv(found: HowMany) -> Explained:
    metric = found.target.metric
    unit = found.base.meanings[metric].unit
    _, low, high = estimate(metric, unit, "mean_")
    fields = (
        Field("path", "the parameter that was varied"),
        Field("value", "that it had, in its own unit"),
        Field("from", "the day from which it had it; empty for the first day of the run"),
        *estimate("reaching the target", "probability", mean="chance"),
        Field("metric", "of the target"),
        *(Field("mean", "of the metric", unit), low, high),
        *(P10._replace(unit=unit), P90._replace(unit=unit)),
        Field("plan_cost", "mean cost of the plan over the run, all in", found.base.frame.currency),
    )
    return csv_file("Every value that was tried.", fields, (_row(found, metric, row) for row in found.rows()))


def _row(found: HowMany, metric: str, row: dict[str, Any]) -> Sequence[object]:
    told, chance = row[metric], row["chance"]
    chances = [_number(x) for x in (chance["mean"], *chance["ci95"])]
    values = [_number(x) for x in (told["mean"], *told["ci95"], told.get("p10"), told.get("p90"))]
    return [found.ladder.path, row["value"], row["from"] or "", *chances, metric, *values, _number(row["plan_cost"])]


def _number(x: float | None) -> str:
    return "" if x is None else number(x)
