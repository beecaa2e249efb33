"""What a section of a scenario is, and a meaning for fields that are no single number; knows no particular section."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self, get_args, get_origin

import pydantic
from pydantic import GetCoreSchemaHandler, PrivateAttr
from pydantic_core import core_schema

from gtmsim.scenario.language.declare import Declaration, is_optional, is_union
from gtmsim.scenario.language.words import ChoiceDeclaration, ListDeclaration, SwitchDeclaration, TextDeclaration

SECTION_TAG = "<section>"  # stands in pydantic's places of errors, never in a file


class Origin:
    """Where a scenario was written (`document`) and what was odd there (`warnings`); equal to any other origin, because
    the place of a text is no part of what it says. `asked` remembers the warnings that take longer to find, and
    `content` what was read from the document."""

    def __init__(self, document: Any = None, warnings: tuple[Any, ...] = ()) -> None:
        self.document, self.warnings = document, warnings
        self.asked: tuple[Any, tuple[Any, ...]] | None = None
        self.content: tuple[Any, ...] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Origin)

    def __hash__(self) -> int:
        return 0


class Section(pydantic.BaseModel):
    """A part of a scenario: unknown names are refused, values never change."""

    model_config: ClassVar[pydantic.ConfigDict] = pydantic.ConfigDict(extra="forbid", frozen=True, strict=True)
    instead: ClassVar[dict[str, str]] = {}  # names that a file may say in place of the fields, with their meaning
    said_in: ClassVar[dict[str, str]] = {}  # fields that another field's writing may say too
    also: ClassVar[dict[str, str]] = {}  # words that people look for, with what says it here; of a whole scenario
    dispensable: ClassVar[bool] = False  # may a plan do without it, so that leaving it out is worth a try?
    _origin: Origin = PrivateAttr(default_factory=Origin)
    defaults: ClassVar[dict[int, "Section"]] = {}  # what fields are where nobody says anything, by identity

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """A copy; a default itself, which pydantic would copy for each plan, half of the time of reading one."""
        return self if id(self) in Section.defaults else super().__deepcopy__(memo)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        for described in cls.model_fields.values():
            if isinstance(described.default, Section):
                Section.defaults[id(described.default)] = described.default

    def subject(self) -> tuple[Any, ...]:
        """What warnings are about; a copy with other settings of the experiment has the same objects."""
        return tuple(getattr(self, name) for name in type(self).model_fields)

    @property
    def document(self) -> Any:
        """The document that says the section; None where nobody wrote it, or where it was changed since."""
        known = self._origin.content
        return self._origin.document if known is None or alike(known, self.subject()) else None

    def told(self, name: str) -> str:
        """What explaining a field's value adds to its meaning."""
        return ""


def alike(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether two subjects are the same: sections never change, so that the same object says the same."""
    pairs = zip(one, other, strict=True)
    return all(a is b or (not isinstance(a, Section) and not isinstance(b, Section) and a == b) for a, b in pairs)


@dataclass(frozen=True)
class Described(Declaration):
    """A meaning alone; what may be written follows from the type that it describes."""

    def concrete(self, kind: Any) -> Declaration:
        """The declaration for a field of type `kind`."""
        kind = next(iter(get_args(kind))) if get_origin(kind) is Annotated else kind
        allowed = [part for part in (get_args(kind) if is_union(kind) else (kind,)) if part is not type(None)]
        options = [word for part in allowed if get_origin(part) is Literal for word in get_args(part)]
        if options:
            return ChoiceDeclaration("", self.meaning, self.source, tuple(options), bool(sections_in(kind)))
        if allowed == [bool]:
            return SwitchDeclaration("", self.meaning, self.source)
        if allowed == [str]:
            return TextDeclaration("", self.meaning, self.source)
        item = declaration_in(get_args(allowed[0])[0]) if get_origin(allowed[0]) is list else None
        if item is None:
            raise TypeError(f"no way is known to say {kind}: {self.meaning}")
        return ListDeclaration(item.unit, self.meaning, self.source, item)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        word = self.concrete(source).__get_pydantic_core_schema__(source, handler)
        sections = sections_in(source)
        if not sections:
            return word
        inner = word["schema"] if is_optional(source) else word
        choices = {SECTION_TAG: handler.generate_schema(sections[0]), "<word>": inner}
        either = core_schema.tagged_union_schema(choices, _tag)
        return core_schema.nullable_schema(either) if is_optional(source) else either


def declaration_in(kind: Any) -> Declaration | None:
    """The declaration of a type such as Annotated[float, param(..)] or that | None."""
    if get_origin(kind) is Annotated:
        declared = next((extra for extra in get_args(kind)[1:] if isinstance(extra, Declaration)), None)
        return declared.concrete(kind) if isinstance(declared, Described) else declared
    found = (declaration_in(part) for part in get_args(kind)) if is_union(kind) else iter(())
    return next((declaration for declaration in found if declaration), None)


def sections_in(kind: Any) -> list[type[Section]]:
    """The sections that a type (alone, optional, annotated) allows at its place."""
    if get_origin(kind) is Annotated:
        return sections_in(get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, Section):
        return [kind]
    return [found for part in get_args(kind) for found in sections_in(part)] if is_union(kind) else []


def items_in(kind: Any) -> tuple[type | None, Any]:
    """Whether a type is a dict or a list, optional or annotated, and the type of its items; two None otherwise."""
    if get_origin(kind) is Annotated:
        return items_in(get_args(kind)[0])
    if is_union(kind):
        return next((found for part in get_args(kind) if (found := items_in(part))[0]), (None, None))
    container = get_origin(kind)
    return (container, get_args(kind)[-1]) if container in (dict, list) else (None, None)


def _tag(said: object) -> str:
    return SECTION_TAG if isinstance(said, dict | Section) else "<word>"
