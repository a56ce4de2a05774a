"""Offers, demands and threats -> links to the deed or statement by which the other side answers them."""

from collections.abc import Iterable, Iterator

from detente.linking.traces import FAR, side
from detente.linking.wording import concepts, likeness, sentence
from detente.records import Article, Event, Findings, Link, Proposition, Target, make_id

_ANSWERS = {"AGREE": "accepted", "CONCEDE": "accepted", "SUPPORT": "accepted", "REJECT": "rejected"}
_SOON = 14  # days within which a reply that names the offer needs but one word of it
_WITHIN = 120  # days in which an answer is looked for
_NEAR = 200  # characters of one paragraph within which an answer needs no words in common with what it answers


def answer_links(findings: Iterable[Findings]) -> list[Link]:
    """Return the links from each offer or demand to the events in which its addressee accepts or rejects it."""
    read = tuple(findings)
    replies: dict[str, list[tuple[Event, Article]]] = {}
    for found in read:
        for event in found.events:
            if event.type in _ANSWERS and event.modality == "actual" and event.within is None:
                for who in sorted(filter(None, {side(actor) for actor in event.source})):
                    replies.setdefault(who, []).append((event, found.article))
    links: list[Link] = []
    for found in read:
        for offer in found.propositions:
            if offer.kind in ("offer", "demand"):
                links.extend(_answers(offer, found.article, replies))
    return links


def _answers(offer: Proposition, article: Article, replies: dict[str, list[tuple[Event, Article]]]) -> Iterator[Link]:
    maker, addressee = side(offer.maker), side(offer.addressee)
    if maker is None or addressee is None or maker == addressee:
        return
    wanted = concepts(f"{offer.outcome.text} {offer.condition.text if offer.condition else ''}")
    for event, home in replies.get(addressee, ()):
        targets = {side(actor) for actor in event.target} - {None}
        if (targets and maker not in targets) or not _after(offer, article, event, home):
            continue
        start, end = sentence(home.text, event.start, event.end)
        said = concepts(home.text[start:end])
        alike = likeness(wanted, said)
        near = (
            home.id == article.id
            and event.start <= offer.end + _NEAR
            and "\n" not in home.text[min(offer.start, event.start) : event.end]
        )
        named = "offer" in said and 0 <= _ordinal(home) - _ordinal(article) <= _SOON
        if near or (alike.shared >= 2.0 and alike.score >= 0.3) or (named and alike.shared >= 1.0):
            answer = "rejected" if event.negated else _ANSWERS[event.type]
            words = f"both say {', '.join(alike.words[:4])}" if alike.words else "told right after it"
            yield Link(
                id=make_id("links", "answers", offer.id, event.id),
                kind="answers",
                left=Target("propositions", offer.id),
                right=Target("events", event.id),
                score=round(max(alike.score, 0.6 if near else 0.0) * min(offer.score, event.score), 4),
                added=None,
                dropped=None,
                why=f"{answer} by {addressee}: {words}",
                known_on=home.published if article.published else None,
                by="machine",
            )


def _after(offer: Proposition, article: Article, event: Event, home: Article) -> bool:
    if article.id == home.id:
        return event.end > offer.end
    told, answered = _ordinal(article), _ordinal(home)
    return told < answered <= told + _WITHIN


def _ordinal(article: Article) -> int:
    return article.published.toordinal() if article.published else FAR
