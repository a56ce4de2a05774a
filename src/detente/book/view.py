"""The ledger as it was known: current findings, people's judgements applied, conclusions drawn, as of a day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from detente.book.judging import answers_to, corrected, place
from detente.book.merging import Known, drawn_anew, merged
from detente.facts import cases, facts
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
    Verdict,
    table_of,
    worn_id,
)
from detente.store import FINDINGS, Store
from detente.verdicts import RuleKept, rules_kept, verdicts


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
        return corrected(self._drawn, "facts", self.judgements)

    @cached_property
    def _drawn(self) -> tuple[Fact, ...]:
        return facts(self.articles.values(), self.events, self.links, self.as_of, self.statements)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """One row a threat, promise, offer, demand or forecast, however often it was repeated."""
        found = cases(self.articles.values(), self.propositions, self.links, self.as_of)
        return corrected(found, "cases", self.judgements)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What became of each case; what tells of a fact that somebody rejected is evidence of nothing."""
        standing = {member for fact in self.facts for member in fact.members}
        gone = {member for fact in self._drawn for member in fact.members} - standing
        return verdicts(
            self.cases,
            self.facts,
            [event for event in self.events if event.id not in gone],
            self.statements,
            self.propositions,
            self.links,
            self.articles.values(),
            self.as_of,
            self.judgements,
        )

    @cached_property
    def verdict_on(self) -> dict[str, Verdict]:
        """The verdict of each case by the case's id."""
        return {verdict.case: verdict for verdict in self.verdicts}

    @cached_property
    def rules_kept(self) -> tuple[RuleKept, ...]:
        """How often the condition and the reaction of the rules that each side announced were reported."""
        return rules_kept(self.cases, self.verdicts)

    @cached_property
    def restated(self) -> dict[str, str]:
        """What a restating row restates, by its id."""
        return {link.right.id: link.left.id for link in reversed(self.links) if link.kind == "restates"}

    @cached_property
    def rows(self) -> dict[str, dict[str, Any]]:
        """Every row of every table by its id."""
        tables: dict[str, Iterable[Any]] = {name: getattr(self, name) for name in TABLES}
        return {name: {row.id: row for row in found} for name, found in tables.items()} | {
            "articles": dict(self.articles)
        }


RESTS_ON = ("statement", "parent", "asserted_by", "within")  # fields that name another finding of the same article
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
    readings = store.readings(known_at, as_of)
    current = {key: reading for key, reading in readings if reading.current}
    wanted = {reading.article for reading in current.values()}
    articles = {article.id: article for article in store.articles(wanted)}
    found = _found(store, current, articles)
    placed, astray = place(store, store.judgements(known_at), found, articles)
    homes = {row.id: row.article for rows in found.values() for row in rows}
    found = {table: list(corrected(rows, table, placed)) for table, rows in found.items()}
    known = Known(current, _by_article(articles, found), placed, homes.get)
    links, differences = merged(store, known) if as_of is None and known_at is None else drawn_anew(known)
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


def _found(store: Store, current: dict[int, Reading], articles: dict[str, Article]) -> dict[str, list[Any]]:
    """The findings of the current readings: what somebody found takes the place of ours with the same id, and what it
    rests on stays, though we no longer find it."""
    found: dict[str, list[Any]] = {
        table: list(store.findings(table, sorted(current, key=lambda key: not current[key].ours))) for table in FINDINGS
    }
    if all(reading.ours for reading in current.values()):
        return found
    waiting = [row for rows in found.values() for row in rows]
    known = {row.id for row in waiting}
    while waiting:
        row = waiting.pop()
        for rest in {str(getattr(row, name)) for name in RESTS_ON if getattr(row, name, None)} - known:
            known.add(rest)
            table = table_of(rest) or ""
            if table in FINDINGS and (stood := store.finding(table, rest)) is not None and stood.article in articles:
                found[table].append(stood)
                waiting.append(stood)
    for rows in found.values():
        rows.sort(
            key=lambda row: (articles[row.article].published or dt.date.min, row.article, row.start, row.end, row.id)
        )
    return found


def _by_article(articles: dict[str, Article], found: dict[str, list[Any]]) -> dict[str, Findings]:
    tables: dict[str, dict[str, list[Any]]] = {id_: {table: [] for table in FINDINGS} for id_ in articles}
    for table, rows in found.items():
        for row in rows:
            tables[row.article][table].append(row)
    return {
        article.id: Findings(article, *(tuple(tables[article.id][table]) for table in FINDINGS))
        for article in articles.values()
    }


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
