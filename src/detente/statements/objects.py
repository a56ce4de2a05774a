"""Cue -> content that is no clause: an object, a predicate, an infinitive, what a question or a silence was about."""

from detente.lexicon import load
from detente.records import Span
from detente.sentences import Document
from detente.statements.complements import MARKERS, clause_after, complement
from detente.statements.cues import cues, has_subject, speaks
from detente.statements.ranges import FINITE, trim

_SMALL = frozenset(("dobj", "oprd", "ccomp", "attr", "acomp", "dative"))
_ROLES = frozenset(("as", "for", "against", "over", "about", "towards", "toward", "regarding"))
_PRONOUNS = frozenset(("it", "this", "that", "him", "her", "them", "me", "us", "you", "so", "one", "which", "what"))


def _np(document: Document, i: int) -> Span | None:
    """Announced the expulsion of ..., mentioned this to X."""
    tokens = document.tokens
    if any(tokens[c].dep == "dative" and tokens[c].pos in ("NOUN", "PROPN") for c in document.children[i]):
        return None
    for child in document.children[i]:
        if tokens[child].dep == "dobj" and child > i and tokens[child].lower not in _PRONOUNS:
            first, last = document.edges[child]
            if (role := _next_role(document, i, last)) is not None:
                last = document.edges[role][1]
            if last - first == 1 and tokens[child].pos == "NOUN":
                return None  # "announced measures"
            purpose = (c for c in document.children[i] if _is_purpose(document, c, last))
            return trim(document, first, max((document.edges[c][1] for c in purpose), default=last))
    return None


def _is_purpose(document: Document, child: int, first: int) -> bool:
    """True for the infinitive that goes on behind an object at token ``first`` ("proposed a summit to discuss")."""
    comma = first < len(document.tokens) and document.tokens[first].text == ","  # a text may end with the object
    begins = document.edges[child][0] == first + comma
    begins = begins and document.tokens[document.edges[child][0]].tag == "TO"
    return document.tokens[child].dep in ("xcomp", "advcl") and begins


def _next_role(document: Document, i: int, last: int) -> int | None:
    """Return "as X", "over X", "to doing X" directly behind an object, which the parser hangs on the cue, or what
    stands between the object and its purpose ("a meeting in May to discuss")."""
    tokens, children = document.tokens, document.children
    prepositions = (
        c
        for c in children[i]
        if tokens[c].lower in _ROLES
        or (tokens[c].lower == "to" and any(tokens[d].dep == "pcomp" for d in children[c]))
        or any(_is_purpose(document, d, document.edges[c][1]) for d in children[i] if tokens[c].dep == "prep")
    )
    return next((c for c in prepositions if document.edges[c][0] == last), None)


def _appeal(document: Document, i: int) -> Span | None:
    """Called on X to do Y, called for Y, urged X to do Y."""
    tokens = document.tokens
    behind = [c for c in document.children[i] if c > i]
    preposition = next((c for c in behind if c <= i + 3 and tokens[c].lower in ("on", "upon", "for", "to")), None)
    if preposition is not None and tokens[preposition].dep != "aux":
        things = [c for c in document.children[preposition] if c > preposition]
    else:
        things = [c for c in behind if tokens[c].dep in ("dobj", "ccomp", "xcomp", "dative")]
    if not things:
        return None
    deeds = [c for c in behind if tokens[c].dep in ("xcomp", "ccomp", "advcl", "oprd") and c > things[0]]
    deeds += [c for c in behind if tokens[c].dep == "conj" and c > things[0] and tokens[c].pos == "NOUN"]
    last = max(document.edges[c][1] for c in (*things, *deeds, *([preposition] if preposition else ())))
    first = document.edges[things[0]][0]
    asks = any(t.tag == "TO" or (t.lower == "to" and t.dep == "aux") for t in tokens[first:last]) or (
        preposition and tokens[preposition].lower == "for"
    )
    return trim(document, first, last) if asks else None


def _favour(document: Document, i: int) -> Span | None:
    """Spoke in favour of X."""
    tokens = document.tokens
    at = i
    for words in (("in",), ("favour", "favor", "support"), ("of",)):
        at = next((c for c in document.children[at] if c > at and tokens[c].lower in words), -1)
        if at < 0:
            return None
    return trim(document, at + 1, document.edges[at][1])


def _infinitive(document: Document, i: int) -> Span | None:
    """Promised to answer."""
    tokens = document.tokens
    for child in document.children[i]:
        to = any(tokens[c].lower == "to" for c in document.children[child])
        if tokens[child].dep in ("xcomp", "advcl") and child > i and to:
            return trim(document, *document.edges[child])
    return None


def _undertaking(document: Document, i: int) -> Span | None:
    """Agreed to work together, on a government's own page: elsewhere it tells a deed rather than words."""
    outlet = load().outlet(document.article.outlet)
    official = outlet is not None and outlet.control == "state" and outlet.name == outlet.domain
    return _infinitive(document, i) if official or document.article.genre == "readout" else None


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
    first = parts[0]
    small = len(parts) > 1 or (tokens[first].dep == "ccomp" and has_subject(document, first)) or _fused(document, first)
    if not small or any(tokens[c].tag == "TO" for c in document.children[parts[-1]]):
        quoted = _next_quoted(document, i, document.edges[parts[0]][0])
        return (document.tokens[i + 1].start, quoted[1]) if quoted is not None and parts[0] <= i + 12 else None
    return trim(document, document.edges[parts[0]][0], document.edges[parts[-1]][1])


def _fused(document: Document, part: int) -> bool:
    """True where the parser takes X and Y of "called X Y" for one phrase: "the talks useful", "the envoy a spy"."""
    tokens = document.tokens
    if tokens[part].dep == "oprd":
        return document.edges[part][0] < part and tokens[document.edges[part][0]].pos == "DET"
    apposed = [c for c in document.children[part] if tokens[c].dep == "appos" and tokens[c - 1].text != ","]
    return any(tokens[document.edges[c][0]].lower in ("a", "an") for c in apposed)


def _next_quoted(document: Document, i: int, first: int) -> Span | None:
    """Return the next words in quotation marks of the sentence, from token ``first`` on, with no finite verb before."""
    start, end = document.tokens[first].start, document.sentences[document.tokens[i].sentence].end
    marks = [mark for mark in document.marks if start <= mark.at <= end]
    if len(marks) < 2 or not marks[0].opening or marks[1].opening:
        return None
    if any(t.tag in FINITE for t in document.tokens[first : document.first_token(marks[0].at)]):
        return None
    return marks[0].at, marks[1].at + 1


def _complemented(document: Document, i: int, preposition: str) -> Span | None:
    """Described X as Y, accused X of Y; also where the parser hangs that on X."""
    tokens = document.tokens
    for thing in _parts(document, i, frozenset(("dobj",))):
        below = () if preposition == "for" else document.children[thing]
        for end in (*document.children[i], *below):
            if end > thing and tokens[document.edges[end][0]].lower == preposition and document.edges[end][0] > thing:
                return trim(document, document.edges[thing][0], document.edges[end][1])
    return None


def _as(document: Document, i: int) -> Span | None:
    return _complemented(document, i, "as")


def _of(document: Document, i: int) -> Span | None:
    return _complemented(document, i, "of")


def _for(document: Document, i: int) -> Span | None:
    """Thanked X for Y."""
    return _complemented(document, i, "for")


def _about(document: Document, i: int) -> Span | None:
    """Warned X about Y, warned of Y."""
    tokens = document.tokens
    for child in _parts(document, i, frozenset(("prep",))):
        if tokens[child].lower in ("about", "of", "against") and document.edges[child][1] > child + 1:
            return trim(document, child + 1, document.edges[child][1])
    return None


def _attention(document: Document, i: int) -> Span | None:
    """Drew attention to X."""
    tokens = document.tokens
    for thing in _parts(document, i, frozenset(("dobj",))):
        below = (*document.children[thing], *document.children[i])
        to = next((c for c in below if c > thing and tokens[c].lower == "to" and tokens[c].dep == "prep"), None)
        if tokens[thing].lower == "attention" and to is not None:
            return trim(document, to + 1, document.edges[to][1])
    return None


def _claim(document: Document, i: int) -> Span | None:
    """Rejected the allegation: an object that is itself something said."""
    for child in _parts(document, i, frozenset(("dobj",))):
        lemma = document.tokens[child].lemma.lower()
        if (lemma, "noun") in cues() or (lemma, "claim") in cues():
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


def _question(document: Document, i: int) -> Span | None:
    """Answered affirmatively to the question whether ...: the question itself only where the answer is told too."""
    manner = _manner(document, i)
    for asked in document.children[i] if manner else ():
        if is_answered(document, asked):
            return complement(document, asked)
    for noun in _to(document, i):
        if document.tokens[noun].lemma.lower() == "question":
            return clause_after(document, noun) or (trim(document, *document.edges[noun]) if manner else None)
    return None


def _manner(document: Document, i: int) -> bool:
    """True where an adverb tells the answer: "answered affirmatively"."""
    return any((document.tokens[c].lower, "adverb") in cues() for c in document.children[i])


def is_answered(document: Document, i: int) -> bool:
    """True for the asking of a question whose answer is told ("answered affirmatively when the host asked whether")."""
    token = document.tokens[i]
    above = document.tokens[token.head]
    asked = (
        token.lemma.lower() == "ask" and token.dep == "advcl" and above.lemma.lower() in ("answer", "respond", "reply")
    )
    return asked and _manner(document, above.i)


def request(document: Document, i: int) -> Span | None:
    """Did not respond to a request for comment."""
    asked = (n for n in _to(document, i) if (document.tokens[n].lemma.lower(), "request") in cues())
    return next((trim(document, *document.edges[noun]) for noun in asked), None)


def _to(document: Document, i: int) -> list[int]:
    """Return the nouns that stand behind the cue with "to"."""
    prepositions = [c for c in document.children[i] if c > i and document.tokens[c].lower == "to"]
    return [noun for c in prepositions for noun in document.children[c]]


def topic(document: Document, i: int) -> Span | None:
    """Would not comment on ..., would not say whether ..."""
    tokens = document.tokens
    for child in document.children[i]:
        if child > i and tokens[child].dep == "prep" and tokens[child].lower in ("on", "about"):
            return trim(document, *document.edges[child])
    span = complement(document, i)
    asked = span is not None and document.tokens[document.first_token(span[0])].lower in MARKERS - {"that"}
    return span if asked else None


FRAMES = {
    "question": _question,
    "as": _as,
    "predicate": _predicate,
    "of": _of,
    "np": _np,
    "quoted": _quoted,
    "claim": _claim,
    "with": _with,
    "inf": _infinitive,
    "undertaking": _undertaking,
    "speaking": _speaking,
    "appeal": _appeal,
    "favour": _favour,
    "for": _for,
    "about": _about,
    "attention": _attention,
}
