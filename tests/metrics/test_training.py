"""What training brings, by hand."""

from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind


def test_training() -> None:
    """Of two new customers one buys training for 50.00, which costs 30.00: revenue at once, and no recurring one."""
    story = Story(months=2, trains=True)
    for who in (1, 2):
        story.customer(5, who)
    story.at(5, Kind.TRAINING_FEE, 1, amount=5_000)
    story.at(5, Kind.TRAINING_COST, 1, amount=3_000)
    measured = story.measured()
    assert measured.count("training_revenue") == 50
    assert measured.ratio("training_attach_rate") == (1, 2)
    lines = measured.measures.statements
    assert lines["revenue"].tolist() == lines["billings"].tolist() == lines["receipts"].tolist() == [5_000, 0]
    assert lines["success"].tolist() == lines["cost_of_revenue"].tolist() == lines["payments"].tolist() == [3_000, 0]


def test_where_nobody_is_trained() -> None:
    measured = Story(months=2).measured()
    why = "no training is offered in this scenario"
    assert measured.why("training_revenue") == measured.why("training_attach_rate") == why
