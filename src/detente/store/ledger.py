"""An open ledger file: rows in, rows out, one transaction a batch."""

import dataclasses
import datetime as dt
import json
import sqlite3
import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from detente.linking import Block
from detente.records import (
    Article,
    Difference,
    Findings,
    Judgement,
    Link,
    Reading,
    from_json,
    is_ours,
    to_json,
)
from detente.store.derived import Derived, Step
from detente.store.schema import DERIVED, FINDINGS, WAIT_MS, StoreError, columns
from detente.store.shelf import Kept, packed, short, unpacked

R = TypeVar("R")


class Store:
    """A ledger file. Open it with `open_store`; close it, or use it in a ``with`` statement."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._sql = connection

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._sql.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction: all of it or nothing."""
        try:
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._sql.in_transaction:
                    self._sql.execute("ROLLBACK")
                raise
            self._sql.execute("COMMIT")
        except sqlite3.Error as error:
            if self._sql.in_transaction:
                self._sql.execute("ROLLBACK")
            raise StoreError(
                f"{self.path}: {error}; nothing of this batch was stored, what stood before is safe"
            ) from error

    # --- writing

    def add(self, batch: Iterable[tuple[Findings, Reading]], judgements: Sequence[Judgement] = ()) -> None:
        """Store readings with their findings in one transaction; a reading that stands already changes nothing.

        Ours stands where the same versions have read the article, somebody else's where it is of the same moment.

        Raises:
            StoreError: the disk is full or the file can't be written; nothing of the batch is stored.
        """
        with self._writing():
            for findings, reading in batch:
                self._add_article(findings.article)
                self._add_reading(findings, reading)
            self._insert("judgements", judgements, ignore=True)

    def _add_article(self, article: Article) -> None:
        if self._insert("articles", [article], ignore=True):
            rowid = self._sql.execute("SELECT rowid FROM articles WHERE id = ?", (article.id,)).fetchone()[0]
            self._sql.execute(
                "INSERT INTO articles_words (rowid, title, text) VALUES (?, ?, ?)",
                (rowid, article.title, article.text),
            )

    def _add_reading(self, findings: Findings, reading: Reading) -> None:
        if reading.ours and self.has_reading(reading.article, reading.reader, reading.lexicon, reading.model):
            return
        row = to_json(reading)
        cursor = self._sql.execute(
            "INSERT OR IGNORE INTO readings (article, reader, lexicon, model, counts, read_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                *(row[name] for name in ("article", "reader", "lexicon", "model")),
                json.dumps(row["counts"]),
                row["read_at"],
            ],
        )
        if not cursor.rowcount:
            return
        key = cursor.lastrowid
        self._insert("events", findings.events, reading=key)
        self._insert("propositions", findings.propositions, reading=key)
        for statement in findings.statements:
            self._insert("statements", [statement], reading=key)
            rowid = self._sql.execute("SELECT last_insert_rowid()").fetchone()[0]
            words = " ".join(findings.article.text[start:end] for start, end in statement.spans)
            self._sql.execute("INSERT INTO statements_words (rowid, text) VALUES (?, ?)", (rowid, words))

    def add_judgement(self, judgement: Judgement) -> None:
        """Keep a person's judgement."""
        with self._writing():
            self._insert("judgements", [judgement], ignore=True)

    def derive(self, state: str, basis: str, drawn: Derived, step: Step | None = None) -> None:
        """Replace what is derived, note the ledger's ``state`` and on which ``basis``; wait for no other writer.

        ``step`` tells from which state what is drawn differs in these articles alone: no other row is written.

        Raises:
            StoreError: somebody else is writing or has written, or nothing can be written here.
        """
        with self._aside(), self._writing():
            if step is None:
                for table in (*DERIVED, "blocks", "shelves"):
                    self._sql.execute(f"DELETE FROM {table}")
            else:
                if self._sql.execute("SELECT state FROM derived_from").fetchone() != (step.state,):
                    raise StoreError(f"{self.path}: what is derived has been derived anew by somebody else")
                for table, gone in (("links", step.links), ("differences", step.differences)):
                    self._sql.executemany(f"DELETE FROM {table} WHERE id = ?", ((one,) for one in gone))
                self._take_blocks(step.articles)
            self._sql.execute("DELETE FROM derived_from")
            self._insert("links", drawn.links)
            self._insert("differences", drawn.differences)
            self._put_blocks(drawn.blocks)
            self._sql.execute("INSERT INTO derived_from VALUES (?, ?)", (state, basis))

    def _put_blocks(self, blocks: Iterable[Block]) -> None:
        of: dict[str, list[Block]] = {}
        for block in blocks:
            of.setdefault(block.article, []).append(block)
        found = []
        for article, kept in of.items():
            sql = "INSERT INTO shelves (article, blocks) VALUES (?, ?)"
            number = self._sql.execute(sql, (article, packed(kept))).lastrowid
            found += [(key, number) for key in {short(block.kind, block.key) for block in kept}]
        self._sql.executemany("INSERT INTO blocks VALUES (?, ?)", sorted(found))

    def _take_blocks(self, articles: Iterable[str]) -> None:
        for article in articles:
            row = self._sql.execute("SELECT number, blocks FROM shelves WHERE article = ?", (article,)).fetchone()
            if row is not None:
                keys = {short(block.kind, block.key) for block in unpacked(article, row[1])}
                self._sql.executemany("DELETE FROM blocks WHERE key = ? AND number = ?", ((k, row[0]) for k in keys))
                self._sql.execute("DELETE FROM shelves WHERE number = ?", (row[0],))

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """Let also one who only looks write what is derived, and not wait for it."""
        looking = self._sql.execute("PRAGMA query_only").fetchone()[0]
        self._sql.execute("PRAGMA query_only = OFF")
        self._sql.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self._sql.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
            self._sql.execute(f"PRAGMA query_only = {looking}")

    def _query(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield what is asked; a file that is damaged or gone is told as such."""
        try:
            yield from self._sql.execute(sql, values)
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: can't be read: {error}") from error

    def _record(self, cls: type[R], row: Sequence[Any]) -> R:
        cells = zip(_fields(cls), row, strict=True)  # type: ignore[arg-type]
        try:
            return from_json(
                cls, {name: json.loads(cell) if nested and cell is not None else cell for (name, nested), cell in cells}
            )
        except (ValueError, TypeError) as error:
            raise StoreError(f"{self.path}: damaged: {row[0]}: {error}") from error

    def _insert(self, table: str, records: Sequence[Any], reading: int | None = None, ignore: bool = False) -> int:
        if not records:
            return 0
        names, head = columns(type(records[0])), [] if reading is None else [reading]
        rows = [[*head, *map(_cell, to_json(record).values())] for record in records]
        sql = (
            f"INSERT {'OR IGNORE ' if ignore else ''}INTO {table} ({'reading, ' if head else ''}{names})"
            f" VALUES ({', '.join('?' * len(rows[0]))})"
        )
        return self._sql.executemany(sql, rows).rowcount

    # --- reading

    def has_reading(self, article: str, reader: str, lexicon: str, model: str) -> bool:
        """Return whether this very reading of the article stands already."""
        sql = "SELECT 1 FROM readings WHERE article = ? AND reader = ? AND lexicon = ? AND model = ?"
        return next(self._query(sql, (article, reader, lexicon, model)), None) is not None

    def readings(
        self, known_at: dt.datetime | None = None, as_of: dt.date | None = None
    ) -> tuple[tuple[int, Reading], ...]:
        """Return (key, Reading) of all readings made by ``known_at`` of articles published by ``as_of``.

        ``current`` is told for that moment: of our readings of one article the last made is current; of the versions of
        one address the one published last, then the one first read last, then the greater text hash. What others read
        stays current.
        """
        rows = list(
            self._query(
                "SELECT reading, r.article, reader, lexicon, model, counts, read_at,"
                " a.outlet, a.url, a.published, a.version"
                " FROM readings r JOIN articles a ON a.id = r.article"
                " WHERE (?1 IS NULL OR read_at <= ?1) AND (?2 IS NULL OR a.published <= ?2)",
                [known_at.astimezone(dt.UTC).isoformat() if known_at else None, as_of.isoformat() if as_of else None],
            )
        )
        current = _current(rows)
        ordered = sorted(rows, key=lambda row: (row[1], row[6], row[2:5]))
        return tuple((row[0], _reading(row, row[0] in current)) for row in ordered)

    def articles(self, ids: Iterable[str] | None = None) -> Iterator[Article]:
        """Yield the articles, or those with the ids, by publication, then id."""
        wanted = None if ids is None else set(ids)
        for row in self._query(f"SELECT {columns(Article)} FROM articles ORDER BY published, id"):
            if wanted is None or row[0] in wanted:
                yield self._record(Article, row)

    def article(self, row_id: str) -> Article | None:
        """Return the article with this id, or None."""
        return next(self._select("articles", Article, "WHERE id = ?", row_id), None)

    def findings(self, table: str, readings: Iterable[int]) -> Iterator[Any]:
        """Yield the statements, events or propositions that the readings made, by publication, article and place.

        Of several with one id that of the reading named last.
        """
        place = {key: number for number, key in enumerate(readings)}
        names = ", ".join(f'f."{field.name}"' for field in dataclasses.fields(FINDINGS[table]))
        sql = (
            f"SELECT reading, {names} FROM {table} f JOIN articles a ON a.id = f.article"
            ' ORDER BY a.published, a.id, f.start, f."end", f.id'
        )
        rows = [row for row in self._query(sql) if row[0] in place]
        last: dict[str, int] = {}
        for row in rows:
            last[row[1]] = max(last.get(row[1], 0), place[row[0]])
        for row in rows:
            if place[row[0]] == last[row[1]]:
                yield self._record(FINDINGS[table], row[1:])

    def finding(self, table: str, row_id: str) -> Any | None:
        """Return the latest row with this id, also one whose reading is no longer current, or None."""
        return next(self.versions(table, row_id), None)

    def versions(self, table: str, row_id: str) -> Iterator[Any]:
        """Yield the rows with this id as each reading has found them, the latest first."""
        return self._select(table, FINDINGS[table], "WHERE id = ? ORDER BY reading DESC", row_id)

    def judgements(self, known_at: dt.datetime | None = None) -> tuple[Judgement, ...]:
        """Return people's judgements made by ``known_at``, in the order in which they were made."""
        rows = self._select("judgements", Judgement, "ORDER BY at, id")
        return tuple(row for row in rows if known_at is None or row.at <= known_at)

    def derived(self, state: str) -> tuple[tuple[Link, ...], tuple[Difference, ...]] | None:
        """Return the links and differences if they were derived from this state of the ledger, else None."""
        with self.at_one_moment():
            known = self.derived_from()
            return self.drawn() if known is not None and known[0] == state else None

    def derived_from(self) -> tuple[str, str] | None:
        """Return the state of the ledger that links and differences were derived from and on which basis, if any."""
        found = next(self._query("SELECT state, basis FROM derived_from"), None)
        return None if found is None else (found[0], found[1])

    def drawn(self) -> tuple[tuple[Link, ...], tuple[Difference, ...]]:
        """Return the links and differences that are kept, whatever they were derived from."""
        links = tuple(self._select("links", Link, "ORDER BY id"))
        return links, tuple(self._select("differences", Difference, "ORDER BY id"))

    def blocks(self) -> Kept:
        """Return the blocks by which what links were drawn from is found again, as they stand now."""
        return Kept(self._query)

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Let several queries see one state of the file, whatever others write meanwhile."""
        self._sql.execute("BEGIN")
        try:
            yield
        finally:
            if self._sql.in_transaction:
                self._sql.execute("ROLLBACK")

    def search(self, table: str, words: str) -> frozenset[str]:
        """Return the ids of the statements or articles whose words match (every word must occur)."""
        query = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        if not query:
            return frozenset()
        sql = f"SELECT t.id FROM {table}_words w JOIN {table} t ON t.rowid = w.rowid WHERE {table}_words MATCH ?"
        return frozenset(row[0] for row in self._query(sql, (query,)))

    def _select(self, table: str, cls: type[R], rest: str, *values: object) -> Iterator[R]:
        for row in self._query(f"SELECT {columns(cls)} FROM {table} {rest}", values):
            yield self._record(cls, row)


def _current(rows: Sequence[tuple[Any, ...]]) -> frozenset[int]:
    """The keys of the readings that hold among ``rows`` as `Store.readings` asks for them."""
    others = frozenset(row[0] for row in rows if not is_ours(row[2]))
    rows = [row for row in rows if row[0] not in others]
    last: dict[str, tuple[Any, ...]] = {}
    first_read: dict[str, str] = {}
    for row in rows:
        article, made = row[1], (row[6], row[2:5], row[0])
        last[article] = max(last.get(article, ()), made)
        first_read[article] = min(first_read.get(article, row[6]), row[6])
    newest: dict[tuple[str, str], tuple[Any, ...]] = {}
    for row in rows:
        if row[8]:
            version = (row[9] or "", first_read[row[1]], row[10], row[1])
            newest[row[7], row[8]] = max(newest.get((row[7], row[8]), ()), version)
    return others | frozenset(
        row[0] for row in rows if last[row[1]][2] == row[0] and (not row[8] or newest[row[7], row[8]][3] == row[1])
    )


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


@cache
def _fields(cls: type) -> tuple[tuple[str, bool], ...]:
    """The fields of a record, and which of them are kept as JSON."""
    hints = typing.get_type_hints(cls)
    return tuple((field.name, _is_nested(hints[field.name])) for field in dataclasses.fields(cls))


def _is_nested(hint: Any) -> bool:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return any(map(_is_nested, typing.get_args(hint)))
    return typing.get_origin(hint) is tuple or dataclasses.is_dataclass(hint)


def _reading(row: Sequence[Any], current: bool) -> Reading:
    names = (field.name for field in dataclasses.fields(Reading))
    return from_json(Reading, dict(zip(names, [*row[1:5], json.loads(row[5]), row[6], current], strict=True)))
