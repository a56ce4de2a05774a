"""How well somebody spoken of before fits a pronoun: by recency, grammar and who speaks."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.scene import Scene
from detente.records import Actor, Statement
from detente.sentences import Token

_REACH = 4
MARGIN = 0.35
SUBJECT = frozenset(("nsubj", "nsubjpass", "csubj", "agent"))
SIDES = frozenset(("GOV", "MIL", "LEG", "IGO"))
_OBJECT = frozenset(("dobj", "pobj", "dative", "attr", "oprd"))


@dataclass(slots=True)
class Candidate:
    """Somebody whom a pronoun may mean; the higher the score, the likelier."""

    actor: Actor
    score: float


def clear(found: dict[str, Candidate]) -> Actor | None:
    """Return the best candidate where none comes near."""
    ranked = sorted(found.values(), key=lambda candidate: -candidate.score)
    if not ranked or (len(ranked) > 1 and ranked[0].score - ranked[1].score < MARGIN):
        return None
    return ranked[0].actor


def before(scene: Scene, i: int) -> Iterator[int]:
    """Yield the mentions near before mention ``i``, the nearest first."""
    here = scene.sentence(i)
    for j in range(i - 1, -1, -1):
        if scene.sentence(j) < here - _REACH:
            return
        if scene.mentions[j].end <= scene.mentions[i].start and scene.mentions[j].kind != "note":
            yield j


def is_someone(scene: Scene, j: int, actor: Actor) -> bool:
    """Return whether mention ``j``, taken for ``actor``, means one person."""
    if actor.id is not None:
        return actor.id.startswith("person:")
    phrase = scene.phrases[j]
    return (
        phrase is not None
        and not phrase.plural
        and phrase.head is not None
        and phrase.head.named in ("person", "office")
    )


def score_of(scene: Scene, i: int, j: int, actor: Actor) -> float:
    """Return how well mention ``i`` may come back to ``actor`` at mention ``j``: a point off per sentence between."""
    token, other = scene.token(i), scene.token(j)
    score = -1.0 * (scene.sentence(i) - scene.sentence(j)) - 0.02 * (i - j)
    if other is not None:
        opens = scene.mentions[j].first == scene.document.sentences[scene.sentence(j)].first
        dep = _dep(scene, other)
        score += 1.0 if dep in SUBJECT or opens else 0.4 if dep in _OBJECT else 0.2
        score += 0.5 if token is not None and other.i == _local_subject(scene, token) else 0.0
    if scene.mentions[j].kind == "label":
        score += 0.5
    return score + _spoken(scene, i, j, actor, token is not None and token.dep in SUBJECT | {"pobj"})


def _dep(scene: Scene, token: Token) -> str:
    """A token's grammatical role; of what is joined by "and", the first one's."""
    while token.dep == "conj" and token.head != token.i:
        token = scene.document.tokens[token.head]
    return token.dep


def _spoken(scene: Scene, i: int, j: int, actor: Actor, free: bool) -> float:
    """What the statements around say: a source goes on speaking, a speaker says "he" of himself only when reported."""
    at = scene.mentions[i].start
    quoted = scene.said(i)
    if quoted is not None and quoted.kind == "direct":
        if _is_speaker(scene, quoted, actor):
            return -4.0
        within = any(start <= scene.mentions[j].start < end for start, end in quoted.spans)
        return 1.0 if within else 0.0
    statement = scene.inside(at)
    if statement is not None and _is_speaker(scene, statement, actor):
        return 1.5
    if free and any(s.source_span == scene.span(i) for s in scene.statements):
        last = [s for s in scene.statements if s.source_span and s.source_span[0] < at and s.parent is None]
        previous = scene.speaker(max(last, key=lambda s: s.source_span[0])) if last else None  # type: ignore[index]
        if previous is not None and (previous.id or previous.name) == (actor.id or actor.name):
            ended = max(last, key=lambda s: s.source_span[0]).end  # type: ignore[index]
            return 1.5 if ended > scene.document.sentences[max(scene.sentence(i) - 1, 0)].start else 0.5
    return 0.0


def _is_speaker(scene: Scene, statement: Statement, actor: Actor) -> bool:
    speaker = scene.speaker(statement)
    return speaker is not None and (speaker.id or speaker.name) == (actor.id or actor.name)


def _local_subject(scene: Scene, token: Token) -> int | None:
    """The subject of the clause that a possessive stands in; of "to let" in "asked China to let" it is China."""
    if token.dep != "poss":
        return None
    tokens, children = scene.document.tokens, scene.document.children
    verb = tokens[token.head]
    while verb.pos not in ("VERB", "AUX") and verb.head != verb.i:
        verb = tokens[verb.head]
    for _ in range(4):
        if subjects := [child for child in children[verb.i] if tokens[child].dep in SUBJECT]:
            return subjects[0]
        above = tokens[verb.head]
        objects = [child for child in children[above.i] if tokens[child].dep == "dobj" and child < verb.i]
        if verb.dep in ("xcomp", "ccomp") and objects:
            return objects[0]
        verb = above
    return None
