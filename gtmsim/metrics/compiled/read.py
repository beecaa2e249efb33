"""One pass over the rows: are the books in order, and what do they say in total and of whom?"""

import numpy as np

from gtmsim.journal.rows import MONTH_CLOSED, RULE_ALSO_FIRED
from gtmsim.machine.jit import kept
from gtmsim.mechanisms.attrition.rows import BACKFILL, OWN_ACCORD
from gtmsim.mechanisms.brand.rows import GOODWILL
from gtmsim.mechanisms.channels.rows import CHANNEL_SPEND, FIRST_TOUCH, LEAD, LEAD_FEE
from gtmsim.mechanisms.internal_promotion.rows import RISES
from gtmsim.mechanisms.nurture.rows import RECYCLED
from gtmsim.mechanisms.qualification.rows import DISQUALIFIED, OPENING_LEAD
from gtmsim.mechanisms.referrals.rows import REFERRED
from gtmsim.mechanisms.selling.rows import LOST, NO_DECISION, OPPORTUNITY, WON
from gtmsim.mechanisms.staff.rows import EMPLOYEE_JOINED, EMPLOYEE_LEFT, TASK_ENDED, TASK_STARTED
from gtmsim.mechanisms.success.rows import ENTITLED, GO_LIVE
from gtmsim.metrics.compiled.accounts import begin, charge, find, follows, leaves_stage, note
from gtmsim.metrics.compiled.firm_rows import is_possible, tells_again
from gtmsim.metrics.compiled.kind_flags import (
    ALL_KINDS,
    BILLING_NOW,
    BILLS,
    CAME,
    CUSTOMERS,
    DEALS,
    FINE,
    GIVES,
    LEAVES,
    MORE_ACCOUNTS,
    MORE_PERSONS,
    MOVED,
    MOVES,
    NOTED,
    NOTED_NOW,
    OF_FIRM,
    OF_TEAM,
    OWES,
    PAID,
    PAYS,
    PERSONS_NEEDED,
    PRICED,
    REFERRED_NOW,
    RENEWS,
    TELLS,
    WRONG,
)
from gtmsim.metrics.compiled.lines import AMOUNTS, ANSWERED, COUNTS, MODES, PASSIVE_WON, WAITED
from gtmsim.metrics.compiled.money import balanced, closes, decides, moves, owe, pays
from gtmsim.metrics.compiled.work import works

QUALIFYING = -1  # detail of a task
ACTIVE = 1  # detail of a lead
FOUND_OPEN = 1  # detail of an opportunity
NURTURED = 2  # level of a lead that day 0 finds
DAY = 86_400_000_000  # microseconds
QUARTER = 3  # months
U = np.uint64


@kept
def read(
    # The journal.
    time,
    kinds,
    entity,
    detail,
    channels,
    segments,
    teams,
    amounts,
    int_values,
    values,
    tables,
    rule_rows,
    # What is known of the scenario and of kinds.
    months,
    referral,
    rows_of,
    hours,
    legal,
    traits,
    # What is remembered, and noted down.
    place,
    account,
    persons,
    books,
    movements,
    billing,
    customers,
    lived,
    deals,
    tasks,
    noted,
    closings,
    # What is added up.
    sums,
    cells,
    monthly,
    spent,
    fees,
    pay,
    touched,
    late_fees,
    firings,
    asked,
    owed,
    queued,
    staged,
):
    """FINE if everything is in order, WRONG if not or if it cannot be told here, MORE_... if room is short.

    A month of the books ends with the rows that close it, one for each segment; what follows the last is run-off.
    """
    n_months, before, accounts, closed, last_key, a_slot = len(closings), 0, 0, 0, entity[0], -1
    month, within, replaced = 0, n_months > 0, 0  # the last: replacements beyond those who left of their own accord
    goodwills, quarter, each = 0, n_months - QUARTER, len(persons) // max(1, len(pay))  # months told; persons of a team
    for row in range(len(time)):
        r = U(row)  # an index that cannot count from the end is looked up at once
        kind, now, key, amount, value = kinds[r], time[r], entity[r], amounts[r], values[r]
        channel, segment, team = channels[r], segments[r], teams[r]
        if kind < 0 or kind >= ALL_KINDS or now < before or value - value != 0.0:
            return WRONG
        if channel < -1 or channel >= len(spent) or segment < -1 or segment >= len(books):
            return WRONG
        if team < -1 or team >= len(pay):
            return WRONG
        what = traits[U(kind)]
        if (what & PAID and amount <= 0) or (what & GIVES and not (value >= 0.0 and value < 1.0)):
            return WRONG
        table, held = tables[r], rule_rows[r]
        if table < -1 or table + 1 >= len(rows_of) or held < -1 or held >= rows_of[U(table + 1)]:
            return WRONG
        if kind == RULE_ALSO_FIRED:
            if row == 0 or now != before or entity[row - 1] != key:
                return WRONG
            if tables[row - 1] != table or rule_rows[row - 1] >= held:
                return WRONG
        before = now
        if what & NOTED:
            noted[sums[NOTED_NOW]] = row
            sums[NOTED_NOW] += 1
        if within:
            k, c, s, m = U(kind), U(channel + 1), U(segment + 1), U(month)
            cells[U(COUNTS) + k, c, s] += 1
            monthly[U(0), k, m] += 1
            # A decision counts once, whatever comes of it.
            if table >= 0 and not tells_again(kind):
                back = row > 0 and kind == DISQUALIFIED and kinds[row - 1] == RECYCLED and entity[row - 1] == key
                if not (back and tables[row - 1] == table):
                    firings[table, held + 1] += 1
            if amount != 0:
                cells[U(AMOUNTS) + k, c, s] += amount
                monthly[U(1), k, m] += amount
        if key == 0:
            if not what & OF_FIRM:
                return WRONG
            if kind == CHANNEL_SPEND:
                if channel < 0 or not within:
                    return WRONG
                spent[channel, month] += amount
            elif what & OF_TEAM:
                if team < 0:
                    return WRONG
                if within:
                    pay[team, month] += amount
            elif kind == GOODWILL:
                if not within or month != goodwills or detail[r] != month or value < 0.0 or now != months[month + 1]:
                    return WRONG
                goodwills += 1
            elif kind == EMPLOYEE_JOINED:
                replaced += int(detail[r] == BACKFILL)
            elif kind == EMPLOYEE_LEFT:
                replaced -= int(detail[r] in (OWN_ACCORD, RISES))
                if team >= 0:
                    number_of = int_values[r]
                    if number_of < 0:
                        return WRONG
                    if number_of >= each:
                        sums[PERSONS_NEEDED] = number_of + 1
                        return MORE_PERSONS
                    persons[team * each + number_of].left = now + 1
            elif kind == MONTH_CLOSED:
                if not closes(books, months, closed, detail[r], segment, now, amount, int_values[r]):
                    return WRONG
                closed += 1
                if closed % len(books) == 0 and within:
                    if not balanced(books):
                        return WRONG
                    closings[month] = row + 1
                    month += 1
                    within = month < n_months
            elif not is_possible(
                kind, row, time, kinds, detail, channel, team, amount, int_values, values, n_months, hours
            ):
                return WRONG
            continue
        # An account often has several rows running.
        if key != last_key or a_slot < 0:
            a_slot, last_key = find(place, account, accounts, key), key
            if a_slot == accounts:
                if accounts == len(account):
                    return MORE_ACCOUNTS
                begin(account[a_slot], key, kind, now, channel, segment, 1 if within else 0)
                accounts += 1
        a = account[U(a_slot)]
        if not follows(a, legal, what, kind, detail[r], channel, segment):
            return WRONG
        if what & MOVES:
            if not moves(a, books, what, kind, now, amount, int_values[r]) or (kind == ENTITLED and not value >= 0.0):
                return WRONG
            if a.customer < 0:
                a.customer = sums[CUSTOMERS]
                customers[a.customer], lived[a.customer] = key, n_months + 1
                sums[CUSTOMERS] += 1
            note(movements, sums, MOVED, row, month, a.customer)
        if what & BILLS and within:
            if a.customer < 0:
                return WRONG
            note(billing, sums, BILLING_NOW, row, month, a.customer)
        if what & OWES and within and len(owed) > 0:
            owe(owed, months, what, kind, month, now, int_values[r], amount)
        if what & PAYS and not pays(a, sums, kind, detail[r], now, amount, int_values[r], value):
            return WRONG
        if what & LEAVES and within:
            leaves_stage(staged, kind, detail[r])
        if not what & TELLS:
            if what & RENEWS and not decides(sums, kind, detail[r], int_values[r]):
                return WRONG
            continue
        if kind in (TASK_STARTED, TASK_ENDED):
            if kind == TASK_STARTED and detail[r] == QUALIFYING and within and a.answered == 0 and a.began == LEAD:
                a.answered = 1  # a lead that returns after nurturing was answered before
                cells[WAITED, channel + 1, segment + 1] += now - a.time
                cells[ANSWERED, channel + 1, segment + 1] += 1
            if team >= 0:
                if kind == TASK_STARTED and within:
                    queued[0, team] += value
                    queued[1, team] += 1.0
                number_of = int_values[r]
                if number_of < 0:
                    return WRONG
                if number_of >= each:
                    sums[PERSONS_NEEDED] = number_of + 1
                    return MORE_PERSONS
                who = team * each + number_of
                if not works(persons[who], tasks, sums, who, month, kind, now, key, channel, team, value):
                    return WRONG
        elif kind == OPPORTUNITY:
            if detail[r] == FOUND_OPEN and (now != 0 or value < 0.0):
                return WRONG
            a.deal = sums[DEALS]
            deal = deals[a.deal]
            deal.row, deal.month, deal.closed, deal.closed_month = row, month, -1, -1
            deal.priced, deal.early = row, row
            sums[DEALS] += 1
            if within:  # what is on the table changes from the next month's start on
                asked[0 if detail[r] == FOUND_OPEN else month + 1] += amount
        elif what & PRICED:
            if within:
                asked[month + 1] += amount - amounts[deals[a.deal].priced]
                deals[a.deal].priced = row
            if month < quarter:
                deals[a.deal].early = row
        elif kind == GO_LIVE:
            if a.customer >= 0:
                lived[a.customer] = min(lived[a.customer], month)
        elif kind in (WON, LOST, NO_DECISION):
            deal = deals[a.deal]
            deal.closed, deal.closed_month = row, month
            if within:
                asked[month + 1] -= amounts[deal.priced]
            if within and kind != NO_DECISION and (a.began == LEAD or a.began == OPENING_LEAD):
                line = PASSIVE_WON + 2 * a.active + (1 if kind == LOST else 0)
                cells[line, channel + 1, segment + 1] += 1
            if kind == WON and a.began == LEAD and channel >= 0:
                day = a.time // DAY - a.sooner
                # Who was touched before day 0 is owed to nothing that was spent since.
                if day >= 0 and day < touched.shape[2]:
                    touched[1 - a.within, channel, day] += 1
        elif kind == FIRST_TOUCH:
            if value <= 0.0:
                return WRONG
            a.sooner = now // DAY - (now - int(value * DAY + 0.5)) // DAY
        elif kind in (LEAD, OPENING_LEAD):
            if kind == OPENING_LEAD and (now != 0 or value < 0.0 or int_values[r] < 0 or int_values[r] > NURTURED):
                return WRONG
            if detail[r] == ACTIVE:
                a.active = 1
                if within and kind == LEAD:
                    cells[MODES, channel + 1, segment + 1] += 1
            sums[CAME] += int(kind == LEAD and channel == referral)
        elif kind == REFERRED:
            sums[REFERRED_NOW] += 1
        elif kind == LEAD_FEE:
            if channel < 0:
                return WRONG
            charge(fees, late_fees, within, channel, month, amount)
    if (goodwills != 0 and goodwills != n_months) or replaced > 0:
        return WRONG
    return FINE if closed == n_months * len(books) else WRONG
