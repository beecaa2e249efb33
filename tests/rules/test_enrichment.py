"""What is seen of an account, by hand."""

from gtmsim.mechanisms.enrichment.rules import fit_seen


def test_fit_seen():
    assert fit_seen(1.5, 0.5, -2.0) == 0.5
    assert fit_seen(1.5, 0.0, -2.0) == 1.5
