"""Open a ledger file to write or only to look; make it once, whoever comes first; refuse what is none."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from detente.store.ledger import Store
from detente.store.schema import APPLICATION, SCHEMA, UPGRADES, WAIT_MS, StoreError, definitions


def open_store(path: str | Path, writable: bool = True) -> Store:
    """Open a ledger file; make it where there is none and it is opened for writing.

    Raises:
        StoreError: no such file, no ledger, written by a newer version, or not to be opened.
    """
    path = Path(path)
    if path.is_dir():
        raise StoreError(f"{path}: a folder, not a ledger")
    if not writable and not path.exists():
        raise StoreError(f"{path}: no such ledger; make one with `detente read`")
    if writable and not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} doesn't exist")
    try:
        connection = _to_write(path) if writable else _to_read(path)
    except sqlite3.Error as error:
        raise StoreError(f"{path}: can't be opened as a ledger: {error}") from error
    return Store(path, connection)


def _to_write(path: Path) -> sqlite3.Connection:
    return _connect(path, "mode=rwc", _prepare)


def _to_read(path: Path) -> sqlite3.Connection:
    """Open a ledger that is only looked at, also one on a medium or in a folder where nothing can be written.

    WAL mode needs a file beside the ledger; where that can't be made and no writer left one, nobody can be writing.
    """
    try:
        return _connect(path, "mode=rw", _look)
    except sqlite3.OperationalError:
        wal = path.with_name(f"{path.name}-wal")
        if wal.exists() and wal.stat().st_size:
            raise
        return _connect(path, "mode=ro&immutable=1", _look)


def _connect(path: Path, mode: str, begin: Callable[[Path, sqlite3.Connection], None]) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=WAIT_MS / 1000, isolation_level=None)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA:
            raise StoreError(
                f"{path}: written by a newer version of detente (store {version}, this one reads {SCHEMA})"
            )
        begin(path, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _look(path: Path, connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise StoreError(f"{path}: not a ledger of detente")
    if connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA:
        try:
            _prepare(path, connection)
        except sqlite3.OperationalError as error:
            raise StoreError(f"{path}: written by an older version and can't be brought up to date: {error}") from error
    connection.execute("PRAGMA query_only = ON")


def _prepare(path: Path, connection: sqlite3.Connection) -> None:
    """Make the tables once, whoever comes first; SQLite's own waiting doesn't cover the change to WAL, so we retry."""
    until = time.monotonic() + WAIT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise StoreError(f"{path}: an SQLite file, but not a ledger of detente")
            for statement in definitions():
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
        else:
            for statement in (s for older in range(version, SCHEMA) for s in UPGRADES[older]):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
