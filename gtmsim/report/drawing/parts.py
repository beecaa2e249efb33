"""What a scenario says of each part of the firm, in the words of its boxes; what is off is not there."""

from collections.abc import Iterator

from gtmsim.report.drawing.shapes import Line
from gtmsim.report.numbers import compact, share
from gtmsim.scenario.resolved.found import initial_of, on_day_0
from gtmsim.scenario.sections.schema import Scenario

YEAR = 12  # months
MOST_ROLES = 5
MOST_LISTED = 4
SHORT = 9  # channels from which each has one line only
MANY = {"sdr": "SDR", "ae": "AE", "csm": "CSM"}
Stack = list[tuple[str, tuple[Line, ...]]]  # boxes from above, each with its name
HEAD, SMALL = 13.0, 11.0
DRAWN = {"channels", "segments", "committees", "qualification", "selling", "referrals", "win_back"}


def head(text: str) -> Line:
    """What a box is called."""
    return Line(text, HEAD, bold=True)


def small(text: str) -> Line:
    """What is said of it."""
    return Line(text, SMALL, faint=True)


def channels(scenario: Scenario) -> Iterator[tuple[Line, ...]]:
    """Each channel, with what is spent on it on day 0."""
    said = scenario.market.channels
    for name in said:
        lever = scenario.plan.spend.get(name)
        spend = 0.0 if lever is None else on_day_0(lever, scenario.run.start)
        told = f"{compact(spend)} a month" if spend else "on dates" if said[name].event_based else "no spend"
        title = Line(_spoken(name), 12.0, bold=True)
        yield (title,) if len(said) >= SHORT else (title, small(told))


def people(scenario: Scenario, team: str) -> str:
    """How many there are on day 0; empty where there is no such team."""
    said = getattr(scenario.plan.teams, team)
    if said is None:
        return ""
    count = on_day_0(said.headcount, scenario.run.start)
    return f"{count:g} {MANY[team]}{'' if count == 1 else 's'}"


def qualifying(scenario: Scenario) -> Stack:
    """From lead to opportunity."""
    said = scenario.market.qualification
    found: Stack = [
        ("mql", (head("Marketing's screen"), small(f"{share(said.in_market.mql_rate)} of leads in market: MQL")))
    ]
    who = people(scenario, "sdr")
    rate = small(f"{share(said.in_market.sql_rate)} of these, at best: SQL")
    found.append(("sdr", (head(f"Queue for {who}") if who else head("Qualification"), rate)))
    if said.nurture is not None:
        found.append(("nurture", (head("Nurture"), small("who is not ready comes back"))))
    return found


def selling(scenario: Scenario) -> Stack:
    """The stages of the sale, below the people who work them."""
    who = people(scenario, "ae")
    found: Stack = [("ae", (head(f"Queue for {who}" if who else "The sale"), small("each stage waits for one")))]
    if not who:
        found = [("ae", (head("The sale"),))]
    for number, stage in enumerate(scenario.market.selling.stages):
        goes_on = small(f"{share(stage.conversion)} go on")
        found.append((f"stage {number}", (Line(_spoken(stage.name), 12.0, bold=True), goes_on)))
    return found


def committees(scenario: Scenario) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Who must say yes, and to whom they sell."""
    for name, said in scenario.market.committees.items():
        buyers = [segment for segment, each in scenario.market.segments.items() if each.committee == name]
        if not buyers:
            continue
        roles = [small(_role(role, each)) for role, each in said.roles.items()]
        more = [small(f"and {len(roles) - MOST_ROLES} more")] if roles[MOST_ROLES:] else []
        lines = (head(_spoken(name)), small(f"decides by {_spoken(said.decision_rule)}"))
        yield f"committee {name}", (*lines, *roles[:MOST_ROLES], *more)


def contract(scenario: Scenario) -> tuple[Line, ...]:
    """What is signed."""
    terms = [f"{_spoken(name)}: {_term(scenario, name)}" for name in scenario.market.segments]
    return (head("Contract"), *_listed(terms))


def onboards(scenario: Scenario) -> bool:
    """Does it take anybody any time to begin?"""
    return any(each.onboarding.location > 0.0 for each in scenario.market.segments.values())


def customers(scenario: Scenario) -> tuple[Line, ...]:
    """Who is there on day 0."""
    there = initial_of(scenario).customers
    lines = _listed([f"{_spoken(name)}: {there.get(name, 0):,}" for name in scenario.market.segments])
    who = people(scenario, "csm")
    return (head("Customers"), *lines, *((small(f"with {who}"),) if who else ()))


def renewal(scenario: Scenario) -> list[str]:
    """What happens at the end of a term and within it, for those who stay."""
    segments = scenario.market.segments.values()
    grows, shrinks = any(each.expansion for each in segments), any(each.contraction for each in segments)
    return ["renewal", *(["expansion"] if grows else []), *(["contraction"] if shrinks else [])]


def others(scenario: Scenario) -> list[str]:
    """Mechanisms that are on and have no place of their own in the picture."""
    market = scenario.market
    fields = type(market).model_fields
    return [
        _spoken(name)
        for name, field in fields.items()
        if name not in DRAWN and field.default is None and getattr(market, name) is not None
    ]


def _listed(texts: list[str]) -> list[Line]:
    more = [small(f"and {len(texts) - MOST_LISTED} more")] if texts[MOST_LISTED:] else []
    return [*map(small, texts[:MOST_LISTED]), *more]


def _role(name: str, said: object) -> str:
    seats, part = getattr(said, "seats", 1), getattr(said, "participation", 1.0)
    times = f"{seats} x " if seats > 1 else ""
    return f"{times}{_spoken(name)}{', in ' + share(part) + ' of deals' if part < 1.0 else ''}"


def _term(scenario: Scenario, segment: str) -> str:
    if segment in scenario.plan.offers or segment in scenario.plan.renewal_offers:
        return "as offered"
    months = scenario.plan.terms.get(segment, YEAR)
    return "monthly" if months == 1 else f"{months} months"


def _spoken(name: str) -> str:
    return name.replace("_", " ")
