"""Stage A, verbs: cues with their clauses and quotations -> attributions (content, cue, source), not yet interpreted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.records import Act, Span
from detente.sentences import Document, Token
from detente.statements.cues import Cue, act_of, cue_of, has_subject
from detente.statements.quotations import Quotation
from detente.statements.sources import noun_phrase, subject_of


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content spans, cue and source of something reported. ``head`` is the token of the cue, -1 without one;
    ``source_head`` the token that heads the source, None where nobody is named; ``act`` as the cue has it."""

    spans: tuple[Span, ...]
    cue: Span | None
    head: int
    source: Span | None
    source_head: int | None
    act: Act
    kind: str
    rule: str
    score: float


def find_verbal(document: Document, quotations: Sequence[Quotation], blocks: Sequence[Quotation]) -> list[Attribution]:
    """Return the attributions that hang on a verb, in order of their cues."""
    quoted = _inside(document, quotations)
    hits = {t.i: cue for t in document.tokens if (cue := cue_of(document, t)) and cue.pos == "verb"}
    direct = _direct(document, blocks, hits, quoted)
    return [a for i, cue in hits.items() for a in _of_cue(document, i, cue, direct.get(i, []), quoted)]


def _inside(document: Document, quotations: Sequence[Quotation]) -> dict[int, Quotation]:
    """Return for each token inside a quotation the quotation."""
    found: dict[int, Quotation] = {}
    at = 0
    for quotation in quotations:
        while at and document.tokens[at - 1].start >= quotation.start:
            at -= 1
        while at < len(document.tokens) and document.tokens[at].start < quotation.end:
            if quotation.covers(document.tokens[at].start) and at not in found:
                found[at] = quotation
            at += 1
    return found


# --- direct quotations ------------------------------------------------------------------------------------


def is_block(document: Document, quotation: Quotation) -> bool:
    """True for a quotation that stands as speech, False for words quoted within somebody else's sentence."""
    text = document.article.text
    tokens = [t for t in _tokens(document, quotation.inner) if t.pos != "PUNCT"]
    if not tokens:
        return False
    if len(quotation.spans) > 1:
        return True
    before = text[: quotation.start].rstrip(" \t\xa0")[-1:]
    opening = before in ("", "\n", ".", "!", "?", ":", ";", ",", "—", "–", "-", "”", '"', ")", "…", "]")
    verbal = any(t.pos in ("VERB", "AUX") for t in tokens)
    closing = text[quotation.inner[0] : quotation.inner[1]].rstrip()[-1:] in (",", ".", "!", "?", "…", "—", "-", ";")
    if opening:
        return (verbal and len(tokens) > 2) or (closing and before != ",") or (closing and tokens[0].text[:1].isupper())
    first = tokens[0]
    previous = document.tokens[first.i - 2] if first.i > 1 else first
    return (
        verbal
        and closing
        and first.text[:1].isupper()
        and previous.lower in ("said", "says", "saying", "that", "added", "asked")
    )


def _tokens(document: Document, span: Span) -> Sequence[Token]:
    first = first_token(document, span[0])
    last = first_token(document, span[1])
    return document.tokens[first:last]


def first_token(document: Document, offset: int) -> int:
    """Return the index of the first token that begins at or behind ``offset``."""
    low, high = 0, len(document.tokens)
    while low < high:
        middle = (low + high) // 2
        if document.tokens[middle].start < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _direct(
    document: Document, blocks: Sequence[Quotation], hits: dict[int, Cue], quoted: dict[int, Quotation]
) -> dict[int, list[Quotation]]:
    """Return for each cue the quotations that it introduces, interrupts or closes."""
    found: dict[int, list[Quotation]] = {}
    starts = {q.start for q in blocks}
    for quotation in blocks:
        cue = _cue_after(document, quotation, hits, quoted, starts)
        if cue is None:
            cue = _cue_before(document, quotation, hits, quoted)
        if cue is not None:
            found.setdefault(cue, []).append(quotation)
    return found


def _cue_after(
    document: Document, quotation: Quotation, hits: dict[int, Cue], quoted: dict[int, Quotation], starts: set[int]
) -> int | None:
    tokens = document.tokens
    at = first_token(document, quotation.end)
    while at < len(tokens) and tokens[at].pos in ("PUNCT", "SPACE") and tokens[at].text not in (".", '"'):
        at += 1
    if at >= len(tokens) or _paragraph(document, at) != _paragraph(
        document, first_token(document, quotation.spans[-1][0])
    ):
        return None
    sentence = document.sentences[tokens[at].sentence]
    ended = document.article.text[quotation.inner[0] : quotation.inner[1]].rstrip().endswith(".")
    for i in range(at, min(sentence.last, at + 40)):
        if i in quoted:
            return None
        if tokens[i].text in (";", ":") or (tokens[i].lower in ("but", "and") and i > at + 1):
            return None
        cue = hits.get(i)
        if cue is None or "quote" not in cue.frames or tokens[i].dep in ("relcl",):
            continue
        if tokens[i].dep == "acl" and i > at + 1:
            continue
        if ended and _complement(document, i, at) is not None:
            return None
        if act_of(document, tokens[i], cue, quoting=True) is None:
            return None
        return i
    return None


def _cue_before(
    document: Document, quotation: Quotation, hits: dict[int, Cue], quoted: dict[int, Quotation]
) -> int | None:
    tokens, text = document.tokens, document.article.text
    at = first_token(document, quotation.start) - 1
    before = text[: quotation.start].rstrip()[-1:]
    if at < 0 or (
        before not in (":", ",", "—", "–", "-")
        and tokens[at].lower not in ("said", "says", "saying", "that", "asked", "added")
    ):
        return None
    if _paragraph(document, at) != _paragraph(document, at + 1) and before != ":":
        return None
    first = document.sentences[tokens[at].sentence].first
    for i in range(at, max(first, at - 30) - 1, -1):
        if i in quoted and before != ":":
            return None
        cue = hits.get(i)
        if cue is not None and "quote" in cue.frames and i not in quoted:
            return i if act_of(document, tokens[i], cue, quoting=True) is not None else None
        if before != ":" and tokens[i].pos == "VERB" and tokens[i].tag in ("VBD", "VBZ", "VBP") and i not in quoted:
            return None
    return None


def _paragraph(document: Document, i: int) -> int:
    return document.sentences[document.tokens[i].sentence].paragraph


def continued(document: Document, found: Sequence[Attribution], blocks: Sequence[Quotation]) -> list[Attribution]:
    """Give each quotation that no cue claims to the statement that it directly continues."""
    result = list(found)
    for quotation in blocks:
        if any(_overlaps(span, quotation) for a in result for span in a.spans):
            continue
        place = _place(document, quotation.start)
        last = max(
            (n for n, a in enumerate(result) if a.kind == "speech" and _end(document, a) <= quotation.start),
            key=lambda n: (_end(document, result[n]), -result[n].head),
            default=None,
        )
        if last is None or not _follows(document, result[last], place):
            continue
        result[last] = replace(result[last], spans=(*result[last].spans, *quotation.spans))
    return result


def _overlaps(span: Span, quotation: Quotation) -> bool:
    return span[0] < quotation.end and quotation.start < span[1]


def _end(document: Document, attribution: Attribution) -> int:
    ends = [end for _, end in attribution.spans]
    if attribution.head >= 0:
        ends.append(document.tokens[attribution.head].end)
    return max(ends)


def _place(document: Document, offset: int) -> int:
    """Return the index of the sentence that covers ``offset``."""
    at = first_token(document, offset)
    return document.tokens[min(at, len(document.tokens) - 1)].sentence


def _follows(document: Document, attribution: Attribution, sentence: int) -> bool:
    """True where the sentence stands right behind the attribution, at most one paragraph border between."""
    last = _place(document, max(_end(document, attribution) - 1, 0))
    here, there = document.sentences[sentence], document.sentences[last]
    tokens = document.tokens
    while last < sentence and document.tokens[document.sentences[last].last - 1].end <= _end(document, attribution) - 1:
        last += 1
    return sentence - last <= 1 and here.paragraph - there.paragraph <= 1 and bool(tokens)


# --- clauses ----------------------------------------------------------------------------------------------


def _of_cue(
    document: Document, i: int, cue: Cue, direct: list[Quotation], quoted: dict[int, Quotation]
) -> Iterator[Attribution]:
    token = document.tokens[i]
    act = act_of(document, token, cue, bool(direct))
    if act is None or (token.dep == "amod"):
        return
    head = subject_of(document, i)
    if not direct and _performative(document, i, head, i in quoted):
        return
    spans = [span for q in direct for span in q.spans]
    rule = "direct" if direct else ""
    indirect, how = _indirect(document, i, cue, act)
    indirect = [piece for span in indirect for piece in _without(span, spans)]
    if indirect:
        spans.extend(indirect)
        rule = f"{rule}+{how}" if rule else how
    if not spans:
        return
    source = noun_phrase(document, head) if head is not None else None
    if source is None and cue.kind != "speech":
        return
    yield Attribution(
        tuple(sorted(spans)), _cue_span(document, i), i, source, head, act, cue.kind, f"{cue.kind}:{rule}", 0.9
    )


def _performative(document: Document, i: int, subject: int | None, quoted: bool) -> bool:
    """True for "I think", "we say" and the like, where the speaker of the moment marks his own words."""
    if subject is None:
        return quoted and not has_subject(document, i)
    word, token = document.tokens[subject], document.tokens[i]
    return word.lower in ("i", "we", "you", "one", "it") and (
        token.tag in ("VBP", "VB", "VBG") or word.lower in ("you", "one")
    )


def _without(span: Span, others: Sequence[Span]) -> list[Span]:
    """Return what is left of ``span`` outside of ``others``."""
    pieces = [span]
    for start, end in others:
        pieces = [
            part
            for left, right in pieces
            for part in ((left, min(right, start)), (max(left, end), right))
            if part[1] - part[0] > 2
        ]
    return pieces


def _cue_span(document: Document, i: int) -> Span:
    tokens = document.tokens
    first = i
    for child in document.children[i]:
        if child < i and tokens[child].dep in ("aux", "auxpass", "neg") and i - child <= 3:
            first = min(first, child)
    last = next((c for c in document.children[i] if tokens[c].dep == "prt" and c == i + 1), i)
    return tokens[first].start, tokens[last].end


def _indirect(document: Document, i: int, cue: Cue, act: Act) -> tuple[list[Span], str]:
    """Return the content that stands outside of quotations, and the frame it was found in."""
    if "clause" in cue.frames or "quote" in cue.frames:
        clause = _complement(document, i, document.sentences[document.tokens[i].sentence].first)
        if clause is not None and "clause" in cue.frames:
            return [clause], "clause"
        if around := _around(document, i, cue):
            return around, "around"
    for frame, finder in _FRAMES:
        if frame in cue.frames and (span := finder(document, i)) is not None:
            return [span], frame
    return [], ""


def _complement(document: Document, i: int, floor: int) -> Span | None:
    """Return the finite clause that follows the cue: "that ...", "whether ...", or bare."""
    tokens = document.tokens
    for child in document.children[i]:
        if tokens[child].dep == "ccomp" and child > i:
            first, last = document.edges[child]
            first = max(first, i + 1)
            return trim(document, first, last)
    return None


def _around(document: Document, i: int, cue: Cue) -> list[Span]:
    """Return the content of a cue that closes or interrupts its sentence: "X, he said", "X, he said, Y"."""
    tokens = document.tokens
    sentence = document.sentences[tokens[i].sentence]
    left, right = _group(document, i)
    as_clause = (left > sentence.first and tokens[left - 1].lower == "as") or (left < i and tokens[left].lower == "as")
    if left < len(tokens) and tokens[left].lower == "as":
        pass
    elif as_clause:
        left -= 1
    before = left - 1
    if before < sentence.first:
        return _fronted(document, i, right, sentence.last) if as_clause else []
    if tokens[before].text not in (",", "-", "–", "—", '"') or "clause" not in cue.frames:
        return []
    first = sentence.first
    governed = [c for c in document.children[i] if tokens[c].dep == "ccomp" and c < i]
    head = governed[0] if governed else tokens[i].head
    if not governed and (tokens[i].dep not in ("parataxis", "ccomp", "advcl", "ROOT", "conj", "dep")):
        return []
    pieces = [trim(document, first, before)]
    if tokens[right - 1].text == "," or (right < sentence.last and tokens[right].text == ","):
        _, reach = document.edges[head]
        if (head != i and head > i) or (governed and reach > right):
            pieces.append(trim(document, right, max(reach, right)))
    if not any(t.pos in ("VERB", "AUX") for t in tokens[first:before]) and len(pieces) == 1:
        return []
    return [piece for piece in pieces if piece is not None]


def _fronted(document: Document, i: int, right: int, last: int) -> list[Span]:
    piece = trim(document, right, last)
    return [piece] if piece is not None else []


def _group(document: Document, i: int) -> tuple[int, int]:
    """Return the token range of a cue with its subject and adjuncts, without its content."""
    tokens = document.tokens
    left, right = i, i + 1
    for child in document.children[i]:
        first, last = document.edges[child]
        if tokens[child].dep in ("ccomp", "punct", "parataxis"):
            continue
        if child < i and tokens[child].dep in ("nsubj", "nsubjpass", "aux", "auxpass", "advmod", "mark", "neg"):
            if tokens[child].dep == "advmod" and first < i - 3:
                continue
            left = min(left, first)
        elif child > i:
            if (
                first > right
                and tokens[right].text == ","
                and tokens[child].dep not in ("nsubj", "advcl", "prep", "npadvmod")
            ):
                continue
            right = max(right, last)
    return left, right


def _np(document: Document, i: int) -> Span | None:
    """Return the object of the cue, where it is content ("announced the expulsion of ...")."""
    tokens = document.tokens
    for child in document.children[i]:
        if (
            tokens[child].dep == "dobj"
            and child > i
            and tokens[child].lower not in ("it", "this", "that", "him", "her", "them")
        ):
            return trim(document, *document.edges[child])
    return None


def _infinitive(document: Document, i: int) -> Span | None:
    tokens = document.tokens
    for child in document.children[i]:
        if (
            tokens[child].dep in ("xcomp", "advcl")
            and child > i
            and any(tokens[c].lower == "to" for c in document.children[child])
        ):
            return trim(document, *document.edges[child])
    return None


def _object_and_rest(document: Document, i: int) -> Span | None:
    """Return object and predicate: "called X a Y", "described X as Y", "accused X of Y"."""
    tokens = document.tokens
    parts = [
        c
        for c in document.children[i]
        if c > i and tokens[c].dep in ("dobj", "oprd", "prep", "ccomp", "xcomp", "dative")
    ]
    if len(parts) < 1:
        return None
    parts = [c for c in parts if tokens[c].dep != "prep" or tokens[c].lower in ("as", "of", "for")]
    second = [c for c in parts if tokens[c].dep in ("oprd", "prep", "ccomp", "xcomp")]
    if not second:
        return None
    return trim(document, min(document.edges[c][0] for c in parts), max(document.edges[c][1] for c in parts))


def _with(document: Document, i: int) -> Span | None:
    tokens = document.tokens
    for child in document.children[i]:
        if tokens[child].dep == "prep" and tokens[child].lower == "with" and child > i:
            first, last = document.edges[child]
            return trim(document, first + 1, last)
    return None


_FRAMES = (
    ("as", _object_and_rest),
    ("predicate", _object_and_rest),
    ("of", _object_and_rest),
    ("np", _np),
    ("with", _with),
    ("inf", _infinitive),
)


def trim(document: Document, first: int, last: int) -> Span | None:
    """Return the offsets of the tokens ``[first, last)`` without marks and spaces at the ends, or None where nothing is left."""
    tokens = document.tokens
    while first < last and (tokens[first].text in (",", ".", ":", ";", "-", "–", "—") or tokens[first].text.isspace()):
        first += 1
    while first < last and (
        tokens[last - 1].text in (",", ".", ":", ";", "-", "–", "—") or tokens[last - 1].text.isspace()
    ):
        last -= 1
    return (tokens[first].start, tokens[last - 1].end) if first < last else None
