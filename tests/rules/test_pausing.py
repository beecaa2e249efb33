"""Who may pause, and what is left of a discount after a pause."""

from gtmsim.mechanisms.pausing.rules import introduction_left, may_pause


def test_a_pause_is_taken_by_luck_and_so_often() -> None:
    assert may_pause(0, 1, 0.25, 0.2499)
    assert not may_pause(0, 1, 0.25, 0.25)
    assert not may_pause(1, 1, 1.0, 0.1)
    assert may_pause(1, 2, 1.0, 0.999)


def test_the_time_of_a_discount_runs_on() -> None:
    assert introduction_left(18, 12, 3) == 3
    assert introduction_left(15, 12, 3) == 0
    assert introduction_left(13, 12, 3) == 0
