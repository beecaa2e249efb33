"""How well accounts seem to fit: an error row for row and by hand, less of it where more is known, for money."""

from engine.test_common_luck import accounts, journal, put, rows
from engine.timetable import THIRD, by_hand, deal, lead, lived

from gtmsim.engine.draws import Purpose
from gtmsim.journal.kinds import Kind
from gtmsim.rules.maths import normal_quantile

U = 0.9  # of the errors that are told
Z = normal_quantile(U)


def test_a_misfit_that_looks_good_is_talked_to_until_more_is_known(monkeypatch):
    """a and b are typical and seem 2 z better; of c everything is known, which costs more; p was seen on day 0."""
    found = lived(
        monkeypatch,
        """
        name: seen
        market:
          channels: {calls: {max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, cost_per_lead: 5,
            segments: {firms: 100%}}}
          segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%}}
          committees: {one: {time_between_meetings: 90 days, roles: {boss: {}}}}
          qualification: {in_market: {sql_rate: 0%, handling_time: 2h}, fit_noise: 4}
        plan:
          enrichment: {completeness: {start: 50%, 2026-01-03: 100%}, cost: {start: 1.5, 2026-01-02: 0, 2026-01-03: 3}}
          policies:
            lead_routing:
              hit: first
              rows: [{name: good, when: {fit: "> 1"}, then: {team: sdr}}, {name: rest, then: {team: nobody}}]
            effort:
              hit: first
              rows: [{name: good, when: {fit: "> 1"}, then: {effort: 2}}, {name: rest, then: {effort: 1}}]
        run: {start: 2026-01-01, months: 1, run_off: false, initial: {pipeline: {firms: 1}}}
        """,
        ["2026-01-01 10:00", "2026-01-02 10:00", "2026-01-03 10:00"],
        {(Purpose.SEEN, who, 0): U for who in (lead(0), lead(1), lead(2), deal(0, THIRD))},
    )
    assert found == by_hand(f"""
        2026-01-01 00:00  OPPORTUNITY  p  detail=1 segment=firms amount=120000 value=45.0
        2026-01-01 10:00  LEAD         a  detail=1 channel=calls segment=firms
        2026-01-01 10:00  FIT_OBSERVED a  value={2.0 * Z}
        2026-01-01 10:00  ENRICHMENT   a  amount=150
        2026-01-01 10:00  LEAD_FEE     a  amount=500
        2026-01-01 10:00  MQL          a  by=lead_routing/good
        2026-01-01 10:00  TASK_STARTED a  detail=-1 int_value=-1
        2026-01-01 12:00  TASK_ENDED   a  detail=-1 int_value=-1 value=2.0
        2026-01-01 12:00  DISQUALIFIED a  detail=1
        2026-01-02 10:00  LEAD         b  detail=1 channel=calls segment=firms int_value=1
        2026-01-02 10:00  FIT_OBSERVED b  value={2.0 * Z}
        2026-01-02 10:00  LEAD_FEE     b  amount=500
        2026-01-02 10:00  MQL          b  by=lead_routing/good
        2026-01-02 10:00  TASK_STARTED b  detail=-1 int_value=-1
        2026-01-02 12:00  TASK_ENDED   b  detail=-1 int_value=-1 value=2.0
        2026-01-02 12:00  DISQUALIFIED b  detail=1
        2026-01-03 10:00  LEAD         c  detail=1 channel=calls segment=firms int_value=2
        2026-01-03 10:00  FIT_OBSERVED c
        2026-01-03 10:00  ENRICHMENT   c  amount=300
        2026-01-03 10:00  LEAD_FEE     c  amount=500
        2026-01-03 10:00  DISQUALIFIED c  detail=2 by=lead_routing/rest
        2026-02-01 00:00  MONTH_CLOSED -  segment=firms
    """)


def looked(found):
    """All rows but those that say what is seen and what it costs."""
    return [row for row in rows(found) if row[1] not in (Kind.FIT_OBSERVED, Kind.ENRICHMENT)]


def test_an_error_that_no_table_looks_at_touches_nothing():
    """Nor does it matter how much is known; what it costs is paid for each lead."""
    noisy = put("market.qualification.fit_noise", 2)
    known = put("plan.enrichment", {"completeness": 0.7, "cost": 12})
    one, other, third = journal(), journal(noisy), journal(noisy, known)
    assert rows(one) == looked(other) == looked(third)
    assert {row[2] for row in rows(other, Kind.FIT_OBSERVED)} == accounts(one, Kind.LEAD)
    assert [row[7] for row in rows(third, Kind.ENRICHMENT)] == [1200] * len(accounts(one, Kind.LEAD))


def test_who_knows_more_errs_less_about_the_same_leads():
    """Errors are those of before, shrunk."""
    noisy = put("market.qualification.fit_noise", 2)
    fit = {row[2]: row[9] for row in rows(journal(), Kind.LEAD)}
    few, many = (
        {row[2]: row[9] - fit[row[2]] for row in rows(journal(noisy, *more), Kind.FIT_OBSERVED)}
        for more in ((), (put("plan.enrichment", {"completeness": 0.75}),))
    )
    assert few.keys() == many.keys()
    assert all(abs(many[who] - 0.25 * error) < 1e-12 for who, error in few.items())
