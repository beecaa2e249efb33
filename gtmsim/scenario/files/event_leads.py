"""Leads are counted for each event where they come on dates, and for a period everywhere else."""

from collections.abc import Iterator

from gtmsim.scenario.files.reading import Node
from gtmsim.scenario.files.tree import inner
from gtmsim.scenario.language.events import is_per_event, number_of_period
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import show

Path = tuple[str | int, ...]
RANGED = ("value", "low", "high")


def event_leads(whole: Node) -> Iterator[Problem]:
    """An error for each number of leads that is counted for another thing than its channel's leads come by."""
    market = inner(whole, "market")
    channels = inner(market, "channels") if market is not None else None
    for name, entry in channels.value.items() if channels is not None and isinstance(channels.value, dict) else ():
        said, dated = inner(entry.node, "max_leads"), inner(entry.node, "event_based")
        on_dates = dated is not None and dated.value is True
        for below, node in _numbers(said):
            if problem := _counted(node, name, on_dates):
                yield problem._replace(mark=node.mark, path=("market", "channels", name, "max_leads", *below))


def _numbers(said: Node | None) -> Iterator[tuple[Path, Node]]:
    if said is None:
        return
    if not isinstance(said.value, dict):
        yield (), said
    for key in RANGED if isinstance(said.value, dict) else ():
        if (node := inner(said, key)) is not None:
            yield (key,), node


def _counted(node: Node, name: str, on_dates: bool) -> Problem | None:
    if on_dates and (number := number_of_period(node.value)):
        what = f"leads of channel `{name}` come on the dates of its events, and {show(node.value)} is for a period"
        return Problem("E_UNIT", what, f"say how many one event brings, as `{number} per event`")
    if not on_dates and is_per_event(node.value):
        what = f"leads of channel `{name}` come every day, and {show(node.value)} is for an event"
        hint = "say how many a day or a month brings, or set `event_based: true` in the channel"
        return Problem("E_UNIT", what, hint)
    return None
