"""Named influences: what is told of a decision adds up to its logit, and telling it changes nothing."""

import math
import os
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from engine.timetable import deal, lived
from hypothesis import HealthCheck, given, seed, settings
from properties.generated import scenarios

import gtmsim
from gtmsim.engine import reference
from gtmsim.engine.draws import Purpose
from gtmsim.engine.influence import (
    ADVANCE,
    CONTRACT,
    DECISIONS,
    EXPAND,
    INFLUENCES,
    PRICE,
    QUALIFY,
    RENEW,
    WIN,
    bounded_logit,
    influence,
)
from gtmsim.engine.reference.reasons import CERTAIN, MOST, Reason, Reasons
from gtmsim.journal.journal import COLUMNS, Journal
from gtmsim.journal.kinds import Kind
from gtmsim.mechanisms.qualification.rules import interest
from gtmsim.rules.maths import logistic
from gtmsim.scenario.load import load, load_mapping
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.resolved.inputs import Inputs

HERE = Path(__file__).parents[1]
EVERYTHING, ACCOUNTS = (HERE / "scenarios" / f"{name}.yaml" for name in ("everything", "accounts"))
SHIPPED = HERE.parent / "scenarios"


def add_up(inputs: Inputs, replication: int = 0) -> tuple[Journal, list[Reason]]:
    """A replication whose decisions are all the sum of their terms, each at the row that says so."""
    journal, found = reference.reasons(inputs, replication)
    for each in found:
        terms = {term: value for term, value in each.terms.items() if term not in CERTAIN}
        sure = math.fsum(map(abs, terms.values())) >= MOST
        assert sure or len(terms) == len(each.terms), "only what is certain needs a term that says so"
        told = math.fsum(each.terms.values() if sure else terms.values())
        assert told == pytest.approx(each.logit, abs=1e-9), (DECISIONS[each.decision], each)
    votes = [each for each in found if each.decision == WIN]
    assert [each.at for each in votes] == np.flatnonzero(journal.kind == Kind.VOTE).tolist()
    assert [each.logit for each in votes] == journal.value[journal.kind == Kind.VOTE].tolist()
    assert [each.outcome for each in votes] == journal.int_value[journal.kind == Kind.VOTE].tolist()
    # Who has to give notice decides then, and at the end of the term no more.
    due = (journal.kind == Kind.NOTICE_DUE) | ((journal.kind == Kind.RENEWAL_DUE) & (journal.int_value == 0))
    renewals = [each for each in found if each.decision == RENEW]
    assert [each.entity for each in renewals] == journal.entity[due].tolist()
    lapsed = (journal.kind == Kind.CHURNED) & (journal.detail == 1)
    if (journal.kind == Kind.NOTICE_DUE).any() or lapsed.any():
        return journal, found  # of who stays, some miss the date, take a notice back, let a contract lapse or close
    kept = Counter(journal.entity[journal.of(Kind.RENEWED)].tolist()) - Counter(
        journal.entity[journal.of(Kind.SAVED)].tolist()
    )
    assert Counter(each.entity for each in renewals if each.outcome) == kept
    return journal, found


def same(a: Journal, b: Journal) -> bool:
    """Are two journals the same, row by row?"""
    return len(a) == len(b) and all(np.array_equal(getattr(a, name), getattr(b, name)) for name, _ in COLUMNS)


def test_every_vote_and_renewal_adds_up_and_every_influence_is_told() -> None:
    told = set()
    for path in (EVERYTHING, ACCOUNTS, SHIPPED / "baseline.yaml"):
        inputs = resolve(load(path, ["run.months=12"] if path == SHIPPED / "baseline.yaml" else []))
        journal, found = add_up(inputs)
        assert len({each.decision for each in found}) == len(DECISIONS)
        assert same(journal, reference.simulate(inputs, 0)), "who asks changes nothing"
        rest = [each for replication in (1, 2) for each in add_up(inputs, replication)[1]] if path == EVERYTHING else []
        told |= {term for each in (*found, *rest) for term, value in each.terms.items() if value != 0.0}
    assert not {term.words for term in INFLUENCES if term not in CERTAIN} - {term.words for term in told}
    assert not {term for term in INFLUENCES if term not in CERTAIN} - told


@pytest.mark.parametrize(("luck", "examples"), [(1, 15), pytest.param(2, 300, marks=pytest.mark.prove)])
def test_generated_scenarios_add_up(luck: int, examples: int) -> None:
    reached: Counter[int] = Counter()

    @seed(luck)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(scenarios())
    def all_of_them(mapping: dict[str, object]) -> None:
        _, found = add_up(resolve(load_mapping(mapping)))
        reached.update(each.decision for each in found)

    all_of_them()
    assert set(reached) >= {QUALIFY, ADVANCE, WIN, RENEW}


def test_one_account_is_told_as_among_all() -> None:
    inputs = resolve(load(EVERYTHING))
    _, found = reference.reasons(inputs, 1)
    most = Counter(each.entity for each in found).most_common(1)[0][0]
    assert reference.decisions(inputs, 1, most)[1] == [each for each in found if each.entity == most]


LOST = """
    name: lost
    market:
      cost_to_serve: 0%
      channels: {calls: {ceiling: 1 per day, half_spend: 1k, organic: 100%, segments: {firms: 100%}}}
      segments: {firms: {contract_value: 1.2k, committee: one, churn: 50%}}
      committees: {one: {meetings: 0, shared_luck: 0.3, roles: {boss: {base: 1, price: 2, fit: 0.5, proof: 0.7}}}}
      qualification: {active: {qualified: 80%}}
    plan: {price: 1.5, proof: {level: 0.5}}
    run: {start: 2026-01-01, months: 3, initial: {pipeline: {firms: 1}}, run_off: false}
"""


def test_a_vote_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Price a half above list, little proof, a firm that fits well, and typical luck."""
    kept = Reasons(None)
    monkeypatch.setattr(reference, "_lived", _watching(reference._lived, kept))
    lived(monkeypatch, LOST, [], {(Purpose.FIT, deal(0), 0): logistic(1.6), (Purpose.SHARED_LUCK, deal(0), 0): 0.5})
    (vote,) = [each for each in kept.found if each.decision == WIN]
    found = {term.name: value for term, value in vote.terms.items()}
    assert found["base"] == 1.0 and found["luck"] == 0.0
    assert found["list_price"] == pytest.approx(-2.0 * math.log(1.5))
    assert found["proof"] == pytest.approx(-0.35)
    assert found["fit"] > 0.3


def _watching(lived_before, kept):  # type: ignore[no-untyped-def]
    return lambda inputs, replication, most, *_: lived_before(inputs, replication, most, None, kept)


def test_a_wait_costs_what_interest_it_takes() -> None:
    inputs = resolve(load(SHIPPED / "baseline.yaml", ["run.months=3"]))
    _, found = reference.reasons(inputs, 0)
    talks = [each for each in found if each.decision == QUALIFY]
    assert talks
    for each in talks:
        told = {term.name: value for term, value in each.terms.items()}
        (waited,) = each.amounts.values()
        chances = []
        for handling in (inputs.active.handling, inputs.passive.handling):
            chances.append(bounded_logit(handling.qualified * interest(handling, waited)))
        assert min(abs(told["usual"] + told["waited"] - chance) for chance in chances) < 1e-9


def test_what_is_certain_stays_so() -> None:
    kept = Reasons(None)
    term = next(each for each in INFLUENCES if each.of == RENEW and each.name == "loyalty")
    other = next(each for each in INFLUENCES if each.of == RENEW and each.name == "rise")
    kept.tell(7, term, -bounded_logit(0.0))
    kept.tell(7, other, -0.5)
    kept.decided(0, 0, 7, RENEW, 1, 1, -bounded_logit(0.0))
    (reason,) = kept.found
    assert reason.terms[CERTAIN[RENEW]] == pytest.approx(0.5)
    assert math.fsum(reason.terms.values()) == pytest.approx(reason.logit)


def test_two_influences_of_one_decision_have_two_names() -> None:
    with pytest.raises(AssertionError, match="two are `usual`"):
        influence("usual", "anything", EXPAND)
    with pytest.raises(AssertionError, match="two are `brand`"):
        influence("brand", "a sum that is in every vote", WIN)
    assert len({(each.name, each.decision) for each in INFLUENCES}) == len(INFLUENCES)
    assert {each.of for each in INFLUENCES} >= {QUALIFY, WIN, RENEW, EXPAND, CONTRACT, PRICE}


def test_rows_for_studies() -> None:
    scenario = gtmsim.load(str(EVERYTHING))
    rows = gtmsim.influences(scenario, 1)
    journal = gtmsim.simulate(gtmsim.resolve(scenario), 1)
    entities, first = np.unique(journal.entity[journal.entity != 0], return_index=True)
    entities = entities[np.argsort(first)]
    at = np.flatnonzero(journal.kind == Kind.VOTE)
    voters = [int(np.flatnonzero(entities == journal.entity[row])[0]) + 1 for row in at]
    votes = [row for row in rows if row.decision == "win" and row.term == "base"]
    assert [row.account for row in votes] == voters
    assert [row.logit for row in votes] == journal.value[at].tolist()
    assert {row.decision for row in rows} == set(DECISIONS)
    assert {row.words for row in rows if row.term == "condition"} == {"how its own business goes"}


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
def test_the_fast_engine_compiles_it_to_nothing() -> None:
    pytest.importorskip("numba")
    from gtmsim.engine.compiled.kernels import port
    from gtmsim.machine.jit import entry

    def silent(x: float) -> float:
        return x + 1.0

    def telling(x: float) -> float:
        more = x * 3.0 - 2.0
        if port.asked(x, x):
            port.decided(x, x, 1, 2, 3, more / x)
        port.tell(x, x, 4, -more * x)
        port.weigh(x, x, 1, 6, x)
        port.measure(x, x, 4, more)
        return x + 1.0

    bodies = []
    for function in (silent, telling):
        twin = entry(function)
        assert twin(1.0) == 2.0
        (code,) = twin.inspect_asm().values()
        body = code[: code.index(".Lfunc_end0:")]  # the function itself comes first
        bodies.append([line for line in body.splitlines() if line.startswith("\t") and not line.startswith("\t.")])
    assert bodies[0] == bodies[1]
