"""How real an event is: by its clause, by what carries its noun, by the verbal act that it is the content of."""

from dataclasses import replace

from detente.clauses import Clause, Status, status_of
from detente.events.carriers import Carried, effects
from detente.events.syntax import INSTRUMENTS, kids, prepositions
from detente.events.triggers import Hit, lemma
from detente.records import Modality, Stance
from detente.sentences import Document

MODALITIES: dict[str, Modality] = {
    "planned": "planned",
    "proposed": "proposed",
    "threatened": "threatened",
    "hypothetical": "hypothetical",
}
STANCES: dict[str, Stance] = {"alleged": "alleged", "denied": "denied"}
GIVING = frozenset(("sign", "issue", "adopt", "approve", "pass", "publish", "enact"))
FORETOLD = frozenset(("planned", "hypothetical"))
PLANS = frozenset(("CONSULT", "ASSAULT", "MOBILIZE", "COOPERATE"))
# verbal deeds, and verbs of the talk in which they are done
SAID = frozenset(("SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"))
TALKING = frozenset(("speak", "talk", "call", "phone", "telephone", "meet", "write", "tweet"))
# prepositions that put an event noun after what the clause tells ("said ahead of talks")
AHEAD = frozenset(("into", "before", "ahead"))


def reality(document: Document, clauses: tuple[Clause, ...], hit: Hit, held: Carried | None) -> Status:
    """Return how real the event is: of a noun by what carries it, else by its own words; of a verb by its clause."""
    own = status_of(document, clauses, hit.head)
    if "future" in hit.trigger.traits:
        return Status("actual", False, "asserted")
    if "foretold" in hit.trigger.traits:  # to say that one will is the deed
        saying = own.modality in FORETOLD and own.strength in ("will", "would")
        return replace(own, modality="actual" if saying else "hypothetical")
    if (
        document.tokens[hit.head].dep == "acl"
        and document.tokens[hit.head].tag == "VBN"
        and _by_somebody(document, hit)
    ):
        return replace(own, modality="actual")  # "to review a deal struck by both"
    if held is None and (author := _signed(document, hit.head)) is not None:
        return status_of(document, clauses, author)
    if held is None and (talk := _said_there(document, hit)) is not None:
        return replace(own, modality=status_of(document, clauses, talk).modality)
    if held is None:
        return _of_gerund(document, hit.head, own)
    if held.relation in AHEAD and own.modality == "actual":
        return replace(own, modality="planned")
    if held.effect is None or (held.effect == "hypothetical" and held.verb and _told(document, hit)):
        return own
    if held.verb is not None:
        by = status_of(document, clauses, held.verb)
        if held.effect in ("does", "occurs", "undergoes", "announces"):
            own = Status(by.modality, by.negated or own.negated, by.stance, by.tense, by.strength)
    if held.effect == "undergoes" and hit.trigger.type == "CONSULT" and own.modality == "actual":
        return replace(own, modality="planned")  # "is facing tough talks"
    if held.effect == "announces" and hit.trigger.type in PLANS and own.modality == "actual":
        return replace(own, modality="planned")
    return apply(own, held.effect)


def _signed(document: Document, verb: int) -> int | None:
    """Return the verb by which an order is given that does what ``verb`` tells ("signed a decree lifting the ban")."""
    token = document.tokens[verb]
    order = document.tokens[token.head]
    given = document.tokens[order.head]
    if token.dep != "acl" or token.tag != "VBG" or order.lemma not in INSTRUMENTS or order.dep != "dobj":
        return None
    return given.i if given.lemma in GIVING else None


def _said_there(document: Document, hit: Hit) -> int | None:
    """Return the verb of the talk in which it was said, None for what isn't said ("phoned him to condemn it")."""
    token = document.tokens[hit.head]
    above = document.tokens[token.head]
    purpose = token.tag == "VB" and token.dep in ("advcl", "xcomp") and hit.trigger.type in SAID
    return above.i if purpose and above.lemma in TALKING and above.tag in ("VBD", "VBZ", "VBP") else None


def _by_somebody(document: Document, hit: Hit) -> bool:
    return any(word == "by" for word, _ in prepositions(document, hit.head))


def _told(document: Document, hit: Hit) -> bool:
    """True for a measure that is spoken of as known ("discussed the withdrawal"); a meeting may be one to come."""
    definite = any(document.tokens[j].lower in ("the", "this", "these") for j in kids(document, hit.head, "det"))
    return hit.trigger.type not in PLANS and (definite or bool(kids(document, hit.head, "poss")))


def _of_gerund(document: Document, verb: int, own: Status) -> Status:
    """Return the status of a verb under a noun that makes little of it ("an interest in restoring relations")."""
    token = document.tokens[verb]
    above = document.tokens[document.tokens[token.head].head]
    effect = effects().get((lemma(above), "N")) if token.dep == "pcomp" and above.pos == "NOUN" else None
    return apply(own, effect) if effect is not None and own.modality == "actual" else own


def apply(status: Status, effect: str) -> Status:
    """Return ``status`` under what a carrier or a governing act makes of it."""
    if effect in MODALITIES:
        return replace(status, modality=MODALITIES[effect])
    if effect in STANCES:
        return replace(status, stance=STANCES[effect])
    return replace(status, negated=True) if effect == "negated" else status
