"""Boxes with text that fits, arrows, and the SVG that they become. Knows nothing of firms."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

FONT = "Helvetica, Arial, 'Noto Sans', 'Noto Sans CJK SC', sans-serif"
PAD = 10.0  # between the edge of a box and its text
LEADING = 1.35  # of a line, in heights of its letters
INK, FAINT, LINE, PAPER = "#1a2733", "#5b6b7a", "#7d8c9a", "#ffffff"
WIDE, NARROW = "MWmw@%&ÆŒ", "iljtfr.,:;'|!()[] "


@dataclass(frozen=True)
class Line:
    """A line of a text."""

    text: str
    size: float = 12.0
    bold: bool = False
    faint: bool = False


@dataclass(frozen=True)
class Box:
    """A rectangle with lines of text in it."""

    name: str  # by which arrows know it
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    fill: str = "#eef3f8"

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + 0.5 * self.height

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Arrow:
    """A path through points, with a head at its end."""

    points: tuple[tuple[float, float], ...]
    dashed: bool = False


@dataclass(frozen=True)
class Label:
    """A text that stands by itself."""

    line: Line
    x: float
    y: float  # of the line on which the letters stand


def width_of(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is at most, whatever font there is: rather too wide than too narrow."""
    total = sum(_em(letter) for letter in text)
    return total * size * (1.12 if bold else 1.0)


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0x1F000:
        return 1.05
    if letter in WIDE:
        return 0.92
    return 0.36 if letter in NARROW else 0.74 if letter.isupper() else 0.6


def fitting(line: Line, room: float) -> Line:
    """The line cut to a width, with a sign that it was."""
    text = line.text
    if width_of(text, line.size, line.bold) <= room:
        return line
    while text and width_of(f"{text}…", line.size, line.bold) > room:
        text = text[:-1]
    return Line(f"{text.rstrip()}…", line.size, line.bold, line.faint)


def box(name: str, x: float, y: float, width: float, lines: Sequence[Line], fill: str = "#eef3f8") -> Box:
    """A box as high as its lines need, each of them cut where it does not fit."""
    cut = tuple(fitting(line, width - 2 * PAD) for line in lines)
    return Box(name, x, y, width, height_of(cut), cut, fill)


def height_of(lines: Sequence[Line]) -> float:
    """How high a box of these lines is."""
    return 2 * 0.7 * PAD + sum(line.size * LEADING for line in lines)


def svg(width: float, height: float, title: str, about: str, parts: Iterable[Box | Arrow | Label]) -> str:
    """The drawing as a file."""
    drawn = list(parts)
    order = (Arrow, Box, Label)
    body = [_drawn(part) for kind in order for part in drawn if isinstance(part, kind)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
            f'height="{height:g}" role="img" aria-label={quoteattr(about)} font-family="{FONT}">',
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(about)}</desc>",
            '<defs><marker id="head" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" '
            f'orient="auto-start-reverse"><path d="M0 0 L8 4 L0 8 z" fill="{LINE}"/></marker></defs>',
            f'<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>',
            *body,
            "</svg>",
            "",
        ]
    )


def _drawn(part: Box | Arrow | Label) -> str:
    if isinstance(part, Arrow):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in part.points)
        dash = ' stroke-dasharray="5 4"' if part.dashed else ""
        style = f'fill="none" stroke="{LINE}" stroke-width="1.4"{dash} marker-end="url(#head)"'
        return f'<polyline points="{points}" {style}/>'
    if isinstance(part, Label):
        return _text(part.line, part.x, part.y, "start")
    edge = f'rx="6" fill="{part.fill}" stroke="#b9c6d2"'
    texts, y = [], part.y + 0.7 * PAD
    for line in part.lines:
        texts.append(_text(line, part.x + PAD, y + line.size, "start"))
        y += line.size * LEADING
    where = f'x="{part.x:.1f}" y="{part.y:.1f}" width="{part.width:.1f}" height="{part.height:.1f}"'
    return "\n".join([f"<rect {where} {edge}/>", *texts])


def _text(line: Line, x: float, y: float, anchor: str) -> str:
    weight = ' font-weight="600"' if line.bold else ""
    ink = FAINT if line.faint else INK
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{line.size:g}" text-anchor="{anchor}"'
    return f'<text {place} fill="{ink}"{weight}>{escape(line.text)}</text>'
