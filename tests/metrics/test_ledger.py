"""What replications share, and what threads must not."""

import threading

import numpy as np
from metrics.by_hand import Story, header

from gtmsim.metrics import audit, measure
from gtmsim.metrics.carry_over import CarryOver
from gtmsim.metrics.given import given_by
from gtmsim.metrics.ledger import ledger_of


def test_replications_of_a_scenario_share_what_the_header_gives() -> None:
    first = given_by(header(spend={"ads": 100}))
    assert given_by(header(spend={"ads": 100})) is first
    assert given_by(header(spend={"ads": 101})) is not first
    assert given_by(header(spend={"ads": 101})).planned[0, 0] == 31 * 101


def test_audit_and_measures_share_a_ledger_within_a_thread() -> None:
    journal = Story().journal()
    audit(journal)
    mine = ledger_of(journal)
    measure(journal)
    assert ledger_of(journal) is mine
    others = []
    thread = threading.Thread(target=lambda: others.append(ledger_of(journal)))
    thread.start()
    thread.join()
    assert others != [mine]
    assert ledger_of(journal) is mine
    assert ledger_of(Story().journal()) is not mine


def test_a_ledger_goes_without_the_collector() -> None:
    """Its parts do not refer back to it: thousands of replications would wait for the collector."""
    import gc
    import weakref

    gc.disable()
    try:
        journal = Story(spend={"ads": 100}).journal()
        audit(journal)
        measure(journal)
        left = weakref.ref(journal)
        del journal
        ledger_of(Story().journal())
        assert left() is None
    finally:
        gc.enable()


def test_spend_earns_leads_in_its_month_and_later() -> None:
    said = header(2, spend={"ads": 100}, keep=np.array([0.5, 0.0, 0.0]))
    earned = CarryOver(said).earned(0, False)
    assert earned.shape == (59, 2)
    assert (earned.sum(axis=1) == 10_000).all()
    # On the second day of February three quarters of what works were spent in February.
    assert earned[[0, 30, 31, 32]].tolist() == [[10_000, 0], [10_000, 0], [5_000, 5_000], [2_500, 7_500]]
    assert not CarryOver(said).earned(1, False).any()
