"""What a search tells: the contract, the plan found beside today's, what binds, and what more money would bring."""

import shlex

from gtmsim.report.explained import Explained
from gtmsim.report.figures.curves import curves_figure
from gtmsim.report.figures.frontier import frontier_figure
from gtmsim.report.figures.optimise import optimise_figure
from gtmsim.report.studies.money_left import after_the_run, bounds, next_money, why_left
from gtmsim.report.studies.optimise_curves import curves_csv, curves_table, where_it_stops
from gtmsim.report.studies.optimise_frontier import frontier_answers, frontier_files, frontier_table
from gtmsim.report.studies.optimise_tables import levers_table, looked_csv, metrics_table, steps_csv
from gtmsim.report.studies.optimise_words import unit_of
from gtmsim.report.studies.told import Told, setting
from gtmsim.scenario.writing import as_variant
from gtmsim.study.answer import spoken
from gtmsim.study.choose.found import Kept
from gtmsim.study.judged import OPEN, SMALL, WORSE
from gtmsim.study.optimise.found import Optimum
from gtmsim.study.optimise.limits import breaks
from gtmsim.study.sweeps.axis import as_said
from gtmsim.study.wording import between, so_many
from gtmsim.study.wording import number as in_words

NOTES = (
    "A search finds the best of the plans that it tried, between the values that were allowed; that nothing better is "
    "left untried it does not prove.",
    "The intervals cover the luck of the simulation, not wrong assumptions, and a search leans on these more than a "
    "plan that nobody has optimised: `gtmsim sensitivity scenario.yaml found.yaml` in this folder asks which of them "
    "could turn the answer.",
    "What a plan brings after the run is not in it: spend whose customers come later looks worse than it is.",
)
FOUND = "found.yaml"


def told(found: Optimum, command: str = "") -> Told:
    """All that it tells."""
    base = found.base
    last = found.first + base.replications - 1
    files = {"search.csv": looked_csv(found), "steps.csv": steps_csv(found)}
    figures = {"optimise": optimise_figure(found)}
    if found.tested is not None:
        files |= {
            FOUND: Explained(_variant(found), "The plan that was found, a variant of scenario.yaml."),
            "next_money.csv": curves_csv(found),
        }
    if (drawn := curves_figure(found)) is not None:
        figures["next_money"] = drawn
    if (drawn := frontier_figure(found)) is not None:
        figures["frontier"] = drawn
    files |= frontier_files(found)
    tables = (levers_table(found), metrics_table(found), curves_table(found), frontier_table(found))
    return Told(
        title=found.name,
        setting=setting(
            base, f"{so_many(len(found.looks), 'plan')} tried, replications {found.first} to {last} for what is shown"
        ),
        answers=tuple(sentence[:1].upper() + sentence[1:] for sentence in _answers(found) if sentence),
        tables=tuple(table for table in tables if table is not None),
        figures=figures,
        notes=(*NOTES, _spent(found)),
        warnings=found.warnings,
        files=files,
        command=command or _command(found),
        summary=found.summary(),
        results=((base.name, base),),
        brief=40,
    )


def _spent(found: Optimum) -> str:
    """What all this took."""
    spent = found.spent
    parts = [
        f"{spent.search:,} to search ({len(found.looks)} plans)",
        f"{spent.race:,} for the best of them on more of that luck",
        f"{spent.last_test:,} for the last test",
    ]
    if spent.next_money:
        parts.append(f"{spent.next_money:,} for what the next money brings ({found.around.plans} plans)")
    if found.frontier is not None:
        parts.append(f"{spent.frontier:,} for the frontier ({found.frontier.plans} more plans)")
    return f"Replications that were simulated: {', '.join(parts[:-1])} and {parts[-1]}."


def _variant(found: Optimum) -> bytes:
    """The plan that was found as a file that extends today's."""
    changes = {path: as_said(value) for path, (_, value) in found.changes.items()}
    return as_variant("scenario.yaml", f"{found.base.name}, optimised", changes).encode()


def _command(found: Optimum) -> str:
    levers = " ".join(shlex.quote(f"{lever.path}={','.join(lever.values)}") for lever in found.levers)
    kept = "".join(f" --subject {shlex.quote(each.condition.text)}" for each in found.base_kept if not _is_budget(each))
    said = f"--metric {found.primary} --objective {found.aim.kind} --budget {_budget_said(found)}{kept}"
    said += f" --frontier {found.second}" if found.second else ""
    n = found.first
    return (
        f"gtmsim optimise scenario.yaml {levers} {said} --evaluations {found.evaluations} "
        f"--replications {n} --seed {found.base.seed} --out again"
    )


def _is_budget(each: Kept) -> bool:
    return each.condition.text == "budget"


def _budget_said(found: Optimum) -> str:
    budget = found.budget
    if budget.counted == "none":
        return "none"
    return f"{budget.amount:.12g}" if budget.counted == "all in" else f"{budget.amount:+.12g}"


def _aim(found: Optimum) -> str:
    """What plans are judged by, in words."""
    if found.aim.kind == "chance":
        targets = [
            f"{spoken(t.metric)} {'>=' if t.sign > 0 else '<='} {in_words(t.amount)}" for t in found.base.targets
        ]
        return f"the chance of {' and '.join(targets)}"
    metric = spoken(found.primary)
    tail = "P90" if found.aim.better == "lower" else "P10"
    return {
        "mean": metric,
        "p10": f"the {tail} of {metric}",
        "cvar": f"{metric} in the worst tenth of replications",
    }[found.aim.kind]


def _contract(found: Optimum) -> str:
    """What was allowed."""
    currency, budget = found.base.frame.currency, found.budget
    today = found.base.estimate("plan_cost").mean or 0.0
    money = {
        "none": "no budget",
        "all in": f"a budget of {in_words(budget.amount, 0.0, currency)} over "
        f"{so_many(found.base.frame.months, 'month')}, all "
        "that the plan spends",
        "more than today": "as much money as today's plan costs"
        if not budget.amount
        else f"{in_words(abs(budget.amount), 0.0, currency)} {'more' if budget.amount > 0 else 'less'} than today's "
        "plan costs",
    }[budget.counted]
    levers = ", ".join(
        f"`{lever.short}` from {lever.values[0]} to {lever.values[-1]}"
        if lever.numbers
        else f"`{lever.short}` of {len(lever.values)} values"
        for lever in found.levers
    )
    kept = [each.condition.text for each in found.base_kept if not _is_budget(each)]
    rest = f"; subject to {', '.join(kept)}" if kept else ""
    aim = _aim(found).removeprefix("the ")
    return (
        f"asked for the best {aim} with {money} (today's costs {in_words(today, None, currency)}), moving "
        f"{levers}{rest}. All else is fixed as it is."
    )


def _answers(found: Optimum) -> list[str]:
    return [
        _contract(found),
        *_verdict(found),
        *after_the_run(found),
        *bounds(found),
        why_left(found),
        *next_money(found),
        *where_it_stops(found),
        *frontier_answers(found),
    ]


def _verdict(found: Optimum) -> list[str]:
    best = found.tested
    if best is None:
        return _none(found)
    if not found.changes:
        return ["no plan that was tried is better than today's, which keeps what is asked."]
    said = found.difference or {}
    low, high = said["ci95"]
    what, unit = _aim(found), unit_of(found)
    plan = "; ".join(
        f"`{path}` {value}{f' (today {was})' if was else ''}" for path, (was, value) in found.changes.items()
    )
    plan = f"The plan found: {plan}."
    if low is None or high is None:
        return [plan, f"whether it is better than today's is open: {said.get('why', 'there is no interval')}."]
    over = f"95 %, paired over {found.base.replications} replications that the search had not seen"
    size = between(low, high, unit, difference=True)
    if found.answer == "found" and said["verdict"] not in (WORSE, OPEN, SMALL):
        verb = "raises" if low > 0.0 else "lowers"
        ends = (low, high) if low > 0.0 else (-high, -low)
        return [f"It {verb} {what} by {between(*ends, unit, difference=True)} against today's ({over}).", plan]
    if found.answer == "found":
        return [
            f"today's plan breaks what is asked; the plan found keeps it and changes {what} by {size} ({over}).",
            plan,
        ]
    within = max(0.0, high if found.aim.sign > 0.0 else -low)  # by so much it may be better
    kind = {WORSE: "worse than today's", SMALL: "better by too little to matter"}.get(said["verdict"], "")
    rest = f": it is {kind}" if kind else ""
    head = f"no better than today's, within {in_words(within, 0.3 * within, unit, difference=True)}{rest}"
    return [f"{head}: the difference in {what} is {size} ({over}). Keep today's plan.", plan]


def _none(found: Optimum) -> list[str]:
    tried = found.passed_over
    if not tried:
        return [f"no plan of these levers is one: {next(iter(found.refused.values()), 'none was tried')}."]
    broken = {each.condition.text: each for one in tried for each in one.kept if each.standing != "kept"}
    named = ", ".join("the budget" if text == "budget" else text for text in broken)
    sure = "break" if all(breaks(one.kept) for one in tried) else "do not keep beyond doubt"
    rest = "Today's plan keeps it." if found.answer == "today" else "Nor does today's plan."
    return [
        f"no plan is offered: the best {len(tried)} {sure} {named}. {rest} More replications, other levers or wider "
        "values may help."
    ]
