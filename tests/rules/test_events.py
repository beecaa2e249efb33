"""People who are met on the day of an event, by hand."""

from gtmsim.mechanisms.events.rules import leads_met


def test_leads_met():
    assert leads_met(40.0, 1.0, 1.0) == 40.0
    assert leads_met(40.0, 0.0, 1.0) == 0.0
    assert leads_met(40.0, 1.0, 0.5) == 20.0
    assert leads_met(40.0, 1.0, 3.0) == 40.0  # a larger stand meets nobody else
