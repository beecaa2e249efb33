"""Every hit policy from a text to a journal, alike in both engines: what is answered, and which rows are told."""

from collections import defaultdict

import pytest

from gtmsim.engine import reference
from gtmsim.journal.kinds import Kind
from gtmsim.policies.facts import HITS
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load_text, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.writing import resolved_yaml

# The table below stands in line 13, from column 5 on.
FIRM = """name: hits
market:
  channels:
    calls: {max_leads: 2 per day, half_saturation_spend: 1k, organic: 100%, in_market_share: 50%,
      segments: {large: 50%, small: 50%}}
  segments:
    small: {contract_value: 12k, committee: one, churn: 10%}
    large: {contract_value: 90k, committee: one, churn: 10%}
  committees: {one: {roles: {boss: {}}}}
  qualification: {in_market: {sql_rate: 50%}, out_of_market: {sql_rate: 50%}}
run: {start: 2026-01-01, months: 2, initial: empty, run_off: false}
plan:
  policies:
    """
SEGMENTS = ("large", "small")


def lived(table: str):
    """A journal, the same from both engines."""
    compiled = pytest.importorskip("gtmsim.engine.compiled")
    inputs = resolve(load_text(FIRM + table, "f.yaml"))
    journal = reference.simulate(inputs, 0)
    assert journal.rows() == compiled.simulate(inputs, 0).rows()
    return journal


def routed(table: str) -> dict[tuple[bool, str], set[tuple[tuple[str, ...], bool]]]:
    """For each mode and segment the rows of `lead_score` that were told, and whether the lead scores 60 or more."""
    hot = "\n    lead_routing: {hit: first, rows: [{name: hot, when: {score: '>= 60'}, then: {team: ae}}, "
    journal = lived(table + hot + "{name: rest, then: {team: sdr}}]}\n")
    found, rows = defaultdict(set), journal.rows()
    names = journal.header.rows[journal.header.tables.index("lead_score")]
    for place, row in enumerate(rows):
        if row[1] != Kind.LEAD:
            continue
        told = [row[11]]
        place += 1
        while rows[place][1] == Kind.RULE_ALSO_FIRED:
            told.append(rows[place][11])
            place += 1
        said = tuple(names[each] for each in told if each >= 0)
        assert rows[place][1] == Kind.MQL
        found[row[3] == 1, SEGMENTS[row[5]]].add((said, rows[place][11] == 0))
    return found


ROWS = (
    "rows: [{name: in need, when: {mode: in_market}, then: {score: 70}}, "
    "{name: big, when: {segment: large}, then: {score: 50}}]"
)
NEED, BIG, BOTH = (("in need",), True), (("big",), False), ("in need", "big")


@pytest.mark.parametrize(
    ("hit", "both", "none"),
    [
        ("first", (("in need",), True), 0),
        ("collect sum", (BOTH, True), 0),
        ("collect min", (BOTH, False), 0),
        ("collect max", (BOTH, True), 100),
    ],
)
def test_what_two_rows_come_to(hit, both, none):
    found = routed(f"lead_score: {{hit: {hit}, {ROWS}, default: {{score: {none}}}}}")
    assert found == {
        (True, "small"): {NEED},
        (True, "large"): {both},
        (False, "large"): {BIG},
        (False, "small"): {((), none == 100)},
    }


def test_a_count_is_the_number_of_rows():
    rows = ROWS.replace(", then: {score: 70}", "").replace(", then: {score: 50}", "")
    table = f"lead_score: {{hit: collect count, {rows}}}"
    hot = "\n    lead_routing: {hit: first, rows: [{name: two, when: {score: '2'}, then: {team: ae}}, "
    journal = lived(
        table + hot + "{name: one, when: {score: '1'}, then: {team: sdr}}, {name: rest, then: {team: sdr}}]}\n"
    )
    counted = defaultdict(set)
    for lead, after in zip(journal.rows(), journal.rows()[1:], strict=False):
        if lead[1] in (Kind.LEAD, Kind.RULE_ALSO_FIRED) and after[1] == Kind.MQL:
            counted[after[11]].add(lead[1])
    assert set(counted) == {0, 1, 2}
    assert counted[0] == {Kind.RULE_ALSO_FIRED}


def test_any_tells_all_rows_and_their_order_is_no_input():
    rows = [
        "{name: in need, when: {mode: in_market}, then: {score: 60}}",
        "{name: big, when: {segment: large}, then: {score: 60}}",
    ]
    tables = [
        f"lead_score: {{hit: any, rows: [{', '.join(each)}], default: {{score: 0}}}}" for each in (rows, rows[::-1])
    ]
    found, turned = map(routed, tables)
    assert found[True, "large"] == {(BOTH, True)}
    assert {key: {(tuple(sorted(said)), hot) for said, hot in value} for key, value in found.items()} == {
        key: {(tuple(sorted(said)), hot) for said, hot in value} for key, value in turned.items()
    }


@pytest.mark.parametrize("hit", HITS)
def test_a_table_without_tests_answers_at_once(hit):
    then = "" if hit == "collect count" else ", then: {score: 1}"
    assert len(lived(f"lead_score: {{hit: {hit}, rows: [{{name: all{then}}}]}}\n"))


def test_a_default_of_which_a_row_is_not_yet_in_force():
    table = "lead_score: {hit: first, rows: [{name: late, starts: 2026-02-01, then: {score: 60}}], default: {score: 5}}"
    assert routed(table)[True, "small"] == {((), False), (("late",), True)}


def test_a_default_survives_writing():
    scenario = load_text(FIRM + f"lead_score: {{hit: collect max, {ROWS}, default: {{score: 5}}}}\n", "f.yaml")
    again = load_text(resolved_yaml(scenario), "g.yaml")
    assert again.plan.policies.lead_score.default == {"score": "5"}
    assert again == scenario


WRONG = [
    (
        f"lead_score: {{hit: collect count, {ROWS}}}",
        "E_CONFLICT plan.policies.lead_score.rows.0.then: `collect count` counts the rows that hold; what they answer "
        "is not read; remove it, or write `collect sum` to add up what rows answer",
    ),
    (
        "effort: {hit: collect count, rows: [{name: a}]}",
        "E_CHOICE plan.policies.effort.hit: `collect count` answers one number, and effort has 2 answers; write "
        "`collect sum`, with 1 in each row for the answer that is meant",
    ),
    (
        "budget: {hit: collect count, rows: [{name: a}]}",
        "E_CHOICE plan.policies.budget.hit: `collect count` answers a number of rows, and spend is in share",
    ),
    (
        "lead_routing: {hit: collect max, rows: [{name: a, then: {team: ae}}]}",
        "E_CHOICE plan.policies.lead_routing.hit: `collect max` takes the greatest number, and team is a word",
    ),
    (
        "effort: {hit: collect min, rows: [{name: a, then: {priority: 5}}]}",
        "E_MISSING plan.policies.effort.rows.0.then: the row says nothing of effort",
    ),
    (
        f"lead_score: {{hit: collect min, {ROWS}}}",
        "E_GAP plan.policies.lead_score.rows: no row answers segment small, mode out_of_market; add a row",
    ),
    (
        f"lead_score: {{hit: any, {ROWS}, default: {{score: 0}}}}",
        "E_OVERLAP plan.policies.lead_score.rows.0: row 1 `in need` and row 2 `big` both answer segment large, mode "
        "in_market, and differently: score 70 and 50; let them answer alike, or write `hit: first`",
    ),
    (
        "lead_score: {hit: first, rows: [{name: a, when: {mode: in_market}}], default: {score: 1}}",
        "E_MISSING plan.policies.lead_score.rows.0.then: is missing",
    ),
    (
        f"lead_score: {{hit: first, {ROWS}, default: {{points: 1}}}}",
        "E_FACT plan.policies.lead_score.default.points: `points` is not an output of this decision",
    ),
    (
        f"lead_score: {{hit: first, {ROWS}, default: {{score: 1e9}}}}",
        "E_RANGE plan.policies.lead_score.default.score: score is never `1000000000.0`",
    ),
    (
        "nurture: {hit: first, rows: [{name: a, when: {mode: in_market}, then: {action: drop}}], "
        "default: {action: nurture}}",
        "E_MISSING plan.policies.nurture.default.action: nothing says how many nurtured leads answer",
    ),
    (
        "hiring: {hit: collect count, rows: [" + ", ".join(f"{{name: r{n}}}" for n in range(101)) + "]}",
        "E_RANGE plan.policies.hiring.rows: change may add up to 101",
    ),
]


@pytest.mark.parametrize(("table", "said"), WRONG, ids=[said[:50] for _, said in WRONG])
def test_a_wrong_table(table, said):
    with pytest.raises(ScenarioError) as caught:
        load_text(FIRM + table + "\n", "f.yaml")
    assert said in str(caught.value)
    assert "14:" in str(caught.value)


def test_a_default_that_never_answers_is_a_warning():
    rows = ROWS.replace("segment: large", "mode: out_of_market")
    found = load_text(FIRM + f"lead_score: {{hit: unique, {rows}, default: {{score: 9}}}}\n", "f.yaml")
    assert sum("W_UNUSED plan.policies.lead_score.default: the default" in str(one) for one in warnings_of(found)) == 1


def test_a_sum_whose_default_keeps_it_in_its_bounds():
    table = (
        "effort: {hit: collect sum, rows: [{name: a, when: {mode: in_market}, then: {effort: "
        "2}}], default: {effort: 1}}"
    )
    load_text(FIRM + table + "\n", "f.yaml")
