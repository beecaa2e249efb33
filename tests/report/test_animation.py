"""One replication as a page: who moves, what is counted, and that nothing but its own script may run."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from gtmsim.engine.reference import simulate
from gtmsim.metrics import measure
from gtmsim.report.drawing import moves as moving
from gtmsim.report.drawing.animation import page
from gtmsim.report.drawing.firm import drawing
from gtmsim.report.drawing.moves import Moves, moves
from gtmsim.report.starter import STARTER
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.sections.schema import Scenario

Say = Callable[..., tuple[int, str, str]]
SHORT = ("run.months=6", "run.run_off=false", "question=A </script><b> question")
# A page without a browser: enough of a document for the script to run to its end, and to say what it counts.
STUB = """
const said = process.argv[2], texts = [], loop = [];
const element = () => ({ addEventListener() {}, getContext: () => paint, clientWidth: 1280, value: 0 });
const paint = new Proxy({}, { get: (_, name) => name === "measureText" ? () => ({ width: 9 })
  : name === "fillText" ? (text) => texts.push(text) : () => {}, set: () => true });
const parts = { data: { textContent: said }, speed: Object.assign(element(), { value: 9000 }) };
let clock = 0;
globalThis.document = { getElementById: (id) => parts[id] ||= element(), querySelector: () => element() };
globalThis.window = { devicePixelRatio: 1, matchMedia: () => ({ matches: false }), addEventListener() {},
  performance: { now: () => clock }, requestAnimationFrame: (next) => loop.push(next) };
require(process.argv[3]);
while (loop.length && clock < 60000) { clock += 50; texts.length = 0; loop.shift()(clock); }
console.log(JSON.stringify([parts.play.textContent, texts]));
"""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load(STARTER, SHORT[:2])


@pytest.fixture(scope="module")
def found(scenario: Scenario) -> Moves:
    return moves(simulate(resolve(scenario), 0), drawing(scenario))


def counted(found: Moves) -> Counter[str]:
    """How many are in each box in the end."""
    there: Counter[str] = Counter()
    for move in found.moves:
        there[move.to] += 1
        there[move.leaves] -= 1
    return there


def test_customers_in_the_end_are_those_that_are_measured(scenario: Scenario, found: Moves) -> None:
    there, values = counted(found), measure(simulate(resolve(scenario), 0)).values
    assert there["customers"] + there["onboarding"] == values["customers_end", "", ""].x
    assert there["end lead"] > 0 and there["end vote"] > 0 and all(n >= 0 for box, n in there.items() if box)


def test_nobody_is_in_two_places(found: Moves) -> None:
    at: dict[int, str] = {}
    for move in found.moves:
        assert move.leaves == at.get(move.entity, "")
        at[move.entity] = move.to
    assert [move.day for move in found.moves] == sorted(move.day for move in found.moves)


def test_leads_come_out_of_their_channel(found: Moves) -> None:
    assert {move.drawn_from for move in found.moves if move.to == "mql"} == {"channel 0", "channel 1"}


def test_of_too_many_accounts_some_are_shown(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "MOST", 500)
    few = moves(simulate(resolve(scenario), 0), drawing(scenario))
    assert few.one_of > 1 and 0.5 * 500 < len(few.moves) < 1.5 * 500


@pytest.fixture(scope="module")
def shown() -> str:
    return page(load(STARTER, SHORT), 0)


def data_of(shown: str) -> str:
    return re.findall(r'id="data">(.*?)</script>', shown, re.DOTALL)[0]


def test_nothing_but_its_own_script_may_run(shown: str) -> None:
    (script,) = re.findall(r"<script>(.*?)</script>", shown, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in shown
    assert "</script><b>" not in shown and "A &lt;/script&gt;&lt;b&gt; question" in shown
    assert not re.search(r"(?:src|href)=|https?://(?!www\.w3\.org/2000/svg)|@[A-Z]+@", shown)


def test_it_is_asked_whether_less_should_move(shown: str) -> None:
    assert "prefers-reduced-motion" in shown


@pytest.mark.skipif(shutil.which("node") is None, reason="no node to run the script with")
def test_the_script_plays_to_the_end_and_counts(shown: str, tmp_path: Path) -> None:
    (tmp_path / "data.json").write_text(data_of(shown), "utf-8")
    stub = STUB.replace("process.argv[2]", "require('fs').readFileSync(process.argv[2], 'utf8')", 1)
    (tmp_path / "stub.js").write_text(stub, "utf-8")
    script = Path(moving.__file__).with_name("animation.js")
    done = subprocess.run(
        ["node", str(tmp_path / "stub.js"), str(tmp_path / "data.json"), str(script)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    button, texts = json.loads(done.stdout)
    scenario = load(STARTER, SHORT)
    there = counted(moves(simulate(resolve(scenario), 0), drawing(scenario)))
    assert button == "Play" and sorted(texts) == sorted(f"{n:,}" for box, n in there.items() if box and n)


def test_it_is_written_beside_or_instead_of_the_drawing(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ("draw", str(STARTER), *(word for said in SHORT[:2] for word in ("--set", said)))
    assert say(*words, "--animate", "a.html")[:2] == (0, "wrote a.html\n")
    assert say(*words, "--animate", "a.svg")[0] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html"]
