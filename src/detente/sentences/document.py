"""What a parsed article is made of: paragraphs, notes, sentences, tokens, all in offsets of ``Article.text``."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from detente.records import Article, Span

ParagraphKind = Literal["text", "heading", "caption", "credit"]


class Token(NamedTuple):
    """One word of the parse. ``start`` and ``end`` are offsets in ``Article.text``; ``head`` is a token index
    (its own for a root); ``tag`` is Penn Treebank, ``pos`` universal, ``dep`` spaCy's English label.
    ``text`` is what the parser read: quotation marks straightened, brackets and soft hyphens left out."""

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    sentence: int


class Mark(NamedTuple):
    """A double quotation mark at offset ``at``; ``opening`` tells its side, however it was typed."""

    at: int
    opening: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``[first, last)`` of one paragraph, and the offsets they cover."""

    index: int
    paragraph: int
    first: int
    last: int
    start: int
    end: int
    root: int


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in a paragraph but isn't its author's or speaker's: an editors' note, a stage direction, an agency's
    dateline. Not part of what is parsed. ``text`` is without brackets and signature."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article. ``parsed`` are the segments given to the parser (without label and notes); only the kinds
    "text" and "heading" are parsed. ``label`` is the speaker's label of a transcript, without its colon."""

    index: int
    start: int
    end: int
    kind: ParagraphKind
    label: Span | None
    parsed: tuple[Span, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Document:
    """An article with its paragraphs, sentences and tokens; what every later room reads."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    marks: tuple[Mark, ...] = ()

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Indices of each token's syntactic children, in order of the text."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                found[token.head].append(token.i)
        return tuple(map(tuple, found))

    @cached_property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """For each token the half-open range of token indices that its subtree covers."""
        left = list(range(len(self.tokens)))
        right = [i + 1 for i in left]
        for i in self._upwards():
            head = self.tokens[i].head
            left[head] = min(left[head], left[i])
            right[head] = max(right[head], right[i])
        return tuple(zip(left, right, strict=True))

    def first_token(self, offset: int) -> int:
        """Return the index of the first token that begins at or behind ``offset``."""
        return bisect_left(self.tokens, offset, key=lambda token: token.start)

    def tokens_in(self, span: Span) -> range:
        """Return the indices of the tokens that begin in a span."""
        return range(self.first_token(span[0]), self.first_token(span[1]))

    def _upwards(self) -> list[int]:
        """Return the tokens' indices, every token before its head."""
        order = [token.i for token in self.tokens if token.head == token.i]
        for i in order:
            order.extend(self.children[i])
        return order[::-1]

    def text(self, start: int, end: int) -> str:
        """Return the article's own characters from ``start`` to ``end``."""
        return self.article.text[start:end]

    def span(self, first: int, last: int) -> Span:
        """Return the offsets that the tokens ``[first, last)`` cover."""
        return self.tokens[first].start, self.tokens[last - 1].end
