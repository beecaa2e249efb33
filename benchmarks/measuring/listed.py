"""The shipped market of listed accounts with everything on, at any number of accounts and the same demand."""

import importlib
from collections.abc import Callable
from pathlib import Path

import gtmsim
from measuring.engines import changed

MARKET = Path(__file__).resolve().parents[2] / "scenarios" / "cn_saas.yaml"


def prepare(times: int) -> Callable[[int], gtmsim.Journal]:
    """Resolve with so many times the accounts, compile, and leave only the simulation to be measured."""
    simulate = importlib.import_module("gtmsim.engine.compiled").simulate
    said = gtmsim.load(MARKET)
    listed = said.market.accounts
    assert listed is not None
    number = {segment: count * times for segment, count in listed.number.items()}
    inputs = gtmsim.resolve(changed(said, market=changed(said.market, accounts=changed(listed, number=number))))
    simulate(inputs, 0)
    return lambda seed: simulate(inputs, seed)
