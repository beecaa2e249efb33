"""What the simulated world can do, a folder for each mechanism."""

import importlib
import importlib.util
from collections.abc import Iterator
from types import ModuleType
from typing import Any

# In the order of terms, rows and draws.
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
    "subscription",
    "success",
    "save_offers",
    "win_back",
    "referrals",
    "staff",
    "money",
)


def found_in(file: str) -> Iterator[tuple[str, ModuleType]]:
    """The files of this name in the folders of mechanisms, each with its mechanism."""
    for name in MECHANISMS:
        where = f"{__name__}.{name}.{file}"
        if importlib.util.find_spec(where):
            yield name, importlib.import_module(where)


def declared(name: str, *files: str) -> Iterator[tuple[str, Any]]:
    """What these files of mechanisms call by a name, each with its mechanism."""
    for file in files:
        for mechanism, module in found_in(file):
            if hasattr(module, name):
                yield mechanism, getattr(module, name)
