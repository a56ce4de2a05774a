"""Events that other days are counted from: those that the article itself dates, and those that the data does."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from detente.dates import calendar as cal
from detente.dates.attach import Timex
from detente.dates.tense import attached, cues, direct, governor
from detente.dates.terms import SIDES, Edge
from detente.lexicon import rows
from detente.records import Day
from detente.sentences import Document, Token

RECENT = dt.timedelta(400)  # an event of longer ago is rather "the attack of 2001" than "the attack"
LEFT = ("compound", "amod", "nmod", "nummod")
RIGHT = ("prep", "acl")
NOTHING: frozenset[str] = frozenset()


class Happening(NamedTuple):
    """An event noun that the article dates: as written, the words before it, its day, the token that names it."""

    noun: str
    words: frozenset[str]
    day: Day
    token: int


def find_happenings(document: Document, timexes: Sequence[Timex]) -> list[Happening]:
    """Return the event nouns that a day of the article dates, in order: "the June 16 summit", "the call was held on
    Monday", "they held a call on Monday"."""
    found = []
    published = document.article.published
    for timex in timexes:
        day = timex.range.start
        if day is None or day != timex.range.end or timex.range.precision not in ("day", "hour"):
            continue
        if published is not None and abs(day - published) > RECENT:
            continue
        found += [_happening(document, noun, day, timex) for noun in _nouns(document, timex)]
        verb = governor(document, timex.head)
        if verb is not None and direct(document, timex.head, verb):
            found += [Happening(noun, NOTHING, day, verb.i) for noun in _told(verb.lemma)]
    return found


def _happening(document: Document, noun: Token, day: Day, timex: Timex) -> Happening:
    words = {
        document.tokens[i].lemma.lower()
        for i in document.children[noun.i]
        if document.tokens[i].dep in LEFT and not timex.first <= i < timex.last
    }
    return Happening(noun.lower, frozenset(words), day, noun.i)


def _nouns(document: Document, timex: Timex) -> Iterator[Token]:
    """Yield the event nouns that a timex dates."""
    tokens = document.tokens
    at = tokens[timex.head]
    above = tokens[attached(document, at.i)]
    if at.dep == "pobj":
        if above.lower not in ("on", "at", "for"):
            return
        planned = above.lower == "for"
        above = tokens[attached(document, above.i)]
        if planned and above.pos == "VERB" and above.lemma not in cues("arranged"):
            return
    if _eventful(above):
        yield above
    verb = governor(document, above.i) if above.pos in ("VERB", "AUX") else None
    if verb is not None and verb.lemma in cues("occur") | cues("arranged"):
        sides = [tokens[i] for i in document.children[verb.i] if tokens[i].dep in ("nsubj", "nsubjpass", "dobj")]
        sides += [tokens[verb.head]] if verb.dep in ("acl", "relcl") else []
        yield from (each for each in sides if _eventful(each))


def _eventful(token: Token) -> bool:
    return token.pos in ("NOUN", "PROPN") and token.lemma.lower() in _verbs()


@cache
def _verbs() -> dict[str, tuple[str, ...]]:
    return {row["noun"]: tuple(row["verbs"].split()) for row in rows("dates_happenings")}


@cache
def _told(verb: str) -> tuple[str, ...]:
    """Return the nouns of the event that a verb tells of."""
    return tuple(noun for noun, verbs in _verbs().items() if verb in verbs)


def find_edges_of_events(document: Document, happenings: Sequence[Happening]) -> dict[int, list[Edge]]:
    """Return by sentence the phrases that count from an event: "after the call", "on the eve of the summit"."""
    found: dict[int, list[Edge]] = {}
    for noun in document.tokens if happenings else ():
        side = _side(document, noun) if noun.dep == "pobj" and _eventful(noun) else None
        day = _day_of(document, noun, happenings) if side else None
        if side and day:
            found.setdefault(noun.sentence, []).append(_edge(document, side, noun, day))
    for sentence, edge in _named(document):
        if not any(each.start < edge.end and edge.start < each.end for each in found.get(sentence, ())):
            found.setdefault(sentence, []).append(edge)
    return found


class Side(NamedTuple):
    """A preposition before an event: its first token, and before, after, on or eve."""

    token: Token
    side: str


def _side(document: Document, noun: Token) -> Side | None:
    """Return the preposition that counts from a noun; None where there is none."""
    tokens = document.tokens
    above = tokens[noun.head]
    if above.lower in ("of", "to") and tokens[above.head].lower in ("eve", "ahead", "prior"):
        lead = tokens[above.head]
        if lead.lower != "eve":
            return Side(lead, "before")
        first = min(document.edges[lead.i][0], lead.i)
        before = tokens[lead.head]
        return Side(before if before.lower == "on" and before.i < first else tokens[first], "eve")
    side = SIDES.get(above.lower, "before" if above.lower == "before" else None)
    return Side(above, side) if side in ("before", "after") else None


def _edge(document: Document, side: Side, noun: Token, day: Day) -> Edge:
    if side.side == "eve":
        return Edge(side.token.start, noun.end, "on", cal.beside(day, -1))
    return Edge(side.token.start, noun.end, side.side, day)


def _day_of(document: Document, noun: Token, happenings: Sequence[Happening]) -> Day | None:
    """Return the day of the event that a definite noun names: the only one of the article, or the last one above."""
    left = [document.tokens[i] for i in document.children[noun.i] if i < noun.i]
    if not any(each.lower in ("the", "this", "that") or each.tag == "PRP$" for each in left):
        return None
    if any(document.tokens[i].dep in RIGHT for i in document.children[noun.i] if i > noun.i):
        return None
    words = {each.lemma.lower() for each in left if each.dep in LEFT}
    fitting = [each for each in happenings if each.noun == noun.lower and words <= each.words]
    above = [each for each in fitting if each.token < noun.i]
    if above:
        return above[-1].day
    return fitting[0].day if len({each.day for each in fitting}) == 1 else None


@cache
def _events() -> dict[str, Day]:
    return {row["name"]: dt.date.fromisoformat(row["day"]) for row in rows("dates_events")}


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(_events(), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<side>since|after|following|before|prior\s+to|ahead\s+of|(?:on\s+)?the\s+eve\s+of)\s+"
        rf"(?P<event>(?:the|Russia['’]s|Moscow['’]s|its)?\s*(?P<name>{names}))(?!\w)",
        re.IGNORECASE,
    )


def _named(document: Document) -> Iterator[tuple[int, Edge]]:
    """Yield the phrases that count from an event of the data that was over when the article was published, with the
    indices of their sentences."""
    published = document.article.published
    starts = [sentence.start for sentence in document.sentences]
    for found in _pattern().finditer(document.article.text):
        at = bisect_right(starts, found.start()) - 1
        day = _events()[" ".join(found["name"].lower().split())]
        if at < 0 or found.end() > document.sentences[at].end or (published is not None and day > published):
            continue
        side = " ".join(found["side"].lower().split())
        if side.endswith("eve of"):
            yield at, Edge(found.start(), found.end(), "on", cal.beside(day, -1), named=True)
        else:
            yield at, Edge(found.start(), found.end(), SIDES.get(side, "before"), day, named=True)
