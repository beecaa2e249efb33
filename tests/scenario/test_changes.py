"""Variants and `--set`: what they change, what they may not, and that no file outside the project is read."""

from pathlib import Path

import pytest
from scenario.small import TEXT, at, firm, firm_in, problems, the_problem

from gtmsim.scenario.language.param import Schedule


def write(folder: Path, **texts: str) -> Path:
    """Files by name; returns the last one."""
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder / f"{name}.yaml"


def variant(folder: Path, changes: str, head: str = "name: variant\n") -> Path:
    """A variant of the small firm: `extends` is line 1, the first change line 4."""
    return write(folder, base=TEXT, v=f"extends: base.yaml\n{head}changes:\n{changes}")


def test_a_variant_says_only_what_differs(tmp_path: Path) -> None:
    path = variant(
        tmp_path,
        "  channels.seo.budget: 20k\n"
        "  channels.sem.budget.2026-07-01: 13k\n"
        "  stages.demo.work: 2h\n"
        "  staff.days: [tue]\n"
        "  rate: 0.1\n"
        "  bonus: {heads: 1}\n"
        "  initial: {cash: 3}\n",
    )
    changed, base = firm_in(path), firm()
    assert changed.name == "variant"
    assert changed.channels["seo"].budget == Schedule((None,), (20_000.0,), False)
    assert changed.channels["sem"].budget.values == (10_000.0, 13_000.0)
    assert [stage.work for stage in changed.stages] == [2.0, 1.0]
    assert (changed.staff.days, changed.staff.heads, changed.rate) == (["tue"], 3, 0.1)
    assert changed.bonus is not None and changed.bonus.heads == 1
    assert changed.channels["sem"].p == base.channels["sem"].p


def test_a_variant_without_changes_is_its_base_under_another_name(tmp_path: Path) -> None:
    path = write(tmp_path, base=TEXT, again="extends: base.yaml\n")
    assert firm_in(path).name == "again"
    assert firm_in(path).model_copy(update={"name": "small firm"}) == firm()


def test_a_default_section_may_be_changed_in_part(tmp_path: Path) -> None:
    path = write(tmp_path, base="name: x\n", v="extends: base.yaml\nchanges: {staff.heads: 7}\n")
    assert firm_in(path).staff.heads == 7


@pytest.mark.parametrize(
    ("changes", "wrong", "hint"),
    [
        ("  channels.seo.bugdet: 1\n", "E_UNKNOWN 4:3", "did you mean `budget`?"),
        ("  chnnels.seo.budget: 1\n", "E_UNKNOWN 4:3", "did you mean `channels`?"),
        ("  channels.tv.budget: 1\n", "E_UNKNOWN 4:3", "known here: `seo`, `sem`"),
        ("  channels.sm: {p: 20%}\n", "E_UNKNOWN 4:3", "did you mean `sem`? To add it, say `budget` too"),
        ("  channels.tv: {p: 20%}\n", "E_UNKNOWN 4:3", "to add it, say `budget` too"),
        ("  stages.dmo.work: 1h\n", "E_UNKNOWN 4:3", "did you mean `demo`?"),
        ("  stages.0.work: 1h\n", "E_UNKNOWN 4:3", "known here: `demo`, `offer`"),
        ("  bonus.heads: 1\n", "E_UNKNOWN 4:3", "to add it, say it as a whole, as `bonus: {heads: 1}`"),
        ("  rate.value: 1\n", "E_UNKNOWN 4:3", "change it as a whole"),
        ('  "": 1\n', "E_KEY 4:3", "give it a name"),
        ("  staff..heads: 1\n", "E_UNKNOWN 4:3", "known here: `heads`, `days`"),
        ("  months: 5 days\n", "E_UNIT 4:11", "write for example `3`"),
        ("  months: 0x1\n", "E_NUMBERLIKE 4:11", "write `1`"),
        ("  stages: 3\n", "E_TYPE 4:11", "a list, each with `name`, `work`"),
    ],
)
def test_a_change_may_only_touch_what_exists(tmp_path: Path, changes: str, wrong: str, hint: str) -> None:
    problem = the_problem(lambda: firm_in(variant(tmp_path, changes)))
    assert (at(problem), problem.hint) == (wrong, hint)
    assert problem.mark and problem.mark.file.endswith("v.yaml")


@pytest.mark.parametrize(
    ("head", "changes", "wrong"),
    [
        ("name: v\n", "  staff: {heads: 1}\n  rate: 1\n  staff.heads: 2\n", "E_CONFLICT 6:3"),
        ("name: v\n", "  staff.heads: 2\n  staff.days: [mon]\n  staff: {heads: 1}\n", "E_CONFLICT 6:11"),
        ("name: v\n", "  name: w\n", "E_CONFLICT 4:3"),
        ("market: 3\n", "  rate: 1\n", "E_UNKNOWN 2:1"),
        ("factor: 3\n", "  rate: 1\n", "E_UNKNOWN 2:1"),
    ],
)
def test_one_file_says_each_thing_once(tmp_path: Path, head: str, changes: str, wrong: str) -> None:
    assert wrong in [at(problem) for problem in problems(lambda: firm_in(variant(tmp_path, changes, head)))]


def test_a_list_item_is_found_by_its_old_name_whatever_the_order(tmp_path: Path) -> None:
    lines = ["  stages.demo.name: talk\n", "  stages.demo.work: 3h\n"]
    for changes in (lines, lines[::-1]):
        first = firm_in(variant(tmp_path, "".join(changes))).stages[0]
        assert (first.name, first.work) == ("talk", 3.0)


def test_what_a_row_of_a_list_does_not_say_stays(tmp_path: Path) -> None:
    stages = firm_in(variant(tmp_path, "  stages.demo: {name: talk}\n")).stages
    assert [(stage.name, stage.work) for stage in stages] == [("talk", 1.5), ("offer", 1.0)]


def test_a_variant_of_what_is_no_scenario_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, base="- a\n", v="extends: base.yaml\n")
    problem = the_problem(lambda: firm_in(path))
    assert at(problem) == "E_TYPE 1:1"
    assert problem.mark and problem.mark.file.endswith("base.yaml")


def test_below_an_unknown_name_nothing_is_known(tmp_path: Path) -> None:
    path = write(tmp_path, base=TEXT + "foo: {bar: {x: 1}}\n", v="extends: base.yaml\nchanges: {foo.bar.y: 3}\n")
    assert [at(problem) for problem in problems(lambda: firm_in(path))] == ["E_UNKNOWN 2:11", "E_UNKNOWN 15:1"]


def test_a_chain_of_files_applies_from_the_base_on(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        base=TEXT,
        one="extends: base.yaml\nchanges: {rate: 1, factor: 3}\n",
        two="extends: one.yaml\nchanges: {rate: 2}\n",
    )
    assert (firm_in(path).rate, firm_in(path).factor) == (2.0, 3.0)


def test_set_changes_last_and_is_parsed_as_the_file_is(tmp_path: Path) -> None:
    path = variant(tmp_path, "  rate: 1\n")
    sets = ("channels.seo.budget={2026-01-01: 5k}", "name=a=b & c".replace("=b", "-b"), "growing=true", "bonus=null")
    found = firm_in(path, *sets)
    assert found.channels["seo"].budget.values == (10_000.0, 5000.0)
    assert (found.name, found.growing, found.bonus) == ("a-b & c", True, None)


@pytest.mark.parametrize(
    ("sets", "wrong"),
    [
        (("rate",), "E_SET 1:1"),
        (("=3",), "E_SET 1:1"),
        (("months=3", "rte=3"), "E_UNKNOWN 2:1"),
        (("months=3", "rate=3 days"), "E_UNIT 2:6"),
        (("factor={value: 1, low: 2}",), "E_RANGE 1:24"),
        (("factor={value: 1, lo: 2}",), "E_UNKNOWN 1:19"),
        (("factor=0x1",), "E_NUMBERLIKE 1:8"),
        (("factor=[",), "E_YAML 1:8"),
        (("factor=*a",), "E_ALIAS 1:8"),
        (("months=3", "months=4"), "E_CONFLICT 2:1"),
        (("staff={heads: 1}", "staff.heads=4"), "E_CONFLICT 2:1"),
    ],
)
def test_a_wrong_set_says_which_and_where(sets: tuple[str, ...], wrong: str) -> None:
    problem = the_problem(lambda: firm(TEXT, *sets))
    assert at(problem) == wrong
    assert problem.mark and problem.mark.file == "--set"


def test_set_changes_what_the_file_has_changed(tmp_path: Path) -> None:
    path = variant(tmp_path, "  rate: 1\n")
    assert firm_in(path, "rate=3").rate == 3.0
    assert firm_in(path, "rate=+2").rate == 3.0


def test_extends_stays_inside_the_project(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("name: hunter2\n")
    project = tmp_path / "project"
    (project / "scenarios" / "deep").mkdir(parents=True)
    (project / "base.yaml").write_text(TEXT)
    (project / "scenarios" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    top = project / "scenarios" / "deep" / "v.yaml"
    top.write_text("extends: ../../base.yaml\n")
    assert firm_in(top).staff.heads == 3
    for said in (
        "../../../secret.yaml",
        "../link.yaml",
        str(tmp_path / "secret.yaml"),
        "../../../../../../../../../../etc/passwd",
        "~/x.yaml",
        "C:x.yaml",
        "..\\x.yaml",
        "file:///etc/passwd",
    ):
        top.write_text(f"extends: '{said}'\n")
        found = problems(lambda: firm_in(top))
        assert [at(problem) for problem in found] == ["E_PATH 1:10"], said
        assert "hunter2" not in str(found) and "root:" not in str(found)


def test_a_lone_file_may_extend_only_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(TEXT)
    (tmp_path / "alone").mkdir()
    top = tmp_path / "alone" / "v.yaml"
    top.write_text("extends: ../secret.yaml\n")
    assert at(the_problem(lambda: firm_in(top))) == "E_PATH 1:10"


def test_a_cycle_of_files_is_told_in_full(tmp_path: Path) -> None:
    path = write(tmp_path, c="extends: a.yaml\n", b="extends: c.yaml\n", a="name: x\nextends: b.yaml\n")
    problem = the_problem(lambda: firm_in(path))
    assert problem.code == "E_CYCLE"
    names = [Path(part).name for part in problem.message.removesuffix(" extend each other").split(" → ")]
    assert names == ["a.yaml", "b.yaml", "c.yaml", "a.yaml"]
    (tmp_path / "self.yaml").write_text("extends: ./self.yaml\n")
    assert at(the_problem(lambda: firm_in(tmp_path / "self.yaml"))) == "E_CYCLE 1:10"


def test_a_chain_has_at_most_8_files(tmp_path: Path) -> None:
    (tmp_path / "f0.yaml").write_text(TEXT)
    for number in range(1, 9):
        (tmp_path / f"f{number}.yaml").write_text(f"extends: f{number - 1}.yaml\n")
    assert firm_in(tmp_path / "f7.yaml").name == "f7"
    assert the_problem(lambda: firm_in(tmp_path / "f8.yaml")).code == "E_DEPTH"


def test_a_chain_has_at_most_4_megabytes(tmp_path: Path) -> None:
    padding = "".join("#" * 999 + "\n" for _ in range(900))
    (tmp_path / "f0.yaml").write_text(TEXT + padding)
    for number in range(1, 5):
        (tmp_path / f"f{number}.yaml").write_text(f"extends: f{number - 1}.yaml\n" + padding)
    assert firm_in(tmp_path / "f3.yaml").name == "f3"
    assert at(the_problem(lambda: firm_in(tmp_path / "f4.yaml"))) == "E_SIZE 1:10"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("extends: absent.yaml\n", "E_FILE 1:10"),
        ("extends: .\n", "E_FILE 1:10"),
        ("extends: 3\n", "E_TYPE 1:10"),
        ("extends:\n", "E_TYPE 1:9"),
        ("extends: [a.yaml]\n", "E_TYPE 1:10"),
        ("extends: base.yaml\nchanges: 3\n", "E_TYPE 2:10"),
        ("extends: base.yaml\nchanges: [rate]\n", "E_TYPE 2:10"),
        ("name: x\nchanges: {rate: 1}\n", "E_MISSING 2:1"),
        ("extends: broken.yaml\n", "E_MULTIDOC 2:1"),
    ],
)
def test_a_wrong_variant_says_where(tmp_path: Path, text: str, wrong: str) -> None:
    path = write(tmp_path, base=TEXT, broken="a: 1\n--- 2\n", v=text)
    assert at(the_problem(lambda: firm_in(path))) == wrong


def test_a_text_without_a_file_extends_none() -> None:
    assert at(the_problem(lambda: firm("name: x\nextends: base.yaml\n"))) == "E_PATH 2:1"


def test_the_project_may_be_named_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = variant(tmp_path, "  rate: 1\n")
    expected = firm_in(path)
    monkeypatch.chdir(tmp_path)
    assert firm_in(Path("v.yaml")) == expected == firm_in(Path("../") / tmp_path.name / "v.yaml")
