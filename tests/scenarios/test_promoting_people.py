"""What promoting SDRs changes: orderings in paired runs of the baseline whose AEs leave, and are hired late."""

from functools import cache
from pathlib import Path

from scenarios.test_demand_questions import sure

from gtmsim.engine.compiled import simulate
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.books import audit
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
REPLICATIONS = 20
LEAVE = "market.attrition={ae: 60% per year}"
LATE = "plan.hiring_lag=3 months"
RISE = "plan.teams.ae.promotes={from_team: sdr, after: 6 months, ramp_share: 50%, tenure_on_day_0: 1 year}"


@cache
def lived(*sets: str) -> list[Journal]:
    """Replications of the baseline in which AEs leave, as it is or changed."""
    inputs = resolve(load(BASELINE, [LEAVE, LATE, *sets]))
    journals = [simulate(inputs, replication) for replication in range(REPLICATIONS)]
    for journal in journals:
        audit(journal)
    return journals


def days(journal: Journal, team: str) -> float:
    """Days of employment of a team over the horizon, of all people together."""
    rows = journal.where(Kind.HEADCOUNT)
    return float(journal.int_value[rows][journal.team[rows] == journal.header.teams.index(team)].sum())


def more(team: str, *sets: str) -> list[float]:
    """By how much promotion changes the days of employment of a team, in each replication."""
    pairs = zip(lived(*sets), lived(RISE, *sets), strict=True)
    return [days(rise, team) - days(hire, team) for hire, rise in pairs]


def test_promotion_fills_the_team_above_and_empties_the_one_below() -> None:
    """AEs are there sooner, by the hiring lag for each who is promoted, and SDRs are fewer until they are replaced."""
    assert sure(more("ae")) > 2.0
    assert sure([-x for x in more("sdr")]) > 2.0
    # Where nobody is hired for an SDR who has gone, the team is smaller by far.
    unfilled = zip(more("sdr", "plan.teams.sdr.backfill=false"), more("sdr"), strict=True)
    assert sure([filled - left for left, filled in unfilled]) > 2.0


def test_who_is_promoted_is_there_at_once() -> None:
    """Days of AEs are won in those replications alone in which somebody is promoted."""
    for journal, gained in zip(lived(RISE), more("ae"), strict=True):
        assert (gained > 0.0) == (len(journal.where(Kind.PROMOTED)) > 0)


def test_a_firm_in_which_nobody_can_be_promoted_lives_on() -> None:
    """Where nobody serves for so long, each row is as without."""
    never = "plan.teams.ae.promotes={from_team: sdr, after: 3000 days}"
    for one, other in zip(lived(), lived(never), strict=True):
        assert one.rows() == other.rows()
        assert one.time[-1] > 300 * DAY
