"""The layout: five columns from the channels to the customers, and the ways back below and beside them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from gtmsim.report.drawing import parts
from gtmsim.report.drawing.parts import Stack
from gtmsim.report.drawing.shapes import Arrow, Box, Label, Line, box, fitting, height_of, svg, width_of
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.wording import so_many

WIDTH, EDGE, TOP = 1280.0, 28.0, 104.0
LEAST = 420.0  # height of the columns
GAP = 12.0
COLUMNS = {
    "channel": (28.0, 176.0),
    "lead": (262.0, 216.0),
    "deal": (536.0, 176.0),
    "vote": (770.0, 208.0),
    "customer": (1036.0, 148.0),
}
FILLS = {
    "channel": "#e8f1fb",
    "lead": "#eef3f8",
    "deal": "#f3f0fa",
    "vote": "#fdf3e4",
    "customer": "#e8f6ee",
    "end": "#f5f5f5",
}
BELOW = 58.0  # room below the columns for the ways back
Part = Box | Arrow | Label


class Drawn(NamedTuple):
    """A drawing before it is a file."""

    scenario: Scenario
    parts: tuple[Part, ...]
    height: float

    @property
    def boxes(self) -> dict[str, Box]:
        """The boxes by name."""
        return {part.name: part for part in self.parts if isinstance(part, Box)}

    @property
    def svg(self) -> str:
        """The file."""
        return svg(WIDTH, self.height, self.scenario.name, _about(self.scenario), self.parts)


def drawing(scenario: Scenario) -> Drawn:
    """The firm of a scenario."""
    stacks = _stacks(scenario)
    height = max(LEAST, *(_high(stack, column) for column, stack in stacks.items()))
    boxes = {column: _placed(stack, column, height) for column, stack in stacks.items()}
    found: list[Part] = [each for column in boxes.values() for each in column]
    found += _flows(boxes)
    found += _ends(scenario, boxes, TOP + height)
    bottom = TOP + height + BELOW + 34.0
    if more := parts.others(scenario):
        text = fitting(Line(f"Also in force: {', '.join(more)}", 11.0, faint=True), WIDTH - 2 * EDGE)
        found.append(Label(text, EDGE, bottom))
    return Drawn(scenario, (*found, *_titles(scenario)), bottom + 20.0)


def _stacks(scenario: Scenario) -> dict[str, Stack]:
    """The boxes of each column, from above."""
    right: Stack = [("contract", parts.contract(scenario))]
    if parts.onboards(scenario):
        right.append(("onboarding", (parts.head("Onboarding"),)))
    right.append(("customers", parts.customers(scenario)))
    return {
        "channel": [(f"channel {i}", lines) for i, lines in enumerate(parts.channels(scenario))],
        "lead": parts.qualifying(scenario),
        "deal": parts.selling(scenario),
        "vote": list(parts.committees(scenario)),
        "customer": right,
    }


def _gap(column: str, stack: Stack) -> float:
    return 6.0 if len(stack) > parts.SHORT else GAP if column == "channel" else 26.0


def _high(stack: Stack, column: str) -> float:
    return sum(height_of(lines) for _, lines in stack) + _gap(column, stack) * max(0, len(stack) - 1)


def _placed(stack: Stack, column: str, height: float) -> list[Box]:
    """A column of boxes around the middle."""
    x, width = COLUMNS[column]
    y, placed = TOP + 0.5 * (height - _high(stack, column)), []
    for name, lines in stack:
        placed.append(box(name, x, y, width, lines, FILLS[column]))
        y = placed[-1].bottom + _gap(column, stack)
    return placed


def _flows(boxes: dict[str, list[Box]]) -> list[Part]:
    """From lead to customer."""
    found: list[Part] = []
    leads, deals, votes, right = boxes["lead"], boxes["deal"], boxes["vote"], boxes["customer"]
    for each in boxes["channel"]:
        found.append(_across(each, leads[0]))
    found += _down([each for each in leads if each.name != "nurture"])
    sdr = next((each for each in leads if each.name == "sdr"), leads[0])
    found.append(_across(sdr, deals[0]))
    found += _down(deals)
    last = deals[-1]
    for each in votes:
        found += [_across(last, each), _across(each, right[0])]
    if not votes:
        found.append(_across(last, right[0]))
    found += _down(right)
    if leads[-1].name == "nurture":
        found.append(Arrow(_vertical(sdr, leads[-1]), dashed=True))
    return found


def _vertical(one: Box, other: Box) -> tuple[tuple[float, float], ...]:
    x = one.x + 0.5 * one.width
    return (x, one.bottom), (x, other.y)


def _down(stack: Sequence[Box]) -> list[Part]:
    return [Arrow(_vertical(one, other)) for one, other in pairwise(stack)]


def _across(one: Box, other: Box) -> Arrow:
    """From the right edge of one to the left edge of another, by a step in the gap between them."""
    middle = 0.5 * (one.right + other.x)
    return Arrow(((one.right, one.middle), (middle, one.middle), (middle, other.middle), (other.x, other.middle)))


def _ends(scenario: Scenario, boxes: dict[str, list[Box]], floor: float) -> list[Part]:
    """Who is lost, who comes back, and who sends others."""
    found: list[Part] = []
    y = floor + 14.0
    customers, contract = boxes["customer"][-1], boxes["customer"][0]
    ends = {
        "lead": ("not qualified", boxes["lead"][-1]),
        "vote": ("lost, or no decision", boxes["vote"][-1] if boxes["vote"] else boxes["deal"][-1]),
        "customer": ("churned", customers),
    }
    placed: dict[str, Box] = {}
    for column, (text, above) in ends.items():
        x, width = COLUMNS[column]
        placed[column] = box(f"end {column}", x, y, width, (Line(text, 11.0, faint=True),), FILLS["end"])
        place = x + 0.5 * width if above.x == x else above.x + 0.5 * above.width
        found += [placed[column], Arrow(((place, above.bottom), (place, y)), dashed=True)]
    out = customers.right + 22.0
    found.append(
        Arrow(
            (
                (customers.right, customers.middle),
                (out, customers.middle),
                (out, contract.middle),
                (contract.right, contract.middle),
            )
        )
    )
    middle = 0.5 * (customers.middle + contract.middle)
    for number, word in enumerate(parts.renewal(scenario)):
        found.append(Label(fitting(Line(word, 11.0, faint=True), WIDTH - out - 8.0), out + 6.0, middle + 14.0 * number))
    if scenario.market.win_back is not None:
        churned = placed["customer"]
        side = customers.right + 10.0
        low = customers.bottom - 8.0
        found.append(
            Arrow(
                ((churned.right, churned.middle), (side, churned.middle), (side, low), (customers.right, low)),
                dashed=True,
            )
        )
        found.append(Label(Line("win-back", 11.0, faint=True), side + 6.0, churned.middle + 4.0))
    if scenario.market.referrals is not None:
        found += _referrals(boxes, placed["customer"].bottom + 12.0)
    return found


def _referrals(boxes: dict[str, list[Box]], y: float) -> list[Part]:
    """Customers send others: a way back below everything, from the customers' left edge to the first queue."""
    customers, queue = boxes["customer"][-1], boxes["lead"][0]
    left, start = queue.x - 12.0, customers.x - 14.0
    low = customers.bottom - 8.0
    path = (
        (customers.x, low),
        (start, low),
        (start, y),
        (left, y),
        (left, queue.bottom - 8.0),
        (queue.x, queue.bottom - 8.0),
    )
    word = Line("referrals: customers send others", 11.0, faint=True)
    return [Arrow(path), Label(word, 0.5 * (left + start) - 0.5 * width_of(word.text, word.size), y - 5.0)]


def _titles(scenario: Scenario) -> list[Part]:
    """The name of the firm, its question, and what the columns are."""
    room = WIDTH - 2 * EDGE
    titles: list[Part] = [Label(fitting(Line(scenario.name, 22.0, bold=True), room), EDGE, 36.0)]
    if scenario.question:
        titles.append(Label(fitting(Line(scenario.question, 13.0, faint=True), room), EDGE, 58.0))
    words = {
        "channel": "CHANNELS",
        "lead": "LEADS",
        "deal": "DEALS",
        "vote": "BUYING COMMITTEE",
        "customer": "CUSTOMERS",
    }
    return [*titles, *(Label(Line(text, 11.0, faint=True), COLUMNS[column][0], 90.0) for column, text in words.items())]


def _about(scenario: Scenario) -> str:
    market = scenario.market
    stages = so_many(len(market.selling.stages), "stage")
    ways = f"leads of {so_many(len(market.channels), 'channel')} are qualified and sold in {stages}"
    back = [word for word, on in (("referrals", market.referrals), ("win-back", market.win_back)) if on is not None]
    return (
        f"The firm as a flow: {ways}; a committee decides; customers: {', '.join([*parts.renewal(scenario), *back])}."
    )
