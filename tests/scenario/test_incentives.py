"""What a file may say of SPIFs, clawback and a limit of open deals: what is refused, what is idle, what is read."""

from pathlib import Path

import pytest

from gtmsim.rules.calendar import DAY, NEVER
from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.resolved.day_zero import same_day_zero
from gtmsim.study.changes import asked, changes

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
SPIF, BACK = "plan.spifs={spring: {per_win: 500%s}}", "plan.commission_clawback=%s"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (SPIF % ", segment: smal", r"E_UNKNOWN plan\.spifs\.spring\.segment: .*did you mean `small`"),
        (SPIF % ", starts: 2026-06-01, ends: 2026-06-01", r"E_RANGE plan\.spifs\.spring\.ends: .*no win pays it"),
        (SPIF % ", starts: soon", r"plan\.spifs\.spring\.starts"),
        ("plan.spifs={spring: {per_win: -5}}", r"E_RANGE plan\.spifs\.spring\.per_win"),
        ("plan.spifs={spring: {starts: 2026-06-01}}", r"E_MISSING plan\.spifs\.spring\.per_win"),
        ("plan.teams.ae.open_deals=0", r"E_RANGE plan\.teams\.ae\.open_deals"),
        ("plan.teams.sdr.open_deals=5", r"E_UNKNOWN plan\.teams\.sdr\.open_deals"),
        (BACK % "0 months", r"E_RANGE plan\.commission_clawback"),
        (BACK % "61 months", r"E_RANGE plan\.commission_clawback"),
        (BACK % "6", r"E_UNIT plan\.commission_clawback"),
        (BACK % "40 days", r"plan\.commission_clawback"),
    ],
)
def test_what_is_refused(change: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load(BASELINE, [change])


CLOSES = "market.segments.%s.closure_rate=%s"
NEVER_CLOSES = [CLOSES % ("small", "0"), CLOSES % ("mid", "0")]
COLLECTED = "plan.collection={small: {payment_terms: 30 days}, mid: {payment_terms: 30 days%s}}"
QUOTA = "plan.quota={per_year: 700k, clawback: true}"
BOUND, CLAWBACK = [BACK % "12 months", *NEVER_CLOSES], "plan.commission_clawback"
IDLE = [  # what is idle, where, and the same with a remedy
    ([SPIF % ", starts: 2028-01-01"], "plan.spifs.spring.starts", [SPIF % ", starts: 2027-01-01"]),
    ([SPIF % ", ends: 2026-01-01"], "plan.spifs.spring.ends", [SPIF % ", ends: 2026-01-02"]),
    ([BACK % "6 months", "plan.commission=0"], CLAWBACK, [BACK % "6 months"]),
    (BOUND, CLAWBACK, [BACK % "13 months", *NEVER_CLOSES]),
    ([SPIF % ", clawback: true"], "plan.spifs.spring.clawback", [SPIF % ", clawback: true", BACK % "6 months"]),
    ([QUOTA], "plan.quota.clawback", [QUOTA, BACK % "6 months"]),
    ([BACK % "6 months", "plan.commission=0"], CLAWBACK, [BACK % "6 months", "plan.commission=0", QUOTA]),
    (BOUND, CLAWBACK, [*BOUND, "plan.terms.small=6 months"]),
    (BOUND, CLAWBACK, [*BOUND, "plan.offers={mid: {term: 1 month}}"]),
    (BOUND, CLAWBACK, [*BOUND, "plan.offers={mid: {terms: {monthly: 20%, annual: 80%}}}"]),
    (BOUND, CLAWBACK, [BACK % "12 months", CLOSES % ("small", "0"), CLOSES % ("mid", "1 per year")]),
    ([*BOUND, COLLECTED % ""], CLAWBACK, [*BOUND, COLLECTED % ", cut_off_after: 20 days"]),
]


@pytest.mark.parametrize(("idle", "where", "remedy"), IDLE)
def test_what_has_no_effect_is_told(idle: list[str], where: str, remedy: list[str]) -> None:
    def told(sets: list[str]) -> list[str]:
        found = warnings_of(load(BASELINE, sets))
        return [dotted(problem.path) for problem in found if problem.code == "W_UNUSED"]

    assert where in told(idle)
    assert where not in told(remedy)


def test_what_is_said_is_what_engines_read() -> None:
    two = "plan.spifs={b: {per_win: 12.34, starts: 2026-01-11, segment: mid}, a: {per_win: 500, ends: 2026-01-03}}"
    inputs = resolve(load(BASELINE, [two, BACK % "6 months"]))
    mid = [segment.name for segment in inputs.segments].index("mid")
    assert inputs.clawback == 6 and inputs.teams[inputs.ae].open_deals == 0
    assert [tuple(each)[:5] for each in inputs.spifs] == [
        ("a", 50_000, 0, 2 * DAY, -1),
        ("b", 1_234, 10 * DAY, NEVER, mid),
    ]
    bare = resolve(load(BASELINE))
    assert (bare.clawback, bare.spifs) == (0, ())


def test_they_are_decisions_and_move_nothing_of_day_0() -> None:
    limit = "plan.teams.ae.open_deals=3"
    base, adds = load(BASELINE), load(BASELINE, [SPIF % "", BACK % "6 months", limit])
    assert same_day_zero(base, adds) and asked(changes(base, adds)) == "decision"
