"""Stage A, the rest: "according to X", "in X's view", "X's claim that ...", "X was clear that ...", "X: ..."."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.records import Span
from detente.sentences import Document, Sentence
from detente.statements.attribution import Attribution
from detente.statements.complements import FAR, clause_after, is_finite, reach
from detente.statements.cues import Cue, act_of, cue_of, cues, is_document
from detente.statements.quotations import Quotation
from detente.statements.ranges import trim
from detente.statements.sources import climb, noun_phrase, possessor_of, subject_of

_LABEL_WORDS = 7
_SIGNATURES = frozenset((":", "–", "—", "-", "--"))


def find_phrases(document: Document, blocks: Sequence[Quotation]) -> Iterator[Attribution]:
    """Yield the attributions that hang on a preposition, a noun, an adjective or a colon."""
    for token in document.tokens:
        if token.lower == "according":
            yield from _according(document, token.i, blocks)
            continue
        cue = cue_of(document, token)
        if cue is None or cue.pos not in ("noun", "adj"):
            continue
        if cue.pos == "adj":
            yield from _adjective(document, token.i, cue)
        else:
            yield from _in_view(document, token.i, cue)
            yield from _noun(document, token.i, cue)
    yield from _colons(document, blocks)
    yield from _posts(document)


def _according(document: Document, i: int, blocks: Sequence[Quotation]) -> Iterator[Attribution]:
    tokens = document.tokens
    if i + 2 >= len(tokens) or tokens[i + 1].lower != "to":
        return
    sentence = document.sentences[tokens[i].sentence]
    source = next((c for c in document.children[i + 1] if tokens[c].dep == "pobj" and c > i), None)
    if source is None:
        source = _first_noun(document, i + 2, sentence.last)
    if source is None:
        return
    if (tokens[source].lemma.lower(), "measure") in cues():
        return
    if tokens[source].lower == "which":
        yield from _according_to_which(document, i, source)
        return
    right = document.first_token(noun_phrase(document, source)[1])
    edge = document.edges[source][1]
    if edge > right and any(tokens[c].dep == "relcl" for c in document.children[source]) and tokens[edge].text == ",":
        right = edge
    spans = _rest(document, i, right, blocks)
    if spans:
        yield _attribution(document, i, (i, i + 2), source, spans, cues()["according", "prep"], "according-to", 0.9)


def _first_noun(document: Document, first: int, last: int) -> int | None:
    """Return the head of the noun phrase that begins at ``first``, where the parse has lost it."""
    found = None
    for i in range(first, last):
        token = document.tokens[i]
        if token.pos in ("NOUN", "PROPN", "PRON"):
            found = i
        elif token.pos not in ("DET", "ADJ", "NUM", "PART"):
            break
    return found


def _rest(document: Document, left: int, right: int, blocks: Sequence[Quotation]) -> tuple[Span, ...]:
    """Return the clause around the phrase ``[left, right)`` without the phrase; a quotation right before it wins."""
    tokens = document.tokens
    sentence = document.sentences[tokens[left].sentence]
    before = tokens[left - 1].end if left else 0
    for quotation in blocks:
        if 0 <= tokens[left].start - quotation.end <= 3 or quotation.inner[1] <= before <= quotation.end:
            return quotation.spans
    first, last = document.edges[climb(document, tokens[left].head)]
    if left <= sentence.first + 1 or right >= sentence.last - 1:
        first, last = sentence.first, sentence.last
    pieces = []
    if first < left:
        pieces.append(trim(document, first, left))
    if right < last and (left <= sentence.first + 3 or tokens[right].text == ","):
        pieces.append(trim(document, right, last))
    return tuple(p for p in pieces if p is not None and (p[1] - p[0] > 12 or len(pieces) == 1))


def _according_to_which(document: Document, i: int, which: int) -> Iterator[Attribution]:
    """... a decree, according to which missions are closed: the nearest document before, else the noun it follows."""
    tokens = document.tokens
    sentence = document.sentences[tokens[i].sentence]
    nouns = [n for n in range(sentence.first, i) if tokens[n].pos == "NOUN"]
    noun = next((n for n in reversed(nouns) if is_document(tokens[n])), nouns[-1] if nouns else None)
    span = trim(document, which + 1, sentence.last)
    if span is not None and noun is not None:
        yield _attribution(document, i, (i, i + 2), noun, (span,), cues()["according", "prep"], "according-to", 0.7)


def _in_view(document: Document, i: int, cue: Cue) -> Iterator[Attribution]:
    """In X's view (opinion, words), ..."""
    tokens = document.tokens
    head = tokens[tokens[i].head]
    if "in" not in cue.frames or head.lower != "in" or head.i > i or tokens[i].dep != "pobj":
        return
    if tokens[i].lower == "word" or [t.lower for t in tokens[i - 1 : i + 2 : 2]] == ["in", "of"]:
        return  # "stock in his word", "in view of the agreement"
    source = possessor_of(document, i)
    if source is None or tokens[source].lower in ("my", "our", "your", "its"):
        return
    left, right = head.i, document.edges[i][1]
    spans = _rest(document, left, right, ())
    if spans:
        yield _attribution(document, i, (left, i + 1), source, spans, cue, "in-view", 0.8)


def _noun(document: Document, i: int, cue: Cue) -> Iterator[Attribution]:
    """X's claim that ..., the ministry issued a statement that ..."""
    if "clause" not in cue.frames:
        return
    tokens = document.tokens
    source = possessor_of(document, i)
    content = clause_after(document, i) or _deed(document, i, source, cue)
    if content is None or source is None or tokens[source].lower in ("my", "our", "your", "its"):
        return
    governor = cue_of(document, tokens[climb(document, tokens[i].head)])
    if governor is not None and "question" in governor.frames:
        return
    if tokens[i].dep == "dobj" and act_of(document, tokens[tokens[i].head], cue, quoting=False) is None:
        return
    voiced = replace(cue, kind="speech") if tokens[i].dep == "dobj" else cue
    yield _attribution(document, i, (i, i + 1), source, (content,), voiced, "noun", 0.7)


def _deed(document: Document, i: int, source: int | None, cue: Cue) -> Span | None:
    """X's threat to ..., with the condition that the parser hangs elsewhere."""
    tokens = document.tokens
    if "inf" not in cue.frames or source is None or tokens[source].dep != "poss" or tokens[source].pos == "NOUN":
        return None
    deed = next((c for c in document.children[i] if c > i and tokens[c].dep == "acl" and tokens[c].tag == "VB"), None)
    if deed is None:
        return None
    first, last = document.edges[deed]
    if last < len(tokens) and tokens[last].lower in ("if", "unless"):
        last = max(document.edges[c][1] for c in (last, tokens[last].head))
    return trim(document, first, last)


def _adjective(document: Document, i: int, cue: Cue) -> Iterator[Attribution]:
    """X made it clear that ..., X was adamant that ..."""
    tokens = document.tokens
    verb = _made(document, i) or climb(document, tokens[i].head)
    content = clause_after(document, i, FAR) or _next_clause(document, i, verb)
    left, right = document.edges[verb]
    spans = (content,) if content else _rest(document, left, right, ()) if tokens[left].lower == "as" else ()
    if (
        not spans
        or tokens[verb].lemma.lower() not in (("be", "make") if tokens[i].lower == "clear" else ("be", "remain"))
        or verb > i
    ):
        return
    source = subject_of(document, verb)
    if source is None or tokens[source].lower in ("i", "it", "we", "this", "that") or tokens[source].dep == "expl":
        return
    if act_of(document, tokens[verb], cue, quoting=False) is None:
        return
    yield _attribution(document, i, (verb if i - verb < 4 else i, i + 1), source, spans, cue, "adjective", 0.8)


def _made(document: Document, i: int) -> int | None:
    """Return the verb of "made (it) clear", whatever the parse hangs the adjective on."""
    tokens = document.tokens
    at = i - 1
    while at > 0 and (tokens[at].pos == "ADV" or tokens[at].lower == "it"):
        at -= 1
    return at if tokens[i].lower == "clear" and at >= 0 and tokens[at].lemma.lower() == "make" else None


def _next_clause(document: Document, i: int, verb: int) -> Span | None:
    """Return the bare clause that follows "made it clear", here or on the verb above."""
    tokens = document.tokens
    if tokens[i].lower != "clear" or tokens[verb].lemma.lower() != "make":
        return None
    for above in (verb, tokens[verb].head):
        for child in document.children[above]:
            first, last = document.edges[child]
            if tokens[child].dep == "ccomp" and child > i and is_finite(document, child):
                return trim(document, max(first, i + 1), reach(document, i, child, last))
    return None


def _colons(document: Document, blocks: Sequence[Quotation]) -> Iterator[Attribution]:
    """Kremlin: no date is set (headlines and labels in running text)."""
    tokens = document.tokens
    for sentence in document.sentences:
        paragraph = document.paragraphs[sentence.paragraph]
        if paragraph.kind == "heading":
            yield from _signed(document, sentence)
        colon = next(
            (
                i
                for i in range(sentence.first, min(sentence.last, sentence.first + _LABEL_WORDS))
                if tokens[i].text == ":"
            ),
            None,
        )
        if colon is None or colon == sentence.first:
            continue
        label = tokens[sentence.first : colon]
        quotation = next((q for q in blocks if 0 <= q.start - tokens[colon].end <= 2), None)
        named = all(t.pos in ("PROPN", "ADP", "DET", "PART", "ADJ", "NOUN") for t in label) and label[-1].pos == "PROPN"
        if not named or (paragraph.kind != "heading" and quotation is None):
            continue
        content = quotation.spans if quotation else (trim(document, colon + 1, sentence.last),)
        spans = tuple(s for s in content if s is not None)
        if spans and (quotation or any(t.pos in ("VERB", "AUX") for t in tokens[colon + 1 : sentence.last])):
            rule = "headline" if paragraph.kind == "heading" else "label"
            source = (label[0].start, label[-1].end)
            yield Attribution(spans, tokens[colon][1:3], colon, source, label[-1].i, "assert", "speech", rule, 0.7)


def _signed(document: Document, sentence: Sentence) -> Iterator[Attribution]:
    """Talks resume in May: Lavrov (or behind a dash), in headlines."""
    tokens = document.tokens
    mark = next((i for i in range(sentence.last - 1, sentence.first, -1) if tokens[i].text in _SIGNATURES), None)
    if mark is None or not 0 < sentence.last - mark - 1 <= _LABEL_WORDS:
        return
    name = tokens[mark + 1 : sentence.last]
    span = trim(document, sentence.first, mark)
    said = any(t.pos in ("VERB", "AUX") for t in tokens[sentence.first : mark])
    if span is not None and said and all(t.pos in ("PROPN", "DET", "NOUN") for t in name) and name[-1].pos == "PROPN":
        source = (name[0].start, name[-1].end)
        yield Attribution((span,), tokens[mark][1:3], mark, source, name[-1].i, "assert", "speech", "headline", 0.7)


def _posts(document: Document) -> Iterator[Attribution]:
    """A post with its signature: "We shall see. — Ann Lee (@annlee) May 3, 2019"."""
    for paragraph in document.paragraphs:
        start = paragraph.start
        for note in paragraph.notes if paragraph.parsed else ():
            span = trim(document, document.first_token(start), document.first_token(note.start))
            start = note.end
            if "(@" in note.text and span is not None:
                cue, name = (note.start, note.start + 1), (note.start, note.end)
                yield Attribution((span,), cue, -1, name, None, "assert", "speech", "post", 0.95)


def _attribution(
    document: Document,
    i: int,
    cue_range: tuple[int, int],
    source: int,
    spans: tuple[Span, ...],
    cue: Cue,
    rule: str,
    score: float,
) -> Attribution:
    span = document.span(*cue_range)
    return Attribution(
        spans,
        span,
        i,
        noun_phrase(document, source),
        source,
        cue.act,
        cue.kind,
        rule if cue.kind == "speech" else f"{cue.kind}-{rule}",
        score,
    )
