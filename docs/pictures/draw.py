"""The two pictures of the engines, as SVG from plain strings; every number in them is computed by the engine's code."""

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from gtmsim.engine.draws import GOLDEN, MASK, PURPOSE_KEYS, Draws, Purpose, child_key, mix, name_key
from gtmsim.mechanisms.channels.rules import ChannelInputs
from gtmsim.rules.chance import count_quantile
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve

HERE = Path(__file__).resolve().parent
BASELINE = HERE.parents[1] / "scenarios" / "baseline.yaml"
WIDTH = 980
INK, SOFT, LINE, PAPER = "#1d2530", "#566270", "#c3cad2", "#fcfcfa"
BLUE, ORANGE, GREEN = ("#1d5c96", "#e8f0f8"), ("#a3470b", "#fbeee3"), ("#3d6b2f", "#ecf4e6")  # ink, ground
Colours = tuple[str, str]
SANS, MONO = "Helvetica, Arial, sans-serif", "Menlo, Consolas, DejaVu Sans Mono, monospace"
DAY, CHANNEL, MORE = 9, "search_ads", "60k per month"  # the day of docs/luck-and-order.md


def text(x: float, y: float, said: str, size: float = 13, ink: str = INK, more: str = "") -> str:
    """A line of text; code where it begins with a backtick."""
    font, said, size = (MONO, said[1:], size - 1) if said.startswith("`") else (SANS, said, size)
    size = max(size, 12)
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{font}" font-size="{size:g}" fill="{ink}" {more}>{escape(said)}</text>'
    )


def middle(x: float, y: float, said: str, size: float = 13, ink: str = INK, more: str = "") -> str:
    """A line of text with its middle at x."""
    return text(x, y, said, size, ink, f'text-anchor="middle" {more}')


def lines(x: float, y: float, said: Sequence[str], step: float) -> list[str]:
    """Lines of text, one below the other."""
    return [text(x, y + step * i, line) for i, line in enumerate(said)]


def box(x: float, y: float, wide: float, high: float, colours: Colours, more: str = "") -> str:
    """A rounded box."""
    ink, ground = colours
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="5" fill="{ground}" stroke="{ink}" {more}/>'
    )


def arrow(x1: float, y1: float, x2: float, y2: float, ink: str = SOFT, more: str = "") -> str:
    """A line with a head at its end."""
    return (
        f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{ink}" stroke-width="1.4" '
        f'marker-end="url(#head)" {more}/>'
    )


def write(name: str, high: float, title: str, parts: Sequence[str]) -> None:
    """The picture as a file, on paper of its own, since a reader's page may be dark."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high:g}" width="{WIDTH}" height="{high:g}" '
        f'role="img">\n<title>{escape(title)}</title>\n'
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0 8 4 0 8z" fill="{SOFT}"/></marker></defs>\n'
        f'<rect width="{WIDTH}" height="{high:g}" rx="8" fill="{PAPER}" stroke="{LINE}"/>\n'
    )
    (HERE / name).write_text(
        head + "\n".join(part.replace(" >", ">") for part in parts) + "\n</svg>\n", encoding="utf-8"
    )


# When, in which round, what the reference does, what both share, what the compiled engine does.
STEPS = (
    (
        ("Thursday 10:00", "ARRIVAL"),
        ("`process(lead(world, who))", "`passes_screen(..., u(SCREEN, key))", "`person = yield team.ask(...)"),
        ("draws: SCREEN, PATIENCE,", "QUALIFYING_WORK", "rules: passes_screen, priority, ...", "rows: LEAD, MQL"),
        ("`ARRIVING: arrive(...)", "`lead(...): passes_screen(...)", "`ask(...): a.phase = ASKED", "`return"),
    ),
    (
        ("Thursday 10:00", "DISPATCH"),
        ("`happen(waiting.answer, person)", "`yield from work(...)", "`yield agenda.at(finish, COMPLETION)"),
        ("rules: speed, finish_at", "rows: TASK_STARTED"),
        (
            "`DISPATCHING: dispatch(...)",
            "`begin_work(...): a.phase = WORKING",
            "`put(finish, COMPLETION, STEP)",
            "`return",
        ),
    ),
    (
        ("Thursday 12:00", "COMPLETION"),
        (
            "`give(person)",
            "`qualifies(..., u(QUALIFIES, key))",
            "`yield from opportunity(...)",
            "`person = yield ae.ask(...)",
        ),
        ("draws: QUALIFIES, WINDOW, VALUE", "rules: qualifies, annual_price", "rows: TASK_ENDED, SQL,", "OPPORTUNITY"),
        (
            "`STEP: step(...) finds WORKING",
            "`go_on(DO_END_WORK): qualifies(...)",
            "`DO_STAGE: ask(...), a.phase = ASKED",
            "`return",
        ),
    ),
    (
        ("Saturday 15:00", "COMPLETION"),
        ("`goes_on(..., u(GOES_ON, key, stage))", "`yield from decide(...)", "`yield agenda.at(until, COMPLETION)"),
        ("draws: GOES_ON, PRESENCE, ...", "rules: goes_on, sits, meetings, ...", "rows: STAGE_PASSED"),
        (
            "`STEP: step(...) finds THINKING_ON",
            "`go_on(DO_THOUGHT): goes_on(...)",
            "`DO_MEET: wait(...), MEETING_ON",
            "`return",
        ),
    ),
)
WAITS = ("waits for a person", "the person works", "three waits: person, work, thinking")


def engines() -> None:
    """One life in both engines."""
    left, centre, right, high = (24, 316), (356, 268), (640, 316), 114
    parts = [
        box(24, 16, 932, 34, (SOFT, "#f1f3f5")),
        middle(490, 38, "Inputs: the scenario as numbers, the same for both engines", 14, more='font-weight="bold"'),
    ]
    titles = (
        (left, BLUE, "The reference: a life is a SimPy process", "what it knows are local variables of the generator"),
        (centre, GREEN, "What both share", "one source, one name, one meaning"),
        (right, ORANGE, "The compiled engine: steps of one loop", "what it knows are fields of its record"),
    )
    for (x, wide), (ink, _), title, below in titles:
        parts += [arrow(x + wide / 2, 50, x + wide / 2, 68, SOFT)]
        parts += [
            middle(x + wide / 2, 86, title, 15, ink, 'font-weight="bold"'),
            middle(x + wide / 2, 105, below, 12.5, SOFT),
        ]
    y = 118.0
    for number, (when, reference, shared, compiled) in enumerate(STEPS):
        for (x, wide), colours, said in ((left, BLUE, reference), (right, ORANGE, compiled)):
            first = y + high / 2 + 4 - 10.5 * (len(said) - 1)
            parts += [box(x, y, wide, high, colours), *lines(x + 12, first, said, 21)]
        x, wide = centre
        first = y + high / 2 + 4 - 10 * len(shared)
        parts += [
            box(x, y, wide, high, GREEN),
            middle(x + wide / 2, first, " · ".join(when), 13, GREEN[0], 'font-weight="bold"'),
            *(middle(x + wide / 2, first + 20 * i, line) for i, line in enumerate(shared, 1)),
        ]
        parts += [arrow(centre[0] - 2, y + high / 2, left[0] + left[1] + 3, y + high / 2)]
        parts += [arrow(centre[0] + centre[1] + 2, y + high / 2, right[0] - 3, y + high / 2)]
        y += high
        if number < len(WAITS):
            for (x, wide), said in (
                (left, "suspended at its yield"),
                (centre, WAITS[number]),
                (right, "its phase rests in its record"),
            ):
                dash = 'stroke-dasharray="3 4"'
                parts += [
                    f'<line x1="{x + 20}" y1="{y}" x2="{x + 20}" y2="{y + 34:g}" stroke="{SOFT}" {dash}/>',
                    middle(x + wide / 2 + 8, y + 22, said, 12.5, SOFT, 'font-style="italic"'),
                ]
            y += 34
    for x, wide in (left, right):
        parts.append(arrow(x + wide / 2, y, x + wide / 2, y + 22))
    parts += [
        box(24, y + 24, 932, 34, (SOFT, "#f1f3f5")),
        middle(
            490,
            y + 46,
            "Journal: header and rows, equal in every column, floats included",
            14,
            more='font-weight="bold"',
        ),
    ]
    write("engines.svg", y + 74, "One life told by the two engines", parts)


ROUNDS = (
    (
        "0 CALENDAR",
        (
            ("month 1 closes", "entity 0, sub 0"),
            ("AE 2 joins", f"entity 1, sub {(1 << 20) + 2 * 2 + 1:,}"),
            ("candidates of channel 2", "entity 2, sub 2"),
        ),
        ("The books are closed", "before anything else", "of this instant."),
    ),
    (
        "1 COMPLETION",
        (("a task ends", "entity 2f.., sub 1"), ("a renewal is due", "entity 9c.., sub 5000")),
        ("Who finishes here is", "free for the dispatch", "of this instant."),
    ),
    (
        "2 GIVE_UP",
        (("patience ends", "entity 41.., sub -1"), ("a window closes", "entity b8.., sub 4000")),
        ("Who still waits now is", "gone, even if a person", "has just become free."),
    ),
    (
        "3 ARRIVAL",
        (("a lead arrives", "entity 05.., sub 0"), ("an occasion to refer", "entity 9c.., sub 1")),
        ("Who arrives may be", "served at once."),
    ),
    (
        "4 DISPATCH",
        (("the SDR team serves", "entity 0, sub 0"), ("the AE team serves", "entity 1, sub 0")),
        ("The first in the queue", "gets the free person", "of the lowest number."),
    ),
)


def order(y: float) -> list[str]:
    """The rounds of one instant, left to right."""
    parts = [
        text(24, y, "One instant on the agenda", 16, more='font-weight="bold"'),
        text(
            232,
            y,
            "1 March, 00:00, teams at work day and night: left to right, then top to bottom",
            13,
            SOFT,
        ),
    ]
    wide, gap = 180, 8
    for i, (name, cards, why) in enumerate(ROUNDS):
        x = 24 + i * (wide + gap)
        parts += [box(x, y + 16, wide, 28, BLUE), middle(x + wide / 2, y + 35, name, 13, BLUE[0], 'font-weight="bold"')]
        for j, (said, place) in enumerate(cards):
            top = y + 56 + 54 * j
            parts += [box(x, top, wide, 46, (LINE, "#ffffff")), text(x + 10, top + 19, said)]
            parts += [text(x + 10, top + 37, place, 12, SOFT)]
        parts += [middle(x + wide / 2, y + 238 + 17 * j, line, 12.5, SOFT) for j, line in enumerate(why)]
    return parts


def steps_of_a_draw(purpose: Purpose, entity: int) -> tuple[int, ...]:
    """The words between the name of a draw of seed 1, replication 0, occurrence 0, and its uniform."""
    seeded = mix(mix(mix(1)) ^ 0)
    root = mix(seeded ^ PURPOSE_KEYS[purpose])
    of_entity = mix(root ^ entity)
    return seeded, root, of_entity, mix(of_entity ^ 0)


def name_of_a_draw(y: float, ordinal: int) -> list[str]:
    """The five parts of a name, and what the hash makes of them."""
    channel = name_key("channel", CHANNEL)
    entity = child_key(channel, ordinal)
    words = steps_of_a_draw(Purpose.ACCEPTANCE, entity)
    u = Draws(1, 0).uniform(Purpose.ACCEPTANCE, entity)
    assert u == ((words[-1] >> 12) + 0.5) / 2**52
    parts = [
        text(24, y, "From a name to a uniform", 16, more='font-weight="bold"'),
        text(232, y, "m is the SplitMix64 finaliser: 64 bits in, 64 bits out, no two alike.", 13, SOFT),
    ]
    said = (
        ("seed 1, replication 0", "`m(m(m(1)) ^ 0)", 0),
        ("purpose: acceptance", "`m(word ^ purpose key)", 1),
        (f"entity: candidate {ordinal}", "`m(word ^ entity key)", 2),
        ("occurrence 0", "`m(word ^ occurrence)", 3),
    )
    wide, gap = 180, 8
    for i, (name, formula, at) in enumerate(said):
        x = 24 + i * (wide + gap)
        parts += [
            box(x, y + 16, wide, 84, GREEN),
            middle(x + wide / 2, y + 37, name, 13, GREEN[0], 'font-weight="bold"'),
        ]
        parts += [middle(x + wide / 2, y + 60, formula), middle(x + wide / 2, y + 84, f"`{words[at]:016x}")]
        parts += [arrow(x + wide - 1, y + 58, x + wide + gap + 1, y + 58)]
    x = 24 + 4 * (wide + gap)
    parts += [
        box(x, y + 16, wide, 84, ORANGE),
        middle(x + wide / 2, y + 37, "uniform", 13, ORANGE[0], 'font-weight="bold"'),
    ]
    parts += [middle(x + wide / 2, y + 60, "(first 52 bits + 1/2) / 2^52"), middle(x + wide / 2, y + 84, f"`{u:.10f}")]
    key = f'entity key = m(m(name_key("channel", "{CHANNEL}")) ^ {ordinal}) = {entity:016x}'
    return [*parts, text(24, y + 122, f"`{key}", 13, SOFT)]


def found(*sets: str) -> ChannelInputs:
    """The channel of the example after some changes."""
    return next(c for c in resolve(load(BASELINE, sets)).channels if c.name == CHANNEL)


def thinning(y: float) -> list[str]:
    """The candidates of one day on the scale of their channel, and what two plans reach."""
    base, more = found(), found(f"plan.spend.{CHANNEL}={MORE}")
    draws, channel = Draws(1, 0), name_key("channel", CHANNEL)
    counts = [count_quantile(base.candidates, base.first, draws.uniform(0, channel, day)) for day in range(DAY + 1)]
    first, ceiling = sum(counts[:-1]), base.response.ceiling
    left, scale, axis = 110.0, 820.0 / ceiling, y + 78
    low, high = base.daily_rate[DAY], more.daily_rate[DAY]
    parts = [
        text(24, y, "Spend moves the line, not the candidates", 16, more='font-weight="bold"'),
        text(
            348, y, f"{CHANNEL}, day {DAY}, seed 1, replication 0: each candidate at its uniform x ceiling.", 13, SOFT
        ),
        f'<rect x="{left}" y="{axis - 26:g}" width="{low * scale:.1f}" height="52" fill="{BLUE[1]}"/>',
        f'<rect x="{left + low * scale:.1f}" y="{axis - 26:g}" width="{(high - low) * scale:.1f}" height="52" '
        f'fill="{ORANGE[1]}"/>',
        f'<line x1="{left}" y1="{axis:g}" x2="{left + ceiling * scale:g}" y2="{axis:g}" stroke="{INK}"/>',
    ]
    for at, ink, words in (
        (low, BLUE[0], f"20k a month reach {low:.3f} leads a day"),
        (high, ORANGE[0], f"60k a month reach {high:.3f}"),
        (ceiling, SOFT, f"ceiling {ceiling:g}"),
    ):
        x = left + at * scale
        parts += [
            f'<line x1="{x:.1f}" y1="{axis - 44:g}" x2="{x:.1f}" y2="{axis + 26:g}" stroke="{ink}" stroke-width="2"/>'
        ]
        parts += [text(x - 6, axis - 34, words, 13, ink, 'text-anchor="end"')]
    parts += [text(24, axis + 5, "leads a day", 13, SOFT)]
    placed = sorted(
        (draws.uniform(Purpose.ACCEPTANCE, child_key(channel, first + i)) * ceiling, first + i)
        for i in range(counts[-1])
    )
    last, row = -9.0, 0
    for at, ordinal in placed:
        x = left + at * scale
        ink = BLUE[0] if at < low else ORANGE[0] if at < high else "#6b7580"
        row = 1 - row if x - last < 34 else 0
        last = x
        parts.append(f'<circle cx="{x:.1f}" cy="{axis:g}" r="5" fill="{ink}" stroke="{PAPER}" stroke-width="1.5"/>')
        parts.append(middle(x - 7 * row, axis + 22 if row == 0 else axis - 13, str(ordinal), 12, ink))
    parts += [
        text(left, axis + 50, "blue: leads under both plans, at the same instant", 13, BLUE[0]),
        text(left + 320, axis + 50, "orange: leads of the larger plan only", 13, ORANGE[0]),
        text(left + 580, axis + 50, "grey: of neither", 13, SOFT),
    ]
    return parts


def luck_and_order() -> None:
    """The order of an instant, and a draw from its name to what it decides."""
    assert mix(GOLDEN) & MASK == 0x6E789E6AA1B965F4  # the finaliser is the published one
    parts = [*order(38), *name_of_a_draw(352, 104), *thinning(516)]
    write("luck-and-order.svg", 664, "The order of one instant, and how a draw gets its value", parts)


if __name__ == "__main__":
    engines()
    luck_and_order()
