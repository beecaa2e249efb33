"""Each metric of each replication as a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gtmsim.report.explained import REPLICATION, SCENARIO, Explained, Field
from gtmsim.report.tables import as_csv, field

Columns = Mapping[tuple[str, str], Sequence[float]]  # (metric, by) -> the value of each replication
FIELDS = (
    SCENARIO,
    REPLICATION,
    Field("metric", "what is measured; the metrics are explained below with their units"),
    Field("by", "whose it is, as `channel:search_ads`; empty for the whole firm"),
    Field("value", "in this replication; empty where it is not defined, inf where it is without end"),
)


def replications_csv(scenarios: Iterable[tuple[str, Columns]]) -> Explained:
    """Each metric of each replication, in the order of replications."""
    lines = (line for name, columns in scenarios for line in _replications(name, columns))
    content = as_csv([each.name for each in FIELDS], ()) + "".join(lines).encode()
    return Explained(content, "Each metric of each replication, in total and by its parts.", FIELDS)


def _replications(name: str, columns: Columns) -> Iterator[str]:
    """The lines of each replication; names are quoted once, since there are half a million lines in a thousand."""
    scenario, places = field(name), [f"{field(metric)},{field(by)}" for metric, by in columns]
    for replication, values in enumerate(zip(*columns.values(), strict=True)):
        begin = f"{scenario},{replication},"
        pairs = zip(places, values, strict=True)
        # As `number` writes it; what has no value is not even itself.
        yield "".join([f"{begin}{place},{x!r}\n" if x == x else f"{begin}{place},\n" for place, x in pairs])
