"""What a scenario is called that the command line has changed: its base and the changes."""

from collections.abc import Sequence

from gtmsim.scenario.files.changes import Change
from gtmsim.scenario.files.reading import Node
from gtmsim.scenario.language.words import NAME_SIGNS, checked_name

LONGEST = 80  # characters
OURS = "plan"  # of which a path need not remind


def changed_name(base: str, changes: Sequence[Change]) -> str:
    """For example `Baseline: teams.ae.headcount +2`."""
    told = [_cleaned(_told(change)) for change in changes]
    for count in range(len(told), -1, -1):
        more = len(told) - count
        rest = [*told[:count], *([f"{more} more" if count else f"{more} changes"] if more else [])]
        name = f"{base}: {', '.join(rest)}"
        if len(name) <= LONGEST:
            return checked(name, base)
    return checked(base[:LONGEST], base)


def _told(change: Change) -> str:
    path, said = short_path(change.path), change.entry.node.value
    if said is None:
        return f"without {path}"
    return path if isinstance(said, dict) and len(said) > 1 else f"{path} {written(change.entry.node)}"


def short_path(path: Sequence[str]) -> str:
    """A path as people say it."""
    return ".".join(part.replace("*", "all") for part in (path[1:] if path[0] == OURS and len(path) > 1 else path))


def written(node: Node) -> str:
    """A value as it was written, in short."""
    if isinstance(node.value, dict):
        return ", ".join(f"{key}: {written(entry.node)}" for key, entry in node.value.items())
    if isinstance(node.value, list):
        return ", ".join(map(written, node.value))
    return node.text.strip() or ("none" if node.value is None else str(node.value))


def checked(name: str, otherwise: str) -> str:
    """The name if it can be one."""
    try:
        return checked_name(name)
    except ValueError:
        return otherwise


def _cleaned(text: str) -> str:
    """Without signs that no name may have."""
    plain = text.replace("\u2212", "-").replace("\u00d7", "x")
    kept = "".join(c if c.isalnum() or c in NAME_SIGNS else " " for c in plain)
    return " ".join(kept.replace("..", ".").split())
