"""The report page: one file, no network, every name escaped, everything that it links to is there."""

import re
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from gtmsim.report.assumptions import WORDS, assumptions, differing
from gtmsim.report.figures import draw_all
from gtmsim.report.gather import study_of
from gtmsim.report.starter import STARTER
from gtmsim.report.write import contents
from gtmsim.scenario.explain import explain
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.load import load, variant
from gtmsim.study.comparison import Comparison
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

HOSTILE = "<script>alert('x')</script> & \"$1$\" 增长"
EMPTY = {"meta", "wbr", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """Tags and attributes as a browser meets them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def values(self, name: str) -> list[str]:
        return [value for attribute, value in self.attributes if attribute == name]


@pytest.fixture(scope="module")
def text(comparison_files: dict[str, bytes]) -> str:
    return comparison_files["report.html"].decode()


def test_it_opens_without_a_network(text: str) -> None:
    page = Page(text)
    assert not page.open
    assert not re.search(r"https?:|@import|url\((?!#)", text)
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert not page.values("src")
    assert all(target.startswith("#") for target in page.values("href"))


def test_links_and_ids_agree(text: str) -> None:
    page = Page(text)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in page.values("href")} <= set(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)


def test_it_has_every_section(text: str) -> None:
    headings = re.findall(r"<h2[^>]*>([^<]*)</h2>", text)
    for section in (
        "What differs between the scenarios",
        "Comparison",
        "Annual recurring revenue",
        "Cash since the start, funding apart",
        "Funnel",
        "Cost of a new customer by channel, loaded",
        "Lifetime value of a customer, in its forms",
        "What this does not show",
        "All metrics",
        "Assumptions",
        "Definitions",
        "How to repeat it",
    ):
        assert section in headings
    assert text.count("<h1") == 1


def test_it_says_the_answer_and_how_to_repeat_it(text: str, comparison: Comparison) -> None:
    said = " ".join(Page(text).text)
    assert comparison.answer() in said
    assert "A decision: the same market, another plan." in said
    assert "gtmsim compare scenarios/my_plan.yaml scenarios/two_more_CSMs.yaml --replications 3 --seed 1" in said
    assert "simulation error only" in said


def test_it_shows_what_was_changed_and_every_assumption(text: str, comparison: Comparison) -> None:
    said = "".join(Page(text).text)
    lines = explain(comparison.results[0].scenario)
    shown = [line.path for line in lines if line.path not in WORDS and not line.path.startswith("plan.policies.")]
    assert [path for path in shown if path not in said] == []
    changed = text[text.index('id="changed"') : text.index('id="table"')]
    assert re.findall(r'class="path">(.*?)</th>', changed) == ["plan.<wbr>teams.<wbr>csm.<wbr>headcount"]


def test_charts_have_words_for_those_who_do_not_see_them(text: str) -> None:
    labels = [value for value in Page(text).values("aria-label") if len(value) > 40]
    assert len(labels) == len(re.findall("<svg", text)) >= 5


def test_a_hostile_name_is_only_text(results: Results) -> None:
    scenario = results.scenario.model_copy(update={"name": HOSTILE, "question": HOSTILE})
    frame = results.frame._replace(currency="<b>")
    odd = (Problem("W_ODD", HOSTILE),)
    hostile = replace(results, scenario=scenario, frame=frame, problems=odd)
    by_channel = {key: value for key, value in hostile.measures.items() if key[1] == "channel"}
    hostile.measures.update({(m, d, HOSTILE): value for (m, d, k), value in by_channel.items() if k == "content"})
    try:
        text = contents(hostile, hostile.summary())["report.html"].decode()
    finally:
        for m, d, k in list(hostile.measures):
            if k == HOSTILE:
                del hostile.measures[m, d, k]
    page = Page(text)
    assert "script" not in page.tags
    assert "b" not in page.tags
    assert "".join(page.text).count(HOSTILE) >= 5


def test_charts_are_well_formed_and_the_same_each_time(
    comparison: Comparison, comparison_files: dict[str, bytes]
) -> None:
    for name, drawing in draw_all(study_of(comparison, comparison.summary())).items():
        assert drawing.png == comparison_files[f"figures/{name}.png"]
        assert drawing.svg in comparison_files["report.html"].decode()
        ElementTree.fromstring(drawing.svg)
        assert drawing.png.startswith(b"\x89PNG")
        assert b"Software" not in drawing.png, name
        width, height = (int.from_bytes(drawing.png[at : at + 4], "big") for at in (16, 20))
        assert width == 1152  # 7.2 inches at 160 dots
        assert 300 < height < 2400


def test_a_firm_in_which_nothing_happens_has_a_page_with_its_cash_alone() -> None:
    nothing = (
        "run.months=2",
        "run.replications=2",
        "run.initial=empty",
        "plan.spend:={}",
        "plan.teams.csm.headcount=0",
    )
    results = run(load(STARTER, nothing), jobs=1)
    files = contents(results, results.summary())
    assert [name for name in files if name.startswith("figures/")] == ["figures/cash.png"]
    assert "ARR at the end is 0 USD/year (the same in every replication)" in "".join(
        Page(files["report.html"].decode()).text
    )


def test_what_nobody_said_is_no_difference() -> None:
    """A plan that offers contracts says three things of them, and not all that an offer may be."""
    base = load("scenarios/baseline.yaml")
    offer = {"plan.offers": {"small": {"term": "12 months", "billing": "upfront", "prepaid_discount": "10%"}}}
    found = differing([assumptions(base), assumptions(variant(base, offer, "Upfront"))])
    said = [f"plan.offers.small.{name}" for name in ("term", "billing", "prepaid_discount")]
    assert sorted(each.path for each in found) == sorted(said)
    assert {each.said[0] for each in found} == {"–"}
