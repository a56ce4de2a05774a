"""The ledger's tables -> one file each: JSON Lines and CSV by ourselves, Parquet by DuckDB."""

import csv
import dataclasses
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from detente.records import (
    Article,
    Case,
    Difference,
    Event,
    Fact,
    Judgement,
    Link,
    Proposition,
    Reading,
    Statement,
    Verdict,
    to_json,
)

Format = Literal["jsonl", "csv", "parquet"]
FORMATS = get_args(Format)
GUARDED = ("=", "+", "-", "@", "\t", "\r")  # with which a cell begins that a spreadsheet would run

TABLES: dict[str, type] = {
    "articles": Article,
    "readings": Reading,
    "statements": Statement,
    "events": Event,
    "propositions": Proposition,
    "links": Link,
    "differences": Difference,
    "facts": Fact,
    "cases": Case,
    "verdicts": Verdict,
    "judgements": Judgement,
}


def columns(table: str) -> tuple[str, ...]:
    """Return the field names of an exported table, in order."""
    return tuple(field.name for field in dataclasses.fields(TABLES[table]))


def write_tables(rows: Mapping[str, Sequence[Any]], out: Path, form: Format) -> tuple[Path, ...]:
    """Write every table to ``out/<table>.<form>``, empty where there is nothing; each file appears whole or not at all.

    Raises:
        OSError: the folder can't be made or written.
        ValueError: an unknown form.
    """
    if form not in FORMATS:
        raise ValueError(f"unknown format {form!r}: jsonl, csv or parquet")
    out.mkdir(parents=True, exist_ok=True)
    return tuple(_write(table, rows.get(table, ()), out / f"{table}.{form}", form) for table in TABLES)


def _write(table: str, rows: Sequence[Any], path: Path, form: Format) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    draft = Path(name)
    try:
        if form == "jsonl":
            draft.write_text("".join(map(line, rows)), encoding="utf-8")
        elif form == "csv":
            with draft.open("w", newline="", encoding="utf-8") as file:
                write_csv(file, columns(table), rows)
        else:
            _parquet(table, rows, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def line(row: Any) -> str:
    """Return one row as a line of JSON."""
    return json.dumps(to_json(row), ensure_ascii=False) + "\n"


def write_csv(file: Any, names: Sequence[str], rows: Iterable[Any]) -> None:
    """Write rows as CSV: nested values as JSON, None as an empty cell, and no cell that a spreadsheet would run."""
    writer = csv.writer(file)
    writer.writerow(names)
    for row in rows:
        data = to_json(row)
        writer.writerow(_cell(data[name]) for name in names)


def _cell(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.lstrip("'")[:1] in GUARDED:
        return "'" + value
    return value


def _parquet(table: str, rows: Sequence[Any], path: Path) -> None:
    import duckdb

    from detente.book.parquet import sql_type

    fields = {name: sql_type(TABLES[table], name) for name in columns(table)}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", dir=path.parent, encoding="utf-8") as file:
        file.writelines(map(line, rows))
        file.flush()
        names = ", ".join(f'"{name}"' for name in fields)
        with duckdb.connect() as connection:
            types = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in fields.items()) + "}"
            connection.execute(
                f"COPY (SELECT {names} FROM read_json(?, format='newline_delimited', columns={types},"
                " maximum_object_size=1073741824)) TO '" + str(path).replace("'", "''") + "' (FORMAT parquet)",
                [file.name],
            )
