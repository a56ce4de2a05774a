"""Ids by content hash, and the one JSON form of every record."""

import dataclasses
import datetime as dt
import hashlib
import types
import typing
from collections.abc import Callable
from functools import cache, partial
from typing import Any, Literal, TypeVar, get_args, get_origin

PREFIX = {
    "articles": "a",
    "statements": "s",
    "events": "e",
    "propositions": "p",
    "links": "l",
    "differences": "d",
    "facts": "f",
    "cases": "c",
    "verdicts": "v",
    "judgements": "j",
}


def make_id(table: str, *parts: object) -> str:
    """Return ``prefix_hash`` for a row of ``table`` from what identifies it (16 hex digits of BLAKE2b)."""
    text = "\x1f".join(str(part) for part in parts)
    return f"{PREFIX[table]}_{hashlib.blake2b(text.encode(), digest_size=8, person=table.encode()[:16]).hexdigest()}"


def worn_id(table: str, member: str) -> str:
    """Return the id of a Fact, Case or Verdict that wears the id of ``member``."""
    return f"{PREFIX[table]}_{member.partition('_')[2]}"


def table_of(row_id: str) -> str | None:
    """Return the table that an id belongs to, or None for what is no id."""
    prefix = row_id.partition("_")[0]
    return next((table for table, letter in PREFIX.items() if letter == prefix), None)


def to_json(value: Any) -> Any:
    """Return the JSON form of a record or value: objects, lists for tuples, ISO dates."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    return value


T = TypeVar("T")


def from_json(cls: type[T], data: dict[str, Any]) -> T:
    """Return the record of type ``cls`` from its JSON form.

    Raises:
        ValueError: a field is missing or unknown, or a value isn't of its type; the message names the field.
    """
    if not isinstance(data, dict):
        raise ValueError(f"{cls.__name__}: an object is expected, not {type(data).__name__}")
    fields = _fields(cls)  # type: ignore[arg-type]
    if data.keys() == fields.keys():
        return cls(**{name: read(data[name], where) for name, (read, where, _) in fields.items()})
    if unknown := data.keys() - fields.keys():
        raise ValueError(f"{cls.__name__}: unknown field {min(unknown)!r}")
    values = {}
    for name, (read, where, needed) in fields.items():
        if name in data:
            values[name] = read(data[name], where)
        elif needed:
            raise ValueError(f"{cls.__name__}: field {name!r} is missing")
    return cls(**values)


def read_field(cls: type, name: str, value: Any) -> Any:
    """Return the value of one field of ``cls`` from its JSON form.

    Raises:
        ValueError: no such field, or a value that it can't take; the message names the field.
    """
    if name not in _fields(cls):
        raise ValueError(f"{cls.__name__}: unknown field {name!r}")
    read, where, _ = _fields(cls)[name]
    return read(value, where)


Read = Callable[[Any, str], Any]  # a JSON value and where it stands -> the value of a field


@cache
def _fields(cls: type) -> dict[str, tuple[Read, str, bool]]:
    """How each field of a record is read, where it stands, and whether it must be there."""
    hints = typing.get_type_hints(cls)
    return {
        field.name: (_reader(hints[field.name]), f"{cls.__name__}.{field.name}", field.default is dataclasses.MISSING)
        for field in dataclasses.fields(cls)
    }


@cache
def _reader(hint: Any) -> Read:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, typing.Union):
        inner = _reader(next(arg for arg in args if arg is not type(None)))
        return lambda value, where: None if value is None else inner(value, where)
    if origin is Literal:
        return partial(_choice, args)
    if origin is tuple:
        return partial(_many, _reader(args[0])) if args[-1] is Ellipsis else partial(_items, tuple(map(_reader, args)))
    if dataclasses.is_dataclass(hint):
        return lambda value, _: from_json(hint, value)  # type: ignore[arg-type]
    return lambda value, where: value if type(value) is hint else _scalar(hint, value, where)


def _choice(args: tuple[Any, ...], value: Any, where: str) -> Any:
    if value not in args:
        raise ValueError(f"{where}: {value!r} is not one of {', '.join(map(str, args))}")
    return value


def _many(read: Read, value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"{where}: a list is expected, not {value!r}")
    return tuple([read(item, where) for item in value])


def _items(reads: tuple[Read, ...], value: Any, where: str) -> tuple[Any, ...]:
    items = _many(lambda item, _: item, value, where)
    if len(reads) != len(items):
        raise ValueError(f"{where}: {len(reads)} items are expected, not {len(items)}")
    return tuple([read(item, where) for read, item in zip(reads, items, strict=True)])


def _scalar(hint: Any, value: Any, where: str) -> Any:
    if hint in (dt.date, dt.datetime):
        if isinstance(value, str):
            try:
                return hint.fromisoformat(value)
            except ValueError as error:
                raise ValueError(f"{where}: {value!r} is no ISO date") from error
        raise ValueError(f"{where}: an ISO date is expected, not {value!r}")
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint is bool and isinstance(value, int) and value in (0, 1):
        return bool(value)
    if not isinstance(value, hint):
        raise ValueError(f"{where}: {hint.__name__} is expected, not {value!r}")
    return value
