"""Questions on a terminal, or to whatever is piped in: a line is an answer, an empty one takes what is offered."""

import sys
from collections.abc import Mapping
from typing import Any

from gtmsim.scenario.language.quantity import QuantityError
from gtmsim.study.firm.answers import CHANNELS, LEADS, QUESTIONS, SPEND, USUAL_CHANNELS, Question, named, read

ABOUT = "Enter takes what stands in brackets. Numbers as you say them: 5M, 18k, 22%, 60 days."


def asked(given: Mapping[str, Any]) -> dict[str, Any]:
    """What is said already, and an answer to every question that is left."""
    said = dict(given)
    _say(f"{ABOUT}\n")
    for question in QUESTIONS:
        if question.name not in said:
            said[question.name] = _answer(question, question.asks, question.usual)
    if LEADS not in said:
        said[LEADS], said[SPEND] = _channels()
    return said


def _channels() -> tuple[dict[str, str], dict[str, str]]:
    usual = ", ".join(USUAL_CHANNELS)
    names = [named(name) for name in _line(f"channels that bring leads [{usual}]: ", usual).split(",") if name.strip()]
    leads, spend = {}, {}
    for name in names:
        few, cost = USUAL_CHANNELS.get(name, ("50", "0"))
        leads[name] = _answer(CHANNELS[LEADS], f"{name}: leads a month", few)
        spend[name] = _answer(CHANNELS[SPEND], f"{name}: spend a month", cost)
    return leads, spend


def _answer(question: Question, asks: str, usual: str) -> str:
    """An answer that can be read; who gives none that can after some tries is left with the last one's fault."""
    while True:
        text = _line(f"{asks} [{usual}]: ", usual)
        if not question.unit:
            return text.upper()
        try:
            read(question, text)
        except QuantityError as error:
            _say(f"  {error.what}; {error.hint or 'say it as ' + usual}\n")
            continue
        return text


def _line(prompt: str, usual: str) -> str:
    """A line as it is typed; the usual answer where it is empty, or where nothing comes any more."""
    _say(prompt)
    return sys.stdin.readline().strip() or usual


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
