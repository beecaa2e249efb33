"""Any union is written as a cell that is read back as the same union."""

from hypothesis import given
from hypothesis import strategies as st
from policies.tables import FACTS, unions

from gtmsim.policies.cells import parse
from gtmsim.policies.facts import domain
from gtmsim.policies.spans import clipped, complement, holds, united
from gtmsim.policies.writing import text_of

written = st.sampled_from(FACTS).flatmap(lambda fact: st.tuples(st.just(fact), unions(fact), unions(fact)))


@given(written)
def test_reading_a_canonical_text_gives_the_union(pair):
    fact, spans, _ = pair
    text = text_of(spans, fact)
    assert parse(text, fact) == spans
    assert text_of(parse(text, fact), fact) == text


@given(written)
def test_the_complement_is_the_rest(pair):
    fact, spans, other = pair
    rest = complement(spans, fact)
    assert united((*spans, *rest), fact) == (domain(fact),)
    assert complement(rest, fact) == spans
    for value in (bound for span in (*spans, *other) for bound in span):
        assert holds(spans, value) != holds(rest, value)


@given(written)
def test_clipping_keeps_exactly_what_is_inside(pair):
    fact, spans, _ = pair
    low, high = domain(fact)
    assert [clipped(span, fact) for span in spans] == [(span,) for span in spans]
    assert clipped((low - 1, spans[0][1]), fact) == ((low, spans[0][1]),)
    assert clipped((high + 1, high + 2), fact) == (() if high < high + 1 else ((high, high),))
