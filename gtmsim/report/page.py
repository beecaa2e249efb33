"""report.html: one file that opens without a network."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gtmsim import __version__
from gtmsim.report.answers import MANY, answers
from gtmsim.report.assumptions import WORDS, Differing, counted, differing
from gtmsim.report.figures.style import Drawing, fontless
from gtmsim.report.firings import in_table, policies
from gtmsim.report.gather import drawn, parts
from gtmsim.report.lines import OUTCOMES, by_family, headlines, lines
from gtmsim.report.matrix import matrix
from gtmsim.report.pipeline import STAGED, by_quarter, staged_rows
from gtmsim.report.statements import shown
from gtmsim.report.targets import EXPLORATORY as EXPLORATORY_CHANCES
from gtmsim.report.targets import LEGEND as TARGETS
from gtmsim.report.targets import legend_of_quarters, quarter_rows, rows
from gtmsim.report.usual import about, grouped, refused
from gtmsim.scenario.explain import DEFAULT, Line
from gtmsim.study.changes import UNTIL_DAY_0
from gtmsim.study.comparison import Comparison
from gtmsim.study.forecast import ALL
from gtmsim.study.results import Results
from gtmsim.study.wording import so_many

HERE = Path(__file__).parent
MOST_QUARTERS = 40
EXPLORATORY = (
    "Only the metric that decides is corrected for the number of questions; all others are exploratory: "
    "among twenty of them one looks different by luck alone."
)
INPUTS = (
    "The intervals cover the luck of the simulation only. More replications make them narrower; a wrong assumption "
    "stays wrong. {assumed} of {total} numbers of the market are assumptions without a measurement behind them."
)
CAPTION = (
    "Estimate over {n} replications, below it the 95 % interval of the mean (simulation error only). P10 to P90: the "
    "forecast, what 8 of 10 replications brought; it does not narrow with their number."
)
RANKED = (
    "In the order of what decides. P(best) is the chance that a plan is the best of all, by the luck of the simulation "
    "alone; several plans may be as good as the first."
)
STATEMENTS = (
    "Means over the replications in whole units, rounded so that the lines add up as they are printed and months to "
    "quarters; beside them half of their 95 % interval, below them P10 to P90, neither of which adds up. Revenue is "
    "what is served of what is billed, evenly over the months that a bill pays for; EBITDA is what all costs leave of "
    "it, before interest, taxes and depreciation, which do not exist here. In every replication assets equal deferred "
    "revenue and equity to the cent."
)
OFF = "A mechanism that the scenario does not mention is off; nothing here says what it would do."
HORIZON = "What happens after the horizon is in the metrics of the run-off only (LTV truth, cohort forms)."
NO_RUN_OFF = "The run-off is off: what customers are worth beyond the horizon is not known here."


def page(
    what: Results | Comparison,
    summary: Mapping[str, Any],
    figures: Mapping[str, Drawing],
    assumed: Mapping[str, Sequence[Line]],
    command: str,
) -> str:
    """The report as HTML; every name in it is escaped."""
    told = parts(what)
    names = [name for name, _ in told]
    first = told[0][1]
    primary = what.primary if isinstance(what, Comparison) else first.scenario.run.primary_metric
    found = lines(summary, first.meanings, primary)
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=False, lstrip_blocks=True
    )
    n, seed = summary["replications"], summary["seed"]
    return environment.get_template("page.html").render(
        css=(HERE / "page.css").read_text("utf-8"),
        title=_title(names),
        questions=list(dict.fromkeys(r.scenario.question for _, r in told if r.scenario.question)),
        notes=[*dict.fromkeys(r.scenario.note for _, r in told if r.scenario.note), *filter(None, [fontless(names)])],
        teaching=[(name, r.scenario.teaching) for name, r in told if r.scenario.teaching],
        setting=f"{so_many(first.frame.months, 'month')} from {first.frame.start}, {so_many(n, 'replication')}, "
        f"{first.frame.currency}",
        answer=answers(what, summary),
        names=names,
        variants=names[1:],
        changed=[change for change in _differing(what, assumed) if not in_table(change.path)],
        policies=policies(told),
        headlines=by_family(headlines(found)),
        families=by_family(found),
        caption=CAPTION.format(n=n),
        outcomes=OUTCOMES,
        matrix=matrix(what, summary) if isinstance(what, Comparison) else None,
        ranked=RANKED,
        targets=rows(summary),
        quarters=(quarters := quarter_rows(summary)),
        quotas=any(row.quota.text for row in quarters),
        gone=any(row.ended.text for row in quarters),
        target_legend=f"{TARGETS} {EXPLORATORY_CHANCES}" if isinstance(what, Comparison) else TARGETS,
        coverage_legend=legend_of_quarters(summary, quarters),
        staged=staged_rows(summary),
        staged_legend=STAGED,
        all_stages=ALL,
        pipeline=by_quarter(summary, MOST_QUARTERS),
        figures=figures,
        statements=shown(drawn(told, summary)),
        about_statements=STATEMENTS,
        public=grouped(summary),
        about_public=about(summary),
        no_public=refused(summary),
        warnings=summary["warnings"],
        limits=_limits(what, assumed[names[0]]),
        assumptions=[line for line in assumed[names[0]] if line.path not in WORDS and not in_table(line.path)],
        default=DEFAULT,
        defined=sorted(found, key=lambda line: line.label.lower()),
        command=command,
        scenario_files="scenarios/" if len(names) > 1 else "scenario.yaml",
        version=__version__,
        seed=seed,
        replications=n,
    )


def _title(names: Sequence[str]) -> str:
    base, *others = names
    if len(names) > MANY:
        return f"{len(others)} plans against {base}"
    return f"{', '.join(others[:-1])}{' and ' if others[1:] else ''}{others[-1]} against {base}" if others else base


def _differing(what: Results | Comparison, assumed: Mapping[str, Sequence[Line]]) -> list[Differing]:
    """Parameters that plans do not share; what is kept of the first file's day 0 is none where they find one firm."""
    found = differing([assumed[name] for name in assumed])
    told = {change.path for each in what.changes.values() for change in each} if isinstance(what, Comparison) else set()
    return [each for each in found if each.path in told or not each.path.startswith(UNTIL_DAY_0)]


def _limits(what: Results | Comparison, assumed: Sequence[Line]) -> list[str]:
    total, measured = counted([line for line in assumed if line.path.startswith("market.")])
    told = [INPUTS.format(assumed=total - measured, total=total), OFF]
    run_off = all(results.scenario.run.run_off for _, results in parts(what))
    told.append(HORIZON if run_off else NO_RUN_OFF)
    return [*told, EXPLORATORY] if isinstance(what, Comparison) else told
