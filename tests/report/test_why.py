"""What a story says below a decision: the largest terms in words, the rest as one."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from report.test_story import ADA, DAY, header, row

from gtmsim.engine.influence import ADVANCE, CONTRACT, EXPAND, INFLUENCES, QUALIFY, RENEW, WIN, Influence
from gtmsim.engine.reference.reasons import CERTAIN, Reason
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.report.story import for_programs, story, told
from gtmsim.report.why import in_words, words

EVERYTHING = Path(__file__).parents[1] / "scenarios" / "everything.yaml"


def term(decision: int, name: str) -> Influence:
    (found,) = [each for each in INFLUENCES if (each.name, each.decision) == (name, decision)]
    return found


def reason(at: int, decision: int, outcome: int, amounts: dict[str, float] | None = None, **terms: float) -> Reason:
    named = {term(decision, name): value for name, value in terms.items()}
    of = {term(decision, name): amount for name, amount in (amounts or {}).items()}
    return Reason(at, 0, ADA, decision, 0, outcome, sum(terms.values()), named, of)


def test_the_largest_terms_come_first_and_the_rest_are_one() -> None:
    terms = {"base": 0.6, "list_price": -0.8, "proof": -0.5, "waited": -0.4, "fit": 0.11, "luck": -0.02, "brand": 0.0}
    assert in_words(reason(0, WIN, 0, {"waited": 17.2}, **terms)) == (
        "our list price -0.8, how this role usually votes +0.6, our references -0.5, waiting 17 days for us -0.4, "
        "and 2 smaller ones +0.1"
    )
    assert in_words(reason(0, WIN, 1, base=1.0, fit=0.04)) == "how this role usually votes +1.0"
    rest = {"base": 1.0, "proof": 0.9, "list_price": -0.8, "fit": 0.7, "luck": 0.3}
    assert in_words(reason(0, WIN, 1, **rest)).endswith("how well it fits +0.7, and 1 smaller one +0.3")


def test_what_leaves_nothing_to_luck_says_so() -> None:
    sure = reason(0, RENEW, 1, loyalty=27.7, uncovered=-0.4)
    sure.terms[CERTAIN[RENEW]] = 0.4
    assert in_words(sure) == "how loyal it is by nature makes it certain, the success hours that were missing -0.4"
    never = reason(0, QUALIFY, 0, usual=1.0, need=-28.7)
    assert in_words(never).startswith("it has no need now rules it out, ")


ROWS = [
    row(0, Kind.MQL, ADA),
    row(0, Kind.DISQUALIFIED, ADA, detail=1),
    row(0, Kind.RECYCLED, ADA, detail=1),
    row(0, Kind.DISQUALIFIED, ADA, detail=2),
    row(DAY, Kind.VOTE, ADA, int_value=0, value=-1.0),
    row(DAY, Kind.VOTE, ADA, int_value=-1, value=-2.0),
    row(DAY, Kind.LOST, ADA, detail=-1),
    row(DAY, Kind.LOST, ADA, detail=0),
    row(2 * DAY, Kind.RENEWAL_DUE, ADA, detail=1),
    row(2 * DAY, Kind.SAVED, ADA, detail=1, int_value=5_00),
    row(2 * DAY, Kind.RENEWED, ADA, detail=1),
    row(2 * DAY, Kind.EXPANDED, ADA, amount=1_00, int_value=6_00),
    row(3 * DAY, Kind.RENEWAL_DUE, ADA, detail=2),
    row(3 * DAY, Kind.RENEWED, ADA, detail=2),
    row(3 * DAY, Kind.CONTRACTED, ADA, amount=-1_00, int_value=5_00),
    row(4 * DAY, Kind.RENEWAL_DUE, ADA, detail=3),
    row(4 * DAY, Kind.CHURNED, ADA, amount=-5_00),
]
WHY = [
    reason(1, QUALIFY, 0, {"waited": 2.5}, usual=-0.3, waited=-0.2),
    reason(4, WIN, 0, base=-1.0),
    reason(5, WIN, -1, base=-1.0, proof=-1.0),
    reason(7, ADVANCE, 0, usual=0.2),
    reason(9, RENEW, 0, loyalty=-0.1),
    reason(11, EXPAND, 1, usual=-1.4),
    reason(11, CONTRACT, 0, usual=-2.4),
    reason(13, RENEW, 1, {"rise": 0.08}, loyalty=2.0, rise=-0.6),
    reason(14, EXPAND, 0, usual=-1.5),
    reason(14, CONTRACT, 1, usual=-2.5),
    reason(16, RENEW, 0, loyalty=0.7),
]
BELOW = {
    "did not qualify": "for a talk that qualifies it: "
    "how many of its kind qualify when they are answered at once -0.3, "
    "waiting 2.5 days for an answer -0.2",
    "finance votes no (stance -1.0)": "for a yes: how this role usually votes -1.0",
    "finance votes no and blocks the deal (stance -2.0)": "for a yes: how this role usually votes -1.0, "
    "our references -1.0",
    "lost by the committee's vote": "for a yes of those who voted no, on average: how this role usually votes -1.0, "
    "our references -0.5",
    "lost after demo": "for going on: how many go on after this stage +0.2",
    "wanted to leave": "for staying: how loyal it is by nature -0.1",
    "expanded by": "for buying more: how many buy more in a year -1.4",
    "renewed, renewal 2": "for staying: how loyal it is by nature +2.0, a price that changes by +8.0% -0.6",
    "contracted by": "for buying less: how many buy less in a year -2.5",
    "churned:": "for staying: how loyal it is by nature +0.7",
}


def test_each_decision_is_explained_once_below_the_row_that_says_it() -> None:
    lines = list(story(Journal.of_rows(header(), ROWS), 1, (), {}, WHY))
    found = {}
    for above, line in pairwise(lines):
        if line.startswith("    "):
            (said,) = [words for words in BELOW if words in above]
            found[said] = line.strip()
    assert found == BELOW
    assert sum(line.startswith("    ") for line in lines) == len(BELOW)


def test_programs_get_all_terms() -> None:
    (text,) = for_programs(Journal.of_rows(header(), ROWS), 1, (), {}, WHY)
    said = json.loads(text)
    assert (said["account"], said["of"], said["segment"]) == (1, 1, "small")
    assert [event["kind"] for event in said["events"]] == [Kind(one[1]).name for one in ROWS]
    vote = said["events"][5]
    assert vote["time"] == "2026-01-02T00:00:00" and vote["logit"] == -2.0
    assert {each["term"]: each["value"] for each in vote["influences"]} == {"base": -1.0, "proof": -1.0}
    assert said["events"][0]["influences"] == [] and said["events"][0]["logit"] is None


@pytest.mark.parametrize("in_json", [False, True])
def test_a_file_is_told_with_its_reasons(in_json: bool) -> None:
    lines = list(told(EVERYTHING, 42, 0, None, "reference", [], in_json))
    if not in_json:
        assert any(line.startswith("                  for a yes: ") for line in lines)
        return
    said: dict[str, Any] = json.loads(lines[0])
    decisions = [event for event in said["events"] if event["influences"]]
    assert {event["kind"] for event in decisions} >= {"VOTE", "RENEWED"}
    for event in decisions:
        assert sum(each["value"] for each in event["influences"]) == pytest.approx(event["logit"], abs=1e-9)


def test_a_term_says_of_how_many_months_it_is() -> None:
    """The length of a term is said with its unit, and one month is no `1 months`."""
    length = next(each for each in INFLUENCES if each.name == "length")
    for months, said in ((1.0, "a term of 1 month"), (24.0, "a term of 24 months")):
        reason = Reason(0, 0, 1, RENEW, 0, 1, 0.5, {length: 0.5}, {length: months})
        assert words(reason, length) == said
