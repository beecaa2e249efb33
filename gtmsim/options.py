"""Options that several commands share, and plans told on the command line."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
FILE = click.Path(path_type=Path)
SEED = click.IntRange(min=0, max=10**18 - 1)


class Money(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions
    """An amount as a scenario says it: 200k, 1.5M."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The amount [currency]."""
        from gtmsim.scenario.language.quantity import QuantityError, parse

        try:
            return float(parse(value, "money"))  # type: ignore[arg-type]  # money is no date
        except QuantityError as error:
            self.fail(f"{error.what}; an amount is said as 200k or 1.5M", param, ctx)


class Chance(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions
    """A probability as a scenario says it: 80%, 0.8."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The probability [1]."""
        from gtmsim.scenario.language.quantity import QuantityError, parse

        try:
            plain = float(value)
        except ValueError:
            plain = None
        try:
            found = float(parse(value, "share")) if plain is None else plain  # type: ignore[arg-type]  # a share is no date
        except QuantityError as error:
            self.fail(f"{error.what}; a chance is said as 80%", param, ctx)
        if not 0.0 < found < 1.0:
            self.fail(f"{value} is no chance to ask for: between 0% and 100%, as 80%", param, ctx)
        return found


class Precision(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions
    """A share of a mean to which it is to be known: 5%, 0.05."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The precision [1]."""
        from gtmsim.scenario.language.quantity import QuantityError, parse

        said, hint = str(value).strip(), "a precision is a share of the mean, above 0 and below 100 %, as 5% or 0.05"
        for sign in ("±", "+/-", "+-"):
            said = said.removeprefix(sign).strip()
        try:
            found = float(said)
        except ValueError:
            try:
                found = float(parse(said, "share"))  # type: ignore[arg-type]  # a share is no date
            except QuantityError as error:
                self.fail(f"{error.what}; {hint}", param, ctx)
        if not 0.0 < found < 1.0:
            self.fail(f"{value} is none that can be reached: {hint}", param, ctx)
        return found


MONEY, CHANCE, PRECISION = Money(), Chance(), Precision()
ALL_WORLDS = "100"  # of a study where nobody says how many
OBJECTIVE = click.Choice(["mean", "p10", "cvar", "chance"], case_sensitive=False)
CLUSTER = "Live replications on a Dask cluster: tcp://HOST:8786."
NO_CACHE = "Live every replication anew, and keep none."
ENGINES = click.Choice(["auto", "reference", "compiled"])


def changing(command: Command) -> Command:
    """The option that changes a scenario from the command line."""
    text = "Change one value, as plan.spend.sem=30k. Repeatable."
    return click.option("--set", "sets", multiple=True, metavar="PATH=VALUE", help=text)(command)


def until(command: Command) -> Command:
    """The option that stops when enough is known."""
    text = "Run until the mean of the primary metric is known to this share: 5%. --replications is the most, or 10,000."
    return click.option("--until", type=PRECISION, metavar="PRECISION", help=text)(command)


FIRM = (  # what `gtmsim new` asks a firm; tests hold it against the questions themselves
    *(("currency", "Currency, as EUR."), ("arr", "Annual recurring revenue today, as 5M.")),
    *(("acv", "What a customer pays a year, mean, as 18k."), ("churn", "Customers who leave in a year, as 12%.")),
    *(("nrr", "Net revenue retention, as 102%."), ("mql_rate", "Leads that become MQL, as 30%.")),
    *(("sql_rate", "MQL that become opportunities, as 40%."), ("win_rate", "Opportunities that are won, as 22%.")),
    *(("cycle", "From opportunity to win, as 60 days."), ("sdr", "People who qualify leads."), ("ae", "Sellers.")),
    *(("csm", "Customer success managers."), ("pay", "What one of these costs a year, mean, as 110k.")),
    *(("gross_margin", "As 75%."), ("cash", "Cash in the bank, as 3M.")),
)


def _channels_said(_: click.Context, param: click.Parameter, said: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.partition("=") for text in said]
    if any(not name.strip() or not value.strip() for name, _, value in pairs):
        raise click.BadParameter(f"say a channel and its number, as --{param.name} search_ads=30")
    return {name.strip(): value.strip() for name, _, value in pairs}


def firm_numbers(command: Command) -> Command:
    """Options with which a firm says what it knows of itself."""
    for name, text in reversed(FIRM):
        command = click.option(f"--{name.replace('_', '-')}", name, metavar="NUMBER", help=text)(command)
    for name, text in (("spend", "Spend a month"), ("leads", "Leads a month")):
        told = f"{text} of a channel, as search_ads={'30k' if name == 'spend' else '200'}. Repeatable."
        command = click.option(
            f"--{name}", multiple=True, callback=_channels_said, metavar="CHANNEL=NUMBER", help=told
        )(command)
    return command


def _on_cluster(ctx: click.Context, _: click.Parameter, address: str | None) -> None:
    if address is not None:
        from gtmsim.study.cluster import cluster

        ctx.with_resource(cluster(address))


def _uncached(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from gtmsim.study.cached.switch import uncached

        ctx.with_resource(uncached())


def robustly(command: Command) -> Command:
    """Options that set the plans of a comparison against one another whatever the numbers are."""
    text = "Who is best where all numbers with a range are drawn at once, in so many worlds; 100 unless said."
    only = "With --robust: only numbers with a range; not those without a source by a fifth."
    worlds = click.IntRange(2, 10_000)
    command = click.option("--ranges-only", is_flag=True, help=only)(command)
    robust = click.option("--robust", is_flag=False, flag_value=ALL_WORLDS, type=worlds, metavar="[WORLDS]", help=text)
    return robust(command)


def running(command: Command) -> Command:
    """Options of all that simulates and writes a folder."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON instead of a table."),
        click.option("--quiet", is_flag=True, help="Print nothing but errors."),
        click.option("--allow-large", is_flag=True, help="Run even what a trial finds too large."),
        click.option("--out", type=FILE, metavar="DIR", help="Results folder, replaced as a whole."),
        click.option("--jobs", type=click.IntRange(min=1), help="Processes; by default one for each processor."),
        click.option("--cluster", callback=_on_cluster, expose_value=False, metavar="ADDRESS", help=CLUSTER),
        click.option("--no-cache", is_flag=True, callback=_uncached, expose_value=False, help=NO_CACHE),
        click.option("--engine", type=ENGINES, help="Which engine tells the lives."),
        click.option("--seed", type=SEED, help="Seed of the luck."),
        click.option("--replications", type=click.IntRange(1, 100_000), help="Independent repetitions."),
        changing,
    ):
        command = option(command)
    return command


class Compare(click.Command):
    """A command that takes plans: `--plan NAME PATH=VALUE ...`, of which click's options know no such kind."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the plans out, then let click read the rest."""
        ctx.obj, rest = _plans(args)
        return super().parse_args(ctx, _with_worlds(rest))


def _with_worlds(words: list[str]) -> list[str]:
    """`--robust` alone, with how many worlds it means: the file behind it is no number of them."""
    followed = zip(words, [*words[1:], ""], strict=True)
    alone = f"--robust={ALL_WORLDS}"
    return [alone if word == "--robust" and not after.lstrip("+-").isdigit() else word for word, after in followed]


def _plans(args: list[str]) -> tuple[list[tuple[str, tuple[str, ...]]], list[str]]:
    """The plans by name with their changes, and what is no part of any."""
    plans: list[tuple[str, list[str]]] = []
    rest: list[str] = []
    words = iter(args)
    changing = False  # are we right behind the name or a change of a plan?
    for word in words:
        if word == "--plan" or word.startswith("--plan="):
            name = word.partition("=")[2] or next(words, "")
            if not name or name.startswith("-"):
                raise click.UsageError('a plan has a name: --plan "Hire 2 AEs" plan.teams.ae.headcount=+2')
            plans.append((name, []))
            changing = True
        elif plans and (word == "--set" or word.startswith("--set=")):
            plans[-1][1].append(word.partition("=")[2] if word.startswith("--set=") else next(words, ""))
        elif changing and "=" in word and not word.startswith("-"):
            plans[-1][1].append(word)
        else:
            changing = False
            rest.append(word)
    for name, changes in plans:
        if not changes:
            raise click.UsageError(f'plan "{name}" changes nothing: say PATH=VALUE behind its name')
    return [(name, tuple(changes)) for name, changes in plans], rest


def misplaced(files: int, options: dict[str, Any]) -> Iterator[str]:
    """Options of `policies` that mean nothing beside the others."""
    if files > 2:
        yield "give one scenario, or two to compare"
    one_way = [f"--{name}" for name in ("firings", "to") if options[name]]
    if files > 1 and one_way:
        yield f"{one_way[0]} is about one scenario; give one file"
    if len(one_way) > 1 or (options["to"] and options["as_json"]):
        yield "--to writes tables alone: leave out --firings and --json"
    if options["to"] == "xlsx" and sys.stdout.isatty():
        yield "a workbook is no text for a terminal: write `gtmsim policies FILE --to xlsx > tables.xlsx`"
    counting = [name for name in ("replications", "seed", "engine", "jobs", "allow_large") if options[name]]
    if counting and not options["firings"]:
        yield f"--{counting[0].replace('_', '-')} goes with --firings"
