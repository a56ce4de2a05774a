"""The data files, ours and a user's own: how one is read, and the version of them all."""

import csv
import hashlib
import os
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent.parent / "data"
LIST = ";"
CHOSEN = "DETENTE_LEXICON"  # workers of a reading inherit it

Row = dict[str, str]


class Fault(NamedTuple):
    """What is wrong with a line of a data file."""

    file: str
    line: int
    cause: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.cause}"


class Placed(NamedTuple):
    """A row and the line that it stands on."""

    file: str
    line: int
    row: Row

    def fault(self, cause: str) -> Fault:
        """Return a fault of this line."""
        return Fault(self.file, self.line, cause)


Tables = dict[str, list[Placed]]


def chosen() -> Path | None:
    """Return the user's own file or folder that this process adds to ours, None for none."""
    return Path(path) if (path := os.environ.get(CHOSEN)) else None


def choose(extra: Path | None) -> None:
    """Let this process, and those that it starts, add a user's file or folder to ours."""
    if extra is None:
        os.environ.pop(CHOSEN, None)
    else:
        os.environ[CHOSEN] = str(extra.resolve())


def rows(name: str, extra: Path | None = None) -> tuple[Row, ...]:
    """Return the rows of ``data/<name>.tsv`` in file order, column name to text; cached.

    Lines that begin with ``#`` are comments; the first other line names the columns; an absent value is "". Then follow
    the user's own rows: those of ``extra``, by default of what this process was told to add.

    Raises:
        ValueError: there is no such table, or a line has another number of columns than the head.
        OSError: the user's file can't be read.
    """
    return _rows(name, extra or chosen())


def placed(name: str, extra: Path | None) -> tuple[Placed, ...]:
    """Return the same rows with the lines that they stand on."""
    if not (FOLDER / f"{name}.tsv").is_file():
        raise ValueError(f"no table {name!r} in the lexicon")
    found, faults = read_table(name)
    more, others = read_added(extra) if extra else ({}, ())
    if faults or others:
        raise ValueError("\n".join(map(str, (*faults, *others))))
    return (*found, *more.get(name, ()))


@cache
def _rows(name: str, extra: Path | None) -> tuple[Row, ...]:
    return tuple(each.row for each in placed(name, extra))


@cache
def read_table(name: str) -> tuple[tuple[Placed, ...], tuple[Fault, ...]]:
    """Return the rows of one of our tables, and the lines that are none."""
    tables, faults = _read(FOLDER / f"{name}.tsv", name)
    return tuple(tables[name]), tuple(faults)


@cache
def read_added(extra: Path) -> tuple[Tables, tuple[Fault, ...]]:
    """Return the rows that a user adds, by table, and the lines that are none.

    ``extra`` is a file or a folder of files (tab-separated ``.tsv`` or ``.csv``). A file is named like its table, or
    holds several, each below a line ``[table]``. Its head may leave out columns of ours.

    Raises:
        OSError: a file can't be read.
    """
    tables: Tables = defaultdict(list)
    faults: list[Fault] = []
    for path in files(extra):
        found, wrong = _read(path)
        faults += wrong
        for name, more in found.items():
            tables[name] += more
    return tables, tuple(faults)


def files(extra: Path) -> list[Path]:
    """Return the files of a user's lexicon in order."""
    return sorted(extra.glob("*.[ct]sv")) if extra.is_dir() else [extra]


@cache
def version(extra: Path | None = None) -> str:
    """Return the version of the lexicon: 12 hex digits of BLAKE2b over all data files (and those of ``extra``)."""
    digest = hashlib.blake2b(digest_size=6)
    for path in (*sorted(FOLDER.glob("*.tsv")), *(files(extra) if extra else ())):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@cache
def names() -> tuple[str, ...]:
    """Return the names of all tables."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.tsv")))


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
    return [item for part in cell.split(LIST) if (item := part.strip())] if cell else []


@cache
def _columns(name: str) -> tuple[str, ...]:
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(next(line for line in lines if line and not line.startswith("#")).split("\t"))


def _read(path: Path, own: str | None = None) -> tuple[Tables, list[Fault]]:
    """The rows of a file by table; ``own`` is the table's name where the file is ours."""
    tables: Tables = defaultdict(list)
    faults: list[Fault] = []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        return tables, [Fault(path.name, 1 + error.object.count(b"\n", 0, error.start), "this is not UTF-8")]
    name, file, separated = own or path.stem, path.name, path.suffix == ".csv"
    absent: Row = {}
    columns: list[str] | None = None
    known = True
    for number, line in enumerate(lines, start=1):
        if not line or line[0] == "#" or line.isspace():
            continue
        if own is None and (section := line.strip())[0] == "[" and section[-1] == "]":
            name, columns = section[1:-1].strip(), None
            continue
        cells = next(csv.reader([line])) if separated else line.split("\t")
        if columns is None:
            columns = cells
            wrong = None if own else _wrong_head(name, columns)
            known = wrong is None
            faults += [Fault(file, number, wrong)] if wrong else []
            absent = dict.fromkeys(_columns(name), "") if known and not own else {}
        elif known and len(cells) != len(columns):
            faults.append(Fault(file, number, f"{len(columns)} columns are expected, not {len(cells)}"))
        elif known:
            tables[name].append(Placed(file, number, absent | dict(zip(columns, cells, strict=True))))
    return tables, faults


def _wrong_head(name: str, columns: list[str]) -> str | None:
    if name not in names():
        return f"no table {name!r} in the lexicon: name the file after one of ours, or put [table] above"
    unknown = [column for column in columns if column not in _columns(name)]
    return f"no column {unknown[0]!r} in {name}, which has {', '.join(_columns(name))}" if unknown else None
