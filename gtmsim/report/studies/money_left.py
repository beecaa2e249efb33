"""Of a plan that was found: which ends of levers bind, why money was left, and where the next money would go."""

from collections.abc import Iterator

from gtmsim.report.lines import cell_of
from gtmsim.report.studies.optimise_words import judged_by, unit_of
from gtmsim.study.answer import spoken
from gtmsim.study.judged import BETTER, WORSE
from gtmsim.study.optimise.found import Optimum
from gtmsim.study.optimise.levers import Lever
from gtmsim.study.optimise.marginal import Marginal
from gtmsim.study.sweeps.axis import CHANGES
from gtmsim.study.wording import between
from gtmsim.study.wording import number as in_words

LEFT = ("arr_end", "mrr_end")  # what goes on when the run ends
SPENT = 0.002  # of what the plan costs: less than this is none left
NAMED = 4  # reasons that a sentence lists


def bounds(found: Optimum) -> Iterator[str]:
    """Levers at an end of what was allowed."""
    ends = list(found.bound)
    sure = [(lever, value) for lever, value, binds in ends if binds and _more_beyond(lever, value)]
    most = [f"`{lever.short}` at {value}" for lever, value, binds in ends if binds and not _more_beyond(lever, value)]
    open_ones = [f"`{lever.short}` at {value}" for lever, value, binds in ends if not binds]
    if sure:
        named = ", ".join(f"`{lever.short}` at {value}" for lever, value in sure)
        rest = "a step back is worse beyond doubt, and values beyond, which were not allowed, may be better"
        yield f"bounds that bind: {named}; {rest}."
    if most:
        yield f"at an end beyond which there is nothing: {', '.join(most)}; a step away is worse beyond doubt."
    if open_ones:
        yield f"at an end of its values, which cannot be told to bind: {', '.join(open_ones)}."


def _more_beyond(lever: Lever, value: str) -> bool:
    """Could a lever have had a value beyond this end? There is nothing below 0, nor beyond the last of some words."""
    if not lever.numbers:
        return value[:1] in CHANGES
    return lever.numbers[lever.values.index(value)] != 0.0


def after_the_run(found: Optimum) -> Iterator[str]:
    """What a plan leaves when the run ends, where this is not what it is judged by."""
    decides = {each.metric for each in found.base.targets} if found.aim.kind == "chance" else {found.primary}
    if found.compared is None or decides & {*LEFT} or not found.changes:
        return
    (metric,) = LEFT[:1]
    (said,) = found.compared.entry((metric, "", ""))["differences"].values()
    low, high = said["ci95"]
    if low is None or high is None:
        return
    unit = found.base.meanings[metric].unit
    what = f"after the run, which {judged_by(found)} does not count: the plan found leaves {spoken(metric)}"
    if low <= 0.0 <= high:
        yield f"{what} that cannot be told from today's ({between(low, high, unit, difference=True)})."
        return
    ends = (low, high) if low > 0.0 else (-high, -low)
    word = "more" if low > 0.0 else "less"
    yield f"{what} that is {between(*ends, unit, difference=True)} {word} than today's."


def left(found: Optimum) -> float | None:
    """What of the budget the plan leaves [currency]; none where there is no budget."""
    if found.tested is None or found.budget.counted == "none":
        return None
    return found.budget.left(found.base, found.tested.results).mean


def _cost(step: Marginal) -> float:
    """What a step costs [currency]."""
    return (step.cost.mean if step.cost is not None else None) or 0.0


def _costly(found: Optimum) -> list[Marginal]:
    """Steps that cost money."""
    return [step for step in found.steps if _cost(step) > 0.0]


def why_left(found: Optimum) -> str:
    """Why money was left, in one sentence."""
    money = left(found)
    if money is None or found.tested is None:
        return ""
    currency = found.base.frame.currency
    size = in_words(max(0.0, money), None, currency)
    better = [step for step in _costly(found) if found.judged(step)["verdict"] == BETTER]
    dear = [step for step in better if _cost(step) > money]
    cost = found.tested.results.estimate("plan_cost").mean or 1.0
    if dear and len(dear) == len(better) and money < 0.05 * abs(cost):
        return (
            f"the budget binds: {size} of it are left, and every step that would help costs more, or more than is sure "
            "to be there."
        )
    if money < SPENT * abs(cost):
        return f"the budget is spent: {size} of it are left."
    reasons = list(_reasons(found, money))
    if not reasons:
        return f"{size} of the budget are left."
    shown = "; ".join(reasons[:NAMED])
    rest = f"; and {len(reasons) - NAMED} more" if len(reasons) > NAMED else ""
    return f"{size} of the budget are left. Why: {shown}{rest}."


def _reasons(found: Optimum, money: float) -> Iterator[str]:
    """For each lever why no more is spent on it."""
    costly = {step.lever: step for step in _costly(found)}
    for i, lever in enumerate(found.levers):
        step = costly.get(i)
        name = f"`{lever.short}`"
        if step is None:
            if found.tested is not None and found.tested.point[i] == len(lever.values) - 1:
                yield f"{name} is at the last of its values"
            continue
        verdict = found.judged(step)["verdict"]
        if step.broken:
            yield f"{name} to {step.after} would not be sure to keep {', '.join(step.broken)}"
        elif verdict == WORSE:
            yield f"{name} to {step.after} makes it worse"
        elif verdict != BETTER:
            yield f"{name} to {step.after} brings nothing that can be told, or too little to matter"
        elif _cost(step) > money:
            yield f"{name} to {step.after} would help and costs more than is left"
        else:
            yield f"{name} to {step.after} would still help: try more `--evaluations`"


def next_money(found: Optimum) -> Iterator[str]:
    """Where the next money would go."""
    good = [step for step in _costly(found) if found.judged(step)["verdict"] == BETTER]
    good = [step for step in good if step.per_cost is not None and step.per_cost.mean is not None]
    if not good:
        if found.tested is not None and _costly(found):
            yield "more money: no step that costs brings anything that can be told."
        return
    sign = found.aim.sign
    best = max(good, key=lambda step: sign * ((step.per_cost.mean if step.per_cost else 0.0) or 0.0))
    currency = found.base.frame.currency
    said = found.judged(best)
    gain = cell_of(said, unit_of(found), difference=True).text
    cost = in_words(_cost(best), None, currency)
    what = judged_by(found)
    lever = found.levers[best.lever]
    yield (
        f"the next money would go to `{lever.short}`: {best.after} instead of {best.before} changes {what} by {gain} "
        f"for {cost}."
    )
