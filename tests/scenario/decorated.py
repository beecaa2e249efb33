"""Numbers as people decorate them, each with what a plain reader would say it means: an oracle that reads no gtmsim.

Under each parameter: the values that a writing may mean, in the parameter's unit (`nothing`: it is no one number, so
that no hint may claim one), then such writings.
"""

from typing import NamedTuple


class Decorated(NamedTuple):
    """A writing of a parameter and the values that it may mean."""

    path: str
    text: str
    means: tuple[float, ...]

    def __str__(self) -> str:
        return f"{self.path}={self.text}"


STANDING = {  # what the firm of the test says
    "plan.teams.ae.headcount": 6,
    "plan.spend.search": 35_000,
    "plan.overhead": 25_000,
    "plan.uplift": 0.03,
    "plan.proof.level": 1.0,
    "plan.referral_reward": 500,
    "market.segments.solo.churn": 0.14,
    "market.segments.dso.success_hours": 8,
    "market.selling.window": 5 * 30.4375,
    "market.channels.dealers.fee": 300,
    "market.channels.search.ceiling": 180 / 30.4375,
    "market.channels.search.carry_over": 7.0,
    "run.months": 24,
}
TABLE = """
[plan.teams.ae.headcount]
8 = +2 AEs | +2 people | +2 FTE | +2 reps | +2AEs | +2 hires | +2 more AEs | +2 additional | two more | 2 more
8 = 2 extra | 2 additional AEs | another two | another 2 AEs | plus 2 | plus two | add 2 | up by 2 | up 2
8 = increase by 2 | an extra 2 | raise to 8 | increase to eight | 8 FTE | eight | eight AEs | ~8 | 8 people
4 = -2 AEs | -2 people | -2 FTE | -2 heads | -2 fewer AEs
5 = one fewer | 1 less | minus 1 | minus one | reduce by 1 | one AE fewer
7 = another AE | one more | 1 more AE | by one
12 = double | doubled | twice | 2 times | twice as many | 2-fold
3 = half | halve | half as many | 50 percent fewer
9 = 50% more
8 or 9 = +2.5 | 2.5 more
4 or 5 = -1.5 AEs
nothing = 2+ | at least 2 | > 2 | not 2 | no more than 2 | 2 or more | max 8 | 2 or 3 | 2? | (2) | +2 -1 | up to 8
nothing = 2 more or less | <= 8 | != 6 | 2 per month | +2 per quarter | 2 AEs until June | 8 minus 2 | never | -
nothing = 2 more in 2027 | no AEs | 8 of 10 | 8% | 2 months | 8 EUR | 2k EUR
[plan.spend.search]
40000 = +5k a month | 5k more | 5k more per month | +5 k | +5K | plus 5k | 5k extra a month | +60k annually
40000 = +60k p.a. | +5,000 | 40K | 40k monthly | 480k a year | 480k yearly | 120k quarterly | 120k a quarter
40000 = 40k each month | $40K
30000 = 5k less | minus 5k | -5K | -5,000 | 5k less per month | reduce by 5k
38500 = 10% more | 10 percent more | up 10% | +10 percent | 10% higher | +10pct
31500 = 10% less | down 10% | minus 10% | 10 % lower | cut by 10% | -10 per cent | -3,5k
21741.07143 = 5k weekly | 5k a week | 5K/week
70000 = double | 2 times | twice as much
40000 or 35005 = +5.000
40250 or 35005.25 = +5.250
45000 = +1e4 per month
nothing = 40k+ | up to 40k | <40k | at least 40k | 40k max | 40k or less | not 40k | 40k per lead | 40%
nothing = 40k per month per channel | 40k a year plus tax | 40k?
[plan.overhead]
35000 = +1e4
10000 = to 1e4
35000 or 25010 = +10.000
24000 = -1 000
26000 = +1_000
[market.segments.solo.churn]
0.12 = 2 points less | -2 %-points | minus 2 pp | 2 percentage points lower | -2pts
0.16 = 2 points more | plus 2 points | 2 pp higher | 16% annually | 16% p.a. | 16 pct | 16 % yearly
0.07 = -50% | 50% less | half | 50 percent lower | halved
0.126 or 0.04 = 10% lower
0.154 or 0.24 = 10% more
nothing = 1% per month | 1% monthly | 1.2% a month | 16%+ | < 16% | 16% per quarter
[market.segments.dso.success_hours]
0.5 = 6h per year | 6h yearly | 6 hours a year | 6 hrs p.a. | 6h/year | 30 minutes a month
8.696428571 = 2h per week | 2 hours weekly | 120 minutes a week
1 = 3h per quarter | 1 hour monthly | 1h each month
9 = 1 hour more | +1 hour a month | 1h extra | plus 1h | +12h a year | 1 more hour
7 = 1 hour less | -1 hour a month | minus 1h | one hour less
nothing = 6h per deal | 6h+ | up to 6h | 6h or more | no hours
[run.months]
36 = 3 years | 36 months | 3 yrs | 12 quarters | 36 mo | +12 months | +1 year | 1 year more | one more year
36 = 12 more months
12 = 1 year | a year | one year | 12 months less | -1 year | half
18 = 1.5 years
nothing = 3 years per plan | 100 weeks | 3 decades | until 2028 | 3 years or more
[market.selling.window]
45 = 45 Days | 45days | 45 tage | 45 dys
166.1875 = two weeks more | +2 wks | 2 weeks more | plus 2 weeks
138.1875 = two weeks less | -2 wks | minus 2 weeks | 14 days less
42 = 30 working days | 6 wks | six weeks | 6-week
nothing = 45 days+ | > 45 days | 45 days or more | within 45 days | 45 per day | 2 weeks ago
[plan.uplift]
0.05 = 5% a year | 5% p.a. | 2 points more
nothing = 5% per month | 5%+
[plan.proof.level]
1.5 = 1.5 times | 50% more
2 = double
0.5 = 0.5 less
nothing = 1.5 per month
[market.channels.dealers.fee]
350 = 50 more | +50 EUR
270 = 10% off
nothing = 300 per month | 0.3k per year
[market.channels.search.ceiling]
6.570841889 = 200 leads a month | 20 more per month | +20 leads monthly
200 or 6.570841889 = 200
nothing = 200+ per month
[market.channels.search.carry_over]
14 = 2 weeks | 1 week more | +7 d.
nothing = 7 days or so | not 7 days
[plan.referral_reward]
550 = +50 EUR
400 = 100 less
nothing = +50 each | 500 per deal | 1k+
"""


def every() -> list[Decorated]:
    """All writings of the table."""
    found, path = [], ""
    for line in TABLE.strip().splitlines():
        if line.startswith("["):
            path = line.strip("[]")
            continue
        meant, _, texts = line.partition(" = ")
        means = () if meant == "nothing" else tuple(float(one) for one in meant.split(" or "))
        found += [Decorated(path, text, means) for text in texts.split(" | ")]
    return found
