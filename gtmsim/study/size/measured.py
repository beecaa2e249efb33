"""How large a run will be, and what makes it so large: a trial, counted by where its rows come from."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from gtmsim.journal.kinds import Kind
from gtmsim.scenario.checks.allocation import Path, rounded
from gtmsim.scenario.language.spelling import plain
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.size.growth import Brought, brought
from gtmsim.study.size.trial import Trial, trial

PER_RETURN = 4.0  # rows of a lead that comes back
SMALLER = "make it smaller"
OFTEN = 12.0  # renewals of a customer that are worth a word


class Part(NamedTuple):
    """A part of a replication's rows, and what they come of."""

    events: float
    what: str
    path: Path
    value: float = 0.0  # of the parameter there, if rows grow with it [its unit]
    would_do: str = SMALLER  # what to write instead; `{}` stands for a smaller value


class Size(NamedTuple):
    """Expected size of one replication, as a trial has it."""

    leads: float
    opportunities: float
    customers: float  # new ones, and those of day 0
    events: float
    parts: tuple[Part, ...]  # the largest first
    brings: dict[str, Brought]  # by segment
    whole: bool  # was the trial told to the end?

    @property
    def cause(self) -> Part:
        """What makes the most of the events."""
        return self.parts[0]

    @property
    def besides(self) -> float:
        """Events that stay if there is less of that: those of other channels, customers and deals of day 0."""
        return sum(part.events for part in self.parts[1:] if part.value > 0.0)


def size_of(scenario: Scenario) -> Size:
    """How large one replication is, measured by living it or a part of it."""
    tried = trial(scenario)
    journal, times = tried.prefix.journal, tried.more / tried.share

    def count(*kinds: Kind) -> float:
        return float(np.count_nonzero(journal.of(*kinds))) * times

    brings = brought(tried.prefix, tried.inputs)
    parts = sorted(_parts(scenario, tried, times, brings), key=lambda part: -part.events)
    return Size(
        count(Kind.LEAD),
        count(Kind.OPPORTUNITY),
        count(Kind.OPENING_CUSTOMER, Kind.NEW_CUSTOMER),
        sum(part.events for part in parts),
        tuple(parts),
        brings,
        tried.prefix.whole,
    )


def _parts(scenario: Scenario, tried: Trial, times: float, brings: dict[str, Brought]) -> Iterator[Part]:
    journal, inputs = tried.prefix.journal, tried.inputs
    lives = journal.entity != 0
    yield Part(tried.more * float(np.count_nonzero(~lives)), "the books of the firm", ("run", "months"))
    returns = (journal.kind == Kind.RECYCLED) & lives
    again = PER_RETURN * float(np.count_nonzero(returns))
    others = max(0.0, 1.0 - again / max(1.0, float(np.count_nonzero(lives))))
    yield Part(
        again * times,
        "nurtured leads that answer again and again",
        ("plan", "policies", "nurture"),
        0.0,
        "drop leads after some rounds: a row with a test of `round`",
    )
    run, referred = scenario.run, len(inputs.channels)
    for c, channel in enumerate(inputs.channels):
        rows = lives & (journal.channel == c)
        leads = times * np.count_nonzero(rows & (journal.kind == Kind.LEAD))
        most = scenario.market.channels[channel.name].max_leads
        yield Part(
            others * times * float(np.count_nonzero(rows)) + tried.looks[channel.name],
            f"channel `{channel.name}`, which brings about {rounded(leads)} leads in {run.months} months"
            + _renewals(tried, rows),
            ("market", "channels", channel.name, "max_leads"),
            most,
            "`max_leads` of {} per day would do",
        )
    found = np.isin(journal.entity, journal.entity[journal.kind == Kind.OPENING_CUSTOMER])
    for g, segment in enumerate(inputs.segments):
        rows = lives & (journal.segment == g)
        yield Part(
            others * times * float(np.count_nonzero(rows & (journal.channel == referred))),
            *_referrals(scenario, segment.name, brings),
        )
        own, said = rows & (journal.channel < 0), initial_of(scenario)
        customers, deals = said.customers.get(segment.name, 0), said.pipeline.get(segment.name, 0)
        yield Part(
            times * float(np.count_nonzero(own & found)),
            f"the {customers:,} starting customers of segment `{segment.name}`" + _renewals(tried, own & found),
            ("run", "initial", "customers", segment.name),
            customers,
            "{} customers would do",
        )
        yield Part(
            times * float(np.count_nonzero(own & ~found)),
            f"the pipeline of segment `{segment.name}`",
            ("run", "initial", "pipeline", segment.name),
            deals,
            "{} deals would do",
        )


def _referrals(scenario: Scenario, segment: str, brings: dict[str, Brought]) -> tuple[str, Path, float, str]:
    what, path = f"the referrals of segment `{segment}`", ("market", "referrals", "rate")
    said, each = scenario.market.referrals, brings[segment].each if segment in brings else 0.0
    if said is None or each <= 1.0:
        return what, path, 0.0, SMALLER
    enough = plain(float(f"{0.9 * said.rate / each:.1g}"))
    return (
        f"{what} (each brings about {each:.2g} customers in its life)",
        path,
        0.0,
        f"at a rate of {enough} per year it would bring fewer than one",
    )


def _renewals(tried: Trial, rows: np.ndarray) -> str:
    """A word on customers who renew very often."""
    journal = tried.prefix.journal
    kind = journal.kind[rows]
    customers = float(np.count_nonzero(np.isin(kind, (Kind.NEW_CUSTOMER, Kind.OPENING_CUSTOMER))))
    each = float(np.count_nonzero(kind == Kind.RENEWAL_DUE)) / max(1.0, customers)
    if each < OFTEN:
        return ""
    until = ", since the run follows them to extinction" if tried.inputs.run_off else ""
    return f", whose customers come up for renewal about {rounded(each)} times each{until}"
