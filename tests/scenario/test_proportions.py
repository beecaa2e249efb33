"""Numbers that are odd beside others, and dates that a run never meets."""

import datetime
from pathlib import Path

import pytest

from gtmsim.scenario.checks.timing import end_of, meant_year
from gtmsim.scenario.checks.workload import work_of_teams
from gtmsim.scenario.files.written import written
from gtmsim.scenario.language.problems import Problem, dotted
from gtmsim.scenario.load import load, load_mapping, load_text, warnings_of
from gtmsim.scenario.resolved.found import steady

BASE = Path(__file__).parent / "firm" / "baseline.yaml"

TABLE = "plan.policies.discount={hit: first, rows: [{name: a, %s, then: {discount: 5%%}}, {name: b, then: {}}]}"
SMALL = ["market.segments.small.contract_value=400", "market.segments.mid.contract_value=900"]
ODD = [  # (changes, where, what is said)
    (["plan.teams.ae.headcount=200"], "headcount", "the work is for about 5.2; did you mean `20` or `2`?"),
    (["plan.teams.sdr.headcount=200"], "sdr.headcount", "for about 2.9; did you mean `20` or `2`?"),
    (["plan.teams.csm.headcount={2026-01-01: 3, 2026-03-01: 300}"], "csm.headcount", "300 people"),
    (["plan.teams.ae.headcount=45"], "ae.headcount", "check the headcount, the leads and the hours"),
    (["market.selling.stages.demo.selling_time=80h"], "ae.headcount", "and there are 5; most of it is never done"),
    (["plan.spend.search_ads=20k per day"], "search_ads", "7.3M a year, and the customers of day 0 pay 4.27M"),
    (["plan.spend.search_ads=20k per day"], "search_ads", "did you mean `20k per month`"),
    (["plan.spend.partners=4k per day"], "partners", "20 times the spend that brings half of the channel's leads"),
    (["plan.other_opex=150k per day"], "other_opex", "54.8M a year"),
    (["plan.overhead={2026-01-01: 9k, 2026-06-01: 40k per day}"], "overhead.2026-06-01", "14.6M a year"),
    (["market.channels.content.max_leads=6 per year"], "channels.content", "for 24k a month is 96k a lead"),
    ([*SMALL, "market.channels.partners.cost_per_lead=4900"], "partners.cost_per_lead", "4.9k for one, and a"),
    ([*SMALL, "plan.referral_reward=5k"], "referral_reward", "brings 1.02k a year"),
    (["market.segments.mid.value_sigma=0.9"], "mid.contract_value", "this spread is 51k; write `{mean: 34k}`"),
    (["plan.teams.ae.headcount={2026-01-01: 5, 2028-03-01: 9}"], "2028-03-01", "the run ends on 2027-12-31"),
    (["plan.teams.ae.headcount={2026-01-01: 5, 2028-03-01: 9}"], "2028-03-01", "did you mean `2026-03-01`?"),
    (["plan.teams.ae.headcount={start: 5, 2025-03-01: 9}"], "start", "and the run begins on 2026-01-01"),
    (["plan.spend.content={2026-01-01: 10k, 2028-01-01: 9k}"], "2028-01-01", "leave it out, or make the run longer"),
    (["plan.price={2024-01-01: 90%, 2025-01-01: 100%}"], "2024-01-01", "is never in force: 2025-01-01 follows"),
    (["plan.working_hours.holidays=[2025-12-25, 2025-12-26]"], "holidays", "no day off lies in the run"),
    (["plan.events.trade_shows.dates=[2025-05-06]"], "trade_shows.dates", "did you mean `2026-05-06`?"),
    ([TABLE % "starts: 2028-02-01"], "rows.0.starts", "the row begins on 2028-02-01: the run ends on 2027-12-31"),
    ([TABLE % "starts: 2028-02-01"], "rows.0.starts", "did you mean `2026-02-01`?"),
    ([TABLE % "ends: 2026-05-31"], "rows.0.ends", "did you mean `2026-06-01`, with all of the month?"),
    ([TABLE % "ends: 2026-06-01"], "rows.0.ends", ""),
    (["plan.spifs.q2={per_win: 300, ends: 2026-06-30}"], "q2.ends", "the last one with it is 2026-06-29"),
    ([TABLE % "ends: 2025-02-01"], "rows.0.ends", "the row ends on 2025-02-01: the run begins on 2026-01-01"),
]  # fmt: skip


def warned(*sets: str) -> list[Problem]:
    """The warnings of the baseline with changes; it has none without."""
    return list(warnings_of(load(BASE, sets)))


@pytest.mark.parametrize(("changes", "where", "says"), ODD, ids=[f"{c[-1][:40]} {s[:20]}" for c, _, s in ODD])
def test_what_is_odd_beside_other_numbers_is_warned_of(changes: list[str], where: str, says: str) -> None:
    found = warned(*changes)
    told = [str(problem) for problem in found if dotted(problem.path).endswith(where)]
    assert any(says in text for text in told) if says else not told, found
    assert all(problem.mark and problem.hint for problem in found)


def test_a_firm_without_customers_is_judged_by_its_work_alone() -> None:
    empty = "run.initial=empty"
    assert [problem.code for problem in warned(empty)] == ["W_EMPTY_START"]
    assert any(problem.path[-1] == "headcount" for problem in warned(empty, "plan.teams.ae.headcount=200"))
    assert not [each for each in warned(empty, "plan.other_opex=900k") if each.path[-1] == "other_opex"]


def test_a_number_is_warned_of_once() -> None:
    """A salary that is odd by itself is not odd again beside the firm's revenue."""
    (found,) = warned("plan.teams.ae.salary=9M")
    assert found.path == ("plan", "teams", "ae", "salary")
    (found,) = warned("market.segments.mid.churn=80%")
    assert "leave in a year" in found.message


def test_work_is_estimated_within_a_third() -> None:
    """Against hours in queues of the shipped baseline: the sales teams are near their limits by design."""
    work = work_of_teams(load(BASE))
    assert 0.8 < work["sdr"].most / work["sdr"].can < 1.2
    assert 0.7 < work["ae"].most / work["ae"].can < 1.3
    assert work["csm"].least < work["csm"].most


def test_what_python_changed_is_looked_at_as_it_is() -> None:
    scenario = load(BASE)
    assert not warnings_of(scenario)
    teams = scenario.plan.teams
    assert teams.ae is not None
    ae = teams.ae.model_copy(update={"salary": steady(135.0)})
    plan = scenario.plan.model_copy(update={"teams": teams.model_copy(update={"ae": ae})})
    changed = scenario.model_copy(update={"plan": plan})
    (found,) = warnings_of(changed)
    assert found.path == ("plan", "teams", "ae", "salary") and "135 per year" in found.message
    assert not warnings_of(scenario)
    more = changed.model_copy(update={"run": changed.run.model_copy(update={"replications": 7})})
    assert warnings_of(more) == (found,)


def test_settings_that_python_changed_are_looked_at_too() -> None:
    scenario = load(BASE)
    assert not warnings_of(scenario)
    for name, value in (("discount_rate", 0.9), ("start", datetime.date(2031, 1, 1)), ("initial", "empty")):
        run = scenario.run.model_copy(update={name: value})
        assert warnings_of(scenario.model_copy(update={"run": run})), name
    assert not warnings_of(scenario)


def test_what_reading_found_is_said_of_the_scenario_as_read() -> None:
    """It is looked for once; in what Python has changed it is looked for anew, so that it goes with its cause."""
    scenario = load(BASE, ["run.initial=empty"])
    (found,) = warnings_of(scenario)
    assert found.code == "W_EMPTY_START" and found.mark is not None
    filled = scenario.model_copy(update={"run": load(BASE).run})
    assert not warnings_of(filled)
    assert warnings_of(scenario) == (found,)


def test_a_scenario_from_python_is_looked_at_too() -> None:
    said = written(load(BASE, ["plan.teams.ae.salary=135"]))
    (found,) = warnings_of(load_mapping(said))
    assert found.path == ("plan", "teams", "ae", "salary")


def test_days_of_other_years() -> None:
    start, end = datetime.date(2026, 3, 1), datetime.date(2027, 3, 1)
    assert meant_year(datetime.date(2030, 4, 5), start, end) == "did you mean `2026-04-05`?"
    assert meant_year(datetime.date(2030, 2, 5), start, end) == "did you mean `2027-02-05`?"
    assert meant_year(datetime.date(2028, 2, 29), start, end) == ""
    assert meant_year(datetime.date(2030, 4, 5), start, datetime.date(2026, 4, 1)) == ""
    assert end_of(load(BASE)) == datetime.date(2028, 1, 1)


def test_a_median_that_is_said_is_no_guess() -> None:
    wide = "market.segments.mid.value_sigma=0.9"
    assert [problem.code for problem in warned(wide)] == ["W_MEDIAN"]
    for said in ("{median: 34k}", "{mean: 34k}"):
        assert not warned(wide, f"market.segments.mid.contract_value={said}")
    assert not warned("market.segments.mid.contract_value={mean: 34k, sigma: 0.9}")


def test_text_without_a_file_has_places(tmp_path: Path) -> None:
    text = BASE.read_text().replace("salary: 130k per year", "salary: 130")
    (found,) = warnings_of(load_text(text, "plan"))
    assert found.mark is not None and found.mark.file == "plan"
    assert text.split("\n")[found.mark.line - 1].strip() == "salary: 130"
