"""The open ledger: read, link, judge, query, explain, export; what Python users hold in their hand."""

import datetime as dt
import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from detente.articles import Defaults, read_articles
from detente.book.adding import Entry, entered, reading_of
from detente.book.export import Format, write_tables
from detente.book.ingest import Progress, Report, read_all
from detente.book.judging import BASE, anchor, correct
from detente.book.loading import Loading, load_folder
from detente.book.query import Rows, country, select
from detente.book.reviewing import Doubt, doubts
from detente.book.view import TABLES, View, row_of, take_view
from detente.book.why import Explanation, explain
from detente.records import (
    ANY_VERDICT_WORDS,
    VERDICT_WORDS,
    Case,
    Decision,
    Event,
    Judgement,
    Proposition,
    Statement,
    Target,
    Verdict,
    is_ours,
    make_id,
    table_of,
    worn_id,
)
from detente.store import FINDINGS, Store, StoreError, open_store
from detente.verdicts import RuleKept

__all__ = ["Book", "Doubt", "Explanation", "Loading", "Report", "Rows", "StoreError", "View", "open_book"]


class Book:
    """A ledger on disk, open for reading and, unless opened otherwise, for writing.

    A query sees the ledger as of the day and the moment that it names, else all of it as it is now.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._views: dict[tuple[object, ...], View] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The ledger's file."""
        return self._store.path

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def read(
        self,
        paths: Sequence[str | Path],
        defaults: Defaults | None = None,
        manifest: Path | None = None,
        jobs: int = 1,
        progress: Progress | None = None,
    ) -> Report:
        """Read reports (files, folders, "-" for standard input) into the ledger; what stands already is left alone.

        Args:
            paths: what to read.
            defaults: fields for reports that don't state them.
            manifest: a JSON Lines file that states fields by file name.
            jobs: processes to use.
            progress: called after each article.

        Returns:
            How many were read, how many stood, and each failure with file, place and cause.

        Raises:
            StoreError: the ledger can't be written.
        """
        articles = read_articles(paths, defaults, manifest)
        self._views.clear()
        return read_all(self._store, articles, jobs, progress)

    def load(self, folder: str | Path, by: str | None = None) -> Loading:
        """Take findings made elsewhere into the ledger: a folder as `export` writes it, of JSON Lines, CSV or Parquet.

        What the contract or the text contradicts is refused, the rest is taken, in one transaction; what stands is left
        alone. Who made the findings is kept. Links, differences, facts, cases and verdicts are drawn anew.

        Args:
            folder: files named like the tables; only those that are there are read.
            by: who made what is new, whatever the folder's readings say.

        Returns:
            How many rows were taken, how many stood, and each refusal with file, line and cause.

        Raises:
            OSError: no folder, or a file that can't be read.
            ValueError: no table in the folder, or a name that nobody can have.
            StoreError: the ledger can't be written.
        """
        found = load_folder(self._store, self.view, Path(folder), name_of(by) if by else None)
        self._views.clear()
        return found

    def add(self, kind: str, words: str, by: str | None = None, **stated: Any) -> Proposition | Event:
        """Enter a threat, promise, offer, demand, forecast or fact by hand; the machine looks for what bears on it.

        It stands on the words of a report that is quoted, else on a note of the person's own, dated by the day that is
        stated. Patterns are drawn from its words as from a report's. Entered twice it stands once.

        Args:
            kind: "threat", "promise", "offer", "demand", "forecast" or "fact".
            words: what is to happen, or what happened.
            by: who enters it, by default the user's name.
            stated: what else is known of it, the fields of `book.adding.Entry`: for a proposition ``maker``,
                ``addressee``, ``condition``, ``said`` (a day), ``window``, ``strength``; for a fact ``source``,
                ``target``, ``when``, ``place``, ``magnitude``; for both ``types``, ``quote``, ``article``, ``note``.

        Returns:
            The proposition or event as it stands in the ledger.

        Raises:
            ValueError: something isn't what it should be, or is missing; the message names it.
            StoreError: the ledger can't be written.
        """
        by, view = name_of(by or getpass.getuser()), self.view()
        found = entered(Entry(kind=kind, words=words, **stated), by, view.articles, view.statements)
        rows: tuple[Proposition | Event, ...] = (*found.propositions, *found.events)
        if any(self._store.finding(table_of(row.id) or "", row.id) != row for row in rows):
            self._store.add([(found, reading_of(found, by))])
            self._views.clear()
        return rows[0]

    def view(self, as_of: dt.date | None = None, known_at: dt.datetime | None = None) -> View:
        """Return the ledger as it stood: only what was published by ``as_of`` and stored by ``known_at``."""
        key = (as_of, known_at)
        if key not in self._views:
            self._views[key] = take_view(self._store, as_of, known_at)
        return self._views[key]

    def rows(
        self,
        table: str,
        as_of: dt.date | None = None,
        known_at: dt.datetime | None = None,
        search: str | None = None,
        **asked: Any,
    ) -> Rows:
        """Return the rows of an exported table that fit what is asked (see `book.query.select`).

        Raises:
            ValueError: an unknown country, or something that this table can't be asked.
        """
        found = self._store.search(table, search) if search else None
        return select(self.view(as_of, known_at), table, found, **asked)

    def articles(self, **asked: Any) -> Rows:
        """Return articles."""
        return self.rows("articles", **asked)

    def statements(self, **asked: Any) -> Rows:
        """Return statements: who said what to whom."""
        return self.rows("statements", **asked)

    def events(self, **asked: Any) -> Rows:
        """Return events: who did what to whom, also what is planned, alleged or denied."""
        return self.rows("events", **asked)

    def propositions(self, **asked: Any) -> Rows:
        """Return propositions: threats, promises, offers, demands and forecasts as each report tells them."""
        return self.rows("propositions", **asked)

    def facts(self, **asked: Any) -> Rows:
        """Return facts: one row an occurrence, however many reports tell it."""
        return self.rows("facts", **asked)

    def cases(self, **asked: Any) -> Rows:
        """Return cases: one row a proposition, however often it was repeated."""
        return self.rows("cases", **asked)

    def verdicts(self, **asked: Any) -> Rows:
        """Return verdicts: what became of each case."""
        return self.rows("verdicts", **asked)

    def rules_kept(self, as_of: dt.date | None = None, known_at: dt.datetime | None = None) -> tuple[RuleKept, ...]:
        """Return for each side how often the condition and the reaction of its conditional cases were reported."""
        return self.view(as_of, known_at).rules_kept

    def links(self, **asked: Any) -> Rows:
        """Return links between findings."""
        return self.rows("links", **asked)

    def differences(self, **asked: Any) -> Rows:
        """Return where the reports differ."""
        return self.rows("differences", **asked)

    def judgements(self, **asked: Any) -> Rows:
        """Return people's judgements."""
        return self.rows("judgements", **asked)

    def row(self, row_id: str, as_of: dt.date | None = None, known_at: dt.datetime | None = None) -> Any:
        """Return the row with this id; a fact, case or verdict answers to the id of any of its members.

        Raises:
            KeyError: no such row in this view of the ledger.
        """
        return _row(self.view(as_of, known_at), row_id, self.path)

    def why(self, row_id: str, as_of: dt.date | None = None, known_at: dt.datetime | None = None) -> Explanation:
        """Return the sentences behind a row, the rule or model that found it, and the reports beside each other.

        Raises:
            KeyError: no such row in this view of the ledger.
        """
        row = self.row(row_id, as_of, known_at)
        return explain(self.view(as_of, known_at), row)

    def doubts(self, between: tuple[str, str] | None = None) -> tuple[Doubt, ...]:
        """Return what is open or doubtful and judged by nobody, most consequential first (see `book.reviewing`).

        Raises:
            ValueError: an unknown country.
        """
        return doubts(self.view(), frozenset(map(country, between)) if between else None)

    def judge(
        self, row_id: str, decision: Decision, note: str = "", by: str | None = None, view: View | None = None
    ) -> Judgement:
        """Keep a person's judgement on a row; it outranks the machine and survives every new reading.

        Args:
            row_id: the row judged.
            decision: "confirm", "reject", "correct" (``note`` is ``field=value``), "join" or "split" (``note`` is the
                other row's id).
            note: the reason, or what the decision needs.
            by: who judges, by default the user's name.
            view: where the row was seen, by default the ledger as it is now.

        Raises:
            KeyError: no such row.
            ValueError: a judgement on a judgement, or a note that the decision can't take.
        """
        view = view or self.view()
        row = _row(view, row_id, self.path)
        if isinstance(row, Case) and (decision == "confirm" or (decision == "correct" and note.startswith("word="))):
            row = view.verdict_on[row.id]
        table = table_of(row.id) or ""
        if table in ("judgements", "articles"):
            raise ValueError(f"{row_id}: {table} can't be judged")
        if decision == "correct":
            changed = correct(row, note)
            if isinstance(row, Verdict):
                _check_word(view.rows["cases"][row.case], changed)
        elif isinstance(row, Verdict):  # what was confirmed or rejected is this word, not what another day brings
            note = "; ".join(filter(None, (f"word={row.word}", note)))
        target = Target(table, row.id)
        if decision in ("join", "split"):
            note = self._other(view, row_id, decision, note)
            target = Target(table, row_id)
        quote, context = _anchor(view, row)
        by, at = by or getpass.getuser(), dt.datetime.now(dt.UTC)
        judgement = Judgement(
            make_id("judgements", target.id, decision, note, by, at), target, quote, context, decision, by, at, note
        )
        self._store.add_judgement(judgement)
        self._views.clear()
        return judgement

    def _other(self, view: View, row_id: str, decision: Decision, other: str) -> str:
        """The other row of a pair, in the table of the first: a fact can be told by any event that it holds."""
        if not other:
            raise ValueError(f"{decision} needs the other row's id")
        table, other_table = table_of(row_id) or "", table_of(other) or ""
        if BASE.get(table) == other_table:
            other = worn_id(table, other)
        if table not in (*FINDINGS, *BASE) or table == "verdicts":
            raise ValueError(f"{row_id}: {table} can't be joined or split")
        if table_of(_row(view, other, self.path).id) != table or other == row_id:
            raise ValueError(f"{other}: {decision} needs another row of {table}")
        return other

    def export(
        self, out: str | Path, form: Format = "jsonl", as_of: dt.date | None = None, known_at: dt.datetime | None = None
    ) -> tuple[Path, ...]:
        """Write every table to ``out``, one file each, with the field names of the data dictionary.

        Raises:
            OSError: the folder can't be written.
            ValueError: an unknown form.
        """
        view = self.view(as_of, known_at)
        articles = self._store.articles({reading.article for reading in view.readings})
        tables: dict[str, Sequence[Any]] = {"articles": tuple(articles), "readings": view.readings}
        tables |= {name: getattr(view, name) for name in TABLES}
        tables["judgements"] = sorted((*view.judgements, *view.astray), key=lambda one: (one.at, one.id))
        return write_tables(tables, Path(out), form)


def name_of(person: str) -> str:
    """Return the name under which somebody's findings are kept.

    Raises:
        ValueError: a blank name, one of ours, or one that can't stand before a colon on one line.
    """
    name = " ".join(person.split())
    if not name or not name.isprintable() or ": " in name or is_ours(name):
        raise ValueError(f"{person!r} can't be the name of who made findings")
    return name


def _row(view: View, row_id: str, path: Path) -> Any:
    found = row_of(view, row_id)
    if found is None:
        raise KeyError(f"{row_id}: no such row in {path}")
    return found


def _anchor(view: View, row: Any) -> tuple[str, str]:
    """The evidence's words and the paragraph around them."""
    passages = explain(view, row).passages
    if not passages:
        return "", ""
    first = passages[0]
    finding = row_of(view, first.row)
    if not isinstance(finding, Statement | Event | Proposition):
        return first.text, first.text
    return anchor(first.article.text, (finding.start, finding.end))


def _check_word(case: Case, verdict: Verdict) -> None:
    words = (*VERDICT_WORDS[case.kind], *ANY_VERDICT_WORDS)
    if verdict.word not in words:
        raise ValueError(f"{verdict.word!r} is no verdict on a {case.kind}: {', '.join(words)}")


def open_book(path: str | Path, writable: bool = True) -> Book:
    """Open a ledger; make it where there is none and it is opened for writing.

    Raises:
        StoreError: no ledger, one written by a newer version, or a file that can't be opened.
    """
    return Book(open_store(path, writable))
