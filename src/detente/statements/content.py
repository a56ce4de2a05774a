"""Cue -> its content outside of quotations: a clause, an object, or the rest of the sentence."""

from collections.abc import Iterable

from detente.records import Act, Span
from detente.sentences import Document
from detente.statements.cues import Cue, cue_of, cues, has_subject, not_verbs, speaks
from detente.statements.sources import inverted, joined

_EDGE_MARKS = frozenset((",", ".", ":", ";", "-", "–", "—", "--", "...", "…"))
_MARKERS = frozenset(("that", "whether", "how", "if", "why", "what", "when", "where", "who"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_ASKED = frozenset(("request", "inquiry", "query", "call", "email", "message"))
_CONDITIONS = frozenset(("if", "should", "unless", "when", "once", "were", "had"))
FAR = 10  # tokens between a cue and its "that"
_CRITICISM = frozenset(("criticism", "notion", "idea", "characterization", "speculation", "rumor", "rumour"))
_SMALL = frozenset(("dobj", "oprd", "ccomp", "attr", "acomp", "dative"))
_PRONOUNS = frozenset(("it", "this", "that", "him", "her", "them", "me", "us", "you", "so", "one", "which", "what"))
_SUBORDINATE = frozenset(
    ("although", "though", "while", "as", "when", "because", "since", "after", "before", "if", "whereas")
)


def find_content(document: Document, i: int, cue: Cue, act: Act) -> tuple[list[Span], str]:
    """Return the content of the verb cue ``i`` that stands outside of quotations, and the frame it was found in."""
    if act == "decline" and cue.act != "decline":
        silent = _question(document, i, _ASKED) or _topic(document, i)
        return ([silent], "silence") if silent is not None else ([], "")
    if "clause" in cue.frames and not has_subject(document, i) and (before := _before(document, i)):
        return before, "around"
    if "clause" in cue.frames and (clause := complement(document, i)) is not None:
        return [clause], "clause"
    if "clause" in cue.frames and cue.kind == "speech" and (around := _around(document, i)):
        return around, "around"
    for frame, finder in _FRAMES.items():
        if frame in cue.frames and (span := finder(document, i)) is not None:
            return [span], frame
    return [], ""


# --- clauses ----------------------------------------------------------------------------------------------


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
    return trim(document, first, last)


def _fits(document: Document, i: int, child: int) -> bool:
    """True for a clause to the right of the cue that can be its content."""
    tokens = document.tokens
    first = document.edges[child][0]
    if first <= i or tokens[child].lemma.lower() in not_verbs():
        return False
    if tokens[child].dep == "ccomp":
        whole = tokens[first : document.edges[child][1]]
        return tokens[first].lower in _MARKERS or is_finite(document, child) or any(t.tag in _FINITE for t in whole)
    if tokens[child].tag == "VBG" and tokens[child].dep == "xcomp" and first == i + 1:
        return any(t.tag in _FINITE for t in tokens[first : document.edges[child][1]])
    if tokens[child].dep not in ("advcl", "acl", "csubj", "dep", "parataxis", "xcomp", "conj"):
        return False
    return _begins_clause(document, i, first)


def _begins_clause(document: Document, i: int, first: int) -> bool:
    """True where a clause that the parser calls adverbial opens with "that" near the cue."""
    lower = document.tokens[first].lower
    asking = document.tokens[i].lemma.lower() in ("ask", "wonder", "inquire") and lower in _MARKERS
    return (asking or lower in ("that", "whether")) and first - i <= 6


def is_finite(document: Document, verb: int) -> bool:
    """True where the verb or one of its auxiliaries is finite."""
    tokens = document.tokens
    if tokens[verb].tag == "VB" and has_subject(document, verb):
        return True
    return tokens[verb].tag in _FINITE or any(
        tokens[c].tag in _FINITE and tokens[c].dep in ("aux", "auxpass", "cop") for c in document.children[verb]
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


def _that(document: Document, i: int) -> bool:
    """True where "that" stands right behind the cue."""
    return any(t.lower == "that" for t in document.tokens[i + 1 : i + 3])


def clause_after(document: Document, i: int, within: int = 2) -> Span | None:
    """Return the clause with "that", "whether" or "how" behind token ``i``, whatever the parser hangs it on."""
    tokens = document.tokens
    for at in range(i + 1, min(i + within + 1, document.sentences[tokens[i].sentence].last)):
        if tokens[at].tag in _FINITE:
            return None
        if tokens[at].lower not in ("that", "whether", "how") or tokens[at].tag not in ("IN", "WRB", "WDT", "DT"):
            continue
        if tokens[at].dep in ("nsubj", "det", "dobj", "nsubjpass", "pobj"):
            return None
        top = tokens[at].head
        while tokens[top].head != top and tokens[top].head > at:
            top = tokens[top].head
        if document.edges[top][0] > i:
            return trim(document, at, _with_result(document, at, document.edges[top][1]))
    return None


def _with_result(document: Document, first: int, last: int) -> int:
    """Return where a clause ends that opens with a condition ("that if A, B"), if the parser has cut it behind A."""
    tokens = document.tokens
    end = document.sentences[tokens[first].sentence].last
    opens = first + 1 < last < end and tokens[first + 1].lower in _CONDITIONS
    if not opens or tokens[last].text != "," or not any(t.tag in _FINITE for t in tokens[last:end]):
        return last
    return end


# --- the rest of the sentence -----------------------------------------------------------------------------


def _around(document: Document, i: int) -> list[Span]:
    """Return the content of a cue that closes or interrupts its sentence: "X, he said", "X, he said, Y"."""
    tokens = document.tokens
    sentence = document.sentences[tokens[i].sentence]
    left, right = group(document, i)
    introduced = tokens[left].lower == "as" or (left > sentence.first and tokens[left - 1].lower == "as")
    if introduced and tokens[left].lower != "as":
        left -= 1
    if _own_object(document, i) or not (introduced or has_subject(document, i)):
        return []
    if introduced and any(tokens[c].lower in ("i", "we") for c in document.children[i]):
        return []
    head = _main(document, i)
    before = left - 1
    if before < sentence.first:
        comma = next((c for c in range(right, min(right + 6, sentence.last)) if tokens[c].text == ","), right)
        return _pieces(document, [(comma, sentence.last)]) if introduced and right < sentence.last else []
    if tokens[before].text not in (",", "-", "–", "—", '"', ")") and not introduced:
        return []
    if head is None or not (introduced or _speakable(document, sentence.first, before, head)):
        return []
    ranges = [(sentence.first, before)]
    if right < sentence.last and (tokens[right].text in (",", "-", "–", "—") or tokens[right - 1].text == ","):
        reach = document.edges[head][1]
        if head > right or reach > right + 1:
            ranges.append((right, reach if reach > right else sentence.last))
    return _pieces(document, ranges)


def _before(document: Document, i: int) -> list[Span]:
    """Return all before a cue with its subject behind it: "X, said the minister"."""
    first = document.sentences[document.tokens[i].sentence].first
    if inverted(document, i) is None or not any(t.tag in _FINITE for t in document.tokens[first : i - 1]):
        return []
    return _pieces(document, [(first, i - 1)])


def _main(document: Document, i: int) -> int | None:
    """Return the verb of the content that stands before or around the cue."""
    tokens = document.tokens
    governed = [c for c in document.children[i] if tokens[c].dep in ("ccomp", "parataxis", "dep", "csubj") and c < i]
    if governed:
        return governed[-1]
    if tokens[i].dep in ("parataxis", "ccomp", "advcl", "dep", "relcl", "conj") and tokens[i].head != i:
        return tokens[i].head
    return next((c for c in document.children[i] if tokens[c].dep == "advcl" and c < i), None)


def _speakable(document: Document, first: int, last: int, head: int) -> bool:
    """True where ``[first, last)`` can be content: it holds a finite verb and is no mere subordinate clause."""
    tokens = document.tokens
    verbs = [t for t in tokens[first:last] if t.tag in _FINITE]
    if not verbs:
        return head >= last
    return not (tokens[head].dep == "advcl" and head < last and tokens[first].lower in _SUBORDINATE)


def _own_object(document: Document, i: int) -> bool:
    """True where the cue has content of its own to the right, so that what stands before it is not its content."""
    tokens = document.tokens
    behind = inverted(document, i)
    return any(
        c != behind
        and tokens[c].dep in ("dobj", "xcomp", "oprd", "attr", "acomp")
        and c > i
        and tokens[i].lemma not in ("tell", "remind")
        for c in document.children[i]
    )


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


def _pieces(document: Document, ranges: Iterable[tuple[int, int]]) -> list[Span]:
    return [span for first, last in ranges if (span := trim(document, first, last)) is not None]


# --- objects ----------------------------------------------------------------------------------------------


def _np(document: Document, i: int) -> Span | None:
    """Announced the expulsion of ..., mentioned this to X."""
    tokens = document.tokens
    relayed = any(tokens[c].lower == "to" and c > i for c in document.children[i])
    if any(tokens[c].dep == "dative" and tokens[c].pos in ("NOUN", "PROPN") for c in document.children[i]):
        return None
    for child in document.children[i]:
        content = tokens[child].lower not in _PRONOUNS or (relayed and tokens[child].lower in ("this", "that"))
        if tokens[child].dep == "dobj" and child > i and content:
            first, last = document.edges[child]
            purpose = (c for c in document.children[i] if tokens[c].dep == "xcomp" and document.edges[c][0] == last)
            return trim(document, first, max((document.edges[c][1] for c in purpose), default=last))
    return None


def _infinitive(document: Document, i: int) -> Span | None:
    """Promised to answer."""
    tokens = document.tokens
    for child in document.children[i]:
        to = any(tokens[c].lower == "to" for c in document.children[child])
        if tokens[child].dep in ("xcomp", "advcl") and child > i and to:
            return trim(document, *document.edges[child])
    return None


def _speaking(document: Document, i: int) -> Span | None:
    """Refused to comment: only where what is refused is to speak."""
    tokens = document.tokens
    for child in document.children[i]:
        if tokens[child].dep == "xcomp" and child > i and speaks(tokens[child]):
            return trim(document, *document.edges[child])
    return None


def _parts(document: Document, i: int, deps: frozenset[str]) -> tuple[int, ...]:
    return tuple(c for c in document.children[i] if c > i and document.tokens[c].dep in deps)


def _predicate(document: Document, i: int) -> Span | None:
    """Called X a Y; of what X called "Y", only the words quoted."""
    tokens = document.tokens
    if any(tokens[c].tag == "WP" and c < i for c in document.children[i]):
        return _next_quoted(document, i, i + 1)
    parts = _parts(document, i, _SMALL)
    if not parts:
        return None
    small = len(parts) > 1 or (tokens[parts[0]].dep == "ccomp" and has_subject(document, parts[0]))
    if not small or any(tokens[c].tag == "TO" for c in document.children[parts[-1]]):
        quoted = _next_quoted(document, i, document.edges[parts[0]][0])
        return (document.tokens[i + 1].start, quoted[1]) if quoted is not None and parts[0] <= i + 12 else None
    return trim(document, document.edges[parts[0]][0], document.edges[parts[-1]][1])


def _next_quoted(document: Document, i: int, first: int) -> Span | None:
    """Return the next words in quotation marks of the sentence, from token ``first`` on, with no finite verb before."""
    start, end = document.tokens[first].start, document.sentences[document.tokens[i].sentence].end
    marks = [mark for mark in document.marks if start <= mark.at <= end]
    if len(marks) < 2 or not marks[0].opening or marks[1].opening:
        return None
    if any(t.tag in _FINITE for t in document.tokens[first : first_token(document, marks[0].at)]):
        return None
    return marks[0].at, marks[1].at + 1


def _complemented(document: Document, i: int, preposition: str) -> Span | None:
    """Described X as Y, accused X of Y."""
    tokens = document.tokens
    objects = _parts(document, i, frozenset(("dobj",)))
    ends = [c for c in document.children[i] if objects and c > objects[0] and tokens[c].lower == preposition]
    return trim(document, document.edges[objects[0]][0], document.edges[ends[0]][1]) if ends else None


def _as(document: Document, i: int) -> Span | None:
    return _complemented(document, i, "as")


def _of(document: Document, i: int) -> Span | None:
    return _complemented(document, i, "of")


def _claim(document: Document, i: int) -> Span | None:
    """Rejected the allegation: an object that is itself something said."""
    for child in _parts(document, i, frozenset(("dobj",))):
        if (document.tokens[child].lemma.lower(), "noun") in cues() or document.tokens[
            child
        ].lemma.lower() in _CRITICISM:
            return trim(document, *document.edges[child])
    return None


def _quoted(document: Document, i: int) -> Span | None:
    """Praised the "bold decision": an object that quotes the words."""
    span = _np(document, i)
    return span if span is not None and any(span[0] <= mark.at < span[1] for mark in document.marks) else None


def _with(document: Document, i: int) -> Span | None:
    """Agreed with this assessment."""
    tokens = document.tokens
    for child in document.children[i]:
        thing = any(tokens[c].dep == "pobj" and tokens[c].pos == "NOUN" for c in document.children[child])
        if tokens[child].lower == "with" and i < child <= i + 2 and thing:
            first, last = document.edges[child]
            return trim(document, first + 1, last)
    return None


def _question(document: Document, i: int, nouns: frozenset[str] = frozenset({"question"})) -> Span | None:
    """Answered affirmatively to the question whether ..., did not respond to a request for ..."""
    tokens = document.tokens
    plain = "question" not in nouns or any((tokens[c].lower, "adverb") in cues() for c in document.children[i])
    for child in document.children[i]:
        if tokens[child].lower != "to" or child < i:
            continue
        for noun in document.children[child]:
            if tokens[noun].lemma.lower() in nouns:
                return clause_after(document, noun) or (trim(document, *document.edges[noun]) if plain else None)
    return None


def _topic(document: Document, i: int) -> Span | None:
    """Would not comment on ..., would not say whether ..."""
    tokens = document.tokens
    for child in document.children[i]:
        if child > i and tokens[child].dep == "prep" and tokens[child].lower in ("on", "about"):
            return trim(document, *document.edges[child])
    span = complement(document, i)
    asked = span is not None and document.tokens[first_token(document, span[0])].lower in _MARKERS - {"that"}
    return span if asked else None


_FRAMES = {
    "question": _question,
    "as": _as,
    "predicate": _predicate,
    "of": _of,
    "np": _np,
    "quoted": _quoted,
    "claim": _claim,
    "with": _with,
    "inf": _infinitive,
    "speaking": _speaking,
}


# --- token ranges and offsets -----------------------------------------------------------------------------


def trim(document: Document, first: int, last: int) -> Span | None:
    """Return the offsets of the tokens ``[first, last)`` without marks and blanks at the ends, if any."""
    tokens = document.tokens
    while first < last and (tokens[first].text in _EDGE_MARKS or tokens[first].text.isspace()):
        first += 1
    while first < last and (tokens[last - 1].text in _EDGE_MARKS or tokens[last - 1].text.isspace()):
        last -= 1
    return (tokens[first].start, tokens[last - 1].end) if first < last else None


def first_token(document: Document, offset: int) -> int:
    """Return the index of the first token that begins at or behind ``offset``."""
    low, high = 0, len(document.tokens)
    while low < high:
        middle = (low + high) // 2
        if document.tokens[middle].start < offset:
            low = middle + 1
        else:
            high = middle
    return low
