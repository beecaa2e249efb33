"""Levers and parameters that cannot change anything in a scenario, with the reason and the remedy."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from gtmsim.mechanisms.attrition.section import is_refilled
from gtmsim.mechanisms.staff.section import found_headcount
from gtmsim.scenario.checks.offered import is_met
from gtmsim.scenario.checks.unusual import said_at
from gtmsim.scenario.language.param import Schedule
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.sections.plan import Plan
from gtmsim.scenario.sections.policies import Policy
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]
Idle = tuple[Path, bool, str, str]  # a place, is it idle, why, what to do
TEAMS = ("sdr", "ae", "csm")
PLAN: Path = ("plan",)
MARKET: Path = ("market",)


def idle(scenario: Scenario) -> Iterator[Problem]:
    """A warning for each thing that somebody has said and that changes nothing."""
    rules = (_channels, _segments, _people, _hiring, _content, _convincing, _customers, _community, _tables)
    for rule in rules:
        for path, holds, why, remedy in rule(scenario):
            if holds and said_at(scenario.document, path) is not None:
                yield Problem("W_UNUSED", why, remedy, path=path)


def _own(scenario: Scenario, path: Path) -> bool:
    """Does the scenario's own file or a command say something below a path, and not a file that it extends?"""
    document = scenario.document
    marks = {} if document is None else document.values
    return document is None or any(
        document.lateness(mark) > 1 for place, mark in marks.items() if place[: len(path)] == path
    )


def _changed(scenario: Scenario, path: Path) -> bool:
    """Is something at or below a path said by a variant or a command, and not by the file that extends none?"""
    document = scenario.document
    root = None if document is None else document.root
    return (
        document is not None
        and root is not None
        and any(mark.file != root.file for at, mark in document.values.items() if at[: len(path)] == path)
    )


def _new(scenario: Scenario, path: Path) -> bool:
    """Is a whole section not of the file that extends none?"""
    document = scenario.document
    root = None if document is None else document.root
    mark = None if document is None else document.values.get(path)
    return root is None or mark is None or mark.file != root.file


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
            yield (*where, f"{what}_size"), chance == 0.0, f"its chance, `{what}`, is 0", f"say `{what}`"
    used = {segment.committee for segment in market.segments.values()}
    for name in market.committees:
        where = (*MARKET, "committees", name)
        yield where, name not in used, f"no segment decides by the committee `{name}`", "name it in a segment"


def _people(scenario: Scenario) -> Iterator[Idle]:
    market, teams = scenario.market, scenario.plan.teams
    there = [name for name in TEAMS if getattr(teams, name) is not None]
    for name in there:
        team: Any = getattr(teams, name)
        where = (*PLAN, "teams", name)
        yield (
            (*where, "initial_productivity"),
            team.ramp == 0.0,
            "new people work at full speed at once: `ramp` is 0",
            "say `ramp`",
        )
        rises = any(late > early for early, late in pairwise((found_headcount(scenario, name), *team.headcount.values)))
        whole = _changed(scenario, (*where, "headcount"))  # a team that is told from its beginning to its end
        come = rises or is_refilled(scenario, name) or not _usual(scenario, "hiring")
        slow = _changed(scenario, (*where, "ramp")) and not whole and not come
        why = "it is about new people, and nobody joins the team in this run"
        yield (*where, "ramp"), slow, why, "let its `headcount` rise, or add `plan.policies.hiring`"
    hours, why = (*PLAN, "working_hours"), "there is no team whose hours these are"
    own = [name for name in there if getattr(teams, name).working_hours is not None]
    yield hours, not there, why, "add a team under `plan.teams`"
    yield hours, bool(there) and own == there, "each team has working hours of its own", "leave one of the two out"
    calls = _answers(scenario, "lead_routing", "team", "ae")
    why = "the ae team costs money and has nothing to do: a sale has no stages"
    idle_ae = teams.ae is not None and not market.selling.stages and not calls
    yield (*PLAN, "teams", "ae"), idle_ae, why, "say `market.selling.stages`"
    routed = market.channels or market.referrals is not None
    why = "the sdr team costs money and has nothing to do: no channel brings leads"
    yield (*PLAN, "teams", "sdr"), teams.sdr is not None and not routed, why, "add a channel"


def _hiring(scenario: Scenario) -> Iterator[Idle]:
    where, policy = (*PLAN, "hiring_lag"), _policy(scenario, "hiring")
    if any(is_refilled(scenario, name) for name in TEAMS):
        return
    hint = "say headcount by dates, or add `plan.policies.hiring`"
    unstated = _usual(scenario, "hiring")
    yield where, unstated, "it is about people that `plan.policies.hiring` hires, and there is no such table", hint
    most = [cell for row in policy.rows for cell in [(row.then or {}).get("change", "0")] if not _not_above_0(cell)]
    fires = not unstated and policy.hit != "collect count" and not most and policy.default is None
    yield where, fires, "no row of `plan.policies.hiring` hires anybody", "let a row answer a `change` above 0"


def _not_above_0(cell: str) -> bool:
    return cell.strip().startswith("-") or cell.strip() in ("0", "0.0")


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
        idle_enrichment = _own(scenario, (*PLAN, "enrichment")) and not _looked_at(scenario, "fit")
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
            _answers(scenario, "save_play", "play", "try"),
            "nobody tries to keep a customer: no row of `plan.policies.save_play` answers `try`",
            "let a row answer `play: try`",
        ),
        (
            (*MARKET, "qualification", "nurture"),
            None
            if market.qualification.nurture is None
            else {"response_rate": market.qualification.nurture.response_rate},
            _answers(scenario, "nurture", "action", "nurture"),
            "nobody writes to a lead again: no row of `plan.policies.nurture` answers `nurture`",
            "let a row answer `action: nurture`",
        ),
    )
    for where, section, used, why, remedy in ways:
        for name in () if section is None or used or _new(scenario, where) else dict(section):  # type: ignore[call-overload]
            yield (*where, name), _changed(scenario, (*where, name)), why, remedy
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


def _tables(scenario: Scenario) -> Iterator[Idle]:
    """Decision tables that nobody asks, or whose answers nobody reads."""
    market, plan = scenario.market, scenario.plan
    teams = any(getattr(plan.teams, name) is not None for name in TEAMS)
    hours = any(segment.csm_hours > 0.0 for segment in market.segments.values())
    asked = {
        "lead_score": (_looked_at(scenario, "score"), "no other table looks at `score`", "let one test it"),
        "hiring": (teams, "there is no team", "add one under `plan.teams`"),
        "budget": (bool(market.channels), "there is no channel", "add one under `market.channels`"),
        "entitlement": (
            market.coverage_effects is not None and hours,
            "no customer misses the hours of a CSM team",
            "say `market.coverage_effects` and the segments' `csm_hours`",
        ),
        "escalation": (len(market.selling.stages) > 1, "a deal goes on to no further stage", "say `stages`"),
        "touch": (bool(market.selling.stages), "a sale has no stages", "say `market.selling.stages`"),
    }
    for name, (is_asked, why, remedy) in asked.items():
        stated = not _usual(scenario, name)
        yield (*PLAN, "policies", name), stated and not is_asked, f"what it answers changes nothing: {why}", remedy


def _policy(scenario: Scenario, point: str) -> Policy:
    found: Policy = getattr(scenario.plan.policies, point)
    return found


def _usual(scenario: Scenario, point: str) -> bool:
    """Is a decision point left as it is declared?"""
    return bool(_policy(scenario, point) == getattr(Plan().policies, point))


def _answers(scenario: Scenario, point: str, output: str, value: str) -> bool:
    return any((row.then or {}).get(output) == value for row in _policy(scenario, point).rows)


def _looked_at(scenario: Scenario, fact: str) -> bool:
    """Does some table test a fact?"""
    policies = scenario.plan.policies
    return any(
        row.when.get(fact, "-").strip() != "-"
        for point in type(policies).model_fields
        for row in _policy(scenario, point).rows
    )
