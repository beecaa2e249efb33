"""What people outside are paid who manage channels."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.agencies import rules
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import Schedule, Section, label, lever, param, words
from gtmsim.scenario.language.problems import Problem, nearest
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.sections.schema import Scenario


class Agency(Section):
    """People outside who manage channels. They move money alone: nothing says that spend works better by them."""

    retainer: Annotated[
        Schedule, lever("money/month", "what is paid whatever is spent", ge=0, usual=(500, 200_000))
    ] = NOTHING
    spend_share: Annotated[
        float,
        param(
            "share",
            "what is paid of the spend of its channels, beside that spend",
            ge=0,
            le=1,
            reported="Marketing-Dictionary.org: usually 15 % of the cost of media, and often fees now",
            usual=(0.02, 0.3),
        ),
    ] = 0.0
    channels: Annotated[
        list[Annotated[str, label("channel that it manages")]] | None,
        words("channels that it manages; none: all with spend"),
    ] = None


PLAN = {
    "agencies": Entry(dict[str, Agency], {}, before="referral_reward"),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """All that is said, in the order of the names."""
    said: dict[str, Agency] = at.plan.agencies
    channels = sorted(at.market.channels)
    return {"agencies": tuple(_agency(at, name, said[name], channels) for name in sorted(said))}


def _agency(at: Resolving, name: str, said: Agency, channels: list[str]) -> rules.Agency:
    mine = channels if said.channels is None else said.channels
    shares = tuple(said.spend_share if channel in mine else 0.0 for channel in channels)
    return rules.Agency(name, at.monthly_cents(said.retainer), shares)


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """Names that stand for nothing, and what would cost nothing."""
    market, plan = scenario.market.channels, scenario.plan
    spends = {name for name, lever in plan.spend.items() if any(lever.values)}
    spends |= {name for name, events in plan.events.items() if events.dates and events.cost}
    for name, said in plan.agencies.items():
        path = ("plan", "agencies", name)
        for number, channel in enumerate(said.channels or []):
            where = (*path, "channels", number)
            if channel not in market:
                yield Problem("E_UNKNOWN", f"no channel is called `{channel}`", nearest(channel, market), path=where)
            elif said.spend_share > 0.0 and channel not in spends:
                got, hint = f"nothing is spent on `{channel}`", f"say `plan.spend.{channel}`, or leave it out"
                yield Problem("W_UNUSED", got, hint, path=where)
        if said.channels is not None and said.spend_share == 0.0:
            got, hint = "its pay does not depend on what is spent", "say `spend_share`, or leave it out"
            yield Problem("W_UNUSED", got, hint, path=(*path, "channels"))
        if said.spend_share > 0.0 and said.channels is None and not spends:
            got, hint = "nothing is spent on any channel", "say `plan.spend`, or leave it out"
            yield Problem("W_UNUSED", got, hint, path=(*path, "spend_share"))
        if said.spend_share == 0.0 and not any(said.retainer.values):
            yield Problem("W_UNUSED", "it is paid nothing", "say `retainer` or `spend_share`", path=path)
