"""What an employer pays on top of pay, by hand."""

from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind

SDR, AE, CSM = 0, 1, 2


def test_employer_costs_are_pay_on_the_line_of_their_team() -> None:
    """A quarter of 400 of AEs and of 100 of CSMs."""
    story = Story(months=2, burden=0.25)
    story.customer(0, 1, 10_000)
    story.post(0, Kind.SALARY, team=AE, amount=40_000)
    story.post(0, Kind.EMPLOYER_COSTS, team=AE, amount=10_000, value=0.25)
    story.post(1, Kind.SALARY, team=CSM, amount=10_000)
    story.post(1, Kind.EMPLOYER_COSTS, team=CSM, amount=2_500, value=0.25)
    measured = story.measured()
    assert measured.count("employer_costs") == 125
    assert measured.count("payroll") == 625
    assert measured.count("spend_sales") == 500
    assert measured.count("spend_success") == 125
    assert measured.count("plan_cost") == 625


def test_pay_that_is_said_with_them() -> None:
    assert Story(months=2).measured().why("employer_costs") == "pay is said with what an employer pays on top of it"
