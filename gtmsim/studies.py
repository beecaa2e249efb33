"""Studies on the command line: what next, why, how much, how many, how sure. One call each, imported when asked."""

from pathlib import Path
from typing import Any

import click

from gtmsim.options import CHANCE, FILE, MONEY, OBJECTIVE, Compare, running, until


@click.command(short_help="What to do next: every lever moved by one step.")
@click.argument("file", type=FILE)
@running
@until
@click.option("--metric", metavar="NAME", help="The metric that decides, in place of the scenario's own.")
@click.option("--budget", type=MONEY, metavar="AMOUNT", help="What the steps may cost over the run, as 200k.")
def levers(file: Path, metric: str | None, budget: float | None, **options: Any) -> None:
    """Move every lever of the plan by one step, each in the same luck: results/FILE-levers/ with the ranking.

    \b
    gtmsim levers plan.yaml                     one person more or less, spend up and down, price, terms, rules off
    gtmsim levers plan.yaml --metric cash_end   by what is left in cash
    gtmsim levers plan.yaml --budget 200k       what that pays for, the best together
    """
    from gtmsim.report.asked import Asked, study_levers

    study_levers(file, Asked(**options), metric, budget)


@click.command(cls=Compare, short_help="Why two plans differ: by change, line, step, account.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="BASE [OTHER]")
@running
@until
@click.option("--plan", metavar="NAME PATH=VALUE ...", help="The other plan, made of the base by these changes.")
@click.option("--metric", metavar="NAME", help="The metric to explain, in place of the scenario's own.")
@click.pass_context
def why(ctx: click.Context, /, files: tuple[Path, ...], plan: None, metric: str | None, **options: Any) -> None:
    """Which change, line of the books, step of the funnel and account make the difference: results/BASE-vs-OTHER-why/.

    \b
    gtmsim why plan.yaml other.yaml
    gtmsim why plan.yaml --plan "Two hires" plan.teams.sdr.headcount=+1 plan.teams.ae.headcount=+1
    gtmsim why plan.yaml other.yaml --metric cash_end
    """
    from gtmsim.report.asked import Asked, study_why

    if len(files) + len(ctx.obj) != 2:
        hint = 'gtmsim why BASE OTHER, or gtmsim why BASE --plan "Hire 2 AEs" plan.teams.ae.headcount=+2'
        raise click.UsageError(f"two plans are explained, got {len(files) + len(ctx.obj)}: {hint}")
    study_why(files, Asked(plans=tuple(ctx.obj), **options), metric)


@click.command(short_help="One or two levers over a range of values.")
@click.argument("file", type=FILE)
@click.argument("values", nargs=-1, required=True, metavar="PATH=FROM..TO:STEP [PATH=...]")
@running
@until
@click.option("--metric", metavar="NAME", help="The metric that decides, in place of the scenario's own.")
def sweep(file: Path, values: tuple[str, ...], metric: str | None, **options: Any) -> None:
    """A metric over the values of one parameter, or of two as a map, all in the same luck: results/FILE-sweep-PATH/.

    \b
    gtmsim sweep plan.yaml plan.spend.search_ads=0..60k:10k
    gtmsim sweep plan.yaml plan.teams.ae.headcount=4..10
    gtmsim sweep plan.yaml plan.teams.sdr.headcount=2,4,6 plan.teams.ae.headcount=4,6,8
    """
    from gtmsim.report.asked import Asked, study_sweep

    study_sweep(file, Asked(**options), values, metric)


@click.command(short_help="How many it takes to reach a target, and by when.")
@click.argument("file", type=FILE)
@click.argument("lever", metavar="PATH[=FROM..TO:STEP]")
@running
@until
@click.option("--reach", required=True, metavar="METRIC=AMOUNT", help="The target: arr_end=8M, or cac_paid<=20k.")
@click.option("--chance", type=CHANCE, default="80%", show_default=True, help="With which chance it is to be reached.")
@click.option("--by", metavar="DATE", help="By which day, in place of the end of the run.")
def how_many(file: Path, lever: str, reach: str, chance: float, by: str | None, **options: Any) -> None:
    """The value of one lever that reaches a target with a chance, and by when: results/FILE-how-many-PATH/.

    \b
    gtmsim how-many plan.yaml plan.teams.ae.headcount --reach arr_end=8M --chance 80%
    gtmsim how-many plan.yaml plan.spend.search_ads=0..60k:5k --reach new_arr=2M
    """
    from gtmsim.report.asked import Asked, study_how_many

    study_how_many(file, Asked(**options), lever, reach, chance, by)


@click.command(cls=Compare, short_help="What the answer depends on: each number at the ends of its range.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE [OTHER]")
@running
@until
@click.option("--plan", metavar="NAME PATH=VALUE ...", help="A plan made of the first, set against it.")
@click.option("--metric", metavar="NAME", help="The metric that decides, in place of the scenario's own.")
@click.option("--ranges-only", is_flag=True, help="Only numbers with a range; not those without a source by a fifth.")
@click.option("--moves", multiple=True, metavar="MOVE", help='What is said as one number: "win rate=-5 points".')
@click.option("--moves-only", is_flag=True, help="Only the moves, no number at the ends of its range.")
@click.pass_context
def sensitivity(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    plan: None,
    metric: str | None,
    ranges_only: bool,
    moves: tuple[str, ...],
    moves_only: bool,
    **options: Any,
) -> None:
    """A result, or the difference of two plans, at the ends of each number's range: results/FILE-sensitivity/.

    \b
    gtmsim sensitivity plan.yaml                     what its result depends on
    gtmsim sensitivity plan.yaml other.yaml          what could turn the choice between the two, and where
    gtmsim sensitivity plan.yaml --moves "win rate=-5 points" --moves "sales cycle=+20%" --moves "churn=+1 point"

    A move is of the result: all parameters that stand for it move by the one factor with which it is so. Known are win
    rate, sales cycle, churn (a year), contract value, leads and cost per lead.
    """
    from gtmsim.report.asked import Asked, study_sensitivity

    if len(files) + len(ctx.obj) > 2:
        raise click.UsageError(f"one plan, or two that are set against one another, got {len(files) + len(ctx.obj)}")
    said = {"metric": metric, "assumed": not ranges_only, "moves": moves, "ranges": not moves_only}
    study_sensitivity(files, Asked(plans=tuple(ctx.obj), **options), **said)


@click.command(cls=Compare, short_help="The best of several plans, with 95 %.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE [OTHER...]")
@running
@click.option("--plan", metavar="NAME PATH=VALUE ...", help="A plan made of the first by these changes. Repeatable.")
@click.option("--metric", metavar="NAME", help="The metric that decides, in place of the scenario's own.")
@click.option("--difference", type=MONEY, metavar="AMOUNT", help="The smallest difference that matters, as 50k.")
@click.option("--subject", multiple=True, metavar="CONDITION", help="cash_lowest>=0@95%, or cac_payback_months<18.")
@click.option("--chance", type=CHANCE, default="95%", show_default=True, help="Of a right choice.")
@click.pass_context
def choose(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    plan: None,
    metric: str | None,
    difference: float | None,
    subject: tuple[str, ...],
    chance: float,
    **options: Any,
) -> None:
    """The best plan with a chance, by as many replications as that takes: results/FILE-vs-OTHER-choose/.

    \b
    gtmsim choose plan.yaml other.yaml third.yaml --difference 50k
    gtmsim choose plan.yaml --plan A plan.price=+5% --plan B plan.teams.ae.headcount=+1 --subject "cash_lowest>=0@95%"

    --replications is the most that one plan may take, 1,000 unless said.
    """
    from gtmsim.report.asked import Asked, study_choose

    if len(files) + len(ctx.obj) < 2:
        raise click.UsageError("a choice needs two plans or more: gtmsim choose plan.yaml other.yaml")
    said = {"metric": metric, "difference": difference, "subject": subject, "chance": chance}
    study_choose(files, Asked(plans=tuple(ctx.obj), **options), **said)


@click.command(short_help="Who brings the customers: touch credit, and the truth.")
@click.argument("file", type=FILE)
@running
@until
@click.option("--metric", metavar="NAME", help="What is attributed: wins, which is the default, or new_arr.")
@click.option("--shapley", is_flag=True, help="Every combination of channels off, six at most, for a fair split.")
def attribute(file: Path, metric: str | None, shapley: bool, **options: Any) -> None:
    """Touch credit by four rules, beside the same luck with each channel off: results/FILE-attribute/.

    \b
    gtmsim attribute plan.yaml
    gtmsim attribute plan.yaml --metric new_arr
    """
    from gtmsim.report.asked import Asked, study_attribute

    study_attribute(file, Asked(**options), metric, shapley)


@click.command(cls=Compare, short_help="The best plan whatever the numbers are: all ranges at once.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE [OTHER...]")
@running
@click.option("--plan", metavar="NAME PATH=VALUE ...", help="A plan made of the first by these changes. Repeatable.")
@click.option("--metric", metavar="NAME", help="The metric that decides, in place of the scenario's own.")
@click.option("--worlds", type=click.IntRange(2, 10_000), help="Sets of numbers that are drawn; 100 unless said.")
@click.option("--law", type=click.Choice(["triangular", "uniform"]), help="Of a number between its ends.")
@click.option("--ranges-only", is_flag=True, help="Only numbers with a range; not those without a source by a fifth.")
@click.pass_context
def robust(ctx: click.Context, /, files: tuple[Path, ...], plan: None, ranges_only: bool, **options: Any) -> None:
    """Which plan is best where all numbers with a range are drawn at once: results/FILE-vs-OTHER-robust/.

    \b
    gtmsim robust plan.yaml other.yaml --ranges-only
    gtmsim robust plan.yaml --plan "Hire 2 AEs" plan.teams.ae.headcount=+2 --metric cash_end --worlds 200

    In which share of the worlds each plan is best, what it gives away, when the leader loses, and which numbers to
    measure next. --replications are those of each plan in each world, 10 unless said.
    """
    from gtmsim.report.asked import Asked, study_robust

    if len(files) + len(ctx.obj) < 2:
        hint = 'gtmsim robust plan.yaml other.yaml, or --plan "Hire 2 AEs" plan.teams.ae.headcount=+2'
        raise click.UsageError(f"two plans or more are set against one another: {hint}")
    said = {name: given for name in ("metric", "worlds", "law") if (given := options.pop(name)) is not None}
    study_robust(files, Asked(plans=tuple(ctx.obj), **options), assumed=not ranges_only, **said)


@click.command(short_help="The best plan that some levers can make within a budget.")
@click.argument("file", type=FILE)
@click.argument("levers", nargs=-1, metavar="[PATH=FROM..TO[:STEP] ...]")
@running
@until
@click.option("--budget", metavar="AMOUNT", help="What the plan may cost over the run, all in: 12M, +200k, none.")
@click.option("--metric", metavar="NAME", help="The metric that decides, in place of the scenario's own.")
@click.option("--objective", type=OBJECTIVE, help="By what of it plans are judged; mean unless said.")
@click.option("--reach", metavar="METRIC=AMOUNT", help="Judge by the chance of this target: arr_end=9M.")
@click.option("--subject", multiple=True, metavar="CONDITION", help="cash_lowest>=0@95%, or cac_payback_months<18.")
@click.option("--frontier", metavar="METRIC", help="Plans that nobody beats in this metric and in what decides.")
@click.option("--evaluations", type=click.IntRange(10, 10_000), help="Plans that are tried at most; 200 unless said.")
def optimise(file: Path, levers: tuple[str, ...], **options: Any) -> None:
    """Search the best plan between the values of levers, and try it on fresh luck: results/FILE-optimise/.

    \b
    gtmsim optimise plan.yaml                          by the `search` section of the file
    gtmsim optimise plan.yaml plan.spend.search_ads=0..60k plan.spend.content=0,8k..40k plan.teams.ae.headcount=2..10
    gtmsim optimise plan.yaml plan.price=90%..110%:1% --budget +200k --subject "cash_lowest>=0@95%"
    gtmsim optimise plan.yaml plan.spend.search_ads=0..60k plan.teams.ae.headcount=2..10 --frontier cash_lowest

    Without --budget the plan may cost as much as today's does. --replications are those of the last test.
    """
    from gtmsim.report.asked import Asked, study_optimise

    names = ("budget", "metric", "objective", "reach", "subject", "frontier", "evaluations")
    said = {name: options.pop(name) for name in names}
    study_optimise(file, Asked(**options), levers, **said)


STUDIES: tuple[click.Command, ...] = (levers, why, sweep, how_many, sensitivity, choose, attribute, robust, optimise)
