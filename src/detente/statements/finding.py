"""Stage A: cues, clauses and quotations of an article, and what the encoder tags in it -> attributions."""

from collections.abc import Sequence
from dataclasses import replace

from detente.encoder import Tagged
from detente.records import Span
from detente.sentences import Document
from detente.statements.attribution import Attribution
from detente.statements.direct import continued, floating, is_block
from detente.statements.joining import join
from detente.statements.phrases import find_phrases
from detente.statements.quotations import Quotation
from detente.statements.turns import find_turns, in_turn
from detente.statements.verbs import find_verbal


def find_attributions(
    document: Document, quotations: Sequence[Quotation], tagged: Sequence[Tagged]
) -> tuple[Attribution, ...]:
    """Return the attributions of an article, each told once, in order of their first span."""
    turns = list(find_turns(document))
    blocks = [q for q in quotations if is_block(document, q)]
    found = [*find_verbal(document, quotations, blocks), *find_phrases(document, blocks)]
    if len(turns) == 1 and any(a.rule == "direct" and _named(document, a) for a in found):
        turns = []  # one label, and reported speech below it: a headline with a colon
    found = join(document, _once(found), tagged, turns)
    found = [a for a in found if not _own_belief(document, a, found)]
    found = [_closed(document, _noteless(document, a), quotations) for a in found]
    found = continued(document, found, [q for q in blocks if not in_turn(q.start, turns)])
    found += floating(document, [*turns, *found], quotations)
    return tuple(sorted((*turns, *found), key=lambda a: (a.spans[0], a.head)))


def _own_belief(document: Document, attribution: Attribution, found: Sequence[Attribution]) -> bool:
    """True for what somebody says that he believes, which is what he says."""
    head = attribution.source_head
    if attribution.attitude != "belief" or attribution.head < 0 or head is None:
        return False
    pronoun = document.tokens[head].pos == "PRON"
    at = document.tokens[attribution.head].start
    around = (a for a in found if a.attitude == "speech" and any(start <= at < end for start, end in a.spans))
    return any(pronoun or a.source_head == head for a in around)


def _closed(document: Document, attribution: Attribution, quotations: Sequence[Quotation]) -> Attribution:
    """Return the attribution with each span drawn out to the end of the quotation that it stops in."""
    spans: list[Span] = []
    for start, end in sorted(_drawn(document, span, quotations) for span in attribution.spans):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return replace(attribution, spans=tuple(spans))


def _noteless(document: Document, attribution: Attribution) -> Attribution:
    """Return the attribution without the editors' notes inside its content."""
    notes = [(n.start, n.end) for p in document.paragraphs for n in p.notes]
    spans = attribution.spans
    for start, end in notes:
        if any(left < end and start < right for left, right in spans):
            halves = [h for left, right in spans for h in ((left, min(right, start)), (max(left, end), right))]
            spans = tuple(stripped for h in halves if (stripped := strip(document, h)) is not None)
    return replace(attribution, spans=spans) if spans else attribution


def strip(document: Document, span: Span) -> Span | None:
    """Return the span without blanks at its ends, None where nothing is left."""
    start, end = span
    text = document.text(start, end) if start < end else ""
    bare = text.strip()
    return (start + text.index(bare), start + text.index(bare) + len(bare)) if bare else None


def _drawn(document: Document, span: Span, quotations: Sequence[Quotation]) -> Span:
    start, end = span
    for quotation in quotations:
        near = start <= quotation.start <= end + 1 and end < quotation.end and len(quotation.spans) == 1
        if near and not set(".!?") & set(document.text(end - 1, quotation.start)):  # no sentence ends between
            end = quotation.end
        if quotation.start < start < quotation.end <= end and not _wordy(document.text(quotation.start, start)):
            start = quotation.start
    return start, end


def _wordy(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _named(document: Document, attribution: Attribution) -> bool:
    return attribution.source_head is not None and document.tokens[attribution.source_head].pos == "PROPN"


def _once(found: Sequence[Attribution]) -> list[Attribution]:
    """Leave out an attribution that tells what a surer one with the same source or cue tells."""
    kept: list[Attribution] = []
    for attribution in sorted(found, key=lambda a: (-a.score, a.head)):
        if not any(_same(attribution, other) for other in kept):
            kept.append(attribution)
    return sorted(kept, key=lambda a: a.head)


def _same(left: Attribution, right: Attribution) -> bool:
    if left.head == right.head:
        return True
    if left.source is None or left.source != right.source:
        return False
    apart = left.spans[-1][1] <= right.spans[0][0] or right.spans[-1][1] <= left.spans[0][0]
    return left.spans == right.spans or ({left.rule, right.rule} == {"np", "noun"} and not apart)
