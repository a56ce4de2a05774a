"""The ledger as it was known: current findings, people's judgements applied, conclusions drawn, as of a day."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from detente.facts import cases, facts
from detente.linking import link
from detente.records import (
    Article,
    Case,
    Difference,
    Event,
    Fact,
    Findings,
    Judgement,
    Link,
    Proposition,
    Reading,
    Statement,
    Target,
    Verdict,
    from_json,
    table_of,
    to_json,
    worn_id,
)
from detente.store import FINDINGS, Store
from detente.verdicts import verdicts


@dataclass(frozen=True)
class View:
    """Everything known of a moment: findings of current readings (corrected and without what people rejected), and
    what follows from them. ``judgements`` are those that found their place, ``astray`` those that did not."""

    as_of: dt.date | None
    known_at: dt.datetime | None
    articles: dict[str, Article]
    readings: tuple[Reading, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    propositions: tuple[Proposition, ...]
    links: tuple[Link, ...]
    differences: tuple[Difference, ...]
    judgements: tuple[Judgement, ...]
    astray: tuple[Judgement, ...]

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """One row an occurrence."""
        return _corrected(
            facts(self.articles.values(), self.events, self.links, self.as_of, self.statements),
            "facts",
            self.judgements,
        )

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """One row a threat, promise, offer, demand or forecast, however often it was repeated."""
        found = cases(self.articles.values(), self.propositions, self.links, self.as_of)
        return _corrected(found, "cases", self.judgements)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What became of each case."""
        return verdicts(
            self.cases,
            self.facts,
            self.events,
            self.statements,
            self.propositions,
            self.links,
            self.articles.values(),
            self.as_of,
            self.judgements,
        )

    @cached_property
    def rows(self) -> dict[str, dict[str, Any]]:
        """Every row of every table by its id."""
        tables: dict[str, Iterable[Any]] = {name: getattr(self, name) for name in TABLES}
        return {name: {row.id: row for row in found} for name, found in tables.items()} | {
            "articles": dict(self.articles)
        }


TABLES = (
    "statements",
    "events",
    "propositions",
    "links",
    "differences",
    "facts",
    "cases",
    "verdicts",
    "judgements",
)


def take_view(store: Store, as_of: dt.date | None = None, known_at: dt.datetime | None = None) -> View:
    """Return the ledger as it stood: only articles published by ``as_of``, only what was stored by ``known_at``."""
    readings = store.readings(known_at)
    current = {key: reading for key, reading in readings if reading.current}
    wanted = {reading.article for reading in current.values()}
    articles = {a.id: a for a in store.articles(wanted) if as_of is None or (a.published and a.published <= as_of)}
    found: dict[str, list[Any]] = {}
    for table in FINDINGS:
        found[table] = [row for row in store.findings(table, current) if row.article in articles]
    placed, astray = _place(store, store.judgements(known_at), found, articles)
    found = {table: list(_corrected(rows, table, placed)) for table, rows in found.items()}
    everything = as_of is None and known_at is None
    links, differences = _conclude(store, current.values(), articles, found, placed, everything)
    return View(
        as_of,
        known_at,
        articles,
        tuple(reading for _, reading in readings),
        tuple(found["statements"]),
        tuple(found["events"]),
        tuple(found["propositions"]),
        links,
        differences,
        placed,
        astray,
    )


def _conclude(
    store: Store,
    readings: Iterable[Reading],
    articles: dict[str, Article],
    found: dict[str, list[Any]],
    judgements: Sequence[Judgement],
    everything: bool,
) -> tuple[tuple[Link, ...], tuple[Difference, ...]]:
    """Links and differences: those kept in the store if they still hold for all that is known, else drawn anew."""
    state = _state(readings, judgements)
    if everything and (kept := store.derived(state)) is not None:
        return kept
    by_article: dict[str, dict[str, list[Any]]] = {id_: {table: [] for table in FINDINGS} for id_ in articles}
    for table, rows in found.items():
        for row in rows:
            by_article[row.article][table].append(row)
    findings = (
        Findings(article, *(tuple(by_article[article.id][table]) for table in ("statements", "events", "propositions")))
        for article in articles.values()
    )
    drawn = link(findings, judgements)
    links, differences = tuple(drawn.links), tuple(drawn.differences)
    if everything and store.writable:
        store.derive(state, links, differences)
    return links, differences


def _state(readings: Iterable[Reading], judgements: Iterable[Judgement]) -> str:
    parts = sorted(f"{r.article} {r.reader} {r.lexicon} {r.model}" for r in readings) + sorted(j.id for j in judgements)
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


# --- judgements -------------------------------------------------------------------------------------------

BASE = {"facts": "events", "cases": "propositions", "verdicts": "propositions"}  # whose ids these tables wear


def _place(
    store: Store, judgements: Iterable[Judgement], found: dict[str, list[Any]], articles: dict[str, Article]
) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """Find each judgement's row again: by its id, else by its quotation in the same article or its newer version."""
    ids = {table: {row.id for row in rows} for table, rows in found.items()}
    placed, astray = [], []
    for judgement in judgements:
        table = BASE.get(judgement.target.table, judgement.target.table)
        judged = worn_id(table, judgement.target.id)
        if table not in ids or judged in ids[table]:
            placed.append(judgement)
        elif row := _by_quotation(store, judgement, table, found[table], articles):
            target = Target(judgement.target.table, worn_id(judgement.target.table, row.id))
            placed.append(dataclasses.replace(judgement, target=target))
        else:
            astray.append(judgement)
    return tuple(placed), tuple(astray)


def _by_quotation(
    store: Store, judgement: Judgement, table: str, rows: Sequence[Any], articles: dict[str, Article]
) -> Any | None:
    """The one row that now stands where the quotation stands; None where there is none or more than one."""
    judged = store.finding(table, worn_id(table, judgement.target.id))
    if judged is None:
        return None
    old = next(store.articles([judged.article]))
    matches = []
    for row in rows:
        article = articles[row.article]
        if article.id == old.id or (old.url and (article.outlet, article.url) == (old.outlet, old.url)):
            place = article.text.find(judgement.context)
            at = place + judgement.context.find(judgement.quote)
            if place >= 0 and row.start < at + len(judgement.quote) and at < row.end:
                matches.append(row)
    return matches[0] if len(matches) == 1 else None


def _corrected(rows: Iterable[Any], table: str, judgements: Iterable[Judgement]) -> tuple[Any, ...]:
    """Apply people's decisions, the last one on a row last: "reject" takes it out, "correct" sets a field."""
    decisions: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.target.table == table:
            decisions.setdefault(judgement.target.id, []).append(judgement)
    kept = []
    for row in rows:
        decided, standing = row, True
        for judgement in (j for name in answers_to(row, table) for j in decisions.get(name, ())):
            standing = judgement.decision != "reject"
            if judgement.decision == "correct":
                decided = correct(decided, judgement.note)
            elif judgement.decision == "confirm" and table in FINDINGS:
                decided = dataclasses.replace(decided, score=1.0)
        if standing:
            kept.append(decided)
    return tuple(kept)


def answers_to(row: Any, table: str) -> tuple[str, ...]:
    """Return the ids that a row answers to: its own, and for a fact or case those of its members."""
    worn = (worn_id(table, member) for member in getattr(row, "members", ()))
    return tuple(dict.fromkeys((row.id, *worn)))


def correct(row: Any, change: str) -> Any:
    """Return ``row`` with ``field=value`` set; the value is JSON or plain text.

    Raises:
        ValueError: no such field, or a value that the field can't take.
    """
    name, _, text = change.partition("=")
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        value = text
    if name in ("id", "article"):
        raise ValueError(f"{name!r} can't be corrected")
    return from_json(type(row), to_json(row) | {name: value})


def row_of(view: View, row_id: str) -> Any | None:
    """Return the row with this id, or None; a fact, case or verdict answers to the id of any member."""
    table = table_of(row_id)
    if table is None:
        return None
    if row := view.rows[table].get(row_id):
        return row
    if table == "verdicts":
        case = row_of(view, worn_id("cases", row_id))
        return next((verdict for verdict in view.verdicts if case and verdict.case == case.id), None)
    return next((row for row in view.rows[table].values() if row_id in answers_to(row, table)), None)
