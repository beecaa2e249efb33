"""What a choice tells: the best plan, or those that may be, and what each of the others was dropped for."""

from gtmsim.metrics import METRICS
from gtmsim.report.explained import SCENARIO, Explained, Field, csv_file, estimate
from gtmsim.report.figures.choose import choose_figure
from gtmsim.report.lines import cell_of
from gtmsim.report.naming import named_files
from gtmsim.report.studies.told import Column, Table, Told, setting
from gtmsim.report.tables import number
from gtmsim.study.answer import spoken
from gtmsim.study.choose.conditions import Condition
from gtmsim.study.choose.found import Candidate, Choice
from gtmsim.study.wording import between, so_many
from gtmsim.study.wording import number as in_words

NOTES = (
    "All plans meet the same luck, and one that is beaten takes no further replications (Kim and Nelson 2001). If one "
    "is better than all others by the difference that matters, it is the one that is chosen with the chance said "
    "above; else the chosen one is within that difference of the best.",
    "The best of many looks a little better than it is: run it again with another `--seed` before its numbers are "
    "believed.",
    "The chance is about the luck of the simulation, not about numbers of the market that are wrong: "
    "`gtmsim sensitivity` asks that.",
)
PLAIN = ("1", "count", "share", "probability")


def told(found: Choice, command: str = "") -> Told:
    """All that it tells."""
    base = found.base
    most = max(each.results.replications for each in found.candidates)
    return Told(
        title=found.name,
        setting=setting(base, f"up to {so_many(most, 'replication')}"),
        answers=tuple(sentence[:1].upper() + sentence[1:] for sentence in _answers(found) if sentence),
        tables=(_table(found),),
        figures={"choose": choose_figure(found)},
        notes=NOTES,
        warnings=found.warnings,
        files={"choose.csv": _csv(found)},
        command=command or _command(found),
        summary=found.summary(),
        results=tuple((each.name, each.results) for each in found.candidates),
        brief=40,
    )


def _command(found: Choice) -> str:
    files = " ".join(named_files([each.name for each in found.candidates]))
    asked = "".join(f' --subject "{kept.condition.text}"' for kept in found.candidates[0].kept)
    said = f"--metric {found.primary} --difference {found.matters:g} --chance {100.0 * found.chance:g}%{asked}"
    return f"gtmsim choose {files} {said} --replications {found.most} --seed {found.base.seed} --out again"


def _unit(found: Choice) -> str:
    return found.base.meanings[found.primary].unit


def _answers(found: Choice) -> list[str]:
    metric, unit = spoken(found.primary), _unit(found)
    size = in_words(found.matters, 0.0, unit, difference=True)
    sure = f"{100.0 * found.chance:g} %"
    if not found.left:
        broken = "; ".join(f"{each.name} {each.why}" for each in found.candidates)
        return [f"no plan keeps what is asked of it: {broken}."]
    if found.best is not None:
        side = "highest" if found.base.meanings[found.primary].better == "higher" else "lowest"
        lead = f"{found.best.name} is the best of {len(found.candidates)}: the {side} {metric}"
        lead += f" with {sure}, or within {size} of it."
        return [lead, _against(found), _conditions(found.best)]
    spent = so_many(found.left[0].results.replications, "replication")
    if len(found.left) == 1:
        left = f"{found.left[0].name} is left, the others break what is asked"
        return [f"after {spent} no plan is chosen: {left}.", *_open(found)]
    names = ", ".join(each.name for each in found.left)
    certain = [each for each in found.left if not each.open]
    first = f"after {spent} each, any of {len(found.left)} may be the best by {size}: {names}."
    alike = found.compared is not None and all(
        said["ci95"][0] == said["ci95"][1] == 0.0 for said in found.compared.primary_entry["differences"].values()
    )
    rest = "" if len(certain) < 2 else "More replications, or a larger difference that matters, would tell them apart."
    if alike:
        rest = "They are the same in every replication."
    elif len(certain) == 1:
        rest = f"Of those that keep all that is asked beyond doubt, {certain[0].name} is the best."
    return [first, rest, *_open(found)]


def _against(found: Choice) -> str:
    """The chosen plan beside the first."""
    if found.best is None or found.compared is None:
        return ""
    said = found.compared.primary_entry["differences"].get(found.best.name)
    if said is None:
        return ""
    low, high = said["ci95"]
    if low is None or high is None or low <= 0.0 <= high:
        return f"against {found.compared.names[0]} the difference cannot be told from none."
    verb = "raises" if low > 0.0 else "lowers"
    ends = (low, high) if low > 0.0 else (-high, -low)
    size = between(*ends, _unit(found), difference=True)
    return f"against {found.compared.names[0]} it {verb} {spoken(found.primary)} by {size}."


def _conditions(best: Candidate) -> str:
    return f"it keeps {', '.join(kept.condition.text for kept in best.kept)} beyond doubt." if best.kept else ""


def _open(found: Choice) -> list[str]:
    """What is not known of those that are left, and what would decide it."""
    told = [
        f"{kept.condition.text} in {each.name}{_found(kept.found.mean, kept.condition)}"
        for each in found.left
        for kept in each.open
    ]
    if not told:
        return []
    n = max(each.results.replications for each in found.left)
    hint = f"More replications than {n:,} (--replications), or another limit, would decide it."
    return [f"Open is {'; '.join(told)}. {hint}"]


def _table(found: Choice) -> Table:
    unit = "" if _unit(found) in PLAIN else f", {_unit(found)}"
    texts = [kept.condition.text for kept in found.candidates[0].kept]
    columns = (
        Column("plan", least=16),
        Column("stands"),
        Column(f"{spoken(found.primary)}{unit}", number=True),
        Column("95 % interval", number=True),
        Column("P10 to P90", number=True),
        Column("replications", number=True),
        Column(f"plan cost, {found.base.frame.currency}", number=True),
        *(Column(text) for text in texts),
    )
    rows = []
    for each, row in zip(found.candidates, found.rows(), strict=True):
        cell = cell_of(row[found.primary], _unit(found))
        cost = cell_of({"mean": row["plan_cost"]}, found.base.frame.currency).text
        conditions = (f"{kept.standing}{_found(kept.found.mean, kept.condition)}" for kept in each.kept)
        numbers = (cell.text, cell.interval, cell.outcomes, f"{each.results.replications:,}", cost)
        rows.append((each.name, _stands(found, each), *numbers, *conditions))
    return Table(f"Plans by {spoken(found.primary)}", columns, tuple(rows))


def _stands(found: Choice, each: Candidate) -> str:
    if each.why or found.best is each:
        return each.why or "chosen"
    return "may be the best, if it keeps what is open" if each.open else "may be the best"


def _found(mean: float | None, condition: Condition) -> str:
    if mean is None:
        return ""
    if condition.chance is not None:
        return f" ({100.0 * mean:.0f} %)"
    return f" ({cell_of({'mean': mean}, METRICS[condition.metric].unit).text})"


def _csv(found: Choice) -> Explained:
    unit = found.base.meanings[found.primary].unit
    fields = (
        SCENARIO,
        Field("replications", "that the plan took until it was dropped or chosen"),
        *estimate(found.primary, unit),
        Field("plan_cost", "mean cost of the plan over the run, all in", found.base.frame.currency),
        Field("may_be_best", "yes where the plan is left when the search ends, else no"),
        Field("why", "why it was dropped; empty where it was not"),
    )
    rows = []
    for row in found.rows():
        said = row[found.primary]
        ends = ("" if x is None else number(x) for x in (said["mean"], *said["ci95"], row["plan_cost"]))
        rows.append((row["scenario"], row["replications"], *ends, "yes" if row["left"] else "no", row["why"] or ""))
    return csv_file("Every plan, as far as it had to be lived.", fields, rows)
