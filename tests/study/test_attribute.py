"""Touch credit beside the truth: closed forms on markets whose answer is known, and the shipped firm end to end."""

import json
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from gtmsim import cli
from gtmsim.report.studies.attribute import told
from gtmsim.scenario.load import load, load_text, variant
from gtmsim.study.attribute.attribute import attribute
from gtmsim.study.attribute.found import Attribution
from gtmsim.study.attribute.off import off, ways_off
from gtmsim.study.attribute.shares import measured
from gtmsim.study.estimators import Estimate, mean_interval
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import prepared

BASELINE = "scenarios/baseline.yaml"
SHORT = {"run.months": 4, "run.run_off": False}
N = 40


def world(brings, luck: np.random.Generator, full: bool = True):  # type: ignore[no-untyped-def]
    """What is won where some of three channels are off; `brings` says it of those that are on."""
    noise = luck.normal(100.0, 5.0, size=N)
    sizes = range(4) if full else (0, 1, 3)
    chosen = [frozenset(each) for size in sizes for each in combinations(range(3), size)]
    return {off_: noise * brings(frozenset(range(3)) - off_) for off_ in chosen}


def test_where_channels_only_add_up_touch_credit_is_the_truth() -> None:
    share = (0.5, 0.3, 0.2)
    values = world(lambda on: sum(share[i] for i in on), np.random.default_rng(1))
    credit = np.outer(values[frozenset()], share)
    found = measured("wins", mean_interval(values[frozenset()].tolist()), ("a", "b", "c"), [credit], values)
    for each, part in zip(found.channels, share, strict=True):
        assert each.credit[0].mean == pytest.approx(part)
        assert each.missing.mean == pytest.approx(part)
        assert each.gap[0].mean == pytest.approx(0.0, abs=1e-12)
        assert each.fair is not None and each.fair.mean == pytest.approx(part)
    assert found.together.mean == pytest.approx(1.0)
    assert found.apart.mean == pytest.approx(0.0, abs=1e-12)
    assert found.untouched.mean == 0.0


def test_channels_that_stand_in_for_one_another() -> None:
    """A buyer comes by either of two: without one alone nothing is missing, without both all that they bring."""
    values = world(lambda on: 0.6 * bool(on & {0, 1}) + 0.4 * (2 in on), np.random.default_rng(2))
    credit = np.outer(values[frozenset()], (0.3, 0.3, 0.4))
    found = measured("wins", mean_interval(values[frozenset()].tolist()), ("a", "b", "c"), [credit], values)
    assert [each.missing.mean for each in found.channels] == pytest.approx([0.0, 0.0, 0.4], abs=1e-12)
    assert [each.gap[0].mean for each in found.channels] == pytest.approx([0.3, 0.3, 0.0], abs=1e-12)
    assert [each.fair.mean for each in found.channels if each.fair] == pytest.approx([0.3, 0.3, 0.4])
    assert found.singles.mean == pytest.approx(0.4)
    assert found.apart.mean == pytest.approx(0.6)


def test_channels_that_need_one_another() -> None:
    values = world(lambda on: 1.0 * (on >= {0, 1}) + 0.0 * len(on), np.random.default_rng(3), full=False)
    credit = np.outer(values[frozenset()], (1.0, 0.0, 0.0))
    found = measured("wins", mean_interval(values[frozenset()].tolist()), ("a", "b", "c"), [credit], values)
    assert found.singles.mean == pytest.approx(2.0) and found.together.mean == pytest.approx(1.0)
    assert found.apart.mean == pytest.approx(-1.0)
    assert all(each.fair is None for each in found.channels)


def test_nothing_won_is_told_as_undefined() -> None:
    values = {chosen: np.zeros(N) for chosen in (frozenset[int](), frozenset({0}))}
    found = measured("wins", mean_interval([0.0] * N), ("a",), [np.zeros((N, 1))], values)
    assert found.together.mean is None and "nothing is won" in (found.together.why or "")


@pytest.mark.prove
def test_intervals_of_shares_hold_the_truth() -> None:
    """Of 1,000 studies of a known market; those of credit less truth all together."""
    luck, missing, together, studies = np.random.default_rng(), 0, 0, 1000
    share = np.array([0.5, 0.3, 0.2])
    for _ in range(studies):
        wins = luck.poisson(180.0, size=N).astype(float)
        lost = [luck.binomial(wins.astype(int), each).astype(float) for each in 0.6 * share]
        values = {frozenset({i}): wins - lost[i] for i in range(3)} | {frozenset(): wins, frozenset(range(3)): 0 * wins}
        credit = np.array([luck.multinomial(int(n), share) for n in wins], dtype=float)
        found = measured("wins", mean_interval(wins.tolist()), ("a", "b", "c"), [credit], values)
        missing += _holds(found.channels[0].missing, 0.3)
        together += all(_holds(each.gap[0], 0.4 * part) for each, part in zip(found.channels, share, strict=True))
    assert 0.93 <= missing / studies <= 0.97
    assert together / studies >= 0.93


def _holds(found: Estimate, truth: float) -> bool:
    low, high = found.ci95
    return low is not None and high is not None and low <= truth <= high


def test_a_channel_that_is_off_brings_nobody_and_day_0_stays() -> None:
    said = variant(load(BASELINE), SHORT, "short")
    base = prepared(said, 1, engine="compiled")
    here = base.teller.simulate(base.inputs, 0)
    for name in ("search_ads", "trade_shows", "referral"):
        ready = prepared(off(said, [name]), 1, engine="compiled")
        there = ready.teller.simulate(ready.inputs, 0)
        place = here.header.channels.index(name)
        came = (there.kind == 1) & (there.channel == place)
        assert not came.any(), name
        first, second = (journal.time == 0 for journal in (here, there))
        assert np.array_equal(here.entity[first], there.entity[second]), name
        assert there.amount[(there.kind == 53) & (there.channel == place)].sum() == 0


def test_every_channel_of_the_journal_can_be_turned_off() -> None:
    for file in (BASELINE, "scenarios/cn_saas.yaml"):
        said = load(file)
        ready = prepared(said, 1, engine="compiled")
        channels = {channel.name for channel in ready.inputs.channels}
        channels |= {"referral"} if ready.inputs.referrals is not None else set()
        assert set(ways_off(said)) == channels
        assert off(said, list(channels)).market.channels == said.market.channels


SMALL = """
name: Firm
market:
  segments: {small: {contract_value: 12k, committee: owner, churn: 20%}}
  committees: {owner: {roles: {owner: {}}}}
  channels:
    search: {max_leads: 4 per day, half_saturation_spend: 10k, segments: {small: 100%}}
    fairs: {max_leads: 40 per day, event_based: true, segments: {small: 100%}}
  qualification: {in_market: {sql_rate: 50%}}
  referrals: {rate: 1 per year}
plan:
  spend: {search: 10k}
  events: {fairs: {dates: [2026-02-03], cost: 5k}}
run: {start: 2026-01-01, months: 6, run_off: false, replications: 6, initial: empty}
"""


@pytest.fixture(scope="module")
def firm() -> Attribution:
    return attribute(load_text(SMALL, "firm"), engine="compiled", shapley=True)


def test_the_firm_end_to_end(firm: Attribution) -> None:
    of = firm.of
    assert of.metric == "wins"
    given = sum(each.credit[1].mean or 0.0 for each in of.channels) + (of.untouched.mean or 0.0)
    assert given == pytest.approx(1.0)
    fair = sum(each.fair.mean or 0.0 for each in of.channels if each.fair is not None)
    assert fair == pytest.approx(of.together.mean)
    assert of.apart.mean == pytest.approx((of.together.mean or 0.0) - (of.singles.mean or 0.0))
    assert firm.worlds == 2 ** len(of.channels)


def test_what_is_told(firm: Attribution) -> None:
    said = told(firm)
    assert any("channels" in answer and "would be missing" in answer for answer in said.answers)
    assert len(said.tables) == 2 and "Shapley" in [column.name for column in said.tables[0].columns]
    assert said.figures["attribute"].png
    text = json.dumps(said.summary, allow_nan=False)
    assert "interactions" in text and "credit_less_missing" in text
    assert said.files["attribute.csv"].decode("utf-8-sig").startswith("metric,channel,number,rule,unit,mean,low,high\n")
    assert "--shapley" in said.command


def test_one_replication_tells_nothing() -> None:
    answers = told(attribute(load_text(SMALL, "firm"), replications=1, engine="compiled")).answers
    assert answers[0].startswith("One replication tells nothing")


def test_what_is_refused() -> None:
    with pytest.raises(StudyError, match="not of `arr_end`; say --metric wins or --metric new_arr"):
        attribute(BASELINE, metric="arr_end")
    with pytest.raises(StudyError, match=r"15 channels have 32,768 combinations.*leave out --shapley"):
        attribute("scenarios/cn_saas.yaml", shapley=True)
    with pytest.raises(Exception, match="nonsense"):
        attribute(BASELINE, metric="nonsense")


def test_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(SMALL, encoding="utf-8")
    words = ["attribute", str(plan), "--engine", "reference", "--metric", "new ARR", "--out", str(tmp_path / "a")]
    monkeypatch.setattr(sys, "argv", ["gtmsim", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert not ended.value.code
    out = capsys.readouterr().out
    assert "New ARR by channel" in out and "would be missing" in out
    written = {path.name for path in (tmp_path / "a").rglob("*") if path.is_file()}
    assert written == {
        *("README.txt", "attribute.csv", "attribute.png", "report.html", "run.json", "scenario.yaml", "summary.json"),
    }
    assert json.loads((tmp_path / "a" / "summary.json").read_text("utf-8"))["primary"] == "new_arr"
