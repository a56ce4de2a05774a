"""Findings made elsewhere -> the ledger: checked row by row, beside what stands, with who made them."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from detente.articles import Failure
from detente.book.checking import RESTS_ON, fault_of
from detente.book.folder import Row, files_in, rows_of
from detente.book.view import View
from detente.records import Article, Findings, Reading, Tally, table_of
from detente.store import FINDINGS, Store

TAKEN = ("articles", "readings", *FINDINGS, "judgements")  # the other tables are drawn anew from these
NONE = "none"  # the lexicon and the model of somebody who read without ours


@dataclass(slots=True)
class Loading:
    """What one call of load did: rows taken by table, rows that stood already, what was refused, and the tables that
    are drawn anew from the others and so were left."""

    taken: dict[str, int] = field(default_factory=dict)
    stood: int = 0
    failures: list[Failure] = field(default_factory=list)
    left: tuple[str, ...] = ()


def load_folder(store: Store, view: Callable[[], View], folder: Path, by: str | None) -> Loading:
    """Take the findings of a folder into the ledger in one transaction (see `Book.load`)."""
    files, refused = files_in(folder)
    taken = [table for table in TAKEN if table in files and not (by and table == "readings")]
    left = tuple(name for name, path in files.items() if name not in TAKEN and path.stat().st_size)
    desk = _Desk(store, view, by, Loading(failures=refused, left=left))
    for table in taken:
        desk.look_through(table, rows_of(files[table], table))
    desk.take()
    return desk.report


class _Desk:
    """The rows of one folder while they are looked through."""

    def __init__(self, store: Store, view: Callable[[], View], by: str | None, report: Loading) -> None:
        self.report = report
        self._store, self._view, self._by = store, view, by
        self._judged = {judgement.id: judgement for judgement in store.judgements()}
        self._articles: dict[str, Article] = {}  # of the folder and, once asked for, of the ledger
        self._rows: dict[str, list[Row]] = {table: [] for table in TAKEN}
        self._seen: dict[str, Row] = {}

    def look_through(self, table: str, found: Iterable[Row | Failure]) -> None:
        """Check the rows of a table one by one and keep those that are new."""
        for row in found:
            fault = row if isinstance(row, Failure) else self._fault(table, row)
            if fault is not None:
                self.report.failures.append(fault)
            elif isinstance(row, Row) and self._is_new(table, row):
                self._rows[table].append(row)

    def _fault(self, table: str, row: Row) -> Failure | None:
        record = row.record
        article = self._article(record.article) if table in ("readings", *FINDINGS) else None
        if article is None and table in ("readings", *FINDINGS):
            return row.refused(f"{record.article!r} is no article of the folder or of the ledger")
        if (fault := fault_of(record, article)) is not None:
            return row.refused(fault)
        if table == "readings":
            return None
        first = self._seen.setdefault(record.id, row)
        if first.record != record:
            return row.refused(f"{record.id} is told otherwise in {first.place}")
        return self._clash(table, row)

    def _clash(self, table: str, row: Row) -> Failure | None:
        """What the ledger has under the same id that cannot be the same."""
        record = row.record
        if table == "articles":
            stands = self._article(record.id)
            other = [name for name in Article.__slots__ if stands and getattr(record, name) != getattr(stands, name)]
            return row.refused(f"{record.id} stands in the ledger with another {', '.join(other)}") if other else None
        if table == "judgements":
            judged = self._judged.get(record.id)
            if judged is not None and record not in (judged, *self._view().judgements):
                return row.refused(f"{record.id} stands in the ledger with other content")
            return None
        for one in self._store.versions(table, record.id):
            if one.article != record.article:
                return row.refused(f"{record.id} is a row of another article, {one.article}")
        return None

    def _article(self, row_id: str) -> Article | None:
        if row_id not in self._articles and (found := self._store.article(row_id)) is not None:
            self._articles[row_id] = found
        return self._articles.get(row_id)

    def _is_new(self, table: str, row: Row) -> bool:
        record = row.record
        if table == "readings":
            return True
        if self._seen[record.id] is not row:
            stands = True
        elif table == "articles":
            stands = record.id in self._articles
            self._articles[record.id] = record
        elif table == "judgements":
            stands = record.id in self._judged
        else:
            stands = self._stands(table, record)
        self.report.stood += stands
        return not stands

    def _stands(self, table: str, record: Any) -> bool:
        """True for what is found by a reading that stands; where somebody says who made it, by a current one."""
        versions = list(self._store.versions(table, record.id))
        if not self._by and any(_same(record, one) for one in versions):
            return True
        return bool(versions) and _same(record, self._view().rows[table].get(record.id))

    # --- what is new ---

    def take(self) -> None:
        """Put what is new into the ledger, with who made it."""
        self._drop_what_rests_on_nothing()
        makers = _Makers([row.record for row in self._rows["readings"]], self._store, self._by)
        made: dict[Reading, dict[str, list[Any]]] = {reading: {} for reading in makers.new}
        for table in FINDINGS:
            for row in self._rows[table]:
                reading = makers.of(row.record)
                if isinstance(reading, str):
                    self.report.failures.append(row.refused(reading))
                else:
                    made.setdefault(reading, {}).setdefault(table, []).append(_signed(row.record, reading))
                    self._count(table)
        self._read_but_empty(makers, made)
        batch = []
        for reading, found in made.items():
            tables = (tuple(found.get(table, ())) for table in FINDINGS)
            counts = tuple(Tally(table, len(found.get(table, ()))) for table in FINDINGS)
            batch.append(
                (
                    Findings(self._articles[reading.article], *tables),
                    replace(reading, counts=counts) if self._by else reading,
                )
            )
        self._store.add(batch, [row.record for row in self._rows["judgements"]])
        self._count("readings", len(makers.new))
        self._count("judgements", len(self._rows["judgements"]))
        self.report.stood += makers.stood

    def _count(self, table: str, more: int = 1) -> None:
        if more:
            self.report.taken[table] = self.report.taken.get(table, 0) + more

    def _read_but_empty(self, makers: "_Makers", made: dict[Reading, dict[str, list[Any]]]) -> None:
        """New articles without a finding: read by whoever made the rest, or refused where that is unknown."""
        read = {reading.article for reading in made}
        for row in self._rows["articles"]:
            article = row.record.id
            if article not in read:
                reading = makers.empty(article)
                if reading is None:
                    self.report.failures.append(row.refused("nobody has read it: no line of readings, and no --by"))
                    continue
                made[reading] = {}
            self._count("articles")

    def _drop_what_rests_on_nothing(self) -> None:
        """Refuse findings that name another one that is neither in the folder nor in the ledger; what a judgement of
        the folder rejects may be missing."""
        rejected = {r.record.target.id for r in self._rows["judgements"] if r.record.decision == "reject"}
        refused = True
        while refused:
            refused = False
            homes = {row.record.id: row.record.article for table in FINDINGS for row in self._rows[table]}
            for table in FINDINGS:
                kept = []
                for row in self._rows[table]:
                    if missing := self._missing(row.record, homes, rejected):
                        self.report.failures.append(row.refused(missing))
                        refused = True
                    else:
                        kept.append(row)
                self._rows[table] = kept

    def _missing(self, record: Any, homes: dict[str, str], rejected: set[str]) -> str | None:
        for name, table in RESTS_ON.items():
            named = getattr(record, name, None)
            if named is None or named in rejected:
                continue
            stood = self._store.finding(table, named) if table_of(named) == table and named not in homes else None
            if homes.get(named, stood.article if stood else None) != record.article or table_of(named) != table:
                return f"{type(record).__name__}.{name}: {named!r} is none of the {table} of its article"
        return None


class _Makers:
    """Who made the rows of a folder: by its readings, or all of them by one who is named."""

    def __init__(self, readings: list[Reading], store: Store, by: str | None) -> None:
        known = {_moment(reading) for _, reading in store.readings()}
        self.new = [reading for reading in readings if _moment(reading) not in known]
        self.stood = len(readings) - len(self.new)
        self._known, self._by, self._now = known, by, dt.datetime.now(dt.UTC)
        self._of: dict[str, list[Reading]] = {}
        for reading in readings:
            self._of.setdefault(reading.article, []).append(reading)

    def of(self, record: Any) -> Reading | str:
        """Return the reading that a finding belongs to, or why there is none."""
        if self._by:
            return self._own(record.article)
        told = sorted(self._of.get(record.article, ()), key=lambda one: (one.current, one.read_at))
        signed = [one for one in told if record.rule.startswith(f"{one.reader}: ")]
        readers = {one.reader for one in told if not one.ours}
        found = signed or [one for one in told if one.ours] or (told if len(readers) == 1 else [])
        if not found:
            names = ", ".join(sorted(readers))
            return (
                f"made by whom of {names}? Begin its rule with the name and a colon"
                if readers
                else "nobody is named who made it: no line of readings for its article, and no --by"
            )
        if _moment(found[-1]) in self._known:
            who = found[-1]
            return f"the reading by {who.reader} of {who.read_at:%Y-%m-%d %H:%M} stands without it: who made it? (--by)"
        return found[-1]

    def empty(self, article: str) -> Reading | None:
        """Return the reading of an article in which nothing was found; None where nobody is known to have read it."""
        return self._own(article) if self._by else None

    def _own(self, article: str) -> Reading:
        return Reading(article, self._by or "", NONE, NONE, (), self._now, True)


def _moment(reading: Reading) -> tuple[object, ...]:
    """What makes a reading that one: with ours the versions, with others' also when it was."""
    made = (reading.article, reading.reader, reading.lexicon, reading.model)
    return made if reading.ours else (*made, reading.read_at)


def _same(record: Any, stands: Any) -> bool:
    """True where a finding stands as it is told, signed or not by who made it."""
    if stands is None:
        return False
    signed = stands.rule == record.rule or stands.rule.endswith(f": {record.rule}")
    return signed and bool(replace(stands, rule=record.rule) == record)


def signed(record: Any, reader: str) -> Any:
    """Return a finding whose rule begins with who made it, which tells it from others' findings in an export."""
    return record if record.rule.startswith(f"{reader}: ") else replace(record, rule=f"{reader}: {record.rule}")


def _signed(record: Any, reading: Reading) -> Any:
    return record if reading.ours else signed(record, reading.reader)
