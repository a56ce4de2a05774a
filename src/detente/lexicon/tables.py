"""The data files: how one is read, and the version of them all."""

import datetime as dt
import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "data"
LIST = ";"

Row = dict[str, str]


@cache
def rows(name: str, extra: Path | None = None) -> tuple[Row, ...]:
    """Return the rows of ``data/<name>.tsv`` in file order, column name to text; cached.

    Lines that begin with ``#`` are comments; the first other line names the columns; an absent value is "".
    With ``extra``, the rows of ``<extra>/<name>.tsv``, if there is such a file, follow.

    Raises:
        ValueError: there is no such table, or a line has another number of columns than the head.
    """
    own = FOLDER / f"{name}.tsv"
    if not own.is_file():
        raise ValueError(f"no table {name!r} in the lexicon")
    found = _read(own)
    if extra is not None and (more := extra / f"{name}.tsv").is_file():
        found += _read(more)
    return found


def head(name: str) -> Row:
    """Return the ``field: value`` comments at the head of ``data/<name>.tsv`` (source, licence, table, version)."""
    fields: Row = {}
    for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        field, colon, value = line.lstrip("# ").partition(":")
        if colon and field.isidentifier():
            fields[field] = value.strip()
    return fields


def items(cell: str) -> list[str]:
    """Return the values of a cell that holds a list (``;`` between them)."""
    return [item for part in cell.split(LIST) if (item := part.strip())]


@cache
def version(extra: Path | None = None) -> str:
    """Return the version of the lexicon: 12 hex digits of BLAKE2b over all data files (and those of ``extra``)."""
    digest = hashlib.blake2b(digest_size=6)
    for folder in (FOLDER, extra):
        for path in sorted(folder.glob("*.tsv")) if folder else ():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def first_day(text: str) -> dt.date | None:
    """Return the first day of an ISO date, month (``2021-04``) or year; None for "".

    Raises:
        ValueError: the text is none of these.
    """
    if not text:
        return None
    year, month, day = (*text.split("-"), "1", "1")[:3]
    return dt.date(int(year), int(month), int(day))


def last_day(text: str) -> dt.date | None:
    """Return the last day of an ISO date, month or year; None for "".

    Raises:
        ValueError: the text is none of these.
    """
    first = first_day(text)
    if first is None or text.count("-") == 2:
        return first
    after = first.replace(year=first.year + 1, month=1) if "-" not in text else _next_month(first)
    return after - dt.timedelta(days=1)


def _next_month(first: dt.date) -> dt.date:
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)


def _read(path: Path) -> tuple[Row, ...]:
    numbered = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    lines = [(number, line.split("\t")) for number, line in numbered if line and not line.startswith("#")]
    if not lines:
        return ()
    columns = lines[0][1]
    for number, cells in lines[1:]:
        if len(cells) != len(columns):
            raise ValueError(f"{path.name}, line {number}: {len(columns)} columns are expected, not {len(cells)}")
    return tuple(dict(zip(columns, cells, strict=True)) for _, cells in lines[1:])
