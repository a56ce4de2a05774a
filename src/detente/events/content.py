"""What is said within what: the verbal act (a threat, a demand, an accusation) whose content an event is."""

from collections.abc import Mapping

from detente.events.triggers import Hit
from detente.sentences import Document

DEPTH = 14
# relations that lead out of what an act is about, into background or comment
ASIDE = frozenset(("relcl", "advcl", "appos", "parataxis"))
ABOUT = frozenset(("of", "for", "to", "on", "about", "into", "with", "over", "at", "against"))
DIRECT = frozenset(("xcomp", "ccomp", "acl", "dobj", "oprd", "attr", "nsubjpass"))


def holder(document: Document, hits: Mapping[int, Hit], head: int) -> int | None:
    """Return the head of the innermost verbal act whose content holds the event at token ``head``, or None."""
    i = head
    for _ in range(DEPTH):
        token = document.tokens[i]
        above = token.head
        if above == i or (token.dep in ASIDE and not _infinitive(document, i)):
            return None
        if above in hits and above != head:
            act = hits[above]
            if act.trigger.trait("content") is not None and not (
                head in act.parts and document.tokens[head].pos != "VERB"
            ):
                return above if _is_content(document, i) else None
            if token.dep in ("dobj", "prep") and act.trigger.pos == "V" and head not in act.parts:
                return None
        i = above
    return None


def _is_content(document: Document, child: int) -> bool:
    token = document.tokens[child]
    if token.dep in DIRECT or _infinitive(document, child):
        return True
    return token.dep in ("prep", "dative", "prt") and token.lower in ABOUT


def _infinitive(document: Document, child: int) -> bool:
    """True for an infinitive that the parser took for a clause of purpose ("offered Washington to end it")."""
    token = document.tokens[child]
    return (
        token.dep == "advcl"
        and token.tag == "VB"
        and any(document.tokens[j].lower == "to" for j in document.children[child])
    )
