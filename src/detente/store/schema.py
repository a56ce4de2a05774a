"""The tables of the ledger file, and what marks it as one."""

import dataclasses
from collections.abc import Iterator

from detente.records import (
    Article,
    Difference,
    Event,
    Judgement,
    Link,
    Proposition,
    Statement,
)

SCHEMA = 5
APPLICATION = 0x44E7E47E  # marks the file as a Détente ledger for `file` and for ourselves
WAIT_MS = 60_000
FINDINGS: dict[str, type] = {"statements": Statement, "events": Event, "propositions": Proposition}
DERIVED: dict[str, type] = {"links": Link, "differences": Difference}


_READINGS = (
    "CREATE TABLE readings (reading INTEGER PRIMARY KEY, article, reader, lexicon, model, counts, read_at,"
    " UNIQUE (article, reader, lexicon, model, read_at))"
)
_DERIVED_FROM = (
    "CREATE TABLE derived_from (state, basis)",
    "CREATE TABLE shelves (number INTEGER PRIMARY KEY, article UNIQUE, blocks)",
    "CREATE TABLE blocks (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID",
)

# What a ledger of an older version lacks, by the version that it is: statements had no attitude but speech; what was
# derived didn't say by which blocks it is found again, or at greater length, so it is derived anew; nobody could read
# an article twice.
UPGRADES: dict[int, tuple[str, ...]] = {
    1: ("ALTER TABLE statements ADD COLUMN \"attitude\" DEFAULT 'speech'",),
    2: (),
    3: (
        "ALTER TABLE readings RENAME TO readings_before",
        _READINGS,
        "INSERT INTO readings SELECT * FROM readings_before",
        "DROP TABLE readings_before",
    ),
    4: (
        *("DROP TABLE derived_from", "DROP TABLE IF EXISTS blocks", "DROP TABLE IF EXISTS shelves"),
        *_DERIVED_FROM,
    ),
}


class StoreError(RuntimeError):
    """The ledger file can't be used; the message names the file and the cause."""


def columns(cls: type) -> str:
    return ", ".join(f'"{field.name}"' for field in dataclasses.fields(cls))


def definitions() -> Iterator[str]:
    yield f"CREATE TABLE articles ({columns(Article)}, PRIMARY KEY (id))"
    yield _READINGS
    for table, cls in FINDINGS.items():
        yield f"CREATE TABLE {table} (reading, {columns(cls)}, PRIMARY KEY (reading, id))"
        yield f"CREATE INDEX {table}_id ON {table} (id)"
    for table, cls in DERIVED.items():
        yield f"CREATE TABLE {table} ({columns(cls)}, PRIMARY KEY (id))"
    yield f"CREATE TABLE judgements ({columns(Judgement)}, PRIMARY KEY (id))"
    yield from _DERIVED_FROM
    yield "CREATE VIRTUAL TABLE articles_words USING fts5 (title, text, content='articles', content_rowid='rowid')"
    yield "CREATE VIRTUAL TABLE statements_words USING fts5 (text, content='')"
