"""Content as numbers: coverage, views and costs of each day follow from the plan alone."""

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gtmsim.mechanisms.content.rules import Asset, covered, upheld, views_at
from gtmsim.mechanisms.content.section import Content, ContentKind, Publishing
from gtmsim.mechanisms.website.section import captured_shares
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.resolved.dates import by_month, cents_by_day
from gtmsim.scenario.resolved.found import initial_of, on_day_0
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.mechanisms.channels.section import Channel
    from gtmsim.scenario.sections.schema import Scenario

UNPUBLISHED = Publishing()
HISTORY = 730  # days over which what is there on day 0 was published


class Material(NamedTuple):
    """What content and website come to on each day of the horizon; empty where there is none."""

    coverage: tuple[float, ...]  # share of what buyers look for
    convincing: tuple[float, ...]  # the same, as far as it convinces
    support: tuple[float, ...]  # share of what customers look up themselves
    views: tuple[float, ...]  # a day
    views_before: float  # on the day before the start
    captured: tuple[float, ...]  # share of visits
    programme: tuple[int, ...]  # cents, per month


def material(at: Resolving) -> Material:
    """What the plan makes of content and website."""
    market: Content | None = at.market.content
    plan: dict[str, Publishing] = at.plan.content
    paid = [0] * (len(at.months) - 1)
    coverage, convincing, support = _Share(at.days), _Share(at.days), _Share(at.days)
    views, views_before = [0.0] * at.days, 0.0
    for name, said in sorted(market.kinds.items()) if market is not None else ():
        ours = plan.get(name, UNPUBLISHED)
        found, published = float(at.initial.content.get(name, 0)), _published(at, ours)
        team = at.daily(ours.team_cost)
        _pay(paid, tuple(count * ours.cost for count in at.daily(ours.publish)), at.months)
        _pay(paid, team, at.months)
        there = _there(said, found, published)
        coverage.add(said.buyer_weight, there)
        convincing.add(
            said.buyer_weight, tuple(share * said.persuasion_rate * (1.0 - said.ad_recognition) for share in there)
        )
        support.add(said.support_weight, there)
        seen, before = _views(said, found, published, team, made_by_team(at.scenario, name))
        views = [total + more for total, more in zip(views, seen, strict=True)]
        views_before += before
    capture = captured_shares(at)
    if at.plan.website is not None:
        _pay(paid, at.daily(at.plan.website.cost), at.months)
    return Material(
        coverage.mean(), convincing.mean(), support.mean(), tuple(views), views_before, capture, tuple(paid)
    )


class _Share:
    """A mean over kinds of content, day by day; kinds that nobody looks for are left out."""

    def __init__(self, days: int) -> None:
        self.total, self.weight = [0.0] * days, 0.0

    def add(self, weight: float, there: tuple[float, ...]) -> None:
        if weight > 0.0 and there:
            self.weight += weight
            self.total = [total + weight * share for total, share in zip(self.total, there, strict=True)]

    def mean(self) -> tuple[float, ...]:
        return tuple(total / self.weight for total in self.total) if self.weight > 0.0 else ()


def _published(at: Resolving, ours: Publishing) -> tuple[float, ...]:
    """Assets published on each day, of which a month's add up to what the lever says."""
    a_month, a_day = at.daily(ours.publish), []
    for first, last in itertools.pairwise(at.months):
        a_day += [count / ((last - first) // DAY) for count in a_month[first // DAY : last // DAY]]
    return tuple(a_day)


def _pay(paid: list[int], a_month: tuple[float, ...], months: tuple[int, ...]) -> None:
    """Add what is paid at these monthly rates to the months [cents]."""
    for month, cents in enumerate(by_month(cents_by_day(a_month, months), months)):
        paid[month] += cents


def _there(said: ContentKind, found: float, published: tuple[float, ...]) -> tuple[float, ...]:
    """Share of a kind that is there on each day, that day's assets included; empty where nobody looks for it."""
    if said.target_assets == 0.0:
        return ()
    count, shares = found, []
    for new in published:
        count += new
        shares.append(covered(count, said.target_assets))
    return tuple(shares)


def _views(
    said: ContentKind, found: float, published: tuple[float, ...], team: tuple[float, ...], by_team: bool
) -> tuple[list[float], float]:
    """Views of all assets of a kind on each day, and on the day before the start."""
    worth = [new * (1.0 if cost > 0.0 else said.views_without_team) for new, cost in zip(published, team, strict=True)]
    old = found / HISTORY * (1.0 if by_team else said.views_without_team)
    runs = [(-HISTORY, 0, old)]
    for day, amount in enumerate(worth):
        if day > 0 and amount == worth[day - 1]:
            runs[-1] = (runs[-1][0], day + 1, amount)
        else:
            runs.append((day, day + 1, amount))
    asset = Asset(said.views, said.burst_share, said.burst_decay_time, said.tail_start, said.tail_exponent)
    upto, total = [0.0], 0.0  # views of an asset until an age, so that a run of days is one difference
    for age in range(HISTORY + len(published)):
        total += views_at(asset, float(age))
        upto.append(total)
    # Element by element and run after run, so that each day's sum is the same on every machine.
    views, seen = np.zeros(len(published)), np.array(upto)
    for first, end, amount in runs:
        if amount > 0.0:
            since = max(0, first)
            young = np.zeros(len(views) - since)
            young[end - since :] = seen[1 : len(views) - end + 1]
            views[since:] += amount * (seen[since - first + 1 : len(views) - first + 1] - young)
    return views.tolist(), old * upto[HISTORY]


def kept(said: "Channel", plan: Material, day: int) -> float:
    """Share of a channel's leads that content and website let it keep on a day [1]."""
    share = 1.0
    if said.content_dependence is not None:
        share *= upheld(said.content_dependence.base_share, plan.coverage[day])
    if said.via_website:
        share *= plan.captured[day]
    return share


def made_by_team(scenario: "Scenario", kind: str) -> bool:
    """Was the content that day 0 finds made by people who do so as a profession?"""
    said, ours = initial_of(scenario).plan.content.get(kind), scenario.plan.content.get(kind)
    if said is not None and said.team_cost is not None:
        return said.team_cost > 0.0
    return ours is not None and on_day_0(ours.team_cost, scenario.run.start) > 0.0


def resolved(at: Resolving) -> dict[str, Any]:
    """Share of the success hours that content saves, as each month finds it."""
    said, support = at.market.content, at.once(material).support
    if said is None or said.deflection == 0.0 or not support:
        return {"self_served": ()}
    return {"self_served": tuple(said.deflection * support[first // DAY] for first in at.months[:-1])}
