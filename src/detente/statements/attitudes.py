"""What the encoder tagged -> an attribution: which word tells the act, and whether it was said at all."""

from collections.abc import Sequence
from functools import cache
from typing import cast

from detente.encoder import Tagged
from detente.lexicon import rows
from detente.records import Act, Attitude, Span
from detente.sentences import Document
from detente.statements.attribution import Attribution
from detente.statements.cues import Cue, act_of, cue_of, cues, is_unsent
from detente.statements.ranges import FINITE
from detente.statements.turns import in_turn

_FEWEST = 4  # words of a quotation that is more than a term
_SELF = frozenset(("i", "we"))
_SPOKEN_NOW = frozenset(("VBP", "VB", "VBG"))


def attribution_of(document: Document, tagged: Tagged) -> Attribution:
    """Return what was tagged as an attribution, with its cue's act as the lexicon has it."""
    head = _cue_head(document, tagged.cue) if tagged.cue is not None else None
    cue = _cue(document, head) if head is not None else None
    act = None
    if head is not None and cue is not None:
        token, quoting = document.tokens[head], _quotes(document, tagged.spans)
        act = None if is_unsent(document, head) else act_of(document, token, cue, quoting)
    return Attribution(
        spans=tagged.spans,
        cue=tagged.cue,
        head=-1 if head is None else head,
        source=tagged.source,
        source_head=_top(document, tagged.source) if tagged.source is not None else None,
        act=act or (cue.act if cue is not None else "assert"),
        attitude="speech" if cue is None else _attitude(document, tagged, cue, act),
        rule="tagged",
        score=tagged.score,
        seen=True,
    )


def _attitude(document: Document, tagged: Tagged, cue: Cue, act: Act | None) -> Attitude:
    if act in (None, "decline"):
        return "unsaid"
    if cue.kind != "speech":
        return cue.kind
    if not _worded(document, tagged.spans):
        return "deed"
    return "speech" if tagged.source is not None else "hearsay"


def _cue_head(document: Document, span: Span) -> int | None:
    """Return the word of the cue that tells the act: the first that the lexicon knows for speech, else the topmost."""
    for i in document.tokens_in(span):
        cue = cue_of(document, document.tokens[i])
        if cue is not None and cue.kind == "speech":
            return i
    return _top(document, span)


def _cue(document: Document, head: int) -> Cue:
    """Return what the lexicon knows of the cue; a word that it knows for no state of mind is taken to speak."""
    token = document.tokens[head]
    if token.lower == "according":
        return cues()["according", "prep"]
    lemma = token.lemma.lower()
    pos = {"V": "verb", "N": "noun", "J": "adj"}.get(token.tag[0], "")
    return cue_of(document, token) or Cue(lemma, pos, "assert", _attitudes().get((lemma, pos), "speech"), frozenset())


@cache
def _attitudes() -> dict[tuple[str, str], Attitude]:
    return {(row["lemma"], row["pos"]): cast(Attitude, row["attitude"]) for row in rows("attitudes")}


def _top(document: Document, span: Span) -> int | None:
    """Return the word of the span on which its others hang."""
    inside = document.tokens_in(span)
    words = [i for i in inside if document.tokens[i].pos not in ("PUNCT", "SPACE")]
    hanging = [i for i in words if document.tokens[i].head == i or document.tokens[i].head not in inside]
    return next(iter([*hanging, *words]), None)


def _quotes(document: Document, spans: Sequence[Span]) -> bool:
    return any(start <= mark.at < end for mark in document.marks for start, end in spans)


def _worded(document: Document, spans: Sequence[Span]) -> bool:
    """True for a content that could have been said: quoted words or a finite clause, not "a summit" or "to meet"."""
    quoted = any(mark.at == spans[0][0] for mark in document.marks)
    words = [i for span in spans for i in document.tokens_in(span)]
    verbal = len(words) > _FEWEST and any(document.tokens[i].pos in ("VERB", "AUX") for i in words)
    return (quoted and verbal) or any(_finite(document, i) for i in words)


def _finite(document: Document, i: int) -> bool:
    token = document.tokens[i]
    verb = document.tokens[token.head] if token.dep in ("aux", "auxpass") else token
    return token.tag in FINITE and verb.dep != "relcl"


def own_words(document: Document, attribution: Attribution, turns: Sequence[Attribution]) -> bool:
    """True for "I think", "we hope" in a labelled turn, where the speaker of the moment marks his own words."""
    head, source = attribution.head, attribution.source_head
    if head < 0 or source is None or document.tokens[source].lower not in _SELF:
        return False
    at = document.tokens[head].start
    spoken = document.tokens[head].tag in _SPOKEN_NOW
    return spoken and in_turn(at, turns)
