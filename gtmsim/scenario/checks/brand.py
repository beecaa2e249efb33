"""What a scenario must satisfy where it speaks of the brand, and what a channel needs that the brand leads."""

from collections.abc import Iterator

from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]
# What a channel cannot say that fills by itself where we are known.
FILLED_OTHERWISE = (
    *("half_saturation_spend", "adstock_half_life", "brand_building", "content_led", "event_based", "inflation"),
    *("learning", "promotion"),
)


def brand_problems(scenario: Scenario) -> Iterator[Problem]:
    """What does not go together."""
    yield from _channels(scenario)
    initial = scenario.run.initial
    said: list[Path] = []
    if scenario.plan.brand is not None:
        said.append(("plan", "brand"))
    if isinstance(initial, Initial):
        said += [("run", "initial", "brand")] if initial.brand is not None else []
        said += [("run", "initial", "brand_spend")] if initial.brand_spend else []
    if scenario.market.brand is None:
        for path in said:
            yield Problem("E_MISSING", "the market knows no brand", "add `brand:` to `market`", path=path)


def _channels(scenario: Scenario) -> Iterator[Problem]:
    market, initial = scenario.market, scenario.run.initial
    before = initial.spend if isinstance(initial, Initial) else {}
    for name, channel in market.channels.items():
        where: Path = ("market", "channels", name)
        if market.brand is None:
            for what in ("brand_building", "brand_led"):
                if getattr(channel, what):
                    got = "the market knows no brand"
                    yield Problem("E_MISSING", got, "add `brand:` to `market`", path=(*where, what))
        if channel.brand_led is None:
            if channel.brand_building and channel.half_saturation_spend is None:
                got = f"nobody buys leads of `{name}`, and `brand_building` is about what is spent there"
                yield Problem("E_GRAPH", got, "leave `brand_building` out", path=(*where, "brand_building"))
            continue
        for what in FILLED_OTHERWISE:
            if getattr(channel, what):
                got = f"the brand leads `{name}`, which has no spend of its own"
                yield Problem("E_GRAPH", got, f"leave `{what}` out, or `brand_led`", path=(*where, what))
        for path, spend in (
            (("plan", "spend", name), scenario.plan.spend),
            (("run", "initial", "spend", name), before),
        ):
            if name in spend:
                got = f"the brand leads `{name}`: money moves it through `plan.brand.spend` alone"
                yield Problem("E_GRAPH", got, "leave it out", path=path)
