"""Stage A, verbs: each verb of speech or belief with its clause, object or quotations -> one attribution."""

from collections.abc import Iterator, Mapping, Sequence

from detente.records import Span
from detente.sentences import Document
from detente.statements.attribution import Attribution
from detente.statements.content import find_content
from detente.statements.cues import Cue, about_sending, act_of, cue_of, has_subject, is_document, is_unsent
from detente.statements.direct import inside, match_cues
from detente.statements.objects import is_answered
from detente.statements.quotations import Quotation
from detente.statements.sources import inverted, is_passive, noun_phrase, subject_of

# Precision of each frame on PolNeAR's training articles, rounded.
_SCORES = {
    "clause": 0.94,
    "direct": 0.96,
    "around": 0.85,
    "predicate": 0.84,
    "as": 0.85,
    "of": 0.88,
    "inf": 0.9,
    "np": 0.7,
}
HELD = frozenset(
    (
        *("np", "quoted", "claim", "as", "of", "for", "about", "attention", "predicate", "inf", "speaking", "with"),
        *("silence", "appeal", "favour", "undertaking"),
    )
)  # frames that need a source
_SELF = frozenset(("i", "we", "you", "one", "it"))


def find_verbal(document: Document, quotations: Sequence[Quotation], blocks: Sequence[Quotation]) -> list[Attribution]:
    """Return the attributions that hang on a verb, in order of their cues."""
    quoted = inside(document, blocks)
    hits = {t.i: cue for t in document.tokens if (cue := cue_of(document, t)) and cue.pos == "verb"}
    direct = match_cues(document, blocks, hits, inside(document, quotations))
    return [a for i, cue in hits.items() for a in _of_cue(document, i, cue, direct.get(i, []), quoted)]


def _of_cue(
    document: Document, i: int, cue: Cue, direct: list[Quotation], quoted: Mapping[int, Quotation]
) -> Iterator[Attribution]:
    token = document.tokens[i]
    act = act_of(document, token, cue, bool(direct))
    if act is None or (token.dep == "amod" and inverted(document, i) is None):
        return
    if _is_noun(document, i) or is_answered(document, i) or is_unsent(document, i) or _sent_now(document, i):
        return
    head = subject_of(document, i)
    if not direct and (_performative(document, i, head, i in quoted) or not _stated(document, cue, head)):
        return
    spans = [span for q in direct for span in q.spans]
    indirect, frame = find_content(document, i, cue, act)
    if direct and all(q.end <= token.start for q in direct) and frame != "around":
        indirect = []
    if i in quoted:
        indirect = [piece for span in indirect for piece in _within(span, quoted[i])]
    indirect = [piece for span in indirect for piece in _without(span, spans)]
    if not (spans or indirect) or (head is None and (frame in HELD or (not spans and _reduced(document, i)))):
        return
    rule = "direct" if spans else frame
    yield Attribution(
        spans=tuple(sorted([*spans, *indirect])),
        cue=_cue_span(document, i),
        head=i,
        source=noun_phrase(document, head, i if head > i else -1) if head is not None else None,
        source_head=head,
        act=act,
        attitude=cue.kind,
        rule=rule if cue.kind == "speech" else f"{cue.kind}-{rule}",
        score=_SCORES.get(rule, 0.7) if cue.kind == "speech" else 0.7,
    )


def _is_noun(document: Document, i: int) -> bool:
    """True for a plural noun that the parser takes for a verb ("raised the deal, reports that ... and the case")."""
    token, tokens = document.tokens[i], document.tokens
    joined = token.dep == "conj" and token.tag == "VBZ" and tokens[token.head].tag == "VBD"
    return joined and tokens[i - 1].text == "," and not has_subject(document, i)


def _sent_now(document: Document, i: int) -> bool:
    """True for what the speaker of the moment sends himself ("I have sent a notice stating that ...")."""
    return any(t.dep == "nsubj" and t.lower in ("i", "we") for t in about_sending(document, i))


def _reduced(document: Document, i: int) -> bool:
    """True for a bare participle without an agent ("when asked whether ..."), which names nobody who speaks."""
    return is_passive(document, i) and not any(document.tokens[c].dep == "auxpass" for c in document.children[i])


def _performative(document: Document, i: int, subject: int | None, quoted: bool) -> bool:
    """True for "I think", "we say" and the like, where the speaker of the moment marks his own words."""
    if subject is None:
        return quoted and not has_subject(document, i)
    word, token = document.tokens[subject].lower, document.tokens[i]
    if document.tokens[subject].pos != "PRON":
        return False
    return word in _SELF and (token.tag in ("VBP", "VB", "VBG") or word in ("you", "one"))


def _stated(document: Document, cue: Cue, subject: int | None) -> bool:
    """True where a cue of that kind makes a statement of its subject: beliefs need a holder, findings a document."""
    if cue.kind == "speech":
        return True
    if subject is None:
        return False
    token = document.tokens[subject]
    if cue.kind == "evidence":
        return is_document(token)
    named = any(document.tokens[c].pos == "PROPN" for c in document.children[subject] if c > subject)
    return token.pos == "PROPN" or token.lower in ("he", "she") or (token.tag == "NN" and named)


def _within(span: Span, quotation: Quotation) -> list[Span]:
    """Return what of ``span`` lies in the quotation."""
    pieces = [(max(span[0], start), min(span[1], end)) for start, end in quotation.spans]
    return [(start, end) for start, end in pieces if end - start > 2]


def _without(span: Span, others: Sequence[Span]) -> list[Span]:
    """Return what is left of ``span`` outside of ``others``."""
    pieces = [span]
    for start, end in others:
        halves = [half for left, right in pieces for half in ((left, min(right, start)), (max(left, end), right))]
        pieces = [half for half in halves if half[1] - half[0] > 2]
    return pieces


def _cue_span(document: Document, i: int) -> Span:
    """Return the verb with its auxiliaries and its particle."""
    tokens = document.tokens
    first = min([i, *(c for c in document.children[i] if i - 4 < c < i and tokens[c].dep in ("aux", "auxpass", "neg"))])
    last = next((c for c in document.children[i] if tokens[c].dep == "prt" and c == i + 1), i)
    return tokens[first].start, tokens[last].end
