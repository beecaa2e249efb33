"""Cases beside a table are tried when it is read, over all that they leave open, and fail at their own place."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policies.tables import tables, unions

from gtmsim.policies.expected import Expected, refuted
from gtmsim.policies.facts import COLLECTS, HITS, domain
from gtmsim.policies.spans import after, before, holds
from gtmsim.policies.table import answer, firing
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load_text, warnings_of
from gtmsim.scenario.resolved.sheets import sheet_of, stated


def every_case(table, box):
    """One case of each kind within a box that the tests of a table tell apart."""
    chosen = []
    for place, fact in enumerate(table.inputs):
        low, high = domain(fact)
        edges = {b for test in (*(row.tests[place] for row in table.rows), box[place]) for span in test for b in span}
        near = {n for b in edges | {low, high} for n in (b, after(b, fact), before(b, fact)) if low <= n <= high}
        near |= set(range(len(fact.values)))
        inside = [value for value in near if holds(box[place], value)]
        chosen.append({tuple(holds(row.tests[place], value) for row in table.rows): value for value in inside}.values())
    return product(*chosen)


def as_expected(table, case, expected):
    found, rows = answer(table, case), firing(table, case)
    if expected.rows is None:
        values = table.rows[found].values if isinstance(found, int) else found
        return values is not None and abs(values[0] - expected.values[0]) < 1e-9
    if table.hit == "any":
        return set(expected.rows) <= set(rows) and bool(rows) == bool(expected.rows)
    return sorted(expected.rows) == (rows if table.hit in COLLECTS else rows[:1])


@given(st.sampled_from(HITS).flatmap(lambda hit: tables(hit, 5)), st.data())
def test_a_case_is_refuted_exactly_where_some_value_answers_otherwise(table, data):
    if table.hit == "unique":
        table = table._replace(hit="first")  # the search takes its rows for disjoint
    if table.hit == "any":
        table = table._replace(rows=tuple(row._replace(values=(7.0,)) for row in table.rows))
    box = [data.draw(st.one_of(unions(fact), st.just((domain(fact),)))) for fact in table.inputs]
    rows = st.lists(st.sampled_from(range(len(table.rows))), max_size=2, unique=True) if table.rows else st.just([])
    values = st.sampled_from([0.1, 0.2, 1.0, 7.0, -3.0, 0.0]).map(lambda value: Expected(None, {0: value}))
    expected = data.draw(st.one_of(rows.map(lambda said: Expected(tuple(said), {})), values))
    found = refuted(table, box, expected)
    assert (found is None) == all(as_expected(table, case, expected) for case in every_case(table, box))


# The table below stands in line 12, from column 5 on.
FIRM = """name: cases
market:
  channels: {calls: {max_leads: 1 per day, half_saturation_spend: 1k, segments: {small: 100%}}}
  segments:
    small: {contract_value: 12k, committee: one, churn: 10%}
    large: {contract_value: 90k, committee: one, churn: 10%}
  committees: {one: {roles: {boss: {}}}}
  qualification: {in_market: {sql_rate: 50%}}
run: {start: 2026-01-01, months: 12, initial: empty}
plan:
  policies:
    """
TABLE = """discount:
      hit: first
      rows:
        - {name: spring, when: {segment: small}, then: {discount: 20%}, starts: 2026-03-01, ends: 2026-06-01}
        - {name: big, when: {contract_value: ">= 40k"}, then: {discount: 15%, approval: 4 days}}
        - {name: slow, when: {age: "> 60 days"}, then: {discount: 5%}}
      default: {discount: 0%}
      cases: """


def read(cases: str, *sets: str):
    return load_text(f"{FIRM}{TABLE}[{cases}]\n", "f.yaml", sets)


RIGHT = [
    "{given: {segment: large, contract_value: 40k}, expect: big}",  # whatever the age, in every period
    "{given: {segment: small, contract_value: 50k}, expect: big, day: 2026-02-28}",
    "{given: {segment: small}, expect: spring, day: 2026-03-01}",
    "{given: {segment: large, contract_value: '< 40k', age: '> 60 days'}, expect: {discount: 5%, approval: 0 days}}",
    "{given: {segment: large, contract_value: 1k, age: 60 days}, expect: []}",
    "{given: {segment: large, contract_value: 1k, age: 60 days, mode: in_market}, expect: {discount: 0%}}",
    "{given: {segment: small, contract_value: 40k, mode: out_of_market}, expect: {approval: 4 days}, day: 2026-06-01}",
]


def test_cases_that_hold_are_shown():
    scenario = read(", ".join(RIGHT))
    sheet = sheet_of(scenario, stated(scenario)[0])
    assert len(sheet.cases) == len(RIGHT)
    assert sheet.cases[0].given == {"segment": "large", "contract_value": "40k"}


WRONG = [
    (
        "{given: {contract_value: 50k}, expect: big}",
        "E_CASE plan.policies.discount.cases.0: expects row `big`, and row `spring` answers segment small, "
        "contract_value 50k, age 100 days: discount 20%, approval 0 days; mend the table or the case",
    ),
    (
        "{given: {contract_value: 0, segment: large, age: 1 day}, expect: big}",
        "and no row holds for segment large, ",
    ),
    ("{given: {segment: large, contract_value: 50k}, expect: {discount: 10%}}", "expects discount 10%, and row `big` "),
    ("{given: {segment: small}, expect: spring}", "expects row `spring`, which is not in force; say the `day`"),
    ("{given: {segmnt: small}, expect: big}", "cases.0.given.segmnt: `segmnt` is not a fact of this decision; did yo"),
    ("{given: {segment: smal}, expect: big}", "cases.0.given.segment: segment is never `smal`; did you mean `small`?"),
    ("{given: {}, expect: bgi}", "cases.0.expect: no row is called `bgi`; did you mean `big`?"),
    ("{given: {}, expect: [big, slwo]}", "cases.0.expect.1: no row is called `slwo`; did you mean `slow`?"),
    ("{given: {}, expect: {discont: 1%}}", "cases.0.expect.discont: `discont` is not an answer of this decision"),
    ("{given: {}, expect: {discount: 200%}}", "cases.0.expect.discount: discount is never `200%`"),
    ("{given: {}, expect: {}}", "the case expects nothing; name a row or an answer"),
    ("{given: {segment: small}}", "cases.0.expect: is missing"),
    ("{given: {age: 5}, expect: big}", "cases.0.given.age: `5` has no unit"),
]


@pytest.mark.parametrize(("case", "said"), WRONG, ids=[said[:40] for _, said in WRONG])
def test_a_wrong_case_is_told(case, said):
    with pytest.raises(ScenarioError) as error:
        read(case)
    assert said in str(error.value)
    assert str(error.value).startswith("f.yaml:19:")


def test_a_change_that_a_case_contradicts_is_a_warning():
    cases = "{given: {segment: large, contract_value: 50k}, expect: {discount: 15%}}"
    scenario = read(cases, "plan.policies.discount.rows.big.then.discount=10%")
    (warning,) = [one for one in warnings_of(scenario) if one.code == "W_CASE"]
    assert "expects discount 15%, and row `big` answers" in warning.message
    assert "the table was changed in --set" in warning.hint
    assert not [one for one in warnings_of(read(cases)) if one.code == "W_CASE"]


def test_what_rows_come_to_is_expected_too():
    table = (
        "lead_score: {hit: collect sum, rows: [{name: a, when: {mode: in_market}, then: {score: 0.1}}, "
        "{name: b, when: {segment: small}, then: {score: 0.2}}], cases: ["
        "{given: {mode: in_market, segment: small}, expect: {score: 0.3}}, {given: {mode: in_market, segment: small}, "
        "expect: [b, a]}, {given: {segment: large, mode: out_of_market}, expect: []}]}"
    )
    load_text(FIRM + table + "\n", "f.yaml")
    with pytest.raises(ScenarioError, match=r"expects row `a`, and rows `a`, `b` answer segment small, mode in_market"):
        load_text(FIRM + table.replace("expect: [b, a]", "expect: [a]") + "\n", "f.yaml")
