"""Sides that the grammar leaves open but the text implies: the speaker, the other party of a treaty, the initiator."""

from collections.abc import Iterator
from functools import cache

from detente.actors import resolve_actor
from detente.events.arguments import Scene, Sides, meant, without
from detente.events.syntax import kids, owners
from detente.events.triggers import Hit, lemma
from detente.lexicon import items, load, rows
from detente.records import Actor
from detente.sentences import Document

# types of deeds whose target their object often names only further in ("sanctions on firms tied to Iran's missiles")
AROUND = frozenset(("RETREAT", "CONCEDE", "THREATEN", "MOBILIZE"))
SANCTIONS = "163"  # CAMEO: impose embargo, boycott or sanctions, which PLOVER's table of 2021 has as COERCE
ASIDE = frozenset(("advcl", "conj", "ccomp", "parataxis", "punct"))
INITIATIVE = frozenset(("initiative", "request", "invitation", "suggestion"))


def implied(scene: Scene, hit: Hit, found: Sides, speaker: Actor | None) -> Sides:
    """Return the sides with what is still open filled from who speaks, or from a treaty that the trigger names.

    ``speaker`` is who makes the statement that the trigger stands in, None where the outlet tells it.
    """
    if not found.source and speaker is not None and "speaker" in hit.trigger.source:
        found = found._replace(source=without((speaker,), found.target))
    if speaker is not None and not found.source and _guest(hit, found, speaker):
        found = found._replace(source=(speaker,), exact=False)
    if not found.source and not found.target and "parties" in hit.trigger.target and hit.trigger.pos == "N":
        both = _other_parties(scene, hit, ())
        found = found._replace(source=both[:1], target=both[1:], exact=False)
    if not found.target and "parties" in hit.trigger.target:
        found = found._replace(target=_other_parties(scene, hit, found.source))
    if not found.target:
        around = _around(scene, hit, found)
        found = found._replace(target=around, exact=found.exact and not around)
    if not found.target and speaker is not None and "receiver" in hit.trigger.target:
        countries = {actor.country for actor in found.source}
        if speaker.country not in countries:
            found = found._replace(target=(speaker,))
    return found


def _around(scene: Scene, hit: Hit, found: Sides) -> tuple[Actor, ...]:
    """Return the only foreign state that the words below the trigger name, nobody where they name several."""
    own = {actor.country for actor in found.source}
    loose = hit.trigger.type == "THREATEN" and hit.trigger.trait("content") == "hypothetical"  # to warn of a danger
    breaking = hit.trigger.type == "SANCTION" or hit.trigger.trait("cameo") == SANCTIONS
    if not own or loose or not (breaking or hit.trigger.type in AROUND or hit.trigger.mode == "meet"):
        return ()
    heads = [j for j in (*hit.parts, hit.head) if j >= hit.head or hit.head in hit.parts]
    for head in heads:
        below = [
            j
            for j in _narrow(scene.document, head, hit.trigger.type == "THREATEN")
            if j > hit.head and not _located(scene.document, j)
        ]
        told = (actor for j in below for actor in scene.cast.of(j))
        foreign = tuple(actor for actor in told if actor.country is not None and actor.country not in own)
        if len({actor.country for actor in foreign}) == 1:
            return foreign[:1]
    near = breaking or hit.trigger.mode == "ease" or "foretold" in hit.trigger.traits
    return _at_hand(scene, hit, own) if near else ()


def _at_hand(scene: Scene, hit: Hit, own: set[str | None]) -> tuple[Actor, ...]:
    """Return the only foreign state that the sentence names, whom sanctions without a target must be on."""
    sentence = scene.document.sentences[scene.document.tokens[hit.head].sentence]
    near = [j for j in range(sentence.first, sentence.last) if not _located(scene.document, j)]
    told = tuple(a for j in near for a in scene.cast.of(j) if a.country not in (None, "IGO", *own))
    return told[:1] if len({actor.country for actor in told}) == 1 else ()


def _narrow(document: Document, head: int, said: bool) -> Iterator[int]:
    """Yield the tokens below ``head`` but those of clauses that tell of something else."""
    for j in document.children[head]:
        token = document.tokens[j]
        purpose = token.dep == "advcl" and token.tag == "VB"
        if purpose or (said and token.dep == "ccomp") or token.dep not in ASIDE:
            yield j
            yield from _narrow(document, j, said)


def _located(document: Document, noun: int) -> bool:
    token = document.tokens[noun]
    placed = token.dep == "pobj" and document.tokens[token.head].lower in ("in", "at", "with")
    return placed or token.pos == "PRON"


def _guest(hit: Hit, found: Sides, speaker: Actor) -> bool:
    """True where a speaker tells of a meeting "with" somebody else and of nobody who has it: it is the speaker's."""
    return (
        hit.trigger.type == "CONSULT" and bool(found.target) and all(a.country != speaker.country for a in found.target)
    )


def _other_parties(scene: Scene, hit: Hit, source: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the parties, other than the source's side, of the bilateral treaty that a part of the trigger names."""
    own = {actor.country for actor in source}
    for part in hit.parts:
        parties = treaties().get(_name(scene.document, part), ())
        if own & set(parties) or not own:
            others = (state(country) for country in parties if country not in own)
            return tuple(actor for actor in others if actor is not None)
    return ()


def state(country: str | None) -> Actor | None:
    """Return the state of an ISO-3 code as an actor."""
    entity = load().entity(f"state:{country}")
    return resolve_actor(entity.name) if entity is not None else None


def _name(document: Document, noun: int) -> str:
    words = [*kids(document, noun, "compound", "amod"), noun]
    named = [document.tokens[j] for j in words if document.tokens[j].text[:1].isupper()]
    return " ".join(lemma(token) for token in named if token.lower not in ("treaty", "agreement"))


@cache
def treaties() -> dict[str, tuple[str, ...]]:
    """Return the parties (ISO-3) of bilateral treaties by name."""
    return {row["name"]: tuple(items(row["parties"])) for row in rows("treaties")}


def initiator(scene: Scene, head: int, found: Sides) -> Actor | None:
    """Return the side at whose initiative it happened, where the sentence says so."""
    document = scene.document
    sentence = document.sentences[document.tokens[head].sentence]
    sides = (*found.source, *found.target)
    for j in range(sentence.first, sentence.last):
        if lemma(document.tokens[j]) not in INITIATIVE or document.tokens[document.tokens[j].head].lower != "at":
            continue
        for owner in owners(document, j):
            if document.tokens[owner].lower == "latter" and found.target:
                return found.target[-1]
            for actor in meant(scene, owner)[0]:
                return next((side for side in sides if side.country == actor.country), None)
    return None


def initiated(found: Sides, first: Actor | None) -> Sides:
    """Return the sides of a mutual event with its initiator as source."""
    if first is None or first in found.source:
        return found
    return found._replace(source=found.target, target=found.source)
