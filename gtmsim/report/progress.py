"""What is said while the work goes on: a bar on a terminal and none in a pipe, and a word before a wait."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def aside(what: str) -> None:
    """Say what is good to know before a wait, beside the results."""
    sys.stderr.write(f"gtmsim: {what}\n")
    sys.stderr.flush()


@contextmanager
def bar(wanted: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A function (done, of all) that moves the bar; None where nobody watches."""
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("replications"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)
