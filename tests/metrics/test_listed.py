"""The list of metrics: made of the declarations, found by words, in Python and on the command line."""

import json
from collections.abc import Callable

import pytest

import gtmsim
from gtmsim.metrics import METRICS, UnknownMetricError
from gtmsim.metrics.listed import FEW

Say = Callable[..., tuple[int, str, str]]


def names(*words: str) -> list[str]:
    return [each.name for each in gtmsim.metrics(*words)]


def test_all_of_them_as_they_are_declared() -> None:
    found = gtmsim.metrics()
    assert [each.name for each in found] == list(METRICS)
    for each in found:
        said = METRICS[each.name]
        assert (each.unit, each.meaning, each.better) == (said.unit, said.definition, said.better or "")
    assert found.table()[0]["name"] == found[0].name


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("arr_end", "arr_end"),
        ("ARR", "arr_end"),
        ("net retention", "nrr_12m"),
        ("active_share", "in_market_share"),
        ("LTV/CAC", "ltv_to_cac"),
        ("win-rate", "win_rate"),
        ("funnel", "leads"),
        ("came back", "nrr_12m"),
    ],
)
def test_words_of_the_field_find_ours(said: str, meant: str) -> None:
    assert meant in names(said)


def test_a_whole_name_finds_no_other() -> None:
    assert names("win_rate") == ["win_rate"] and len(names("win rate")) > 3
    assert names("payback", "arr_end") == [name for name in names() if name in (*names("payback"), "arr_end")]


def test_an_unknown_word_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(UnknownMetricError, match="did you mean `nrr_12m`"):
        gtmsim.metrics("nrr_12mm")
    with pytest.raises(UnknownMetricError):
        gtmsim.metrics("")


def test_it_shows_itself_in_short() -> None:
    assert len(repr(gtmsim.metrics()).splitlines()) == FEW + 1
    assert "more is better" in repr(gtmsim.metrics("arr_end"))
    assert gtmsim.metrics("arr_end")._repr_html_().count("<tr>") == 2


def test_the_command(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = say("metrics", "payback")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("cac_payback_months  ") and "less is better" in out
    assert json.loads(say("metrics", "payback", "--json")[1]) == json.loads(
        json.dumps(gtmsim.metrics("payback").table())
    )
    code, out, err = say("metrics", "nrr_12mm")
    assert (code, out) == (2, "") and "did you mean `nrr_12m`?" in err
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, say("metrics")[1].splitlines())) <= 80
