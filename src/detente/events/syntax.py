"""Who does it and who undergoes it, by the parse alone: logical subjects and objects, prepositions, owners of nouns."""

from collections.abc import Iterator

from detente.sentences import Document, Token

DEPTH = 6
RELATIVE = frozenset(("WDT", "WP", "WP$"))
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
VERBAL = ("VERB", "AUX")
FINITE = ("VBD", "VBZ", "VBP")
# verbs whose infinitive is about their subject although they have an object ("promised Kyiv to send tanks")
SUBJECT_CONTROL = frozenset(("promise", "threaten", "vow", "pledge", "swear", "use", "take", "need", "have", "make"))
# prepositions whose gerund is about the object ("accused Russia of meddling", "barred them from entering")
OBJECT_GERUND = frozenset(("of", "from", "into", "for", "over", "about"))
# nouns that only say how much of what follows by "of" or "in" ("$400 million in funds", "a series of")
MEASURES = frozenset(
    (
        *("million", "billion", "trillion", "thousand", "hundred", "dozen", "series", "set", "package", "round"),
        *("wave", "tranche", "batch", "raft", "slew", "string", "number", "framework", "ton", "shipment", "lot"),
        *("group", "pair", "couple", "majority", "rest", "text", "draft", "outline", "part"),
    )
)
# nouns whose participle tells what their author does ("signed an order lifting sanctions")
INSTRUMENTS = frozenset(
    ("order", "decree", "law", "bill", "resolution", "proclamation", "directive", "legislation", "statement", "letter")
)


def kids(document: Document, i: int, *deps: str) -> list[int]:
    """Return the children of token ``i`` that stand in one of the relations ``deps``."""
    return [j for j in document.children[i] if document.tokens[j].dep in deps]


def coordinated(document: Document, i: int) -> list[int]:
    """Return ``i`` and what is coordinated with it, in order of the text."""
    found, last = [i], i
    for _ in range(DEPTH * 3):
        more = [j for j in kids(document, last, "conj", "appos") if document.tokens[j].dep == "conj"]
        more = [j for j in more if document.tokens[j].pos not in VERBAL]
        if not more:
            break
        found += more
        last = more[-1]
    return found


def prepositions(document: Document, i: int) -> Iterator[tuple[str, int]]:
    """Yield (preposition, object) for what hangs on token ``i`` by a preposition; of "out of X" the inner one."""
    for j in document.children[i]:
        token = document.tokens[j]
        if token.lower == "according":
            continue
        if token.dep in ("prep", "agent", "dative", "prt") or (token.pos == "ADP" and token.dep in ("advmod", "advcl")):
            yield from _objects(document, j, token)


def _objects(document: Document, j: int, token: Token) -> Iterator[tuple[str, int]]:
    for k in document.children[j]:
        inner = document.tokens[k]
        if inner.dep == "pobj":
            for each in coordinated(document, k):
                yield token.lower, each
        elif inner.dep in ("prep", "conj") and inner.pos == "ADP":
            yield from _objects(document, k, inner)


def is_passive(document: Document, verb: int) -> bool:
    """True where the verb's surface subject undergoes it."""
    token = document.tokens[verb]
    if kids(document, verb, "auxpass", "nsubjpass"):
        return True
    if token.tag != "VBN" or any(document.tokens[j].lemma == "have" for j in kids(document, verb, "aux")):
        return False
    if token.dep == "conj":
        return document.tokens[token.head].tag == "VBN" and is_passive(document, token.head)
    return token.dep in ("acl", "advcl", "xcomp", "ROOT", "ccomp") and not kids(document, verb, "dobj")


def surface_subjects(document: Document, verb: int, depth: int = 0) -> list[int]:
    """Return the grammatical subject of a verb, its own or the one that it shares, with all that is coordinated."""
    token = document.tokens[verb]
    holders = (verb, *kids(document, verb, "aux", "auxpass"))
    own = [each for i in holders for j in kids(document, i, *SUBJECTS) for each in _referents(document, verb, j)]
    own = [*_before_comma(document, own), *own]
    if own or depth > DEPTH:
        return own
    above = document.tokens[token.head]
    if token.tag in FINITE and kids(document, verb, "mark"):  # "if Turkey attacks": a subject taken for a modifier
        return kids(document, verb, "compound")
    if token.dep == "conj" and above.pos in VERBAL:
        return surface_subjects(document, _first_conjunct(document, token), depth + 1)
    if token.tag == "VBG" and (listed := _before_colon(document, token)):
        return surface_subjects(document, listed, depth + 1)
    if token.dep in ("xcomp", "advcl", "ccomp") and above.pos in VERBAL:
        return _controllers(document, above.i, token, depth)
    if token.dep == "xcomp" and above.pos == "ADJ" and above.dep == "acomp":  # "is due to visit"
        return surface_subjects(document, above.head, depth + 1)
    if token.dep == "pcomp" and above.head != above.i:
        return _of_gerund(document, above, depth)
    if token.dep == "acl":
        theirs = token.tag == "VB" or (token.tag == "VBG" and above.lemma in INSTRUMENTS)
        return owners(document, above.i, depth + 1) if theirs else coordinated(document, above.i)
    if token.dep == "relcl":
        return coordinated(document, above.i) if not _own_object(document, verb) else []
    return _astray(document, above, depth) if token.dep in ("prep", "dep", "punct", "appos") else []


def teller(document: Document, verb: int) -> list[int]:
    """Return who tells what a participle follows ("said that it was a lie, warning them not to repeat it")."""
    token = document.tokens[verb]
    above = document.tokens[token.head]
    if token.tag != "VBG" or token.dep != "advcl" or above.dep != "ccomp" or above.i > verb:
        return []
    return surface_subjects(document, above.head)


def _before_colon(document: Document, token: Token) -> int | None:
    """Return the verb whose deeds a list after a colon tells ("took steps: closing a site"), or None."""
    first = document.sentences[token.sentence].first
    colon = next((i for i in range(token.i - 1, first, -1) if document.tokens[i].text in (":", ";")), None)
    if colon is None or document.tokens[token.i].head > colon or document.tokens[colon].text == ";":
        return None
    return next((i for i in range(colon - 1, first, -1) if kids(document, i, "nsubj")), None)


def inner(document: Document, nouns: list[int]) -> list[int]:
    """Return ``nouns`` with what each that is only a measure is the measure of."""
    found = list(nouns)
    for noun in nouns:
        if document.tokens[noun].lemma in MEASURES:
            found += [each for word, each in prepositions(document, noun) if word in ("of", "in") and each not in found]
    return found


def _before_comma(document: Document, nouns: list[int]) -> list[int]:
    """Return what the parser cut off from the front of a list ("after Chile, Peru and Cuba met": Chile)."""
    first = document.edges[nouns[0]][0] if len(nouns) > 1 else 0
    if first < 2 or document.tokens[first - 1].text != ",":
        return []
    cut = document.tokens[first - 2]
    clausal = cut.dep == "pobj" and document.tokens[cut.head].lower in ("after", "before", "since", "until", "as")
    return [cut.i] if clausal and cut.pos == "PROPN" else []


def _astray(document: Document, above: Token, depth: int) -> list[int]:
    """Return the subject for a participle that the parser hung on a comma or a preposition."""
    for _ in range(DEPTH):
        if above.pos in VERBAL:
            return surface_subjects(document, above.i, depth + 1)
        above = document.tokens[above.head]
    return []


def _first_conjunct(document: Document, token: Token) -> int:
    """Return the verb that ``token`` is coordinated with: for a finite one a finite one, whatever the parser took."""
    above = document.tokens[token.head]
    finite = token.tag in FINITE or _finite_helper(document, token.i)
    if finite and above.tag not in FINITE and not _finite_helper(document, above.i):
        return _finite_above(document, above)
    if token.tag == "VBD" and _modal(document, above.i):
        return _finite_above(document, above)
    return above.i


def _finite_helper(document: Document, verb: int) -> bool:
    return any(document.tokens[j].tag in FINITE for j in kids(document, verb, "aux", "auxpass"))


def _modal(document: Document, verb: int) -> bool:
    return any(document.tokens[j].tag == "MD" for j in kids(document, verb, "aux"))


def _finite_above(document: Document, verb: Token) -> int:
    """Return the first verb in the past that governs ``verb``, else ``verb`` itself."""
    above = verb
    for _ in range(DEPTH):
        if above.head == above.i:
            break
        above = document.tokens[above.head]
        if above.tag == "VBD" or _finite_helper(document, above.i):
            return above.i
    return verb.i


def _referents(document: Document, verb: int, subject: int) -> list[int]:
    token = document.tokens[verb]
    if document.tokens[subject].tag in RELATIVE:
        while document.tokens[verb].dep == "conj":
            verb = document.tokens[verb].head
        token = document.tokens[verb]
        return coordinated(document, token.head) if token.dep == "relcl" else []
    return coordinated(document, subject)


def _controllers(document: Document, above: int, token: Token, depth: int) -> list[int]:
    if token.dep != "advcl" and document.tokens[above].lemma not in SUBJECT_CONTROL:
        if objects := [each for j in kids(document, above, "dobj") for each in coordinated(document, j)]:
            return objects
        asked = [each for word, each in prepositions(document, above) if word in ("on", "upon")]
        if asked and document.tokens[above].lemma == "call":
            return asked
    return surface_subjects(document, above, depth + 1)


def _of_gerund(document: Document, preposition: Token, depth: int) -> list[int]:
    above = document.tokens[preposition.head]
    if above.pos not in VERBAL:
        return owners(document, above.i, depth + 1)
    if preposition.lower in OBJECT_GERUND and (objects := undergoers(document, above.i)):
        return objects
    return surface_subjects(document, above.i, depth + 1)


def _own_object(document: Document, verb: int) -> bool:
    return any(document.tokens[j].tag in RELATIVE for j in kids(document, verb, "dobj"))


def doers(document: Document, verb: int) -> list[int]:
    """Return the logical subject of a verb: the agent of a passive, else its subject."""
    if is_passive(document, verb):
        return [each for word, each in prepositions(document, verb) if word == "by"]
    return surface_subjects(document, verb)


def undergoers(document: Document, verb: int) -> list[int]:
    """Return the logical object of a verb: the subject of a passive, else its object."""
    if is_passive(document, verb):
        return surface_subjects(document, verb)
    token = document.tokens[verb]
    direct = kids(document, verb, "dobj")
    if direct and document.tokens[direct[0]].tag in RELATIVE:
        return coordinated(document, token.head) if token.dep == "relcl" else []
    if direct:
        return [each for j in direct for each in coordinated(document, j)]
    if token.dep == "relcl" and (own := kids(document, verb, "nsubj")):
        return coordinated(document, token.head) if document.tokens[own[0]].tag not in RELATIVE else []
    after = [j for j in kids(document, verb, "conj") if not kids(document, j, *SUBJECTS)]
    if after and document.tokens[verb + 1].dep == "cc":
        return undergoers(document, after[0])
    return []


def owners(document: Document, noun: int, depth: int = 0) -> list[int]:
    """Return whose a noun is: its possessor, who it is by or of, else the subject of the verb that it is object of."""
    if own := kids(document, noun, "poss"):
        return [each for j in own for each in coordinated(document, j)]
    for wanted in ("by", "of", "from"):
        if found := [each for word, each in prepositions(document, noun) if word == wanted]:
            return found
    above = document.tokens[document.tokens[noun].head]
    if document.tokens[noun].dep in ("dobj", "attr") and above.pos in VERBAL and depth < DEPTH:
        return surface_subjects(document, above.i, depth + 1)
    if document.tokens[noun].dep == "pobj" and above.lower == "with" and depth < DEPTH:
        verb = document.tokens[above.head]  # "came forward with a proposal to"
        return surface_subjects(document, verb.i, depth + 1) if verb.pos in VERBAL else []
    return []


def subtree(document: Document, i: int) -> range:
    """Return the tokens that ``i`` covers."""
    return range(*document.edges[i])
