"""The market: what happens to us and is assumed, never chosen."""

from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.scenario.language.param import Section, words
from gtmsim.scenario.sections.composed import composed


class GeneralMarket(Section):
    """What happens to us: assumed, never chosen."""

    currency: Annotated[str, words("three-letter code of the scenario's one currency")] = "USD"


if TYPE_CHECKING:

    class Market(GeneralMarket):
        """What mechanisms add is only known when it is put together."""

        def __init__(self, **said: Any) -> None: ...

        def __getattr__(self, name: str) -> Any: ...
else:
    Market = composed("Market", GeneralMarket, "MARKET")
