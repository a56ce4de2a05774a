"""Days that a term in office gives: "after the inauguration", "a couple of weeks before leaving office"."""

import re
from functools import cache
from typing import NamedTuple

from detente.lexicon import Lexicon, Tenure, rows
from detente.records import Day
from detente.sentences import Document, Sentence

WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
HIGH = re.compile(r"presiden|inaugurat|white house|swor|swear")
HEADS = ("president", "head-of-state", "prime-minister", "head-of-government", "chancellor")
SIDES = {"since": "after", "after": "after", "following": "after", "upon": "on", "on": "on", "at": "on", "when": "on"}


class Edge(NamedTuple):
    """A phrase that counts from a day: the first or last of somebody's term, that of an event. ``start`` is where its
    preposition begins; ``side`` is before, after or on; ``named`` where a year inside is part of the event's name."""

    start: int
    end: int
    side: str
    day: Day
    named: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    phrases = sorted((row["phrase"] for row in rows("dates_anchors")), key=len, reverse=True)
    body = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in phrases)
    return re.compile(
        rf"\b(?P<side>since|after|following|upon|before|until|prior\s+to|ahead\s+of|on|at|when)\s+"
        rf"(?P<whose>(?:[^\s,;:\"“”]+\s+){{0,5}}?)(?P<phrase>{body})(?!\w)(?P<of>(?:\s+of)?(?:\s+(?-i:[A-Z])[\w.-]+){{1,4}})?",
        re.I,
    )


@cache
def _edges() -> dict[str, str]:
    return {row["phrase"]: row["edge"] for row in rows("dates_anchors")}


def find_edges(document: Document, sentence: Sentence, lexicon: Lexicon) -> list[Edge]:
    """Return the term phrases of a sentence whose holder and day the lexicon knows."""
    text = document.article.text
    published = document.article.published
    found = []
    for match in _pattern().finditer(text, sentence.start, sentence.end):
        phrase = " ".join(match["phrase"].lower().split())
        paragraph = document.paragraphs[sentence.paragraph]
        before, after = text[paragraph.start : match.start()], text[match.end() : sentence.end]
        around = [match["whose"], match["of"] or "", before]
        earlier = [text[: paragraph.start]] if HIGH.search(phrase) else []
        people = [_people(each, lexicon, published) for each in around]
        people += [_people(after, lexicon, published)[::-1], *(_people(each, lexicon, published) for each in earlier)]
        day = next((on for each in people if (on := _day(each, phrase, lexicon, published))), None)
        if day:
            side = " ".join(match["side"].lower().split())
            found.append(Edge(match.start(), match.end("phrase"), SIDES.get(side, "before"), day))
    return found


def _day(people: list[str], phrase: str, lexicon: Lexicon, published: Day | None) -> Day | None:
    """Return the day for the first of some people who has a fitting term."""
    edge = _edges()[phrase]
    for person in people:
        fitting = [each for each in lexicon.tenures(person) if not HIGH.search(phrase) or each.office in HEADS]
        days = [day for term in fitting if (day := _edge_day(term, edge)) and (published is None or day <= published)]
        if days:
            return max(days)
    return None


def _edge_day(term: Tenure, edge: str) -> Day | None:
    return term.start if edge == "start" else term.end


def _people(text: str, lexicon: Lexicon, published: Day | None) -> list[str]:
    """Return the ids of the people named in a text, the last named first."""
    words = [re.sub(r"['’]s?$", "", word) for word in WORD.findall(text)]
    found = []
    at = 0
    while at < len(words):
        length = lexicon.longest(words, at)
        entities = lexicon.find(" ".join(words[at : at + length]), published) if length else ()
        found += [entity.id for entity in entities[:1] if entity.kind == "person"]
        at += max(length, 1)
    return found[::-1]
