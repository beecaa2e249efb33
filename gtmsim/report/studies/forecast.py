"""What may happen beside every interval of a mean: between what a study's metric lies in most replications."""

from collections.abc import Sequence

from gtmsim.report.lines import OUTCOMES, cell_of
from gtmsim.report.studies.told import Told
from gtmsim.study.answer import spoken
from gtmsim.study.results import Results
from gtmsim.study.sample import described

PLAIN = ("1", "count", "share", "probability")
MANY = 4  # plans of which a sentence tells


def with_forecast(told: Told) -> Told:
    """The same with the forecast of its plans, unless a table of it has one."""
    if any(column.name.startswith(OUTCOMES) for table in told.tables for column in table.columns):
        return told
    sentence = forecast_of(told.results[:MANY], told.summary.get("primary"))
    return told._replace(answers=(*told.answers, sentence)) if sentence else told


def forecast_of(plans: Sequence[tuple[str, Results]], metric: str | None) -> str:
    """What 8 of 10 replications of each plan brought; empty where some have no value."""
    texts = []
    for name, results in plans:
        primary = metric or results.scenario.run.primary_metric
        sample = results.measures.get((primary, "", ""))
        unit = results.meanings[primary].unit
        outcomes = "" if sample is None else cell_of(described(sample, unit), unit).outcomes
        if " to " not in outcomes:
            return ""
        texts.append(f"{outcomes}{'' if unit in PLAIN else f' {unit}'} in {name}")
    said = f"Forecast of {spoken(primary)}, what 8 of 10 replications brought: {'; '.join(texts)}"
    return f"{said}. More replications do not narrow it." if texts else ""
