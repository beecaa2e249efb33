"""A customer's life as a process: value reached, contract after contract, perhaps a return, and the end."""

from gtmsim.engine.agenda import COMPLETION
from gtmsim.engine.reference.entities import Account
from gtmsim.engine.reference.tasks import RENEWAL, Life
from gtmsim.engine.reference.world import World
from gtmsim.mechanisms.accounts.steps import let_go
from gtmsim.mechanisms.pausing.resumption import await_resumption, is_paused, resumes
from gtmsim.mechanisms.subscription.midterm import grows_at, next_change
from gtmsim.mechanisms.subscription.renewal import renews
from gtmsim.mechanisms.subscription.steps import breaks_off, ends_early, fails_at, goes_on, invoice, sign
from gtmsim.mechanisms.success.rows import GO_LIVE
from gtmsim.mechanisms.win_back import steps as win_back
from gtmsim.rules.calendar import DAY, NEVER, months_after


class Contract:
    """The contract in force, one of a subscription that began at `began`."""

    __slots__ = (
        *(
            "added",
            "added_from",
            "aged",
            "began",
            "billed",
            "bills",
            "cut",
            "due",
            "fails",
            "grown",
            "introduced",
            "invoiced",
            "leaving",
            "met",
            "months",
        ),
        *(
            "mrr_before",
            "next_agreed",
            "next_term",
            "notice",
            "owed",
            "owing",
            "paid_from",
            "paid_until",
            "raised",
            "regain",
            "renewals",
            "returned",
            "rise",
            "shrunk",
            "signed",
            "term",
        ),
    )

    def __init__(self) -> None:
        self.began = self.due = self.paid_from = self.paid_until = 0
        self.term = 0  # calendar months of the running one
        self.months = 0  # from `began` to its start
        self.aged = 0  # months of the subscription before `began`
        self.billed = 0  # months of the running term
        self.notice = 0  # what is known of the end of the running term, as `subscription.rules` numbers it
        self.rise = 0.0  # of the price from the next term on, where notice was due
        self.next_agreed = self.next_term = 0  # number of its agreement, and its months where a policy says them
        self.introduced = 0  # months since `began` after which an introductory discount ends; below 0, it has ended
        self.regain = 0.0  # rise of the price that its end is, until a renewal has met it
        self.raised = 0  # years of the running term whose agreed rise is in the MRR
        self.renewals = 0  # of the account
        self.met = 0  # of these, in this run: they name its luck, at whatever age day 0 has found it
        self.invoiced = 0  # cents of the last bill of a term, which is paid for from one instant until another
        self.leaving = 0.0  # latent chance to leave per contract year
        self.fails = NEVER  # when the customer's firm closes
        self.mrr_before = 0  # cents, before the latest renewal
        self.bills = 0  # so far, in this run: they name the luck of their payment
        self.owed = 0  # cents of the last bill that nobody has paid
        # Cents that an expansion added to the last bill of a term, and since when; below 0, the next one has a credit.
        self.added = self.added_from = 0
        self.owing = 0  # cents of that last bill of a term that nobody has paid, while `owed` is of what was added
        self.grown = 0  # contract years since `began` whose expansion is decided, where it is at any time
        self.shrunk = 0  # the same of whether it buys less, where that is at any time and is not credited
        self.returned = 0  # `met` when the subscription began
        self.signed = 0  # when it became a customer, 0 where day 0 finds it
        self.cut = NEVER  # when the customer is cut off for an unpaid bill


def signed(world: World, who: Account, mrr: int) -> Life:
    """A win becomes a customer."""
    contract = Contract()
    del world.open_deals[who.key]
    sign(world, who, contract, mrr)
    world.customer(who)
    yield from subscribed(world, who, contract, False)


def subscribed(world: World, who: Account, contract: Contract, live: bool) -> Life:
    """Live through contract after contract until the customer is lost for good."""
    world.subscribers[who.key] = who, contract
    contract.signed, contract.fails = world.now, fails_at(world, who)
    while True:
        contract.due = months_after(world.inputs.starts, contract.began, contract.months + contract.term)
        until, ends = next_change(world, who, contract), ends_early(world, contract)
        if not live and who.live <= until and who.live < ends:
            if who.live > world.now:
                yield world.agenda.at(who.live, COMPLETION, who.key, RENEWAL)
            live = True
            world.note(GO_LIVE, who, value=(world.now - contract.signed) / DAY)
        if ends <= until:
            yield world.agenda.at(ends, COMPLETION, who.key, RENEWAL)
            return breaks_off(world, who, contract)
        yield world.agenda.at(until, COMPLETION, who.key, RENEWAL)
        if until < contract.due or grows_at(world, who, contract) <= until:
            goes_on(world, who, contract)
            continue
        contract.renewals += 1
        contract.met += 1
        if renews(world, who, contract):
            contract.billed = 0
            invoice(world, who, contract)
            continue
        if is_paused(contract):
            await_resumption(world, contract)
            ends = ends_early(world, contract)
            yield world.agenda.at(min(ends, contract.due), COMPLETION, who.key, RENEWAL)
            if ends <= contract.due:
                return breaks_off(world, who, contract)
            if resumes(world, who, contract):
                continue
        when = win_back.comes_back_at(world, who, contract)
        if when == win_back.NEVER:
            who.gone = True
            return let_go(world, who, 1)
        if when > world.now:
            yield world.agenda.at(when, COMPLETION, who.key, RENEWAL)
        win_back.comes_back(world, who, contract)
