"""Links up to a day -> `Fact`s and `Case`s: what hangs together is one occurrence, one proposition."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from detente.linking.traces import as_told, trace
from detente.records import (
    Actor,
    Article,
    Case,
    DateRange,
    Day,
    Event,
    Fact,
    Link,
    Magnitude,
    Place,
    Proposition,
    Stage,
    StageReport,
    Statement,
    side,
    sides_of,
    worn_id,
)

R = TypeVar("R", Event, Proposition)

_Countries = tuple[frozenset[str], frozenset[str]]

_ENOUGH = 0.5  # score from which one report's event makes a fact
_AHEAD = 0.65  # the same for a meeting that is still to come
_NEAR = 14  # days between two reports of one proposition in which both speak of the same window
LATE = dt.date.max
"""Where a report without a day of publication stands in the order: last."""


def known(articles: Iterable[Article], as_of: Day | None) -> dict[str, Article]:
    """Return by id the articles published by ``as_of``; all for None. One without a day is never known on a day."""
    return {a.id: a for a in articles if as_of is None or (a.published is not None and a.published <= as_of)}


def facts(
    articles: Iterable[Article],
    events: Iterable[Event],
    links: Iterable[Link],
    as_of: Day | None = None,
    statements: Iterable[Statement] = (),
) -> tuple[Fact, ...]:
    """Return what was done by what was published up to ``as_of``, and the meetings planned, by day then id.

    A group of same-linked events is a fact where at least one member is told as done (or, for a meeting, as proposed or
    planned) and isn't merely alleged. With ``statements``, harm that only another country's speaker tells is his claim.
    """
    shelf = known(articles, as_of)
    told = {e.id: e for e in events if e.article in shelf}
    speakers = {s.id: s.speaker for s in statements if s.article in shelf}
    made = []
    for group in components(told, "events", links, shelf, as_of):
        if any(stands(event, speakers) for event in group):
            made.append(_fact([as_told(event, shelf[event.article]) for event in group], shelf, speakers))
    return tuple(sorted(made, key=lambda f: (_first_day(f.when) or f.first_reported or LATE, f.id)))


def cases(
    articles: Iterable[Article], propositions: Iterable[Proposition], links: Iterable[Link], as_of: Day | None = None
) -> tuple[Case, ...]:
    """Return the propositions made by what was published up to ``as_of``, each once, by first day then id."""
    shelf = known(articles, as_of)
    told = {p.id: p for p in propositions if p.article in shelf}
    made = [_case(group, shelf) for group in components(told, "propositions", links, shelf, as_of)]
    return tuple(sorted(made, key=lambda c: (c.first_said or LATE, c.id)))


def stands(event: Event, speakers: Mapping[str, Actor | None]) -> bool:
    """True where this report alone makes a fact: a deed not merely alleged, or a meeting ahead."""
    if event.negated or event.stance in ("alleged", "denied") or event.score < _ENOUGH:
        return False
    if event.type == "CONSULT" and event.modality in ("planned", "proposed"):
        return event.score >= _AHEAD and len(sides_of((*event.source, *event.target))) > 1
    if not event.deed:
        return False
    speaker = side(speakers.get(event.asserted_by or ""))
    sources = sides_of(event.source)
    harmful = event.goldstein is not None and event.goldstein < 0
    return not (harmful and speaker is not None and sources and speaker not in sources)


# --- what hangs together ----------------------------------------------------------------------------------


def components(
    rows: Mapping[str, R], table: str, links: Iterable[Link], shelf: Mapping[str, Article], as_of: Day | None
) -> list[list[R]]:
    """Return the rows in groups that ``same``-links known by ``as_of`` hold together, each group earliest first."""
    root = {row_id: row_id for row_id in rows}

    def find(row_id: str) -> str:
        while root[row_id] != row_id:
            root[row_id] = root[root[row_id]]
            row_id = root[row_id]
        return row_id

    for link in links:
        if link.kind != "same" or link.left.table != table or link.right.table != table:
            continue
        if link.left.id not in root or link.right.id not in root:
            continue
        if as_of is not None and (link.known_on is None or link.known_on > as_of):
            continue
        low, high = sorted((find(link.left.id), find(link.right.id)))
        root[high] = low
    groups: dict[str, list[R]] = {}
    for row in sorted(rows.values(), key=lambda r: _order(r, shelf)):
        groups.setdefault(find(row.id), []).append(row)
    return list(groups.values())


def _order(row: Event | Proposition, shelf: Mapping[str, Article]) -> tuple[Day, str]:
    return shelf[row.article].published or LATE, row.id


# --- a fact -----------------------------------------------------------------------------------------------


def _fact(group: Sequence[Event], shelf: Mapping[str, Article], speakers: Mapping[str, Actor | None]) -> Fact:
    said = [event for event in group if not event.negated and event.stance != "denied"]
    firm = [event for event in said if event.modality == "actual"] or said
    often = Counter(map(_countries, firm))
    fullest = max(firm, key=lambda event: _fullness(event, often))
    articles = _articles(group, shelf)
    return Fact(
        id=worn_id("facts", group[0].id),
        type=fullest.type,
        source=fullest.source,
        target=fullest.target,
        symmetric=fullest.symmetric,
        when=_when(firm if firm[0].modality == "actual" else _latest(firm)),
        place=_most([event.place for event in firm]),
        magnitudes=_magnitudes(firm),
        stages=_stages(group, shelf),
        members=tuple(event.id for event in group),
        articles=tuple(a.id for a in articles),
        outlets=tuple(dict.fromkeys(a.outlet for a in articles)),
        first_reported=_first_report(articles),
        last_reported=_last_report(articles),
        disputed_by=_deniers(group, shelf, speakers),
    )


def as_fact(event: Event, article: Article) -> Fact:
    """Return what one report's event would be as a fact of its own."""
    return _fact([event], {article.id: article}, {})


def _fullness(event: Event, often: Counter[_Countries]) -> tuple[int, bool, int, int, float]:
    """How much a report tells of the sides, those that most reports tell first; of equals the earliest is taken, for
    ``max`` keeps the first."""
    named = sum(actor.named == "person" for actor in (*event.source, *event.target))
    source, target = sides = _countries(event)
    return bool(event.source) + bool(event.target), not source & target, often[sides], named, event.score


def _countries(event: Event) -> _Countries:
    """The sides of an event, both as one where it is mutual."""
    source, target = sides_of(event.source), sides_of(event.target)
    return (source | target, frozenset()) if event.symmetric else (source, target)


def _when(events: Sequence[Event]) -> DateRange | None:
    """The narrowest range that is told, of equals the one told most often, then first."""
    ranges = [event.when for event in events if event.when is not None and event.when.start and event.when.end]
    if not ranges:
        return next((event.when for event in events if event.when is not None), None)
    often = {(r.start, r.end): sum((o.start, o.end) == (r.start, r.end) for o in ranges) for r in ranges}
    return min(ranges, key=lambda r: (_width(r), -often[(r.start, r.end)]))


def _latest(plans: Sequence[Event]) -> Sequence[Event]:
    """The last plan that names a day: what was moved is where it was moved to."""
    return [event for event in plans if event.when is not None][-1:]


def _width(when: DateRange) -> int:
    return (when.end - when.start).days if when.start and when.end else 10**6


def _first_day(when: DateRange | None) -> Day | None:
    return (when.start or when.end) if when else None


def _most(places: Sequence[Place | None]) -> Place | None:
    named = [place.name for place in places if place is not None]
    return max((p for p in places if p is not None), key=lambda p: named.count(p.name), default=None)


def _magnitudes(events: Sequence[Event]) -> tuple[Magnitude, ...]:
    """For each unit the figure told most often, of equals the latest."""
    told: dict[str, list[float]] = {}
    for event in events:
        for magnitude in event.magnitudes:
            told.setdefault(magnitude.unit, []).append(magnitude.count)
    return tuple(Magnitude(max(reversed(counts), key=counts.count), unit) for unit, counts in sorted(told.items()))


def _stages(group: Sequence[Event], shelf: Mapping[str, Article]) -> tuple[StageReport, ...]:
    """Each stage once per day that is given for it, with the day it was first reported."""
    found: dict[tuple[str, Day | None, Day | None], StageReport] = {}
    for event in group:
        article = shelf[event.article]
        if event.stance == "denied" or (event.negated and event.type != "CONSULT"):
            continue
        stage: Stage | None = "reported"
        if event.type == "CONSULT":
            seen = trace(event, article)
            stage = seen.stage if seen is not None else None
        if stage is None:
            continue
        key = stage, event.when.start if event.when else None, event.when.end if event.when else None
        found.setdefault(key, StageReport(stage, event.when, article.published, article.id))
    dated = {stage for stage, *days in found if any(days)}
    return tuple(report for (stage, *days), report in found.items() if any(days) or stage not in dated)


def _deniers(
    group: Sequence[Event], shelf: Mapping[str, Article], speakers: Mapping[str, Actor | None]
) -> tuple[str, ...]:
    """Who says that it did not happen: the speaker with his outlet, or the outlet."""
    if all(event.negated or event.stance == "denied" for event in group):
        return ()
    found = []
    for event in group:
        if event.stance == "denied" or (event.negated and event.modality == "actual"):
            speaker, outlet = speakers.get(event.asserted_by or ""), shelf[event.article].outlet
            found.append(f"{speaker.name} ({outlet})" if speaker else outlet)
    return tuple(dict.fromkeys(found))


# --- a case -----------------------------------------------------------------------------------------------


def _case(group: Sequence[Proposition], shelf: Mapping[str, Article]) -> Case:
    first = group[0]
    articles = _articles(group, shelf)
    return Case(
        id=worn_id("cases", first.id),
        kind=first.kind,
        maker=first.maker,
        addressee=next((p.addressee for p in group if p.addressee is not None), None),
        condition=first.condition,
        outcome=first.outcome,
        window=next((p.window for p in group if p.window is not None and _at_first(p, articles[0], shelf)), None),
        members=tuple(p.id for p in group),
        first_said=_first_report(articles),
        last_said=_last_report(articles),
        outlets=tuple(dict.fromkeys(a.outlet for a in articles)),
    )


def _at_first(later: Proposition, first: Article, shelf: Mapping[str, Article]) -> bool:
    """True where a report is so near the first that the days that it gives are those of the first."""
    a, b = first.published, shelf[later.article].published
    return later.article == first.id or (a is not None and b is not None and (b - a).days <= _NEAR)


def _articles(group: Sequence[Event] | Sequence[Proposition], shelf: Mapping[str, Article]) -> list[Article]:
    return [shelf[article] for article in dict.fromkeys(row.article for row in group)]


def _first_report(articles: Sequence[Article]) -> Day | None:
    return min((a.published for a in articles if a.published), default=None)


def _last_report(articles: Sequence[Article]) -> Day | None:
    return max((a.published for a in articles if a.published), default=None)
