"""A market of listed accounts: renewal theory of its windows, thinning by who is met, and a finite list used up."""

import math

import numpy as np
import pytest

from gtmsim import Journal, Kind
from gtmsim.rules.calendar import DAY
from gtmsim.rules.maths import exp

MARKET = """
    name: accounts
    market:
      accounts: {LISTED}
      NEED
      channels: {calls: {max_leads: CEILING per day, half_saturation_spend: 1k, organic: 100%,
        segments: {firms: 100%}, CHANNEL}}
      segments: {firms: {contract_value: 960, churn: 15%, committee: one}}
      committees: {one: {roles: {boss: {}}}}
      qualification: {in_market: {mql_rate: SCREENED, sql_rate: 0%}, out_of_market: {mql_rate: SCREENED, sql_rate: 0%}}
    plan: {PLAN}
    run: {start: 2026-01-01, months: 12, initial: empty, run_off: false, replications: 30}
"""
WINDOWS = (
    "buying_cycle: {time_between: {mean: 200 days, distribution: exponential}, "
    "buying_window: {median: 60 days, sigma: 0.8}}"
)
WINDOW = 60.0 * exp(0.32)
OPEN = WINDOW / (WINDOW + 200.0)  # share of time, by renewal theory


def market(channel: str, need: str = "", listed: str = "number: {firms: 500000}", **words: str) -> str:
    """A market whose leads end at once, so that hardly any account is ever in a hand."""
    said = {"LISTED": listed, "NEED": need, "CHANNEL": channel, "CEILING": "4", "SCREENED": "0%", "PLAN": ""}
    text = MARKET
    for word, value in (said | words).items():
        text = text.replace(word, value)
    return text


def in_need(journal: Journal) -> tuple[list[int], list[int]]:
    """Leads in need, and all, of each quarter."""
    named = journal.of(Kind.ACCOUNT_MATCHED)
    quarter = np.minimum(journal.time[named] // (91 * DAY), 3)
    return tuple(np.bincount(quarter[of], minlength=4).tolist() for of in (journal.value[named] >= 0.0, quarter >= 0))


def test_windows_are_in_equilibrium_at_any_time(proof):
    """Of those whom any channel meets at random a share E[W] / (E[W] + E[G]) is in a window, in spring as in autumn."""
    name = "buying windows (own)"
    _, seen = proof.run(market("delay: 0 days", WINDOWS, CEILING="12"), in_need)
    for quarter in range(4):
        counts = [(needing[quarter], met[quarter]) for needing, met in seen]
        proof.agrees(name, f"share of the met in a window, quarter {quarter + 1}", counts, OPEN, 0.04)


@pytest.mark.parametrize(("lift", "precision"), [(8.0, 0.7), (20.0, 0.3)])
def test_a_channel_meets_those_in_need_as_often_as_its_lift_says(proof, lift, precision):
    """The lead share in need is lift s / (1 + (lift - 1) s), of good fit the precision; leads stay at the ceiling."""
    name = f"lift {lift:g} and precision {precision:g} (own)"
    text = market(f"in_market_lift: {lift}, precision: {precision}, in_market_share: 60%", WINDOWS)
    text = text.replace("buying_cycle: {", "buying_cycle: {first_half: 90%, second_half: 50%, ").replace(
        "accounts: {", "accounts: {buyer_share: 80%, "
    )

    def look(journal: Journal) -> tuple[int, int, int, int]:
        leads = journal.of(Kind.LEAD)
        needing = journal.of(Kind.ACCOUNT_MATCHED) & (journal.value >= 0.0)
        return needing.sum(), (journal.value[leads] > 0.0).sum(), journal.detail[leads].sum(), leads.sum()

    _, seen = proof.run(text, look)
    share = OPEN * 0.8 * 0.7
    expected = lift * share / (1.0 + (lift - 1.0) * share)
    proof.agrees(name, "leads a day", [one[3] / 365.0 for one in seen], 4.0, 0.03)
    proof.agrees(name, "share of leads in need", [(one[0], one[3]) for one in seen], expected, 0.04)
    proof.agrees(name, "share of leads that fit", [(one[1], one[3]) for one in seen], precision, 0.03)
    proof.agrees(name, "share of leads that are active", [(one[2], one[3]) for one in seen], 0.6 * expected, 0.04)


def test_a_finite_list_is_used_up(proof):
    """Leads whom nobody answers stay in hand: of N accounts n visits reach N (1 - (1 - 1/N)^n), and n is Poisson."""
    name = "depletion (own)"
    text = market(
        "delay: 0 days",
        listed="number: {firms: 2000}",
        CEILING="8",
        SCREENED="100%",
        PLAN="teams: {sdr: {headcount: 0}}",
    )
    _, seen = proof.run(text, lambda journal: journal.time[journal.of(Kind.LEAD)] // DAY)
    for days in (91, 182, 365):
        reached = 2000.0 * (1.0 - math.exp(-8.0 * days / 2000.0))
        proof.agrees(name, f"accounts reached in {days} days", [(day < days).sum() for day in seen], reached, 0.03)


@pytest.mark.parametrize(
    ("name", "windows", "visits"),
    [
        # Half of the visits are made in a window, which is always open.
        (
            "contacts who search (own)",
            "time_between: 1 day, buying_window: 90000 days",
            "learning_visits: 3 per year, buying_visits: 3 per year",
        ),
        # Windows open and close, and nobody minds: what a contact needs to follow us is used up across them.
        (
            "contacts who learn (own)",
            "time_between: 40 days, buying_window: 30 days",
            "learning_visits: 6 per year, buying_visits: 0 per year",
        ),
    ],
)
def test_contacts_follow_until_they_change_jobs(proof, name, windows, visits):
    """Who does not follow begins to at the rate h, who does is gone at the rate j; five years ago nobody did."""
    # h is 0.6 a year
    need = f"buying_cycle: {{{windows}}}\n      contacts: {{{visits}, follow_rate: 10%, job_change: 40% per year}}"

    def follow(journal: Journal) -> list[tuple[int, int, float]]:
        told, found = journal.of(Kind.CONTACT), []
        for half in (False, True):
            days = journal.value[told & ((journal.time >= 182 * DAY) == half)]
            found.append((int((days >= 0.0).sum()), len(days), float(days[days >= 0.0].sum())))
        return found

    _, seen = proof.run(market("delay: 0 days", need, CEILING="12"), follow)
    for half, years in enumerate((1826.0 / 365.25 + 0.249, 1826.0 / 365.25 + 0.749)):
        following = 0.6 * (1.0 - exp(-years))  # h / (h + j), where h + j is 1 a year
        ages = (np.arange(10_000) + 0.5) * years / 10_000
        begun = 0.6 * (0.4 + 0.6 * np.exp(ages - years)) * np.exp(-0.4 * ages)  # by age, of those who follow still
        counts, days = [one[half][:2] for one in seen], [(one[half][2] / 365.25, one[half][0]) for one in seen]
        proof.agrees(name, f"share that follows, half-year {half + 1}", counts, following, 0.03)
        age = float((ages * begun).sum() / begun.sum())
        proof.agrees(name, f"years that they have followed, half-year {half + 1}", days, age, 0.04)


def test_contacts_hold_posts_and_come_for_work(proof):
    """Any visit meets a post as often as contacts hold it; in a window work / (study + work) of its visits search."""
    shares, works = {"clerk": 0.3, "owner": 0.7}, {"clerk": 10.0 / 40.0, "owner": 54.0 / 60.0}
    what = (
        "department: it, seniority: staff, role_class: admin, learning_visits: {} per year, buying_visits: {} per year"
    )
    posts = f"clerk: {{share: 30%, {what.format(30, 10)}}}, owner: {{share: 70%, {what.format(6, 54)}}}"
    people = f"contacts: {{follow_rate: 10%, job_change: 40% per year, personas: {{{posts}}}}}"
    text = market("delay: 0 days, in_market_share: 80%", f"{WINDOWS}\n      {people}", CEILING="12")

    def look(journal: Journal) -> list[tuple[int, int, int, int]]:
        told, need = journal.of(Kind.CONTACT), journal.value[journal.of(Kind.ACCOUNT_MATCHED)] >= 0.0
        level, active = journal.int_value[told], journal.detail[journal.of(Kind.LEAD)] == 1
        found = []
        for post in (1, 2):
            held = level % 1000 == post
            found.append(((held & need).sum(), held.sum(), (held & (level >= 1000)).sum(), (held & active).sum()))
        return found

    _, seen = proof.run(text, look)
    for post, name in enumerate(shares):
        counts = [one[post] for one in seen]
        total = [sum(each[1] for each in one) for one in seen]
        held = [(one[1], every) for one, every in zip(counts, total, strict=True)]
        of = "posts of contacts (own)"
        proof.agrees(of, f"share of the met who hold {name}", held, shares[name], 0.04)
        proof.agrees(
            of, f"share of {name}'s visits in a window for work", [x[2::-2] for x in counts], works[name], 0.08
        )
        proof.agrees(of, f"share of these that is active, {name}", [x[3:1:-1] for x in counts], 0.8, 0.05)


def test_fit_is_seen_with_an_error(proof):
    """Errors have the deviation noise x (1 - completeness), what is seen is normal with the sum of both variances."""
    name, error = "fit seen with an error (own)", 1.5 * (1.0 - 0.4)
    text = market("delay: 0 days", "", CEILING="12", PLAN="enrichment: {completeness: 40%}")
    text = text.replace("qualification: {", "qualification: {fit_noise: 1.5, ")

    def look(journal: Journal) -> tuple[float, int, int]:
        seen, fit = (journal.value[journal.of(kind)] for kind in (Kind.FIT_OBSERVED, Kind.LEAD))
        return float(((seen - fit) ** 2).sum()), int((seen > 1.0).sum()), len(fit)

    _, seen = proof.run(text, look)
    above = 0.5 * math.erfc(1.0 / math.sqrt(2.0 * (1.0 + error**2)))
    proof.agrees(name, "variance of the error", [(one[0], one[2]) for one in seen], error**2, 0.05)
    proof.agrees(name, "share seen above 1", [one[1:] for one in seen], above, 0.05)


def test_baits_and_events(proof):
    """For each lead of its own a channel has bait x strength baited ones; an event brings its ceiling, on its day."""
    name = "baits and events (own)"
    text = market("lead_magnet_response: 2, in_market_share: 100%", PLAN="lead_magnets: {calls: {strength: 40%}}")

    def modes(journal: Journal) -> tuple[int, int]:
        leads = journal.of(Kind.LEAD)
        active = int(journal.detail[leads].sum())
        return int(leads.sum()) - active, active

    _, seen = proof.run(text, modes)
    proof.agrees(name, "baited leads for each other", seen, 0.8, 0.03)
    proof.agrees(name, "leads a day of the channel's own", [active / 365.0 for _, active in seen], 4.0, 0.02)
    text = market("event_based: true", CEILING="400", PLAN="events: {calls: {dates: [2026-03-03, 2026-05-05]}}")
    text = text.replace("half_saturation_spend: 1k, organic: 100%,", "")
    _, seen = proof.run(text, lambda journal: int(journal.of(Kind.LEAD).sum()))
    proof.agrees(name, "leads of two events", seen, 800.0, 0.03)
