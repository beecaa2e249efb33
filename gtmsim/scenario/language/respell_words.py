"""The words that people write beside numbers, and what they mean."""

import re
from fractions import Fraction

COUNTED = ("money", "money/month", "money/year", "count", "lead/day", "1/month", "1/day")  # seldom with three decimals
TIMES = {
    "minute": "minutes minute mins min mn m' minuten",
    "hour": "hours hour hrs hr h stunden stunde std",
    "day": "days day d daily tag tagen",
    "week": "weeks week wks wk w weekly wochen woche",
    "month": "months month mos mo mths mth mon monthly pm monate monat",
    "quarter": "quarters quarter qtrs qtr q quarterly",
    "year": "years year yrs yr y yearly annually annual annum pa p jahre jahr",
}
TIME = {word: time for time, words in TIMES.items() for word in words.split()}
DAYS = {"minute": Fraction(1, 1440), "hour": Fraction(1, 24), "day": Fraction(1), "week": Fraction(7)}
DAYS |= {"month": Fraction(487, 16), "quarter": Fraction(1461, 16), "year": Fraction(1461, 4)}
ADVERBS = ("daily", "weekly", "monthly", "quarterly", "yearly", "annually", "annual", "pm", "pa")
EACH = ("per", "a", "an", "each", "every", "pro", "/")
PERCENT = ("%", "percent", "pct", "prozent", "pc")
SCALES = {
    **dict.fromkeys(("k", "thousand", "thousands", "tsd", "tausend", "grand"), "k"),
    **dict.fromkeys(("mio", "mln", "million", "millions", "mm", "mn", "mill"), "M"),
    **dict.fromkeys(("bn", "billion", "billions", "mrd"), "bn"),
}
NUMERALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
CURRENCIES = {
    **dict.fromkeys(("dollar", "dollars"), "USD"),
    **dict.fromkeys(("euro", "euros"), "EUR"),
    **dict.fromkeys(("pound", "pounds"), "GBP"),
}
_THINGS = """ae aes sdr sdrs csm csms fte ftes rep reps hire hires head heads headcount person people persons employee
employees colleague colleagues seller sellers staff customer customers account accounts deal deals opportunity
opportunities lead leads contact contacts seat seats member members meeting meetings stage stages replication
replications repetition repetitions run runs view views visit visits asset assets article articles post posts case cases
event events unit units"""
THINGS = frozenset(_THINGS.split())  # what is counted, which a number says by its place
COUNTS = ("count", "lead/day", "1/day", "1/month")  # units of such numbers
WORKING = ("working", "business", "work")
CALENDAR_DAYS = Fraction(7, 5)  # of a working day
RANGE = re.compile(r"\s*(?:-|–|—|to|\.\.+|\+-|±)\s*")
TERMS = {
    **{word: word for word in ("monthly", "quarterly", "annual", "annually", "yearly")},
    "month-to-month": "monthly",
    "month to month": "monthly",
    "rolling monthly": "monthly",
}
