"""Words by which one outlet keeps its distance from what another tells plainly -> differences of frame."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from detente.lexicon import rows
from detente.linking.vectors import nearness
from detente.linking.wording import concepts, contains, lands, sentence, sentences
from detente.records import Article, Findings, Side, Span

SOON = 3
"""Days between two reports within which they speak of one thing."""
_NAMED = 60  # characters after a word of doubt that name what is doubted
_WORDS = 5  # words that name it
_ALIKE = 0.5  # nearness in meaning from which two sentences speak of one thing
_QUOTES = "\"“”'‘’"
_SCARE = re.compile(r"(?<![\w.,:])[\"“]([a-z][\w’-]+(?: [a-z][\w’-]+){0,2})[,.]?[\"”]")
_SAYING = re.compile(
    r"\b(?:sa(?:id|ys|ying)|call(?:ed|s|ing)|told|term(?:ed|s)|describ\w+|wrote|as|word|phrase|quot\w+|dubbed)\b[^.\"“]{0,40}$"
)
_APART = re.compile(
    r"\b(?:claims?|claiming|no|not|never|untrue|falsely?|baseless|if|whether|could|might|would)\b|\?\W*$"
)
_BREAK = re.compile(r"[,;:.!?()—–\n]|\b(?:and(?! [A-Z])|who|which|that|as|is|was|has|had|to|by|from|with|in)\b")


class Doubt(NamedTuple):
    """A thing that a report names with distance; ``how`` says by what. ``words`` name it."""

    article: Article
    span: Span
    words: str
    how: str


def doubts(found: Findings) -> Iterator[Doubt]:
    """Yield what an article names with distance, each thing once."""
    seen: set[str] = set()
    alleged = [(event.start - _NAMED, event.end) for event in found.events if event.stance == "alleged"]
    for span, words, how in (*_cued(found.article.text), *_scared(found)):
        doubt = Doubt(found.article, span, words, how)
        key = named_by(doubt)
        if any(start <= span[0] and span[1] <= end for start, end in alleged):
            continue  # an allegation is compared with the other reports of the same fact
        if sum(key.values()) >= 1 and " ".join(key) not in seen:
            seen.add(" ".join(key))
            yield doubt


def _cued(text: str) -> Iterator[tuple[Span, str, str]]:
    for match in _cues().finditer(text):
        words = text[match.end() : match.end() + _NAMED].lstrip(f" {_QUOTES}")
        end = _BREAK.search(words)
        yield (
            match.span(),
            " ".join(words[: end.start() if end else None].split()[:_WORDS]),
            f"“{match.group().lower()}”",
        )


def _scared(found: Findings) -> Iterator[tuple[Span, str, str]]:
    """Words in quotation marks that nobody is told to have said."""
    text = found.article.text
    quoted = [span for one in found.statements if one.kind == "direct" for span in one.spans if span[1] - span[0] < 80]
    for match in _SCARE.finditer(text):
        within = any(start <= match.start() + 1 and match.end() - 1 <= end for start, end in quoted)
        if not within and not _SAYING.search(text[max(0, match.start() - 60) : match.start()].lower()):
            yield match.span(), match[1], "in quotation marks"


@cache
def _cues() -> re.Pattern[str]:
    cues = "|".join(re.escape(row["cue"]) for row in rows("frames") if row["names"])
    return re.compile(rf"\b(?:{cues})\b(?= [\w\"“‘])", re.IGNORECASE)


class Plainly(NamedTuple):
    """The sentence that tells plainly what another doubts."""

    found: Findings
    span: Span


def named_by(doubt: Doubt) -> dict[str, float]:
    """Return the telling words that name what is doubted, with their weights."""
    return {word: weight for word, weight in concepts(doubt.words).items() if weight >= 0.5}


def names(told: Container[str], named: Mapping[str, float]) -> bool:
    """Return whether a text with the words ``told`` names what ``named`` names: by half of its weight."""
    return sum(weight for word, weight in named.items() if word in told) >= max(1, sum(named.values()) / 2)


def plainly(doubt: Doubt, others: Sequence[Findings]) -> Plainly | None:
    """Return the sentence of the others that names what is doubted without distance, the nearest in meaning."""
    text = doubt.article.text
    start, end = sentence(text, *doubt.span)
    named = named_by(doubt)
    whole, countries = text[start:end], lands(text[start:end])
    best: tuple[float, str, int] | None = None
    chosen: Plainly | None = None
    for found in others:
        for span in _naming(found.article.text, named):
            told = found.article.text[slice(*span)]
            near = nearness(whole, told) if countries & lands(told) and not _distant(told, named) else 0.0
            rank = near, found.article.id, -span[0]
            if near >= _ALIKE and (best is None or rank > best):
                best, chosen = rank, Plainly(found, span)
    return chosen


def _naming(text: str, named: Mapping[str, float]) -> Iterable[Span]:
    for start, end in sentences(text):
        if end - start < 600 and names(concepts(text[start:end]), named):
            yield start, end


def _distant(text: str, named: Mapping[str, float]) -> bool:
    """True where a sentence keeps its distance too, says that it is not so, or asks."""
    lowered = text.lower()
    if any(contains(lowered, row["cue"]) for row in rows("frames")) or _APART.search(lowered):
        return True
    return any(named.keys() & concepts(match[1]).keys() for match in _SCARE.finditer(text))


def sides(doubt: Doubt, plain: Plainly) -> tuple[Side, Side]:
    """Return both sides of a difference of frame, the plain one first."""
    article = plain.found.article
    return (
        Side(article.outlet, article.id, plain.span, "fact"),
        Side(doubt.article.outlet, doubt.article.id, doubt.span, "doubt"),
    )
