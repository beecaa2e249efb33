"""How a customer's contract grows or shrinks when it is renewed."""

from typing import TYPE_CHECKING

from gtmsim.engine.influence import CONTRACT, EXPAND, bounded_logit, influence
from gtmsim.engine.port import asked, present, tell
from gtmsim.engine.step import step
from gtmsim.mechanisms.condition.steps import contracts_by_its_business, expands_by_its_business
from gtmsim.mechanisms.money.steps import move
from gtmsim.mechanisms.subscription.rows import CONTRACTED, EXPANDED, UPLIFTED
from gtmsim.mechanisms.subscription.rules import shifted, uplift_kept
from gtmsim.mechanisms.success.rules import uncovered_shift

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

MORE = influence("usual", "how many buy more in a year", EXPAND)
LESS = influence("usual", "how many buy less in a year", CONTRACT)
SERVED_MORE = influence("uncovered", "the success hours that were missing", EXPAND)
SERVED_LESS = influence("uncovered", "the success hours that were missing", CONTRACT)


@step
def growth_chances(
    w: "World", who: "Account", covered: float, business: float, shrinks: bool, grows: bool
) -> tuple[float, float]:
    """Chances a year that a customer buys less and more, with this coverage and in this condition.

    What is not decided now, to shrink or to grow, is not told.
    """
    retention, said, book = w.inputs.segments[who.segment].retention, w.inputs.success, w.books[who.segment]
    if asked(w, who) and shrinks:
        tell(w, who, LESS, bounded_logit(retention.contraction))
        tell(w, who, SERVED_LESS, uncovered_shift(said.contraction, covered))
    if asked(w, who) and grows:
        tell(w, who, MORE, bounded_logit(retention.expansion))
        tell(w, who, SERVED_MORE, -uncovered_shift(said.expansion, covered))
    if present(w.inputs.condition):
        fewer, further = uncovered_shift(said.contraction, covered), -uncovered_shift(said.expansion, covered)
        if shrinks:
            fewer = contracts_by_its_business(w, who, fewer, business)
        if grows:
            further = expands_by_its_business(w, who, further, business)
        return shifted(retention.contraction, fewer), shifted(retention.expansion, further)
    if book.covered != covered:
        # Most renewals of a month look back on the same coverage, and so have the same chances.
        book.covered = covered
        book.less = shifted(retention.contraction, uncovered_shift(said.contraction, covered))
        book.more = shifted(retention.expansion, -uncovered_shift(said.expansion, covered))
    return book.less, book.more


@step
def resize(w: "World", who: "Account", priced: int, after: int) -> None:
    """Write the change of MRR at a renewal in net: a gain of price and of volume, or one loss."""
    uplift = uplift_kept(who.mrr, priced, after)
    if uplift > 0:
        move(w, UPLIFTED, who, uplift, 0.0)
    if after > who.mrr:
        move(w, EXPANDED, who, after - who.mrr, 0.0)
    elif after < who.mrr:
        move(w, CONTRACTED, who, after - who.mrr, 0.0)
