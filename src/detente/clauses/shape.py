"""The clauses of a parse: their heads, which clause governs which, and what each token belongs to."""

from dataclasses import dataclass
from typing import Literal

from detente.sentences import Document, Token

Relation = Literal["main", "complement", "relative", "adverbial", "coordinate"]

RELATIONS: dict[str, Relation] = {
    "ROOT": "main",
    "ccomp": "complement",
    "xcomp": "complement",
    "csubj": "complement",
    "csubjpass": "complement",
    "pcomp": "complement",
    "relcl": "relative",
    "acl": "relative",
    "advcl": "adverbial",
    "parataxis": "coordinate",
    "conj": "coordinate",
}
SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj", "csubjpass"))


@dataclass(frozen=True, slots=True)
class Shape:
    """A clause before it is judged: its predicate, that of the governing clause (None for a main one), how it hangs."""

    head: int
    parent: int | None
    relation: Relation


def shapes(document: Document) -> tuple[Shape, ...]:
    """Return the clauses of a document, the governing ones first within each sentence."""
    heads = {token.i for token in document.tokens if _is_head(document, token)}
    found: list[Shape] = []
    for sentence in document.sentences:
        waiting = [sentence.root]
        while waiting:
            i = waiting.pop(0)
            if i in heads:
                found.append(Shape(i, _governor(document, heads, i), relation(document, i)))
            waiting.extend(document.children[i])
    return tuple(found)


def owners(document: Document, heads: frozenset[int]) -> tuple[int, ...]:
    """Return for each token the head of the clause that it belongs to: its nearest ancestor that heads one."""
    owner = list(range(len(document.tokens)))
    for sentence in document.sentences:
        waiting = [(sentence.root, sentence.root)]
        while waiting:
            i, above = waiting.pop()
            mine = i if i in heads else above
            owner[i] = mine
            waiting.extend((child, mine) for child in document.children[i])
    return tuple(owner)


def relation(document: Document, head: int) -> Relation:
    """Return how the clause headed by ``head`` hangs in its sentence.

    An adverbial or a noun's clause with "that" is a complement ("made it clear that we ..."): the parser confuses them.
    """
    token = document.tokens[head]
    found = RELATIONS.get(token.dep, "complement")
    if token.dep in ("advcl", "acl") and child(document, head, "mark", ("that",)) is not None:
        return "complement"
    return found


def child(document: Document, i: int, dep: str, words: tuple[str, ...] = ()) -> Token | None:
    """Return the first child of token ``i`` with this label (and one of these words, where given)."""
    for j in document.children[i]:
        token = document.tokens[j]
        if token.dep == dep and (not words or token.lower in words):
            return token
    return None


def subject(document: Document, head: int) -> int | None:
    """Return the token index of the head of the grammatical subject of a clause, its own only."""
    for j in document.children[head]:
        if document.tokens[j].dep in SUBJECTS:
            return j
    return None


def _is_head(document: Document, token: Token) -> bool:
    if token.head == token.i:
        return True
    if token.dep not in RELATIONS and token.dep != "dep":
        return False
    verbal = token.tag.startswith("VB") or token.tag == "MD"
    if token.dep == "conj":
        above = document.tokens[token.head]
        return (verbal and above.pos in ("VERB", "AUX", "ADJ")) or subject(document, token.i) is not None
    if token.dep == "dep":
        return verbal
    return verbal or any(
        document.tokens[j].dep in SUBJECTS or document.tokens[j].dep == "mark" for j in document.children[token.i]
    )


def _governor(document: Document, heads: set[int], i: int) -> int | None:
    while document.tokens[i].head != i:
        i = document.tokens[i].head
        if i in heads:
            return i
    return None
