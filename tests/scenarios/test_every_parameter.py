"""No parameter is read and ignored: each one that a scenario may say moves a number, or gives its reason here."""

import datetime
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from scenarios.account_moves import ACCOUNT_MOVES
from scenarios.before import POLICY_SAYINGS, SAYINGS, Saying
from scenarios.moves import MOVES, Journals, Move, measured

from gtmsim.engine.compiled import simulate
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.policies.points import POINTS
from gtmsim.report.assumptions import assumptions
from gtmsim.report.page import page
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.language.param import parameters
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_text
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.compare import compare
from gtmsim.study.optimise.asked import Asked, asked_of
from gtmsim.study.replicate import run
from gtmsim.study.results import Results
from gtmsim.study.robust.assumptions import assumptions_of
from gtmsim.study.robust.robust import pairs_of
from gtmsim.study.sensitivity.ranges import ranges_of

EVERYTHING = Path(__file__).with_name("everything.yaml")
ACCOUNTS = Path(__file__).with_name("accounts.yaml")  # what everything's windows leave no room for
EVERY_MOVE = [*((EVERYTHING, move) for move in MOVES), *((ACCOUNTS, move) for move in ACCOUNT_MOVES)]
REPLICATIONS = 16
PATTERNS = {parameter.path for parameter in parameters(Scenario)}


@cache
def journals(*sets: str, base: Path = EVERYTHING) -> Journals:
    """Some replications with some changes."""
    inputs = resolve(load(base, sets))
    return [simulate(inputs, replication) for replication in range(REPLICATIONS)]


@cache
def _value(said: str) -> str:
    """A value, not a change, also where it is below 0."""
    return f"to {said}" if said.startswith("-") else said


def results(*sets: str) -> Results:
    """A small study with some changes."""
    return run(load(EVERYTHING, sets), replications=2, jobs=1)


def pattern(path: str) -> str:
    """The declared parameter that a path of names means."""
    parts = path.split(".")
    found = [
        known
        for known in PATTERNS
        if len(known) == len(parts) and all(k in ("*", part) for k, part in zip(known, parts, strict=True))
    ]
    assert len(found) == 1, f"{path} is no parameter: {found}"
    return ".".join(found[0])


def idea(move: Move) -> str:
    """A name for a test."""
    return f"{move.about or move.path} {move.direction}"


@pytest.mark.parametrize(
    ("base", "move"), EVERY_MOVE, ids=lambda each: idea(each) if isinstance(each, Move) else each.stem
)
def test_it_moves_what_it_should(base: Path, move: Move) -> None:
    inputs = resolve(load(base, (*move.beside, f"{move.path}={_value(move.value)}")))
    moved = measured([simulate(inputs, replication) for replication in range(REPLICATIONS)], move.asked)
    before = measured(journals(*move.beside, base=base), move.asked)
    assert {"+": moved > before, "-": moved < before, "*": moved != before}[move.direction], (before, moved)


def proven_elsewhere() -> set[str]:
    """Cases are proven when a file is read, and what answers where no row holds beside the hit policies."""
    parts = ("default.*", "cases.*.given.*", "cases.*.expect", "cases.*.day")
    return {f"plan.policies.{point.name}.{part}" for point in POINTS for part in parts}


def before_day_zero() -> set[str]:
    """The parameters that say what was until day 0, where that is not what the plan says."""
    begins = (
        "run.initial.terms",
        "run.initial.term_mix",
        "run.initial.billing",
        "run.initial.price",
        "run.initial.headcount",
        "run.initial.plan",
    )
    return {each for each in map(".".join, PATTERNS) if each.startswith(begins)}


@pytest.mark.parametrize("saying", [*SAYINGS, *POLICY_SAYINGS], ids=lambda each: each.path)
def test_what_was_before_day_zero_is_seen_after_it(saying: Saying) -> None:
    one, other = (resolve(load(saying.base, (*saying.beside, said))) for said in (saying.one, saying.other))
    alike = all(simulate(one, number).rows() == simulate(other, number).rows() for number in range(4))
    # Customer success is reckoned by months of usual weeks.
    assert alike == (saying.path == "run.initial.plan.teams.csm.working_hours.holidays")


def test_all_of_the_time_before_day_zero_is_said() -> None:
    said = {saying.path if "*" in saying.path else pattern(saying.path) for saying in [*SAYINGS, *POLICY_SAYINGS]}
    parts = (".hit", ".rows.*.name", ".default.*", ".given.*", ".expect", ".day")
    named = {each for each in before_day_zero() if each.endswith(parts)}  # as of the plan's tables
    assert said | named == before_day_zero()


def version() -> None:
    """Says which language the file is in: another one is refused."""
    with pytest.raises(ScenarioError, match="E_RANGE version"):
        load(EVERYTHING, ("version=3",))


def name() -> None:
    """Names the scenario wherever its numbers are shown."""
    found = results("name=Another one")
    assert found.name == found.summary()["scenario"] == "Another one"


def question() -> None:
    """Is printed in the report."""
    assert "Which one?" in shown(results("question=Which one?"))


def note() -> None:
    """Is printed in the report."""
    assert "Look there." in shown(results("note=Look there."))


def shown(found: Results) -> str:
    """The report without its figures."""
    return page(found, found.summary(), {}, {found.name: assumptions(found.scenario)}, "")


def teaching() -> None:
    """Is printed in the report."""
    assert "Ask the class." in shown(results("teaching=Ask the class."))


def currency() -> None:
    """Is the unit of money; no amount changes with it."""
    base = results()
    assert base.meanings["cac_loaded"].unit == "USD"
    with pytest.raises(ScenarioError, match=r"E_UNIT market\.currency: amounts are never converted"):
        results("market.currency=EUR")
    euro = run(load_text(EVERYTHING.read_text("utf-8").replace("currency: USD", "currency: EUR")), 2, jobs=1)
    assert euro.meanings["cac_loaded"].unit == "EUR"
    assert run(load_text(EVERYTHING.read_text("utf-8")), 2, jobs=1).estimate("cac_loaded") == euro.estimate(
        "cac_loaded"
    )


def stage() -> None:
    """Names the stage in the journal, and its luck; what comes before the stage is the same."""
    apart = "market.brand.spend_efficiency=0"  # who becomes a customer brings no lead
    renamed = journals("market.selling.stages.discovery.name=hello", apart)
    assert [j.header.stages for j in renamed] == [("hello", "proposal")] * REPLICATIONS
    for one, other in zip(journals(apart), renamed, strict=True):
        assert bought(one) == bought(other)


def bought(journal: Journal) -> list[tuple[object, ...]]:
    """The leads of the channels that are paid for."""
    return [row for row in journal.rows() if row[1] == Kind.LEAD and row[4] < 2]


def replications() -> None:
    """Says how often the luck is drawn."""
    assert run(load(EVERYTHING, ("run.replications=3",)), jobs=1).replications == 3


def run_off() -> None:
    """Follows customers to extinction: what they are worth is known then, and the horizon is the same."""
    for short, long in zip(journals(), journals("run.run_off=true"), strict=True):
        assert long.run_off.any()
        assert not short.run_off.any()
        assert long.rows()[: len(short)] == short.rows()
    assert results().estimate("ltv_truth").mean is None
    assert results("run.run_off=true").estimate("ltv_truth").mean is not None


def primary() -> None:
    """Decides between scenarios."""
    base = results("run.primary_metric=wins")
    assert compare(base, base).primary == base.scenario.run.primary_metric == "wins"


def smallest_difference() -> None:
    """Is what a comparison must resolve to be called settled."""
    base = results("run.minimum_effect=77")
    assert compare(base, base).summary()["family"]["smallest_difference"] == 77.0


def target() -> None:
    """Is what the chance is asked of; nothing that happens moves with it."""
    low, high = results("run.target.arr_end=1"), results("run.target.arr_end=100M")
    assert [found.summary()["targets"]["points"][0]["chance"]["mean"] for found in (low, high)] == [1.0, 0.0]
    assert low.estimate("arr_end") == high.estimate("arr_end")


def engine() -> None:
    """Chooses who tells the lives; whoever does tells the same."""
    auto = results("run.engine=auto")
    assert (auto.scenario.run.engine, results().scenario.run.engine) == ("auto", "reference")
    assert auto.summary() == results().summary()


def searched(*sets: str) -> Asked:
    """What the file asks of a search."""
    return asked_of(
        load(EVERYTHING, sets),
        (),
        dict.fromkeys(("budget", "objective", "reach", "subject", "frontier", "evaluations")),
    )


def search_levers() -> None:
    """Says what a search may change; no life moves with it."""
    (lever,) = searched("search.levers=[plan.price=90%..110%:5%]").levers
    assert (lever.path, len(lever.values)) == ("plan.price", 5) != (searched().levers[0].path, 5)
    assert [each.rows() for each in journals("search=null")] == [each.rows() for each in journals()]


def search_budget() -> None:
    """Says what the plan that is searched may cost."""
    assert searched("search.budget=3M").budget != searched().budget


def search_objective() -> None:
    """Says by what plans are told apart."""
    assert (searched("search.objective=mean").aim.kind, searched().aim.kind) == ("mean", "p10")


def search_conditions() -> None:
    """Says what the plan has to keep."""
    assert searched("search.conditions=[]").conditions == () != searched().conditions


def search_frontier() -> None:
    """Says in what plans are to be unbeaten beside what they are judged by."""
    second = searched().second
    assert second is not None and second.metric == "cash_lowest"
    assert searched("search.frontier=null").second is None


def search_evaluations() -> None:
    """Says how many plans are tried at most."""
    assert (searched("search.evaluations=60").evaluations, searched().evaluations) == (60, 40)


def pairs(*sets: str) -> dict[tuple[str, str], float]:
    """What is drawn together."""
    plan = load(EVERYTHING, sets)
    return pairs_of([plan, plan], assumptions_of(plan, ranges_of(plan))[0])[0]


def correlated(end: str, other: str) -> Callable[[], None]:
    def check() -> None:
        """Says of which numbers it is known how they go together; no life moves with it."""
        assert pairs() == {("market.segments.small.churn", "market.segments.large.churn"): 0.7}
        assert pairs(f"run.correlations.churns.{end}={other}") != pairs()

    return check


def on_dates() -> None:
    """Lets leads come on the days of the plan's events and on no other; without it the channel needs spend."""
    for journal in journals(base=ACCOUNTS):
        met = journal.of(Kind.LEAD) & (journal.channel == journal.header.channels.index("fairs"))
        days = {str(datetime.date(2026, 1, 1) + datetime.timedelta(int(t // DAY))) for t in journal.time[met]}
        assert days == {"2026-03-10", "2026-09-15"}
    with pytest.raises(ScenarioError, match=r"E_MISSING market\.channels\.fairs"):
        load(ACCOUNTS, ("market.channels.fairs.event_based=false",))


def hit(point: str) -> Callable[[], None]:
    """Says how many rows may answer: a table that does not keep to it is refused, and another word changes nothing."""

    def promised() -> None:
        if point == "entitlement":
            base, other = (journals(*sets) for sets in ((), ("plan.policies.entitlement.hit=first",)))
            assert [one.rows() for one in base] == [one.rows() for one in other]
        else:
            with pytest.raises(ScenarioError, match=rf"E_OVERLAP plan\.policies\.{point}\.rows"):
                load(EVERYTHING, (f"plan.policies.{point}.hit=unique",))

    return promised


def row_name(point: str, row: str) -> Callable[[], None]:
    """Names the row in the journal."""

    def named() -> None:
        (base, *_), (other, *_) = journals(), journals(f"plan.policies.{point}.rows.{row}.name=hello")
        table = base.header.tables.index(point)
        assert other.header.rows[table] == tuple("hello" if one == row else one for one in base.header.rows[table])
        assert other.rows() == base.rows()

    return named


ROWS = dict.fromkeys((point.name for point in POINTS), "rest") | {"lead_score": "fits", "touch": "call"}
ROWS |= {"entitlement": "tiny"}

REASONS: dict[str, Callable[[], None]] = {
    **{f"plan.policies.{point}.hit": hit(point) for point in ROWS},
    **{f"plan.policies.{point}.rows.*.name": row_name(point, row) for point, row in ROWS.items()},
    "version": version,
    "name": name,
    "question": question,
    "note": note,
    "teaching": teaching,
    "market.currency": currency,
    "market.channels.*.event_based": on_dates,
    "market.selling.stages.*.name": stage,
    "run.replications": replications,
    "run.run_off": run_off,
    "run.primary_metric": primary,
    "run.minimum_effect": smallest_difference,
    "run.target.*": target,
    "run.engine": engine,
    "run.correlations.*.first": correlated("first", "market.segments.small.expansion"),
    "run.correlations.*.second": correlated("second", "market.segments.large.expansion"),
    "run.correlations.*.rank_correlation": correlated("rank_correlation", "0.2"),
    "search.levers": search_levers,
    "search.budget": search_budget,
    "search.objective": search_objective,
    "search.conditions": search_conditions,
    "search.frontier": search_frontier,
    "search.evaluations": search_evaluations,
}


@pytest.mark.parametrize("reason", REASONS.values(), ids=REASONS.keys())
def test_it_has_another_use(reason: Callable[[], None]) -> None:
    reason()


def test_every_parameter_is_here_once() -> None:
    moved = (pattern(move.about or move.path) for _, move in EVERY_MOVE)
    said = Counter([*moved, *REASONS, *before_day_zero(), *proven_elsewhere()])
    several = {path for path in said if path.endswith((".when.*", ".then.*"))}  # of which each answer has a line
    assert said - Counter({path: said[path] - 1 for path in several}) == Counter(".".join(path) for path in PATTERNS)


def test_every_answer_of_a_decision_is_moved() -> None:
    moved = {(move.about or move.path).split(".", 2)[2] for move in MOVES if move.path.startswith("plan.policies.")}
    answers = {(path.split(".")[0], path.split(".")[-1]) for path in moved if ".then." in path}
    assert answers == {(point.name, output.name) for point in POINTS for output in point.outputs}


def test_everything_is_said() -> None:
    """The examples say each parameter, so that a reader finds them all in use; day 0 is as their plans say."""
    said = {
        line.path for base in (EVERYTHING, ACCOUNTS) for line in assumptions(load(base)) if line.set_by != "default"
    }
    absent = {".".join(path) for path in PATTERNS} - {pattern(stages_by_name(path)) for path in said}
    teams = {f"plan.teams.{team}.working_hours.{x}" for team in ("sdr", "ae", "csm") for x in HOURS}
    assert absent == teams | {"plan.working_hours.holidays", "run.initial"} | before_day_zero() | proven_elsewhere()


HOURS = ("days", "opens", "closes", "holidays")


def stages_by_name(path: str) -> str:
    """The path of a stage or row by a name instead of its number."""
    return re.sub(r"(stages|rows)\.\d+", r"\1.one", path)
