"""Managers and what they cost, and people who work part time, by hand."""

from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind

SDR, AE, CSM = 0, 1, 2


def test_managers_are_people_who_are_paid() -> None:
    """An AE manager for two months, and one of the SDRs for the second half of the second."""
    story = Story(months=2, found_heads=(2, 3, 1))
    story.customer(0, 1, 10_000)
    story.post(0, Kind.SALARY, team=AE, amount=40_000)
    story.post(0, Kind.MANAGERS, team=AE, amount=10_000, int_value=1, value=30.0)
    story.post(1, Kind.MANAGERS, team=AE, amount=10_000, int_value=1, value=30.0)
    story.post(1, Kind.MANAGERS, team=SDR, amount=5_000, int_value=1, value=15.0)
    measured = story.measured()
    days = story.header.horizon / 86_400_000_000
    assert measured.ratio("managers") == (75, days)
    assert measured.ratio("managers", "team", "sdr") == (15, days)
    assert measured.ratio("managers", "team", "csm") == (0, days)
    assert measured.count("payroll") == 650
    assert measured.count("spend_sales") == 650
    assert measured.count("plan_cost") == 650
    assert measured.ratio("arr_per_head") == (1_200, 8)
    assert measured.why("arr_per_fte") == "everybody works full time in this scenario: see arr_per_head"


def test_nobody_manages() -> None:
    assert Story(months=2).measured().why("managers") == "nobody manages a team in this scenario"


def test_part_time() -> None:
    """Three AEs of 80 % after one has come, one CSM of 50 %, two SDRs and a manager, who work full time."""
    story = Story(months=2, found_heads=(2, 2, 2), fte=(1.0, 0.8, 0.5))
    story.customer(0, 1, 10_000)
    story.at(9, Kind.EMPLOYEE_JOINED, team=AE, int_value=2)
    story.at(40, Kind.EMPLOYEE_LEFT, team=CSM, int_value=0)
    story.at(70, Kind.EMPLOYEE_JOINED, team=AE, int_value=3)  # in the run-off
    story.post(1, Kind.MANAGERS, team=AE, amount=10_000, int_value=1, value=30.0)
    measured = story.measured()
    assert measured.ratio("arr_per_head") == (1_200, 7)
    num, den = measured.ratio("arr_per_fte")
    assert (num, round(den, 9)) == (1_200, 2 + 2.4 + 0.5 + 1)
