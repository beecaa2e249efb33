"""Units that a parameter may be declared in: what they are called, how they are written, how far they reach."""

from fractions import Fraction

DAYS = {  # days in one unit of time; a month is a twelfth of 365.25 days
    "second": Fraction(1, 86_400),
    "minute": Fraction(1, 1_440),
    "hour": Fraction(1, 24),
    "day": Fraction(1),
    "week": Fraction(7),
    "month": Fraction(487, 16),
    "quarter": Fraction(1_461, 16),
    "year": Fraction(1_461, 4),
}
_WRITINGS = {
    "second": "s sec secs second seconds",
    "minute": "min mins minute minutes",
    "hour": "h hr hrs hour hours",
    "day": "d day days",
    "week": "w week weeks",
    "month": "month months",
    "quarter": "quarter quarters",
    "year": "y yr year years",
}
TIMES = {writing: time for time, writings in _WRITINGS.items() for writing in writings.split()}
TERMS = {"monthly": 1, "quarterly": 3, "annual": 12, "annually": 12, "yearly": 12}  # calendar months

EXAMPLES = {  # declared unit -> a writing that is accepted
    "day": "45 days",
    "hour": "40h",
    "month": "12 months",
    "money": "12k",
    "money/month": "30k per month",
    "money/year": "100k per year",
    "lead/day": "12 per day",
    "1/year": "15% per year",
    "1/month": "4 per month",
    "1/day": "20 per day",
    "share": "30%",
    "1": "1.5",
    "count": "3",
    "date": "2026-01-31",
    "clock": "9h",
}
MEANS = {  # declared unit -> what it is called in an error
    "day": "a duration",
    "hour": "a time of work",
    "month": "whole calendar months",
    "money": "an amount of money",
    "money/month": "an amount of money a month",
    "money/year": "an amount of money a year",
    "lead/day": "a number of leads with its period",
    "1/year": "a rate",
    "1/month": "a number a month",
    "1/day": "a number a day",
    "share": "a share from 0 to 1",
    "1": "a plain number",
    "count": "a whole number",
    "date": "a date",
    "clock": "an hour of the day",
}
CEILINGS = {  # beyond these nothing that a firm plans is meant, and cents or microseconds would not fit 64 bits
    "day": 365_250.0,
    "hour": 8_766_000.0,
    "month": 12_000,
    "money": 1e12,
    "money/month": 1e12,
    "money/year": 1e12,
    "clock": 24.0,
    "count": 10**18 - 1,
}
CEILING = 1e15
