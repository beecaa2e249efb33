"""When a contact begins to follow us, by hand."""

from gtmsim.mechanisms.contacts.rules import NO_ROLE_CLASS, follows_at, left_after, searches
from gtmsim.policies.points import ROLE_CLASS
from gtmsim.rules.calendar import DAY, NEVER


def test_who_has_no_role_class_is_so_for_decision_tables():
    assert ROLE_CLASS.values[NO_ROLE_CLASS] == "none"


def test_follows_at():
    assert follows_at(100, 3.0, 1.5) == 100 + 2 * DAY
    assert follows_at(100, 3.0, 0.0) == NEVER  # who never visits


def test_searches():
    assert searches(0.75, 0.74)
    assert not searches(0.75, 0.75)
    assert not searches(0.0, 1e-16)


def test_left_after():
    assert left_after(3.0, 0.5, 100, 100 + 4 * DAY) == 1.0
    assert left_after(3.0, 0.0, 100, 100 + 4 * DAY) == 3.0
