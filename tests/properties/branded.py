"""The brand in generated scenarios, and goodwill replayed in plain Python from what a scenario says."""

import math
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st
from properties.drawn import says, sections
from properties.told import DAY, Row, Told

from gtmsim.journal.kinds import Kind
from gtmsim.scenario.sections.run import Initial

Said = dict[str, Any]
MONTH = 30.4375  # days

brands = sections(
    {
        "goodwill_half_life": st.sampled_from(["1 month", "6 months", "10 years"]),
        "delay": st.sampled_from(["0 days", "2 months", "6 months"]),
        "max_goodwill": st.sampled_from([0, 1, 8]),
        "word_of_mouth": st.sampled_from([0, 0.5, 9]),
        "detractor_threshold": st.sampled_from([0, 0.6]),
        "crisis_rate": st.sampled_from([0, 1, 9]),
        "crisis_damage": st.sampled_from([0, 0.4, 1]),
        "spend_efficiency": st.sampled_from([0, 0.2, 3]),
        "trust": st.sampled_from([0, 0.5, 3]),
        "price_premium": st.sampled_from([0, 0.08, 0.5]),
    },
    {"half_saturation_spend": st.sampled_from([500, "4k per month"])},
)


def make_unknown(said: Said) -> None:
    """Nobody has heard of us; channels that the brand led are bought."""
    said["market"].pop("brand", None)
    said["plan"].pop("brand", None)
    if isinstance(said["run"]["initial"], dict):
        for name in ("brand", "brand_spend"):
            said["run"]["initial"].pop(name, None)
    for channel in said["market"]["channels"].values():
        channel.pop("brand_building", None)
        if channel.pop("brand_led", None):
            channel["half_saturation_spend"] = "4k per month"


def make_known(draw: Any, said: Said, levers: Any) -> None:
    """Add a brand to a scenario, and let it lead some of the channels."""
    said["market"]["brand"] = draw(brands)
    if says(draw, "spend"):
        said["plan"]["brand"] = {"spend": draw(levers(st.sampled_from([0, 800, "9k per month"]), said["run"]))}
    initial = said["run"]["initial"]
    if isinstance(initial, dict) and says(draw, "brand_spend"):
        initial |= {"brand": draw(st.sampled_from([0, 0.5, 1, 4])), "brand_spend": draw(st.sampled_from([0, "2k"]))}
    for name, channel in said["market"]["channels"].items():
        bought = "half_saturation_spend" in channel and "promotion" not in channel
        how = draw(st.sampled_from(["alone", "builds", "led"])) if bought else "alone"
        if how == "builds":
            channel["brand_building"] = draw(st.sampled_from([0.2, 3]))
        elif how == "led":
            channel["brand_led"] = {"half_saturation_brand": draw(st.sampled_from([0.3, 1, 5]))}
            for key in ("half_saturation_spend", "adstock_half_life", "inflation", "learning"):
                channel.pop(key, None)
            said["plan"]["spend"].pop(name, None)
            if isinstance(initial, dict):
                initial["spend"].pop(name, None)


def goodwill_is_what_was_built(told: Told) -> None:
    """Goodwill of each month follows from the spend of all months before, from talk and from scandals."""
    said, rows = told.market.brand, told.of(Kind.GOODWILL, Kind.BRAND_CRISIS, Kind.BRAND_SPEND)
    if said is None:
        assert not rows
        return
    keep, level = 0.5 ** (MONTH / said.goodwill_half_life), at_first(told)
    stated = {row.sub: row.number for row in told.of(Kind.CSM_COVERAGE)}
    held: dict[int, int] = {}
    for row in told.of(Kind.MONTH_CLOSED):
        held[row.sub] = held.get(row.sub, 0) + row.level
    scandals = {row.sub: row.number for row in rows if row.kind == Kind.BRAND_CRISIS}
    known = [row for row in rows if row.kind == Kind.GOODWILL]
    assert [row.sub for row in known] == list(range(told.run.months))
    assert [row.time for row in known] == [told.midnight(month + 1) * DAY for month in range(told.run.months)]
    for row, following in pairwise(told.rows):
        if row.kind == Kind.BRAND_CRISIS:
            assert (following.kind, following.sub, following.time) == (Kind.GOODWILL, row.sub, row.time), row
    for row in known:
        talk = said.word_of_mouth * held[row.sub] / 100.0 * (stated.get(row.sub, 1.0) - said.detractor_threshold)
        level = max(0.0, keep * level + (1.0 - keep) * (kept_up(told, row.sub) + talk))
        if row.sub in scandals:
            assert math.isclose(scandals[row.sub], said.crisis_damage * level, rel_tol=1e-5, abs_tol=1e-5), row
            assert said.crisis_rate > 0.0, row
            level -= scandals[row.sub]
        assert math.isclose(row.number, level, rel_tol=1e-5, abs_tol=1e-5), (row, level)
        level = row.number  # so that small errors of adding up do not add up


def at_first(told: Told) -> float:
    """Goodwill of day 0."""
    if told.initial.brand is not None:
        return told.initial.brand
    return 1.0 if isinstance(told.run.initial, Initial) else 0.0


def known_at(told: Told, row: Row) -> float:
    """Trust of each member for a deal that is opened in this row."""
    said = told.market.brand
    if said is None:
        return 0.0
    before = (one.number for one in reversed(told.rows[: told.rows.index(row)]) if one.kind == Kind.GOODWILL)
    return said.trust * math.log((1.0 + next(before, at_first(told))) / 2.0)


def felt_at(told: Told, time: int) -> float:
    """Change of the logarithm of the price for a deal that comes before its committee then; months end first."""
    said = told.market.brand
    if said is None:
        return 0.0
    now = next((one.number for one in reversed(told.of(Kind.GOODWILL)) if one.time <= time), at_first(told))
    return said.price_premium * (1.0 - now) / (1.0 + now)


def kept_up(told: Told, month: int) -> float:
    """Goodwill that the spend of this month and of all before keeps up, as far as it shows by now."""
    said, initial = told.market.brand, told.initial
    assert said is not None
    flows = []
    if told.plan.brand is not None:
        flows.append((-1, told.plan.brand.spend, initial.brand_spend, said.half_saturation_spend, said.max_goodwill))
    elif initial.brand_spend:
        flows.append((-1, None, initial.brand_spend, said.half_saturation_spend, said.max_goodwill))
    for number, (name, channel) in enumerate(sorted(told.market.channels.items())):
        if channel.brand_building:
            flows.append(
                (
                    number,
                    told.plan.spend.get(name),
                    initial.spend.get(name, 0.0),
                    channel.half_saturation_spend,
                    channel.brand_building,
                )
            )
    total = 0.0
    decided = told.factors
    for channel, lever, before, half, most in flows:
        shown = 0.0
        for put in range(month + 1):
            days = range(told.midnight(put), told.midnight(put + 1))
            money = 0.0 if lever is None else math.fsum(told.on(lever, day) / len(days) for day in days)
            money *= decided.get((channel, put), 1.0)
            share = shows(month - put, said.delay / MONTH)
            shown += share
            total += share * most * money / (money + half)
        total += (1.0 - shown) * most * before / (before + half)
    return total


def shows(lag: int, delay: float) -> float:
    """Share of a month's effect that shows in a month so many later, by adding up small steps of both months."""
    if delay == 0.0:
        return float(lag == 0)
    steps, rate = 200, 2.0 / delay

    def by(time: float) -> float:
        return 1.0 - (1.0 + rate * time) * math.exp(-rate * time) if time > 0.0 else 0.0

    # Spend in the middle of each step; what of it has shown by the end of the month less by its beginning.
    return math.fsum(by(lag + 1 - (k + 0.5) / steps) - by(lag - (k + 0.5) / steps) for k in range(steps)) / steps
