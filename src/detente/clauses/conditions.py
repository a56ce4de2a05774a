"""Which clause is the condition of which: markers, inversions, and imperatives that stand for an "if"."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from detente.clauses.shape import Shape, child, subject
from detente.clauses.words import class_words
from detente.lexicon import rows
from detente.records import Span
from detente.sentences import Document

Role = Literal["plain", "condition", "consequence", "purpose", "time"]
INVERTED = ("should", "were", "had")
FUTURE = ("will", "'ll", "shall", "wo", "would", "'d", "going", "must", "can", "could", "may", "might", "should")
NEGATIVE = ("not", "n't", "no", "never", "nothing", "cannot", "refuse", "refuses", "refused", "without", "unable")


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in a sentence.

    ``[first, last)`` are its tokens without the marker; ``clause`` is the head of its clause (None for a phrase),
    ``consequence`` the head of the clause that depends on it. ``timely`` ones ("when", "once") tell first of all when.
    """

    marker: Span
    word: str
    first: int
    last: int
    clause: int | None
    consequence: int | None
    negated: bool
    role: str
    timely: bool = False

    def root(self, document: Document) -> int:
        """Return the token index of its head: of its clause, or of the phrase that it is."""
        if self.clause is not None:
            return self.clause
        inside = range(self.first, self.last)
        return next((i for i in inside if document.tokens[i].head not in inside), self.first)


@cache
def _markers() -> dict[str, tuple[tuple[tuple[str, ...], dict[str, str]], ...]]:
    """The markers by their first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], dict[str, str]]]] = {}
    for row in rows("conditionals"):
        words = tuple(row["marker"].split())
        found.setdefault(words[0], []).append((words, row))
    return {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in found.items()}


def find_conditions(document: Document, forms: dict[int, Shape], owner: tuple[int, ...]) -> tuple[Condition, ...]:
    """Return the conditions of a document in order of the text; ``forms`` are its clauses by head."""
    found: list[Condition] = []
    for sentence in document.sentences:
        i = sentence.first
        while i < sentence.last:
            step = 1
            for words, row in _markers().get(document.tokens[i].lower, ()):
                if _matches(document, i, words, sentence.last):
                    condition = _marked(document, forms, owner, i, len(words), row)
                    if condition is not None:
                        found.append(condition)
                    step = len(words)
                    break
            i += step
        found.extend(_inversions(document, forms, sentence.first, sentence.last))
        found.extend(_imperatives(document, forms, sentence.root))
    ordered = sorted(found, key=lambda condition: (condition.first, condition.marker))
    return tuple(_closed(document, condition, ordered) for condition in ordered)


def _closed(document: Document, condition: Condition, others: list[Condition]) -> Condition:
    """End a condition where a parallel begins that has its own ("steps if it attacks, or talks if it leaves")."""
    inner = [other for other in others if other.consequence == condition.clause and other.first > condition.first]
    if condition.clause is None or not inner:
        return condition
    for i in range(inner[0].first - 1, condition.clause, -1):
        if document.tokens[i].dep == "cc" and document.tokens[i - 1].text == ",":
            return replace(condition, last=i - 1)
    return condition


def _matches(document: Document, i: int, words: tuple[str, ...], last: int) -> bool:
    return i + len(words) < last and all(document.tokens[i + k].lower == word for k, word in enumerate(words))


def _marked(
    document: Document, forms: dict[int, Shape], owner: tuple[int, ...], i: int, length: int, row: dict[str, str]
) -> Condition | None:
    marker = document.span(i, i + length)
    if row["takes"] == "verb":
        return _depending(document, i, row, marker)
    if document.tokens[i].pos == "VERB" and document.tokens[i].dep in ("conj", "ROOT", "relcl", "ccomp", "pcomp"):
        return None  # "watched it and provided her friends with news"
    if row["takes"] == "phrase":
        return _phrase(document, owner, i, length, row, marker)
    after = i + length
    while document.tokens[after].pos == "PUNCT" and after + 1 < len(document.tokens):
        after += 1
    head = owner[after]
    if length == 1 and document.tokens[i].dep in ("mark", "advmod") and document.tokens[i].head in forms:
        head = document.tokens[i].head
    # "asked if": a complement, no condition; "since when"; a marker outside of the clause that it seems to open
    if head < i or (
        row["marker"] in ("if", "when", "where") and document.tokens[head].dep in ("ROOT", "ccomp", "pcomp", "relcl")
    ):
        return None
    if document.tokens[head].sentence != document.tokens[i].sentence:
        return None
    if row["needs"] == "future" and subject(document, head) is None:
        return None
    consequence = _consequence(document, forms, head, i)
    if consequence is None or not _needed(document, row["needs"], consequence, head):
        return None
    first, last = document.edges[head]
    timely = row["needs"] == "future"
    denied = row["negated"] == "yes"
    return Condition(marker, row["marker"], max(first, after), last, head, consequence, denied, row["role"], timely)


def _depending(document: Document, i: int, row: dict[str, str], marker: Span) -> Condition | None:
    """Return what the subject of "depends on" hangs on."""
    told = child(document, i, "csubj") or child(document, i, "nsubj")
    prepositions = [j for j in document.children[i] if document.tokens[j].dep == "prep" and j > i]
    objects = [k for j in prepositions[:1] for k in document.children[j] if document.tokens[k].dep in ("pobj", "pcomp")]
    if told is None or not objects or document.tokens[i].pos != "VERB":
        return None
    first, last = document.edges[objects[0]]
    return Condition(marker, row["marker"], first, last, None, told.i, False, row["role"])


def _phrase(
    document: Document, owner: tuple[int, ...], i: int, length: int, row: dict[str, str], marker: Span
) -> Condition | None:
    """Return the condition that a preposition makes of a noun phrase ("in the event of an attack")."""
    last_word = i + length - 1
    if document.tokens[i].dep in ("acomp", "amod", "attr"):
        return None
    objects = [j for j in document.children[last_word] if document.tokens[j].dep in ("pobj", "pcomp")]
    if not objects:
        return None
    if row["marker"] == "without" and _manner(document, objects[0]):
        return None
    consequence = owner[i] if owner[i] != objects[0] else None
    if consequence is not None and not _needed(document, row["needs"], consequence, None):
        return None
    first, last = document.edges[objects[0]]
    clause = objects[0] if document.tokens[objects[0]].dep == "pcomp" and owner[objects[0]] == objects[0] else None
    return Condition(
        marker, row["marker"], max(first, i + length), last, clause, consequence, row["negated"] == "yes", row["role"]
    )


def _manner(document: Document, noun: int) -> bool:
    """True for a bare noun: "without delay", "without preconditions" tell how, not on what it hangs."""
    token = document.tokens[noun]
    told = any(
        document.tokens[j].dep in ("det", "poss") and document.tokens[j].lower != "any" for j in document.children[noun]
    )
    return token.dep == "pobj" and token.pos == "NOUN" and not told


def _consequence(document: Document, forms: dict[int, Shape], head: int, marker: int) -> int | None:
    """Return the head of the clause that depends on the condition.

    It is the governing clause; where the condition opens reported content ("said if ..., ..."), the complement that
    follows; where it hangs on another condition, what that one governs.
    """
    above = forms[head].parent if head in forms else None
    if above is None:
        return None
    if above < marker and document.tokens[above].tag in ("VBD", "VBZ", "VBP", "VBN"):
        later = [
            j
            for j in document.children[above]
            if j > head and document.tokens[j].dep in ("ccomp", "conj") and j in forms
        ]
        if later and document.tokens[above].lemma in class_words("reporting"):
            return later[0]
    return above


def _needed(document: Document, needs: str, consequence: int, condition: int | None) -> bool:
    if not needs:
        return True
    while document.tokens[consequence].dep == "xcomp" and document.tokens[consequence].head != consequence:
        consequence = document.tokens[consequence].head  # "will continue to hold them until"
    words = {document.tokens[j].lower for j in document.children[consequence]} | {document.tokens[consequence].lower}
    if needs in ("negated", "open") and any(word in words for word in NEGATIVE):
        return True
    if needs == "negated":
        return False
    own = {document.tokens[j].lower for j in document.children[condition]} if condition is not None else set()
    if condition is not None and document.tokens[condition].tag == "VBD":
        return False
    return any(word in words for word in (*FUTURE, *class_words("possible"))) and not any(
        word in own for word in ("will", "'ll", "shall")
    )


def _inversions(document: Document, forms: dict[int, Shape], first: int, last: int) -> list[Condition]:
    """Return conditions by inversion: "should it attack", "were it to", "had it known"."""
    found = []
    for i in range(first, last - 1):
        token = document.tokens[i]
        if token.lower not in INVERTED:
            continue
        head = i if i in forms else token.head
        if head not in forms or token.dep not in ("aux", "auxpass", "advcl", "ccomp", "ROOT"):
            continue
        own = subject(document, head)
        above = forms[head].parent
        if above is None:
            above = max((j for j in forms if first <= j < i), default=None)
        starts = i == first or document.tokens[i - 1].pos in ("PUNCT", "CCONJ", "SCONJ")
        if own is None or own < i or above is None or document.tokens[last - 1].text == "?":
            continue
        if not (starts or forms[head].parent is None or (token.lower == "should" and own > i)):
            continue
        left, right = document.edges[head]
        found.append(
            Condition(
                (token.start, token.end),
                token.lower,
                max(left, i + (head != i)),
                right,
                head,
                above,
                False,
                "condition",
            )
        )
    return found


def _imperatives(document: Document, forms: dict[int, Shape], root: int) -> list[Condition]:
    """Return conditions by imperative: "withdraw and we will talk", "stop or face ..." (its not being done)."""
    if not imperative(document, root):
        return []
    for j in document.children[root]:
        joined = child(document, root, "cc", ("and", "or"))
        if document.tokens[j].dep == "conj" and j in forms and joined is not None and joined.i < j:
            if joined.lower == "and" and child(document, j, "aux") is None:
                return []
            first = document.edges[root][0]
            return [
                Condition(
                    (joined.start, joined.end),
                    joined.lower,
                    first,
                    joined.i,
                    root,
                    j,
                    joined.lower == "or",
                    "condition",
                )
            ]
    return []


def imperative(document: Document, head: int) -> bool:
    """True where a clause is an order: a bare verb without a subject and without an auxiliary but "do"."""
    token = document.tokens[head]
    if token.tag != "VB" or subject(document, head) is not None:
        return False
    return not any(
        document.tokens[j].dep in ("aux", "auxpass") and document.tokens[j].lemma != "do"
        for j in document.children[head]
    )
