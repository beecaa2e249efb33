"""One replication as a page: the drawing, and accounts that move through it. One file, no network, its own script."""

import base64
import hashlib
import json
import re
from html import escape
from pathlib import Path

from gtmsim.report.drawing.firm import WIDTH, drawing
from gtmsim.report.drawing.moves import NOWHERE, moves
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.replicate import prepared

HERE = Path(__file__).parent
TENTHS = 10  # of a day
SAMPLED = " One of {n} accounts is shown, and counted."


def page(scenario: Scenario, replication: int) -> str:
    """The page that plays it."""
    ready = prepared(scenario, 1, jobs=1)
    drawn = drawing(scenario)
    journal = ready.teller.simulate(resolve(ready.asked), replication)
    found = moves(journal, drawn)
    names = list(drawn.boxes)
    number = {name: place for place, name in enumerate(names)} | {"": NOWHERE}
    flat: list[int] = []
    for move in found.moves:
        flat += [round(TENTHS * move.day), number[move.drawn_from], number[move.to], number[move.leaves], move.channel]
    told = {
        "boxes": [[each.x, each.y, each.width, each.height] for each in drawn.boxes.values()],
        "counted": [not name.startswith("channel ") for name in names],
        "names": [each.lines[0].text for each in drawn.boxes.values()],
        "size": [WIDTH, drawn.height],
        "start": scenario.run.start.isoformat(),
        "days": journal.header.horizon / 86_400_000_000,
        "moves": flat,
    }
    script = (HERE / "animation.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    parts = {
        "@HASH@": f"sha256-{digest}",
        "@TITLE@": escape(scenario.name),
        "@ABOUT@": f"Replication {replication}, seed {ready.asked.run.seed}."
        + (SAMPLED.format(n=found.one_of) if found.one_of > 1 else ""),
        "@SCRIPT@": script,
        "@DATA@": data,
        "@SVG@": drawn.svg,
    }
    text = (HERE / "animation.html").read_text("utf-8")
    return re.sub("|".join(parts), lambda mark: parts[mark[0]], text)  # in one go: no name is taken for a mark
