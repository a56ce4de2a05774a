"""`Article` -> paragraphs and parsed sentences, artefacts marked; the one room that knows spaCy."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.records import Article, Span
from detente.sentences.blocks import BULLET, blocks, kinds
from detente.sentences.document import Document, Mark, Note, Paragraph, ParagraphKind, Sentence, Token
from detente.sentences.labels import labels, turns
from detente.sentences.notes import dateline, find_notes, without
from detente.sentences.parser import Word, words
from detente.sentences.quotes import sides
from detente.sentences.surface import Surface, surface

__all__ = ["Document", "Mark", "Note", "Paragraph", "ParagraphKind", "Sentence", "Token", "parse"]

LONGEST_WORD = 300  # characters: a longer run without a blank is no word, and isn't parsed
LONGEST_UNIT = 10_000  # characters that the parser reads at once
_NO_WORD = re.compile(rf"\S{{{LONGEST_WORD},}}")
_LIST_ITEM = re.compile(r"(?<=[.!?;:]) (?=[-–•] [A-Z])")
_LABEL_LEFT = re.compile(r"\s*")


def parse(article: Article) -> Document:
    """Return the article's paragraphs, sentences and tokens.

    Every offset is one of ``article.text``. The result depends on the article alone.

    Raises:
        ImportError: spaCy's English model isn't installed.
    """
    paragraphs = _paragraphs(article)
    marks: list[Mark] = []
    units: list[tuple[int, Surface]] = []
    is_open = False
    for paragraph in paragraphs:
        if paragraph.parsed and paragraph.kind in ("text", "heading"):
            own, is_open = sides(article.text, paragraph.parsed, is_open and paragraph.label is None)
            marks += own
            units += [(paragraph.index, unit) for unit in _units(surface(article.text, paragraph.parsed, own))]
    building = _Building()
    for (number, unit), found in zip(units, words(unit.text for _, unit in units), strict=True):
        building.add(number, unit, found)
    return Document(article, paragraphs, tuple(building.sentences), tuple(building.tokens), tuple(marks))


def _paragraphs(article: Article) -> tuple[Paragraph, ...]:
    text = article.text
    notes = find_notes(text)
    spans = turns(text, blocks(text, notes))
    labelled = labels(text, spans)
    found = []
    following = 0
    texts = 0
    for number, kind in enumerate(kinds(text, spans, set(labelled), article.title)):
        start, end = spans[number]
        while following < len(notes) and notes[following].end <= start:
            following += 1
        last = following
        while last < len(notes) and notes[last].start < end:
            last += 1
        own = tuple(note for note in notes[following:last] if start <= note.start and note.end <= end)
        label, begin = labelled.get(number, (None, start))
        texts += kind == "text"
        place = dateline(text, start, end) if kind == "text" and label is None and texts <= 3 else None
        if place is not None:
            own = (place, *(note for note in own if note.start >= place.end))
        parsed = _parsed(text, (begin, end), own) if kind in ("text", "heading") else ()
        found.append(Paragraph(number, start, end, kind, label, parsed, own))
    return tuple(found)


def _parsed(text: str, span: Span, notes: tuple[Note, ...]) -> tuple[Span, ...]:
    """Return the segments of a paragraph that are read: not its bullet, its notes, or what is no word."""
    bullet = BULLET.match(text, *span)
    begin = bullet.end() if bullet else span[0]
    found = []
    for first, last in without((begin, span[1]), notes):
        position = first
        for run in _NO_WORD.finditer(text, first, last):
            found.append((position, run.start()))
            position = run.end()
        found.append((position, last))
    return tuple(segment for segment in (_trim(text, *piece) for piece in found) if segment[0] < segment[1])


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _units(whole: Surface) -> Iterator[Surface]:
    """Yield the pieces of a paragraph that are parsed one by one: items of a run-in list, parts of what is too long."""
    position = 0
    for cut in [*(m.start() for m in _LIST_ITEM.finditer(whole.text)), len(whole.text)]:
        while position < cut:
            end = cut if cut - position <= LONGEST_UNIT else _break(whole.text, position, position + LONGEST_UNIT)
            piece = whole.text[position:end]
            lead = len(piece) - len(piece.lstrip())
            bullet = BULLET.match(piece, lead)
            lead = bullet.end() if bullet else lead
            if piece[lead:].strip():
                yield Surface(piece[lead:].rstrip(), whole.at[position + lead : end])
            position = end


def _break(text: str, start: int, end: int) -> int:
    """Return where to cut a text that is too long: behind a full stop, else at a blank, else anywhere."""
    for stop in (". ", " "):
        if (found := text.rfind(stop, start + 1, end)) > start:
            return found + 1
    return end


@dataclass
class _Building:
    """The sentences and tokens so far."""

    def __post_init__(self) -> None:
        self.sentences: list[Sentence] = []
        self.tokens: list[Token] = []

    def add(self, paragraph: int, unit: Surface, found: Sequence[Word]) -> None:
        opens = [i for i, word in enumerate(found) if word.opens or i == 0]
        base, number = len(self.tokens), len(self.sentences) - 1
        roots = []
        for i, word in enumerate(found):
            if word.opens or i == 0:
                number += 1
            start, end = unit.at[word.at], unit.at[word.at + len(word.text) - 1] + 1
            self.tokens.append(
                Token(
                    base + i,
                    start,
                    end,
                    word.text,
                    word.lower,
                    word.lemma,
                    word.tag,
                    word.pos,
                    word.dep,
                    base + word.head,
                    number,
                )
            )
            if word.head == i:
                roots.append(i)
        for first, last in zip(opens, [*opens[1:], len(found)], strict=True):
            root = next((i for i in roots if first <= i < last), first)
            start, end = self.tokens[base + first].start, self.tokens[base + last - 1].end
            index = len(self.sentences)
            self.sentences.append(Sentence(index, paragraph, base + first, base + last, start, end, base + root))
