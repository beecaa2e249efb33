"""What a declaration of a parameter is, and how pydantic is made to read by it; knows no section and no file."""

import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Union, get_args, get_origin

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from gtmsim.scenario.language.composites import StandsFor
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.scalars import FORBIDDEN
from gtmsim.scenario.language.spelling import range_of

SOURCE = "assumption"


class FaultsError(Exception):
    """All that is wrong in one writing."""

    def __init__(self, faults: Iterable[QuantityError]) -> None:
        super().__init__("faults")
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Declaration:
    """A parameter's unit, meaning and source; subclasses say which writings it takes and which value they mean."""

    unit: str
    meaning: str
    source: str = SOURCE
    steps: tuple[str, ...] = field(default=(), kw_only=True)  # changes worth trying, as `changes` of a file say them
    along: tuple[str, ...] = field(default=(), kw_only=True)  # neighbours that each step changes in the same way
    stands_for: StandsFor | None = field(default=None, kw_only=True)  # what people say as one number

    def read(self, said: object) -> Any:
        """The value that `said` means; raises QuantityError or FaultsError."""
        raise NotImplementedError

    def write(self, value: Any) -> Any:
        """A writing (text, number, list or mapping) that `read` takes back to an equal value."""
        return value

    def json(self) -> dict[str, Any]:
        """The accepted writings as JSON Schema."""
        return {}

    def bounds(self) -> str:
        """The allowed values in words; empty if there is no limit."""
        return ""

    def described(self) -> str:
        """Meaning, unit, bounds, what is usual, and the default's source in one line."""
        return f"{self.meant()}; source: {self.source}"

    def meant(self) -> str:
        """Meaning, unit, bounds and what is usual."""
        limits = f"; {self.bounds()}" if self.bounds() else ""
        unit = f" [{self.unit}]" if self.unit else ""
        usual = f"; usual {self.expected()}" if self.expected() else ""
        return f"{self.meaning}{unit}{limits}{usual}"

    def expected(self) -> str:
        """What a planner expects to see, and what others report; empty for what is no number."""
        return ""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        plain = core_schema.no_info_plain_validator_function(self._validate, metadata={"declaration": self})
        return core_schema.nullable_schema(plain) if is_optional(source) else plain

    def _validate(self, said: object) -> Any:
        try:
            return self.read(said)
        except QuantityError as fault:
            raise custom_error([fault]) from None
        except FaultsError as found:
            raise custom_error(found.faults) from None


def expected(usual: tuple[Any, Any] | None, unit: str, reported: str) -> str:
    """For example `0.5% to 60% (SaaS Capital 2023: GRR 90-93 %)`; money in dollars."""
    if usual is None:
        return reported
    dollars = " in dollars" if unit.startswith("money") else ""
    return range_of(*usual, unit) + dollars + (f" ({reported})" if reported else "")


def is_union(kind: Any) -> bool:
    """Whether a type is a union, as `X | None` is."""
    return get_origin(kind) in (Union, types.UnionType)


def is_optional(kind: Any) -> bool:
    """Whether a type allows None."""
    return is_union(kind) and type(None) in get_args(kind)


def custom_error(faults: Iterable[QuantityError]) -> PydanticCustomError:
    """FaultsError as the one error that pydantic carries outwards."""
    found = list(faults)
    return PydanticCustomError(found[0].code, "{what}", {"what": found[0].what, "faults": found})


def each(items: Iterable[tuple[str | int, object]], read: Callable[[object], Any]) -> list[Any]:
    """Every item read, or the faults of all of them at once."""
    values, faults = [], []
    for key, said in items:
        try:
            values.append(read(said))
        except QuantityError as fault:
            faults.append(fault.below(key))
        except FaultsError as found:
            faults.extend(fault.below(key) for fault in found.faults)
    if faults:
        raise FaultsError(faults)
    return values


def text_of(said: object, what: str) -> str:
    """A text, or the fault of not being one."""
    if not isinstance(said, str):
        hint = "put it in quotes" if isinstance(said, bool | int | float) else ""
        raise QuantityError("E_TYPE", f"need {what}, got {show(said)}", hint)
    if odd := FORBIDDEN.search(said):
        raise QuantityError("E_TYPE", f"control character U+{ord(odd[0]):04X}", "remove it")
    return said
