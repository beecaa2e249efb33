"""Files of version 1 are read as they were meant, each by its own version; old names of now are told the new ones."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.load import load, load_mapping, load_text, variant, warnings_of
from gtmsim.scenario.writing import fingerprint, resolved_yaml

PROJECT = Path(__file__).parents[3]
OLD, NEW = (Path(__file__).parent / name for name in ("version_1", "version_2"))  # the same firms, as they once were
FILES = sorted(path.relative_to(OLD).as_posix() for path in OLD.rglob("*.yaml"))
ELSEWHERE = {
    "starter.yaml": PROJECT / "gtmsim" / "report" / "starter.yaml",
    "everything.yaml": PROJECT / "tests" / "scenarios" / "everything.yaml",
    "accounts.yaml": PROJECT / "tests" / "scenarios" / "accounts.yaml",
}
SMALL = """
name: Small
market:
  channels: {calls: {ceiling: 2 per day, half_spend: 1k, segments: {firms: 100%}}}
  segments: {firms: {contract_value: 12k, committee: one, churn: 10%}}
  committees: {one: {roles: {boss: {}}}}
  qualification: {active: {qualified: 50%, patience: {mean: 9 days, law: exponential}}}
run: {start: 2026-01-01, months: 3, initial: empty}
"""


def now(name: str) -> Path:
    """What an old file has become: the shipped one of then, of which firms have been calibrated anew since."""
    return ELSEWHERE.get(name, NEW / name)


def told(problems: Any, code: str) -> list[Problem]:
    return [problem for problem in problems if problem.code == code]


def wrong(text: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load_text(text, "f.yaml")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("name", FILES)
def test_an_old_file_means_what_the_shipped_one_does(name: str) -> None:
    old = load(OLD / name)
    assert fingerprint(old) == fingerprint(load(now(name)))
    (warning,) = told(warnings_of(old), "W_VERSION")
    assert "gtmsim migrate" in warning.hint and warning.mark is not None
    assert not told(warnings_of(load(now(name))), "W_VERSION")


def test_a_file_of_one_version_extends_one_of_the_other(tmp_path: Path) -> None:
    shutil.copy(OLD / "baseline.yaml", tmp_path / "old.yaml")
    shutil.copy(now("baseline.yaml"), tmp_path / "new.yaml")
    change = "plan.renewal_price_increase: 9%\n  market.channels.*.max_leads: x2"
    (tmp_path / "newer.yaml").write_text(f"version: 2\nextends: old.yaml\nname: V\nchanges:\n  {change}\n")
    change = "plan.uplift: 9%\n  market.channels.*.ceiling: x2"
    (tmp_path / "older.yaml").write_text(f"version: 1\nextends: new.yaml\nname: V\nchanges:\n  {change}\n")
    (tmp_path / "oldest.yaml").write_text(f"extends: old.yaml\nname: V\nchanges:\n  {change}\n")
    newer, older, oldest = (load(tmp_path / f"{name}.yaml") for name in ("newer", "older", "oldest"))
    assert fingerprint(newer) == fingerprint(older) == fingerprint(oldest)
    assert newer.plan.renewal_price_increase.values == (0.09,)
    for scenario, files in ((newer, "old.yaml"), (older, "older.yaml"), (oldest, "oldest.yaml old.yaml")):
        (warning,) = told(warnings_of(scenario), "W_VERSION")
        assert f"`gtmsim migrate {files}`" in warning.hint


def test_changes_below_a_section_and_of_rows_are_renamed(tmp_path: Path) -> None:
    shutil.copy(OLD / "everything.yaml", tmp_path / "base.yaml")
    (tmp_path / "v.yaml").write_text(
        "extends: base.yaml\nname: V\nchanges:\n"
        "  plan: {teams.sdr: {order: active_first}, uplift: 4%}\n"
        "  market.selling.stages:\n    - {name: discovery, goes_on: 70%}\n"
        "  plan.policies.renewal_offer.rows.neglected.then.uplift: 3%\n"
        "  plan.policies.touch.rows: [{name: call, then: {by: message}}]\n"
        "replaces:\n  market.success: {reactivation: 0.3}\n"
    )
    found = load(tmp_path / "v.yaml")
    assert found.plan.teams.sdr is not None and found.plan.teams.sdr.queue_discipline == "in_market_first"
    assert found.market.selling.stages[0].conversion == 0.7
    assert found.plan.policies.renewal_offer.rows[0].then["price_increase"] == "3%"
    assert found.plan.policies.touch.rows[2].then == {"medium": "message"}
    assert found.market.coverage_effects is not None and found.market.coverage_effects.win_back == 0.3


def test_without_a_version_its_names_tell_which_it_is() -> None:
    old = load_text(SMALL)
    (warning,) = told(warnings_of(old), "W_VERSION")
    assert str(warning).startswith("text:4:22 W_VERSION")  # the first old name
    assert "`version: 2`" in warning.hint and "`max_leads` for `ceiling`" in warning.hint
    new = load_text(resolved_yaml(old))
    assert new == old and not told(warnings_of(new), "W_VERSION")
    assert load_mapping(yaml.safe_load(SMALL)) == old
    assert told(warnings_of(load_mapping(yaml.safe_load(SMALL))), "W_VERSION")


def test_old_and_new_names_beside_each_other() -> None:
    """In one section either name may be said, not both; which it is in another section is no matter."""
    mixed = SMALL.replace("ceiling", "max_leads")
    assert load_text(mixed) == load_text(SMALL)
    both = SMALL.replace("{ceiling: 2 per day", "{max_leads: 3 per day, ceiling: 2 per day")
    assert [one for one in wrong(both) if "E_CONFLICT" in one] == [
        "f.yaml:4:44 E_CONFLICT market.channels.calls.max_leads: `ceiling` is called `max_leads` since version 2, and "
        "line 4 says that too; "
        "keep one of them"
    ]


def test_in_version_2_an_old_name_is_an_error_with_the_new_one() -> None:
    said = wrong("version: 2" + SMALL)
    assert said == [
        "f.yaml:4:22 E_UNKNOWN market.channels.calls.ceiling: unknown name; it is called `max_leads` since version 2",
        "f.yaml:4:42 E_UNKNOWN market.channels.calls.half_spend: unknown name; it is called `half_saturation_spend` "
        "since version 2",
        "f.yaml:7:19 E_UNKNOWN market.qualification.active: unknown name; it is called `in_market` since version 2",
    ]


def test_in_version_2_old_words_and_facts_are_errors_with_the_new_ones() -> None:
    text = resolved_yaml(load(now("everything.yaml")))
    assert text.startswith("version: 2\n")
    for new, old, hint in (
        ("queue_discipline: first_come", "queue_discipline: active_first", "`in_market_first`"),
        ("mode: in_market", "mode: active", "`in_market`"),
        ("queue_length: ", "waiting: ", "`queue_length`"),
        ("medium: phone", "by: phone", "`medium`"),
        ("distribution: exponential", "law: exponential", "`distribution`"),
    ):
        assert new in text
        assert any(f"it is called {hint} since version 2" in one for one in wrong(text.replace(new, old, 1))), old


def test_a_name_that_resembles_an_old_one_is_told_the_new_one() -> None:
    new = "version: 2\n" + resolved_yaml(load_text(SMALL))
    assert "did you mean `max_leads`?" in "".join(wrong(new.replace("max_leads", "celing")))
    assert "did you mean `max_leads`?" in "".join(wrong(new.replace("max_leads", "max_lead")))


def test_what_is_wrong_in_an_old_file_is_told_with_its_place_and_a_word_on_the_names() -> None:
    version, share = wrong(SMALL.replace("qualified: 50%", "qualified: 150%").replace("\nname", "\nversion: 1\nname"))
    assert version == (
        "f.yaml:2:10 W_VERSION version: version 1 of the language, read with the names of version 2; say `version: 2`, "
        "and `max_leads` for `ceiling`, `half_saturation_spend` for `half_spend`, `in_market` for `active`, and 3 more"
    )
    assert share.startswith("f.yaml:8:39 E_RANGE market.qualification.in_market.sql_rate: got `150%`")


@pytest.mark.parametrize("version", ["3", "0", "one", "-1", "1.5"])
def test_another_version_is_refused(version: str) -> None:
    assert any(one.startswith("f.yaml:1:10 E_") for one in wrong(f"version: {version}" + SMALL))


@pytest.mark.parametrize("version", ["1", "1.0", '"1"'])
def test_the_first_version_in_any_writing(version: str) -> None:
    assert told(warnings_of(load_text(f"version: {version}" + SMALL)), "W_VERSION")


BASE = now("baseline.yaml")


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("plan.uplift=+1 points", "plan.renewal_price_increase=+1 points", "`plan.renewal_price_increase`"),
        ("market.channels.*.ceiling=x1.1", "market.channels.*.max_leads=x1.1", "`market.channels.*.max_leads`"),
        (
            "market.selling.stages.demo.goes_on=75%",
            "market.selling.stages.demo.conversion=75%",
            "stages.demo.conversion`",
        ),
        ("plan.teams.sdr.order=active_first", "plan.teams.sdr.queue_discipline=in_market_first", "queue_discipline`"),
        ("market.success={churn: 1}", "market.coverage_effects={churn: 1}", "`market.coverage_effects`"),
        ("plan.teams={sdr: {productive: 50%}}", "plan.teams={sdr: {selling_time_share: 50%}}", "`selling_time_share`"),
        (
            "plan.policies.hiring={hit: first, rows: [{name: a, when: {busy: '> 90%'}, then: {change: 1}}, "
            "{name: b, then: {change: 0}}]}",
            "plan.policies.hiring={hit: first, rows: [{name: a, when: {utilisation: '> 90%'}, then: {change: 1}}, "
            "{name: b, then: {change: 0}}]}",
            "`utilisation`",
        ),
    ],
)
def test_an_old_path_of_a_change_is_taken_for_the_new_one(old: str, new: str, names: str) -> None:
    one, other = load(BASE, [old]), load(BASE, [new])
    assert fingerprint(one) == fingerprint(other)
    assert any(names in problem.message for problem in told(warnings_of(one), "W_RENAMED"))
    assert not told(warnings_of(other), "W_RENAMED") and not told(warnings_of(one), "W_VERSION")
    path, _, value = old.partition("=")
    assert fingerprint(variant(BASE, {path: value}, one.name)) == fingerprint(one)


def test_an_old_path_that_leads_nowhere_is_told_the_name_of_now() -> None:
    with pytest.raises(ScenarioError, match=r"no `nobody` in `market\.channels` to change"):
        load(BASE, ["market.channels.nobody.ceiling=1 per day"])
