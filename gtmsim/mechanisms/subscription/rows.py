"""Rows of a customer: recurring revenue, renewals and invoices."""

from gtmsim.journal.catalogue import BEGINNING, Event, row

MONTH = 30.4375  # days


def _opening(event: Event) -> str:
    months = round(event.value / MONTH)
    return f"customer for {months} month{'' if months == 1 else 's'} already, {event.level} a month"


def _uplifted(event: Event) -> str:
    why = "the introductory discount ends, " if event.value else ""
    return f"{why}price rise of {event.money} a month, now {event.level} a month"


def _noticed(event: Event) -> str:
    return f"gives notice{' for all we tried' if event.value else ''}: {event.level} a month will be lost"


def _churned(event: Event) -> str:
    if event.detail:
        return f"nobody signs another contract in time: {event.money} a month is lost"
    return f"churned{' for all we tried' if event.value else ''}: {event.money} a month is lost"


def _invoiced(event: Event) -> str:
    less = ", less what was to its credit" if event.value else ""
    return f"invoiced {event.money} for {event.detail} month{'s' if event.detail != 1 else ''}{less}"


def _cotermed(event: Event) -> str:
    of = f"{event.value:.0%} of {event.detail} month{'s' if event.detail != 1 else ''}"
    return f"{event.money} is billed for what it adds in the rest of its bill, {of}"


def _served(event: Event) -> str:
    return f"serving this term costs {event.money}" if event.amount >= 0 else f"{event.money} of serving is saved"


OPENING_CUSTOMER = row(
    30,
    "a customer of day 0",
    state="customer",
    may_follow=(BEGINNING,),
    mrr="gain",
    detail="months of its contracts, where day 0 finds several lengths",
    amount="MRR",
    int_value="MRR after",
    value="days since its first contract",
    tells=_opening,
    formerly="OPENING",
)
NEW_CUSTOMER = row(
    31,
    "a win starts to pay",
    state="customer",
    may_follow=("WON",),
    mrr="gain",
    amount="MRR",
    int_value="MRR after",
    tells="a new customer, now {level} a month",
    formerly="NEW",
)
NOTICE_DUE = row(
    46,
    "the last day to give notice came: whether the contract is the last one is decided",
    state="customer",
    may_follow=("customer",),
    detail="renewal, from 1",
    tells="notice for the end of the contract is due, renewal {detail}",
)
NOTICE_GIVEN = row(
    47,
    "the customer gave notice: it leaves at the end of its contract",
    state="customer",
    may_follow=("NOTICE_DUE",),
    mrr="none",
    detail="renewal",
    amount="0",
    int_value="MRR",
    value="1 if we tried to keep it",
    tells=_noticed,
    rare=True,
)
NOTICE_MISSED = row(
    48,
    "it wanted to leave and missed the last day to say so: it stays for another term",
    state="customer",
    may_follow=("NOTICE_DUE",),
    detail="renewal",
    int_value="MRR",
    tells="wants to leave and misses the day until which it had to say so",
)
RENEWAL_DUE = row(
    33,
    "a contract came to its end",
    state="renewal",
    may_follow=("customer",),
    detail="renewal, from 1",
    int_value="1 where it was decided when notice was due",
    tells="the contract comes up for renewal {detail}",
)
RENEWED = row(
    34,
    "it was renewed",
    state="customer",
    may_follow=("renewal",),
    detail="renewal",
    tells="renewed, renewal {detail}",
)
UPLIFTED = row(
    35,
    "the price rose at a renewal, or as agreed: at the end of a contract year or of an introductory discount",
    may_follow=("customer",),
    mrr="gain",
    amount="change of MRR",
    int_value="MRR after",
    value="1 where an introductory discount ended",
    tells=_uplifted,
)
EXPANDED = row(
    36,
    "the customer buys more",
    may_follow=("customer",),
    mrr="gain",
    amount="change of MRR",
    int_value="MRR after",
    tells="expanded by {money} a month, now {level} a month",
)
CONTRACTED = row(
    37,
    "the customer buys less",
    may_follow=("customer",),
    mrr="loss",
    amount="change of MRR, negative",
    int_value="MRR after",
    tells="contracted by {money} a month, now {level} a month",
)
CHURNED = row(
    38,
    "the contract was not renewed",
    state="churned",
    may_follow=("RENEWAL_DUE", "PAUSE_ENDED"),
    mrr="end",
    amount="change of MRR, negative",
    int_value="0",
    detail="1 where nobody signed another in time",
    value="1 if we tried to keep it",
    tells=_churned,
    rare=True,
)
CLOSED_DOWN = row(
    39,
    "the customer's firm closed",
    state="closed",
    may_follow=("customer",),
    mrr="end",
    amount="change of MRR, negative",
    int_value="0",
    tells="the customer's firm closed: {money} a month is lost",
    formerly="FAILED",
)
INVOICED = row(
    50,
    "a contract term was billed, or a part of it: a year at most where nothing else is agreed",
    may_follow=("customer",),
    money="receipt",
    detail="months that are billed",
    amount="their money",
    int_value="part of it that agreed price rises within these months add",
    value="cents that a credit has taken off it, as `CREDIT_DUE` says",
    tells=_invoiced,
)
COTERMED = row(
    45,
    "what an expansion within a term adds was billed for the rest of the bill in force",
    may_follow=("customer",),
    money="receipt",
    detail="months of that bill, or of its contract year where prices rise as agreed",
    amount="their share that is left, and the contract years of the bill that follow",
    int_value="part of it that is for the contract years that follow",
    value="share of the months that is left",
    tells=_cotermed,
)
CREDIT_DUE = row(
    132,
    "what a contraction within a term leaves of the bill in force will be taken off the next bill",
    may_follow=("customer",),
    detail="months of that bill, or of its contract year where prices rise as agreed",
    amount="their share that is left, and the contract years of the bill that follow",
    int_value="part of it that is for the contract years that follow",
    value="share of the months that is left",
    tells="{money} of the bill in force will be taken off the next one",
    rare=True,
)
CREDITED = row(
    51,
    "the unserved rest of the bill in force, after `CLOSED_DOWN` or `CUT_OFF`",
    may_follow=("CLOSED_DOWN", "CUT_OFF"),
    money="receipt",
    refunds=True,
    detail="1 of what was `COTERMED`",
    amount="negative",
    int_value="age of the bill in microseconds, where it may be unpaid; else 0",
    tells="credited {money} for what was not served",
)
COGS = row(
    52,
    "cost of serving what is billed",
    may_follow=("customer", "CLOSED_DOWN", "CUT_OFF"),
    money="cogs",
    refunds=True,
    amount="negative after `CLOSED_DOWN` or `CUT_OFF`",
    tells=_served,
    formerly="SERVED",
)
