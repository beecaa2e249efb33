"""Kernels: functions that numba compiles, once for each type of number and never for a constant."""

from collections.abc import Callable
from typing import Any

from numba import config, njit, types
from numba.core.types import unliteral

from gtmsim.machine import cache


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
