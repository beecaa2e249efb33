"""What is paid by quotas and how much of them is reached, by hand."""

from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind

SDR, AE, CSM = 0, 1, 2


def test_attainment_of_each_role() -> None:
    """Five months of SDRs from 0.4 to 1.6 of a quota; two AEs, one at quota; a CSM of whom nothing is said."""
    story = Story(months=6)
    story.customer(0, 1, 10_000)
    for month, reached in enumerate((0.4, 0.5, 1.0, 1.2, 1.6)):
        story.post(month, Kind.VARIABLE_PAY, team=SDR, amount=round(reached * 10_000), int_value=0, value=reached)
    for person, won in ((0, 300_000), (1, 150_000)):
        story.post(2, Kind.QUOTA_PERIOD, team=AE, amount=won, int_value=person, value=3_000.0)
        story.post(2, Kind.VARIABLE_PAY, team=AE, amount=won // 10, int_value=person, value=won / 300_000)
    measured = story.measured()
    assert measured.count("variable_pay") == 47 * 10 + 450
    assert measured.count("variable_pay", "team", "sdr") == 470
    assert measured.count("payroll") == measured.count("spend_sales") == 920
    for name, reached in (("attainment_p10", 0.4), ("attainment_p50", 1.0), ("attainment_p90", 1.6)):
        assert measured.count(name, "team", "sdr") == reached
    assert measured.count("attainment_p50", "team", "ae") == 1.0
    assert measured.ratio("share_at_quota", "team", "sdr") == (3, 5)
    assert measured.ratio("share_at_quota", "team", "ae") == (1, 2)
    bins = ("attainment_below_half", "attainment_from_half", "attainment_from_quota", "attainment_from_one_and_a_half")
    assert [measured.ratio(name, "team", "sdr")[0] for name in bins] == [1, 1, 2, 1]
    assert measured.why("attainment_p50", "team", "csm").startswith("no period of a quota of this team")
    assert measured.why("share_at_quota").startswith("by team alone")


def test_where_nobody_has_a_quota() -> None:
    measured = Story(months=2).measured()
    assert measured.why("variable_pay") == "nobody is paid by how much of a quota they reach in this scenario"
    assert measured.why("attainment_p90").startswith("nobody has a quota in this scenario")
