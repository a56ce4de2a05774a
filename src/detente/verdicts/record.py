"""What was known on a day, indexed: deeds by type, events by article, links by row, days read by side."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from detente.facts import known
from detente.linking.reports import origins
from detente.linking.traces import as_told, days
from detente.records import (
    Article,
    Case,
    Coverage,
    Day,
    Event,
    Fact,
    Link,
    Proposition,
    Statement,
    Tally,
    side,
    sides_of,
)
from detente.verdicts.deeds import Deed, claims, deeds
from detente.verdicts.tellings import Tellings, tellings

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
SOON_AFTER = dt.timedelta(days=120)
"""After the end of a window, in which what was done in it would still be told."""


@dataclass(frozen=True, slots=True)
class Record:
    """All that was known on a day; ``sides`` are those that each article tells of, ``read`` the days of the articles
    of each outlet country in order (a wire copy is in neither), ``claims`` the events that a speaker of a side asserts,
    ``answers`` by what is answered."""

    as_of: Day | None
    today: Day | None
    shelf: Mapping[str, Article]
    facts: tuple[Fact, ...]
    deeds: Mapping[tuple[str, str | None], tuple[Deed, ...]]
    tellings: Tellings
    fact_of: Mapping[str, Fact]
    events: Mapping[str, Event]
    events_in: Mapping[str, tuple[Event, ...]]
    claims: Mapping[str, tuple[Event, ...]]
    statements: Mapping[str, Statement]
    propositions: Mapping[str, Proposition]
    restates: tuple[Link, ...]
    answers: Mapping[str, tuple[Link, ...]]
    sides: Mapping[str, set[str]]
    read: Mapping[str, Sequence[Day]]


def record(
    facts: Iterable[Fact],
    events: Iterable[Event],
    statements: Iterable[Statement],
    propositions: Iterable[Proposition],
    links: Iterable[Link],
    articles: Iterable[Article],
    as_of: Day | None,
) -> Record:
    """Return what of all that was known by ``as_of``."""
    shelf = known(articles, as_of)
    told = {e.id: as_told(e, shelf[e.article]) for e in events if e.article in shelf}
    said = {s.id: s for s in statements if s.article in shelf}
    upto = [one for one in links if as_of is None or (one.known_on is not None and one.known_on <= as_of)]
    kept = tuple(sorted(facts, key=lambda fact: fact.id))
    done = [deed for fact in kept for deed in deeds(fact, told, said, shelf)]
    done += claims(told.values(), kept, said, shelf)
    notes = {id: id for id, article in shelf.items() if article.genre == "note"}  # nobody's report, like a copy
    copies = {**origins(upto), **notes}
    return Record(
        as_of=as_of,
        today=as_of or max((a.published for a in shelf.values() if a.published and a.id not in notes), default=None),
        shelf=shelf,
        facts=kept,
        deeds=_grouped(((deed.fact.type, who), deed) for deed in done for who in (None, *sorted(deed.source))),
        tellings=tellings(told.values(), shelf),
        fact_of={member: fact for fact in kept for member in fact.members},
        events=told,
        events_in=_grouped((e.article, e) for e in sorted(told.values(), key=lambda e: (e.start, e.id))),
        claims=_grouped(
            (who, event)
            for event in told.values()
            if event.asserted_by in said and (who := side(said[event.asserted_by].speaker)) is not None
        ),
        statements=said,
        propositions={p.id: p for p in propositions if p.article in shelf},
        restates=tuple(one for one in upto if one.kind == "restates" and one.right.id in said),
        answers=_grouped((one.left.id, one) for one in sorted(upto, key=_best) if one.kind == "answers"),
        sides={a: found for a, found in _sides(told.values(), said.values()).items() if a not in copies},
        read=_read(shelf, copies),
    )


def _read(shelf: Mapping[str, Article], copies: Mapping[str, str]) -> dict[str, list[Day]]:
    read: dict[str, list[Day]] = {}
    for article in shelf.values():
        if article.published is not None and article.id not in copies:
            read.setdefault(article.outlet_country or "unknown", []).append(article.published)
    return {country: sorted(found) for country, found in sorted(read.items())}


def _best(link: Link) -> tuple[float, str]:
    return -link.score, link.id


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    found: dict[K, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def _sides(events: Iterable[Event], statements: Iterable[Statement]) -> dict[str, set[str]]:
    sides: dict[str, set[str]] = {}
    for event in events:
        sides.setdefault(event.article, set()).update(sides_of((*event.source, *event.target)))
    for statement in statements:
        sides.setdefault(statement.article, set()).update(sides_of((statement.speaker, statement.addressee)))
    return sides


# --- windows and silence ----------------------------------------------------------------------------------


def window_days(case: Case) -> tuple[Day | None, Day | None]:
    """Return the first and last day of the case's window, the likely ones where those written cannot be."""
    first, last = days(case.window)
    return dt.date.fromordinal(first) if first else None, dt.date.fromordinal(last) if last else None


def coverage(case: Case, record: Record) -> Coverage:
    """Return what was read of the time after the case was first said."""
    day = case.first_said
    if day is None:
        return Coverage(0, (), None)
    after = {country: found[bisect_right(found, day) :] for country, found in record.read.items()}
    by_side = tuple(Tally(country, len(found)) for country, found in after.items() if found)
    last = max((found[-1] for found in after.values() if found), default=None)
    return Coverage(sum(side.count for side in by_side), by_side, last)


def heard_after(case: Case, about: set[str], record: Record) -> int:
    """Return how many articles published within `SOON_AFTER` the window closed tell of all the sides in ``about``."""
    _, closes = window_days(case)
    if closes is None or case.first_said is None or closes < case.first_said or not about:
        return 0
    return sum(
        article.published is not None
        and closes < article.published <= closes + SOON_AFTER
        and about <= record.sides.get(article.id, set())
        for article in record.shelf.values()
    )
