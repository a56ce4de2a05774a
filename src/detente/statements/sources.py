"""Cue -> the words that name its source: subject, agent, possessor, or what a participle hangs on."""

from detente.records import Span
from detente.sentences import Document
from detente.statements.cues import cue_of, has_subject, speaks

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE = frozenset({"who", "that", "which", "whom", "whose"})
_TAG_MARKS = frozenset((",", '"', "-", "–", "—", "?", "!"))
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})


def subject_of(document: Document, verb: int, depth: int = 0) -> int | None:
    """Return the token that heads the source of a verb cue, or None where nobody is named (agentless passives)."""
    tokens, children = document.tokens, document.children[verb]
    if depth > 6:
        return None
    if not has_subject(document, verb) and (behind := inverted(document, verb)) is not None:
        return behind
    if is_passive(document, verb):
        quoted = tokens[verb].lemma.lower() in ("quote", "cite") and any(tokens[i].lower == "as" for i in children)
        return next((i for i in children if quoted and tokens[i].dep == "nsubjpass"), None) or agent_of(document, verb)
    subjects = [i for i in children if tokens[i].dep == "nsubj"] or _of_auxiliary(document, verb)
    if subjects:
        named = [i for i in subjects if tokens[i].lower not in _RELATIVE]
        if len(named) > 1 and document.edges[named[0]][1] == document.edges[named[-1]][0]:
            named = named[:1]  # one phrase that the parser cuts in two: "a source in the U.S. | Congress"
        return antecedent(document, named[-1] if len(subjects) > 1 and named else subjects[0], verb)
    token = tokens[verb]
    head = tokens[token.head]
    if token.tag == "VBG" and token.dep in ("acl", "advcl") and (main := _main(document, verb)) is not None:
        return subject_of(document, main, depth + 1)
    if token.tag == "VBG" and token.dep == "csubj" and (holder := _for_whom(document, head.i)) is not None:
        return holder
    if (fronted := _fronted(document, verb)) is not None:
        return fronted
    if token.dep == "conj" and (outer := _outer(document, verb)) is not None:
        return subject_of(document, outer, depth + 1)
    if head.i == verb:
        return _directly_before(document, verb)
    if token.dep == "ccomp" and (near := _directly_before(document, verb)) is not None:
        return near
    if token.dep in ("acl", "relcl") and head.pos in ("NOUN", "PROPN", "PRON"):
        return head.i
    if token.dep in ("conj", "xcomp", "advcl", "pcomp", "prep", "dep", "ccomp", "parataxis", "acl", "oprd"):
        return subject_of(document, climb(document, head.i), depth + 1)
    return None


def _main(document: Document, participle: int) -> int | None:
    """Return the verb whose subject says what a participle behind a comma adds: the next verb of speech above, or the
    next finite one (", adding that ...")."""
    tokens = document.tokens
    first = document.edges[participle][0]
    if first == 0 or tokens[first - 1].text != ",":
        return None
    above, at = [], participle
    while tokens[at].head != at:
        at = tokens[at].head
        if tokens[at].pos in ("VERB", "AUX"):
            above.append(at)
    spoken = [i for i in above if speaks(tokens[i]) or ((cue := cue_of(document, tokens[i])) and cue.kind == "speech")]
    return next(iter([*spoken, *above]), None)


def inverted(document: Document, verb: int) -> int | None:
    """Return the noun behind a verb that closes its sentence ("..., added Smith."), whatever the parse has."""
    tokens = document.tokens
    last = document.sentences[tokens[verb].sentence].last
    if verb == 0 or tokens[verb - 1].text not in _TAG_MARKS or tokens[verb].tag not in ("VBD", "VBZ", "VBN"):
        return None
    end = verb + 1
    while end < last and tokens[end].pos in ("DET", "ADJ", "NOUN", "PROPN", "PART"):
        end += 1
    if end == verb + 1 or tokens[end - 1].pos not in ("NOUN", "PROPN") or tokens[verb + 1].pos not in ("DET", "PROPN"):
        return None
    if end >= last - 1 or tokens[end].text == ".":
        return end - 1
    named = tokens[end].text == "," or (tokens[end].pos == "ADP" and tokens[end].lower != "as")
    return end - 1 if named and tokens[verb].tag != "VBN" else None


def _fronted(document: Document, verb: int) -> int | None:
    """Return the name that opens the sentence and hangs on the verb as something else ("Smith, speaking on, said")."""
    tokens = document.tokens
    first = document.sentences[tokens[verb].sentence].first
    for i in document.children[verb]:
        if i < verb and document.edges[i][0] == first and tokens[i].pos == "PROPN":
            return i if tokens[i].dep in ("advcl", "dep", "npadvmod", "nsubjpass", "dobj", "ccomp", "attr") else None
    return None


def _of_auxiliary(document: Document, verb: int) -> list[int]:
    """Return subjects that the parser hangs on the auxiliary ("the envoy was | misleading the press")."""
    tokens = document.tokens
    aux = [i for i in document.children[verb] if tokens[i].dep == "aux"]
    return [c for i in aux for c in document.children[i] if tokens[c].dep == "nsubj"]


def _for_whom(document: Document, verb: int) -> int | None:
    """Return X of "For X, saying that ... is a given"."""
    tokens = document.tokens
    first = document.sentences[tokens[verb].sentence].first
    if tokens[first].lower != "for" or tokens[first].head != verb:
        return None
    return next((c for c in document.children[first] if tokens[c].pos == "PROPN"), None)


def _directly_before(document: Document, verb: int) -> int | None:
    """Return the head of the noun phrase between a comma and a main verb without a subject, which the parser hangs on
    the phrase before the comma ("Opening talks with the envoy, the president noted")."""
    tokens = document.tokens
    if tokens[verb].tag not in ("VBD", "VBZ"):
        return None
    first = document.sentences[tokens[verb].sentence].first
    end = verb
    while end - 1 > first and (tokens[end - 1].pos in ("ADV", "AUX") or tokens[end - 1].text == ","):
        end -= 1
    at = end - 1
    for _ in range(8):
        left, right = document.edges[at]
        if right != end or left <= first:
            return None
        if tokens[left - 1].text == "," and tokens[at].pos in ("NOUN", "PROPN", "PRON"):
            return at
        inserted = tokens[left - 1].text == "," and tokens[at].tag in ("VBN", "VBG")
        end = left - 1 if inserted else end
        at = end - 1 if inserted else tokens[at].head
    return None


def _outer(document: Document, verb: int) -> int | None:
    """Return the cue whose content a coordinate cue of its tense goes on with ("said ..., and added")."""
    tokens = document.tokens
    head = tokens[tokens[verb].head]
    if head.dep != "ccomp" or head.head > verb or joined(document, verb, head.head) is None:
        return None
    return head.head if cue_of(document, tokens[head.head]) is not None else None


def climb(document: Document, i: int) -> int:
    """Return the nearest verb at or above token ``i`` (itself where none is found)."""
    at = i
    for _ in range(8):
        if document.tokens[at].pos in ("VERB", "AUX") or document.tokens[at].head == at:
            return at
        at = document.tokens[at].head
    return at


def joined(document: Document, verb: int, cue: int) -> int | None:
    """Return the "and" or "but" by which a verb goes on with the subject of ``cue`` ("said ..., and added ..."),
    though the parser makes it part of what the cue reports; None where it may well be part of that.

    It does go on with it behind a comma, or where the verb before it has another tense or a noun as subject.
    """
    tokens = document.tokens
    link = next((c for c in range(verb - 1, max(verb - 6, 0), -1) if tokens[c].dep == "cc"), None)
    if link is None or tokens[verb].tag != tokens[cue].tag or has_subject(document, verb):
        return None
    head = tokens[tokens[verb].head]
    subjects = [tokens[c].pos for c in document.children[head.i] if tokens[c].dep in ("nsubj", "nsubjpass")]
    apart = tokens[link - 1].text == "," or head.tag != tokens[verb].tag or (subjects and "PRON" not in subjects)
    return link if apart else None


def antecedent(document: Document, subject: int, verb: int) -> int | None:
    """Return the noun that a relative pronoun stands for, else the subject itself."""
    tokens = document.tokens
    if tokens[subject].lower in _RELATIVE and tokens[subject].tag in ("WP", "WDT", "WP$", "IN"):
        head = tokens[verb].head
        return head if tokens[verb].dep == "relcl" and head != verb else subject
    return subject


def is_passive(document: Document, verb: int) -> bool:
    """True for a passive verb: with its auxiliary, or a bare past participle ("when asked", "as told by")."""
    tokens, children = document.tokens, document.children[verb]
    deps = {tokens[i].dep for i in children}
    if deps & {"auxpass", "nsubjpass"}:
        return True
    if tokens[verb].tag == "VBD" and "nsubj" not in deps:
        return any(tokens[i].lower in ("when", "if") and i == verb - 1 for i in children)
    active = deps & {"dobj", "nsubj", "aux"}
    return tokens[verb].tag == "VBN" and not active


def agent_of(document: Document, verb: int) -> int | None:
    """Return the head of "by X" under a verb or noun."""
    tokens = document.tokens
    for i in document.children[verb]:
        if tokens[i].dep in ("agent", "prep") and tokens[i].lower == "by":
            for j in document.children[i]:
                if tokens[j].dep == "pobj":
                    return j
    return None


def possessor_of(document: Document, noun: int) -> int | None:
    """Return who a noun cue belongs to: "the envoy's statement", "a statement by (of, from) the ministry", or the
    subject of a light verb ("issued a statement that")."""
    tokens = document.tokens
    for i in document.children[noun]:
        if tokens[i].dep == "poss":
            return i
        if tokens[i].dep == "prep" and tokens[i].lower in ("by", "of", "from"):
            for j in document.children[i]:
                if tokens[j].dep == "pobj":
                    return j
    head = tokens[noun].head
    if tokens[noun].dep == "dobj" and tokens[head].lemma.lower() in _LIGHT:
        return subject_of(document, head)
    return None


_LIGHT = frozenset(
    {"issue", "make", "release", "give", "publish", "express", "voice", "offer", "send", "post", "have", "raise"}
)


def described(document: Document, head: int, cue: int) -> int:
    """Return the offset where what is told of ``head`` behind it ends: relative clauses and appositions, but not one
    that holds the cue; the end of ``head`` itself where nothing is told."""
    tokens = document.tokens
    end = head + 1
    for child in document.children[head]:
        first, last = document.edges[child]
        if child > head and tokens[child].dep in ("relcl", "appos", "acl") and not first <= cue < last:
            end = max(end, last)
    while end - 1 > head and tokens[end - 1].pos == "PUNCT" and tokens[end - 1].text not in (")", '"'):
        end -= 1
    return tokens[end - 1].end


def noun_phrase(document: Document, head: int, after: int = -1) -> Span:
    """Return the offsets of the noun phrase of ``head``, with appositions, without relative clauses; it begins
    behind token ``after``."""
    tokens = document.tokens
    first, last = document.edges[head]
    first = max(first, after + 1)
    for i in document.children[head]:
        token = tokens[i]
        left, right = document.edges[i]
        heavy = token.dep in _CLAUSES or (token.dep in ("conj", "cc") and False)
        if (heavy and i > head) or (
            token.dep == "cc" and i > head and not any(tokens[j].dep == "conj" for j in document.children[head])
        ):
            last = min(last, left)
        elif right <= head and token.dep in ("advmod", "cc", "mark", "punct", "prep") and left == first:
            first = right if token.dep in ("cc", "mark", "punct") else first
    while last - 1 > head and tokens[last - 1].pos == "PUNCT" and tokens[last - 1].text not in (")", '"'):
        last -= 1
    while first < head and tokens[first].pos == "PUNCT":
        first += 1
    return tokens[first].start, tokens[last - 1].end
