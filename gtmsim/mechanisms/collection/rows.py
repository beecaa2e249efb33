"""Rows of bills after they are written: what is found unpaid on day 0, what is paid, and what never is."""

from gtmsim.journal.catalogue import Event, row

OWING = ("customer", "PAUSED", "CHURNED", "CLOSED_DOWN", "CUT_OFF")  # states in which an account may owe


def _cut_off(event: Event) -> str:
    why = "as our own firm ends" if event.detail else "for a bill that was not paid"
    return f"cut off {why}: {event.money} a month is lost"


def _paid(event: Event) -> str:
    late = f"{event.days} late" if event.value > 0.0 else "on time"
    return f"paid {event.money}, {late}"


OPENING_BILL = row(
    100,
    "a bill of before that day 0 finds unpaid",
    may_follow=("customer",),
    detail="0, and down from there for older ones",
    amount="what is owed",
    int_value="its age in microseconds",
    value="its age in days",
    tells="owes {money} of a bill {days} old",
)
PAID = row(
    101,
    "a bill was paid",
    may_follow=OWING,
    cash="collected",
    detail="which of the account's bills, from 1; 0 and below: of before day 0",
    amount="what is received",
    int_value="its age in microseconds",
    value="days after it was due",
    tells=_paid,
)
PAID_BACK = row(
    102,
    "a credit on a bill that had been paid was paid back, after `CREDITED`",
    may_follow=("CLOSED_DOWN", "CUT_OFF"),
    cash="collected",
    detail="as in `PAID`",
    amount="negative",
    int_value="age of the bill in microseconds",
    tells="{money} of it was paid back",
)
WRITTEN_OFF = row(
    103,
    "a bill that nobody pays was written off",
    may_follow=OWING,
    money="bad_debt",
    detail="as in `PAID`",
    amount="what is lost",
    int_value="its age in microseconds",
    value="days after it was due",
    tells="{money} is written off, {days} after it was due",
)
REMINDED = row(
    104,
    "a reminder of a bill that is overdue",
    may_follow=OWING,
    money="administration",
    refunds=True,
    detail="as in `PAID`",
    amount="its cost, which may be 0",
    value="days after it was due",
    tells="reminded, {days} after the bill was due",
)
CUT_OFF = row(
    105,
    "the customer was cut off, as a bill was not paid: involuntary churn",
    state="cut_off",
    may_follow=("customer",),
    mrr="end",
    detail="1 where our own firm has ended, else 0",
    amount="change of MRR, negative",
    int_value="0",
    tells=_cut_off,
)
