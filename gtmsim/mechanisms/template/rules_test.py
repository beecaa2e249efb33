"""Who has it, by hand."""

from gtmsim.mechanisms.template.rules import has_template


def test_luck_below_the_share_has_it() -> None:
    assert has_template(0.4, 0.39) and not has_template(0.4, 0.4)
    assert not has_template(0.0, 1e-9) and has_template(1.0, 1.0 - 1e-9)
