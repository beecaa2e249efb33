"""The books: identities that every journal must satisfy, to the cent. A journal that breaks one stops the run."""

import numpy as np

from gtmsim.journal.catalogue import BEGINNING
from gtmsim.journal.header import Ints
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import CATALOGUE, KINDS
from gtmsim.journal.rows import MONTH_CLOSED, RULE_ALSO_FIRED
from gtmsim.mechanisms.channels.rows import BUDGET_REVIEWED, CHANNEL_SPEND, FIRST_TOUCH
from gtmsim.mechanisms.contracts.rows import INTRODUCED
from gtmsim.mechanisms.qualification.rows import OPENING_LEAD
from gtmsim.mechanisms.selling.rows import OPPORTUNITY, WON
from gtmsim.mechanisms.staff.rows import CAPACITY
from gtmsim.mechanisms.subscription.rows import COGS, COTERMED, CREDITED, EXPANDED, INVOICED, NEW_CUSTOMER
from gtmsim.mechanisms.success.rows import CSM_COVERAGE, ENTITLED
from gtmsim.mechanisms.upgrades.rows import UPGRADED
from gtmsim.metrics.accounts import Accounts, last_before
from gtmsim.metrics.closing import statements_close
from gtmsim.metrics.cut import sums
from gtmsim.metrics.identities import IDENTITIES, OF_FEW, demand, expect, fail
from gtmsim.metrics.ledger import Ledger, ledger_of
from gtmsim.metrics.months import DAY
from gtmsim.metrics.rows import Rows, found_in
from gtmsim.metrics.signs import ENDS, GAINS, LOSSES, POSITIVE, PRICES, SHARES, STILL, TO_TEAMS
from gtmsim.metrics.state_machine import FIRM, NOTHING, may_follow, states

OPENED, NURTURED = 1, 2  # how day 0 finds an opportunity, and the last of the ways in which it finds a lead
HOUR, CENT = DAY // 24, 1.000001  # microseconds; what rounding takes of a bill


def audit(journal: Journal) -> None:
    """Check all identities that one replication can show; BooksError names the first that is broken."""
    ledger = ledger_of(journal)
    if ledger.reading:
        what_loops_leave_holds(ledger)
        return  # compiled loops have checked all that follows, which finds the words for what is wrong
    months_are_closed(journal)
    rows_are_in_order(journal)
    lives_are_legal(ledger.accounts)
    further_rows_follow(ledger)
    recurring_revenue_closes(ledger)
    wins_become_customers(ledger)
    spend_is_posted(ledger)
    invoices_match(ledger)
    money_has_its_sign(ledger)
    work_is_possible(ledger)
    reviews_are_in_the_header(ledger)
    prices_are_quoted(ledger)
    for holds in IDENTITIES:
        holds(ledger)
    day_0_finds_what_was_before(ledger)
    what_loops_leave_holds(ledger)


def what_loops_leave_holds(ledger: Ledger) -> None:
    """Identities that compiled loops do not check: of few rows, and of the statements."""
    for holds in OF_FEW:
        holds(ledger)
    statements_close(ledger)


def months_are_closed(journal: Journal) -> None:
    """Each segment's books are closed once, at the end of each month of the horizon, in order."""
    header = journal.header
    closed = Rows(journal, journal.where(MONTH_CLOSED))
    n = len(header.segments)
    months = np.repeat(np.arange(header.n_months), n)
    if not np.array_equal(closed.detail, months):
        fail("every month is closed once for each segment", months.tolist(), closed.detail.tolist())
    segments = np.tile(np.arange(n), header.n_months)
    if not np.array_equal(np.sort(closed.segment.reshape(-1, n), axis=1).ravel(), segments):
        fail("every month is closed once for each segment", segments.tolist(), closed.segment.tolist())
    expect(closed, "months are closed at their end", np.array(header.months)[months + 1], closed.time)


def rows_are_in_order(journal: Journal) -> None:
    """Time never runs backwards; no number is missing; channels, segments and teams are those of the header."""
    every = Rows(journal, np.arange(len(journal)))
    for name in ("channel", "segment", "team"):
        found, known = getattr(journal, name), len(getattr(journal.header, f"{name}s"))
        if found.min(initial=0) < -1 or found.max(initial=-1) >= known:
            demand(every, f"a {name} has a name", (found >= -1) & (found < known), f"one of {known}", found)
    rows_of = np.array([0, *map(len, journal.header.rows)])  # of no table, and of each
    if journal.table.min(initial=0) < -1 or journal.table.max(initial=-1) >= len(journal.header.tables):
        fail("a decision has a name", "a table of the header", int(journal.table.max(initial=-1)))
    fires = (journal.rule_row >= -1) & (journal.rule_row < rows_of.take(journal.table + 1))
    demand(every, "a decision names a row of its table", fires, "a row of the table", journal.rule_row)
    after = np.ones(len(journal), np.bool_)
    np.greater_equal(journal.time[1:], journal.time[:-1], out=after[1:])
    after[:1] = journal.time[:1] >= 0
    demand(every, "time does not run backwards", after, "a time not before the row above", journal.time)
    demand(every, "numbers are finite", np.isfinite(journal.value), "a finite number", journal.value)


def lives_are_legal(accounts: Accounts) -> None:
    """Nothing happens to an account before its beginning, after its end, twice, or in the wrong order."""
    rows, state = accounts.rows, states(accounts)
    follows = may_follow(state, rows.kind)
    if not follows.all():
        known = {kind.number: kind.name for kind in CATALOGUE}
        names = np.array([BEGINNING, *(known.get(number, "") for number in range(1, KINDS))])
        said = np.char.add(np.char.add(names[rows.kind], " after "), names[state])
        demand(rows, "an account lives one life", follows, "a row that may follow", said)
    deals = accounts.where(OPPORTUNITY)
    made = rows.at(deals)
    opened = (made.detail == OPENED) == (state[deals] == NOTHING)
    wanted = "detail 1 without a lead, else 0"
    demand(made, "an opportunity without a lead is initial pipeline", opened, wanted, made.detail)
    firm = accounts.firm
    demand(firm, "what happens to an account names it", FIRM.take(firm.kind), "an account", firm.entity)
    begun = rows.at(accounts.first)
    demand(begun, "an account has a segment", begun.segment >= 0, "a segment", begun.segment)
    for name, column in (("channel", rows.channel), ("segment", rows.segment)):
        same = accounts.opens.copy()
        same[1:] |= column[1:] == column[:-1]
        demand(rows, f"an account keeps its {name}", same, "the same as before", column)


def further_rows_follow(ledger: Ledger) -> None:
    """A further row of a table that adds up stands below an earlier one, with the same event."""
    also, journal = ledger.rows_ever(RULE_ALSO_FIRED), ledger.journal
    if not len(also):
        return
    above = Rows(journal, also.index - 1)
    together = (above.entity == also.entity) & (above.time == also.time)
    together &= journal.table.take(above.index) == journal.table.take(also.index)
    row = journal.rule_row.take(also.index)
    demand(also, "a further row follows one of its table", together, "the same account, instant and table", row)
    later = journal.rule_row.take(above.index) < row
    demand(also, "rows of a table are told in their order", later, "a later row of the table", row)


def recurring_revenue_closes(ledger: Ledger) -> None:
    """Each movement leads from one level to the next, and each month's close is the sum of them."""
    customers, header = ledger.customers, ledger.header
    rows = customers.rows
    before = np.append(0, rows.int_value[:-1])
    before[customers.first] = 0
    expect(rows, "MRR before + movement = MRR after", before + rows.amount, rows.int_value)
    ends, loses, gains = ENDS.take(rows.kind), LOSSES.take(rows.kind), GAINS.take(rows.kind)
    demand(rows, "gains of MRR are above 0", ~gains | (rows.amount > 0), "above 0", rows.amount)
    less = (rows.amount < 0) & (rows.int_value > 0)
    demand(rows, "a contraction leaves some MRR", ~loses | less, "less", rows.int_value)
    demand(rows, "a lost customer has no MRR", ~ends | (rows.int_value == 0), "0", rows.int_value)
    demand(rows, "a customer has MRR", ends | (rows.int_value > 0), "above 0", rows.int_value)
    still, entitled = STILL.take(rows.kind), rows.kind == ENTITLED
    demand(rows, "attention and attempts move no MRR", ~still | (rows.amount == 0), "0", rows.amount)
    demand(rows, "attention is at least 0", ~entitled | (rows.value >= 0.0), "at least 0", rows.value)
    closed = ledger.rows(MONTH_CLOSED)
    cells = rows.segment.astype(np.int64) * (header.n_months + 1) + rows.month
    shape = (len(header.segments), header.n_months + 1)
    width = shape[0] * shape[1]
    mrr = np.cumsum(sums(cells, rows.amount, width).reshape(shape), axis=1)
    joined = (rows.int_value > 0).astype(np.int64) - (before > 0)
    active = np.cumsum(sums(cells, joined, width).reshape(shape), axis=1)
    expect(closed, "MRR movements add up to the month's close", mrr[closed.segment, closed.detail], closed.amount)
    expect(closed, "customers add up to the month's close", active[closed.segment, closed.detail], closed.int_value)


def wins_become_customers(ledger: Ledger) -> None:
    """Every win is a new customer at that instant, with a twelfth of its annual value."""
    won, new = (rows.at(np.argsort(rows.entity)) for rows in (ledger.rows_ever(WON), ledger.rows_ever(NEW_CUSTOMER)))
    if len(won) != len(new):
        fail("every win is a new customer", len(won), len(new))
    expect(won, "every win is a new customer", won.entity, new.entity)
    expect(won, "a customer is new when it is won", won.time, new.time)
    first = ledger.rows_ever(INTRODUCED)
    off = sums(found_in(first.entity, won.entity), first.amount, len(won))
    expect(won, "annual value won = 12 x new MRR", won.amount, 12 * (new.amount + off))


def spend_is_posted(ledger: Ledger) -> None:
    """What a channel spends day by day is posted month by month."""
    header = ledger.header
    spent = ledger.rows_ever(CHANNEL_SPEND)
    demand(spent, "spend is a channel's", spent.channel >= 0, "a channel", spent.channel)
    demand(spent, "no spend after the horizon", spent.month < header.n_months, "nothing", spent.amount)
    cells = spent.channel.astype(np.int64) * header.n_months + spent.month
    posted = sums(cells, spent.amount, len(header.channels) * header.n_months).reshape(-1, header.n_months)
    planned = ledger.given.planned
    for channel, month in np.argwhere(planned != posted)[:1].tolist():
        name = header.channels[channel]
        fail(f"spend posted = spend planned in {name}", planned[channel, month], posted[channel, month], month=month)


def invoices_match(ledger: Ledger) -> None:
    """An invoice is MRR x months and agreed rises; a credit takes back a part of one; serving costs its share."""
    rows, customers = ledger.accounts.rows, ledger.customers
    billed, credited = (ledger.accounts.where(kind) for kind in (INVOICED, CREDITED))
    invoices, taken_back = rows.at(billed), rows.at(credited)
    level = customers.rows.int_value[last_before(billed, customers.place)]  # no legal life is billed before it has one
    demand(invoices, "agreed rises add to an invoice", invoices.int_value >= 0, "at least 0", invoices.int_value)
    full = invoices.amount - invoices.int_value + invoices.value.astype(np.int64)
    expect(invoices, "invoice = MRR x months", level * invoices.detail, full)
    owed = np.zeros(len(taken_back), np.int64)
    if len(invoices):  # where day 0 finds all bills, what is credited may all be of what was added to them
        last = invoices.at(np.maximum(place := last_before(credited, billed), 0))
        owed = np.where((place >= 0) & (last.entity == taken_back.entity), last.amount, 0)
    added, owed_more = additions_match(ledger, credited)
    owed = np.where(taken_back.detail == 0, owed, owed_more)
    possible = (taken_back.amount <= 0) & (-taken_back.amount <= owed)
    demand(taken_back, "a credit is a part of the last invoice", possible, "at most the invoice", taken_back.amount)
    served, serve_share = ledger.rows_ever(COGS), ledger.header.serve_share
    share = serve_share * float(invoices.amount.sum() + added.amount.sum() + taken_back.amount.sum())
    # Each row is rounded to a cent by itself; customers found at the start serve out invoices of before.
    slack = len(invoices) + len(added) + len(taken_back) + len(served) + serve_share * float(owed.sum())
    if abs(float(served.amount.sum()) - share) > slack:
        fail("serving costs its share of invoices", share, served.amount.sum())


def additions_match(ledger: Ledger, credited: Ints) -> tuple[Rows, Ints]:
    """What was added to bills is what the expansion before it adds, pro rata; and how much of it each credit is of."""
    rows, grown = ledger.accounts.rows, ledger.accounts.where(EXPANDED, UPGRADED, COTERMED)
    steps = rows.at(grown)
    is_bill = steps.kind == COTERMED.number
    bills, before = steps.at(np.flatnonzero(is_bill)), np.flatnonzero(is_bill) - 1
    known = before >= 0
    known[known] = ~is_bill[before[known]] & (steps.entity[before[known]] == bills.entity[known])
    more = np.where(known, steps.amount[np.maximum(before, 0)], 0) if len(steps) else np.zeros(0, np.int64)
    demand(bills, "an expansion within a term is billed once", more > 0, "an expansion before it", more)
    demand(bills, "an addition has a part for later", bills.int_value >= 0, "at least 0", bills.int_value)
    part = (bills.value > 0.0) & (bills.value <= 1.0) & (bills.amount > 0)
    demand(bills, "an addition is for a part of the bill", part, "more than 0 to 1", bills.value)
    exact = more * bills.detail * bills.value
    pro_rata = np.abs(exact - (bills.amount - bills.int_value)) <= CENT
    demand(bills, "an addition = what is added x months x what is left", pro_rata, "to the cent", bills.amount)
    if not len(steps):
        return bills, np.zeros(len(credited), np.int64)
    place = last_before(credited, grown)
    last = steps.at(place)
    mine = (place >= 0) & is_bill[place] & (last.entity == rows.at(credited).entity)
    return bills, np.where(mine, last.amount, 0)


def money_has_its_sign(ledger: Ledger) -> None:
    """Costs and invoices are above 0; a contract's annual value is a whole number of cents a month."""
    pay = ledger.rows_ever(*TO_TEAMS)
    demand(pay, "a salary is a team's", pay.team >= 0, "a team", pay.team)
    costs, won = ledger.rows_ever(*POSITIVE), ledger.rows_ever(WON)
    demand(costs, "money posted is above 0", costs.amount > 0, "above 0", costs.amount)
    demand(won, "an annual value is 12 equal parts", won.amount % 12 == 0, "a multiple of 12", won.amount)
    covered = ledger.rows_ever(CSM_COVERAGE)
    demand(covered, "coverage is a share", (covered.value >= 0.0) & (covered.value <= 1.0), "0 to 1", covered.value)


def work_is_possible(ledger: Ledger) -> None:
    """A person does one task at a time, no faster than the clock, and teams work no more than their hours."""
    turns = ledger.turns
    tasks, ended, who, begun, done = turns.rows, turns.ends, turns.who, turns.begun, turns.done
    free = np.ones(len(who), np.bool_)  # is the person free before this row?
    free[1:] = ended[:-1] | (who[1:] != who[:-1])
    demand(tasks, "a person does one task at a time", free != ended, "the end of one, then the next", tasks.int_value)
    expect(done, "who starts a task ends it", begun.entity, done.entity)
    elapsed = (done.time - begun.time) / HOUR
    possible = (done.value >= 0.0) & (done.value <= elapsed + 1e-6)
    demand(done, "hours worked are no more than hours passed", possible, "0 to the time passed", done.value)
    header = ledger.header
    inside = done.index < ledger.horizon_rows
    worked = np.bincount(done.team[inside], done.value[inside], minlength=len(header.teams))
    available = header.working_hours.sum(axis=1) + ledger.tasks.overtime.sum(axis=1)  # a leaver ends the task in hand
    for team in np.flatnonzero(worked > available + 1e-6).tolist():
        fail(f"hours worked by {header.teams[team]} are no more than it has", available[team], worked[team])


def reviews_are_in_the_header(ledger: Ledger) -> None:
    """Hours of a team that a policy has changed are those that the header says; spend is never less than none."""
    changed, shifted = ledger.rows_ever(CAPACITY), ledger.rows_ever(BUDGET_REVIEWED)
    hours = ledger.header.working_hours
    known = (changed.team >= 0) & (changed.detail >= 0) & (changed.detail < ledger.header.n_months)
    demand(changed, "hours are a team's in a month", known, "a team and a month", changed.detail)
    expect(changed, "hours are those of the header", hours[changed.team, changed.detail], changed.value)
    demand(shifted, "a multiple of spend is at least 0", shifted.value >= 0.0, "at least 0", shifted.value)


def prices_are_quoted(ledger: Ledger) -> None:
    """A deal is won at the price last on the table; what a discount leaves of a price is at most the price."""
    quoted = ledger.rows_ever(*PRICES)
    for rows in map(ledger.rows_ever, SHARES):
        shares = (rows.value >= 0.0) & (rows.value < 1.0)
        demand(rows, "a discount is a share", shares, "0 to less than 1", rows.value)
    won, asked = ledger.rows_ever(WON), ledger.rows_ever(OPPORTUNITY)
    price, place = asked.amount.copy(), found_in(quoted.entity, asked.entity)
    demand(quoted, "a quote takes off the price asked", quoted.amount <= price[place], "at most that", quoted.amount)
    price[place] = quoted.amount
    expect(won, "a deal is won at the price quoted", price[found_in(won.entity, asked.entity)], won.amount)


def day_0_finds_what_was_before(ledger: Ledger) -> None:
    """Who is found is found on day 0, and has been under way since before; a touch lies before its lead."""
    leads, deals, touched = (ledger.rows_ever(kind) for kind in (OPENING_LEAD, OPPORTUNITY, FIRST_TOUCH))
    known = (leads.int_value >= 0) & (leads.int_value <= NURTURED)
    demand(leads, "a lead is found waiting, in work or nurtured", known, "0, 1 or 2", leads.int_value)
    for found in (leads, deals.at(np.flatnonzero(deals.detail == OPENED))):
        demand(found, "who is found is found on day 0", found.time == 0, "0", found.time)
        demand(found, "who is found was there before", found.value >= 0.0, "at least 0 days", found.value)
    demand(touched, "a touch lies before its lead", touched.value > 0.0, "above 0 days", touched.value)
