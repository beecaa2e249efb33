"""The scenario of a firm as a file: what was said, what was derived of it, and how; every section with a comment."""

import datetime
from math import floor, log10

from gtmsim.scenario.language.renamed import VERSION
from gtmsim.study.firm.answers import MONTH, Answers
from gtmsim.study.firm.derived import HALF, LOAD, STAGES, TASK_SHARE, WINDOW, Derived

PAID = {"sdr": 0.75, "ae": 1.35, "csm": 0.85}  # assumption: of the mean pay
RAMP = {"sdr": "3 months", "ae": "5 months", "csm": "2 months"}
MONTHS = 24
MEETING = 0.2  # share of the delays that the committee takes
LONGEST = 750.0  # days of a buying window
COMMENT = 58  # column where comments begin


def text_of(
    said: Answers, found: Derived, start: datetime.date, name: str = "our plan", file: str = "plan.yaml"
) -> str:
    """The whole file."""
    lines = [*_head(said, name, file), *_market(said, found), *_plan(said), *_run(said, found, start)]
    return "\n".join(lines) + "\n"


def figures(x: float, digits: int = 4) -> str:
    """A number with at most so many significant digits, as nobody can read it in two ways."""
    if x == 0.0:
        return "0"
    places = max(0, digits - 1 - floor(log10(abs(x))))
    if places == 3 and abs(x) >= 1.0:
        places = 2  # 7.885 can be read as thousands
    text = f"{x:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(x: float) -> str:
    """An amount as people write it."""
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if abs(x) >= size and figures(x / size, 6) == figures(x / size):
            return f"{figures(x / size)}{letter}"
    return figures(x, 8)


def percent(x: float) -> str:
    """A share as a file says it."""
    return f"{figures(100.0 * x)}%"


def _line(text: str, comment: str = "") -> str:
    return f"{text.ljust(COMMENT)}# {comment}" if comment else text


def _head(said: Answers, name: str, file: str) -> list[str]:
    told = ", ".join(f"{key} {text}" for key, text in said.said.items())
    return [
        "# Our firm, from what it knows of itself:",
        *(f"#   {line}" for line in _wrapped(told)),
        "# What is in no CRM was derived, so that the firm of day 0 brings these numbers: what is `calibrated` was",
        "# found by simulating it, lines marked `assumption` are nobody's knowledge: put your own in their place.",
        f"# Is it your firm?  gtmsim check {file}        Every number:  gtmsim explain {file}",
        f'# A second plan:    gtmsim compare {file} --plan "One more AE" plan.teams.ae.headcount=+1',
        f"version: {VERSION}",
        f"name: {_quoted(name)}",
        "question: What does the plan that we have bring in over two years?",
        "",
    ]


def _market(said: Answers, found: Derived) -> list[str]:
    lines = [
        _line("market:", "what happens to us"),
        f"  currency: {said.currency}",
        _line(
            f"  cogs_share: {percent(1.0 - said['gross_margin'])}", "of revenue: 1 - gross margin; pay of CSMs is apart"
        ),
        "  channels:",
    ]
    for name, leads in said.leads.items():
        lines += _channel(name, leads, said)
    churn = percent(said["churn"])
    lines += [
        "  segments:",
        "    customers:",
        _line(
            f"      contract_value: {{mean: {money(said['acv'])} per year, cv: 0.5}}",
            "said; the spread is an assumption",
        ),
        "      committee: buyers",
        _line(f"      churn: {churn}", "said: of customers, at the end of each contract year"),
        *_stayers(said, found),
    ]
    if said["csm"]:
        comment = f"derived: {found.customers} customers keep {said['csm']:g} CSMs 85 % busy"
        lines.append(_line(f"      csm_hours: {figures(found.csm_hours, 3)}h", comment))
    return [*lines, *_buying(said, found)]


def _stayers(said: Answers, found: Derived) -> list[str]:
    """Who grows and who shrinks among the customers who stay."""
    comment = f"derived: NRR {percent(said['nrr'])} = (1 - churn) x (1 +- chance x size)"
    if found.contraction:
        size = _line("      contraction_size: 25%", "assumption")
        return [_line(f"      contraction: {percent(found.contraction)}", comment), size]
    if not found.expansion:
        return []
    size = _line(f"      expansion_size: {percent(found.expansion_size)}", "assumption: what one expansion adds")
    return [_line(f"      expansion: {percent(found.expansion)}", comment), size]


def _channel(name: str, leads: float, said: Answers) -> list[str]:
    """One channel: the curve goes through today's spend and leads, halfway up."""
    spend = said.spend[name]
    a_month = f"{figures(leads * MONTH)} leads a month"
    most, ceiling = figures(leads / HALF * MONTH), f"derived: twice today's {a_month}"
    return [
        f"    {name}:",
        _line(f"      max_leads: {most} per month", f"{ceiling}: an assumption"),
        *(_paid(spend) if spend else _free(leads, said)),
        "      segments: {customers: 100%}",
    ]


def _paid(spend: float) -> list[str]:
    comment = "derived: today's spend; 10 % more brings 5 % more leads"
    return [_line(f"      half_saturation_spend: {money(spend)} per month", comment)]


def _free(leads: float, said: Answers) -> list[str]:
    """A channel on which nobody spends: what spend would do is as in the others."""
    paid = sum(said.spend.values())
    each = paid / (MONTH * sum(x for name, x in said.leads.items() if said.spend[name])) if paid else 0.01 * said["acv"]
    half = money(float(figures(each * leads * MONTH, 2)))
    return [
        _line(f"      organic: {percent(HALF)}", "today's leads need no spend"),
        _line(
            f"      half_saturation_spend: {half} per month",
            "assumption: leads cost as much as others, should you spend",
        ),
    ]


def _buying(said: Answers, found: Derived) -> list[str]:
    meeting = figures(MEETING * found.delay, 3)
    lines = [
        _line("  committees:", "who must say yes; what convinces them is an assumption"),
        "    buyers:",
        f"      time_between_meetings: {{median: {meeting} days, sigma: 0.6}}",
        "      roles:",
        f"        decision_maker: {{decides: true, base: {figures(found.base)}}}",
        f"        user: {{base: {figures(found.base)}}}",
        f"        finance: {{price: 2.5, base: {figures(found.base)}}}",
        "  qualification:",
        "    in_market:",
        _line(f"      mql_rate: {percent(said['mql_rate'])}", "said"),
        _line(
            f"      sql_rate: {percent(found.sql_rate)}",
            f"calibrated to {percent(said['sql_rate'])} of MQLs, as they are answered",
        ),
        _line("      response_half_life: 3 days", "assumption: interest halves while a lead waits"),
        "      response_floor: 50%",
        "      abandon_after: {mean: 30 days, distribution: exponential}",
        _line(
            f"      handling_time: {{mean: {figures(found.sdr_hours, 3)}h, cv: 0.7}}",
            f"calibrated: so that SDRs are {percent(LOAD)} busy; an assumption",
        ),
        "  selling:",
        "    stages:",
    ]
    for name, work, delay in STAGES:
        hours, days = figures(work * found.ae_hours, 3), figures((1.0 - MEETING) * delay * found.delay, 3)
        lines.append(
            f"      - {{name: {name}, selling_time: {{mean: {hours}h, cv: 0.5}}, "
            f"buyer_delay: {{median: {days} days, sigma: 0.7}}, conversion: {percent(found.conversion)}}}"
        )
    return [
        *lines,
        f"    # calibrated: conversion to {percent(said['win_rate'])} won, delays to {figures(said['cycle'])} days,",
        f"    # hours so that AEs are {percent(LOAD)} busy, an assumption",
        _line(
            f"    buying_window: {{median: {figures(min(LONGEST, WINDOW * said['cycle']))} days, sigma: 0.7}}",
            "assumption: then the buyer decides nothing",
        ),
        _line("    responsiveness_half_life: 15 days", "assumption: who waits for us is less convinced"),
        _line("  coverage_effects: {churn: 1.0, expansion: 0.7}", "assumption: logits, where CSMs have no time"),
        "",
    ]


def _plan(said: Answers) -> list[str]:
    lines = [_line("plan:", "what we decide; by date: {start: 4, 2026-07-01: 5}")]
    lines += ["  spend:", *(f"    {name}: {money(spend)} per month" for name, spend in said.spend.items())]
    lines += ["  terms: {customers: 12 months}", "  teams:"]
    for team, share in PAID.items():
        heads = round(said[team])
        if heads:
            pay = money(float(figures(share * said["pay"], 3)))
            lines.append(
                f"    {team}: {{headcount: {heads}, salary: {pay} per year, "
                f"selling_time_share: {percent(TASK_SHARE[team])}, ramp: {RAMP[team]}}}"
            )
    return [
        *lines,
        _line("  commission: 10%", "assumption: of the first year's value"),
        _line("  research_share: 25%", "assumption: of revenue; so is administration"),
        "  administration_share: 15%",
        "",
    ]


def _run(said: Answers, found: Derived, start: datetime.date) -> list[str]:
    spend = ", ".join(f"{name}: {money(x)} per month" for name, x in said.spend.items())
    return [
        _line("run:", "the experiment"),
        f"  start: {start.isoformat()}",
        f"  months: {MONTHS}",
        _line("  replications: 100", "for a first look: --replications 10"),
        _line("  primary_metric: arr_end", "the metric that decides; all of them: docs/metrics.md"),
        _line("  initial:", "the firm on day 0"),
        _line(
            f"    customers: {{customers: {found.customers}}}",
            f"derived: ARR over ACV, {said.said['arr']} / {said.said['acv']}",
        ),
        _line(f"    pipeline: {{customers: {found.pipeline}}}", "calibrated: the open deals that this plan sustains"),
        f"    spend: {{{spend}}}",
        f"    cash: {money(said['cash'])}",
    ]


def _wrapped(text: str, width: int = 100) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width)


def _quoted(name: str) -> str:
    import json

    return json.dumps(name, ensure_ascii=False)
