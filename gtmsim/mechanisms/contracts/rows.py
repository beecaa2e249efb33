"""Rows of the terms that are offered, and of what is paid once."""

from gtmsim.journal.catalogue import Event, row

YEAR = 12
BILLS = {1: "monthly", 3: "quarterly", 12: "yearly"}


def _offered(event: Event) -> str:
    term, bill = event.detail, event.int_value
    lasts = f"{term // YEAR} year{'s' if term > YEAR else ''}" if term % YEAR == 0 else f"{term} months"
    billed = "at once" if bill >= term > 1 else BILLS.get(bill, f"every {bill} months")
    return f"a contract of {lasts if term > 1 else 'one month'} is offered, billed {billed}{_less(event.value)}"


def _less(discount: float) -> str:
    return f", {discount:.1%} off" if discount else ""


OFFERED = row(
    28,
    "a term is chosen of those that are offered to a buyer, or to a customer at a renewal",
    may_follow=("OPPORTUNITY", "NOTICE_DUE", "RENEWAL_DUE"),
    share=True,
    detail="months of the term",
    int_value="months that a bill is for",
    value="discount for the term and for paying at once",
    tells=_offered,
    rare=True,
)
INTRODUCED = row(
    49,
    "a win pays less at first: an introductory discount",
    may_follow=("WON",),
    share=True,
    detail="months for which it does",
    amount="what is taken off a month",
    int_value="MRR without it",
    value="discount",
    tells=lambda event: f"pays {event.value:.1%} less for {event.detail} month{'s' if event.detail != 1 else ''}",
    rare=True,
)
SETUP_FEE = row(
    29,
    "a new customer pays once for being set up",
    may_follow=("NEW_CUSTOMER",),
    money="receipt",
    cash="collected",  # with the signature, whatever the terms of bills
    amount="its money",
    tells="pays {money} once for being set up",
)
