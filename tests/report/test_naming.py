"""Names of files: any system takes them, and no two scenarios share one."""

import pytest

from gtmsim.report.naming import LONGEST, file_stem, file_stems, shortened

LONG = "what_if_we_hired_" * 10


@pytest.mark.parametrize("name", ["x" * 300, "增" * 200, LONG])
def test_a_long_name_is_cut_and_still_its_own(name: str) -> None:
    assert len(shortened(name).encode()) <= LONGEST
    assert shortened(name) != shortened(name + "y")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Hire two CSMs", "Hire_two_CSMs"),
        ("../x", "x"),
        ("增长 plan", "增长_plan"),
        ("..", "scenario"),
        ("CON", "CON_"),
        ("nul.txt", "nul.txt_"),
    ],
)
def test_a_name_cannot_lead_out_of_the_folder(name: str, stem: str) -> None:
    assert file_stem(name) == stem


def test_no_two_scenarios_share_a_file() -> None:
    names = ["Hire 2", "Hire/2", "hire 2", "Hire_2-2", "x" * 200, "x" * 199 + "y"]
    stems = file_stems(names)
    assert len({stem.lower() for stem in stems}) == len(names)
    assert stems[0] == "Hire_2"
