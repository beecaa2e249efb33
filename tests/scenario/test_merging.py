"""What a variant does not name stays, rows go by their names, and what is removed takes with it what is about it."""

import shutil
from pathlib import Path

import pytest
from scenario.small import the_problem

from gtmsim.report.starter import STARTER
from gtmsim.scenario.files.written import written
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_text, variant, warnings_of
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.scenario.writing import fingerprint, resolved_yaml

SCENARIOS = Path(__file__).parents[2] / "scenarios"
BASELINE = Path(__file__).parent / "firm" / "baseline.yaml"


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A folder with the baseline."""
    (tmp_path / "baseline.yaml").write_text(BASELINE.read_text("utf-8"), "utf-8")
    return tmp_path


def variant_in(folder: Path, text: str) -> Scenario:
    """A variant of the baseline."""
    path = folder / "v.yaml"
    path.write_text(f"extends: baseline.yaml\nname: v\n{text}", "utf-8")
    return load(path)


SAME = [
    "changes: {plan.spend.search_ads: 30k per month}",
    "changes: {plan.spend: {search_ads: 30k per month}}",
    "changes: {plan: {spend: {search_ads: 30k per month}}}",
    "changes:\n  plan:\n    spend.search_ads: 30k per month",
]


def test_every_depth_means_the_same(beside: Path) -> None:
    found = {fingerprint(variant_in(beside, text)) for text in SAME[:3]}
    assert len(found) == 1
    said = variant_in(beside, SAME[0]).plan.spend
    assert {name: one.values for name, one in said.items()} == {
        "search_ads": (30_000.0,),
        "content": (10_000.0,),
        "social_ads": (9_000.0,),
        "partners": (2_000.0,),
    }


def test_merging_twice_is_merging_once(beside: Path) -> None:
    change = {
        "plan.spend": {"search_ads": "30k per month"},
        "market.selling.stages": [{"name": "demo", "conversion": "75%"}],
    }
    once = variant(beside / "baseline.yaml", change, "v")
    assert fingerprint(variant(once, change, "v")) == fingerprint(once)


def test_replaces_keeps_nothing(beside: Path) -> None:
    assert list(variant_in(beside, "replaces: {plan.spend: {search_ads: 30k per month}}").plan.spend) == ["search_ads"]
    assert list(load(BASELINE, ["plan.spend:={search_ads: 30k per month}"]).plan.spend) == ["search_ads"]
    text = "changes: {plan.spend.content: +1k}\nreplaces: {plan.spend: {search_ads: 1k}}"
    assert the_problem(lambda: variant_in(beside, text)).code == "E_CONFLICT"
    assert the_problem(lambda: load(BASELINE, ["plan.spend:={search_ads: +1k}"])).code == "E_SIGN"


def test_a_named_thing_may_be_added(beside: Path) -> None:
    channel = "{max_leads: 1 per day, half_saturation_spend: 1k per month, segments: {small: 100%}}"
    text = f"changes:\n  market.channels.webinars: {channel}\n  plan.spend.webinars: 1k per month"
    found = variant_in(beside, text)
    assert [*found.market.channels][-1] == "webinars" and len(found.market.channels) == 6
    again = {
        "market.channels": {"webinars": written(found.market.channels["webinars"])},
        "plan.spend.webinars": "1k per month",
    }
    assert fingerprint(variant(beside / "baseline.yaml", again, "v")) == fingerprint(found)
    role = variant(BASELINE, {"market.committees.owner_led.roles.adviser": {"participation": "40%"}})
    assert list(role.market.committees["owner_led"].roles) == ["owner", "business_user", "adviser"]
    team = variant(variant(BASELINE, {"plan.teams.csm": None}), {"plan.teams.csm": {"headcount": 2}})
    assert team.plan.teams.csm is not None


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ({"market.channels.serch_ads": {"max_leads": "1 per day"}}, "did you mean `search_ads`?"),
        ({"market.channels.serch_ads.max_leads": "1 per day"}, "did you mean `search_ads`?"),
        ({"market.chanels.search_ads.ceiling": "1 per day"}, "did you mean `channels`?"),
        ({"plan.spend.serch_ads": "1k"}, "did you mean `search_ads`?"),
        ({"plan.spend": {"serch_ads": "1k"}}, "did you mean `search_ads`?"),
        ({"plan.spnd": {"search_ads": "1k"}}, "did you mean `spend`?"),
        ({"plan.terms.smal": "12 months"}, "did you mean `small`?"),
        ({"run.initial.customers.smal": 3}, "did you mean `small`?"),
        ({"plan.teams.aes.headcount": "+1"}, "did you mean `ae`?"),
        ({"market.selling.stages.dmo.conversion": "75%"}, "did you mean `demo`?"),
        ({"market.selling.stages.*.convertion": "75%"}, "did you mean `conversion`?"),
        ({"market.channels.partnrs": None}, "did you mean `partners`?"),
        ({"plan.spend.partnrs": None}, "did you mean `partners`?"),
        ({"market.committees.owner_led.roles.ownr.base": 2}, "did you mean `owner`?"),
    ],
)
def test_a_word_that_exists_nowhere_is_an_error(change: dict[str, object], hint: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        variant(BASELINE, change)
    assert all(problem.code == "E_UNKNOWN" for problem in caught.value.problems)
    assert hint in caught.value.problems[0].hint


def test_a_removed_channel_takes_its_spend_along(beside: Path) -> None:
    for changes in (
        {"market.channels.partners": None},
        {"market.channels.partners": None, "plan.spend.partners": None},
        {"market.channels": {"partners": None}, "run.initial.spend.partners": None},
    ):
        found = variant(BASELINE, changes, "v")
        assert "partners" not in found.market.channels
        assert "partners" not in found.plan.spend and "partners" not in found.run.initial.spend  # type: ignore[union-attr]
    shows = variant(BASELINE, {"market.channels.trade_shows": None})
    assert not shows.plan.events
    problem = the_problem(lambda: variant(BASELINE, {"market.channels.partners": None, "plan.spend.partners": "+1k"}))
    assert problem.code == "E_UNKNOWN" and "is removed at" in problem.hint


def test_what_still_names_a_removed_thing_is_an_error() -> None:
    with pytest.raises(ScenarioError) as caught:
        variant(BASELINE, {"market.segments.mid": None})
    assert {problem.path[:2] for problem in caught.value.problems} == {("market", "channels")}
    assert all("`mid` is removed at changes:1:1" in problem.hint for problem in caught.value.problems)
    mixes = {f"market.channels.{name}.segments": {"small": "100%"} for name in load(BASELINE).market.channels}
    alone = variant(BASELINE, {"market.segments.mid": None, **mixes})
    assert list(alone.market.segments) == list(alone.plan.terms) == ["small"]
    assert list(alone.run.initial.customers) == ["small"]  # type: ignore[union-attr]
    with pytest.raises(ScenarioError) as caught:
        variant(BASELINE, {"market.committees.owner_led": None})
    assert [problem.hint for problem in caught.value.problems] == [
        "`owner_led` is removed at changes:1:1: change what still names it"
    ]


def test_rows_go_by_their_names() -> None:
    stages = variant(BASELINE, {"market.selling.stages.demo": None}).market.selling.stages
    assert [stage.name for stage in stages] == ["discovery", "proposal", "negotiation"]
    rows = [
        {"name": "trial", "buyer_delay": "14 days"},
        {"name": "proposal", "conversion": "+5 points"},
        {"name": "legal"},
    ]
    stages = variant(BASELINE, {"market.selling.stages": rows}).market.selling.stages
    assert [stage.name for stage in stages] == ["discovery", "demo", "trial", "proposal", "negotiation", "legal"]
    assert (
        stages[3].conversion == 0.85 and stages[3].selling_time == load(BASELINE).market.selling.stages[2].selling_time
    )
    names = ["negotiation", "proposal", "demo", "discovery"]
    turned = variant(BASELINE, {"market.selling.stages": [{"name": name} for name in names]}, "v")
    assert [stage.name for stage in turned.market.selling.stages] == names
    some = [{"name": name} for name in names[:2]]
    assert the_problem(lambda: variant(BASELINE, {"market.selling.stages": some})).code == "E_CONFLICT"


TABLE = """
plan.policies.discount={hit: first, rows: [
 {name: key, when: {contract_value: ">= 50k"}, then: {discount: 20%}},
 {name: rest, then: {discount: 5%}}]}
""".strip().replace("\n", "")


def test_rows_of_a_table_go_by_their_names() -> None:
    base = load(BASELINE, [TABLE])
    row = {"name": "large", "when": {"contract_value": ">= 20k"}, "then": {"discount": "10%"}}
    found = variant(base, {"plan.policies.discount.rows": [row, {"name": "rest"}]}).plan.policies.discount.rows
    assert [row.name for row in found] == ["key", "large", "rest"]
    assert [row.then["discount"] for row in found] == ["20%", "10%", "5%"]
    gone = variant(base, {"plan.policies.discount.rows.key": None}).plan.policies.discount.rows
    assert [row.name for row in gone] == ["rest"]
    whole = {"hit": "first", "rows": [row, {"name": "rest", "then": {"discount": "0%"}}]}
    problem = the_problem(lambda: variant(base, {"plan.policies.discount": whole}))
    assert (problem.code, problem.path) == ("E_CONFLICT", ("plan", "policies", "discount"))
    assert "`key`" in problem.message and "`replaces`" in problem.hint
    replaced = variant(base, {"plan.policies.discount:": whole}).plan.policies.discount.rows
    assert [row.name for row in replaced] == ["large", "rest"]
    off = variant(base, {"plan.policies.discount": None})
    assert [row.name for row in off.plan.policies.discount.rows] == ["every deal"]


def test_an_empty_section_is_no_change() -> None:
    for change in ("plan.events={}", "plan.spend={}", "plan.teams.ae={}", "market.selling.stages=[]"):
        assert the_problem(lambda said=change: load(BASELINE, [said])).code == "E_EMPTY"
    assert not load(BASELINE, ["plan.events=null"]).plan.events


def test_only_what_may_be_absent_is_removed() -> None:
    for path in ("market", "market.segments", "market.qualification", "market.qualification.in_market", "run.start"):
        assert the_problem(lambda said=path: load(BASELINE, [f"{said}=null"])).code in ("E_TYPE", "E_MISSING"), path
    for path in ("plan.commission", "plan.price", "run.months", "market.segments.small.churn"):
        assert the_problem(lambda said=path: load(BASELINE, [f"{said}=null"])).code == "E_TYPE", path
    for path in (
        "market.selling.buying_window",
        "plan.teams.csm",
        "market.referrals",
        "plan.evidence",
        "run.initial.cash",
    ):
        assert load(BASELINE, [f"{path}=null"]) is not None


def test_a_variant_has_texts_of_its_own(beside: Path) -> None:
    base = load(BASELINE)
    assert base.question and base.note
    for found in (
        variant_in(beside, "changes: {plan.price: +8%}"),
        load(BASELINE, ["plan.price=+8%"]),
        variant(BASELINE, {"plan.price": "+8%"}, "Dearer"),
    ):
        assert (found.question, found.note, found.teaching) == ("", "", "")
    assert variant_in(beside, "question: Why?\nchanges: {plan.price: +8%}").question == "Why?"
    assert load(BASELINE, ["run.replications=3"]).question == base.question


@pytest.mark.parametrize(
    ("sets", "name"),
    [
        (["plan.teams.ae.headcount=+2"], "Baseline: teams.ae.headcount +2"),
        (["plan.spend.*=-10%", "plan.price=x1.1"], "Baseline: spend.all -10%, price x1.1"),
        (["plan.teams.csm=null"], "Baseline: without teams.csm"),
        (["plan.price={2026-07-01: \u22125%}"], "Baseline: price 2026-07-01: -5%"),
        (["run.seed=2"], "Baseline"),
        (["name=Mine", "plan.price=2"], "Mine"),
        ([f"plan.spend.{name}=+1k" for name in ("search_ads", "content", "social_ads")], None),
    ],
)
def test_a_changed_scenario_is_called_after_its_changes(sets: list[str], name: str | None) -> None:
    found = load(BASELINE, sets).name
    assert found == (name or "Baseline: spend.search_ads +1k, spend.content +1k, spend.social_ads +1k")
    assert len(found) <= 80


def test_a_long_list_of_changes_makes_a_short_name() -> None:
    names = [f"plan.spend.{name}=+1k" for name in load(BASELINE).plan.spend] + ["plan.price=+8%", "plan.commission=x2"]
    found = load(BASELINE, names).name
    assert len(found) <= 80 and found.endswith(" more")


def test_a_resolved_variant_is_a_scenario_of_its_own(beside: Path) -> None:
    found = variant_in(beside, "changes: {plan: {spend: {content: x2}}, market.channels.partners: null}")
    assert load_text(resolved_yaml(found)) == found


@pytest.mark.parametrize(
    ("said", "what", "hint"),
    [
        (
            "[demo, proposal]",
            "need a row with a `name`, got `demo`",
            "`market.selling.stages.demo: {..}` changes",
        ),
        ("[trial]", "need a row with a `name`, got `trial`", "write `{name: trial}`"),
        ("[{selling_time: 3h}, {selling_time: 4h}]", "need a row with a `name`", "say its `name`"),
        ("[3]", "need a row with a `name`, got `3`", "say its `name`"),
    ],
)
def test_rows_without_names_are_told_as_such(said: str, what: str, hint: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(STARTER, [f"market.selling.stages={said}"])
    assert {problem.code for problem in caught.value.problems} == {"E_TYPE"}
    assert what in caught.value.problems[0].message and hint in caught.value.problems[0].hint


def test_what_lacks_since_it_was_removed_is_told_where_it_was_removed(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(STARTER.read_bytes())
    text = "version: 1\nextends: plan.yaml\nname: x\nchanges:\n  plan.commission: 9%\n  plan.teams.{}: null\n"
    for team, code in (("csm", "W_STARVED"), ("sdr", "W_NO_TEAM"), ("ae", "W_NO_TEAM")):
        (tmp_path / "x.yaml").write_text(text.format(team))
        (word,) = [each for each in warnings_of(load(tmp_path / "x.yaml")) if each.code == code]
        assert word.mark is not None and (Path(word.mark.file).name, word.mark.line) == ("x.yaml", 6)


def test_a_file_outside_the_project_says_what_a_project_is(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(STARTER.read_bytes())
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "x.yaml").write_text(
        "version: 1\nextends: ../plan.yaml\nname: x\nchanges: {plan.price: 90%}\n"
    )
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path / "deep" / "x.yaml")
    assert "ends at the folder `deep`" in str(caught.value) and "a folder `scenarios`" in str(caught.value)
    (tmp_path / "scenarios").mkdir()  # as the hint says
    assert load(tmp_path / "deep" / "x.yaml").name == "x"


def test_an_empty_section_that_is_not_there_is_added_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_bytes(BASELINE.read_bytes())
    plan, head = tmp_path / "plan.yaml", "version: 2\nextends: base.yaml\n"
    plan.write_text(f"{head}changes: {{market.community: {{}}}}\n", "utf-8")
    hint = the_problem(lambda: load(plan)).hint
    assert hint == "say one of its values, or `replaces: {market.community: {}}` to add it with its defaults"
    plan.write_text(f"{head}replaces: {{market.community: {{}}}}\n", "utf-8")
    assert load(plan).market.community is not None
    assert "`market.community:={}`" in the_problem(lambda: load(BASELINE, ["market.community={}"])).hint
    assert load(BASELINE, ["market.community:={}"]).market.community is not None


def test_a_sum_that_a_change_made_wrong_is_told_at_the_change(tmp_path: Path) -> None:
    """The mapping stands in the base, and what is wrong with it as a whole has come with the variant."""
    shutil.copytree(SCENARIOS, tmp_path / "scenarios")
    path = tmp_path / "v.yaml"
    base = "scenarios/annual_or_monthly/as_they_like.yaml"
    path.write_text(f"extends: {base}\nname: v\nchanges:\n  plan.offers.small.terms: {{annual: 60%}}\n", "utf-8")
    problem = the_problem(lambda: load(path))
    assert problem.code == "E_SUM" and problem.mark is not None
    assert (Path(problem.mark.file).name, problem.mark.line) == ("v.yaml", 4)
