"""Words on the command line -> one call each. Imports nothing heavy before it knows which."""

import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import click

from gtmsim.firms import FIRMS
from gtmsim.options import ENGINES, FILE, SEED, Compare, changing, misplaced, robustly, running, until
from gtmsim.report.failure import INTERRUPTED, WRONG_SCENARIO, words_and_code
from gtmsim.studies import STUDIES

FORMER = {"rules": "policies"}  # a command's name of before -> its name


class Commands(click.Group):
    """The commands, of which some had another name."""

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, with a word where it was the former one."""
        if name not in self.commands and name in FORMER:
            click.echo(f"`gtmsim {name}` is called `gtmsim {FORMER[name]}` now", err=True)
            return super().get_command(ctx, FORMER[name])
        return super().get_command(ctx, name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="gtmsim", message="%(prog)s %(version)s")
def gtmsim() -> None:
    """Simulate how a B2B firm wins and keeps its customers, and compare plans.

    \b
    gtmsim new plan.yaml                       a scenario of our firm, from numbers that it knows
    gtmsim run plan.yaml                       -> results/plan/report.html
    gtmsim compare plan.yaml other.yaml        -> results/plan-vs-other/report.html
    gtmsim levers plan.yaml                    what to do next: every lever moved by one step
    gtmsim policies plan.yaml                  its decision tables

    Exit codes: 0 done, 1 the scenario is wrong, 2 wrong usage, 3 the run failed, 74 results could not be
    written, 75 the results folder is in use, 130 interrupted.
    """


@gtmsim.command(short_help="Is a scenario valid, and is it our firm? Else what is wrong.")
@click.argument("files", nargs=-1, required=True, type=FILE)
@changing
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option("--quiet", is_flag=True, help="Print nothing but problems.")
@click.option("--firm/--no-firm", default=None, help="Show the firm of today; by default that of a single file.")
def check(files: tuple[Path, ...], sets: tuple[str, ...], as_json: bool, quiet: bool, firm: bool | None) -> None:
    """Say of each of the FILES whether it is valid, or all that is wrong: place, reason, hint.

    Of a single valid file it shows the firm of today too: ARR, customers, leads and cost per lead by channel,
    conversions, sales cycle, the load of each team and the cash burnt, beside what is usual. It is what `run.initial`
    says, and a year with the plan of day 0 (4 replications).
    """
    from gtmsim.report.checked import checked

    text, valid = checked(files, sets, as_json, quiet, firm)
    if text:
        click.echo(text)
    sys.exit(0 if valid else WRONG_SCENARIO)


@gtmsim.command(short_help="Every number: value, unit, meaning, source.")
@click.argument("file", type=FILE)
@changing
@click.option("--json", "as_json", is_flag=True, help="Print the lines as JSON.")
def explain(file: Path, sets: tuple[str, ...], as_json: bool) -> None:
    """Every number of a scenario: value, unit, meaning, source, and the file that set it."""
    from gtmsim.report.checked import explained

    click.echo(explained(file, sets, as_json))


@gtmsim.command(short_help="Every metric: unit, meaning, which side is better.")
@click.argument("words", nargs=-1, metavar="[NAME...]")
@click.option("--json", "as_json", is_flag=True, help="Print the metrics as JSON.")
def metrics(words: tuple[str, ...], as_json: bool) -> None:
    """Every metric, or those that are called so, also elsewhere, or have the word: unit, better side, formula in words.

    \b
    gtmsim metrics                             all of them
    gtmsim metrics cac churn                   those with one of the words
    """
    from gtmsim.metrics import UnknownMetricError
    from gtmsim.report.metrics import told

    try:
        click.echo(told(words, as_json))
    except UnknownMetricError as error:
        raise click.UsageError(str(error)) from None


@gtmsim.command(short_help="Simulate one scenario and write its report.")
@click.argument("file", type=FILE)
@running
@until
def run(file: Path, **options: Any) -> None:
    """Simulate one scenario: results/FILE/ with report.html, tables and figures.

    \b
    gtmsim run plan.yaml
    gtmsim run plan.yaml --until 5%            as many replications as that takes
    """
    from gtmsim.report.asked import Asked, run_one

    run_one(file, Asked(**options))


@gtmsim.command(cls=Compare, short_help="Simulate several in the same luck, and compare.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="BASE [OTHER...]")
@running
@until
@click.option("--plan", metavar="NAME PATH=VALUE ...", help="A plan made of the base by these changes. Repeatable.")
@robustly
@click.pass_context
def compare(ctx: click.Context, /, files: tuple[Path, ...], plan: None, **options: Any) -> None:
    """Simulate a base and others in the same luck: results/BASE-vs-OTHER/ with their differences.

    \b
    gtmsim compare plan.yaml other.yaml
    gtmsim compare plan.yaml --plan "Hire 2 AEs" plan.teams.ae.headcount=+2 \\
                             --plan "Dearer" plan.price=+8%
    gtmsim compare plan.yaml other.yaml --robust 200     and who is best whatever the numbers are, in 200 worlds

    A --set before the first --plan holds for all; behind a --plan it belongs to that plan.
    """
    from gtmsim.report.asked import Asked, run_several

    if options["ranges_only"] and not options["robust"]:
        raise click.UsageError("--ranges-only is about the worlds of --robust: gtmsim compare BASE OTHER --robust")
    if len(files) + len(ctx.obj) < 2:
        hint = 'gtmsim compare BASE OTHER, or gtmsim compare BASE --plan "Hire 2 AEs" plan.teams.ae.headcount=+2'
        raise click.UsageError(f"a comparison needs two scenarios or more: {hint}")
    run_several(files, Asked(plans=tuple(ctx.obj), **options))


@gtmsim.command(short_help="One account's life, told in order.")
@click.argument("file", type=FILE)
@click.option("--account", required=True, type=click.IntRange(min=1), help="Which one, in the order of appearance.")
@click.option("--replication", default=0, show_default=True, type=click.IntRange(min=0), help="In which replication.")
@click.option("--seed", type=SEED, help="Seed of the luck.")
@click.option("--engine", type=ENGINES, help="Which engine tells the lives.")
@changing
@click.option("--json", "in_json", is_flag=True, help="Print JSON, with all that spoke for and against each decision.")
def story(file: Path, account: int, **options: Any) -> None:
    """One account's life, from first touch to churn, in dated sentences.

    Below a vote, a deal that is lost, a lead that does not qualify, a renewal and a growth stands what spoke for it (+)
    and against it (-), in logits, the largest first.
    """
    from gtmsim.report.story import told

    for sentence in told(file, account, **options):
        click.echo(sentence)


@gtmsim.command(short_help="Decision tables: show, count, compare, export.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE [OTHER]")
@click.option("--point", metavar="NAME", help="Only this decision point, as discount.")
@click.option("--firings", is_flag=True, help="Count how often each row fires.")
@click.option("--to", type=click.Choice(["dmn", "csv", "xlsx", "markdown"]), help="Write the tables in this format.")
@click.option("--replications", type=click.IntRange(1, 100_000), help="Independent repetitions, for --firings.")
@click.option("--seed", type=SEED, help="Seed of the luck, for --firings.")
@click.option("--engine", type=ENGINES, help="Which engine tells the lives, for --firings.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes, for --firings; by default one a processor.")
@click.option("--allow-large", is_flag=True, help="Count even what a trial finds too large.")
@changing
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def policies(files: tuple[Path, ...], **options: Any) -> None:
    """The decision tables of a scenario, or the difference between those of two.

    \b
    gtmsim policies plan.yaml                  every table; those of the defaults in a line each
    gtmsim policies plan.yaml --firings        and how often each row fires
    gtmsim policies plan.yaml other.yaml       row by row, with a case for all that is answered differently
    gtmsim policies plan.yaml --to csv         the tables that it states, for a spreadsheet
    """
    for option in misplaced(len(files), options):
        raise click.UsageError(option)
    from gtmsim.report.policies import Asked, answered

    click.echo(answered(files, Asked(**options)), nl=False)


@gtmsim.command(short_help="Rewrite files of an older language.")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file would be rewritten.")
@click.option("--stdout", "shown", is_flag=True, help="Print what the one file would become; write nothing.")
def migrate(files: tuple[Path, ...], check: bool, shown: bool) -> None:
    """Give FILES (scenarios, tables in CSV) the names of the present language: nothing else in them changes."""
    from gtmsim.report.migrated import rewritten, text_of

    if shown and (check or len(files) > 1):
        raise click.UsageError("--stdout is about one file, and goes without --check")
    if shown:
        click.echo(text_of(files[0]), nl=False)
        return
    told, changed = rewritten(files, write=not check)  # all, or none where one cannot be read
    click.echo("\n".join(told))
    sys.exit(WRONG_SCENARIO if check and changed else 0)


@gtmsim.command(short_help="Finished replications that are kept: how many, and where.")
@click.option("--clear", is_flag=True, help="Remove all of them.")
def cache(clear: bool) -> None:
    """Finished replications that are kept for the next study, so that none is lived twice.

    `--no-cache` of any study, or GTMSIM_CACHE=off in the environment, lives all anew and keeps none.
    """
    from gtmsim.study.cached.switch import cleared, told

    click.echo(cleared() if clear else told())


@gtmsim.command(short_help="The JSON Schema of scenario files, for editors.")
def schema() -> None:
    """Print the JSON Schema of scenario files, with which an editor completes and checks."""
    from gtmsim.report.tables import as_json
    from gtmsim.scenario.json_schema import json_schema

    click.echo(as_json(json_schema()), nl=False)


for command in (*STUDIES, *FIRMS):
    gtmsim.add_command(command)


def main(words: Sequence[str] | None = None) -> None:
    """The console script: one call, and each way to fail with its words and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a name that the terminal cannot show is no reason to fail
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminated)
    try:
        code = gtmsim.main(words, prog_name="gtmsim", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _end("interrupted", INTERRUPTED)
    except BrokenPipeError:  # the reader of our output has left
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        _end(*words_and_code(error))
    sys.exit(code if isinstance(code, int) else 0)


def _terminated(number: int, _: FrameType | None) -> None:
    """End as somebody asks, with everything put away: a lock file and what was written by half."""
    signal.signal(number, signal.SIG_IGN)  # asking twice takes nothing out of our hands
    sys.exit(128 + number)


def _end(text: str, code: int) -> None:
    click.echo(text, err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
