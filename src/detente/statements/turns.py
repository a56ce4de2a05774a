"""Transcripts: each labelled turn is one direct statement of the one whom the label names."""

from collections.abc import Iterable, Iterator

from detente.records import Act, Span
from detente.sentences import Document
from detente.statements.attribution import Attribution

_ASKING = frozenset(("q", "question", "reporter", "journalist", "the press", "press"))


def find_turns(document: Document) -> Iterator[Attribution]:
    """Yield one attribution per labelled turn: its paragraphs up to the next label or heading."""
    if not _is_transcript(document):
        return
    label: Span | None = None
    spans: list[Span] = []
    for paragraph in document.paragraphs:
        if paragraph.label is not None or paragraph.kind == "heading":
            yield from _turn(document, label, spans)
            label, spans = paragraph.label, []
        if label is not None and paragraph.kind == "text":
            spans.extend(paragraph.parsed)
    yield from _turn(document, label, spans)


def in_turn(offset: int, turns: Iterable[Attribution]) -> bool:
    """True where the offset lies in what somebody says under his label."""
    return any(start <= offset < end for turn in turns for start, end in turn.spans)


def _is_transcript(document: Document) -> bool:
    """True where most labelled turns speak in sentences, which the rows of a table ("Turnout: 61 %") don't; what is
    labelled may be a mere greeting before the turn's next paragraph."""
    labelled = {p.index for p in document.paragraphs if p.label is not None}
    verbal = {document.sentences[t.sentence].paragraph for t in document.tokens if t.pos in ("VERB", "AUX", "INTJ")}
    speaking = {i for i in labelled if i in verbal or (i + 1 in verbal and i + 1 not in labelled)}
    return 2 * len(speaking) > len(labelled)


def _turn(document: Document, label: Span | None, spans: list[Span]) -> Iterator[Attribution]:
    if label is None or not (kept := [s for s in (_stripped(document, s) for s in spans) if s[0] < s[1]]):
        return
    name = document.text(*label).strip(" :.\t\xa0*").lower()
    asking = name in _ASKING or document.text(*kept[-1]).endswith("?")
    act: Act = "ask" if asking else "assert"
    yield Attribution(tuple(kept), None, -1, label, None, act, "speech", "turn", 0.98)


def _stripped(document: Document, span: Span) -> Span:
    start, end = span
    text = document.article.text
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
