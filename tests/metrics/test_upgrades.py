"""What higher plans add, by hand."""

from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind


def test_upgrades() -> None:
    """20.00 a month more by a higher plan and 10.00 by more of the old one: 240 of 360 a year."""
    story = Story(months=2, upgrades=True)
    story.opening(1, 10_000, age=50.0)
    story.move(10, Kind.UPGRADED, 1, 2_000)
    story.move(40, Kind.EXPANDED, 1, 1_000)
    measured = story.measured()
    assert measured.count("upgrades") == 1
    assert measured.count("upgrade_arr") == 240
    assert measured.count("expansion_arr") == 360


def test_where_nobody_upgrades() -> None:
    measured = Story(months=2).measured()
    why = "no customer of this scenario can move to a higher plan"
    assert measured.why("upgrades") == measured.why("upgrade_arr") == why
