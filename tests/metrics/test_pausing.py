"""How many customers pause, what they paid, and how many go on, by hand."""

import numpy as np
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind

DAY = 86_400_000_000


def test_pauses() -> None:
    """Of four who pause for a month one goes on, one is lost, one goes on and pauses again, one still pauses."""
    story = Story(months=4, pauses=True)
    for who in (1, 2, 3, 4):
        story.customer(0, who)
    for who in (1, 2, 3):
        pause(story, 35, who)
    for who in (1, 3):
        resume(story, 66, who)
    lose(story, 66, 2)
    pause(story, 95, 3)
    pause(story, 100, 4)
    measured = story.measured()
    assert measured.count("pauses_taken") == measured.count("pauses_taken", "channel", "ads") == 5
    assert measured.count("paused_customers") == measured.count("paused_customers", "segment", "small") == 2
    assert measured.count("paused_customers", "segment", "large") == 0
    assert measured.count("paused_arr") == (3 + 1 + 1 - 1) * 1200  # of the lost one it is lost instead
    assert measured.count("resumed_arr") == 2 * 1200
    assert measured.ratio("pause_resume_rate") == (2, 3)
    assert measured.count("churned_arr") == 1200
    assert measured.count("arr_end") == 1200
    assert np.array_equal(measured.monthly["paused_customers"], (0, 3, 0, 2))


def test_where_nobody_is_offered_a_pause() -> None:
    measured = Story(months=2).measured()
    why = "no customer is offered a pause in this scenario"
    for name in ("pauses_taken", "paused_customers", "paused_arr", "resumed_arr", "pause_resume_rate"):
        assert measured.why(name) == why


def pause(story: Story, day: float, who: int) -> None:
    """A customer that would have left pays nothing for a month."""
    story.at(day, Kind.RENEWAL_DUE, who)
    story.mrr[who] = 0
    story.at(day, Kind.PAUSED, who, detail=1, amount=-10_000)


def resume(story: Story, day: float, who: int) -> None:
    """A pause ends, and the customer pays again."""
    story.mrr[who] = 10_000
    story.at(day, Kind.PAUSE_ENDED, who, amount=10_000, int_value=10_000)


def lose(story: Story, day: float, who: int) -> None:
    """A pause ends, and the customer does not go on."""
    story.at(day, Kind.PAUSE_ENDED, who, detail=1, amount=10_000, int_value=10_000)
    story.mrr[who] = 0
    story.at(day, Kind.CHURNED, who, amount=-10_000)
