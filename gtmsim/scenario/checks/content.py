"""What a scenario must satisfy where channels live from content, views or a website."""

from collections.abc import Iterator
from typing import Any

from gtmsim.mechanisms.channels.section import Channel
from gtmsim.mechanisms.content.section import Content
from gtmsim.scenario.language.problems import Problem, nearest
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]


def content_problems(scenario: Scenario) -> Iterator[Problem]:
    """What is missing, what contradicts, what would have no effect."""
    for name, channel in scenario.market.channels.items():
        yield from _sources(scenario, name, channel)
        yield from _needs(scenario, name, channel)
    yield from _kinds(scenario)


def _sources(scenario: Scenario, name: str, said: Channel) -> Iterator[Problem]:
    """Either spend fills a channel or views do."""
    where: Path = ("market", "channels", name)
    initial = scenario.run.initial
    if (
        said.half_saturation_spend is None
        and said.content_led is None
        and said.brand_led is None
        and not said.event_based
    ):
        hint = "say `half_saturation_spend`, or what else does: `content_led`, `event_based` or `brand_led`"
        yield Problem("E_MISSING", f"nothing says what fills channel `{name}`", hint, path=where)
    if said.content_led is None:
        return
    fills = "content fills the channel, not spend"
    for field in ("half_saturation_spend", "learning"):
        if getattr(said, field) is not None:
            yield Problem("E_CONFLICT", fills, f"remove `{field}` or `content_led`", path=(*where, field))
    if said.inflation > 0.0:
        yield Problem("E_CONFLICT", fills, "remove `inflation` or `content_led`", path=(*where, "inflation"))
    if name in scenario.plan.spend:
        hint = "publish more (`plan.content`) instead"
        yield Problem("E_CONFLICT", fills, hint, path=("plan", "spend", name))
    if isinstance(initial, Initial) and name in initial.spend:
        hint = "say what is there (`run.initial.content`) instead"
        yield Problem("E_CONFLICT", fills, hint, path=("run", "initial", "spend", name))


def _needs(scenario: Scenario, name: str, said: Channel) -> Iterator[Problem]:
    """What a channel refers to must be there."""
    market, where = scenario.market, ("market", "channels", name)
    for field in ("content_dependence", "content_led"):
        if getattr(said, field) is not None and market.content is None:
            got, hint = "nothing says what content there is", "add `market.content`"
            yield Problem("E_MISSING", got, hint, path=(*where, field))
    if market.content is not None:
        kinds = market.content.kinds.values()
        if said.content_dependence is not None and not _looked_for(market.content, "buyer_weight"):
            hint = "give a kind of `market.content` its `target_assets` and a `buyer_weight`"
            yield Problem("E_MISSING", "buyers look for no kind of content", hint, path=(*where, "content_dependence"))
        if said.content_led is not None and not any(kind.views > 0.0 for kind in kinds):
            hint = "give a kind of `market.content` its `views`"
            yield Problem("E_MISSING", "nobody looks at any content", hint, path=(*where, "content_led"))
    if said.via_website and market.website is None:
        got, hint = "nothing says what a website makes of visits", "add `market.website`"
        yield Problem("E_MISSING", got, hint, path=(*where, "via_website"))


def _kinds(scenario: Scenario) -> Iterator[Problem]:
    """Kinds of content are those of the market, and what they are good for is said."""
    content, initial = scenario.market.content, scenario.run.initial
    known = [] if content is None else list(content.kinds)
    said: list[tuple[Path, Any]] = [(("plan", "content"), scenario.plan.content)]
    if isinstance(initial, Initial):
        said.append((("run", "initial", "content"), initial.content))
    for path, names in said:
        for name in names:
            if name not in known:
                hint = nearest(name, known) if known else "add `market.content`"
                yield Problem("E_UNKNOWN", f"no kind of content is called `{name}`", hint, path=(*path, name))
    if content is None:
        return
    for name, ours in scenario.plan.content.items():
        if name in known and any(ours.team_cost.values) and content.kinds[name].views_without_team == 1.0:
            got, hint = "the team costs money and changes nothing", f"say `views_without_team` of the kind `{name}`"
            yield Problem("W_UNUSED", got, hint, path=("plan", "content", name, "team_cost"))
    for effect, weight in (("evidence", "buyer_weight"), ("deflection", "support_weight")):
        if getattr(content, effect) > 0.0 and not _looked_for(content, weight):
            hint = f"give a kind its `target_assets` and its `{weight}`"
            yield Problem("E_MISSING", "no kind of content does that", hint, path=("market", "content", effect))


def _looked_for(content: Content, weight: str) -> bool:
    return any(kind.target_assets > 0.0 and getattr(kind, weight) > 0.0 for kind in content.kinds.values())
