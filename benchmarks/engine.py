"""How fast the engines are, beside each other, with size, and beside other libraries: `--quick` for about a minute.

Contestants take turns in one run; what counts are the ratios, since CPU seconds are this machine's and this hour's.
"""

import argparse
import math
import sys
from typing import Any

from market import market
from measuring.contest import Contestant, Finding, contest
from measuring.machine import facts
from measuring.studies import PROCESSORS
from measuring.table import Goal, heading, print_goals, print_table
from mini_model.model import DISPERSION, EXPECTED

OURS = "measuring.engines"
SIMPY, KEYED, C = "SimPy, a process per lead", "SimPy, the same with keyed draws", "C at -O3"
COMPILED, REFERENCE = "gtmsim compiled", "gtmsim reference"
BASELINE, FUNNEL = "the baseline", "the plain funnel"
LARGEST, DEVIATIONS = 1_000_000, 5.0


def main() -> int:
    """Print the tables and the goals; 1 if somebody told another model."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--quick", action="store_true", help="a tenth of the size, one round")
    quick = reader.parse_args().quick
    for line in facts():
        print(line)
    mini, agreed = mini_model(0.1 if quick else 1.0, 1 if quick else 3)
    goals = [
        *mini,
        *engines(10_000 if quick else 100_000, 1 if quick else 3),
        *sizes((10_000, 30_000, 100_000) if quick else (10_000, 30_000, 100_000, 300_000, LARGEST), 1 if quick else 3),
        *market(3 if quick else 9),
        *studies(20 if quick else 200, 10_000 if quick else 100_000),
    ]
    print_goals(goals)
    if quick:
        print("A quick run: goals are stated for the full size, and its figures are only hints.")
    return 0 if agreed else 1


def mini_model(k: float, rounds: int) -> tuple[list[Goal], bool]:
    """The mini model in everybody's hands."""
    small = max(0.02, k / 20)
    leads = k * EXPECTED["leads"]
    mini = "mini_model."
    contestants = [
        Contestant(C, mini + "c_loop", (k,), k=k),
        Contestant(COMPILED, OURS, ("compiled", FUNNEL, leads), "compiled", k),
        Contestant("heapq loop in Python", mini + "heap_loop", (k,), k=k),
        Contestant("SimPy, callbacks and blocks", mini + "simpy_callbacks", (k,), k=k),
        Contestant(SIMPY, mini + "simpy_processes", (k, False), k=k),
        Contestant(KEYED, mini + "simpy_processes", (k, True), k=k),
        Contestant(REFERENCE, OURS, ("reference", FUNNEL, leads), "reference", k),
        Contestant(f"salabim, k = {small:g}", mini + "salabim_components", (small,), k=small),
        Contestant(f"Ciw, k = {small:g}", mini + "ciw_network", (small,), k=small),
    ]
    found = contest(contestants, rounds)
    heading(f"The mini model, a year of about {leads:,.0f} leads (k = {k:g})")
    print_table(contestants, found, C, SIMPY)
    print("gtmsim's events are rows of its journal; the callbacks spare themselves the events that change nothing.")
    print(f"Who ran at k = {small:g} is compared by the time per lead, which favours it: a lead costs more among many.")
    agreed = True
    for one in contestants:
        for line in disagreements(one, found[one.name]):
            print(line)
            agreed = False
    if agreed:
        print("Leads, wins and renewals agree between all within sampling error.")
    return [
        Goal("compiled / C, mini model", ratio(found, COMPILED, C), 4.0, "at most", "times"),
        Goal("reference / SimPy with keyed draws", ratio(found, REFERENCE, KEYED), 2.0, "at most", "times"),
    ], agreed


def disagreements(one: Contestant, finding: Finding) -> list[str]:
    """Counts that luck does not explain."""
    if finding.missing:
        return []
    lines = []
    for name, a_year in EXPECTED.items():
        expected, got = a_year * one.k, getattr(finding.counts, name)
        error = math.sqrt(DISPERSION[name] * expected / finding.runs)
        if abs(got - expected) > DEVIATIONS * error:
            lines.append(f"{one.name}: {got:,.0f} {name} where {expected:,.0f} +- {error:,.0f} are expected")
    return lines


def engines(leads: int, rounds: int) -> list[Goal]:
    """Our two engines on the shipped baseline."""
    contestants = [
        Contestant(name, OURS, (name.split()[1], BASELINE, float(leads)), name) for name in (COMPILED, REFERENCE)
    ]
    found = contest(contestants, rounds)
    heading(f"The shipped baseline scaled to about {leads:,} leads, journal included")
    print_table(contestants, found, COMPILED, None)
    if not found[COMPILED].missing and found[COMPILED].first != found[REFERENCE].first:
        raise AssertionError("the engines tell different lives")
    return [Goal("reference / compiled, baseline", ratio(found, REFERENCE, COMPILED), 60.0, "at least", "times")]


def sizes(counts: tuple[int, ...], rounds: int) -> list[Goal]:
    """The compiled engine from small to large, and the memory of the largest in a process of its own."""
    goals = []
    for scenario in (BASELINE, FUNNEL):
        contestants = [Contestant(f"{n:,} leads", OURS, ("compiled", scenario, float(n)), "compiled") for n in counts]
        found = contest(contestants, rounds)
        alone = Contestant("alone", OURS, ("compiled", scenario, float(counts[-1])))
        peak = contest([alone], 1)["alone"]
        heading(f"Compiled engine by size, {scenario}")
        print_table(contestants, found, contestants[0].name, None)
        if not peak.missing:
            print(f"Peak memory of a process that simulates {counts[-1]:,} leads: {peak.peak:,.0f} MiB")
        known = [f for f in found.values() if not f.missing]
        slope = exponent([f.counts.leads for f in known], [f.cpu for f in known]) if known else math.nan
        goals += [
            Goal(f"exponent of time, {scenario}", slope, 1.1, "at most", ""),
            Goal(f"memory at {counts[-1]:,} leads, {scenario}", peak.peak or math.nan, 1024.0, "at most", "MiB"),
        ]
    return goals


def studies(replications: int, leads: int) -> list[Goal]:
    """Many replications on two processors."""
    total = f"{replications} x {leads:,} leads"
    contestants = [
        Contestant(f"{total}, simulated on 2 threads", "measuring.studies", ("threads", replications, float(leads))),
        Contestant(f"{total}, gtmsim.run, measured too", "measuring.studies", ("study", replications, float(leads))),
    ]
    found = contest(contestants, 1)
    heading("Replications of the plain funnel on 2 processors")
    print_table(contestants, found, contestants[0].name, None)
    for name, finding in found.items():
        if not finding.missing:
            print(f"{name}: {finding.cpu / PROCESSORS:.1f} s if nobody else had used the processors.")
    return [
        Goal(name + (", elapsed" if not f.missing else ""), f.wall or math.nan, 20.0, "at most", "s")
        for name, f in found.items()
    ]


def ratio(found: dict[str, Finding], one: str, other: str) -> float:
    """How many times the CPU time of the other; not a number where one is missing."""
    return found[one].cpu / found[other].cpu if found[one].cpu and found[other].cpu else math.nan


def exponent(x: list[float], y: list[float]) -> float:
    """Least-squares slope of log y on log x."""
    a, b = [math.log(v) for v in x], [math.log(v) for v in y]
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    products: Any = sum((p - mean_a) * (q - mean_b) for p, q in zip(a, b, strict=True))
    return float(products / sum((p - mean_a) ** 2 for p in a))


if __name__ == "__main__":
    sys.exit(main())
