"""Stage A: cues, clauses and quotations of an article -> attributions (content, cue, source), not yet interpreted.

A tagger that marks source, cue and content may take the place of this stage; stage B needs nothing but `Attribution`.
"""

from collections.abc import Sequence

from detente.sentences import Document
from detente.statements.phrases import find_phrases
from detente.statements.quotations import Quotation
from detente.statements.turns import find_turns
from detente.statements.verbs import Attribution, continued, find_verbal, is_block

__all__ = ["Attribution", "find_attributions"]


def find_attributions(document: Document, quotations: Sequence[Quotation]) -> tuple[Attribution, ...]:
    """Return the attributions of an article, each told once, in order of their first span."""
    turns = list(find_turns(document))
    blocks = [q for q in quotations if is_block(document, q)]
    found = [*find_verbal(document, quotations, blocks), *find_phrases(document, blocks)]
    found = continued(document, _once(found), [q for q in blocks if not _in_turn(q, turns)])
    return tuple(sorted((*turns, *found), key=lambda a: (a.spans[0], a.head)))


def _in_turn(quotation: Quotation, turns: Sequence[Attribution]) -> bool:
    return any(start <= quotation.start < end for turn in turns for start, end in turn.spans)


def _once(found: Sequence[Attribution]) -> list[Attribution]:
    """Leave out an attribution whose content another one with the same source already has."""
    kept: list[Attribution] = []
    for attribution in sorted(found, key=lambda a: (-a.score, a.head)):
        if not any(
            a.spans == attribution.spans and (a.source == attribution.source or a.head == attribution.head)
            for a in kept
        ):
            kept.append(attribution)
    return sorted(kept, key=lambda a: a.head)
