"""What may be said of the contracts of day 0, and what is refused with a hint that works."""

import pytest

from gtmsim.report.starter import STARTER
from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load, load_text, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.writing import resolved_yaml

MIX = "run.initial.term_mix={small: {monthly: 40%, annual: 60%}}"


@pytest.mark.parametrize(
    ("sets", "says"),
    [
        (["run.initial.term_mix={small: {monthly: 40%}}"], "E_SUM .*the shares sum to 0.4"),
        (["run.initial.term_mix={small: {montly: 40%, annual: 60%}}"], "E_TYPE .*small.montly.*write `monthly`"),
        (["run.initial.term_mix={small: {annual: 40%, 12 months: 60%}}"], "E_CONFLICT .*are one length"),
        (["run.initial.term_mix={small: annual}"], "E_TYPE .*write `{monthly: 40%, annual: 60%}`"),
        ([MIX, "run.initial.terms={small: monthly}"], "E_CONFLICT .*leave one of them out"),
        (["run.initial.terms={small: {monthly: 40%, annual: 60%}}"], "E_TYPE .*are said in `run.initial.term_mix`"),
        (["run.initial.billing={small: montly}"], "E_TYPE .*did you mean `monthly`"),
        (["run.initial.billing={smal: monthly}"], "E_UNKNOWN .*did you mean `small`"),
        (["run.initial.term_mix={smal: {annual: 1}}"], "E_UNKNOWN .*did you mean `small`"),
    ],
)
def test_what_no_contract_says_is_refused(sets: list[str], says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load(STARTER, sets)


def test_bills_are_said_in_words_or_months() -> None:
    for said, months in (("monthly", 1), ("quarterly", 3), ("yearly", 12), ("upfront", 60), ("5 months", 5)):
        told = load(STARTER, [f"run.initial.billing={{small: {said}}}"])
        assert told.run.initial.billing == {"small": months}
        assert load_text(resolved_yaml(told)).run.initial.billing == {"small": months}


def test_a_plan_does_not_change_the_mix_of_day_0() -> None:
    """A variant's `plan.terms` is of new contracts; who was found stays on what the mix says."""
    one, other = (resolve(load(STARTER, [MIX, *more])) for more in ([], ["plan.terms.small=24 months"]))
    assert [each.found_mix for each in one.segments] == [each.found_mix for each in other.segments]
    assert [share.months for share in next(each for each in one.segments if each.name == "small").found_mix] == [1, 12]


def test_what_is_said_of_nobody_is_told() -> None:
    sets = [MIX, "run.initial.billing={small: monthly}", "run.initial.customers.small=0"]
    idle = [dotted(each.path) for each in warnings_of(load(STARTER, sets)) if each.code == "W_UNUSED"]
    assert {"run.initial.term_mix.small", "run.initial.billing.small"} <= {*idle}
