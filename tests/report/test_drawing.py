"""The firm as a flow: nothing overlaps, every text fits, and what is off is not there."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from gtmsim.report.drawing.firm import drawing
from gtmsim.report.drawing.shapes import Line, box, fitting, width_of
from gtmsim.scenario.load import load, load_text
from gtmsim.study.firm.answers import answers
from gtmsim.study.firm.derived import first
from gtmsim.study.firm.text import text_of

PROJECT = Path(__file__).resolve().parents[2]
NAMES = "{http://www.w3.org/2000/svg}"
Say = Callable[..., tuple[int, str, str]]


def firm(channels: int, name: str = "channel", **said: object) -> str:
    """The drawing of a firm with so many channels."""
    import datetime

    known = answers({"leads": {f"{name}_{i}": 10 + i for i in range(channels)}, **said})
    return drawing(load_text(text_of(known, first(known), datetime.date(2026, 1, 1)))).svg


SHIPPED = ("baseline.yaml", "cn_saas.yaml", "annual_or_monthly/as_they_like.yaml", "event_heavy/digital.yaml")
DRAWN = {
    **{name: lambda name=name: drawing(load(PROJECT / "scenarios" / name)).svg for name in SHIPPED},
    "one channel": lambda: firm(1),
    "20 channels": lambda: firm(20),
    "long names": lambda: firm(8, "a_channel_whose_name_goes_on_and_on_MWMWMW"),
    "Chinese": lambda: firm(12, "搜索引擎广告和内容营销以及其他渠道"),
    "without people": lambda: firm(3, sdr=0, csm=0),
}


@pytest.fixture(scope="module", params=DRAWN)
def drawn(request: pytest.FixtureRequest) -> ElementTree.Element:
    return ElementTree.fromstring(DRAWN[request.param]())


def rectangles(drawn: ElementTree.Element) -> list[tuple[float, ...]]:
    return [
        tuple(float(each.get(side, 0)) for side in ("x", "y", "width", "height"))
        for each in drawn.iter(f"{NAMES}rect")
        if each.get("x")
    ]


def texts(drawn: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of every text."""
    found = []
    for each in drawn.iter(f"{NAMES}text"):
        x, y, size = (float(each.get(name, 0)) for name in ("x", "y", "font-size"))
        found.append((x, y - size, x + width_of(each.text or "", size, bool(each.get("font-weight"))), y))
    return found


def test_boxes_do_not_overlap_and_stay_on_the_page(drawn: ElementTree.Element) -> None:
    width, height = float(drawn.get("width", 0)), float(drawn.get("height", 0))
    boxes = rectangles(drawn)
    for x, y, w, h in boxes:
        assert x >= 0 and x + w <= width and y >= 0 and y + h <= height
    for (x, y, w, h), (a, b, c, d) in combinations(boxes, 2):
        assert x + w <= a or a + c <= x or y + h <= b or b + d <= y


def test_texts_do_not_overlap_and_stay_on_the_page(drawn: ElementTree.Element) -> None:
    width, height = float(drawn.get("width", 0)), float(drawn.get("height", 0))
    for left, _, right, bottom in texts(drawn):
        assert left >= 0 and right <= width and bottom <= height
    for (a, b, c, d), (e, f, g, h) in combinations(texts(drawn), 2):
        assert c <= e or g <= a or d <= f or h <= b


def test_a_text_that_begins_in_a_box_ends_in_it(drawn: ElementTree.Element) -> None:
    for left, top, right, bottom in texts(drawn):
        for x, y, w, h in rectangles(drawn):
            if x <= left < x + w and y <= top < y + h:
                assert right <= x + w and bottom <= y + h


def test_lines_lead_on_the_page_and_along_it(drawn: ElementTree.Element) -> None:
    width, height = float(drawn.get("width", 0)), float(drawn.get("height", 0))
    for line in drawn.iter(f"{NAMES}polyline"):
        points = [tuple(map(float, point.split(","))) for point in (line.get("points") or "").split()]
        assert all(0 <= x <= width and 0 <= y <= height for x, y in points)
        assert all(a == c or b == d for (a, b), (c, d) in pairwise(points))


def test_what_is_off_is_not_there() -> None:
    bare, rich = firm(2, sdr=0), DRAWN["baseline.yaml"]()
    for word in ("win-back", "referrals", "Onboarding", "Also in force: coverage effects, attrition"):
        assert word in rich and word not in bare
    assert "SDR" not in bare and "Queue for 3 SDRs" in rich


def test_names_are_text_and_nothing_else() -> None:
    text = (
        (PROJECT / "scenarios" / "baseline.yaml").read_text("utf-8").replace("What does the plan", "<script>&What does")
    )
    drawn = drawing(load_text(text)).svg
    assert "<script>" not in drawn and "&lt;script&gt;&amp;What does" in drawn
    ElementTree.fromstring(drawn)


def test_what_does_not_fit_is_cut_with_a_sign() -> None:
    cut = fitting(Line("a" * 100), 60)
    assert cut.text.endswith("…") and width_of(cut.text, cut.size) <= 60
    assert box("b", 0, 0, 40, [Line("M" * 9)]).lines[0].text.endswith("…")


def test_it_is_written_whole_or_not_at_all(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = str(PROJECT / "scenarios" / "baseline.yaml")
    assert say("draw", file)[:2] == (0, "wrote baseline.svg\n")
    assert say("draw", file, "--set", "plan.teams.ae.headcount=9")[0] == 0
    assert "Queue for 9 AEs" in Path("baseline.svg").read_text("utf-8")
    code, _, err = say("draw", file, "--out", "firm.png")
    assert code == 2 and "firm.svg" in err
    assert say("draw", file, "--out", "no/firm.svg")[0] == 74
    assert [path.name for path in tmp_path.iterdir()] == ["baseline.svg"]
