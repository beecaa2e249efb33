"""What a study of many worlds tells: which plan is best in how many, when the leader loses, what to measure next."""

import numpy as np

from gtmsim.report.figures.robust import by_world, worth_figure
from gtmsim.report.lines import OUTCOMES, cell_of
from gtmsim.report.naming import named_files
from gtmsim.report.studies.robust_files import numbers_csv, plans_csv, worlds_csv
from gtmsim.report.studies.told import Column, Table, Told
from gtmsim.study.answer import spoken
from gtmsim.study.estimators import Estimate
from gtmsim.study.quantiles import quantile
from gtmsim.study.robust.found import Robust
from gtmsim.study.robust.robust import UNDEFINED
from gtmsim.study.wording import between
from gtmsim.study.wording import number as in_words

NOTES = (
    "A set of assumptions is one world: every number with a range lies somewhere between its ends, all at once, and "
    "independently of one another but for those of which the file says that they go together. The shares say in how "
    "many such sets a plan is best. They are chances of the real market only as far as the ranges are right.",
    "In each set all plans meet the same luck. A plan is best there if it is better than each other one beyond doubt, "
    "with 95 %; where luck could turn that, the set counts as one in which it cannot be told. More replications make "
    "such sets fewer, more sets make the intervals of the shares narrower.",
    "A range that the file says is what its author thinks possible. Where a number has neither a range nor a source a "
    "fifth more and less is tried (marked *), which says nothing of how wrong it may be.",
    "To know a number is worth what a better choice of plan brings then, in the mean over its law. Whoever measures it "
    "pays for that and never knows it to the last digit: it is the most that measuring may cost.",
)
PLAIN = ("1", "count", "share", "probability")
NAMED = 3


def told(found: Robust, command: str = "") -> Told:
    """All that it tells."""
    base, n = found.base, found.values.shape[2]
    months = f"{base.frame.months} months from {base.frame.start}"
    drawn = f"{found.worlds} sets of {len(found.assumptions)} numbers, {n} replications in each"
    return Told(
        title=found.name,
        setting=f"{months}, {drawn}, {base.frame.currency}",
        answers=tuple(sentence[:1].upper() + sentence[1:] for sentence in _answers(found) if sentence),
        tables=(_table(found), *_numbers(found), *_pairs(found), *_left(found)),
        figures={"robust": by_world(found), **({"worth": worth_figure(found)} if _known(found) else {})},
        notes=NOTES,
        warnings=found.warnings,
        files={"robust.csv": plans_csv(found), "worlds.csv": worlds_csv(found), "numbers.csv": numbers_csv(found)},
        command=command or _command(found),
        summary=found.summary(),
        results=tuple(zip(found.names, found.compared.results, strict=True)),
        brief=12,
    )


def _command(found: Robust) -> str:
    files = " ".join(named_files(list(found.names)))
    ranges = "" if found.assumed else " --ranges-only"
    law = "" if found.law == "triangular" else f" --law {found.law}"
    said = f"--metric {found.primary} --worlds {found.asked}{law}{ranges}"
    return f"gtmsim robust {files} {said} --replications {found.values.shape[2]} --seed {found.seed} --out again"


def _unit(found: Robust) -> str:
    return found.base.meanings[found.primary].unit


def _answers(found: Robust) -> list[str]:
    told = bool(found.standings[found.leader].best.mean)
    return [shares(found), _without(found), _mean(found) if told else "", _loses(found), *_measure(found)]


def shares(found: Robust) -> str:
    """In which share of the sets each plan is best, the leader first."""
    order = sorted(range(len(found.names)), key=lambda i: (i != found.leader, -(found.standings[i].best.mean or 0.0)))
    lead, *others = (found.standings[i] for i in order)
    still = f"in {percent(found.open)} it cannot be told which"
    if (found.open.mean or 0.0) > 0.5:
        still += f", which more than {found.values.shape[2]} replications would tell in part"
    if not lead.best.mean:
        return (
            f"in none of {found.worlds} assumption sets can it be told which plan is best in {spoken(found.primary)}: "
            f"{found.standings[found.leader].name} has the best mean."
        )
    texts = [f"{lead.name} is best in {percent(lead.best)} of {found.worlds} assumption sets"]
    texts += [f"{each.name} in {percent(each.best)}" for each in others[:NAMED]]
    more = f" and {len(others) - NAMED} more in the others" if len(others) > NAMED else ""
    return f"{', '.join(texts)}{more}; {still} ({spoken(found.primary)}, 95 % in brackets)."


def percent(share: Estimate) -> str:
    """`84 % (75 to 90)`."""
    low, high = share.ci95
    if share.mean is None or low is None or high is None:
        return "no share"
    return f"{100.0 * share.mean:.0f} % ({100.0 * low:.0f} to {100.0 * high:.0f})"


def _without(found: Robust) -> str:
    """Sets that are not among them."""
    undefined = found.refused.get(UNDEFINED, 0)
    none = sum(found.refused.values()) - undefined
    texts = [f"in {undefined} more a plan has no {spoken(found.primary)}"] if undefined else []
    texts += [f"{none} more make no valid plan"] if none else []
    return f"{'; '.join(texts)}: they are not among these." if texts else ""


def _mean(found: Robust) -> str:
    """What the leader gives away, and who has the better mean."""
    lead, best = found.standings[found.leader], found.standings[found.better_mean]
    unit, metric = _unit(found), spoken(found.primary)
    text = f"over all sets {best.name} has the better mean of {metric} all the same: " if lead is not best else ""
    most = in_words(lead.regret_most, None, unit, difference=True)
    if lead.regret_most == 0.0:
        return f"{text}{lead.name} gives away nothing that could be told from luck in any of them."
    size = between(*lead.regret.ci95, unit, difference=True)
    p90 = in_words(lead.regret_p90, None, unit, difference=True)
    return f"{text}{lead.name} gives away {size} in the mean, {p90} in one set of ten or more, {most} at most."


def _loses(found: Robust) -> str:
    name, count = found.names[found.leader], int(found.loses.sum())
    if found.boxless:
        return f"{name} loses in {found.boxless}: too few to ask when." if count else ""
    share = percent(found.share(found.loses))
    if found.box is None:
        return f"{name} loses in {share} of the sets, and no simple condition tells when."
    box = found.box
    texts = [f"`{path}` {side} {value}" for path, side, value in map(found.said, box.sides)]
    there = f"{100.0 * box.coverage:.0f} % of the sets in which it loses lie there, and it loses in"
    held = f"{100.0 * box.held_out[0]:.0f} and {100.0 * box.held_out[1]:.0f} % in sets that did not find this"
    return f"{name} holds unless {' and '.join(texts)}: {there} {100.0 * box.density:.0f} % of those there ({held})."


def _known(found: Robust) -> list[int]:
    """Numbers that are worth something to know, beyond what noise brings."""
    return [i for i in found.ranked if found.worths[i].told]


def _measure(found: Robust) -> list[str]:
    if not found.worths:
        return [f"{found.worlds} sets are too few to ask what to measure next: `--worlds 100`."]
    unit, lead = _unit(found), found.names[found.better_mean]
    low, high = found.all_known.ci95
    size = between(low, high, unit, difference=True)
    whole = f"to know all of them would be worth {size} of {spoken(found.primary)}"
    if not _known(found):
        if found.standings[found.better_mean].regret_most == 0.0:
            stays = f"{lead} is behind in no set, as far as luck lets it be told"
            return [f"no number is worth measuring for this choice: {stays}."]
        return [f"no single number is worth measuring for this choice, as far as {found.worlds} sets tell; {whole}."]
    texts = []
    for i in _known(found)[:NAMED]:
        worth = found.worths[i]
        texts.append(f"`{found.assumptions[i].path}` ({between(worth.low, worth.high, unit, difference=True)})")
    return [f"measure next {', '.join(texts)}; {whole}."]


def _table(found: Robust) -> Table:
    unit = "" if _unit(found) in PLAIN else f", {_unit(found)}"
    columns = (
        Column("plan", least=16),
        Column("best in, of the sets", number=True),
        Column("ahead in, told or not", number=True),
        Column(f"{spoken(found.primary)}{unit}: mean of the sets", number=True),
        Column("95 %", number=True),
        Column(OUTCOMES, number=True),
        Column("regret: mean", number=True),
        Column("95 %", number=True),
        Column("P90", number=True),
        Column("largest", number=True),
    )
    rows = []
    for each in found.standings:
        mean, lost = _cell(each.mean, found), _cell(each.regret, found, difference=True)
        lost = lost._replace(interval="") if lost.text == "0" else lost
        ends = (_plain(x, found) for x in (each.regret_p90, each.regret_most))
        shares = (percent(each.best), percent(each.ahead))
        rows.append(
            (each.name, *shares, mean.text, mean.interval, _outcomes(found, each.name), lost.text, lost.interval, *ends)
        )
    rows.append(("cannot be told", percent(found.open), *[""] * 8))
    legend = (
        f"{OUTCOMES}: what 8 of 10 replications of all sets brought, the forecast with ignorance and luck together. "
        "Best: better than each other plan beyond doubt. Regret: what a plan is expected to have less than the best of "
        "a set, luck taken out."
    )
    return Table(f"Plans over {found.worlds} sets of assumptions", columns, tuple(rows), legend)


def _outcomes(found: Robust, name: str) -> str:
    """Between what the plan lies in most replications of all worlds."""
    values = np.sort((found.sign * found.values[:, found.names.index(name), :]).ravel()).tolist()
    said = {"mean": quantile(values, 0.5), "p10": quantile(values, 0.1), "p90": quantile(values, 0.9)}
    return cell_of(said, _unit(found)).outcomes


def _plain(x: float, found: Robust) -> str:
    return cell_of({"mean": x}, _unit(found), difference=True).text.removeprefix("+")


def _cell(said: Estimate, found: Robust, difference: bool = False):  # type: ignore[no-untyped-def]  # as lines has it
    cell = cell_of({"mean": said.mean, "ci95": list(said.ci95), "why": said.why}, _unit(found), difference=difference)
    return cell._replace(text=cell.text.removeprefix("+"))


def _numbers(found: Robust) -> list[Table]:
    if not found.worths:
        return []
    unit = "" if _unit(found) in PLAIN else f", {_unit(found)}"
    columns = (
        Column("number", least=24),
        Column("low"),
        Column("now"),
        Column("high"),
        Column(f"worth knowing{unit}", number=True),
        Column("95 %", number=True),
        Column("p", number=True),
    )
    rows = []
    for i in found.ranked:
        each, worth = found.assumptions[i], found.worths[i]
        cell = _cell(Estimate(worth.value, (worth.low, worth.high), ""), found, difference=True)
        texts = (cell.text, cell.interval) if worth.told else ("none told", "")
        star = "" if each.range.said else " *"
        ends = (each.told(each.low), each.told(each.value), each.told(each.high))
        rows.append((each.path + star, *ends, *texts, f"{worth.p_value:.3f}"))
    legend = (
        "Expected value of partial perfect information, from the same sets. p: how often noise alone brings as much in "
        "any of the numbers; none told: it may well. * a fifth less and more, where there is neither range nor source."
    )
    return [Table("What to measure next", columns, tuple(rows), legend)]


def _pairs(found: Robust) -> list[Table]:
    if not found.pairs:
        return []
    columns = (
        Column("number", least=24),
        Column("goes with"),
        Column("asked", number=True),
        Column("drawn", number=True),
    )
    rows = []
    for row in found.pairs_rows():
        drawn = "undefined" if row["drawn"] is None else f"{row['drawn']:+.2f}"
        rows.append((row["first"], row["second"], f"{row['rank_correlation']:+.2f}", drawn))
    legend = "Rank correlation, as the file says it and as these sets have it; every number keeps its own law."
    return [Table("What goes together", columns, tuple(rows), legend)]


def _left(found: Robust) -> list[Table]:
    columns = (Column("what"), Column("why"))
    rows = [*found.left_out, *((f"{count} sets", why) for why, count in found.refused.items())]
    return [Table("Not among them", columns, tuple(rows))] if rows else []
