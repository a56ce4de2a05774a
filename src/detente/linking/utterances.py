"""Statements -> links: the same utterance told by two reports, or a later statement that restates an earlier one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from detente.linking.comparing import Comparison
from detente.linking.judgements import NO_RULINGS, Rulings
from detente.linking.occurrences import same_link
from detente.linking.reports import wire_copy
from detente.linking.traces import FAR, days
from detente.linking.vectors import LONGEST, nearness
from detente.linking.wording import Likeness, changed, concepts, likeness, phrases
from detente.records import Actor, Article, Link, Statement, Target, make_id, side

RESTATES = 0.5
"""Closeness from which a statement restates an earlier one of its side: more than development pairs ask for, for in a
pile of reports the closest of hundreds may be close by chance."""
SAME = 0.6
"""Likeness of wording from which two reports within two days tell one utterance."""
_LEAST = 2.0  # weight of words: two telling words
_SHARED = 1.4  # weight of shared words from which two statements are compared by meaning too
_ALIKE = 0.18  # likeness of wording from which they are
_SIDE = 0.03  # how much closer two people of one side must be than one man is to himself
_KEYS = 8  # heaviest words of a statement under which it is found
_LOOKBACK = 400  # days


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement with its words; ``day`` the ordinal of its report, ``origin`` the first report of the same text."""

    statement: Statement
    article: Article
    day: int
    who: frozenset[str]
    text: str
    words: dict[str, float]
    origin: str


def utterance(statement: Statement, article: Article, origin: str | None = None) -> Utterance | None:
    """Return what is compared of a statement, None where its speaker is unknown or it says too little to compare."""
    text = " ".join(article.text[start:end] for start, end in statement.spans)
    words = concepts(text)
    who = speakers(statement.speaker)
    if not who or sum(words.values()) < _LEAST:
        return None
    day = article.published.toordinal() if article.published else FAR
    return Utterance(statement, article, day, who, text, words, origin or article.id)


def speakers(actor: Actor | None) -> frozenset[str]:
    """Return under whom a statement counts: the speaker, and the government that he speaks for."""
    if actor is None:
        return frozenset()
    found = {actor.id} if actor.id else set()
    if actor.sector in ("GOV", "MIL") and actor.country:
        found.add(f"{actor.country}GOV")
    return frozenset(found)


def utterance_links(utterances: Iterable[Utterance], decided: Rulings = NO_RULINGS) -> list[Link]:
    """Return, for each statement, the link to the earlier one of its side that it is closest to."""
    blocks: dict[tuple[str, str], list[Utterance]] = {}
    links = []
    for new in sorted(utterances, key=order):
        keys = tuple(heard_under(new))
        known = {old.statement.id: old for key in keys for old in blocks.get(key, ())}
        if (link := link_back(new, known.values(), decided)) is not None:
            links.append(link)
        for key in keys:
            blocks.setdefault(key, []).append(new)
    return links


def order(utterance: Utterance) -> tuple[int, str, int, str]:
    """Return the place of an utterance in the order in which they are linked: publication, article, position."""
    return utterance.day, utterance.article.id, utterance.statement.start, utterance.statement.id


def heard_under(utterance: Utterance) -> Iterator[tuple[str, str]]:
    """Yield the blocks of an utterance: each one who speaks, with each of the words that it is found by."""
    words = _telling(utterance.words)
    for who in sorted(utterance.who):
        yield from ((who, word) for word in words)


class Closeness(NamedTuple):
    """``score`` the mean of likeness of wording and nearness in meaning, 0 to 1; ``wording`` the former."""

    score: float
    wording: Likeness


def link_back(new: Utterance, known: Iterable[Utterance], decided: Rulings) -> Link | None:
    """Return the link from the closest of the earlier utterances in the blocks of ``new``, None where none is close."""
    found = [(close, old) for old in known if (close := recalls(new, old)) is not None]
    if not found:
        return None
    best = max(found, key=lambda pair: (pair[0].score, -pair[1].day, pair[1].statement.id))
    link = _link(best[1], new, best[0])
    return None if link is None or decided.part(link.kind, link.left.id, link.right.id) else link


def recalls(new: Utterance, old: Utterance) -> Closeness | None:
    """Return how close an utterance is to an earlier one, None where that is too little to link them."""
    if new.day - old.day > _LOOKBACK or not _may(old, new):
        return None
    close = closeness(old.text, new.text, likeness(old.words, new.words))
    return close if close is not None and close.score >= RESTATES + (0 if _one_person(old, new) else _SIDE) else None


def closeness(left: str, right: str, alike: Likeness) -> Closeness | None:
    """Return how close two texts are by words, told by ``alike``, and by meaning; None where they share too little."""
    if alike.shared < _SHARED or alike.score < _ALIKE:
        return None
    if max(len(left), len(right)) > LONGEST:  # a long answer says many things: only one that is all but the same
        return Closeness(alike.score, alike) if alike.score >= SAME else None
    return Closeness(round((alike.score + nearness(left, right)) / 2, 4), alike)


def _telling(words: dict[str, float]) -> list[str]:
    """The words under which a statement is found: longest first, a fixed stand-in for rarest."""
    return sorted((w for w, weight in words.items() if weight >= 1), key=lambda w: (-len(w), w))[:_KEYS]


def _may(old: Utterance, new: Utterance) -> bool:
    """False where one reports the other, or the two overlap in one article."""
    if old.article.id != new.article.id:
        return True
    if old.statement.id == new.statement.parent or new.statement.id == old.statement.parent:
        return False
    return old.statement.end <= new.statement.start or new.statement.end <= old.statement.start


def _link(old: Utterance, new: Utterance, close: Closeness) -> Link | None:
    both = ", ".join(f"“{phrase}”" for phrase in phrases(old.text, close.wording.words))
    why = f"{_name(old, new)}: both say {both or 'the same'}"
    wire = old.origin == new.origin and old.article.id != new.article.id and old.text.split() == new.text.split()
    one_day = _one_day(old, new)
    if wire or (one_day and close.wording.score >= SAME and _one_person(old, new)):
        why = wire_copy(old.article, new.article) if wire else why
        known = max(filter(None, (old.article.published, new.article.published)), default=None)
        return same_link("statements", old.statement.id, new.statement.id, Comparison(close.score, why), known)
    if old.article.id == new.article.id:
        return None
    added, dropped = changed(old.text, new.text)
    return Link(
        id=make_id("links", "restates", old.statement.id, new.statement.id),
        kind="restates",
        left=Target("statements", old.statement.id),
        right=Target("statements", new.statement.id),
        score=close.score,
        added=added,
        dropped=dropped,
        why=why,
        known_on=new.article.published if old.article.published else None,
        by="machine",
    )


def _name(old: Utterance, new: Utterance) -> str:
    a, b = old.statement.speaker, new.statement.speaker
    assert a is not None and b is not None
    return a.name if a.id == b.id else f"{a.name} and {b.name} speak for {side(b)}"


def _one_person(old: Utterance, new: Utterance) -> bool:
    a, b = old.statement.speaker, new.statement.speaker
    return a is not None and b is not None and a.id == b.id


def _one_day(old: Utterance, new: Utterance) -> bool:
    """True where both may have been said on one day (a day apart: two time zones)."""
    a, b = days(old.statement.said_on), days(new.statement.said_on)
    low_a, high_a = a[0] or old.day - 2, a[1] or old.day
    low_b, high_b = b[0] or new.day - 2, b[1] or new.day
    return max(low_a, low_b) - min(high_a, high_b) <= 1
