"""The shipped scenarios go into a wheel; an editable install finds them where they are, and gets no copy."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Shipped(BuildHookInterface[Any]):
    """Adds the folder of scenarios to the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before files are gathered."""
        if version != "editable":
            build_data["force_include"]["scenarios"] = "gtmsim/shipped"
