"""Calls from Python whose arguments are of a kind that has no answer: StudyError with what to write, before any work.

What a function takes is read off its annotations, so that nothing is said of it twice.
"""

import inspect
import numbers
import sys
from collections import abc
from collections.abc import Callable, Collection, Iterable, Mapping
from contextvars import ContextVar
from functools import cache, wraps
from os import PathLike
from types import NoneType, UnionType
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

from gtmsim.scenario.language.problems import nearest
from gtmsim.study.problems import StudyError

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Kind = TypeVar("Kind")

WORDS: dict[Any, str] = {str: "a text", int: "a whole number", float: "a number", bool: "True or False"}
ALIKE: dict[Any, Any] = {float: numbers.Real, int: numbers.Integral}
MADE_BY = {
    "Scenario": 'gtmsim.load("plan.yaml") makes a scenario',
    "Inputs": "gtmsim.resolve(scenario) makes inputs",
    "Journal": "gtmsim.simulate(inputs) makes a journal",
    "Results": 'gtmsim.run("plan.yaml") makes results',
}
# Our own calls are not asked: a summary makes thousands of them.
_inside: ContextVar[bool] = ContextVar("_inside", default=False)


def typed(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The function, which first holds its arguments against its annotations."""

    @wraps(function)
    def asked(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        if _inside.get():
            return function(*args, **kwargs)
        said, kinds, starred = _declared(function)
        bound = _bound(function, said, args, kwargs)
        for name, given in bound.arguments.items():
            if name not in kinds:
                continue
            if name == starred:
                bound.arguments[name] = tuple(_read(function, name, kinds[name], each, many=True) for each in given)
            else:
                bound.arguments[name] = _read(function, name, kinds[name], given)
        before = _inside.set(True)
        try:
            return function(*bound.args, **bound.kwargs)
        finally:
            _inside.reset(before)

    return asked


def typed_methods(kind: type[Kind]) -> type[Kind]:
    """The class, whose public methods do so."""
    for name, method in list(vars(kind).items()):
        if inspect.isfunction(method) and not name.startswith("_"):
            setattr(kind, name, typed(method))
    return kind


def _bound(function: Callable[..., Any], said: inspect.Signature, args: Any, kwargs: Any) -> inspect.BoundArguments:
    try:
        return said.bind(*args, **kwargs)
    except TypeError as error:
        unknown = [name for name in kwargs if name not in said.parameters]
        known = [name for name in said.parameters if name != "self"]
        if unknown:
            what = f"no argument is called `{unknown[0]}`; {nearest(unknown[0], known)}"
        else:
            what = f"{error}; it takes {', '.join(known)}"
        raise StudyError(f"{function.__name__}: {what}") from None


@cache
def _declared(function: Callable[..., Any]) -> tuple[inspect.Signature, dict[str, Any], str]:
    """The signature, what each argument may be, and the name of the one that takes any number of them."""
    ours = sys.modules[__name__.partition(".")[0]]  # by whose public names annotations call things
    known: dict[str, Any] = {}
    while True:
        try:
            kinds = get_type_hints(function, localns=known)
            break
        except NameError as missing:  # it is imported for the checker of types alone
            known[str(missing.name)] = getattr(ours, str(missing.name))
    kinds.pop("return", None)
    said = inspect.signature(function)
    starred = [each.name for each in said.parameters.values() if each.kind is each.VAR_POSITIONAL]
    return said, kinds, "".join(starred)


def _read(function: Callable[..., Any], name: str, kind: Any, given: Any, many: bool = False) -> Any:
    """The argument as it is; a text alone where texts are wanted is one of them."""
    kinds = _either(kind)
    if any(_is(given, each) for each in kinds):
        return given
    if isinstance(given, str) and any(_texts(each) for each in kinds):
        return (given,)
    wanted, hint = _wanted(kinds), _hint(function.__name__, name, kinds, given, many)
    raise StudyError(f"{function.__name__}: `{name}` takes {wanted}, got {_got(given)}{f'; {hint}' if hint else ''}")


def _either(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def _is(given: Any, kind: Any) -> bool:
    """Is it of that kind? Of what is in a list or a mapping too."""
    origin, inside = get_origin(kind) or kind, get_args(kind)
    if kind is Any or kind is None:
        return kind is Any or given is None
    if origin is Literal:
        return any(given == each and isinstance(given, type(each)) for each in inside)
    if origin is abc.Callable:
        return callable(given)
    if not isinstance(origin, type):
        return True
    if origin in (int, float) and isinstance(given, bool):
        return False
    if not isinstance(given, ALIKE.get(origin, origin)):
        return False
    if issubclass(origin, Mapping):
        return all(_of(key, inside[0]) and _of(value, inside[1]) for key, value in given.items()) if inside else True
    if inside and issubclass(origin, Iterable) and not isinstance(given, str) and isinstance(given, Collection):
        return all(_of(each, inside[0]) for each in given)  # what comes once is not looked into
    return not (inside and isinstance(given, str))


def _of(given: Any, kind: Any) -> bool:
    return any(_is(given, each) or (isinstance(given, str) and _texts(each)) for each in _either(kind))


def _texts(kind: Any) -> bool:
    """Are these texts, one after the other?"""
    origin = get_origin(kind)
    return isinstance(origin, type) and not issubclass(origin, Mapping | PathLike) and get_args(kind)[:1] == (str,)


def _wanted(kinds: tuple[Any, ...]) -> str:
    """What an argument takes, in words."""
    names = dict.fromkeys(_word(each) for each in kinds if each is not NoneType)
    if "a path" in names:
        names.pop("a text", None)
    return " or ".join(names)


def _word(kind: Any) -> str:
    origin, inside = get_origin(kind) or kind, get_args(kind)
    if origin is Literal:
        return "one of " + ", ".join(f"`{each}`" for each in inside)
    if origin is abc.Callable:
        return "a function"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        values = _either(inside[1]) if inside else (Any,)
        return "a mapping by name" + ("" if Any in values else f" of {_wanted(values)}")
    if _texts(kind):
        return "a list of texts"
    if isinstance(origin, type) and issubclass(origin, PathLike):
        return "a path"
    name = getattr(origin, "__name__", str(origin))
    return WORDS.get(origin, f"{'an' if name[:1] in 'AEIO' else 'a'} {name}")


def _got(given: Any) -> str:
    if isinstance(given, str):
        return f"the text `{given[:60]}`"
    if given is None or isinstance(given, bool | numbers.Number):
        return f"{given}"
    name = type(given).__name__
    if isinstance(given, Mapping):
        return f"a {name}" + "".join(f" with {_got(key)}: {_got(value)}" for key, value in [*given.items()][:1])
    inside = f" with {_got(next(iter(given)))} in it" if isinstance(given, list | tuple | set) and given else ""
    return f"{'an' if name[:1] in 'AEIOaeio' else 'a'} {name}{inside}"


def _hint(call: str, name: str, kinds: tuple[Any, ...], given: Any, many: bool) -> str:
    """What to write instead, where it can be told."""
    made = [getattr(each, "__name__", "") for each in kinds]
    if many and isinstance(given, list | tuple | set):
        return f"they are given one by one: gtmsim.{call}(.., *{name})"
    if isinstance(given, str) and {int, float} & set(kinds):
        return _as_number(name, given, int in kinds)
    if "Scenario" in made and type(given).__name__ in ("Results", "Comparison"):
        return "its scenario is RESULTS.scenario" if type(given).__name__ == "Results" else ""
    if "Scenario" in made and isinstance(given, Mapping):
        return 'changes of a file make one: gtmsim.variant("plan.yaml", {"plan.price": "+8%"})'
    if many and isinstance(given, Mapping):
        return "each is one text, PATH=VALUES, as plan.spend.search_ads=0..60k:10k"
    return next((MADE_BY[each] for each in made if each in MADE_BY), "")


def _as_number(name: str, given: str, whole: bool) -> str:
    """The number that a text says, as `80%` or `50k`."""
    from gtmsim.scenario.language.quantity import QuantityError, parse

    reads: tuple[Callable[[str], Any], ...] = (
        float,
        lambda text: parse(text, "money"),
        lambda text: parse(text, "share"),
    )
    for read in reads:
        try:
            found = read(given)
        except (ValueError, QuantityError):
            continue
        return f"write {name}={int(found) if whole or found == int(found) else found}"
    return ""
