"""What the busiest fifth of a team does, by hand."""

import numpy as np
import pytest
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind
from gtmsim.mechanisms.productivity.metrics import of_the_first, tasks_of_each

SDR = 0


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([4, 4, 4, 4, 4], 4.0),  # a fifth of what all do
        ([8, 2, 2, 2, 2], 8.0),
        ([9, 3], 0.4 * 9),  # two fifths of the first
        ([6, 4, 2, 1, 1, 1, 1], 6 + 0.4 * 4),
        ([7], 1.4),
        ([], 0.0),
    ],
)
def test_of_the_first(counts, expected):
    assert of_the_first(np.array(counts, dtype=np.int64), 0.2) == pytest.approx(expected)


def test_tasks_of_each():
    assert tasks_of_each(np.array([3, 3, 0, 3, 0, 5])).tolist() == [3, 2, 1]


def test_top_fifth_output() -> None:
    """Of five tasks one person does three: of two people the busiest fifth are two fifths of the busier one."""
    story = Story(months=2)
    story.at(0, Kind.PRODUCTIVITY, team=SDR, int_value=0, value=1.5)
    for day, person in ((1, 0), (2, 0), (3, 1), (4, 0), (5, 1)):
        story.lead(day, day)
        story.task(day + 0.1, 2, day, SDR, person=person)
    measured = story.measured()
    assert measured.ratio("top_fifth_output", "team", "sdr") == (pytest.approx(0.4 * 3), 5)


def test_where_all_are_alike() -> None:
    assert Story(months=2).measured().why("top_fifth_output") == "people of a team are equally quick in this scenario"
