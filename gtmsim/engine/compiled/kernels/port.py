"""What a step may ask beside fields, as the fast engine answers: the names of `engine.port`."""

from gtmsim.engine.compiled.jit import kernel
from gtmsim.engine.compiled.kernels import accounts, decisions, ending, luck, people, rows
from gtmsim.engine.compiled.kernels.columns import present

child_key = luck.child_key
month_index = accounts.month_index
note, post = rows.note, rows.post
answer, know, settled = decisions.answer, decisions.know, decisions.settled
note_by, post_by = decisions.note_by, decisions.post_by
month_of = month_index
today = accounts.today
uniform = luck.uniform
lose, leave_place, close_deal = accounts.lose, accounts.leave_place, accounts.close_deal


@kernel
def decide(w, point, a, facts):
    """What the policy at a decision point answers: up to three outputs, and 0 beyond the last."""
    if not settled(w, point):
        know(w, facts)
        answer(w, point)
    return w.given0, w.given1, w.given2


@kernel
def decide_for_firm(w, point, facts):
    """The same of a channel, a team or the firm: up to four outputs."""
    if not settled(w, point):
        know(w, facts)
        answer(w, point)
    return w.given0, w.given1, w.given2, w.given3


@kernel
def stop(w):
    """Nothing happens any more."""
    w.over = 1


@kernel
def this_month(w):
    """Month of the run, 0 for all before day 0."""
    return month_index(w, w.now)


@kernel
def seat(w, a, number):
    """Where the n-th member of a committee is among the ballots."""
    return a.slot * w.seats + number


@kernel
def asked(w, a):
    """Nobody asks here why an account is decided on as it is."""
    return False


@kernel
def tell(w, a, why, value):
    """Nobody hears it."""


@kernel
def measure(w, a, why, amount):
    """Nobody hears it."""


@kernel
def weigh(w, a, decision, part, weight):
    """Nobody hears it."""


@kernel
def decided(w, a, decision, detail, outcome, logit):
    """Nobody hears it."""


PORT = {
    "absence_on": people.absence_on,
    "asked": asked,
    "away_since": people.away_since,
    "back_on": people.back_on,
    "begins": people.begins,
    "child_key": child_key,
    "close_deal": close_deal,
    "close_on": people.close_on,
    "closing": people.closing,
    "credit": people.credit,
    "decide": decide,
    "decide_for_firm": decide_for_firm,
    "decided": decided,
    "dismiss": people.dismiss,
    "ends": people.ends,
    "fund_on": accounts.fund_on,
    "give_back": people.give_back,
    "gone": people.gone,
    "has_risen": people.has_risen,
    "hire": people.hire,
    "hold_back": people.hold_back,
    "holder": people.holder,
    "is_free": people.is_free,
    "is_held": people.is_held,
    "join_on": people.join_on,
    "leave_on": people.leave_on,
    "leave_place": leave_place,
    "let_leave": people.let_leave,
    "lose": lose,
    "measure": measure,
    "month_of": month_of,
    "move_out": people.move_out,
    "note": note,
    "note_by": note_by,
    "note_spell": people.note_spell,
    "offer_on": people.offer_on,
    "open_on": people.open_on,
    "people": people.people,
    "position": people.position,
    "post": post,
    "post_by": post_by,
    "present": present,
    "replace": people.replace,
    "resigned": people.resigned,
    "rise": people.rise,
    "seat": seat,
    "seek": people.seek,
    "set_away": people.set_away,
    "settle_on": accounts.settle_on,
    "sought_since": people.sought_since,
    "spell_of": people.spell_of,
    "stop": stop,
    "succeed": people.succeed,
    "take_off": people.take_off,
    "tell": tell,
    "this_month": this_month,
    "today": today,
    "uniform": uniform,
    "weigh": weigh,
    "wind_up": ending.wind_up,
    "won": people.won,
}
