"""Cue -> the clause that it governs, as far as it reaches, also where the parser has hung it elsewhere."""

from detente.records import Span
from detente.sentences import Document
from detente.statements.cues import cue_of, has_subject, not_verbs
from detente.statements.ranges import FINITE, trim
from detente.statements.sources import joined

FAR = 10  # tokens between a cue and its "that"
MARKERS = frozenset(("that", "whether", "how", "if", "why", "what", "when", "where", "who"))
_CONDITIONS = frozenset(("if", "should", "unless", "when", "once", "were", "had"))


def complement(document: Document, i: int) -> Span | None:
    """Return the finite clauses that the cue governs to its right: "that ...", "whether ...", or bare."""
    tokens = document.tokens
    if any(c < i and tokens[c].tag in ("WP", "WDT") and tokens[c].dep == "dobj" for c in document.children[i]):
        return None
    clauses = [c for c in document.children[i] if _fits(document, i, c)]
    if not clauses:
        return None if tokens[i].dep == "relcl" else clause_after(document, i, FAR)
    first = document.edges[clauses[0]][0]
    last = reach(document, i, clauses[0], _with_result(document, first, document.edges[clauses[-1]][1]))
    return trim(document, first, _spelled_out(document, i, last))


def _spelled_out(document: Document, i: int, last: int) -> int:
    """Return where a clause ends that a colon spells out ("said two things were missing: time and money"), which the
    parser takes for the main clause."""
    token = document.tokens[i]
    end = document.sentences[token.sentence].last
    above = token.dep in ("ccomp", "parataxis") and token.head > last
    return end if above and last < end and document.tokens[last].text == ":" else last


def _fits(document: Document, i: int, child: int) -> bool:
    """True for a clause to the right of the cue that can be its content."""
    tokens = document.tokens
    first = document.edges[child][0]
    if first <= i or tokens[child].lemma.lower() in not_verbs():
        return False
    if tokens[child].dep == "ccomp":
        whole = tokens[first : document.edges[child][1]]
        return tokens[first].lower in MARKERS or is_finite(document, child) or any(t.tag in FINITE for t in whole)
    if tokens[child].tag == "VBG" and tokens[child].dep == "xcomp" and first == i + 1:
        return any(t.tag in FINITE for t in tokens[first : document.edges[child][1]])
    if tokens[child].dep not in ("advcl", "acl", "csubj", "dep", "parataxis", "xcomp", "conj"):
        return False
    return _begins_clause(document, i, first)


def _begins_clause(document: Document, i: int, first: int) -> bool:
    """True where a clause that the parser calls adverbial opens with "that" near the cue."""
    lower = document.tokens[first].lower
    asking = document.tokens[i].lemma.lower() in ("ask", "wonder", "inquire") and lower in MARKERS
    return (asking or lower in ("that", "whether")) and first - i <= 6


def is_finite(document: Document, verb: int) -> bool:
    """True where the verb or one of its auxiliaries is finite."""
    tokens = document.tokens
    if tokens[verb].tag in ("VB", "VBN") and has_subject(document, verb):
        return True
    return tokens[verb].tag in FINITE or any(
        tokens[c].tag in FINITE and tokens[c].dep in ("aux", "auxpass", "cop") for c in document.children[verb]
    )


def reach(document: Document, i: int, head: int, last: int) -> int:
    """Return where the clause ends: before "and added" and ", adding", where that verb goes on with the cue's subject,
    and behind ", but ..." with a subject of its own, which the parser hangs on the cue."""
    tokens = document.tokens
    for at in range(head + 1, last):
        cue = cue_of(document, tokens[at]) if tokens[at].tag in ("VBG", "VBD", "VBZ", tokens[i].tag) else None
        if cue is None or cue.kind != "speech":
            continue
        if has_subject(document, at):
            left = group(document, at)[0]
            if at >= last - 1 and left > head + 1 and tokens[left - 1].text == ",":
                return left - 1
            continue
        quoting = any(t.text == '"' for t in tokens[at + 1 : at + 3])
        if tokens[at].tag == "VBG" and tokens[at - 1].text in (",", '"') and (quoting or complement(document, at)):
            return at - 1
        if tokens[at].head == head and tokens[at].dep == "conj" and (link := joined(document, at, i)) is not None:
            return link
    for child in document.children[i]:
        if (
            tokens[child].dep != "conj"
            or child < last
            or not has_subject(document, child)
            or tokens[document.edges[head][0]].lower != "that"
        ):
            continue
        first, end = document.edges[child]
        if first - last <= 2 and tokens[first - 1].lower == "but" and complement(document, child) is None:
            return end
    return last


def clause_after(document: Document, i: int, within: int = 2) -> Span | None:
    """Return the clause with "that", "whether" or "how" behind token ``i``, whatever the parser hangs it on."""
    tokens = document.tokens
    for at in range(i + 1, min(i + within + 1, document.sentences[tokens[i].sentence].last)):
        if tokens[at].tag in FINITE or (tokens[at].tag == "VBG" and "clause" in _frames(document, at)):
            return None
        if tokens[at].lower not in ("that", "whether", "how") or tokens[at].tag not in ("IN", "WRB", "WDT", "DT"):
            continue
        relative = tokens[tokens[at].head].dep == "relcl" and tokens[at].lower == "that"
        if relative or tokens[at].dep in ("nsubj", "det", "dobj", "nsubjpass", "pobj") or tokens[at - 1].dep == "cc":
            return None
        top = tokens[at].head
        while tokens[top].head != top and tokens[top].head > at:
            top = tokens[top].head
        if document.edges[top][0] > i:
            return trim(document, at, _with_result(document, at, document.edges[top][1]))
    return None


def _frames(document: Document, i: int) -> frozenset[str]:
    cue = cue_of(document, document.tokens[i])
    return cue.frames if cue is not None else frozenset()


def _with_result(document: Document, first: int, last: int) -> int:
    """Return where a clause ends that opens with a condition ("that if A, B"), if the parser has cut it behind A."""
    tokens = document.tokens
    end = document.sentences[tokens[first].sentence].last
    opens = first + 1 < last < end and tokens[first + 1].lower in _CONDITIONS
    if not opens or tokens[last].text != "," or not any(t.tag in FINITE for t in tokens[last:end]):
        return last
    return end


def group(document: Document, i: int) -> tuple[int, int]:
    """Return the token range of a cue with its subject and adjuncts, without its content."""
    tokens = document.tokens
    left, right = i, i + 1
    for child in document.children[i]:
        first, last = document.edges[child]
        dep = tokens[child].dep
        if dep in ("ccomp", "punct", "parataxis"):
            continue
        if child < i and (
            dep in ("nsubj", "nsubjpass", "aux", "auxpass", "mark", "neg") or (dep == "advmod" and first >= i - 3)
        ):
            left = min(left, first)
        elif (
            child > i and dep != "conj" and (first <= right or dep in ("nsubj", "advcl", "prep", "npadvmod", "advmod"))
        ):
            right = max(right, last)
    return left, right
