"""What a study of levers tells: the answer in sentences, the ranking, and the figure that one would show."""

from collections.abc import Sequence
from typing import Any

from gtmsim.report.explained import VERDICT, Explained, Field, csv_file, estimate
from gtmsim.report.figures.levers import levers_figure
from gtmsim.report.lines import cell_of, changed_of
from gtmsim.report.shown import BUSY
from gtmsim.report.studies.told import Column, Table, Told, setting
from gtmsim.report.tables import number
from gtmsim.study.answer import spoken
from gtmsim.study.estimators import Estimate
from gtmsim.study.judged import BETTER, DIFFERENT, WORSE
from gtmsim.study.levers.effects import Effect
from gtmsim.study.levers.found import Levers
from gtmsim.study.payback import Held
from gtmsim.study.wording import between, so_many

NOTES = (
    "Each step is tried alone, from the first day of the run. Steps do not add up: two that draw on one queue bring "
    "less together, or more. Try the best together with `gtmsim compare FILE --plan NAME PATH=VALUE ...`.",
    "The intervals of the metric that decides hold together over all steps; those of cost, cash and payback are each "
    "by itself. They cover the luck of the simulation, not wrong assumptions.",
    "Paid back is the month from which the cash from operations is ahead of today's plan for good, within the run; "
    "what a step brings after the run is not in it.",
    "A step without an effect that can be told from none may still have one: more replications tell.",
)
SHORT = 20  # characters of a value beside others; a schedule has more


def told(found: Levers, command: str = "") -> Told:
    """All that a study of levers tells."""
    base, summary = found.base, found.summary()
    n = base.replications
    return Told(
        title=found.name,
        setting=setting(base),
        answers=tuple(_answers(found)),
        tables=(_ranking(found), *_refused(found)),
        figures={"levers": levers_figure(found)},
        notes=NOTES,
        warnings=found.warnings,
        files={"levers.csv": _csv(found)},
        command=command or f"gtmsim levers scenario.yaml --replications {n} --seed {base.seed} --out again",
        summary=summary,
        results=((base.name, base),),
    )


def _answers(found: Levers) -> list[str]:
    """What one should do next, as far as it can be told."""
    effects, metric = found.within, spoken(found.primary)
    today = found.base.estimate(found.primary)
    if today.mean is None:
        return [
            f"Of today's plan, {metric} has no value ({today.why}), so no step can be set against it; "
            "another metric can decide: `--metric NAME`."
        ]
    unit = found.base.meanings[found.primary].unit
    good = [e for e in effects if e.verdict in (BETTER, DIFFERENT)]
    advised = [e for e in good if e.advised]
    bad = [e for e in effects if e.verdict == WORSE]
    fits = "" if found.budget is None else f" that {_money(found, found.budget)} pays for"
    verb = "improve" if found.base.meanings[found.primary].better else "move"
    first = (
        f"Of {len(effects)} steps{fits}, {len(good)} {verb} {metric}, {len(bad)} make it worse, and of "
        f"{len(effects) - len(good) - len(bad)} nothing can be told, or too little to matter (95 % for all together, "
        f"paired over {found.base.replications} replications)."
    )
    said = [first]
    if advised:
        said.append(f"First: {_one(found, advised[0], unit)}.")
        by_value = min(advised, key=lambda e: e.by_value)
        if by_value is not advised[0]:
            said.append(f"Most for its money: {_one(found, by_value, unit)}.")
    if warned := [f"`{e.step.name}`" for e in good if e.warned]:
        said.append(f"Not advised before what is warned of is said in the plan: {', '.join(warned)}.")
    said += _bundle(found, unit)
    said += bottleneck(found)
    return said


def _one(found: Levers, effect: Effect, unit: str) -> str:
    text = f"{_named(effect)} {_moves(found, effect, unit)}"
    cost = effect.cost.mean
    if cost is not None and cost != 0.0:
        text += f", {'costs' if cost > 0 else 'saves'} {_money(found, abs(cost))} over the run"
    return f"{text}{_pays(effect)}"


def _change(effect: Effect) -> str:
    """What stands there and what it becomes; of a schedule its step says enough."""
    base, here = effect.step.base, effect.step.here
    return "" if not base or max(len(base), len(here)) > SHORT else f"{base}, {here}"


def _named(effect: Effect) -> str:
    step = effect.step
    change = f" ({step.base} to {step.here})" if step.base and step.here and len(step.base) <= SHORT else ""
    return f"`{step.name}`{change}"


def _money(found: Levers, amount: float) -> str:
    return (
        f"{cell_of({'mean': amount, 'ci95': [None, None]}, found.base.frame.currency).text} {found.base.frame.currency}"
    )


def _pays(effect: Effect) -> str:
    paid = effect.payback
    if paid is None or paid.chance.mean is None:
        return ""
    share = f"{100 * paid.chance.mean:.0f} % of replications"
    if isinstance(paid, Held):
        return f", and is still ahead in cash at the end in {share}"
    if paid.months.mean is None:
        return f", and has paid back within the run in {share}"
    return f", and has paid back after {_months(paid.months)}, within the run in {share}"


def _months(months: Estimate) -> str:
    low, high = months.ci95
    middle = so_many(months.mean or 0.0, "month")
    if low is None or low == high:
        return middle
    return f"{middle} ({low:.0f} to {'beyond the run' if high is None else f'{high:.0f}'})"


def _bundle(found: Levers, unit: str) -> list[str]:
    bundle = found.bundle
    if bundle is None:
        return []
    if not bundle.taken:
        return ["Nothing that the budget pays for is better than the plan as it is, as far as can be told."]
    names = ", ".join(f"`{effect.step.name}`" for effect in bundle.taken)
    if bundle.together is None:
        return [f"The budget pays for {names}, which make no plan together: {bundle.why}."]
    if len(bundle.taken) == 1:
        return [f"The budget pays for {names} alone."]
    cost = _money(found, bundle.together.cost.mean or 0.0)
    return [
        f"The budget pays for {len(bundle.taken)} steps, the best for their money first: {names}. What they do "
        f"together, tried: it {_moves(found, bundle.together, unit)}, and costs {cost}."
    ]


def bottleneck(found: Levers) -> list[str]:
    """Who is short of time, and what one more person in each team does."""
    hires = {
        effect.step.path.split(".")[2]: effect
        for effect in found.effects
        if effect.step.path.startswith("plan.teams.")
        and effect.step.path.endswith(".headcount")
        and effect.step.step == "+1"
    }
    base, unit = found.base, found.base.meanings[found.primary].unit
    loads = {}
    for team in base.frame.teams:
        estimate = base.estimate("utilisation", "team", team)
        if estimate.mean is not None:
            loads[team] = estimate.mean
    if not loads or not hires:
        return []
    team = max(loads, key=lambda name: loads[name])
    said = f"{team.upper()}s are busy {100 * loads[team]:.3g} % of their time{_wait(found, team)}"
    limit = ", the bottleneck" if loads[team] >= BUSY else ""
    priced = [f"one more {name.upper()} {_moves(found, effect, unit)}" for name, effect in hires.items()]
    return [f"{said}{limit}: {'; '.join(priced)}."]


def _wait(found: Levers, team: str) -> str:
    """How long work waits for a team, where that is measured."""
    days = found.base.estimate("queue_wait", "team", team).mean
    return "" if days is None else f", and work waits {days:.2g} day{'' if days == 1.0 else 's'} for them"


def _moves(found: Levers, effect: Effect, unit: str) -> str:
    low, high = effect.difference["ci95"]
    if low is None or low <= 0.0 <= high:
        return f"changes {spoken(found.primary)} by nothing that can be told"
    verb, ends = ("raises", (low, high)) if low > 0.0 else ("lowers", (-high, -low))
    return f"{verb} {spoken(found.primary)} by {between(*ends, unit, difference=True)}"


def _ranking(found: Levers) -> Table:
    unit = found.base.meanings[found.primary].unit
    currency = found.base.frame.currency
    size = found.base.estimate(found.primary).mean
    head = spoken(found.primary)
    columns = (
        Column("step", least=30),
        Column("from, to"),
        Column(f"{head}, {unit}" if unit not in ("1", "count", "share") else head, number=True),
        Column("95 % for all", number=True),
        Column("verdict"),
        Column(f"plan cost, {currency}", number=True),
        Column(f"per {currency}", number=True),
        Column(f"cash, {currency}", number=True),
        Column("paid back, months", number=True),
        Column("chance", number=True),
    )
    rows, verdicts = [], []
    for effect in found.within:
        change = changed_of(effect.difference, unit, size)
        rows.append(
            (
                effect.step.name.removeprefix("plan.") + (" *" if effect.warned else ""),
                _change(effect),
                change.cell.text,
                change.cell.interval,
                change.said,
                _text(effect.cost, currency),
                _text(effect.per_cost, ""),
                _text(effect.cash, currency),
                *_paid(effect, found.base.frame.months),
            )
        )
        verdicts.append(change.verdict)
    legend = (
        "The best first. Each step alone, in the same luck. Per unit of money: what decides over the cost of the step. "
        "At once: ahead in cash from the start. Chance: of having paid back, or of being still ahead, when the run "
        "ends. * warned of below."
    )
    return Table("What each step does", columns, tuple(rows), legend, tuple(verdicts))


def _text(found: Estimate, unit: str) -> str:
    if found.mean is None:
        return ""
    return cell_of({"mean": found.mean, "ci95": list(found.ci95)}, unit, difference=bool(unit)).text


def _paid(effect: Effect, run: int) -> tuple[str, str]:
    paid = effect.payback
    if paid is None:
        return "", ""
    chance = f"{100 * (paid.chance.mean or 0.0):.0f} %"
    if isinstance(paid, Held):
        return "at once" if paid.months.mean is None else f"ahead until {paid.months.mean:.0f}", chance
    if paid.months.mean is None:
        return "not within", chance
    low, high = paid.months.ci95
    ends = "" if low is None or low == high else f" ({low:.0f} to {f'>{run}' if high is None else f'{high:.0f}'})"
    return f"{paid.months.mean:.0f}{ends}", chance


def _refused(found: Levers) -> list[Table]:
    if not found.refused:
        return []
    rows = tuple((f"{each.path} {each.step}".removeprefix("plan."), each.why) for each in found.refused)
    return [Table("Steps that make no plan", (Column("step"), Column("why")), rows)]


def _csv(found: Levers) -> Explained:
    unit, currency = found.base.meanings[found.primary].unit, found.base.frame.currency
    fields = (
        Field("rank", "1 is the best step by its estimate"),
        *(Field("path", "the parameter that the step moves"), Field("step", "by how much, or to what")),
        *(Field("base", "its value today"), Field("here", "its value after the step"), VERDICT),
        *estimate(f"{found.primary} after the step less today's", unit, mean="difference"),
        Field("arr_end", "mean difference of ARR at the end", f"{currency}/year"),
        Field("cash_end", "mean difference of cash at the end", currency),
        Field("plan_cost", "what the step costs over the run, all in", currency),
        Field("per_cost", f"difference of {found.primary} for each {currency} of it; empty where it costs nothing"),
        Field("payback", "kind: does the step pay back what it costs at first, or hold a lead that it has at once?"),
        *estimate("it: month from which cash is ahead for good", "months from 1", "payback_", "median"),
        Field("payback_chance", "share of replications that are ahead within the run", "share"),
    )
    return csv_file("Every step of a lever, alone, against the plan as it is.", fields, map(_line, found.rows()))


def _line(row: dict[str, Any]) -> Sequence[object]:
    said, paid = row["difference"], row["payback"] or {}
    ends: Sequence[float | None] = said["ci95"]
    paid_ends: Sequence[float | None] = paid.get("ci95", (None, None))
    numbers = [said["mean"], *ends, *(row[name]["mean"] for name in ("arr_end", "cash_end", "plan_cost", "per_cost"))]
    texts = [_number(x) for x in numbers]
    return [
        *(row["rank"], row["path"], row["step"], row["base"], row["here"], said["verdict"]),
        *texts,
        paid.get("kind", ""),
        *(_number(x) for x in (paid.get("median"), *paid_ends, paid.get("chance"))),
    ]


def _number(x: float | None) -> str:
    return "" if x is None else number(x)
