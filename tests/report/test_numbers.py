"""Labels are short and claim no precision."""

import pytest

from gtmsim.report.numbers import compact, estimated, share, stated


@pytest.mark.parametrize(
    "x, text",
    [
        (1234567.0, "1.23M"),
        (999_999.0, "1M"),
        (12_345.0, "12.3k"),
        (-250.0, "−250"),
        (0.0, "0"),
        (2.5e9, "2.5bn"),
        (0.0123, "0.0123"),
    ],
)
def test_compact(x: float, text: str) -> None:
    assert compact(x) == text


@pytest.mark.parametrize("x, text", [(0.0, "0%"), (0.5, "50%"), (0.1236, "12%"), (0.0312, "3.1%"), (1.0, "100%")])
def test_share(x: float, text: str) -> None:
    assert share(x) == text


def test_a_label_has_the_digits_of_its_interval() -> None:
    assert stated(12_345.0, (8_345.0, 16_345.0)) == "12k"
    assert stated(12_345.0) == "12.3k"
    assert stated(None) == "undefined"
    assert estimated([100.0, 120.0, 140.0]) == "120"
    assert estimated([12_345.0]) == "12.3k"
