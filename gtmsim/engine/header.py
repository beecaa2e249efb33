"""What every journal of a scenario says before its first row."""

from collections.abc import Sequence

import numpy as np

from gtmsim.journal.header import Closing, Header, Ints
from gtmsim.journal.journal import Journal
from gtmsim.mechanisms.brand.rows import GOODWILL
from gtmsim.mechanisms.brand.rules import lift
from gtmsim.mechanisms.cash_policy.rows import CASH_REVIEWED, FIRM_ENDED
from gtmsim.mechanisms.channels.rows import BUDGET_REVIEWED
from gtmsim.mechanisms.channels.rules import ChannelInputs, carried_spend, organic_share, shifted_spend, working_spend
from gtmsim.mechanisms.promotion.rows import CHANNEL_BANNED
from gtmsim.mechanisms.staff.rows import CAPACITY
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.resolved.inputs import Inputs

REFERRAL = "referral"


def header(inputs: Inputs) -> Header:
    """The header of a scenario's journals; the referral channel, where there is one, comes last."""
    channels, referrals, ends = inputs.channels, inputs.referrals, inputs.quarter_end
    days = len(inputs.price)
    more = 1 if referrals is not None else 0
    none_i = [np.zeros(days, dtype=np.int64)] * more
    none_f = [np.zeros(days)] * more
    return Header(
        start=inputs.start,
        horizon=inputs.horizon,
        months=inputs.months,
        n_months=inputs.n_months,
        run_off=inputs.run_off,
        currency=inputs.currency,
        channels=(*(c.name for c in channels), *([REFERRAL] * more)),
        segments=tuple(s.name for s in inputs.segments),
        teams=tuple(t.name for t in inputs.teams),
        functions=tuple(t.name for t in inputs.teams),
        stages=tuple(s.name for s in inputs.stages),
        roles=inputs.roles,
        paid=(
            *(any(c.daily_spend) or c.fee > 0 or c.bait_cost > 0 for c in channels),
            *([referrals.reward > 0] if referrals is not None else []),
        ),
        daily_spend=np.array([*(c.daily_spend for c in channels), *none_i], dtype=np.int64).reshape(-1, days),
        daily_rate=np.array([*(c.daily_rate for c in channels), *none_f], dtype=np.float64).reshape(-1, days),
        keep=np.array([*(c.response.keep for c in channels), *([0.0] * more)]),
        initial_stock=np.array([*(c.initial_stock for c in channels), *([0.0] * more)]),
        organic=np.array([*(c.daily_organic for c in channels), *none_f], dtype=np.float64).reshape(-1, days),
        ceiling=np.array([*(c.response.ceiling for c in channels), *([0.0] * more)]),
        serve_share=inputs.serve_share,
        discount_month=inputs.discount_month,
        working_hours=np.array([t.working_hours for t in inputs.teams], dtype=np.float64).reshape(-1, inputs.n_months),
        cash=inputs.cash,
        reviews_cash=inputs.reviews_cash,
        cash_floor=inputs.cash_floor,
        working=np.array([*(c.working for c in channels), *none_f], dtype=np.float64).reshape(-1, days),
        tables=tuple(policy.name for policy in inputs.policies),
        rows=tuple(policy.rows for policy in inputs.policies),
        collects=len(inputs.collection) > 0,
        funding=tuple(each.name for each in inputs.funding),
        clawback=inputs.clawback,
        spifs=tuple(each.name for each in inputs.spifs),
        closing=None if ends is None else Closing(ends.months, ends.last, ends.discount),
        agencies=tuple(each.name for each in inputs.agencies),
        pauses=inputs.pause is not None,
        upgrades=len(inputs.upgrades) > 0,
        trains=len(inputs.training) > 0,
        burden=inputs.burden,
        payment_fees=tuple((fee.share, fee.fixed) for fee in inputs.payment_fees),
        promoted_after=tuple(each.after / DAY for each in inputs.promotes),
        late_days=max((len(c.after) for c in channels), default=0),
        posts=() if inputs.people is None else tuple(post.name for post in inputs.people.posts),
        success_hours=tuple(s.success_hours for s in inputs.segments),
        save_hours=0.0 if inputs.saving is None else inputs.saving.hours,
        found_terms=tuple(s.found_term for s in inputs.segments),
        found_billing=tuple(s.found_billing for s in inputs.segments),
        found_heads=tuple(sum(not person.hired for person in t.persons) for t in inputs.teams),
        fte=tuple(t.fte for t in inputs.teams) if any(t.fte != 1.0 for t in inputs.teams) else (),
        opens=tuple(t.working.opens for t in inputs.teams),
        closes=tuple(t.working.closes for t in inputs.teams),
        worked=np.array([np.asarray(t.working.before)[: days + 1] for t in inputs.teams], dtype=np.int64).reshape(
            -1, days + 1
        ),
    )


def reviewed(inputs: Inputs, journal: Journal) -> Journal:
    """The journal with a header that says what the run has decided: what was spent and drew leads, who was there."""
    header = journal.header
    if inputs.live:
        header = _drawn(inputs, header, journal)
    moves = inputs.hires or inputs.attrition or inputs.recruiting or inputs.may_freeze
    if moves or inputs.absence is not None:
        hours = header.working_hours.copy()
        rows = journal.where(CAPACITY)
        hours[journal.team[rows], journal.detail[rows]] = journal.value[rows]
        header = header._replace(working_hours=hours)
    journal.header = header
    return journal


def _drawn(inputs: Inputs, header: Header, journal: Journal) -> Header:
    """What was spent each day, and the leads that needed no spend, under the factors and the goodwill of each month."""
    month = np.searchsorted(np.array(header.months), np.arange(header.daily_spend.shape[1]) * DAY, side="right") - 1
    factors, works = np.ones((len(inputs.channels), inputs.n_months)), np.ones(inputs.n_months)
    if inputs.shifts:
        rows = journal.where(BUDGET_REVIEWED)
        factors[journal.channel[rows], journal.detail[rows]] = journal.value[rows]
        cash = journal.where(CASH_REVIEWED)
        factors[:, journal.detail[cash]] *= journal.value[cash]
        for ended in journal.detail[journal.where(FIRM_ENDED)].tolist():
            factors[:, ended:] = 0.0
    if inputs.brand is not None:
        # A month ends with the goodwill that the next one has.
        levels = [inputs.brand.initial, *journal.value[journal.where(GOODWILL)][:-1].tolist()]
        works[:] = [lift(inputs.brand.brand, level) for level in levels]
    lifts = works[month].tolist()
    spend, working, organic = header.daily_spend.copy(), header.working.copy(), header.organic.copy()
    banned = journal.where(CHANNEL_BANNED)
    for c, channel in enumerate(inputs.channels):
        worth: Sequence[float] = channel.working
        if inputs.shifts:
            daily = factors[c, month].tolist()
            spent = [shifted_spend(planned, by) for planned, by in zip(channel.daily_spend, daily, strict=True)]
            worth = _working(channel, spent)
            spend[c], working[c] = spent, worth
        if channel.bans:
            worth = _kept(channel, worth, banned[journal.channel[banned] == c], journal)
            working[c] = worth
        if channel.response.organic > 0.0 and not channel.brand_led and not channel.on_dates:
            organic[c] = _organic(channel, worth, lifts)
    return header._replace(daily_spend=spend, working=working, organic=organic)


def _kept(channel: ChannelInputs, worth: Sequence[float], banned: Ints, journal: Journal) -> list[float]:
    """What each day's spend is worth [cents] where a ban takes that of some days."""
    kept = list(worth)
    for first in (journal.time[banned] // DAY).tolist():
        for day in range(first, min(first + channel.banned, len(kept))):
            kept[day] = 0.0
    return kept


def _working(channel: ChannelInputs, spent: Sequence[int]) -> list[float]:
    """What each day's spend is worth [cents]."""
    before, worth = channel.practised, []
    for day, cents in enumerate(spent):
        worth.append(working_spend(channel.response, float(cents), float(before), day))
        before += cents
    return worth


def _organic(channel: ChannelInputs, working: Sequence[float], lifts: list[float]) -> list[float]:
    """Share of each day's leads that needs no spend."""
    stock, shares = channel.initial_stock, []
    for worth, works in zip(working, lifts, strict=True):
        stock = carried_spend(channel.response, stock, worth)
        shares.append(organic_share(channel.response, stock * works))
    return shares
