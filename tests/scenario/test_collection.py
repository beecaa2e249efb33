"""What a file may say of how bills are paid and of funding: what is refused, what is idle, and what day 0 keeps."""

from pathlib import Path

import pytest

from gtmsim.mechanisms.collection.section import PaymentTerms, found_terms
from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.resolved.day_zero import same_day_zero
from gtmsim.study.changes import asked, changes, settings

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
LOAN = "plan.funding={bridge: {date: 2026-03-01, amount: 300k, repaid: %s, interest: 9%% per year}}"


def asks(small: str = "payment_terms: 30 days") -> str:
    """What small customers are asked; the others have 60 days."""
    return f"plan.collection={{small: {{{small}}}, mid: {{payment_terms: 60 days}}}}"


def pays(small: str = "days_late: 20 days, never_paid: 2%") -> str:
    """How small customers pay; the others are 9 days late."""
    return f"market.collection={{small: {{{small}}}, mid: {{days_late: 9 days}}}}"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            "plan.collection={small: {payment_terms: 30 days}}",
            r"E_MISSING plan\.collection: .*nothing says how `mid` pays",
        ),
        ("market.collection={mid: {never_paid: 2%}}", r"E_MISSING market\.collection: .*nothing says how `small` pays"),
        ("plan.collection={big: {payment_terms: 9 days}}", r"E_UNKNOWN plan\.collection\.big"),
        (pays("never_paid: 120%"), r"market\.collection\.small\.never_paid"),
        (asks("payment_terms: -3 days"), r"E_RANGE plan\.collection\.small\.payment_terms"),
        (asks("write_off_after: 0 days"), r"E_RANGE plan\.collection\.small\.write_off_after"),
        (
            "run.initial.plan.collection={big: {payment_terms: 1 day}}",
            r"E_UNKNOWN run\.initial\.plan\.collection\.big",
        ),
        (LOAN % "2026-02-01", r"E_RANGE plan\.funding\.bridge\.repaid: .*before it comes in"),
        ("plan.funding={seed: {date: 2026-03-01}}", r"E_MISSING plan\.funding\.seed\.amount"),
    ],
)
def test_what_makes_no_sense_is_refused(change: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load(BASELINE, [change])


PAYS, ASKS = "market.collection.small", "plan.collection.small"
REMIND = asks("remind_after: 5 days")
SEED = "plan.funding={seed: {date: %s, amount: 1M%s}}"
IDLE = [
    ([pays("never_paid: 2%, reminder_speedup: 50%")], f"{PAYS}.reminder_speedup", [REMIND]),
    ([pays("never_paid: 2%, reminder_recovery: 50%")], f"{PAYS}.reminder_recovery", [REMIND]),
    ([pays(), asks("reminder_cost: 5")], f"{ASKS}.reminder_cost", None),
    ([asks("remind_after: 5 days")], f"{ASKS}.remind_after", [pays()]),
    ([asks("cut_off_after: 5 days")], f"{ASKS}.cut_off_after", [pays()]),
    ([pays("days_late: 20 days, late_share: 0%")], f"{PAYS}.days_late", None),
    ([pays(), asks("cut_off_after: 90 days, write_off_after: 60 days")], f"{ASKS}.cut_off_after", None),
    ([pays(), asks("remind_after: 70 days, write_off_after: 60 days")], f"{ASKS}.remind_after", None),
    ([pays(), asks("remind_after: 50 days, cut_off_after: 40 days")], f"{ASKS}.remind_after", None),
    ([SEED % ("2026-06-01", ""), "run.initial.cash=null"], "plan.funding", None),
    ([pays("late_share: 30%")], f"{PAYS}.late_share", None),
    (["run.initial.plan.collection={small: {payment_terms: 5 days}}"], "run.initial.plan.collection", [asks()]),
    ([SEED % ("2025-06-01", "")], "plan.funding.seed.date", None),
    ([SEED % ("2028-01-01", "")], "plan.funding.seed.date", ["run.months=25"]),
    ([SEED % ("2026-06-01", ", interest: 5% per year")], "plan.funding.seed.interest", None),
]


@pytest.mark.parametrize(("sets", "where", "remedy"), IDLE)
def test_what_has_no_effect_is_told(sets: list[str], where: str, remedy: list[str] | None) -> None:
    def told(*more: str) -> list[str]:
        found = warnings_of(load(BASELINE, [*sets, *more]))
        return [dotted(problem.path) for problem in found if problem.code == "W_UNUSED"]

    assert where in told()
    assert remedy is None or where not in told(*remedy)


def test_no_plan_moves_the_bills_of_day_0() -> None:
    """Who paid at once until day 0 has paid all; who had 30 days still has them for the bills of before."""
    base, adds = load(BASELINE), load(BASELINE, [asks()])
    assert found_terms(adds, adds.plan) == dict.fromkeys(("small", "mid"), PaymentTerms(payment_terms=0.0))
    assert same_day_zero(base, adds)
    assert (asked(changes(base, adds)), settings(changes(base, adds))) == ("decision", [])
    crunch = BASELINE.parent / "cash_crunch"
    thirty, sixty = load(crunch / "net_30.yaml"), load(crunch / "net_60.yaml")
    assert found_terms(sixty, sixty.plan) == found_terms(thirty, thirty.plan)
    assert {each.payment_terms for each in found_terms(sixty, sixty.plan).values()} == {30.0}
    assert same_day_zero(thirty, sixty) and asked(changes(thirty, sixty)) == "decision"


def test_what_is_said_is_what_engines_read() -> None:
    small, mid = "small", "mid"
    inputs = resolve(load(BASELINE, [asks("remind_after: 7 days"), pays(), LOAN % "2027-03-01"]))
    by_name = {segment.name: each for segment, each in zip(inputs.segments, inputs.collection, strict=True)}
    day = 86_400_000_000
    assert (by_name[small].now.due, by_name[mid].now.due) == (30 * day, 60 * day)
    assert (by_name[small].now.reminded, by_name[mid].now.reminded) == (7 * day, -1)
    assert (by_name[small].never, by_name[mid].never) == (0.02, 0.0)
    (loan,) = inputs.funding
    assert (loan.name, loan.comes, loan.repaid, loan.loan) == ("bridge", 59 * day, 424 * day, True)
    bare = resolve(load(BASELINE))
    assert (bare.collection, bare.funding) == ((), ())


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("net 30", "write `30 days`"),
        ("Net 60 days", "write `60 days`"),
        ("NET-45", "write `45 days`"),
        ("n/30", "write `30 days`"),
        ("30 net", "write `30 days`"),
        ("30 days net", "write `30 days`"),
        ("net 2 months", "write `2 months`"),
        ("30 calendar days", "write `30 days`"),
        ("30 days after invoice", "write `30 days`"),
        ("30 days from the date of the invoice", "write `30 days`"),
        ("within 30 days", "write `30 days`"),
        ("2/10 net 30", "nobody pays early here, so that this is: write `30 days`"),
        ("30 days EOM", "write `45 days`"),
        ("due on receipt", "what is paid with the bill has no terms: write `0 days`"),
        ("upfront", "write `0 days`"),
        ("none", "write `0 days`"),
        ("60", "write `60 days` or `60h`"),
        ("45 working days", "write `63 days`"),
    ],
)
def test_terms_as_invoices_say_them_are_named_as_durations(said: str, hint: str) -> None:
    with pytest.raises(ScenarioError) as error:
        load(BASELINE, [asks(f"payment_terms: {said}")])
    assert hint in str(error.value.problems[0].hint)
    with pytest.raises(ScenarioError) as error:  # also where the terms of others are not said yet
        load(BASELINE, [f"plan.collection={{small: {{payment_terms: {said}}}}}"])
    assert hint in str(error.value.problems[0].hint)


@pytest.mark.parametrize("said", ["365days", "30d", "2 months", "6weeks", "1 year", "0"])
def test_terms_are_read_with_and_without_a_blank(said: str) -> None:
    found = load(BASELINE, [asks(f"payment_terms: {said}")])
    assert not any("hours" in str(each) for each in warnings_of(found))


def test_a_sign_of_equality_within_braces_is_a_colon() -> None:
    hint = r"a colon stands between name and value, as in `payment_terms: 365days`"
    for said in ("plan.collection={small: {payment_terms=365days}}", "plan.collection={small: payment_terms=365days}"):
        with pytest.raises(ScenarioError, match=hint):
            load(BASELINE, [said])
