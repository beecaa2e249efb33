"""Goodwill in the reference engine: where it goes, what it draws, whom it must not touch, a scandal by the minute."""

import math
from typing import Any

import numpy as np
import pytest
from engine.timetable import by_hand, lived

from gtmsim.engine.draws import Purpose, name_key
from gtmsim.engine.reference import simulate
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.metrics import audit
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

MONTH = 30.4375
FIRM = """
name: brand
market:
  channels:
    ads: {max_leads: 4 per day, half_saturation_spend: 10k, organic: 20%, adstock_half_life: 9 days,
      segments: {firms: 100%}}
    fame: {max_leads: 5 per day, brand_led: {half_saturation_brand: 1.5}, hill_exponent: 2, segments: {firms: 100%}}
  segments: {firms: {contract_value: 12k, committee: one, churn: 20%}}
  committees: {one: {roles: {boss: {base: 0, price: 2}}}}
  qualification: {in_market: {sql_rate: 60%}}
  brand: BRAND
plan: {spend: {ads: 8k}, brand: {spend: SPEND}}
run: {start: 2025-01-01, months: MONTHS, run_off: false, initial: {brand: FIRST, brand_spend: BEFORE}}
"""


def firm(brand: str, spend: str = "30k", first: float = 1.0, before: str = "0", months: int = 12) -> Any:
    """The firm as inputs."""
    text = FIRM
    for word, value in {
        "BRAND": brand,
        "SPEND": spend,
        "FIRST": first,
        "BEFORE": before,
        "MONTHS": months,
    }.items():
        text = text.replace(word, str(value))
    return resolve(load_text(text))


def goodwill(journal: Journal) -> np.ndarray:
    """Goodwill at the end of each month."""
    audit(journal)
    return journal.value[journal.where(Kind.GOODWILL)]


def test_steady_spend_keeps_a_steady_brand() -> None:
    """gain x spend / (spend + half_spend) is where it stands, whatever the half-life and the delay."""
    for brand in (
        "{half_saturation_spend: 10k, max_goodwill: 2}",
        "{half_saturation_spend: 10k, max_goodwill: 2, goodwill_half_life: 60 days, delay: 3 days}",
    ):
        found = goodwill(simulate(firm(brand, first=1.5, before="30k"), 0))
        np.testing.assert_allclose(found, 1.5, rtol=1e-9)


def test_it_comes_to_where_it_would_stand() -> None:
    """From nothing, without delay: 1.5 x (1 - 2^(-months / half-life))."""
    brand = "{half_saturation_spend: 10k, max_goodwill: 2, delay: 0 days, goodwill_half_life: 6 months}"
    found = goodwill(simulate(firm(brand, first=0.0, months=24), 0))
    np.testing.assert_allclose(found, 1.5 * (1.0 - 0.5 ** (np.arange(1, 25) / 6.0)), rtol=1e-9)


def test_spend_shows_late_and_wears_off_by_halves() -> None:
    """A year of spend: little shows in the first quarter, most after its end, and in the end half is gone each year."""
    brand = "{half_saturation_spend: 10k, max_goodwill: 2, delay: 6 months, goodwill_half_life: 12 months}"
    found = goodwill(simulate(firm(brand, "{2025-01-01: 30k, 2026-01-01: 0}", first=0.0, months=84), 0))
    at_once = goodwill(
        simulate(firm(brand.replace("6 months", "0 days"), "{2025-01-01: 30k, 2026-01-01: 0}", first=0.0, months=84), 0)
    )
    assert found[2] < 0.15 * at_once[2]
    assert at_once.argmax() == 11
    assert 14 <= found.argmax() <= 20
    # What came later has worn off less: of a delay in two stages, by 1 / (1 - rate x mean / 2) for each.
    late = (1.0 - math.log(2.0) / 12.0 * 6.0 / 2.0) ** -2
    assert found[-1] / at_once[-1] == pytest.approx(late, rel=0.01)
    np.testing.assert_allclose(found[71:] / found[59:-12], 0.5, rtol=1e-4)


def test_who_is_served_well_speaks_well() -> None:
    """A hundred customers whose CSMs have time for a half of them, and then for all."""
    text = """
name: talk
market:
  segments: {firms: {contract_value: 12k, committee: one, churn: 0%, csm_hours: 1h}}
  committees: {one: {roles: {boss: {}}}}
  qualification: {in_market: {sql_rate: 60%}}
  coverage_effects: {}
  brand: {half_saturation_spend: 1k, word_of_mouth: 1, detractor_threshold: 60%, goodwill_half_life: 1 month}
plan: {teams: {csm: {headcount: HEADS, selling_time_share: 31.25%}}, working_hours: {days: [mon], opens: 9h,
  closes: 19h}}
run: {start: 2026-06-01, months: 1, run_off: false, initial: {customers: {firms: 100}, brand: 0}}
"""
    for heads, covered in ((0, 0.0), (4, 0.625), (99, 1.0)):
        # Five Mondays of ten hours, at 31.25 % of the time: 15.625 hours for a person.
        (found,) = goodwill(simulate(resolve(load_text(text.replace("HEADS", str(heads)))), 0))
        assert found == pytest.approx(max(0.0, 0.5 * (covered - 0.6)), rel=1e-9)


def test_scandals_come_at_their_rate() -> None:
    text = """
name: scandals
market:
  segments: {firms: {contract_value: 12k, committee: one, churn: 0%}}
  committees: {one: {roles: {boss: {}}}}
  qualification: {in_market: {sql_rate: 60%}}
  brand: {half_saturation_spend: 1k, crisis_rate: 0.6}
run: {start: 2026-01-01, months: 120, run_off: false, initial: {}}
"""
    inputs = resolve(load_text(text))
    counts = [int((simulate(inputs, n).kind == Kind.BRAND_CRISIS).sum()) for n in range(60)]
    share = 1.0 - math.exp(-0.05)
    error = math.sqrt(120 * share * (1.0 - share) / len(counts))
    assert abs(np.mean(counts) - 120 * share) < 4.0 * error


def test_a_brand_draws_leads_as_its_curve_says() -> None:
    """At B = 3 a channel with half_brand 1.5 and shape 2 has 4 of its 5 leads a day; spend works 1.3 / 1.15 times."""
    brand = "{half_saturation_spend: 10k, max_goodwill: 6, spend_efficiency: 0.15}"
    journal = simulate(firm(brand, "10k", first=3.0, before="10k"), 0)
    ads, fame = (journal.header.channels.index(name) for name in ("ads", "fame"))
    np.testing.assert_allclose(journal.header.daily_rate[fame], 4.0, rtol=1e-9)
    assert (journal.header.organic[fame] == 1.0).all()
    works = 8.0 * 1.3 / 1.15
    late = 4.0 * (0.2 + 0.8 * works / (works + 10.0 * 12.0 * MONTH / 365.25))
    assert journal.header.daily_rate[ads, -1] == pytest.approx(late, rel=0.02)  # months are unlike
    assert journal.header.organic[ads, -1] == pytest.approx(0.8 / late, rel=0.02)
    found = [
        int(((j := simulate(firm(brand, "10k", 3.0, "10k"), n)).channel[j.of(Kind.LEAD)] == fame).sum())
        for n in range(20)
    ]
    assert abs(np.mean(found) - 4.0 * 365) < 4.0 * math.sqrt(4.0 * 365 / 20)


def test_a_brand_without_effects_touches_nobody() -> None:
    """Its rows are there; every other row is as without it, though leads are then drawn day by day."""
    none = "{half_saturation_spend: 10k, spend_efficiency: 0, trust: 0, price_premium: 0, crisis_rate: 3}"
    with_it = FIRM.replace(
        "    fame: {max_leads: 5 per day, brand_led: {half_saturation_brand: 1.5}, "
        "hill_exponent: 2, segments: {firms: 100%}}\n",
        "",
    )
    for word, value in (("SPEND", "30k"), ("FIRST", "0.3"), ("BEFORE", "0"), ("MONTHS", "18"), ("BRAND", none)):
        with_it = with_it.replace(word, value)
    without = with_it.replace(f"  brand: {none}\n", "").replace(", brand: {spend: 30k}", "")
    without = without.replace("{brand: 0.3, brand_spend: 0}", "{}")
    for replication in range(3):
        one, other = (simulate(resolve(load_text(text)), replication) for text in (with_it, without))
        rows = [row for row in one.rows() if row[1] not in (Kind.GOODWILL, Kind.BRAND_CRISIS, Kind.BRAND_SPEND)]
        assert rows == other.rows()
        assert len(one) > len(other) > 500
        np.testing.assert_array_equal(one.header.daily_rate, other.header.daily_rate)
        np.testing.assert_array_equal(one.header.organic, other.header.organic)


def test_a_greater_brand_adds_leads_and_moves_none() -> None:
    brand = "{half_saturation_spend: 10k, max_goodwill: 4, trust: 0, price_premium: 0}"
    base, more = (simulate(firm(brand, spend, months=24), 0) for spend in ("5k", "50k"))
    before, after = ({row[2]: row for row in journal.rows() if row[1] == Kind.LEAD} for journal in (base, more))
    assert before.items() <= after.items()
    assert len(after) > 1.1 * len(before)


def test_a_scandal_by_the_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Goodwill 2 falls by a half-life to 1, and a scandal takes a quarter; a deal after it feels what is left."""
    luck = {(Purpose.SCANDAL, name_key("brand"), 0): 0.001}
    text = """
name: scandal
market:
  channels: {calls: {max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}
  segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%}}
  committees: {one: {min_meetings: 0, deal_sigma: 0, roles: {boss: {base: 1, fit: 0, price: 2}}}}
  qualification: {in_market: {sql_rate: 100%}}
  brand: {goodwill_half_life: 1 month, half_saturation_spend: 1k, crisis_rate: 0.1, crisis_damage: 25%,
    trust: 1, price_premium: 35%}
plan: {brand: {spend: {2026-01-01: 0, 2026-02-01: 500.50}}}
run: {start: 2026-01-01, months: 2, run_off: false, initial: {pipeline: {firms: 1}, brand: 2}}
"""
    found = lived(monkeypatch, text, ["2026-02-10 12:00"], luck)
    assert goodwill_in(found) == [0.75, pytest.approx(0.375, abs=0.01)]
    before, after = (next(line for line in found if "VOTE" in line and f" {who} " in line) for who in ("p", "a"))
    # Twice what is typical: ln(3/2) of trust, and a third of the premium off the price. 0.75: ln(7/8), a seventh on it.
    assert stance_in(before) == pytest.approx(1.0 + math.log(1.5) + 2.0 * 0.35 / 3.0)
    assert stance_in(after) == pytest.approx(1.0 + math.log(0.875) - 2.0 * 0.35 / 7.0)
    told = [
        line for line in found if " - " in line and "MONTH_CLOSED" not in line and "GOODWILL - detail=1" not in line
    ]
    assert told == by_hand("""
        2026-02-01 00:00  BRAND_CRISIS -  value=0.25
        2026-02-01 00:00  GOODWILL     -  value=0.75
        2026-03-01 00:00  BRAND_SPEND  -  detail=1 amount=50050
    """)


def goodwill_in(lines: list[str]) -> list[float]:
    return [stance_in(line) for line in lines if " GOODWILL " in line]


def stance_in(line: str) -> float:
    return float(line.split(" value=")[1].split()[0])
