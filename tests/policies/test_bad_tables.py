"""Wrong tables, as a user would write them: each is refused with its place, with what is wrong and what to write."""

import pytest

from gtmsim.policies.cover import Search
from gtmsim.policies.proof import prove
from gtmsim.scenario.checks import policies as policy_checks
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load_text, warnings_of

# The tables below stand in line 15, from column 5 on.
MARKET = """
name: wrong
market:
  currency: EUR
  channels: {calls: {max_leads: 1 per day, half_saturation_spend: 1k, segments: {small: 100%}}}
  segments:
    small: {contract_value: 12k, committee: one, churn: 10%}
    large: {contract_value: 90k, committee: one, churn: 10%}
  committees: {one: {roles: {boss: {}}}}
  qualification: {in_market: {sql_rate: 50%}}
  selling: {stages: [{name: demo}, {name: offer}]}
run: {start: 2026-01-01, months: 3, initial: empty}
plan:
  policies:
    """

# what it is about, the table, all that is answered
WRONG = [
    (
        "unknown point",
        "discounts: {rows: [{name: all, then: {discount: 5%}}]}",
        [
            "15:5 E_UNKNOWN plan.policies.discounts: unknown name; did you mean `discount`?",
        ],
    ),
    (
        "unknown fact",
        'discount: {hit: first, rows: [{name: a, when: {contract: "> 5k"}, then: {discount: 5%}}, {name: b, '
        "then: {discount: 0%}}]}",
        [
            "15:52 E_FACT plan.policies.discount.rows.0.when.contract: `contract` is not a fact of this "
            "decision; did you mean `contract_value`?",
        ],
    ),
    (
        "unknown output",
        "discount: {rows: [{name: a, then: {discont: 5%}}]}",
        [
            "15:40 E_FACT plan.policies.discount.rows.0.then.discont: `discont` is not an output of this "
            "decision; did you mean `discount`?",
        ],
    ),
    (
        "wrong unit",
        'discount: {hit: first, rows: [{name: a, when: {age: "> 20k"}, then: {discount: 5%}}, {name: b, then: {}}]}',
        [
            "15:57 E_UNIT plan.policies.discount.rows.0.when.age: `20k` is not a duration; "
            "age is time since the opportunity was opened; write for example `45 days`",
        ],
    ),
    (
        "no unit",
        'discount: {hit: first, rows: [{name: a, when: {age: "> 20"}, then: {discount: 5%}}, {name: b, then: {}}]}',
        [
            "15:57 E_UNIT plan.policies.discount.rows.0.when.age: `20` has no unit; need a duration; "
            'write `"> 20 days"` or `"> 20 months"`',
        ],
    ),
    (
        "currency",
        'discount: {hit: first, rows: [{name: a, when: {contract_value: "> 20k USD"}, then: {discount: 5%}}, '
        "{name: b, then: {}}]}",
        [
            "15:68 E_UNIT plan.policies.discount.rows.0.when.contract_value: `20k USD` is not in the scenario's "
            "currency, EUR; amounts are never converted",
        ],
    ),
    (
        "category",
        "discount: {hit: first, rows: [{name: a, when: {segment: big}, then: {discount: 5%}}, {name: b, then: {}}]}",
        [
            "15:61 E_FACT plan.policies.discount.rows.0.when.segment: segment is never `big`; known here: "
            "`large`, `small`",
        ],
    ),
    (
        "bare interval",
        "lead_routing: {hit: first, rows: [{name: a, when: {round: [5..7)}, then: {team: sdr}}, {name: b, then: "
        "{team: ae}}]}",
        [
            '15:63 E_YAML YAML takes `[5..7)` for a list; write "[5..7)"',
        ],
    ),
    (
        "bare interval closed",
        "lead_routing: {hit: first, rows: [{name: a, when: {round: [5..7]}, then: {team: sdr}}, {name: b, then: "
        "{team: ae}}]}",
        [
            "15:63 E_TYPE plan.policies.lead_routing.rows.0.when.round: need a cell, got a list; put an interval "
            'in quotes: "[5..7]"',
        ],
    ),
    (
        "share above 1",
        "discount: {rows: [{name: a, then: {discount: 150%}}]}",
        [
            "15:50 E_RANGE plan.policies.discount.rows.0.then.discount: discount is never `150%`; it lies in 0 "
            "to 0.9 share",
        ],
    ),
    (
        "share fact above 1",
        'save_play: {hit: first, rows: [{name: a, when: {coverage: "> 150%"}, then: {play: let_go}}, {name: b, '
        "then: {}}]}",
        [
            "15:63 E_RANGE plan.policies.save_play.rows.0.when.coverage: coverage is never `> 150%`; it lies in [0..1]",
        ],
    ),
    (
        "output domain",
        "effort: {rows: [{name: a, then: {effort: 50}}]}",
        [
            "15:46 E_RANGE plan.policies.effort.rows.0.then.effort: effort is never `50`; it lies in 0.1 to 10",
        ],
    ),
    (
        "whole",
        "lead_routing: {rows: [{name: a, then: {team: sdr, priority: 2.5}}]}",
        [
            "15:65 E_TYPE plan.policies.lead_routing.rows.0.then.priority: need a whole number, got `2.5`; write "
            "`2` or `3`",
        ],
    ),
    (
        "gap",
        "discount: {rows: [{name: a, when: {segment: small}, then: {discount: 5%}}, {name: b, when: {segment: "
        'large, contract_value: "< 90k"}, then: {}}]}',
        [
            "15:22 E_GAP plan.policies.discount.rows: no row answers segment large, contract_value 100k; add a "
            "row for segment `large`, contract_value `>= 90k`",
        ],
    ),
    (
        "overlap",
        'discount: {rows: [{name: a, when: {contract_value: "<= 50k"}, then: {discount: 5%}}, {name: b, when: '
        '{contract_value: ">= 50k"}, then: {}}]}',
        [
            "15:23 E_OVERLAP plan.policies.discount.rows.0: row 1 `a` and row 2 `b` both answer contract_value "
            "50k; let them exclude each other, or write `hit: first` if the earlier row is meant",
        ],
    ),
    (
        "dead",
        "discount: {hit: first, rows: [{name: a, when: {segment: small}, then: {}}, {name: b, when: {segment: "
        "large}, then: {discount: 5%}}, {name: c, then: {}}]}",
        [
            "15:137 E_DEAD plan.policies.discount.rows.2: row 3 `c` never fires: earlier rows together answer "
            "all of it, such as segment large; remove the row, or move it up",
        ],
    ),
    (
        "never",
        'lead_routing: {hit: first, rows: [{name: a, when: {round: "(1..2)"}, then: {}}, {name: c, then: {}}]}',
        [
            "15:63 E_RANGE plan.policies.lead_routing.rows.0.when.round: no whole number lies in `(1..2)`; an "
            "interval has its lower bound first",
        ],
    ),
    (
        "empty",
        "discount: {rows: []}",
        [
            "15:22 E_MISSING plan.policies.discount.rows: the table has no row; write a row, or leave the "
            "decision point out",
        ],
    ),
    (
        "two names",
        "discount: {rows: [{name: a, when: {segment: small}, then: {discount: 5%}}, {name: a, when: {segment: "
        "large}, then: {}}]}",
        [
            "15:87 E_NAME plan.policies.discount.rows.1.name: two rows are called `a`; give each row a name of its own",
        ],
    ),
    (
        "ends",
        "discount: {hit: first, rows: [{name: a, starts: 2026-03-01, ends: 2026-02-01, then: {discount: 5%}}, "
        "{name: b, then: {}}]}",
        [
            "15:71 E_RANGE plan.policies.discount.rows.0.ends: the row ends on 2026-02-01 and starts on "
            "2026-03-01; need starts < ends",
        ],
    ),
    (
        "gap in period",
        "discount: {hit: first, rows: [{name: a, ends: 2026-02-01, then: {discount: 5%}}, {name: b, when: "
        "{segment: small}, then: {}}]}",
        [
            "15:34 E_GAP plan.policies.discount.rows: no row answers segment large from 2026-02-01 on; add a row "
            "for segment `large`",
        ],
    ),
    (
        "gap starts",
        "discount: {rows: [{name: a, starts: 2026-02-01, then: {discount: 5%}}]}",
        [
            "15:22 E_GAP plan.policies.discount.rows: no row is in force until 2026-02-01; let the dates of the "
            "rows follow one another",
        ],
    ),
    (
        "empty cell",
        'discount: {hit: first, rows: [{name: a, when: {segment: ""}, then: {discount: 5%}}, {name: b, then: {}}]}',
        [
            '15:61 E_CELL plan.policies.discount.rows.0.when.segment: the cell is empty; write "-" where '
            "anything will do",
        ],
    ),
    (
        "null cell",
        "discount: {hit: first, rows: [{name: a, when: {segment: }, then: {discount: 5%}}, {name: b, then: {}}]}",
        [
            "15:61 E_TYPE plan.policies.discount.rows.0.when.segment: need a cell, got nothing; write a word, a "
            "number or a test",
        ],
    ),
    (
        "an equals sign",
        'lead_routing: {hit: first, rows: [{name: a, when: {round: "=5"}, then: {team: sdr}}, {name: b, then: '
        "{team: ae}}]}",
        [
            "15:63 E_CELL plan.policies.lead_routing.rows.0.when.round: `=5` is no test; write `5`",
        ],
    ),
    (
        "two equals signs",
        'lead_routing: {hit: first, rows: [{name: a, when: {round: "== 5"}, then: {team: sdr}}, {name: b, then: '
        "{team: ae}}]}",
        [
            "15:63 E_CELL plan.policies.lead_routing.rows.0.when.round: `== 5` is no test; write `5`",
        ],
    ),
    (
        "quote",
        "lead_routing: {hit: first, rows: [{name: a, when: {channel: '\"calls'}, then: {team: sdr}}, {name: b, "
        "then: {team: ae}}]}",
        [
            '15:65 E_CELL plan.policies.lead_routing.rows.0.when.channel: `"calls` has a quote that nothing '
            "closes; write `calls`",
        ],
    ),
    (
        "missing rows",
        "discount: {hit: first}",
        [
            "15:5 E_MISSING plan.policies.discount.rows: is missing; a list, each with `name`, `when`, `then`, "
            "`starts`, `ends`",
        ],
    ),
    (
        "hit",
        "discount: {hit: all, rows: [{name: b, then: {}}]}",
        [
            "15:21 E_CHOICE plan.policies.discount.hit: need `unique` or `first` or `any` or `collect sum` or "
            "`collect min` or `collect max` or `collect count`, got `all`; known here: `unique`, `first`, `any`, "
            "`collect sum`, `collect min`, `collect max`, `collect count`",
        ],
    ),
    (
        "rows mapping",
        "discount: {rows: {a: {then: {discount: 5%}}}}",
        [
            "15:22 E_TYPE plan.policies.discount.rows: need a list, got a section; a list, each with `name`, `when`, "
            "`then`, `starts`, `ends`",
        ],
    ),
    (
        "boolean",
        "lead_routing: {hit: first, rows: [{name: a, when: {round: yes}, then: {team: sdr}}, {name: b, then: "
        "{team: ae}}]}",
        [
            "15:63 E_TYPE plan.policies.lead_routing.rows.0.when.round: `yes` is a switch to some programs; "
            "write true or false, or quote it",
        ],
    ),
    (
        "sum category",
        "lead_routing: {hit: collect sum, rows: [{name: b, then: {team: ae}}]}",
        [
            "15:25 E_CHOICE plan.policies.lead_routing.hit: `collect sum` adds numbers up, and team is a word; "
            "write `first`",
        ],
    ),
    (
        "sum effort",
        "effort: {hit: collect sum, rows: [{name: b, when: {segment: small}, then: {effort: 2}}]}",
        [
            "15:38 E_RANGE plan.policies.effort.rows: effort may add up to 0; it lies in 0.1 to 10: a row "
            "without `when` holds always, others may exclude each other",
        ],
    ),
    (
        "sum discount",
        "discount: {hit: collect sum, rows: [{name: b, when: {mode: in_market}, then: {discount: 60%}}, {name: c, "
        "when: {segment: small}, then: {discount: 40%}}]}",
        [
            "15:40 E_RANGE plan.policies.discount.rows: discount may add up to 100%; it lies in 0 to 90%: a row "
            "without `when` holds always, others may exclude each other",
        ],
    ),
    (
        "sum missing",
        "effort: {hit: collect sum, rows: [{name: base, then: {effort: 1}}, {name: b, when: {segment: small}, "
        "then: {priority: 2}}]}",
        [
            "15:112 E_MISSING plan.policies.effort.rows.1.then: the row says nothing of effort; effort: sales "
            "hours as a multiple of what the segment's deals take",
        ],
    ),
    (
        "nurture",
        "nurture: {rows: [{name: b, then: {action: nurture, after: 9 days}}]}",
        [
            "15:47 E_MISSING plan.policies.nurture.rows.0.then.action: nothing says how many nurtured leads "
            "answer; add `nurture: {response_rate: 30%}` to `market.qualification`",
        ],
    ),
    (
        "try",
        "save_play: {rows: [{name: b, then: {play: try}}]}",
        [
            "15:47 E_MISSING plan.policies.save_play.rows.0.then.play: nothing says how many customers can be "
            "kept; add `save_offer: {chance: 40%}` to `market`",
        ],
    ),
    (
        "no then",
        "lead_routing: {rows: [{name: b}]}",
        [
            "15:27 E_MISSING plan.policies.lead_routing.rows.0.then: is missing; say what the row answers: team, "
            "priority",
        ],
    ),
    (
        "no name",
        "lead_routing: {rows: [{then: {team: ae}}]}",
        [
            "15:27 E_MISSING plan.policies.lead_routing.rows.0.name: is missing; name of the row, in the journal "
            "and in `changes`",
        ],
    ),
    (
        "scalar",
        "lead_routing: sdr",
        [
            "15:19 E_TYPE plan.policies.lead_routing: need a section of names with values, got `sdr`; known "
            "here: `hit`, `rows`, `default`, `cases`, `file`",
        ],
    ),
    (
        "list cell",
        "lead_routing: {hit: first, rows: [{name: a, when: {segment: [small, large]}, then: {team: sdr}}, {name: "
        "b, then: {team: ae}}]}",
        [
            "15:65 E_TYPE plan.policies.lead_routing.rows.0.when.segment: need a cell, got a list; write one "
            'text: "small, large"',
        ],
    ),
    (
        "negated none",
        'lead_routing: {rows: [{name: a, when: {mode: "not(in_market, out_of_market)"}, then: {team: sdr}}]}',
        [
            "15:50 E_RANGE plan.policies.lead_routing.rows.0.when.mode: `not(in_market, "
            "out_of_market)` leaves no value "
            "of mode; remove the row",
        ],
    ),
    (
        "thousand",
        'discount: {hit: first, rows: [{name: a, when: {contract_value: "> 20,000"}, then: {discount: 5%}}, '
        "{name: b, then: {}}]}",
        [
            "15:68 E_CELL plan.policies.discount.rows.0.when.contract_value: `> 20,000` may be one number or "
            'two; write `"> 20000"`',
        ],
    ),
    (
        "reversed",
        'discount: {hit: first, rows: [{name: a, when: {contract_value: "[20k..5k]"}, then: {discount: 5%}}, '
        "{name: b, then: {}}]}",
        [
            "15:68 E_RANGE plan.policies.discount.rows.0.when.contract_value: no number lies in `[20k..5k]`; an "
            "interval has its lower bound first",
        ],
    ),
    (
        "date",
        "discount: {hit: first, rows: [{name: a, starts: 2026-02-30, then: {discount: 5%}}, {name: b, then: {}}]}",
        [
            "15:53 E_RANGE plan.policies.discount.rows.0.starts: there is no day `2026-02-30`; write `2026-02-28`",
        ],
    ),
    (
        "extra",
        "discount: {hit: first, rows: [{name: a, if: {segment: small}, then: {discount: 5%}}, {name: b, then: {}}]}",
        [
            "15:45 E_UNKNOWN plan.policies.discount.rows.0.if: unknown name; known here: `name`, `when`, `then`, "
            "`starts`, `ends`",
        ],
    ),
    (
        "term",
        "renewal_offer: {rows: [{name: a, then: {term: 24}}]}",
        [
            "15:51 E_UNIT plan.policies.renewal_offer.rows.0.then.term: `24` has no unit; need whole calendar "
            "months; write `24 months`",
        ],
    ),
]


def answers(table: str) -> list[str]:
    """Every problem of a scenario with this table."""
    with pytest.raises(ScenarioError) as caught:
        load_text(MARKET + table + "\n", "f.yaml")
    return str(caught.value).split("\n")


@pytest.mark.parametrize(("table", "says"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_table_is_told_with_its_place(table: str, says: list[str]) -> None:
    assert answers(table) == [f"f.yaml:{line}" for line in says]


def test_they_are_wrong_in_many_ways() -> None:
    assert len(WRONG) >= 30
    assert len({line.split()[1] for *_, says in WRONG for line in says}) >= 12


def test_an_interval_without_quotes_in_a_block_of_lines() -> None:
    rows = "lead_routing:\n      rows:\n        - name: a\n          when:\n            round: [5..7)\n"
    assert answers(rows) == ['f.yaml:19:20 E_YAML YAML takes `[5..7)` for a list; write "[5..7)"']


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (
            "discount:\n      rows:\n        - name: a\n          when:\n            age: >= 5 days",
            'f.yaml:19:18 E_YAML YAML takes `>= 5 days` for a block of lines; write ">= 5 days"',
        ),
        (
            "discount: {rows: [{name: a, when: {age: > 5 days, mode: in_market}}]}",
            'f.yaml:15:45 E_YAML YAML takes `> 5 days` for a block of lines; write "> 5 days"',
        ),
    ],
)
def test_a_comparison_without_quotes(table: str, says: str) -> None:
    assert answers(table) == [says]


def test_a_comparison_without_quotes_in_a_change() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_text(MARKET + "{}\n", "f.yaml", ["plan.policies.discount.rows.a.when.age=> 5 days"])
    assert str(caught.value) == '--set:1:40 E_YAML YAML takes `> 5 days` for a block of lines; write "> 5 days"'


def test_a_table_that_is_too_wide_to_prove(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy_checks, "prove", lambda table, show, _: prove(table, show, Search(limit=2)))
    table = (
        "touch: {hit: first, rows: [{name: a, when: {stage: demo, segment: small}, then: {medium: phone}}, "
        "{name: b, when: {stage: offer, mode: in_market}, then: {medium: phone}}, {name: c, then: {medium: phone}}]}"
    )
    assert answers(table)[-1] == (
        "f.yaml:15:31 E_WIDE plan.policies.touch.rows: the table is too wide to prove: 2 states were not enough; "
        "split the table, or test fewer inputs in a row"
    )


def test_a_way_to_talk_that_does_nothing_is_a_warning() -> None:
    found = load_text(MARKET + "touch: {rows: [{name: all, then: {medium: message}}]}\n", "f.yaml")
    assert [str(one) for one in warnings_of(found) if one.path[-1] == "medium"] == [
        "f.yaml:15:47 W_UNUSED plan.policies.touch.rows.0.then.medium: all ways to talk to a buyer are alike, "
        "so this changes nothing; say what each does in `market.selling.touches`"
    ]


@pytest.mark.parametrize(
    "table",
    [
        "lead_routing: {rows: [{name: all, then: {team: ae}}]}",  # without an ae team it is done at once
        "discount: {hit: first, rows: [{name: sale, ends: 2026-02-01, then: {discount: 5%}}, {name: rest, then: {}}]}",
        'discount: {rows: [{name: euros, when: {contract_value: "-"}, then: {}}]}',
        'discount: {hit: first, rows: [{name: a, when: {contract_value: "> 5k EUR"}, then: {}}, {name: b, then: {}}]}',
        "discount: {hit: collect sum, rows: [{name: a, when: {segment: small}, then: {discount: 60%}}, "
        "{name: b, when: {segment: large}, then: {discount: 50%}}]}",  # never both
        "effort: {hit: collect sum, rows: [{name: all, then: {effort: 1}}, "
        "{name: more, when: {segment: large}, then: {effort: 0.5, priority: 9}}]}",
        "lead_score: {hit: collect sum, rows: [{name: a, then: {score: 900}}, {name: b, then: {score: 900}}]}",
    ],
)
def test_a_table_that_is_right(table: str) -> None:
    load_text(MARKET + table + "\n", "f.yaml")


def test_a_runway_is_asked_for_in_months_first() -> None:
    table = "budget: {rows: [{name: a, when: {runway: '< 6'}, then: {spend: 50%}}, {name: b, then: {spend: 100%}}]}"
    with pytest.raises(ScenarioError, match=r'write `"< 6 months"` or `"< 6 days"`'):
        load_text(MARKET.replace("initial: empty", "initial: {cash: 1M}") + table)
