"""Rows account by account, against a sort of the standard library."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind
from gtmsim.metrics.accounts import Accounts, by_key, last_before
from gtmsim.metrics.ledger import ledger_of

MOST = 2**64 - 1
# Some far apart, some with the same leading bits, some the same.
KEYS = st.lists(st.integers(0, MOST) | st.integers(0, 9) | st.integers(MOST - 5, MOST), max_size=60)


@given(KEYS)
def test_keys_are_ordered_and_equal_ones_stay_as_they_stand(keys: list[int]) -> None:
    found = by_key(np.array(keys, np.uint64)).tolist()
    assert found == sorted(range(len(keys)), key=keys.__getitem__)


@given(st.lists(st.sampled_from([0, 1, 2, 2**48 + 1, 2**48 + 2, MOST]), min_size=1, max_size=40))
def test_accounts_are_the_rows_sorted_by_account(entities: list[int]) -> None:
    story = Story()
    for day, who in enumerate(entities):
        story.at(1.0 + day, Kind.VOTE, who)
    journal = story.journal()
    accounts = Accounts(journal)
    owned = [row for row in range(len(journal)) if journal.entity[row]]
    assert accounts.rows.index.tolist() == sorted(owned, key=lambda row: int(journal.entity[row]))
    assert accounts.firm.index.tolist() == [row for row in range(len(journal)) if not journal.entity[row]]
    assert accounts.rows.entity[accounts.first].tolist() == sorted(set(entities) - {0})
    assert accounts.opens.sum() == len(accounts) == len(set(entities) - {0})
    began = accounts.beginning(np.arange(len(owned)))
    assert began.entity.tolist() == accounts.rows.entity.tolist()
    assert (began.index <= accounts.rows.index).all()


def test_an_account_s_rows_by_kind() -> None:
    story = Story()
    story.customer(3, 1)
    story.lead(4, 2)
    accounts = ledger_of(story.journal()).accounts
    assert accounts.rows.entity[accounts.where(Kind.LEAD)].tolist() == [1, 2]
    assert accounts.rows.kind[accounts.where(Kind.WON, Kind.MQL)].tolist() == [Kind.MQL, Kind.WON, Kind.MQL]


def test_the_last_before() -> None:
    assert last_before(np.array([0, 2, 3, 9]), np.array([2, 5])).tolist() == [-1, -1, 0, 1]
