"""Teams as queues: Erlang C, Pollaczek-Khinchine, Cobham, Erlang A; and every queue, given its work, to the instant."""

import heapq
from typing import Any

import numpy as np
from engine.theory.proof import AROUND_THE_CLOCK, ORACLES

from gtmsim import Journal, Kind
from gtmsim.rules.calendar import DAY, HOUR

QUEUE = """
    name: queue
    market:
      channels: {{calls: {{max_leads: {leads} per day, half_saturation_spend: 1k, organic: 100%,
        segments: {{firms: 100%}}}}}}
      segments: {{firms: {{contract_value: 12k, committee: one, churn: 10%}}}}
      committees: {{one: {{roles: {{boss: {{}}}}}}}}
      qualification: {{in_market: {{sql_rate: 0%, handling_time: {work}}}}}
    plan: {{teams: {{sdr: {{headcount: {servers}}}}}, working_hours: {hours}}}
    run: {{start: 2026-01-01, months: {months}, initial: empty, run_off: false, replications: {replications}}}
"""
PRIORITY = """
    name: hot before cold
    market:
      channels:
        hot: {max_leads: 24 per day, half_saturation_spend: 1k, organic: 100%, in_market_share: 100%,
          segments: {firms: 100%}}
        cold: {max_leads: 36 per day, half_saturation_spend: 1k, organic: 100%, in_market_share: 0%,
          segments: {firms: 100%}}
      segments: {firms: {contract_value: 12k, committee: one, churn: 10%}}
      committees: {one: {roles: {boss: {}}}}
      qualification:
        in_market: {sql_rate: 0%, handling_time: {mean: 15 min, distribution: exponential}}
        out_of_market: {sql_rate: 0%, handling_time: {mean: 15 min, distribution: exponential}}
    plan:
      teams: {sdr: {headcount: 1, queue_discipline: ORDER}}
      working_hours: {days: [mon, tue, wed, thu, fri, sat, sun], opens: 0h, closes: 24h}
    run: {start: 2026-01-01, months: 1, initial: empty, run_off: false, replications: 30}
"""
WARM_UP = 3 * DAY
NEVER = 2**62


def tasks(journal: Journal) -> dict[str, Any]:
    """Arrival, begin and end of each lead's task, in order of begin [microseconds]."""
    came, begun, ended = ((journal.of(kind)) for kind in (Kind.LEAD, Kind.TASK_STARTED, Kind.TASK_ENDED))
    arrival_of = dict(zip(journal.entity[came].tolist(), journal.time[came].tolist(), strict=True))
    end_of = dict(zip(journal.entity[ended].tolist(), journal.time[ended].tolist(), strict=True))
    rows = [
        (arrival_of[who], begin, end_of.get(who, NEVER))
        for who, begin in zip(journal.entity[begun].tolist(), journal.time[begun].tolist(), strict=True)
    ]
    return dict(zip(("arrival", "begin", "end"), np.array(rows).T, strict=True))


def served_in_order(arrival: Any, work: Any, servers: int) -> list[int]:
    """When each of a queue's customers is served, first come first served: the recursion of Kiefer and Wolfowitz."""
    free = [0] * servers
    begins = []
    for came, takes in zip(arrival.tolist(), work.tolist(), strict=True):
        begin = max(came, heapq.heappop(free))
        begins.append(begin)
        heapq.heappush(free, begin + takes)
    return begins


def waits(servers: int) -> Any:
    """A look at the waits [hours] of a journal whose queue must be exact, given its arrivals and its work."""

    def look(journal: Journal) -> Any:
        seen = tasks(journal)
        assert served_in_order(seen["arrival"], seen["end"] - seen["begin"], servers) == seen["begin"].tolist()
        settled = (seen["arrival"] >= WARM_UP) & (seen["end"] < NEVER)
        return (seen["begin"] - seen["arrival"])[settled] / HOUR, (seen["end"] - seen["begin"])[settled] / HOUR

    return look


# A mean wait is inherently noisy: neighbours wait together. Four standard errors of the short proofs are what a person
# who is 3 % slower (6 % with a single server) makes of it; those of the long proofs are about 5 % of the wait.


def test_erlang_c(proof):
    """Three persons, eight leads an hour, 18 minutes each; on a clock that goes two times slower."""
    name, slower = "erlang_c_sdr_pool", 2
    expected = ORACLES[name]["expected"]
    work = "{mean: 36 min, distribution: exponential}"
    text = QUEUE.format(leads=96, work=work, servers=3, hours=AROUND_THE_CLOCK, months=1, replications=30)
    results, seen = proof.run(text, waits(3))
    hours = results.measures["response_hours", "", ""]
    hours = np.stack((hours.num / slower, hours.den), axis=1)
    proof.agrees(name, "utilisation", results.measures["utilisation", "team", "sdr"], expected["rho"])
    proof.agrees(name, "response_hours", hours, expected["mean_wait_h"], 0.18)
    proof.agrees(name, "P(wait)", [((w > 0).sum(), len(w)) for w, _ in seen], expected["p_wait"], 0.05)
    late = [((w > 0.25 * slower).sum(), len(w)) for w, _ in seen]
    proof.agrees(name, "P(wait > 15 min)", late, expected["p_wait_gt_15min"], 0.1)
    tenth = [((w > expected["wait_p90_min"] / 60 * slower).sum(), len(w)) for w, _ in seen]
    proof.agrees(name, "P(wait > its p90)", tenth, 0.1, 0.4)
    proof.agrees(name, "work [h]", [(s.sum() / slower, len(s)) for _, s in seen], 0.3)


def test_pollaczek_khinchine(proof):
    """One person, two demos an hour, lognormal of mean 20 minutes and cv 1.5."""
    name = "pollaczek_khinchine_lognormal"
    expected = ORACLES[name]["expected"]
    work = "{mean: 20 min, cv: 1.5}"
    text = QUEUE.format(leads=48, work=work, servers=1, hours=AROUND_THE_CLOCK, months=2, replications=30)
    results, seen = proof.run(text, waits(1))
    proof.agrees(name, "utilisation", results.measures["utilisation", "team", "sdr"], expected["rho"], 0.03)
    proof.agrees(name, "response_hours", results.measures["response_hours", "", ""], expected["Wq_min"] / 60, 0.26)
    proof.agrees(name, "work [h]", [(s.sum(), len(s)) for _, s in seen], 1 / 3, 0.025)


def test_priorities(proof):
    """Hot leads before cold ones: Cobham's waits, and the law of conservation, which no order of service can break."""
    name = "priority_hot_cold"
    expected = ORACLES[name]["expected"]
    results, _ = proof.run(PRIORITY.replace("ORDER", "active_first"))
    hot, cold = (results.measures["response_hours", "channel", channel] for channel in ("hot", "cold"))
    proof.agrees(name, "response_hours of hot leads", hot, expected["Wq_hot_h"], 0.09)
    proof.agrees(name, "response_hours of cold leads", cold, expected["Wq_cold_h"], 0.2)
    conserved = 1.0 / 4 * hot.num / hot.den + 1.5 / 4 * cold.num / cold.den
    proof.agrees(name, "sum of rho x wait", conserved, expected["conservation_sum_rho_Wq"], 0.18)
    results, _ = proof.run(PRIORITY.replace("ORDER", "first_come"))
    proof.agrees(
        name, "response_hours, first come", results.measures["response_hours", "", ""], expected["Wq_fifo_h"], 0.18
    )


def test_erlang_a(proof):
    """More work than three persons can do, leads that go cold while they wait; all on a six times slower clock.

    The first month fills the queue, which is why the team's use is that of the second.
    """
    name, slower = "erlang_a_lead_goes_cold", 6
    expected = ORACLES[name]["expected"]
    work = "{mean: 108 min, distribution: exponential}, abandon_after: {mean: 12h, distribution: exponential}"
    text = QUEUE.format(leads=48, work=work, servers=3, hours=AROUND_THE_CLOCK, months=2, replications=30)

    def look(journal: Journal) -> Any:
        started, gone = journal.of(Kind.TASK_STARTED), journal.of(Kind.ABANDONED)
        settled = journal.time >= WARM_UP
        waited = journal.value[(started | gone) & settled] * 24 / slower
        return waited.sum(), len(waited), (waited > 0).sum(), (gone & settled).sum()

    results, seen = proof.run(text.replace("run_off: false", "run_off: true"), look)
    used = results.monthly["utilisation_sdr"][:, 1]
    proof.agrees(name, "utilisation in month 2", used, expected["throughput"] * 0.3 / 3)
    proof.agrees(name, "P(gives up)", [(gone, n) for _, n, _, gone in seen], expected["p_abandon"], 0.08)
    proof.agrees(name, "P(wait)", [(late, n) for _, n, late, _ in seen], expected["p_wait"])
    proof.agrees(name, "wait [h]", [(total, n) for total, n, _, _ in seen], expected["mean_wait_h"], 0.08)
    abandoned_leads, leads = (results.measures[metric, "", ""].num for metric in ("abandoned_leads", "leads"))
    proof.agrees(
        name, "abandoned_leads / leads", np.stack((abandoned_leads, leads), axis=1), expected["p_abandon"], 0.08
    )
