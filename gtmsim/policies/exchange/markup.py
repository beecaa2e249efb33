"""XML as a tree of elements that know their line; without document types, so that there are no entities to expand."""

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from gtmsim.policies.exchange.sheet import refused

MOST_ELEMENTS = 100_000
DEEPEST = 64


@dataclass(slots=True)
class Element:
    """An element; its name without namespace."""

    namespace: str
    name: str
    attributes: dict[str, str]
    line: int
    col: int
    words: list[str] = field(default_factory=list)
    children: list["Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands in it, without that of its children."""
        return "".join(self.words)

    @property
    def at(self) -> tuple[int, int]:
        """Where it begins."""
        return self.line, self.col

    def parts(self, name: str) -> list["Element"]:
        """The children of that name in the element's own namespace."""
        return [child for child in self.children if child.name == name and child.namespace == self.namespace]

    def part(self, name: str) -> "Element | None":
        """The first child of that name."""
        return next(iter(self.parts(name)), None)

    def said(self, name: str) -> str:
        """The text of the child of that name."""
        found = self.part(name)
        return found.text.strip() if found else ""


def tree(content: bytes) -> Element:
    """The outermost element; raises UnreadableError."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    grower = _Grower(parser)
    parser.StartElementHandler = grower.start
    parser.EndElementHandler = grower.end
    parser.CharacterDataHandler = grower.say
    parser.StartDoctypeDeclHandler = grower.refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        what = f"not readable as XML: {expat.ErrorString(error.code)}"
        raise refused("E_XML", what, "save the file anew from the modeller", (error.lineno, error.offset + 1)) from None
    except (LookupError, UnicodeError):
        raise refused("E_XML", "its encoding is not known", "save the file as UTF-8", (1, 1)) from None
    return grower.top.children[0]


class _Grower:
    """Adds to a tree what the parser meets."""

    def __init__(self, parser: Any) -> None:
        self.parser = parser
        self.top = Element("", "", {}, 1, 1)
        self.open = [self.top]
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.count += 1
        namespace, _, local = name.rpartition(" ")
        element = Element(namespace, local, attributes, *self._here())
        if self.count > MOST_ELEMENTS or len(self.open) > DEEPEST:
            what = f"more than {MOST_ELEMENTS:,} elements, or {DEEPEST} within each other"
            raise refused("E_SIZE", what, "a decision table is small", element.at)
        self.open[-1].children.append(element)
        self.open.append(element)

    def end(self, name: str) -> None:
        """An element ends."""
        self.open.pop()

    def say(self, text: str) -> None:
        """Text of the element that is open."""
        self.open[-1].words.append(text)

    def refuse(self, *said: object) -> None:
        """A document type could define entities and name other files."""
        raise refused("E_XML", "a document type (`<!DOCTYPE`) is not allowed", "remove it", self._here())

    def _here(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
