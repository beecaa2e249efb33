"""What agencies cost, by hand, and where it stands."""

import pytest
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind
from gtmsim.metrics.books import audit
from gtmsim.metrics.identities import BooksError


def told(**said: object) -> Story:
    """A share of the spend of a channel in the first month, a retainer in the second, and tools of callers and CSMs."""
    one = Story(months=3, **{"agencies": ("growth",), **said})
    one.post(0, Kind.AGENCY_FEE, channel=0, amount=15_000)
    one.post(1, Kind.AGENCY_RETAINER, amount=50_000)
    one.post(1, Kind.TOOLS, team=0, amount=7_000, int_value=2)
    one.post(1, Kind.TOOLS, team=2, amount=3_000, int_value=1)
    return one


def test_what_they_cost_and_where_it_stands() -> None:
    measured = told().measured()
    assert measured.count("agency_costs") == measured.count("spend_marketing") == 650.0
    assert measured.monthly["spend_marketing"] == pytest.approx([150.0, 500.0, 0.0])
    assert (measured.count("spend_sales"), measured.count("spend_success")) == (70.0, 30.0)
    assert measured.count("plan_cost") == 750.0 and measured.count("payroll") == 0.0


def test_where_there_are_none() -> None:
    assert Story(months=2).measured().why("agency_costs") == "no agency is paid in this scenario"


def test_an_agency_that_nobody_names_is_noticed() -> None:
    with pytest.raises(BooksError, match="an agency has a name"):
        audit(told(agencies=()).journal())
    one = told()
    one.post(2, Kind.AGENCY_FEE, amount=5)
    with pytest.raises(BooksError, match="a share of spend is of a channel"):
        audit(one.journal())
