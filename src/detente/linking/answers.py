"""Offers and demands -> links to the deed, statement or counter-offer by which the other side answers them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.lexicon import rows
from detente.linking.traces import FAR
from detente.linking.wording import concepts, contains, likeness, phrases, sentence
from detente.records import (
    Actor,
    Article,
    Event,
    Findings,
    Link,
    Proposition,
    Statement,
    Target,
    make_id,
    side,
    sides_of,
)

_EVENTS = {"AGREE": "accepted", "CONCEDE": "accepted", "SUPPORT": "accepted", "REJECT": "rejected"}
_ACTS = {"agree": "accepted", "decline": "rejected"}
_WITHIN = 120  # days in which an answer is looked for
_SOON = 14  # days within which a reply that names the offer needs but one word of it
_MONTH = 30  # days within which what rejects every offer rejects one
_SWEEPING = re.compile(
    r"\b(?:every|each|all|any)\b(?:\W+\w[\w-]*){0,6}?\W+(?:offers?|proposals?|efforts?|attempts?|invitations?|overtures?)\b",
    re.IGNORECASE,
)
_TALKS = frozenset(("CONSULT", "AGREE", "COOPERATE", "RETREAT"))
_NEAR = 200  # characters of one paragraph within which an answer needs no words in common with what it answers


@dataclass(frozen=True, slots=True)
class Reply:
    """What may answer an offer: an event, a statement or an offer of the other side."""

    table: str
    id: str
    article: Article
    start: int
    end: int
    targets: frozenset[str]
    answer: str
    score: float
    words: dict[str, float]
    sweeping: bool


def answer_links(asking: Iterable[Findings], answering: Iterable[Findings]) -> list[Link]:
    """Return the links from each offer or demand of ``asking`` to what its addressee's side answers in ``answering``:
    each depends on its two ends alone."""
    replies: dict[str, list[Reply]] = {}
    for found in answering:
        for who, reply in _replies(found):
            replies.setdefault(who, []).append(reply)
    for found_by_side in replies.values():
        found_by_side.sort(key=lambda reply: (_ordinal(reply.article), reply.article.id, reply.start, reply.id))
    links: list[Link] = []
    for found in asking:
        for offer in found.propositions:
            if offer.kind in ("offer", "demand"):
                links.extend(_answers(offer, found.article, replies))
    return links


def asked(found: Findings) -> Iterator[tuple[str, int]]:
    """Yield whose answer an article's offers and demands await, with the span of days in which that day lies."""
    span = _ordinal(found.article) // _WITHIN
    for offer in found.propositions:
        who = side(offer.addressee)
        if offer.kind in ("offer", "demand") and who is not None:
            yield who, span


def answered(found: Findings) -> Iterator[tuple[str, int]]:
    """Yield who answers in an article, with the spans of days in which what is answered may lie."""
    span = _ordinal(found.article) // _WITHIN
    for who in {who for who, _ in _replies(found)}:
        yield from ((who, span), (who, span - 1))


def _replies(found: Findings) -> Iterator[tuple[str, Reply]]:
    for event in found.events:
        if event.type in _EVENTS and event.modality == "actual" and event.within is None:
            if event.negated and event.type == "REJECT":
                continue  # "didn't refuse even one" accepts nothing yet
            answer = "rejected" if event.negated else _EVENTS[event.type]
            yield from _reply(found.article, "events", event, event.source, event.target, answer)
    for statement in found.statements:
        if statement.act in _ACTS and statement.speaker is not None:
            to = (statement.addressee,) if statement.addressee else ()
            yield from _reply(found.article, "statements", statement, (statement.speaker,), to, _ACTS[statement.act])
    for offer in found.propositions:
        start, end = sentence(found.article.text, offer.start, offer.end)
        text = found.article.text[start:end].lower()
        if (
            offer.kind == "offer"
            and offer.maker is not None
            and any(contains(text, row["cue"]) for row in rows("counters"))
        ):
            to = (offer.addressee,) if offer.addressee else ()
            yield from _reply(found.article, "propositions", offer, (offer.maker,), to, "countered")


def _reply(
    article: Article,
    table: str,
    row: Event | Statement | Proposition,
    by: tuple[Actor, ...],
    to: tuple[Actor, ...],
    answer: str,
) -> Iterator[tuple[str, Reply]]:
    start, end = sentence(article.text, row.start, row.end)
    targets = sides_of(to)
    words = concepts(article.text[start:end])
    sweeping = answer == "rejected" and bool(_SWEEPING.search(article.text[start:end]))
    for who in sorted(sides_of(by)):
        yield who, Reply(table, row.id, article, row.start, row.end, targets, answer, row.score, words, sweeping)


def _answers(offer: Proposition, article: Article, replies: dict[str, list[Reply]]) -> Iterator[Link]:
    maker, addressee = side(offer.maker), side(offer.addressee)
    if maker is None or addressee is None or maker == addressee:
        return
    told_of = f"{offer.outcome.text}; {offer.condition.text}" if offer.condition else offer.outcome.text
    wanted = concepts(told_of)
    told, known = _ordinal(article), replies.get(addressee, [])
    low = bisect_left(known, told, key=lambda reply: _ordinal(reply.article))
    high = bisect_right(known, told + _WITHIN, key=lambda reply: _ordinal(reply.article))
    for reply in known[low:high]:
        if (reply.targets and maker not in reply.targets) or not _after(offer, article, reply):
            continue
        alike = likeness(wanted, reply.words)
        near = reply.table == "events" and _in_one_breath(offer, article, reply)
        apart = _ordinal(reply.article) - _ordinal(article)
        named = "offer" in reply.words and apart <= _SOON and maker in reply.targets
        swept = reply.sweeping and apart <= _MONTH and maker in reply.targets and _of_words(offer)
        if not (near or swept or _of_it(offer, alike.words)):
            continue
        enough = 0.5 if reply.table == "statements" else 0.3  # of words alone the likeness is chance more often
        if near or swept or (alike.shared >= 2.0 and alike.score >= enough) or (named and alike.shared >= 1.0):
            both = phrases(told_of, alike.words)
            words = f"both tell of {', '.join(f'“{phrase}”' for phrase in both)}" if both else "told right after it"
            words = "all that was offered" if swept and not both else words
            yield Link(
                id=make_id("links", "answers", offer.id, reply.id),
                kind="answers",
                left=Target("propositions", offer.id),
                right=Target(reply.table, reply.id),
                score=round(max(alike.score, 0.6 if near or swept else 0.0) * min(offer.score, reply.score), 4),
                added=None,
                dropped=None,
                why=f"{reply.answer} by {addressee}: {words}",
                known_on=reply.article.published if article.published else None,
                by="machine",
            )


def _of_words(offer: Proposition) -> bool:
    """True for an offer to talk or agree, which a rejection of every effort answers."""
    pattern = offer.outcome.pattern
    return offer.kind == "offer" and (pattern is None or (bool(_TALKS & set(pattern.types)) and not pattern.negated))


def _of_it(offer: Proposition, shared: tuple[str, ...]) -> bool:
    """True where what is shared tells of the outcome, not only of its condition; an offer may be called just that."""
    outcome = concepts(offer.outcome.text)
    return "offer" in shared or any(outcome.get(word, 0.0) >= 0.5 for word in shared)


def _in_one_breath(offer: Proposition, article: Article, reply: Reply) -> bool:
    if reply.article.id != article.id or reply.start > offer.end + _NEAR:
        return False
    return "\n" not in article.text[min(offer.start, reply.start) : reply.end]


def _after(offer: Proposition, article: Article, reply: Reply) -> bool:
    if article.id == reply.article.id:
        return reply.end > offer.end
    return _ordinal(article) < _ordinal(reply.article) < FAR


def _ordinal(article: Article) -> int:
    return article.published.toordinal() if article.published else FAR
