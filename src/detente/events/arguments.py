"""Which actors stand on which side of a trigger: its roles, tried in their order, against the cast."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from detente.actors import Cast
from detente.events.carriers import Carried, carried
from detente.events.syntax import (
    MEASURES,
    SUBJECTS,
    coordinated,
    doers,
    inner,
    kids,
    owners,
    prepositions,
    surface_subjects,
    teller,
    undergoers,
)
from detente.events.triggers import Hit, beside, lemma
from detente.records import Actor
from detente.sentences import Document

DOES = frozenset(("does", "announces", "planned", "threatened"))
JOINS = DOES | {"proposed", "hypothetical", "negated", "undergoes"}
# prepositions by which a clause tells of a meeting that its subject was at ("said after talks with")
AROUND = frozenset(("into", "after", "before", "during", "following", "at", "in", "since", "on", "ahead", "prior"))
# roles that name one side only: who is beside them, the other side, isn't told
ONE_SIDED = frozenset(("with", "to", "obj", "person", "iobj", "for"))
# roles of who acts: only somebody acts, not what is somebody's ("the Iran deal imposed")
AGENTS = frozenset(("subj", "by", "via"))
OBJECTS = frozenset(("obj", "of"))
DEALS = frozenset(("deal", "agreement", "accord", "pact", "treaty"))
PEOPLE = frozenset(
    ("official", "negotiator", "representative", "minister", "leader", "delegation", "diplomat", "envoy")
)
AIMING = frozenset(("target", "hit", "affect", "aim", "punish", "restrict", "cover", "surround", "face"))
# who acts for whom they belong to, even where a pronoun says to whom
ARMS = frozenset(
    ("administration", "government", "force", "troop", "army", "military", "navy", "ministry", "ambassador")
)
ACTING = PEOPLE | MEASURES
# prepositions before those who stand for a group ("opponents such as")
EXAMPLES = frozenset(("as", "like", "including"))
ANSWERS = frozenset(("response", "retaliation", "reply", "answer", "reaction"))
BELONGING = ("poss", "amod", "compound", "nmod")
PRIVATE = frozenset(("CVL", "CRM", "EDU", "MED", "BUS"))
SIDELESS = frozenset(("EDU", "MED"))
VERBAL_TYPES = frozenset(("CONSULT", "SUPPORT", "AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"))


@dataclass(frozen=True, slots=True)
class Scene:
    """What the roles are read from; ``speakers`` by statement id, ``asserting`` the statement at each trigger."""

    document: Document
    cast: Cast


class Sides(NamedTuple):
    """The two sides of an event, and the tokens where they stand."""

    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    tokens: tuple[int, ...]
    exact: bool


class Side(NamedTuple):
    """One side: actors, the tokens that they stand at, and whether these tokens themselves mean them."""

    actors: tuple[Actor, ...] = ()
    tokens: tuple[int, ...] = ()
    exact: bool = True
    role: str = ""


def sides(scene: Scene, hit: Hit) -> Sides:
    """Return source and target of a trigger as far as its own sentence tells them."""
    held = carried(scene.document, hit.head) if hit.trigger.pos == "N" else None
    fill = partial(_side, scene, hit, held)
    target = fill(hit.trigger.target, frozenset(), False)
    roles = hit.trigger.source if held is None else (*hit.trigger.source, "via")
    source = fill(roles, frozenset(target.tokens), True)
    if not source.actors and held is None and hit.trigger.type in VERBAL_TYPES:
        source = _first(scene, hit, [(teller(scene.document, hit.head), "")], frozenset(target.tokens), True)
    if held is not None and held.effect == "undergoes" and held.verb is not None and not target.actors:
        target = _first(scene, hit, [(doers(scene.document, held.verb), "")], frozenset(source.tokens), False)
    if "symmetric" in hit.trigger.traits or (hit.trigger.type == "AGREE" and not target.actors):
        source, target = _split(source, target, held is not None and held.relation not in ("", "obj"))
    target = Side(without(target.actors, source.actors), target.tokens, target.exact)
    return Sides(source.actors, target.actors, (*source.tokens, *target.tokens), source.exact and target.exact)


def _split(source: Side, target: Side, joined: bool) -> tuple[Side, Side]:
    """Give both sides of a mutual event somebody: the first-named against the others."""
    others = without(target.actors, source.actors)
    if source.actors and others:
        return source, target
    one = source if len(source.actors) > 1 else target
    if len(one.actors) < 2 or (one is target and one.role in ONE_SIDED):
        return source, target
    if joined and len({actor.country for actor in one.actors}) == 1:  # "both ministers of one state took part in talks"
        return source, target
    return Side(one.actors[:1], one.tokens, one.exact), Side(one.actors[1:], one.tokens, one.exact)


def without(actors: tuple[Actor, ...], others: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return ``actors`` without those among ``others``."""
    taken = {same(actor) for actor in others}
    return tuple(actor for actor in actors if same(actor) not in taken)


def same(actor: Actor) -> tuple[str | None, str]:
    """Return what makes two mentions of an actor the same side of an event."""
    return actor.id, f"{actor.name} {actor.country}" if actor.id is None else ""


def _side(
    scene: Scene, hit: Hit, held: Carried | None, roles: tuple[str, ...], taken: frozenset[int], acting: bool
) -> Side:
    return _first(scene, hit, ((role_tokens(scene.document, hit, held, role), role) for role in roles), taken, acting)


def _first(
    scene: Scene, hit: Hit, groups: Iterable[tuple[list[int], str]], taken: frozenset[int], acting: bool
) -> Side:
    for group, role in groups:
        kept = _KEPT.get(role.partition("-")[0])
        tokens = kept(scene, group) if kept else group
        actors: dict[tuple[str | None, str], Actor] = {}
        at: list[int] = []
        exact = True
        for token in tokens:
            if token in taken:
                continue
            found, direct = meant(scene, token, role in OBJECTS)
            if not direct and acting and role in AGENTS:
                continue
            at.append(token)
            fitting = [actor for actor in found if _admitted(actor, hit.trigger.type, role)]
            if fitting:
                exact = exact and direct
                for actor in fitting:
                    actors.setdefault(same(actor), actor)
        if actors:
            return Side(tuple(actors.values()), tuple(at), exact, role)
    return Side()


def _theirs(scene: Scene, tokens: list[int]) -> list[int]:
    """Return the modifiers that tell who, not where or about what: none of "Geneva talks", both of "US-Iran talks"."""
    acting = [j for j in tokens if political(scene.cast.of(j))]
    return acting if len(acting) > 1 else [j for j in acting if not _topic(scene, j)]


def _about(scene: Scene, tokens: list[int]) -> list[int]:
    """Return the modifiers that tell about or against whom ("the Russia inquiry", "China tariffs")."""
    return [] if len(_theirs(scene, tokens)) > 1 else [j for j in tokens if _topic(scene, j)]


def _sites(scene: Scene, tokens: list[int]) -> list[int]:
    """Return the cities among these ("the Benghazi attack")."""
    return [
        j for j in _about(scene, tokens) if not any((who.id or "").startswith("state:") for who in scene.cast.of(j))
    ]


def meant(scene: Scene, token: int, own: bool = False) -> tuple[tuple[Actor, ...], bool]:
    """Return the political actors at a token, and whether it means them itself rather than belongs to them.

    With ``own`` a state's name before a noun doesn't count: it tells what that is about ("the Syria plan"), not whose.
    """
    document = scene.document
    if found := political(scene.cast.of(token)):
        several = [j for word, j in prepositions(document, token) if word in ("of", "from")]
        each = tuple(actor for j in several for actor in political(scene.cast.of(j)))
        return (each if len({actor.country for actor in each}) > 1 and len(found) == 1 else found), True
    if document.tokens[token].lemma in ARMS:  # "its forces shot it down"
        holders = [j for j in kids(document, token, "poss") if document.tokens[j].pos == "PRON"]
        if theirs := [actor for j in holders for actor in political(scene.cast.of(j))]:
            return tuple(theirs), True
    below = [j for j in kids(document, token, *BELONGING) if not (own and _topic(scene, j))]
    if not own:  # "moved them into its airfield": whose, only the one who knows can say
        below = [j for j in below if document.tokens[j].pos != "PRON"]
    for j in (*below, *(k for i in below for k in kids(document, i, "compound", "amod", "npadvmod"))):
        if found := political(scene.cast.of(j)):
            return found, False
    hanging = list(prepositions(document, token))
    if shown := [actor for word, j in hanging if word in EXAMPLES for actor in political(scene.cast.of(j))]:
        return tuple(shown), True
    named = [j for word, j in hanging if word in ("of", "from")]
    if not named and document.tokens[token].lemma in DEALS:  # "support for a deal struck by both"
        named = [k for j in kids(document, token, "acl") for k in doers(document, j)]
    people = bool(scene.cast.of(token)) or document.tokens[token].lemma in ACTING  # "officials from Ghana": they act
    return tuple(actor for j in named for actor in political(scene.cast.of(j))), people


def _topic(scene: Scene, modifier: int) -> bool:
    token = scene.document.tokens[modifier]
    if scene.document.tokens[token.head].lemma in DEALS:  # "the Iran deal": a party of it
        return False
    here = scene.cast.of(modifier)
    return token.dep == "compound" and any(a.named == "place" and a.name.split()[-1] == token.text for a in here)


_KEPT = {"theirs": _theirs, "about": _about, "site": _sites}


def political(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actors whose country is known."""
    return tuple(actor for actor in actors if actor.country is not None)


def _admitted(actor: Actor, type: str, role: str) -> bool:
    wanted, dash, _ = role.partition("-")
    if dash and wanted == "person" and (actor.named not in ("person", "office") or actor.sector in PRIVATE):
        return False
    if dash and wanted == "place" and actor.named != "place":
        return False
    if dash and wanted == "group" and actor.named in ("person", "office", "place"):
        return False
    if role == "mod" and actor.sector == "BUS":  # "the SolarWinds hack": who it hit, not who did it
        return False
    return actor.sector not in SIDELESS or type not in VERBAL_TYPES


def role_tokens(document: Document, hit: Hit, held: Carried | None, role: str) -> list[int]:
    """Return the tokens that stand in ``role`` to the trigger."""
    role = role.rpartition("-")[2]
    if held is not None:
        return _noun_tokens(document, hit, held, role)
    verb = hit.head
    if role == "subj":
        return doers(document, verb)
    if role == "obj":
        return inner(document, undergoers(document, verb))
    if role == "iobj":
        return [*kids(document, verb, "dative"), *beside(document, verb, "to")]
    if role == "inner":
        below = kids(document, verb, "ccomp", "xcomp", "oprd", "advcl", "acl")
        return [each for j in below if kids(document, j, *SUBJECTS) for each in surface_subjects(document, j)]
    if role == "aimed":
        return [each for part in hit.parts for each in _aimed(document, part)]
    if role == "response":
        return [
            k
            for j in beside(document, verb, "in")
            if lemma(document.tokens[j]) in ANSWERS
            for word, k in prepositions(document, j)
            if word in ("to", "for")
        ]
    if role == "condition":
        return [
            k for j in kids(document, verb, "advcl") if _conditional(document, j) for k in surface_subjects(document, j)
        ]
    if role == "other":
        return _coordinate_subjects(document, verb)
    if role == "occasion":
        return _at_meeting(document, verb)
    if role in ("poss", "mod"):
        return [j for part in hit.parts for j in _modifiers(document, part, role)]
    found = [j for j in beside(document, verb, role) if j > verb or role == "by"]
    return found + [
        j for part in hit.parts for word, j in prepositions(document, part) if word == role and j not in found
    ]


def _at_meeting(document: Document, verb: int) -> list[int]:
    """Return between whom the meeting was at which it was done ("agreed at the talks between ...")."""
    meetings = [j for word, j in prepositions(document, verb) if word in ("at", "during", "in", "after")]
    return [k for j in meetings for of, k in prepositions(document, j) if of == "between"]


def _conditional(document: Document, verb: int) -> bool:
    return any(document.tokens[j].lower == "if" for j in kids(document, verb, "mark"))


def _aimed(document: Document, noun: int) -> list[int]:
    """Return what a measure is said to be aimed at ("sanctions that target the banks of Belarus")."""
    verbs = [j for j in kids(document, noun, "relcl", "acl") if lemma(document.tokens[j]) in AIMING]
    return [each for j in verbs for each in (*undergoers(document, j), *beside(document, j, "at")) if each != noun]


def _coordinate_subjects(document: Document, verb: int) -> list[int]:
    """Return who acts in the clause that this one answers ("Moscow offered talks, but Washington refused")."""
    token = document.tokens[verb]
    if token.dep != "conj" or not kids(document, verb, *SUBJECTS):
        return []
    told = kids(document, token.head, "ccomp")[:1] or [token.head]
    return [each for j in told for each in surface_subjects(document, j)]


def _modifiers(document: Document, noun: int, role: str) -> list[int]:
    if role == "poss":
        return [each for j in kids(document, noun, "poss") for each in coordinated(document, j)]
    direct = kids(document, noun, "amod", "compound", "nmod", "nummod")
    return sorted(
        {*direct, *(k for j in direct for k in kids(document, j, "amod", "compound", "nmod", "npadvmod", "conj"))}
    )


def _noun_tokens(document: Document, hit: Hit, held: Carried, role: str) -> list[int]:
    nouns = (hit.head, *held.nouns)
    if role == "subj":
        return _carrier_subjects(document, hit, held)
    if role in ("poss", "mod"):
        return [j for noun in nouns for j in _modifiers(document, noun, role)]
    if role == "aimed":
        return _aimed(document, hit.head)
    if role == "via":
        return [j for noun in held.nouns for j in owners(document, noun)]
    if role == "receiver":
        return doers(document, held.verb) if held.verb is not None and held.effect == "receives" else []
    holders = [*nouns, *(each for word, each in prepositions(document, hit.head) if word == "of" and role != "of")]
    if held.verb is not None and (held.relation in ("obj", "subj")) and held.effect is not None:
        holders.append(held.verb)
    return [j for holder in holders for word, j in prepositions(document, holder) if word == role and j != hit.head]


def _carrier_subjects(document: Document, hit: Hit, held: Carried) -> list[int]:
    if held.verb is None or held.relation == "subj":
        return []
    mutual = "symmetric" in hit.trigger.traits
    if held.effect not in DOES and any(word in ("of", "between") for word, _ in prepositions(document, hit.head)):
        return []  # "discussed the summit of their presidents"
    if held.effect in (JOINS if mutual else DOES):
        return doers(document, held.verb)
    if held.relation in AROUND and (mutual or hit.trigger.mode == "visit"):
        return surface_subjects(document, held.verb)
    return []
