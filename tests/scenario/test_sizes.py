"""What would not fit is refused before anything large is made of it, with its cause, its place and what to write."""

import json
import re
import subprocess
import sys
import time
from math import inf
from pathlib import Path

import pytest

import gtmsim
from gtmsim.scenario.checks import allocation
from gtmsim.scenario.checks.allocation import MOST_CANDIDATES, most_in_a_day
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_text
from gtmsim.scenario.resolved.tables import count_table
from gtmsim.study.size.guard import guard

SCENARIOS = Path(__file__).parents[1] / "scenarios"
BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
EVERYTHING, ACCOUNTS = SCENARIOS / "everything.yaml", SCENARIOS / "accounts.yaml"
SOME = "{contract_value: 12k, committee: board, churn: 20%}"
ADS = "market.channels.ads"
TOO_LARGE = [  # file, change, where the error is
    (EVERYTHING, f"{ADS}.dispersion=1e-6", f"{ADS}.dispersion"),
    (EVERYTHING, f"{ADS}.dispersion=1e-9", f"{ADS}.dispersion"),
    (EVERYTHING, f"{ADS}.dispersion=5e-324", f"{ADS}.dispersion"),
    (EVERYTHING, f"{ADS}.max_leads=1000000000000 per day", f"{ADS}.max_leads"),
    (EVERYTHING, f"{ADS}.max_leads=2000000 per day", f"{ADS}.dispersion"),
    (EVERYTHING, "market.channels.events.max_leads=20000000 per day", "market.channels.events.max_leads"),
    (BASELINE, "run.initial.customers.small=1000000", "run.initial.customers.small"),
    (EVERYTHING, "run.initial.pipeline.small=1000000", "run.initial.pipeline"),
    (EVERYTHING, "run.replications=100000", "run.replications"),
    (
        EVERYTHING,
        "plan.teams.ae.headcount:={start: 0, "
        + ", ".join(f"2026-{n // 27 + 1:02}-{n % 27 + 2:02}: {2000 * (n % 2)}" for n in range(300))
        + "}",
        "plan.teams.ae.headcount",
    ),
    (
        EVERYTHING,
        "market.selling.stages=[" + ", ".join(f"{{name: s{n}}}" for n in range(1_000)) + "]",
        "market.selling",
    ),
    (
        EVERYTHING,
        "market.segments={" + ", ".join(f"s{n}: {SOME}" for n in range(1_000)) + "}",
        "market.segments",
    ),
    (
        EVERYTHING,
        "plan.spend.ads={start: 1, "
        + ", ".join(
            f"{year}-{month:02}-{day:02}: 1"
            for year in range(1900, 1920)
            for month in range(1, 13)
            for day in range(1, 29)
        )
        + "}",
        "plan.spend.ads",
    ),
    (
        EVERYTHING,
        "plan.policies.effort.rows=["
        + ", ".join(f"{{name: r{n}, when: {{contract_value: {n}}}, then: {{effort: 1}}}}" for n in range(1_500))
        + "]",
        "plan.policies.effort.rows",
    ),
    (
        EVERYTHING,
        'plan.policies.effort.rows=[{name: a, when: {contract_value: "'
        + '"}, then: {effort: 1}}, {name: b, when: {contract_value: "'.join([", ".join(map(str, range(1_500)))] * 15)
        + '"}, then: {effort: 2}}]',
        "plan.policies",
    ),
    (ACCOUNTS, "market.accounts.industries={" + ", ".join(f"i{n}: {{share: 0.1%}}" for n in range(1_000)) + "}", ""),
    (ACCOUNTS, "plan.events.fairs.dates=[" + "2026-03-10, " * 9_000 + "2026-03-11]", "plan.events.fairs.dates"),
]


@pytest.mark.parametrize(("file", "change", "path"), TOO_LARGE, ids=[change[:50] for _, change, _ in TOO_LARGE])
def test_it_is_refused_at_once(file: Path, change: str, path: str) -> None:
    begin = time.process_time()
    with pytest.raises(ScenarioError, match=r"E_BUDGET|E_RANGE") as refused:
        scenario = load(file, [change])
        guard(scenario, scenario.run.replications, scenario.run.engine)
    assert time.process_time() - begin < 1.0
    problem = refused.value.problems[0]
    assert ".".join(map(str, problem.path)).startswith(path) and problem.mark is not None and problem.hint, problem


def test_no_market_is_larger_than_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allocation, "MOST_LISTED", 1_000_000)
    with pytest.raises(ScenarioError, match=r"E_BUDGET market\.accounts\.number: 2,000,000 accounts in all segments"):
        gtmsim.resolve(load(ACCOUNTS, ["market.accounts.number={small: 1000000, large: 1000000}"]))


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much memory was used")
def test_little_memory_is_used_until_then() -> None:
    code = (
        "import json, resource, sys\nfrom gtmsim.report.checked import checked\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\n"
        "for file, change, _ in json.load(sys.stdin):\n"
        "    text, valid = checked([file], [change], False, False)\n"
        "    assert not valid and len(text) < 5_000, text[:500]\n"
        # Not ru_maxrss, which begins at what the process had that started this one.
        "print(int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0]) >> 10)"
    )
    project, environment = Path(__file__).parents[2], {"OPENBLAS_NUM_THREADS": "1", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(TOO_LARGE, default=str),
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert int(done.stdout) < 150


@pytest.mark.parametrize("ceiling", [0.5, 20, 5_000, 400_000])
def test_the_dispersion_that_is_asked_for_fits(ceiling: float) -> None:
    sets = [f"market.channels.ads.max_leads={ceiling} per day"]
    with pytest.raises(ScenarioError) as refused:
        guard(load(EVERYTHING, [*sets, "market.channels.ads.dispersion=1e-9"]), 1, "compiled")
    enough = re.search("dispersion of (.+) or more", refused.value.problems[0].hint)
    assert enough
    sets.append(f"market.channels.ads.dispersion={enough[1]}")
    assert guard(load(EVERYTHING, sets), 1, "compiled", allow_large=True).events > 0.0


@pytest.mark.parametrize(
    ("file", "path", "value", "sets"),
    [
        (BASELINE, "run.initial.customers.small", "1000000", ["run.months=120"]),
        (BASELINE, "run.initial.pipeline.small", "1000000", []),
        (BASELINE, "market.channels.search_ads.max_leads", "100000 per day", []),
        (EVERYTHING, f"{ADS}.max_leads", "1000000 per day", [f"{ADS}.dispersion:=null", "run.months=120"]),
        (ACCOUNTS, f"{ADS}.max_leads", "20000 per day", ["market.accounts.number={small: 1000000, large: 1000000}"]),
        (EVERYTHING, "run.replications", "100000", []),
        (EVERYTHING, "market.referrals.rate", "50 per year", ["plan.teams:={}", "run.months=120"]),
    ],
)
def test_what_is_proposed_instead_fits(file: Path, path: str, value: str, sets: list[str]) -> None:
    begin = time.process_time()
    scenario = load(file, [f"{path}={value}", *sets])
    with pytest.raises(ScenarioError) as refused:
        guard(scenario, scenario.run.replications, "compiled")
    assert time.process_time() - begin < 2.0
    (problem,) = refused.value.problems
    assert path.startswith(".".join(map(str, problem.path))) and problem.mark is not None
    enough = re.search(r"([\d.]+)((?: per \w+)?)[^;]*would", problem.hint)
    assert enough, problem.hint
    scenario = load(file, [f"{path}={enough[1]}{enough[2]}", *sets])
    guard(scenario, scenario.run.replications, "compiled")


@pytest.mark.parametrize("mean", [1e-6, 0.3, 10.0, 1e4, 3e5])
@pytest.mark.parametrize("dispersion", [1e-4, 0.01, 0.5, 3.0, 1e4, inf])
def test_no_table_is_larger_than_was_thought(mean: float, dispersion: float) -> None:
    most = most_in_a_day(mean, dispersion)
    if most < MOST_CANDIDATES:
        first, table = count_table(mean, dispersion)
        assert first + len(table) <= most


def test_what_a_run_refuses_no_other_way_tells() -> None:
    large = load(BASELINE, ["run.initial.customers.small=1000000"])
    with pytest.raises(ScenarioError) as of_run:
        gtmsim.run(large, replications=1)
    with pytest.raises(ScenarioError) as of_simulate:
        gtmsim.simulate(gtmsim.resolve(large), 0)
    assert str(of_run.value) == str(of_simulate.value) and "E_BUDGET run.initial.customers.small" in str(of_run.value)
    with pytest.raises(ScenarioError, match="E_BUDGET"):
        gtmsim.resolve(load(EVERYTHING, ["market.channels.ads.dispersion=1e-9"]))


def test_a_hundred_of_each_are_not_too_many() -> None:
    firms = ", ".join(f"s{n}: {{contract_value: 12k, committee: one, churn: 20%}}" for n in range(100))
    ways = ", ".join(
        f"c{n}: {{max_leads: 1 per day, half_saturation_spend: 1k, segments: {{s{n}: 1}}}}" for n in range(100)
    )
    stages = ", ".join(f"{{name: t{n}}}" for n in range(100))
    scenario = load_text(f"""
        name: Many
        market:
          channels: {{{ways}}}
          segments: {{{firms}}}
          committees: {{one: {{roles: {{boss: {{}}}}}}}}
          qualification: {{in_market: {{sql_rate: 90%}}}}
          selling: {{stages: [{stages}]}}
        plan: {{}}
        run: {{start: 2026-01-01, months: 120, initial: empty}}
    """)
    begin = time.process_time()
    guard(scenario, 100, "auto")
    assert time.process_time() - begin < 4.0  # 365,000 days of channels, 6 microseconds each, and one slow machine
