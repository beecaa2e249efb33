"""What a file may say of cash and of funding that is kept ready: what is refused, what is idle, and other spellings."""

import pytest

from gtmsim.mechanisms.cash_policy.section import ARR
from gtmsim.metrics.also import ALSO
from gtmsim.report.starter import STARTER
from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load, warnings_of
from gtmsim.scenario.resolve import resolve

CASH = "run.initial.cash=500k"
ROWS = "[{name: short, when: {%s}, then: {%s}}, {name: rest, then: {spend: 100%%}}]"
POLICY = f"plan.policies.cash_policy={{hit: first, rows: {ROWS}}}"
SHORT = 'runway: "< 6 months"'
BRIDGE = "plan.funding={bridge: {on_call: 60 days, amount: 500k%s}}"
FUNDING = r"plan\.funding\.bridge"


@pytest.mark.parametrize(
    ("sets", "wrong"),
    [
        (["plan.funding={bridge: {amount: 500k}}"], rf"E_MISSING {FUNDING}: .* when the money comes in; say `date`"),
        ([BRIDGE % ", date: 2026-03-01"], rf"E_CONFLICT {FUNDING}\.on_call: .* keep `date` or `on_call`"),
        ([BRIDGE % ", repaid: 2027-03-01"], rf"E_CONFLICT {FUNDING}\.repaid: .* say `repaid_after: 24 months`"),
        (
            ["plan.funding={bridge: {date: 2026-03-01, amount: 1M, repaid: 2027-01-01, repaid_after: 1 year}}"],
            rf"E_CONFLICT {FUNDING}\.repaid_after",
        ),
        (["plan.funding={none: {on_call: 60 days, amount: 500k}}"], r"E_VALUE plan\.funding\.none"),
        ([POLICY % (SHORT, "raise: bridge")], r"E_FACT .*then\.raise: raise is never `bridge`"),
        ([BRIDGE % "", POLICY % (SHORT, "raise: brige")], r"E_FACT .*did you mean `bridge`"),
        ([POLICY % (SHORT, "hiring: frozen")], r"E_FACT .*then\.hiring"),
        ([POLICY % (SHORT, "spend: 600%")], r"E_RANGE .*then\.spend"),
        ([POLICY % ('arr_against_plan: "< 0.8"', "spend: 50%")], ""),
        (["plan.cash_floor=-5k"], r"plan\.cash_floor"),
    ],
)
def test_contradictions_are_refused(sets: list[str], wrong: str) -> None:
    if not wrong:
        load(STARTER, [CASH, *sets])
        return
    with pytest.raises(ScenarioError, match=wrong):
        load(STARTER, [CASH, *sets])


DATED = "plan.funding={bridge: {date: 2026-05-01, amount: 300k, repaid: 2027-05-01, interest: 10%}}"
LOAN = "`plan.funding.loan: {on_call: 60 days, amount: 300k, repaid_after: 24 months}`"
LETS_GO = '`{hit: first, rows: [{name: fewer, when: {team: sdr, runway: "< 6 months"}, then: {change: -%s}}, '
LETS_GO += "{name: others, then: {change: 0}}]}`"


@pytest.mark.parametrize(
    ("sets", "answer", "hint"),
    [
        (
            [DATED],
            "raise: loan",
            f"no funding is kept ready (`bridge` comes on 2026-05-01 by itself): add some, as {LOAN}",
        ),
        ([], "raise: loan", f"no funding is kept ready: add some, as {LOAN}"),
        ([], "raise: 300k", f"{LOAN}; an answer names it and its amount is said there"),
        (
            [DATED],
            "raise: bridge",
            "`bridge` comes on 2026-05-01 whatever the cash is; to keep it ready until it is asked for, say "
            "`on_call: 60 days` in place of its `date` and `repaid_after: 12 months` in place of its `repaid`",
        ),
        ([BRIDGE % ""], "raise: loan", "did you mean `bridge`?"),
        ([BRIDGE % ""], "borrow: 200k", "`raise` names the funding that is asked for: `raise: bridge`"),
        ([], "fire: 2", LETS_GO % 2),
        ([], "layoffs: 10%", LETS_GO % 1),
        ([], "hire: 2", "; `hiring: freeze` stops hiring here"),
        ([], "hiring: layoffs", "here hiring is `freeze` or `as_planned`"),
        ([], "change: -2", "it is an answer of `plan.policies.hiring`"),
        ([], "price: 95%", "no table decides that: it is `plan.price`, which may follow dates"),
        ([], "spent: 50%", "did you mean `spend`?"),
    ],
)
def test_what_the_policy_does_not_know_is_named_where_it_is(sets: list[str], answer: str, hint: str) -> None:
    with pytest.raises(ScenarioError) as error:
        load(STARTER, [CASH, *sets, POLICY % (SHORT, answer)])
    assert any(each.code == "E_FACT" and hint in f"{each.hint}" for each in error.value.problems), str(error.value)


def test_what_is_offered_there_is_read_when_it_is_typed() -> None:
    load(
        STARTER, [CASH, f"plan.policies.hiring={(LETS_GO % 2).strip('`')}", f"{LOAN.strip('`').replace(': ', '=', 1)}"]
    )
    ready = DATED.replace("date: 2026-05-01", "on_call: 60 days").replace(
        "repaid: 2027-05-01", "repaid_after: 12 months"
    )
    load(STARTER, [CASH, ready, POLICY % (SHORT, "raise: bridge")])


def test_who_looks_at_cash_asks_how_much_there_is() -> None:
    with pytest.raises(ScenarioError, match=r"E_MISSING .*runway: nothing says how much cash"):
        load(STARTER, ["run.initial.cash=null", POLICY % (SHORT, "spend: 50%")])


def idle(*sets: str) -> list[str]:
    """What a scenario says of cash that changes nothing."""
    found = [each for each in warnings_of(load(STARTER, list(sets))) if each.code == "W_UNUSED"]
    return [dotted(each.path) for each in found]


@pytest.mark.parametrize(
    ("sets", "where"),
    [
        (["plan.cash_floor=50k", "run.initial.cash=null"], ["plan.cash_floor"]),
        (["plan.cash_floor=50k", CASH], []),
        ([CASH, BRIDGE % ""], ["plan.funding.bridge.on_call"]),
        ([CASH, BRIDGE % ", repaid_after: 2 years, interest: 12% per year", POLICY % (SHORT, "raise: bridge")], []),
        (
            [CASH, BRIDGE % ", interest: 12% per year", POLICY % (SHORT, "raise: bridge")],
            ["plan.funding.bridge.interest"],
        ),
    ],
)
def test_what_changes_nothing_is_told(sets: list[str], where: list[str]) -> None:
    assert [path for path in idle(*sets) if path.startswith(("plan.cash", "plan.funding"))] == where


def test_a_freeze_where_nobody_is_hired_is_told() -> None:
    frozen = POLICY % (SHORT, "hiring: freeze")
    here = "plan.policies.cash_policy.rows.0.then.hiring"
    assert here in idle(CASH, frozen)
    assert here not in idle(CASH, frozen, "market.attrition={ae: 30% per year}")


@pytest.mark.parametrize("said", ["2 years", "24 months"])
def test_a_term_in_months(said: str) -> None:
    (bridge,) = resolve(load(STARTER, [CASH, BRIDGE % f", repaid_after: {said}"])).funding
    assert (bridge.loan, bridge.term, bridge.comes, bridge.lag) == (True, 24, -1, 60 * 86_400_000_000)


def test_a_term_of_a_loan_on_a_date_ends_on_its_day() -> None:
    said = "plan.funding={loan: {date: 2026-01-31, amount: 10k, repaid_after: 1 month}}"
    (loan,) = resolve(load(STARTER, [CASH, "run.start=2026-01-01", "run.months=12", said])).funding
    assert loan.repaid == 58 * 86_400_000_000 and loan.term == 0  # 28 February


def test_arr_is_known_by_all_its_names() -> None:
    assert set(ARR) == {"arr_end", *ALSO["arr_end"].split()}
    paths = [
        resolve(load(STARTER, [CASH, f"run.target.{name}=2M", POLICY % (SHORT, "spend: 50%")])).arr_path
        for name in ("arr_end", "arr")
    ]
    assert paths[0] == paths[1] and len(paths[0]) > 2
    assert resolve(load(STARTER, ["run.target.arr_end=2M"])).arr_path == ()
