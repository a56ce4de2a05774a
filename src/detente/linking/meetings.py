"""Reports of one meeting by outlets of both sides -> what only those of one side tell was said there."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from detente.lexicon import rows
from detente.linking.occurrences import Group
from detente.linking.traces import FAR, Trace, days
from detente.linking.utterances import closeness
from detente.linking.vectors import LONGEST, nearness
from detente.linking.wording import Likeness, concepts, lands, likeness, sentences
from detente.records import Actor, Findings, Side, Span, Statement

_SOON = 3  # days after a meeting in which it is reported, not recalled
_OPENS = 1200  # characters in which a report of a meeting comes to speak of it
_SAYS = 2.0  # weight of words from which a statement says something that others would have to tell
_TOLD = 0.36  # closeness to a sentence from which that tells it too
_MEANS = 0.6  # nearness in meaning from which it does, where the two share a telling word
_ELSEWHERE = 0.08  # how much closer it must be where the two name other countries
_TWICE = 0.5  # closeness from which two reports of one side tell one statement

_OWN = re.compile(r"(?:I|we|our|us|my)\b.*", re.IGNORECASE)  # who briefs reporters speaks for himself
Read = Callable[[str], Findings | None]


class Unshared(NamedTuple):
    """A statement made at a meeting that the other side's reports of it don't tell; ``other`` is one of these."""

    statement: Statement
    told: Side
    other: Side
    why: str


def unshared(group: Group, read: Read) -> Iterator[Unshared]:
    """Yield what outlets of one side alone tell that those who met said there; ``read`` gives an article's findings."""
    told = _reports(group)
    countries = sorted({trace.article.outlet_country or "" for trace in told})
    sides = {side for trace in told for side in trace.sides}
    actors = [actor for trace in told for actor in (*trace.event.source, *trace.event.target)]
    who = {actor.name for actor in actors if actor.id} | {row["name"] for row in rows("states") if row["iso3"] in sides}
    if len(countries) < 2 or not set(countries) <= sides:
        return
    for country in countries:
        ours = [trace for trace in told if trace.article.outlet_country == country]
        theirs = [trace for trace in told if trace.article.outlet_country != country]
        heard = [text for trace in _mentions(group, country, theirs[0]) for text in _sentences(trace)]
        shown: list[str] = []
        for trace in ours:
            for statement, text in _said(trace, who, read):
                if not any(_close(text, other) >= _TWICE for other in shown) and not _told(text, heard):
                    shown.append(text)
                    yield _unshared(statement, trace, theirs)


def _reports(group: Group) -> list[Trace]:
    """The first member of each report that opens with the meeting, within days of it."""
    held = [t for t in group.members if t.event.symmetric and t.event.modality == "actual" and not t.denied]
    on = min((t.first for t in held if t.exact and t.first is not None), default=None)
    opening: dict[str, Trace] = {}
    for trace in held:
        if on is not None and on <= trace.published <= on + _SOON and trace.event.start < _OPENS:
            opening.setdefault(trace.article.id, trace)
    return [trace for trace in opening.values() if trace.origin == trace.article.id]


def _mentions(group: Group, country: str, first: Trace) -> list[Trace]:
    """One member of each report by outlets of other countries that speaks of the meeting within days."""
    found: dict[str, Trace] = {}
    for trace in group.members:
        if trace.article.outlet_country != country and abs(trace.published - first.published) <= _SOON:
            found.setdefault(trace.article.id, trace)
    return list(found.values())


def _sentences(trace: Trace) -> Iterator[tuple[str, dict[str, float]]]:
    text = trace.article.text
    for start, end in sentences(text):
        yield text[start:end], concepts(text[start:end])


def _said(trace: Trace, who: set[str], read: Read) -> Iterator[tuple[Statement, str]]:
    """What those who met are told to have said there, each with its text, the longest of what overlaps."""
    found = read(trace.article.id)
    if found is None:
        return
    taken: list[Span] = []
    for one in sorted(found.said, key=lambda one: (-_length(one), one.id)):
        text = " ".join(trace.article.text[start:end] for start, end in one.spans)
        if not _at(one, trace, who) or len(text) > LONGEST or sum(concepts(text).values()) < _SAYS:
            continue
        if not any(low < end and start < high for low, high in taken for start, end in one.spans):
            taken.extend(one.spans)
            yield one, text


def _length(statement: Statement) -> int:
    return sum(end - start for start, end in statement.spans)


def _at(statement: Statement, trace: Trace, who: set[str]) -> bool:
    """True for what is told in the outlet's own words as said by those who met, and not on another day."""
    first, last = days(statement.said_on)
    assert trace.published != FAR
    known = first is None or last is None or first - 1 <= trace.published <= last + _SOON
    told = statement.kind == "indirect" and statement.act != "ask" and _OWN.fullmatch(_raw(statement)) is None
    return told and known and _people(statement.speaker) <= who


def _raw(statement: Statement) -> str:
    return statement.speaker.raw if statement.speaker is not None else ""


def _people(speaker: Actor | None) -> set[str]:
    """The names of one speaker, or of several who speak together."""
    return set(speaker.name.split(" and ")) if speaker is not None else {""}


def _told(text: str, heard: Sequence[tuple[str, dict[str, float]]]) -> bool:
    words, countries = concepts(text), lands(text)
    for other, theirs in heard:
        alike = likeness(words, theirs)
        elsewhere = bool(countries and (others := lands(other)) and countries.isdisjoint(others))
        least, near = (_TOLD + _ELSEWHERE, _MEANS + _ELSEWHERE) if elsewhere else (_TOLD, _MEANS)
        if alike.shared >= 1 and (_score(text, other, alike) >= least or _means(text, other) >= near):
            return True
    return False


def _means(text: str, other: str) -> float:
    return nearness(text, other) if len(other) <= LONGEST else 0.0


def _close(text: str, other: str) -> float:
    return _score(text, other, likeness(concepts(text), concepts(other)))


def _score(text: str, other: str, alike: Likeness) -> float:
    close = closeness(text, other, alike)
    return close.score if close is not None else 0.0


def _unshared(statement: Statement, trace: Trace, theirs: Sequence[Trace]) -> Unshared:
    assert statement.speaker is not None
    other = theirs[0]
    value = f"tells that {statement.speaker.name} said it" if statement.act != "agree" else "tells that it was agreed"
    told = Side(trace.article.outlet, trace.article.id, statement.spans[0], value)
    silent = Side(other.article.outlet, other.article.id, (other.event.start, other.event.end), "does not tell it")
    name = " and ".join(sorted({one.article.outlet for one in theirs}))
    count = len({one.article.id for one in theirs})
    why = f"only {trace.article.outlet} {value}; of {name}, {count} report{'s' if count > 1 else ''} of the meeting"
    return Unshared(statement, told, silent, f"{why} {'were' if count > 1 else 'was'} read")
