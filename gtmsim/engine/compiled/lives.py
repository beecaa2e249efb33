"""The lives of accounts as steps from wait to wait; each mirrors a process of the reference engine."""

from gtmsim.engine.agenda import ARRIVAL, COMPLETION, GIVE_UP
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.jit import compiled, kernel
from gtmsim.engine.compiled.luck import child_key, uniform
from gtmsim.engine.compiled.spaces import FREE_ACCOUNTS, NOW, ROWS, TOKEN
from gtmsim.engine.compiled.teams import (
    call,
    finish,
    free_pop,
    give,
    queue_pop,
    queue_push,
    worked_before,
    working,
)
from gtmsim.engine.draws import Purpose
from gtmsim.engine.journal import Kind
from gtmsim.engine.reference.tasks import CLOSING, COMMITTEE, MEETING, QUALIFYING, RENEWAL, REVIEW, THINKING
from gtmsim.rules import (
    calendar,
    chance,
    committee,
    maths,
    money,
    qualification,
    referral,
    selling,
    staffing,
    subscription,
    success,
)
from gtmsim.rules.calendar import DAY, HOUR
from gtmsim.rules.chance import Law, Table
from gtmsim.rules.committee import UNANIMITY, Role
from gtmsim.rules.qualification import Handling
from gtmsim.rules.referral import Referring
from gtmsim.rules.subscription import CONTRACT, EXPAND, Retention

microseconds = compiled(calendar.microseconds)
month_of = compiled(calendar.month_of)
months_after = compiled(calendar.months_after)
choose = compiled(chance.choose)
law_quantile = compiled(chance.law_quantile)
residual_quantile = compiled(chance.residual_quantile)
table_quantile = compiled(chance.table_quantile)
blocks = compiled(committee.blocks)
buys = compiled(committee.buys)
meetings = compiled(committee.meetings)
says_yes = compiled(committee.says_yes)
sits = compiled(committee.sits)
stance = compiled(committee.stance)
exponential_quantile = compiled(maths.exponential_quantile)
normal_quantile = compiled(maths.normal_quantile)
cost_of = compiled(money.cost_of)
share_of = compiled(money.share_of)
passes_screen = compiled(qualification.passes_screen)
qualifies = compiled(qualification.qualifies)
readiness = compiled(referral.readiness)
refers = compiled(referral.refers)
annual_price = compiled(selling.annual_price)
attention = compiled(selling.attention)
goes_on = compiled(selling.goes_on)
priority = compiled(staffing.priority)
churn_shift = compiled(subscription.churn_shift)
churns = compiled(subscription.churns)
growth = compiled(subscription.growth)
idle_share = compiled(subscription.idle_share)
onboarding_days = compiled(subscription.onboarding_days)
over_term = compiled(subscription.over_term)
shifted = compiled(subscription.shifted)
step_of = compiled(subscription.step_of)
mean_coverage = compiled(success.mean_coverage)
uncovered_shift = compiled(success.uncovered_shift)

NEVER = 1 << 62
SECOND = 1_000_000
NOBODY = -1
# What happens to an account when its event comes.
STEP, TIMER, OCCASION = 0, 1, 2
# Where an account is between two waits.
(
    ASKED,
    WORKING,
    DROPPED,
    THINKING_ON,
    MEETING_ON,
    REVIEWING,
    BREAKING_OFF,
    LIVING,
    FAILING,
    RENEWING,
    RETURNING,
    BEGINNING,
) = range(12)

# The kinds and purposes as plain numbers, which numba takes as constants.
LEAD, MQL, DISQUALIFIED, GAVE_UP, SQL = (
    int(k) for k in (Kind.LEAD, Kind.MQL, Kind.DISQUALIFIED, Kind.GAVE_UP, Kind.SQL)
)
TASK_STARTED, TASK_ENDED, OPPORTUNITY, ADVANCED = (
    int(k) for k in (Kind.TASK_STARTED, Kind.TASK_ENDED, Kind.OPPORTUNITY, Kind.ADVANCED)
)
K_MEETING, VOTE, WON, LOST, NO_DECISION = (
    int(k) for k in (Kind.MEETING, Kind.VOTE, Kind.WON, Kind.LOST, Kind.NO_DECISION)
)
OPENING, NEW, LIVE, RENEWAL_DUE, RENEWED = (
    int(k) for k in (Kind.OPENING, Kind.NEW, Kind.LIVE, Kind.RENEWAL_DUE, Kind.RENEWED)
)
UPLIFTED, EXPANDED, CONTRACTED, CHURNED, FAILED, REACTIVATED, REFERRED = (
    int(k)
    for k in (Kind.UPLIFTED, Kind.EXPANDED, Kind.CONTRACTED, Kind.CHURNED, Kind.FAILED, Kind.REACTIVATED, Kind.REFERRED)
)
INVOICED, CREDITED, SERVED, FEE, COMMISSION, REWARD = (
    int(k) for k in (Kind.INVOICED, Kind.CREDITED, Kind.SERVED, Kind.FEE, Kind.COMMISSION, Kind.REWARD)
)
P = {purpose.name: int(purpose) for purpose in Purpose}
P_FIT, P_SCREEN, P_PATIENCE, P_QUALIFYING_WORK, P_QUALIFIES = (
    P["FIT"],
    P["SCREEN"],
    P["PATIENCE"],
    P["QUALIFYING_WORK"],
    P["QUALIFIES"],
)
P_VALUE, P_WINDOW, P_STAGE_WORK, P_THINKING, P_GOES_ON = (
    P["VALUE"],
    P["WINDOW"],
    P["STAGE_WORK"],
    P["THINKING"],
    P["GOES_ON"],
)
P_PRESENCE, P_SHARED_LUCK, P_MEETINGS, P_MEETING_GAP = P["PRESENCE"], P["SHARED_LUCK"], P["MEETINGS"], P["MEETING_GAP"]
P_REVIEW, P_STANCE, P_VETO = P["REVIEW"], P["STANCE"], P["VETO"]
P_PROPENSITY, P_FAILURE, P_ONBOARDING, P_RENEWAL, P_GROWTH = (
    P["PROPENSITY"],
    P["FAILURE"],
    P["ONBOARDING"],
    P["RENEWAL"],
    P["GROWTH"],
)
P_RETURNS, P_RETURN_DELAY, P_REFERRAL_GAP, P_REFERRAL = (
    P["RETURNS"],
    P["RETURN_DELAY"],
    P["REFERRAL_GAP"],
    P["REFERRAL"],
)
P_PIPELINE_STAGE, P_PIPELINE_LENGTH, P_PIPELINE_SHARE = P["PIPELINE_STAGE"], P["PIPELINE_LENGTH"], P["PIPELINE_SHARE"]
P_WINDOW_LENGTH, P_WINDOW_SHARE, P_PIPELINE_MEETING = P["WINDOW_LENGTH"], P["WINDOW_SHARE"], P["PIPELINE_MEETING"]


@kernel
def row(S, kind, entity, sub, channel, segment, team, amount, level, fact):
    """Write a row."""
    at = S.number[ROWS]
    S.number[ROWS] += 1
    S.journal[at].time = S.number[NOW]
    S.journal[at].kind = kind
    S.journal[at].entity = entity
    S.journal[at].sub = sub
    S.journal[at].channel = channel
    S.journal[at].segment = segment
    S.journal[at].team = team
    S.journal[at].amount = amount
    S.journal[at].level = level
    S.journal[at].fact = fact


@kernel
def note(S, kind, a, sub, team, amount, level, fact):
    """Write a row about an account."""
    row(S, kind, a.key, sub, a.channel, a.segment, team, amount, level, fact)


@kernel
def move(S, kind, a, delta, fact):
    """Move the account's MRR and write the movement."""
    before = a.mrr
    a.mrr = before + delta
    S.base[a.segment].mrr += delta
    if before == 0:
        S.base[a.segment].customers += 1
    elif a.mrr == 0:
        S.base[a.segment].customers -= 1
    note(S, kind, a, 0, -1, delta, a.mrr, fact)


@kernel
def law_of(T, number):
    """A law by its number."""
    return Law(T.law[number].form, T.law[number].location, T.law[number].sigma)


@kernel
def handling_of(T, a):
    """How leads like this one fare."""
    m = a.active
    return Handling(T.handling[m].screened, T.handling[m].qualified, T.handling[m].half_life, T.handling[m].floor)


@kernel
def role_of(T, r):
    """A role by its row."""
    return Role(
        T.role[r].chance,
        T.role[r].weight,
        T.role[r].veto,
        T.role[r].base_logit,
        T.role[r].price,
        T.role[r].fit,
        T.role[r].proof,
        T.role[r].relationship,
        T.role[r].decides,
    )


@kernel
def today(T, S):
    """Day of the horizon, at most its last."""
    return min(S.number[NOW] // DAY, T.firm[0].last_day)


@kernel
def born(S, key, channel, segment, active, fit):
    """Room for a new account: its slot."""
    S.number[FREE_ACCOUNTS] -= 1
    slot = S.free_account[S.number[FREE_ACCOUNTS]]
    a = S.account[slot]
    a.key, a.channel, a.segment, a.active, a.fit = key, channel, segment, active, fit
    a.trust, a.waited, a.mrr, a.live, a.gone, a.referred, a.holds = 0.0, 0.0, 0, 0, 0, 0, 1
    a.token, a.stage, a.person = -1, 0, NOBODY
    return slot


@kernel
def release(S, slot):
    """One of the two things that need an account's room is over; the room is free when both are."""
    a = S.account[slot]
    a.holds -= 1
    if a.holds == 0:
        a.token = -1
        S.free_account[S.number[FREE_ACCOUNTS]] = slot
        S.number[FREE_ACCOUNTS] += 1


@kernel
def ask(T, S, slot, team, rank, sub, until):
    """Wait for a person of the team, or until `until`."""
    a, n = S.account[slot], S.number
    n[TOKEN] += 1
    a.token, a.queued, a.phase = n[TOKEN], n[NOW], ASKED
    queue_push(S, team, rank, n[NOW], a.key, sub, a.token, slot)
    if until < NEVER:
        put(S, until, GIVE_UP, a.key, sub, TIMER, slot, a.token)
    if S.desk[team].free_size > 0:
        call(T, S, team)


@kernel
def lead(T, S, roots, slot):
    """From arrival to the queue; True if the account goes on at once."""
    a = S.account[slot]
    if not passes_screen(handling_of(T, a), uniform(roots, P_SCREEN, a.key, 0)):
        note(S, DISQUALIFIED, a, 0, -1, 0, 0, 0.0)
        release(S, slot)
        return False
    note(S, MQL, a, 0, -1, 0, 0, 0.0)
    until = NEVER
    if T.handling[a.active].patience >= 0:
        until = S.number[NOW] + microseconds(
            law_quantile(law_of(T, T.handling[a.active].patience), uniform(roots, P_PATIENCE, a.key, 0))
        )
    a.hours = law_quantile(law_of(T, T.handling[a.active].qualifying), uniform(roots, P_QUALIFYING_WORK, a.key, 0))
    a.stage, a.closes, a.queued = QUALIFYING, NEVER, S.number[NOW]
    if T.firm[0].sdr >= 0:
        ask(T, S, slot, T.firm[0].sdr, priority(T.team[T.firm[0].sdr].order, a.active, 0, 0), QUALIFYING, until)
        return False
    return begin_work(T, S, slot, NOBODY)


@kernel
def begin_work(T, S, slot, person):
    """Start the task in hand; True if it is over at once."""
    a, now = S.account[slot], S.number[NOW]
    team = T.firm[0].sdr if a.stage == QUALIFYING else T.firm[0].ae
    waited = (now - a.queued) / DAY
    if a.stage != QUALIFYING:
        a.waited += waited
    a.person, a.started = person, now
    note(S, TASK_STARTED, a, a.stage, team, 0, person, waited)
    a.finish = now + microseconds(a.hours / 24.0) if person == NOBODY else finish(T, S, team, person, a.hours)
    a.in_time = 1 if a.finish <= a.closes else 0
    if a.in_time == 0:
        a.phase = DROPPED
        put(S, a.closes, GIVE_UP, a.key, CLOSING, STEP, slot, 0)
        return False
    a.phase = WORKING
    if a.finish > now:
        put(S, a.finish, COMPLETION, a.key, a.stage, STEP, slot, 0)
        return False
    return True


@kernel
def end_work(T, S, slot):
    """The task in hand is done."""
    a = S.account[slot]
    team = T.firm[0].sdr if a.stage == QUALIFYING else T.firm[0].ae
    spent = a.hours
    if a.person != NOBODY:
        w = working(T, team)
        spent = (worked_before(w, a.finish) - worked_before(w, a.started)) / HOUR
    note(S, TASK_ENDED, a, a.stage, team, 0, a.person, spent)
    if a.person != NOBODY:
        give(T, S, team, a.person)


@kernel
def wait(S, slot, until, about, phase, undecided):
    """Let time pass: 0 the account waits, 1 no time has to pass, 2 the window has closed already."""
    a, now = S.account[slot], S.number[NOW]
    if until > a.closes:
        if a.closes > now:
            a.stage = undecided
            a.phase = BREAKING_OFF
            put(S, a.closes, GIVE_UP, a.key, CLOSING, STEP, slot, 0)
            return 0
        note(S, NO_DECISION, a, undecided, -1, 0, 0, 0.0)
        release(S, slot)
        return 2
    a.phase = phase
    if until > now:
        put(S, until, COMPLETION, a.key, about, STEP, slot, 0)
        return 0
    return 1


@kernel
def open_deal(T, S, roots, slot, found, closes):
    """Put a deal on the table."""
    a = S.account[slot]
    day = today(T, S)
    a.found, a.closes = found, closes
    a.amount = annual_price(
        T.segment[a.segment].median, T.segment[a.segment].sigma, T.day[day].price, uniform(roots, P_VALUE, a.key, 0)
    )
    a.log_price = T.day[day].log_price
    note(S, OPPORTUNITY, a, found, -1, a.amount, 0, 0.0)


@kernel
def next_stage(T, S, roots, slot, number):
    """Queue for a stage of the sale; True if the account goes on at once."""
    a = S.account[slot]
    a.stage = number
    a.hours = T.segment[a.segment].effort * law_quantile(
        law_of(T, T.stage[number].work), uniform(roots, P_STAGE_WORK, a.key, T.stage[number].key)
    )
    a.queued = S.number[NOW]
    if T.firm[0].ae >= 0:
        ask(
            T, S, slot, T.firm[0].ae, priority(T.team[T.firm[0].ae].order, a.active, number, a.amount), number, a.closes
        )
        return False
    return begin_work(T, S, slot, NOBODY)


@kernel
def seated(T, S, roots, a):
    """Members of the deal's committee, into the scratch columns; how many."""
    c = T.segment[a.segment].committee
    members = 0
    for r in range(T.committee[c].roles_from, T.committee[c].roles_to):
        for seat in range(T.role[r].seats):
            key = child_key(child_key(a.key, T.role[r].key), seat)
            if sits(role_of(T, r), uniform(roots, P_PRESENCE, key, 0)):
                S.vote[members].number = T.role[r].number
                S.vote[members].seat = seat
                S.vote[members].key = key
                S.vote[members].role = r
                members += 1
    return members


@kernel
def to_committee(T, S, roots, slot, middle):
    """Come before the committee, perhaps in the middle of its meetings."""
    a = S.account[slot]
    c = T.segment[a.segment].committee
    members = seated(T, S, roots, a)
    a.count = meetings(
        T.committee[c].meetings, T.committee[c].more_meetings, members, uniform(roots, P_MEETINGS, a.key, 0)
    )
    a.meeting, a.middle = 0, middle
    if middle == 1:
        a.meeting = int(uniform(roots, P_PIPELINE_MEETING, a.key, 0) * a.count)


@kernel
def next_gap(T, roots, a):
    """Time until the next meeting [day]; a deal found in the middle waits for the rest of a gap."""
    law = law_of(T, T.committee[T.segment[a.segment].committee].gap)
    if a.middle == 1:
        a.middle = 0
        return residual_quantile(
            law, uniform(roots, P_PIPELINE_LENGTH, a.key, 0), uniform(roots, P_PIPELINE_SHARE, a.key, 0)
        )
    return law_quantile(law, uniform(roots, P_MEETING_GAP, a.key, a.meeting))


@kernel
def order_votes(T, S, roots, a):
    """Members in the order of their reviews, in the scratch columns; how many."""
    members = seated(T, S, roots, a)
    law = law_of(T, T.committee[T.segment[a.segment].committee].review)
    for i in range(members):
        S.vote[i].time = a.opened + microseconds(law_quantile(law, uniform(roots, P_REVIEW, S.vote[i].key, 0)))
    for i in range(1, members):  # insertion: committees are small
        time, number, seat, key, r = S.vote[i].time, S.vote[i].number, S.vote[i].seat, S.vote[i].key, S.vote[i].role
        j = i - 1
        while j >= 0 and (
            S.vote[j].time > time
            or (
                S.vote[j].time == time
                and (S.vote[j].number > number or (S.vote[j].number == number and S.vote[j].seat > seat))
            )
        ):
            S.vote[j + 1].time, S.vote[j + 1].number, S.vote[j + 1].seat = (
                S.vote[j].time,
                S.vote[j].number,
                S.vote[j].seat,
            )
            S.vote[j + 1].key, S.vote[j + 1].role = S.vote[j].key, S.vote[j].role
            j -= 1
        S.vote[j + 1].time, S.vote[j + 1].number, S.vote[j + 1].seat = time, number, seat
        S.vote[j + 1].key, S.vote[j + 1].role = key, r
    return members


@kernel
def cast(T, S, roots, a, i):
    """The i-th vote, from the scratch columns; True if it ends the ballot."""
    c = T.segment[a.segment].committee
    r, key = S.vote[i].role, S.vote[i].key
    role = role_of(T, r)
    luck = T.committee[c].shared_luck * normal_quantile(uniform(roots, P_SHARED_LUCK, a.key, 0))
    attended = attention(T.firm[0].attention, a.waited)
    logit = stance(role, a.log_price, a.fit, T.day[today(T, S)].proof, attended, a.trust, luck)
    answer = 1
    if says_yes(logit, uniform(roots, P_STANCE, key, 0)):
        a.yes += role.weight
    else:
        a.noes += 1
        a.deciding += role.decides
        answer = 0
        if blocks(role, uniform(roots, P_VETO, key, 0)):
            answer = -1
            a.blocked += 1
    note(S, VOTE, a, S.vote[i].number * 1000 + S.vote[i].seat, -1, 0, answer, logit)
    return a.blocked > 0 or (T.committee[c].how == UNANIMITY and a.noes > 0)


@kernel
def verdict(T, S, roots, slot, members):
    """The ballot is over: True if the account becomes a customer."""
    a = S.account[slot]
    c = T.segment[a.segment].committee
    everyone = 0.0
    # In the order of roles, as the weights are summed in the reference.
    for r in range(T.committee[c].roles_from, T.committee[c].roles_to):
        for i in range(members):
            if S.vote[i].role == r:
                everyone += T.role[r].weight
    if not buys(T.committee[c].how, T.committee[c].threshold, a.yes, everyone, a.noes, a.blocked, a.deciding):
        note(S, LOST, a, COMMITTEE, -1, 0, 0, 0.0)
        release(S, slot)
        return False
    note(S, WON, a, a.found, -1, a.amount, 0, 0.0)
    commission = cost_of(a.amount, T.firm[0].commission)
    if commission != 0:
        note(S, COMMISSION, a, 0, T.firm[0].ae, commission, 0, 0.0)
    if a.referred == 1 and T.firm[0].reward != 0:
        note(S, REWARD, a, 0, -1, T.firm[0].reward, 0, 0.0)
    sign(T, S, roots, slot)
    return True


@kernel
def invoice(T, S, a):
    """Bill the term that starts now, and book what serving it costs."""
    term = T.segment[a.segment].term
    a.invoiced = a.mrr * term
    a.served = cost_of(a.invoiced, T.firm[0].serve_share)
    note(S, INVOICED, a, term, -1, a.invoiced, 0, 0.0)
    if a.served != 0:
        note(S, SERVED, a, 0, -1, a.served, 0, 0.0)


@kernel
def sign(T, S, roots, slot):
    """A win becomes a customer."""
    a, now = S.account[slot], S.number[NOW]
    g = a.segment
    move(S, NEW, a, a.amount // 12, 0.0)
    drawn = law_quantile(law_of(T, T.segment[g].onboarding), uniform(roots, P_ONBOARDING, a.key, 0))
    a.live = now + microseconds(onboarding_days(drawn, T.firm[0].s_onboarding, S.coverage[0]))
    a.began, a.term_start, a.due, a.terms, a.renewals = now, now, now, 0, 0
    invoice(T, S, a)
    begin_referring(T, S, roots, slot)
    low, high = T.segment[g].propensity_from, T.segment[g].propensity_to
    table = Table(T.quantile_p[low:high], T.quantile_v[low:high])
    a.leaving = table_quantile(table, uniform(roots, P_PROPENSITY, a.key, 0))
    subscribe(T, S, roots, a, 0)


@kernel
def subscribe(T, S, roots, a, live):
    """Begin to live from contract to contract."""
    a.is_live, a.signed, a.fails, a.met = live, S.number[NOW], NEVER, 0
    rate = T.segment[a.segment].failure
    if rate > 0.0:
        a.fails = S.number[NOW] + microseconds(exponential_quantile(uniform(roots, P_FAILURE, a.key, 0)) / rate)
    a.phase = BEGINNING


@kernel
def next_wait(T, S, slot):
    """What a customer waits for next: value, the firm's end, or the end of the term."""
    a = S.account[slot]
    a.due = months_after(T.starts, a.began, (a.terms + 1) * T.segment[a.segment].term)
    if a.is_live == 0 and a.live <= a.due and a.live < a.fails:
        if a.live > S.number[NOW]:
            a.phase = LIVING
            put(S, a.live, COMPLETION, a.key, RENEWAL, STEP, slot, 0)
            return
        goes_live(S, a)
    await_due(S, slot)


@kernel
def goes_live(S, a):
    """Value is reached."""
    a.is_live = 1
    note(S, LIVE, a, 0, -1, 0, 0, (S.number[NOW] - a.signed) / DAY)


@kernel
def await_due(S, slot):
    """Wait for the firm's end or for the end of the term."""
    a = S.account[slot]
    if a.fails <= a.due:
        a.phase = FAILING
        put(S, a.fails, COMPLETION, a.key, RENEWAL, STEP, slot, 0)
    else:
        a.phase = RENEWING
        put(S, a.due, COMPLETION, a.key, RENEWAL, STEP, slot, 0)


@kernel
def month_at(T, time):
    """Month index of an instant, 0 for all before day 0."""
    return max(0, month_of(T.starts, time) - T.firm[0].before)


@kernel
def renews(T, S, roots, a):
    """Stay or go; who stays may pay more, grow or shrink."""
    g, now = a.segment, S.number[NOW]
    retention = Retention(
        T.segment[g].idle,
        T.segment[g].price_churn,
        T.segment[g].expansion,
        T.segment[g].expansion_size,
        T.segment[g].contraction,
        T.segment[g].contraction_size,
    )
    covered = mean_coverage(S.coverage_sums, month_at(T, a.term_start), month_at(T, now))
    uplift = T.day[today(T, S)].uplift
    idle = idle_share(a.term_start, a.live, now)
    shift = churn_shift(retention, idle, uplift, uncovered_shift(T.firm[0].s_churn, covered))
    if churns(a.leaving, shift, T.segment[g].term, uniform(roots, P_RENEWAL, a.key, a.met)):
        return False
    note(S, RENEWED, a, a.renewals, -1, 0, 0, 0.0)
    if uplift > 0.0:
        move(S, UPLIFTED, a, step_of(a.mrr, uplift), 0.0)
    less = shifted(retention.contraction, uncovered_shift(T.firm[0].s_contraction, covered))
    more = shifted(retention.expansion, -uncovered_shift(T.firm[0].s_expansion, covered))
    u = uniform(roots, P_GROWTH, a.key, a.met)
    what = growth(over_term(less, T.segment[g].term), over_term(more, T.segment[g].term), u)
    if what == EXPAND:
        move(S, EXPANDED, a, step_of(a.mrr, retention.expansion_size), 0.0)
    elif what == CONTRACT:
        delta = min(a.mrr - 1, step_of(a.mrr, retention.contraction_size))
        if delta > 0:
            move(S, CONTRACTED, a, -delta, 0.0)
    return True


@kernel
def leaves(T, S, roots, slot):
    """The contract is not renewed; perhaps the customer comes back. True if it does so at once."""
    a, now = S.account[slot], S.number[NOW]
    a.mrr_before = a.mrr
    move(S, CHURNED, a, -a.mrr, 0.0)
    back = False
    if T.firm[0].returns == 1:
        chance_ = shifted(T.firm[0].return_chance, -uncovered_shift(T.firm[0].s_reactivation, S.coverage[0]))
        if uniform(roots, P_RETURNS, a.key, a.met) < chance_:
            delay = law_quantile(law_of(T, T.firm[0].return_delay), uniform(roots, P_RETURN_DELAY, a.key, a.met))
            when = now + microseconds(delay)
            if not a.fails <= when:
                back = True
                if when > now:
                    a.phase = RETURNING
                    put(S, when, COMPLETION, a.key, RENEWAL, STEP, slot, 0)
                    return False
    if not back:
        a.gone = 1
        release(S, slot)
    return back


@kernel
def comes_back(T, S, a):
    """A new contract with a lost customer."""
    move(S, REACTIVATED, a, step_of(a.mrr_before, T.firm[0].return_value), 0.0)
    a.began = a.term_start = S.number[NOW]
    a.terms = 0
    invoice(T, S, a)


@kernel
def fails(S, slot):
    """The customer's firm closes: the unserved rest of the term is credited and not served."""
    a, now = S.account[slot], S.number[NOW]
    a.gone = 1
    move(S, FAILED, a, -a.mrr, 0.0)
    left, whole = (a.due - now) // SECOND, (a.due - a.term_start) // SECOND
    credit = share_of(a.invoiced, left, whole)
    if credit != 0:
        note(S, CREDITED, a, 0, -1, -credit, 0, 0.0)
    unserved = share_of(a.served, left, whole)
    if unserved != 0:
        note(S, SERVED, a, 0, -1, -unserved, 0, 0.0)
    release(S, slot)


@kernel
def begin_referring(T, S, roots, slot):
    """A customer's occasions to refer begin."""
    a = S.account[slot]
    if T.firm[0].referrals == 1 and T.firm[0].refer_rate > 0.0:
        a.holds += 1
        a.occasions, a.occasion_at = 0, S.number[NOW]
        next_occasion(T, S, roots, slot)


@kernel
def next_occasion(T, S, roots, slot):
    """Have the next occasion come, when there is one before the horizon."""
    a = S.account[slot]
    u = uniform(roots, P_REFERRAL_GAP, a.key, a.occasions)
    a.occasion_at += microseconds(exponential_quantile(u) / T.firm[0].refer_rate)
    if a.occasion_at < T.firm[0].horizon:
        put(S, a.occasion_at, ARRIVAL, a.key, 1, OCCASION, slot, 0)
    else:
        release(S, slot)


@kernel
def occasion(T, S, roots, slot):
    """Refer somebody, if the customer is one, has value and is willing: the new lead's slot, or -1."""
    a = S.account[slot]
    if a.gone == 1:
        release(S, slot)
        return -1
    child = -1
    referring = Referring(T.firm[0].unrewarded, T.firm[0].half_reward, T.firm[0].needs_coverage)
    willing = readiness(referring, float(T.firm[0].reward), S.coverage[0])
    if a.mrr > 0 and a.live <= S.number[NOW] and refers(willing, uniform(roots, P_REFERRAL, a.key, a.occasions)):
        key = child_key(child_key(a.key, T.firm[0].referral_key), a.occasions)
        note(S, REFERRED, a, a.occasions, -1, 0, 0, 0.0)
        child = born(S, key, len(T.channel), a.segment, 1, normal_quantile(uniform(roots, P_FIT, key, 0)))
        c = S.account[child]
        c.referred, c.trust = 1, T.firm[0].trust
        note(S, LEAD, c, 1, -1, 0, a.occasions, c.fit)
    a.occasions += 1
    next_occasion(T, S, roots, slot)
    return child


# What to do next with an account, in `go_on`.
(DO_END_WORK, DO_THOUGHT, DO_STAGE, DO_COMMITTEE, DO_MEET, DO_MET, DO_BALLOT, DO_VOTES, DO_CUSTOMER) = range(9)


@kernel
def go_on(T, S, roots, slot, do):
    """Let an account live until it has to wait."""
    while True:
        a = S.account[slot]
        if do == DO_END_WORK:
            end_work(T, S, slot)
            if a.in_time == 0:
                release(S, slot)
                return
            if a.stage == QUALIFYING:
                waited = (a.started - a.queued) / DAY
                if not qualifies(handling_of(T, a), waited, uniform(roots, P_QUALIFIES, a.key, 0)):
                    note(S, DISQUALIFIED, a, 1, -1, 0, 0, 0.0)
                    release(S, slot)
                    return
                note(S, SQL, a, 0, -1, 0, 0, 0.0)
                closes = NEVER
                if T.firm[0].window >= 0:
                    days = law_quantile(law_of(T, T.firm[0].window), uniform(roots, P_WINDOW, a.key, 0))
                    closes = S.number[NOW] + microseconds(days)
                open_deal(T, S, roots, slot, 0, closes)
                a.stage, do = 0, DO_STAGE
                continue
            think = law_quantile(
                law_of(T, T.stage[a.stage].think), uniform(roots, P_THINKING, a.key, T.stage[a.stage].key)
            )
            if wait(S, slot, S.number[NOW] + microseconds(think), THINKING + a.stage, THINKING_ON, a.stage) != 1:
                return
            do = DO_THOUGHT
        elif do == DO_THOUGHT:
            if not goes_on(T.stage[a.stage].goes_on, uniform(roots, P_GOES_ON, a.key, T.stage[a.stage].key)):
                note(S, LOST, a, a.stage, -1, 0, 0, 0.0)
                release(S, slot)
                return
            note(S, ADVANCED, a, a.stage, -1, 0, 0, 0.0)
            a.stage, do = a.stage + 1, DO_STAGE
        elif do == DO_STAGE:
            if a.stage < len(T.stage):
                if not next_stage(T, S, roots, slot, a.stage):
                    return
                do = DO_END_WORK
            else:
                to_committee(T, S, roots, slot, 0)
                do = DO_MEET
        elif do == DO_MEET:
            if a.meeting >= a.count:
                do = DO_BALLOT
                continue
            until = S.number[NOW] + microseconds(next_gap(T, roots, a))
            if wait(S, slot, until, MEETING, MEETING_ON, COMMITTEE) != 1:
                return
            do = DO_MET
        elif do == DO_MET:
            a.meeting += 1
            note(S, K_MEETING, a, a.meeting, -1, 0, 0, 0.0)
            do = DO_MEET
        elif do == DO_BALLOT:
            a.opened, a.vote, a.yes, a.noes, a.blocked, a.deciding = S.number[NOW], 0, 0.0, 0, 0, 0
            do = DO_VOTES
        elif do == DO_VOTES:
            members = order_votes(T, S, roots, a)
            over = False
            while a.vote < members and not over:
                waits = wait(S, slot, S.vote[a.vote].time, REVIEW, REVIEWING, COMMITTEE)
                if waits != 1:
                    return
                over = cast(T, S, roots, a, a.vote)
                a.vote += 1
            if not verdict(T, S, roots, slot, members):
                return
            do = DO_CUSTOMER
        else:
            next_wait(T, S, slot)
            return


@kernel
def step(T, S, roots, slot):
    """The wait of an account is over."""
    a = S.account[slot]
    phase = a.phase
    if phase == WORKING:
        go_on(T, S, roots, slot, DO_END_WORK)
    elif phase == DROPPED:
        note(S, NO_DECISION, a, a.stage, -1, 0, 0, 0.0)
        a.phase = WORKING
        if a.finish > S.number[NOW]:
            put(S, a.finish, COMPLETION, a.key, a.stage, STEP, slot, 0)
        else:
            go_on(T, S, roots, slot, DO_END_WORK)
    elif phase == THINKING_ON:
        go_on(T, S, roots, slot, DO_THOUGHT)
    elif phase == MEETING_ON:
        go_on(T, S, roots, slot, DO_MET)
    elif phase == REVIEWING:
        go_on(T, S, roots, slot, DO_VOTES)
    elif phase == BREAKING_OFF:
        note(S, NO_DECISION, a, a.stage, -1, 0, 0, 0.0)
        release(S, slot)
    elif phase == LIVING:
        goes_live(S, a)
        await_due(S, slot)
    elif phase == FAILING:
        fails(S, slot)
    elif phase == RENEWING:
        a.renewals += 1
        a.met += 1
        note(S, RENEWAL_DUE, a, a.renewals, -1, 0, 0, 0.0)
        if renews(T, S, roots, a):
            a.terms += 1
            a.term_start = S.number[NOW]
            invoice(T, S, a)
            next_wait(T, S, slot)
        elif leaves(T, S, roots, slot):
            comes_back(T, S, a)
            next_wait(T, S, slot)
    elif phase == RETURNING:
        comes_back(T, S, a)
        next_wait(T, S, slot)


@kernel
def timer(S, slot, token):
    """Somebody's patience ends; nothing happens if he has been answered."""
    a = S.account[slot]
    if a.token != token:
        return
    a.token = -1
    if a.stage == QUALIFYING:
        note(S, GAVE_UP, a, 0, -1, 0, 0, (S.number[NOW] - a.queued) / DAY)
    else:
        note(S, NO_DECISION, a, a.stage, -1, 0, 0, 0.0)
    release(S, slot)


@kernel
def dispatch(T, S, roots, team):
    """Serve the first in the queue; the next one is served by the next dispatch of the same instant."""
    S.desk[team].called = 0
    while S.desk[team].free_size > 0 and S.desk[team].queue_size > 0:
        token, slot = queue_pop(S, team)
        if S.account[slot].token == token:
            S.account[slot].token = -1
            person = free_pop(S, team)
            if begin_work(T, S, slot, person):
                go_on(T, S, roots, slot, DO_END_WORK)
            break
    if S.desk[team].free_size > 0 and S.desk[team].queue_size > 0:
        call(T, S, team)
