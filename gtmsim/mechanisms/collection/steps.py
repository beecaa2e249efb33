"""A bill is owed, paid or written off; a credit is taken off what is owed first."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import note, settle_on, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.collection.rows import OPENING_BILL, PAID, PAID_BACK, REMINDED, WRITTEN_OFF
from gtmsim.mechanisms.collection.rules import bill_before, months_of_bill, payment_delay
from gtmsim.mechanisms.payment_fees.steps import pay_fee
from gtmsim.mechanisms.subscription.rows import CREDITED
from gtmsim.rules.calendar import DAY, months_after

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

NEVER_PAID, PAYMENT_DELAY = purpose("NEVER_PAID"), purpose("PAYMENT_DELAY")
OLDER = 1 << 20  # between the occasions that name the luck of bills of a run, and of those before it


@step
def due_after(w: "World", who: "Account", number: int) -> int:
    """How long after it is written a bill is due [microseconds]; those of before day 0 have numbers below 1."""
    said = w.inputs.collection[who.segment]
    return said.now.due if number > 0 else said.before.due


@step
def reminded_after(w: "World", who: "Account", number: int) -> int:
    """How long after it is due its customer is reminded of a bill [microseconds], UNPAID for never."""
    said = w.inputs.collection[who.segment]
    return said.now.reminded if number > 0 else said.before.reminded


@step
def cut_off_after(w: "World", who: "Account", number: int) -> int:
    """How long after a bill is due its customer is cut off [microseconds], UNPAID for never."""
    said = w.inputs.collection[who.segment]
    return said.now.cut_off if number > 0 else said.before.cut_off


@step
def written_off_after(w: "World", who: "Account", number: int) -> int:
    """How long after it is due a bill is written off [microseconds]."""
    said = w.inputs.collection[who.segment]
    return said.now.written_off if number > 0 else said.before.written_off


@step
def delay_of(w: "World", who: "Account", number: int) -> int:
    """How long after it is due a bill is paid [microseconds], UNPAID if it is not: the same whenever it is asked."""
    occasion = number if number > 0 else OLDER - number
    return payment_delay(
        w.inputs.collection[who.segment],
        reminded_after(w, who, number),
        written_off_after(w, who, number),
        uniform(w, NEVER_PAID, who.key, occasion),
        uniform(w, PAYMENT_DELAY, who.key, occasion),
    )


@step
def settled_after(w: "World", who: "Account", number: int) -> int:
    """How long after it is due a bill is paid or written off [microseconds]."""
    delay = delay_of(w, who, number)
    return delay if delay >= 0 else written_off_after(w, who, number)


@step
def bill(w: "World", who: "Account", contract: "Contract") -> None:
    """A bill is written: it is settled some day, or at once."""
    if len(w.inputs.collection) == 0:
        pay_fee(w, who, int(contract.invoiced))
        return
    contract.bills += 1
    owe(w, who, contract, int(w.now), int(contract.bills), int(contract.invoiced))


@step
def bill_more(w: "World", who: "Account", contract: "Contract") -> None:
    """What was added to the bill in force is a bill too; of both the contract knows what is owed."""
    if len(w.inputs.collection) == 0:
        pay_fee(w, who, int(contract.added))
        return
    contract.owing = contract.owed
    contract.bills += 1
    owe(w, who, contract, int(w.now), int(contract.bills), int(contract.added))


@step
def number_of(contract: "Contract", added: bool) -> int:
    """Number of the bill in force, or of what was added to it."""
    return int(contract.bills) - int(contract.added > 0 and not added)


@step
def owed_of(contract: "Contract", added: bool) -> int:
    """What is owed of the bill in force, or of what was added to it [cents]."""
    return int(contract.owing) if contract.added > 0 and not added else int(contract.owed)


@step
def owe(w: "World", who: "Account", contract: "Contract", billed: int, number: int, amount: int) -> None:
    """Have a bill that was written at an instant [microseconds] reminded of, settled, and its customer cut off."""
    if number == contract.bills:
        contract.owed = amount
    due = billed + due_after(w, who, number)
    settled = due + settled_after(w, who, number)
    cut, reminded = cut_off_after(w, who, number), reminded_after(w, who, number)
    if cut >= 0 and due + cut < settled:
        contract.cut = min(contract.cut, due + cut)
    if reminded >= 0 and due + reminded < settled and due + reminded >= w.now:
        settle_on(w, who, contract, due + reminded, 2 * number, amount)
    if settled > w.now:
        settle_on(w, who, contract, settled, 2 * number + 1, amount)
    else:
        settle(w, who, contract, 2 * number + 1, amount)


@step
def settle(w: "World", who: "Account", contract: "Contract", code: int, amount: int) -> None:
    """A bill is reminded of (twice its number) or settled (one more); of the last one the contract knows the rest."""
    number = code >> 1
    last, below = number == contract.bills, contract.added > 0 and number == contract.bills - 1
    owed = int(contract.owed) if last else int(contract.owing) if below else amount
    if owed == 0:
        return
    if code % 2 == 0:
        if w.ended == 1:
            return
        said = w.inputs.collection[who.segment]
        cost = said.now.reminder_cost if number > 0 else said.before.reminder_cost
        note(w, REMINDED, who, number, -1, cost, 0, reminded_after(w, who, number) / DAY)
        return
    if last:
        contract.owed = 0
    elif below:
        contract.owing = 0
    delay, due = delay_of(w, who, number), due_after(w, who, number)
    if delay >= 0:
        note(w, PAID, who, number, -1, owed, due + delay, delay / DAY)
        pay_fee(w, who, owed)
    else:
        lost = written_off_after(w, who, number)
        note(w, WRITTEN_OFF, who, number, -1, owed, due + lost, lost / DAY)


@step
def is_written_off(w: "World", who: "Account", contract: "Contract", added: bool) -> bool:
    """Was the bill in force, or what was added to it, written off, so that nothing is left of it to be credited?"""
    if len(w.inputs.collection) == 0 or owed_of(contract, added) > 0:
        return False
    number = number_of(contract, added)
    return number > 0 and delay_of(w, who, number) < 0


@step
def credit(w: "World", who: "Account", contract: "Contract", amount: int, added: bool) -> None:
    """Credit a part of a bill in force [cents]: it is taken off what is owed, or paid back if the bill was paid."""
    if len(w.inputs.collection) == 0:
        note(w, CREDITED, who, int(added), -1, -amount, 0, 0.0)
        return
    age, number = int(w.now - (contract.added_from if added else contract.paid_from)), number_of(contract, added)
    if owed_of(contract, added) > 0:
        if contract.added > 0 and not added:
            contract.owing -= amount
        else:
            contract.owed -= amount
        note(w, CREDITED, who, int(added), -1, -amount, age, 0.0)
    elif delay_of(w, who, number) >= 0:  # of a bill that is written off nothing is left
        note(w, CREDITED, who, int(added), -1, -amount, age, 0.0)
        note(w, PAID_BACK, who, number, -1, -amount, age, 0.0)


@step
def find_owing(w: "World", who: "Account", contract: "Contract") -> None:
    """Day 0 finds which of the bills of before are unpaid, by the same laws; whoever was to be cut off had paid."""
    if len(w.inputs.collection) == 0:
        return
    term, number = int(contract.term), 0
    most = int(w.inputs.segments[who.segment].found_billing)
    month, first = (int(contract.billed) - 1) // most * most, -int(contract.aged)
    longest = due_after(w, who, 0) + written_off_after(w, who, 0)
    billed = months_after(w.inputs.starts, contract.began, month)
    while month >= first and billed + longest > 0:
        amount = int(who.mrr) * months_of_bill(term, month, most)
        due = billed + due_after(w, who, number)
        cut, settled = cut_off_after(w, who, number), due + settled_after(w, who, number)
        if settled > 0 and (cut < 0 or due + cut > 0 or due + cut >= settled):
            note(w, OPENING_BILL, who, number, -1, amount, -billed, -billed / DAY)
            owe(w, who, contract, billed, number, amount)
        month = bill_before(term, month, most)
        number -= 1
        billed = months_after(w.inputs.starts, contract.began, month)
