"""Rules for numba: the same source that the reference engine runs, compiled once."""

import functools
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType
from typing import Any

from numba import config, njit, types
from numba.core.types import unliteral

from gtmsim.engine.compiled import cache
from gtmsim.engine.compiled.doubles import BY_BITS
from gtmsim.rules.rule import RULES

_TWINS: dict[Callable[..., Any], Any] = {}


def kernel(function: Callable[..., Any]) -> Any:
    """A function of the event loop, compiled without counting references: nothing in the loop allocates."""
    twin = njit(nogil=True, _nrt=False)(function)
    resolve = getattr(twin, "get_call_template", None)
    if resolve is not None:
        # numba would compile a function anew for each constant and each width of number that it is called with.
        twin.get_call_template = lambda args, kws: resolve(
            tuple(_plain(arg) for arg in args), {name: _plain(arg) for name, arg in kws.items()}
        )
    return twin


def _plain(argument: Any) -> Any:
    """The type without its value, and every signed number as wide as a word."""
    kind = unliteral(argument)
    return types.int64 if isinstance(kind, types.Integer) and kind.signed else kind


def kept(function: Callable[..., Any]) -> Any:
    """The kernel that everything is called from; its machine code is kept where a folder can be written."""
    twin = kernel(function)
    if hasattr(twin, "enable_caching") and cache.usable():
        before, config.CACHE_DIR = config.CACHE_DIR, str(cache.folder())
        try:
            twin.enable_caching()
            _forgive(twin._cache)
        finally:
            config.CACHE_DIR = before
    return twin


def _forgive(kept_code: Any) -> None:
    """What was kept and cannot be read is compiled anew; what cannot be kept is not."""
    load, save = kept_code.load_overload, kept_code.save_overload

    def load_overload(signature: Any, target: Any) -> Any:
        try:
            return load(signature, target)
        except Exception:  # whatever a damaged file makes of unpickling
            cache.remove()
            return None

    def save_overload(signature: Any, code: Any) -> None:
        try:
            save(signature, code)
        except OSError:
            cache.remove()
        except Exception:  # an index that cannot be read is written anew
            cache.remove()
            save(signature, code)

    kept_code.load_overload, kept_code.save_overload = load_overload, save_overload


@functools.cache
def _by_bits(function: Callable[..., Any]) -> Any:
    """A function of `math` that needs no library."""
    return kernel(BY_BITS[function])


def compiled(rule: Callable[..., Any]) -> Any:
    """The compiled twin of a rule; the rules that it calls are twins too."""
    if rule not in _TWINS:
        assert isinstance(rule, FunctionType)
        world = dict(rule.__globals__)
        for name in rule.__code__.co_names:
            called = world.get(name)
            if isinstance(called, FunctionType) and called in RULES.values():
                world[name] = compiled(called)
            elif isinstance(called, BuiltinFunctionType) and called in BY_BITS and not config.DISABLE_JIT:
                world[name] = _by_bits(called)
        copy = FunctionType(rule.__code__, world, rule.__name__, rule.__defaults__, rule.__closure__)
        copy.__module__, copy.__qualname__ = rule.__module__, rule.__qualname__
        _TWINS[rule] = kernel(copy)
    return _TWINS[rule]
