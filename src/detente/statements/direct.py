"""Which quotation is whose: the cue before, after or between, or the statement that a quotation goes on with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.lexicon import load
from detente.sentences import Document, Sentence, Token
from detente.statements.attribution import Attribution
from detente.statements.complements import complement
from detente.statements.cues import Cue, act_of
from detente.statements.quotations import Quotation
from detente.statements.ranges import trim

_BEFORE = frozenset((":", ",", "—", "–", "-"))
_OPENING = _BEFORE | frozenset(("", "\n", ".", "!", "?", ";", "”", '"', ")", "…", "]", "•"))
_CLOSING = frozenset((",", ".", "!", "?", "…", "—", "-", ";"))
_BARE = frozenset(("said", "says", "saying", "that", "asked", "added", "wrote", "tweeted"))
_SPEAKING = frozenset(
    ("direct", "clause", "around", "according-to", "in-view", "adjective", "label", "quoted", "predicate", "as")
)
_PERSONS = frozenset(("he", "she", "they", "i", "we", "who", "his", "her", "their"))
_FEWEST = 4  # words: fewer are a term, not speech
_LONGEST_TAG = 40  # tokens between a quotation and its cue


def inside(document: Document, quotations: Sequence[Quotation]) -> dict[int, Quotation]:
    """Return for each token inside a quotation the quotation."""
    return {
        i: quotation
        for quotation in quotations
        for start, end in quotation.spans
        for i in range(document.first_token(start), document.first_token(end))
    }


def is_block(document: Document, quotation: Quotation) -> bool:
    """True for a quotation that stands as speech, False for words quoted within somebody else's sentence."""
    left, right = quotation.inner
    words: list[Token] = [
        t for t in document.tokens[document.first_token(left) : document.first_token(right)] if t.pos != "PUNCT"
    ]
    if not words:
        return False
    if len(quotation.spans) > 1:
        return True
    before = _before(document, quotation)
    verbal = any(t.pos in ("VERB", "AUX") for t in words)
    closing = document.text(left, right).rstrip()[-1:] in _CLOSING
    if before in _OPENING:
        return (verbal and len(words) > 2) or (closing and (before != "," or words[0].text[:1].isupper()))
    previous = document.tokens[words[0].i - 2].lower if words[0].i > 1 else ""
    return verbal and closing and words[0].text[:1].isupper() and previous in _BARE


def _before(document: Document, quotation: Quotation) -> str:
    """Return the character before a quotation, blanks aside; "" at the start of a paragraph."""
    left = document.text(max(quotation.start - 12, 0), quotation.start).rstrip(" \t\xa0")
    return "" if left.endswith("\n") else left[-1:]


def match_cues(
    document: Document, blocks: Sequence[Quotation], hits: Mapping[int, Cue], quoted: Mapping[int, Quotation]
) -> dict[int, list[Quotation]]:
    """Return for each cue the quotations that it introduces, interrupts or closes."""
    found: dict[int, list[Quotation]] = {}
    for quotation in blocks:
        cue = _cue_after(document, quotation, hits, quoted)
        if cue is None:
            cue = _cue_before(document, quotation, hits, quoted)
        if cue is not None:
            found.setdefault(cue, []).append(quotation)
    return found


def _cue_after(
    document: Document, quotation: Quotation, hits: Mapping[int, Cue], quoted: Mapping[int, Quotation]
) -> int | None:
    tokens = document.tokens
    at = document.first_token(quotation.end)
    while at < len(tokens) and tokens[at].pos in ("PUNCT", "SPACE") and tokens[at].text not in (".", '"'):
        at += 1
    if at >= len(tokens) or at in quoted or _paragraph(document, at) != _paragraph_of(document, quotation):
        return None
    ended = document.text(*quotation.inner).rstrip().endswith(".")
    for i in range(at, min(document.sentences[tokens[at].sentence].last, at + _LONGEST_TAG)):
        joining = tokens[i].dep == "cc" and i > at + 1 and tokens[tokens[i].head].pos in ("VERB", "AUX")
        if i in quoted or tokens[i].text in (";", ":") or joining:
            return None
        cue = hits.get(i)
        if (
            cue is None
            or "quote" not in cue.frames
            or tokens[i].dep == "relcl"
            or (tokens[i].dep == "acl" and i > at + 1)
        ):
            continue
        if ended and _tells_on(document, i, cue):
            return None
        return i if act_of(document, tokens[i], cue, quoting=True) is not None else None
    return None


def _tells_on(document: Document, i: int, cue: Cue) -> bool:
    """True for a cue that has content of its own behind a quotation that is over: a clause, an object, a future."""
    below = [document.tokens[c] for c in document.children[i]]
    told = any(t.dep == "dobj" and t.i > i for t in below) and "addressee" not in cue.frames
    return told or any(t.tag == "MD" for t in below) or complement(document, i) is not None


def _cue_before(
    document: Document, quotation: Quotation, hits: Mapping[int, Cue], quoted: Mapping[int, Quotation]
) -> int | None:
    tokens = document.tokens
    at = document.first_token(quotation.start) - 1
    while at >= 0 and tokens[at].pos == "SPACE":
        at -= 1
    if at < 0 or (tokens[at].text not in _BEFORE and tokens[at].lower not in _BARE):
        return None
    colon = tokens[at].text == ":"
    if not colon and _paragraph(document, at) != _paragraph(document, min(at + 1, len(tokens) - 1)):
        return None
    first = document.sentences[tokens[at].sentence].first
    for i in range(at, max(first, at - _LONGEST_TAG) - 1, -1):
        if i in quoted and not colon:
            return None
        cue = hits.get(i)
        if cue is not None and "quote" in cue.frames and i not in quoted:
            return i if act_of(document, tokens[i], cue, quoting=True) is not None else None
        if not colon and tokens[i].tag in ("VBD", "VBZ", "VBP") and tokens[i].pos == "VERB" and i not in quoted:
            return None
    return None


def _paragraph(document: Document, i: int) -> int:
    return document.sentences[document.tokens[i].sentence].paragraph


def _paragraph_of(document: Document, quotation: Quotation) -> int:
    return _paragraph(document, document.first_token(quotation.spans[-1][0]))


# --- quotations without a cue -----------------------------------------------------------------------------


def _may_say(document: Document, attribution: Attribution, quotation: Quotation) -> bool:
    """False where the quotation says "I" and the source is a thing ("the bill made clear that ...")."""
    head = attribution.source_head
    if head is None or document.tokens[head].pos != "NOUN" or load().agent(document.tokens[head].lemma) is not None:
        return True
    left, right = quotation.inner
    return all(t.text != "I" for t in document.tokens[document.first_token(left) : document.first_token(right)])


def continued(document: Document, found: Sequence[Attribution], blocks: Sequence[Quotation]) -> list[Attribution]:
    """Give each quotation that no cue claims to the statement that it goes on with, at most a paragraph later."""
    result = list(found)
    ends = [_end(document, a) for a in result]
    speaking = [n for n, a in enumerate(result) if a.rule in _SPEAKING]
    for quotation in blocks:
        near = (
            a for a, end in zip(result, ends, strict=True) if end > quotation.start and a.spans[0][0] < quotation.end
        )
        if any(_claims(document, attribution, quotation) for attribution in near):
            continue
        before = [n for n in speaking if ends[n] <= quotation.start and _may_say(document, result[n], quotation)]
        last = max(before, key=lambda n: (ends[n], -result[n].head), default=None)
        if last is not None and _follows(document, result[last], quotation):
            result[last] = replace(result[last], spans=(*result[last].spans, *quotation.spans))
            ends[last] = quotation.end
    return result


def _claims(document: Document, attribution: Attribution, quotation: Quotation) -> bool:
    """True where an attribution from outside the quotation has it in its content."""
    if attribution.head >= 0 and quotation.covers(document.tokens[attribution.head].start):
        return False
    return any(start < quotation.end and quotation.start < end for start, end in attribution.spans)


def _end(document: Document, attribution: Attribution) -> int:
    ends = [end for _, end in attribution.spans]
    return max([*ends, document.tokens[attribution.head].end]) if attribution.head >= 0 else max(ends)


def _follows(document: Document, attribution: Attribution, quotation: Quotation) -> bool:
    """True where no sentence stands between, and at most one border of paragraphs."""
    tokens = document.tokens
    first = document.first_token(quotation.start)
    last = max(document.first_token(_end(document, attribution)) - 1, 0)
    here, there = document.sentences[tokens[first].sentence], document.sentences[tokens[last].sentence]
    if here.paragraph - there.paragraph > 1 or (attribution.act == "ask" and here.paragraph != there.paragraph):
        return False
    return here.index - there.index <= 1


def floating(
    document: Document, found: Sequence[Attribution], quotations: Sequence[Quotation]
) -> Iterator[Attribution]:
    """Yield a sentence without a cue that quotes words in the midst of a speaker's statements: it goes on with his."""
    tokens = document.tokens
    told = sorted(
        (a for a in found if a.attitude == "speech" and a.source is not None and a.head >= 0), key=lambda a: a.head
    )
    taken: set[int] = set()
    for quotation in quotations:
        first, last = document.first_token(quotation.inner[0]), document.first_token(quotation.inner[1])
        words = [t for t in tokens[first:last] if t.pos != "PUNCT"]
        if quotation.single or not quotation.whole or len(words) < _FEWEST or not words[0].text[:1].islower():
            continue
        if not any(t.pos in ("VERB", "AUX") for t in words) or any(_touches(a, quotation) for a in found):
            continue
        sentence = document.sentences[words[0].sentence]
        before = [a for a in told if tokens[a.head].sentence == sentence.index - 1]
        if (
            before
            and sentence.index not in taken
            and not _peopled(document, sentence)
            and not any(_overlap(a, sentence.start, sentence.end) for a in found)
        ):
            taken.add(sentence.index)
            span = trim(document, sentence.first, sentence.last)
            if span is not None:
                yield replace(before[0], spans=(span,), cue=None, head=-1, rule="floating", score=0.6, act="assert")


def _peopled(document: Document, sentence: Sentence) -> bool:
    """True where the sentence has a subject of its own who may be the one quoted."""
    return any(
        t.dep in ("nsubj", "nsubjpass", "agent", "poss") and (t.pos == "PROPN" or t.lower in _PERSONS)
        for t in document.tokens[sentence.first : sentence.last]
    )


def _touches(attribution: Attribution, quotation: Quotation) -> bool:
    return _overlap(attribution, quotation.start, quotation.end)


def _overlap(attribution: Attribution, start: int, end: int) -> bool:
    return any(left < end and start < right for left, right in attribution.spans)
