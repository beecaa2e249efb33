"""What `why` tells: which change did it, on which line it shows, at which step of the funnel, in whose life."""

from gtmsim.report.explained import Explained, Field, csv_file, estimate
from gtmsim.report.figures.why import why_figure
from gtmsim.report.lines import Cell, cell_of
from gtmsim.report.naming import named_files
from gtmsim.report.studies.lives import tables_of_lives
from gtmsim.report.studies.told import Column, Table, Told, setting
from gtmsim.report.tables import number
from gtmsim.study.answer import spoken
from gtmsim.study.estimators import Estimate
from gtmsim.study.judged import OPEN, SMALL
from gtmsim.study.paired import Difference
from gtmsim.study.why.bridge import Bridge
from gtmsim.study.why.found import Why, estimated
from gtmsim.study.why.shapley import EXACT
from gtmsim.study.wording import between

NOTES = (
    "What a change adds is the mean over all orders in which the changes could be made (Shapley): together they are "
    "the whole difference. Alone: it is made and no other. Last: all others are made before. Where the two are far "
    "apart changes work on one another, and none of them would bring on its own what it adds here.",
    "Lines and steps say where a difference shows, not what has caused it: a person who is missing shows as deals "
    "that are not won.",
)
PLAIN = ("1", "count", "share", "probability")
NAMED = 3  # of a list that a sentence tells
FAR = 0.5  # of what a change adds, by which alone and last lie apart where that is worth a sentence


def told(found: Why, command: str = "") -> Told:
    """All that it tells."""
    base = found.base
    return Told(
        title=found.name,
        setting=setting(base),
        answers=tuple(sentence[:1].upper() + sentence[1:] for sentence in _answers(found) if sentence),
        tables=(_changes(found), *_books(found), *_funnel(found), *tables_of_lives(found)),
        figures={"why": why_figure(found)} if found.split.parts else {},
        notes=(*NOTES, *_drawn(found)),
        warnings=found.warnings,
        files={"why.csv": _csv(found)},
        command=command or _command(found),
        summary=found.summary(),
        results=tuple(zip(found.compared.names, found.compared.results, strict=True)),
        brief=40,
    )


def _command(found: Why) -> str:
    files = " ".join(named_files(list(found.compared.names)))
    said = f"--metric {found.primary} --replications {found.base.replications} --seed {found.base.seed}"
    return f"gtmsim why {files} {said} --out again"


def _unit(found: Why) -> str:
    return found.base.meanings[found.primary].unit


def _answers(found: Why) -> list[str]:
    metric, whole = spoken(found.primary), found.whole
    base, other = found.compared.names
    if whole["mean"] is None:
        return [f"nothing can be said of {metric}: {whole.get('why', 'it is undefined')}."]
    low, high = whole["ci95"]
    if low is None:
        return [f"one replication tells nothing that lasts: {whole.get('why', '')}."]
    size = between(low, high, _unit(found), difference=True)
    if low == high == 0.0:
        return [f"{other} changes nothing in {metric}: it is the same in every replication."]
    if whole["verdict"] in (OPEN, SMALL):
        said = f"{metric} of {other} is not told from that of {base} ({size}): what follows splits a difference "
        said += "that may be none." if whole["verdict"] == OPEN else "too small to matter."
    else:
        ends = (low, high) if low > 0.0 else (-high, -low)
        side = "higher" if low > 0.0 else "lower"
        said = f"{metric} is {between(*ends, _unit(found), difference=True)} {side} in {other} than in {base}."
    return [said, _by_change(found), _apart(found), _by_line(found), _by_step(found)]


def _by_change(found: Why) -> str:
    """What each change adds, the largest first."""
    if not found.split.parts:
        return f"It cannot be split over the changes: {found.split.why}."
    texts = []
    for i in found.ranked[:NAMED]:
        part = found.parts[i]
        texts.append(f"`{part.name}` ({part.told(found.changes)}) {_adds(found.split.parts[i], found)}")
    rest = len(found.parts) - len(texts)
    more = f"; {rest} more in the table" if rest else ""
    return f"Of its changes {'; '.join(texts)}{more}."


def _adds(part: Estimate, found: Why) -> str:
    low, high = part.ci95
    if low is None or high is None:
        return f"adds {_cell(part, found).text}"
    if low == high == 0.0:
        return "adds nothing"
    if low <= 0.0 <= high:
        return f"adds nothing that can be told ({between(low, high, _unit(found), difference=True)})"
    ends, verb = ((low, high), "adds") if low > 0.0 else ((-high, -low), "takes away")
    return f"{verb} {between(*ends, _unit(found), difference=True)}"


def _apart(found: Why) -> str:
    """The change for which it matters most what else is changed."""
    worst, gap = -1, 0.0
    for i in found.ranked:
        adds, alone, last = (each[i].mean or 0.0 for each in (found.split.parts, found.split.alone, found.split.last))
        apart = abs(alone - last)
        if len(found.parts) > 1 and apart > max(gap, FAR * abs(adds)):
            worst, gap = i, apart
    if worst < 0:
        return ""
    first, second = (_cell(each[worst], found) for each in (found.split.alone, found.split.last))
    return (
        f"The changes work on one another: `{found.parts[worst].name}` alone brings {first.text}"
        f"{_brackets(first)}, and {second.text}{_brackets(second)} where all others are made before."
    )


def _brackets(cell: Cell) -> str:
    return f" ({cell.interval})" if cell.interval else ""


def _by_line(found: Why) -> str:
    """On which lines it shows."""
    if found.sides is not None and found.sides[1].parts:
        (above, below), split = found.sides
        first, second = (_cell(each, found) for each in split.parts)
        return f"{above} moves it by {first.text}{_brackets(first)}, and {below} by {second.text}{_brackets(second)}."
    if not found.bridges:
        return ""
    lines = sorted(found.bridges[0].lines, key=lambda line: -abs(line.difference.mean or 0.0))
    texts = [f"{line.name} {_cell(_estimate(line.difference), found).text}" for line in lines[:NAMED]]
    return f"It shows as {', '.join(texts)}{' and less' if len(lines) > NAMED else ''}."


def _by_step(found: Why) -> str:
    """Which step of the funnel moves what is won."""
    told = found.funnel
    if told is None or not told.split.parts or found.primary not in ("arr_end", "net_new_arr", "new_arr", "mrr_end"):
        return ""
    names = [step.name for step in told.steps]
    order = sorted(range(len(names)), key=lambda i: -abs(told.split.parts[i].mean or 0.0))
    sure = [i for i in order if _is_told(told.split.parts[i])][:NAMED]
    if not sure:
        return "No step of the funnel can be told to move what is won."
    currency = found.base.frame.currency
    texts = [f"{_step(names[i])} {_text(told.split.parts[i], f'{currency}/year')}" for i in sure]
    return f"At the steps of the funnel, what is won moves by: {', '.join(texts)}."


def _is_told(part: Estimate) -> bool:
    low, high = part.ci95
    return low is not None and high is not None and not low <= 0.0 <= high


def _step(name: str) -> str:
    return {
        "mqls": "share of leads that pass the screen",
        "sqls": "share of these that qualify",
        "opportunities": "deals for each that qualified",
        "wins": "win rate",
        "new_arr": "value of a win",
    }.get(name, name)


def _changes(found: Why) -> Table:
    unit = _unit(found)
    shown = "" if unit in PLAIN else f", {unit}"
    columns = (
        Column("change", least=14),
        Column("from -> to", least=12),
        Column(f"adds{shown}", number=True),
        Column("95 % interval", number=True),
        Column("alone", number=True),
        Column("last", number=True),
    )
    rows = []
    for i in found.ranked:
        adds, alone, last = (_cell(each[i], found) for each in (found.split.parts, found.split.alone, found.split.last))
        rows.append(
            (found.parts[i].name, found.parts[i].told(found.changes), adds.text, adds.interval, alone.text, last.text)
        )
    whole = _cell(found.split.whole, found)
    if found.split.parts:
        rows.append(("together", "", whole.text, whole.interval, whole.text, whole.text))
    legend = "Adds: over all orders of the changes. Alone: no other is made. Last: all others are made before."
    return Table(f"Which change: {spoken(found.primary)}", columns, tuple(rows), legend)


def _books(found: Why) -> list[Table]:
    tables = [_bridge(found, bridge, place == 0) for place, bridge in enumerate(found.bridges)]
    if found.sides is not None and found.sides[1].parts:
        columns = (Column("side", least=20), Column("moves it by", number=True), Column("95 % interval", number=True))
        cells = [_cell(each, found) for each in found.sides[1].parts]
        rows = tuple((name, cell.text, cell.interval) for name, cell in zip(found.sides[0], cells, strict=True))
        tables.append(Table(f"Which side of {spoken(found.primary)}", columns, rows))
    return tables


def _bridge(found: Why, bridge: Bridge, first: bool) -> Table:
    base, other = found.compared.names
    columns = (
        Column("line", least=12),
        Column(base, number=True),
        Column(other, number=True),
        Column("more" if _unit(found) in PLAIN else f"more, {_unit(found)}", number=True),
        Column("95 % interval", number=True),
    )
    rows = []
    for line in bridge.lines:
        cell = _cell(_estimate(line.difference), found)
        values = (cell_of({"mean": x}, _unit(found)).text for x in (line.base, line.other))
        rows.append((line.name, *values, cell.text, cell.interval))
    legend = "Lines that are the same in every replication are left out; together they are the difference."
    return Table(f"Where: {bridge.of}", columns, tuple(rows), legend if first else "")


def _funnel(found: Why) -> list[Table]:
    told = found.funnel
    if told is None:
        return []
    base, other = found.compared.names
    unit = f"{found.base.frame.currency}/year"
    columns = (
        Column("step", least=14),
        Column(base, number=True),
        Column(other, number=True),
        Column("per step above", number=True),
        Column("then", number=True),
        Column(f"moves new ARR by, {unit}", number=True),
        Column("95 % interval", number=True),
    )
    rows = []
    for i, step in enumerate(told.steps):
        cell = cell_of(estimated(told.split.parts[i]), unit, difference=True) if told.split.parts else Cell("", "")
        money = step.name == "new_arr"
        counts = (cell_of({"mean": x}, unit if money else "1").text for x in (step.base, step.other))
        rates = (_rate(x, money) for x in (step.base_rate, step.other_rate))
        name = spoken(step.name)
        rows.append((name[:1].upper() + name[1:], *counts, *rates, cell.text, cell.interval))
    legend = "Per step above: of those who came to the step above, in either plan; of the last one, money for each win."
    return [Table("Where: the funnel", columns, tuple(rows), legend)]


def _rate(x: float | None, money: bool) -> str:
    if x is None:
        return ""
    return cell_of({"mean": x}, "1" if money or x > 1.0 else "share").text


def _estimate(found: Difference) -> Estimate:
    return Estimate(found.mean, found.ci95, found.estimator, why=found.why, note=found.note, n=found.n)


def _cell(found: Estimate, about: Why) -> Cell:
    return cell_of(estimated(found), _unit(about), difference=True)


def _text(found: Estimate, unit: str) -> str:
    cell = cell_of(estimated(found), unit, difference=True)
    return f"{cell.text}{_brackets(cell)}"


def _drawn(found: Why) -> tuple[str, ...]:
    if not found.split.orders:
        return ()
    text = (
        f"Of more than {EXACT} changes not every choice is simulated: {found.split.orders} orders were drawn, and what "
        "that leaves open is in the intervals. What is changed together can be said together in one variant."
    )
    return (text,)


def _csv(found: Why) -> Explained:
    rows: list[tuple[object, ...]] = []
    parts = zip(found.parts, found.split.parts, strict=False)
    rows += [("change", part.name, *_numbers(adds)) for part, adds in parts]
    for bridge in found.bridges:
        rows += [(bridge.of, line.name, *_numbers(_estimate(line.difference))) for line in bridge.lines]
    if found.sides is not None:
        sides = zip(found.sides[0], found.sides[1].parts, strict=False)
        rows += [("side", name, *_numbers(each)) for name, each in sides]
    if found.funnel is not None:
        steps = zip(found.funnel.steps, found.funnel.split.parts, strict=False)
        rows += [("funnel", step.name, *_numbers(each)) for step, each in steps]
    fields = (Field("of", "change, side, funnel, or the books of which it is a line"), Field("name", "of it"))
    adds = estimate("what it adds to the difference; of a line of the books, of that line", _unit(found), mean="adds")
    return csv_file("What each change, line of the books and step of the funnel adds.", (*fields, *adds), rows)


def _numbers(found: Estimate) -> tuple[str, ...]:
    return tuple("" if x is None else number(x) for x in (found.mean, *found.ci95))
