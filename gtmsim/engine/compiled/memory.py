"""Memory by address: a compiled function is handed two records that know where everything lies.

numba takes every array of its arguments apart, word by word, at each call; forty arrays would cost more than the
work. So the loop gets one record of state and one of tables, whose fields are numbers and addresses, and the places
below read what lies at an address. Without compilation the same names look the array up in a list of those alive.
"""

import contextlib
import mmap
import sys
import weakref
from typing import Any

import numpy as np
from llvmlite import ir
from numba import config, from_dtype, types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np.arrayobj import make_array, populate_array

LINE = 64  # bytes that come from memory together
_alive: "weakref.WeakValueDictionary[int, Any]" = weakref.WeakValueDictionary()  # only where nothing is compiled


def address(array: Any) -> int:
    """Where an array lies; whoever asks must keep the array alive for as long as the address is used."""
    found = int(array.ctypes.data)
    if config.DISABLE_JIT:
        _alive[found] = array
    return found


def empty(kind: Any, places: int, shift: int = 0, clear: bool = False) -> Any:
    """Room for so many, with whatever lies there: a one-dimensional array, of records by name if they have names.

    It begins `shift` bytes behind the start of a line of memory. What is clear is cleared by the system where and when
    it is first touched.
    """
    length = max(1, places) * np.dtype(kind).itemsize
    raw = _clear(length + LINE) if clear else np.empty(length + LINE, dtype=np.uint8)
    start = (shift - raw.ctypes.data) % LINE
    room = raw[start : start + length].view(kind)
    return room.view(np.recarray) if room.dtype.names else room


def _clear(length: int) -> Any:
    """Bytes of which the system clears a small page when it is touched: a large one would hold thousands of others."""
    if sys.platform == "win32":
        return np.zeros(length, dtype=np.uint8)
    memory = mmap.mmap(-1, length, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if hasattr(mmap, "MADV_NOHUGEPAGE"):
        with contextlib.suppress(OSError):  # a kernel without large pages refuses to do without them
            memory.madvise(mmap.MADV_NOHUGEPAGE)
    return np.frombuffer(memory, dtype=np.uint8)


def records(field: str, kind: Any) -> Any:
    """The place (home, index) -> the record in the array whose address is `field` of the home."""
    if config.DISABLE_JIT:
        return lambda home, index: _alive[int(home[field])][index]
    place = from_dtype(np.dtype(kind))

    @intrinsic
    def record(_context: Any, home: Any, index: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            pointer = _pointer(context, builder, signature, arguments, field, place.size)
            return builder.inttoptr(pointer, context.get_value_type(place))

        return place(home, index), generate

    return record


def values(field: str, kind: str) -> Any:
    """The place (home, index) -> the number in the array whose address is `field` of the home."""
    if config.DISABLE_JIT:
        return lambda home, index: _alive[int(home[field])][index]
    number = from_dtype(np.dtype(kind))

    @intrinsic
    def value(_context: Any, home: Any, index: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            pointer = _pointer(context, builder, signature, arguments, field, number.bitwidth // 8)
            return builder.load(builder.inttoptr(pointer, context.get_value_type(number).as_pointer()))

        return number(home, index), generate

    return value


def stores(field: str, kind: str) -> Any:
    """The act (home, index, value): put a number into the array whose address is `field` of the home."""
    if config.DISABLE_JIT:
        return lambda home, index, value: _alive[int(home[field])].__setitem__(index, value)
    number = from_dtype(np.dtype(kind))

    @intrinsic
    def store(_context: Any, home: Any, index: Any, value: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            pointer = _pointer(context, builder, signature, arguments, field, number.bitwidth // 8)
            cell = builder.inttoptr(pointer, context.get_value_type(number).as_pointer())
            builder.store(context.cast(builder, arguments[2], signature.args[2], number), cell)
            return context.get_dummy_value()

        return types.void(home, index, value), generate

    return store


def columns(field: str, kind: str) -> Any:
    """The part (home, start, length) of the array whose address is `field` of the home, as an array for a rule."""
    if config.DISABLE_JIT:
        return lambda home, start, length: _alive[int(home[field])][start : start + length]
    number = from_dtype(np.dtype(kind))
    array = types.Array(number, 1, "C")

    @intrinsic
    def column(_context: Any, home: Any, start: Any, length: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            size = number.bitwidth // 8
            pointer = _pointer(context, builder, signature, arguments, field, size)
            entries = context.cast(builder, arguments[2], signature.args[2], types.intp)
            found = make_array(array)(context, builder)
            step = context.get_constant(types.intp, size)
            populate_array(
                found,
                data=builder.inttoptr(pointer, context.get_data_type(number).as_pointer()),
                shape=cgutils.pack_array(builder, [entries]),
                strides=cgutils.pack_array(builder, [step]),
                itemsize=step,
                meminfo=None,
            )
            return found._getvalue()

        return array(home, start, length), generate

    return column


def fetches(field: str, kind: Any) -> Any:
    """The act (home, index): have a record on its way from memory while something else is done."""
    if config.DISABLE_JIT:
        return lambda home, index: None
    size = np.dtype(kind).itemsize

    @intrinsic
    def fetch(_context: Any, home: Any, index: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            start = _pointer(context, builder, signature, arguments, field, size)
            byte, flag = ir.IntType(8).as_pointer(), ir.IntType(32)
            kind = ir.FunctionType(ir.VoidType(), [byte, flag, flag, flag])
            ask = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0i8")
            for line in range(0, size, LINE):
                place = builder.inttoptr(builder.add(start, ir.Constant(ir.IntType(64), line)), byte)
                builder.call(ask, [place, ir.Constant(flag, 1), ir.Constant(flag, 3), ir.Constant(flag, 1)])
            return context.get_dummy_value()

        return types.void(home, index), generate

    return fetch


def _pointer(context: Any, builder: Any, signature: Any, arguments: Any, field: str, size: int) -> Any:
    """The address in `field` plus index times size."""
    word = ir.IntType(64)
    cell = cgutils.get_record_member(builder, arguments[0], signature.args[0].offset(field), word)
    index = context.cast(builder, arguments[1], signature.args[1], types.int64)
    return builder.add(builder.load(cell), builder.mul(index, ir.Constant(word, size)))
