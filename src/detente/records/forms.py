"""Ids by content hash, and the one JSON form of every record."""

import dataclasses
import datetime as dt
import hashlib
import types
import typing
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
    hints = _hints(cls)
    if unknown := set(data) - set(hints):
        raise ValueError(f"{cls.__name__}: unknown field {sorted(unknown)[0]!r}")
    values = {}
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]
        if field.name in data:
            values[field.name] = _value(hints[field.name], data[field.name], f"{cls.__name__}.{field.name}")
        elif field.default is dataclasses.MISSING:
            raise ValueError(f"{cls.__name__}: field {field.name!r} is missing")
    return cls(**values)


_HINTS: dict[type, dict[str, Any]] = {}


def _hints(cls: type) -> dict[str, Any]:
    if cls not in _HINTS:
        _HINTS[cls] = typing.get_type_hints(cls)
    return _HINTS[cls]


def _value(hint: Any, value: Any, where: str) -> Any:
    origin = get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        if value is None:
            return None
        return _value(next(arg for arg in get_args(hint) if arg is not type(None)), value, where)
    if origin is Literal:
        if value not in get_args(hint):
            raise ValueError(f"{where}: {value!r} is not one of {', '.join(map(str, get_args(hint)))}")
        return value
    if origin is tuple:
        return _items(get_args(hint), value, where)
    if dataclasses.is_dataclass(hint):
        return from_json(hint, value)  # type: ignore[arg-type]
    return _scalar(hint, value, where)


def _items(args: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"{where}: a list is expected, not {value!r}")
    if args[-1] is Ellipsis:
        return tuple(_value(args[0], item, where) for item in value)
    if len(args) != len(value):
        raise ValueError(f"{where}: {len(args)} items are expected, not {len(value)}")
    return tuple(_value(arg, item, where) for arg, item in zip(args, value, strict=True))


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
