"""Bytes of an outlet -> `Article` (plain text, HTML, JSON Lines, JSON, CSV, Parquet)."""

import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from detente.articles.counting import count_reports
from detente.articles.failure import Failure, Unreadable
from detente.articles.fields import Defaults, Fields, article, identity
from detente.articles.formats import Item, items_of, standard_input
from detente.articles.manifest import Manifest, read_manifest
from detente.records import Article

__all__ = ["Defaults", "Failure", "Unreadable", "article", "count_reports", "identity", "read_articles"]

STDIN = "-"


def read_articles(
    paths: str | Path | Sequence[str | Path],
    defaults: Defaults | None = None,
    manifest: str | Path | None = None,
) -> Iterator[Article | Failure]:
    """Yield the reports of files, folders or standard input ("-"), and what can't be read among them.

    Nothing is raised for bad input. Folders are read with all below them, in order of names; names that begin with a
    dot are left out.
    A field counts as stated in the report, else in the manifest, else as the page's metadata have it, else by default.
    Limits: 64 MiB for a file that is one report or one JSON value and for a line, 10 million characters for a report.
    Memory doesn't grow with the number of reports in JSON Lines, CSV and Parquet files.

    Args:
        paths: what to read.
        defaults: fields for reports that don't state them.
        manifest: a JSON Lines file that states fields by file name, relative to itself or to the path that is read.
    """
    listed = [paths] if isinstance(paths, str | Path) else list(paths)
    stated: Manifest | None = None
    if manifest is not None:
        try:
            stated, failures = read_manifest(Path(manifest))
        except Unreadable as error:
            yield Failure(str(manifest), "", f"the manifest can't be read: {error}")
            return
        yield from failures
        yield from stated.missing([_root(Path(path)) for path in listed if str(path) != STDIN])
    for path in listed:
        yield from _read(path, defaults or Defaults(), stated)


def _read(path: str | Path, defaults: Defaults, manifest: Manifest | None) -> Iterator[Article | Failure]:
    if str(path) == STDIN:
        if sys.stdin is None:
            yield Failure(STDIN, "", "standard input is closed")
        else:
            yield from _articles(STDIN, standard_input(_input()), {}, defaults)
        return
    root = Path(path)
    if not str(path) or not root.exists():
        yield Failure(str(path) or "''", "", "no such file or folder")
        return
    for file in _files(root):
        if isinstance(file, Failure):
            yield file
        elif manifest is None or not _same(file, manifest.path):
            own = manifest.fields(file, _root(root)) if manifest else {}
            yield from _articles(str(file), items_of(file), own, defaults)


def _articles(file: str, found: Iterator[Item], manifest: Fields, defaults: Defaults) -> Iterator[Article | Failure]:
    none = True
    try:
        for place, *parts in found:
            none = False
            yield _article(file, place, parts, manifest, defaults)
    except Unreadable as error:
        yield Failure(file, "", str(error))
    else:
        if none:
            yield Failure(file, "", "empty: there is no report in it")


def _article(file: str, place: str, parts: Sequence[object], manifest: Fields, defaults: Defaults) -> Article | Failure:
    match parts:
        case [Unreadable() as error]:
            return Failure(file, place, str(error))
        case [dict() as own, dict() as page]:
            try:
                return article((own, manifest), page, defaults)
            except Unreadable as error:
                return Failure(file, place, str(error))
    raise TypeError(f"no report: {parts!r}")


def _files(root: Path) -> Iterator[Path | Failure]:
    """Yield a file, or the files below a folder in order."""
    if not root.is_dir():
        yield root
        return
    try:
        entries = sorted(os.scandir(root), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(str(root), "", error.strerror or str(error))
        return
    for entry in entries:
        if not entry.name.startswith("."):
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                yield from _files(path)
            else:
                yield path


def _root(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _same(file: Path, other: Path) -> bool:
    return file.name == other.name and file.resolve() == other.resolve()


def _input() -> io.BufferedReader:
    source: Any = sys.stdin.buffer
    return source if isinstance(source, io.BufferedReader) else io.BufferedReader(source)
