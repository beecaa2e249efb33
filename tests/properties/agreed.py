"""What contracts say, read anew from the plan and the rows that tell which term was chosen."""

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from gtmsim.journal.kinds import Kind

if TYPE_CHECKING:
    from properties.told import Row, Told

DAY = 24 * 3_600_000_000
NAMES = {"monthly": 1, "quarterly": 3, "annual": 12, "annually": 12, "yearly": 12}


class Agreed(NamedTuple):
    """A contract's term and what goes with it."""

    months: int
    billing: int = 12
    escalator: float = 0.0
    discount: float = 0.0
    fee: int = 0  # cents
    ends: bool = False  # does the discount, with the first term?
    notice: int = 0  # days before its end
    automatic: bool = True  # does it go on by itself?
    less: float = 0.0  # share that is taken off at first
    lasts: int = 0  # months of that
    until: int | None = None  # or the instant that ends it

    def then(self) -> "Agreed":
        """What holds after the first term."""
        return self._replace(discount=0.0 if self.ends else self.discount, fee=0, ends=False, less=0.0)

    def rises(self, term: int) -> int:
        """How often the price rises as agreed within a term of so many months."""
        return (term - 1) // 12 if self.escalator else 0

    def cheaper(self, told: "Told", signed: int) -> int:
        """Months for which a contract that is signed at an instant costs less."""
        if not self.less or self.until is None:
            return self.lasts if self.less else 0
        return next(n for n in range(61) if n == 60 or told.later(signed, n) >= self.until)


def length(term: str) -> int:
    """Months of a term by its name."""
    return NAMES.get(term) or int(term.split()[0])


def agreed_in(told: "Told", row: "Row", renewal: bool) -> Agreed:
    """What a row says that was chosen, of what the plan offers on its day."""
    offers = told.plan.renewal_offers if renewal else told.plan.offers
    said: Any = offers[told.header.segments[row.segment]]
    day = row.time // DAY
    shares = {length(name): told.on(lever, day) for name, lever in said.terms.items()}
    if not shares:
        shares = {told.term(row.segment) if said.term is None else int(told.on(said.term, day)): 1.0}
    assert shares[row.sub] > 0.0, row
    bill = 12 if said.billing is None else int(told.on(said.billing, day))
    assert row.level == min(bill, row.sub), row
    less = [told.on(lever, day) for name, lever in said.discounts.items() if length(name) == row.sub]
    less += [told.on(said.prepaid_discount, day)] if bill >= row.sub > 1 else []
    discount = 1.0 - math.prod(1.0 - one for one in less)
    assert math.isclose(row.number, discount, abs_tol=1e-12), row
    rises = told.on(said.escalator, day) if row.sub > 12 else 0.0
    fee = 0 if renewal else math.floor(told.on(said.setup_fee, day) * 100.0 + 0.5)
    found = Agreed(row.sub, row.level, rises, row.number, fee, not renewal and said.first_term_only)
    notice = math.floor(told.on(said.notice_period, day) + 0.5) if said.renews_automatically else 0
    found = found._replace(notice=notice, automatic=said.renews_automatically)
    first = None if renewal else said.introductory
    if first is None:
        return found
    until = None if first.until is None else (first.until - told.start).days * DAY
    return found._replace(less=told.on(first.discount, day), lasts=first.lasts or 0, until=until)


def agreements(told: "Told", life: "list[Row]") -> "dict[int, Agreed]":
    """Under the identity of each row that tells of a term: what was agreed."""
    renewal, found = False, {}
    for row in life:
        renewal |= row.kind in (Kind.NEW_CUSTOMER, Kind.OPENING_CUSTOMER)
        if row.kind == Kind.OFFERED:
            found[id(row)] = agreed_in(told, row, renewal)
    return found


def offers_are_made(told: "Told") -> None:
    """Who is quoted a price, and whose contract ends, is offered what is offered on that day, or nothing."""
    for life in told.lives.values():
        rows = [row for row in life if row.kind != Kind.RULE_ALSO_FIRED]
        for place, row in enumerate(rows):
            name = told.header.segments[row.segment]
            if row.kind == Kind.QUOTED:
                assert (rows[place - 1].kind == Kind.OFFERED) == (name in told.plan.offers), row
            elif is_decided(row) and place + 1 < len(rows):
                assert (rows[place + 1].kind == Kind.OFFERED) == (name in told.plan.renewal_offers), row


def chosen_by_buyer(life: "list[Row]") -> "Row | None":
    """The row that says which term a buyer chose; None where nothing was offered before it signed."""
    rows = (row for row in life if row.kind in (Kind.OFFERED, Kind.NEW_CUSTOMER, Kind.OPENING_CUSTOMER))
    found = next(rows, None)
    return found if found is not None and found.kind == Kind.OFFERED else None


def bound_at(told: "Told", life: "list[Row]") -> float:
    """What the term that a buyer has chosen takes off the logit of each member of its committee."""
    said = told.market.contracts
    if said is None:
        return 0.0
    chosen = chosen_by_buyer(life)
    months = told.term(life[0].segment) if chosen is None else chosen.sub
    return float(said.commitment * (12 - months) / 12)


def dearer_at(told: "Told", life: "list[Row]", met: int) -> float:
    """What a fee that is paid once, and a discount at first, add to the logarithm of the price that is weighed."""
    quoted = [row for row in life if row.kind in (Kind.QUOTED, Kind.CLOSING_OFFER)]
    agreed = next(iter(agreements(told, life).values()), None)
    if not quoted or agreed is None:
        return 0.0
    cheaper = agreed.less * min(12, agreed.cheaper(told, met)) / 12
    return math.log(1.0 + agreed.fee / quoted[-1].amount) + math.log(1.0 - cheaper)


def is_decided(row: "Row") -> bool:
    """Does a row say that a customer decides whether it stays? At the end of a term, unless notice was due before."""
    return row.kind == Kind.NOTICE_DUE or (row.kind == Kind.RENEWAL_DUE and row.level == 0)


def fees_are_paid_once(told: "Told") -> None:
    """A new customer pays the fee that its offer says, at once, and nobody else pays one."""
    for life in told.lives.values():
        fee = next((one.fee for one in agreements(told, life).values()), 0)
        signed = [row for row in life if row.kind == Kind.NEW_CUSTOMER]
        paid = [(row.time, row.amount) for row in life if row.kind == Kind.SETUP_FEE]
        assert paid == [(row.time, fee) for row in signed if fee], life


def training_is_paid_once(told: "Told") -> None:
    """Some new customers of segments that are offered training pay the fee of their day, and what it costs follows."""
    for life in told.lives.values():
        said = told.plan.training.get(told.header.segments[life[0].segment])
        signed = {row.time for row in life if row.kind == Kind.NEW_CUSTOMER}
        fees, costs = ([row for row in life if row.kind == kind] for kind in (Kind.TRAINING_FEE, Kind.TRAINING_COST))
        assert len(fees) <= len(signed) and (said is not None or not fees), life
        for row in fees:
            fee = math.floor(told.on(said.fee, row.time // DAY) * 100.0 + 0.5)
            assert row.time in signed and row.amount == fee, row
            assert told.market.training.attach_rate > 0.0, row
        cost = 0 if said is None else math.floor(said.cost * 100.0 + 0.5)
        assert [(row.time, row.amount) for row in costs] == [(row.time, cost) for row in fees if cost], life


ABOUT_CONTRACTS = (offers_are_made, fees_are_paid_once, training_is_paid_once)
