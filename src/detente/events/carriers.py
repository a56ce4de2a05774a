"""What the words around an event noun do to it: who "holds" talks, that a summit is only "proposed"."""

from functools import cache
from typing import NamedTuple

from detente.events.syntax import VERBAL, kids
from detente.events.triggers import lemma
from detente.lexicon import rows
from detente.sentences import Document, Token

DEPTH = 6
# prepositions that bind an event noun to what a verb does ("call for talks", "take part in talks", "go on strike")
TOWARDS = frozenset(("toward", "towards", "until", "before"))
BINDING = frozenset(("for", "in", "on", "to", "into", "with"))

# effects by which a word beside the noun says that the event is still to come or only told
UNREAL = frozenset(("planned", "proposed", "hypothetical", "threatened", "alleged", "denied"))


class Carried(NamedTuple):
    """How an event noun is carried: by which verb, as its object ("obj"), subject ("subj") or by a preposition,
    to which effect (a word of the table `carriers`), and through which nouns."""

    verb: int | None
    relation: str
    effect: str | None
    nouns: tuple[int, ...]


@cache
def effects() -> dict[tuple[str, str], str]:
    """Return the effect of a carrier by (lemma, "V", "N" or "A")."""
    return {(row["word"], row["pos"]): row["effect"] for row in rows("carriers") if row["effect"] != "occurs"}


@cache
def occurring() -> frozenset[str]:
    """Return the verbs whose subject takes place ("the talks resumed")."""
    return frozenset(row["word"] for row in rows("carriers") if row["effect"] == "occurs")


def carried(document: Document, noun: int) -> Carried:
    """Return how the event noun at token ``noun`` is carried."""
    table = effects()
    effect = _by_adjective(document, noun)
    nouns: list[int] = []
    i = noun
    for _ in range(DEPTH):
        token = document.tokens[i]
        above = document.tokens[token.head]
        if _continues(document, i) and above.pos not in VERBAL and above.i != i:
            i = above.i
            continue
        if token.dep == "pobj":
            preposition, above = above, document.tokens[above.head]
            effect = effect or ("planned" if preposition.lower in TOWARDS else None)
            if above.pos in VERBAL:
                return _by_verb(document, above, preposition.lower, effect, nouns)
            on = table.get((lemma(above), "N"))
            if on is None:
                break
            effect = effect or (on if on != "carries" else None) or _by_adjective(document, above.i)
            nouns.append(above.i)
            i = above.i
            continue
        if above.pos in VERBAL and above.i != i:
            relation = {"dobj": "obj", "nsubjpass": "obj", "nsubj": "subj"}.get(token.dep)
            if relation is not None:
                return _by_verb(document, above, relation, effect, nouns)
        break
    return Carried(None, "", effect, tuple(nouns))


def _continues(document: Document, noun: int) -> bool:
    """True where a noun shares its role with the one before it ("did so, a warning to Iran")."""
    token = document.tokens[noun]
    again = any(document.tokens[j].lower in ("a", "an") for j in kids(document, noun, "det"))
    return token.dep == "conj" or (token.dep == "appos" and again)


def _by_adjective(document: Document, noun: int) -> str | None:
    adjectives = kids(document, noun, "amod", "nmod", "compound")
    found = [effects().get((document.tokens[j].lower, "A")) for j in adjectives]
    found += [effects().get((lemma(document.tokens[j]), "V")) for j in kids(document, noun, "acl")]
    return next((effect for effect in found if effect in UNREAL), None)


def _by_verb(document: Document, verb: Token, relation: str, effect: str | None, nouns: list[int]) -> Carried:
    found = effects().get((lemma(verb), "V"))
    if relation == "subj" and verb.pos == "AUX":  # "a dialogue is possible"
        words = (effects().get((lemma(document.tokens[j]), "A")) for j in kids(document, verb.i, "acomp"))
        found = next((word for word in words if word), None)
    elif relation == "subj":
        found = "occurs" if lemma(verb) in occurring() or _takes_place(document, verb) else None
    elif relation != "obj" and relation not in BINDING:
        found = None
    if found in ("does", "undergoes", "occurs", "announces"):
        return Carried(verb.i, relation, effect if effect else found, tuple(nouns))
    return Carried(verb.i, relation, effect or found, tuple(nouns))


def _takes_place(document: Document, verb: Token) -> bool:
    return lemma(verb) == "take" and any(document.tokens[j].lower == "place" for j in kids(document, verb.i, "dobj"))
