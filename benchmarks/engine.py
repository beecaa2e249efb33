"""Leads and events per second of processor time: one replication of the shipped baseline, best of some."""

import time
from pathlib import Path

import gtmsim
from gtmsim.scenario.inputs import Inputs

SCENARIO = Path(__file__).resolve().parents[1] / "scenarios" / "baseline.yaml"
REPLICATIONS = 5


def main() -> None:
    """Print one line: to set beside the leads of a scenario of one's own."""
    inputs = gtmsim.resolve(gtmsim.load(SCENARIO))
    seconds, leads, rows = min(measured(inputs, number) for number in range(REPLICATIONS))
    print(
        f"reference engine, {SCENARIO.stem}: {leads / seconds:,.0f} leads/s, {rows / seconds:,.0f} journal rows/s, "
        f"{seconds:.2f} s a replication"
    )


def measured(inputs: Inputs, replication: int) -> tuple[float, int, int]:
    """Processor time [s], leads and journal rows of one replication."""
    start = time.process_time()
    journal = gtmsim.simulate(inputs, replication)
    seconds = time.process_time() - start
    return seconds, int(journal.of(gtmsim.Kind.LEAD).sum()), len(journal)


if __name__ == "__main__":
    main()
