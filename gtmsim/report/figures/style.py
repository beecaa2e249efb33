"""How every chart looks: sizes, colours, fonts, units, and the caption that says what the spread covers."""

import io
import logging
import re
import textwrap
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, NamedTuple

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from gtmsim.report.numbers import compact
from gtmsim.report.shown import Study

logging.getLogger("matplotlib").setLevel(logging.ERROR)  # font lookups are no business of the reader

INK, RULE, PAPER, MUTED = "#111213", "#d0d1d2", "#fefefd", "#5f6061"
COLOURS = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#aa4499",
    "#8c6d00",
    "#4a7fd6",
)  # apart for colour-blind readers, in print too
CJK = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans SC", "Source Han Sans SC"),
    *("Microsoft YaHei", "PingFang SC", "Hiragino Sans", "Yu Gothic", "Malgun Gothic", "Apple SD Gothic Neo"),
    *("SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "AR PL UMing CN"),
    *("IPAGothic", "TakaoGothic", "NanumGothic", "Baekmuk Gulim", "Arial Unicode MS"),
)  # fonts for Chinese, Japanese and Korean names, of which those are used that are there
EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
NO_FONT = (
    "No font for Chinese, Japanese and Korean is installed here: in the PNG files such names are boxes, while "
    "this page shows them. Install one, such as Noto Sans CJK, and write the report again."
)
WIDTH = 7.2  # inch
POINTS = 72.0  # of an inch, which SVG counts in
CAPTION = 105  # characters of a caption on one line of a chart
HEADING = 78  # characters of a line of a title, at most
ROOM = 0.98  # of the width of a figure, for its title
TEXT = 9.5  # point
KEY = 0.24  # inch of a line of a key


class Drawing(NamedTuple):
    """One chart in both forms, with the words for those who do not see it."""

    png: bytes
    svg: str
    title: str
    alt: str


def colour(i: int) -> str:
    return COLOURS[i % len(COLOURS)]


@lru_cache(1)
def east_asian() -> tuple[str, ...]:
    """The fonts for Chinese, Japanese and Korean names that this machine has."""
    present = set(font_manager.get_font_names())
    return tuple(name for name in CJK if name in present)


def fontless(names: Iterable[str]) -> str:
    """What to say where names have letters that no font of this machine has; empty where all can be drawn."""
    if east_asian() or not any(EAST_ASIAN.search(name) for name in names):
        return ""
    return NO_FONT


@contextmanager
def settings() -> Iterator[None]:
    """Our settings over the library's own, whatever the user's machine says."""
    ours: Any = {
        "font.family": ["DejaVu Sans", *east_asian()],
        "font.size": TEXT,
        "axes.titlesize": TEXT + 0.5,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titlepad": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "axes.facecolor": PAPER,
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.color": RULE,
        "grid.linewidth": 0.6,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "figure.facecolor": PAPER,
        "svg.fonttype": "none",
        "svg.hashsalt": "gtmsim",
        "text.parse_math": False,
        "lines.linewidth": 2.0,
    }
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from")  # the page says it once, see `fontless`
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(ours)
        yield


_BEGUN: ContextVar[list[Figure] | None] = ContextVar("figures that were begun", default=None)


@contextmanager
def begun() -> Iterator[list[Figure]]:
    """The figures that are begun inside, for who wants them as they are and not as pictures."""
    found: list[Figure] = []
    token = _BEGUN.set(found)
    try:
        yield found
    finally:
        _BEGUN.reset(token)


def blank(height: float, panels: tuple[int, int] = (1, 1), **kw: Any) -> tuple[Figure, list[Axes]]:
    """An empty chart of `height` inches with rows x columns of panels."""
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    FigureCanvasAgg(figure)
    if (watched := _BEGUN.get()) is not None:
        watched.append(figure)
    axes = figure.subplots(*panels, squeeze=False, **kw)
    return figure, list(axes.flat)


def wrapped(name: str, letters: int = 20, lines: int = 2) -> str:
    """A name in so many short lines, as on the left of a row of bars."""
    return textwrap.fill(name, letters, max_lines=lines, placeholder="…")


def keyed(height: float, panels: tuple[int, int], names: Sequence[str], **kw: Any) -> tuple[Figure, list[Axes]]:
    """An empty chart of several panels, above them the colours' names where there are several."""
    if len(names) < 2:
        return blank(height, panels, **kw)
    rows, columns = panels
    lines = -(-len(names) // _columns(names))
    tall = KEY * lines
    ratios = (tall, *((height / rows,) * rows))
    figure, axes = blank(height + tall, (rows + 1, columns), gridspec_kw={"height_ratios": ratios}, **kw)
    grid: Any = axes[0].get_gridspec()
    for each in axes[:columns]:
        each.remove()
    above = figure.add_subplot(grid[0, :])
    above.set_axis_off()
    key(above, names, loc="upper left")
    return figure, axes[columns:]


def finish(
    figure: Figure, name: str, title: str, study: Study, spread: str, alt: str, uncertainty: str | None = None
) -> Drawing:
    """Put title and caption on, and keep both forms without date or program version.

    The caption says what the spread covers: the error of means by the simulation, or what else is said.
    """
    n = study.replications
    covers = study.uncertainty if uncertainty is None else uncertainty
    caption = f"{spread} {covers}; n = {n} replication{'s' if n != 1 else ''}. {study.chosen}".strip()
    heading = figure.suptitle(title, x=0.01, ha="left", fontsize=TEXT + 2.5, fontweight="bold")
    for characters in range(HEADING, HEADING // 2, -4):  # wide letters fill a line with fewer of them
        heading.set_text(textwrap.fill(title, characters))
        if heading.get_window_extent().width <= ROOM * figure.bbox.width:
            break
    caption = textwrap.fill(caption, CAPTION)
    figure.supxlabel(caption, x=0.01, ha="left", fontsize=9, color=MUTED)
    engine = figure.get_layout_engine()
    if engine is not None:  # once for both forms: finding the places takes as long as drawing
        engine.execute(figure)
        figure.set_layout_engine(None)
    png, svg = io.BytesIO(), io.StringIO()
    figure.savefig(png, format="png", dpi=160, metadata={"Software": None})
    top = POINTS * (1.0 - heading.get_window_extent().y0 / figure.bbox.height) * figure.get_figheight()
    heading.set_visible(False)  # on the page the title is a heading
    figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return Drawing(png.getvalue(), _inlined(_below(svg.getvalue(), top), name, title, alt), title, alt)


def _below(svg: str, top: float) -> str:
    """The part of a chart that lies below its first `top` points."""
    svg = svg[svg.index("<svg") :]
    said = re.search(r'height="([\d.]+)pt" viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if said is None:
        return svg
    rest = round(float(said[3]) - top, 3)
    return svg.replace(said[0], f'height="{rest:g}pt" viewBox="0 {top:.3f} {said[2]} {rest:g}"', 1)


def _inlined(svg: str, name: str, title: str, alt: str) -> str:
    """The SVG as part of a page: own ids, colours of the page, a text alternative."""
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.S)
    used = set(re.findall(r'url\(#([^)]+)\)|xlink:href="#([^"]+)"', svg))
    keep = {a or b for a, b in used}
    svg = re.sub(r' id="([^"]+)"', lambda m: f' id="{name}-{m[1]}"' if m[1] in keep else "", svg)
    svg = svg.replace("url(#", f"url(#{name}-").replace('xlink:href="#', f'href="#{name}-')
    svg = svg.replace("'DejaVu Sans'", "'DejaVu Sans', Verdana")
    for said, meant in ((INK, "currentColor"), (RULE, "var(--rule)"), (PAPER, "var(--card)"), (MUTED, "var(--muted)")):
        svg = svg.replace(said, meant)
    svg = re.sub(r' xmlns(:xlink)?="[^"]*"', "", svg.split(">", 1)[0]) + ">" + svg.split(">", 1)[1]
    label = f'role="img" aria-label="{_escaped(title)}. {_escaped(alt)}"'
    return svg.replace("<svg", f"<svg {label}", 1)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def money_axis(axis: Any, currency: str) -> None:
    """1.2M on the ticks, the currency in the axis's name."""
    axis.set_major_formatter(FuncFormatter(lambda x, _: compact(x)))
    axis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]))
    axis.set_label_text(currency)


def month_axis(axes: Axes, months: Sequence[str], most: int = 6) -> None:
    """Every so many months, named, at most so many; the position is the month's end."""
    step = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120) if len(months) / s <= most)
    at = list(range(len(months)))[::-1][::step][::-1]
    axes.set_xticks(at, [months[i] for i in at])
    axes.grid(visible=False, axis="x")


def apart(wanted: Sequence[float], gap: float) -> list[float]:
    """Positions near the wanted ones, at least `gap` from one another, in the same order."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [wanted[i] for i in order]
    for _ in range(100):
        moved = False
        for k in range(len(placed) - 1):
            short = gap - (placed[k + 1] - placed[k])
            if short > gap * 1e-6:
                placed[k] -= short / 2
                placed[k + 1] += short / 2
                moved = True
        if not moved:
            break
    back = dict(zip(order, placed, strict=True))
    return [back[i] for i in range(len(wanted))]


def short(name: str, most: int = 24) -> str:
    """A name that fits beside a line."""
    return name if len(name) <= most else name[: most - 1] + "…"


def key(axes: Axes, names: Sequence[str], loc: str = "lower left") -> None:
    """The colours' names in one line above the panel."""
    marks = [Line2D([], [], color=colour(i), marker="o", markersize=5.5, linewidth=1.8) for i in range(len(names))]
    place: dict[str, Any] = {"loc": loc, "bbox_to_anchor": (0, 1), "borderaxespad": 0.2}
    axes.legend(marks, names, ncols=_columns(names), frameon=False, **place)


def _columns(names: Sequence[str]) -> int:
    """Of a key, so that its lines fit above a panel."""
    return max(1, min(len(names), 64 // (max(map(len, names)) + 6)))


Draw = Callable[[Study], Drawing | None]
