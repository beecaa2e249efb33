"""What a website makes of its visits."""

from typing import NamedTuple

from gtmsim.mechanisms.content.rules import covered, upheld
from gtmsim.rules.rule import rule


class Site(NamedTuple):
    """What a website makes of its visits."""

    floor: float  # share captured by the worst
    plain: float  # share captured by the best without a case, of what it captures with all
    need: float  # cases that visitors look for


@rule
def captured(site: Site, quality: float, cases: float) -> float:
    """Share of visits that a website of this quality [1], with so many cases, turns into leads [1]."""
    return upheld(site.floor, quality * upheld(site.plain, covered(cases, site.need)))
