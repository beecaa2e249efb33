"""Answers of decision tables that the point does not know: what there is instead, by what the scenario says."""

import re
from collections.abc import Mapping

from gtmsim.mechanisms.funding.section import Funding, on_call
from gtmsim.policies.facts import DecisionPoint
from gtmsim.policies.points import CALLS, POINTS
from gtmsim.policies.reading import DEFAULT, Misread
from gtmsim.scenario.language.numbers import LeverDeclaration
from gtmsim.scenario.language.walk import fields
from gtmsim.scenario.sections.policies import Policy
from gtmsim.scenario.sections.schema import Scenario

PEOPLE = re.compile(
    r"(de)?hire[sd]?|fir(e[sd]?|ings?)|lay_?offs?|lay-offs?|laid_off|let_?go|dismiss\w*|redundanc\w*|sack|rif|headcount\w*|"
    r"heads|people|staff|reduce_\w+|sdrs?|aes?|csms?",
    re.IGNORECASE,
)
MONEY = re.compile(r"loans?|debt|borrow\w*|fund\w*|credit\w*|bridge\w*|rounds?|lines?|draw\w*|money", re.IGNORECASE)
AMOUNT = re.compile(r"[-+]?\d.*")
COUNT = re.compile(r"[-+]?(\d{1,3})")
MOST = 100  # people whom one answer lets go
TEAMS = ("sdr", "ae", "csm")
HIRING = "hiring"
FIRST = "< 6 months"  # an example of a runway
NAMED = re.compile(r"[a-z][a-z0-9_]*")


def other_words(scenario: Scenario, point: DecisionPoint, policy: Policy, wrong: Misread) -> str:
    """What to write for an answer that is none of this point; empty where nothing better is known."""
    row = policy.default if wrong.row == DEFAULT else policy.rows[wrong.row].then
    if wrong.error.code != "E_FACT" or row is None or wrong.column not in row:
        return ""
    outputs = {output.name: output for output in point.outputs}
    if wrong.column == CALLS and CALLS in outputs:
        return _of_money(scenario, row[CALLS].strip(), wrong.error.hint)
    if wrong.column in outputs:
        fired = wrong.column == HIRING and PEOPLE.fullmatch(row[HIRING].strip())
        return f"{_let_go(scenario, '')}; here hiring is `freeze` or `as_planned`" if fired else ""
    return _elsewhere(scenario, point, wrong.column, row[wrong.column].strip())


def _elsewhere(scenario: Scenario, point: DecisionPoint, word: str, text: str) -> str:
    """Where a word has a meaning: another table, the funding, a lever of the plan."""
    if PEOPLE.fullmatch(word) and point.name != HIRING:
        frozen = "; `hiring: freeze` stops hiring here" if HIRING in {output.name for output in point.outputs} else ""
        return f"{_let_go(scenario, text)}{frozen}"
    if MONEY.fullmatch(word) and CALLS in {output.name for output in point.outputs}:
        return f"`{CALLS}` names the funding that is asked for: {_ready(scenario, word)}"
    for other in POINTS:
        if word in {output.name for output in other.outputs}:
            return f"it is an answer of `plan.policies.{other.name}`"
    if (field := fields(type(scenario.plan)).get(word)) is not None:
        dated = ", which may follow dates" if isinstance(field.declaration, LeverDeclaration) else ""
        return f"no table decides that: it is `plan.{word}`{dated}"
    return ""


def _let_go(scenario: Scenario, text: str) -> str:
    """The table that lets people go, as it may be said."""
    team = next((name for name in TEAMS if getattr(scenario.plan.teams, name, None) is not None), TEAMS[0])
    fewer = int(match[1]) if (match := COUNT.fullmatch(text)) and 0 < int(match[1]) <= MOST else 1
    rows = (
        f'[{{name: fewer, when: {{team: {team}, runway: "{FIRST}"}}, then: {{change: -{fewer}}}}}, '
        "{name: others, then: {change: 0}}]"
    )
    return f"people are let go by `plan.policies.{HIRING}`, as `{{hit: first, rows: {rows}}}`"


def _of_money(scenario: Scenario, text: str, known: str) -> str:
    """Which funding can be asked for."""
    said = scenario.plan.funding.get(text)
    if said is not None and said.date is not None:
        back = "" if not said.is_loan else f" and `repaid_after: {_term(said)}` in place of its `repaid`"
        back = "" if said.repaid_after is not None else back
        return (
            f"`{text}` comes on {said.date} whatever the cash is; to keep it ready until it is asked for, say "
            f"`on_call: 60 days` in place of its `date`{back}"
        )
    if on_call(scenario):
        near = [name for name in on_call(scenario) if len(on_call(scenario)) == 1 and MONEY.fullmatch(text)]
        return f"did you mean `{near[0]}`?" if near else known
    return _ready(scenario, text)


def _ready(scenario: Scenario, word: str) -> str:
    """What is kept ready, or how to keep something."""
    if ready := on_call(scenario):
        return ", ".join(f"`{CALLS}: {name}`" for name in ready)
    dated: Mapping[str, Funding] = scenario.plan.funding
    come = "; ".join(f"`{name}` comes on {each.date} by itself" for name, each in sorted(dated.items()) if each.date)
    name = word if NAMED.fullmatch(word) and word not in dated and word != "none" else "loan"
    name = f"{name}_2" if name in dated else name
    example = f"`plan.funding.{name}: {{on_call: 60 days, amount: 300k, repaid_after: 24 months}}`"
    amount = "; an answer names it and its amount is said there" if AMOUNT.fullmatch(word) else ""
    return f"no funding is kept ready{f' ({come})' if come else ''}: add some, as {example}{amount}"


def _term(said: Funding) -> str:
    """Months from a loan's day to its repayment, which are at least one."""
    if said.repaid is None or said.date is None:
        return "24 months"
    months = 12 * (said.repaid.year - said.date.year) + said.repaid.month - said.date.month
    return f"{max(1, months)} month{'' if months <= 1 else 's'}"
