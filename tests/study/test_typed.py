"""Calls from Python with arguments of a wrong kind: answered in words by every public function, before any work."""

import inspect
import pickle
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pytest

import gtmsim
from gtmsim.study.results import Results
from gtmsim.study.typed import typed

BASELINE = "scenarios/baseline.yaml"
FUNCTIONS = [name for name in gtmsim.__all__ if inspect.isfunction(getattr(gtmsim, name))]


@typed
def asked(
    *plans: str,
    chance: float = 0.8,
    number: int | None = None,
    subject: Sequence[str] = (),
    law: Literal["even", "peaked"] = "even",
    changes: Mapping[str, Any] | Sequence[str] = (),
    exact: bool = False,
) -> tuple[Any, ...]:
    return plans, chance, number, subject, law, changes, exact


def refused(**said: Any) -> str:
    with pytest.raises(gtmsim.StudyError) as caught:
        asked(*said.pop("plans", ()), **said)
    return str(caught.value)


def test_what_is_right_passes_as_it_is() -> None:
    assert asked("a", chance=1, number=np.int64(3), subject=["x"], changes={"a": 1}, exact=True)[:4] == (
        ("a",),
        1,
        3,
        ["x"],
    )


def test_a_text_alone_is_a_list_of_one() -> None:
    assert asked(subject="cash_lowest>=0", changes="plan.price=+8%")[3:6] == (
        ("cash_lowest>=0",),
        "even",
        ("plan.price=+8%",),
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"chance": "80%"}, "`chance` takes a number, got the text `80%`; write chance=0.8"),
        ({"chance": "50k"}, "write chance=50000"),
        ({"chance": True}, "got True"),
        ({"number": 2.5}, "`number` takes a whole number, got 2.5"),
        ({"number": "4"}, "write number=4"),
        ({"subject": 3}, "`subject` takes a list of texts, got 3"),
        ({"subject": ["a", 3]}, "`subject` takes a list of texts, got a list"),
        ({"law": "normal"}, "`law` takes one of `even`, `peaked`"),
        ({"changes": 3}, "`changes` takes a mapping by name or a list of texts, got 3"),
        ({"changes": {3: "x"}}, "got a dict with 3: the text `x`"),
        ({"exact": "yes"}, "`exact` takes True or False"),
        ({"plans": (["a", "b"],)}, "they are given one by one: gtmsim.asked(.., *plans)"),
        ({"plans": ({"a": 1},)}, "each is one text, PATH=VALUES"),
        ({"chnace": 0.5}, "no argument is called `chnace`; did you mean `chance`?"),
    ],
)
def test_what_is_wrong_is_answered_with_what_to_write(said: dict[str, Any], words: str) -> None:
    assert words in refused(**said)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_public_function_answers_in_words(name: str) -> None:
    function = getattr(gtmsim, name)
    for given in ((object(),), (3.5, 3.5), ({"plan.price": [1]}, 7), (None, None), ([BASELINE], [BASELINE])):
        if not inspect.signature(function).parameters:
            continue
        with warnings.catch_warnings(), pytest.raises((gtmsim.StudyError, gtmsim.ScenarioError)):
            function(*given)
    with pytest.raises(gtmsim.StudyError, match="no argument is called `nonsense`"):
        function(nonsense=1)
    assert pickle.loads(pickle.dumps(function)) is function


def test_other_things_of_ours_are_answered_with_the_step_between() -> None:
    scenario = gtmsim.load(BASELINE)
    for call, words in (
        (lambda: gtmsim.simulate(scenario), "gtmsim.resolve(scenario)"),  # type: ignore[arg-type]
        (lambda: gtmsim.resolve(BASELINE), "gtmsim.load"),  # type: ignore[arg-type]
        (lambda: gtmsim.levers({"plan.price": 1}), "gtmsim.variant"),  # type: ignore[arg-type]
        (lambda: gtmsim.why(BASELINE), "missing a required argument: 'other'"),  # type: ignore[call-arg]
        (lambda: gtmsim.levers(scenario, metric="arr_ned"), "did you mean `arr_end`?"),
        (lambda: gtmsim.sweep(scenario, "plan.pirce=1,2"), "did you mean `plan.price`?"),
        (lambda: gtmsim.sweep(scenario, "plan.teams.ae=1,2"), "such as `plan.teams.ae.headcount`"),
    ):
        with pytest.raises(gtmsim.StudyError) as caught:
            call()
        assert words in str(caught.value), caught.value


def test_methods_of_results_answer_too() -> None:
    none = Results.__new__(Results)
    with pytest.raises(gtmsim.StudyError, match="estimate: `metric` takes a text, got 3"):
        none.estimate(3)  # type: ignore[arg-type]
    with pytest.raises(gtmsim.StudyError, match="write at_least=3000000"):
        none.chance("arr_end", "3M")  # type: ignore[arg-type]
    with pytest.raises(gtmsim.StudyError, match="takes a path"):
        none.write(3)  # type: ignore[arg-type]
