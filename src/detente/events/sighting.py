"""What the encoder sees -> triggers and sides: which token names an act, which of the article's actors it points to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.encoder import REALITIES, ROOTS, Act
from detente.events.arguments import Scene, Side, Sides, political, same, without
from detente.events.carriers import carried
from detente.events.syntax import VERBAL, kids
from detente.events.triggers import USUAL, Hit, Trigger, is_own, lemma, triggers
from detente.mentions import Mention
from detente.records import Actor, Span
from detente.sentences import Document

SEEN = 0.35  # probability from which an act that no line of the table knows may be one, and one side of any is enough
_REFUSED = 0.5  # the same for a word of which the table knows acts, but not this one
_UNSEEN = 0.02  # below which a line of the table is no act,
_PLAIN = 0.7  # unless the table scores it so: what has one meaning,
_TOLD = 0.6  # or has it by the words beside it
_SURE = 0.6  # from which the encoder's root goes before the table's
_SURER = 0.8  # the same against a line that asks for words beside it,
_FIRM = 0.75  # if the table does not score it so
_POINTED = 0.25  # from which actors stand on a side
_LIKELY = 0.75  # score of an act that only the encoder sees, were it sure of it
_SHARE = 0.4  # of the likeliest one's, from which another stands beside it
# what the table tells apart by its words and the coders of the encoder's lessons didn't: easing sanctions is RETREAT
_FINER = {
    "RETREAT": "CONCEDE",
    "CONCEDE": "RETREAT",
    "SUPPORT": "CONCEDE",
    "AGREE": "REQUEST",
    "SANCTION": "COERCE",
    "COERCE": "SANCTION",
}
_ACTING = frozenset(("VERB", "AUX", "NOUN", "ADJ"))
_SAYING = frozenset(("say", "tell", "add", "note", "state", "write", "deny", "agree"))  # a statement, whatever it says
_COMMENT = frozenset(("comment", "say", "elaborate", "discuss", "answer", "speculate"))  # refused, it refuses nobody
_MUTUAL = frozenset(("CONSULT", "AGREE", "COOPERATE"))


def sighted(scene: Scene, acts: Iterable[Act]) -> dict[int, Act]:
    """Return the acts that the encoder sees by the verb, noun or adjective that heads their words, the likelier of two;
    a name or a word that means somebody is no act."""
    found: dict[int, Act] = {}
    for act in acts:
        head = _head(scene.document, act.span)
        if head is None or scene.document.tokens[head].pos not in _ACTING or scene.cast.of(head):
            continue
        if head not in found or found[head].score < act.score:
            found[head] = act
    return found


def joined(document: Document, hits: Sequence[Hit], acts: Mapping[int, Act]) -> list[tuple[Hit, Act]]:
    """Return the table's triggers that the encoder sees too, each with what it sees, and what it alone sees."""
    found: list[tuple[Hit, Act]] = []
    met: set[int] = set()
    for hit in hits:
        words = _words(document, hit)
        seen = max((i for i in words if i in acts), key=lambda i: _fit(acts[i], hit), default=None)
        met |= {i for i in words if i in acts and (i == hit.head or acts[i].root == hit.trigger.type)}
        if seen is not None and acts[seen].score >= _UNSEEN:
            found.append((_rooted(document, hit, acts[seen]), acts[seen]))
        elif hit.trigger.score >= (_TOLD if hit.trigger.specific else _PLAIN):
            found.append((hit, unseen(hit.trigger.type)))
    heads = {hit.head for hit, _ in found}
    taken = {part: hit.trigger for hit, _ in found for part in hit.parts}
    for head, act in acts.items():
        if head in met or head in heads or act.score < SEEN:
            continue
        hit = _hit(document, head, act)
        if head in taken and not is_own(hit, taken[head]):
            continue
        known = (hit.trigger.word, hit.trigger.pos) in triggers()
        said = hit.trigger.word in _SAYING or any(
            lemma(document.tokens[j]) in _COMMENT for j in kids(document, head, "xcomp")
        )
        if not said and (not known or act.score >= _REFUSED):
            found.append((hit, act))
    roots = {hit.head: hit.trigger.type for hit, _ in found}
    kept = (each for each in found if not _again(document, each[0], hits, roots))
    return sorted(kept, key=lambda each: each[0].head)


def _again(document: Document, hit: Hit, hits: Sequence[Hit], roots: Mapping[int, str]) -> bool:
    """True for the object of an act that the encoder takes for the same act ("turned down the proposal")."""
    token = document.tokens[hit.head]
    own = any(each.head == hit.head and each.trigger.type == hit.trigger.type for each in hits)
    return not own and token.dep == "dobj" and roots.get(token.head) == hit.trigger.type


def _words(document: Document, hit: Hit) -> tuple[int, ...]:
    held = carried(document, hit.head) if hit.trigger.pos == "N" else None
    around = (*held.nouns, *((held.verb,) if held.verb is not None else ())) if held is not None else ()
    return tuple(dict.fromkeys((hit.head, *hit.parts, *around)))


def unseen(type: str) -> Act:
    """Return what stands for the encoder's act where it sees none."""
    roots = tuple(float(root == type) for root in ROOTS)
    return Act((0, 0), 0.0, roots, (0.0,) * len(REALITIES), (), ())


def _fit(act: Act, hit: Hit) -> tuple[bool, float]:
    return act.root == hit.trigger.type, act.score


def _rooted(document: Document, hit: Hit, act: Act) -> Hit:
    """Return a trigger with the encoder's root where that is sure; what is threatened is itself no threat."""
    if act.root == "THREATEN" and document.tokens[hit.head].dep == "xcomp":
        return hit
    finer = act.root in (hit.trigger.type, *kin(hit.trigger.type))
    sure = _SURER if hit.trigger.specific else _SURE
    if finer or is_firm(hit) or act.score * max(act.roots) < sure:
        return hit
    return hit._replace(trigger=replace(hit.trigger, type=act.root, mode=None, contexts=()))


def is_firm(hit: Hit) -> bool:
    """True for a line of the table that asks for words beside its own and scores what it finds as sure."""
    return hit.trigger.specific and hit.trigger.score >= _FIRM


def kin(root: str) -> tuple[str, ...]:
    """Return for which root the encoder takes what the table tells apart from it."""
    return (_FINER[root],) if root in _FINER else ()


def _hit(document: Document, head: int, act: Act) -> Hit:
    """Return a trigger for an act that only the encoder sees: of no mode, its sides in the usual roles."""
    token = document.tokens[head]
    pos = "V" if token.pos in VERBAL else "N"
    source, target = USUAL[pos]
    source = (*source, "any-subj")  # "Israeli jets": whose they are does it
    traits = {"seen", *(("symmetric",) if act.root in _MUTUAL else ())}
    score = _LIKELY * act.score
    trigger = Trigger(lemma(token), pos, (), act.root, None, (), source, target, frozenset(traits), score)
    plain = next((t for t in triggers().get((trigger.word, "V"), ()) if not t.specific), None)
    if plain is not None and _FINER.get(plain.type) == act.root:  # a verb that the parser took for a noun
        trigger = replace(trigger, type=plain.type, mode=plain.mode, contexts=plain.contexts)
    return Hit(trigger, head, ())


def _head(document: Document, span: Span) -> int | None:
    """Return the token that heads the words of a span."""
    inside = document.tokens_in(span)
    if not inside:
        before = inside.start - 1
        return before if before >= 0 and document.tokens[before].end > span[0] else None
    return next((i for i in inside if document.tokens[i].head not in inside or document.tokens[i].head == i), inside[0])


def filled(found: Sides, pointed: Sides, hit: Hit) -> Sides:
    """Return the sides that syntax finds, each that it leaves open as the encoder points to it; of what is mutual the
    first-named one against the others."""
    home = "seen" in hit.trigger.traits
    source = found.source or _abroad(pointed.source, found.target, home)
    target = found.target or _abroad(pointed.target, source, home)
    if (
        "symmetric" in hit.trigger.traits
        and not (source and target)
        and len({actor.country for actor in (*source, *target)}) > 1
    ):
        source, target = (source or target)[:1], (source or target)[1:]
    if (source, target) == (found.source, found.target):
        return found
    return Sides(source, target, tuple(dict.fromkeys((*found.tokens, *pointed.tokens))), False)


def _abroad(actors: tuple[Actor, ...], others: tuple[Actor, ...], home: bool) -> tuple[Actor, ...]:
    """Return the ``actors`` of other countries than ``others``; at ``home``, for want of them, others of the same."""
    taken = {actor.country for actor in others}
    abroad = tuple(actor for actor in actors if actor.country not in taken)
    return abroad or (without(actors, others) if home else ())


@dataclass(frozen=True, slots=True)
class Pointers:
    """Which actors the encoder's pointers mean; ``holders``: the widest mention of somebody that holds each token."""

    scene: Scene
    holders: Mapping[int, int]

    def of(self, act: Act) -> Sides:
        """Return the sides of an act as the encoder points to them."""
        source, target = self._side(act.agents), self._side(act.patients)
        others = without(target.actors, source.actors)
        return Sides(source.actors, others, (*source.tokens, *target.tokens), True)

    def _side(self, words: Iterable[tuple[Span, float]]) -> Side:
        weights: dict[int, float] = {}
        for span, weight in words:
            token = _head(self.scene.document, span)
            if token is not None:
                at = self.holders.get(token, token)
                weights[at] = weights.get(at, 0.0) + weight
        told = {at: found for at in weights if (found := political(self.scene.cast.of(at)))}
        if sum(weights[at] for at in told) < _POINTED:
            return Side()
        known = {same(actor): actor for at in sorted(told, reverse=True) for actor in told[at]}
        mass = {one: sum(weights[at] for at in told if one in map(same, told[at])) for one in known}
        least = _SHARE * max(mass.values())
        actors = tuple(known[one] for one in sorted(known, key=lambda one: -mass[one]) if mass[one] >= least)
        heads = sorted((at for at in told if set(told[at]) & set(actors)), key=lambda at: (-weights[at], at))
        return Side(actors, tuple(heads), True, "pointed")


def pointers(scene: Scene, mentions: Sequence[Mention]) -> Pointers:
    """Return what turns pointed words into the article's actors."""
    holders: dict[int, int] = {}
    for mention in sorted(mentions, key=lambda m: (m.end - m.start, -m.start)):
        if mention.head >= 0 and scene.cast.of(mention.head):
            for token in range(mention.first, mention.last):
                holders[token] = mention.head  # the widest comes last
    return Pointers(scene, holders)
