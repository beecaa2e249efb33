"""What people say as one number moves: `win rate=-5 points`, `cycle=+20%`, taken apart; knows no scenario."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Literal, NamedTuple

from gtmsim.metrics import METRICS
from gtmsim.scenario.language.composites import COMPOSITES, Composite
from gtmsim.scenario.language.quantity import QuantityError, exact
from gtmsim.scenario.language.signed import NUMBER, POINTS, SIGNS, Signed, signed
from gtmsim.study.problems import StudyError

SHARE = "share"
BOTH = ("±", "+/-", "+-")
UNITS = {"days": "day", "leads": "count"}  # of metrics, as parameters have them
PERIOD = re.compile(r"\s*(?:/|per |a |each )\s*(?P<period>year|month|quarter|week|day)\s*$", re.IGNORECASE)
CHANGE = re.compile(r"(?P<change>(?:[-+\u2212\u2013±x×]|to |by )\s*(?:/-)?\s*[\d.].*)$", re.IGNORECASE)
WORDS = re.compile(r"p\.\s*p\.?$|\bper\s?cent$", re.IGNORECASE)  # other writings of points and of %
Kind = Literal["add", "times", "to"]


class Move(NamedTuple):
    """By how much one of them is to move in the result."""

    composite: Composite
    kind: Kind
    amount: float  # added to it, its factor, or what it becomes

    @property
    def name(self) -> str:
        """For example `win rate -5 points`."""
        return f"{self.composite.name} {self.change}"

    @property
    def change(self) -> str:
        """How it moves, as it may be typed."""
        unit = METRICS[self.composite.metric].unit
        if self.kind == "times":
            return f"{100.0 * (self.amount - 1.0):+.6g}%" if unit != SHARE else f"x{self.amount:.6g}"
        if unit == SHARE:
            size = 100.0 * self.amount
            return f"to {size:.6g}%" if self.kind == "to" else f"{size:+.6g} point{'' if abs(size) == 1.0 else 's'}"
        word = f" {unit}" if unit == "days" else ""
        return f"to {self.amount:.6g}{word}" if self.kind == "to" else f"{self.amount:+.6g}{word}"

    def target(self, now: float) -> float:
        """What it is to become, where it is this."""
        return {"add": now + self.amount, "times": now * self.amount, "to": self.amount}[self.kind]


def moves_of(texts: Sequence[str]) -> tuple[Move, ...]:
    """Every move that is asked for, or all that is wrong with them."""
    found: list[Move] = []
    wrong: list[str] = []
    for text in texts:
        try:
            found += [each for each in _moves(text) if each not in found]
        except StudyError as error:
            wrong.append(str(error))
    if wrong:
        raise StudyError("\n".join(wrong))
    return tuple(found)


def _moves(text: str) -> list[Move]:
    """The move of a text; two of one that says both ways."""
    name, change = _apart(text)
    composite = _called(name, text)
    change = WORDS.sub(lambda found: "pp" if found[0].lower().startswith("p.") else "%", change)
    change = _without_period(change, composite, text)
    both = next((sign for sign in BOTH if change.startswith(sign)), "")
    if both:
        rest = change.removeprefix(both).strip()
        return [_move(composite, f"{sign}{rest}", text) for sign in "-+"]
    return [_move(composite, change, text)]


def _apart(text: str) -> tuple[str, str]:
    """The name and the change."""
    name, equals, change = text.partition("=")
    if equals:
        return name.strip(), change.strip()
    match = CHANGE.search(text)
    if match is None or not text[: match.start()].strip():
        raise StudyError(f'`{text}` is no move: write "win rate=-5 points" or "sales cycle=+20%"')
    return text[: match.start()].strip(" :"), match["change"].strip()


def _called(name: str, text: str) -> Composite:
    """What is called so."""
    known = {word: each for each in COMPOSITES for word in _words(each)}
    said = " ".join(re.split(r"[\s_-]+", name.strip().casefold()))
    if said in known:
        return known[said]
    close = get_close_matches(said[:80], known, 1, 0.75)
    names = ", ".join(each.name for each in COMPOSITES)
    others = f"known are {names}; one number of the file, as plan.price, is tried by `gtmsim sweep`"
    hint = f"did you mean `{known[close[0]].name}`?" if close else others
    raise StudyError(f"`{text}`: nothing that is said as one number is called `{name}`; {hint}")


def _words(each: Composite) -> Iterable[str]:
    return each.name, each.metric.replace("_", " "), *each.words


def _without_period(change: str, composite: Composite, text: str) -> str:
    """A change without the period that it is of, where that is the one of what moves."""
    match = PERIOD.search(change)
    if match is None:
        return change
    of = composite.per or ("year" if METRICS[composite.metric].unit.endswith("/year") else "")
    if match["period"].lower() != of:
        hint = f"say what it is a {of}" if of else "leave the period out"
        raise StudyError(f"`{text}`: {composite.name} is {f'that of a {of}' if of else 'of no period'}; {hint}")
    return change[: match.start()].strip()


def _move(composite: Composite, change: str, text: str) -> Move:
    unit = METRICS[composite.metric].unit
    said = signed(change)
    if said is None:
        raise StudyError(f"`{text}` says no change: {_either(composite, change, unit)}")
    found = _of_share(composite, said, text) if unit == SHARE else _of_amount(composite, said, text, unit)
    if (found.kind, found.amount) in (("add", 0.0), ("times", 1.0)):
        raise StudyError(f"`{text}` moves nothing; say by how much")
    if unit != SHARE and found.kind in ("times", "to") and found.amount <= 0.0:
        raise StudyError(f"`{text}` leaves nothing of it; say less")
    return found


def _either(composite: Composite, change: str, unit: str) -> str:
    """Both readings of a change without a sign, ready to be typed."""
    if not change[:1].isdigit():
        return f'write "{composite.name}={"-5 points" if unit == SHARE else "+20%"}"'
    words = [word for word in POINTS if change.lower().endswith(word)]
    if words or (unit != SHARE and change.endswith("%")):
        return f'write "{composite.name}=+{change}" or "{composite.name}=-{change}"'
    if unit == "days" and NUMBER.fullmatch(change):
        change = f"{change} days"
    more = f"+{change.rstrip('% ')} points" if unit == SHARE and change.endswith("%") else f"+{change}"
    return f'"{composite.name}=to {change}" is where it goes, "{composite.name}={more}" by how much'


def _of_share(composite: Composite, said: Signed, text: str) -> Move:
    """Of a rate: by points, by a factor, or to a level; a change in percent may be two of these."""
    sign = -1.0 if said.negative else 1.0
    name = composite.name
    if said.how == "percent":
        number = said.rest.rstrip("% ")
        factor = _short(1.0 + sign * _number(number, text) / 100.0)
        points = f"{'-' if said.negative else '+'}{number} points"
        raise StudyError(
            f"`{text}` may mean points or a part of the rate: "
            f'write "{name}={points}" for the first, "{name}=x{factor}" for the second'
        )
    if said.how == "times":
        return Move(composite, "times", _number(said.rest, text))
    if said.how == "points":
        return Move(composite, "add", sign * _number(said.rest, text) / 100.0)
    amount = _quantity(said.rest, SHARE, text)
    if said.how == "to":
        if not 0.0 <= amount <= 1.0 or said.negative:
            raise StudyError(f"`{text}`: a rate lies between 0% and 100%")
        return Move(composite, "to", amount)
    if amount >= 1.0 and NUMBER.fullmatch(said.rest):
        points = f"{'-' if said.negative else '+'}{said.rest} points"
        raise StudyError(f'`{text}` says no unit: write "{name}={points}"')
    return Move(composite, "add", sign * amount)


def _of_amount(composite: Composite, said: Signed, text: str, unit: str) -> Move:
    """Of an amount: by percent or a factor, by so much, or to so much."""
    sign = -1.0 if said.negative else 1.0
    if said.how == "points":
        change = f"{'-' if said.negative else '+'}{said.rest}%"
        raise StudyError(f'`{text}`: points are of rates: write "{composite.name}={change}"')
    if said.how == "percent":
        return Move(composite, "times", 1.0 + sign * _number(said.rest.rstrip("% "), text) / 100.0)
    if said.how == "times":
        return Move(composite, "times", _number(said.rest, text))
    if NUMBER.fullmatch(said.rest) and unit == "days":
        start = "to " if said.how == "to" else "-" if said.negative else "+"
        raise StudyError(f'`{text}` says no unit: write "{composite.name}={start}{said.rest} days"')
    amount = _quantity(said.rest, UNITS.get(unit, "money" if unit.startswith("money") else unit), text)
    return Move(composite, "to" if said.how == "to" else "add", amount if said.how == "to" else sign * amount)


def _quantity(rest: str, unit: str, text: str) -> float:
    plain = (float(rest) if "." in rest else int(rest)) if NUMBER.fullmatch(rest) else rest
    try:
        return float(exact(plain, unit))
    except QuantityError as fault:
        raise StudyError(f"`{text}`: {fault.what}") from None


def _number(rest: str, text: str) -> float:
    found = rest.strip().lstrip(SIGNS).strip()
    if not NUMBER.fullmatch(found):
        if re.fullmatch(r"\d+,\d+", found):
            raise StudyError(f"`{text}`: write `{found.replace(',', '.')}` for `{found}`")
        raise StudyError(f'`{text}`: `{rest}` is no number; one move each, as --moves "win rate=-5 points" --moves ...')
    return float(found)


def _short(x: float) -> str:
    return f"{x:.6g}"
