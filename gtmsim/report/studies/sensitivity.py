"""What a sensitivity tells: which numbers turn the answer or move it most, and where it breaks even."""

import shlex

from gtmsim.report.explained import Explained, Field, csv_file
from gtmsim.report.figures.tornado import tornado
from gtmsim.report.lines import Cell, cell_of
from gtmsim.report.naming import named_files
from gtmsim.report.studies.moves import moves_answers, moves_csv, moves_table
from gtmsim.report.studies.told import Column, Table, Told, setting
from gtmsim.report.tables import number
from gtmsim.study.answer import spoken
from gtmsim.study.estimators import Estimate
from gtmsim.study.sensitivity.found import Sensitivity, Tried
from gtmsim.study.wording import between

NOTES = (
    "One number at a time, all others as they are: two that are wrong together may do more, or less, than both alone.",
    "A range that the file says is what its author thinks possible. Where a number has neither a range nor a source a "
    "fifth more and less is tried, which says how much depends on it and nothing of how wrong it may be.",
    "Intervals cover luck alone. Between the ends a straight line is drawn, of which the break-even is read.",
)
PLAIN = ("1", "count", "share", "probability")
NAMED = 3


def told(found: Sensitivity, command: str = "") -> Told:
    """All that it tells."""
    base, n = found.base, found.base.replications
    files = " ".join(named_files(list(found.compared.names))) if found.compared else "scenario.yaml"
    ranges = "" if any(not each.range.said for each in found.tried) else " --ranges-only"
    asked = [each.together.move.name for each in found.tried if each.together]
    ranges = (ranges if found.ranges else " --moves-only") + "".join(f" --moves {shlex.quote(each)}" for each in asked)
    again = f"--metric {found.primary}{ranges} --replications {n} --seed {base.seed} --out again"
    return Told(
        title=found.name,
        setting=setting(base),
        answers=tuple(sentence[:1].upper() + sentence[1:] for sentence in _answers(found) if sentence),
        tables=(_table(found), *moves_table(found), *_refused(found)),
        figures={"tornado": tornado(found)} if _known(found) else {},
        notes=NOTES,
        warnings=found.warnings,
        files={"sensitivity.csv": _csv(found), **moves_csv(found)},
        command=command or f"gtmsim sensitivity {files} {again}",
        summary=found.summary(),
        results=tuple(zip(found.compared.names if found.compared else (base.name,), found.results, strict=True)),
        brief=30,
    )


def _known(found: Sensitivity) -> list[Tried]:
    return [each for each in found.ranked if each.low is not None or each.high is not None]


def _unit(found: Sensitivity) -> str:
    return found.base.meanings[found.primary].unit


def _answers(found: Sensitivity) -> list[str]:
    if found.middle.mean is None:
        return [f"nothing can be said of {spoken(found.primary)}: {found.middle.why}."]
    return [*(_of_two(found) if found.compared else _of_one(found)), *moves_answers(found)]


def _of_one(found: Sensitivity) -> list[str]:
    ranges = [each for each in _known(found) if not each.together][:NAMED]
    texts = [f"`{each.range.path}` ({_span(each)}): {_values(each, found)}" for each in ranges]
    middle = _cell(found.middle, found)
    return [
        f"{spoken(found.primary)} is {middle.text}{_brackets(middle)} with all numbers as they are.",
        f"It depends most on {'; '.join(texts)}." if texts else "",
    ]


def _of_two(found: Sensitivity) -> list[str]:
    assert found.compared is not None
    base, other = found.compared.names
    low, high = found.middle.ci95
    if low is None or high is None:
        return [f"one replication tells nothing that lasts: {found.middle.why}."]
    size = between(low, high, _unit(found), difference=True)
    turning = [each for each in found.ranked if found.turns(each) and not each.together]
    if low <= 0.0 <= high:
        first = f"with all numbers as they are, {other} is not distinguishable from {base} in {spoken(found.primary)}"
        return [f"{first} ({size}).", _opens(found) if found.ranges else ""]
    ends = (low, high) if low > 0.0 else (-high, -low)
    side = "higher" if low > 0.0 else "lower"
    span = between(*ends, _unit(found), difference=True)
    first = f"{spoken(found.primary)} is {span} {side} in {other} than in {base}, with all numbers as they are."
    known = [each for each in _known(found) if not each.together]
    if not known:
        return [first]
    if not turning:
        kept = sum(found.holds(each) for each in known)
        holds = f"beyond doubt it holds at both ends of {kept} of {len(known)}"
        return [first, f"No number turns that at an end of its range; {holds}."]
    texts = []
    for each in turning[:NAMED]:
        at = found.break_even(each)
        texts.append(f"`{each.range.path}` (now {each.range.value}){f', break-even about {at}' if at else ''}")
    more = f", and {len(turning) - NAMED} more" if len(turning) > NAMED else ""
    return [first, f"That turns within the range of {'; '.join(texts)}{more}."]


def _opens(found: Sensitivity) -> str:
    """Ends at which a difference could be told."""
    sure = [each for each in _known(found) if any(_told(end) for end in (each.low, each.high))]
    if not sure:
        return "At no end of any range can it be told either."
    return f"It can be told at an end of the range of {', '.join(f'`{each.range.path}`' for each in sure[:NAMED])}."


def _told(end: Estimate | None) -> bool:
    low, high = (None, None) if end is None else end.ci95
    return low is not None and high is not None and not low <= 0.0 <= high


def _span(each: Tried) -> str:
    return f"{each.range.low} to {each.range.high}" if each.range.said else "a fifth less and more"


def _values(each: Tried, found: Sensitivity) -> str:
    texts = [_cell(end, found).text for end in (each.low, each.high) if end is not None]
    return " to ".join(texts)


def _table(found: Sensitivity) -> Table:
    unit = "" if _unit(found) in PLAIN else f", {_unit(found)}"
    what = f"difference{unit}" if found.compared else f"{spoken(found.primary)}{unit}"
    columns = (
        Column("number", least=24),
        Column("now"),
        Column("low"),
        Column("high"),
        Column(f"{what}: at low", number=True),
        Column("95 %", number=True),
        Column("at high", number=True),
        Column("95 %", number=True),
        *((Column("turns at"),) if found.compared else ()),
    )
    rows = []
    for each in _known(found):
        low, high = (_cell(end, found) for end in (each.low, each.high))
        at = (found.break_even(each),) if found.compared else ()
        low, high = (
            cell if end or not each.together else Cell("") for cell, end in ((low, each.low), (high, each.high))
        )
        rows.append((each.range.path, *_said(each), low.text, low.interval, high.text, high.interval, *at))
    legend = "Said ranges are those of the file; * a fifth less and more, where there is neither a range nor a source."
    return Table(f"What {spoken(found.primary)} depends on", columns, tuple(rows), legend)


def _said(each: Tried) -> tuple[str, str, str]:
    star = "" if each.range.said else " *"
    return each.range.value + star, each.range.low, each.range.high


def _refused(found: Sensitivity) -> list[Table]:
    rows = tuple((each.range.path, each.why) for each in found.tried if each.why)
    return [Table("Ends that make no plan", (Column("number"), Column("why")), rows)] if rows else []


def _cell(found: Estimate | None, about: Sensitivity) -> Cell:
    if found is None:
        return Cell("no plan", "")
    entry = {"mean": found.mean, "ci95": list(found.ci95), "why": found.why}
    return cell_of(entry, _unit(about), difference=about.compared is not None)


def _brackets(cell: Cell) -> str:
    return f" ({cell.interval})" if cell.interval else ""


def _csv(found: Sensitivity) -> Explained:
    unit, what = _unit(found), found.primary if found.compared is None else f"the difference in {found.primary}"
    fields = (
        *(Field("path", "the parameter, or what was moved"), Field("value", "it has, in its own unit")),
        *(Field("low", "lower end of its range"), Field("high", "upper end")),
        Field("range", "said by its author, assumed, or moved where many moved together"),
        *_at("low", what, unit),
        *_at("high", what, unit),
        Field("turns", "yes where an end turns the choice, else no"),
        Field("break_even", "the value at which it turns; empty where it does not"),
    )
    rows = []
    for row in found.rows():
        numbers = [*_numbers(row["at_low"]), *_numbers(row["at_high"])]
        said = (row["path"], row["value"], row["low"], row["high"], row["range"])
        rows.append((*said, *numbers, "yes" if row["turns"] else "no", row["break_even"] or ""))
    return csv_file("Each number at both ends of its range, all others as they are.", fields, rows)


def _at(end: str, what: str, unit: str) -> tuple[Field, ...]:
    ends = ("_from", "lower end of its 95 % interval"), ("_to", "upper end of its 95 % interval")
    mean = Field(f"at_{end}", f"mean of {what} where the number is at this end", unit)
    return mean, *(Field(f"at_{end}{name}", meaning, unit) for name, meaning in ends)


def _numbers(said) -> tuple[str, ...]:  # type: ignore[no-untyped-def]  # as JSON has it
    if said is None:
        return ("", "", "")
    return tuple("" if x is None else number(x) for x in (said["mean"], *said["ci95"]))
