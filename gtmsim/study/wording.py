"""Numbers in words, never with more digits than their interval supports (the rule of the Particle Data Group)."""

import math

SIZES = ((1e9, "bn"), (1e6, "M"), (1e3, "k"))
WITHOUT_INTERVAL = 3  # significant digits where no interval says how many


def so_many(count: float, one: str) -> str:
    """A count with its word: `1 month`, `24 months`, `1,000 replications`."""
    said = f"{count:,}" if isinstance(count, int) else f"{count:.0f}"
    return f"{said} {one}{'' if said == '1' else 's'}"


def last_place(half_width: float) -> int:
    """Power of ten of the last digit that a half-width supports: two digits of it up to 3.54, else one."""
    exponent = math.floor(math.log10(half_width))
    first_three = round(half_width / 10.0 ** (exponent - 2))
    if first_three >= 950:
        return exponent  # 0.95 and more is 1.0
    return exponent - 1 if first_three < 355 else exponent


def supported(x: float, half_width: float | None) -> tuple[float, int]:
    """The number rounded to what its interval supports, and the power of ten of its last digit."""
    if half_width is not None and half_width > 0.0 and math.isfinite(half_width):
        place = last_place(half_width)
    elif x != 0.0:
        place = math.floor(math.log10(abs(x))) + 1 - WITHOUT_INTERVAL
        place = min(place, 0) if half_width == 0.0 else place  # what does not vary is known to the unit
    else:
        place = 0
    return round(x, -place) + 0.0, place


def number(x: float | None, half_width: float | None = None, unit: str = "", difference: bool = False) -> str:
    """A number with its unit: 1234567 +- 31000 in USD is "1.235M USD"; a share is in percent."""
    if x is None:
        return "undefined"
    if unit == "share" and x == 1.0 and not difference:
        return "100%"  # no share is more: no digits after it say how well it is known
    scale, word = _scaled(unit, difference)
    half_width = None if half_width is None else half_width * scale
    if x and half_width and not difference and supported(x * scale, half_width)[0] == 0.0:
        half_width = abs(x * scale)  # a number is never shown as none, however little is known of it
    return _with_word(_digits(x * scale, half_width, abs(x * scale)), word)


def between(low: float | None, high: float | None, unit: str = "", difference: bool = False) -> str:
    """An interval with its unit, once: "31k to 52k USD"; both ends as its half-width supports, and told from 0."""
    if low is None or high is None:
        return "no interval"
    scale, word = _scaled(unit, difference)
    a, b = low * scale, high * scale
    half, size = 0.5 * (b - a), max(abs(a), abs(b))
    if half == 0.0:
        return _with_word(_digits(a, 0.0, size), word)
    most = "100" if unit == "share" and high == 1.0 and not difference else _end(b, half, size)
    return _with_word(f"{_end(a, half, size)} to {most}", word)


def _end(x: float, half_width: float, size: float) -> str:
    """An end of an interval: one beside 0 is never shown as 0, as the side on which it lies is the verdict."""
    text = _digits(x, half_width, size)
    return _digits(x, abs(x), size) if text == "0" and x else text


def _scaled(unit: str, difference: bool) -> tuple[float, str]:
    if unit == "share":
        return 100.0, "percentage points" if difference else "%"
    return 1.0, "" if unit in ("1", "count") else unit


def _with_word(text: str, word: str) -> str:
    return f"{text}{'' if word in ('', '%') else ' '}{word}"


def _digits(x: float, half_width: float | None, size: float) -> str:
    x, place = supported(x, half_width)
    size = max(size, abs(x))  # 9,960 rounded to 10,000 is 10k
    divisor, letter = next(((s, name) for s, name in SIZES if size >= 10.0 * s or (s > 1e3 and size >= s)), (1.0, ""))
    decimals = max(0, round(math.log10(divisor)) - place)
    text = f"{x / divisor:.{decimals}f}"
    if half_width == 0.0 and "." in text:
        text = text.rstrip("0").rstrip(".")  # exact: zeros at its end are no precision
    return f"{text.replace('-', '−')}{letter}" if x else "0"
