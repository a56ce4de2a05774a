"""Stage A, joined: what the encoder tags and what the rules find -> attributions, each told once.

The encoder tells better what is reported at all and how far it goes; the rules tell what an act it was, and what is
reported inside of what is reported, which the encoder was never shown.
"""

from collections.abc import Sequence
from dataclasses import replace

from detente.encoder import Tagged
from detente.records import Span
from detente.sentences import Document
from detente.statements.attitudes import attribution_of, own_words
from detente.statements.attribution import Attribution

_SAME = 0.5  # overlap from which two contents are one, as the field scores them
_STRETCH = 1000  # characters: what touches no common stretch can't overlap
_PIECE = 0.8  # overlap from which a piece of a content is another cue's
_FEWEST = 4  # words that are left of a content that is still one
_SURE = 0.9  # probability from which the encoder tells better than a rule how far a content goes


def join(
    document: Document, ruled: Sequence[Attribution], tagged: Sequence[Tagged], turns: Sequence[Attribution]
) -> list[Attribution]:
    """Return what the encoder tags, by the rule that sees the same cue, and what rules find inside of it or apart."""
    told = (attribution_of(document, t) for t in tagged if t.cue is not None)
    seen = [a for a in told if not own_words(document, a, turns)]
    placed, by_head = _placed(ruled), {r.head: r for r in ruled if r.head >= 0}
    joined: list[Attribution] = []
    met: set[Attribution] = set()
    for attribution in (a for one in seen if (a := _without(document, one, _near(one, placed))) is not None):
        same_cue = by_head.get(attribution.head)
        if same_cue is not None and same_cue not in met:
            met.add(same_cue)
            joined.append(_of_both(attribution, same_cue))
        elif not any(_overlap(attribution.spans, r.spans) >= _SAME for r in _near(attribution, placed)):
            joined.append(attribution)
    left, joined_placed = [r for r in ruled if r not in met], _placed(joined)
    joined += [
        r
        for r in left
        if _apart(r, _near(r, joined_placed)) or _within(r, (*_near(r, placed), *_near(r, joined_placed)))
    ]
    taken = {a.head: a for a in sorted(joined, key=lambda a: a.score) if a.head >= 0}
    return [a for a in joined if a.head < 0 or taken[a.head] is a]


def _placed(attributions: Sequence[Attribution]) -> dict[int, list[Attribution]]:
    """Return the attributions by the stretches of text that they touch."""
    found: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        for stretch in _stretches(attribution):
            found.setdefault(stretch, []).append(attribution)
    return found


def _near(attribution: Attribution, placed: dict[int, list[Attribution]]) -> list[Attribution]:
    """Return the attributions that touch the same stretches, each once, in order."""
    return list(dict.fromkeys(other for stretch in _stretches(attribution) for other in placed.get(stretch, ())))


def _stretches(attribution: Attribution) -> list[int]:
    told = [*attribution.spans, *(part for part in (attribution.cue, attribution.source) if part is not None)]
    return sorted({i for start, end in told for i in range(start // _STRETCH, end // _STRETCH + 1)})


def _without(document: Document, tagged: Attribution, ruled: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution without pieces that a rule finds to be the content of another cue, if much is left."""
    others = [r for r in ruled if r.head not in (-1, tagged.head)]
    spans = tuple(s for s in tagged.spans if not any(_overlap((s,), r.spans) > _PIECE for r in others))
    if spans == tagged.spans:
        return tagged
    return replace(tagged, spans=spans) if sum(len(document.tokens_in(span)) for span in spans) > _FEWEST else None


def _of_both(tagged: Attribution, ruled: Attribution) -> Attribution:
    """Return the rule's attribution, of the source that the encoder sees, if it sees one where syntax doesn't say."""
    ruled = replace(ruled, score=max(ruled.score, tagged.score), seen=tagged.source is not None)
    if tagged.score >= _SURE and ruled.rule != "direct" and _overlap(tagged.spans, ruled.spans) < _PIECE:
        ruled = replace(ruled, spans=tagged.spans)
    if tagged.source is None or (ruled.source is not None and ruled.rule == "according-to"):
        return ruled
    return replace(ruled, source=tagged.source, source_head=tagged.source_head)


def _overlap(left: Sequence[Span], right: Sequence[Span]) -> float:
    """Return the F1 of two contents, in characters."""
    common = sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)
    return 2 * common / sum(end - start for start, end in (*left, *right))


def _apart(attribution: Attribution, others: Sequence[Attribution]) -> bool:
    return all(b <= c or d <= a for other in others for c, d in other.spans for a, b in attribution.spans)


def _within(attribution: Attribution, others: Sequence[Attribution]) -> bool:
    """True where another's content holds the attribution's cue, or its source where it has no cue."""
    place = attribution.cue or attribution.source
    return place is not None and any(a <= place[0] and place[1] <= b for other in others for a, b in other.spans)
