"""Who "they" and "both" are: several spoken of together, a state or body, the other side of the one who speaks."""

from detente.actors.build import state
from detente.actors.phrases import Phrase
from detente.actors.scene import Scene
from detente.actors.scoring import MARGIN, SIDES, SUBJECT, Candidate, before, is_someone, score_of
from detente.records import Actor

_NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))


def resolve_they(scene: Scene, i: int) -> None:
    """Take "they" or "both" for several spoken of together, else a state or body that was the subject, else the two
    people of the sentence."""
    if scene.raw(i).lower() == "both":
        scene.mean(i, *(_met(scene, i) or _pair_before(scene, i)))
        return
    if (statement := scene.said(i)) and (speaker := scene.speaker(statement)) and speaker.sector in SIDES:
        _other_side(scene, i, speaker)
        return
    if together := _ahead(scene, i) or _met(scene, i):
        scene.mean(i, *together)
        return
    found: dict[str, Candidate] = {}
    meant: dict[str, tuple[Actor, ...]] = {}
    for j in before(scene, i):
        actors = group(scene, j)
        if not actors or scene.sentence(i) - scene.sentence(j) > 2 or not _several(scene, j, actors):
            continue
        name = "+".join(actor.id or actor.name for actor in actors)
        score = score_of(scene, i, j, actors[0]) + (0.5 if len(actors) > 1 else 0.0)
        if name not in found or found[name].score < score:
            found[name] = Candidate(actors[0], score)
            meant[name] = actors
    ranked = sorted(found, key=lambda name: -found[name].score)
    if ranked and (len(ranked) == 1 or found[ranked[0]].score - found[ranked[1]].score >= MARGIN):
        scene.mean(i, *meant[ranked[0]])
    elif not ranked and (two := _two_people(scene, i) or (scene.titled if len(scene.titled) == 2 else ())):
        scene.mean(i, *two)


def group(scene: Scene, j: int) -> tuple[Actor, ...]:
    """Return who mention ``j`` means together with those joined to it by "and"."""
    actors = scene.meant.get(j, ())
    joined = _joined(scene, scene.mentions[j].head) if scene.mentions[j].head >= 0 else []
    if not actors or not joined:
        return actors
    others = (
        scene.meant.get(k, ()) for k in range(j + 1, min(j + 12, len(scene.mentions))) if _heads(scene, k, joined)
    )
    return (*actors, *(actor for meant in others for actor in meant))


def _pair_before(scene: Scene, i: int) -> tuple[Actor, ...]:
    """The last two who are joined, else a subject and the object that it met, in this sentence or the one before."""
    people: list[Actor] = []
    for j in before(scene, i):
        if scene.sentence(i) - scene.sentence(j) > 1:
            break
        if len(both := group(scene, j)) == 2:
            return both
        actor, token = scene.only(j), scene.token(j)
        if token is None or actor is None or not is_someone(scene, j, actor) or token.dep == "poss":
            continue
        if scene.sentence(j) == scene.sentence(i) and all(actor.id != other.id for other in people):
            people.append(actor)
    return tuple(people[::-1]) if len(people) == 2 else ()


def _heads(scene: Scene, k: int, heads: list[int]) -> bool:
    return scene.mentions[k].head in heads and scene.mentions[k].kind != "pronoun"


def _joined(scene: Scene, head: int) -> list[int]:
    """The heads joined to a noun by "and", as long as the chain goes."""
    tokens, children = scene.document.tokens, scene.document.children
    found: list[int] = []
    queue = [head]
    while queue:
        at = queue.pop(0)
        if any(tokens[child].lower in ("or", "but") for child in children[at] if tokens[child].dep == "cc"):
            continue
        new = [child for child in children[at] if tokens[child].dep == "conj" and tokens[child].pos in _NOMINAL]
        found += new
        queue += new
    return found


def _met(scene: Scene, i: int) -> tuple[Actor, ...]:
    """The two people of "he spoke with her, and they ...": a subject, and an object of "with", in one sentence."""
    tokens = scene.document.tokens
    subject: Actor | None = None
    other: Actor | None = None
    for j in before(scene, i):
        actor, token = scene.only(j), scene.token(j)
        if scene.sentence(j) != scene.sentence(i):
            break
        if token is None or actor is None or not is_someone(scene, j, actor):
            continue
        if other is None and token.dep == "pobj" and tokens[token.head].lower == "with":
            other = actor
        elif other is not None and token.dep in SUBJECT:
            subject = actor
            break
    return (subject, other) if subject and other and subject.id != other.id else ()


def _ahead(scene: Scene, i: int) -> tuple[Actor, ...]:
    """Who "their" at the head of a sentence looks forward to ("At their meeting, Putin and Biden ...")."""
    token = scene.token(i)
    if token is None or token.dep != "poss":
        return ()
    sentence = scene.document.sentences[scene.sentence(i)]
    if token.i - sentence.first > 3:
        return ()
    for j in range(i + 1, min(i + 8, len(scene.mentions))):
        other = scene.token(j)
        if other and scene.sentence(j) == sentence.index and other.dep in SUBJECT and other.head == sentence.root:
            actors = group(scene, j)
            return actors if len(actors) > 1 else ()
    return ()


def _several(scene: Scene, j: int, actors: tuple[Actor, ...]) -> bool:
    phrase: Phrase | None = scene.phrases[j]
    if len(actors) > 1 or (phrase is not None and phrase.plural):
        return True
    other = scene.token(j)
    subject = other is not None and other.dep in SUBJECT
    return subject and actors[0].named in ("place", "body") and actors[0].sector is not None


def _two_people(scene: Scene, i: int) -> tuple[Actor, ...]:
    people: dict[str, Actor] = {}
    for j in before(scene, i):
        actor = scene.only(j)
        if scene.sentence(j) == scene.sentence(i) and actor and actor.id and is_someone(scene, j, actor):
            people.setdefault(actor.id, actor)
    return tuple(people.values())[::-1] if len(people) == 2 else ()


def _other_side(scene: Scene, i: int, speaker: Actor) -> None:
    """Whom somebody who speaks for a state calls "they": the other state last spoken of."""
    for j in before(scene, i):
        actor = scene.only(j)
        if actor and actor.country not in (None, "IGO", speaker.country) and actor.sector in SIDES:
            scene.mean(i, state(actor.country or ""))
            return
