"""Which words signal an event, and what must stand beside them: the table `triggers` and where it matches."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from detente.events.syntax import VERBAL, doers, inner, kids, prepositions, surface_subjects, undergoers
from detente.lexicon import rows
from detente.sentences import Document, Token

MODIFIERS = ("amod", "compound", "nmod", "poss")
# types whose noun stays an event of its own where it completes another trigger ("accepted the invitation to a summit")
WEIGHING = frozenset(("consider", "plan", "prepare", "intend", "mull", "weigh"))
AHEAD = frozenset(("will", "would", "could", "'ll", "may", "might", "shall"))
DUTY = frozenset(("must", "should", "ought"))
OWN = frozenset(("CONSULT", "AGREE", "REQUEST", "THREATEN", "ASSAULT"))
ASKING = frozenset(("told", "foretold"))  # traits of what is an act only in certain clauses, whoever its sides are
USUAL = {
    "V": (("subj",), ("obj",)),
    "N": (("subj", "poss", "by", "mod", "from"), ("against", "on", "of", "to", "with")),
}


class Need(NamedTuple):
    """A companion that must (or, ``absent``, must not) stand beside a trigger; no ``words`` means any."""

    relation: str
    words: frozenset[str]
    absent: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """A line of the table: what an event of one type looks like. ``traits`` are flags, or name=value."""

    word: str
    pos: str
    needs: tuple[Need, ...]
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    traits: frozenset[str]
    score: float

    @property
    def specific(self) -> bool:
        """True where companions are asked for, by which a word that has many meanings has one."""
        return any(not need.absent for need in self.needs)

    def trait(self, name: str) -> str | None:
        """Return the value of the trait ``name=value``, None where it isn't there."""
        return next((t.partition("=")[2] for t in self.traits if t.startswith(f"{name}=")), None)


class Hit(NamedTuple):
    """A trigger found: its head token and the tokens of the companions that it needed."""

    trigger: Trigger
    head: int
    parts: tuple[int, ...]


@cache
def triggers() -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """Return the triggers by (lemma, "V" or "N"), the more demanding ones first."""
    found: dict[tuple[str, str], list[Trigger]] = {}
    for row in rows("triggers"):
        for word in row["word"].split("|"):
            found.setdefault((word, row["pos"]), []).append(_trigger(word, row))
    return {
        key: tuple(sorted(own, key=lambda trigger: -sum(not need.absent for need in trigger.needs)))
        for key, own in found.items()
    }


def _trigger(word: str, row: dict[str, str]) -> Trigger:
    source, target = USUAL[row["pos"]]
    return Trigger(
        word=word,
        pos=row["pos"],
        needs=tuple(_need(text) for text in row["needs"].split()),
        type=row["type"],
        mode=row["mode"] or None,
        contexts=tuple(row["contexts"].split()),
        source=tuple(row["source"].split()) or source,
        target=tuple(row["target"].split()) or target,
        traits=frozenset(row["traits"].split()),
        score=float(row["score"]),
    )


def _need(text: str) -> Need:
    relation, _, words = text.removeprefix("!").partition("=")
    return Need(relation, frozenset() if words == "*" else frozenset(words.split("|")), text.startswith("!"))


def find_hits(document: Document) -> list[Hit]:
    """Return every trigger of the document, at most one for each token, in order."""
    table = triggers()
    found = []
    for token in document.tokens:
        if (pos := _class(token)) is None:
            continue
        for trigger in table.get((lemma(token), pos), ()):
            parts = _match(document, token.i, trigger)
            if parts is not None:
                found.append(Hit(trigger, token.i, parts))
                break
    taken = {part: hit.trigger for hit in found for part in hit.parts}
    return [hit for hit in found if hit.head not in taken or is_own(hit, taken[hit.head])]


def is_own(hit: Hit, by: Trigger) -> bool:
    """True where what completes another trigger stays an event of its own, as what is promised does."""
    if hit.trigger.pos == "V" and by.trait("content") is not None:
        return True
    return hit.trigger.type in OWN and (hit.trigger.type != by.type or "keeps" in by.traits)


def lemma(token: Token) -> str:
    """Return the lower-case lemma; of a capitalised plural ("Sanctions") the singular."""
    found = token.lemma.lower()
    return found[:-1] if token.tag == "NNPS" and found.endswith("s") else found


def _class(token: Token) -> str | None:
    if token.pos in VERBAL and token.dep not in ("amod", "compound", "aux", "auxpass"):
        return "V"
    return "N" if token.pos in ("NOUN", "PROPN") and token.dep not in ("compound", "nmod", "amod") else None


def _match(document: Document, i: int, trigger: Trigger) -> tuple[int, ...] | None:
    parts: list[int] = []
    for need in trigger.needs:
        found = [j for j in companions(document, i, need.relation) if _fits(document.tokens[j], need.words)]
        if bool(found) == need.absent:
            return None
        if not need.absent:
            parts += found
    return tuple(dict.fromkeys(parts))


def _fits(token: Token, words: frozenset[str]) -> bool:
    return not words or lemma(token) in words or token.lower in words


def companions(document: Document, i: int, relation: str) -> Iterator[int]:
    """Yield the tokens that stand in ``relation`` (as the table names it) to token ``i``."""
    if relation == "obj":
        yield from inner(document, undergoers(document, i))
    elif relation == "subj":
        yield from inner(document, doers(document, i))
    elif relation == "ownwill":
        yield from (j for j in kids(document, i, "ccomp") if _of_oneself(document, i, j))
    elif relation == "duty":
        yield from (j for j in kids(document, i, "ccomp") if _owed(document, j))
    elif relation == "mod":
        yield from kids(document, i, *MODIFIERS)
    elif relation == "sub":
        yield from _below(document, i)
    elif relation == "deep":
        yield from (j for j in range(*document.edges[i]) if j != i)
    elif relation == "iobj":
        yield from (j for j in kids(document, i, "dative") if document.tokens[j].pos != "ADP")
    elif relation == "self":
        yield i
    elif relation in ("prt", "acomp", "xcomp", "ccomp", "oprd", "advcl"):
        yield from kids(document, i, relation)
    else:
        yield from beside(document, i, relation)


def _of_oneself(document: Document, act: int, verb: int) -> bool:
    """True where what is said is what the one who says it will or could do ("warned that it would answer")."""
    ahead = any(document.tokens[j].lower in AHEAD for j in kids(document, verb, "aux"))
    if not ahead and document.tokens[verb].lemma not in WEIGHING:
        return False
    own = {document.tokens[j].lower for j in surface_subjects(document, act)}
    said = [document.tokens[j] for j in surface_subjects(document, verb)]
    return any(token.pos == "PRON" or token.lower in own for token in said)


def _owed(document: Document, verb: int) -> bool:
    """True where what is said is what somebody has to do ("said that Kyiv must answer")."""
    return any(document.tokens[j].lower in DUTY for j in kids(document, verb, "aux"))


def _below(document: Document, i: int) -> Iterator[int]:
    """Yield what token ``i`` covers, but not what another verb covers."""
    for j in document.children[i]:
        yield j
        if document.tokens[j].pos not in VERBAL:
            yield from _below(document, j)


def beside(document: Document, i: int, preposition: str) -> Iterator[int]:
    """Yield what hangs by ``preposition`` on token ``i`` or, of a verb, on its object."""
    holders = [i, *(undergoers(document, i) if document.tokens[i].pos in VERBAL else ())]
    for holder in holders:
        yield from (each for word, each in prepositions(document, holder) if word == preposition)
