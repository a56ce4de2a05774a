"""A folder as `export` writes it -> the rows of each table, each with the file and the line where it stands."""

import csv
import json
import types
import typing
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from detente.articles import Failure
from detente.book.export import FORMATS, GUARDED, TABLES
from detente.records import from_json

LONGEST_CELL = 100_000_000  # characters of a cell of CSV


class Row(NamedTuple):
    """A record with its place: ``file`` and "line 7"."""

    file: str
    place: str
    record: Any

    def refused(self, cause: str) -> Failure:
        """Return why this row is not taken."""
        return Failure(self.file, self.place, cause)


def files_in(folder: Path) -> tuple[dict[str, Path], list[Failure]]:
    """Return the file of each table in a folder, and what is no file of a table though it looks like one.

    Raises:
        NotADirectoryError: it is no folder.
        ValueError: there is no file of a table in it.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder}: no folder; export writes one")
    found: dict[str, Path] = {}
    refused = []
    for path in sorted(folder.iterdir()):
        table, form = path.stem, path.suffix.removeprefix(".")
        if form not in FORMATS or path.name.startswith(".") or not path.is_file():
            continue
        if table not in TABLES:
            refused.append(Failure(str(path), "", f"no table of this name: {', '.join(TABLES)}"))
        elif table in found:
            refused.append(Failure(str(path), "", f"the table is in {found[table].name} already: keep one of the two"))
        else:
            found[table] = path
    if not found and not refused:
        raise ValueError(f"{folder}: no table in it: export writes {', '.join(f'{name}.jsonl' for name in TABLES)}")
    return found, refused


def rows_of(path: Path, table: str) -> Iterator[Row | Failure]:
    """Yield the records of a table's file; a line that is none doesn't cost the others."""
    cls = TABLES[table]
    read = {"jsonl": _json_lines, "csv": _csv, "parquet": _parquet}[path.suffix.removeprefix(".")]
    for place, value in read(path, cls):
        if isinstance(value, dict):
            try:
                yield Row(str(path), place, from_json(cls, value))
            except (ValueError, TypeError) as error:
                yield Failure(str(path), place, str(error))
        else:
            yield Failure(
                str(path), place, value if isinstance(value, str) else f"an object is expected, not {value!r}"
            )


Item = tuple[str, Any]  # a place and the fields that stand there; a text says why there are none


def _json_lines(path: Path, _: type) -> Iterator[Item]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield f"line {number}", _parsed(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)


def _parsed(line: bytes) -> Any:
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=_no_number)
        if b"\\ud" in line.lower():
            json.dumps(value, ensure_ascii=False).encode("utf-8")  # half of a pair of surrogates is no character
    except (ValueError, RecursionError) as error:
        return f"no JSON: {error}"
    return value if not isinstance(value, str) else f"an object is expected, not {value[:40]!r}"


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _csv(path: Path, cls: type) -> Iterator[Item]:
    hints = typing.get_type_hints(cls)
    csv.field_size_limit(LONGEST_CELL)
    line = 1
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.reader(file)
        try:
            names = next(reader, [])
            for cells in reader:
                line, begun = reader.line_num + 1, line + 1 if line == 1 else line
                if len(cells) == len(names):
                    yield f"line {begun}", _fields_of(names, cells, hints)
                elif cells:
                    yield f"line {begun}", f"{len(cells)} cells, but {len(names)} columns"
        except (UnicodeDecodeError, csv.Error) as error:
            yield f"line {line}", f"the rest can't be read: {error}"


def _fields_of(names: Iterable[str], cells: Iterable[str], hints: dict[str, Any]) -> dict[str, Any] | str:
    fields = {}
    for name, cell in zip(names, cells, strict=True):
        try:
            fields[name] = _value(hints.get(name, str), cell)
        except ValueError as error:
            return f"{name}: {error}"
    return fields


def _value(hint: Any, cell: str) -> Any:
    """A cell as `export` writes it: empty for None, nested values as JSON, an apostrophe before what might be run."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return _value(typing.get_args(hint)[0], cell) if cell else None
    if hint is bool:
        return {"True": True, "False": False}.get(cell, cell)
    if hint is str or typing.get_origin(hint) is typing.Literal:
        return cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in GUARDED else cell
    try:
        return json.loads(cell, parse_constant=_no_number)
    except json.JSONDecodeError:
        return cell  # a day, or nothing that this field can hold


def _parquet(path: Path, _: type) -> Iterator[Item]:
    import duckdb

    with duckdb.connect() as connection:
        try:
            connection.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
            found = connection.execute("SELECT to_json(t) FROM read_parquet(?) t", [str(path)])
            number = 0
            while row := found.fetchone():
                number += 1
                yield f"row {number}", _parsed(row[0].encode("utf-8"))
        except duckdb.Error as error:
            yield "", f"can't be read: {str(error).splitlines()[0]}"
