"""Generated scenarios made wider: listed accounts with buying windows, lead magnets, events, leads unlike others."""

from typing import Any

from hypothesis import strategies as st
from properties.drawn import OFTEN, RARELY, Said, dates, law, levers, one_of, says, shares, some_of, yes_or_no

FEW, SOME = 55, 400  # accounts of a segment; day 0 may find 50 of them in a hand
POSTS, DEPARTMENTS = ("boss", "clerk", "expert"), ("it", "sales")
SPENDING = (  # what says how spend brings leads
    *("half_saturation_spend", "hill_exponent", "adstock_half_life", "organic", "seasonality", "inflation", "learning"),
)
INDUSTRIES = ("farming", "trade", "transport")


def list_accounts(draw: Any, market: Said, run: Said, coarse: bool) -> None:
    """List the accounts of a market, and let them look for something now and then."""
    said: Said = {"number": {name: draw(one_of([SOME, FEW, 5_000])) for name in market["segments"]}}
    said |= some_of(draw, {"buyer_share": shares(0.7, 0.2), "cool_down": one_of(["0 days", "7 days", "200 days"])})
    said |= some_of(draw, {"addressable_share": shares(0.8, 0.3)})
    names = draw(st.lists(one_of(INDUSTRIES), max_size=3, unique=True))
    parts = [draw(st.integers(1, 5)) for _ in names]
    said["industries"] = {
        name: {"share": part / sum(parts), **some_of(draw, {"fit": one_of([0, 1, -0.5])})}
        for name, part in zip(names, parts, strict=True)
    }
    market["accounts"] = said
    if "referrals" in market:
        market["referrals"] |= some_of(draw, {"accounts_considered": one_of([1, 5])})
    for channel in market["channels"].values():
        channel |= some_of(draw, {"precision": shares(0.7, 0.3), "open_channel": yes_or_no})
    if not says(draw, "buying_cycle", OFTEN):
        return
    market["buying_cycle"] = {
        "time_between": draw(law("day", (2, 60, 400), coarse)),
        "buying_window": draw(law("day", (30, 2, 90), coarse)),
        **some_of(draw, {"first_half": shares(0.6, 1), "second_half": shares(0, 0.5)}),
        **some_of(draw, {"category_share": levers(shares(0.7, 1, 0.2), run)}),
    }
    market["selling"].pop("buying_window", None)
    for channel in market["channels"].values():
        channel |= some_of(draw, {"in_market_lift": one_of([5, 1.5, 30])})
    if says(draw, "contacts"):
        market["contacts"] = {"follow_rate": draw(shares(0.3, 1, 0))} | some_of(
            draw,
            {"learning_visits": one_of([4, 0]), "buying_visits": one_of([200, 12]), "job_change": one_of([0, 0.5, 3])},
        )
        if says(draw, "personas"):
            market["contacts"]["personas"] = draw(posts(market))
        for channel in market["channels"].values():
            channel |= some_of(draw, {"followers_only": yes_or_no})
    if "nurture" in market["qualification"]:
        market["qualification"]["nurture"] |= some_of(draw, {"unprompted_return": shares(0.5, 1)})


@st.composite
def posts(draw: Any, market: Said) -> Said:
    """What contacts are."""
    roles = sorted({role for committee in market["committees"].values() for role in committee["roles"]})
    parts = draw(st.lists(st.integers(1, 5), min_size=1, max_size=3))
    found: Said = {}
    for name, part in zip(POSTS, parts, strict=False):
        found[name] = {
            "share": part / sum(parts),
            "department": draw(one_of(DEPARTMENTS)),
            "seniority": draw(one_of(["staff", "manager", "director", "executive"])),
            "role_class": draw(one_of(["decider", "admin", "business_user"])),
            **some_of(draw, {"learning_visits": one_of([30, 0]), "buying_visits": one_of([100, 0])}),
        }
        if says(draw, "committee_role", OFTEN):
            found[name] |= {"committee_role": draw(one_of(roles)), **some_of(draw, {"influence": one_of([2, 0])})}
    return found


def departments_of(market: Said) -> tuple[str, ...]:
    """The values of the fact `department`."""
    said = market.get("contacts", {}).get("personas", {})
    return (*sorted({post["department"] for post in said.values()}), "none")


def widen(draw: Any, market: Said, plan: Said, initial: Any, run: Said) -> None:
    """Let some channels have lead magnets, some bring leads on dates alone, and leads of some take or bring more."""
    stages = len(market["selling"]["stages"])
    for name, channel in market["channels"].items():
        more = {
            "handling_time_factor": one_of([0, 0.5, 3]),
            "trust": one_of([1, -0.5]),
            "skip_stages": one_of(range(stages + 1)),
            "lead_magnet_response": one_of([0.5, 3]),
        }
        channel |= some_of(draw, more)
        if "lead_magnet_response" in channel and says(draw, "lead_magnets"):
            plan.setdefault("lead_magnets", {})[name] = {
                "strength": draw(levers(shares(0.5, 1, 0), run)),
                **some_of(draw, {"cost": one_of([12.34, 50])}),
                **({"relevance": draw(one_of([0, 2]))} if "buying_cycle" in market else {}),
            }
        if says(draw, "contact_capture_rate", RARELY):
            plan.setdefault("contact_capture_rate", {})[name] = draw(levers(shares(0.6, 1, 0), run))
        if "half_saturation_spend" in channel and says(draw, "promotion", RARELY):
            advertise(draw, name, channel, plan, run)
        elif "half_saturation_spend" in channel and says(draw, "event_based", RARELY):
            on_dates(draw, name, channel, plan, initial, run)


def advertise(draw: Any, name: str, channel: Said, plan: Said, run: Said) -> None:
    """Let some of a channel's posts advertise, on a platform that may ban it."""
    channel["promotion"] = some_of(
        draw,
        {
            "max_lift": one_of([0.5, 4]),
            "ban_rate": one_of(["0 per year", "3 per year", "40 per year"]),
            "promo_limit": shares(0.2, 0.6),
            "steepness": one_of([0, 15]),
            "ban_duration": one_of(["1 day", "12 days", "100 days"]),
        },
    )
    if draw(OFTEN):
        plan.setdefault("promo_share", {})[name] = draw(levers(shares(0.4, 1, 0), run))


def on_dates(draw: Any, name: str, channel: Said, plan: Said, initial: Any, run: Said) -> None:
    """Let a channel bring its leads on some days."""
    for key in SPENDING:
        channel.pop(key, None)
    plan["spend"].pop(name, None)
    if isinstance(initial, dict):
        initial["spend"].pop(name, None)
    channel |= {"event_based": True, "max_leads": f"{draw(one_of([12, 0.5]))} per day"}
    year, month = map(int, run["start"].split("-")[:2])
    last = year * 12 + month - 1 + run["months"]
    within = dates(run).filter(lambda day: int(day[:4]) * 12 + int(day[5:7]) - 1 < last)
    plan.setdefault("events", {})[name] = {
        "dates": draw(st.lists(within, min_size=1, max_size=4, unique=True)),
        **some_of(draw, {"cost": one_of([0, 2500, 12.34])}),
    }
