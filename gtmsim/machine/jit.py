"""Kernels: functions that numba compiles, once for each type of number and never for a constant."""

from collections.abc import Callable
from typing import Any

from numba import config, njit, types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler
from numba.core.types import unliteral

from gtmsim.machine import cache


class _Part(JITCodeLibrary):
    """What is linked into the kernels that call it, and optimised there: nobody else needs machine code of it.

    numba would optimise and emit each function by itself, with all that it calls, before its callers do so again.
    """

    def _optimize_final_module(self) -> None:
        pass

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True


class _PartCompiler(Compiler):
    """The compiler of what only kernels call."""

    def __init__(self, typing: Any, target: Any, library: Any, *rest: Any) -> None:
        super().__init__(typing, target, library or _Part(target.codegen(), "part"), *rest)
        flags = self.state.flags
        flags.no_compile = flags.no_cpython_wrapper = flags.no_cfunc_wrapper = True

    def compile_extra(self, function: Any) -> Any:
        """The code, under a name by which callers find it; it has no address."""
        code, name = super().compile_extra(function), object()
        self.state.targetctx.insert_user_function(name, code.fndesc, [code.library])
        return code._replace(entry_point=name)


def kernel(function: Callable[..., Any]) -> Any:
    """A function that only kernels call, compiled without counting references: nothing in the loop allocates."""
    twin = njit(nogil=True, _nrt=False, pipeline_class=_PartCompiler)(function)
    if hasattr(twin, "add_overload"):
        twin.add_overload = lambda code: twin.overloads.update({tuple(code.signature.args): code})
    return _once(twin)


def entry(function: Callable[..., Any]) -> Any:
    """A kernel that Python calls."""
    return _once(njit(nogil=True, _nrt=False)(function))


def _once(twin: Any) -> Any:
    """Compile a function neither for each constant nor for each width of number that it is called with."""
    resolve = getattr(twin, "get_call_template", None)
    if resolve is not None:
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
    twin = entry(function)
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
