"""Levers and parameters that cannot change anything in a scenario, with the reason and the remedy."""

from collections.abc import Iterator

from gtmsim.mechanisms.subscription.inputs import ANY_TIME
from gtmsim.mechanisms.subscription.section import NONE, Segment
from gtmsim.scenario.checks.idle_cash import idle_cash
from gtmsim.scenario.checks.idle_contracts import idle_contracts, idle_pauses, idle_training
from gtmsim.scenario.checks.idle_people import PLAN, Idle, idle_hiring, idle_people
from gtmsim.scenario.checks.idle_tables import idle_tables
from gtmsim.scenario.checks.offered import is_met
from gtmsim.scenario.checks.said_where import Path, is_changed, is_new, is_own
from gtmsim.scenario.checks.table_contents import answers, is_looked_at
from gtmsim.scenario.checks.unusual import said_at
from gtmsim.scenario.language.param import Schedule
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.sections.schema import Scenario

MARKET: Path = ("market",)


def idle(scenario: Scenario) -> Iterator[Problem]:
    """A warning for each thing that somebody has said and that changes nothing."""
    of_firm = (
        idle_people,
        idle_hiring,
        _content,
        _convincing,
        _customers,
        idle_contracts,
        idle_pauses,
        idle_training,
        _community,
        idle_tables,
        idle_cash,
    )
    rules = (_channels, _segments, *of_firm)
    for rule in rules:
        for path, holds, why, remedy in rule(scenario):
            if holds and said_at(scenario.document, path) is not None:
                yield Problem("W_UNUSED", why, remedy, path=path)


def _zero(schedule: Schedule | None) -> bool:
    return schedule is None or not any(schedule.values)


def _channels(scenario: Scenario) -> Iterator[Idle]:
    market, plan, before = scenario.market, scenario.plan, initial_of(scenario)
    for name, channel in market.channels.items():
        where = (*MARKET, "channels", name)
        bought = channel.half_saturation_spend is not None and channel.brand_led is None
        all_organic = bought and channel.organic == 1.0
        why = f"spend brings no lead in channel `{name}`: its `organic` is 100 %, so that all come without"
        needless = all_organic and not channel.brand_building
        yield (*PLAN, "spend", name), needless and not _zero(plan.spend.get(name)), why, "lower `organic`"
        silent = bought and channel.organic == 0.0 and name not in plan.spend and not before.spend.get(name)
        why = f"channel `{name}` brings no lead: nothing is spent on it, and no lead comes without"
        yield where, silent, why, f"say `plan.spend.{name}`, or its `organic`"
        if name in plan.lead_magnets:
            bait = (*PLAN, "lead_magnets", name, "cost")
            yield (
                bait,
                _zero(plan.lead_magnets[name].strength),
                "the lead magnet draws nobody, so that none is given",
                "say `strength`",
            )
        if name in plan.events:
            event = (*PLAN, "events", name, "cost")
            yield event, not plan.events[name].dates, "no event takes place", "say its `dates`"
    rewarded = market.referrals
    reward = (*PLAN, "referral_reward")
    yield reward, rewarded is None and plan.referral_reward > 0.0, "nobody refers anybody", "add `market.referrals`"
    if rewarded is not None and plan.referral_reward > 0.0:
        yield reward, rewarded.rate == 0.0, "nobody refers anybody: the `rate` is 0", "say `market.referrals.rate`"
        why = "it brings no further referral: `base_share` is 100 %, so that all come without a reward"
        yield reward, rewarded.rate > 0.0 and rewarded.base_share == 1.0, why, "lower `market.referrals.base_share`"


def _segments(scenario: Scenario) -> Iterator[Idle]:
    market = scenario.market
    for name, segment in market.segments.items():
        where = (*MARKET, "segments", name)
        why = f"nobody belongs to segment `{name}`: no channel brings it, and day 0 finds nobody of it"
        yield where, bool(market.channels) and not is_met(scenario, name), why, "name it in a channel's `segments`"
        for what in ("expansion", "contraction"):
            chance = getattr(segment, what)
            if what == "expansion":
                nothing = "expansion" if chance == 0.0 else "expansion_size"
                grows = chance > 0.0 and segment.expansion_size > 0.0
                yield (
                    (*where, "expansion_timing"),
                    not grows,
                    f"its customers do not grow: `{nothing}` is 0",
                    f"say `{nothing}`",
                )
            else:
                yield from _shrinks(segment, where)
            yield (*where, f"{what}_size"), chance == 0.0, f"its chance, `{what}`, is 0", f"say `{what}`"
    used = {segment.committee for segment in market.segments.values()}
    for name in market.committees:
        where = (*MARKET, "committees", name)
        yield where, name not in used, f"no segment decides by the committee `{name}`", "name it in a segment"


def _shrinks(segment: Segment, where: tuple[str, ...]) -> Iterator[Idle]:
    """When customers buy less, and what they have of it, where they do not."""
    shrinks, any_time = (
        segment.contraction > 0.0 and segment.contraction_size > 0.0,
        segment.contraction_timing == ANY_TIME,
    )
    nothing = "contraction" if segment.contraction == 0.0 else "contraction_size"
    why = f"its customers do not shrink: `{nothing}` is 0"
    yield (*where, "contraction_timing"), any_time and not shrinks, why, f"say `{nothing}`"
    why, credit = "nothing is credited at a renewal, where no bill is in force", segment.contraction_credit != NONE
    yield (*where, "contraction_credit"), credit and not any_time, why, "say `contraction_timing: any_time`"
    yield (*where, "contraction_credit"), credit and any_time and not shrinks, why, f"say `{nothing}`"


def _content(scenario: Scenario) -> Iterator[Idle]:
    market, plan = scenario.market, scenario.plan
    lives = any(
        each.content_dependence is not None or each.content_led is not None for each in market.channels.values()
    )
    for name, ours in plan.content.items():
        where, kinds = (*PLAN, "content", name), market.content
        if kinds is None:
            continue
        nothing = not lives and kinds.evidence == 0.0 and kinds.deflection == 0.0
        why = "no channel lives from content, and content neither convinces nor helps customers"
        hint = (
            "say `content_dependence` or `content_led` of a channel, or `evidence` or `deflection` of `market.content`"
        )
        yield (*where, "publish"), nothing and not _zero(ours.publish), why, hint
        found = initial_of(scenario).content.get(name)
        unpublished = _zero(ours.publish)
        yield (*where, "cost"), unpublished and ours.cost > 0.0, "nothing is published", "say `publish`"
        yield (
            (*where, "team_cost"),
            unpublished and not found and not _zero(ours.team_cost),
            "nothing is published",
            "say `publish`",
        )
    if plan.website is not None and market.website is not None:
        plain = market.website.capture_without_cases == 1.0
        yield (
            (*PLAN, "website", "case_studies"),
            plain,
            "a site without any case captures all: `capture_without_cases` is 100 %",
            "lower it",
        )
        same = market.website.min_capture_rate == 1.0
        yield (
            (*PLAN, "website", "quality"),
            same,
            "the worst site captures all: `min_capture_rate` is 100 %",
            "lower it",
        )


def _convincing(scenario: Scenario) -> Iterator[Idle]:
    market, plan = scenario.market, scenario.plan
    roles = [role for committee in market.committees.values() for role in committee.roles.values()]
    level = (*PLAN, "evidence", "level")
    yield (
        level,
        all(role.evidence == 0.0 for role in roles),
        "no role of a committee looks at evidence",
        "say a role's `evidence`",
    )
    if plan.enrichment is not None:
        why = "no table looks at `fit`, which is all that enrichment tells"
        idle_enrichment = is_own(scenario, (*PLAN, "enrichment")) and not is_looked_at(scenario, "fit")
        yield (*PLAN, "enrichment"), idle_enrichment, why, "let a table under `plan.policies` test `fit`"
    known = market.brand
    if known is not None and plan.brand is not None and not _zero(plan.brand.spend):
        effects = (known.spend_efficiency, known.trust, known.price_premium)
        led = any(each.brand_led is not None for each in market.channels.values())
        spend = (*PLAN, "brand", "spend")
        yield (
            spend,
            known.max_goodwill == 0.0,
            "spend builds no goodwill: `max_goodwill` is 0",
            "say `market.brand.max_goodwill`",
        )
        hint = "say `spend_efficiency`, `trust` or `price_premium` of `market.brand`"
        yield spend, known.max_goodwill > 0.0 and not led and not any(effects), "goodwill does nothing", hint


def _customers(scenario: Scenario) -> Iterator[Idle]:
    """Parameters of ways to keep customers and leads that a variant changes and no table uses."""
    market = scenario.market
    ways: tuple[tuple[Path, object, bool, str, str], ...] = (
        (
            (*MARKET, "save_offer"),
            market.save_offer,
            answers(scenario, "save_play", "play", "try"),
            "nobody tries to keep a customer: no row of `plan.policies.save_play` answers `try`",
            "let a row answer `play: try`",
        ),
        (
            (*MARKET, "qualification", "nurture"),
            None
            if market.qualification.nurture is None
            else {"response_rate": market.qualification.nurture.response_rate},
            answers(scenario, "nurture", "action", "nurture"),
            "nobody writes to a lead again: no row of `plan.policies.nurture` answers `nurture`",
            "let a row answer `action: nurture`",
        ),
    )
    for where, section, used, why, remedy in ways:
        for name in () if section is None or used or is_new(scenario, where) else dict(section):  # type: ignore[call-overload]
            yield (*where, name), is_changed(scenario, (*where, name)), why, remedy
    if market.referrals is not None and market.referrals.base_share == 1.0:
        half = (*MARKET, "referrals", "half_saturation_reward")
        yield half, True, "all referrals come without a reward: `base_share` is 100 %", "lower `base_share`"


def _community(scenario: Scenario) -> Iterator[Idle]:
    plan = scenario.plan.community
    if plan is None:
        return
    yield (
        (*PLAN, "community"),
        plan.kind != "none" and plan.invited_share == 0.0,
        "nobody is invited: `invited_share` is 0",
        "say `invited_share`",
    )
