"""What must hold in every journal of every scenario, account by account and cent by cent, replayed in plain Python.

Each check takes a journal as told and fails with an AssertionError. Money and lives are here; people in `people.py`.
"""

import datetime
import math
import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any

from properties.agreed import Agreed, agreements, bound_at, chosen_by_buyer, dearer_at, is_decided
from properties.branded import felt_at, goodwill_is_what_was_built, known_at
from properties.conditions import swayed_at
from properties.library import proof
from properties.members import came_before_committee, shown
from properties.told import DAY, MOVEMENTS, Row, Told

from gtmsim.journal.kinds import Kind
from gtmsim.mechanisms.subscription.section import Segment
from gtmsim.metrics.earning import Bills
from gtmsim.metrics.ledger import ledger_of
from gtmsim.scenario.language.laws import NOW
from gtmsim.scenario.language.param import Schedule

SECOND = 1_000_000  # microseconds

LETTERS = {
    Kind.LEAD: "l",
    Kind.LEAD_FEE: "f",
    Kind.DISQUALIFIED: "d",
    Kind.MQL: "m",
    Kind.ABANDONED: "g",
    Kind.SQL: "q",
    Kind.OPPORTUNITY: "o",
    Kind.STAGE_PASSED: "a",
    Kind.LOST: "x",
    Kind.NO_DECISION: "n",
    Kind.COMMITTEE_MET: "t",
    Kind.VOTE: "v",
    Kind.WON: "w",
    Kind.COMMISSION: "c",
    Kind.SPIF: "G",
    Kind.CLAWBACK: "W",
    Kind.REFERRAL_REWARD: "r",
    Kind.NEW_CUSTOMER: "N",
    Kind.OPENING_CUSTOMER: "O",
    Kind.INVOICED: "i",
    Kind.COGS: "p",
    Kind.GO_LIVE: "y",
    Kind.RENEWAL_DUE: "u",
    Kind.RENEWED: "R",
    Kind.UPLIFTED: "U",
    Kind.EXPANDED: "X",
    Kind.CONTRACTED: "C",
    Kind.CHURNED: "D",
    Kind.REACTIVATED: "B",
    Kind.CLOSED_DOWN: "F",
    Kind.CUT_OFF: "F",
    Kind.CREDITED: "K",
    Kind.COTERMED: "T",
    Kind.RECYCLED: "b",
    Kind.SALES_EXPENSE: "z",
    Kind.QUOTED: "h",
    Kind.CLOSING_OFFER: "P",
    Kind.SAVED: "V",
    Kind.PRICE_LEAK_HEARD: "H",
    Kind.ENTITLED: "j",
    Kind.CONDITION: "k",
    Kind.OPENING_LEAD: "A",
    Kind.NOTICE_DUE: "M",
    Kind.NOTICE_GIVEN: "L",
    Kind.NOTICE_MISSED: "Y",
    Kind.NOTICE_WITHDRAWN: "Q",
    Kind.INTRODUCED: "I",
    Kind.PAUSED: "1",
    Kind.PAUSE_ENDED: "2",
    Kind.CREDIT_DUE: "3",
    Kind.UPGRADED: "4",
}
GROWS = "([X4](Tp?)?|C3?)"  # within a term, and less of it
NOTICE = "(Mk?H?[LYQ]?)"
WITHIN = f"y?U{{0,2}}{GROWS}*({NOTICE}?ip?|{NOTICE})|y?U{{0,2}}{GROWS}+|y?U{{1,2}}"  # what comes on one day of a term
RENEWS = "y?uk?H?(V?Rj?U?(U?X?|C)4*ip?|(12)?DW?Bj?ip?|12U?ip?)"
TERMS = f"({WITHIN}|{RENEWS})*(y?(uk?H?((12)?DW?|12FW?|1))?|y?FW?(K?p?){{0,2}})"
CUSTOMER = f"wc?G*r?I?Nj?ip?{TERMS}"
DEAL = f"(Sz?Ea)*(n|Sz?(n?|nE|Ex?|En)|h?(n|k?H?P*(n|(tP*)+n?|(tP*)*v+(n|x|{CUSTOMER})?)?)?)?"
TALK = f"(g|s|se(d|qo{DEAL})?|d)?"  # dropped at once: only who came back
LIFE = re.compile(f"lf?(d|m((g|sed)b)*{TALK})|Ab?((g|sed)b)*{TALK}|o(x|a?{DEAL})|Oj?{TERMS}")
FOUND_BY = ("A(g|s|$)", "As", "A(b|$)")  # how the life of a lead goes on that day 0 finds waiting, in work, nurtured

BILLS_AFTER = (Kind.OPENING_BILL, Kind.PAID, Kind.PAID_BACK, Kind.WRITTEN_OFF, Kind.REMINDED)
ASIDE = (
    *BILLS_AFTER,
    Kind.REFERRED,
    Kind.RULE_ALSO_FIRED,
    Kind.ACCOUNT_MATCHED,
    Kind.CONTACT,
    Kind.FIRST_TOUCH,
    Kind.FIT_OBSERVED,
    Kind.ENRICHMENT,
    Kind.OFFERED,
    Kind.SETUP_FEE,
    Kind.TRAINING_FEE,
    Kind.TRAINING_COST,
    Kind.PAYMENT_FEE,
    Kind.SPIF_CLAWBACK,
    Kind.QUOTA_CREDIT_LOST,
)  # rows that say nothing of a life's course

# Pairs of letters that belong to one instant.
AT_ONCE = {
    *("lm", "ld", "lf", "fm", "fd", "ed", "eq", "qo", "vw", "vx", "wN", "wc", "wr", "cr", "cN", "rN", "Ni", "ip"),
    *("ah", "oh", "Sz", "bd", "uV", "VR", "CX", "CC", "uH", "HV", "HR", "HD"),
    *(
        "uk",
        "kH",
        "kV",
        "kR",
        "kD",
        "uR",
        "uD",
        "RU",
        "RX",
        "RC",
        "Ri",
        "UX",
        "UC",
        "Xi",
        "Ci",
        "Bi",
        "FK",
        "Fp",
        "Kp",
        "XT",
    ),
    *("wG", "cG", "GG", "Gr", "GN", "DW", "FW", "WK", "Wp"),
    *("C3", "R4", "4T"),
    *("u1", "k1", "H1", "2D", "2F", "2i", "2U"),
    *("wI", "cI", "GI", "rI", "IN", "Mk", "ML", "MY", "MQ", "kL", "kY", "kQ", "MH", "HL", "HY", "HQ"),
}
WITH_A_RENEWAL = {"UX", "Xi", "UC", "Ci", "CX", "CC"}  # at once, unless customers grow or shrink at any time


def same(found: Any, expected: Any, about: Any = "") -> None:
    """The two are equal."""
    assert found == expected, f"expected {expected}, found {found} {about}"


def near(found: float, expected: float, about: Any = "", within: float = 1e-9) -> None:
    """The two are equal but for the rounding of floats."""
    assert math.isclose(found, expected, rel_tol=within, abs_tol=within), f"expected {expected}, found {found} {about}"


def time_runs_forwards(told: Told) -> None:
    """Rows are in the order of time, within the run, and say numbers."""
    months, last = told.header.months, len(told.header.months) - 1
    for before, after in pairwise(told.rows):
        assert before.time <= after.time, after
    for row in told.rows:
        assert 0 <= row.time <= months[last], row
        assert math.isfinite(row.number), row
    same(last, told.run.months + (240 if told.run.run_off else 0))
    same(list(months), [told.midnight(m) * DAY for m in range(last + 1)])
    # What follows the last close is the run-off, if there is any.
    same(len(told.months), told.run.months + 1)
    assert told.run.run_off or not told.months[-1], "rows after the last close"
    said = told.journal.month.tolist()
    counts = [min(m, told.run.months) for m in said]
    same(counts, [m for m, rows in enumerate(told.months) for _ in rows])


def letters(life: list[Row]) -> str:
    """An account's life as a word, without the referrals that it makes."""
    word = ""
    for row in life:
        if row.kind in (Kind.TASK_STARTED, Kind.TASK_ENDED):
            letter = "s" if row.kind == Kind.TASK_STARTED else "e"
            word += letter if row.sub == -1 else letter.upper()
        elif row.kind not in ASIDE:
            word += LETTERS[Kind(row.kind)]
    return word


def lives_are_grammatical(told: Told) -> None:
    """An account is one lead, at most one deal and one customer, and nothing happens to it after its end."""
    for life in told.lives.values():
        word = letters(life)
        assert LIFE.fullmatch(word), word
        assert word.count("y") <= 1, word
        assert word.count("n") <= 1, word
        assert "md" not in word, word
        rounds = [row.sub for row in life if row.kind in (Kind.MQL, Kind.RECYCLED)]
        first = rounds[0] if rounds and life[0].kind == Kind.OPENING_LEAD else 0
        same(rounds, list(range(first, first + len(re.findall("[mb]", word)))))
        if life[0].kind == Kind.OPENING_LEAD:
            assert re.match(FOUND_BY[life[0].level], word) and life[0].number >= 0.0, (word, life[0])
            assert first > 0 or not rounds, life
        same(len({(row.channel, row.segment) for row in life}), 1, word)
        stages_follow(told, life)


def what_happens_at_once(told: Told) -> None:
    """Steps that take no time take none; the firm is found as it is on day 0."""
    for life in told.lives.values():
        rows = [row for row in life if row.kind not in ASIDE]
        for (before, row), pair in zip(pairwise(rows), map("".join, pairwise(letters(life))), strict=True):
            segment = told.segment(row)
            any_time = pair in WITH_A_RENEWAL and "any_time" in (segment.expansion_timing, segment.contraction_timing)
            assert row.time == before.time or pair not in AT_ONCE or any_time, (pair, before, row)
        if life[0].kind != Kind.LEAD:
            same(life[0].time, 0, life[0])


def stages_follow(told: Told, life: list[Row]) -> None:
    """Stages come one after the other, and the committee after the last."""
    stages, at, quoted = len(told.header.stages), None, False
    for row in life:
        selling = row.kind in (Kind.TASK_STARTED, Kind.TASK_ENDED, Kind.STAGE_PASSED) and row.sub >= 0
        if row.kind == Kind.OPPORTUNITY:
            at = told.channel(row).skip_stages if row.sub == 0 else row.level  # a deal found on day 0 may be anywhere
            quoted = row.sub == 1 and at == stages
            same(row.sub, 0 if row.channel >= 0 else 1, row)
        elif selling:
            same(row.sub, row.sub if at is None else at, row)
            at = row.sub + (row.kind == Kind.STAGE_PASSED)
        elif row.kind in (Kind.LOST, Kind.NO_DECISION):
            # Before the committee the stage is named where it ended; the last stage's number is never said again.
            place = -1 if at == stages else at
            same(row.sub, row.sub if place is None else place, row)
            assert -1 <= row.sub < stages, row
        elif row.kind == Kind.QUOTED:
            same(at, stages, row)
            quoted = True
        elif row.kind in (Kind.COMMITTEE_MET, Kind.VOTE):
            assert at in (None, stages) and quoted == (at == stages), row


def flows_balance(told: Told) -> None:
    """At every month end as many accounts are in a state as came into it and did not leave it."""
    served, done = "served", "done"  # by an SDR
    flows = {
        "queue": ((Kind.MQL, Kind.RECYCLED, Kind.OPENING_LEAD), (Kind.ABANDONED, served, "unheard")),
        "conversation": ((served,), (done,)),
        "deal": ((Kind.OPPORTUNITY,), (Kind.WON, Kind.LOST, Kind.NO_DECISION)),
        "customer": (
            (Kind.NEW_CUSTOMER, Kind.OPENING_CUSTOMER, Kind.REACTIVATED, Kind.PAUSE_ENDED),
            (Kind.CHURNED, Kind.PAUSED, Kind.CLOSED_DOWN, Kind.CUT_OFF),
        ),
        # Nobody stays in these: who comes in goes on at the same instant.
        "screen": ((Kind.LEAD,), (Kind.MQL, "screened out")),
        "verdict": ((done,), (Kind.SQL, "turned away")),
        "signature": ((Kind.WON,), (Kind.NEW_CUSTOMER,)),
    }
    came: Counter[Any] = Counter()
    where: dict[int, Any] = {}
    for rows in told.months:
        for row in rows:
            event: Any = Kind(row.kind)
            if row.kind in (Kind.TASK_STARTED, Kind.TASK_ENDED) and row.sub == -1:
                event = served if row.kind == Kind.TASK_STARTED else done
            elif row.kind == Kind.DISQUALIFIED:
                back = where.get(row.entity) == Kind.RECYCLED and row.sub == 2
                event = "unheard" if back else "screened out" if row.sub in (0, 2) else "turned away"
            elif row.kind == Kind.OPENING_LEAD and row.level == 2:
                event = "nurtured"
            came[event] += 1
            if any(event in into or event in out_of for into, out_of in flows.values()):
                where[row.entity] = event
        held = Counter(where.values())
        for state, (into, out_of) in flows.items():
            balance = sum(came[event] for event in into) - sum(came[event] for event in out_of)
            same(balance, sum(held[event] for event in into), state)
            same(balance, 0 if state in ("screen", "verdict", "signature") else balance, state)


def leads_are_accounted_for(told: Told) -> None:
    """Every lead of every channel is turned away, gave up, closed, or still on its way."""
    closing = (Kind.DISQUALIFIED, Kind.ABANDONED, Kind.LOST, Kind.WON, Kind.NO_DECISION)
    ends = Counter(row.channel for row in told.of(*closing))
    ends.subtract(row.channel for row in told.of(Kind.RECYCLED))  # who is on its way again
    still = Counter(
        life[0].channel
        for life in told.lives.values()
        if life[0].kind in (Kind.LEAD, Kind.OPENING_LEAD, Kind.OPPORTUNITY) and on_its_way(life, closing)
    )
    came = Counter(row.channel for row in told.rows if row.kind in (Kind.LEAD, Kind.OPENING_LEAD))
    ends.update(row.channel for row in told.of(Kind.OPENING_LEAD) if row.level == 2)  # before day 0
    came[-1] = sum(told.initial.pipeline.values())
    for channel in {*came, *ends, *still}:
        same(ends[channel] + still[channel], came[channel], channel)
    same(sum(row.kind == Kind.OPENING_CUSTOMER for row in told.rows), sum(told.initial.customers.values()))
    seen = Counter((row.channel, row.level) for row in told.rows if row.kind == Kind.LEAD and row.channel < ways(told))
    assert max(seen.values(), default=1) == 1, "a candidate of the market is a lead once"
    for life in told.lives.values() if told.run.run_off else ():
        # 20 years after the horizon whoever is on the way is in the hands of a team, or in its queue.
        if life[0].kind != Kind.OPENING_CUSTOMER and on_its_way(life, closing):
            last, stages = letters(life)[-1], len(told.header.stages)
            team = routed_to(told, life) if last in "Ambs" else "ae"
            waits = (
                last in "AmbsSz"
                or (last == "o" and first_stage(told, life) < stages)
                or (last == "a" and life[-1].sub + 1 < stages)
            )
            assert waits and (team in told.header.teams or (team == "unknown" and told.header.teams)), (last, life)


def on_its_way(life: list[Row], closing: tuple[Kind, ...]) -> bool:
    """Has an account not come to an end since it last came back?"""
    nurtured = life[0].kind == Kind.OPENING_LEAD and life[0].level == 2  # it came to an end before day 0
    return nurtured + sum(row.kind in closing for row in life) == sum(row.kind == Kind.RECYCLED for row in life)


def first_stage(told: Told, life: list[Row]) -> int:
    """The stage in which a deal begins, or in which day 0 finds it."""
    opened = next(row for row in life if row.kind == Kind.OPPORTUNITY)
    return opened.level if opened.sub == 1 else int(told.channel(opened).skip_stages)


def routed_to(told: Told, life: list[Row]) -> str:
    """The team that was last to talk to a lead; of one that was routed before day 0 it is unknown."""
    routed = next((row for row in reversed(life) if row.kind in (Kind.MQL, Kind.RECYCLED)), None)
    if routed is None:
        return "unknown"
    return ("sdr", "ae", "nobody")[int(told.answers(routed)["team"])]


def ways(told: Told) -> int:
    """Channels of the market, which come before that of referrals."""
    return len(told.market.channels)


def recurring_revenue_closes(told: Told) -> None:
    """MRR moves from level to level, per customer and per segment, and each month's close is the sum, in cents."""
    mrr: dict[int, int] = defaultdict(int)
    by_segment: Counter[int] = Counter()
    customers: Counter[int] = Counter()
    for month, rows in enumerate(told.months):
        for row in rows:
            if row.kind in MOVEMENTS:
                assert row.amount != 0, row
                joins, leaves = mrr[row.entity] == 0, row.level == 0
                same(row.level, mrr[row.entity] + row.amount, row)
                assert row.level >= 0, row
                begins = (Kind.OPENING_CUSTOMER, Kind.NEW_CUSTOMER, Kind.REACTIVATED, Kind.PAUSE_ENDED)
                assert joins == (row.kind in begins), row
                assert leaves == (row.kind in (Kind.CHURNED, Kind.PAUSED, Kind.CLOSED_DOWN, Kind.CUT_OFF)), row
                assert row.amount < 0 or row.kind not in (
                    Kind.CONTRACTED,
                    Kind.CHURNED,
                    Kind.PAUSED,
                    Kind.CLOSED_DOWN,
                    Kind.CUT_OFF,
                ), row
                mrr[row.entity] = row.level
                by_segment[row.segment] += row.amount
                customers[row.segment] += joins - leaves
            elif row.kind == Kind.MONTH_CLOSED:
                same((row.sub, row.time), (month, told.midnight(month + 1) * DAY), row)
                same((row.amount, row.level), (by_segment[row.segment], customers[row.segment]), row)
        closed = [row.segment for row in rows if row.kind == Kind.MONTH_CLOSED]
        same(closed, list(range(len(told.header.segments))) if month < told.run.months else [])
        same(sum(by_segment.values()), sum(mrr.values()))


def half_up(value: float) -> int:
    """Whole cents, halves upwards."""
    return math.floor(value + 0.5)


def contracts_are_kept(told: Told) -> None:
    """Renewals come at their dates; prices, growth, invoices, credits and commissions are what the scenario says."""
    for life in told.lives.values():
        if life[0].kind == Kind.OPENING_CUSTOMER or any(row.kind == Kind.WON for row in life):
            one_customer(told, life)


def one_customer(told: Told, life: list[Row]) -> None:
    """The contracts of one account."""
    term, segment, mrr = told.term(life[0].segment), told.segment(life[0]), 0
    months = renewals = invoiced = lost = years = 0
    billed = paid_from = 0  # months of the running term, and since when the last bill pays
    anchors, paid_until = [0], [0]  # when the subscription may have begun, and until when the last bill then pays
    fresh = (
        life[0].kind == Kind.OPENING_CUSTOMER
    )  # is the contract one that day 0 has found, of which no bill is told so far?
    following = next((row for row in life if row.kind == Kind.RENEWAL_DUE), None)
    rise, offer, held, moved = 0.0, {"term": 0.0}, 0, {}
    grown = added = added_from = bill = years_grown = (
        0  # the latest expansion within a term, and what was billed for it
    )
    shrunk = credit = higher = 0  # the latest contraction within a term, and what is to be taken off
    known, raised = agreements(told, life), 0  # and agreed rises within the running term
    agreed, anew = Agreed(term), False
    following_agreement = agreed
    over = 0  # months of the contract at whose end a discount at first was over
    noticed = cheaper = 0  # the kind of the latest row of a notice in this term, and months that cost less at first
    regain = 0.0  # by how much the price rises after them
    pauses, paused = 0, life[0]  # so far, and the latest
    won = next((row.time for row in life if row.kind == Kind.WON), 0)
    asked = next((row.amount for row in life if row.kind == Kind.OPPORTUNITY), 0)
    for row in life:
        if row.kind == Kind.OPENING_CUSTOMER:
            # It began a number of whole terms before the running one, which its first renewal counts.
            term = told.found_term(row)
            agreed = following_agreement = Agreed(term, told.found_billing(row.segment))
            renewals = following.sub - 1 if following else 0
            anchors = anchors_of(told, -round(row.number * DAY), renewals * term)
            assert -term * 31 * DAY <= anchors[0] <= 0 or following is None, row
        elif row.kind in (Kind.QUOTED, Kind.CLOSING_OFFER):
            asked = row.amount
        elif row.kind == Kind.WON:
            same((row.amount % 12, row.amount), (0, asked), row)
        elif row.kind == Kind.COMMISSION:
            assert told.quotas or row.amount == half_up(asked * told.plan.commission), row
        elif row.kind == Kind.REFERRAL_REWARD:
            same(row.amount, round(told.plan.referral_reward * 100), row)
            same(told.header.channels[row.channel], "referral", row)
        elif row.kind == Kind.OFFERED:
            following_agreement, anew = known[id(row)], True
            if mrr:
                rise = net(rise, 1.0 - (1.0 - following_agreement.discount) / (1.0 - agreed.discount))
            elif not mrr:
                agreed, term = following_agreement, following_agreement.months
        elif row.kind == Kind.NEW_CUSTOMER:
            cheaper, full = agreed.cheaper(told, row.time), asked // 12
            paid = full - min(full - 1, max(1, half_up(full * agreed.less))) if cheaper else full
            same((row.amount, row.time), (paid, won), row)
            regain, cheaper = full / paid - 1.0, cheaper if paid < full else 0
            anchors = [row.time]
        elif row.kind == Kind.INTRODUCED:
            off = asked // 12 - min(asked // 12 - 1, max(1, half_up(asked // 12 * agreed.less)))
            said = (agreed.cheaper(told, row.time), asked // 12 - off, asked // 12, agreed.less)
            same((row.sub, row.amount, row.level, row.number), said, row)
        elif row.kind == Kind.NOTICE_DUE:
            assert agreed.notice and agreed.automatic and not noticed, row
            begun = [(told.later(began, months), told.later(began, months + term)) for began in anchors]
            assert row.time in [max(first, last - agreed.notice * DAY) for first, last in begun], (row, begun)
            noticed = row.kind
        elif row.kind in (Kind.NOTICE_GIVEN, Kind.NOTICE_MISSED):
            same((row.sub, row.level, noticed), (renewals + 1, mrr, Kind.NOTICE_DUE), row)
            same(row.number, told.answers(row)["play"] if row.kind == Kind.NOTICE_GIVEN else 0.0, row)
            assert row.kind == Kind.NOTICE_GIVEN or told.market.contracts.missed_notice > 0.0, row
            noticed = row.kind
        elif row.kind == Kind.GO_LIVE:
            assert row.time <= told.later(anchors[0], months + term), row
            near(row.number, (row.time - won) / DAY, row)
        elif row.kind == Kind.PRICE_LEAK_HEARD and row.sub:
            same(row.sub, renewals + (noticed == Kind.NOTICE_DUE), row)
            rise = net(rise, told.market.community.concession * row.number)
        elif row.kind in (Kind.SAVED, Kind.NOTICE_WITHDRAWN):
            play, number = told.answers(row), renewals + (row.kind == Kind.NOTICE_WITHDRAWN)
            same((row.sub, row.number, play["play"]), (number, play["discount"], 1.0), row)
            rise = net(rise, play["discount"])
            noticed = row.kind if noticed else 0
        elif row.kind == Kind.RENEWED:
            same(row.sub, renewals, row)
            assert noticed != Kind.NOTICE_GIVEN, row
            held, moved, billed, fresh, noticed, higher = mrr, {}, 0, False, 0, 0
            months, raised = months + term, 0
            term = int(offer["term"]) or (following_agreement.months if anew else term)
            agreed = following_agreement
        elif row.kind == Kind.UPLIFTED and row.number:
            same((row.number, row.amount), (1.0, max(1, half_up(mrr * regain))), row)
            assert agreeing(told, anchors, cheaper, row), row
            assert not held or months == cheaper, (row, months, cheaper)
            held, over, cheaper = row.level if held else 0, cheaper, 0
        elif row.kind == Kind.UPLIFTED and not held:
            raised += 1
            assert 12 * raised < term, row
            anchors = agreeing(told, anchors, months + 12 * raised, row)
            same(row.amount, max(1, half_up(mrr * agreed.escalator)), row)
        elif row.kind == Kind.UPGRADED:
            same(row.amount, max(1, half_up(mrr * told.market.upgrades[told.header.segments[row.segment]].size)), row)
            assert (segment.expansion_timing == "at_renewal") == (held > 0), row
            higher, grown = higher + row.amount, row.amount
        elif row.kind == Kind.EXPANDED and not held:
            assert segment.expansion_timing == "any_time", row
            assert any((row.time - began) % DAY == 0 for began in anchors), row
            grown, years_grown = row.amount, years_grown + 1
            same(grown, max(1, half_up(mrr * segment.expansion_size)), row)
            lasted = row.time - (min(anchors) if life[0].kind == Kind.OPENING_CUSTOMER else anchors[0])
            assert years_grown <= lasted // (365 * DAY) + 2, life
        elif row.kind == Kind.CONTRACTED and not held:
            assert segment.contraction_timing == "any_time" and noticed != Kind.NOTICE_GIVEN, row
            shrunk, possible = -row.amount, less_of(segment, mrr, 1 if is_credited(segment) else term // 12 + 2)
            assert row.level in possible, (row, mrr)
            if is_credited(segment):
                assert any((row.time - began) % DAY == 0 for began in anchors), row
        elif row.kind in (Kind.UPLIFTED, Kind.EXPANDED, Kind.CONTRACTED):
            moved[Kind(row.kind)] = abs(row.amount)
        elif row.kind == Kind.REACTIVATED:
            same(row.amount, max(1, half_up(lost * told.market.win_back.mrr_share)), row)
            anchors, months, billed, raised, fresh, years_grown, credit = [row.time], 0, 0, 0, False, 0, 0
            noticed = cheaper = over = 0
        elif row.kind == Kind.PAUSED:
            pauses, paused, lost = pauses + 1, row, mrr
            assert told.plan.pause is not None and pauses <= told.plan.pause.most, life
            same((row.sub, -row.amount, row.level), (told.plan.pause.length, mrr, 0), row)
            assert noticed in (0, Kind.NOTICE_GIVEN), row
            same(row.number, 0.0 if noticed else told.answers(row)["play"], row)
            rise, following_agreement = 0.0, agreed
        elif row.kind == Kind.PAUSE_ENDED:
            same(row.amount, -paused.amount, row)
            assert row.time <= told.later(paused.time, paused.sub), row
            if not row.sub:
                same(row.time, told.later(paused.time, paused.sub), row)
                cheaper = max(0, cheaper - months - term - paused.sub) if cheaper else 0
                anchors, months, billed, raised, fresh, years_grown, noticed, over = [row.time], 0, 0, 0, False, 0, 0, 0
        elif row.kind == Kind.INVOICED:
            if fresh:
                # Of a contract of years day 0 finds some billed; where no renewal is seen, nor is its beginning.
                ended = round((row.time - anchors[0]) / (30.4375 * DAY))
                billed = ended if following else ended % term
                anchors = anchors if following else anchors_of(told, anchors[0], ended - billed)
                assert 0 < billed < term, (row, anchors, term)
            anchors = agreeing(told, anchors, months + billed, row)
            bill = min(agreed.billing, term - billed)
            prices = [mrr]
            for month in range(billed + 1, billed + bill):
                prices.append(stepped(prices[-1], agreed.escalator, month, cheaper - months, regain))
            less = max(0, min(credit, sum(prices) - 1))
            same((row.sub, row.amount, row.level), (bill, sum(prices) - less, sum(prices) - mrr * bill), row)
            same(row.number, float(less), row)
            credit -= less
            billed, fresh = billed + bill, False
            paid_from, paid_until = row.time, [told.later(began, months + billed) for began in anchors]
            invoiced, added = row.amount, 0
        elif row.kind == Kind.COTERMED:
            assert not added and grown, life
            added, added_from = row.amount, row.time
            if fresh:
                assert 0.0 < row.number < 1.0 and abs(row.amount - grown * row.sub * row.number) <= 1.0, row
                most = 2 * term + 1 + max(0, row.time - min(anchors)) // (28 * DAY)  # no renewal may be seen
                ends = [told.later(began, n) for began in anchors for n in range(-term, most)]
                paid_until = sorted({end for end in ends if end > row.time})
            else:
                of = (
                    mrr - grown,
                    mrr,
                    agreed.escalator,
                    max(billed - bill, over - months),
                    billed,
                    raised,
                    cheaper - months,
                    regain,
                )
                possible = [co_termed(told, row, began, months, of) for began in anchors]
                assert (row.sub, row.amount, row.level, row.number) in possible, (row, possible)
        elif row.kind == Kind.CREDIT_DUE:
            assert shrunk and is_credited(segment), row
            credit += row.amount
            if fresh:
                assert 0.0 < row.number < 1.0 and abs(row.amount - shrunk * row.sub * row.number) <= 1.0, row
            else:
                begins = max(billed - bill, over - months)
                of = (mrr, mrr + shrunk, agreed.escalator, begins, billed, raised, cheaper - months, regain)
                possible = [co_termed(told, row, began, months, of) for began in anchors]
                assert (row.sub, row.amount, row.level, row.number) in possible, (row, possible)
        elif row.kind == Kind.CREDITED:
            whole, since = (added, added_from) if row.sub else (invoiced, paid_from)
            paid_until = unserved(row, whole, paid_until, since)
        elif row.kind == Kind.COGS:
            last = next(other for other in reversed(life[: life.index(row)]) if other.kind in BILLED)
            adds = last.kind == Kind.COTERMED or (last.kind == Kind.CREDITED and last.sub == 1)
            whole, since = (added, added_from) if adds else (invoiced, paid_from)
            serving = half_up(whole * told.market.cogs_share)
            if row.amount > 0:
                same(row.amount, serving, row)
            else:
                paid_until = unserved(row, serving, paid_until, since)
        if row.kind == Kind.CHURNED and life[life.index(row) - 1].kind == Kind.PAUSE_ENDED:
            same((row.time, row.sub, row.number), (told.later(paused.time, paused.sub), 0, 0.0), row)
        elif row.kind == Kind.CHURNED and row.sub:
            assert not agreed.automatic and told.market.contracts.lapse > 0.0, row
        elif row.kind == Kind.CHURNED and noticed:
            same((noticed, row.number), (Kind.NOTICE_GIVEN, 0.0), row)
        elif row.kind == Kind.CHURNED:
            same(row.number, told.answers(row)["play"], row)
        if row.kind == Kind.RENEWAL_DUE:
            renewals += 1
            same((row.sub, row.level), (renewals, int(noticed != 0)), row)
            assert billed == term or fresh, (row, billed, term)
            anchors = agreeing(told, anchors, months + term, row)
        if is_decided(row):
            offer = told.answers(row)
            rise, years = net(told.rise(row) + offer["price_increase"], offer["discount"]), told.due[id(row)][0]
            following_agreement, anew = agreed.then(), False
            if following_agreement.discount != agreed.discount and not told.offers_anew(row):
                rise = net(rise, 1.0 - 1.0 / (1.0 - agreed.discount))
            same(row.sub, renewals + (row.kind == Kind.NOTICE_DUE), row)
        if row.kind in (Kind.CHURNED, Kind.CLOSED_DOWN, Kind.CUT_OFF):
            lost, rise, following_agreement = mrr, 0.0, agreed
        if row.kind == Kind.INVOICED and held:
            renewed_in_net(row, held, rise, mrr - higher, moved, segment, years)
            held = 0
        if row.kind == Kind.INVOICED and not noticed:
            rise = 0.0
        if row.kind in (Kind.CLOSED_DOWN, Kind.CUT_OFF):
            taken = [other.kind for other in life if other.time == row.time and other.amount < 0]
            left = (paid_until[0] - row.time) / max(1, paid_until[0] - paid_from)
            lost = any(other.kind == Kind.WRITTEN_OFF and other.time - other.level == paid_from for other in life)
            assert Kind.CREDITED in taken or invoiced * left < 2.0 or lost, (row, life)
            # What it cost to serve a bill that was written off is lost with it.
            assert Kind.COGS in taken or invoiced * told.market.cogs_share * left < 2.0 or lost, (row, life)
        if row.kind in MOVEMENTS:
            mrr = row.level
    check_invoices(told, life)


def stepped(mrr: int, escalator: float, month: int, ends: int, regain: float) -> int:
    """What a month costs after so many of a term, at which a discount may end and an agreed rise come."""
    if month == ends:
        mrr += max(1, half_up(mrr * regain))
    return mrr + (max(1, half_up(mrr * escalator)) if escalator and month % 12 == 0 else 0)


def co_termed(told: Told, row: Row, began: int, months: int, of: Any) -> tuple[int, int, int, float]:
    """What an expansion adds to a bill: the rest of the contract year that it is in by days, and later ones whole.

    `of` are the MRR before and after, the agreed rise, the months of the term at which the bill begins and ends, the
    rises so far, and after how many of these months a discount ends, with the rise that this is.
    """
    before, after, escalator, first, last, raised, ends, regain = of
    year = (max(first, 12 * raised), min(last, 12 * raised + 12)) if escalator else (first, last)
    if 0 < ends < last:
        year = (year[0], min(year[1], ends))
    begins, until = (told.later(began, months + month) for month in year)
    later, old, new = 0, before, after
    for month in range(year[1], last):
        old, new = (stepped(mrr, escalator, month, ends, regain) for mrr in (old, new))
        later += new - old
    span, left = year[1] - year[0], (until - row.time) // DAY
    whole = (until - begins) // DAY
    return span, (after - before) * span * left // whole + later, later, left / whole


def renewed_in_net(
    row: Row, before: int, rise: float, after: int, moved: dict[Kind, int], segment: Segment, years: int
) -> None:
    """A renewal moves MRR once: up, as price and as volume, or down; never both. Volume has moved in each year."""
    step = max(1, half_up(before * abs(rise)))
    priced = before + step if rise > 0.0 else before - min(before - 1, step) if rise < 0.0 else before
    reached = {priced}
    for _ in range(years):
        more = {mrr + max(1, half_up(mrr * segment.expansion_size)) for mrr in reached}
        more = more if segment.expansion_timing == "at_renewal" else set()
        less = {mrr for one in reached for mrr in less_of(segment, one, 1)}
        reached |= more | (less if segment.contraction_timing == "at_renewal" else set())
    if segment.contraction_timing == "any_time" and not is_credited(segment):
        reached |= {mrr for one in reached for mrr in less_of(segment, one, years + 2)}
    assert after in reached, (row, before, priced, after)
    uplift = max(0, min(priced, after) - before)
    expected = {
        Kind.UPLIFTED: uplift,
        Kind.EXPANDED: max(0, after - before - uplift),
        Kind.CONTRACTED: max(0, before - after),
    }
    same(moved, {kind: cents for kind, cents in expected.items() if cents}, row)


def is_credited(segment: Segment) -> bool:
    """Do customers buy less on a day of their own, with a credit for the rest of their bill?"""
    return segment.contraction_timing == "any_time" and segment.contraction_credit == "next_bill"


def less_of(segment: Segment, mrr: int, times: int) -> set[int]:
    """What may be left of an MRR that shrinks once, or so many times at most."""
    found, size = set(), segment.contraction_size
    for _ in range(times):
        mrr -= min(mrr - 1, max(1, half_up(mrr * size)))
        found.add(mrr)
    return found


def net(rise: float, discount: float) -> float:
    """A price rise and then a discount."""
    return (1.0 + rise) * (1.0 - discount) - 1.0 if discount else rise


def anchors_of(told: Told, first: int, months: int) -> list[int]:
    """When a contract may have begun, so many months after an instant that counting back from there leads to.

    That is one instant, but where it began on the last days of a month and the earlier month is shorter.
    """
    at = told.later(first, months)
    return [began for days in range(4) if told.later(began := at + days * DAY, -months) == first]


def agreeing(told: Told, anchors: list[int], months: int, row: Row) -> list[int]:
    """Those of the instants at which a contract may have begun after which a row comes so many months."""
    found = [began for began in anchors if told.later(began, months) == row.time]
    assert found, (row, anchors, months)
    return found


def unserved(row: Row, whole: int, until: list[int], since: int) -> list[int]:
    """What is taken back of a term that ends early is its unserved part in whole seconds, rounded down to the cent.

    The term may end at any of several instants; those that this leaves.
    """
    found = [due for due in until if -row.amount == whole * ((due - row.time) // SECOND) // ((due - since) // SECOND)]
    assert found, (row, whole, until, since)
    return found


def check_invoices(told: Told, life: list[Row]) -> None:
    """A contract that begins is invoiced at once, and where serving costs something that is booked too."""
    for row, following in pairwise([*life, life[-1]]):
        if row.kind == Kind.INVOICED:
            booked = following.kind == Kind.COGS and following is not row
            same(booked, half_up(row.amount * told.market.cogs_share) > 0, row)


def monthly_money(told: Told, lever: Schedule, month: int) -> float:
    """A monthly amount that may change during the month [cents]."""
    first, last = told.midnight(month), told.midnight(month + 1)
    return math.fsum(told.on(lever, day) * 100.0 / (last - first) for day in range(first, last))


def programmes(told: Told, month: int) -> list[float]:
    """The bills of a month [cents] for proof, content and the website, each of which is rounded by itself."""
    found = [monthly_money(told, told.plan.evidence.cost, month)]
    for ours in told.plan.content.values():
        found += [monthly_money(told, ours.publish, month) * ours.cost, monthly_money(told, ours.team_cost, month)]
    if told.plan.website is not None:
        found.append(monthly_money(told, told.plan.website.cost, month))
    return found


BILLED = (Kind.INVOICED, Kind.COTERMED, Kind.CREDITED)  # what costs of serving follow


def bills_follow_each_other(told: Told) -> None:
    """What a bill pays for ends when the next one is written, also where the first was paid before day 0."""
    bills = ledger_of(told.journal).earning.bills
    for one, following in pairwise(zip(*(column.tolist() for column in bills), strict=True)):
        before, after = Bills(*one), Bills(*following)
        if before.account == after.account and before.ended > told.run.months:
            adds = after.until == before.until  # to the bill in force
            same(before.since < after.since if adds else after.since == before.until, True, (before, after))


def functions_cost_what_was_planned(told: Told) -> None:
    """Research and administration cost a budget, so much a head and a share of the MRR with which the month closes."""
    closed: Counter[int] = Counter()
    for row in told.of(Kind.MONTH_CLOSED):
        closed[row.sub] += row.amount
    for name, kind in (("research", Kind.RESEARCH), ("administration", Kind.ADMINISTRATION)):
        levers = [getattr(told.plan, f"{name}{part}") for part in ("", "_per_head", "_share")]
        posted = {row.sub: row for row in told.of(kind)}
        same(len(told.of(kind)), len(posted))
        assert not posted or any(any(lever.values) for lever in levers)
        for month in range(told.run.months):
            end = told.midnight(month + 1) * DAY
            came = sum(row.time < end for row in told.of(Kind.EMPLOYEE_JOINED))
            heads = sum(told.header.found_heads) + came - sum(row.time < end for row in told.of(Kind.EMPLOYEE_LEFT))
            heads += sum(row.level for row in told.of(Kind.MANAGERS) if row.time == end)
            days = range(told.midnight(month), told.midnight(month + 1))
            share = math.fsum(told.on(levers[2], day) for day in days) / len(days)
            fixed, each = (monthly_money(told, lever, month) for lever in levers[:2])
            row = posted.get(month)
            cents = 0 if row is None else row.amount
            planned = fixed + each * heads + share * closed[month]
            assert abs(cents - planned) <= 1.001 + 0.5 * heads, (kind, month, cents, planned)
            if row is not None:
                same(row.time, end, row)
                same(row.level, heads if any(levers[1].values) else 0, row)


def agencies_and_tools_cost_what_was_planned(told: Told) -> None:
    """A retainer, a share of what each channel has spent, and so much for each of a team's people who are there."""
    posted = {
        (row.kind, row.level if row.kind != Kind.TOOLS else row.team, row.channel, row.sub): row
        for row in told.of(Kind.AGENCY_FEE, Kind.AGENCY_RETAINER, Kind.TOOLS)
    }
    same(len(told.of(Kind.AGENCY_FEE, Kind.AGENCY_RETAINER, Kind.TOOLS)), len(posted))
    for row in posted.values():
        same(row.time, told.midnight(row.sub + 1) * DAY, row)
    spent = {(row.channel, row.sub): row.amount for row in told.of(Kind.CHANNEL_SPEND)}
    for number, (_, said) in enumerate(sorted(told.plan.agencies.items())):
        for month in range(told.run.months):
            row = posted.pop((Kind.AGENCY_RETAINER, number, -1, month), None)
            planned = monthly_money(told, said.retainer, month)
            assert abs((0 if row is None else row.amount) - planned) <= 0.50001, (row, planned)
        for (channel, month), cents in spent.items():
            mine = said.channels is None or told.header.channels[channel] in said.channels
            row = posted.pop((Kind.AGENCY_FEE, number, channel, month), None)
            same(0 if row is None else row.amount, half_up(cents * said.spend_share) if mine else 0, row)
    for team, name in enumerate(told.header.teams):
        for month in range(told.run.months):
            end = told.midnight(month + 1) * DAY
            came, went = (
                sum(row.time < end and row.team == team for row in told.of(kind))
                for kind in (Kind.EMPLOYEE_JOINED, Kind.EMPLOYEE_LEFT)
            )
            heads = told.header.found_heads[team] + came - went
            row = posted.pop((Kind.TOOLS, team, -1, month), None)
            each = monthly_money(told, getattr(told.plan.tools_per_head, name), month)
            assert abs((0 if row is None else row.amount) - each * heads) <= 0.50001 * max(1, heads), (row, each, heads)
            assert row is None or (row.level, row.time) == (heads, end), (row, heads)
    same(posted, {})


def spend_is_what_was_planned(told: Told) -> None:
    """Spend, the proof programme and overhead are the plan's, each month, to the cent; nothing after the horizon."""
    levers = {(Kind.CHANNEL_SPEND, told.header.channels.index(name)): lever for name, lever in told.plan.spend.items()}
    met = {told.header.channels.index(name): said for name, said in told.plan.events.items()}
    levers |= {(Kind.OVERHEAD, -1): told.plan.overhead, (Kind.OTHER_OPEX, -1): told.plan.other_opex}
    levers |= {} if told.plan.brand is None else {(Kind.BRAND_SPEND, -1): told.plan.brand.spend}
    if told.plan.community is not None and told.plan.community.kind != "none":
        levers |= {(Kind.COMMUNITY_COST, -1): told.plan.community.cost}
    monthly = {kind for kind, _ in levers} | {Kind.CHANNEL_SPEND, Kind.PROGRAMME}
    posted = {(row.kind, row.channel, row.sub): row.amount for row in told.of(*monthly)}
    factors = told.factors
    for (kind, channel), lever in levers.items():
        for month in range(told.run.months):
            cents, planned = posted.pop((kind, channel, month), 0), monthly_money(told, lever, month)
            factor = factors.get((channel, month), 1.0) if kind == Kind.CHANNEL_SPEND else 1.0
            off = 0.50001 if factor == 1.0 else 16.0  # each day of a reviewed month is rounded by itself
            assert abs(cents - planned * factor) <= off, (kind, channel, month, cents, planned)
    for month in range(told.run.months):
        cents, bills = posted.pop((Kind.PROGRAMME, -1, month), 0), programmes(told, month)
        rounded = math.fsum(abs(bill - round(bill)) for bill in bills)
        assert abs(cents - math.fsum(bills)) <= rounded + 1e-4 * len(bills), (month, cents, bills)
    for channel, events in met.items():
        for month in range(told.run.months):
            days = [told.midnight(month) <= (day - told.start).days < told.midnight(month + 1) for day in events.dates]
            cents = half_up(round(events.cost * 100) * factors.get((channel, month), 1.0)) * sum(days)
            same(posted.pop((Kind.CHANNEL_SPEND, channel, month), 0), cents, (channel, month))
    same(posted, {})
    once = Counter((row.kind, row.channel, row.sub) for row in told.of(*monthly))
    assert max(once.values(), default=1) == 1
    for month, rows in enumerate(told.months):
        months = {row.sub for row in rows if row.kind in {*monthly, Kind.SALARY, Kind.MANAGERS}}
        assert months <= ({month} if month < told.run.months else set()), month
    fees = {
        told.header.channels.index(name): round(said.cost_per_lead * 100) for name, said in told.market.channels.items()
    }
    baits = {told.header.channels.index(name): round(said.cost * 100) for name, said in told.plan.lead_magnets.items()}
    noisy, data = told.market.qualification.fit_noise > 0.0, told.plan.enrichment
    for life in told.lives.values():
        lead = life[0].kind == Kind.LEAD
        learnt = round(told.on(data.cost, life[0].time // DAY) * 100) if lead and data is not None else 0
        bought = [(row.time, row.amount) for row in life if row.kind == Kind.ENRICHMENT]
        same(bought, [(life[0].time, learnt)] * (learnt > 0), life[0])
        looks = [row for row in life if row.kind == Kind.FIT_OBSERVED]
        same([row.time for row in looks], [life[0].time] * (lead and noisy), life[0])
        if looks and data is not None and told.on(data.completeness, life[0].time // DAY) == 1.0:
            same(looks[0].number, life[0].number, life[0])
        paid = sum(row.amount for row in life if row.kind == Kind.LEAD_FEE)
        due = fees.get(life[0].channel, 0) if life[0].kind == Kind.LEAD else 0
        bait = baits.get(life[0].channel, 0) if life[0].kind == Kind.LEAD and life[0].sub == 0 else 0
        assert paid in (due, due + bait) and sum(row.kind == Kind.LEAD_FEE for row in life) == (paid > 0), life[0]


def commissions_are_paid(told: Told) -> None:
    """Each win pays its commission, each referred win its reward."""
    for life in told.lives.values():
        won = next((row for row in life if row.kind == Kind.WON), None)
        paid = Counter(row.kind for row in life)
        usual = 0 if won is None else half_up(won.amount * told.plan.commission)
        assert told.quotas or paid[Kind.COMMISSION] == int(usual > 0), won
        referred = life[0].channel >= 0 and told.header.channels[life[0].channel] == "referral"
        same(paid[Kind.REFERRAL_REWARD], int(won is not None and referred and told.plan.referral_reward > 0))


def incentives_are_paid_and_taken_back(told: Told) -> None:
    """A win pays the SPIFs of its day and segment; the first loss of a customer takes the commission back in time."""
    plan, ends = told.plan, (Kind.CHURNED, Kind.CLOSED_DOWN, Kind.CUT_OFF)
    for life in told.lives.values():
        won = next((row for row in life if row.kind == Kind.WON), None)
        paid = [(row.time, row.sub, row.amount) for row in life if row.kind == Kind.SPIF]
        back = [(row.time, row.amount) for row in life if row.kind == Kind.CLAWBACK]
        bonuses = [(row.time, row.sub, row.amount) for row in life if row.kind == Kind.SPIF_CLAWBACK]
        if won is None:
            same((paid, back), ([], []), life[0])
            continue
        day = told.start + datetime.timedelta(won.time // DAY)
        due = []
        for number, (_, said) in enumerate(sorted(plan.spifs.items())):
            fits = said.segment in (None, told.header.segments[won.segment])
            begun, over = said.starts is None or said.starts <= day, said.ends is not None and said.ends <= day
            if fits and begun and not over and round(said.per_win * 100):
                due.append((won.time, number, round(said.per_win * 100)))
        same(paid, due, won)
        begun_by = [row.level for row in life if row.kind == Kind.TASK_STARTED and row.sub >= 0]
        for row in life:
            assert row.kind != Kind.SPIF or row.level == 0 or row.level - 1 in begun_by[-1:] or not begun_by, row
        lost = next((row for row in life if row.kind in ends), None)
        commission = sum(row.amount for row in life if row.kind == Kind.COMMISSION)
        months = plan.commission_clawback
        soon = lost is not None and months is not None and lost.time < told.later(won.time, months)
        same(back, [(lost.time, -commission)] if soon and commission else [], lost)
        names = [each for _, each in sorted(plan.spifs.items())]
        returned = [(lost.time, n, -cents) for _, n, cents in paid if soon and names[n].clawback]
        assert bonuses == returned or (not bonuses and any(row.kind == Kind.PAUSED for row in life)), lost
        for row in life:
            if row.kind == Kind.CLAWBACK:
                near(row.number, (row.time - won.time) / DAY, row)


def employers_pay_a_share_on_top(told: Told) -> None:
    """On all that a team is paid in a month the plan's share is due."""
    share, paid = told.plan.payroll_burden, Counter()
    kinds = (
        Kind.SALARY,
        Kind.MANAGERS,
        Kind.VARIABLE_PAY,
        Kind.COMMISSION,
        Kind.SPIF,
        Kind.CLAWBACK,
        Kind.SPIF_CLAWBACK,
    )
    for month, rows in enumerate(told.months[: told.run.months]):
        for row in rows:
            if row.kind in kinds and row.team >= 0:
                paid[month, row.team] += row.amount
    due = {key: math.copysign(half_up(abs(pay) * share), pay) for key, pay in paid.items()}
    found = {(row.sub, row.team): row.amount for row in told.of(Kind.EMPLOYER_COSTS)}
    same(found, {key: cost for key, cost in due.items() if cost})
    same(len(found), len(told.of(Kind.EMPLOYER_COSTS)))
    for row in told.of(Kind.EMPLOYER_COSTS):
        same(row.time, told.midnight(row.sub + 1) * DAY, row)


def variable_pay_follows_what_is_reached(told: Told) -> None:
    """Who has a quota for a whole period reaches what was qualified or renewed over it, and is paid by the curve."""
    qualified, periods = Counter(), {"month": 1, "quarter": 3, "year": 12}
    starts, ends, talked = {}, {}, {}
    for month, rows in enumerate(told.months[: told.run.months]):
        for row in rows:
            function = told.header.teams[row.team] if row.team >= 0 else ""
            if row.kind == Kind.EMPLOYEE_JOINED:
                starts[row.team, row.level] = row.time
            elif row.kind == Kind.EMPLOYEE_LEFT:
                ends[row.team, row.level] = row.time
            elif row.kind == Kind.TASK_STARTED and row.sub == -1:
                talked[row.entity] = row.level if function == "sdr" else -1
            elif row.kind == Kind.SQL:
                qualified[talked.get(row.entity, -1), month] += 1
            elif row.kind == Kind.VARIABLE_PAY:
                said = told.team(row.team).variable_pay
                months = periods[told.plan.quota.period if function == "ae" else said.period]
                first, last = (told.midnight(each) * DAY for each in (month + 1 - months, month + 1))
                same((month, (month + 1) % months, row.time), (row.sub, 0, last), row)
                new = row.level >= told.header.found_heads[row.team]
                whole = starts.get((row.team, row.level), 0) <= first and (row.team, row.level) not in ends
                if function != "sdr" or not whole or (new and said.ramped):
                    continue
                done = sum(qualified[row.level, each] for each in range(month + 1 - months, month + 1))
                reached = done / (said.quota * told.team(row.team).fte_per_head * months)
                assert abs(row.number - reached) < 0.01 * (1 + reached) / min(1.0, said.quota), row
                usual = max(0.0, min(row.number, said.accelerates_at) - said.threshold)
                beyond = max(0.0, row.number - max(said.accelerates_at, said.threshold)) * said.accelerator
                days = [told.on(said.at_quota, day) for day in range(first // DAY, last // DAY)]
                target = sum(days) / len(days) * months / 12 * told.team(row.team).fte_per_head
                near(row.amount / 100, target * (usual + beyond) / (1 - said.threshold), row, 0.05)


def payments_cost_their_fees(told: Told) -> None:
    """What comes in costs a share of it and something fixed at that instant, by the segment; nothing comes back."""
    bills = (Kind.PAID,) if told.header.collects else (Kind.INVOICED, Kind.COTERMED)
    for life in told.lives.values():
        due, found = [], [(row.time, row.level, row.amount) for row in life if row.kind == Kind.PAYMENT_FEE]
        for row in life:
            said = told.plan.payment_fees.get(told.header.segments[row.segment])
            if said is not None and row.kind in (*bills, Kind.SETUP_FEE) and row.amount > 0:
                fee = half_up(row.amount * said.share) + round(said.fixed * 100)
                due += [(row.time, row.amount, fee)] if fee else []
        same(found, due, life[0])


def quotas_are_won(told: Told) -> None:
    """A win counts for who last began work on it and is still there; commission and periods follow from that."""
    said, team = told.plan.quota, told.plan.teams.ae
    assert told.quotas or not told.of(Kind.QUOTA_PERIOD)
    if not told.quotas:
        return
    months, number = {"month": 1, "quarter": 3, "year": 12}[said.period], told.header.teams.index("ae")
    ends = [first + months for first in range(0, told.run.months, months)]
    starts, gone, sellers = dict.fromkeys(range(told.header.found_heads[number]), 0), {}, {}
    won: dict[tuple[int, int], int] = Counter()

    def quota(person: int, period: int, until: int) -> float:
        """Quota in money of who stays until an instant."""
        first, last = (told.midnight(month) * DAY for month in (period * months, period * months + months))
        begin, end = max(first, starts[person]), min(last, until)
        if end <= begin:
            return 0.0
        speed, ramp = 1.0, team.ramp
        if (number, person) in told.risen:
            ramp *= team.promotes.ramp_share
        if said.ramped and person >= told.header.found_heads[number] and ramp > 0:
            since, until_, slow = (begin - starts[person]) / DAY, (end - starts[person]) / DAY, 0.0
            if since < ramp:
                learnt = min(until_, ramp)
                # The curve is a cubic, of which Simpson's rule is the mean exactly.
                x = [day / ramp for day in (since, (since + learnt) / 2, learnt)]
                missing = [1 - (3 * y**2 - 2 * y**3 if team.ramp_shape == "s_curve" else y) for y in x]
                mean = (missing[0] + 4 * missing[1] + missing[2]) / 6
                slow = (learnt - since) * (1 - team.initial_productivity) * mean
            speed = 1.0 - slow / (until_ - since)
        part = (end - begin) / (last - first)
        return said.per_year * team.fte_per_head * months / 12 * part * speed

    known, seen = True, Counter()
    paid = {row.entity: row for row in told.of(Kind.COMMISSION)}
    kinds = (Kind.EMPLOYEE_JOINED, Kind.EMPLOYEE_LEFT, Kind.TASK_STARTED, Kind.WON, Kind.QUOTA_PERIOD)
    kinds = (*kinds, Kind.QUOTA_CREDIT_LOST)
    for row in told.of(*kinds):
        if row.kind == Kind.WON:
            got = paid.get(row.entity)
            person = sellers.get(row.entity, -1 if got is None else got.level - 1)
            known = known and (row.entity in sellers or got is not None)
            if person < 0 or person in gone or row.time >= told.header.horizon:
                assert got is None or (got.level, got.amount) == (0, half_up(row.amount * told.plan.commission)), got
                continue
            period = next(k for k, end in enumerate(ends) if row.time < told.midnight(end) * DAY)
            target, before = half_up(quota(person, period, math.inf) * 100), won[person, period]
            won[person, period] += row.amount
            least, most = (half_up(target * share) for share in (said.threshold, said.accelerates_at))
            span = range(before, before + row.amount)
            usual, beyond = (
                len(range(max(before, least), min(span.stop, most))),
                len(range(max(before, most), span.stop)),
            )
            assert got is None or got.level == person + 1, got
            shares = [usual * told.plan.commission, beyond * told.plan.commission * said.accelerator]
            near(0 if got is None else got.amount, sum(map(half_up, shares)), row, 1e-9)
        elif row.team != number:
            continue
        elif row.kind == Kind.QUOTA_CREDIT_LOST:
            period = next(k for k, end in enumerate(ends) if row.time < told.midnight(end) * DAY)
            assert said.clawback and (not known or 0 < row.amount <= won[row.level, period]), row
            assert row.level == sellers.get(row.entity, row.level), row
            won[row.level, period] -= row.amount
        elif row.kind == Kind.TASK_STARTED:
            if row.sub >= 0:  # who qualifies a lead has sold nothing yet
                sellers[row.entity] = row.level
        elif row.kind == Kind.EMPLOYEE_JOINED:
            starts[row.level] = row.time
        elif row.kind == Kind.EMPLOYEE_LEFT:
            gone[row.level] = row.time
        else:
            period = row.sub // months
            same(row.sub + 1, ends[period], row)
            same(row.time, told.midnight(row.sub + 1) * DAY, row)
            assert (
                abs(quota(row.level, period, min(gone.get(row.level, math.inf), told.header.horizon)) - row.number)
                < 0.02
            )
            assert not known or row.amount == won[row.level, period], row
            seen[row.level, period] += 1
    for person in starts:
        for period in range(told.run.months // months):
            worth = half_up(quota(person, period, min(gone.get(person, math.inf), told.header.horizon)) * 100)
            same(seen.pop((person, period), 0), int(worth > 0), (person, period))
    same(seen, Counter())


def deals_are_quoted(told: Told) -> None:
    """After its last stage a deal gets a price, which takes the discount off the price asked."""
    stages = len(told.header.stages)
    for life in told.lives.values():
        rows, asked = [row for row in life if row.kind not in ASIDE], 0
        for row, following in pairwise([*rows, None]):
            asked = row.amount if row.kind == Kind.OPPORTUNITY else asked
            sold = (row.kind == Kind.STAGE_PASSED and row.sub + 1 == stages) or (
                row.kind == Kind.OPPORTUNITY and row.sub == 0 and told.channel(row).skip_stages == stages
            )
            same(following is not None and following.kind == Kind.QUOTED, sold, (row, following))
            if row.kind == Kind.QUOTED:
                same(row.number, told.answers(row)["discount"], row)
                price = asked
                for discount in (
                    row.number,
                    *(one.number for one in life if one.kind == Kind.OFFERED and one.time == row.time),
                ):
                    price = 12 * max(1, half_up(price * (1.0 - discount) / 12)) if discount else price
                same(row.amount, price, row)
            touched = row.kind == Kind.TASK_STARTED and row.sub >= 0 and id(row) not in told.under_way
            expense = round(told.touch(row).expense * 100) if touched else 0
            spent = following.amount if following is not None and following.kind == Kind.SALES_EXPENSE else 0
            same(spent, expense, (row, following))


def prices_are_list_prices_times_the_level(told: Told) -> None:
    """An annual price is twelve equal parts; where contracts do not vary it is the segment's at the plan's level."""
    stages = len(told.header.stages)
    for row in told.of(Kind.OPPORTUNITY):
        same((row.amount % 12, row.amount > 0), (0, True), row)
        said = told.segment(row)
        if said.value_sigma == 0.0:
            level = told.found_price if row.sub == 1 else told.on(told.plan.price, row.time // DAY)
            asked, quoted = max(12.0, said.contract_value * 100.0 * level), row.sub == 1 and row.level == stages
            assert abs(row.amount - asked) <= 6.001 or (quoted and row.amount < asked), row
    for row in told.of(Kind.OPENING_CUSTOMER):
        said = told.segment(row)
        asked = max(12.0, said.contract_value * 100.0 * told.found_price)
        assert said.value_sigma > 0.0 or abs(12 * row.amount - asked) <= 6.001, row


def committees_decide_by_their_rule(told: Told) -> None:
    """Seats are those of the template, each votes once, and the outcome is what the rule makes of the votes."""
    for life in told.lives.values():
        votes = [row for row in life if row.kind == Kind.VOTE]
        meetings = [row.sub for row in life if row.kind == Kind.COMMITTEE_MET]
        decided = next((row for row in life if row.kind == Kind.WON or (row.kind == Kind.LOST and row.sub == -1)), None)
        if not votes and not meetings and decided is None:
            continue
        said = told.committee(life[0])
        roles = [said.roles[told.header.roles[row.sub // 1000]] for row in votes]
        same(len({row.sub for row in votes}), len(votes), votes)
        for row, role in zip(votes, roles, strict=True):
            assert row.sub % 1000 < role.seats and role.participation > 0, row
            assert row.level >= 0 or role.veto > 0, row
        if meetings:
            same(meetings, list(range(meetings[0], meetings[0] + len(meetings))), life)
            assert meetings[0] == 1 or life[0].kind == Kind.OPPORTUNITY, life
        if votes or decided:
            assert (meetings[-1] if meetings else 0) >= said.min_meetings or life[0].kind == Kind.OPPORTUNITY, life
            if said.meetings_per_member == 0.0 and meetings:
                same(meetings[-1], said.min_meetings)
        stops = [row.level == -1 or (said.decision_rule == "unanimity" and row.level < 1) for row in votes]
        assert not any(stops[:-1]), "a vote after the end"
        same_luck(told, life, votes)
        # Of a committee that day 0 finds at work some may have voted before.
        priced = life[0].kind == Kind.OPPORTUNITY and life[0].sub == 1 and life[0].level == len(told.header.stages)
        if decided is not None and (meetings or not priced):
            same(decided.kind == Kind.WON, outcome(said, votes, roles), (said, votes))
            sure = sum(role.seats for role in said.roles.values() if role.participation == 1.0)
            assert any(stops) or len(votes) >= sure, "somebody did not vote"


def outcome(said: Any, votes: list[Row], roles: list[Any]) -> bool:
    """Does a committee with these votes buy?"""
    answers = list(zip((row.level for row in votes), roles, strict=True))
    if any(answer == -1 for answer, _ in answers):
        return False
    if said.decision_rule == "unanimity":
        return all(answer == 1 for answer, _ in answers)
    if said.decision_rule == "decision_maker":
        return all(answer == 1 for answer, role in answers if role.decides)
    yes = sum(role.weight for answer, role in answers if answer == 1)
    return bool(yes >= said.threshold * sum(role.weight for _, role in answers))


def seller_has_left(told: Told, life: list[Row], vote: Row) -> bool:
    """Has whoever last began work on a deal left before a vote?"""
    begun = [row for row in life if row.kind == Kind.TASK_STARTED and row.sub >= 0 and row.level >= 0]
    begun = [row for row in begun if row.time <= vote.time and row.team >= 0]
    left = {(row.team, row.level) for row in told.of(Kind.EMPLOYEE_LEFT) if row.time <= vote.time}
    return bool(begun) and (begun[-1].team, begun[-1].level) in left


def same_luck(told: Told, life: list[Row], votes: list[Row]) -> None:
    """What the scenario does not explain of a stance is the same for all members of a deal."""
    said, opened = told.committee(life[0]), next(row for row in life if row.kind == Kind.OPPORTUNITY)
    fit = next((row.number for row in life if row.kind == Kind.LEAD), None)
    waited = sum(row.number for row in life if row.kind == Kind.TASK_STARTED and row.sub >= 0)
    half, found = told.market.selling.responsiveness_half_life, opened.sub == 1
    attended = 1.0 if half is None else 0.5 ** (waited / half)
    quoted = next((row for row in life if row.kind == Kind.QUOTED), None)
    price = math.log(told.found_price if found else told.on(told.plan.price, opened.time // DAY))
    price += math.log(1.0 - quoted.number) if quoted else 0.0
    chosen = chosen_by_buyer(life)
    price += math.log(1.0 - chosen.number) if chosen else 0.0
    price += dearer_at(told, life, came_before_committee(told, life)) if chosen else 0.0
    pressed = [row for row in life if row.kind == Kind.CLOSING_OFFER and row.sub]
    price += sum(math.log(1.0 - told.plan.quarter_end.discount) for _ in pressed)
    heard = known_at(told, opened)
    price += felt_at(told, came_before_committee(told, life))
    referred = opened.channel >= 0 and told.header.channels[opened.channel] == "referral"
    trust = heard + (told.market.referrals.trust if referred else told.channel(opened).trust)
    efforts, stages = told.efforts(life), len(told.header.stages)
    more, heard = shown(told, life)
    trust, price = trust + more + swayed_at(told, life) + bound_at(told, life), price + heard
    for row in life:
        if row.kind == Kind.TASK_STARTED and row.sub >= 0 and id(row) not in told.under_way:
            trust += told.touch(row).trust
    if quoted and stages and not found:
        doublings = math.fsum(
            math.log2(efforts[row.sub]) for row in life if row.kind == Kind.TASK_STARTED and row.sub >= 0
        )
        trust += told.market.selling.effort_return * doublings / stages
    rest = []
    for row in votes:
        role = said.roles[told.header.roles[row.sub // 1000]]
        if fit is None and role.fit:
            continue  # of a deal found on day 0 the fit is not told
        if found and ((role.responsiveness and half is not None) or (role.price and not quoted)):
            continue  # neither how long it had waited, nor which discount it had been given
        known = role.base - role.price * price + role.fit * (fit or 0.0) + trust
        known += role.evidence * (proof(told, row.time // DAY) - 1.0)
        known -= told.market.handover_loss * seller_has_left(told, life, row)
        rest.append((row, row.number - (known - role.responsiveness * (1.0 - attended))))
    votes = [row for row, _ in rest]
    ways = [[luck - gain * (row is seat) for row, luck in rest] for seat, gain in helped(told, life, votes)]
    # What made a buyer trust us before day 0 is not told either; it is the same for all members.
    assert any(alike(way, 1.0 if found else said.deal_sigma) for way in ways), (ways, life)


def alike(found: list[float], spread: float) -> bool:
    """Is it the same for all, and nothing where luck has no spread?"""
    expected = 0.0 if spread == 0.0 or not found else found[0]
    return all(math.isclose(luck, expected, rel_tol=1e-8, abs_tol=1e-8) for luck in found)


def helped(told: Told, life: list[Row], votes: list[Row]) -> list[tuple[Row | None, float]]:
    """The vote of whom we met, and what it gains: several may be, where no row says who he is, is there, or sits there.

    Whom we had met before day 0 nobody is told, unless nobody changes jobs and somebody else met him later.
    """
    people, account = told.market.contacts, [row.level for row in life if row.kind == Kind.ACCOUNT_MATCHED]
    if people is None or not people.personas:
        return [(None, 0.0)]
    met = [row for row in life if row.kind == Kind.CONTACT]
    if not met and people.job_change == 0.0:
        lives = (
            other
            for other in told.lives.values()
            if [r.level for r in other if r.kind == Kind.ACCOUNT_MATCHED] == account
        )
        met = [row for other in lives for row in other if row.kind == Kind.CONTACT]
    known = {told.header.posts[row.level % 1000 - 1] for row in met} or people.personas
    found: list[tuple[Row | None, float]] = []
    for post in (people.personas[name] for name in known):
        seats = [row for row in votes if told.header.roles[row.sub // 1000] == post.committee_role]
        seat = min(seats, key=lambda row: row.sub, default=None)
        found.append((seat, post.influence))
        if people.job_change > 0.0 or seat is None or seat.sub % 1000 > 0:
            found.append((None, 0.0))
    return found


def referrals_come_from_customers(told: Told) -> None:
    """A referral is a lead at that instant, from a customer who has value, before the horizon."""
    mrr: dict[int, int] = {}
    live = {row.entity for row in told.of(Kind.OPENING_CUSTOMER)}
    last = len(told.header.channels) - 1
    for row, following in pairwise([*told.rows, Row(0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0)]):
        if row.kind in MOVEMENTS:
            mrr[row.entity] = row.level
        elif row.kind == Kind.GO_LIVE:
            live.add(row.entity)
        elif row.kind == Kind.REFERRED:
            assert mrr[row.entity] > 0 and row.time < told.header.horizon, row
            assert row.entity in live, row
            same((following.kind, following.channel, following.time), (Kind.LEAD, last, row.time), row)
            same((following.sub, following.level, following.segment), (1, row.sub, row.segment), row)
    referred = sum(row.kind == Kind.LEAD and row.channel >= ways(told) for row in told.rows)
    same(referred, len(told.of(Kind.REFERRED)))


def leads_fit_their_channel(told: Told) -> None:
    """Leads come while anybody follows them, in need or not, in segments that their channel has."""
    rows = [row for row in told.rows if row.kind != Kind.RULE_ALSO_FIRED]
    for row, following in pairwise([*rows, Row(0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0)]):
        if row.kind == Kind.LEAD:
            comes_when_touched(told, row, following)
    delayed = sum(row.channel < ways(told) and told.channel(row).delay != NOW for row in told.of(Kind.LEAD))
    same(len(told.of(Kind.FIRST_TOUCH)), delayed)
    for row in told.of(Kind.LEAD):
        if row.channel < ways(told):
            said = told.channel(row)
            assert said.segments.get(told.header.segments[row.segment], 0.0) > 0.0, row
            assert (
                row.sub == 1
                or said.in_market_share < 1.0
                or said.lead_magnet_response > 0.0
                or told.market.accounts is not None
            ), row
            assert row.sub == 0 or said.in_market_share > 0.0, row
            name, date = told.header.channels[row.channel], told.start + datetime.timedelta(row.time // DAY)
            delayed = not (said.delay.shape == "fixed" and said.delay.location == 0.0)
            assert not said.event_based or delayed or date in told.plan.events[name].dates, row
    bans = [(row.channel, row.time // DAY, row.time // DAY + round(row.number)) for row in told.of(Kind.CHANNEL_BANNED)]
    for row in told.of(Kind.LEAD):
        if row.channel < ways(told) and told.channel(row).delay == NOW:
            day = row.time // DAY
            assert not any(row.channel == channel and first <= day < last for channel, first, last in bans), row
    for row in told.of(Kind.CHANNEL_BANNED):
        name = told.header.channels[row.channel]
        said = told.market.channels[name].promotion
        assert said is not None and row.number == round(said.ban_duration) and row.time % DAY == 0, row
    for row in told.of(Kind.LEADS_CAPPED):
        assert row.number > told.market.channels[told.header.channels[row.channel]].max_leads, row


def comes_when_touched(told: Told, row: Row, following: Row) -> None:
    """Who was touched earlier says when: before day 0, or before the horizon's end where its spend is followed."""
    delay = told.channel(row).delay if row.channel < ways(told) else NOW
    same(following.kind == Kind.FIRST_TOUCH and following.entity == row.entity, delay != NOW, (row, following))
    touched = row.time
    if delay != NOW:
        touched -= round(following.number * DAY)
        same(following.time, row.time, following)
        assert following.number > 0.0, following
        assert delay.shape != "fixed" or abs(following.number - delay.location) * DAY < 1.0, following
    assert row.channel >= ways(told) or (row.level < 0) == (touched < 0), (row, following)
    if row.time >= told.header.horizon:
        bought = row.channel < ways(told) and told.header.paid[row.channel]
        assert told.run.run_off and bought and touched <= row.time, (row, following)


ABOUT_ACCOUNTS = (
    time_runs_forwards,
    lives_are_grammatical,
    what_happens_at_once,
    flows_balance,
    leads_are_accounted_for,
    recurring_revenue_closes,
    contracts_are_kept,
    spend_is_what_was_planned,
    bills_follow_each_other,
    functions_cost_what_was_planned,
    agencies_and_tools_cost_what_was_planned,
    commissions_are_paid,
    incentives_are_paid_and_taken_back,
    employers_pay_a_share_on_top,
    payments_cost_their_fees,
    variable_pay_follows_what_is_reached,
    quotas_are_won,
    deals_are_quoted,
    prices_are_list_prices_times_the_level,
    committees_decide_by_their_rule,
    referrals_come_from_customers,
    leads_fit_their_channel,
    goodwill_is_what_was_built,
)
