"""The lives of accounts as steps from wait to wait; each mirrors a process of the reference engine."""

from gtmsim.engine.agenda import ARRIVAL, COMPLETION, GIVE_UP
from gtmsim.engine.compiled.agenda import NEVER, put
from gtmsim.engine.compiled.jit import compiled, kernel
from gtmsim.engine.compiled.luck import child_key, uniform
from gtmsim.engine.compiled.spaces import (
    account_at,
    ballot_at,
    book_at,
    coverage_sums_of,
    desk_at,
    free_account_at,
    set_amount,
    set_channel,
    set_entity,
    set_free_account,
    set_kind,
    set_level,
    set_number,
    set_segment,
    set_sub,
    set_team,
    set_time,
)
from gtmsim.engine.compiled.teams import (
    DISPATCHING,
    call,
    finish,
    free_pop,
    give,
    queue_pop,
    queue_push,
    worked_before,
    working,
)
from gtmsim.engine.compiled.world import (
    committee_at,
    day_at,
    handling_at,
    law_at,
    quantile_p_of,
    quantile_v_of,
    role_at,
    segment_at,
    stage_at,
    starts_of,
    team_at,
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

SECOND = 1_000_000
NOBODY = -1
AT_ONCE = -1  # before every round of the instant
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
    """Write a row; one for which there is no room is counted and not written."""
    at = S.rows
    S.rows += 1
    if at >= S.most_rows:
        return
    set_time(S, at, S.now)
    set_kind(S, at, kind)
    set_entity(S, at, entity)
    set_sub(S, at, sub)
    set_channel(S, at, channel)
    set_segment(S, at, segment)
    set_team(S, at, team)
    set_amount(S, at, amount)
    set_level(S, at, level)
    set_number(S, at, fact)


@kernel
def note(S, kind, a, sub, team, amount, level, fact):
    """Write a row about an account."""
    row(S, kind, a.key, sub, a.channel, a.segment, team, amount, level, fact)


@kernel
def move(S, kind, a, delta, fact):
    """Move the account's MRR and write the movement."""
    before = a.mrr
    a.mrr = before + delta
    book_at(S, a.segment).mrr += delta
    if before == 0:
        book_at(S, a.segment).customers += 1
    elif a.mrr == 0:
        book_at(S, a.segment).customers -= 1
    note(S, kind, a, 0, -1, delta, a.mrr, fact)


@kernel
def law_of(T, number):
    """A law by its number."""
    return Law(law_at(T, number).form, law_at(T, number).location, law_at(T, number).sigma)


@kernel
def handling_of(T, a):
    """How leads like this one fare."""
    m = a.active
    return Handling(
        handling_at(T, m).screened, handling_at(T, m).qualified, handling_at(T, m).half_life, handling_at(T, m).floor
    )


@kernel
def role_of(T, r):
    """A role by its row."""
    return Role(
        role_at(T, r).chance,
        role_at(T, r).weight,
        role_at(T, r).veto,
        role_at(T, r).base_logit,
        role_at(T, r).price,
        role_at(T, r).fit,
        role_at(T, r).proof,
        role_at(T, r).relationship,
        role_at(T, r).decides,
    )


@kernel
def today(T, S):
    """Day of the horizon, at most its last."""
    return min(S.now // DAY, T.last_day)


@kernel
def born(S, key, channel, segment, active, fit):
    """Room for a new account: its slot."""
    if S.free_accounts > 0:
        S.free_accounts -= 1
        slot = free_account_at(S, S.free_accounts)
    else:
        slot = S.used_accounts
        S.used_accounts += 1
        if slot >= S.most_accounts:
            S.broken, slot = 1, 0
    a = account_at(S, slot)
    a.key, a.channel, a.segment, a.active, a.fit = key, channel, segment, active, fit
    a.trust, a.waited, a.mrr, a.live, a.gone, a.referred, a.holds = 0.0, 0.0, 0, 0, 0, 0, 1
    a.token, a.stage, a.person, a.first = -1, 0, NOBODY, slot * S.seats
    return slot


@kernel
def release(S, slot):
    """One of the two things that need an account's room is over; the room is free when both are."""
    a = account_at(S, slot)
    a.holds -= 1
    if a.holds == 0:
        a.token = -1
        set_free_account(S, S.free_accounts, slot)
        S.free_accounts += 1


@kernel
def ask(T, S, slot, team, rank, sub, until):
    """Wait for a person of the team, or until `until`."""
    a = account_at(S, slot)
    S.token += 1
    a.token, a.queued, a.phase = S.token, S.now, ASKED
    queue_push(S, team, rank, S.now, a.key, sub, a.token, slot)
    if until < NEVER:
        put(S, until, GIVE_UP, a.key, sub, TIMER, slot, a.token)
    if desk_at(S, team).free_size > 0:
        call(T, S, team)


@kernel
def lead(T, S, slot):
    """From arrival to the queue; True if the account goes on at once."""
    a = account_at(S, slot)
    if not passes_screen(handling_of(T, a), uniform(S, P_SCREEN, a.key, 0)):
        note(S, DISQUALIFIED, a, 0, -1, 0, 0, 0.0)
        release(S, slot)
        return False
    note(S, MQL, a, 0, -1, 0, 0, 0.0)
    until = NEVER
    if handling_at(T, a.active).patience >= 0:
        until = S.now + microseconds(
            law_quantile(law_of(T, handling_at(T, a.active).patience), uniform(S, P_PATIENCE, a.key, 0))
        )
    a.hours = law_quantile(law_of(T, handling_at(T, a.active).qualifying), uniform(S, P_QUALIFYING_WORK, a.key, 0))
    a.stage, a.closes, a.queued = QUALIFYING, NEVER, S.now
    if T.sdr >= 0:
        ask(T, S, slot, T.sdr, priority(team_at(T, T.sdr).order, a.active, 0, 0), QUALIFYING, until)
        return False
    return begin_work(T, S, slot, NOBODY)


@kernel
def begin_work(T, S, slot, person):
    """Start the task in hand; True if it is over at once."""
    a, now = account_at(S, slot), S.now
    team = T.sdr if a.stage == QUALIFYING else T.ae
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
    a = account_at(S, slot)
    team = T.sdr if a.stage == QUALIFYING else T.ae
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
    a, now = account_at(S, slot), S.now
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
def open_deal(T, S, slot, found, closes):
    """Put a deal on the table."""
    a = account_at(S, slot)
    day = today(T, S)
    a.found, a.closes = found, closes
    a.amount = annual_price(
        segment_at(T, a.segment).median,
        segment_at(T, a.segment).sigma,
        day_at(T, day).price,
        uniform(S, P_VALUE, a.key, 0),
    )
    a.log_price = day_at(T, day).log_price
    note(S, OPPORTUNITY, a, found, -1, a.amount, 0, 0.0)


@kernel
def next_stage(T, S, slot, number):
    """Queue for a stage of the sale; True if the account goes on at once."""
    a = account_at(S, slot)
    a.stage = number
    a.hours = segment_at(T, a.segment).effort * law_quantile(
        law_of(T, stage_at(T, number).work), uniform(S, P_STAGE_WORK, a.key, stage_at(T, number).key)
    )
    a.queued = S.now
    if T.ae >= 0:
        ask(T, S, slot, T.ae, priority(team_at(T, T.ae).order, a.active, number, a.amount), number, a.closes)
        return False
    return begin_work(T, S, slot, NOBODY)


@kernel
def seated(T, S, a):
    """Seat the members of the deal's committee in its ballot; how many."""
    c = segment_at(T, a.segment).committee
    members = 0
    for r in range(committee_at(T, c).roles_from, committee_at(T, c).roles_to):
        role = role_of(T, r)
        role_key = child_key(a.key, role_at(T, r).key)
        for seat in range(role_at(T, r).seats):
            key = child_key(role_key, seat)
            if sits(role, uniform(S, P_PRESENCE, key, 0)):
                member = ballot_at(S, a.first + members)
                member.number, member.seat, member.key, member.role = role_at(T, r).number, seat, key, r
                members += 1
    return members


@kernel
def to_committee(T, S, slot, middle):
    """Come before the committee, perhaps in the middle of its meetings."""
    a = account_at(S, slot)
    c = segment_at(T, a.segment).committee
    a.members = seated(T, S, a)
    a.count = meetings(
        committee_at(T, c).meetings, committee_at(T, c).more_meetings, a.members, uniform(S, P_MEETINGS, a.key, 0)
    )
    a.meeting, a.middle = 0, middle
    if middle == 1:
        a.meeting = int(uniform(S, P_PIPELINE_MEETING, a.key, 0) * a.count)


@kernel
def next_gap(T, S, a):
    """Time until the next meeting [day]; a deal found in the middle waits for the rest of a gap."""
    law = law_of(T, committee_at(T, segment_at(T, a.segment).committee).gap)
    if a.middle == 1:
        a.middle = 0
        return residual_quantile(law, uniform(S, P_PIPELINE_LENGTH, a.key, 0), uniform(S, P_PIPELINE_SHARE, a.key, 0))
    return law_quantile(law, uniform(S, P_MEETING_GAP, a.key, a.meeting))


@kernel
def after(member, time, number, seat):
    """Whether a member votes after somebody with this time, role and seat."""
    if member.time != time:
        return member.time > time
    if member.number != number:
        return member.number > number
    return member.seat > seat


@kernel
def order_votes(T, S, a):
    """Put the members in the order of their reviews."""
    law = law_of(T, committee_at(T, segment_at(T, a.segment).committee).review)
    for i in range(a.members):  # insertion: committees are small
        member = ballot_at(S, a.first + i)
        number, seat, key, role = member.number, member.seat, member.key, member.role
        time = S.now + microseconds(law_quantile(law, uniform(S, P_REVIEW, key, 0)))
        j = i
        while j > 0 and after(ballot_at(S, a.first + j - 1), time, number, seat):
            later, there = ballot_at(S, a.first + j - 1), ballot_at(S, a.first + j)
            there.time, there.number, there.seat = later.time, later.number, later.seat
            there.key, there.role = later.key, later.role
            j -= 1
        there = ballot_at(S, a.first + j)
        there.time, there.number, there.seat, there.key, there.role = time, number, seat, key, role


@kernel
def cast(T, S, a, i):
    """The i-th vote; True if it ends the ballot."""
    c = segment_at(T, a.segment).committee
    member = ballot_at(S, a.first + i)
    key, role = member.key, role_of(T, member.role)
    luck = committee_at(T, c).shared_luck * normal_quantile(uniform(S, P_SHARED_LUCK, a.key, 0))
    attended = attention(T.attention, a.waited)
    logit = stance(role, a.log_price, a.fit, day_at(T, today(T, S)).proof, attended, a.trust, luck)
    answer = 1
    if says_yes(logit, uniform(S, P_STANCE, key, 0)):
        a.yes += role.weight
    else:
        a.noes += 1
        a.deciding += role.decides
        answer = 0
        if blocks(role, uniform(S, P_VETO, key, 0)):
            answer = -1
            a.blocked += 1
    note(S, VOTE, a, member.number * 1000 + member.seat, -1, 0, answer, logit)
    return a.blocked > 0 or (committee_at(T, c).how == UNANIMITY and a.noes > 0)


@kernel
def verdict(T, S, slot):
    """The ballot is over: True if the account becomes a customer."""
    a = account_at(S, slot)
    c = segment_at(T, a.segment).committee
    everyone = 0.0
    # In the order of roles, as the weights are summed in the reference.
    for r in range(committee_at(T, c).roles_from, committee_at(T, c).roles_to):
        for i in range(a.members):
            if ballot_at(S, a.first + i).role == r:
                everyone += role_at(T, r).weight
    if not buys(committee_at(T, c).how, committee_at(T, c).threshold, a.yes, everyone, a.noes, a.blocked, a.deciding):
        note(S, LOST, a, COMMITTEE, -1, 0, 0, 0.0)
        release(S, slot)
        return False
    note(S, WON, a, a.found, -1, a.amount, 0, 0.0)
    commission = cost_of(a.amount, T.commission)
    if commission != 0:
        note(S, COMMISSION, a, 0, T.ae, commission, 0, 0.0)
    if a.referred == 1 and T.reward != 0:
        note(S, REWARD, a, 0, -1, T.reward, 0, 0.0)
    sign(T, S, slot)
    return True


@kernel
def invoice(T, S, a):
    """Bill the term that starts now, and book what serving it costs."""
    term = segment_at(T, a.segment).term
    a.invoiced = a.mrr * term
    a.served = cost_of(a.invoiced, T.serve_share)
    note(S, INVOICED, a, term, -1, a.invoiced, 0, 0.0)
    if a.served != 0:
        note(S, SERVED, a, 0, -1, a.served, 0, 0.0)


@kernel
def sign(T, S, slot):
    """A win becomes a customer."""
    a, now = account_at(S, slot), S.now
    g = a.segment
    move(S, NEW, a, a.amount // 12, 0.0)
    drawn = law_quantile(law_of(T, segment_at(T, g).onboarding), uniform(S, P_ONBOARDING, a.key, 0))
    a.live = now + microseconds(onboarding_days(drawn, T.s_onboarding, S.coverage))
    a.began, a.term_start, a.due, a.terms, a.renewals = now, now, now, 0, 0
    invoice(T, S, a)
    begin_referring(T, S, slot)
    low, high = segment_at(T, g).propensity_from, segment_at(T, g).propensity_to
    table = Table(quantile_p_of(T, low, high - low), quantile_v_of(T, low, high - low))
    a.leaving = table_quantile(table, uniform(S, P_PROPENSITY, a.key, 0))
    subscribe(T, S, a, 0)


@kernel
def subscribe(T, S, a, live):
    """Begin to live from contract to contract."""
    a.is_live, a.signed, a.fails, a.met = live, S.now, NEVER, 0
    rate = segment_at(T, a.segment).failure
    if rate > 0.0:
        a.fails = S.now + microseconds(exponential_quantile(uniform(S, P_FAILURE, a.key, 0)) / rate)
    a.phase = BEGINNING


@kernel
def next_wait(T, S, slot):
    """What a customer waits for next: value, the firm's end, or the end of the term."""
    a = account_at(S, slot)
    a.due = months_after(starts_of(T, 0, T.n_starts), a.began, (a.terms + 1) * segment_at(T, a.segment).term)
    if a.is_live == 0 and a.live <= a.due and a.live < a.fails:
        if a.live > S.now:
            a.phase = LIVING
            put(S, a.live, COMPLETION, a.key, RENEWAL, STEP, slot, 0)
            return
        goes_live(S, a)
    await_due(S, slot)


@kernel
def goes_live(S, a):
    """Value is reached."""
    a.is_live = 1
    note(S, LIVE, a, 0, -1, 0, 0, (S.now - a.signed) / DAY)


@kernel
def await_due(S, slot):
    """Wait for the firm's end or for the end of the term."""
    a = account_at(S, slot)
    if a.fails <= a.due:
        a.phase = FAILING
        put(S, a.fails, COMPLETION, a.key, RENEWAL, STEP, slot, 0)
    else:
        a.phase = RENEWING
        put(S, a.due, COMPLETION, a.key, RENEWAL, STEP, slot, 0)


@kernel
def month_index(T, time):
    """Month index of an instant, 0 for all before day 0."""
    return max(0, month_of(starts_of(T, 0, T.n_starts), time) - T.before)


@kernel
def renews(T, S, a):
    """Stay or go; who stays may pay more, grow or shrink."""
    g, now = a.segment, S.now
    retention = Retention(
        segment_at(T, g).idle,
        segment_at(T, g).price_churn,
        segment_at(T, g).expansion,
        segment_at(T, g).expansion_size,
        segment_at(T, g).contraction,
        segment_at(T, g).contraction_size,
    )
    covered = mean_coverage(coverage_sums_of(S, 0, T.n_ends + 2), month_index(T, a.term_start), month_index(T, now))
    uplift = day_at(T, today(T, S)).uplift
    idle = idle_share(a.term_start, a.live, now)
    shift = churn_shift(retention, idle, uplift, uncovered_shift(T.s_churn, covered))
    if churns(a.leaving, shift, segment_at(T, g).term, uniform(S, P_RENEWAL, a.key, a.met)):
        return False
    note(S, RENEWED, a, a.renewals, -1, 0, 0, 0.0)
    if uplift > 0.0:
        move(S, UPLIFTED, a, step_of(a.mrr, uplift), 0.0)
    less = shifted(retention.contraction, uncovered_shift(T.s_contraction, covered))
    more = shifted(retention.expansion, -uncovered_shift(T.s_expansion, covered))
    u = uniform(S, P_GROWTH, a.key, a.met)
    what = growth(over_term(less, segment_at(T, g).term), over_term(more, segment_at(T, g).term), u)
    if what == EXPAND:
        move(S, EXPANDED, a, step_of(a.mrr, retention.expansion_size), 0.0)
    elif what == CONTRACT:
        delta = min(a.mrr - 1, step_of(a.mrr, retention.contraction_size))
        if delta > 0:
            move(S, CONTRACTED, a, -delta, 0.0)
    return True


@kernel
def leaves(T, S, slot):
    """The contract is not renewed; perhaps the customer comes back. True if it does so at once."""
    a, now = account_at(S, slot), S.now
    a.mrr_before = a.mrr
    move(S, CHURNED, a, -a.mrr, 0.0)
    back = False
    if T.returns == 1:
        chance_ = shifted(T.return_chance, -uncovered_shift(T.s_reactivation, S.coverage))
        if uniform(S, P_RETURNS, a.key, a.met) < chance_:
            delay = law_quantile(law_of(T, T.return_delay), uniform(S, P_RETURN_DELAY, a.key, a.met))
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
    move(S, REACTIVATED, a, step_of(a.mrr_before, T.return_value), 0.0)
    a.began = a.term_start = S.now
    a.terms = 0
    invoice(T, S, a)


@kernel
def fails(S, slot):
    """The customer's firm closes: the unserved rest of the term is credited and not served."""
    a, now = account_at(S, slot), S.now
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
def begin_referring(T, S, slot):
    """A customer's occasions to refer begin."""
    a = account_at(S, slot)
    if T.referrals == 1 and T.refer_rate > 0.0:
        a.holds += 1
        a.occasions, a.occasion_at = 0, S.now
        next_occasion(T, S, slot)


@kernel
def next_occasion(T, S, slot):
    """Have the next occasion come, when there is one before the horizon."""
    a = account_at(S, slot)
    u = uniform(S, P_REFERRAL_GAP, a.key, a.occasions)
    a.occasion_at += microseconds(exponential_quantile(u) / T.refer_rate)
    if a.occasion_at < T.horizon:
        put(S, a.occasion_at, ARRIVAL, a.key, 1, OCCASION, slot, 0)
    else:
        release(S, slot)


@kernel
def occasion(T, S, slot):
    """Refer somebody, if the customer is one, has value and is willing: the new lead's slot, or -1."""
    a = account_at(S, slot)
    if a.gone == 1:
        release(S, slot)
        return -1
    child = -1
    referring = Referring(T.unrewarded, T.half_reward, T.needs_coverage)
    willing = readiness(referring, float(T.reward), S.coverage)
    if a.mrr > 0 and a.live <= S.now and refers(willing, uniform(S, P_REFERRAL, a.key, a.occasions)):
        key = child_key(child_key(a.key, T.referral_key), a.occasions)
        note(S, REFERRED, a, a.occasions, -1, 0, 0, 0.0)
        child = born(S, key, T.n_channels, a.segment, 1, normal_quantile(uniform(S, P_FIT, key, 0)))
        c = account_at(S, child)
        c.referred, c.trust = 1, T.trust
        note(S, LEAD, c, 1, -1, 0, a.occasions, c.fit)
    a.occasions += 1
    next_occasion(T, S, slot)
    return child


# What to do next with an account, in `go_on`.
(DO_END_WORK, DO_THOUGHT, DO_STAGE, DO_MEET, DO_MET, DO_BALLOT, DO_VOTES, DO_CUSTOMER) = range(8)


@kernel
def go_on(T, S, slot, do):
    """Let an account live until it has to wait."""
    while True:
        a = account_at(S, slot)
        if do == DO_END_WORK:
            end_work(T, S, slot)
            if a.in_time == 0:
                release(S, slot)
                return
            if a.stage == QUALIFYING:
                waited = (a.started - a.queued) / DAY
                if not qualifies(handling_of(T, a), waited, uniform(S, P_QUALIFIES, a.key, 0)):
                    note(S, DISQUALIFIED, a, 1, -1, 0, 0, 0.0)
                    release(S, slot)
                    return
                note(S, SQL, a, 0, -1, 0, 0, 0.0)
                closes = NEVER
                if T.window >= 0:
                    days = law_quantile(law_of(T, T.window), uniform(S, P_WINDOW, a.key, 0))
                    closes = S.now + microseconds(days)
                open_deal(T, S, slot, 0, closes)
                a.stage, do = 0, DO_STAGE
                continue
            think = law_quantile(
                law_of(T, stage_at(T, a.stage).think), uniform(S, P_THINKING, a.key, stage_at(T, a.stage).key)
            )
            if wait(S, slot, S.now + microseconds(think), THINKING + a.stage, THINKING_ON, a.stage) != 1:
                return
            do = DO_THOUGHT
        elif do == DO_THOUGHT:
            if not goes_on(stage_at(T, a.stage).goes_on, uniform(S, P_GOES_ON, a.key, stage_at(T, a.stage).key)):
                note(S, LOST, a, a.stage, -1, 0, 0, 0.0)
                release(S, slot)
                return
            note(S, ADVANCED, a, a.stage, -1, 0, 0, 0.0)
            a.stage, do = a.stage + 1, DO_STAGE
        elif do == DO_STAGE:
            if a.stage < T.n_stages:
                if not next_stage(T, S, slot, a.stage):
                    return
                do = DO_END_WORK
            else:
                to_committee(T, S, slot, 0)
                do = DO_MEET
        elif do == DO_MEET:
            if a.meeting >= a.count:
                do = DO_BALLOT
                continue
            until = S.now + microseconds(next_gap(T, S, a))
            if wait(S, slot, until, MEETING, MEETING_ON, COMMITTEE) != 1:
                return
            do = DO_MET
        elif do == DO_MET:
            a.meeting += 1
            note(S, K_MEETING, a, a.meeting, -1, 0, 0, 0.0)
            do = DO_MEET
        elif do == DO_BALLOT:
            a.vote, a.yes, a.noes, a.blocked, a.deciding = 0, 0.0, 0, 0, 0
            order_votes(T, S, a)
            do = DO_VOTES
        elif do == DO_VOTES:
            over = False
            while a.vote < a.members and not over:
                waits = wait(S, slot, ballot_at(S, a.first + a.vote).time, REVIEW, REVIEWING, COMMITTEE)
                if waits != 1:
                    return
                over = cast(T, S, a, a.vote)
                a.vote += 1
            if not verdict(T, S, slot):
                return
            do = DO_CUSTOMER
        else:
            next_wait(T, S, slot)
            return


@kernel
def step(T, S, slot):
    """The wait of an account is over."""
    a = account_at(S, slot)
    phase = a.phase
    if phase == WORKING:
        go_on(T, S, slot, DO_END_WORK)
    elif phase == DROPPED:
        note(S, NO_DECISION, a, a.stage, -1, 0, 0, 0.0)
        a.phase = WORKING
        if a.finish > S.now:
            put(S, a.finish, COMPLETION, a.key, a.stage, STEP, slot, 0)
        else:
            go_on(T, S, slot, DO_END_WORK)
    elif phase == THINKING_ON:
        go_on(T, S, slot, DO_THOUGHT)
    elif phase == MEETING_ON:
        go_on(T, S, slot, DO_MET)
    elif phase == REVIEWING:
        go_on(T, S, slot, DO_VOTES)
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
        if renews(T, S, a):
            a.terms += 1
            a.term_start = S.now
            invoice(T, S, a)
            next_wait(T, S, slot)
        elif leaves(T, S, slot):
            comes_back(T, S, a)
            next_wait(T, S, slot)
    elif phase == RETURNING:
        comes_back(T, S, a)
        next_wait(T, S, slot)


@kernel
def timer(S, slot, token):
    """Somebody's patience ends; nothing happens if he has been answered."""
    a = account_at(S, slot)
    if a.token != token:
        return
    a.token = -1
    if a.stage == QUALIFYING:
        note(S, GAVE_UP, a, 0, -1, 0, 0, (S.now - a.queued) / DAY)
    else:
        note(S, NO_DECISION, a, a.stage, -1, 0, 0, 0.0)
    release(S, slot)


@kernel
def dispatch(T, S, team, again):
    """Serve the first in the queue, and go on with the next before anything else happens.

    Who is served may live on for many rows; so that there is room for them, each is an event of its own.
    """
    if again == 0:
        desk_at(S, team).called = 0
    while desk_at(S, team).free_size > 0 and desk_at(S, team).queue_size > 0:
        token, slot = queue_pop(S, team)
        if account_at(S, slot).token == token:
            account_at(S, slot).token = -1
            person = free_pop(S, team)
            if begin_work(T, S, slot, person):
                go_on(T, S, slot, DO_END_WORK)
            break
    if desk_at(S, team).free_size > 0 and desk_at(S, team).queue_size > 0:
        put(S, S.now, AT_ONCE, team, 0, DISPATCHING, team, 1)
        S.events_left += 1  # it is the same dispatch
