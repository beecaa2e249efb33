"""The luck: pinned values of the hash, names that never meet, uniforms that pass for independent."""

import itertools
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gtmsim.engine.draws import GOLDEN, MASK, PURPOSE_KEYS, PURPOSES, Draws, Purpose, child_key, mix, name_key

SEARCH = name_key("channel", "search")
WORDS = st.integers(0, MASK)
LIKELY = 1e-6  # smallest p-value that chance is given


def sample(n: int, purpose: int = Purpose.STANCE, occurrence: int = 0) -> list[float]:
    """One uniform of each of n neighbouring leads."""
    draws = Draws(1, 0)
    return [draws.uniform(purpose, child_key(SEARCH, ordinal), occurrence) for ordinal in range(n)]


def test_mix_is_splitmix64():
    # The generator's first three outputs from state 0, and the first from state 1234567, as published.
    assert mix(0) == 0xE220A8397B1DCDAF
    assert mix(GOLDEN) == 0x6E789E6AA1B965F4
    assert mix(2 * GOLDEN & MASK) == 0x06C45D188009454F
    assert mix(1_234_567) == 6_457_827_717_110_365_317
    assert mix(MASK) == 0xE4D971771B652C20


@given(WORDS, WORDS)
def test_mix_keeps_different_words_different(a, b):
    assert (mix(a) == mix(b)) == (a == b)


@pytest.mark.parametrize("bit", range(0, 64, 7))
def test_one_bit_in_changes_half_of_the_bits_out(bit):
    flipped = [(mix(z) ^ mix(z ^ 1 << bit)).bit_count() for z in (mix(i) for i in range(2_000))]
    assert np.mean(flipped) == pytest.approx(32.0, abs=4 * 4.0 / np.sqrt(2_000))


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("channel", "search"), 0x55C78FA5B8FC2742),
        (("role", "boss"), 0x27293CD9DEBE0217),
        (("referral",), 0xF20826E877CF54CC),
        (("a", "b"), 0xA3BA52031751C1FF),
        (("ab",), 0x8810DE87F1B5520E),
    ],
)
def test_name_key_is_pinned(names, key):
    assert name_key(*names) == key


def test_child_key_is_pinned():
    assert child_key(SEARCH) == SEARCH
    assert child_key(SEARCH, 0) == 0x603A22B97CC2ECD7
    assert child_key(SEARCH, 1) == 0xA51B5CE28B99F393
    assert child_key(SEARCH, 7, 3) == 0xD782BBD9BDDBFE65
    assert child_key(child_key(SEARCH, 7), 3) == child_key(SEARCH, 7, 3)


@pytest.mark.parametrize(
    ("seed", "replication", "purpose", "entity", "occurrence", "expected"),
    [
        (1, 0, Purpose.CANDIDATES, SEARCH, 0, "0x1.7c25da01576edp-1"),
        (1, 0, Purpose.CANDIDATES, SEARCH, 1, "0x1.c9d8c7e1f3fd7p-1"),
        (1, 1, Purpose.CANDIDATES, SEARCH, 0, "0x1.184576dd597a0p-6"),
        (1, 0, Purpose.STANCE, SEARCH, 0, "0x1.13f03ff3d8617p-1"),
        (1, 0, Purpose.PLACE, 0, 5, "0x1.e527b3fe83bddp-1"),
        (2**63 - 1, 7, Purpose.DELAY, SEARCH, 2, "0x1.bee0423e57420p-6"),
    ],
)
def test_uniform_is_pinned(seed, replication, purpose, entity, occurrence, expected):
    assert Draws(seed, replication).uniform(purpose, entity, occurrence).hex() == expected


@given(st.integers(0, 2**63 - 1), st.integers(0, 10**6), st.sampled_from(Purpose), WORDS, st.integers(0, 10**6))
def test_uniform_is_the_mixed_name(seed, replication, purpose, entity, occurrence):
    root = mix(mix(mix(mix(seed)) ^ replication) ^ name_key("purpose", purpose.name.lower()))
    bits = mix(mix(root ^ entity) ^ occurrence) >> 12
    u = Draws(seed, replication).uniform(purpose, entity, occurrence)
    assert u == (bits + 0.5) / 2**52
    assert 0.0 < u < 1.0


def test_the_ends_are_open():
    step = 2.0**-52
    assert (2**52 - 1) * step + step / 2 < 1.0
    assert 0 * step + step / 2 > 0.0


def test_purposes_have_keys_of_their_own():
    assert len(set(PURPOSE_KEYS)) == len(PURPOSES) >= len(Purpose)
    assert [int(purpose) for purpose in Purpose] == list(range(len(Purpose)))


def test_different_names_give_different_draws():
    entities = [child_key(SEARCH, ordinal) for ordinal in range(20)]
    names = itertools.product((1, 2), (0, 1), (Purpose.FIT, Purpose.SCREEN), entities, range(5))
    found = [Draws(seed, replication).uniform(*name) for seed, replication, *name in names]
    assert len(set(found)) == len(found)


def test_the_order_of_asking_is_no_input():
    names = list(itertools.product(range(5), range(50), range(3)))
    first, second = Draws(3, 4), Draws(3, 4)
    found = {name: first.uniform(*name) for name in names}
    random.Random(1).shuffle(names)
    assert all(second.uniform(*name) == found[name] for name in names)


@pytest.mark.parametrize("purpose", [Purpose.ACCEPTANCE, Purpose.STANCE, Purpose.RENEWAL])
def test_uniforms_are_even(purpose):
    assert stats.kstest(sample(20_000, purpose), "uniform").pvalue > LIKELY


def test_every_bit_is_fair():
    words = (np.array(sample(20_000)) * 2.0**52).astype(np.int64)
    ones = [int((words >> bit & 1).sum()) for bit in range(52)]
    z = (np.array(ones) - 10_000) / np.sqrt(5_000)
    assert stats.chi2.sf((z**2).sum(), 52) > LIKELY
    assert np.abs(z).max() < 5.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (sample(20_000), sample(20_001)[1:]),  # neighbouring leads
        (sample(20_000), sample(20_000, occurrence=1)),
        (sample(20_000), sample(20_000, Purpose.VETO)),
        (sample(20_000), [Draws(1, 1).uniform(Purpose.STANCE, child_key(SEARCH, n)) for n in range(20_000)]),
        (sample(20_000), [Draws(2, 0).uniform(Purpose.STANCE, child_key(SEARCH, n)) for n in range(20_000)]),
        (
            [Draws(1, r).uniform(0, SEARCH) for r in range(5_000)],
            [Draws(1, r).uniform(0, SEARCH, 1) for r in range(5_000)],
        ),
    ],
    ids=["neighbours", "occurrences", "purposes", "replications", "seeds", "days"],
)
def test_draws_of_different_names_are_independent(one, other):
    table, _, _ = np.histogram2d(one, other, bins=10, range=((0, 1), (0, 1)))
    expected = len(one) / 100
    assert stats.chi2.sf(((table - expected) ** 2 / expected).sum(), 99) > LIKELY
