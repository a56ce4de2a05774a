"""What a brief is about: a view, the two sides, its day and the day from which a thing is new."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.book.query import concerns
from detente.book.view import View
from detente.brief.words import sentence
from detente.issues.contrasts import manner
from detente.lexicon import load
from detente.records import Actor, Case, DateRange, Event, Fact, Proposition, Statement, side

LATELY = 30
"""Days before the day of the brief in which a thing is new."""
MEMORY = 365
"""Days before the day of the brief of which words and deeds are held beside each other."""


@dataclass(frozen=True, slots=True)
class Scope:
    """``pair`` are the two sides that most is told of, or those asked for (then ``asked``); ``since`` begins what is
    new; ``shown_by`` is for each fact the event whose sentence shows it best; ``denials`` are those of each article."""

    view: View
    pair: tuple[str, ...]
    asked: bool
    today: dt.date | None
    since: dt.date | None
    shown_by: Mapping[str, Event]
    denials: Mapping[str, Sequence[Statement]]


def scope(view: View, between: tuple[str, str] | None = None, since: dt.date | None = None) -> Scope:
    """Return the scope of a brief; ``since`` is by default 30 days before its day or last report."""
    today = view.as_of or max((a.published for a in view.articles.values() if a.published), default=None)
    start = since or (today - dt.timedelta(LATELY) if today else None)
    pair = tuple(sorted(between)) if between else _main_pair(view)
    return Scope(view, pair, between is not None, today, start, _shown_by(view), _denials(view))


def _denials(view: View) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for row in view.statements:
        if row.act == "deny":
            found.setdefault(row.article, []).append(row)
    return found


def _shown_by(view: View) -> dict[str, Event]:
    """The event of each fact whose sentence shows it best: no question, told as done, surest, of equals the first."""
    events, found = view.rows["events"], {}
    for fact in view.facts:
        told = [events[id_] for id_ in fact.members if id_ in events]
        if len(told) > 1:
            best = max(told, key=lambda e: (not asks(view, e), not e.negated, e.deed, round(e.score, 1), -e.start))
        if told:
            found[fact.id] = best if len(told) > 1 else told[0]
    return found


def asks(view: View, row: Event | Proposition | Statement) -> bool:
    """True where the sentence only asks, or a journalist's words tell it."""
    teller = view.rows["statements"].get(getattr(row, "asserted_by", None) or getattr(row, "statement", None) or "")
    if teller is not None and teller.speaker is not None and teller.speaker.sector == "MED":
        return True
    text = view.articles[row.article].text
    return "?" in text[row.start : row.end + 400] and sentence(text, row.start, row.end).rstrip("\"'”’») ").endswith(
        "?"
    )


def _main_pair(view: View) -> tuple[str, ...]:
    """The two countries that most rows are about; none where no row is about two."""
    pairs: Counter[tuple[str, ...]] = Counter()
    for fact in view.facts:
        pairs[countries(*fact.source, *fact.target)] += 1
    for case in view.cases:
        pairs[countries(case.maker, case.addressee)] += 1
    two = [(count, pair) for pair, count in pairs.items() if len(pair) == 2]
    return max(two)[1] if two else ()


def countries(*several: Actor | None) -> tuple[str, ...]:
    """Return the countries that the actors belong to, in order of the alphabet."""
    return tuple(sorted({who for actor in several if (who := side(actor)) is not None and len(who) == 3}))


def named(country: str) -> str:
    """Return the name of a country by its code."""
    state = load().entity(f"state:{country}")
    return state.name if state else country


def inside(of: Scope, row: object) -> bool:
    """True for a row that the brief is about: all where no sides were asked for, else those of the relation, and what
    one of the sides does to a third."""
    both = frozenset(of.pair)
    if not of.asked or concerns(row, both):
        return True
    acts = isinstance(row, Fact) and manner(row.type, None) == "material"
    return acts and bool(both & set(countries(*row.source)))  # type: ignore[attr-defined]


def nearness(of: Scope, source: tuple[str, ...], target: tuple[str, ...]) -> float:
    """Return how much an act is one of the relation: of one side on the other 1, of a side alone or on a third less."""
    pair = set(of.pair)
    if pair <= {*source, *target}:
        return 1.0
    if pair & set(source):
        return (0.75 if of.asked else 0.9) if target else 0.6
    return 0.4 if pair & set(target) else 0.15


def first(days: DateRange | None) -> dt.date | None:
    """Return the first day of a range, the last where that is all it has."""
    return (days.start or days.end) if days else None


def fact_day(fact: Fact) -> dt.date | None:
    """Return the day of a fact, that of its first report where none is told."""
    return first(fact.when) or fact.first_reported


def is_new(of: Scope, day: dt.date | None) -> bool:
    """True for a day from which on a thing is new, and not ahead."""
    return day is not None and of.since is not None and of.since <= day and (of.today is None or day <= of.today)


def in_memory(of: Scope, day: dt.date | None) -> bool:
    """True for a day of the year before the brief, or of what is new in it: of that, words are held beside deeds."""
    if day is None or of.today is None or of.since is None:
        return False
    return min(of.since, of.today - dt.timedelta(MEMORY)) <= day


def members(of: Scope, fact: Fact) -> tuple[Event, ...]:
    """Return the events of a fact."""
    events = of.view.rows["events"]
    return tuple(events[id_] for id_ in fact.members if id_ in events)


def propositions(of: Scope, case: Case) -> tuple[Proposition, ...]:
    """Return the propositions of a case."""
    rows = of.view.rows["propositions"]
    return tuple(rows[id_] for id_ in case.members if id_ in rows)
