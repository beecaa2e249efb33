"""What a market that is a list of accounts costs: an event of it beside one of the plain funnel, and a lead by size."""

import math

from measuring.contest import Contestant, Finding, contest
from measuring.table import Goal, heading

ACCOUNTS = 5_000  # of the shipped market
TIMES = (1, 10, 100)
DEARER = 1.5  # among more accounts more visits meet one that nobody has looked at: at most all of them
FUNNEL = "the plain funnel"


def market(rounds: int) -> list[Goal]:
    """The compiled engine on the plain funnel and on the shipped market with more and more accounts."""
    funnel = Contestant(FUNNEL, "measuring.engines", ("compiled", FUNNEL, 10_000.0), "compiled")
    sizes = {f"{ACCOUNTS * times:,} accounts": times for times in TIMES}
    listed = [Contestant(name, "measuring.listed", (times,), "compiled") for name, times in sizes.items()]
    found = contest([funnel, *listed], rounds)
    heading("A market of listed accounts with everything on, 36 months, the same demand at every size")
    print(f"{'':24}{'CPU ms':>9}{'leads':>9}{'events':>9}{'us a lead':>12}{'ns an event':>13}")
    for name, finding in found.items():
        if finding.missing:
            print(f"{name:24}  {finding.missing}")
            continue
        told = f"{1e3 * finding.cpu:9.1f}{finding.counts.leads:9,.0f}{finding.counts.events:9,.0f}"
        print(f"{name:24}{told}{1e6 * per_lead(finding):12.2f}{1e9 * per_event(finding):13.0f}")
    print("Events are rows of the journal: a visit that comes to nothing is none, and still has to be looked at.")
    smallest, largest = found[listed[0].name], found[listed[-1].name]
    return [
        Goal(
            f"an event of {ACCOUNTS:,} accounts / of the funnel",
            per_event(smallest) / per_event(found[FUNNEL]),
            3.0,
            "at most",
            "times",
        ),
        Goal(
            f"a lead of {ACCOUNTS * TIMES[-1]:,} accounts / of {ACCOUNTS:,}",
            per_lead(largest) / per_lead(smallest),
            DEARER,
            "at most",
            "times",
        ),
    ]


def per_event(finding: Finding) -> float:
    """CPU time of an event [seconds]; not a number where nothing was measured."""
    return finding.cpu / finding.counts.events if finding.counts.events else math.nan


def per_lead(finding: Finding) -> float:
    """CPU time of a lead [seconds]; not a number where nothing was measured."""
    return finding.cpu / finding.counts.leads if finding.counts.leads else math.nan
