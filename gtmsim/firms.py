"""Commands about one firm: begun from what it knows of itself, and drawn. Nothing heavy is imported before that."""

import sys
from pathlib import Path
from typing import Any

import click

from gtmsim.options import FILE, changing, firm_numbers


@click.command(short_help="A scenario of our firm from numbers that it knows, or like a shipped one.")
@click.argument("path", type=FILE, required=False)
@firm_numbers
@click.option("--name", help="Name of the plan.")
@click.option(
    "--from", "file", metavar="FILE", help="Answers in a small YAML file, as `arr: 5M`; - is what is piped in."
)
@click.option("--ask/--no-ask", default=None, help="Ask for what is not said; by default on a terminal, if nothing is.")
@click.option("--like", metavar="NAME", help="Copy a shipped question, so that it works anywhere.")
@click.option("--list", "listing", is_flag=True, help="The shipped questions.")
def new(path: Path | None, file: str | None, ask: bool | None, like: str | None, listing: bool, **said: Any) -> None:
    """Write a scenario to PATH, which must not exist: of our firm, as far as it says what it knows.

    \b
    gtmsim new plan.yaml                                     asks, on a terminal; else a usual firm of 5M
    gtmsim new plan.yaml --arr 8M --acv 25k --leads search_ads=200 --spend search_ads=30k
    gtmsim new plan.yaml --from firm.yaml
    gtmsim new plan.yaml --like hiring_plan                  one of `gtmsim new --list`

    What is in no CRM is derived: docs/firm.md says how.
    """
    from gtmsim.report.like import listed, write_like
    from gtmsim.report.starter import start_firm

    if listing:
        click.echo("\n".join(listed()))
        return
    if path is None:
        raise click.UsageError("say where to write it: gtmsim new plan.yaml")
    answers = {name: value for name, value in said.items() if value}
    if like and (answers or file):
        raise click.UsageError("--like copies a shipped firm, of which no number is asked: leave out the other options")
    asking = sys.stdin.isatty() and not answers and not file if ask is None else ask
    for line in write_like(path, like) if like else start_firm(path, answers, file, asking):
        click.echo(line)


@click.command(short_help="The firm as a flow, one picture for a slide.")
@click.argument("file", type=FILE)
@changing
@click.option("--out", type=FILE, metavar="SVG", help="Where to write it; beside you, under the name of FILE.")
@click.option("--animate", type=FILE, metavar="HTML", help="One replication as a page that plays, offline.")
@click.option("--replication", default=0, type=click.IntRange(min=0), help="Which one plays.")
def draw(file: Path, sets: tuple[str, ...], out: Path | None, animate: Path | None, replication: int) -> None:
    """Draw the firm of FILE as SVG: channels, queues, committee, contract and ways back. What is off is left out."""
    from gtmsim.report.drawing.written import animated, written

    if out or not animate:
        click.echo(f"wrote {written(file, sets, out or Path(f'{file.stem}.svg'))}")
    if animate:
        click.echo(f"wrote {animated(file, sets, animate, replication)}")


FIRMS = (new, draw)
