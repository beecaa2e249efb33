"""Who can be reached: closed circles, categories that grow, and platforms that ban whoever advertises too much."""

import math
from statistics import NormalDist

import pytest
from engine.theory.test_accounts import OPEN, WINDOW, WINDOWS, market

from gtmsim import Journal, Kind

CLOSED = "addressable_share: 30%, number: {firms: 500000}"


@pytest.mark.parametrize(("public", "expected"), [("true", 0.3 * 12.0), ("false", 12.0)])
def test_a_public_channel_reaches_the_open_share_of_the_market(proof, public, expected):
    """Of independent visits a share `openness` is of open accounts; who visits them in person meets all."""
    text = market(f"delay: 0 days, open_channel: {public}", listed=CLOSED, CEILING="12")
    _, seen = proof.run(text, lambda journal: journal.of(Kind.LEAD).sum() / 365.0)
    proof.agrees(f"closed circles (own), public {public}", "leads a day", seen, expected, 0.03)


def run_for_less_than(days: float) -> float:
    """Share of the open windows that opened within so many days; theirs is the law of W by length, cut anywhere."""
    normal = NormalDist()
    longer = 1.0 - normal.cdf(math.log(days / 60.0) / 0.8)
    return days * longer / WINDOW + normal.cdf(math.log(days / 60.0) / 0.8 - 0.8)


def test_windows_are_for_a_category_that_grows(proof):
    """The share for us is that of the day on which a window opens; some that are open in winter opened in spring."""
    text = market("delay: 0 days", WINDOWS, CEILING="12")
    text = text.replace("buying_cycle: {", "buying_cycle: {category_share: {2026-01-01: 20%, 2026-07-01: 80%}, ")

    def look(journal: Journal) -> tuple[int, int, int, int]:
        named, late = (
            journal.of(Kind.ACCOUNT_MATCHED),
            journal.time >= 330 * 86_400_000_000,
        )  # by then windows of May are closed
        needing = named & (journal.value >= 0.0)
        early = named & (journal.time < 181 * 86_400_000_000)
        return (needing & early).sum(), early.sum(), (needing & late & named).sum(), (named & late).sum()

    _, seen = proof.run(text, look)
    name = "a category that grows (own)"
    proof.agrees(name, "share in need before", [(one[0], one[1]) for one in seen], 0.2 * OPEN, 0.08)
    # The windows that are open on a day have run for so long as a lognormal window of this kind does on average.
    young = sum(run_for_less_than(day + 0.5 - 181.0) for day in range(330, 365)) / 35.0
    expected = (0.8 * young + 0.2 * (1.0 - young)) * OPEN
    proof.agrees(name, "share in need long after", [(one[2], one[3]) for one in seen], expected, 0.12)


def test_platforms_ban_at_their_hazard(proof):
    """Bans are a renewal process with exponential times in days and a fixed length; no lead comes while one lasts."""
    ads = "promotion: {max_lift: 3, ban_rate: 12 per year, promo_limit: 30%, steepness: 5, ban_duration: 5 days}"
    text = (
        market(f"delay: 0 days, {ads}", CEILING="4")
        .replace("plan: {", "plan: {promo_share: {calls: 50%}, ")
        .replace(", }", "}")
    )
    chance = 1.0 - math.exp(-12.0 / 365.25 * math.exp(5.0 * 0.2))

    def look(journal: Journal) -> tuple[int, int, int]:
        banned = journal.time[journal.of(Kind.CHANNEL_BANNED)] // 86_400_000_000
        lost = sum(min(5, 365 - int(day)) for day in banned)
        return len(banned), 365 - lost, journal.of(Kind.LEAD).sum()

    _, seen = proof.run(text, look)
    name = "bans (own)"
    proof.agrees(name, "bans a day on which one may come", [(one[0], one[1] + one[0]) for one in seen], chance, 0.16)
    proof.agrees(name, "leads a day without one", [(one[2], one[1]) for one in seen], 4.0, 0.03)
