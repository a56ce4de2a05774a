"""Files of each format -> the reports in them, one by one: (place, fields) or what can't be read at that place."""

import csv
import glob
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from detente.articles.decoding import SAMPLE, decode, lines_of
from detente.articles.failure import Unreadable
from detente.articles.fields import LONGEST_TEXT, Fields
from detente.articles.page import page_fields

LONGEST_FILE = 64 * 1024 * 1024  # bytes of a file that is one report, or one JSON value
LONGEST_LINE = 64 * 1024 * 1024  # bytes of a line of JSON Lines
ROWS = 64  # rows of a Parquet file in memory

# Where a report stands in its file, its own fields, and the metadata found beside them.
Report = tuple[str, Fields, Fields]
Item = Report | tuple[str, Unreadable]


def text_file(handle: BinaryIO) -> Iterator[Item]:
    """Yield the one report of a plain text file."""
    yield "", {"text": decode(_whole(handle))}, {}


def html_file(handle: BinaryIO) -> Iterator[Item]:
    """Yield the one report of a web page."""
    yield "", {}, page_fields(decode(_whole(handle), html=True))


def json_lines(handle: BinaryIO) -> Iterator[Item]:
    """Yield the reports of JSON Lines; a line that can't be read doesn't cost the others."""
    number = 0
    while line := handle.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise Unreadable(f"line {number} is longer than {LONGEST_LINE // 2**20} MiB")
        if line.strip():
            yield from _json_value(f"line {number}", line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)


def json_file(handle: BinaryIO) -> Iterator[Item]:
    """Yield the reports of a JSON file: a list of objects, one object, or JSON Lines under a wrong name."""
    data = _whole(handle)
    try:
        value = _parsed(data)
    except Unreadable:
        if not _first_line_is_whole(data):
            raise
        yield from json_lines(io.BytesIO(data))
        return
    if not isinstance(value, list):
        yield _object("", value)
        return
    for number, item in enumerate(value, start=1):
        yield _object(f"item {number}", item)


def csv_file(handle: BinaryIO, delimiter: str | None = None) -> Iterator[Item]:
    """Yield the reports of a table of comma-, semicolon- or tab-separated values with a row of column names."""
    csv.field_size_limit(LONGEST_TEXT)
    lines = lines_of(handle)
    try:
        head = lines.readline(1 << 20)
        if not head.strip():
            raise Unreadable("empty: there is no row of column names")
        separator = delimiter or max(",;\t", key=head.count)
        columns = [name.strip().casefold() for name in next(csv.reader([head], delimiter=separator))]
        if "text" not in columns:
            raise Unreadable(f"no column 'text' among {', '.join(columns)[:200]}")
        yield from _csv_rows(lines, columns, separator)
    except UnicodeDecodeError as error:
        raise Unreadable(f"not {error.encoding} throughout: {error.reason}") from error
    finally:
        lines.detach()


def _csv_rows(lines: io.TextIOWrapper, columns: list[str], separator: str) -> Iterator[Item]:
    reader = csv.reader(lines, delimiter=separator)
    while True:
        place = f"line {reader.line_num + 2}"
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield place, Unreadable(f"no CSV: {error}")
            continue
        if row is None:
            return
        if row and len(row) != len(columns):
            yield place, Unreadable(f"{len(row)} values for {len(columns)} columns")
        elif row:
            yield place, dict(zip(columns, row, strict=True)), {}


def parquet_file(path: Path) -> Iterator[Item]:
    """Yield the reports of a Parquet file, a few rows at a time."""
    import duckdb

    try:
        with duckdb.connect(config={"autoinstall_known_extensions": "false", "threads": "1"}) as base:
            base.execute("SELECT * FROM read_parquet(?)", [glob.escape(str(path))])
            columns = [str(column[0]).casefold() for column in base.description or ()]
            if "text" not in columns:
                raise Unreadable(f"no column 'text' among {', '.join(columns)[:200]}")
            number = 0
            while batch := base.fetchmany(ROWS):
                for row in batch:
                    number += 1
                    yield f"row {number}", dict(zip(columns, row, strict=True)), {}
    except duckdb.Error as error:
        raise Unreadable(f"no Parquet: {str(error).splitlines()[0]}") from error


def standard_input(handle: io.BufferedReader) -> Iterator[Item]:
    """Yield the reports of a stream whose format is told from its beginning."""
    head = handle.peek(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"PAR1"):
        raise Unreadable("Parquet can't be read from standard input: give the file")
    if head.startswith(b"{"):
        line = head.split(b"\n", 1)[0]
        yield from (json_file if line.strip() == b"{" else json_lines)(handle)
    elif head.startswith(b"["):
        yield from json_file(handle)
    elif head[:200].lower().startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--")):
        yield from html_file(handle)
    else:
        yield from (csv_file if _is_table(head) else text_file)(handle)


def _is_table(head: bytes) -> bool:
    names = [
        name.strip(b' "\r')
        for name in head.split(b"\n", 1)[0].lower().replace(b"\t", b",").replace(b";", b",").split(b",")
    ]
    return len(names) > 1 and b"text" in names


FORMATS: dict[str, Callable[[BinaryIO], Iterator[Item]]] = {
    ".txt": text_file,
    ".text": text_file,
    ".html": html_file,
    ".htm": html_file,
    ".xhtml": html_file,
    ".json": json_file,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".csv": csv_file,
    ".tsv": lambda handle: csv_file(handle, "\t"),
}
PARQUET = (".parquet", ".pq")


def items_of(path: Path) -> Iterator[Item]:
    """Yield what a file holds, by its extension.

    Raises:
        Unreadable: the file as a whole, or what follows, can't be read.
    """
    extension = path.suffix.casefold()
    if extension not in FORMATS and extension not in PARQUET:
        raise Unreadable(f"unknown extension {extension!r}: known are {' '.join([*FORMATS, *PARQUET])}")
    try:
        if path.stat().st_size == 0:
            raise Unreadable("empty: a file of no bytes")
        if extension in PARQUET:
            yield from parquet_file(path)
            return
        with path.open("rb", buffering=SAMPLE) as handle:
            yield from FORMATS[extension](handle)
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error


def _whole(handle: BinaryIO) -> bytes:
    data = handle.read(LONGEST_FILE + 1)
    if len(data) > LONGEST_FILE:
        raise Unreadable(f"larger than {LONGEST_FILE // 2**20} MiB")
    return data


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(decode(data))
    except json.JSONDecodeError as error:
        raise Unreadable(f"no JSON: {error.msg} at character {error.pos}") from error
    except RecursionError as error:
        raise Unreadable("no report: JSON nested too deep") from error


def _json_value(place: str, data: bytes) -> Iterator[Item]:
    try:
        yield _object(place, _parsed(data))
    except Unreadable as error:
        yield place, error


def _object(place: str, value: Any) -> Item:
    if isinstance(value, dict):
        return place, value, {}
    kinds = {list: "a list", str: "text", type(None): "null"}
    return place, Unreadable(f"{kinds.get(type(value), 'a number')} where an object is expected")


def _first_line_is_whole(data: bytes) -> bool:
    try:
        return isinstance(_parsed(data.split(b"\n", 1)[0]), dict)
    except Unreadable:
        return False
