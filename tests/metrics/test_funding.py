"""What investors and banks bring, by hand."""

from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind


def test_funding_and_interest() -> None:
    """A round of 5,000 and a loan of 800, of which 800 go back, and 12 of interest: 5,000 are left."""
    story = Story(3, cash=100_000, funding=("loan", "round"))
    story.at(3, Kind.BORROWED, detail=0, amount=80_000)
    story.at(40, Kind.RAISED, detail=1, amount=500_000)
    story.at(70, Kind.REPAID, detail=0, amount=80_000)
    for month, cents in ((0, 600), (1, 600)):
        story.post(month, Kind.INTEREST, amount=cents)
    measured = story.measured()
    assert measured.count("funding") == 5_000.0
    assert measured.count("interest") == 12.0
    assert measured.count("cash_end") == 1_000 + 5_000 - 12
    assert measured.count("burn") == 4.0  # a month, in the mean
    assert measured.count("ebitda") == 0.0


def test_where_nobody_funds() -> None:
    measured = Story(3).measured()
    for name in ("funding", "interest"):
        assert measured.why(name) == "no money comes from investors or banks in this scenario"
