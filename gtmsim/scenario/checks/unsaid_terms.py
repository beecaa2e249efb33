"""Terms that a variant changes, while nothing says what they do to churn."""

from collections.abc import Iterator

from gtmsim.mechanisms.contracts.found import lengths_found
from gtmsim.mechanisms.contracts.terms import term_named
from gtmsim.mechanisms.subscription.inputs import YEAR, churns, found_terms
from gtmsim.mechanisms.subscription.section import Segment
from gtmsim.policies.literals import CellError
from gtmsim.policies.points import NUMBER
from gtmsim.policies.spans import holds
from gtmsim.scenario.checks.idle_contracts import OFFERS, terms_ahead
from gtmsim.scenario.checks.said_where import Path, is_changed
from gtmsim.scenario.language.cells import read_literal
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.answers import answers
from gtmsim.scenario.resolved.decisions import points_of, policy_of
from gtmsim.scenario.sections.schema import Scenario

POINT = "renewal_offer"
TABLE: Path = ("plan", "policies", POINT)


def unsaid_terms(scenario: Scenario) -> Iterator[Problem]:
    """A warning for each segment whose contracts a variant makes shorter or longer than those whose churn is said."""
    found = found_terms(scenario)
    for number, (name, segment) in enumerate(sorted(scenario.market.segments.items())):
        places: list[Path] = [("plan", field, name) for field in ("terms", *OFFERS)]
        changed = [place for place in (*places, ("run", "initial", "terms", name)) if is_changed(scenario, place)]
        ahead = terms_ahead(scenario, name)
        answered = terms_answered(scenario, number) if is_changed(scenario, TABLE) else set()
        if answered - ahead:
            changed.append(_row(scenario, min(answered - ahead)))
        others = sorted(
            months
            for months in (ahead | answered) - {*lengths_found(scenario, name, found[name])}
            if is_unsaid(segment, months)
        )
        if changed and others and 0.0 < segment.churn < 1.0:
            yield _problem(name, segment, found[name], others, changed[0])


def terms_answered(scenario: Scenario, segment: int) -> set[int]:
    """The terms that the table of renewals answers to customers of a segment at some time [month]."""
    return {
        int(values["term"])
        for tests, values in answers(scenario, POINT)
        if values["term"] > 0.0 and ("segment" not in tests or holds(tests["segment"], float(segment)))
    }


def is_unsaid(segment: Segment, months: int) -> bool:
    """Is a length outside of those whose churn is said? What lies between two has that of the shorter."""
    said = churns(segment)
    return not said or not min(said) <= months <= max(said)


def _row(scenario: Scenario, months: int) -> Path:
    """The row of the table that answers a term."""
    point = points_of(scenario)[NUMBER[POINT]]
    output = next(each for each in point.outputs if each.name == "term")
    for place, row in enumerate(policy_of(scenario, point).rows):
        try:
            answer = read_literal((row.then or {}).get("term", "0 months"), output)
        except CellError:  # which the table's own check reports
            continue
        if int(answer) == months:
            return (*TABLE, "rows", place, "then", "term")
    return TABLE


def _problem(name: str, segment: Segment, found: int, others: list[int], path: Path) -> Problem:
    said, where = churns(segment), f"`market.segments.{name}.churn_by_term`"
    told = ", ".join(str(months) for months in others)
    got = f"contracts of {told} {'month' if others == [1] else 'months'} instead of {found}, and customers leave "
    if said:
        # The law of the shortest holds for what is shorter still, that of the longest for what is longer.
        nearest = min(said) if others[0] < min(said) else max(said)
        got += f"as readily as on {term_named(nearest)} ones"
        hint = f"say {where} of {' and '.join(f'`{term_named(months)}`' for months in others)} too"
    elif YEAR in others:
        got += "as readily as before"
        now = f"`{{{term_named(found)}: {segment.churn:.0%}}}`"
        hint = f"say {now} in {where}, and in `churn` that of annual contracts"
    else:
        got += "as readily as before"
        hint = f"say {where}, as `{{{term_named(others[0])}: {segment.churn:.0%}}}`"
    return Problem("W_TERM", got, hint, path=path)
