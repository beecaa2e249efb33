"""Columns and records of any layout for numba: what an entry is, how it is read, written and fetched ahead."""

import operator
from functools import cache

import numpy as np
from llvmlite import ir
from numba import config
from numba.core import cgutils, types
from numba.core.datamodel import models, register_default
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin

from gtmsim.engine.compiled.jit import kernel

INTERPRETED = config.DISABLE_JIT
PLACE = np.dtype([("data", "u8"), ("size", "i8")])  # where a column lies, and how many entries it has
LINE = 64  # bytes that come from memory together


class Column(types.Type):
    """Entries side by side, found by their address."""

    def __init__(self, entry):
        self.entry = entry
        super().__init__(name=f"Column({entry})")


class Record(types.Record):
    """A record by its name, whose fields may be columns and records too."""

    def __init__(self, name, fields, size):
        places = ((field, {"type": kind, "offset": place}) for field, (kind, place) in fields.items())
        self.fields, self.size, self.aligned = dict(self._normalize_fields(places)), size, True
        self.bitwidth = 8 * size
        types.Type.__init__(self, f"Record({name})")

    @property
    def dtype(self):
        """The same for numpy."""
        return dtype_of(self)

    def typeof(self, key):
        """How a field lies in memory."""
        if key not in self.fields:
            raise AttributeError(f"{self.name} has no field `{key}`")
        return self.fields[key].type


register_default(Record)(models.RecordModel)


@register_default(Column)
class ColumnModel(models.StructModel):
    """An address and a size."""

    def __init__(self, manager, kind):
        super().__init__(manager, kind, [("data", types.uint64), ("size", types.int64)])


def _here(context, builder, column, args, index):
    """Address of an entry."""
    place = cgutils.create_struct_proxy(column)(context, builder, value=args[0])
    number = context.cast(builder, args[1], index, types.int64)
    return builder.add(place.data, builder.mul(number, ir.Constant(ir.IntType(64), size_of(column.entry))))


@infer_global(operator.getitem)
class _GetItem(AbstractTemplate):
    def generic(self, args, kws):
        column, index = args
        if isinstance(column, Column) and isinstance(index, types.Integer):
            return signature(column.entry, column, types.int64)
        return None


@lower_builtin(operator.getitem, Column, types.Integer)
def _get(context, builder, sig, args):
    column, index = sig.args
    at = _here(context, builder, column, args, index)
    if isinstance(column.entry, types.Record):
        return builder.inttoptr(at, context.get_value_type(column.entry))
    kind = context.get_data_type(column.entry)
    return context.unpack_value(builder, column.entry, builder.inttoptr(at, kind.as_pointer()))


@infer_global(operator.setitem)
class _SetItem(AbstractTemplate):
    def generic(self, args, kws):
        column, index, value = args
        if (
            isinstance(column, Column)
            and isinstance(index, types.Integer)
            and isinstance(value, types.Number | types.Boolean)
        ):
            return signature(types.none, column, types.int64, column.entry)
        return None


@lower_builtin(operator.setitem, Column, types.Integer, types.Any)
def _set(context, builder, sig, args):
    column, index, value = sig.args
    at = _here(context, builder, column, args, index)
    kind = context.get_data_type(column.entry)
    value = context.cast(builder, args[2], value, column.entry)
    context.pack_value(builder, column.entry, value, builder.inttoptr(at, kind.as_pointer()))
    return context.get_dummy_value()


@infer_global(len)
class _Len(AbstractTemplate):
    def generic(self, args, kws):
        return signature(types.int64, args[0]) if isinstance(args[0], Column) else None


@lower_builtin(len, Column)
def _len(context, builder, sig, args):
    return cgutils.create_struct_proxy(sig.args[0])(context, builder, value=args[0]).size


@intrinsic
def _fetch(_context, column, index):
    """The act (column, index): have a record on its way from memory while something else is done."""

    def generate(context, builder, sig, args):
        start = _here(context, builder, column, args, sig.args[1])
        byte, flag = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, flag, flag, flag])
        ask = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0i8")
        for line in range(0, size_of(column.entry), LINE):
            place = builder.inttoptr(builder.add(start, ir.Constant(ir.IntType(64), line)), byte)
            builder.call(ask, [place, ir.Constant(flag, 1), ir.Constant(flag, 3), ir.Constant(flag, 1)])
        return context.get_dummy_value()

    return types.void(column, index), generate


def at_address(record):
    """The act (address): the record that lies there; without compilation the record itself is handed over."""
    if INTERPRETED:
        return lambda world: world

    @intrinsic
    def found(_context, address):
        def generate(context, builder, sig, args):
            return builder.inttoptr(args[0], context.get_value_type(record))

        return record(types.uint64), generate

    return found


@kernel
def _present(section):
    return section.here == 1


def _is_there(section):
    """Is a mechanism on?"""
    return section is not None


def _no_fetch(column, index):
    """Without compilation nothing is fetched ahead."""


present = _is_there if INTERPRETED else _present
fetch = _no_fetch if INTERPRETED else _fetch


def size_of(kind):
    """Bytes of an entry."""
    if isinstance(kind, Column):
        return PLACE.itemsize
    return kind.size if isinstance(kind, types.Record) else kind.bitwidth // 8


@cache
def dtype_of(kind):
    """The same for numpy."""
    if isinstance(kind, Column):
        return PLACE
    if isinstance(kind, types.Record):
        names = list(kind.fields)
        return np.dtype(
            {
                "names": names,
                "formats": [dtype_of(kind.typeof(name)) for name in names],
                "offsets": [kind.offset(name) for name in names],
                "itemsize": kind.size,
            }
        )
    return np.dtype(kind.name)
