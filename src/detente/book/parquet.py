"""A record's field -> the DuckDB type of its Parquet column, nested as the record is."""

import dataclasses
import datetime as dt
import types
import typing
from typing import Any, Literal

SCALARS = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", dt.date: "DATE", dt.datetime: "TIMESTAMPTZ"}


def sql_type(cls: type, field: str) -> str:
    """Return the type of one field."""
    return _type(typing.get_type_hints(cls)[field])


def _type(hint: Any) -> str:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _type(next(arg for arg in args if arg is not type(None)))
    if origin is Literal:
        return "VARCHAR"
    if origin is tuple:
        return _type(args[0]) + "[]"
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        fields = ", ".join(f'"{f.name}" {_type(hints[f.name])}' for f in dataclasses.fields(hint))
        return f"STRUCT({fields})"
    return SCALARS[hint]
