"""Whether an expression lies in the past or the future of its report, read off the verb that governs it."""

from functools import cache
from typing import Literal

from detente.lexicon import rows
from detente.sentences import Document, Token

Tense = Literal["past", "future"]
BE = frozenset(("is", "are", "'s", "'re", "am"))


@cache
def cues(kind: str) -> frozenset[str]:
    """Return the words of one kind in ``dates_cues.tsv``."""
    return frozenset(row["cue"] for row in rows("dates_cues") if row["kind"] == kind)


def governor(document: Document, token: int) -> Token | None:
    """Return the verb nearest above a token (the token itself where it is one), or None."""
    at = document.tokens[token]
    for _ in range(40):
        if at.pos in ("VERB", "AUX") and at.dep not in ("aux", "auxpass", "amod", "compound"):
            return at
        if at.head == at.i:
            return None
        at = document.tokens[attached(document, at.i)]
    return None


def attached(document: Document, at: int) -> int:
    """Return a token's head; for words between a verb of saying and the clause it opens ("said on Friday he was ready",
    "asked on Friday whether ...") the verb of saying, also where the parse hangs them on the clause."""
    tokens = document.tokens
    above = tokens[tokens[at].head]
    matrix = tokens[above.head]
    if above.dep != "ccomp" or not matrix.i < at < above.i:
        return above.i
    opened = any(tokens[i].dep in ("mark", "nsubj", "nsubjpass") and i > at for i in document.children[above.i])
    first = document.edges[at][0]
    leads = first == document.edges[above.i][0] and tokens[first - 1].pos != "PUNCT"
    close = first == matrix.i + 1 or leads
    marked = any(tokens[i].dep == "mark" and i > at for i in document.children[above.i])
    return matrix.i if marked or (close and opened) else above.i


def auxiliaries(document: Document, verb: Token) -> list[Token]:
    """Return a verb's auxiliaries; those of the verb it is coordinated with where it has none."""
    found = [document.tokens[i] for i in document.children[verb.i] if document.tokens[i].dep in ("aux", "auxpass")]
    if not found and verb.dep == "conj" and verb.head != verb.i and verb.tag in ("VB", "VBN", "VBG"):
        return auxiliaries(document, document.tokens[verb.head])
    return found


def direct(document: Document, token: int, verb: Token) -> bool:
    """Return whether a token hangs on the verb itself, or on a noun that happens as the verb does ("met during a trip
    in May"), not on another noun or adjective under it."""
    at = document.tokens[token]
    while at.i != verb.i:
        if at.dep in ("poss", "compound", "amod"):
            return False
        at = document.tokens[attached(document, at.i)]
        if at.i != verb.i and at.pos in ("NOUN", "PROPN", "ADJ", "NUM") and not _venue(document, at, verb):
            return False
    return True


def _venue(document: Document, noun: Token, verb: Token) -> bool:
    above = document.tokens[noun.head]
    return noun.dep == "pobj" and above.head == verb.i and above.lower in cues("venue")


def deadline(document: Document, token: int) -> bool:
    """Return whether a token stands right under "by", "until" or the like."""
    above = document.tokens[document.tokens[token].head]
    return above.lower in cues("deadline") and above.pos in ("ADP", "SCONJ")


def tense(document: Document, token: int, loosely: bool = True) -> Tense | None:
    """Return "past" or "future" as the governing verb says it, None where it says neither.

    A deadline ("by", "until") looks ahead unless its verb is past. With ``loosely`` an expression under a noun takes
    the tense of the verb above that noun, unless it is the present; else only what hangs on the verb itself has one.
    """
    if document.tokens[document.tokens[token].head].lower == "since":
        return "past"
    verb = governor(document, token)
    found = None if verb is None else _verb_tense(document, verb, 0)
    if deadline(document, token):
        return None if found == "past" and verb and verb.lemma not in cues("defer") else "future"
    if verb is None:
        return None
    helpers = {each.lower for each in auxiliaries(document, verb)}
    if direct(document, token, verb):
        return found
    vague = verb.tag in ("VBZ", "VBP", "VBG") or helpers & (cues("backshifted") | BE)
    return found if loosely and not (found == "future" and vague) else None


def _verb_tense(document: Document, verb: Token, depth: int) -> Tense | None:
    helpers = auxiliaries(document, verb)
    lowers = {helper.lower for helper in helpers}
    if "have" in lowers and lowers & cues("will"):
        return "past"
    if lowers & cues("will") or (verb.lemma == "go" and verb.tag == "VBG" and _has_infinitive(document, verb)):
        return "future"
    if "had" in lowers:
        return "past"
    if "to" in lowers:
        return _infinitive(document, verb, depth)
    if (verb.tag == "VBN" and _cued(document, verb)) or (verb.tag == "VBD" and verb.lemma in cues("arranged")):
        return "future"
    if verb.lemma == "be" and verb.tag != "VBD" and _due(document, verb):
        return "future"
    if verb.tag == "VBN" and lowers & BE and not lowers & {"has", "have"}:
        return "future"
    if verb.tag in ("VBD", "VBN") or lowers & {"was", "were", "did", "has", "have"}:
        return "past"
    if verb.tag == "VBG" and not lowers:
        return _above(document, verb, depth)
    return "future" if verb.tag in ("VBZ", "VBP", "VBG") and verb.lemma not in cues("present") else None


def _cued(document: Document, verb: Token) -> bool:
    """Return whether a verb is a plan or an expectation; "set" only with what it is set for."""
    if verb.lemma != "set":
        return verb.lemma in cues("future")
    return any(
        document.tokens[i].lower == "for" or document.tokens[i].dep == "xcomp" for i in document.children[verb.i]
    )


def _has_infinitive(document: Document, verb: Token) -> bool:
    return any(document.tokens[i].dep == "xcomp" for i in document.children[verb.i])


def _due(document: Document, verb: Token) -> bool:
    return any(
        document.tokens[i].lemma in cues("future") and document.tokens[i].pos == "ADJ"
        for i in document.children[verb.i]
    )


def _infinitive(document: Document, verb: Token, depth: int) -> Tense | None:
    above = document.tokens[verb.head]
    if above.lemma in cues("future") and any(each.lower == "had" for each in auxiliaries(document, above)):
        return "past"
    if verb.head == verb.i or above.lemma in cues("future") or above.pos in ("NOUN", "PROPN", "ADJ"):
        return "future"
    if above.lemma == "be" and above.tag in ("VBZ", "VBP"):
        return "future"
    return _above(document, verb, depth)


def _above(document: Document, verb: Token, depth: int) -> Tense | None:
    if verb.head == verb.i or depth > 6:
        return None
    above = governor(document, verb.head)
    return None if above is None else _verb_tense(document, above, depth + 1)


def _denied(document: Document, child: int) -> bool:
    """Return whether a child of a verb is "not" or a subject like "nobody", "no visit"."""
    token = document.tokens[child]
    inside = (document.tokens[i].lower for i in document.children[child]) if token.dep.startswith("nsubj") else ()
    return token.dep == "neg" or not cues("nobody").isdisjoint((token.lower, *inside))


def awaited(document: Document, token: int) -> bool:
    """Return whether the expression is governed by a plan, an expectation or a possibility that still stands:
    "may be held", "could take place", "is expected", "will meet"; not "would", "could have", "was planned"."""
    verb = governor(document, token)
    for _ in range(4):
        if verb is None:
            return False
        helpers = auxiliaries(document, verb)
        lowers = {helper.lower for helper in helpers}
        negated = any(_denied(document, i) for i in document.children[verb.i])
        if negated or lowers & {"have", "had", "has", "would", "'d", "was", "were", "did"}:
            return False
        if lowers & cues("open"):
            return bool(lowers & cues("certain")) or verb.lemma in cues("occur")
        if _cued(document, verb) and lowers & {"is", "are", "'s", "'re"}:
            return True
        if (_cued(document, verb) and verb.tag in ("VBZ", "VBP")) or (verb.lemma == "be" and _due(document, verb)):
            return True
        if "to" not in lowers or verb.head == verb.i:
            return False
        verb = governor(document, verb.head)
    return False
