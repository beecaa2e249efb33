"""What is read otherwise than many would mean it is refused or warned of, with writings that work."""

import json
import re
from pathlib import Path

import pytest

from gtmsim.metrics import METRICS
from gtmsim.report.checked import explained
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, variant, warnings_of
from gtmsim.study.deciding import can_decide, renamed

SHIPPED = Path(__file__).parents[2] / "scenarios"
BASE = Path(__file__).parent / "firm" / "baseline.yaml"


def told(changes: dict[str, object], base: Path = BASE) -> list[str]:
    """The readings that a variant is warned of."""
    scenario = variant(base, changes)
    found = [*warnings_of(scenario), *renamed(scenario)]
    return [str(each) for each in found if each.code == "W_READING"]


def refused(changes: dict[str, object], base: Path = BASE) -> str:
    """The errors of a variant."""
    with pytest.raises(ScenarioError) as caught:
        can_decide(variant(base, changes))
    return str(caught.value)


def table(point: str, *rows: str) -> dict[str, object]:
    """A change of one table."""
    return {f"plan.policies.{point}": "{hit: first, rows: [" + ", ".join(rows) + "]}"}


@pytest.mark.parametrize(
    ("path", "value", "meant"),
    [
        ("market.selling.stages", "[{name: Discovery, conversion: 60%}]", "discovery"),
        ("market.selling.stages.propsal", "{conversion: 60%}", "proposal"),
        ("market.committees.cross_functional.roles.procurment", "{price: 2}", "procurement"),
        ("market.committees.cross_functional.roles.decision maker", "{price: 2}", "decision_maker"),
        ("market.channels.Partners", "{max_leads: 1 per day, segments: {small: 100%}}", "partners"),
    ],
)
def test_a_new_name_close_to_a_known_one_is_asked_about(path: str, value: str, meant: str) -> None:
    """Nothing is added by a slip; `replaces` adds it all the same."""
    text = refused({path: value})
    assert f"did you mean `{meant}`?" in text
    added = re.search(r"write `--set (\S+?):=", text) or re.search(r"`replaces: \{(.+): \{\.\.\}\}`", text)
    assert added, text


def test_what_the_hint_says_adds_a_thing_with_a_close_name(tmp_path: Path) -> None:
    """A stage called as another but for a letter may be meant."""
    file = tmp_path / "two.yaml"
    (tmp_path / "baseline.yaml").write_bytes(BASE.read_bytes())
    head = "version: 2\nextends: baseline.yaml\n"
    file.write_text(f"{head}replaces: {{market.selling.stages.demos: {{conversion: 60%}}}}\n", encoding="utf-8")
    assert [stage.name for stage in load(file).market.selling.stages][-1] == "demos"


@pytest.mark.parametrize("name", ["legal", "demo 2", "trial", "pilot"])
def test_other_new_names_are_new_things(name: str) -> None:
    """A name with another number or of other letters is no slip."""
    stages = variant(BASE, {"market.selling.stages": f"[{{name: {name}, conversion: 60%}}]"}).market.selling.stages
    assert stages[-1].name == name


def test_a_thing_may_be_renamed_by_a_letter() -> None:
    """What is removed leaves its name to what is like it."""
    roles = "market.committees.cross_functional.roles"
    named = variant(BASE, {f"{roles}.finance": None, f"{roles}.Finance": "{price: 2}"})
    assert "Finance" in named.market.committees["cross_functional"].roles


def test_two_new_things_with_one_name_are_told() -> None:
    """Capitals alone part no two fundings."""
    rounds = dict.fromkeys(("plan.funding.seed", "plan.funding.Seed"), "{amount: 1M, date: 2026-05-01}")
    assert any("`seed` and `Seed`" in line for line in told(rounds))


@pytest.mark.parametrize(
    ("point", "fact", "cell", "meant"),
    [
        ("discount", "contract_value", "35k", "`>= 35k`"),
        ("effort", "contract_value", "15k, 60k", "`[15k..60k]`"),
        ("entitlement", "annual_value", "not(25k)", "`>= 25k`"),
        ("hiring", "utilisation", "85%", "`>= 85%`"),
        ("discount", "contract_value", '"[15..40k]"', "`[15k..40k]`"),
        ("discount", "contract_value", '"> 35"', "`35k`"),
        ("hiring", "cash", '"< 3"', "`3M`"),
        ("hiring", "utilisation", '"> 0.8%"', "`80%`"),
        ("effort", "fit", '"> 70"', "deviation"),
    ],
)
def test_a_cell_that_hardly_ever_holds_is_told(point: str, fact: str, cell: str, meant: str) -> None:
    """An exact amount, thousands at one end of an interval, another scale."""
    answer = {
        "discount": "discount: 1%",
        "effort": "effort: 1.5",
        "entitlement": "csm_effort: 1.5",
        "hiring": "change: 1",
    }
    said = cell if cell.startswith('"') else f'"{cell}"'
    rest = {"discount": "discount: 0%", "effort": "effort: 1", "entitlement": "csm_effort: 1", "hiring": "change: 0"}
    rows = (
        f"{{name: some, when: {{{fact}: {said}}}, then: {{{answer[point]}}}}}",
        f"{{name: rest, then: {{{rest[point]}}}}}",
    )
    assert meant in " ".join(told(table(point, *rows)))


@pytest.mark.parametrize(
    ("point", "fact", "cell", "answer"),
    [
        ("renewal_offer", "coverage", "1", "discount: 1%"),
        ("effort", "score", "50", "effort: 1.5"),
        ("hiring", "mean_wait", "0", "change: 1"),
        ("hiring", "utilisation", ">= 85%", "change: 1"),
        ("hiring", "month", ">= 6", "change: 1"),
        ("discount", "contract_value", "[15k..60k)", "discount: 1%"),
        ("hiring", "queue_length", "5", "change: 1"),
    ],
)
def test_cells_that_hold_for_many_are_not_told(point: str, fact: str, cell: str, answer: str) -> None:
    """Bounds, whole numbers and values that stand for none."""
    none = {"discount": "0%", "effort": "1", "change": "0"}[answer.partition(":")[0]]
    rest = f"{{name: rest, then: {{{answer.partition(':')[0]}: {none}}}}}"
    assert not told(table(point, f'{{name: some, when: {{{fact}: "{cell}"}}, then: {{{answer}}}}}', rest))


def test_priorities_that_rise_as_ranks_are_told() -> None:
    """Who has more is served first, so that 1 comes last."""
    rows = [
        "{name: a, when: {segment: mid}, then: {team: sdr, priority: 1}}",
        "{name: b, when: {channel: content}, then: {team: sdr, priority: 2}}",
        "{name: c, then: {team: sdr, priority: 2}}",
    ]
    (line,) = told(table("lead_routing", *rows))
    assert "`c` (2) comes before `a` (1)" in line and "write 2, 1, 1 down the rows" in line
    falling = [row.replace("priority: 1", "priority: 9") for row in rows]
    assert not told(table("lead_routing", *falling))


def test_months_of_the_run_named_as_those_of_a_year_are_told() -> None:
    """`9, 10` is once in two years; the dates of the hint say each September and October."""
    rows = '{name: autumn, when: {month: "[9..10]"}, then: {spend: 150%}}', "{name: rest, then: {spend: 100%}}"
    (line,) = told(table("budget", *rows))
    assert "September 2026 and October 2026, once" in line and "`starts: 2026-09-01, ends: 2026-11-01`" in line
    assert not told({**table("budget", *rows), "run.months": 12})


def test_a_date_in_a_column_of_months_is_told_as_the_month_of_the_run() -> None:
    """A spreadsheet makes dates of what looks like one."""
    rows = "{name: a, when: {month: 2027-03-01}, then: {spend: 150%}}", "{name: rest, then: {spend: 100%}}"
    assert "write `15` for 2027-03 alone" in refused(table("budget", *rows))


def test_leads_of_events_are_counted_for_each() -> None:
    """`per event` where leads come on dates, a period everywhere else."""
    shows, content = "market.channels.trade_shows.max_leads", "market.channels.content.max_leads"
    assert variant(BASE, {shows: "45 per event"}).market.channels["trade_shows"].max_leads == 45
    assert "as `150 per event`" in refused({shows: "150 per year"})
    assert "is for an event" in refused({content: "45 per event"})
    assert "`45 per day` or `45 per event`" in refused({shows: 45})
    assert "per event" not in refused({content: 45})
    ranged = {"value": "45 per event", "low": "20 per month", "high": "80 per event"}
    assert "`20 per event`" in refused({shows: ranged})


def test_sums_of_a_flow_that_fall_are_no_target() -> None:
    """What adds up from the start of the run cannot be asked to be less later."""
    path = "run.target.revenue"
    text = refused({path: {"2026-06-30": "2M", "2026-12-31": "2M", "2027-12-31": "3M"}})
    hint = "{2026-06-30: 2M, 2026-12-31: 4M, 2027-12-31: 7M}"
    assert f"write `{hint}`" in text
    assert not told({path: hint})
    assert "500k are asked after 2026-12-31" in " ".join(told({path: {"2026-12-31": "4M", "2027-12-31": "4.5M"}}))
    assert not told({"run.target.arr_end": {"2026-12-31": "5M", "2027-12-31": "5M"}})


def test_a_target_is_explained_in_the_unit_of_its_metric(tmp_path: Path) -> None:
    """The language of scenarios knows no metric; who explains a file does."""
    (tmp_path / "baseline.yaml").write_bytes(BASE.read_bytes())
    file = tmp_path / "aims.yaml"
    file.write_text(
        "version: 2\nextends: baseline.yaml\nchanges: {run.target: {arr_end: 7M, nrr_12m: 102%, wins: 90}}\n", "utf-8"
    )
    lines = {line["path"]: line["unit"] for line in json.loads(explained(file, (), in_json=True))}
    units = {name: METRICS[name].unit for name in ("arr_end", "nrr_12m", "wins")}
    assert {name: lines[f"run.target.{name}"] for name in units} == units and all(units.values())


@pytest.mark.parametrize(("point", "output"), [("budget", "spend"), ("entitlement", "csm_effort")])
def test_a_share_beside_changes_is_asked_about(point: str, output: str) -> None:
    """A spreadsheet drops the sign of `+20%`."""
    fact = "channel: content" if point == "budget" else "segment: mid"
    rows = (
        f"{{name: some, when: {{{fact}}}, then: {{{output}: 20%}}}}",
        f"{{name: rest, then: {{{output}: -30%}}}}",
    )
    text = refused(table(point, *rows))
    assert "`x0.2` for the part, `x1.2` for more" in text
    for instead in ("x0.2", "x1.2"):
        variant(BASE, table(point, rows[0].replace("20%", instead), rows[1]))
    assert "`x1` for no change, `x0` for nothing" in refused(table(point, rows[0].replace("20%", "0%"), rows[1]))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        (table("renewal_offer", "{name: all, then: {price_increase: 4%}}"), "3% and 4% make 7%"),
        ({"plan.teams.sdr.headcount": "{2026-07-01: 1}"}, "`+1`"),
        ({"market.segments.mid.expansion_size": "120%"}, "`20%`"),
        ({"market.channels.social_ads.cost_per_lead": 150}, "on top of the spend"),
        ({"run.primary_metric": "nrr_12m", "run.minimum_effect": 0.4}, "40 percentage points"),
        ({"plan.events.trade_shows.dates": "[2026-09-09]"}, "`[2026-05-06, 2026-09-09, 2026-10-21, "),
        ({"plan.teams.sdr:": "{headcount: 3, salary: 78k per year}"}, "`selling_time_share`"),
    ],
)
def test_other_likely_readings_are_told(changes: dict[str, object], word: str) -> None:
    """Sums, few people, sizes, fees and what a change replaces."""
    (line,) = told(changes)
    assert word in line


@pytest.mark.parametrize(
    "changes",
    [
        {"plan.teams.sdr.headcount": "{2026-07-01: -2}"},
        {"plan.teams.sdr.headcount": "{2026-07-01: 5}"},
        {"plan.teams.sdr.headcount": "{start: 3, 2026-07-01: 1}"},
        {"plan.events.trade_shows.dates": "[2026-05-06]"},
        {"market.channels.partners.cost_per_lead": 200},
        {"plan.renewal_price_increase": "0%"} | table("renewal_offer", "{name: all, then: {price_increase: 4%}}"),
    ],
)
def test_reasonable_changes_are_not_told(changes: dict[str, object]) -> None:
    """What says one thing only."""
    assert not told(changes)


def test_terms_and_churn_that_others_decide_are_told() -> None:
    """An offer says how long contracts last, `churn_by_term` who leaves."""
    folder = SHIPPED / "annual_or_monthly"
    lines = [str(each) for each in warnings_of(variant(folder / "annual.yaml", {"plan.terms.mid": "6 months"}))]
    assert any("change `plan.offers.mid.term`" in line for line in lines)
    (line,) = told({"market.segments.small.churn": "10%"}, folder / "monthly.yaml")
    assert "30% on monthly" in line


def test_a_segment_that_leaves_out_what_others_cost_is_told() -> None:
    """Hours of CSM and closures that nobody says are none."""
    new = "{contract_value: 60k, committee: cross_functional, churn: 6%}"
    shares = {"market.channels.content.segments": "{small: 60%, mid: 30%, big: 10%}"}
    lines = told({"market.segments.big": new, **shares})
    assert len(lines) == 2 and "`csm_hours`" in lines[0]
    whole = new.replace("}", ", csm_hours: 0h, closure_rate: 0% per year}")
    assert not told({"market.segments.big": whole, **shares})


def test_hints_of_names_and_places_lead_on(tmp_path: Path) -> None:
    """What is said beside `changes`, of a team in capitals, and of the metric that decides."""
    (tmp_path / "baseline.yaml").write_bytes(BASE.read_bytes())
    file = tmp_path / "beside.yaml"
    file.write_text("version: 2\nextends: baseline.yaml\nplan.price: 110%\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"as `plan\.price: 110%`"):
        load(file)
    text = refused({"market.attrition.CSM": "15%"})
    assert "`market.attrition: {csm: 15%}`" in text or "`market.attrition={csm: 15%}`" in text
    file.write_text("version: 2\nextends: baseline.yaml\nchanges: {run.primary_metric: nrr_12m}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        can_decide(load(file))
    (problem,) = caught.value.problems
    assert problem.mark is not None and problem.mark.file.endswith("beside.yaml")
    assert "write `run.minimum_effect: 0.01`" in problem.hint


def test_a_step_before_the_start_says_so() -> None:
    """Nobody wrote `start`; the step is what is early."""
    lines = [str(each) for each in warnings_of(variant(BASE, {"plan.teams.csm.headcount": "{2025-06-01: +1}"}))]
    assert any("headcount.2025-06-01: 2025-06-01 lies before the run" in line for line in lines)


def test_the_end_of_a_discount_that_drives_customers_away_is_told() -> None:
    (text,) = told({"plan.offers.small": "{introductory: {discount: 50%, lasts: 3 months}}"})
    assert "a price rise of 100%" in text and "a churn of 14% becomes 42%" in text
    assert not told({"plan.offers.small": "{introductory: {discount: 5%, lasts: 3 months}}"})


@pytest.mark.parametrize("said", ["28 days", "28 d"])
def test_days_of_a_count_are_converted(said: str) -> None:
    assert "write `28`" in refused({"market.absence": {"holidays": said}})


@pytest.mark.parametrize(("term", "named"), [("monthly", "{monthly: 14%}"), ("24 months", "{24 months: 14%}")])
def test_the_hint_of_a_term_names_it_as_people_do(term: str, named: str) -> None:
    found = warnings_of(variant(BASE, {"plan.terms.small": term}))
    assert any(each.code == "W_TERM" and named in each.hint for each in found)


MONTHLY = table("renewal_offer", "{name: all, then: {term: 1 month}}")
OF_SMALL = table(
    "renewal_offer",
    "{name: small, when: {segment: small}, then: {term: 24 months}}",
    "{name: others, when: {segment: not(small)}, then: {term: 0 months}}",
)
SAID = "market.segments.small.churn_by_term"


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"plan.terms.small": "monthly"}, ["plan.terms.small"]),
        ({"plan.offers.small": "{term: 60 months}"}, ["plan.offers.small"]),
        ({"plan.offers.small": "{term: {start: annual, 2026-07-01: monthly}}"}, ["plan.offers.small"]),
        ({"plan.offers.small": "{terms: {monthly: 40%, annual: 60%}}"}, ["plan.offers.small"]),
        ({"plan.offers.small": "{terms: {monthly: 0%, annual: 100%}}"}, []),
        ({"plan.offers.small": "{billing: monthly}"}, []),
        ({"plan.renewal_offers.small": "{term: 24 months}"}, ["plan.renewal_offers.small"]),
        (MONTHLY, ["plan.policies.renewal_offer.rows.0.then.term"] * 2),
        (OF_SMALL, ["plan.policies.renewal_offer.rows.0.then.term"]),
        (OF_SMALL | {SAID: "{24 months: 10%}"}, []),
        (table("renewal_offer", "{name: all, then: {term: annual}}"), []),
        ({"run.initial.terms.small": "monthly"}, ["run.initial.terms.small"]),
        # What lies beside the lengths whose churn is said is said by none of them.
        ({"plan.offers.small": "{term: monthly}", SAID: "{36 months: 10%}"}, ["plan.offers.small"]),
        ({"plan.offers.small": "{term: 36 months}", SAID: "{monthly: 30%}"}, ["plan.offers.small"]),
        ({"plan.offers.small": "{term: 60 months}", SAID: "{36 months: 10%}"}, ["plan.offers.small"]),
        ({"plan.offers.small": "{term: 24 months}", SAID: "{36 months: 10%}"}, []),
        ({"plan.offers.small": "{term: quarterly}", SAID: "{monthly: 30%}"}, []),
        ({"plan.offers.small": "{term: monthly}", SAID: "{monthly: 30%}"}, []),
    ],
)
def test_every_way_to_another_length_is_asked_for_its_churn(changes: dict[str, object], places: list[str]) -> None:
    found = [each for each in warnings_of(variant(BASE, changes)) if each.code == "W_TERM"]
    assert [".".join(map(str, each.path)) for each in found] == places


def test_a_length_beside_those_that_are_said_says_whom_it_takes_after() -> None:
    (one,) = warnings_of(variant(BASE, {"plan.offers.small": "{term: monthly}", SAID: "{36 months: 10%}"}))
    assert "leave as readily as on annual ones" in one.message
    assert one.hint == "say `market.segments.small.churn_by_term` of `monthly` too"


def test_all_that_say_a_term_end_at_five_years() -> None:
    for said in ("plan.terms.mid", "run.initial.terms.mid"):
        variant(BASE, {said: "60 months"})
        assert "at most 60" in refused({said: "61 months"})
    variant(BASE, table("renewal_offer", "{name: all, then: {term: 60 months}}"))
