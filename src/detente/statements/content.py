"""Cue -> its content outside of quotations: a clause, an object, or the rest of the sentence."""

from collections.abc import Iterable

from detente.records import Act, Span
from detente.sentences import Document
from detente.statements.complements import complement, group
from detente.statements.cues import Cue, has_subject
from detente.statements.objects import FRAMES, request, topic
from detente.statements.ranges import FINITE, trim
from detente.statements.sources import agent_of, inverted, is_passive

_SUBORDINATE = frozenset(
    ("although", "though", "while", "as", "when", "because", "since", "after", "before", "if", "whereas")
)


def find_content(document: Document, i: int, cue: Cue, act: Act) -> tuple[list[Span], str]:
    """Return the content of the verb cue ``i`` that stands outside of quotations, and the frame it was found in."""
    if act == "decline" and cue.act != "decline":
        silent = request(document, i) or topic(document, i)
        return ([silent], "silence") if silent is not None else ([], "")
    if "clause" in cue.frames and not has_subject(document, i) and (before := _before(document, i)):
        return before, "around"
    interrupting = i + 1 < len(document.tokens) and document.tokens[i + 1].text in (",", ";")
    if "clause" in cue.frames and interrupting and cue.kind == "speech" and (around := _around(document, i)):
        rest = complement(document, i)
        return [*around, *([rest] if rest is not None and rest[0] > around[-1][1] else [])], "around"
    if "clause" in cue.frames and (clause := complement(document, i)) is not None:
        return [clause], "clause"
    if "clause" in cue.frames and cue.kind == "speech" and (around := _around(document, i)):
        return around, "around"
    for frame, finder in FRAMES.items():
        if frame in cue.frames and (span := finder(document, i)) is not None:
            return [span], frame
    return [], ""


def _around(document: Document, i: int) -> list[Span]:
    """Return the content of a cue that closes or interrupts its sentence: "X, he said", "X, he said, Y"."""
    tokens = document.tokens
    sentence = document.sentences[tokens[i].sentence]
    left, right = group(document, i)
    introduced = tokens[left].lower == "as" or (left > sentence.first and tokens[left - 1].lower == "as")
    if introduced and tokens[left].lower != "as":
        left -= 1
    if _own_object(document, i) or not (introduced or has_subject(document, i)):
        return []
    if introduced and is_passive(document, i) and agent_of(document, i) is None:
        return []
    if introduced and any(tokens[c].lower in ("i", "we") for c in document.children[i]):
        return []
    head = _main(document, i)
    before = left - 1
    if before < sentence.first:
        comma = next((c for c in range(right, min(right + 6, sentence.last)) if tokens[c].text == ","), right)
        return _pieces(document, [(comma, sentence.last)]) if introduced and right < sentence.last else []
    if tokens[before].text not in (",", "-", "–", "—", '"', ")") and not introduced:
        return []
    if head is None or not (introduced or _speakable(document, sentence.first, before, head)):
        return []
    ranges = [(sentence.first, before)]
    if right < sentence.last and (tokens[right].text in (",", ";", "-", "–", "—") or tokens[right - 1].text == ","):
        reach = document.edges[head][1]
        if tokens[right].text == ";":
            ranges.append((right, sentence.last))
        elif head > right or reach > right + 1:
            ranges.append((right, reach if reach > right else sentence.last))
    return _pieces(document, ranges)


def _before(document: Document, i: int) -> list[Span]:
    """Return all before a cue with its subject behind it: "X, said the minister"."""
    first = document.sentences[document.tokens[i].sentence].first
    if inverted(document, i) is None or not any(t.tag in FINITE for t in document.tokens[first : i - 1]):
        return []
    return _pieces(document, [(first, i - 1)])


def _main(document: Document, i: int) -> int | None:
    """Return the verb of the content that stands before or around the cue."""
    tokens = document.tokens
    governed = [c for c in document.children[i] if tokens[c].dep in ("ccomp", "parataxis", "dep", "csubj") and c < i]
    if governed:
        return governed[-1]
    if tokens[i].dep in ("parataxis", "ccomp", "advcl", "dep", "relcl", "conj") and tokens[i].head != i:
        return tokens[i].head
    return next((c for c in document.children[i] if tokens[c].dep == "advcl" and c < i), None)


def _speakable(document: Document, first: int, last: int, head: int) -> bool:
    """True where ``[first, last)`` can be content: it holds a finite verb and is no mere subordinate clause."""
    tokens = document.tokens
    if tokens[head].dep == "advcl" and head == first and tokens[head].tag in ("VBN", "VBG", "VBD"):
        return False
    verbs = [t for t in tokens[first:last] if t.tag in FINITE]
    if not verbs:
        return head >= last
    return not (tokens[head].dep == "advcl" and head < last and tokens[first].lower in _SUBORDINATE)


def _own_object(document: Document, i: int) -> bool:
    """True where the cue has content of its own to the right, so that what stands before it is not its content."""
    tokens = document.tokens
    behind = inverted(document, i)
    return any(
        c != behind
        and tokens[c].dep in ("dobj", "xcomp", "oprd", "attr", "acomp")
        and c > i
        and tokens[i].lemma not in ("tell", "remind")
        for c in document.children[i]
    )


def _pieces(document: Document, ranges: Iterable[tuple[int, int]]) -> list[Span]:
    return [span for first, last in ranges if (span := trim(document, first, last)) is not None]
