"""`gtmsim metrics`: what each metric is, for people or for programs. Reads the declarations alone."""

from collections.abc import Sequence

from gtmsim.metrics.listed import MONEY, Described, listed
from gtmsim.report.tables import as_json
from gtmsim.report.width import columns, folded
from gtmsim.study.wording import so_many

NARROW = 118  # columns below which a meaning stands below its metric


def told(words: Sequence[str], in_json: bool) -> str:
    """All metrics, or those that have one of the words."""
    found = listed(*words)
    if in_json:
        return as_json(found.table()).decode().rstrip("\n")
    wide = columns() >= NARROW
    names = max(len(each.name) for each in found)
    abouts = max(len(each.about) for each in found)
    lines = [_line(each, names, abouts) if wide else _block(each) for each in found]
    return "\n".join([*lines, "", folded(f"{so_many(len(found), 'metric')}; {MONEY}")])


def _line(each: Described, names: int, abouts: int) -> str:
    """One metric on one line, for a wide window and for `grep`."""
    return f"{each.name:{names}}  {each.about:{abouts}}  {each.meaning}"


def _block(each: Described) -> str:
    return f"{folded(f'{each.name}  {each.about}')}\n{folded(each.meaning, '    ')}"
