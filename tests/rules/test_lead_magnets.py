"""Who takes a gift for a contact, by hand."""

import pytest

from gtmsim.mechanisms.lead_magnets.rules import bait_weight


def test_bait_weight():
    assert bait_weight(0.8, 3.0, True) == 0.8
    assert bait_weight(0.8, 3.0, False) == pytest.approx(0.2, rel=1e-15)
    assert bait_weight(0.8, 0.0, False) == 0.8  # a gift is for everybody
