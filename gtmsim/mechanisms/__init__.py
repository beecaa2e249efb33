"""What the simulated world can do, a folder for each mechanism."""

import importlib
import importlib.util
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

# All that registers a mechanism: what its folder declares is found by this list, in its order.
MECHANISMS = (
    "channels",
    "promotion",
    "lead_magnets",
    "events",
    "accounts",
    "buying_windows",
    "contacts",
    "content",
    "website",
    "brand",
    "community",
    "condition",
    "enrichment",
    "nurture",
    "qualification",
    "selling",
    "touch",
    "committee",
    "contracts",
    "training",
    "subscription",
    "upgrades",
    "collection",
    "payment_fees",
    "success",
    "pausing",
    "save_offers",
    "win_back",
    "referrals",
    "recruiting",
    "attrition",
    "internal_promotion",
    "productivity",
    "absence",
    "management",
    "quota",
    "variable_pay",
    "incentives",
    "quarter_end",
    "agencies",
    "employer_costs",
    "staff",
    "funding",
    "money",
    "cash_policy",
)


@cache
def found_in(file: str) -> tuple[tuple[str, ModuleType], ...]:
    """The files of this name in the folders of mechanisms, each with its mechanism."""
    places = {name: f"{__name__}.{name}.{file}" for name in MECHANISMS}
    there = {name: where for name, where in places.items() if importlib.util.find_spec(where)}
    return tuple((name, importlib.import_module(where)) for name, where in there.items())


def declared(name: str, *files: str) -> Iterator[tuple[str, Any]]:
    """What these files of mechanisms call by a name, each with its mechanism."""
    for file in files:
        for mechanism, module in found_in(file):
            if hasattr(module, name):
                yield mechanism, getattr(module, name)
