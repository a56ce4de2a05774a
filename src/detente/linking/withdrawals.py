"""Threats, promises, offers and demands -> links to the later words by which their maker's own side takes them back."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from detente.lexicon import rows
from detente.linking.wording import concepts, likeness, phrases, sentence
from detente.records import Article, Findings, Link, Proposition, Target, make_id, side, sides_of

_WITHIN = 400  # days in which a withdrawal is looked for
_LEAST, _LIKE = 2.0, 0.3  # weight and share of the words that the withdrawal must have of what it takes back
_APART = r"(?:\W+\w+){0,4}?\W+"  # words between the act and the thing


@cache
def _cue() -> re.Pattern[str]:
    acts, things, said = (
        "|".join(re.escape(row["cue"]) for row in rows("withdrawals") if row["part"] == part)
        for part in ("act", "thing", "phrase")
    )
    return re.compile(rf"(?<!not )(?<!n't )\b(?:(?:{acts}){_APART}(?:{things})|{said})\b", re.IGNORECASE)


def withdrawal_links(making: Iterable[Findings], taking: Iterable[Findings]) -> list[Link]:
    """Return the links from each proposition of ``making`` to the later statement or deed in ``taking`` by which its
    maker's side takes it back: each depends on its two ends alone."""
    taken: dict[str, list[tuple[Article, str, str, str]]] = {}
    for found in taking:
        for who, table, row_id, text in _withdrawals(found):
            taken.setdefault(who, []).append((found.article, table, row_id, text))
    return [
        link
        for found in making
        for made in found.propositions
        if made.kind != "forecast"
        for article, table, row_id, text in taken.get(side(made.maker) or "", ())
        if (link := _link(made, found.article, article, Target(table, row_id), text)) is not None
    ]


def makers(found: Findings) -> Iterator[tuple[str, int]]:
    """Yield who makes what can be taken back in an article, with the span of days in which that day lies."""
    if found.article.published is not None:
        span = found.article.published.toordinal() // _WITHIN
        for made in found.propositions:
            if made.kind != "forecast" and (who := side(made.maker)) is not None:
                yield who, span


def takers(found: Findings) -> Iterator[tuple[str, int]]:
    """Yield who takes something back in an article, with the spans of days in which that may have been made."""
    if found.article.published is not None:
        span = found.article.published.toordinal() // _WITHIN
        for who in {who for who, *_ in _withdrawals(found)}:
            yield from ((who, span), (who, span - 1))


def _withdrawals(found: Findings) -> Iterator[tuple[str, str, str, str]]:
    """Whose withdrawal, and the row with the sentence that tells it."""
    text = found.article.text
    for match in _cue().finditer(text):
        start, end = sentence(text, *match.span())
        for statement in found.statements:
            inside = any(first <= match.start() < last for first, last in statement.spans)
            if inside and (who := side(statement.speaker)) is not None:
                yield who, "statements", statement.id, text[start:end]
        for event in found.events:
            if start <= event.start < end and event.modality == "actual" and not event.negated:
                for who in sorted(sides_of(event.source)):
                    yield who, "events", event.id, text[start:end]


def _link(made: Proposition, first: Article, later: Article, target: Target, text: str) -> Link | None:
    if first.published is None or later.published is None:
        return None
    if not 0 < (later.published - first.published).days <= _WITHIN:
        return None
    wanted = concepts(f"{made.outcome.text} {made.condition.text if made.condition else ''}")
    alike = likeness(wanted, concepts(text))
    if alike.shared < _LEAST or alike.score < _LIKE:
        return None
    shared = ", ".join(f"“{phrase}”" for phrase in phrases(text, alike.words))
    return Link(
        id=make_id("links", "answers", made.id, target.id),
        kind="answers",
        left=Target("propositions", made.id),
        right=target,
        score=round(alike.score * made.score, 4),
        added=None,
        dropped=None,
        why=f"withdrawn by {side(made.maker)}: both tell of {shared}",
        known_on=later.published,
        by="machine",
    )
