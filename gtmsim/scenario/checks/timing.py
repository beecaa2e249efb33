"""Dates that lie where nothing happens: steps of a lever, rows of a table and days off that the run never meets."""

import datetime
from collections.abc import Iterator

from gtmsim.scenario.checks.said_where import wrote_start
from gtmsim.scenario.checks.unusual import said_at
from gtmsim.scenario.language.param import Schedule, values
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.sections.policies import Policies
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]
LEAP = 29  # of February


def odd_dates(scenario: Scenario) -> Iterator[Problem]:
    """Warnings about dates that the run never meets."""
    start, end = scenario.run.start, end_of(scenario)
    for path, _, value in values(scenario):
        if path[-1] == "ends" and isinstance(value, datetime.date):
            yield from _last_day(path, value)
        if isinstance(value, Schedule) and not value.monthly:
            yield from _steps(scenario, path, value, start, end)
    yield from _rows(scenario, start, end)
    yield from _holidays(scenario, start, end)


def end_of(scenario: Scenario) -> datetime.date:
    """The first day after the horizon."""
    start = scenario.run.start
    month = start.year * 12 + start.month - 1 + scenario.run.months
    return datetime.date(month // 12, month % 12 + 1, 1)


def meant_year(day: datetime.date, start: datetime.date, end: datetime.date) -> str:
    """A hint with the same day of a year that the run meets; empty if there is none."""
    for year in range(start.year, end.year + 1):
        if day.month == 2 and day.day == LEAP:
            continue
        if start <= day.replace(year=year) < end:
            return f"did you mean `{day.replace(year=year)}`?"
    return ""


def _last_day(path: Path, ends: datetime.date) -> Iterator[Problem]:
    """The last day of a month as the first without something: most likely meant as the last with it."""
    following = ends + datetime.timedelta(days=1)
    if following.day == 1:
        last = ends - datetime.timedelta(days=1)
        what = f"`ends` is the first day without it, so that the last one with it is {last}"
        yield Problem("W_UNUSUAL", what, f"did you mean `{following}`, with all of the month?", path=path)


def _steps(
    scenario: Scenario, path: Path, value: Schedule, start: datetime.date, end: datetime.date
) -> Iterator[Problem]:
    """Steps of a lever that are never in force."""
    said = said_at(scenario.document, path)
    keys = {str(key): key for key in said} if isinstance(said, dict) else {}
    for place, date in enumerate(value.dates):
        after = value.dates[place + 1] if place + 1 < len(value.dates) else None
        text = "start" if date is None else date.isoformat()
        at = (*path, keys[text]) if text in keys else path
        if date is not None and date >= end:
            what = f"{date} is never reached: the run ends on {end - datetime.timedelta(days=1)}"
            hint = meant_year(date, start, end)
            hint = "" if any(f"`{each}`" in hint for each in value.dates) else hint
            yield Problem("W_UNUSED", what, hint or "leave it out, or make the run longer", path=at)
        elif after is not None and after <= start:
            what = f"`{text}` is never in force: {after} follows, and the run begins on {start}"
            hint = meant_year(after, start + datetime.timedelta(days=1), end) if after < start else ""
            late = {str(key): key for key in said}.get(after.isoformat()) if isinstance(said, dict) else None
            if date is None and late is not None and not wrote_start(scenario, path, said):
                # Nobody wrote `start`: it is what stood there before a variant said the step.
                what, at = f"{after} lies before the run, which begins on {start}: it holds all the time", (*path, late)
            yield Problem("W_UNUSED", what, hint or "leave it out", path=at)


def _rows(scenario: Scenario, start: datetime.date, end: datetime.date) -> Iterator[Problem]:
    """Rows of decision tables that are never in force."""
    for point in type(Policies()).model_fields:
        for place, row in enumerate(getattr(scenario.plan.policies, point).rows):
            path = ("plan", "policies", point, "rows", place)
            if row.starts is not None and row.starts >= end:
                what = f"the row begins on {row.starts}: the run ends on {end - datetime.timedelta(days=1)}"
                yield Problem(
                    "W_UNUSED", what, meant_year(row.starts, start, end) or "leave it out", path=(*path, "starts")
                )
            elif row.ends is not None and row.ends <= start:
                what = f"the row ends on {row.ends}: the run begins on {start}"
                yield Problem(
                    "W_UNUSED", what, meant_year(row.ends, start, end) or "leave it out", path=(*path, "ends")
                )


def _holidays(scenario: Scenario, start: datetime.date, end: datetime.date) -> Iterator[Problem]:
    """Calendars whose days off all lie outside the run."""
    teams = scenario.plan.teams
    calendars: list[tuple[Path, list[datetime.date]]] = [
        (("plan", "working_hours", "holidays"), scenario.plan.working_hours.holidays)
    ]
    for name in ("sdr", "ae", "csm"):
        own = getattr(teams, name)
        if own is not None and own.working_hours is not None:
            calendars.append((("plan", "teams", name, "working_hours", "holidays"), own.working_hours.holidays))
    for path, days in calendars:
        if days and not any(start <= day < end for day in days):
            what = f"no day off lies in the run, from {start} to {end - datetime.timedelta(days=1)}"
            yield Problem("W_UNUSED", what, meant_year(days[0], start, end) or "leave them out", path=path)
