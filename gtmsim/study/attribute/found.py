"""What was found of who brings the wins, and where touch credit misleads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from gtmsim.study.attribute.shares import Measured, Shared
from gtmsim.study.estimators import Estimate
from gtmsim.study.notebook import Study, clipped
from gtmsim.study.results import Results, written
from gtmsim.study.sample import plain


class Misled(NamedTuple):
    """A rule that says of a channel what is not so."""

    channel: Shared
    rule: int
    gap: Estimate


@dataclass(frozen=True, repr=False)
class Attribution(Study):
    """Touch credit of each channel, beside what would be missing without it in the same luck."""

    base: Results
    primary: str  # wins or new_arr
    rules: tuple[str, ...]
    measured: tuple[Measured, ...]  # wins, and new ARR
    saved: Mapping[str, Estimate]  # by channel, what the plan costs less without it
    touched: int  # wins of all replications with a touch
    again: int  # of these, with more than one
    listed: bool  # is the market a list of accounts, so that it is known when two leads are of one account?
    worlds: int  # that were simulated

    def __repr__(self) -> str:
        return clipped(f"Attribution({self.base.name!r}: {self.primary} over {len(self.of.channels)} channels)")

    @property
    def name(self) -> str:
        """For headings."""
        return f"{self.base.name}: who brings the customers"

    @cached_property
    def of(self) -> Measured:
        """What the answer is about."""
        return next(each for each in self.measured if each.metric == self.primary)

    @property
    def agree(self) -> bool:
        """Do all rules say the same, since nobody was touched twice?"""
        return self.again == 0

    @cached_property
    def misled(self) -> Misled | None:
        """The rule and the channel where credit and truth are furthest apart, beyond doubt; none where none are."""
        found = [
            Misled(channel, rule, gap)
            for channel in self.of.channels
            for rule, gap in enumerate(channel.gap)
            if side(gap) and gap.mean is not None
        ]
        order = {name: place for place, name in enumerate(("last touch", "first touch", "linear"))}
        return max(
            found,
            key=lambda each: (round(abs(each.gap.mean or 0.0), 9), -order.get(self.rules[each.rule], len(order))),
            default=None,
        )

    @cached_property
    def ranked(self) -> tuple[Shared, ...]:
        """Channels without which most would be missing first."""
        return tuple(sorted(self.of.channels, key=lambda each: -(each.missing.mean or 0.0)))

    def rows(self) -> list[dict[str, Any]]:
        """One row for each metric and channel, for tables and programs."""
        return [
            {
                "metric": measured.metric,
                "channel": each.channel,
                "credit": {rule: _shown(found) for rule, found in zip(self.rules, each.credit, strict=True)},
                "missing_without_it": _shown(each.missing),
                "credit_less_missing": {rule: _shown(found) for rule, found in zip(self.rules, each.gap, strict=True)},
                "shapley": None if each.fair is None else _shown(each.fair),
                "plan_cost_saved": _shown(self.saved[each.channel]),
            }
            for measured in self.measured
            for each in measured.channels
        ]

    def summary(self) -> dict[str, Any]:
        """What `summary.json` holds."""
        gaps = len(self.rules) * len(self.of.channels)
        return {
            "study": "attribute",
            "scenario": self.base.name,
            "primary": self.primary,
            "currency": self.base.frame.currency,
            "replications": self.base.replications,
            "seed": self.base.seed,
            "worlds": self.worlds,
            "wins_with_a_touch": self.touched,
            "wins_with_several": self.again,
            "family": {"questions": gaps, "credit_less_missing": f"simultaneous 95 %, Bonferroni over {gaps}"},
            "channels": self.rows(),
            "together": [
                {
                    "metric": each.metric,
                    "total": _shown(each.total),
                    "without_a_touch": _shown(each.untouched),
                    "missing_without_all": _shown(each.together),
                    "missing_added_up": _shown(each.singles),
                    "interactions": _shown(each.apart),
                }
                for each in self.measured
            ],
            "warnings": list(self.warnings),
        }

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is odd in the plan as it is."""
        return self.base.warnings

    def write(self, folder: str | Path) -> Path:
        """Write a results folder, whole or not at all."""
        return written(self, folder)


def side(found: Estimate) -> int:
    """On which side of 0 it lies beyond doubt; 0 where that is open."""
    low, high = found.ci95
    if low is None or high is None:
        return 0
    return 1 if low > 0.0 else -1 if high < 0.0 else 0


def _shown(found: Estimate) -> dict[str, Any]:
    return {"mean": found.mean, "ci95": plain(found.ci95), **({"why": found.why} if found.why else {})}
