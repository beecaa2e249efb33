"""Numbers that are odd beside others: teams beside their work, money beside the firm's revenue and its contracts.

From means alone, and with wide limits: what is said here is worth a look, not a verdict.
"""

from collections.abc import Iterator

from gtmsim.mechanisms.staff.section import Team
from gtmsim.scenario.checks.said_where import is_changed
from gtmsim.scenario.checks.unusual import A_DOLLAR, Number, numbers, said_at
from gtmsim.scenario.checks.workload import work_of_teams
from gtmsim.scenario.language.meant import either, meant
from gtmsim.scenario.language.numbers import NumberDeclaration
from gtmsim.scenario.language.param import values
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.spelling import plain, roughly
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]
IDLE = 6.0  # times the people that the work takes
SMALL_TEAM = 5  # people, whom nobody counts
SWAMPED = 5.0  # times the work that the people can do
SATURATED = 15.0  # times the spend that brings half of what there is
REVENUES = {"spend": 1.5, "initial": 1.5}  # times the revenue of a year that a line of money takes; others:
OTHERS = 3.0
YOUNG = 1e6  # dollars of yearly revenue below which a firm lives on other people's money
SKEWED = 1.25  # times the median that a mean may be without a word
LEAD = (0.1, 20_000.0)  # dollars for a lead at half of what there is


def odd_proportions(scenario: Scenario) -> Iterator[Problem]:
    """Warnings about numbers beside others."""
    yield from _teams(scenario)
    yield from _lines(scenario)
    yield from _saturated(scenario)
    yield from _dear_leads(scenario)
    yield from _dearer_than_contracts(scenario)
    yield from _medians(scenario)


def revenue(scenario: Scenario) -> float:
    """Yearly revenue of the customers of day 0 [currency]."""
    initial, segments = scenario.run.initial, scenario.market.segments
    found = initial.customers if isinstance(initial, Initial) else {}
    return sum(count * segments[name].mean_value for name, count in found.items())


def _teams(scenario: Scenario) -> Iterator[Problem]:
    yearly, dollar = revenue(scenario), A_DOLLAR.get(scenario.market.currency, 1)
    for name, work in work_of_teams(scenario).items():
        team: Team = getattr(scenario.plan.teams, name)
        people, salary = int(max(team.headcount.values)), max(team.salary.values) * team.fte_per_head
        path = ("plan", "teams", name, "headcount")
        if people >= SMALL_TEAM and work.can > IDLE * work.most > 0.0:
            takes = people * work.most / work.can
            what = f"{people} people, and the work is for about {plain(float(f'{takes:.2g}'))}"
            few = [str(people // size) for size in (10, 100) if people % size == 0 and people // size > takes / 3.0]
            hint = f"did you mean {either(few)}?" if few else "check the headcount, the leads and the hours"
            yield Problem("W_UNUSUAL", what, hint, path=path)
        elif people >= SMALL_TEAM and people * salary > OTHERS * max(yearly, YOUNG * dollar) and yearly > 0.0:
            pay = f"{people} people cost {roughly(people * salary)} a year"
            what = f"{pay}, and the customers of day 0 pay {roughly(yearly)}"
            yield Problem("W_UNUSUAL", what, "check the headcount and the salary", path=path)
        elif 0.0 < SWAMPED * work.can < work.least:
            need = plain(float(f"{people * work.least / work.can:.2g}"))
            what = f"the work is for about {need} people, and there are {people}"
            yield Problem("W_UNUSUAL", what, "most of it is never done: check the hours and the headcount", path=path)


def _money(scenario: Scenario) -> Iterator[tuple[Path, float, str]]:
    """Each amount of money a month: its place, the amount, and what was written [currency a month]."""
    document = scenario.document
    for path, declaration, value in values(scenario):
        if declaration.unit == "money/month" and value is not None and path[0] != "market":
            found: list[Number] = list(numbers(value, said_at(document, path)))
            highest = max(found, key=lambda number: number.value)
            yield (*path, *highest.below), highest.value, "" if highest.said is None else str(highest.said)


def _lines(scenario: Scenario) -> Iterator[Problem]:
    """Money a month beside what the customers of day 0 pay in a year."""
    yearly, dollar = revenue(scenario), A_DOLLAR.get(scenario.market.currency, 1)
    if yearly == 0.0:
        return
    for path, monthly, said in _money(scenario):
        times = next((limit for name, limit in REVENUES.items() if name in path), OTHERS)
        limit = times * max(yearly, YOUNG * dollar)
        if 12.0 * monthly > limit:
            what = f"{roughly(12.0 * monthly)} a year, and the customers of day 0 pay {roughly(yearly)}"
            yield Problem("W_UNUSUAL", what, _cheaper(said or str(monthly), limit / 12.0), path=path)


def _cheaper(said: str, limit: float) -> str:
    """The same amount for another period that a firm of this size could pay a month."""
    read = NumberDeclaration("money/month", "").allowed
    return meant(said, "money/month", (limit / 1000.0, limit), read) or "check the amount and its period"


def _saturated(scenario: Scenario) -> Iterator[Problem]:
    """Spend far beyond what a channel can turn into leads."""
    document = scenario.document
    for name, spend in scenario.plan.spend.items():
        half = scenario.market.channels[name].half_saturation_spend
        if half is None:
            continue
        place, where = ("plan", "spend", name), ("market", "channels", name, "half_saturation_spend")
        found = list(numbers(spend, said_at(document, place)))
        highest = max(found, key=lambda number: number.value)
        if highest.value > SATURATED * half and is_changed(scenario, where) and not is_changed(scenario, place):
            what = f"half of the channel's leads for {roughly(half)} a month, and {roughly(highest.value)} is spent"
            yield Problem("W_UNUSUAL", what, _dearer(said_at(document, where), half, highest.value), path=where)
        elif highest.value > SATURATED * half:
            what = f"{highest.value / half:.0f} times the spend that brings half of the channel's leads"
            hint = _cheaper(str(highest.said or highest.value), SATURATED * half)
            yield Problem("W_UNUSUAL", what, hint, path=("plan", "spend", name, *highest.below))


def _dearer(said: object, half: float, spend: float) -> str:
    """The same half-saturation in another scale that the spend is about right for."""
    told = said.get("value") if isinstance(said, dict) else said
    read = NumberDeclaration("money/month", "").allowed
    hint = meant(told, "money/month", (spend / SATURATED, spend * SATURATED), read) if half < spend else ""
    return hint or "check the amount and its period"


def _dear_leads(scenario: Scenario) -> Iterator[Problem]:
    """What a lead costs where spend brings half of what there is."""
    dollar = A_DOLLAR.get(scenario.market.currency, 1)
    for name, channel in scenario.market.channels.items():
        if channel.half_saturation_spend is None or channel.event_based or channel.brand_led is not None:
            continue
        cost = channel.half_saturation_spend / (0.5 * channel.max_leads * 365.25 / 12.0)
        if not LEAD[0] * dollar <= cost <= LEAD[1] * dollar:
            what = f"half of the leads for {roughly(channel.half_saturation_spend)} a month is {roughly(cost)} a lead"
            yield Problem(
                "W_UNUSUAL", what, "check `max_leads` and `half_saturation_spend`", path=("market", "channels", name)
            )


def _dearer_than_contracts(scenario: Scenario) -> Iterator[Problem]:
    """What is paid for one lead or one customer beside the most that one pays a year."""
    most = max(segment.mean_value for segment in scenario.market.segments.values())
    plan = scenario.plan
    paid: list[tuple[Path, float]] = [
        *(
            (("market", "channels", name, "cost_per_lead"), channel.cost_per_lead)
            for name, channel in scenario.market.channels.items()
        ),
        *((("plan", "lead_magnets", name, "cost"), bait.cost) for name, bait in plan.lead_magnets.items()),
        (("plan", "referral_reward"), plan.referral_reward),
    ]
    if plan.enrichment is not None:
        paid.append((("plan", "enrichment", "cost"), max(plan.enrichment.cost.values)))
    for path, amount in paid:
        if amount > most:
            what = f"{roughly(amount)} for one, and a contract of the largest segment brings {roughly(most)} a year"
            yield Problem("W_UNUSUAL", what, "check the amount", path=path)


def _medians(scenario: Scenario) -> Iterator[Problem]:
    """Contract values whose author says neither mean nor median, where that makes a difference."""
    for name, segment in scenario.market.segments.items():
        path = ("market", "segments", name, "contract_value")
        said = said_at(scenario.document, path)
        if isinstance(said, dict) and said.keys() & {"mean", "median"}:
            continue
        if segment.mean_value > SKEWED * segment.contract_value:
            median, mean = roughly(segment.contract_value), roughly(segment.mean_value)
            what = f"a number is the median, {median}, and the mean with this spread is {mean}"
            written = said["value"] if isinstance(said, dict) else said or median
            hint = f"write `{{mean: {written}}}` if the mean was meant, or `{{median: {written}}}`"
            yield Problem("W_MEDIAN", what, hint, path=path)
